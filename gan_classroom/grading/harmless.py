"""Make what came from a student safe to show, before it is stored: on feedback pages, and in nbgrader's formgrader.

Outputs keep text, pictures in PNG and JPEG, and HTML as far as an allow-list of `bleach` goes: no script, no link,
nothing that is fetched, and no style that could cover another part of the page. Markdown that is more than words and
simple formulas is shown as its source: a renderer and a sanitiser never agree about all markup.
"""

import re
from typing import Any

import bleach
from bleach.css_sanitizer import CSSSanitizer

__all__ = ["as_markdown", "output"]

_TAGS = frozenset(
    {
        *("b", "blockquote", "br", "caption", "code", "dd", "details", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4"),
        *("h5", "h6", "hr", "i", "img", "li", "ol", "p", "pre", "small", "span", "strong", "sub", "summary", "sup"),
        *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    }
)
_ATTRIBUTES = frozenset({"align", "alt", "colspan", "height", "rowspan", "scope", "style", "width"})
_STYLES = ["background-color", "color", "font-family", "font-style", "font-weight", "text-align", "white-space"]
_PICTURES = ("image/png", "image/jpeg")
_BASE64 = re.compile(r"[A-Za-z0-9+/\s]*[=\s]*")
_PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/\s]*[=\s]*")
_SIZE = re.compile(r"\d{1,4}(px)?")
_MORE_THAN_WORDS = re.compile(r"[<&\\\[\]]|mermaid", re.IGNORECASE)


def _allowed(tag: str, name: str, value: str) -> bool:
    if tag == "img" and name == "src":
        return _PICTURE.fullmatch(value) is not None
    return name in _ATTRIBUTES and (name not in ("height", "width") or _SIZE.fullmatch(value) is not None)


_CLEANER = bleach.Cleaner(
    tags=_TAGS, attributes=_allowed, protocols={"data"}, strip=True, css_sanitizer=CSSSanitizer(_STYLES)
)


def output(message: dict[str, Any]) -> dict[str, Any]:
    """Keep what is harmless of a cell's output.

    Args:
        message: The output, as nbformat has it.

    Returns:
        The output with nothing else in it.

    Raises:
        ValueError: If it is no output.
    """
    match message:
        case {"output_type": "stream", "name": "stdout" | "stderr" as name, "text": str(text)}:
            return {"output_type": "stream", "name": name, "text": text}
        case {"output_type": "error", "ename": str(name), "evalue": str(value), "traceback": [*lines]} if all(
            isinstance(line, str) for line in lines
        ):
            return {"output_type": "error", "ename": name, "evalue": value, "traceback": lines}
        case {"output_type": "display_data" | "execute_result" as kind, "data": dict(data)}:
            count = {"execution_count": None} if kind == "execute_result" else {}
            return {"output_type": kind, "data": _data(data), "metadata": {}, **count}
    raise ValueError(f"expected an output of a cell; got {str(message)[:60]!r}. Something else took the kernel's place")


def as_markdown(kind: str, source: str) -> str:
    """Turn a student's cell of text into Markdown that shows no more than it says.

    Args:
        kind: The cell's type, ``markdown`` or ``raw``.
        source: Its text.

    Returns:
        The text itself if it is words, lists, headings and formulas without commands; else its source, to be read.

    >>> print(as_markdown("markdown", "I think that **G** wins."))
    I think that **G** wins.
    >>> print(as_markdown("markdown", "<b>Full marks</b>"))
    ```
    <b>Full marks</b>
    ```
    """
    if kind == "markdown" and not _MORE_THAN_WORDS.search(source):
        return source
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", source)), default=0))
    return f"{fence}\n{source}\n{fence}"


def _data(data: dict[str, Any]) -> dict[str, str]:
    """A picture stands for itself; beside HTML or text, the richest that is harmless is shown."""
    texts = {kind: text for kind, text in data.items() if isinstance(text, str)}
    kept = {kind: texts[kind] for kind in _PICTURES if _BASE64.fullmatch(texts.get(kind, "!"))}
    if "text/html" in texts:
        kept["text/html"] = _CLEANER.clean(texts["text/html"])
    return {"text/plain": texts.get("text/plain", ""), **kept}
