"""Model cards: what a model is for, what it was made of, and how good it is, in a form that people and programs read.

A card is Markdown. Its front matter, YAML between two lines of three dashes, is what Hugging Face's Hub reads; its
sections are those of the paper that proposed such cards.

Source: Mitchell et al. 2019, Model Cards for Model Reporting, arXiv 1810.03993, §4, whose nine parts are `SECTIONS`;
Hugging Face's specification of the metadata, https://github.com/huggingface/hub-docs/blob/main/modelcard.md, and its
identifiers of licences, https://huggingface.co/docs/hub/repositories-licenses, without those of single models.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

SECTIONS = (
    "Model Details",
    "Intended Use",
    "Factors",
    "Metrics",
    "Evaluation Data",
    "Training Data",
    "Quantitative Analyses",
    "Ethical Considerations",
    "Caveats and Recommendations",
)
IDENTIFIERS = """
    afl-3.0 agpl-3.0 apache-2.0 artistic-2.0 bigcode-openrail-m bigscience-bloom-rail-1.0 bigscience-openrail-m bsd
    bsd-2-clause bsd-3-clause bsd-3-clause-clear bsl-1.0 c-uda cc cc-by-2.0 cc-by-2.5 cc-by-3.0 cc-by-4.0 cc-by-nc-2.0
    cc-by-nc-3.0 cc-by-nc-4.0 cc-by-nc-nd-3.0 cc-by-nc-nd-4.0 cc-by-nc-sa-2.0 cc-by-nc-sa-3.0 cc-by-nc-sa-4.0
    cc-by-nd-4.0 cc-by-sa-3.0 cc-by-sa-4.0 cc0-1.0 cdla-permissive-1.0 cdla-permissive-2.0 cdla-sharing-1.0
    creativeml-openrail-m ecl-2.0 epl-1.0 epl-2.0 etalab-2.0 eupl-1.1 gfdl gpl gpl-2.0 gpl-3.0 isc lgpl lgpl-2.1
    lgpl-3.0 lgpl-lr lppl-1.3c mit mpl-2.0 ms-pl ncsa odbl odc-by ofl-1.1 openrail openrail++ osl-3.0 other pddl
    postgresql unlicense wtfpl zlib
