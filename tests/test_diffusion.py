import numpy as np
import pytest

from gan_course import diffusion


def gaussian(std, calls=None):
    """The exact denoiser of points with this standard deviation."""

    def denoise(points, level):
        if calls is not None:
            calls.append(level)
        return points * std**2 / (std**2 + level**2)

    return denoise


@pytest.mark.parametrize("calls", [1, 2, 7, 50])
def test_levels_fall_from_the_highest_to_0(calls):
    levels = diffusion.noise_levels(calls)
    assert len(levels) == calls + 1
    assert levels[0] == pytest.approx(diffusion.HIGHEST)
    assert levels[-1] == 0
    assert (np.diff(levels) < 0).all()
    if calls > 1:
        assert levels[-2] == pytest.approx(diffusion.LOWEST)


@pytest.mark.parametrize("wrong", [{"calls": 0}, {"calls": 3, "low": 9.0}, {"calls": 3, "curve": 0}])
def test_levels_refuse_what_cannot_fall(wrong):
    with pytest.raises(ValueError, match="expected"):
        diffusion.noise_levels(**wrong)


def test_fifty_calls_of_the_exact_denoiser_draw_the_gaussian_and_one_call_draws_its_mean():
    noise = np.random.default_rng(0).standard_normal((20_000, 2))
    calls = []
    points = diffusion.sample(gaussian(0.5, calls), noise, diffusion.noise_levels(50))
    assert len(calls) == 50
    assert points.std() == pytest.approx(0.5, rel=0.05)
    calls.clear()
    once = diffusion.sample(gaussian(0.5, calls), noise, diffusion.noise_levels(1))
    assert calls == pytest.approx([8.0])
    np.testing.assert_allclose(once, gaussian(0.5)(8 * noise, 8.0))


def test_more_calls_come_nearer_to_the_exact_flow():
    noise = np.ones((1, 2))
    exact = 8 * 0.5 / np.hypot(0.5, 8)  # of a Gaussian: x(0) = x(σ)·s/√(s² + σ²)
    errors = [
        abs(diffusion.sample(gaussian(0.5), noise, diffusion.noise_levels(n))[0, 0] - exact) for n in (4, 16, 64, 256)
    ]
    assert errors == sorted(errors, reverse=True)
    assert errors[-1] < 0.01


def test_where_there_is_little_noise_the_denoiser_keeps_points():
    network = diffusion.denoiser(0.6, width=4, depth=1, seed=0)
    points = np.array([[0.3, -1.0], [2.0, 0.5]], "float32")
    np.testing.assert_allclose(diffusion.one_level(network)(points, 1e-4), points, atol=1e-3)


def test_batches_hold_noise_of_the_level_and_weights_that_even_it_out():
    points = np.full((7, 2), 0.25)
    points[::2] = -0.25
    (noisy, level), clean, weight = next(iter(diffusion.denoising_batches(points, batch_size=4000, seed=1)))
    assert set(np.unique(clean)) == {-0.25, 0.25}
    scaled = (noisy - clean) / level
    assert np.std(scaled) == pytest.approx(1, abs=0.03)
    data_std = points.std()
    np.testing.assert_allclose(weight, ((level**2 + data_std**2) / (level * data_std) ** 2)[:, 0], rtol=1e-4)
    assert np.log(level).mean() == pytest.approx(diffusion.MEAN_LOG, abs=0.1)


def test_training_brings_the_denoiser_near_to_the_exact_one_of_two_points(monkeypatch):
    monkeypatch.setattr(diffusion, "AVERAGE", 0.9)
    points = np.array([[0.5, 0.0], [-0.5, 0.0]] * 50, "float32")
    noisy = np.random.default_rng(3).standard_normal((500, 2)).astype("float32")
    level = 0.4
    exact = np.stack([0.5 * np.tanh(0.5 * noisy[:, 0] / level**2), np.zeros(500)], axis=1)  # E(point | noisy point)
    errors = [
        np.mean(np.square(diffusion.one_level(network)(noisy, level) - exact))
        for network in (diffusion.denoiser(0.35, seed=1), diffusion.train_denoiser(points, 300, seed=1))
    ]
    assert errors[1] < 0.2 * errors[0]
