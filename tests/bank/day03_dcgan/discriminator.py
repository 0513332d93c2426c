# %% wrong: a sigmoid at the end, so that these are no logits
def build_discriminator():
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", **start),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Conv2D(64, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Flatten(),
            keras.layers.Dense(1, activation="sigmoid", **start),
        ]
    )


# %% wrong: tanh at the end
def build_discriminator():
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", **start),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Conv2D(64, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Flatten(),
            keras.layers.Dense(1, activation="tanh", **start),
        ]
    )


# %% wrong: leaky ReLU after the logit
def build_discriminator():
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", **start),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Conv2D(64, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Flatten(),
            keras.layers.Dense(1, **start),
            keras.layers.LeakyReLU(negative_slope=0.2),
        ]
    )


# %% wrong: no batch normalisation at all
def build_discriminator():
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", **start),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Conv2D(64, 4, strides=2, padding="same", **start),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Flatten(),
            keras.layers.Dense(1, **start),
        ]
    )


# %% wrong: batch normalisation after both convolutions
def build_discriminator():
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Conv2D(64, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Flatten(),
            keras.layers.Dense(1, **start),
        ]
    )


# %% wrong: batch normalisation after the first convolution only
def build_discriminator():
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Conv2D(64, 4, strides=2, padding="same", **start),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Flatten(),
            keras.layers.Dense(1, **start),
        ]
    )


# %% wrong: batch normalisation of the images
def build_discriminator():
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.BatchNormalization(),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", **start),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Conv2D(64, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Flatten(),
            keras.layers.Dense(1, **start),
        ]
    )


# %% wrong: batch normalisation of the logits
def build_discriminator():
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", **start),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Conv2D(64, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Flatten(),
            keras.layers.Dense(1, **start),
            keras.layers.BatchNormalization(),
        ]
    )


# %% wrong: batch normalisation of the first activations
def build_discriminator():
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", **start),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.BatchNormalization(),
            keras.layers.Conv2D(64, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Flatten(),
            keras.layers.Dense(1, **start),
        ]
    )


# %% wrong: batch normalisation after the activation
def build_discriminator():
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", **start),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Conv2D(64, 4, strides=2, padding="same", **start),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.BatchNormalization(),
            keras.layers.Flatten(),
            keras.layers.Dense(1, **start),
        ]
    )


# %% wrong: frozen batch normalisation
def build_discriminator():
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", **start),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Conv2D(64, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(trainable=False),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Flatten(),
            keras.layers.Dense(1, **start),
        ]
    )


# %% wrong: batch normalisation over the rows in place of the channels
def build_discriminator():
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", **start),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Conv2D(64, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(axis=1),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Flatten(),
            keras.layers.Dense(1, **start),
        ]
    )


# %% wrong: layer normalisation in place of batch normalisation
def build_discriminator():
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", **start),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Conv2D(64, 4, strides=2, padding="same", **start),
            keras.layers.LayerNormalization(),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Flatten(),
            keras.layers.Dense(1, **start),
        ]
    )


# %% wrong: ReLU, which belongs in the generator
def build_discriminator():
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", **start),
            keras.layers.ReLU(),
            keras.layers.Conv2D(64, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Flatten(),
            keras.layers.Dense(1, **start),
        ]
    )


# %% wrong: Keras's own negative slope of 0.3
def build_discriminator():
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", **start),
            keras.layers.LeakyReLU(),
            keras.layers.Conv2D(64, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.LeakyReLU(),
            keras.layers.Flatten(),
            keras.layers.Dense(1, **start),
        ]
    )


# %% wrong: a negative slope of 0.02
def build_discriminator():
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", **start),
            keras.layers.LeakyReLU(negative_slope=0.02),
            keras.layers.Conv2D(64, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.LeakyReLU(negative_slope=0.02),
            keras.layers.Flatten(),
            keras.layers.Dense(1, **start),
        ]
    )


# %% wrong: no activation after the first convolution
def build_discriminator():
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", **start),
            keras.layers.Conv2D(64, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Flatten(),
            keras.layers.Dense(1, **start),
        ]
    )


# %% wrong: no activation after the second convolution
def build_discriminator():
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", **start),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Conv2D(64, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.Flatten(),
            keras.layers.Dense(1, **start),
        ]
    )


