"""What Day 5's checks measure with: discriminators whose gradient is known, and gradients of penalties and losses."""

from collections.abc import Callable
from typing import Any

import numpy as np

from gan_course.runtime import keras, tf
from gan_course.training import GAN

__all__ = [
    "check_optimizers",
    "check_penalty",
    "check_segment",
    "check_steps",
    "linear",
    "losses_and_gradients",
    "measured",
    "square",
]

SEED = (1, 2)
MANY = 4_000  # pairs whose shares are counted
AVERAGE = {"use_ema": True, "ema_momentum": 0.999}
AS_KERAS_HAS_IT = {
    "weight_decay": (None, 0),
    "clipnorm": (None,),
    "global_clipnorm": (None,),
    "clipvalue": (None,),
    "amsgrad": (False,),
    "ema_overwrite_frequency": (None,),
    "gradient_accumulation_steps": (None, 1),
    "loss_scale_factor": (None, 1),
}
USUAL = {"beta_2": (0.9, 0.9999), "epsilon": (0.0, 1e-5)}


def linear(*numbers: float) -> tuple[Callable[..., Any], Any]:
    """Make the discriminator w·x, whose gradient is w everywhere.

    Args:
        numbers: The entries of w.

    Returns:
        The discriminator, and w, a variable of shape (n, 1).
    """
    w = tf.Variable(tf.constant(numbers, tf.float32)[:, None])
    return lambda samples, training=True: tf.reshape(samples, (-1, len(numbers))) @ w, w


def square(samples: Any, training: bool = True) -> Any:
    """Judge points of the line by x²/2, whose gradient is x itself.

    Args:
        samples: Points, shape (n, 1).
        training: Not used.

    Returns:
        Logits, shape (n, 1).
    """
    return samples**2 / 2


def measured(
    penalty: Callable[[Any], Any], samples: Any, weight: Any = None, *, compiled: bool = False
) -> tuple[float, np.ndarray]:
    """Compute a penalty and its gradient in a weight; both must be finite.

    Args:
        penalty: Function of the samples that returns a scalar.
        samples: Tensor (batch, …).
        weight: Variable of the discriminator; none if no gradient is asked for.
        compiled: Whether to compute both under XLA.

    Returns:
        The penalty, and its gradient as a vector.

    Raises:
        AssertionError: If the penalty is no scalar, one of the two is not finite, or no gradient reaches the weight.

    Examples:
        >>> measured(lambda x: tf.reduce_sum(square(x)), tf.constant([[2.0], [4.0]]))[0]
        10.0
    """

    def both(samples: Any) -> Any:
        with tf.GradientTape() as tape:
            value = tf.convert_to_tensor(penalty(samples))
        return value, tf.zeros(()) if weight is None else tape.gradient(value, weight)

    run = tf.function(both, jit_compile=True, autograph=False) if compiled else both
    value, gradient = run(samples)
    where = " when compiled" if compiled else ""
    assert np.shape(value) == (), f"a penalty is one number; got an array of shape {np.shape(value)}"
    assert gradient is not None, "no gradient reaches the discriminator's weights; is all computed with tensors?"
    assert np.isfinite(value), f"expected a finite penalty; got {float(value)}{where}"
    assert np.isfinite(gradient).all(), f"expected a finite gradient of the penalty; got {np.ravel(gradient)}{where}"
    return float(value), np.ravel(gradient)


