# %% wrong: Keras's own first weights
def build_generator(latent_dim):
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same"),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh"),
        ]
    )


# %% wrong: the dense layer's first weights are Keras's own
def build_generator(latent_dim):
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh", **start),
        ]
    )


# %% wrong: the last layer's first weights are Keras's own
def build_generator(latent_dim):
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh"),
        ]
    )


# %% wrong: the variance taken for the standard deviation
def build_generator(latent_dim):
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02**2)}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh", **start),
        ]
    )


# %% wrong: Keras's RandomNormal with its own standard deviation of 0.05
def build_generator(latent_dim):
    start = {"kernel_initializer": "random_normal"}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh", **start),
        ]
    )


# %% wrong: a uniform distribution with the right standard deviation
def build_generator(latent_dim):
    start = {"kernel_initializer": keras.initializers.RandomUniform(-0.02 * 3**0.5, 0.02 * 3**0.5)}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh", **start),
        ]
    )


# %% wrong: a uniform distribution from -0.02 to 0.02
def build_generator(latent_dim):
    start = {"kernel_initializer": keras.initializers.RandomUniform(-0.02, 0.02)}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh", **start),
        ]
    )


# %% wrong: a truncated normal distribution
def build_generator(latent_dim):
    start = {"kernel_initializer": keras.initializers.TruncatedNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh", **start),
        ]
    )


# %% wrong: mean 0.02 in place of the standard deviation
def build_generator(latent_dim):
    start = {"kernel_initializer": keras.initializers.RandomNormal(0.02)}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh", **start),
        ]
    )


# %% wrong: no batch normalisation at all
def build_generator(latent_dim):
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", **start),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh", **start),
        ]
    )


# %% wrong: no batch normalisation after the dense layer
def build_generator(latent_dim):
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh", **start),
        ]
    )


# %% wrong: no batch normalisation after the first transposed convolution
def build_generator(latent_dim):
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", **start),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh", **start),
        ]
    )


# %% wrong: batch normalisation at the output
def build_generator(latent_dim):
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.Activation("tanh"),
        ]
    )


# %% wrong: batch normalisation after tanh
def build_generator(latent_dim):
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh", **start),
            keras.layers.BatchNormalization(),
        ]
    )


# %% wrong: batch normalisation after the activation
def build_generator(latent_dim):
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.ReLU(),
            keras.layers.BatchNormalization(),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", **start),
            keras.layers.ReLU(),
            keras.layers.BatchNormalization(),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh", **start),
        ]
    )


# %% wrong: batch normalisation over the rows in place of the channels
def build_generator(latent_dim):
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(axis=1),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh", **start),
        ]
    )


# %% wrong: frozen batch normalisation
def build_generator(latent_dim):
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(trainable=False),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(trainable=False),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh", **start),
        ]
    )


# %% wrong: layer normalisation in place of batch normalisation
def build_generator(latent_dim):
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.LayerNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", **start),
            keras.layers.LayerNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh", **start),
        ]
    )


# %% wrong: leaky ReLU, which belongs in the discriminator
def build_generator(latent_dim):
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh", **start),
        ]
    )


# %% wrong: no activation after the dense layer
def build_generator(latent_dim):
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh", **start),
        ]
    )


# %% wrong: no activation after the first transposed convolution
def build_generator(latent_dim):
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh", **start),
        ]
    )


# %% wrong: tanh everywhere
def build_generator(latent_dim):
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(),
            keras.layers.Activation("tanh"),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.Activation("tanh"),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh", **start),
        ]
    )


# %% wrong: a curved activation (GELU)
def build_generator(latent_dim):
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.Activation("gelu"),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh", **start),
        ]
    )


# %% wrong: a sigmoid at the end
def build_generator(latent_dim):
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="sigmoid", **start),
        ]
    )


# %% wrong: no activation at the end
def build_generator(latent_dim):
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", **start),
        ]
    )


# %% wrong: pixels clipped to [-1, 1] in place of tanh
def build_generator(latent_dim):
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", **start),
            keras.layers.Lambda(lambda x: keras.ops.clip(x, -1, 1)),
        ]
    )


# %% wrong: kernels of 5 × 5
def build_generator(latent_dim):
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 5, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(1, 5, strides=2, padding="same", activation="tanh", **start),
        ]
    )


