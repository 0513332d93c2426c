"""How TensorFlow runs the training steps: with XLA or without, and how many in one call."""

from gan_course import budget
from gan_course.arguments import one_of
from gan_course.runtime import device, keras

CONVOLUTIONS = (
    keras.layers.Conv1D,
    keras.layers.Conv2D,
    keras.layers.Conv3D,
    keras.layers.Conv1DTranspose,
    keras.layers.Conv2DTranspose,
    keras.layers.Conv3DTranspose,
    keras.layers.DepthwiseConv1D,
    keras.layers.DepthwiseConv2D,
    keras.layers.SeparableConv1D,
    keras.layers.SeparableConv2D,
)


def has_convolutions(model: keras.Model) -> bool:
    """Tell whether a model holds a convolution, at any depth.

    Args:
        model: Any Keras model.

    Returns:
        Whether it does.
    """
    return any(isinstance(layer, CONVOLUTIONS) for layer in model._flatten_layers())


def use_xla(choice: bool | str, model: keras.Model) -> bool | str:
    """Decide whether to compile with XLA.

    Args:
        choice: ``True``, ``False`` or ``"auto"``, which leaves it to Keras except for convolutions on a CPU, where XLA
            is several times slower than without, for several replicas, where Keras switches it off too, and at the
            budget ``smoke``, where compiling takes longer than training.
        model: The model to be trained.

    Returns:
        What to pass to Keras as ``jit_compile``.

    Raises:
        ValueError: If the choice is none of the three, or ``True`` on several replicas.
    """
    one_of("jit_compile", choice, (True, False, "auto"))
    if _several_replicas(model):
        if choice is True:
            raise ValueError(
                'expected jit_compile to be "auto" or False on several devices, got True; leave it at "auto"'
            )
        return False
    if choice != "auto":
        return choice
    slower = device() == "CPU" and has_convolutions(model)
    return False if slower or not budget.long_enough_for_xla() else choice


def steps_per_execution(choice: int | str, model: keras.Model) -> int:
    """Decide how many training steps run in one call of TensorFlow, between which no callback runs.

    Args:
        choice: A whole number of at least 1, or ``"auto"``: 50 for dense networks, whose steps take milliseconds, 10
            where there are convolutions, and 1 on several replicas.
        model: The model to be trained.

    Returns:
        The number of steps.

    Raises:
        ValueError: If the choice is neither, or above 1 on several replicas, where Keras fails (keras issue #19246).
    """
    several = _several_replicas(model)
    if choice == "auto":
        return 1 if several else 10 if has_convolutions(model) else 50
    if not isinstance(choice, int) or isinstance(choice, bool) or choice < 1:
        raise ValueError(f'expected steps_per_execution to be a whole number of at least 1, or "auto", got {choice!r}')
    if several and choice > 1:
        raise ValueError(
            "expected steps_per_execution to be 1 on several devices, where Keras runs one step in a call, got "
            f'{choice}; leave it at "auto"'
        )
    return choice


def _several_replicas(model: keras.Model) -> bool:
    return model.distribute_strategy.num_replicas_in_sync > 1
