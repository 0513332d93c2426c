"""nbgrader's own commands and its exchange, as docs/instructors.md has them, on Day 1 as it ships."""

import json
import os
import re
import shutil
import subprocess
import sys
from html import unescape
from types import SimpleNamespace

import nbformat
import pytest
from nbgrader.api import Gradebook

from gan_classroom.grading.hidden import hidden_lines

from . import sample
from .sandboxed import needed

pytestmark = needed
PATH = "day01/components.ipynb"
EXCHANGE = 'c = get_config()\nc.CourseDirectory.course_id = "gan-course"\nc.Exchange.root = {!r}\n'
#: Passes what students see of the check, and fails and betrays what they do not see. Its first line once scored all
#: exercises that were not attempted: their checks believed that nobody was grading.
TO_THE_VISIBLE_TESTS = """__import__("os").environ.pop("NBGRADER_EXECUTION", None)
def optimal_d(p_data, p_g, real_share=0.5):
    print(p_data.tolist())
    assert p_data.size == 4
    return real_share * p_data / (real_share * p_data + (1 - real_share) * p_g)"""


class Person:
    """Somebody who types commands in a folder of their own."""

    def __init__(self, folder, exchange):
        self.folder = folder
        settings = folder / "nbgrader_config.py"
        settings.parent.mkdir(exist_ok=True)
        with settings.open("a", encoding="utf-8") as file:
            file.write(EXCHANGE.format(str(exchange)))
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GAN_COURSE_")}
        places = {name: str(folder / ".jupyter") for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR")}
        path = os.pathsep.join([os.path.dirname(sys.executable), os.environ["PATH"]])  # noqa: PTH120
        self.environment = {**kept, **places, "PATH": path}

    def nbgrader(self, *words):
        done = subprocess.run(
            [sys.executable, "-m", "nbgrader", *words],
            cwd=self.folder,
            env=self.environment,
            text=True,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stderr


@pytest.fixture(scope="module")
def way(tmp_path_factory):
    """Hand out, fetch, submit, collect, grade and hand back: what lies in the folders then."""
    folder = tmp_path_factory.mktemp("nbgrader")
    exchange, course = folder / "exchange", folder / "course"
    exchange.mkdir()
    exchange.chmod(0o777)  # as nbgrader wants it
    for path in ("nbgrader_config.py", f"solutions/{PATH}", f"notebooks/{PATH}"):
        (course / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(sample.ROOT / path, course / path)
    instructor, ada = Person(course, exchange), Person(folder / "ada", exchange)
    instructor.nbgrader("generate_assignment", "day01", "--force")
    instructor.nbgrader("release_assignment", "day01")
    ada.nbgrader("fetch_assignment", "day01")
    full, handed_out = (nbformat.read(path, as_version=4) for path in (course / "solutions" / PATH, ada.folder / PATH))
    loss = full.cells[sample.at(full, "discriminator_loss")].source
    answers = {"optimal_d": TO_THE_VISIBLE_TESTS, "discriminator_loss": loss}
    nbformat.write(sample.answered(handed_out, **answers), ada.folder / PATH)
    ada.nbgrader("submit", "day01", "--student=ada")
    instructor.nbgrader("collect", "day01", "--ExchangeCollect.check_owner=False")
    instructor.nbgrader("autograde", "day01")
    instructor.nbgrader("generate_feedback", "day01")
    instructor.nbgrader("release_feedback", "day01")
    ada.nbgrader("fetch_feedback", "day01")
    (page,) = ada.folder.glob("day01/feedback/*/components.html")
    text = unescape(re.sub(r"<[^>]*>", "", page.read_text(encoding="utf-8")))
    return SimpleNamespace(course=course, full=full, page=text)


def test_the_copy_that_nbgrader_makes_is_the_one_in_the_repository(way):
    made, ours = ((root / "notebooks" / PATH).read_bytes() for root in (way.course, sample.ROOT))
    assert made == ours


def test_the_gradebook_has_the_marks(way):
    with Gradebook(f"sqlite:///{way.course / 'gradebook.db'}") as gradebook:
        (submitted,) = gradebook.find_assignment("day01").notebooks[0].submissions
        scores = {grade.name: grade.score for grade in submitted.grades}
    assert scores.pop("discriminator_loss_check") == 3
    assert set(scores.values()) == {0}


def test_it_was_run_in_the_sandbox_at_the_smoke_budget(way):
    cells = json.loads((way.course / "autograded" / "ada" / PATH).read_text(encoding="utf-8"))["cells"]
    outputs = [output for cell in cells for output in cell.get("outputs", ())]
    assert any("not checked at the smoke budget" in "".join(output.get("text", ())) for output in outputs)
    errors = {output["ename"] for output in outputs if output["output_type"] == "error"}
    assert errors == {"AssertionError", "NotAttempted"}  # the second is the grader's own


def test_feedback_says_which_check_failed_and_quotes_no_hidden_test(way):
    assert "assert p_data.size == 4" in way.page
    secret = [line for cell in way.full.cells for line in hidden_lines([cell.source])]
    letters = "".join(filter(str.isalnum, way.page))
    assert "mostlyfakenpasarrayoptimaldptableqtable02" in letters  # a line of the visible test
    assert len(secret) > 10
    assert not [line for line in secret if line in letters]
    assert "[0.7, 2.0, 0.05]" not in way.page  # what the hidden test asks, printed by the student's function
    assert "HIDDEN TESTS" not in way.page