# %% wrong: a kernel of 3 × 3 in the last layer
def build_generator(latent_dim):
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(1, 3, strides=2, padding="same", activation="tanh", **start),
        ]
    )


# %% wrong: pixels repeated, then an ordinary convolution
def build_generator(latent_dim):
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.UpSampling2D(2),
            keras.layers.Conv2D(32, 4, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.UpSampling2D(2),
            keras.layers.Conv2D(1, 4, padding="same", activation="tanh", **start),
        ]
    )


# %% wrong: 64 channels throughout
def build_generator(latent_dim):
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(64, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh", **start),
        ]
    )


# %% wrong: the strides forgotten
def build_generator(latent_dim):
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 4, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(1, 4, padding="same", activation="tanh", **start),
        ]
    )


# %% wrong: the padding forgotten
def build_generator(latent_dim):
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 4, strides=2, **start),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(1, 4, strides=2, activation="tanh", **start),
        ]
    )


# %% wrong: four pixels in one stride, then a layer with stride 1
def build_generator(latent_dim):
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 4, strides=4, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(1, 4, padding="same", activation="tanh", **start),
        ]
    )


# %% wrong: three colours
def build_generator(latent_dim):
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(3, 4, strides=2, padding="same", activation="tanh", **start),
        ]
    )


# %% wrong: 64 written into the code in place of latent_dim
def build_generator(latent_dim):
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh", **start),
        ]
    )


# %% wrong: a dense hidden layer more
def build_generator(latent_dim):
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Flatten(),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh", **start),
        ]
    )


# %% wrong: dropout, as in other networks
def build_generator(latent_dim):
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Dropout(0.3),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh", **start),
        ]
    )


# %% wrong: the network is never returned
def build_generator(latent_dim):
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh", **start),
        ]
    )


# %% wrong: the dense generator of Day 2
def build_generator(latent_dim):
    return models.mlp_generator(latent_dim)


# %% wrong: the tutorial's networks
def build_generator(latent_dim):
    return models.tutorial_generator(latent_dim)


# %% right: functional, without biases, tanh as a function
def build_generator(latent_dim):
    def normal():
        return keras.initializers.RandomNormal(mean=0.0, stddev=0.02)

    noise = keras.Input((latent_dim,))
    x = keras.layers.Dense(3136, use_bias=False, kernel_initializer=normal())(noise)
    x = keras.layers.Reshape((7, 7, 64))(x)
    x = keras.ops.relu(keras.layers.BatchNormalization(momentum=0.9)(x))
    x = keras.layers.Conv2DTranspose(32, (4, 4), (2, 2), "same", use_bias=False, kernel_initializer=normal())(x)
    x = keras.layers.Activation("relu")(keras.layers.BatchNormalization(momentum=0.9)(x))
    x = keras.layers.Conv2DTranspose(1, 4, 2, "same", kernel_initializer=normal())(x)
    return keras.Model(noise, keras.ops.tanh(x))


