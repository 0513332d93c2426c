"""Cartoon faces, drawn by a program: pictures of faces to which nobody has to consent."""

import colorsys
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageDraw

from gan_course.arguments import whole
from gan_course.data.dataset import ImageDataset, scaled

CANVAS = 256  # pixels to a side while a face is drawn; scaling down smooths the edges
SMALLEST, LARGEST = 8, CANVAS
CLASS_NAMES = ("plain", "glasses", "hat", "glasses and hat")
SHARE_OF_GLASSES, SHARE_OF_HATS, SHARE_OF_BEARDS = 0.3, 0.3, 0.2

SKINS = ((255, 224, 196), (241, 194, 150), (224, 172, 125), (198, 134, 88), (141, 85, 54), (92, 58, 40))
HAIRS = ((35, 28, 28), (78, 48, 30), (130, 82, 45), (222, 180, 95), (180, 75, 40), (165, 165, 170), (70, 90, 160))
IRISES = ((60, 40, 25), (55, 95, 150), (60, 110, 70), (30, 30, 30))
CUTS = ("bald", "short", "fringe", "parted", "bob", "long", "curly", "spiky", "bun")
MOUTHS = ("smile", "laugh", "calm", "surprised")
HATS = ("beanie", "cap", "top hat")
DARK, WHITE, RED = (45, 30, 30), (255, 255, 255), (205, 60, 70)

Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Face:
    """What one face looks like; lengths are shares of the picture's side.

    Args:
        background: Colour behind the head, red, green and blue from 0 to 255.
        shirt: Colour of the shoulders.
        skin: Colour of the skin.
        hair: Colour of hair, brows and beard.
        iris: Colour of the eyes.
        cut: One of ``CUTS``.
        mouth: One of ``MOUTHS``.
        hat: One of ``HATS``, or ``None``.
        hat_colour: Colour of the hat.
        glasses: Whether it wears glasses.
        beard: Whether it has a beard.
        centre: Of the head, from the left and from the top.
        radii: Of the head, across and down.
        eye: Radius of an eye.
        apart: From the middle of the face to the middle of an eye.
        gaze: How far the irises look to the right, from -1 to 1.
        frown: How far the brows rise towards the outside, from -1 to 1.
    """

    background: Colour
    shirt: Colour
    skin: Colour
    hair: Colour
    iris: Colour
    cut: str
    mouth: str
    hat: str | None
    hat_colour: Colour
    glasses: bool
    beard: bool
    centre: tuple[float, float]
    radii: tuple[float, float]
    eye: float
    apart: float
    gaze: float
    frown: float

    @property
    def label(self) -> int:
        """The place of what it wears in ``CLASS_NAMES``."""
        return self.glasses + 2 * (self.hat is not None)


def cartoon_faces(n: int = 500, size: int = 32, seed: int = 0) -> ImageDataset:
    """Draw cartoon faces: skin, hair, eyes, brows, mouth, glasses, hats, beards and backgrounds all vary.

    Args:
        n: How many, at least 1.
        size: Height and width of a picture in pixels, 8 to 256.
        seed: Non-negative integer; the first faces of a seed are the same for every n, and show the same at every size.

    Returns:
        The pictures (n, size, size, 3) in [-1, 1]; their classes say what the faces wear: ``plain``, ``glasses``,
        ``hat``, ``glasses and hat``.

    Raises:
        ValueError: If a number is out of range.

    Examples:
        >>> cartoon_faces(3)
        ImageDataset('cartoon faces': 3 images of 32×32×3 in [-1, 1], 4 classes; drawn by the course, seed 0)
    """
    whole("n", n, at_least=1)
    if whole("size", size, at_least=SMALLEST) > LARGEST:
        raise ValueError(f"expected size to be a whole number from {SMALLEST} to {LARGEST}, got {size}")
    faces = [draw_attributes(seed, number) for number in range(n)]
    pixels = np.stack([draw_face(face, size) for face in faces])
    labels = np.array([face.label for face in faces])
    return ImageDataset(scaled(pixels), labels, "cartoon faces", f"drawn by the course, seed {seed}", CLASS_NAMES)


