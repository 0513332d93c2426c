"""Which exercises were solved, kept across restarts in a small file beside the data that were downloaded.

`checks` notes each success of a person in a notebook; nothing is noted while a submission is graded, or by a program
that only runs checks. The file is ``solved.json`` in the cache folder, which ``GAN_COURSE_CACHE`` may name. Where it
cannot be written, nothing is noted, and the lesson goes on.
"""

import contextlib
import json
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from gan_course.data.sources import cache_folder
from gan_course.files import write_atomically

__all__ = ["FILE", "Success", "note", "successes"]

FILE = "solved.json"


class Success(NamedTuple):
    """An exercise that was solved.

    Args:
        exercise: Its name.
        notebook: Name of the notebook without its ending; empty where the front end does not tell.
        at: When, as ISO 8601 in local time.
    """

    exercise: str
    notebook: str
    at: str


def successes() -> list[Success]:
    """List what was solved.

    Returns:
        The successes, the earliest first; none where there is no file, or none that can be read.
    """
    try:
        entries = json.loads((cache_folder() / FILE).read_text(encoding="utf-8"))
        return [Success(*(str(entry[name]) for name in Success._fields)) for entry in entries]
    except (OSError, ValueError, TypeError, KeyError):
        return []


def note(exercise: str) -> None:
    """Note that an exercise is solved, if a person solves it in a notebook; the first time counts.

    Args:
        exercise: Its name.
    """
    if "NBGRADER_EXECUTION" in os.environ or not _in_a_notebook():
        return
    notebook = Path(os.environ.get("JPY_SESSION_NAME", "")).stem  # set by Jupyter's servers
    known = successes()
    if any((success.exercise, success.notebook) == (exercise, notebook) for success in known):
        return
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    content = json.dumps([success._asdict() for success in (*known, Success(exercise, notebook, now))], indent=1)
    with contextlib.suppress(OSError):  # a full disk, a folder of somebody else's
        cache_folder().mkdir(parents=True, exist_ok=True)
        write_atomically(cache_folder() / FILE, content.encode())


def _in_a_notebook() -> bool:
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return hasattr(shell, "kernel")