# %% right: a Sequential without an Input, built when it is called; batch norm of the flat vector, as in the tutorial
def build_generator(latent_dim):
    network = keras.Sequential()
    start = keras.initializers.RandomNormal(stddev=0.02)
    network.add(keras.layers.Dense(7 * 7 * 64, kernel_initializer=start))
    network.add(keras.layers.BatchNormalization(epsilon=1e-5))
    network.add(keras.layers.Activation("relu"))
    network.add(keras.layers.Reshape((7, 7, 64)))
    network.add(keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", kernel_initializer=start))
    network.add(keras.layers.BatchNormalization(epsilon=1e-5))
    network.add(keras.layers.Activation("relu"))
    network.add(keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", kernel_initializer=start))
    network.add(keras.layers.Activation("tanh"))
    return network


# %% right: a class of one's own, whose scales of batch normalisation start at random, as in the authors' code
def build_generator(latent_dim):
    class Generator(keras.Model):
        def __init__(self):
            super().__init__()
            start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
            scale = keras.initializers.RandomNormal(mean=1.0, stddev=0.02)
            self.dense = keras.layers.Dense(7 * 7 * 64, **start)
            self.first = keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", **start)
            self.second = keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh", **start)
            self.norms = [keras.layers.BatchNormalization(gamma_initializer=scale) for _ in range(2)]

        def call(self, noise, training=False):
            maps = keras.ops.reshape(self.dense(noise), (-1, 7, 7, 64))
            maps = keras.ops.relu(self.norms[0](maps, training=training))
            maps = keras.ops.relu(self.norms[1](self.first(maps), training=training))
            return self.second(maps)

    return Generator()


# %% right: a transposed convolution from a map of one pixel in place of the dense layer, as in other frameworks
def build_generator(latent_dim):
    def up(channels, strides, padding):
        start = keras.initializers.RandomNormal(0.0, 0.02)
        kernel = 7 if padding == "valid" else 4
        return keras.layers.Conv2DTranspose(channels, kernel, strides, padding, kernel_initializer=start)

    layers = [keras.Input((latent_dim,)), keras.layers.Reshape((1, 1, latent_dim))]
    for channels, strides, padding in ((64, 1, "valid"), (32, 2, "same")):
        layers += [up(channels, strides, padding), keras.layers.BatchNormalization(), keras.layers.ReLU()]
    return keras.Sequential([*layers, up(1, 2, "same"), keras.layers.Activation("tanh")])


# %% right: first weights drawn with NumPy, and put in afterwards
def build_generator(latent_dim):
    layers = keras.layers
    network = keras.Sequential([keras.Input((latent_dim,)), layers.Dense(7 * 7 * 64), layers.Reshape((7, 7, 64))])
    for channels in (32, 1):
        network.add(layers.BatchNormalization())
        network.add(layers.ReLU())
        network.add(layers.Conv2DTranspose(channels, 4, strides=2, padding="same"))
    network.add(layers.Activation("tanh"))
    random = np.random.default_rng(1)
    for layer in network.layers:
        if hasattr(layer, "kernel"):
            layer.kernel.assign(random.normal(0, 0.02, layer.kernel.shape))
    return network


# %% right: the course's version
def build_generator(latent_dim):
    return day03.paper_generator(latent_dim)


# %% wrong: batch normalisation told once and for all that it is in training
def build_generator(latent_dim):
    init = keras.initializers.RandomNormal(stddev=0.02)
    z = keras.Input((latent_dim,))
    x = keras.layers.Reshape((7, 7, 64))(keras.layers.Dense(3136, kernel_initializer=init)(z))
    x = keras.layers.ReLU()(keras.layers.BatchNormalization()(x, training=True))
    x = keras.layers.Conv2DTranspose(32, 4, 2, "same", kernel_initializer=init)(x)
    x = keras.layers.ReLU()(keras.layers.BatchNormalization()(x, training=True))
    x = keras.layers.Conv2DTranspose(1, 4, 2, "same", kernel_initializer=init, activation="tanh")(x)
    return keras.Model(z, x)


# %% wrong: batch normalisation without trained numbers
def build_generator(latent_dim):
    init = keras.initializers.RandomNormal(stddev=0.02)
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, kernel_initializer=init),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(center=False, scale=False),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", kernel_initializer=init),
            keras.layers.BatchNormalization(center=False, scale=False),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", kernel_initializer=init, activation="tanh"),
        ]
    )


# %% wrong: batch normalisation of the noise as well
def build_generator(latent_dim):
    init = keras.initializers.RandomNormal(stddev=0.02)
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.BatchNormalization(),
            keras.layers.Dense(7 * 7 * 64, kernel_initializer=init),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", kernel_initializer=init),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", kernel_initializer=init, activation="tanh"),
        ]
    )


# %% right: nested networks
def build_generator(latent_dim):
    L, init = keras.layers, keras.initializers.RandomNormal(stddev=0.02)

    def up(channels):
        return keras.Sequential(
            [L.BatchNormalization(), L.ReLU(), L.Conv2DTranspose(channels, 4, 2, "same", kernel_initializer=init)]
        )

    head = keras.Sequential([L.Dense(7 * 7 * 64, kernel_initializer=init), L.Reshape((7, 7, 64))])
    return keras.Sequential([keras.Input((latent_dim,)), head, up(32), up(1), L.Activation("tanh")])


