"""Random changes of images that both players look through, for ``GAN.compile(augment=…)``: for small data sets.

An augmentation is a function ``(images, seed)`` that returns images of the same shape. Those of this module are objects
that can be called so; a saved ``GAN`` keeps them.
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any

from gan_course.arguments import one_of
from gan_course.described import Described
from gan_course.runtime import keras, tf

POLICIES = ("translation", "cutout", "brightness")


@keras.saving.register_keras_serializable("gan_course")
@dataclass(frozen=True)
class DiffAugment(Described):
    """Change every image at random, and let gradients through: brightness, then translation, then cutout.

    A discriminator learns a small data set by heart. Augmenting real images alone would teach the generator to make
    augmented images; so the fake ones are augmented too, in both players' steps, and the generator's gradient flows
    through the augmentation.

    Args:
        translation: Largest shift up, down and to each side, as a share of the height and the width, in [0, 1].
            What comes into the picture is 0.
        cutout: Height and width of a rectangle that becomes 0, as a share of the image's, in [0, 1]. Its centre lies
            anywhere in the image, so that part of it may lie outside.
        brightness: A number drawn from [-brightness, brightness] is added to all pixels of an image; in [0, 1]. Each of
            the three is off at 0.

    Raises:
        ValueError: If a number is out of range.

    Source: Zhao et al. 2020, arXiv 2006.10738, §3, and the authors' code, whose numbers are the defaults.
    Departs: the authors' colour policy also changes saturation, of which grey images have none, and contrast. As in
        their code, what is moved in or cut out becomes 0, and nothing is clipped. With pixels in [-1, 1], 0 is grey: on
        a black background it shows what was done to an image, so the generator need not imitate that. Results lie in
        [-1 - brightness, 1 + brightness].

    Examples:
        >>> images = tf.ones((100, 8, 8, 1))
        >>> cut = DiffAugment(translation=0, cutout=0.5, brightness=0)(images, seed=[0, 3])
        >>> float(tf.reduce_min(cut)), float(tf.reduce_max(cut)), bool(tf.reduce_mean(cut) < 1 - 0.5**2 / 2)
        (0.0, 1.0, True)
    """

    translation: float = 0.125
    cutout: float = 0.5
    brightness: float = 0.5

    def __post_init__(self) -> None:
        for name, value in asdict(self).items():
            if not isinstance(value, int | float) or not 0 <= value <= 1:
                raise ValueError(f"expected {name} to be a number from 0 to 1, got {value!r}")

    def __call__(self, images: Any, seed: Any) -> Any:
        """Augment each image of a batch in its own way.

        Args:
            images: Tensor (batch, height, width, channels), floats in [-1, 1].
            seed: Two integers; the same ones change the images in the same way.

        Returns:
            Tensor of the same shape.

        Raises:
            ValueError: If they are not images.
        """
        if images.shape.rank != 4:
            raise ValueError(f"expected images of shape (batch, height, width, channels), got {images.shape}")
        seeds = tf.unstack(tf.random.experimental.stateless_split(seed, 3))
        if self.brightness:
            images = _brightened(images, self.brightness, seeds[0])
        if self.translation:
            images = _translated(images, self.translation, seeds[1])
        return _cut(images, self.cutout, seeds[2]) if self.cutout else images


def of_policies(names: Collection[str]) -> DiffAugment:
    """Make an augmentation of some of the three policies, each as strong as by default.

    Args:
        names: Of ``POLICIES``; at least one.

    Returns:
        The augmentation, in which the others are off.

    Raises:
        ValueError: If there is none, or one is unknown.

    Examples:
        >>> of_policies(["translation"])
        DiffAugment(translation=0.125, cutout=0, brightness=0)
    """
    if not names:
        raise ValueError(f"expected at least one policy, got none; take some of {', '.join(POLICIES)}")
    for name in names:
        one_of("the policy", name, POLICIES)
    return DiffAugment(**{name: 0 for name in POLICIES if name not in names})


def _brightened(images: Any, most: float, seed: Any) -> Any:
    shape = (tf.shape(images)[0], 1, 1, 1)
    return images + tf.random.stateless_uniform(shape, seed, -most, most, images.dtype)


def _translated(images: Any, share: float, seed: Any) -> Any:
    rows, columns = (_shift(images, size, share, own) for size, own in _sides(images, seed))
    return tf.einsum("nij,njkc,nlk->nilc", rows, images, columns)


def _shift(images: Any, size: int, share: float, seed: Any) -> Any:
    """Make a matrix (batch, size, size) that moves the rows of each image, and leaves 0 where none comes from."""
    most = int(size * share + 0.5)
    shifts = tf.random.stateless_uniform((tf.shape(images)[0], 1), seed, -most, most + 1, tf.int32)
    return tf.one_hot(tf.range(size) + shifts, size, dtype=images.dtype)


def _cut(images: Any, share: float, seed: Any) -> Any:
    rows, columns = (_band(images, size, share, own) for size, own in _sides(images, seed))
    return images * (1 - rows[:, :, None, None] * columns[:, None, :, None])


def _band(images: Any, size: int, share: float, seed: Any) -> Any:
    """Draw (batch, size) of 0 and 1, with 1 on a stretch of the share, of which every centre is as likely."""
    length = int(size * share + 0.5)
    shape = (tf.shape(images)[0], 1)
    centres = tf.random.stateless_uniform(shape, seed, 0, size + 1 - length % 2, tf.int32)
    offsets = tf.range(size) - (centres - length // 2)
    return tf.cast((offsets >= 0) & (offsets < length), images.dtype)


def _sides(images: Any, seed: Any) -> Any:
    seeds = tf.unstack(tf.random.experimental.stateless_split(seed, 2))
    return zip(images.shape[1:3], seeds, strict=True)
