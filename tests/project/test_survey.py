import json
import shutil

import numpy as np
import pytest
from PIL import Image

from gan_course.project.doubles import same_picture
from gan_course.project.survey import FEWEST, survey


def test_a_folder_without_flaws(make, folder):
    make.pictures(folder, 45, 48)
    report = survey(folder)
    assert (report.count, len(report.looks), report.left_out) == (45, 45, [])
    assert str(report).splitlines()[:3] == [
        f"{folder}: 45 picture files, 45 to train on",
        "shorter side: 48 to 48 pixels, half of them 48 or more",
        "kinds: 45 PNG; pixels: 45 RGB",
    ]
    assert "45 pictures are few: a generator may learn them by heart" in str(report)
    assert "Whose are they, and under which licence? Are people in them" in str(report)


def test_files_that_are_the_same_are_kept_once(make, folder):
    files = make.pictures(folder)
    shutil.copy(files[3], folder / "again.png")
    shutil.copy(files[3], folder / "and again.png")
    report = survey(folder, keep_alike=True)
    assert report.copies == {"003.png": ["again.png", "and again.png"]}
    assert (report.count, report.alike) == (45, {})
    assert sorted(report.left_out) == [folder / "again.png", folder / "and again.png"]
    assert "the same file, one of each kept, 2 left out: again.png, and again.png as 003.png" in str(report)


@pytest.mark.parametrize("change", ["smaller", "larger", "JPEG", "slightly brighter", "grey"])
def test_pictures_that_look_the_same_are_kept_once_and_the_largest_is(change, make, folder):
    files = make.pictures(folder, 45, 64)
    with Image.open(files[0]) as picture:
        picture.load()
    changed = {
        "smaller": lambda: picture.resize((40, 40)),
        "larger": lambda: picture.resize((150, 150), Image.Resampling.BICUBIC),
        "JPEG": lambda: picture,
        "slightly brighter": lambda: picture.point(lambda value: min(value + 3, 255)),
        "grey": lambda: picture.convert("L"),
    }[change]()
    name = "changed.jpg" if change == "JPEG" else "changed.png"
    changed.save(folder / name)
    report = survey(folder)
    if change == "grey":
        assert report.alike == {}, "a grey picture is another one"
    else:
        assert report.alike == ({name: ["000.png"]} if change == "larger" else {"000.png": [name]})
        assert survey(folder, keep_alike=True).count == 46


def test_what_looks_the_same_by_way_of_others_is_thinned_out_and_not_taken_for_one():
    thumbnails = np.full((5, 16, 16, 3), 100.0)
    thumbnails += np.array([0, 4, 8, 12, 16])[:, None, None, None]
    assert same_picture(thumbnails).tolist() == [0, 0, 2, 2, 4]


def test_what_cannot_be_read_is_named(make, folder):
    make.pictures(folder)
    (folder / "empty.png").write_bytes(b"")
    (folder / "text.jpg").write_text("no picture")
    (folder / "cut.png").write_bytes((folder / "000.png").read_bytes()[:200])
    Image.fromarray(np.ones((40, 40), np.float32)).save(folder / "heat.tif")
    report = survey(folder)
    assert set(report.unreadable) == {"empty.png", "text.jpg", "cut.png", "heat.tif"}
    assert report.count == 45
    assert set(report.left_out) == {folder / name for name in report.unreadable}
    assert "cannot be read, left out: cut.png (" in str(report)
    assert "text.jpg (not a picture that Pillow can read)" in str(report)


def test_what_is_not_what_one_may_think(make, folder):
    make.pictures(folder)
    small = Image.effect_noise((20, 20), 80)
    small.convert("RGB").save(folder / "tiny.png")
    gradient = np.linspace(0, 65535, 64 * 64).reshape(64, 64).astype(np.uint16)
    Image.fromarray(gradient).save(folder / "deep.png")
    frames = [Image.effect_noise((40, 40), 50).convert("RGB") for _ in range(2)]
    frames[0].save(folder / "moving.gif", save_all=True, append_images=frames[1:])
    Image.effect_noise((40, 40), 60).convert("RGBA").save(folder / "glass.png")
    Image.effect_noise((120, 40), 70).convert("RGB").save(folder / "banner.png")
    place = Image.Exif()
    place.get_ifd(0x8825)[1] = "N"
    Image.effect_noise((40, 40), 90).convert("RGB").save(folder / "where.jpg", exif=place)
    shown = str(survey(folder))
    for line in (
        "smaller than 32 pixels, enlarged: tiny.png",
        "16 bits a pixel, scaled to 8: deep.png",
        "animated, the first frame taken: moving.gif",
        "transparent in parts, put on white: glass.png",
        "long, cut to a middle square: banner.png",
        "say where they were taken; take that out before you pass them on: where.jpg",
    ):
        assert line in shown.splitlines()
    assert "1 GIF" in shown
    assert "1 I;16" in shown


def test_the_report_can_be_written_as_json(make, folder):
    make.pictures(folder, 45)
    (folder / "empty.png").write_bytes(b"")
    content = json.loads(json.dumps(survey(folder).as_dict()))
    assert (content["files"], content["readable"], content["left"]) == (46, 45, 45)
    assert content["shorter_side"] == {"least": 48, "median": 48, "most": 48}
    assert content["tiny"] == []


def test_subfolders_count(make, folder):
    make.pictures(folder / "a", 25, seed=1)
    make.pictures(folder / "b", 25, seed=2)
    shutil.copy(folder / "a" / "000.png", folder / "b" / "twin.png")
    assert survey(folder).copies == {"a/000.png": ["b/twin.png"]}


@pytest.mark.parametrize("count", [1, FEWEST - 1])
def test_too_few_pictures(count, make, folder):
    make.pictures(folder, count)
    with pytest.raises(ValueError, match=f"at least {FEWEST} different pictures that can be read, got {count} of"):
        survey(folder)


def test_many_files_of_one_picture_are_one_picture(make, folder):
    (file,) = make.pictures(folder, 1)
    for number in range(60):
        shutil.copy(file, folder / f"copy-{number}.png")
    with pytest.raises(ValueError, match=r"got 1 of 61 files \(0 cannot be read, 60 are the same as another\); add"):
        survey(folder)


def test_a_folder_without_pictures(folder, tmp_path):
    with pytest.raises(FileNotFoundError, match="expected pictures in it or in its subfolders"):
        survey(folder)
    with pytest.raises(FileNotFoundError, match="got nothing of this name"):
        survey(tmp_path / "nowhere")
    (folder / "a.png").write_text("no picture")
    with pytest.raises(ValueError, match=r"expected pictures, got none that can be read: a\.png \(not a picture"):
        survey(folder)
    with pytest.raises(NotADirectoryError, match="expected a folder of pictures, got a file"):
        survey(folder / "a.png")
