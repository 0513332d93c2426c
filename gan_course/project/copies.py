"""The copy audit: which generated pictures are training pictures, up to small changes and mirroring."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.distance import cdist

from gan_course.copy_audit import BOUND, two_nearest
from gan_course.project.thumbnails import thumbnails


@dataclass(frozen=True, eq=False)
class CopyAudit:
    """What `audit_copies` found.

    Args:
        ratios: For each generated picture, how far the nearest training picture is, over the second nearest; in [0, 1].
        nearest: The index of the nearest one.
        floor: The share of training pictures that would be taken for copies of another one.
    """

    ratios: NDArray[np.float64]
    nearest: NDArray[np.intp]
    floor: float

    @property
    def copies(self) -> NDArray[np.intp]:
        """Which generated pictures are copies, the clearest first."""
        order = np.argsort(self.ratios, kind="stable")
        return np.asarray(order[self.ratios[order] < BOUND], np.intp)

    @property
    def share(self) -> float:
        """Share of copies among the generated pictures."""
        return float(np.mean(self.ratios < BOUND))

    def as_dict(self) -> dict[str, Any]:
        """Turn the audit into what ``json.dumps`` takes.

        Returns:
            Number, share and floor, and for each copy its index, that of its original, and the ratio.
        """
        found = [[int(copy), int(self.nearest[copy]), round(float(self.ratios[copy]), 4)] for copy in self.copies]
        return {"generated": len(self.ratios), "share": self.share, "floor": self.floor, "copies": found}

    def __str__(self) -> str:
        return (
            f"{len(self.copies):,} of {len(self.ratios):,} generated pictures are copies ({self.share:.1%}): three "
            f"times nearer to one training picture than to any other. Of the training pictures, compared with each "
            f"other, {self.floor:.1%} would count as such."
        )


def audit_copies(training_images: np.ndarray, fakes: np.ndarray, *, mirror: bool = True) -> CopyAudit:
    """Find the generated pictures that are copies of training pictures.

    Pictures are compared as 8×8 thumbnails. A copy is nearer to one training picture than to every other one: the ratio
    of the distances to the nearest and to the second nearest is below 1/3. So the rule needs no threshold in units of
    the pictures. Two training pictures that are the same hide their copies: leave doubles out first.

    Args:
        training_images: What the generator was trained on, shape ``(n, height, width, channels)``, values in [-1, 1],
            height and width multiples of 8, n at least 3.
        fakes: What it made, in the same form.
        mirror: Whether a mirrored copy is one, too.

    Returns:
        What was found.

    Raises:
        ValueError: If a shape is not as above, or there are fewer than 3 training pictures.

    Source: Gu et al. 2023, arXiv 2310.02664, for the ratio of distances and its bound of 1/3.
    Departs: thumbnails in place of pixels, so that noise and blur hide nothing; mirrored copies; a floor.
    """
    if len(training_images) < 3:
        raise ValueError(f"expected at least 3 training images, got {len(training_images)}; a ratio needs neighbours")
    originals = thumbnails(training_images)
    reflected = thumbnails(training_images[:, :, ::-1]) if mirror else None
    ratios, nearest = _ratios(_distances(thumbnails(fakes), originals, reflected))
    among = _distances(originals, originals, reflected)
    np.fill_diagonal(among, np.inf)
    return CopyAudit(ratios, nearest, float(np.mean(_ratios(among)[0] < BOUND)))


def _distances(rows: np.ndarray, originals: np.ndarray, reflected: np.ndarray | None) -> NDArray[np.float64]:
    distances = cdist(rows, originals)
    return distances if reflected is None else np.minimum(distances, cdist(rows, reflected))


def _ratios(distances: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    indices, first, second = two_nearest(distances)
    return np.divide(first, second, out=np.ones_like(first), where=second > 0), indices
