import numpy as np
import pytest

from gan_course import training_logs
from gan_course.training_logs import make


@pytest.mark.parametrize("seed", training_logs.SEEDS)
@pytest.mark.parametrize("name", training_logs.NAMES)
def test_every_log_that_ships_is_what_its_name_says(name, seed):
    log = training_logs.load(name, seed=seed)
    assert set(log) == set(training_logs.COLUMNS)
    lengths = {len(values) for values in log.values()}
    assert len(lengths) == 1
    assert lengths.pop() >= 20
    assert training_logs.diagnose(log) == name


@pytest.mark.parametrize("name", training_logs.NAMES)
def test_logs_of_different_seeds_are_different_runs(name):
    first, second = training_logs.load(name, seed=0), training_logs.load(name, seed=1)
    assert not np.array_equal(first["g_loss"], second["g_loss"])


@pytest.mark.parametrize("name", ["no_such_log", "../healthy"])
def test_an_unknown_log_is_refused_with_the_names_there_are(name):
    with pytest.raises(ValueError, match="'healthy', 'discriminator_wins', 'collapse', 'chance', 'diverged', got"):
        training_logs.load(name)


def test_an_unknown_seed_is_refused_with_the_seeds_there_are():
    with pytest.raises(ValueError, match="expected seed to be one of 0, 1, 2, 3, 4, got 99"):
        training_logs.load("healthy", seed=99)


def state(rows=40, **last):
    """A healthy log whose last quarter is changed."""
    usual = {"d_loss": 1.0, "g_loss": 1.1, "real_accuracy": 0.75, "fake_accuracy": 0.8, "diversity": 0.9}
    log = {column: np.full(rows, value) for column, value in usual.items()}
    for column, value in last.items():
        log[column][-10:] = value
    return log


@pytest.mark.parametrize(
    ("last", "diagnosis"),
    [
        ({}, "healthy"),
        ({"d_loss": np.nan}, "diverged"),
        ({"g_loss": np.inf}, "diverged"),
        ({"g_loss": -2e4}, "diverged"),
        ({"diversity": 0.1}, "collapse"),
        ({"diversity": 0.1, "real_accuracy": 1.0, "fake_accuracy": 1.0}, "collapse"),
        ({"real_accuracy": 1.0, "fake_accuracy": 0.99, "d_loss": 0.01, "g_loss": 9.0}, "discriminator_wins"),
        ({"real_accuracy": 1.0, "fake_accuracy": 0.9}, "healthy"),
        ({"d_loss": 1.386, "g_loss": 0.693}, "chance"),
        ({"d_loss": 1.386, "g_loss": 1.1}, "healthy"),
        ({"d_loss": 0.693, "g_loss": 0.693}, "healthy"),
    ],
)
def test_a_diagnosis_follows_from_the_last_quarter(last, diagnosis):
    assert training_logs.diagnose(state(**last)) == diagnosis


def test_a_log_of_one_row_can_be_diagnosed():
    assert training_logs.diagnose(state(rows=1)) == "healthy"


def test_one_nan_in_the_last_row_has_diverged():
    log = state()
    log["d_loss"][-1] = np.nan
    assert training_logs.diagnose(log) == "diverged"


def test_the_spread_of_equal_images_is_nothing():
    assert make.spread(np.full((5, 2, 2, 1), 0.3)) == pytest.approx(0, abs=1e-9)
    assert make.spread(np.array([[[[-1.0]]], [[[1.0]]]])) == 1


def test_shuffled_labels_make_every_second_image_real_whatever_it_is():
    loss = make.shuffled_labels()
    real, fake = np.array([[3.0], [1.0]]), np.array([[-2.0], [5.0]])
    as_real, as_fake = np.array([3.0, -2.0]), np.array([1.0, 5.0])
    expected = np.logaddexp(0, -as_real).mean() + np.logaddexp(0, as_fake).mean()
    assert float(loss.discriminator_loss(real_logits=real, fake_logits=fake)) == pytest.approx(expected)


def test_a_log_is_trained_and_read_back(tmp_path, monkeypatch):
    log = make.train("healthy", 0, rows=1)
    assert set(log) == set(training_logs.COLUMNS)
    for name in training_logs.NAMES:
        for seed in training_logs.SEEDS:
            (tmp_path / f"{name}-{seed}.csv").write_text(make.as_csv(log))
    monkeypatch.setattr(training_logs.resources, "files", lambda _: tmp_path)
    read = training_logs.load("chance", seed=3)
    assert all(read[column] == pytest.approx(log[column], rel=1e-3) for column in training_logs.COLUMNS)


def test_every_run_is_trained_into_its_file(tmp_path, monkeypatch):
    monkeypatch.setattr(make, "train", lambda name, seed: {column: [0.5] for column in training_logs.COLUMNS})
    told = []
    make.make(tmp_path, told.append)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == sorted(f"{name}-{seed}.csv" for name in training_logs.NAMES for seed in training_logs.SEEDS)
    assert len(told) == len(names)