def check_segment(gradient_penalty: Callable[..., Any]) -> None:
    """Check where a gradient penalty looks: between each pair, at a uniform share of the way that its seed decides.

    Args:
        gradient_penalty: Function ``(discriminator, real_samples, fake_samples, gamma, seed)``.

    Raises:
        AssertionError: If it looks elsewhere.
    """

    def value_of(discriminator: Callable[..., Any], real: Any, fake: Any, seed: Any = SEED) -> float:
        real, fake = (np.asarray(side, np.float32) for side in (real, fake))
        real, fake = (tf.constant(side if side.ndim == 2 else side[:, None]) for side in (real, fake))
        return measured(lambda x: gradient_penalty(discriminator, x, fake, 1.0, seed), real)[0]

    value = value_of(lambda x, training=True: x + 50 * (tf.nn.relu(x - 1) + tf.nn.relu(-x)), [1.0] * 40, [0.0] * 40)
    assert abs(value) < 1e-5, f"a gradient of 1 on the segment, and steep outside of it: expected 0; got {value:.3f}"
    for seed in ((3, 4), (5, 6), (7, 8)):
        value = value_of(square, [1] * MANY, [0] * MANY, seed)
        words = (
            "the gradient is the share of the way: for uniform shares, one for each pair, (share − 1)² has the mean ⅓"
        )
        assert abs(value - 1 / 3) < 0.03, f"{words}; got {value:.3f}"
    for tenth in range(10):
        steeper_within = _steeper_between(tenth / 10, (tenth + 1) / 10)
        value = value_of(steeper_within, [1] * MANY, [0] * MANY, (9, 10))
        words = f"uniform shares: expected a tenth of all between {tenth / 10} and {(tenth + 1) / 10}"
        assert abs(value - 0.1) < 0.03, f"{words}; got {value:.3f} of all"
    few = [value_of(square, [1] * 5, [0] * 5, seed) for seed in ((3, 4), (5, 6), (3, 4))]
    assert few[0] == few[2] != few[1], f"expected shares that depend on the seed, and on it alone; got penalties {few}"
    value = value_of(square, [1, 3, 6], [1, 3, 6])
    assert abs(value - 29 / 3) < 1e-3, (
        f"pairs (1, 1), (3, 3), (6, 6): expected the mean of 0, 4 and 25; got {value:.3f}"
    )
    steep_across = lambda x, training=True: x[:, :1] + 99 * (x[:, :1] - x[:, 1:]) ** 2  # noqa: E731
    value = value_of(steep_across, np.ones((6, 2)), np.zeros((6, 2)))
    assert abs(value) < 1e-3, f"one share for all coordinates of a sample: expected 0; got {value:.3f}"


def _steeper_between(low: float, high: float) -> Callable[..., Any]:
    """Make a discriminator of the line whose gradient is 2 between two places and 1 elsewhere."""
    return lambda x, training=True: x + tf.nn.relu(x - low) - tf.nn.relu(x - high)


def losses_and_gradients(
    pair_of_losses: Callable[[Any, Any], Any], real: Any, fake: Any, *, compiled: bool = False
) -> list[np.ndarray]:
    """Compute the losses of both players and their gradients.

    Args:
        pair_of_losses: Function of real and fake logits that returns the discriminator's and the generator's loss.
        real: Real logits.
        fake: Fake logits.
        compiled: Whether to compute all under XLA.

    Returns:
        Both losses, the gradient of the first in the real and in the fake logits, and that of the second in the fake
        logits, as vectors.

    Raises:
        AssertionError: If there are not two losses, a loss is no scalar, or a gradient does not flow.
    """

    def all_of_it(real: Any, fake: Any) -> Any:
        with tf.GradientTape(persistent=True) as tape:
            tape.watch([real, fake])
            answer = pair_of_losses(real, fake)
            assert isinstance(answer, tuple | list), f"expected two losses; got {_what(answer)}"
            assert len(answer) == 2, f"expected two losses; got {len(answer)}"
            d_loss, g_loss = map(tf.convert_to_tensor, answer)
        return d_loss, g_loss, *tape.gradient(d_loss, [real, fake]), tape.gradient(g_loss, fake)

    run = tf.function(all_of_it, jit_compile=True, autograph=False) if compiled else all_of_it
    found = run(tf.constant(real, tf.float32), tf.constant(fake, tf.float32))
    for player, loss in zip(("discriminator", "generator"), found, strict=False):
        assert np.shape(loss) == (), f"the {player}'s loss is one number; got an array of shape {np.shape(loss)}"
    ways = ("discriminator's loss to the real logits", "discriminator's loss to the fake logits")
    for way, gradient in zip((*ways, "generator's loss to the fake logits"), found[2:], strict=True):
        assert gradient is not None, f"no gradient flows from the {way}; keep to tensor operations"
    return [np.ravel(number) for number in found]


