from pathlib import Path

import pytest

from gan_classroom.authoring.lesson import LessonError, parse, read

PATH = Path("lessons/day01_means.py")


def test_cells_know_their_place(sample):
    lesson = parse(PATH, sample)
    lines = sample.split("\n")
    code = [cell for cell in lesson.cells if cell.kind == "code"]
    assert (lesson.day, lesson.slug, lesson.name, lesson.notebook) == (
        "day01",
        "means",
        "day01_means",
        "day01/means.ipynb",
    )
    assert [cell.number for cell in lesson.cells] == list(range(1, 11))
    assert all(cell.source.split("\n")[0] == lines[cell.line - 1] for cell in code)
    assert [cell.name for cell in code] == [None, "mean", "mean_check", None, "spread", None, "spread_check"]
    assert lesson.cells[4].options == {"check": "mean", "points": 2}
    assert lesson.cells[0].source == "# Means\n\nAverages, by hand."


def test_commented_commands_stay_comments():
    source = "# ls is a shell command\n# %matplotlib inline\n# cd up"
    assert parse(PATH, f"# %%\n{source}\n").cells[0].source == source


def test_line_endings_and_byte_order_mark_do_not_matter(tmp_path, sample):
    for name, encode in {"unix": sample, "windows": "\ufeff" + sample.replace("\n", "\r\n")}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / PATH.name).write_bytes(encode.encode())
    assert read(tmp_path / "unix" / PATH.name).cells == read(tmp_path / "windows" / PATH.name).cells


@pytest.mark.parametrize("name", ["day1_means.py", "day01-means.py", "day01_Means.py", "means.py", "day01_.py"])
def test_the_file_name_says_day_and_subject(sample, name):
    with pytest.raises(LessonError, match=r"a lesson is called dayNN_subject\.py"):
        parse(Path(name), sample)


def test_the_page_to_start_from_belongs_to_no_day(sample):
    lesson = parse(Path("lessons/start_here.py"), sample)
    assert (lesson.day, lesson.name, lesson.notebook) == ("", "start_here", "start_here.ipynb")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no cells"),
        ("import os\n", "no cells"),
        ("import os\n# %%\n1\n", "text before the first # %%"),
        ('# %%\nx = """\n# %% no cell\n"""\n', "starts with # %% inside a string"),
        ("# %% [markdown]\n# ```\n# %% no cell\n# ```\n", "inside a string or a fence"),
    ],
)
def test_text_that_is_not_a_lesson(text, message):
    with pytest.raises(LessonError, match=message):
        parse(PATH, text)


def test_a_file_that_is_not_utf8(tmp_path):
    (tmp_path / PATH.name).write_bytes(b"# %%\nx = '\xe9'\n")
    with pytest.raises(LessonError, match="save the file as UTF-8"):
        read(tmp_path / PATH.name)
