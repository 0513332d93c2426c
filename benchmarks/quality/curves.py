"""What a training run showed: Fréchet distances against seconds of training, and the file that keeps them."""

import json
import math
from dataclasses import asdict, dataclass
from pathlib import Path

from gan_course.files import write_atomically

TUTORIAL, COURSE, RELATIVISTIC = "tutorial", "course", "relativistic"
FILE = "quality.json"


@dataclass(frozen=True)
class Point:
    """The generator, judged once.

    Args:
        seconds: Of training.
        steps: Of training.
        frechet: Fréchet distance (course CNN).
    """

    seconds: float
    steps: int
    frechet: float


@dataclass(frozen=True)
class Curve:
    """One training run.

    Args:
        contestant: `TUTORIAL`, `COURSE` or `RELATIVISTIC`.
        seed: Its seed.
        budget: Seconds that it was to train.
        samples: Images that were judged at each point.
        floor: Fréchet distance of as many real images.
        points: In the order of time.
    """

    contestant: str
    seed: int
    budget: float
    samples: int
    floor: float
    points: tuple[Point, ...] = ()

    @property
    def finished(self) -> bool:
        """Whether it trained to its end."""
        return bool(self.points) and self.points[-1].seconds >= self.budget

    @property
    def best(self) -> Point:
        """The lowest point, the first one if there are several."""
        return min(self.points, key=lambda point: (point.frechet, point.seconds))

    def seconds_to(self, level: float) -> float:
        """Tell when the distance was first seen at or below a level; infinity if it never was."""
        return next((point.seconds for point in self.points if point.frechet <= level), math.inf)


def load(folder: Path) -> list[Curve]:
    """Read the curves that a folder holds; none if there is no file yet."""
    file = folder / FILE
    if not file.exists():
        return []
    return [
        Curve(**{**fields, "points": tuple(Point(**point) for point in fields["points"])})
        for fields in json.loads(file.read_text("utf-8"))
    ]


def save(folder: Path, curve: Curve) -> None:
    """Put a curve into the folder's file, in place of an earlier one of the same contestant and seed."""
    others = [one for one in load(folder) if (one.contestant, one.seed) != (curve.contestant, curve.seed)]
    text = json.dumps([asdict(one) for one in [*others, curve]], indent=1)
    write_atomically(folder / FILE, (text + "\n").encode())