def draw_attributes(seed: int, number: int) -> Face:
    """Draw at random what a face looks like.

    Args:
        seed: Seed of the set.
        number: Number of the face in it.

    Returns:
        The face.

    Raises:
        ValueError: If a number is not a whole number of at least 0.
    """
    random = np.random.default_rng([whole("seed", seed, at_least=0), whole("number", number, at_least=0)])

    def between(low: float, high: float) -> float:
        return float(random.uniform(low, high))

    def any_of(choices: tuple[str, ...]) -> str:
        return choices[random.integers(len(choices))]

    def near(colours: tuple[Colour, ...], spread: int = 8) -> Colour:
        return _bytes(np.array(colours[random.integers(len(colours))]) + random.integers(-spread, spread + 1))

    def hue(saturation: float, value: float) -> Colour:
        return _bytes(255 * np.array(colorsys.hsv_to_rgb(between(0, 1), saturation, value)))

    return Face(
        background=hue(between(0.15, 0.4), between(0.85, 0.98)),
        shirt=hue(between(0.5, 0.8), between(0.45, 0.85)),
        skin=near(SKINS),
        hair=near(HAIRS),
        iris=near(IRISES, 5),
        cut=any_of(CUTS),
        mouth=any_of(MOUTHS),
        hat=any_of(HATS) if between(0, 1) < SHARE_OF_HATS else None,
        hat_colour=hue(between(0.55, 0.9), between(0.35, 0.85)),
        glasses=between(0, 1) < SHARE_OF_GLASSES,
        beard=between(0, 1) < SHARE_OF_BEARDS,
        centre=(between(0.47, 0.53), between(0.52, 0.56)),
        radii=(between(0.27, 0.32), between(0.33, 0.37)),
        eye=between(0.062, 0.08),
        apart=between(0.125, 0.145),
        gaze=between(-1, 1),
        frown=between(-1, 1),
    )


def draw_face(face: Face, size: int) -> np.ndarray:
    """Draw a face.

    Args:
        face: What it looks like.
        size: Height and width of the picture in pixels.

    Returns:
        Array (size, size, 3), uint8.
    """
    picture = Image.new("RGB", (CANVAS, CANVAS), face.background)
    pen = _Pen(ImageDraw.Draw(picture), face)
    for part in (_back_hair, _body, _head, _beard, _front_hair, _eyes, _nose, _mouth, _glasses, _hat):
        part(pen, face)
    return np.asarray(picture.resize((size, size), Image.Resampling.BOX))


class _Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float


class _Pen:
    """Draws in the face's own measures: its middle is (0, 0), and (1, 1) is at the right end and the chin."""

    def __init__(self, draw: ImageDraw.ImageDraw, face: Face) -> None:
        self._draw, self._centre, self._radii = draw, face.centre, face.radii

    def ellipse(self, x: float, y: float, across: float, down: float, fill: Colour) -> None:
        self._draw.ellipse(self._box(x, y, across, down), fill=fill)

    def cap(self, x: float, y: float, across: float, down: float, fill: Colour, open_by: float = 0) -> None:
        """Draw the upper half of an ellipse, less (or with a negative number, more) by an angle at each end."""
        self._draw.chord(self._box(x, y, across, down), 180 + open_by, 360 - open_by, fill=fill)

    def bowl(self, x: float, y: float, across: float, down: float, fill: Colour, open_by: float = 0) -> None:
        self._draw.chord(self._box(x, y, across, down), open_by, 180 - open_by, fill=fill)

    def ring(self, x: float, y: float, across: float, down: float, line: Colour, width: float) -> None:
        self._draw.ellipse(self._box(x, y, across, down), outline=line, width=self._width(width))

    def arc(self, x: float, y: float, across: float, down: float, line: Colour, width: float) -> None:
        self._draw.arc(self._box(x, y, across, down), 20, 160, fill=line, width=self._width(width))

    def block(self, x: float, y: float, across: float, down: float, fill: Colour) -> None:
        self._draw.rounded_rectangle(self._box(x, y, across, down), radius=CANVAS / 40, fill=fill)

    def polygon(self, points: list[tuple[float, float]], fill: Colour) -> None:
        self._draw.polygon([self._place(x, y) for x, y in points], fill=fill)

    def line(self, start: tuple[float, float], end: tuple[float, float], fill: Colour, width: float) -> None:
        self._draw.line([self._place(*start), self._place(*end)], fill=fill, width=self._width(width))

    def _box(self, x: float, y: float, across: float, down: float) -> _Box:
        left, top = self._place(x - across, y - down)
        return _Box(left, top, *self._place(x + across, y + down))

    def _place(self, x: float, y: float) -> tuple[float, float]:
        return CANVAS * (self._centre[0] + x * self._radii[0]), CANVAS * (self._centre[1] + y * self._radii[1])

    def _width(self, share: float) -> int:
        return round(share * CANVAS * self._radii[0])


def _back_hair(pen: _Pen, face: Face) -> None:
    if face.cut == "bob":
        pen.block(0, 0.35, 1.22, 0.66, face.hair)
        pen.cap(0, -0.3, 1.22, 0.95, face.hair)
    elif face.cut == "long":
        pen.block(0, 0.7, 1.25, 1.02, face.hair)
        pen.cap(0, -0.3, 1.25, 0.95, face.hair)
    elif face.cut == "curly":
        for angle in np.linspace(-0.2, 1.2, 9) * np.pi:
            pen.ellipse(-1.05 * np.cos(angle), -0.2 - 0.85 * np.sin(angle), 0.45, 0.38, face.hair)
    elif face.cut == "bun" and face.hat is None:
        pen.ellipse(0, -1.15, 0.42, 0.32, face.hair)


def _body(pen: _Pen, face: Face) -> None:
    pen.block(0, 1, 0.42, 0.5, _darker(face.skin))
    pen.ellipse(0, 2.15, 1.6, 0.95, face.shirt)


