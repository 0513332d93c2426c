"""Train all runs and write their logs into the package: ``python -m gan_course.training_logs [FOLDER]``."""

import sys
from pathlib import Path

from gan_course.training_logs.make import make

if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
