import base64
import dataclasses
import io
import re
from html.parser import HTMLParser

import pytest
from PIL import Image as Picture

from gan_classroom.grading.report import write_report
from gan_classroom.grading.report.chart import describe, draw
from gan_classroom.grading.report.document import Heading, Image, Link, Paragraph, Table, to_html, to_markdown
from gan_classroom.grading.report.marks import read_marks
from gan_classroom.grading.table import Row
from gan_classroom.grading.verdict import STATUSES

from . import sample

NASTY = "<script>alert(1)</script> | [a](javascript:b) `c` *d*\n# e\u202e &amp;"


def row(student, status="graded", *, double=0.0, half=0.0, square=0.0, message=""):
    scores = {"double": double, "half": half, "square": square, "credit": 0.0}
    return Row(student, "day01", "sample", sum(scores.values()), 8, status, message, scores)


@pytest.fixture
def output(tmp_path):
    """A folder that was graded into."""
    sample.write(tmp_path / "course" / "release" / "day01" / "sample.ipynb", sample.blank())
    return tmp_path


CLASS = [
    row("ada", double=2, half=2, square=2),
    row("bob", double=2, half=1),
    row("cy", "blank"),
    row("dora", "timed_out", double=2, message="half: a cell took too long"),
    row("eve", "missing"),
    row("fay", "unreadable", message="fay.ipynb: not JSON"),
]


