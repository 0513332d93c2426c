import numpy as np
import pytest

from gan_course import latent, models
from gan_course.data.dataset import as_bytes
from gan_course.labs.explorer import REACH, SIDE, Explorer, NearestImage, Patch, explorer

IMAGES = np.random.default_rng(0).uniform(-1, 1, (50, 6, 5, 1)).astype("float32")


@pytest.fixture(scope="module")
def generator():
    return models.mlp_generator(4, (8,), sample_shape=(6, 5, 1), seed=1)


def test_a_patch_holds_noise_of_the_usual_length_around_its_middle():
    patch = Patch(16, seed=3)
    places = np.random.default_rng(1).uniform(-1, 1, (40, 2))
    codes = patch.codes(places)
    assert np.allclose(np.linalg.norm(codes, axis=1), 4)
    middle, right, down = patch.codes(np.array([[0, 0], [1, 0], [0, 1]]))
    for edge in (right, down):
        assert edge @ middle / 16 == pytest.approx(np.cos(np.arctan(REACH)), abs=1e-5)
    assert right @ down / 16 == pytest.approx(1 / (1 + REACH**2), abs=1e-5)  # orthogonal directions
    assert not np.allclose(middle, Patch(16, seed=4).codes(np.zeros((1, 2)))[0])
    with pytest.raises(ValueError, match=r"at least 3, .* got 2"):
        Patch(2)


def test_the_nearest_image_is_the_one_that_a_search_finds():
    nearest = NearestImage(IMAGES)
    for image in np.random.default_rng(2).uniform(-1, 1, (5, 6, 5, 1)):
        distances = np.sqrt(np.mean((IMAGES - image) ** 2, axis=(1, 2, 3)))
        found, distance = nearest(image)
        assert np.array_equal(found, IMAGES[distances.argmin()])
        assert distance == pytest.approx(distances.min(), rel=1e-5)
    assert nearest(IMAGES[7])[1] == 0


def test_places_morphs_and_patches(generator):
    shown = Explorer(generator, IMAGES)
    answer, (image, nearest, mosaic) = shown.answer({"all": True})
    assert image.shape == nearest.shape == (6, 5, 1)
    assert mosaic.shape == (SIDE**2, 6, 5, 1)
    assert np.array_equal(mosaic[SIDE * (SIDE // 2) + SIDE // 2], image)  # the middle
    corner = 1 - 1 / SIDE
    _, (image, _) = shown.answer({"spot": [corner, -corner]})
    assert np.array_equal(mosaic[SIDE - 1], image)  # upper right
    shown.answer({"keep": "A"})
    first = shown._code
    shown.answer({"spot": [-0.5, 0.2]})
    second = shown._code
    answer, _ = shown.answer({"keep": "B"})
    assert answer["told"].startswith("Kept as B.")
    answer, (image, _) = shown.answer({"morph": 0.25})
    wanted = shown.images(latent.slerp(first, second, 0.25).astype("float32")[None])[0]
    assert np.array_equal(image, as_bytes(wanted))
    assert answer["spot"] is None
    assert answer["told"].startswith("25% of the way from A to B.")
    before = mosaic
    _, (_, _, mosaic) = shown.answer({"begin": True, "morph": None})
    assert not np.array_equal(mosaic, before)


def test_a_place_on_the_way_between_equal_codes_is_that_code(generator):
    shown = Explorer(generator, IMAGES)
    shown.answer({"keep": "A"})
    shown.answer({"keep": "B"})
    kept = shown._code
    shown.answer({"morph": 0.5})
    assert np.array_equal(shown._code, kept)


@pytest.mark.parametrize(
    "bad", [{"spot": 1}, {"spot": [2, 0]}, {"spot": ["a", 0]}, {"morph": 2}, {"morph": "x"}, {"keep": "C"}]
)
def test_bad_questions_are_answered_in_words(generator, bad):
    answer, arrays = explorer(generator, IMAGES).answer(bad)
    assert answer["error"].startswith("expected")
    assert arrays == ()


def test_in_a_notebook_the_mosaic_stays(generator, capsys):
    laboratory = explorer(generator, IMAGES)
    assert laboratory._still().alt.startswith(f"{SIDE} rows of {SIDE} generated images.")
