"""A figure to move through frame by frame, in HTML: it needs no kernel, and without its script it is a picture."""

import base64
import html
import io
import json
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from PIL import Image

from gan_course.plots import Animation, Picture

__all__ = ["Frame", "frames_of", "from_pixels", "scrubber", "still"]

MILLISECONDS = 200  # of a frame while it plays
QUALITY = 75  # of WebP with loss
WORTH = 1.25  # a frame is kept without loss unless it is so many times as large as with loss


class Frame(NamedTuple):
    """One frame: a WebP file, its size on a page in CSS pixels, and what it shows in words."""

    webp: bytes
    size: tuple[int, int]
    alt: str


def from_pixels(pixels: np.ndarray, alt: str, *, scale: float = 1.0) -> Frame:
    """Make a frame of pixels.

    Args:
        pixels: Array (height, width) of grey or (height, width, 3) of coloured pixels, uint8.
        alt: What it shows.
        scale: CSS pixels for each pixel.

    Returns:
        The frame.
    """
    image = Image.fromarray(pixels)
    size = round(image.width * scale), round(image.height * scale)
    exact, lossy = _webp(image, lossless=True), _webp(image, lossless=False)
    return Frame(exact if len(exact) <= WORTH * len(lossy) else lossy, size, alt)


def frames_of(shown: Picture | Animation) -> list[Frame]:
    """Take a picture or an animation apart.

    Args:
        shown: What a notebook would show.

    Returns:
        Its frames.
    """
    if isinstance(shown, Picture):
        scale = shown.size[0] / shown.pixels().shape[1]
        return [from_pixels(shown.pixels(), shown.alt, scale=scale)]
    with Image.open(io.BytesIO(shown.gif)) as image:
        frames = []
        for number in range(getattr(image, "n_frames", 1)):
            image.seek(number)
            frames.append(from_pixels(np.asarray(image.convert("RGB")), shown.alt))
    return frames


def still(frame: Frame) -> str:
    """Write a frame as an HTML element.

    Args:
        frame: The frame.

    Returns:
        An ``<img>`` element that refers to no file.
    """
    (width, height), alt = frame.size, html.escape(frame.alt)
    return f'<img alt="{alt}" width="{width}" height="{height}" src="{_address(frame)}">'


def scrubber(
    frames: Sequence[Frame], labels: Sequence[str], quantity: str, *, first: int = -1, pixels: bool = False
) -> str:
    """Write a figure with a slider and a button that plays it.

    Args:
        frames: The frames, of one size.
        labels: What stands beside the slider at each frame.
        quantity: What the slider changes.
        first: The frame that is in view at first, and the only one where no script runs.
        pixels: Whether to show each pixel as a square where the frames are enlarged.

    Returns:
        HTML; ``scrubber.js`` and ``site.css`` give it life and looks.

    Raises:
        ValueError: If there are no frames, or not as many as labels.
    """
    if not frames or len(frames) != len(labels):
        raise ValueError(f"expected a label for each frame, at least one, got {len(frames)} and {len(labels)}")
    first %= len(frames)
    data = json.dumps(
        {
            "sources": [_address(frame) for frame in frames],
            "labels": list(labels),
            "alts": [frame.alt for frame in frames],
        }
    )
    name, label = html.escape(quantity), html.escape(labels[first])
    return f"""\
<figure class="scrubber{" pixels" if pixels else ""}" data-milliseconds="{MILLISECONDS}">
{still(frames[first])}
<figcaption class="scrubber-controls" hidden>
<button type="button">Play</button>
<label>{name} <input type="range" min="0" max="{len(frames) - 1}" value="{first}" aria-valuetext="{label}"></label>
<output>{label}</output>
</figcaption>
<script type="application/json">{data.replace("<", chr(92) + "u003c")}</script>
</figure>
"""


def _address(frame: Frame) -> str:
    return "data:image/webp;base64," + base64.b64encode(frame.webp).decode("ascii")


def _webp(image: Image.Image, *, lossless: bool) -> bytes:
    file = io.BytesIO()
    image.save(file, "WEBP", lossless=lossless, quality=QUALITY, method=4)
    return file.getvalue()
