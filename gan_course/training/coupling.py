"""Whether two batches may go through a network as one, and are better off so."""

from gan_course.runtime import keras

DENSE = (
    keras.layers.InputLayer,
    keras.layers.Dense,
    keras.layers.Embedding,
    keras.layers.Activation,
    keras.layers.ReLU,
    keras.layers.LeakyReLU,
    keras.layers.PReLU,
    keras.layers.ELU,
    keras.layers.Flatten,
    keras.layers.Reshape,
    keras.layers.RepeatVector,
    keras.layers.Dropout,
    keras.layers.LayerNormalization,
    keras.layers.Rescaling,
    keras.layers.Concatenate,
    keras.layers.Add,
    keras.layers.Subtract,
    keras.layers.Multiply,
    keras.layers.Dot,
)


def one_pass(network: keras.Model) -> bool:
    """Tell whether real and fake samples go through a network of dense layers as one batch.

    They do where no sample can influence what the network returns for another one. Convolutions could, too, but on a
    CPU two passes over half as many images are faster by some hundredths: see ``docs/decisions.md``.

    Args:
        network: A Keras model whose layers are known, Sequential or functional.

    Returns:
        ``True`` where every layer is one of those of dense networks that are known to treat each sample alone. Batch
        normalisation couples samples, layers of one's own may, and operations between tensors are not looked into.
    """
    operations = network.layers if isinstance(network, keras.Sequential) else getattr(network, "operations", None)
    return operations is not None and all(
        one_pass(operation) if isinstance(operation, keras.Model) else type(operation) in DENSE
        for operation in operations
    )
