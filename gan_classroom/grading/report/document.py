"""A short document, as Markdown and as one page of HTML; what it holds is text, never markup."""

import base64
import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

__all__ = ["Block", "Heading", "Image", "Link", "Paragraph", "Table", "to_html", "to_markdown"]

_STYLE = """\
body { font: 16px/1.5 system-ui, sans-serif; color: #1a1a1a; margin: 2rem auto; max-width: 60rem; padding: 0 1rem }
table { border-collapse: collapse; margin: 1rem 0; display: block; overflow-x: auto }
th, td { border-bottom: 1px solid #ccc; padding: .25rem .75rem; text-align: left; vertical-align: top }
td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
td { overflow-wrap: anywhere }
img { max-width: 100%; height: auto }
"""
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
_NUMBER = re.compile(r"\d+([.,]\d+)?( %)?|–")


@dataclass(frozen=True)
class Link:
    """A text that leads to a file beside the document."""

    text: str
    path: str


@dataclass(frozen=True)
class Heading:
    """A heading, below the title."""

    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class Table:
    """A table: the names of its columns, and its rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str | Link, ...], ...]


@dataclass(frozen=True)
class Image:
    """A picture in the PNG format: the file beside the document, what it shows in words, and its content."""

    file: str
    description: str
    content: bytes


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
    head = (
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f'<meta name="viewport" content="width=device-width"><title>{_escaped(title)}</title><style>\n{_STYLE}</style>'
    )
    body = "\n".join([f"<h1>{_escaped(title)}</h1>", *map(_block_in_html, blocks)])
    return f'<!DOCTYPE html>\n<html lang="en-GB">\n<head>{head}</head>\n<body>\n{body}\n</body>\n</html>\n'


def _block_in_markdown(block: Block) -> str:
    match block:
        case Heading(text):
            return f"## {_plain(text)}"
        case Paragraph(text):
            return _plain(text)
        case Image(file, description, _):
            return f"![{_plain(description)}]({quote(file)})"
        case Table(columns, rows):
            dashes = ["--:" if _is_number(rows, place) else "---" for place in range(len(columns))]
            lines = [map(_plain, columns), dashes, *(map(_cell, row) for row in rows)]
            return "\n".join(map(_line, lines))


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: str | Link) -> str:
    return f"[{_plain(cell.text)}]({quote(cell.path)})" if isinstance(cell, Link) else _plain(cell)


def _plain(text: str) -> str:
    """Put a backslash before all that Markdown might take for markup, a pipe among them."""
    return re.sub(r"([\\`*_\[\]<>|~&$#!])", r"\\\1", _printable(text))


def _block_in_html(block: Block) -> str:
    match block:
        case Heading(text):
            return f"<h2>{_escaped(text)}</h2>"
        case Paragraph(text):
            return f"<p>{_escaped(text)}</p>"
        case Image(_, description, content):
            data = base64.b64encode(content).decode()
            return f'<p><img alt="{_escaped(description)}" src="data:image/png;base64,{data}"></p>'
        case Table(columns, rows):
            head = "".join(f'<th scope="col">{_escaped(name)}</th>' for name in columns)
            numbers = [_is_number(rows, place) for place in range(len(columns))]
            return f"<table>\n<tr>{head}</tr>\n{''.join(_row(row, numbers) for row in rows)}</table>"


def _row(row: Sequence[str | Link], numbers: Sequence[bool]) -> str:
    opening = ('<td class="number">' if number else "<td>" for number in numbers)
    cells = (f"{begin}{_inside(cell)}</td>" for begin, cell in zip(opening, row, strict=True))
    return f"<tr>{''.join(cells)}</tr>\n"


def _inside(cell: str | Link) -> str:
    if isinstance(cell, Link):
        return f'<a href="{_escaped(quote(cell.path))}">{_escaped(cell.text)}</a>'
    return _escaped(cell)


def _escaped(text: str) -> str:
    return html.escape(_printable(text))


def _is_number(rows: Sequence[Sequence[str | Link]], place: int) -> bool:
    return all(isinstance(row[place], str) and _NUMBER.fullmatch(str(row[place])) for row in rows)


def _printable(text: str) -> str:
    """One line; what would be invisible, or turn the direction of writing, becomes visible."""
    return "".join(letter if letter.isprintable() else "�" for letter in " ".join(text.split()))