"""
LICENSES = frozenset(IDENTIFIERS.split())
PLACEHOLDERS = re.compile(r"\b(TODO|TBD|FIXME|XXX)\b|\[more information needed\]|\{\{|lorem ipsum", re.IGNORECASE)
FEWEST_WORDS = 5  # of a section
FENCE = "---"


def render(title: str, metadata: Mapping[str, Any], sections: Mapping[str, str]) -> str:
    """Write a card.

    Args:
        title: Its heading.
        metadata: Its front matter: what YAML can hold, such as ``{"license": "mit", "tags": ["gan"]}``.
        sections: Markdown by the names of sections, in the order in which they are to stand.

    Returns:
        The card; `validate` tells what it lacks.

    Examples:
        >>> print(render("Faces", {"license": "mit"}, {"Factors": "Skin, hair and hats."}))
        ---
        license: mit
        ---
        <BLANKLINE>
        # Faces
        <BLANKLINE>
        ## Factors
        <BLANKLINE>
        Skin, hair and hats.
        <BLANKLINE>
    """
    front = yaml.safe_dump(dict(metadata), sort_keys=False, allow_unicode=True, width=120)
    parts = [f"{FENCE}\n{front}{FENCE}", f"# {title}"]
    parts += [f"## {name}\n\n{text.strip()}" for name, text in sections.items()]
    return "\n\n".join(parts) + "\n"


def validate(text: str) -> list[str]:
    """Find what a card lacks.

    Checked are the form of the metadata as the Hub's specification has it (of them licence, tags and library are asked
    for), and that each of the nine sections is there, once, and says something. No program can check whether a card is
    true.

    Args:
        text: The card.

    Returns:
        Its problems, one sentence each; none where it is valid.

    Raises:
        TypeError: If that is no text.

    Examples:
        >>> validate("# My model")[0]
        'front matter: expected YAML between two lines of three dashes, got none; begin the card with its metadata'
    """
    if not isinstance(text, str):
        raise TypeError(f"expected the text of a card, got {type(text).__name__}; pass its content")
    front, body = _parts(text)
    return [*_problems_of_front(front), *_problems_of_body(body)]


def metadata_of(text: str) -> dict[str, Any]:
    """Read the front matter of a card.

    Args:
        text: The card.

    Returns:
        The metadata.

    Raises:
        ValueError: If there is no front matter, or it is no YAML mapping.
    """
    try:
        return _metadata(_parts(text)[0])
    except _FrontMatterError as error:
        raise ValueError(str(error)) from error


class _FrontMatterError(Exception):
    """What is wrong with the front matter as a whole, as a sentence."""


def _parts(text: str) -> tuple[str | None, str]:
    """Take a card apart: front matter, ``None`` where there is none or it does not end, and body."""
    lines = text.removeprefix("\ufeff").splitlines()
    if not lines or lines[0].rstrip() != FENCE:
        return None, text
    end = next((number for number, line in enumerate(lines[1:], start=1) if line.rstrip() == FENCE), None)
    return (None, text) if end is None else ("\n".join(lines[1:end]), "\n".join(lines[end + 1 :]))


def _metadata(front: str | None) -> dict[str, Any]:
    if front is None:
        raise _FrontMatterError(
            "front matter: expected YAML between two lines of three dashes, got none; begin the card with its metadata"
        )
    try:
        found = yaml.safe_load(front)
    except yaml.YAMLError as error:
        where = str(error).replace("\n", " ")
        raise _FrontMatterError(f"front matter: expected YAML, got: {where}; correct that line") from error
    if not isinstance(found, dict):
        raise _FrontMatterError(
            f"front matter: expected names with values, got {type(found).__name__}; write such as license: mit"
        )
    return found


def _problems_of_front(front: str | None) -> Iterator[str]:
    try:
        metadata = _metadata(front)
    except _FrontMatterError as error:
        yield str(error)
        return
    yield from _problems_of_license(metadata)
    if not _is_text(metadata.get("library_name")):
        yield _expected("library_name", "a name", metadata, "write such as keras")
    for name, needed in {"tags": True, "datasets": False, "metrics": False, "language": False}.items():
        yield from _problems_of_list(name, metadata, needed)
    if "pipeline_tag" in metadata and not _is_text(metadata["pipeline_tag"]):
        yield _expected("pipeline_tag", "a task", metadata, "write such as unconditional-image-generation")
    if "model-index" in metadata:
        yield from _problems_of_results(metadata["model-index"])
    if PLACEHOLDERS.search(front or ""):
        yield "front matter: expected facts, got a placeholder; fill it in"


def _problems_of_license(metadata: dict[str, Any]) -> Iterator[str]:
    license_ = metadata.get("license")
    if not isinstance(license_, str) or license_ not in LICENSES:
        yield _expected(
            "license",
            "an identifier of Hugging Face's list",
            metadata,
            "write such as mit, cc-by-4.0 or, with license_name, other",
        )
    elif license_ == "other" and not _is_text(metadata.get("license_name")):
        yield _expected("license_name", "the licence's name, as license is other", metadata, "name it")


def _problems_of_list(name: str, metadata: dict[str, Any], needed: bool) -> Iterator[str]:
    found = metadata.get(name)
    listed = [found] if isinstance(found, str) and name == "language" else found
    texts = isinstance(listed, list) and bool(listed) and all(map(_is_text, listed))
    if (name in metadata or needed) and not texts:
        yield _expected(name, "a list of at least one text", metadata, f"write such as {name}: [gan]")


def _problems_of_results(index: Any) -> Iterator[str]:
    """Check what the Hub refuses: results need a task, a data set and figures."""
    entries = index if isinstance(index, list) and index else [None]
    for entry in entries:
        results = entry.get("results") if isinstance(entry, dict) and _is_text(entry.get("name")) else None
        if not isinstance(results, list) or not results:
            yield "model-index: expected a list of a name with results each, got another form; see the specification"
            continue
        for result in results:
            yield from _problems_of_result(result if isinstance(result, dict) else {})


def _problems_of_result(result: dict[str, Any]) -> Iterator[str]:
    for part, names in {"task": ("type",), "dataset": ("type", "name")}.items():
        given = result.get(part)
        for name in names:
            if not isinstance(given, dict) or not _is_text(given.get(name)):
                yield f"model-index: expected the {name} of a result's {part}, got none; add it"
    metrics = result.get("metrics")
    if not isinstance(metrics, list) or not metrics:
        yield "model-index: expected metrics in each result, got none; add their type and value"
        return
    for metric in metrics:
        fine = isinstance(metric, dict) and _is_text(metric.get("type")) and metric.get("value") is not None
        if not fine:
            yield f"model-index: expected a type and a value of each metric, got {metric!r}; add them"


def _problems_of_body(body: str) -> Iterator[str]:
    headings = _headings(body)
    if not any(level == 1 for level, _, _ in headings):
        yield "title: expected a heading # …, got none; name the model"
    for section in SECTIONS:
        texts = [text for level, name, text in headings if level > 1 and name.casefold() == section.casefold()]
        if len(texts) != 1:
            found = "none" if not texts else str(len(texts))
            advice = f"add ## {section}" if not texts else "join them"
            yield f"{section}: expected one section of this name, got {found}; {advice}"
        elif len(re.findall(r"\w+", texts[0])) < FEWEST_WORDS:
            yield f"{section}: expected a section of at least {FEWEST_WORDS} words, got {texts[0]!r}; say something"
        elif placeholder := PLACEHOLDERS.search(texts[0]):
            yield f"{section}: expected facts, got the placeholder {placeholder.group()}; fill it in"


def _headings(body: str) -> list[tuple[int, str, str]]:
    """Cut a Markdown text at its headings: level, name, and all up to the next one of the same level or above."""
    lines = re.sub(r"<!--.*?-->", "", body, flags=re.DOTALL).splitlines()
    found, in_code = [], False
    for number, line in enumerate(lines):
        in_code ^= line.lstrip().startswith(("```", "~~~"))
        match = None if in_code else re.match(r"(#{1,6})\s+(.*?)\s*#*\s*$", line)
        if match:
            found.append((number, len(match.group(1)), match.group(2).strip("*_ ")))
    cut = []
    for place, (number, level, name) in enumerate(found):
        end = next((later for later, other, _ in found[place + 1 :] if other <= level), len(lines))
        cut.append((level, name, "\n".join(lines[number + 1 : end]).strip()))
    return cut


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _expected(name: str, wanted: str, metadata: dict[str, Any], advice: str) -> str:
    got = repr(metadata[name]) if name in metadata else "none"
    return f"{name}: expected {wanted}, got {got}; {advice}"
