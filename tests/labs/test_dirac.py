import numpy as np
import pytest

from gan_course import dynamics
from gan_course.labs.dirac import LIMIT, SIDE, STEPS, DiracGame, changed, dirac, dirac_answer, dirac_picture


def test_the_arrays_are_the_field_and_the_path_that_the_theory_gives():
    game = DiracGame(gamma=0.8, step_size=0.25, theta=-1.0, psi=0.4, order="both at once")
    _, (rates, path) = dirac_answer(game)
    assert rates.shape == (SIDE, SIDE, 2)
    low = LIMIT / SIDE - LIMIT  # middle of the first cell
    assert np.allclose(rates[0, 0], dynamics.dirac_field(low, low, gamma=0.8), atol=1e-6)
    assert np.allclose(rates[0, -1], dynamics.dirac_field(-low, low, gamma=0.8), atol=1e-6)
    theta_rate, psi_rate = dynamics.dirac_field(-1.0, 0.4, gamma=0.8)
    assert path.shape == (STEPS + 1, 2)
    assert np.allclose(path[1], [-1.0 + 0.25 * theta_rate, 0.4 + 0.25 * psi_rate], atol=1e-6)


def test_a_penalty_leads_in_and_none_does_not():
    free, held = (np.linalg.norm(DiracGame(gamma=gamma).path(), axis=1) for gamma in (0.0, 1.0))
    assert free[-1] > 0.5 * free[0]
    assert held[-1] < 1e-3 * held[0]


@pytest.mark.parametrize(("gamma", "words"), [(0.0, "0.00 ± 0.50i"), (0.6, "-0.30 ± 0.40i"), (1.25, "-0.25 and -1.00")])
def test_the_eigenvalues_are_told(gamma, words):
    assert words in DiracGame(gamma=gamma).told()


def test_runaways_can_be_drawn():
    game = DiracGame(gamma=4.0, step_size=4.0)
    _, (_, path) = dirac_answer(game)
    assert np.isfinite(path).all()
    assert np.abs(path).max() <= 1e6
    assert dirac_picture(game).alt.startswith("The Dirac-GAN with γ = 4 and steps of 4, in turn.")


def test_questions_change_the_game_and_bad_ones_do_not():
    laboratory = dirac()
    answer, _ = laboratory.answer({"gamma": 1, "start": [1.0, -1.0], "view": "me"})
    assert answer["told"] == changed(DiracGame(), {"gamma": 1, "theta": 1.0, "psi": -1.0}).told()
    for bad in (
        {"gamma": -1},
        {"order": "x"},
        {"start": 3},
        {"start": [1, 2, 3]},
        {"theta": "a"},
        {"psi": float("nan")},
    ):
        assert "error" in laboratory.answer(bad)[0], bad
    assert laboratory.answer({})[0]["told"] == answer["told"]