def _head(pen: _Pen, face: Face) -> None:
    for side in (-1, 1):
        pen.ellipse(side, 0.05, 0.18, 0.2, _darker(face.skin))
    pen.ellipse(0, 0, 1, 1, face.skin)


def _beard(pen: _Pen, face: Face) -> None:
    if face.beard:
        pen.bowl(0, 0, 1, 1.04, face.hair, open_by=12)
        pen.ellipse(0, 0.1, 0.72, 0.36, face.skin)


def _front_hair(pen: _Pen, face: Face) -> None:
    if face.cut in ("short", "bun", "curly"):
        pen.cap(0, -0.02, 1.06, 1.08, face.hair, open_by=28)
    elif face.cut in ("fringe", "bob"):
        pen.cap(0, 0, 1.08, 1.1, face.hair, open_by=19)
    elif face.cut in ("parted", "long"):
        pen.cap(0, -0.02, 1.08, 1.1, face.hair, open_by=12)
        pen.polygon([(-0.35, -1.0), (1.0, -0.1), (0.8, 0.2), (-0.95, -0.1), (-0.95, -0.25)], face.skin)
        pen.polygon([(-0.35, -1.05), (0.2, -0.62), (1.04, -0.1), (1.05, -0.5), (0.5, -1.02)], face.hair)
    elif face.cut == "spiky":
        pen.cap(0, -0.02, 1.04, 1.04, face.hair, open_by=28)
        for x in np.linspace(-0.75, 0.75, 6) if face.hat is None else ():
            pen.polygon([(x - 0.22, -0.65), (x * 1.2, -1.32 + 0.3 * x * x), (x + 0.22, -0.65)], face.hair)


def _eyes(pen: _Pen, face: Face) -> None:
    across, down = face.eye / face.radii[0], face.eye / face.radii[1]
    for side in (-1, 1):
        x = side * face.apart / face.radii[0]
        pen.ellipse(x, -0.08, across, down, WHITE)
        pen.ellipse(x + 0.3 * across * face.gaze, -0.08, 0.62 * across, 0.62 * down, face.iris)
        brow = -0.08 - down - 0.13
        rise = 0.05 * face.frown + 0.01
        outer, inner = (x + side * 0.24, brow - rise), (x - side * 0.22, brow + rise)
        pen.line(inner, outer, _darker(face.hair), 0.09)


def _nose(pen: _Pen, face: Face) -> None:
    pen.ellipse(0, 0.2, 0.12, 0.13, _darker(face.skin, 0.78))


def _mouth(pen: _Pen, face: Face) -> None:
    lips = _bytes(0.3 * np.array(face.skin) + 0.7 * np.array(RED))  # to be seen on the lightest skin and the darkest
    if face.mouth == "smile":
        pen.arc(0, 0.38, 0.44, 0.28, lips, 0.13)
    elif face.mouth == "laugh":
        pen.bowl(0, 0.4, 0.46, 0.4, DARK)
        pen.ellipse(0, 0.67, 0.24, 0.1, RED)
        pen.block(0, 0.45, 0.38, 0.06, WHITE)
    elif face.mouth == "calm":
        pen.line((-0.3, 0.55), (0.3, 0.55), lips, 0.13)
    else:
        pen.ellipse(0, 0.55, 0.24, 0.22, lips)
        pen.ellipse(0, 0.55, 0.14, 0.13, DARK)


def _glasses(pen: _Pen, face: Face) -> None:
    if face.glasses:
        x = face.apart / face.radii[0]
        pen.line((-1, -0.12), (1, -0.12), DARK, 0.07)
        for side in (-1, 1):
            inside = 1.45 * face.eye
            pen.ring(side * x, -0.08, inside / face.radii[0] + 0.08, inside / face.radii[1] + 0.06, DARK, 0.1)


def _hat(pen: _Pen, face: Face) -> None:
    colour, shade = face.hat_colour, _darker(face.hat_colour, 0.7)
    if face.hat == "beanie":
        pen.cap(0, -0.35, 1.1, 1.05, colour)
        pen.block(0, -0.48, 1.14, 0.14, shade)
        pen.ellipse(0, -1.4, 0.22, 0.18, WHITE)
    elif face.hat == "cap":
        pen.cap(0, -0.38, 1.06, 0.95, colour)
        pen.ellipse(0.5, -0.4, 0.95, 0.13, shade)
    elif face.hat == "top hat":
        pen.block(0, -1.05, 0.72, 0.55, colour)
        pen.block(0, -0.72, 0.72, 0.14, shade)
        pen.block(0, -0.52, 1.2, 0.1, colour)


def _darker(colour: Colour, share: float = 0.86) -> Colour:
    return _bytes(share * np.array(colour))


def _bytes(numbers: np.ndarray) -> Colour:
    red, green, blue = np.clip(np.rint(numbers), 0, 255).astype(int).tolist()
    return red, green, blue
