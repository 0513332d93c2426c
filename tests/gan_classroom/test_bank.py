"""Every answer of the exercise bank, tried in its lesson: wrong ones fail their check, right ones pass."""

import functools
from pathlib import Path

from gan_classroom.authoring import bank
from gan_classroom.authoring.lesson import read
from gan_classroom.authoring.trial import (
    BLANK,
    OURS,
    VISIBLE_SHARE,
    apart,
    run_with_right_answers,
    try_answers,
    visible_share,
)

REPOSITORY = Path(__file__).parents[2]
RUNS = 2  # with other right answers to all exercises; python -m gan_classroom.authoring --bank makes all of them
LESSONS = {path.stem: read(path) for path in sorted((REPOSITORY / "lessons").glob("day*.py"))}
BANK = REPOSITORY / "tests" / "bank"


def trials(name):
    """List what is tried: exercise by exercise, the blank one, the bank's answers, and our solution."""
    try:
        answers = bank.read(BANK / name)
    except bank.BankError:
        return  # test_the_bank_is_complete reports it
    for cell in LESSONS[name].cells:
        if cell.exercise:
            titles = [BLANK, *(answer.title for answer in answers.get(cell.exercise, [])), OURS]
            yield from ((cell.exercise, title) for title in titles)


@functools.cache
def found(name):
    """Run a lesson for all its answers, and with right ones in place of ours: what each came to, and what failed."""
    given = LESSONS[name], bank.read(BANK / name)
    trial = functools.partial(try_answers, *given), functools.partial(run_with_right_answers, *given, most=RUNS)
    outcomes, failures = apart(*trial)
    return {(outcome.exercise, outcome.title): outcome for outcome in outcomes}, failures


def test_every_folder_of_the_bank_belongs_to_a_lesson():
    folders = {path.name for path in BANK.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders <= set(LESSONS)


def pytest_generate_tests(metafunc):
    if "title" in metafunc.fixturenames:
        metafunc.parametrize(("exercise", "title"), list(trials(metafunc.cls.name)))


class OfALesson:
    """The tests of one lesson's bank; a class for each, so that workers share the lessons."""

    name: str

    def test_the_bank_is_complete(self):
        defects = list(bank.defects(LESSONS[self.name], bank.read(BANK / self.name)))
        assert not defects, "\n".join(defects)

    def test_an_answer_fares_as_it_should(self, exercise, title, record_property):
        outcome = found(self.name)[0][exercise, title]
        record_property("outcome", str(outcome))  # says which mistakes only the hidden tests catch
        assert not outcome.complaint, f"{BANK / self.name / exercise}.py: {outcome}"

    def test_students_see_what_is_wrong(self, record_property):
        outcomes = list(found(self.name)[0].values())
        share = visible_share(outcomes)
        record_property("visible share", f"{self.name}: {share:.1%}")
        unseen = [str(outcome) for outcome in outcomes if outcome.by_hidden]
        assert share >= VISIBLE_SHARE, "\n".join(unseen)

    def test_every_cell_runs_after_right_answers_that_are_not_ours(self):
        failures = found(self.name)[1]
        assert not failures, "\n".join(failures)


globals().update({f"Test_{name}": type(f"Test_{name}", (OfALesson,), {"name": name}) for name in LESSONS})
