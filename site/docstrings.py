"""From the house's docstrings to what Sphinx reads: bars are |absolute values|, sources and departures are sections."""

import re
from typing import Any

__all__ = ["SECTIONS", "process", "skip"]

#: The house's own sections; each may stand on one line, ``Source: the paper``, or over an indented block.
SECTIONS = ("Source", "Departs")

_ONE_LINE = re.compile(rf"({'|'.join(SECTIONS)}): (.+)")
_LITERAL = re.compile(r"(``.*?``)")


def process(app: Any, what: str, name: str, thing: Any, options: Any, lines: list[str]) -> None:
    """Rewrite a docstring in place, as Sphinx's event ``autodoc-process-docstring`` asks.

    Args:
        app: Not used.
        what: Not used.
        name: Not used.
        thing: Not used.
        options: Not used.
        lines: The docstring's lines.
    """
    lines[:] = [_with_plain_bars(line) for line in _sections(lines)]


def skip(app: Any, what: str, name: str, thing: Any, skipped: bool, options: Any) -> bool | None:
    """Leave out the fields of named tuples, which the class's docstring explains.

    Args:
        app: Not used.
        what: Not used.
        name: Not used.
        thing: The member.
        skipped: Not used.
        options: Not used.

    Returns:
        True for such a field; None leaves the decision to Sphinx.
    """
    return True if type(thing).__name__ == "_tuplegetter" else None


def _sections(lines: list[str]) -> list[str]:
    """Turn each section of one line, with the lines that continue it, into a heading and a block."""
    result: list[str] = []
    inside = False
    for line in lines:
        begins = _ONE_LINE.fullmatch(line)
        if begins:
            result += ["", f"{begins[1]}:", f"    {begins[2]}"]
        elif inside and line.strip():
            result.append(f"    {line.strip()}")
        else:
            result.append(line)
        inside = bool(line.strip()) and (inside or begins is not None)
    return result


def _with_plain_bars(line: str) -> str:
    if line.lstrip().startswith((">>>", "...")):
        return line
    return "".join(part if part.startswith("``") else part.replace("|", r"\|") for part in _LITERAL.split(line))
