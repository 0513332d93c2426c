"""Read from a name who handed a file in, when, and for which day: names that people give, and learning platforms."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

__all__ = ["Name", "day_of", "is_word", "parse", "stamped", "student_of"]

Days = Mapping[str, Collection[str]]  #: Day → names of its notebooks, without suffix.

_LONGEST = 255  # characters; no file system has longer names, but archives may
#: Moodle numbers its participants anew for each assignment; Canvas's and Blackboard's people keep theirs.
_PLATFORMS = {
    "moodle": r"(?P<handle>(?P<name>.+?)_(?P<id>\d+)_assignsubmission_(?:file|onlinetext))(?:_.*)?",
    "blackboard": r"(?:.*?_)?(?P<name>[^_]+)_attempt_(?P<time>\d{4}(?:-\d\d){5})(?:[_.].*)?",
    "brightspace": r"(?P<id>\d+)-\d+ ?- ?(?P<name>.+?) ?- ?(?P<time>[A-Z][a-z]+ \d\d?, \d{4} \d{3,4} [AP]M)"
    r"(?: ?- ?.*)?",
    "canvas": r"(?P<handle>(?P<name>[^_]+?)(?:_(?P<late>LATE))?_(?P<id>\d+|(?<=anonymous_)\w{5})_(?P<attempt>\d+))"
    r"_.+",
    "ilias": r"(?P<name>[^\W\d_a-z][^_]*_[^\W\d_a-z].*_[^_]+_\d{2,})",  # Lovelace_Ada_alovelace_4711
}
_PATTERNS = {platform: re.compile(pattern, re.DOTALL) for platform, pattern in _PLATFORMS.items()}
_TIMES = ("%Y-%m-%d-%H-%M-%S", "%b %d, %Y %I%M %p", "%B %d, %Y %I%M %p", "%Y%m%d%H%M%S")
#: What folders and files are called that are no people.
_WORDS = (
    "abgabe and answers? archive assignment attempt backup checkpoints? code copy course data download draft edited "
    "exercises? figures? files? final finished first gans? group handin homework hw images? kopie lab last late latest "
    "lesson lösung models? my neu new notebooks? of old plots? project results? second solutions? src student "
    "submissions? task temp test the tmp try untitled update(?:d)? upload v version week work"
)
_WORD = re.compile(rf"(?:\d|[\W_]|(?<![^\W\d_])(?:{'|'.join(_WORDS.split())})(?![^\W\d_]))+", re.IGNORECASE)


@dataclass(frozen=True)
class Name:
    """What a learning platform's name says.

    Args:
        platform: Whose way of naming it is.
        person: Who it is, the same in each week.
        number: What tells people of one name apart, if it can change from week to week.
        submitted: When it was handed in, in seconds since 1970; 0 if the name does not say.
        attempt: A number that grows from one attempt to the next, or 0.
        late: Whether the platform calls it late.
        handle: What the platform knows the person by, with which it takes marks and feedback back.
    """

    platform: str
    person: str
    number: str = ""
    submitted: float = 0.0
    attempt: int = 0
    late: bool = False
    handle: str = ""


def parse(part: str) -> Name | None:
    """Read a name that a platform gave.

    Args:
        part: The name of a folder or a file.

    Returns:
        What it says, or None where no platform names files like this.

    >>> parse("Ada Lovelace_4711_assignsubmission_file_").person
    'Ada Lovelace'
    >>> parse("lovelaceada_LATE_1234_5678_day01.ipynb").person
    'lovelaceada_1234'
    """
    for platform, pattern in _PATTERNS.items():
        if match := pattern.fullmatch(part[:_LONGEST]):
            found = {key: value or "" for key, value in match.groupdict().items()}
            name, number = found["name"].strip(), found.get("id", "")
            if platform == "canvas" or name.casefold() in ("participant", "teilnehmer", "anonymous"):
                name, number = f"{name}{'_' if platform == 'canvas' else ' '}{number}", ""
            attempt, late = int(found.get("attempt") or 0), bool(found.get("late"))
            return Name(platform, name, number, _seconds(found.get("time", "")), attempt, late, found.get("handle", ""))
    return None


def stamped(parts: tuple[str, ...]) -> float:
    """Read the time that ILIAS puts before the name of a file.

    Args:
        parts: The path, from the student's folder on.

    Returns:
        Seconds since 1970; 0 if there is none.
    """
    match = re.match(r"(20\d{12})_", parts[-1])
    return _seconds(match.group(1)) if match and _PATTERNS["ilias"].fullmatch(parts[0]) else 0.0


def day_of(parts: Iterable[str], days: Iterable[str]) -> str:
    """Find the day in ``anna/day01/x.ipynb``, ``anna_day01.ipynb``, ``anna_Day01-1.ipynb``.

    Args:
        parts: The path.
        days: The days.

    Returns:
        The first that is named, or nothing.
    """
    pattern = re.compile(rf"(?<![a-z0-9])(?:{_any_of(days)})(?![a-z0-9])", re.IGNORECASE)
    named = [match.group().lower() for part in parts for match in pattern.finditer(part[:_LONGEST])]
    return next((day for day in days if named and day.lower() == named[0]), "")


def student_of(stem: str, days: Days, *, folder: bool = False) -> str:
    """Take day and notebook off a name: ``anna_day01``, ``anna_day01_components`` and ``components-anna`` are Anna's.

    Args:
        stem: The name, without suffix.
        days: The days.
        folder: Whether it names a folder, for which a notebook's name says nothing.

    Returns:
        What is left, or nothing where the name holds neither day nor notebook.
    """
    day, slug = _any_of(days), _any_of(name for names in days.values() for name in names)
    between, end = r"[\s_.-]+", r"(?:\W.*|_.*)?$"
    patterns = [rf"(.+?){between}(?:{day}){end}"]
    if not folder:
        patterns += [rf"(?:(?:{day}){between})?(?:{slug}){between}(.+)$", rf"(.+?){between}(?:{slug}){end}"]
        patterns += [rf"(?:{day}){between}(.+)$"]
    matches = (re.match(pattern, stem[:_LONGEST], re.IGNORECASE | re.DOTALL) for pattern in patterns)
    return next((match.group(1) for match in matches if match), "")


def is_word(name: str, days: Days) -> bool:
    """Tell whether something is named after what it is, and not after a person.

    Args:
        name: ``old``, ``day01``, ``components (2)``, ``My homework-Copy1``, …
        days: The days.

    Returns:
        Whether nothing in the name can be a person's.
    """
    own = re.compile(
        rf"(?<![a-z0-9])(?:{_any_of([*days, *(name for names in days.values() for name in names)])})", re.I
    )
    return _WORD.fullmatch(own.sub(" ", name[:_LONGEST]) or " ") is not None


def _any_of(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


def _seconds(text: str) -> float:
    """Read a time in one of the forms that platforms write; it is the time of the place."""
    text = re.sub(r" (\d{3}) ", r" 0\1 ", text)
    for form in _TIMES:
        try:
            return datetime.strptime(text, form).timestamp()
        except (ValueError, OverflowError):
            continue
    return 0.0
