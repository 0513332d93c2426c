"""What the course ships of long training runs, and that the code which makes it works."""

import numpy as np
import pytest

from gan_course import music, recordings
from gan_course.demos import day07, few_images
from gan_course.recordings import composers, make, writers

NETWORKS = [name for name in recordings.TABLES if name.startswith("networks")]
ORDER_2 = "Markov, order 2"
FEW = [name for name in recordings.TABLES if name.startswith("few")]


@pytest.mark.parametrize("name", recordings.FRAMES)
def test_frames_begin_even_and_end_with_pictures(name):
    frames = recordings.frames(name)
    assert len(frames) > 10
    assert len({frame.shape for frame in frames}) == 1
    assert frames[0].ndim == (3 if name == "colours" else 2)
    assert frames[0][:28, :28].std() < 25 < frames[-1][:28, :28].std()


@pytest.mark.parametrize("name", recordings.CURVES)
def test_the_tutorials_curve_begins_at_step_0_and_falls(name):
    curve = recordings.curve(name)
    assert curve["step"][0] == 0
    assert curve["step"][-1] == make.TUTORIAL_STEPS
    assert np.all(np.diff(curve["step"]) == make.TUTORIAL_STEPS // make.TUTORIAL_POINTS)
    assert 0 < curve["frechet"][-1] < curve["frechet"][0]


@pytest.mark.parametrize("name", NETWORKS)
def test_a_table_has_three_seeds_for_each_pair_of_networks(name):
    table = recordings.table(name)
    assert list(table) == ["paper", *make.PARTS]
    assert all(len(distances) == 3 and (distances > 0).all() for distances in table.values())


@pytest.mark.parametrize("load", [recordings.frames, recordings.curve, recordings.table])
def test_an_unknown_name_is_refused(load):
    with pytest.raises(ValueError, match=r"expected one of .*, got 'nothing'"):
        load("nothing")


@pytest.mark.parametrize("name", FEW)
def test_of_100_images_moved_ones_are_worth_more_and_samples_add_nothing_to_them(name):
    table = recordings.table(name)
    assert list(table) == list(few_images.WAYS)
    assert all(len(accuracies) == len(make.FEW_SUBSETS) for accuracies in table.values())
    assert min(accuracies.min() for accuracies in table.values()) > 50
    assert day07.mean_difference(table["moved"], table["100 real"]).low > 0
    assert day07.mean_difference(table["moved, with samples"], table["moved"]).low <= 0


def test_weights_are_those_of_the_network_that_was_recorded():
    painter = day07.painter()
    loaded = recordings.weights("painter", [weight.shape for weight in painter.weights])
    assert all(part.dtype == np.float32 for part in loaded)
    assert all(np.array_equal(*both) for both in zip(loaded, painter.get_weights(), strict=True))
    with pytest.raises(ValueError, match=r"expected weights of the shape \(6,\), got \(321025,\)"):
        recordings.weights("painter", [(2, 3)])


def test_a_recording_can_be_made_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(make, "PAPER_STEPS", 4)
    monkeypatch.setattr(make, "PAPER_FRAMES", 2)
    said = []
    make.make("dcgan-digits", tmp_path, said.append)
    file = tmp_path / "dcgan-digits.gif"
    assert file.read_bytes()[:6] == b"GIF89a"
    assert said[0].startswith("dcgan-digits.gif: ")


@pytest.mark.parametrize("name", NETWORKS)
def test_the_whole_recipe_is_the_best_of_its_table_and_the_papers_the_worst(name):
    means = {part: distances.mean() for part, distances in recordings.table(name).items()}
    assert min(means, key=means.get) == "all three"
    assert max(means, key=means.get) == "paper"


def test_on_mnist_the_dense_layer_halves_the_distance_and_the_third_part_halves_it_again():
    table = recordings.table("networks-mnist")
    assert table["dense"].max() < 0.65 * table["neither"].min()
    assert table["all three"].max() < 0.6 * table["both"].min()
    assert table["upsampling"].max() > table["neither"].min()  # alone it does nothing


def test_on_the_digits_seeds_differ_by_as_much_as_parts_do():
    table = recordings.table("networks-digits")
    parts = [table[part].mean() for part in ("neither", "upsampling", "dense", "both")]
    assert max(np.ptp(table[part]) for part in ("upsampling", "dense")) > max(parts) - min(parts)
    gain = table["paper"].mean() - table["all three"].mean()
    assert table["paper"].mean() - table["neither"].mean() == pytest.approx(gain / 2, rel=0.1)


def test_composers_are_nearer_than_the_chain_in_half_of_the_measures_on_each_split_and_copy_little():
    table = recordings.table("composers")
    gan, chain = (np.array([table[f"{who}: {measure}"] for measure in music.MEASURES]) for who in ("GAN", ORDER_2))
    assert gan.shape == (len(music.MEASURES), len(composers.SPLITS))
    assert ((gan < chain).sum(axis=0) >= 3).all()
    assert (table["GAN: copied"] < table["Markov, order 4: copied"]).all()
    assert (table["training tunes: copied"] == 100).all()


def test_names_of_gans_lie_between_those_of_two_and_of_three_counted_letters():
    table = recordings.table("names")
    two, three, gan = (table[f"{who}: trigrams"] for who in ("2-gram model", "3-gram model", "GAN"))
    assert gan.shape == (len(writers.SEEDS),)
    assert ((three < gan) & (gan < two)).all()
    assert table["GAN: new"].min() > 90
    assert table["GAN: distinct"].min() > 95
    assert (table["4-gram model: new"] < table["GAN: new"]).all()
