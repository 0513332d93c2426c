"""``gan-course doctor``: what the course finds on this computer, and how to put right what is amiss."""

from gan_course.doctor.finding import Finding
from gan_course.doctor.report import examine, main

__all__ = ["Finding", "examine", "main"]
