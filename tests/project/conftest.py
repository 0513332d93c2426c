import types

import numpy as np
import pytest
from PIL import Image

from gan_course.data import cartoon_faces


@pytest.fixture(scope="session")
def faces():
    """Ninety cartoon faces of 32×32 in [-1, 1]."""
    return cartoon_faces(90, 32, 5).images


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "pictures").mkdir()
    return tmp_path / "pictures"


@pytest.fixture(scope="session")
def make():
    """Functions for tests, which cannot import a conftest."""

    def pictures(folder, count=45, size=48, seed=0, ending="png", **options):
        """Save cartoon faces, as one would keep pictures."""
        paths = []
        for number, image in enumerate(cartoon_faces(count, size, seed).images):
            path = folder / f"{number:03d}.{ending}"
            path.parent.mkdir(parents=True, exist_ok=True)
            as_picture(image).save(path, **options)
            paths.append(path)
        return paths

    def as_picture(image):
        return Image.fromarray(np.rint((image + 1) * 127.5).astype(np.uint8))

    return types.SimpleNamespace(pictures=pictures, as_picture=as_picture)
