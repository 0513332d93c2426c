import numpy as np
import pytest

from gan_course.demos.loss_probe import as_loss, pair
from gan_course.demos.ring_game import RingGame


@pytest.fixture
def game():
    return RingGame()


def weights(network):
    return [np.array(weight) for weight in network.get_weights()]


@pytest.mark.parametrize(("who", "moves"), [("D", (True, False)), ("G", (False, True)), ("both", (True, True))])
def test_who_plays_moves(game, who, moves):
    networks = game.players.discriminator, game.players.generator
    before = [weights(network) for network in networks]
    game.play(who, 2)
    moved = [not all(map(np.array_equal, old, weights(new))) for old, new in zip(before, networks, strict=True)]
    assert tuple(moved) == moves
    assert game.steps == {"D": 2 * moves[0], "G": 2 * moves[1]}


def test_nobody_else_plays(game):
    with pytest.raises(ValueError, match="expected who to be one of 'D', 'G', 'both', got 'E'"):
        game.play("E", 1)


def test_equal_seeds_play_equal_games(game):
    same, other = RingGame().play("both", 3), RingGame(seed=1).play("both", 3)
    game.play("both", 3)
    np.testing.assert_allclose(game.samples(), same.samples(), atol=1e-6)
    assert np.abs(game.samples() - other.samples()).max() > 1e-3


def test_the_discriminator_learns_and_a_label_holds_it_back(game):
    real, fake = game.play("D", 150).mean_probabilities()
    leashed = RingGame(loss=as_loss(pair, 0.8)).play("D", 150).mean_probabilities()
    assert real > 0.9
    assert fake < 0.1
    assert leashed[0] == pytest.approx(0.8, abs=0.06)


def test_pushes_lower_the_generators_loss(game):
    game.play("D", 50)
    points = game.samples(200)
    further = points + 0.2 * len(points) * game.pushes(points)
    assert game.probability(further).mean() > game.probability(points).mean()
    assert game.generator_loss() == pytest.approx(-np.log(game.probability(game.samples(1_000))).mean(), rel=1e-4)


def test_counts_of_points_on_the_ring(game, monkeypatch):
    monkeypatch.setattr(game, "samples", lambda count=2_000, seed=9: game.ring.sample(count, seed=seed))
    assert game.modes_covered() == 8
    assert game.on_ring() > 0.97
    monkeypatch.setattr(game, "samples", lambda count=2_000, seed=9: np.tile([[2.0, 0.0]], (count, 1)))
    assert game.modes_covered() == 1
    assert game.on_ring() == 1


def test_pictures_say_who_has_moved(game):
    picture = game.play("D", 1).picture()
    assert picture.alt.startswith("1 steps of D, 0 steps of G. Real points in eight clusters")
    assert game.picture("The end").alt.startswith("The end. ")
