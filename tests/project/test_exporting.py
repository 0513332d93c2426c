import subprocess
import sys

import numpy as np
import pytest

from gan_course.models import dcgan_generator
from gan_course.project.exporting import export_generator, replace_by


@pytest.fixture(scope="module")
def generator():
    return dcgan_generator(4, image_shape=(8, 8, 3), width=2, seed=0)


def test_each_export_makes_the_generators_images_without_the_course(generator, tmp_path):
    paths = export_generator(generator, tmp_path / "export")
    noise = np.random.default_rng(3).standard_normal((5, 4)).astype("float32")
    np.save(tmp_path / "noise.npy", noise)
    code = (
        "import sys, os, numpy as np; os.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'; import keras, tensorflow as tf\n"
        f"noise = np.load({str(tmp_path / 'noise.npy')!r})\n"
        f"first = keras.saving.load_model({str(paths[0])!r})(noise, training=False)\n"
        f"loaded = tf.saved_model.load({str(paths[1])!r})\n"
        f"np.savez({str(tmp_path / 'made.npz')!r}, first, loaded.serve(noise))\n"
        "assert not any(name.startswith('gan_course') for name in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=tmp_path, capture_output=True)
    wanted = np.asarray(generator(noise, training=False))
    for made in np.load(tmp_path / "made.npz").values():
        np.testing.assert_allclose(made, wanted, atol=1e-5)
    assert sorted(path.name for path in (tmp_path / "export").iterdir()) == ["generator.keras", "saved_model"]


def test_an_export_replaces_the_former_one(generator, tmp_path):
    (tmp_path / "saved_model").mkdir()
    (tmp_path / "saved_model" / "old").touch()
    (tmp_path / "generator.keras").write_bytes(b"old")
    first, _ = export_generator(generator, tmp_path)
    assert first.stat().st_size > 3
    assert not (tmp_path / "saved_model" / "old").exists()
    assert [path.name for path in tmp_path.iterdir() if path.name[0] == "."] == []


def test_a_file_that_makes_other_images_is_told(generator, tmp_path, monkeypatch):
    from gan_course.runtime import keras

    other = dcgan_generator(4, image_shape=(8, 8, 3), width=2, seed=1)
    monkeypatch.setattr(keras.saving, "load_model", lambda *arguments, **options: other)
    with pytest.raises(ValueError, match=r"generator\.keras: expected the images of the generator, got others, by"):
        export_generator(generator, tmp_path)


def test_what_cannot_be_made_leaves_the_former_one(tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "old").touch()

    def fail(path):
        path.mkdir()
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        replace_by(tmp_path / "folder", fail)
    assert [path.name for path in tmp_path.rglob("*")] == ["folder", "old"]
