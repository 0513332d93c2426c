"""The instant checks: verdicts, what goes on, and what is remembered."""

import contextlib
import linecache
import subprocess
import sys

import numpy as np
import pytest

from gan_course import checks


@pytest.fixture(autouse=True)
def fresh_session(monkeypatch):
    """No exercise passed yet, and nbgrader is not running."""
    monkeypatch.setattr(checks, "_passed", set())
    monkeypatch.setattr(checks, "_replaced", set())
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)


def test_near_is_close_in_each_number_and_has_as_many():
    assert checks.near([1.0, 2.0], [1, 2])
    assert checks.near(np.ones((2, 1)), 1 + 1e-4 * np.ones((2, 1)), rtol=1e-3)
    assert checks.near(0.0, 1e-4, atol=1e-3)
    for wrong in ([], np.empty((0, 2)), 1.0, [1.0, 2.1], [1.0, np.nan], [1.0, 2.0, 2.0]):
        assert not checks.near(wrong, [1, 2])


def test_a_watched_array_is_a_copy_that_shows_what_becomes_of_it():
    given = np.ones(2)
    watched = checks.watched(given)
    np.asarray(watched)[0] = 3
    assert (given.tolist(), watched.tolist()) == ([1, 1], [3, 1])
    assert type(watched) is not np.ndarray


def test_a_watched_list_is_a_copy_that_shows_what_becomes_of_it():
    given = ["train", "freeze"]
    watched = checks.watched(given)
    watched.pop()
    assert (given, watched) == (["train", "freeze"], ["train"])
    assert type(watched) is not list


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


@pytest.fixture
def notebook():
    """Runs cells as IPython does: each from a file of its own that is not on the disk."""
    namespace = {"checks": checks}

    def run(source):
        file = f"<cell {len(linecache.cache)}>"
        linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
        exec(compile(source, file, "exec"), namespace)

    return run


HALVING = """
with checks.exercise("halving"):
    assert half(2) == 1, f"half of 2 is 1; got {half(2)}"
    assert half(-3) == -1.5, f"half of -3 is -1.5; got {half(-3)}"
"""


@pytest.mark.parametrize(
    ("answer", "error", "told"),
    [
        ("return x / 2", None, "✓ halving"),
        ("return x / 3", AssertionError, "✗ halving: half of 2 is 1; got 0.6"),
        ("x / 2", AssertionError, "✗ halving: half of 2 is 1; got None; something returned None, which is nothing"),
        (
            "return half_of(x)",
            checks.AnswerError,
            "raised NameError in `half`, line 2 of its cell, `return half_of(x)`",
        ),
        ("return x / 2 if x > 0 else 1 + {}.get(x)", checks.AnswerError, "something returned None, which is nothing"),
        ("raise NotImplementedError('exercise not attempted')", None, "halving: not attempted yet"),
        (
            "if x > 0: return x / 2\n    raise NotImplementedError('exercise not attempted')",
            None,
            "halving: half done: right as far as it is written; still to write: `half`, line 3 of its cell",
        ),
        ("raise NotImplementedError('TODO')", checks.AnswerError, "your code raised NotImplementedError in `half`"),
        ("raise KeyboardInterrupt", KeyboardInterrupt, "halving: interrupted before the check was done"),
    ],
)
def test_each_state_of_an_answer_is_told_in_one_line(notebook, capsys, answer, error, told):
    notebook(f"def half(x):\n    {answer}")
    with pytest.raises(error) if error else contextlib.nullcontext():
        notebook(HALVING)
    (line,) = capsys.readouterr().out.splitlines()
    assert told in line
    assert checks.passed("halving") is line.startswith("✓")


def test_the_error_of_an_answer_is_short(notebook):
    notebook("def half(x):\n    return half(x)")
    with pytest.raises(checks.AnswerError, match="RecursionError") as caught:
        notebook(HALVING)
    assert len(caught.traceback) <= 4
    assert caught.value.__suppress_context__


def test_fakes_outside_of_the_tape_are_recognised(notebook, capsys):
    message = "No gradients provided for any variable: ['kernel', 'bias']"
    notebook(f"def half(x):\n    raise ValueError({message!r})")
    with pytest.raises(checks.AnswerError, match="inside `with tf"):
        notebook(HALVING)


def test_ipython_shows_the_line_and_no_long_traceback(capsys):
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell()
    shell.run_cell("from gan_course import checks\ndef half(x):\n    return [half(x - 1) for _ in range(1)]")
    capsys.readouterr()
    shell.run_cell(HALVING)
    shown = capsys.readouterr().out
    assert shown.startswith("✗ halving: your code raised RecursionError in `half`")
    assert len(shown.splitlines()) < 20


@pytest.mark.parametrize("mode", ["autograde", "validate"])
@pytest.mark.parametrize("error", [TypeError("missing"), NotImplementedError("TODO"), KeyboardInterrupt()])
def test_under_nbgrader_every_error_goes_on_as_it_is(monkeypatch, mode, error):
    monkeypatch.setenv("NBGRADER_EXECUTION", mode)
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


@pytest.mark.parametrize("kind", ["list", "float32", "tensor"])
def test_what_later_cells_calculate_with_are_arrays(kind):
    from gan_course.runtime import tf

    makers = {"list": list, "float32": lambda x: np.asarray(x, "float32"), "tensor": tf.constant}
    with checks.exercise("loss"):
        pass

    def mine(values, *, pair=False):
        made = makers[kind](values)
        return (made, 3) if pair else made

    chosen = checks.or_reference("loss", mine, None, arrays=True)
    assert chosen([0.25, 0.5]).dtype == np.float64
    assert (chosen([0.25, 0.5]) * 2).tolist() == [0.5, 1.0]
    first, second = chosen([0.25, 0.5], pair=True)
    assert first.dtype == np.float64
    assert second == 3
    assert isinstance(second, np.integer)


def test_the_reference_returns_arrays_too():
    def number():
        return 0.5

    chosen = checks.or_reference("other", None, number, arrays=True)
    assert f"{chosen():.2f}" == "0.50"
    assert isinstance(chosen(), np.float64)


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


def test_complex_numbers_stay_complex():
    with checks.exercise("roots"):
        pass
    chosen = checks.or_reference("roots", lambda: np.array([1 + 2j], "complex64"), lambda: [0j], arrays=True)
    assert chosen().dtype == np.complex128
