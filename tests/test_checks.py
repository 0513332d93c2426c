"""The instant checks: verdicts, what goes on, and what is remembered."""

import subprocess
import sys

import pytest

from gan_course import checks


@pytest.fixture(autouse=True)
def fresh_session(monkeypatch):
    """No exercise passed yet, and nbgrader is not running."""
    monkeypatch.setattr(checks, "_passed", set())
    monkeypatch.setattr(checks, "_replaced", set())
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)


def unattempted(*_):
    raise NotImplementedError("exercise not attempted")


def test_success_prints_a_tick_and_is_remembered(capsys):
    with checks.exercise("loss"):
        assert not checks.passed("loss")
    assert checks.passed("loss")
    assert capsys.readouterr() == ("✓ loss\n", "")


def test_wrong_answer_goes_on_with_its_message(capsys):
    with pytest.raises(AssertionError, match=r"^expected 1, got 2$"), checks.exercise("loss"):
        raise AssertionError("expected 1, got 2")
    assert not checks.passed("loss")
    out, err = capsys.readouterr()
    assert out.startswith("✗ loss")
    assert err == ""


@pytest.mark.parametrize("error", [TypeError("missing"), NotImplementedError("TODO"), KeyboardInterrupt()])
def test_other_errors_go_on(error):
    with pytest.raises(type(error)) as caught, checks.exercise("loss"):
        raise error
    assert caught.value is error


def test_no_frame_of_the_course_in_the_traceback():
    with pytest.raises(AssertionError) as caught, checks.exercise("loss"):
        raise AssertionError
    assert not any("checks.py" in str(entry.path) and "tests" not in str(entry.path) for entry in caught.traceback)


def test_unattempted_is_said_and_swallowed(capsys):
    with checks.exercise("loss"):
        unattempted()
    assert not checks.passed("loss")
    assert capsys.readouterr() == ("loss: not attempted yet\n", "")


@pytest.mark.parametrize("mode", ["autograde", "validate"])
def test_unattempted_raises_under_nbgrader(monkeypatch, mode):
    monkeypatch.setenv("NBGRADER_EXECUTION", mode)
    with pytest.raises(NotImplementedError, match="exercise not attempted"), checks.exercise("loss"):
        unattempted()


def test_unattempted_behind_another_error():
    with checks.exercise("loss"):
        try:
            unattempted()
        except NotImplementedError as error:
            raise RuntimeError("the layer failed") from error


def test_an_assertion_that_quotes_the_message_goes_on():
    with pytest.raises(AssertionError), checks.exercise("loss"):
        raise AssertionError("got the error 'exercise not attempted'")


def test_a_later_failure_takes_the_success_back():
    with checks.exercise("loss"):
        pass
    with pytest.raises(AssertionError), checks.exercise("loss"):
        raise AssertionError
    assert not checks.passed("loss")


def test_or_reference_takes_mine_once_it_passed(capsys):
    assert checks.or_reference("loss", "mine", "reference") == "reference"
    assert checks.or_reference("loss", "mine", "reference") == "reference"
    out, err = capsys.readouterr()
    assert out.count("loss") == 1
    assert err == ""
    with checks.exercise("loss"):
        pass
    assert checks.or_reference("loss", "mine", "reference") == "mine"
    assert checks.or_reference("other", "mine", "reference") == "reference"


def test_unattempted_inside_tf_function(capsys):
    from gan_course.runtime import tf

    @tf.function
    def step(x):
        return unattempted(x)

    with checks.exercise("loss"):
        step(tf.constant(1.0))
    assert capsys.readouterr() == ("loss: not attempted yet\n", "")


def test_unattempted_inside_numpy_function():
    from gan_course.runtime import tf

    with checks.exercise("loss"):
        tf.numpy_function(unattempted, [tf.constant(1.0)], tf.float32)


@pytest.mark.parametrize("place", ["loss", "layer", "train_step"])
def test_unattempted_inside_keras_fit(place, capsys):
    import numpy as np

    from gan_course.runtime import keras

    class Layer(keras.layers.Layer):
        def call(self, x):
            return unattempted(x)

    class Model(keras.Model):
        def train_step(self, data):
            return unattempted(data)

    inputs = keras.Input((2,))
    model = (Model if place == "train_step" else keras.Model)(inputs, keras.layers.Dense(1)(inputs))
    if place == "layer":
        model = keras.Sequential([keras.layers.Dense(2), Layer()])
    model.compile(loss=unattempted if place == "loss" else "mse", optimizer="sgd")
    capsys.readouterr()
    with checks.exercise("loss"):
        model.fit(np.zeros((4, 2)), np.zeros((4, 1)), verbose=0)
    assert capsys.readouterr() == ("loss: not attempted yet\n", "")


def test_importing_checks_imports_nothing_heavy():
    code = (
        "import sys, gan_course.checks; print(sorted({'numpy', 'tensorflow', 'keras', 'nbgrader'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
