import io
import itertools
import subprocess
import sys

import matplotlib
import nbformat
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure
from nbconvert import HTMLExporter
from PIL import Image

from gan_course import plots
from gan_course.plots import charts

ALT = 'Two bars, "a" < "b"'
LINE = {"alt": ALT, "title": "A title", "x_label": "step", "y_label": "loss"}
GRID = np.linspace(-1, 1, 6 * 4 * 5, dtype=np.float32).reshape(6, 4, 5, 1)
X = np.linspace(-3, 3, 50)
BELL = np.exp(-(X**2) / 2) / np.sqrt(2 * np.pi)
RING = np.stack([np.cos(np.arange(8)), np.sin(np.arange(8))], axis=1)


def sigmoid_of_radius(points):
    return 1 / (1 + np.exp(1 - np.linalg.norm(points, axis=1)))


def quarter_turn(x, y):
    return -y, x


def every_function(alt):
    return {
        "picture": lambda: plots.picture(Figure(), alt=alt),
        "image_grid": lambda: plots.image_grid(GRID, alt=alt),
        "curves": lambda: plots.curves({"a": [1, 2]}, **(LINE | {"alt": alt})),
        "densities": lambda: plots.densities(X, {"p": BELL}, alt=alt, title="t"),
        "bars": lambda: plots.bars(["a", "b"], {"n": [1, 2]}, alt=alt, title="t", x_label="class"),
        "histogram": lambda: plots.histogram({"n": [1, 2]}, alt=alt, title="t", x_label="logit"),
        "scatter": lambda: plots.scatter(RING, alt=alt, title="t"),
        "decision_map": lambda: plots.decision_map(sigmoid_of_radius, RING, RING / 2, alt=alt, title="t"),
        "vector_field": lambda: plots.vector_field(quarter_turn, alt=alt, title="t", paths={"p": RING}),
        "animation": lambda: plots.animation([np.zeros((4, 4), np.uint8)], alt=alt),
    }


@pytest.mark.parametrize("name", every_function(ALT))
def test_every_picture_carries_its_description(name):
    shown = every_function(ALT)[name]()
    bundle, metadata = shown._repr_mimebundle_()
    assert shown.alt == bundle["text/plain"] == metadata["image/png"]["alt"] == ALT
    assert "image/png" in bundle
    assert bundle["text/html"].startswith('<img alt="Two bars, &quot;a&quot; &lt; &quot;b&quot;"')


@pytest.mark.parametrize("alt", ["", "  ", None])
@pytest.mark.parametrize("name", every_function(ALT))
def test_no_picture_without_a_description(name, alt):
    with pytest.raises(ValueError, match="expected alt to describe the picture"):
        every_function(alt)[name]()


def test_the_description_reaches_a_converted_page():
    bundle, metadata = plots.picture(Figure(), alt=ALT)._repr_mimebundle_()
    output = nbformat.v4.new_output("display_data", data=bundle, metadata=metadata)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("0", outputs=[output])])
    page, _ = HTMLExporter().from_notebook_node(notebook)
    assert 'alt=\'Two bars, "a" &lt; "b"\'' in page
    assert "No description has been provided" not in page


def test_the_saved_file_carries_the_description(tmp_path):
    alt = "Wahrscheinlichkeit ½ → 1"
    path = plots.picture(Figure(), alt=alt).save(tmp_path / "a.png")
    assert Image.open(path).text["Description"] == alt
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.png"]


def test_saving_into_no_folder_says_so_and_a_failed_write_leaves_the_old_file(tmp_path, monkeypatch):
    shown = plots.picture(Figure(), alt=ALT)
    with pytest.raises(FileNotFoundError, match=r"expected a folder .*absent"):
        shown.save(tmp_path / "absent" / "a.png")
    (tmp_path / "a.png").write_bytes(b"old")

    def full_disk(self, target):
        raise OSError("no space left")

    monkeypatch.setattr("pathlib.Path.replace", full_disk)
    with pytest.raises(OSError, match="no space left"):
        shown.save(tmp_path / "a.png")
    assert [(entry.name, entry.read_bytes()) for entry in tmp_path.iterdir()] == [("a.png", b"old")]


def settings():
    return {name: matplotlib.rcParams[name] for name in matplotlib.rcParams if name != "backend"}


