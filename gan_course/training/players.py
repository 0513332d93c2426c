"""What a generator and a discriminator take, and whether they fit each other."""

from typing import Any

from gan_course.runtime import keras
from gan_course.training.inputs import ends_in

SQUASHING = ("sigmoid", "hard_sigmoid", "softmax", "tanh")


def check_players(generator: keras.Model, discriminator: keras.Model, *, noise: bool) -> None:
    """Refuse two networks that cannot be a GAN.

    Args:
        generator: Model from noise, noise and condition, or a condition alone to samples.
        discriminator: Model from samples, or samples and condition, to logits.
        noise: Whether the generator's first input is noise.

    Raises:
        ValueError: If an input, the samples or the logits do not fit.
    """
    if noise and not (len(generator.inputs[0].shape) == 2 and generator.inputs[0].shape[-1]):
        raise ValueError(
            f"the generator: expected noise (batch, latent_dim) as first input, got {generator.inputs[0].shape}; "
            "for a generator that takes a condition alone, pass noise=False"
        )
    if len(generator.outputs) != 1:
        raise ValueError(f"the generator: expected one output, the samples, got {len(generator.outputs)}")
    made, judged = generator.outputs[0].shape[1:], discriminator.inputs[0].shape[1:]
    if made != judged:
        raise ValueError(
            f"expected a discriminator whose first input is what the generator makes, samples of shape {made}, got "
            f"{judged}; make both for the same shape"
        )
    shapes = [output.shape for output in discriminator.outputs]
    if len(shapes) != 1 or len(shapes[0]) < 2 or shapes[0][-1] != 1:
        raise ValueError(
            f"the discriminator: expected logits (batch, 1), or (batch, height, width, 1) with one for each patch, "
            f"got {shapes}; end it in Dense(1)"
        )
    for activation in SQUASHING:
        if ends_in(discriminator, activation):
            raise ValueError(
                f"the discriminator: expected logits, which have no bounds, got a network that ends in {activation}; "
                "leave its activation out: the losses apply the sigmoid themselves"
            )
    _check_conditions(_condition_of(generator, noise=noise), discriminator.inputs[1:])


def condition_inputs(generator: keras.Model, discriminator: keras.Model, *, noise: bool) -> list[Any]:
    """List the parts of the condition.

    Args:
        generator: The generator.
        discriminator: The discriminator.
        noise: Whether the generator's first input is noise.

    Returns:
        The Keras inputs through which they come in; none where both networks take no condition.
    """
    return _condition_of(generator, noise=noise) or discriminator.inputs[1:]


def _condition_of(generator: keras.Model, *, noise: bool) -> list[Any]:
    return generator.inputs[1:] if noise else generator.inputs


def _check_conditions(of_generator: list[Any], of_discriminator: list[Any]) -> None:
    shapes = [[part.shape[1:] for part in inputs] for inputs in (of_generator, of_discriminator)]
    if all(shapes) and shapes[0] != shapes[1]:
        raise ValueError(
            f"expected the same condition for both networks, got shapes {shapes[0]} in the generator and {shapes[1]} "
            "in the discriminator; give both the same inputs after their first"
        )
