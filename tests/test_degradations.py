import io

import numpy as np
import pytest
from PIL import Image

from gan_course import degradations
from gan_course.demos import day10
from gan_course.spectrum import radial_spectrum


@pytest.fixture(scope="module")
def patches():
    return day10.grey_patches(day10.KNOWN, 60, seed=0)


def one_file(image, quality):
    file = io.BytesIO()
    Image.fromarray(((image[..., 0] + 1) * 127.5).round().astype("uint8")).save(file, "JPEG", quality=quality)
    with Image.open(file) as read:
        return np.asarray(read)[..., None] / 127.5 - 1


@pytest.mark.parametrize(("size", "quality"), [(32, 75), (28, 75), (28, 20), (30, 95)])
def test_images_come_out_of_jpeg_as_each_from_a_file_of_its_own(patches, size, quality, monkeypatch):
    monkeypatch.setattr(degradations, "IN_A_STRIP", 7)
    cut = patches[:10, :size, :size]
    expected = np.stack([one_file(image, quality) for image in cut])
    np.testing.assert_allclose(degradations.jpeg(cut, quality), expected, atol=1e-6)


def test_on_the_way_a_blur_takes_what_is_fine_and_a_file_changes_a_little(patches):
    before = radial_spectrum(patches)[:, 16:].sum()
    assert radial_spectrum(degradations.send(patches, "blur"))[:, 16:].sum() < 0.3 * before
    sent = degradations.send(patches, "JPEG 75")
    assert 0.001 < np.abs(sent - patches).mean() < 0.06


def test_more_blur_and_less_quality_change_more(patches):
    np.testing.assert_array_equal(degradations.blur(patches, 0), degradations.pixels(patches))
    changes = [np.abs(degradations.blur(patches, sigma) - patches).mean() for sigma in (0.4, 0.8, 1.2)]
    changes += [np.abs(degradations.jpeg(patches, quality) - patches).mean() for quality in (95, 60, 20)]
    assert changes[:3] == sorted(changes[:3])
    assert changes[3:] == sorted(changes[3:])


def test_what_cannot_be_is_refused(patches):
    with pytest.raises(ValueError, match="got 'fax'"):
        degradations.send(patches, "fax")
    with pytest.raises(ValueError, match=r"expected sigma .* got -1"):
        degradations.blur(patches, -1)
    with pytest.raises(ValueError, match=r"expected quality .* from 1 to 100.* got 0"):
        degradations.jpeg(patches, 0)
