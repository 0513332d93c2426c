"""The command ``gan-course``."""

from gan_course.cli.program import main

__all__ = ["main"]
