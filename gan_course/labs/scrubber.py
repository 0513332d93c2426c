"""A recorded run to scrub through: a picture, a slider and a button, in plain HTML and script, without a kernel."""

import base64
import html
import io
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from gan_course.plots import Picture
from gan_course.plots.pictures import require_alt

__all__ = ["Scrubber", "scrubber"]

SMALLEST_WIDTH = 340  # on the page; a smaller frame is enlarged by a whole number
SCRIPT = Path(__file__).with_name("scrubber.js")


@dataclass(frozen=True)
class Scrubber:
    """Frames with their labels; a notebook shows them, and so does any page that holds its HTML.

    Where no script may run, the last frame stays, with its description.

    Args:
        files: For each frame the bytes of a PNG.
        labels: For each frame what it shows, such as "after 100 steps".
        alt: What the frames show, for a reader who does not see them.
        width: Width on the page, in CSS pixels.
        pixelated: Whether enlarged pixels stay squares.
    """

    files: tuple[bytes, ...] = field(repr=False)
    labels: tuple[str, ...]
    alt: str
    width: int
    pixelated: bool

    def html(self) -> str:
        """Write it as HTML.

        Returns:
            Elements that hold all frames and refer to no file.
        """
        name = f"scrubber-{secrets.token_hex(6)}"
        encoded = [base64.b64encode(content).decode("ascii") for content in self.files]
        last = len(encoded) - 1
        frames = json.dumps(list(zip(self.labels, encoded, strict=True))).replace("</", "<\\/")
        look = f"width: {self.width}px; max-width: 100%; height: auto; background: white;"
        look += " image-rendering: pixelated;" if self.pixelated else ""
        controls = (
            '<div hidden style="margin: 6px 0">'
            '<button type="button" style="font: inherit; min-width: 6em; min-height: 28px">▶ play</button> '
            f'<input type="range" aria-label="moment" min="0" max="{last}" step="1" value="{last}" '
            'style="width: 220px; vertical-align: middle"> '
            f"<output>{html.escape(self.labels[-1])}</output></div>"
        )
        script = SCRIPT.read_text(encoding="utf-8").replace("NAME", name).replace("FRAMES", frames)
        return (
            f'<div id="{name}" role="group" aria-label="a recorded run">'
            f'<img alt="{html.escape(self.alt)}" style="{look}" src="data:image/png;base64,{encoded[-1]}">'
            f"{controls}</div><script>{script}</script>"
        )

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        encoded = base64.b64encode(self.files[-1]).decode("ascii")
        return {"text/html": self.html(), "image/png": encoded, "text/plain": self.alt}


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
        >>> run.width
        344
    """
    require_alt(alt)
    pixels = [frame.pixels() if isinstance(frame, Picture) else np.asarray(frame) for frame in frames]
    shapes = sorted({array.shape for array in pixels})
    if not pixels or len(pixels) != len(labels) or len(shapes) != 1:
        raise ValueError(
            f"expected one label for each frame, and at least one frame, all of one size, got {len(pixels)} frames of "
            f"the shapes {shapes} and {len(labels)} labels"
        )
    if pixels[0].dtype != np.uint8 or pixels[0].ndim not in (2, 3) or pixels[0].shape[2:] not in ((), (3,)):
        raise ValueError(f"expected frames (height, width) or (height, width, 3) of uint8, got {pixels[0].dtype}")
    drawn = isinstance(frames[0], Picture)
    width = frames[0].size[0] if isinstance(frames[0], Picture) else _enlarged(pixels[0].shape[1])
    return Scrubber(tuple(map(_png, pixels)), tuple(labels), alt, width, pixelated=not drawn)


def _enlarged(width: int) -> int:
    return width * -(-SMALLEST_WIDTH // width)


def _png(pixels: np.ndarray) -> bytes:
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, format="PNG", optimize=True)
    return file.getvalue()
