import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import __main__ as comparison
from benchmarks import contestants

ROOT = Path(__file__).parent.parent.parent


def test_multiply_adds_of_a_step():
    generator = 100 * 256 + 256 * 512 + 512 * 1024 + 1024 * 784
    discriminator = 784 * 512 + 512 * 256 + 256
    # Forwards and to the weights: generator once each, discriminator three times forwards and twice to the weights.
    # To the inputs: every layer but a first one; in the generator's step the discriminator's first one as well.
    expected = 2 * generator + 5 * discriminator
    expected += (generator - 100 * 256) + 2 * (discriminator - 784 * 512) + discriminator
    assert contestants.multiply_adds_per_image() == expected


def test_the_table_shows_medians_and_paired_ratios():
    times = {"widespread_loop": [100.0, 110.0, 300.0], "gan_fit": [10.0, 11.0, 10.0]}
    table = comparison.table(times)
    assert "| predict + train_on_batch, the widespread loop | 582 | 110.0 (100.0–300.0) | 10.00× |" in table
    assert "| GAN.fit of this course | 6,400 | 10.0 (10.0–11.0) | 1.00× |" in table
    assert "not installed" in table


@pytest.mark.parametrize("name", ["widespread_loop", "gan_fit", "matrix_products"])
def test_contestants_run_and_tell_their_seconds(name):
    command = [sys.executable, "-m", "benchmarks.contestants", name]
    done = subprocess.run(command, input="2\n", capture_output=True, text=True, check=True, cwd=ROOT)
    *_, ready, seconds = done.stdout.split("\n")[:-1]
    assert ready == "ready"
    assert 0 < float(seconds) < 600
