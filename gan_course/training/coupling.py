"""Whether a network treats each sample of a batch alone, so that two batches may go through it as one."""

from gan_course.runtime import keras

SAMPLE_BY_SAMPLE = (
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
    keras.layers.Permute,
    keras.layers.RepeatVector,
    keras.layers.Dropout,
    keras.layers.SpatialDropout1D,
    keras.layers.SpatialDropout2D,
    keras.layers.LayerNormalization,
    keras.layers.GroupNormalization,
    keras.layers.Rescaling,
    keras.layers.Conv1D,
    keras.layers.Conv2D,
    keras.layers.Conv3D,
    keras.layers.DepthwiseConv2D,
    keras.layers.SeparableConv2D,
    keras.layers.AveragePooling1D,
    keras.layers.AveragePooling2D,
    keras.layers.MaxPooling1D,
    keras.layers.MaxPooling2D,
    keras.layers.GlobalAveragePooling1D,
    keras.layers.GlobalAveragePooling2D,
    keras.layers.GlobalMaxPooling1D,
    keras.layers.GlobalMaxPooling2D,
    keras.layers.UpSampling1D,
    keras.layers.UpSampling2D,
    keras.layers.ZeroPadding1D,
    keras.layers.ZeroPadding2D,
    keras.layers.Cropping1D,
    keras.layers.Cropping2D,
    keras.layers.Concatenate,
    keras.layers.Add,
    keras.layers.Subtract,
    keras.layers.Multiply,
    keras.layers.Dot,
)


def treats_samples_alone(network: keras.Model) -> bool:
    """Tell whether no sample of a batch can influence what a network returns for another one, in training.

    Args:
        network: A Keras model whose layers are known, Sequential or functional.

    Returns:
        ``True`` where every layer is one of Keras's that is known for it. Batch normalisation couples samples, layers
        of one's own may, and operations between tensors are not looked into: there it is ``False``.
    """
    operations = network.layers if isinstance(network, keras.Sequential) else getattr(network, "operations", None)
    return operations is not None and all(
        treats_samples_alone(operation) if isinstance(operation, keras.Model) else type(operation) in SAMPLE_BY_SAMPLE
        for operation in operations
    )
