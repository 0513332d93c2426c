"""Twenty submissions that would harm a grader, each with its status and marks.

Those that run replace the second exercise, ``game_value``: the first one's points are earned before the harm. What they
use is bounded, so that a machine without limits survives them, and what they reach for ends in a right answer, so that
a grader which lets them reach it gives full marks.
"""

import io
import zipfile
from dataclasses import dataclass

from benchmarks.grading import day

EXERCISE = "game_value"
NOTHING, BEFORE, OTHERS, ALL = "nothing", "the first exercise", "all but its own exercise", "all"
HUGE = 200_000_000  # bytes
WRONG = "def game_value(*args, **kwargs):\n    return 0.0\n"


@dataclass(frozen=True)
class Hostile:
    """A submission that is not ordinary.

    Args:
        status: What the grader should say.
        earned: Which marks it should get: `NOTHING`, `BEFORE`, `OTHERS` or `ALL`.
        content: The file.
        suffix: Of the path, after the student.
        size: Bytes to which the file is stretched with a hole.
    """

    status: str
    earned: str
    content: bytes
    suffix: str = f"/{day.NOTEBOOK}"
    size: int = 0

    @property
    def total(self) -> float:
        """The marks that it should get."""
        points = day.points()
        first, everything = next(iter(points.values())), sum(points.values())
        return {NOTHING: 0.0, BEFORE: first, OTHERS: everything - points[EXERCISE], ALL: everything}[self.earned]


#: Kind → status, marks, and the body of ``game_value``.
BODIES = {
    "endless loop": ("timed_out", OTHERS, "while True: pass"),
    "leaves with os._exit": ("crashed", BEFORE, "import os; os._exit(0)"),
    "loop deaf to interrupts": (
        "timed_out",
        BEFORE,
        "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\n    while True: pass",
    ),
    "kills itself": ("crashed", BEFORE, "import os; os.kill(os.getpid(), 9)"),
    "hoards memory": (
        "crashed",
        BEFORE,
        "hoard = [bytes([number]) * 100_000_000 for number in range(80)]\n    return right(*args, **kwargs)",
    ),
    "forks without end": (
        "crashed",
        BEFORE,
        """\
import os, time
    parent = os.getpid()
    for _ in range(10):
        try: os.fork()
        except OSError: pass
    time.sleep(5)
    if os.getpid() != parent: os._exit(0)
    return right(*args, **kwargs)""",
    ),
    "fills the disk": (
        "graded",
        OTHERS,
        """\
from pathlib import Path
    for number in range(100): Path(f"full-{number}").write_bytes(b"x" * 50_000_000)
    return right(*args, **kwargs)""",
    ),
    "prints without end": ("timed_out", OTHERS, "while True: print('x' * 1000)"),
    "asks for input": ("graded", OTHERS, "input('?')\n    return right(*args, **kwargs)"),
    "reaches for the network": (
        "review",
        OTHERS,
        """\
import socket
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way_out:
        way_out.connect(("192.0.2.1", 9))  # an address kept for examples; fails where no route leads out
    return right(*args, **kwargs)""",
    ),
    "reads the solutions": (
        "graded",
        OTHERS,
        f"""\
from pathlib import Path
    Path(theory.__file__).parents[1].joinpath("solutions", "{day.NOTEBOOK}").read_bytes()
    return right(*args, **kwargs)""",
    ),
}

#: Kind → status, marks, and the cell of ``game_value``.
CELLS = {
    "a line of 20 MB": (
        "graded",
        ALL,
        "print('x' * 20_000_000)\ndef game_value(*args, **kwargs):\n    return right(*args, **kwargs)",
    ),
    "a thread that stays": (
        "review",
        ALL,
        """\
import threading, time
def haunt():
    while True:
        print("still here")
        time.sleep(0.01)
threading.Thread(target=haunt).start()
def game_value(*args, **kwargs):
    return right(*args, **kwargs)""",
    ),
    "replaces the checks": (
        "review",
        OTHERS,
        f"type(checks.exercise('')).__exit__ = lambda *_: True\n{WRONG}",
    ),
}


def kinds() -> dict[str, Hostile]:
    """Make one of each kind."""
    ours = day.encode(day.ours())
    made = {
        kind: _answer(status, earned, f"def {EXERCISE}(*args, **kwargs):\n    {body}\n")
        for kind, (status, earned, body) in BODIES.items()
    }
    made |= {kind: _answer(*expected) for kind, expected in CELLS.items()}
    return made | {
        "edited check": Hostile("tampered", OTHERS, _edited_check()),
        "deleted check": Hostile("tampered", OTHERS, _deleted_check()),
        "cut off": Hostile("unreadable", NOTHING, ours[: len(ours) // 2]),
        "200 MB": Hostile("too_large", NOTHING, ours, size=HUGE),
        "another day's notebook": Hostile("wrong_notebook", NOTHING, _other_day()),
        "zip that leads out": Hostile("graded", ALL, _zip(f"../../../../../../tmp/{day.NOTEBOOK}", ours), ".zip"),
    }


def _answer(status: str, earned: str, cell: str) -> Hostile:
    right = day.answers()[EXERCISE]["ours"][0].replace(f"def {EXERCISE}(", "def right(")
    return Hostile(status, earned, day.encode(day.ours(**{EXERCISE: f"{right}\n\n\n{cell}"})))


def _edited_check() -> bytes:
    return day.encode(day.ours(**{EXERCISE: WRONG, f"{EXERCISE}_check": "pass"}))


def _deleted_check() -> bytes:
    notebook = day.ours(**{EXERCISE: WRONG})
    notebook["cells"].remove(day.graded(notebook)[f"{EXERCISE}_check"])
    return day.encode(notebook)


def _other_day() -> bytes:
    return day.encode(day.copy_of_student(day.OTHER_DAY))


def _zip(name: str, content: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), content)
    return data.getvalue()
