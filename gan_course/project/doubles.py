"""Which pictures are there twice: as the same file, or looking the same."""

from collections.abc import Hashable, Sequence

import numpy as np

THUMBNAIL = 16  # height and width, to compare
ALIKE = 5.0  # root of the mean squared difference of two thumbnails, of 255; below, pictures count as the same


def same_file(digests: Sequence[Hashable]) -> np.ndarray:
    """Match files that are the same to the last byte.

    Args:
        digests: Of each file; equal for equal files.

    Returns:
        For each file the index of the first one that is the same, shape ``(n,)``.

    Examples:
        >>> same_file(["a", "b", "a"]).tolist()
        [0, 1, 0]
    """
    first: dict[Hashable, int] = {}
    return np.array([first.setdefault(digest, index) for index, digest in enumerate(digests)])


def same_picture(thumbnails: np.ndarray) -> np.ndarray:
    """Match pictures that look the same: in order, each is kept unless it looks like one that was kept before.

    Args:
        thumbnails: Array (n, 16, 16, 3), values from 0 to 255.

    Returns:
        For each picture the index of the one kept in its place, shape ``(n,)``; its own where it is kept.
    """
    from sklearn.neighbors import NearestNeighbors

    rows = thumbnails.reshape(len(thumbnails), -1)
    search = NearestNeighbors(radius=ALIKE * rows.shape[1] ** 0.5, algorithm="brute").fit(rows)
    kept = np.arange(len(rows))
    for index, near in enumerate(search.radius_neighbors(rows, return_distance=False)):
        before = near[(near < index) & (kept[near] == near)]
        kept[index] = before[0] if len(before) else index
    return kept
