import struct
import zlib
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

from gan_course.data import load_image_folder
from gan_course.data.folder import read_image_folder


@pytest.fixture
def paint(tmp_path):
    """Save a picture of one shade of grey."""

    def paint(name, shade=0, size=(20, 20), **options):
        path = tmp_path / "faces" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", size, (shade,) * 3).save(path, **options)
        return path

    (tmp_path / "faces").mkdir()
    return paint


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "faces"


def shades(dataset):
    return np.round((dataset.images[:, 0, 0, 0] + 1) * 127.5).astype(int).tolist()


def png_that_claims(width, height):
    """A PNG file of a few bytes whose header announces any size."""

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def test_folder(paint, folder, capsys):
    for i, name in enumerate(["b.png", "a.PNG", "c.jpeg"]):
        paint(name, shade=100 * i)
    dataset = load_image_folder(folder)
    assert dataset.images.shape == (3, 64, 64, 3)
    assert dataset.images.dtype == np.float32
    assert shades(dataset) == [100, 0, 200]
    assert (dataset.name, dataset.class_names) == ("faces", ("faces",))
    assert dataset.labels.tolist() == [0, 0, 0]
    assert capsys.readouterr() == (f"faces: 3 pictures of 64×64, from {folder}\n", "")


def test_subfolders_are_the_classes(paint, folder):
    for shade, name in enumerate(["dogs/x.png", "cats/old/1.png", "cats/2.png", "loose.png"]):
        paint(name, shade)
    dataset = load_image_folder(str(folder), size=8, colour=False)
    assert dataset.images.shape == (4, 8, 8, 1)
    assert dataset.class_names == ("cats", "dogs", "faces")
    assert shades(dataset) == [2, 1, 0, 3]
    assert dataset.labels.tolist() == [0, 0, 1, 2]


def test_relative_path_has_a_name(paint, folder, monkeypatch):
    paint("a.png")
    monkeypatch.chdir(folder)
    assert load_image_folder(".").name == "faces"


def test_limit_spreads_evenly(paint, folder):
    for shade in range(10):
        paint(f"{shade}.png", shade)
    assert shades(load_image_folder(folder, 8, limit=5)) == [0, 2, 4, 6, 8]
    assert shades(load_image_folder(folder, 8, limit=3)) == [0, 3, 6]
    assert len(load_image_folder(folder, 8, limit=99)) == 10


def test_broken_pictures_are_skipped_named_and_counted(paint, folder, capsys):
    paint("good.png")
    (folder / "empty.png").write_bytes(b"")
    (folder / "text.jpg").write_text("this is no picture")
    paint("cut.jpg", size=(300, 300))
    (folder / "cut.jpg").write_bytes((folder / "cut.jpg").read_bytes()[:700])
    (folder / "phone.heic").write_bytes(b"\0\0\0\x18ftypheic" + bytes(20))
    Image.fromarray(np.ones((8, 8), np.float32)).save(folder / "heat.tif")
    assert len(load_image_folder(folder)) == 1
    written, errors = capsys.readouterr()
    skipped, used = written.splitlines()
    assert errors == ""
    assert skipped.startswith("skipped 5 of 6 pictures: cut.jpg (image file is truncated")
    for name in ("empty.png", "phone.heic", "text.jpg"):
        assert f"{name} (not a picture that Pillow can read)" in skipped
    assert "heat.tif (expected pixels of at most 16 bits, got 32-bit numbers" in skipped
    assert used.startswith("faces: 1 pictures")


def test_many_broken_pictures_take_one_line(paint, folder, capsys):
    paint("good.png")
    for i in range(15):
        (folder / f"{i:02}.png").write_bytes(b"")
    load_image_folder(folder)
    line = capsys.readouterr().out.splitlines()[0]
    assert line.startswith("skipped 15 of 16 pictures: 00.png")
    assert line.endswith("09.png (not a picture that Pillow can read) and 5 more")


@pytest.mark.parametrize("pixels", [(10_000, 10_000), (60_000, 60_000)])
def test_huge_pictures_are_skipped_before_they_are_decoded(paint, folder, capsys, pixels):
    paint("good.png")
    (folder / "huge.png").write_bytes(png_that_claims(*pixels))
    assert len(load_image_folder(folder)) == 1
    assert "skipped 1 of 2 pictures: huge.png (more than 89 million pixels" in capsys.readouterr().out


