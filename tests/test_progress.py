import nbformat
from nbclient import NotebookClient

from gan_course import progress
from gan_course.progress import Line, Progress


def test_a_shorter_text_covers_the_longer_one_before(capsys):
    line = Line()
    line.write("a long text")
    line.write("short")
    line.close()
    assert capsys.readouterr().out == "\ra long text\rshort      \n"


def test_an_unused_line_leaves_nothing(capsys):
    Line().close()
    assert capsys.readouterr().out == ""


def test_a_saved_notebook_holds_the_last_text_alone():
    code = "from gan_course.progress import Line\nline = Line()\n"
    code += "for i in range(100): line.write(f'step {i}')\nline.close()"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    (output,) = notebook.cells[0].outputs
    assert output.data == {"text/plain": "step 99"}


def test_one_line_of_few_updates(capsys):
    line = Progress("reading", 1000, ("files", 1))
    for _ in range(1000):
        line.add(1)
    line.close()
    written, errors = capsys.readouterr()
    assert written.startswith("\rreading: 1 of 1,000 files (0%)")
    assert written.endswith("\rreading: 1,000 of 1,000 files (100%)\n")
    assert written.count("\r") <= 22
    assert written.count("\n") == 1
    assert errors == ""


def test_short_work_is_quiet(capsys, monkeypatch):
    now = 0.0
    monkeypatch.setattr(progress.time, "monotonic", lambda: now)
    line = Progress("reading", 10, ("files", 1), quiet_seconds=3)
    line.add(5)
    line.close()
    assert capsys.readouterr().out == ""
    now = 3.5
    line.add(1)
    line.close()
    assert capsys.readouterr().out == "\rreading: 6 of 10 files (60%)\n"
