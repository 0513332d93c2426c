"""What the text cells of a lesson may not hold: broken headings, images without alt text, folds that do not fold."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from markdown_it import MarkdownIt
from markdown_it.token import Token

from gan_classroom.authoring.lesson import Cell, Lesson, Problem
from gan_classroom.authoring.regions import HIDDEN_TESTS, SOLUTION

__all__ = ["problems"]

_MARKDOWN = MarkdownIt("commonmark").enable("table")
_MARKDOWN_IMAGE_WITHOUT_ALT = re.compile(r"!\[\s*\]")
_NBGRADER_WORDS = re.compile(rf"(BEGIN|END) ({SOLUTION.name}|{HIDDEN_TESTS.name}|MARK SCHEME)|AUTOTEST")
_SAY_WHAT_IT_SHOWS = "image without alt text; say what it shows to someone who does not see it"


def problems(lesson: Lesson) -> Iterator[Problem]:
    """Find what is wrong with a lesson's text.

    Args:
        lesson: The lesson.

    Yields:
        One problem each.
    """
    level = 0
    for cell in (cell for cell in lesson.cells if cell.kind == "markdown"):
        yield from _words(cell)
        for token in _MARKDOWN.parse(cell.source):
            at = token.map[0] + 1 if token.map else 1
            if token.type == "heading_open":
                yield from _heading(cell, token, level, at)
                level = int(token.tag[1:])
            elif token.type == "inline":
                yield from (cell.problem(message, at=at) for message in _inline(token))
            elif token.type == "html_block":
                yield from (cell.problem(message, at=at) for message in _html(token.content))
    if not level:
        yield lesson.cells[0].problem("no title; the first cell starts with # and the lesson's title")


def _words(cell: Cell) -> Iterator[Problem]:
    for line, text in enumerate(cell.source.split("\n"), 1):
        if found := _NBGRADER_WORDS.search(text):
            yield cell.problem(f"nbgrader acts on the words {found.group()!r} in text, too; reword them", at=line)
    if cell.source.count("<details") != cell.source.count("</details>"):
        yield cell.problem("<details> and </details> do not pair up in this cell; a fold ends where it begins")


def _heading(cell: Cell, token: Token, previous: int, at: int) -> Iterator[Problem]:
    level = int(token.tag[1:])
    if not token.markup.startswith("#"):
        yield cell.problem("text with a line below it is a heading; use # for one, an empty line before a rule", at=at)
    elif level == 1 and previous:
        yield cell.problem("a second H1; a lesson has one title, its sections start with ##", at=at)
    elif level > previous + 1:
        message = f"an H{level} after an H{previous}" if previous else f"the first heading is an H{level}"
        yield cell.problem(f"{message}; levels go down one at a time, so use {'#' * (previous + 1)}", at=at)


def _inline(token: Token) -> Iterator[str]:
    for child in token.children or []:
        if child.type == "image" and not child.content.strip():
            yield f"{_SAY_WHAT_IT_SHOWS}: ![what it shows](…)"
        elif child.type == "html_inline":
            yield from _html(child.content)


def _html(content: str) -> Iterator[str]:
    tags = _Tags(content)
    if any(not (attributes.get("alt") or "").strip() for name, attributes in tags.found if name == "img"):
        yield f'{_SAY_WHAT_IT_SHOWS}: <img alt="what it shows" …>'
    if any(re.fullmatch("h[1-6]", name) for name, _ in tags.found):
        yield "a heading in HTML; use #, so that its level is checked"
    if _MARKDOWN_IMAGE_WITHOUT_ALT.search(content):
        yield f"{_SAY_WHAT_IT_SHOWS}: ![what it shows](…)"
    if content.partition("</summary>")[2].replace("</details>", "").strip():
        yield "leave an empty line after </summary>; without it the Markdown in the fold shows as it is typed"


class _Tags(HTMLParser):
    """The opening tags of a piece of HTML, with their attributes."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
