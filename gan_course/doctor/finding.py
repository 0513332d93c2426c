"""One line of the doctor's report."""

from dataclasses import dataclass
from typing import Literal

REINSTALL = "run `make lab` in the course's folder: it installs what is missing"


@dataclass(frozen=True)
class Finding:
    """One line of the report.

    Args:
        topic: What was looked at.
        state: What was found.
        level: ``ok``; ``note`` where the course works but could work better; ``problem`` where it does not work.
        fix: What to do about a note or a problem.

    >>> print(Finding("memory", "2.0 of 8.0 GB free", "note", "close other programs"))
    ! memory        2.0 of 8.0 GB free
                    → close other programs
    """

    topic: str
    state: str
    level: Literal["ok", "note", "problem"] = "ok"
    fix: str = ""

    def __str__(self) -> str:
        mark = {"ok": " ", "note": "!", "problem": "✗"}[self.level]
        fix = f"\n{'':16}→ {self.fix}" if self.fix else ""
        return f"{mark} {self.topic:13} {self.state}{fix}"