def test_the_same_data_gives_the_same_bytes_and_leaves_the_settings_alone():
    matplotlib.rcParams["font.size"] = 9.5
    before = settings()
    first, second = (plots.curves({"a": [1, 2, 4]}, **LINE) for _ in range(2))
    assert first.png == second.png
    assert settings() == before
    matplotlib.rcdefaults()


def test_a_figure_of_pyplot_is_closed():
    code = (
        "import matplotlib; matplotlib.use('agg'); import matplotlib.pyplot as plt; from gan_course import plots\n"
        "plots.picture(plt.figure(), alt='empty'); assert plt.get_fignums() == []"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)


def test_drawing_needs_neither_pyplot_nor_tensorflow():
    code = (
        "import sys; from gan_course import plots; plots.scatter([[0, 1]], alt='a point', title='t')\n"
        "assert not {'matplotlib.pyplot', 'tensorflow'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)


def test_tile_by_hand():
    images = np.array([[[-1.0]], [[1.0]], [[0.0]]])
    assert plots.tile(images, columns=2).tolist() == [
        [0, 255, 255, 255],
        [255, 255, 255, 255],
        [255, 255, 255, 255],
        [128, 255, 255, 255],
    ]


@given(n=st.integers(1, 12), columns=st.none() | st.integers(1, 15), channels=st.sampled_from([1, 3]))
def test_tile_holds_every_image_once(n, columns, channels):
    images = np.random.default_rng(n).uniform(-1, 1, (n, 5, 4, channels)).astype(np.float32)
    grid = plots.tile(images, columns)
    across = (grid.shape[1] + 2) // 6
    cells = [grid[r : r + 5, c : c + 4] for r in range(0, grid.shape[0], 7) for c in range(0, grid.shape[1], 6)]
    expected = np.rint((images + 1) * 127.5).reshape(n, 5, 4, channels).squeeze(-1 if channels == 1 else ())
    np.testing.assert_array_equal(np.stack(cells[:n]), expected)
    assert across <= n
    assert all((cell == 255).all() for cell in cells[n:])


@pytest.mark.parametrize(
    ("images", "message"),
    [
        (np.full((2, 4, 4), 200.0), r"values in \[-1, 1\], got 200 to 200"),
        (np.full((2, 4, 4), np.nan), r"values in \[-1, 1\], got nan"),
        (np.zeros((4, 4)), r"expected images of shape .* got \(4, 4\)"),
        (np.zeros((2, 4, 4, 2)), r"got \(2, 4, 4, 2\)"),
        (np.zeros((0, 4, 4)), r"n at least 1, got \(0, 4, 4, 1\)"),
    ],
)
def test_images_that_are_none(images, message):
    for draw in (plots.tile, lambda images: plots.image_grid(images, alt=ALT)):
        with pytest.raises(ValueError, match=message):
            draw(images)


def test_grid_options():
    with pytest.raises(ValueError, match="got 2 labels for 6 images"):
        plots.image_grid(GRID, alt=ALT, labels=["a", "b"])
    with pytest.raises(ValueError, match="columns to be a whole number of at least 1, got 0"):
        plots.image_grid(GRID, alt=ALT, columns=0)
    with_numbers = plots.image_grid(GRID, alt=ALT, labels=np.arange(len(GRID)))
    assert with_numbers.png == plots.image_grid(GRID, alt=ALT, labels=list(range(len(GRID)))).png
    wide, tall = (plots.image_grid(GRID, alt=ALT, columns=columns).size for columns in (6, 1))
    assert wide[0] > wide[1]
    assert tall[0] < tall[1]


def test_grid_shows_black_for_minus_one_and_white_for_one():
    dark, light = (plots.image_grid(np.full((1, 9, 9), value), alt=ALT).pixels() for value in (-1, 1))
    height, width, _ = dark.shape
    assert dark[height // 2, width // 2].tolist() == [0, 0, 0]
    assert light[height // 2, width // 2].tolist() == [255, 255, 255]


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (lambda: plots.curves({}, **LINE), "got an empty one"),
        (lambda: plots.curves({"a": [[1, 2]]}, **LINE), r"'a' to be an array of shape \(n,\), got \(1, 2\)"),
        (lambda: plots.curves({"a": [1, 2]}, **LINE, x=[1, 2, 3]), r"'a' to be an array of shape \(3,\), got \(2,\)"),
        (lambda: plots.densities(X, {"p": BELL[1:]}, alt=ALT, title="t"), r"'p' to be .* \(50,\), got \(49,\)"),
        (
            lambda: plots.densities(X, {"p": BELL}, alt=ALT, title="t", discriminator=X),
            r"'D\(x\)' to be probabilities in \[0, 1\], got -3 to 3; logits become",
        ),
        (
            lambda: plots.densities(X, {"p": BELL}, alt=ALT, title="t", discriminator=np.append(X[1:], np.nan)),
            "probabilities in",
        ),
        (lambda: plots.bars("ab", {"n": [1]}, alt=ALT, title="t", x_label="x"), r"'n' to be .* \(2,\), got \(1,\)"),
        (
            lambda: plots.histogram({"n": []}, alt=ALT, title="t", x_label="x"),
            "'n' to hold finite values, at least one",
        ),
        (lambda: plots.histogram({"n": [np.inf]}, alt=ALT, title="t", x_label="x"), "got 0 of 1 finite"),
        (lambda: plots.scatter(X, alt=ALT, title="t"), r"real to be points .* got \(50,\)"),
        (lambda: plots.scatter(RING, RING.T, alt=ALT, title="t"), r"fake to be points .* got \(2, 8\)"),
        (
            lambda: plots.decision_map(sigmoid_of_radius, RING, RING, alt=ALT, title="t", arrows=RING[1:]),
            r"an arrow for each fake point, shape \(8, 2\), got \(7, 2\)",
        ),
        (
            lambda: plots.decision_map(lambda points: points, RING, RING, alt=ALT, title="t"),
            r"one number for each of the 10201 points, got \(10201, 2\)",
        ),
        (
            lambda: plots.decision_map(lambda points: points[:, 0], RING, RING, alt=ALT, title="t"),
            r"numbers in \[0, 1\].*sigmoid",
        ),
    ],
)
def test_wrong_data_is_named(draw, message):
    with pytest.raises(ValueError, match=message):
        draw()


def test_a_broken_arrow_does_not_hide_the_others():
    arrows = np.ones_like(RING)
    plain = plots.decision_map(sigmoid_of_radius, RING, RING, alt=ALT, title="t")
    arrows[0] = np.nan
    assert plots.decision_map(sigmoid_of_radius, RING, RING, alt=ALT, title="t", arrows=arrows).png != plain.png


def test_generated_points_do_not_hide_real_ones():
    same_place = {"real": [[0.0, 0.0]], "fake": [[0.0, 0.0]], "limit": 1}
    without = plots.scatter([[5.0, 5.0]], [[0.0, 0.0]], alt=ALT, title="t", limit=1).pixels().astype(int)
    both = plots.scatter(**same_place, alt=ALT, title="t").pixels().astype(int)
    bluer = (both[..., 2] - both[..., 0]) - (without[..., 2] - without[..., 0]) > 60
    generated = (without[..., 0] - without[..., 2]) > 60
    assert np.count_nonzero(bluer) > 40, "the circle of the real point must be seen"
    assert np.count_nonzero(generated & ~bluer) > 40, "and the generated point inside it"


def test_every_arrow_of_a_field_can_be_seen():
    def lopsided(x, y):
        return np.where(x < 0, 1e-4, 1.0), 0 * y  # ten thousand times slower on the left

    pixels = plots.vector_field(lopsided, alt=ALT, title="t").pixels().astype(int)
    _, width, _ = pixels.shape
    dark = pixels.sum(axis=-1) < 600
    left, right = np.count_nonzero(dark[:, width // 8 : width // 2]), np.count_nonzero(dark[:, width // 2 :])
    assert left > right / 5


def test_decision_map_asks_for_float32_points_of_the_frame():
    asked = []

    def probability(points):
        asked.append(points)
        return np.full((len(points), 1), 0.5)

    plots.decision_map(probability, RING, RING, alt=ALT, title="t", limit=3)
    (points,) = asked
    assert points.dtype == np.float32
    assert points.min(axis=0).tolist() == [-3, -3]
    assert points.max(axis=0).tolist() == [3, 3]


def test_decision_map_has_up_for_up():
    def upper_half_is_real(points):
        return (points[:, 1] > 0).astype(float)

    pixels = plots.decision_map(upper_half_is_real, [[0, 0]], [[0, 0]], alt=ALT, title="t", limit=1).pixels()
    height, width, _ = pixels.shape
    red, _, blue = pixels[height // 3, width // 3].astype(int)
    assert blue > red, "the upper half must have the colour of real"
    red, _, blue = pixels[height * 2 // 3, width // 3].astype(int)
    assert red > blue, "the lower half must have the colour of generated"


def test_values_that_are_not_finite_leave_a_gap_in_a_curve():
    assert plots.curves({"loss": [1.0, np.nan, np.inf, 2.0]}, **LINE).png.startswith(b"\x89PNG")


def frames_of(data):
    with Image.open(io.BytesIO(data)) as gif:
        durations = []
        for index in range(gif.n_frames):
            gif.seek(index)
            durations.append(gif.info["duration"])
        return gif.size, durations, gif.info["loop"]


def test_animation_keeps_every_frame_and_rests_on_the_last():
    frames = [np.full((10, 20), value, np.uint8) for value in (0, 120, 250)]
    assert frames_of(plots.animation(frames, alt=ALT, fps=4).gif) == ((320, 160), [250, 250, 1500], 0)


def test_an_animation_of_one_row_is_as_wide_as_a_page_allows():
    sizes = [frames_of(plots.animation([np.zeros((28, width), np.uint8)], alt=ALT).gif)[0] for width in (178, 298, 700)]
    assert sizes == [(534, 84), (596, 56), (700, 28)]


def test_a_gif_on_disk_from_coloured_frames_and_from_pictures(tmp_path):
    frames = [np.full((400, 400, 3), value, np.uint8) for value in (0, 250)]
    assert frames_of(plots.save_gif(frames, tmp_path / "a.gif").read_bytes())[0] == (400, 400)
    pictures = [plots.curves({"a": [1, value]}, **LINE) for value in (2, 3)]
    assert len(frames_of(plots.save_gif(pictures, tmp_path / "b.gif").read_bytes())[1]) == 2


@pytest.mark.parametrize(
    ("frames", "fps", "message"),
    [
        ([], 8, "got 0 frames"),
        ([np.zeros((4, 4), np.uint8), np.zeros((4, 5), np.uint8)], 8, "frames of one size"),
        ([np.zeros((4, 4))], 8, "uint8 array .* got float64"),
        ([np.zeros((4, 4, 2), np.uint8)], 8, r"got uint8 \(4, 4, 2\)"),
        ([np.zeros((4, 4), np.uint8)], 0, "expected fps from 1 to 50, got 0"),
    ],
)
def test_frames_that_are_none(frames, fps, message):
    with pytest.raises(ValueError, match=message):
        plots.animation(frames, alt=ALT, fps=fps)


def _luminance(colour):
    channels = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


@pytest.mark.parametrize("colour", [plots.REAL, plots.FAKE, plots.DISCRIMINATOR, plots.GUIDE])
def test_the_main_colours_stand_out_from_white(colour):
    assert 1.05 / (_luminance(colour) + 0.05) >= 3, "WCAG 1.4.11 asks for a contrast of 3 to 1 of graphical objects"


def test_vector_field_draws_paths_arrows_and_an_equilibrium():
    plain = plots.vector_field(quarter_turn, alt=ALT, title="t")
    with_path = plots.vector_field(quarter_turn, alt=ALT, title="t", paths={"p": RING})
    other_way = plots.vector_field(lambda x, y: (y, -x), alt=ALT, title="t")
    moving = plots.vector_field(lambda x, y: (1 - y, x), alt=ALT, title="t")  # at rest in (0, 1), not in the middle
    assert len({one.png for one in (plain, with_path, other_way, moving)}) == 4


def test_vector_field_asks_for_the_rates_of_a_whole_grid():
    seen = []

    def field(x, y):
        seen.append((x.min(), x.max(), y.min(), y.max()))
        return -y, x

    plots.vector_field(field, alt=ALT, title="t", limit=3.0)
    assert seen == [(-3, 3, -3, 3)]


@pytest.mark.parametrize(
    ("field", "paths", "message"),
    [
        (lambda x, y: (x[0], y), None, "field to give two arrays of the shape"),
        (quarter_turn, {"p": np.zeros((0, 2))}, "at least one point"),
        (quarter_turn, {"p": np.zeros((3, 3))}, "the path 'p' to be points of the plane"),
    ],
)
def test_vector_field_refuses_what_is_no_field_or_path(field, paths, message):
    with pytest.raises(ValueError, match=message):
        plots.vector_field(field, alt=ALT, title="t", paths=paths)


@pytest.fixture
def drawn(monkeypatch):
    """The axes of a chart as it was drawn."""

    def draw(function, *arguments, **options):
        figures = []
        monkeypatch.setattr(charts, "picture", lambda figure, alt: figures.append(figure))
        function(*arguments, **options)
        (figure,) = figures
        figure.draw_without_rendering()
        return figure.axes[0]

    return draw


@pytest.mark.parametrize("epochs", [2, 3, 5, 7, 10, 25, 60, 6000])
@pytest.mark.parametrize("given", [False, True])
def test_epochs_are_whole(drawn, epochs, given):
    x = range(1, epochs + 1) if given else None
    ticks = drawn(plots.curves, {"loss": np.ones(epochs)}, **LINE, x=x).get_xticks()
    assert len(ticks) > 1
    assert all(tick == round(tick) for tick in ticks)


def test_an_axis_of_fractions_keeps_them(drawn):
    ticks = drawn(plots.curves, {"loss": np.ones(5)}, **LINE, x=np.linspace(0, 1, 5)).get_xticks()
    assert any(tick != round(tick) for tick in ticks)


BARS = {"alt": ALT, "title": "t", "x_label": "class"}


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ([3, 1541, 0], ["3", "1,541", "0"]),
        ([0.5, 0.996, -0.25], ["0.50", "1.00", "−0.25"]),
        ([60.25, 3.0, np.nan], ["60.2", "3.0", ""]),
        ([152.4, 3.6, 1.0], ["152", "4", "1"]),
        ([0.0003, -0.004, 0.0], ["0.0003", "−0.004", "0.00"]),
    ],
)
def test_every_bar_shows_its_value(drawn, values, texts):
    axes = drawn(plots.bars, ["a", "b", "c"], {"n": values}, **BARS)
    assert [text.get_text() for text in axes.texts] == texts
    assert {text.get_rotation() for text in axes.texts} == {0}


@pytest.mark.parametrize(("groups", "sets"), [(3, 1), (10, 1), (5, 2), (10, 2), (8, 3), (25, 1), (25, 3)])
def test_the_values_of_bars_stand_beside_each_other_and_within_the_chart(drawn, groups, sets):
    series = {f"set {number}": np.full(groups, 1234) for number in range(sets)}
    axes = drawn(plots.bars, range(groups), series, **BARS)
    assert len(axes.texts) == (0 if (groups, sets) == (25, 3) else groups * sets), "the narrowest bars have none"
    boxes = sorted((text.get_window_extent() for text in axes.texts), key=lambda box: box.x0)
    assert all(left.x1 <= right.x0 + 1 for left, right in itertools.pairwise(boxes))
    assert all(box.y1 <= axes.get_window_extent().y1 for box in boxes)


def test_counts_have_whole_ticks(drawn):
    ticks = drawn(plots.bars, ["a", "b"], {"n": [1, 2]}, **BARS).get_yticks()
    assert all(tick == round(tick) for tick in ticks)


@pytest.mark.parametrize(("n", "columns", "least"), [(10, 10, 70), (5, 5, 100), (16, 8, 75), (64, 8, 55), (1, 1, 300)])
def test_few_images_are_large_and_nothing_floats_in_white(n, columns, least):
    grid = plots.image_grid(np.full((n, 28, 28), -1.0), columns=columns, alt=ALT, title="t")
    assert grid.size[0] / columns > least
    assert grid.size[0] < 800
    dark = grid.pixels().sum(axis=-1) < 30
    height, width = dark.shape
    rows, across = np.flatnonzero(dark.sum(axis=1) > width / 2), np.flatnonzero(dark.sum(axis=0) > height / 2)
    assert across[0] < 20
    assert width - across[-1] < 20
    assert rows[0] < 60, "under one line of title"
    assert height - rows[-1] < 20
