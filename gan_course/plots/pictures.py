"""`Picture` and `Animation`: finished images that carry their description wherever they go.

JupyterLab 4 and nbconvert 7 ignore the ``alt`` metadata of an image output, but prefer HTML to an image where an output
has both, and an ``<img alt=…>`` reaches the screen reader; so a notebook is given both. They are small files, not the
image's own: with all its outputs a notebook is to stay below 3 MB.
"""

import base64
import html
import io
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
from matplotlib.figure import Figure
from PIL import Image, ImageSequence

from gan_course.files import write_atomically
from gan_course.plots.compression import small_film, small_png, small_webp
from gan_course.plots.style import drawing

CSS_DOTS_PER_INCH = 96


def image_element(mime: str, file: bytes, size: tuple[int, int], alt: str, *, pixelated: bool = False) -> str:
    """Write an image file as an HTML element.

    Args:
        mime: Its type, such as "image/png".
        file: Its bytes.
        size: Width and height on a page, in CSS pixels.
        alt: What it shows.
        pixelated: Whether enlarged pixels stay squares.

    Returns:
        An ``<img>`` element that holds the image itself and refers to no file.
    """
    source = f"data:{mime};base64,{base64.b64encode(file).decode('ascii')}"
    style = "max-width: 100%; height: auto; background: white;" + " image-rendering: pixelated;" * pixelated
    return f'<img alt="{html.escape(alt)}" width="{size[0]}" height="{size[1]}" style="{style}" src="{source}">'


class _Shown:
    """What `Picture` and `Animation` have in common: the bytes of an image file and the words that stand for it."""

    alt: str
    mime: ClassVar[str]

    @property
    def _file(self) -> bytes:
        raise NotImplementedError

    def __post_init__(self) -> None:
        require_alt(self.alt)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height on a page, in CSS pixels."""
        with Image.open(io.BytesIO(self._file)) as image:
            scale = CSS_DOTS_PER_INCH / float(image.info.get("dpi", (CSS_DOTS_PER_INCH,))[0])
            return round(image.width * scale), round(image.height * scale)

    def html(self) -> str:
        """Write the image as an HTML element with its description.

        Returns:
            An ``<img>`` element that holds the image itself and refers to no file.
        """
        return image_element(self.mime, self._file, self.size, self.alt)

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the image's file: complete, or not at all.

        Args:
            path: File to write or to replace, in a folder that exists.

        Returns:
            The path.

        Raises:
            FileNotFoundError: If there is no such folder.
        """
        return write_atomically(path, self._file)

    def _small(self) -> tuple[bytes, bytes]:
        """A small WebP file, and a PNG for where no HTML is shown."""
        raise NotImplementedError

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> tuple[dict[str, str], dict[str, Any]]:
        (webp, png), (width, height) = self._small(), self.size
        element = image_element("image/webp", webp, self.size, self.alt)
        bundle = {"text/html": element, "image/png": base64.b64encode(png).decode("ascii"), "text/plain": self.alt}
        return bundle, {"image/png": {"alt": self.alt, "width": width, "height": height}}


@dataclass(frozen=True)
class Picture(_Shown):
    """A finished PNG and its description; a notebook shows it, and a screen reader reads it.

    Args:
        png: The file's bytes.
        alt: What the picture shows, for a reader who does not see it.

    Raises:
        ValueError: If the description is empty.
    """

    png: bytes = field(repr=False)
    alt: str
    mime: ClassVar[str] = "image/png"

    @property
    def _file(self) -> bytes:
        return self.png

    def _small(self) -> tuple[bytes, bytes]:
        with Image.open(io.BytesIO(self.png)) as image:
            return small_webp(image.convert("RGB")), min(self.png, small_png(image), key=len)

    def pixels(self) -> np.ndarray:
        """Decode the picture.

        Returns:
            Array (height, width, 3), uint8.
        """
        with Image.open(io.BytesIO(self.png)) as image:
            return np.asarray(image.convert("RGB"))


@dataclass(frozen=True)
class Animation(_Shown):
    """A finished GIF and its description; a notebook shows it, and a screen reader reads it.

    Args:
        gif: The file's bytes.
        alt: What happens in the animation, for a reader who does not see it.

    Raises:
        ValueError: If the description is empty.
    """

    gif: bytes = field(repr=False)
    alt: str
    mime: ClassVar[str] = "image/gif"

    @property
    def _file(self) -> bytes:
        return self.gif

    def frames(self) -> list[tuple[np.ndarray, int]]:
        """Decode the animation.

        Returns:
            Of each frame an array (height, width, 3), uint8, and the milliseconds that it is in view.
        """
        with Image.open(io.BytesIO(self.gif)) as image:
            moments = ImageSequence.Iterator(image)
            return [(np.asarray(frame.convert("RGB")), frame.info.get("duration", 0)) for frame in moments]

    def _small(self) -> tuple[bytes, bytes]:
        pixels, milliseconds = zip(*self.frames(), strict=True)
        images = [Image.fromarray(each) for each in pixels]
        return small_film(images, milliseconds), small_png(images[-1])


def picture(figure: Figure, *, alt: str) -> Picture:
    """Turn a matplotlib figure into a picture, and close the figure.

    Args:
        figure: Any figure, of pyplot or not.
        alt: What the picture shows, for a reader who does not see it. It is also written into the file.

    Returns:
        The picture.

    Raises:
        ValueError: If the description is empty.
    """
    require_alt(alt)
    file = io.BytesIO()
    with drawing():
        figure.savefig(file, format="png", metadata={"Description": alt, "Software": None})
    if "matplotlib.pyplot" in sys.modules:  # a figure of pyplot's would be shown a second time at the end of the cell
        sys.modules["matplotlib.pyplot"].close(figure)
    return Picture(file.getvalue(), alt)


def require_alt(alt: str) -> None:
    """Refuse an empty description.

    Args:
        alt: What a picture shows, in words.

    Raises:
        ValueError: If it is empty.
    """
    if not isinstance(alt, str) or not alt.strip():
        raise ValueError(f"expected alt to describe the picture to a reader who does not see it, got {alt!r}")
