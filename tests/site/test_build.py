import os
from pathlib import Path

import pytest

pytest.importorskip("sphinx", reason="Sphinx is not installed: pip install --editable '.[site]'")

import build

ROOT = Path(__file__).parents[2]
NOWHERE, SOMEWHERE = build.Repository(None, "main"), build.Repository("owner/course", "abc123")


def test_laying_out_writes_what_changed_and_deletes_what_is_left_over(tmp_path):
    build.lay_out(tmp_path, {"a.md": b"a", "docs/b.md": b"b", "old.md": b"old"})
    long_ago = 1_000_000_000
    for path in tmp_path.rglob("*.md"):
        os.utime(path, (long_ago, long_ago))
    build.lay_out(tmp_path, {"a.md": b"a", "docs/b.md": b"changed"})
    times = {path.relative_to(tmp_path).as_posix(): path.stat().st_mtime for path in tmp_path.rglob("*.md")}
    assert set(times) == {"a.md", "docs/b.md"}
    assert times["a.md"] == long_ago < times["docs/b.md"]


def test_files_that_markdown_links_to_come_along_and_notebooks_do_not():
    text = (
        "[a](../gan_course/losses.py), [b](../notebooks/day01/components.ipynb), [c](https://example.org), [d](gone.md)"
    )
    assert build.linked({"docs/x.md": text.encode()}) == {"gan_course/losses.py"}


def test_without_a_repository_a_lesson_can_be_downloaded_only():
    link = '<a href="../../students/day01/components.ipynb">Download the notebook</a>'
    assert build.links("day01/components.ipynb", NOWHERE) == f'<ul class="lesson-links"><li>{link}</li></ul>'


def test_with_a_repository_a_lesson_opens_in_binder_and_colab():
    links = build.links("start_here.ipynb", SOMEWHERE)
    binder = "https://mybinder.org/v2/gh/owner/course/HEAD?urlpath=lab%2Ftree%2Fnotebooks%2Fstart_here.ipynb"
    colab = "https://colab.research.google.com/github/owner/course/blob/gh-pages/students/start_here.ipynb"
    assert f'<a href="{binder}">Open in Binder</a>' in links
    assert f'<a href="{colab}">Open in Colab</a>' in links
    assert '<a href="../students/start_here.ipynb">' in links


def test_lessons_of_no_day_come_first_then_day_by_day():
    names = build.lessons()
    days = [name for name in names if "/" in name]
    assert len(days) >= 10
    assert names[-len(days) :] == sorted(days)


def test_outputs_are_kept_apart_by_budget_and_data(monkeypatch):
    lesson = ROOT / "lessons" / "day01_components.py"
    monkeypatch.delenv("GAN_COURSE_DATASET", raising=False)
    seen = set()
    for name, value in (("BUDGET", "smoke"), ("BUDGET", "laptop"), ("DATASET", "digits"), ("DATASET", "mnist")):
        monkeypatch.setenv(f"GAN_COURSE_{name}", value)
        seen.add(build.prologue(lesson))
    assert len(seen) == 4
    assert build.prologue(lesson) in seen
