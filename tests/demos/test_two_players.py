import numpy as np
import pytest

from gan_course import losses, models
from gan_course.demos import two_players
from gan_course.demos.two_players import TwoPlayers, counted, dense_by_hand, linear_players, paper_game, played_rounds
from gan_course.runtime import keras, tf

REAL, NOISE = [[1.0, 0.0], [2.0, 2.0], [-1.0, 0.5]], [[-0.3, 2.0], [0.5, 0.1]]
W, C, B = [1.5, -0.5], 0.3, [0.2, -0.7]


def test_the_first_game_by_hand():
    game = paper_game([0, 0], 0, [0, 0], [[1, 0]] * 4, [[-3, 2]] * 4)
    assert game.d_loss == pytest.approx(2 * np.log(2))
    assert game.g_loss == pytest.approx(np.log(2))
    np.testing.assert_allclose(game.d_gradient_w, [-2, 1])
    assert game.d_gradient_c == 0
    np.testing.assert_allclose(game.g_gradient_b, [0, 0])


@pytest.mark.parametrize("parameter", ["w0", "w1", "c", "b0", "b1"])
def test_gradients_of_the_paper_game_are_differences_of_its_losses(parameter):
    def moved(by):
        w, c, b = np.array(W), C, np.array(B)
        if parameter[0] == "w":
            w[int(parameter[1])] += by
        elif parameter[0] == "b":
            b[int(parameter[1])] += by
        else:
            c += by
        return paper_game(w, c, b, REAL, NOISE)

    game, up, down = moved(0), moved(1e-5), moved(-1e-5)
    if parameter[0] == "b":
        slope, expected = (up.g_loss - down.g_loss) / 2e-5, game.g_gradient_b[int(parameter[1])]
    else:
        slope = (up.d_loss - down.d_loss) / 2e-5
        expected = game.d_gradient_c if parameter == "c" else game.d_gradient_w[int(parameter[1])]
    assert slope == pytest.approx(expected, abs=1e-8)


def test_the_paper_game_survives_loud_logits():
    assert all(np.isfinite(np.sum(number)) for number in paper_game([1000, 0], 0, [0, 0], REAL, NOISE))


def test_two_players_play_what_paper_says():
    paper, players = paper_game(W, C, B, REAL, NOISE), linear_players(TwoPlayers, W, C, B)
    assert float(players.discriminator_step(tf.constant(REAL), tf.constant(NOISE))) == pytest.approx(paper.d_loss)
    w, c = players.discriminator.get_weights()
    np.testing.assert_allclose(w.ravel(), W - paper.d_gradient_w, rtol=1e-5)
    np.testing.assert_allclose(c, C - paper.d_gradient_c, rtol=1e-5)
    np.testing.assert_array_equal(players.generator.get_weights()[1], np.float32(B))

    players = linear_players(TwoPlayers, W, C, B)
    assert float(players.generator_step(tf.constant(NOISE))) == pytest.approx(paper.g_loss)
    np.testing.assert_allclose(players.generator.get_weights()[1], B - 0.5 * paper.g_gradient_b, rtol=1e-5)
    np.testing.assert_array_equal(players.discriminator.get_weights()[0].ravel(), np.float32(W))


class Forgetful(TwoPlayers):
    def generator_step(self, noise):
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(self.generator(noise), training=True)
            loss = self.loss.generator_loss(real_logits=None, fake_logits=fake_logits)
        self.generator_optimizer.apply(
            tape.gradient(loss, self.generator.trainable_variables), self.generator.trainable_variables
        )
        return loss


def test_rounds_are_the_same_each_time_and_tell_a_forgotten_training_mode():
    first, second, other = played_rounds(TwoPlayers), played_rounds(TwoPlayers), played_rounds(Forgetful)
    for name, values in first.items():
        np.testing.assert_allclose(values, second[name], atol=1e-6)
    assert first["D's loss in each round"].shape == (2,)
    assert np.abs(first["the weights of G"] - other["the weights of G"]).max() > 1e-3


@pytest.mark.parametrize("loss", [name for name in losses.NAMES if name != "relativistic"])
def test_rounds_of_every_loss_whose_generator_needs_no_real_logits(loss):
    assert all(np.isfinite(values).all() for values in played_rounds(TwoPlayers, loss, rounds=1).values())


def test_built_networks_fit_together():
    generator, discriminator = two_players.build_networks(5, (4, 3, 2), (7, 6), (9,))
    assert generator(np.ones((2, 5), "float32")).shape == (2, 4, 3, 2)
    assert discriminator(np.ones((2, 4, 3, 2), "float32")).shape == (2, 1)


def test_dense_networks_by_hand():
    random = np.random.default_rng(0)
    noise, images = random.standard_normal((9, 5)).astype("float32"), random.uniform(-1, 1, (9, 12)).astype("float32")
    generator, discriminator = two_players.build_networks(5, (12,), (7, 6), (8,))
    np.testing.assert_allclose(
        generator(noise, training=False), np.tanh(dense_by_hand(generator, noise, (5, 7, 6, 12))), atol=2e-3
    )
    in_training = dense_by_hand(generator, noise, (5, 7, 6, 12), batch_norm=True)
    np.testing.assert_allclose(generator(noise, training=True), np.tanh(in_training), atol=1e-4)
    np.testing.assert_allclose(discriminator(images), dense_by_hand(discriminator, images, (12, 8, 1)), atol=1e-5)
    wrong_slope = dense_by_hand(discriminator, images, (12, 8, 1), negative_slope=0.3)
    assert np.abs(discriminator(images) - wrong_slope).max() > 1e-3
    with pytest.raises(ValueError, match=r"expected a weight matrix of shape \(12, 9\), got the shapes"):
        dense_by_hand(discriminator, images, (12, 9, 1))


def test_numbers_that_a_network_keeps():
    assert counted(models.mlp_generator()) == (1_489_936, 3_584)
    assert counted(models.mlp_discriminator()) == (533_505, 0)
    assert counted(keras.Sequential([keras.Input((3,)), keras.layers.Dense(2), keras.layers.Dropout(0.5)])) == (8, 0)
