import numpy as np
import pytest

from gan_course.project.thumbnails import thumbnails


def test_a_thumbnail_holds_the_means_of_blocks():
    image = np.zeros((1, 16, 32, 1))
    image[0, 2:4, 8:12, 0] = 1
    small = thumbnails(image).reshape(8, 8)
    assert small[1, 2] == 1
    assert small.sum() == 1


@pytest.mark.parametrize("shape", [(0, 8, 8, 3), (2, 12, 8, 3), (2, 8, 12, 3), (8, 8, 3)])
def test_a_shape_that_cannot_be(shape):
    with pytest.raises(ValueError, match=r"expected images .* multiples of 8, got"):
        thumbnails(np.zeros(shape))
