"""A short document, as Markdown and as one page of HTML; what it holds is text, never markup."""

import base64
import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import quote

import jinja2

__all__ = ["Block", "Heading", "Image", "Link", "Paragraph", "Table", "to_html", "to_markdown"]

_NUMBER = re.compile(r"\d+([.,]\d+)?( %)?|–")


@dataclass(frozen=True)
class Link:
    """A text that leads to a file beside the document."""

    text: str
    path: str


@dataclass(frozen=True)
class Heading:
    """A heading, below the title."""

    kind: ClassVar[str] = "heading"
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    kind: ClassVar[str] = "paragraph"
    text: str


@dataclass(frozen=True)
class Table:
    """A table: the names of its columns, and its rows."""

    kind: ClassVar[str] = "table"
    columns: tuple[str, ...]
    rows: tuple[tuple[str | Link, ...], ...]

    @property
    def holds_numbers(self) -> tuple[bool, ...]:
        """For each column, whether all its cells are numbers."""
        return tuple(all(_is_number(row[place]) for row in self.rows) for place in range(len(self.columns)))


@dataclass(frozen=True)
class Image:
    """A picture in the PNG format: the file beside the document, what it shows in words, and its content."""

    kind: ClassVar[str] = "image"
    file: str
    description: str
    content: bytes

    @property
    def base64(self) -> str:
        """The content as text."""
        return base64.b64encode(self.content).decode()


Block = Heading | Paragraph | Table | Image


def to_markdown(title: str, blocks: Iterable[Block]) -> str:
    """Write a document as Markdown.

    Args:
        title: Its title.
        blocks: What it holds.

    Returns:
        The text.
    """
    return "\n\n".join([f"# {_plain(title)}", *map(_block_in_markdown, blocks)]) + "\n"


def to_html(title: str, blocks: Iterable[Block]) -> str:
    """Write a document as a page that loads nothing and runs nothing.

    Args:
        title: Its title.
        blocks: What it holds; pictures become part of the page.

    Returns:
        The page.
    """
    return _templates().get_template("document.html").render(title=title, blocks=list(blocks))


@functools.cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader(__package__),
        autoescape=True,
        finalize=_without_surprises,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _without_surprises(value: Any) -> Any:
    """Make every text printable that a template puts in; autoescaping sees to the markup."""
    return _printable(value) if type(value) is str else value  # what is Markup already came through here


def _block_in_markdown(block: Block) -> str:
    match block:
        case Heading(text):
            return f"## {_plain(text)}"
        case Paragraph(text):
            return _plain(text)
        case Image(file, description, _):
            return f"![{_plain(description)}]({quote(file)})"
        case Table(columns, rows):
            dashes = ["--:" if numbers else "---" for numbers in block.holds_numbers]
            lines = [map(_plain, columns), dashes, *(map(_cell, row) for row in rows)]
            return "\n".join(map(_line, lines))


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: str | Link) -> str:
    return f"[{_plain(cell.text)}]({quote(cell.path)})" if isinstance(cell, Link) else _plain(cell)


def _plain(text: str) -> str:
    """Put a backslash before all that Markdown might take for markup, a pipe among them."""
    return re.sub(r"([\\`*_\[\]<>|~&$#!])", r"\\\1", _printable(text))


def _is_number(cell: str | Link) -> bool:
    return isinstance(cell, str) and _NUMBER.fullmatch(cell) is not None


def _printable(text: str) -> str:
    """One line; what would be invisible, or turn the direction of writing, becomes visible."""
    return "".join(letter if letter.isprintable() else "�" for letter in " ".join(text.split()))