# %% wrong: a curved activation (ELU)
def build_discriminator():
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", **start),
            keras.layers.Activation("elu"),
            keras.layers.Conv2D(64, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.Activation("elu"),
            keras.layers.Flatten(),
            keras.layers.Dense(1, **start),
        ]
    )


# %% wrong: max pooling in place of strides
def build_discriminator():
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 4, padding="same", **start),
            keras.layers.MaxPooling2D(2),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Conv2D(64, 4, padding="same", **start),
            keras.layers.MaxPooling2D(2),
            keras.layers.BatchNormalization(),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Flatten(),
            keras.layers.Dense(1, **start),
        ]
    )


# %% wrong: average pooling behind the activation
def build_discriminator():
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", **start),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Conv2D(64, 4, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.AveragePooling2D(2),
            keras.layers.Flatten(),
            keras.layers.Dense(1, **start),
        ]
    )


# %% wrong: global average pooling in place of the dense layer's whole map
def build_discriminator():
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", **start),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Conv2D(64, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.GlobalAveragePooling2D(),
            keras.layers.Dense(1, **start),
        ]
    )


# %% wrong: kernels of 5 × 5
def build_discriminator():
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 5, strides=2, padding="same", **start),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Conv2D(64, 5, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Flatten(),
            keras.layers.Dense(1, **start),
        ]
    )


# %% wrong: the channels the wrong way round
def build_discriminator():
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(64, 4, strides=2, padding="same", **start),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Flatten(),
            keras.layers.Dense(1, **start),
        ]
    )


# %% wrong: a dense hidden layer
def build_discriminator():
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", **start),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Conv2D(64, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Flatten(),
            keras.layers.Dense(128, **start),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Dense(1, **start),
        ]
    )


# %% wrong: two outputs, one for each class
def build_discriminator():
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", **start),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Conv2D(64, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Flatten(),
            keras.layers.Dense(2, **start),
        ]
    )


# %% wrong: no Flatten, so that each place has a logit of its own
def build_discriminator():
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", **start),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Conv2D(64, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Dense(1, **start),
        ]
    )


# %% wrong: dropout, as in the tutorial
def build_discriminator():
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", **start),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Dropout(0.3),
            keras.layers.Conv2D(64, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Dropout(0.3),
            keras.layers.Flatten(),
            keras.layers.Dense(1, **start),
        ]
    )


# %% wrong: the variance taken for the standard deviation
def build_discriminator():
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02**2)}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", **start),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Conv2D(64, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Flatten(),
            keras.layers.Dense(1, **start),
        ]
    )


# %% wrong: a uniform distribution with the right standard deviation
def build_discriminator():
    start = {"kernel_initializer": keras.initializers.RandomUniform(-0.02 * 3**0.5, 0.02 * 3**0.5)}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", **start),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Conv2D(64, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Flatten(),
            keras.layers.Dense(1, **start),
        ]
    )


# %% wrong: Keras's own first weights in the dense layer
def build_discriminator():
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", **start),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Conv2D(64, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Flatten(),
            keras.layers.Dense(1),
        ]
    )


# %% wrong: Keras's own first weights in the convolutions
def build_discriminator():
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 4, strides=2, padding="same"),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Conv2D(64, 4, strides=2, padding="same"),
            keras.layers.BatchNormalization(),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Flatten(),
            keras.layers.Dense(1, **start),
        ]
    )


# %% wrong: mean 0.02 in place of the standard deviation
def build_discriminator():
    start = {"kernel_initializer": keras.initializers.RandomNormal(0.02, 0.02)}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", **start),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Conv2D(64, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Flatten(),
            keras.layers.Dense(1, **start),
        ]
    )


# %% wrong: the course's own discriminator, which departs from the paper
def build_discriminator():
    return models.dcgan_discriminator()


