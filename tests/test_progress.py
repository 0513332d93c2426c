import nbformat
from nbclient import NotebookClient

from gan_course.progress import Line


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
