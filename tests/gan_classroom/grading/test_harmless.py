"""What is kept of a student's outputs and Markdown."""

import pytest

from gan_classroom.grading.harmless import as_markdown, output


def shown(**data):
    message = {"output_type": "display_data", "data": data, "metadata": {"image/png": {"width": '"><script>'}}}
    return output(message)


def html(text):
    return shown(**{"text/html": text})["data"]["text/html"]


_TABLE = '<table><tbody><tr><td align="right">3</td></tr></tbody></table>'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<table><tbody><tr><td align='right'>3</td></tr></tbody></table>", _TABLE),
        ('<img src="data:image/png;base64,iVBO" alt="A plot">', '<img src="data:image/png;base64,iVBO" alt="A plot">'),
        ('<span style="color: red">x</span>', '<span style="color: red;">x</span>'),
        ("<script>run()</script>", "run()"),
        ('<img src="x" onerror="run()">', "<img>"),
        ('<img src="http://evil.example/x.png">', "<img>"),
        ('<img src="data:image/svg+xml;base64,PHN2Zz4=">', "<img>"),
        ('<a href="javascript:run()">x</a>', "x"),
        ('<b style="position: fixed; top: 0; margin: -99px">15.0 / 15.0</b>', "<b>15.0 / 15.0</b>"),
        ('<b class="navbar-fixed-top" id="toc">x</b>', "<b>x</b>"),
        (
            '<img width="99999" height="100%" src="data:image/png;base64,iVBO">',
            '<img src="data:image/png;base64,iVBO">',
        ),
        ("<iframe srcdoc='<script>run()</script>'></iframe>", ""),
        ("<svg onload=run()><circle/></svg>", ""),
        ("<math><mtext><img src=x onerror=run()></mtext></math>", "<img>"),
        ("<form action='http://evil.example'><button>x</button></form>", "x"),
    ],
)
def test_html_keeps_tables_and_pictures_and_nothing_that_runs(text, expected):
    kept = html(text)
    assert kept.replace(' style=""', "") == expected


def test_other_kinds_of_output_go_and_metadata_with_them():
    kinds = ("image/svg+xml", "application/javascript", "text/markdown", "text/latex", "application/json", "x/widget")
    kept = shown(**dict.fromkeys(kinds, "<script>run()</script>"), **{"text/plain": "<Figure>"})
    assert kept == {"output_type": "display_data", "data": {"text/plain": "<Figure>"}, "metadata": {}}


@pytest.mark.parametrize(
    ("data", "stays"), [("iVBORw0KGgo=\n", True), ('x"><script>run()</script>', False), (3, False)]
)
def test_a_picture_is_one(data, stays):
    assert ("image/png" in shown(**{"image/png": data})["data"]) is stays


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"output_type": "stream"},
        {"output_type": "stream", "name": "<script>", "text": "x"},
        {"output_type": "stream", "name": "stdout", "text": ["x"]},
        {"output_type": "error", "ename": None, "evalue": "", "traceback": []},
        {"output_type": "error", "ename": "E", "evalue": "", "traceback": [3]},
        {"output_type": "display_data", "data": []},
        {"output_type": "banana", "data": {}},
    ],
)
def test_what_is_no_output_is_said(message):
    with pytest.raises(ValueError, match="expected an output of a cell; got"):
        output(message)


def test_ordinary_outputs_stay():
    stream = {"output_type": "stream", "name": "stderr", "text": "<b>"}
    error = {"output_type": "error", "ename": "E", "evalue": "x", "traceback": ["a", "b"]}
    assert [output(stream), output(error)] == [stream, error]
    result = {"output_type": "execute_result", "data": {"text/plain": "3"}, "metadata": {}, "execution_count": 7}
    assert output(result) == {**result, "execution_count": None}


@pytest.mark.parametrize(
    "source", ["# My notes\n\n- *G* wins\n- 3 > 2\n\n> said", "The loss is $-log D(x)$.", "`x = 3`"]
)
def test_words_stay_as_they_are(source):
    assert as_markdown("markdown", source) == source


@pytest.mark.parametrize(
    "source",
    [
        "<script>run()</script>",
        "[x](javascript:run())",
        "[x]: javascript:run()",
        "![x](http://evil.example/x.png)",
        "&#60;script>",
        "$\\href{javascript:run()}{x}$",
        "```mermaid\ngraph\n```",
        "```\n``````\n<b>",
    ],
)
def test_markup_is_shown_as_its_source(source):
    first, *inner, last = as_markdown("markdown", source).split("\n")
    assert "\n".join(inner) == source
    assert first == last == "`" * len(first)
    assert first not in source


def test_a_raw_cell_is_never_markup():
    assert as_markdown("raw", "plain") == "```\nplain\n```"
