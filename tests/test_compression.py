import base64
import io

import numpy as np
from PIL import Image

from gan_course import plots, recordings
from gan_course.data import load_photograph
from gan_course.plots.compression import small_png, small_webp


def decoded(file):
    with Image.open(io.BytesIO(file)) as image:
        return np.asarray(image.convert("RGB")).astype(int)


def test_few_shades_are_kept_exactly():
    pixels = np.random.default_rng(0).integers(0, 4, (40, 50, 3)).astype(np.uint8) * 60
    assert np.array_equal(decoded(small_webp(Image.fromarray(pixels))), pixels)
    assert np.array_equal(decoded(small_png(Image.fromarray(pixels))), pixels)


def test_a_notebook_gets_a_photograph_in_small_files_that_look_alike():
    photograph = load_photograph("chelsea", height=210)
    picture = plots.image_grid(photograph[None], columns=1, title="A cat", alt="A cat's face.")
    bundle, metadata = picture._repr_mimebundle_()
    page, reserve = bundle["text/html"], bundle["image/png"]
    source = page.partition("data:image/webp;base64,")[2].partition('"')[0]
    assert 'alt="A cat&#x27;s face."' in page
    assert (metadata["image/png"]["width"], metadata["image/png"]["height"]) == picture.size
    for file in (base64.b64decode(source), base64.b64decode(reserve)):
        assert len(file) < 0.5 * len(picture.png)
        assert np.abs(decoded(file) - picture.pixels()).mean() < 4


def test_a_notebook_gets_a_film_that_moves_in_a_small_file_and_its_last_frame():
    run = plots.animation(recordings.frames("colours"), alt="Digits come out of noise.", fps=4)
    bundle, _ = run._repr_mimebundle_()
    film = base64.b64decode(bundle["text/html"].partition("data:image/webp;base64,")[2].partition('"')[0])
    assert len(film) < 0.4 * len(run.gif)
    with Image.open(io.BytesIO(film)) as moving, Image.open(io.BytesIO(run.gif)) as whole:
        assert (moving.n_frames, moving.size) == (whole.n_frames, whole.size)
        assert moving.info["loop"] == 0
        whole.seek(whole.n_frames - 1)
        assert np.abs(decoded(base64.b64decode(bundle["image/png"])) - np.asarray(whole.convert("RGB"))).mean() < 4
