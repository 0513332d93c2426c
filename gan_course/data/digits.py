"""The 1,797 handwritten digits that ship with scikit-learn, drawn as large as MNIST's.

Source: E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning Repository, 1998;
the test set, 8×8 pixels with values 0 to 16.
"""

import numpy as np

SPLIT_EVERY = 7  # every seventh image is for testing: 256 of 1,797
DARKEST, BRIGHTEST = 0.25, 0.85  # of the upsampled ink: below is background, above is full stroke


def load_digits(split: str) -> tuple[np.ndarray, np.ndarray]:
    """Load one split of scikit-learn's digits as 28×28 images.

    Like MNIST's, the digits are 20 pixels high at most and lie in the middle; a cubic spline upsamples them, and an
    S-shaped curve gives the blurred strokes an edge. The split is fixed: every seventh image (6, 13, 20, …) is for
    testing and the others are for training, so that neighbours in the file, written by one hand, are in both.

    Args:
        split: ``"train"`` (1,541 images) or ``"test"`` (256).

    Returns:
        images: float32, shape ``(n, 28, 28)``, values in [-1, 1].
        labels: int64, shape ``(n,)``, values 0 to 9.
    """
    from sklearn.datasets import load_digits as load_small_digits

    small = load_small_digits()
    is_test = np.arange(len(small.images)) % SPLIT_EVERY == SPLIT_EVERY - 1
    chosen = is_test if split == "test" else ~is_test
    return 2 * _strokes(_upsample(small.images[chosen] / 16)) - 1, small.target[chosen].astype(np.int64)


def _upsample(small: np.ndarray) -> np.ndarray:
    """Enlarge (n, 8, 8) to (n, 28, 28): 8 pixels become 20, with a margin of 4 on each side."""
    from scipy import ndimage

    framed = np.pad(small, ((0, 0), (2, 2), (2, 2)))  # (n, 12, 12)
    # A spline is linear in the pixels and separable, so one (28, 12) matrix does the rows and the columns.
    spline = ndimage.zoom(np.eye(12), (2.5, 1), order=3, grid_mode=True, mode="grid-constant")[1:-1]
    return spline @ framed @ spline.T


def _strokes(ink: np.ndarray) -> np.ndarray:
    """Map ink to [0, 1] along a smooth step, 3t² − 2t³."""
    t = np.clip((ink - DARKEST) / (BRIGHTEST - DARKEST), 0, 1).astype(np.float32)
    return t * t * (3 - 2 * t)
