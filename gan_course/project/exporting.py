"""A trained generator as files that others can use without the course."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import keras

KERAS_FILE, SAVED_MODEL = "generator.keras", "saved_model"
CHECKED = 4  # images
TOLERANCE = 1e-4


def export_generator(generator: keras.Model, folder: Path) -> list[Path]:
    """Write a generator as a .keras file and as a TensorFlow SavedModel, and check that both do what it does.

    The file needs Keras alone, as long as the generator has none but Keras's own layers; the SavedModel needs
    TensorFlow alone, and has one function, ``serve``, from noise to images. Each is there complete, or not at all.

    Args:
        generator: From noise ``(batch, latent_dim)`` to images.
        folder: Where to write; made if it is not there.

    Returns:
        The two paths.

    Raises:
        OSError: If it cannot be written.
        ValueError: If what was written makes other images.
    """
    from gan_course.runtime import keras, tf

    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / KERAS_FILE, folder / SAVED_MODEL]
    replace_by(paths[0], generator.save)
    replace_by(paths[1], lambda path: generator.export(path, verbose=False))
    noise = np.random.default_rng(0).standard_normal((CHECKED, generator.input_shape[-1])).astype("float32")
    wanted = generator(noise, training=False)
    loaded = tf.saved_model.load(str(paths[1]))  # its function needs the object that it came with
    made = {
        paths[0]: keras.saving.load_model(paths[0], compile=False)(noise, training=False),
        paths[1]: loaded.serve(noise),
    }
    for path, images in made.items():
        difference = float(np.abs(np.asarray(images) - np.asarray(wanted)).max())
        if not difference < TOLERANCE:
            raise ValueError(f"{path}: expected the images of the generator, got others, by up to {difference:.3g}")
    return paths


def replace_by(path: Path, make: Callable[[Path], object]) -> None:
    """Replace a file or a folder by a new one, once that is complete.

    Args:
        path: What to replace, or to make.
        make: Writes it to the path that it is given, which has the same name.
    """
    with tempfile.TemporaryDirectory(prefix=".unfinished-", dir=path.parent, ignore_cleanup_errors=True) as workshop:
        new, old = Path(workshop, path.name), Path(workshop, f"old-{path.name}")
        make(new)
        with contextlib.suppress(FileNotFoundError):
            path.rename(old)  # a folder that is not empty cannot be replaced in one step
        new.rename(path)
        shutil.rmtree(old, ignore_errors=True)
