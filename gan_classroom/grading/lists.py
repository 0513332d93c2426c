"""The instructor's own small tables: who is who, and when what is due."""

import csv
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import Path

from gan_classroom.grading.entry import Entry, folder_of

__all__ = ["DueDates", "read_due", "read_people"]

_DAY = 24 * 3600  # seconds


@dataclass(frozen=True)
class _Due:
    seconds: float
    percent: float | None
    most: float


@dataclass(frozen=True)
class DueDates:
    """When each day is due, for all or for one student, and what lateness costs.

    Args:
        dates: Day and a student's folder, or nothing for all → what holds.
    """

    dates: Mapping[tuple[str, str], _Due] = field(default_factory=dict)

    def judge(self, entry: Entry) -> tuple[str, float]:
        """Tell whether something was handed in late.

        Only the platform's time costs marks: the date of a file is that of the last time somebody unpacked it.

        Args:
            entry: What was handed in.

        Returns:
            How late in words, or nothing; and the share of the marks that it costs.
        """
        student, day, _ = entry.key
        general = self.dates.get((day, ""))
        due = self.dates.get((day, student), general)
        if due is None or entry.status == "missing":
            return "as the platform says" * entry.late, 0.0
        late = (entry.submitted or entry.modified) - due.seconds
        if late <= 0:
            return "as the platform says" * (entry.late and not entry.submitted), 0.0
        words = f"{int(late // _DAY)} d {int(late % _DAY // 3600)} h {int(late % 3600 // 60)} min"
        if not entry.submitted:
            return f"{words}, by the file's own date", 0.0
        rule = due if due.percent is not None or general is None else general
        return words, min(rule.most, (rule.percent or 0) * math.ceil(late / _DAY)) / 100


def read_due(path: Path) -> DueDates:
    """Read due dates.

    Args:
        path: A CSV file with the columns ``day`` and ``due`` (``2026-10-12 23:59``; a date alone is its last minute),
            and if wanted ``student`` (for an extension), ``percent`` (of the marks, for each day begun; for a student,
            that of the day if left out) and ``most``.

    Returns:
        The due dates.

    Raises:
        FileNotFoundError: If there is no such file.
        ValueError: If a line is not as described.
    """
    dates = {}
    for number, row in _rows(path, {"day", "due"}):
        try:
            when = datetime.fromisoformat(row["due"])
            if len(row["due"]) == len("2026-10-12"):
                when = datetime.combine(when, time.max)
            percent, most = float(row["percent"]) if row.get("percent") else None, float(row.get("most") or 100)
        except ValueError as error:
            raise ValueError(f"expected a day, a date and numbers in line {number} of {path}; {error}") from error
        student = folder_of(row["student"]) if row.get("student") else ""
        dates[row["day"], student] = _Due(when.timestamp(), percent, most)
    return DueDates(dates)


def read_people(path: Path) -> dict[str, str]:
    """Read who is who.

    Args:
        path: A CSV file with the columns ``name``, as found in the submissions, and ``student``.

    Returns:
        Name → student.

    Raises:
        FileNotFoundError: If there is no such file.
        ValueError: If a column is missing.
    """
    return {row["name"]: row["student"] for _, row in _rows(path, {"name", "student"}) if row["student"]}


def _rows(path: Path, columns: set[str]) -> Iterable[tuple[int, dict[str, str]]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        text = file.read()
    dialect: type[csv.Dialect] = csv.excel
    if ";" in text.partition("\n")[0]:  # as spreadsheets write it where a comma is in numbers
        dialect = type("semicolons", (csv.excel,), {"delimiter": ";"})
    reader = csv.DictReader(text.splitlines(), dialect=dialect)
    found = {name.strip().casefold() for name in reader.fieldnames or ()}
    if not columns <= found:
        wanted, got = ", ".join(sorted(columns)), ", ".join(sorted(found)) or "nothing"
        raise ValueError(f"expected the columns {wanted} in {path}, got {got}; name them in the first line")
    for row in reader:
        yield (
            reader.line_num,
            {(name or "").strip().casefold(): str(value or "").strip() for name, value in row.items()},
        )