def check_penalty(gan: GAN, gamma: float) -> None:
    """Check that the penalty of a GAN of the line is R1 plus R2.

    Args:
        gan: A compiled GAN.
        gamma: The weight that each of the two should have.

    Raises:
        AssertionError: If it is not.
    """
    penalty = gan.penalty
    assert penalty is not None, "expected a penalty; got None: pass your function to compile"
    real, fake = tf.constant([[1.0], [3.0]]), tf.constant([[2.0], [6.0]])
    value = measured(lambda x: penalty(square, real_samples=x, fake_samples=fake, seed=SEED), real)[0]
    words = (
        f"γ = {gamma}, gradients 1 and 3 at the real samples, 2 and 6 at the fakes: expected half of γ times (5 + 20)"
    )
    assert np.isclose(value, gamma / 2 * 25, rtol=1e-4), f"{words} = {gamma / 2 * 25:g}; got {value:.4g}"
    steep = tf.constant(np.linspace(1, 3, 200)[:, None], tf.float32)
    value = measured(lambda x: penalty(square, real_samples=x, fake_samples=-x, seed=tf.constant(SEED)), steep)[0]
    wanted = gamma * float(tf.reduce_mean(steep**2))
    words = f"γ = {gamma}, 200 samples with gradients of 1 to 3 on each side, the seed a tensor"
    assert np.isclose(value, wanted, rtol=1e-3), f"{words}: expected {wanted:.4g}; got {value:.4g}"
    discriminator, w = linear(3.0)
    _, gradient = measured(
        lambda x: penalty(discriminator, real_samples=x, fake_samples=fake, seed=SEED), real, w, compiled=True
    )
    words = f"the penalty of w·x with w = 3, compiled: expected the gradient {6 * gamma:g} in w"
    assert np.allclose(gradient, 6 * gamma, rtol=1e-3), f"{words}; got {gradient}"
    plane, _ = linear(3.0, 4.0)
    points = tf.ones((3, 2))
    value = measured(lambda x: penalty(plane, real_samples=x, fake_samples=-points, seed=SEED), points)[0]
    words = f"γ = {gamma}, the gradient (3, 4) of norm 5 at all points: expected half of γ times (25 + 25)"
    assert np.isclose(value, gamma * 25, rtol=1e-4), f"{words} = {gamma * 25:g}; got {value:.4g}"


def check_optimizers(gan: GAN, rate: Any) -> None:
    """Check that both players have an Adam with this rate and no inertia, and that only the generator is averaged.

    Args:
        gan: A compiled GAN.
        rate: A number, or a Keras schedule.

    Raises:
        AssertionError: If a player has another optimizer, or its Adam another option.
    """
    for player in ("generator", "discriminator"):
        adam = getattr(gan, f"{player}_optimizer")
        assert isinstance(adam, keras.optimizers.Adam), f"expected an Adam for the {player}; got {adam.name}"
        for option, accepted in AS_KERAS_HAS_IT.items():
            found = getattr(adam, option)
            assert found in accepted, f"{player}: expected Adam without {option}, as Keras has it; got {found}"
        for step in (0, 5) if callable(rate) else (0,):
            adam.iterations.assign(step)
            found, given = float(adam.learning_rate), float(rate(step)) if callable(rate) else rate
            adam.iterations.assign(0)
            words = f"expected the {player}'s rate {given:.3g} at step {step}"
            assert np.isclose(found, given, rtol=1e-3), f"{words}; got {found:.3g}"
        assert adam.beta_1 == 0, f"expected no inertia for the {player}, beta_1=0; got {adam.beta_1}"
        for option, (lowest, highest) in USUAL.items():
            found = getattr(adam, option)
            words = f"{player}: expected {option} as usual, from {lowest:g} to {highest:g}"
            assert lowest <= found <= highest, f"{words}; got {found:g}"
    averaged = {option: getattr(gan.generator_optimizer, option) for option in AVERAGE}
    assert averaged == AVERAGE, f"generator: expected use_ema True, ema_momentum 0.999; got {averaged}"
    assert not gan.discriminator_optimizer.use_ema, "discriminator: expected no average of its weights; got one"


def check_steps(gan: GAN) -> None:
    """Check that a GAN's players move one after the other in each step, and that nothing else is added.

    Args:
        gan: A compiled GAN.

    Raises:
        AssertionError: If they do not, or the penalty is due in more or fewer than one of four steps.
    """
    found = gan.penalty_every
    assert found == 4, f"expected a penalty in one of 4 steps; got penalty_every={found}"
    found = gan.discriminator_steps
    assert found == 1, f"expected both players to move in each step; got discriminator_steps={found}"
    assert not gan.simultaneous, "expected the players to move one after the other; got simultaneous=True"
    for option in ("penalty_schedule", "augment", "generator_term"):
        found = getattr(gan, option)
        assert found is None, f"expected no {option}, as nobody asked for one; got {found}"


def _what(answer: Any) -> str:
    return "None" if answer is None else f"one {type(answer).__name__}"
