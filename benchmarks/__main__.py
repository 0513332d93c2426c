"""Compare ways of training the same GAN in one run, and print a table for each GAN.

The processes stand ready side by side and are timed in turn, round after round. The tables show medians over the
rounds; a ratio is the median of the rounds' own ratios. The last column counts the multiply-adds that a contestant's
own step needs, and compares their rate with that of large matrix products, timed in the same rounds.
"""

import argparse
import platform

from benchmarks.measure import measure
from benchmarks.serve import COMPARISONS, comparison
from benchmarks.table import table


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, metavar="N", help="how often each contestant is timed (default: 9 or 7)")
    parser.add_argument("--only", choices=COMPARISONS, help="one of the tables")
    options = parser.parse_args()
    print(f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}")
    for name in [options.only] if options.only else COMPARISONS:
        compared = comparison(name)
        times = measure(name, options.rounds or compared.rounds)
        print(f"\nMedians of {len(times['gan_fit'])} rounds\n")
        print(table(compared, times, compared.multiply_adds()), flush=True)


if __name__ == "__main__":
    main()
