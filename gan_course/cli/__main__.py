"""``python -m gan_course.cli``: the command ``gan-course`` where its script is not on the path."""

import sys

from gan_course.cli.program import main

if __name__ == "__main__":
    sys.exit(main())
