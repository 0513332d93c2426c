"""Every answer of the exercise bank, tried in its lesson: wrong ones fail their check, right ones pass."""

import functools
from pathlib import Path

import pytest

from gan_classroom.authoring import bank
from gan_classroom.authoring.lesson import read
from gan_classroom.authoring.trial import (
    BLANK,
    OURS,
    VISIBLE_SHARE,
    run_with_right_answers,
    try_answers,
    visible_share,
)

REPOSITORY = Path(__file__).parents[2]
LESSONS = {path.stem: read(path) for path in sorted((REPOSITORY / "lessons").glob("*.py"))}
BANK = REPOSITORY / "tests" / "bank"


def trials():
    """List what is tried: exercise by exercise, the blank one, the bank's answers, and our solution."""
    for name, lesson in LESSONS.items():
        try:
            answers = bank.read(BANK / name)
        except bank.BankError:
            continue  # test_the_bank_is_complete reports it
        for cell in lesson.cells:
            if cell.exercise:
                titles = [BLANK, *(answer.title for answer in answers.get(cell.exercise, [])), OURS]
                yield from (pytest.param(name, cell.exercise, title) for title in titles)


@functools.cache
def outcomes(name):
    """Run a lesson once for all its answers."""
    found = try_answers(LESSONS[name], bank.read(BANK / name))
    return {(outcome.exercise, outcome.title): outcome for outcome in found}


@pytest.mark.parametrize("name", LESSONS)
def test_the_bank_is_complete(name):
    defects = list(bank.defects(LESSONS[name], bank.read(BANK / name)))
    assert not defects, "\n".join(defects)


def test_every_folder_of_the_bank_belongs_to_a_lesson():
    folders = {path.name for path in BANK.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders <= set(LESSONS)


@pytest.mark.parametrize(("name", "exercise", "title"), list(trials()))
def test_an_answer_fares_as_it_should(name, exercise, title, record_property):
    outcome = outcomes(name)[exercise, title]
    record_property("outcome", str(outcome))  # says which mistakes only the hidden tests catch
    assert not outcome.complaint, f"{BANK / name / exercise}.py: {outcome}"


@pytest.mark.parametrize("name", LESSONS)
def test_students_see_what_is_wrong(name, record_property):
    share = visible_share(list(outcomes(name).values()))
    record_property("visible share", f"{name}: {share:.1%}")
    unseen = [str(outcome) for outcome in outcomes(name).values() if outcome.by_hidden]
    assert share >= VISIBLE_SHARE, "\n".join(unseen)


@pytest.mark.parametrize("name", LESSONS)
def test_every_cell_runs_after_every_right_answer(name):
    failures = run_with_right_answers(LESSONS[name], bank.read(BANK / name))
    assert not failures, "\n".join(failures)
