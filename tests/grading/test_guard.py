"""The guard sees a replaced tool, and nothing in honest work."""

import math
from types import SimpleNamespace

import numpy as np
import pytest

from gan_course import checks
from gan_course.grading import guard


@pytest.fixture(autouse=True)
def remembered():
    assert guard.remember() == "intact"
    yield
    guard._remembered.clear()


@pytest.mark.parametrize(
    ("owner", "name"),
    [(np, "allclose"), (np.testing, "assert_allclose"), (math, "isclose"), (checks, "exercise"), (checks, "_Exercise")],
)
def test_a_replaced_function(monkeypatch, owner, name):
    assert guard.altered() == "intact"
    monkeypatch.setattr(owner, name, lambda *_: True)
    assert name in guard.altered()


def test_a_replaced_body(monkeypatch):
    monkeypatch.setattr(checks.passed, "__code__", (lambda name: True).__code__)
    assert guard.altered() == "altered: checks.passed"


def test_a_replaced_method(monkeypatch):
    monkeypatch.setattr(checks._Exercise, "__exit__", lambda *_: True)
    assert guard.altered() == "altered: exercise.__exit__"


def test_names_of_the_notebook(monkeypatch):
    shell = SimpleNamespace(user_ns={"np": np, "checks": checks}, ast_transformers=[])
    monkeypatch.setattr(guard, "_shell", lambda: shell)
    assert guard.altered() == "intact"
    shell.user_ns["np"] = SimpleNamespace(allclose=print)
    shell.ast_transformers.append(SimpleNamespace())
    assert guard.altered() == "altered: np, ast_transformers"


def test_passing_a_check_alters_nothing(capsys):
    with checks.exercise("a"):
        pass
    checks.or_reference("b", 1, 2)
    assert guard.altered() == "intact"
