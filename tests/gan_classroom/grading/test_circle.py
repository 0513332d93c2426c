"""The circle on the real lessons: release, hand in, grade, table. As an instructor would do it."""

import json
import re
import shutil
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest

from gan_classroom import grading
from gan_classroom.authoring import bank, build, notebook
from gan_classroom.grading.sandbox import bubblewrap

from . import sample

TAKEN = re.compile(
    r"\b(losses|models|theory|dynamics|penalties|metrics|latent|conv_arithmetic|inversion|discrete)\.\w+\("
)
LESSONS = sorted((sample.ROOT / "lessons").glob("day*.py"))


@pytest.fixture(scope="module")
def course(request, tmp_path_factory):
    """The lessons that are tried, handed in blank, with our solutions, and with other right answers and wrong ones in
    turn; graded in one go, as an instructor does at the end of a term.
    """
    folder = tmp_path_factory.mktemp("circle")
    shutil.copy(sample.ROOT / notebook.CONFIG, folder)
    tried = {item.callspec.params["circle"] for item in request.session.items if item.path == request.path}
    lessons = {lesson: hand_in(folder, lesson) for lesson in sorted(tried)}
    options = {"course": folder, "workers": 1, "sandboxed": not bubblewrap.problem()}
    rows = grading.grade(folder / "submissions", folder / "grades", **options)
    return SimpleNamespace(folder=folder, lessons=lessons, rows=rows)


@pytest.fixture(scope="module", params=LESSONS, ids=lambda path: path.stem)
def circle(request, course):
    """One lesson."""
    path, full, blank, right = course.lessons[request.param]
    release = course.folder / "grades" / "course" / "release" / path
    points = {cell.metadata.nbgrader.grade_id: cell.metadata.nbgrader.points for cell in graded(full)}
    return SimpleNamespace(
        rows={row.student: row for row in course.rows if row.day == path.parent.name},
        points={name.removesuffix("_check"): value for name, value in points.items()},
        right=right,
        blank=blank,
        release=nbformat.reads(release.read_text(encoding="utf-8"), as_version=4),
    )


def hand_in(folder, lesson):
    """Hand in a lesson three times; return its path, both copies, and what is right in the mixed one."""
    files = build.build_lesson(lesson, notebook.load_config(sample.ROOT))
    build.write(folder, files)
    full, blank = (nbformat.reads(text, as_version=4) for text in files.values())
    answers = bank.read(sample.ROOT / "tests" / "bank" / lesson.stem)
    right = list(answers)[::2]
    path = Path(*Path(next(iter(files))).parts[-2:])
    handed_in = {
        "blank": blank,
        "ours": answered(blank, solutions(full)),
        "mixed": answered(blank, {name: first(found, right=name in right) for name, found in answers.items()}),
    }
    for student, submission in handed_in.items():
        sample.write(folder / "submissions" / student / path, submission)
    return path, full, blank, right


def graded(full):
    return [cell for cell in full.cells if cell.metadata.get("nbgrader", {}).get("grade")]


def solutions(full):
    """Our solution of each exercise, by name."""
    gradings = ((cell.metadata.get("nbgrader", {}), cell.source) for cell in full.cells)
    return {grading["grade_id"]: source for grading, source in gradings if grading.get("solution")}


def first(answers, *, right):
    """The first right or wrong answer of the bank to an exercise that leaves it to no function of the course."""
    return next(each.source for each in answers if each.right is right and not TAKEN.search(each.source))


def answered(blank, answers):
    submission = json.loads(nbformat.writes(blank))
    for cell in submission["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        cell["source"] = answers.get(name, cell["source"])
    return submission


def test_blank_is_worth_nothing(circle):
    row = circle.rows["blank"]
    assert (row.status, row.message, row.scores) == ("blank", "", dict.fromkeys(circle.points, 0.0))


def test_our_solutions_are_worth_everything(circle):
    row = circle.rows["ours"]
    assert (row.status, row.message, row.scores) == ("graded", "", circle.points)
    assert row.score == row.max_score == sum(circle.points.values()) > 0


def test_other_right_answers_are_worth_everything_and_wrong_ones_beside_them_nothing(circle):
    row = circle.rows["mixed"]
    worth = {name: points if name in circle.right else 0.0 for name, points in circle.points.items()}
    assert (row.status, row.message, row.scores) == ("graded", "", worth)
    assert 0 < row.score < row.max_score


def test_the_students_copy_is_the_one_that_nbgrader_releases(circle):
    def essence(copy):
        return [(cell.cell_type, cell.source, cell.metadata.get("nbgrader")) for cell in copy.cells]

    assert essence(circle.blank) == essence(circle.release)
