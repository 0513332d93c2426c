import json
import sys
from types import SimpleNamespace

import pytest

from gan_course import checks, solved


@pytest.fixture
def notebook(monkeypatch, tmp_path):
    """A kernel of a person, whose cache folder is not there yet."""
    monkeypatch.setenv("GAN_COURSE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("JPY_SESSION_NAME", "notebooks/day01/components.ipynb")
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: SimpleNamespace(kernel=object())))
    return tmp_path / "cache" / solved.FILE


def solve(name):
    with checks.exercise(name):
        assert True


def test_a_check_that_passes_is_noted_once_with_its_notebook(notebook, monkeypatch, capsys):
    solve("sigmoid")
    (first,) = solved.successes()
    assert first[:2] == ("sigmoid", "components")
    solve("sigmoid")
    assert solved.successes() == [first]
    monkeypatch.setenv("JPY_SESSION_NAME", "notebooks/day02/mlp_gan.ipynb")
    solve("sigmoid")
    assert [success.notebook for success in solved.successes()] == ["components", "mlp_gan"]
    assert capsys.readouterr().err == ""


def test_a_wrong_or_blank_answer_is_not_noted(notebook):
    with pytest.raises(AssertionError), checks.exercise("sigmoid"):
        assert 1 == 2, "no"
    with checks.exercise("sigmoid"):
        raise NotImplementedError(checks.NOT_ATTEMPTED)
    assert not notebook.exists()


def test_nothing_is_noted_while_grading_or_outside_a_notebook(notebook, monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    solve("sigmoid")
    monkeypatch.delenv("NBGRADER_EXECUTION")
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: None))
    solve("sigmoid")
    assert not notebook.exists()


def test_a_folder_that_cannot_be_written_disturbs_nobody(notebook, capsys):
    notebook.parent.write_text("a file in place of the folder")
    solve("sigmoid")
    assert capsys.readouterr().out == "✓ sigmoid\n"
    assert solved.successes() == []


def test_a_full_disk_leaves_the_former_file(notebook, monkeypatch, capsys):
    solve("sigmoid")
    before = notebook.read_bytes()

    def full(path, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(solved, "write_atomically", full)
    solve("loss")
    assert notebook.read_bytes() == before
    assert "✓ loss" in capsys.readouterr().out


@pytest.mark.parametrize("content", ["", "{", "[1]", '[{"exercise": "a"}]', '{"a": 1}', "null"])
def test_a_file_that_is_none_counts_as_nothing_and_is_replaced(notebook, content):
    notebook.parent.mkdir()
    notebook.write_text(content)
    assert solved.successes() == []
    solve("sigmoid")
    assert [success.exercise for success in solved.successes()] == ["sigmoid"]
    assert json.loads(notebook.read_text())[0]["notebook"] == "components"
    assert [path.name for path in notebook.parent.iterdir()] == [solved.FILE]
