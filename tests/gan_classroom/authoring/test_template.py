"""What is counted in a lesson, and refused where it is too much."""

from pathlib import Path

import pytest

from gan_classroom.authoring import template
from gan_classroom.authoring.lesson import parse

PATH = Path("lessons/day01_means.py")


def lesson(*cells):
    return parse(PATH, "".join(f"# %%{kind}\n{text}\n\n" for kind, text in cells))


def markdown(text):
    return " [markdown]", "\n".join(f"# {line}".rstrip() for line in text.split("\n"))


def code(text):
    return "", text


PICTURE = code("plots.image_grid(images)")


def complaints(*cells):
    return [problem.message for problem in template.problems(lesson(*cells))]


def test_a_short_lesson_with_an_idea_and_a_picture_is_fine():
    assert complaints(markdown("# Means\n\n## 1. Averages"), PICTURE) == []


@pytest.mark.parametrize(("summary", "counted"), [("Hint", 2), ("Deeper: why", 2), ("Answer", 7)])
def test_hints_and_deeper_folds_do_not_count(summary, counted):
    text = f"Two words\n\n<details><summary>{summary}</summary>\n\nfolded text here\n\n</details>"
    assert template.words(lesson(markdown(text)).cells) == pytest.approx(counted, abs=0 if counted == 2 else 3)


def test_too_many_words():
    (message,) = complaints(markdown("# Means\n\n## 1. Averages"), PICTURE, markdown("word " * template.WORDS))
    assert "words outside hints and folds" in message


def test_a_late_payoff():
    text = "# Means\n\n## 1. Averages\n\n" + "word " * template.WORDS_BEFORE_PAYOFF
    (message,) = complaints(markdown(text), PICTURE)
    assert "the first thing to see comes after" in message


@pytest.mark.parametrize("numbers", [(), (2,), (1, 3), (1, 2, 3, 4, 5, 6)])
def test_ideas_are_few_and_in_order(numbers):
    headings = "\n\n".join(f"## {number}. An idea" for number in numbers)
    (message,) = complaints(markdown(f"# Means\n\n{headings}"), PICTURE)
    assert f"found {list(numbers)}" in message


def test_long_cells_but_not_exercises():
    lines = "\n".join(f"x{i} = {i}" for i in range(template.LINES_THAT_MATTER + 1))
    title = markdown("# Means\n\n## 1. Averages")
    (message,) = complaints(title, PICTURE, code(lines))
    assert "11 lines that matter" in message
    assert complaints(title, PICTURE, (' exercise="mean"', lines)) == []


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("x = 1\n\n# a comment\ny = 2", 2),
        ("import numpy as np\nfrom a import b", 0),
        ('print(\n    "a",\n    "b",\n)\nbudget.claim("it holds", True)', 0),
        ("plots.curves(\n    {1: 2},\n    title=3,\n)", 0),
        ('def f(x):\n    """Say."""\n    return plots.picture(x)', 1),
        ("x = np.array(\n    [1, 2],\n)", 2),
        ("x = (", 0),
    ],
)
def test_lines_that_matter(source, count):
    assert template.lines_that_matter(source) == count
