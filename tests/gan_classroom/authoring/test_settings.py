"""nbgrader_config.py: what costs marks and what does not."""

from pathlib import Path

import nbformat
import pytest
from nbgrader.preprocessors import IgnorePattern
from nbgrader.utils import determine_grade

from gan_classroom.authoring.notebook import load_config
from gan_course import checks

CONFIG = load_config(Path(__file__).parents[3])
HARMLESS = [
    "WARNING: All log messages before absl::InitializeLog() is called are written to STDERR\n",
    "I0000 00:00:1795341164.452697   19781 port.cc:153] oneDNN custom operations are on.\n",
    "E0000 00:00:1795341174.086339   19781 cuda_platform.cc:52] failed call to cuInit: INTERNAL\n",
    "2026-01-31 12:00:00.123456: I tensorflow/core/platform/cpu_feature_guard.cc:210] This TensorFlow binary …\n",
    "To enable the following instructions: AVX2 AVX512F FMA, in other operations, rebuild TensorFlow\n",
    "WARNING:tensorflow:5 out of the last 5 calls to <function f> triggered tf.function retracing.\n",
    "WARNING:absl:You are saving your model as an HDF5 file.\n",
    "/tmp/ipykernel_19781/386.py:3: RuntimeWarning: divide by zero encountered in log\n  return np.log(x)\n",
]


def grade(*outputs):
    metadata = {"nbgrader": {"grade": True, "grade_id": "x_check", "points": 2, "solution": False, "locked": True}}
    cell = nbformat.v4.new_code_cell(
        metadata=metadata, outputs=[nbformat.v4.new_output(**output) for output in outputs]
    )
    notebook = nbformat.v4.new_notebook(cells=[cell])
    notebook, _ = IgnorePattern(config=CONFIG)(notebook, {})
    return determine_grade(notebook.cells[0])


def stderr(text):
    return {"output_type": "stream", "name": "stderr", "text": text}


@pytest.mark.parametrize("text", [*HARMLESS, "".join(HARMLESS), "some line\n" + HARMLESS[0]])
def test_a_log_line_or_a_warning_costs_no_marks(text):
    assert grade({"output_type": "stream", "name": "stdout", "text": "✓ x\n"}, stderr(text)) == (2, 2)


def test_an_error_does_even_after_a_log_line():
    error = {"output_type": "error", "ename": "AssertionError", "evalue": "", "traceback": []}
    assert grade(stderr(HARMLESS[0]), error) == (0, 2)


@pytest.mark.parametrize(
    "text", ["Traceback (most recent call last):\n", "I think 2026-01-31 is a Saturday\n", "Warning: x\n"]
)
def test_anything_else_on_standard_error_does(text):
    assert grade(stderr(text)) == (0, 2)


def test_the_stub_is_the_message_that_the_checks_know():
    assert CONFIG.ClearSolutions.code_stub == {"python": f'raise NotImplementedError("{checks.NOT_ATTEMPTED}")'}
