import numpy as np
import pytest
from scipy.ndimage import gaussian_filter

from gan_course.data import cartoon_faces
from gan_course.metrics import frechet_distance
from gan_course.project.features import PictureFeatures, band_powers


def test_over_the_training_pictures_each_part_varies_by_1_around_0(faces):
    features = PictureFeatures.fit(faces)
    found = features(faces)
    assert found.shape == (90, 9 + 8)
    np.testing.assert_allclose(found.mean(axis=0), 0, atol=1e-6)
    assert found[:, :9].var(axis=0).sum() == pytest.approx(1, rel=1e-5)
    assert found[:, 9:].var(axis=0).sum() == pytest.approx(1, rel=1e-5)
    assert features.name.startswith("9 principal components")


def test_the_components_are_those_of_scikit_learn(faces):
    from sklearn.decomposition import PCA

    from gan_course.project.thumbnails import thumbnails

    wanted = PCA(9).fit_transform(thumbnails(faces).astype(np.float64))
    found = PictureFeatures.fit(faces)(faces)[:, :9]
    np.testing.assert_allclose(np.abs(found) * np.sqrt(wanted.var(axis=0).sum()), np.abs(wanted), atol=1e-4)


@pytest.mark.parametrize("damage", ["blur", "one colour", "noise", "few", "shuffled places"])
def test_what_is_amiss_makes_the_distance_grow(damage, faces):
    features = PictureFeatures.fit(faces)
    others = cartoon_faces(90, 32, 6).images
    random = np.random.default_rng(0)
    damaged = {
        "blur": lambda: gaussian_filter(others, (0, 1, 1, 0)),
        "one colour": lambda: np.broadcast_to(others.mean(axis=-1, keepdims=True), others.shape),
        "noise": lambda: np.clip(others + random.normal(0, 0.4, others.shape), -1, 1),
        "few": lambda: others[np.arange(90) % 3],
        "shuffled places": lambda: np.rot90(others, 2, axes=(1, 2)),
    }[damage]()
    reference = features(faces)
    assert frechet_distance(reference, features(damaged)) > 2 * frechet_distance(reference, features(others))


def test_bands_tell_coarse_from_fine():
    x = np.arange(32)
    waves = np.stack([np.sin(2 * np.pi * x * periods / 32) for periods in (2, 14)])
    images = np.repeat(waves[:, None, :, None], 32, axis=1)
    coarse, fine = band_powers(images)
    assert coarse.argmax() < 3
    assert fine.argmax() == 7


def test_pictures_of_one_colour_have_finite_features():
    plain = np.zeros((30, 32, 32, 3)) + np.linspace(-1, 1, 30)[:, None, None, None]
    assert np.isfinite(PictureFeatures.fit(plain)(plain)).all()
    same = np.zeros((30, 32, 32, 3))
    assert np.isfinite(PictureFeatures.fit(same)(same)).all()


def test_too_few_pictures(faces):
    with pytest.raises(ValueError, match="expected the number of images to be a whole number of at least 20, got 19"):
        PictureFeatures.fit(faces[:19])
