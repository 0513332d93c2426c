from dataclasses import replace

import numpy as np
import pytest

from gan_course.data import cartoon_faces
from gan_course.data.faces import CLASS_NAMES, CUTS, HATS, MOUTHS, draw_attributes, draw_face


@pytest.fixture(scope="module")
def drawn():
    return cartoon_faces(200, 32)


@pytest.fixture
def plain():
    """A face that wears nothing, looks straight ahead, and is calm."""
    face = draw_attributes(0, 0)
    colours = {"background": (0, 0, 255), "skin": (240, 200, 160), "hair": (10, 10, 10), "iris": (20, 20, 20)}
    bare = {"cut": "bald", "mouth": "calm", "hat": None, "glasses": False, "beard": False, "gaze": 0.0, "frown": 0.0}
    shape = {"centre": (0.5, 0.54), "radii": (0.3, 0.35), "eye": 0.07, "apart": 0.13}
    return replace(face, **colours, **bare, **shape)


def test_the_faces_are_a_data_set_of_colour_pictures(drawn):
    assert drawn.image_shape == (32, 32, 3)
    assert (drawn.name, drawn.class_names) == ("cartoon faces", CLASS_NAMES)
    shares = np.bincount(drawn.labels, minlength=4) / len(drawn)
    np.testing.assert_allclose(shares, [0.49, 0.21, 0.21, 0.09], atol=0.1)


def test_the_same_seed_draws_the_same_faces_whatever_their_number():
    first, again, other = cartoon_faces(8, 16, 3), cartoon_faces(4, 16, 3), cartoon_faces(8, 16, 4)
    np.testing.assert_array_equal(first.images[:4], again.images)
    np.testing.assert_array_equal(first.labels[:4], again.labels)
    assert not np.array_equal(first.images, other.images)


def test_a_face_is_the_same_at_every_size():
    small, large = cartoon_faces(20, 32).images, cartoon_faces(20, 64).images
    halved = large.reshape(20, 32, 2, 32, 2, 3).mean(axis=(2, 4))
    np.testing.assert_allclose(small, halved, atol=0.02)


def test_no_two_faces_are_alike_and_everything_occurs(drawn):
    assert len(np.unique(drawn.images.reshape(len(drawn), -1), axis=0)) == len(drawn)
    faces = [draw_attributes(0, number) for number in range(200)]
    for name, choices in {"cut": CUTS, "mouth": MOUTHS, "hat": (*HATS, None)}.items():
        assert {getattr(face, name) for face in faces} == set(choices)
    assert {face.beard for face in faces} == {True, False}


def test_edges_are_smooth(plain):
    row = draw_face(plain, 32)[17].astype(int)  # through the cheeks: background, ear, skin
    between = [colour for colour in row.tolist() if colour[2] not in (255, 160) and colour[0] > 0]
    assert between, "pixels that are part skin and part background"


def test_where_things_are(plain):
    picture = draw_face(plain, 64)
    assert picture[2, 2].tolist() == [0, 0, 255]
    assert picture[20, 32].tolist() == [240, 200, 160]
    eyes = [picture[32, round(64 * (0.5 + side * 0.13))] for side in (-1, 1)]
    assert all(eye.tolist() == [20, 20, 20] for eye in eyes)
    mirrored = np.abs(picture.astype(int) - picture[:, ::-1]).max(axis=2)
    assert (mirrored > 20).mean() < 0.01, "a calm face that looks ahead is symmetric, but for roundings at its edges"


@pytest.mark.parametrize(
    "change",
    [
        *({"cut": cut} for cut in CUTS if cut != "bald"),
        *({"mouth": mouth} for mouth in MOUTHS if mouth != "calm"),
        *({"hat": hat} for hat in HATS),
        {"glasses": True},
        {"beard": True},
        {"gaze": 1.0},
        {"frown": 1.0},
    ],
    ids=str,
)
def test_each_attribute_can_be_seen_at_32_pixels(plain, change):
    difference = draw_face(replace(plain, **change), 32).astype(int) - draw_face(plain, 32)
    assert (np.abs(difference).max(axis=2) > 20).sum() >= 4, "at least four pixels"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((0,), "n to be a whole number of at least 1, got 0"),
        ((2, 7), "size to be a whole number of at least 8, got 7"),
        ((2, 257), "size to be a whole number from 8 to 256, got 257"),
        ((2, 32, -1), "seed to be a whole number of at least 0, got -1"),
    ],
)
def test_numbers_out_of_range(arguments, message):
    with pytest.raises(ValueError, match=message):
        cartoon_faces(*arguments)