# %% right: functional, leaky ReLU as a function, without biases
def build_discriminator():
    def normal():
        return keras.initializers.RandomNormal(mean=0.0, stddev=0.02)

    images = keras.Input((28, 28, 1))
    x = keras.layers.Conv2D(32, (4, 4), (2, 2), "same", kernel_initializer=normal())(images)
    x = keras.ops.leaky_relu(x, negative_slope=0.2)
    x = keras.layers.Conv2D(64, (4, 4), (2, 2), "same", use_bias=False, kernel_initializer=normal())(x)
    x = keras.ops.leaky_relu(keras.layers.BatchNormalization(momentum=0.9, epsilon=1e-5)(x), negative_slope=0.2)
    x = keras.ops.reshape(x, (-1, 7 * 7 * 64))
    return keras.Model(images, keras.layers.Dense(1, use_bias=False, kernel_initializer=normal())(x))


# %% right: the activation inside of the first convolution, a convolution 7 × 7 in place of the dense layer
def build_discriminator():
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}

    def leaky(x):
        return keras.ops.maximum(x, 0.2 * x)

    network = keras.Sequential()
    network.add(keras.layers.Conv2D(32, 4, strides=2, padding="same", activation=leaky, **start))
    network.add(keras.layers.Conv2D(64, 4, strides=2, padding="same", **start))
    network.add(keras.layers.BatchNormalization())
    network.add(keras.layers.Activation(leaky))
    network.add(keras.layers.Conv2D(1, 7, **start))
    network.add(keras.layers.Flatten())
    return network


# %% right: a class of one's own
def build_discriminator():
    class Discriminator(keras.Model):
        def __init__(self):
            super().__init__()
            start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
            self.first = keras.layers.Conv2D(32, 4, strides=2, padding="same", **start)
            self.second = keras.layers.Conv2D(64, 4, strides=2, padding="same", **start)
            self.norm = keras.layers.BatchNormalization()
            self.leaky = keras.layers.LeakyReLU(negative_slope=0.2)
            self.flatten = keras.layers.Flatten()
            self.logit = keras.layers.Dense(1, **start)

        def call(self, images, training=False):
            maps = self.leaky(self.first(images))
            maps = self.leaky(self.norm(self.second(maps), training=training))
            return self.logit(self.flatten(maps))

    return Discriminator()


# %% right: leaky ReLU as the convolution's activation, the activation itself a layer
def build_discriminator():
    options = {"strides": 2, "padding": "same"}
    start = [keras.initializers.RandomNormal(stddev=0.02, seed=seed) for seed in range(3)]
    features = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(
                32, 4, activation=keras.layers.LeakyReLU(negative_slope=0.2), kernel_initializer=start[0], **options
            ),
            keras.layers.Conv2D(64, 4, kernel_initializer=start[1], **options),
            keras.layers.BatchNormalization(),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Flatten(),
        ]
    )
    return keras.Sequential([features, keras.layers.Dense(1, kernel_initializer=start[2])])


# %% right: the course's version
def build_discriminator():
    return day03.paper_discriminator()


# %% wrong: the images stretched to [0, 1] first
def build_discriminator():
    init = keras.initializers.RandomNormal(stddev=0.02)
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Rescaling(0.5, offset=0.5),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", kernel_initializer=init),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Conv2D(64, 4, strides=2, padding="same", kernel_initializer=init),
            keras.layers.BatchNormalization(),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Flatten(),
            keras.layers.Dense(1, kernel_initializer=init),
        ]
    )


# %% wrong: noise on the images
def build_discriminator():
    init = keras.initializers.RandomNormal(stddev=0.02)
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.GaussianNoise(0.1),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", kernel_initializer=init),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Conv2D(64, 4, strides=2, padding="same", kernel_initializer=init),
            keras.layers.BatchNormalization(),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Flatten(),
            keras.layers.Dense(1, kernel_initializer=init),
        ]
    )


# %% wrong: batch normalisation of each number of the flat map
def build_discriminator():
    init = keras.initializers.RandomNormal(stddev=0.02)
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", kernel_initializer=init),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Conv2D(64, 4, strides=2, padding="same", kernel_initializer=init),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Flatten(),
            keras.layers.BatchNormalization(),
            keras.layers.Dense(1, kernel_initializer=init),
        ]
    )


# %% right: padded by a layer of its own, as in other frameworks
def build_discriminator():
    init = keras.initializers.RandomNormal(stddev=0.02)
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.ZeroPadding2D(1),
            keras.layers.Conv2D(32, 4, strides=2, kernel_initializer=init),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.ZeroPadding2D(1),
            keras.layers.Conv2D(64, 4, strides=2, kernel_initializer=init),
            keras.layers.BatchNormalization(),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Flatten(),
            keras.layers.Dense(1, kernel_initializer=init),
        ]
    )


