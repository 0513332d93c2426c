"""Frames to scrub through: a picture, a slider and a button, in plain HTML and script, without a kernel."""

import base64
import html
import io
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from PIL import Image

from gan_course.plots import Animation, Picture
from gan_course.plots.compression import small_png, small_webp
from gan_course.plots.pictures import image_element, require_alt

__all__ = ["WIDEST", "Frame", "Scrubber", "frames_of", "from_pixels", "scrubber", "still"]

SMALLEST_WIDTH = 340  # on the page; a smaller frame is enlarged by a whole number
WIDEST = 800  # pixels of a frame among many, which are some MB together
SCRIPT = Path(__file__).with_name("scrubber.js")


class Frame(NamedTuple):
    """One frame: a WebP file, its size on a page in CSS pixels, and what it shows in words."""

    webp: bytes
    size: tuple[int, int]
    alt: str


@dataclass(frozen=True)
class Scrubber:
    """Frames with their labels; a notebook shows them, and so does any page that holds its HTML.

    Where no script may run, one frame stays, with its description.

    Args:
        frames: The frames, of one size.
        labels: For each frame what stands beside the slider, such as "after 100 steps".
        quantity: What the slider changes.
        first: The frame that is in view at first, from 0; negative numbers count from the last.
        pixelated: Whether enlarged pixels stay squares.

    Raises:
        ValueError: If there are no frames, or not as many as labels.
    """

    frames: tuple[Frame, ...] = field(repr=False)
    labels: tuple[str, ...]
    quantity: str = "moment"
    first: int = -1
    pixelated: bool = False

    def __post_init__(self) -> None:
        _check_labels(self.frames, self.labels)

    def html(self) -> str:
        """Write it as HTML.

        Returns:
            A ``<figure>`` with its script, which hold all frames and refer to no file.
        """
        name = f"scrubber-{secrets.token_hex(6)}"
        first, last = self.first % len(self.frames), len(self.frames) - 1
        shown = [(label, _address(frame), frame.alt) for frame, label in zip(self.frames, self.labels, strict=True)]
        script = SCRIPT.read_text(encoding="utf-8").replace("NAME", name)
        script = script.replace("FRAMES", json.dumps(shown).replace("<", "\\u003c"))
        quantity, label = html.escape(self.quantity), html.escape(self.labels[first])
        return f"""\
<figure class="scrubber" id="{name}">
{still(self.frames[first], pixelated=self.pixelated)}
<figcaption class="scrubber-controls" hidden>
<button type="button" style="min-width: 6em; min-height: 28px">▶ play</button>
<label>{quantity} <input type="range" min="0" max="{last}" value="{first}" aria-valuetext="{label}" \
style="min-width: 14em; vertical-align: middle"></label>
<output>{label}</output>
</figcaption>
</figure>
<script>{script}</script>
"""

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        frame = self.frames[self.first]
        with Image.open(io.BytesIO(frame.webp)) as image:
            encoded = base64.b64encode(small_png(image)).decode("ascii")
        return {"text/html": self.html(), "image/png": encoded, "text/plain": frame.alt}


def scrubber(frames: Sequence[np.ndarray | Picture], *, labels: Sequence[str], alt: str) -> Scrubber:
    """Let the reader move through the frames of a recorded run with a slider, or play them, also without a kernel.

    Args:
        frames: Pictures, or arrays (height, width) or (height, width, 3) of uint8, such as ``SampleFrames.frames`` or
            what `recordings.frames` gives; all of one size.
        labels: For each frame what it shows, such as "after 100 steps".
        alt: What happens from the first to the last, for a reader who does not see it.

    Returns:
        The frames with their controls; end the cell with it.

    Raises:
        ValueError: If there are no frames, not as many as labels, they differ in size or are no pictures, or ``alt`` is
            empty.

    Examples:
        >>> run = scrubber([np.zeros((8, 8), "uint8")] * 2, labels=["before", "after"], alt="Nothing happens.")
        >>> run.frames[0].size
        (344, 344)
    """
    require_alt(alt)
    _check_labels(frames, labels)
    pixels = [frame.pixels() if isinstance(frame, Picture) else np.asarray(frame) for frame in frames]
    shapes = {frame.shape for frame in pixels}
    if len(shapes) > 1 or any(_is_no_picture(frame) for frame in pixels):
        raise ValueError(
            "expected frames (height, width) or (height, width, 3) of uint8, all of one size, got the shapes "
            f"{sorted(shapes)} and the types {sorted({str(frame.dtype) for frame in pixels})}"
        )
    drawn = any(isinstance(frame, Picture) for frame in frames)
    scale = _scale(frames[0])
    made = (
        from_pixels(frame, f"{alt} Now: {label}.", scale=scale, widest=WIDEST)
        for frame, label in zip(pixels, labels, strict=True)
    )
    return Scrubber(tuple(made), tuple(labels), pixelated=not drawn)


def from_pixels(pixels: np.ndarray, alt: str, *, scale: float = 1.0, widest: int | None = None) -> Frame:
    """Make a frame of pixels.

    Args:
        pixels: Array (height, width) of grey or (height, width, 3) of coloured pixels, uint8.
        alt: What it shows.
        scale: CSS pixels for each pixel.
        widest: Pixels in a row that the frame keeps at most; its size on the page stays.

    Returns:
        The frame.
    """
    image = Image.fromarray(pixels)
    size = round(image.width * scale), round(image.height * scale)
    if widest and image.width > widest:
        image = image.resize((widest, round(image.height * widest / image.width)), Image.Resampling.LANCZOS)
    return Frame(small_webp(image), size, alt)


def frames_of(shown: Picture | Animation, *, widest: int | None = None) -> list[Frame]:
    """Take a picture or an animation apart.

    Args:
        shown: What a notebook would show.
        widest: As in `from_pixels`.

    Returns:
        Its frames.
    """
    if isinstance(shown, Picture):
        return [from_pixels(shown.pixels(), shown.alt, scale=_scale(shown), widest=widest)]
    return [from_pixels(pixels, shown.alt, widest=widest) for pixels, _ in shown.frames()]


def still(frame: Frame, *, pixelated: bool = False) -> str:
    """Write a frame as an HTML element.

    Args:
        frame: The frame.
        pixelated: Whether enlarged pixels stay squares.

    Returns:
        An ``<img>`` element that refers to no file.
    """
    return image_element("image/webp", frame.webp, frame.size, frame.alt, pixelated=pixelated)


def _check_labels(frames: Sequence[Any], labels: Sequence[str]) -> None:
    if not len(frames) or len(frames) != len(labels):
        raise ValueError(
            f"expected a label for each frame, at least one, got {len(frames)} frames and {len(labels)} labels"
        )


def _is_no_picture(pixels: np.ndarray) -> bool:
    return pixels.dtype != np.uint8 or pixels.ndim not in (2, 3) or pixels.shape[2:] not in ((), (3,))


def _scale(frame: np.ndarray | Picture) -> float:
    if isinstance(frame, Picture):
        return frame.size[0] / frame.pixels().shape[1]
    return -(-SMALLEST_WIDTH // np.shape(frame)[1])


def _address(frame: Frame) -> str:
    return "data:image/webp;base64," + base64.b64encode(frame.webp).decode("ascii")
