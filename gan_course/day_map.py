"""The map of the course as it stands in the notebooks' folder: each day, how long it takes, and how far one is."""

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from gan_course.solved import Success

__all__ = ["Day", "next_step", "progress_table", "read_days", "solved_in"]

DAYS = "day*/*.ipynb"
COURSE = Path(__file__).resolve().parents[1] / "notebooks"
_TITLE = re.compile(r"^# (Day \d+: .+)$", re.MULTILINE)
_RUN_TIME = re.compile(r"\*\*Run time\*\*[^:.]*: ([^.,;]+)|The whole notebook stays ([^.]+?) on two CPU cores")
_WHERE = re.compile(r" (on two CPU cores|for the whole notebook)$")
_STUDY = re.compile(r"(?:plan|exercises) ((?:two|three)[a-z ]* hours)")


class Day(NamedTuple):
    """A day of the course.

    Args:
        title: Its title.
        path: Its notebook, below the folder of the notebooks.
        study: How long it takes with all its exercises, in words; empty where it does not say.
        run_time: How long its cells take on two CPU cores, in words; empty where it does not say.
        exercises: The names of its exercises, in order.
    """

    title: str
    path: str
    study: str
    run_time: str
    exercises: tuple[str, ...]

    @property
    def notebook(self) -> str:
        """Name of its notebook without the ending."""
        return Path(self.path).stem


def read_days(folder: Path | None = None) -> list[Day]:
    """Read the days that are there; what they say of their time is what was measured when they were written.

    Args:
        folder: The folder with ``day01``, ``day02``, …; by default the current one, or else the course's.

    Returns:
        The days in order.

    Raises:
        FileNotFoundError: If there are none.
    """
    if folder is None:
        folder = next((place for place in (Path.cwd(), COURSE) if any(place.glob(DAYS))), Path.cwd())
    paths = sorted(folder.glob(DAYS))
    if not paths:
        raise FileNotFoundError(
            f"expected notebooks such as day01/components.ipynb in {folder}, got none; open this notebook where it lay"
        )
    days = (_day(path, folder) for path in paths)
    return [day for day in days if day is not None]


def solved_in(day: Day, successes: Iterable[Success]) -> list[str]:
    """List which exercises of a day are solved.

    Args:
        day: The day.
        successes: What was noted, in any notebook; a copy of the day's, such as ``components-Copy1``, counts for it.

    Returns:
        Their names, in the day's order.

    Examples:
        >>> day = Day("Day 1: Dots", "day01/dots.ipynb", "", "", ("join", "count"))
        >>> solved_in(day, [Success("count", "dots", ""), Success("join", "lines", "")])
        ['count']
    """
    here = {success.exercise for success in successes if _belongs(success.notebook, day)}
    return [name for name in day.exercises if name in here]


def progress_table(days: Sequence[Day], successes: Sequence[Success]) -> str:
    """Write the map as a Markdown table, with a link to each day.

    Args:
        days: The days.
        successes: What was noted.

    Returns:
        Markdown.
    """
    rows = ["| day | to study | its cells run | solved |", "|---|---|---|---|"]
    for day in days:
        done, whole = len(solved_in(day, successes)), len(day.exercises)
        bar = "■" * done + "□" * (whole - done)
        rows.append(
            f"| [{day.title}]({day.path}) | {day.study or '–'} | {day.run_time or '–'} | {bar} {done} of {whole} |"
        )
    return "\n".join(rows)


def next_step(days: Sequence[Day], successes: Sequence[Success]) -> str:
    """Say what to do next: the first exercise that is not solved, in the day of the latest success or after it.

    Args:
        days: The days.
        successes: What was noted, the earliest first.

    Returns:
        A sentence in Markdown.
    """
    left = {day.title: [name for name in day.exercises if name not in solved_in(day, successes)] for day in days}
    open_days = [day for day in days if left[day.title]]
    if not open_days:
        return "All exercises are solved. Next: a project of your own, at the end of Day 10."
    if not any(solved_in(day, successes) for day in days):
        return f"Begin with [{days[0].title}]({days[0].path})."
    latest = next(i for s in reversed(successes) for i, day in enumerate(days) if s.exercise in solved_in(day, [s]))
    day = next((day for day in days[latest:] if left[day.title]), open_days[0])
    names = left[day.title]
    there = f"[{day.title}]({day.path}), where {len(names)} of {len(day.exercises)} are open"
    return f"Next: exercise `{names[0]}` in {there}."


def _belongs(notebook: str, day: Day) -> bool:
    return not notebook or notebook == day.notebook or notebook.startswith(f"{day.notebook}-")


def _day(path: Path, folder: Path) -> Day | None:
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError):
        return None
    text = " ".join(_source(cell) for cell in cells if cell["cell_type"] == "markdown")
    title = _TITLE.search(text)
    if not title:
        return None
    time = " ".join(text[max(text.find("**Time.**"), 0) :][:600].split())
    run_time, study = _RUN_TIME.search(time), _STUDY.search(time)
    graded = [cell["metadata"].get("nbgrader", {}) for cell in cells]
    names = tuple(each["grade_id"].removesuffix("_check") for each in graded if each.get("grade"))
    relative = path.relative_to(folder).as_posix()
    spent = _WHERE.sub("", run_time[1] or run_time[2]) if run_time else ""
    return Day(title[1], relative, study[1] if study else "", spent, names)


def _source(cell: dict[str, Any]) -> str:
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)
