"""A painter that can be looked into: a filter that turns a photograph into a drawing in ink with washes of colour."""

import numpy as np
from scipy import ndimage

PAPER = np.array([0.98, 0.93, 0.80])  # red, green and blue, from 0 to 1
INK = np.array([0.10, 0.08, 0.22])
LINE = 0.9  # width of a line: the standard deviation of the narrow Gaussian, in pixels
WIDER = 1.6  # the wide Gaussian's over the narrow one's
SHARPENING = 12.0
THRESHOLD = 0.42  # of what is darker there is ink
SOFTNESS = 6.0
WASH = 2.0  # standard deviation by which colours run, in pixels
STRENGTH = 1.5  # of the colours


def ink_and_wash(photograph: np.ndarray) -> np.ndarray:
    """Paint a photograph in ink and wash.

    **Ink** is where the sharpened picture S = (1 + p) · G_σ − p · G_1.6σ (differences of blurred copies of its
    brightness) is below a threshold: its coverage there is −tanh(φ(S − ε)), else 0. So edges become lines and what is
    dark becomes black. **Wash** is the picture's colour, blurred, stronger, on the tint of the paper.

    Args:
        photograph: Array (height, width, 3) in [-1, 1].

    Returns:
        Array of the same shape in [-1, 1], float32.

    Source: H. Winnemöller, J. E. Kyprianidis and S. C. Olsen, XDoG: An eXtended difference-of-Gaussians compendium,
        Computers & Graphics 36 (2012), eq. 7 and 8.
    Departs: the washes of colour, and the colours of paper and ink.
    """
    colours = (np.asarray(photograph, float) + 1) / 2
    brightness = colours.mean(axis=-1)
    narrow, wide = (ndimage.gaussian_filter(brightness, sigma) for sigma in (LINE, WIDER * LINE))
    sharpened = (1 + SHARPENING) * narrow - SHARPENING * wide
    ink = np.tanh(SOFTNESS * np.clip(THRESHOLD - sharpened, 0, None))[..., None]  # (height, width, 1)
    run = ndimage.gaussian_filter(colours, (WASH, WASH, 0))
    wash = PAPER * (0.35 + 0.65 * run.max(axis=-1, keepdims=True))
    wash = np.clip(wash + STRENGTH * (run - run.mean(axis=-1, keepdims=True)), 0, 1)
    painted = (1 - ink) * wash + ink * INK
    return (2 * painted - 1).astype(np.float32)
