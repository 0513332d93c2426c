"""Answers that are alike."""

import ast

from gan_classroom.grading.desk import Desk
from gan_classroom.grading.entry import Entry
from gan_classroom.grading.report.similar import OURS, Alike, alike, read_alike, tokens

from . import sample

LONG = """def train(data, steps):
    \"\"\"Train.\"\"\"
    losses = []
    for step in range(steps):
        batch = data[step % len(data)]
        real, fake = score(batch), score(generate(len(batch)))
        loss = softplus(-real).mean() + softplus(fake).mean()
        losses.append(float(loss))
    return losses
"""
RENAMED = LONG.replace("losses", "all_of_it").replace("batch", "b").replace("steps", "much").replace("Train.", "Mine!")
NEARLY = LONG.replace("    return losses", "    print(step)\n    return losses")
OTHER = """def train(data, steps):
    means = np.zeros(steps)
    while steps > 0:
        steps -= 1
        x = np.asarray(data[steps])
        means[steps] = np.logaddexp(0, -x).sum() / len(x) + np.logaddexp(0, generate(3)).sum() / 3
    return list(means[::-1]) if means.any() else [0.0]
"""


def test_names_comments_docstrings_and_layout_do_not_count():
    assert tokens(LONG) == tokens(f"# ada\n\n{RENAMED}  # done")
    assert tokens(LONG) != tokens(LONG.replace("+", "-"))
    assert tokens("def f(x") == ()


def test_copies_of_each_other_and_of_the_solution():
    found = alike("train", {"ada": LONG, "ben": RENAMED, "cleo": OTHER, "dora": OTHER, OURS: NEARLY})
    assert found[:2] == [Alike("train", ("ada", "ben"), 1.0), Alike("train", ("cleo", "dora"), 1.0)]
    (near,) = found[2:]
    assert near.students == ("ada", "ben", OURS)
    assert 0.9 <= near.score < 1


def test_short_answers_are_alike_by_nature():
    short = "def optimal_d(p, q):\n    return p / (p + q)"
    assert alike("optimal_d", {"ada": short, "ben": short, OURS: short}) == []


def test_one_name_for_two_things_is_no_likeness():
    swapped = ast.unparse(ast.parse(LONG)).replace("real, fake", "fake, real")
    assert alike("train", {"ada": LONG, "ben": swapped}) == []


def test_what_was_collected_is_compared(tmp_path):
    desk = Desk(tmp_path)
    course = sample.full({"train": ("return x", "assert train(1)", "assert train(2)")}, ())
    course.cells[2].source = LONG
    sample.write(desk.course / "source" / "day01" / "sample.ipynb", course)
    for student, source in {"ada": RENAMED, "ben": OTHER, "cleo": "def train(x"}.items():
        cell = {"cell_type": "code", "source": source, "id": None, "grade_id": "train", "flags": {}}
        desk.collect(Entry(student, "day01", "sample", cells=[cell]))
    desk.collect(Entry("dora", "day01", "sample", status="missing"))
    assert read_alike(tmp_path, "day01", "sample") == [Alike("train", ("ada", OURS), 1.0)]
