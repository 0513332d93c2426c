import numpy as np
import pytest
from PIL import Image

from gan_course.data.pictures import read_square

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)


@pytest.fixture
def saved(tmp_path):
    def save(picture, name="picture.png", **options):
        path = tmp_path / name
        picture.save(path, **options)
        return path

    return save


def quarters(*colours, side=32, mode="RGB"):
    """Four squares: top left, top right, bottom left, bottom right."""
    picture = Image.new(mode, (2 * side, 2 * side))
    for i, colour in enumerate(colours):
        picture.paste(colour, (i % 2 * side, i // 2 * side, (i % 2 + 1) * side, (i // 2 + 1) * side))
    return picture


def corners(square):
    """The pixels in the middle of the four quarters."""
    near, far = len(square) // 4, 3 * len(square) // 4
    return [tuple(square[row, column].tolist()) for row in (near, far) for column in (near, far)]


def assert_corners(square, *expected, within=0):
    np.testing.assert_allclose(corners(square), expected, rtol=0, atol=within)


@pytest.mark.parametrize(("name", "within"), [("a.png", 0), ("a.bmp", 0), ("a.webp", 12), ("a.jpg", 3), ("a.tif", 0)])
def test_formats(saved, name, within):
    square = read_square(saved(quarters(RED, GREEN, BLUE, WHITE), name), 16, colour=True)
    assert square.shape == (16, 16, 3)
    assert square.dtype == np.uint8
    assert_corners(square, RED, GREEN, BLUE, WHITE, within=within)


def test_grey(saved):
    square = read_square(saved(quarters(RED, GREEN, BLUE, WHITE)), 16, colour=False)
    assert square.shape == (16, 16, 1)
    assert_corners(square, (76,), (150,), (29,), (255,), within=1)  # ITU-R 601 luma: 0.299 R + 0.587 G + 0.114 B


@pytest.mark.parametrize(("width", "height"), [(90, 30), (30, 90), (91, 30)])
def test_the_middle_is_cut_out(saved, width, height):
    """On a ramp of brightness a pixel tells where it comes from."""
    ramp = np.arange(90, dtype=np.uint8)
    picture = np.broadcast_to(np.resize(ramp, width) if width > height else ramp[:, None], (height, width))
    square = read_square(saved(Image.fromarray(picture.copy())), 10, colour=False)[..., 0]
    middles = 30 + 3 * np.arange(10) + 1  # pixel i of 10 covers columns 30 + 3i to 32 + 3i
    expected = middles if width > height else middles[:, None]
    np.testing.assert_allclose(square, np.broadcast_to(expected, (10, 10)), rtol=0, atol=1)


def test_shrinking_averages(saved):
    """A board of single black and white pixels is grey from afar, not a moiré."""
    board = (np.indices((64, 64)).sum(0) % 2 * 255).astype(np.uint8)
    square = read_square(saved(Image.fromarray(board)), 8, colour=False)
    assert 120 < square.min() <= square.max() < 136


def test_small_pictures_are_enlarged(saved):
    assert read_square(saved(Image.new("RGB", (1, 1), RED)), 64, colour=True).tolist() == [[[255, 0, 0]] * 64] * 64


def test_cmyk(saved):
    inks = [(0, 255, 255, 0), (255, 0, 255, 0), (255, 255, 0, 0), (0, 0, 0, 0)]
    for name, within in (("a.jpg", 6), ("a.tif", 0)):
        path = saved(quarters(*inks, mode="CMYK"), name)
        assert_corners(read_square(path, 16, colour=True), RED, GREEN, BLUE, WHITE, within=within)


def test_palette(saved):
    picture = quarters(RED, GREEN, BLUE, WHITE).quantize(4)
    assert picture.mode == "P"
    assert_corners(read_square(saved(picture), 16, colour=True), RED, GREEN, BLUE, WHITE)


def test_black_and_white(saved):
    square = read_square(saved(quarters(1, 0, 0, 1, mode="1")), 16, colour=False)
    assert_corners(square, (255,), (0,), (0,), (255,))


def test_transparent_parts_become_white(saved):
    clear, half = (0, 0, 0, 0), (255, 0, 0, 128)
    square = read_square(saved(quarters(clear, half, (*BLUE, 255), clear, mode="RGBA")), 16, colour=True)
    assert_corners(square, WHITE, (255, 127, 127), BLUE, WHITE, within=1)
    grey = read_square(saved(quarters((0, 0), (0, 255), (0, 128), (0, 0), mode="LA")), 16, colour=False)
    assert_corners(grey, (255,), (0,), (127,), (255,), within=1)


def test_transparent_palette(saved):
    picture = quarters(RED, GREEN, BLUE, WHITE).quantize(4)
    red = picture.getpixel((0, 0))
    for name in ("a.png", "a.gif"):
        path = saved(picture, name, transparency=red)
        assert_corners(read_square(path, 16, colour=True), WHITE, GREEN, BLUE, WHITE)


def test_transparent_colour_without_alpha(saved):
    path = saved(quarters(RED, GREEN, BLUE, WHITE), transparency=RED)
    assert_corners(read_square(path, 16, colour=True), WHITE, GREEN, BLUE, WHITE)


@pytest.mark.parametrize(("name", "kind"), [("a.png", "<u2"), ("a.tif", "<u2"), ("a.tif", ">u2")])
def test_sixteen_bits(saved, name, kind):
    values = np.kron([[0, 65535], [257 * 100, 257 * 7]], np.ones((32, 32))).astype(kind)
    path = saved(Image.fromarray(values), name)
    assert_corners(read_square(path, 16, colour=False), (0,), (255,), (100,), (7,))
    assert_corners(read_square(path, 16, colour=True), (0,) * 3, (255,) * 3, (100,) * 3, (7,) * 3)


@pytest.mark.parametrize("kind", [np.int32, np.float32])
def test_thirty_two_bits_have_no_white(saved, kind):
    path = saved(Image.fromarray(np.ones((8, 8), kind)), "a.tif")
    with pytest.raises(ValueError, match="32-bit numbers"):
        read_square(path, 16, colour=False)


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.tif", "a.webp"])
def test_turned_upright(saved, name):
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned: show the stored picture turned by a quarter clockwise
    path = saved(quarters(RED, GREEN, BLUE, WHITE), name, exif=exif)
    assert_corners(read_square(path, 16, colour=True), BLUE, RED, WHITE, GREEN, within=12)


def test_first_frame_of_an_animation(saved):
    for name in ("a.gif", "a.webp", "a.png"):
        frames = [Image.new("RGB", (32, 32), colour) for colour in (RED, BLUE)]
        path = saved(frames[0], name, save_all=True, append_images=frames[1:], duration=100)
        assert_corners(read_square(path, 16, colour=True), *[RED] * 4, within=3)


def test_large_jpegs_are_decoded_small(saved, monkeypatch):
    """At 1/8 scale a 1024×512 JPEG has 128×64 pixels, still twice the 32 that are wanted."""
    decoded = []
    resize = Image.Image.resize

    def watched(self, *args, **options):
        decoded.append(self.size)
        return resize(self, *args, **options)

    path = saved(quarters(RED, GREEN, BLUE, WHITE, side=512).resize((1024, 512)), "a.jpg")
    monkeypatch.setattr(Image.Image, "resize", watched)
    assert_corners(read_square(path, 32, colour=True), RED, GREEN, BLUE, WHITE, within=3)
    assert decoded[0] == (128, 64)
