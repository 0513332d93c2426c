import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import measure, serve

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize(
    "name", ["widespread_loop", "gan_fit", "recorded", "own_products", "own_work", "matrix_products"]
)
def test_contestants_run_and_tell_their_seconds(name):
    command = [sys.executable, "-m", "benchmarks.serve", "mlp", name]
    done = subprocess.run(command, input="2\n", capture_output=True, text=True, check=True, cwd=ROOT)
    *_, ready, seconds = done.stdout.split("\n")[:-1]
    assert ready == "ready"
    assert 0 < float(seconds) < 600


@pytest.mark.parametrize("name", serve.COMPARISONS)
def test_a_comparison_holds_the_course_pytorch_and_the_ceiling(name):
    compared = serve.comparison(name)
    assert {"gan_fit", "pytorch", "matrix_products"} < set(compared.contestants)
    assert compared.contestants["gan_fit"].steps % {"mlp": 50, "dcgan": 10}[name] == 0


def test_pytorch_is_left_out_where_it_is_not_installed(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert not measure.available("pytorch")
    assert measure.available("gan_fit")


def test_a_contestant_that_breaks_is_named(monkeypatch):
    contestant = serve.comparison("mlp").contestants["gan_fit"]
    with pytest.raises(RuntimeError, match=r"run it alone: python -m benchmarks\.serve mlp no_such"):
        measure.Process("mlp", "no_such", contestant)