# %% right: activation and shape by keras.ops
def build_discriminator():
    init = keras.initializers.RandomNormal(stddev=0.02)
    image = keras.Input((28, 28, 1))
    x = keras.ops.leaky_relu(keras.layers.Conv2D(32, 4, 2, padding="same", kernel_initializer=init)(image), 0.2)
    x = keras.layers.BatchNormalization()(keras.layers.Conv2D(64, 4, 2, padding="same", kernel_initializer=init)(x))
    x = keras.ops.reshape(keras.ops.leaky_relu(x, 0.2), (-1, 7 * 7 * 64))
    return keras.Model(image, keras.layers.Dense(1, kernel_initializer=init)(x))


# %% wrong: batch normalisation whose running mean and variance never move
def build_discriminator():
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", **start),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Conv2D(64, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(momentum=1),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Flatten(),
            keras.layers.Dense(1, **start),
        ]
    )


# %% wrong: batch normalisation that remembers the last batch only
def build_discriminator():
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", **start),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Conv2D(64, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(momentum=0),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Flatten(),
            keras.layers.Dense(1, **start),
        ]
    )


# %% wrong: batch normalisation with a large epsilon
def build_discriminator():
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", **start),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Conv2D(64, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(epsilon=0.5),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Flatten(),
            keras.layers.Dense(1, **start),
        ]
    )


# %% wrong: kernels held to norm 1
def build_discriminator():
    start = {
        "kernel_initializer": keras.initializers.RandomNormal(stddev=0.02),
        "kernel_constraint": keras.constraints.UnitNorm(),
    }
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", **start),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Conv2D(64, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Flatten(),
            keras.layers.Dense(1, **start),
        ]
    )


# %% wrong: kernels pulled to 0
def build_discriminator():
    start = {
        "kernel_initializer": keras.initializers.RandomNormal(stddev=0.02),
        "kernel_regularizer": keras.regularizers.L2(1e-4),
    }
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", **start),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Conv2D(64, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Flatten(),
            keras.layers.Dense(1, **start),
        ]
    )


# %% wrong: biases kept above 0
def build_discriminator():
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02), "bias_constraint": "non_neg"}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", **start),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Conv2D(64, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Flatten(),
            keras.layers.Dense(1, **start),
        ]
    )


# %% wrong: the last layer is not trained
def build_discriminator():
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", **start),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Conv2D(64, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Flatten(),
            keras.layers.Dense(1, **start, trainable=False),
        ]
    )


# %% wrong: the last layer under spectral normalisation
def build_discriminator():
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", **start),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Conv2D(64, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Flatten(),
            keras.layers.SpectralNormalization(keras.layers.Dense(1, **start)),
        ]
    )


# %% wrong: batch normalisation whose scale starts at 0
def build_discriminator():
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", **start),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Conv2D(64, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(gamma_initializer="zeros"),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Flatten(),
            keras.layers.Dense(1, **start),
        ]
    )


# %% wrong: biases that start at 1
def build_discriminator():
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02), "bias_initializer": "ones"}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", **start),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Conv2D(64, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Flatten(),
            keras.layers.Dense(1, **start),
        ]
    )


# %% right: batch normalisation with options of other frameworks
def build_discriminator():
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", **start),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Conv2D(64, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(momentum=0.9, epsilon=1e-5),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Flatten(),
            keras.layers.Dense(1, **start),
        ]
    )


# %% wrong: the second convolution in groups
def build_discriminator():
    """Return a DCGAN discriminator: images (batch, 28, 28, 1) to logits (batch, 1)."""
    layers = keras.layers

    def first():
        return keras.initializers.RandomNormal(stddev=0.02)

    down = {"kernel_size": 4, "strides": 2, "padding": "same"}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(32, kernel_initializer=first(), **down),
            layers.LeakyReLU(negative_slope=0.2),
            layers.Conv2D(64, groups=32, kernel_initializer=first(), **down),
            layers.BatchNormalization(),
            layers.LeakyReLU(negative_slope=0.2),
            layers.Flatten(),
            layers.Dense(1, kernel_initializer=first()),
        ]
    )