# %% right: one ReLU for both places
def build_generator(latent_dim):
    relu = keras.layers.ReLU()
    init = keras.initializers.RandomNormal(stddev=0.02)
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, kernel_initializer=init),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(),
            relu,
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", kernel_initializer=init),
            keras.layers.BatchNormalization(),
            relu,
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", kernel_initializer=init, activation="tanh"),
        ]
    )


# %% wrong: batch normalisation whose running mean and variance never move
def build_generator(latent_dim):
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(momentum=1),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(momentum=1),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh", **start),
        ]
    )


# %% wrong: batch normalisation that remembers the last batch only
def build_generator(latent_dim):
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(momentum=0),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(momentum=0),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh", **start),
        ]
    )


# %% wrong: batch normalisation with a large epsilon
def build_generator(latent_dim):
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(epsilon=0.5),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(epsilon=0.5),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh", **start),
        ]
    )


# %% wrong: kernels held to norm 1
def build_generator(latent_dim):
    start = {
        "kernel_initializer": keras.initializers.RandomNormal(stddev=0.02),
        "kernel_constraint": keras.constraints.UnitNorm(),
    }
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh", **start),
        ]
    )


# %% wrong: kernels pulled to 0
def build_generator(latent_dim):
    start = {
        "kernel_initializer": keras.initializers.RandomNormal(stddev=0.02),
        "kernel_regularizer": keras.regularizers.L2(1e-4),
    }
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh", **start),
        ]
    )


# %% wrong: biases kept above 0
def build_generator(latent_dim):
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02), "bias_constraint": "non_neg"}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh", **start),
        ]
    )


# %% wrong: the last layer is not trained
def build_generator(latent_dim):
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh", **start, trainable=False),
        ]
    )


# %% wrong: the last layer under spectral normalisation
def build_generator(latent_dim):
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.SpectralNormalization(
                keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh", **start)
            ),
        ]
    )


# %% wrong: batch normalisation whose scale starts at 0
def build_generator(latent_dim):
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(gamma_initializer="zeros"),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(gamma_initializer="zeros"),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh", **start),
        ]
    )


# %% wrong: biases that start at 1
def build_generator(latent_dim):
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02), "bias_initializer": "ones"}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh", **start),
        ]
    )


# %% right: batch normalisation with options of other frameworks
def build_generator(latent_dim):
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, **start),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(momentum=0.9, epsilon=1e-5),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(momentum=0.9, epsilon=1e-5),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh", **start),
        ]
    )


# %% wrong: ReLUs with a ceiling of 6
def build_generator(latent_dim):
    """Return a DCGAN generator: noise (batch, latent_dim) to images (batch, 28, 28, 1) in [-1, 1]."""
    layers = keras.layers

    def first():
        return keras.initializers.RandomNormal(stddev=0.02)

    up = {"kernel_size": 4, "strides": 2, "padding": "same"}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            layers.Dense(7 * 7 * 64, kernel_initializer=first()),
            layers.Reshape((7, 7, 64)),
            layers.BatchNormalization(),
            layers.ReLU(max_value=6.0),
            layers.Conv2DTranspose(32, kernel_initializer=first(), **up),
            layers.BatchNormalization(),
            layers.ReLU(max_value=6.0),
            layers.Conv2DTranspose(1, activation="tanh", kernel_initializer=first(), **up),
        ]
    )


# %% wrong: no gradient beyond the last layer
def build_generator(latent_dim):
    """Return a DCGAN generator: noise (batch, latent_dim) to images (batch, 28, 28, 1) in [-1, 1]."""
    layers = keras.layers

    def first():
        return keras.initializers.RandomNormal(stddev=0.02)

    up = {"kernel_size": 4, "strides": 2, "padding": "same"}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            layers.Dense(7 * 7 * 64, kernel_initializer=first()),
            layers.Reshape((7, 7, 64)),
            layers.BatchNormalization(),
            layers.ReLU(),
            layers.Conv2DTranspose(32, kernel_initializer=first(), **up),
            layers.BatchNormalization(),
            layers.ReLU(),
            layers.Lambda(lambda maps: keras.ops.stop_gradient(maps)),
            layers.Conv2DTranspose(1, activation="tanh", kernel_initializer=first(), **up),
        ]
    )
