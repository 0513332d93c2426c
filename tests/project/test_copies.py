import json

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter

from gan_course.data import cartoon_faces
from gan_course.project.copies import audit_copies

CHANGES = {
    "none": lambda images: images,
    "noise": lambda images: images + np.random.default_rng(0).normal(0, 0.1, images.shape),
    "blur": lambda images: gaussian_filter(images, (0, 0.7, 0.7, 0)),
    "mirror": lambda images: images[:, :, ::-1],
    "a little brighter": lambda images: images + 0.03,
}


@pytest.fixture(scope="module")
def others():
    return cartoon_faces(60, 32, 77).images


@pytest.mark.parametrize("change", CHANGES)
def test_planted_copies_are_found_and_no_others(change, faces, others):
    planted = [3, 20, 41]
    fakes = others.copy()
    fakes[planted] = CHANGES[change](faces[[7, 70, 30]])
    audit = audit_copies(faces, fakes)
    assert sorted(audit.copies.tolist()) == planted
    assert audit.nearest[planted].tolist() == [7, 70, 30]
    assert audit.share == 3 / 60
    assert audit.floor == 0
    assert str(audit).startswith("3 of 60 generated pictures are copies (5.0%)")


def test_a_mirrored_copy_counts_only_where_mirror_images_do(faces, others):
    fakes = np.concatenate([others[:20], faces[:5, :, ::-1]])
    assert len(audit_copies(faces, fakes).copies) == 5
    assert len(audit_copies(faces, fakes, mirror=False).copies) <= 1, "one of the five is nearly symmetric"


def test_the_clearest_copy_comes_first(faces, others):
    fakes = np.concatenate([others[:5], 0.9 * faces[:1] + 0.1 * faces[1:2], faces[2:3]])
    audit = audit_copies(faces, fakes)
    assert audit.copies.tolist() == [6, 5]
    content = json.loads(json.dumps(audit.as_dict()))
    assert content["copies"][0] == [6, 2, 0.0]
    assert content["generated"] == 7


def test_doubles_hide_a_copy_and_the_floor_shows_pictures_that_are_almost_alike(faces, others):
    doubled = np.concatenate([faces, faces[:1]])
    assert len(audit_copies(doubled, faces[:1]).copies) == 0
    near = np.concatenate([faces, CHANGES["noise"](faces[:9])])
    assert audit_copies(near, others).floor == pytest.approx(18 / 99)


def test_too_few_to_compare(faces):
    with pytest.raises(ValueError, match="expected at least 3 training images, got 2; a ratio needs neighbours"):
        audit_copies(faces[:2], faces)
