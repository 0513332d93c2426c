"""Make the recordings that the course ships: ``python -m gan_course.recordings [--out FOLDER] [NAME …]``."""

import argparse
from pathlib import Path

from gan_course.recordings import CURVES, FRAMES, MELODIES, TABLES, WEIGHTS
from gan_course.recordings.make import make

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m gan_course.recordings", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent, help="default: the package's own folder")
    parser.add_argument("names", nargs="*", metavar="NAME", help="default: all of them")
    options = parser.parse_args()
    for name in options.names or (*FRAMES, *CURVES, *TABLES, *WEIGHTS, *MELODIES):
        make(name, options.out)
