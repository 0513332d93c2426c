# ruff: noqa: E501
"""The reading aid quotes parts of the course in an answer whose exercise does not name them."""

import copy
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from gan_classroom.grading import guard

NOTEBOOKS = Path(__file__).parents[3] / "notebooks"

#: Lesson, exercise, answer, and what is quoted.
TAKEN = {
    "a function of a module": ("day03/dcgan", "slerp", "def slerp(a, b, t):\n    return latent.walk(a, b, 3)[1]", "latent.walk"),
    "one that is imported": (
        "day03/dcgan",
        "slerp",
        "from gan_course.latent import walk as between\ndef slerp(a, b, t):\n    return between(a, b, 3)[1]",
        "between",
    ),
    "a part of a part": ("day06/evaluation", "precision_recall", "import gan_course.metrics as m\ndef precision_recall(real, fake, k):\n    return m.fidelity_diversity(real, fake, k=k)[:2]", "m.fidelity_diversity"),
    "what the lesson imports": ("day02/mlp_gan", "gan_losses", "def gan_losses(real_logits, fake_logits, real_label):\n    return pair(real_logits, fake_logits, real_label)", "pair"),
    "what the lesson makes": ("day02/mlp_gan", "two_updates", "def two_updates(*args):\n    return judges(*args)", "judges"),
    "a class's method": ("day04/training_loops", "tape_step", "from gan_course.training import GAN\ndef tape_step(gan, images):\n    return GAN.train_step(gan, images)", "GAN.train_step"),
    "a course's penalty": ("day05/stability", "gradient_penalties", "from gan_course import penalties\ndef gradient_penalties(*args):\n    return penalties.R1(1.0)(*args)", "penalties.R1"),
}  # fmt: skip

#: Lesson, exercise and answer, of which nothing is quoted.
NAMED = {
    "what the exercise names": ("day07/conditions", "conditional_generator", "def build_generator(latent_dim, classes):\n    return day07.image_network(latent_dim + 32)"),
    "a constant": ("day09/sequences", "copied", "def copied(melodies, train, length):\n    return music.HOLD"),
    "a picture": ("day03/dcgan", "slerp", "def slerp(a, b, t):\n    plots.show_images(a)\n    return a"),
    "a parameter": ("day03/dcgan", "slerp", "def slerp(latent, b, t):\n    return latent.walk(b)"),
    "a function of one's own": ("day02/mlp_gan", "gan_losses", "def pair(x):\n    return x\ndef gan_losses(*args):\n    return pair(args)"),
}  # fmt: skip


@cache
def release(name: str) -> dict[str, Any]:
    return json.loads((NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8"))


def quotes(lesson: str, exercise: str, answer: str, before: str = "") -> str:
    cells = copy.deepcopy(release(lesson)["cells"])
    place = next(n for n, cell in enumerate(cells) if cell["metadata"].get("nbgrader", {}).get("grade_id") == exercise)
    cells[place]["source"] = answer
    cells.insert(place, {"cell_type": "code", "metadata": {}, "source": before})
    return " ".join(guard.review(cells, release(lesson)))


@pytest.mark.parametrize("case", TAKEN)
def test_a_part_that_the_exercise_does_not_name_is_quoted(case):
    *where, part = TAKEN[case]
    assert f"`{part}`" in quotes(*where)


@pytest.mark.parametrize("case", NAMED)
def test_what_is_named_or_helps_nobody_is_not(case):
    assert quotes(*NAMED[case]) == ""


def test_what_an_answer_is_made_of_is_read_wherever_it_stands():
    answer = "def slerp(a, b, t):\n    return middle(a, b, t)"
    assert "`latent.walk`" in quotes(
        "day03/dcgan", "slerp", answer, "step = latent.walk\nmiddle = lambda a, b, t: step(a, b, 3)[1]"
    )
    assert "`latent.walk`" in quotes(
        "day03/dcgan", "slerp", "pass", "def slerp(a, b, t):\n    return latent.walk(a, b, 3)[1]"
    )


def test_what_no_answer_uses_is_left_alone():
    assert (
        quotes("day03/dcgan", "slerp", "def slerp(a, b, t):\n    return a", "way = latent.walk(1, 2, 3)\nprint(way)")
        == ""
    )


@pytest.mark.parametrize(
    "before",
    [
        "1 / 0\ndef pair(*args):\n    return args",
        "def pair(*args: 1 / 0):\n    return args",
        "def pair(*, args=1 / 0):\n    return args",
        "def pair(*args):\n    return args\nfrom gan_course.demos.loss_probe import pair",
    ],
)
def test_a_function_of_ones_own_that_may_not_be_there_hides_nothing(before):
    assert "`pair`" in quotes(
        "day02/mlp_gan", "gan_losses", f"{before}\ndef gan_losses(*args):\n    return pair(*args)"
    )


def test_a_function_defined_elsewhere_hides_nothing():
    answer = "def gan_losses(*args):\n    return pair(*args)"
    assert "`pair`" in quotes("day02/mlp_gan", "gan_losses", answer, "def pair(*args):\n    return args")
    cells = copy.deepcopy(release("day02/mlp_gan")["cells"])
    graded = next(cell for cell in cells if cell["metadata"].get("nbgrader", {}).get("grade_id") == "gan_losses_check")
    graded["source"] = "def pair(*args):\n    return args"
    stub = next(cell for cell in cells if cell["metadata"].get("nbgrader", {}).get("grade_id") == "gan_losses")
    stub["source"] = answer
    assert "`pair`" in " ".join(guard.review(cells, release("day02/mlp_gan")))
