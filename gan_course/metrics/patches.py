"""How far apart two pictures are in the look of their patches: colours, and how rough they are at each scale."""

import numpy as np
from numpy.typing import ArrayLike

from gan_course.data.photographs import cut_patches
from gan_course.metrics.frechet import frechet_distance

SIZE = 32  # height and width of a patch
BANDS = range(1, 13)  # radii of spatial frequencies, in periods a patch
COLOUR = 3.0  # weight of means and deviations beside the logarithms of power
TINY = 1e-3


def patch_statistics(picture: ArrayLike, *, n: int = 2000, seed: int = 0) -> np.ndarray:
    """Describe patches of a picture by their colours and their texture, whatever they show.

    The 18 numbers of a patch: the mean and the standard deviation of each colour, and the logarithm of its brightness's
    mean power in each of 12 bands of spatial frequency, from coarse to fine.

    Args:
        picture: Array (height, width, 3) in [-1, 1], at least 32×32.
        n: How many patches of 32×32 to take, at random places.
        seed: Seed of the places: pictures of one size are cut at the same ones.

    Returns:
        Array (n, 18).

    Raises:
        ValueError: If the picture is too small, has no three colours, or values that are not finite.
    """
    picture = np.asarray(picture, np.float32)
    if picture.ndim != 3 or picture.shape[-1] != 3 or not np.isfinite(picture).all():
        raise ValueError(f"expected a picture (height, width, 3) of finite numbers, got shape {picture.shape}")
    patches = (cut_patches([picture], n, SIZE, seed=seed) + 1) / 2
    brightness = patches.mean(axis=-1)
    window = np.hanning(SIZE)[:, None] * np.hanning(SIZE)
    waves = np.fft.fft2((brightness - brightness.mean(axis=(1, 2), keepdims=True)) * window)
    power = np.log(np.abs(np.fft.fftshift(waves, axes=(1, 2))) ** 2 + TINY)  # (n, 32, 32)
    radius = np.hypot(*np.mgrid[-SIZE // 2 : SIZE // 2, -SIZE // 2 : SIZE // 2]).astype(int)
    bands = [power[:, radius == band].mean(axis=1) for band in BANDS]
    colours = [COLOUR * patches.mean(axis=(1, 2)), COLOUR * patches.std(axis=(1, 2))]
    return np.concatenate([*colours, np.stack(bands, axis=1)], axis=1)


def patch_distance(real_picture: ArrayLike, fake_picture: ArrayLike, *, n: int = 2000, seed: int = 0) -> float:
    """Compare the look of two pictures: the Fréchet distance of their patches' statistics.

    It sees colours and textures, not what is where: a picture cut up and put together anew is as near as before.

    Args:
        real_picture: Array (height, width, 3) in [-1, 1], at least 32×32.
        fake_picture: Another.
        n: As in `patch_statistics`.
        seed: As in `patch_statistics`.

    Returns:
        A number from 0.

    Raises:
        ValueError: As in `patch_statistics`.

    Examples:
        >>> from gan_course.data.photographs import load_photograph
        >>> photograph = load_photograph("chelsea", height=100)
        >>> round(patch_distance(photograph, photograph, n=200), 6)
        0.0
    """
    return frechet_distance(*(patch_statistics(each, n=n, seed=seed) for each in (real_picture, fake_picture)))