class Page(HTMLParser):
    """The tags of a page, and the texts of its cells."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.texts = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += attributes

    def handle_data(self, data):
        self.texts.append(data)


def test_three_files_and_no_more(output):
    before = set(output.iterdir())
    written = write_report(output, CLASS)
    assert [path.name for path in written] == ["report.md", "report.html", "report.png"]
    assert set(output.iterdir()) - before == set(written)


def test_equal_rows_give_equal_files(output):
    first = [path.read_bytes() for path in write_report(output, CLASS)]
    assert [path.read_bytes() for path in write_report(output, list(CLASS))] == first


def test_the_numbers_are_those_worked_out_by_hand(output):
    write_report(output, CLASS)
    lines = (output / "report.md").read_text(encoding="utf-8").splitlines()
    assert "Students: 6. Results: 6. Days: day01." in lines
    assert f"| graded | 2 | {STATUSES['graded']} |" in lines
    assert "| 4 | 8 | 2.75 | 0 | 1.5 | 2.5 | 3.75 | 6 |" in lines  # totals 6, 3, 0, 2
    assert "| double | 2 | 3 | 0 | 1 | 2 | 75 % |" in lines
    assert "| half | 2 | 1 | 1 | 2 | 2 | 38 % |" in lines
    assert "| square | 2 | 1 | 0 | 3 | 2 | 25 % |" in lines


def test_whom_to_look_at_by_hand(output):
    page = output / "feedback" / "dora" / "day01" / "sample.html"
    sample.write(page, "<html>")
    write_report(output, CLASS)
    table = (output / "report.md").read_text(encoding="utf-8").partition("## To look at by hand")[2]
    assert re.findall(r"^\| (\[?\w+)", table, re.MULTILINE) == ["student", "[dora", "fay", "eve"]
    assert "| [dora](feedback/dora/day01/sample.html) | day01 | sample | timed\\_out | 2 | half: a cell took" in table
    write_report(output, CLASS[:3])
    assert "Nobody: all submissions ran to the end." in (output / "report.md").read_text(encoding="utf-8")


def test_late_ones_several_files_and_names_to_compare(output):
    rows = [
        dataclasses.replace(row("ada", double=2), late="1 d 2 h 0 min", penalty=0.5),
        dataclasses.replace(row("ben", message="several files: graded b, not a"), files=2),
        row("curie_1"),
        row("curie_2"),
    ]
    write_report(output, rows)
    text = (output / "report.md").read_text(encoding="utf-8")
    assert re.findall("^## (.*)$", text, re.MULTILINE)[-3:] == ["Late", "Several files", "Names to compare"]
    assert "| ada | day01 | sample | 1 d 2 h 0 min | 0.5 |" in text
    assert "| ben | day01 | sample | 2 | several files: graded b, not a |" in text
    assert "curie\\_1, curie\\_2: nearly the same name" in text
    write_report(output, CLASS)
    assert "## Late" not in (output / "report.md").read_text(encoding="utf-8")


def test_names_and_messages_stay_text(output):
    write_report(output, [row(NASTY, "crashed", message=NASTY)])
    page = Page((output / "report.html").read_text(encoding="utf-8"))
    assert "script" not in page.tags
    assert "<script>alert(1)</script> | [a](javascript:b) `c` *d* # e� &amp;" in page.texts
    assert not [value for _, value in page.attributes if value and "javascript" in value]
    line = next(text for text in (output / "report.md").read_text(encoding="utf-8").splitlines() if "alert" in text)
    assert line.count("\\<script\\>alert(1)\\</script\\> \\| \\[a\\](javascript:b) \\`c\\` \\*d\\* \\# e� \\&amp;") == 2
    assert len(re.findall(r"(?<!\\)\|", line)) == 7


def test_the_page_holds_the_picture_and_loads_nothing(output):
    write_report(output, CLASS)
    text = (output / "report.html").read_text(encoding="utf-8")
    attributes = Page(text).attributes
    (source,) = [value for name, value in attributes if name == "src"]
    assert base64.b64decode(source.removeprefix("data:image/png;base64,")) == (output / "report.png").read_bytes()
    assert ("content", "default-src 'none'; img-src data:; style-src 'unsafe-inline'") in attributes
    assert ("lang", "en-GB") in attributes
    assert "http" not in text.replace("http-equiv", "")
    (alt,) = [value for name, value in attributes if name == "alt"]
    assert alt == describe(read_marks(output, CLASS))
    assert "the median is 2.5 of 8 points; the hardest exercise is credit (0% of its points on average)" in alt
    markdown = (output / "report.md").read_text(encoding="utf-8")
    assert re.search(r"^!\[For each notebook two charts.*\]\(report\.png\)$", markdown, re.MULTILINE)


def test_the_picture_grows_with_the_notebooks_and_bears_a_class_without_marks(output):
    sample.write(output / "course" / "release" / "day02" / "sample.ipynb", sample.blank())
    absent = Row("eve", "day02", "sample", 0, 8, "missing", "", {})
    marks = read_marks(output, [*CLASS, absent])
    heights = [Picture.open(io.BytesIO(draw(some))).height for some in (marks[:1], marks)]
    assert heights[1] > 1.5 * heights[0]
    assert "day02 · sample: nobody has marks." in describe(marks)
    write_report(output, [absent])
    markdown = (output / "report.md").read_text(encoding="utf-8")
    assert "| 0 | 8 | – | – | – | – | – | – |" in markdown
    assert "| double | 2 | 0 | 0 | 0 | 1 | – |" in markdown


def test_what_is_missing_is_named(output):
    with pytest.raises(ValueError, match="holds no results to report on; run `gan-course grade` first"):
        write_report(output, [])
    with pytest.raises(FileNotFoundError, match="which tells the points; grade day07 again with --regrade"):
        write_report(output, [Row("ada", "day07", "sample", 0, 8, "graded")])


def test_a_document_in_both_forms():
    blocks = [Heading("A & B"), Paragraph("a\tb"), Table(("x", "y"), (("1", Link("ä b", "c d/ä.html")),))]
    assert to_markdown("T", blocks) == (
        "# T\n\n## A \\& B\n\na b\n\n| x | y |\n| --: | --- |\n| 1 | [ä b](c%20d/%C3%A4.html) |\n"
    )
    page = to_html("T", blocks)
    assert '<td class="number">1</td><td><a href="c%20d/%C3%A4.html">ä b</a></td>' in page
    assert "<h2>A &amp; B</h2>" in page


MARKUP = """<b title='x' id="y">&</b>"""


@pytest.mark.parametrize(
    "blocks",
    [
        [Heading(MARKUP)],
        [Paragraph(MARKUP)],
        [Image("a.png", MARKUP, b"png")],
        [Table((MARKUP,), (("1",),))],
        [Table(("x",), ((MARKUP,),))],
        [Table(("x",), ((Link(MARKUP, MARKUP),),))],
    ],
    ids=["heading", "paragraph", "description", "column", "cell", "link"],
)
def test_no_text_becomes_markup_wherever_it_stands(blocks):
    plain, escaped = Page(to_html("T", [])), Page(to_html(MARKUP, blocks))
    assert "b" not in escaped.tags
    assert not {"title", "id"} & {name for name, _ in escaped.attributes}
    shown = [*escaped.texts, *(value for _, value in escaped.attributes)]
    assert shown.count(MARKUP) == 3, "in the title, in the first heading, and in the block itself"
    assert escaped.tags[: len(plain.tags)] == plain.tags


def test_a_link_leads_to_a_file_whatever_its_name():
    page = Page(to_html("T", [Table(("x",), ((Link("a", 'b"c/<d>&e.html'),),))]))
    assert ("href", "b%22c/%3Cd%3E%26e.html") in page.attributes


def test_invisible_characters_show_in_the_page_too():
    assert "<p>a b\ufffdc</p>" in to_html("T", [Paragraph("a\n\tb\u202ec")])