def test_large_pictures_below_the_limit_are_read(paint, folder):
    paint("large.png", 7, size=(4000, 3000))
    assert shades(load_image_folder(folder)) == [7]


def test_none_readable(folder, paint):
    (folder / "a.png").write_bytes(b"")
    with pytest.raises(ValueError, match=r"expected pictures, got none that can be read: a\.png \(not a picture"):
        load_image_folder(folder)


def test_no_pictures(folder, paint, tmp_path):
    with pytest.raises(FileNotFoundError, match=r"expected pictures in it .*\.jpg.*got none"):
        load_image_folder(folder)
    (folder / "notes.txt").write_text("no picture")
    paint(".thumbnails/a.png")
    paint("._a.png")
    with pytest.raises(FileNotFoundError, match="got none"):
        load_image_folder(folder)
    with pytest.raises(FileNotFoundError, match=r"nowhere: expected a folder of pictures, got nothing of this name"):
        load_image_folder(tmp_path / "nowhere")
    with pytest.raises(NotADirectoryError, match="a folder of pictures, got a file; pass its folder"):
        load_image_folder(folder / "notes.txt")


@pytest.mark.parametrize("size", [0, 3, 1025, 64.0, "64"])
def test_wrong_size(folder, paint, size):
    with pytest.raises(ValueError, match="size: expected an integer from 4 to 1024"):
        load_image_folder(folder, size)


@pytest.mark.parametrize("limit", [0, -1, 2.5])
def test_wrong_limit(folder, paint, limit):
    with pytest.raises(ValueError, match="limit: expected a positive integer or None"):
        load_image_folder(folder, limit=limit)


def test_batches_of_colour_pictures(paint, folder):
    for shade in range(6):
        paint(f"{shade}.png", shade)
    assert [batch.shape for batch in load_image_folder(folder, 16).batches(4)] == [(4, 16, 16, 3)]


def test_pictures_kept_as_bytes_give_the_same_batches(paint, folder, capsys):
    for i in range(6):
        paint(f"{'ab'[i % 2]}/{i}.png", shade=51 * i)
    (folder / "broken.png").write_bytes(b"")
    kept, floats = read_image_folder(folder, 16, colour=False), load_image_folder(folder, 16, colour=False)
    assert (kept.pixels.dtype, kept.pixels.shape, len(kept), kept.image_shape) == (
        "uint8",
        (6, 16, 16, 1),
        6,
        (16, 16, 1),
    )
    assert kept.pixels[:, 0, 0, 0].tolist() == [0, 102, 204, 51, 153, 255]
    assert (kept.name, kept.class_names, kept.labels.tolist()) == ("faces", ("a", "b"), [0, 0, 0, 1, 1, 1])
    pairs = list(zip(kept.batches(4, seed=1).repeat(2), floats.batches(4, seed=1).repeat(2), strict=True))
    assert len(pairs) == 2
    for bytes_first, floats_first in pairs:
        assert bytes_first.dtype == np.float32
        np.testing.assert_array_equal(bytes_first, floats_first)
    with pytest.raises(ValueError, match="batch_size: expected an integer from 1 to 6"):
        kept.batches(7)


def test_too_many_pictures_for_the_memory_are_refused_before_they_are_read(paint, folder, monkeypatch):
    for i in range(4):
        paint(f"{i}.png")
    needed = 4 * 64 * 64 * 3 * 3  # as bytes, and TensorFlow's copies of them
    monkeypatch.setattr("psutil.virtual_memory", lambda: SimpleNamespace(available=needed))
    assert len(read_image_folder(folder)) == 4
    message = r"4 pictures of 64×64 take 0\.0 GB, and .* are free; take fewer, at most 2, with limit"
    with pytest.raises(MemoryError, match=message):
        load_image_folder(folder)  # floats take five bytes a number while they are made
    monkeypatch.setattr("psutil.virtual_memory", lambda: SimpleNamespace(available=needed - 1))
    with pytest.raises(MemoryError, match="at most 3, with limit"):
        read_image_folder(folder)


def test_what_is_left_out_is_not_read(paint, folder):
    files = [paint(f"{name}.png", shade) for shade, name in enumerate("abc")]
    read = read_image_folder(folder, 8, leave_out={files[1]})
    assert read.pixels[:, 0, 0, 0].tolist() == [0, 2]
    with pytest.raises(ValueError, match=r"expected pictures that are not left out, got none; leave out fewer"):
        read_image_folder(folder, 8, leave_out=files)
