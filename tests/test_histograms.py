import numpy as np
import pytest

from gan_course.histograms import match_histograms


def test_each_channel_gets_the_references_quantiles_and_keeps_its_order():
    random = np.random.default_rng(0)
    picture, references = random.uniform(-1, 0, (20, 30, 2)), [random.uniform(0, 1, (10, 9, 2)) ** 2 for _ in range(3)]
    matched = match_histograms(picture, references)
    pixels = np.concatenate([each.reshape(-1, 2) for each in references])
    for channel in range(2):
        before, after = picture[..., channel].ravel(), matched[..., channel].ravel()
        np.testing.assert_array_equal(before.argsort(), after.argsort())
        for share in (0, 0.1, 0.5, 0.9, 1):
            assert np.quantile(after, share) == pytest.approx(np.quantile(pixels[:, channel], share), abs=0.01)


def test_equal_values_stay_equal_and_a_picture_matched_to_itself_stays():
    picture = np.array([[[1.0], [2.0], [2.0], [5.0]]])
    np.testing.assert_allclose(match_histograms(picture, [picture]), picture, atol=1e-6)
    flat = match_histograms(np.zeros((2, 2, 1)), [picture])
    assert np.ptp(flat) == 0


def test_references_of_other_channels_are_refused():
    with pytest.raises(ValueError, match="expected references of 3 channels"):
        match_histograms(np.zeros((2, 2, 3)), [np.zeros((2, 2, 1))])
