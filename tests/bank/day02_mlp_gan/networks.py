# %% wrong: a sigmoid, which never makes a dark pixel
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    generator = keras.Sequential([keras.Input((latent_dim,))])
    for units in generator_hidden:
        generator.add(keras.layers.Dense(units))
        generator.add(keras.layers.LeakyReLU(negative_slope=0.2))
        generator.add(keras.layers.BatchNormalization())
    generator.add(keras.layers.Dense(math.prod(image_shape), activation="sigmoid"))
    generator.add(keras.layers.Reshape(image_shape))
    discriminator = keras.Sequential([keras.Input(image_shape), keras.layers.Flatten()])
    for units in discriminator_hidden:
        discriminator.add(keras.layers.Dense(units))
        discriminator.add(keras.layers.LeakyReLU(negative_slope=0.2))
    discriminator.add(keras.layers.Dense(1))
    return generator, discriminator


# %% wrong: no activation at the end of the generator
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    generator = keras.Sequential([keras.Input((latent_dim,))])
    for units in generator_hidden:
        generator.add(keras.layers.Dense(units))
        generator.add(keras.layers.LeakyReLU(negative_slope=0.2))
        generator.add(keras.layers.BatchNormalization())
    generator.add(keras.layers.Dense(math.prod(image_shape)))
    generator.add(keras.layers.Reshape(image_shape))
    discriminator = keras.Sequential([keras.Input(image_shape), keras.layers.Flatten()])
    for units in discriminator_hidden:
        discriminator.add(keras.layers.Dense(units))
        discriminator.add(keras.layers.LeakyReLU(negative_slope=0.2))
    discriminator.add(keras.layers.Dense(1))
    return generator, discriminator


# %% wrong: the shape of the digits written into the code
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    generator = keras.Sequential([keras.Input((latent_dim,))])
    for units in generator_hidden:
        generator.add(keras.layers.Dense(units))
        generator.add(keras.layers.LeakyReLU(negative_slope=0.2))
        generator.add(keras.layers.BatchNormalization())
    generator.add(keras.layers.Dense(784, activation="tanh"))
    generator.add(keras.layers.Reshape((28, 28, 1)))
    discriminator = keras.Sequential([keras.Input(image_shape), keras.layers.Flatten()])
    for units in discriminator_hidden:
        discriminator.add(keras.layers.Dense(units))
        discriminator.add(keras.layers.LeakyReLU(negative_slope=0.2))
    discriminator.add(keras.layers.Dense(1))
    return generator, discriminator


# %% wrong: a sigmoid at the end of the discriminator
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    generator = keras.Sequential([keras.Input((latent_dim,))])
    for units in generator_hidden:
        generator.add(keras.layers.Dense(units))
        generator.add(keras.layers.LeakyReLU(negative_slope=0.2))
        generator.add(keras.layers.BatchNormalization())
    generator.add(keras.layers.Dense(math.prod(image_shape), activation="tanh"))
    generator.add(keras.layers.Reshape(image_shape))
    discriminator = keras.Sequential([keras.Input(image_shape), keras.layers.Flatten()])
    for units in discriminator_hidden:
        discriminator.add(keras.layers.Dense(units))
        discriminator.add(keras.layers.LeakyReLU(negative_slope=0.2))
    discriminator.add(keras.layers.Dense(1, activation="sigmoid"))
    return generator, discriminator


# %% wrong: the images are not flattened
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    generator = keras.Sequential([keras.Input((latent_dim,))])
    for units in generator_hidden:
        generator.add(keras.layers.Dense(units))
        generator.add(keras.layers.LeakyReLU(negative_slope=0.2))
        generator.add(keras.layers.BatchNormalization())
    generator.add(keras.layers.Dense(math.prod(image_shape), activation="tanh"))
    generator.add(keras.layers.Reshape(image_shape))
    discriminator = keras.Sequential([keras.Input(image_shape)])
    for units in discriminator_hidden:
        discriminator.add(keras.layers.Dense(units))
        discriminator.add(keras.layers.LeakyReLU(negative_slope=0.2))
    discriminator.add(keras.layers.Dense(1))
    return generator, discriminator


# %% wrong: Keras's own slope of leaky ReLU
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    generator = keras.Sequential([keras.Input((latent_dim,))])
    for units in generator_hidden:
        generator.add(keras.layers.Dense(units))
        generator.add(keras.layers.LeakyReLU())
        generator.add(keras.layers.BatchNormalization())
    generator.add(keras.layers.Dense(math.prod(image_shape), activation="tanh"))
    generator.add(keras.layers.Reshape(image_shape))
    discriminator = keras.Sequential([keras.Input(image_shape), keras.layers.Flatten()])
    for units in discriminator_hidden:
        discriminator.add(keras.layers.Dense(units))
        discriminator.add(keras.layers.LeakyReLU())
    discriminator.add(keras.layers.Dense(1))
    return generator, discriminator


# %% wrong: ReLU in the discriminator
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    generator = keras.Sequential([keras.Input((latent_dim,))])
    for units in generator_hidden:
        generator.add(keras.layers.Dense(units))
        generator.add(keras.layers.LeakyReLU(negative_slope=0.2))
        generator.add(keras.layers.BatchNormalization())
    generator.add(keras.layers.Dense(math.prod(image_shape), activation="tanh"))
    generator.add(keras.layers.Reshape(image_shape))
    discriminator = keras.Sequential([keras.Input(image_shape), keras.layers.Flatten()])
    for units in discriminator_hidden:
        discriminator.add(keras.layers.Dense(units))
        discriminator.add(keras.layers.ReLU())
    discriminator.add(keras.layers.Dense(1))
    return generator, discriminator


# %% wrong: no activation after the hidden layers of the generator
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    generator = keras.Sequential([keras.Input((latent_dim,))])
    for units in generator_hidden:
        generator.add(keras.layers.Dense(units))
        generator.add(keras.layers.BatchNormalization())
    generator.add(keras.layers.Dense(math.prod(image_shape), activation="tanh"))
    generator.add(keras.layers.Reshape(image_shape))
    discriminator = keras.Sequential([keras.Input(image_shape), keras.layers.Flatten()])
    for units in discriminator_hidden:
        discriminator.add(keras.layers.Dense(units))
        discriminator.add(keras.layers.LeakyReLU(negative_slope=0.2))
    discriminator.add(keras.layers.Dense(1))
    return generator, discriminator


# %% wrong: batch normalisation forgotten
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    generator = keras.Sequential([keras.Input((latent_dim,))])
    for units in generator_hidden:
        generator.add(keras.layers.Dense(units))
        generator.add(keras.layers.LeakyReLU(negative_slope=0.2))
    generator.add(keras.layers.Dense(math.prod(image_shape), activation="tanh"))
    generator.add(keras.layers.Reshape(image_shape))
    discriminator = keras.Sequential([keras.Input(image_shape), keras.layers.Flatten()])
    for units in discriminator_hidden:
        discriminator.add(keras.layers.Dense(units))
        discriminator.add(keras.layers.LeakyReLU(negative_slope=0.2))
    discriminator.add(keras.layers.Dense(1))
    return generator, discriminator


# %% wrong: batch normalisation once, at the end of the hidden layers
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    generator = keras.Sequential([keras.Input((latent_dim,))])
    for units in generator_hidden:
        generator.add(keras.layers.Dense(units))
        generator.add(keras.layers.LeakyReLU(negative_slope=0.2))
    generator.add(keras.layers.BatchNormalization())
    generator.add(keras.layers.Dense(math.prod(image_shape), activation="tanh"))
    generator.add(keras.layers.Reshape(image_shape))
    discriminator = keras.Sequential([keras.Input(image_shape), keras.layers.Flatten()])
    for units in discriminator_hidden:
        discriminator.add(keras.layers.Dense(units))
        discriminator.add(keras.layers.LeakyReLU(negative_slope=0.2))
    discriminator.add(keras.layers.Dense(1))
    return generator, discriminator


# %% wrong: batch normalisation of the pixels as well
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    generator = keras.Sequential([keras.Input((latent_dim,))])
    for units in generator_hidden:
        generator.add(keras.layers.Dense(units))
        generator.add(keras.layers.LeakyReLU(negative_slope=0.2))
        generator.add(keras.layers.BatchNormalization())
    generator.add(keras.layers.Dense(math.prod(image_shape), activation="tanh"))
    generator.add(keras.layers.BatchNormalization())
    generator.add(keras.layers.Reshape(image_shape))
    discriminator = keras.Sequential([keras.Input(image_shape), keras.layers.Flatten()])
    for units in discriminator_hidden:
        discriminator.add(keras.layers.Dense(units))
        discriminator.add(keras.layers.LeakyReLU(negative_slope=0.2))
    discriminator.add(keras.layers.Dense(1))
    return generator, discriminator


# %% wrong: batch normalisation in the discriminator as well
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    generator = keras.Sequential([keras.Input((latent_dim,))])
    for units in generator_hidden:
        generator.add(keras.layers.Dense(units))
        generator.add(keras.layers.LeakyReLU(negative_slope=0.2))
        generator.add(keras.layers.BatchNormalization())
    generator.add(keras.layers.Dense(math.prod(image_shape), activation="tanh"))
    generator.add(keras.layers.Reshape(image_shape))
    discriminator = keras.Sequential([keras.Input(image_shape), keras.layers.Flatten()])
    for units in discriminator_hidden:
        discriminator.add(keras.layers.Dense(units))
        discriminator.add(keras.layers.LeakyReLU(negative_slope=0.2))
        discriminator.add(keras.layers.BatchNormalization())
    discriminator.add(keras.layers.Dense(1))
    return generator, discriminator


# %% wrong: layer normalisation
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    generator = keras.Sequential([keras.Input((latent_dim,))])
    for units in generator_hidden:
        generator.add(keras.layers.Dense(units))
        generator.add(keras.layers.LeakyReLU(negative_slope=0.2))
        generator.add(keras.layers.LayerNormalization())
    generator.add(keras.layers.Dense(math.prod(image_shape), activation="tanh"))
    generator.add(keras.layers.Reshape(image_shape))
    discriminator = keras.Sequential([keras.Input(image_shape), keras.layers.Flatten()])
    for units in discriminator_hidden:
        discriminator.add(keras.layers.Dense(units))
        discriminator.add(keras.layers.LeakyReLU(negative_slope=0.2))
    discriminator.add(keras.layers.Dense(1))
    return generator, discriminator


# %% wrong: the images are left flat
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    generator = keras.Sequential([keras.Input((latent_dim,))])
    for units in generator_hidden:
        generator.add(keras.layers.Dense(units))
        generator.add(keras.layers.LeakyReLU(negative_slope=0.2))
        generator.add(keras.layers.BatchNormalization())
    generator.add(keras.layers.Dense(math.prod(image_shape), activation="tanh"))
    discriminator = keras.Sequential([keras.Input(image_shape), keras.layers.Flatten()])
    for units in discriminator_hidden:
        discriminator.add(keras.layers.Dense(units))
        discriminator.add(keras.layers.LeakyReLU(negative_slope=0.2))
    discriminator.add(keras.layers.Dense(1))
    return generator, discriminator


# %% wrong: the hidden layers bypassed
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    noise = keras.Input((latent_dim,))
    values = noise
    for units in generator_hidden:
        values = keras.layers.LeakyReLU(negative_slope=0.2)(keras.layers.Dense(units)(noise))
        values = keras.layers.BatchNormalization()(values)
    pixels = keras.layers.Dense(math.prod(image_shape), activation="tanh")(values)
    generator = keras.Model(noise, keras.layers.Reshape(image_shape)(pixels))
    _, discriminator = two_players.build_networks(latent_dim, image_shape, (), discriminator_hidden)
    return generator, discriminator


# %% wrong: two hidden layers whatever is asked for
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    generator = keras.Sequential([keras.Input((latent_dim,))])
    for units in generator_hidden[:2]:
        generator.add(keras.layers.Dense(units))
        generator.add(keras.layers.LeakyReLU(negative_slope=0.2))
        generator.add(keras.layers.BatchNormalization())
    generator.add(keras.layers.Dense(math.prod(image_shape), activation="tanh"))
    generator.add(keras.layers.Reshape(image_shape))
    discriminator = keras.Sequential([keras.Input(image_shape), keras.layers.Flatten()])
    for units in discriminator_hidden:
        discriminator.add(keras.layers.Dense(units))
        discriminator.add(keras.layers.LeakyReLU(negative_slope=0.2))
    discriminator.add(keras.layers.Dense(1))
    return generator, discriminator


# %% wrong: the generator's sizes for the discriminator
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    generator = keras.Sequential([keras.Input((latent_dim,))])
    for units in generator_hidden:
        generator.add(keras.layers.Dense(units))
        generator.add(keras.layers.LeakyReLU(negative_slope=0.2))
        generator.add(keras.layers.BatchNormalization())
    generator.add(keras.layers.Dense(math.prod(image_shape), activation="tanh"))
    generator.add(keras.layers.Reshape(image_shape))
    discriminator = keras.Sequential([keras.Input(image_shape), keras.layers.Flatten()])
    for units in generator_hidden:
        discriminator.add(keras.layers.Dense(units))
        discriminator.add(keras.layers.LeakyReLU(negative_slope=0.2))
    discriminator.add(keras.layers.Dense(1))
    return generator, discriminator


# %% wrong: a fixed batch
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    noise = keras.Input((latent_dim,))
    values = noise
    for units in generator_hidden:
        values = keras.layers.LeakyReLU(negative_slope=0.2)(keras.layers.Dense(units)(values))
        values = keras.layers.BatchNormalization()(values)
    pixels = keras.layers.Dense(math.prod(image_shape), activation="tanh")(values)
    generator = keras.Model(noise, keras.ops.reshape(pixels, (8, *image_shape)))
    _, discriminator = two_players.build_networks(latent_dim, image_shape, (), discriminator_hidden)
    return generator, discriminator


# %% wrong: dropout in the discriminator
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    generator = keras.Sequential([keras.Input((latent_dim,))])
    for units in generator_hidden:
        generator.add(keras.layers.Dense(units))
        generator.add(keras.layers.LeakyReLU(negative_slope=0.2))
        generator.add(keras.layers.BatchNormalization())
    generator.add(keras.layers.Dense(math.prod(image_shape), activation="tanh"))
    generator.add(keras.layers.Reshape(image_shape))
    discriminator = keras.Sequential([keras.Input(image_shape), keras.layers.Flatten()])
    for units in discriminator_hidden:
        discriminator.add(keras.layers.Dense(units))
        discriminator.add(keras.layers.LeakyReLU(negative_slope=0.2))
        discriminator.add(keras.layers.Dropout(0.3))
    discriminator.add(keras.layers.Dense(1))
    return generator, discriminator


# %% wrong: the pair the wrong way round
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    generator = keras.Sequential([keras.Input((latent_dim,))])
    for units in generator_hidden:
        generator.add(keras.layers.Dense(units))
        generator.add(keras.layers.LeakyReLU(negative_slope=0.2))
        generator.add(keras.layers.BatchNormalization())
    generator.add(keras.layers.Dense(math.prod(image_shape), activation="tanh"))
    generator.add(keras.layers.Reshape(image_shape))
    discriminator = keras.Sequential([keras.Input(image_shape), keras.layers.Flatten()])
    for units in discriminator_hidden:
        discriminator.add(keras.layers.Dense(units))
        discriminator.add(keras.layers.LeakyReLU(negative_slope=0.2))
    discriminator.add(keras.layers.Dense(1))
    return discriminator, generator


# %% wrong: one layer too many
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    generator = keras.Sequential([keras.Input((latent_dim,))])
    for units in generator_hidden:
        generator.add(keras.layers.Dense(units))
        generator.add(keras.layers.LeakyReLU(negative_slope=0.2))
        generator.add(keras.layers.BatchNormalization())
    generator.add(keras.layers.Dense(math.prod(image_shape), activation="tanh"))
    generator.add(keras.layers.Reshape(image_shape))
    discriminator = keras.Sequential([keras.Input(image_shape), keras.layers.Flatten()])
    for units in discriminator_hidden:
        discriminator.add(keras.layers.Dense(units))
        discriminator.add(keras.layers.LeakyReLU(negative_slope=0.2))
    discriminator.add(keras.layers.Dense(16))
    discriminator.add(keras.layers.Dense(1))
    return generator, discriminator


# %% wrong: a probability for each of two classes
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    generator = keras.Sequential([keras.Input((latent_dim,))])
    for units in generator_hidden:
        generator.add(keras.layers.Dense(units))
        generator.add(keras.layers.LeakyReLU(negative_slope=0.2))
        generator.add(keras.layers.BatchNormalization())
    generator.add(keras.layers.Dense(math.prod(image_shape), activation="tanh"))
    generator.add(keras.layers.Reshape(image_shape))
    discriminator = keras.Sequential([keras.Input(image_shape), keras.layers.Flatten()])
    for units in discriminator_hidden:
        discriminator.add(keras.layers.Dense(units))
        discriminator.add(keras.layers.LeakyReLU(negative_slope=0.2))
    discriminator.add(keras.layers.Dense(2))
    return generator, discriminator


# %% right: the course's networks, as a list
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    generator = models.mlp_generator(latent_dim, generator_hidden, sample_shape=image_shape)
    return [generator, models.mlp_discriminator(discriminator_hidden, sample_shape=image_shape)]


# %% wrong: batch normalisation before leaky ReLU, as Day 3 will have it
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    layers = [keras.Input((latent_dim,))]
    for units in generator_hidden:
        layers += [
            keras.layers.Dense(units),
            keras.layers.BatchNormalization(),
            keras.layers.LeakyReLU(negative_slope=0.2),
        ]
    layers += [keras.layers.Dense(int(np.prod(image_shape))), keras.layers.Reshape(image_shape)]
    generator = keras.Sequential([*layers, keras.layers.Activation("tanh")])
    layers = [keras.Input(image_shape), keras.layers.Reshape((-1,))]
    for units in discriminator_hidden:
        layers += [keras.layers.Dense(units), keras.layers.LeakyReLU(negative_slope=0.2)]
    return generator, keras.Sequential([*layers, keras.layers.Dense(1, activation="linear")])


# %% right: models made from input and output, a sigmoid stretched to [-1, 1]
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    noise = keras.Input((latent_dim,))
    values = noise
    for units in generator_hidden:
        values = keras.layers.Dense(units, activation=lambda t: keras.ops.maximum(t, 0.2 * t))(values)
        values = keras.layers.BatchNormalization()(values)
    values = keras.layers.Dense(math.prod(image_shape))(values)
    images = keras.ops.reshape(2 * keras.ops.sigmoid(2 * values) - 1, (-1, *image_shape))
    pictures = keras.Input(image_shape)
    values = keras.layers.Flatten()(pictures)
    for units in discriminator_hidden:
        values = keras.ops.leaky_relu(keras.layers.Dense(units)(values), negative_slope=0.2)
    return keras.Model(noise, images), keras.Model(pictures, keras.layers.Dense(1)(values))


# %% right: a helper for both, activations by name
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    def stack(network, sizes, normalised):
        for units in sizes:
            network.add(keras.layers.Dense(units, activation=keras.layers.LeakyReLU(negative_slope=0.2)))
            if normalised:
                network.add(keras.layers.BatchNormalization(momentum=0.9))
        return network

    generator = stack(keras.Sequential([keras.Input(shape=(latent_dim,))]), generator_hidden, True)
    generator.add(keras.layers.Dense(math.prod(image_shape), activation=keras.activations.tanh))
    generator.add(keras.layers.Reshape(tuple(image_shape)))
    discriminator = keras.Sequential([keras.Input(shape=image_shape), keras.layers.Flatten()])
    discriminator = stack(discriminator, discriminator_hidden, False)
    discriminator.add(keras.layers.Dense(1))
    return generator, discriminator


# %% wrong: height and width swapped
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    generator = keras.Sequential([keras.Input((latent_dim,))])
    for units in generator_hidden:
        generator.add(keras.layers.Dense(units))
        generator.add(keras.layers.LeakyReLU(negative_slope=0.2))
        generator.add(keras.layers.BatchNormalization(momentum=0.8))
    generator.add(keras.layers.Dense(math.prod(image_shape), activation="tanh"))
    generator.add(keras.layers.Reshape((image_shape[1], image_shape[0], image_shape[2])))
    discriminator = keras.Sequential(
        [keras.Input((image_shape[1], image_shape[0], image_shape[2])), keras.layers.Flatten()]
    )
    for units in discriminator_hidden:
        discriminator.add(keras.layers.Dense(units))
        discriminator.add(keras.layers.LeakyReLU(negative_slope=0.2))
    discriminator.add(keras.layers.Dense(1))
    return generator, discriminator


# %% wrong: batch normalisation without trained numbers
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    generator = keras.Sequential([keras.Input((latent_dim,))])
    for units in generator_hidden:
        generator.add(keras.layers.Dense(units))
        generator.add(keras.layers.LeakyReLU(negative_slope=0.2))
        generator.add(keras.layers.BatchNormalization(momentum=0.8, scale=False, center=False))
    generator.add(keras.layers.Dense(math.prod(image_shape), activation="tanh"))
    generator.add(keras.layers.Reshape(image_shape))
    discriminator = keras.Sequential([keras.Input(image_shape), keras.layers.Flatten()])
    for units in discriminator_hidden:
        discriminator.add(keras.layers.Dense(units))
        discriminator.add(keras.layers.LeakyReLU(negative_slope=0.2))
    discriminator.add(keras.layers.Dense(1))
    return generator, discriminator


# %% wrong: frozen batch normalisation
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    generator = keras.Sequential([keras.Input((latent_dim,))])
    for units in generator_hidden:
        generator.add(keras.layers.Dense(units))
        generator.add(keras.layers.LeakyReLU(negative_slope=0.2))
        generator.add(keras.layers.BatchNormalization(momentum=0.8, trainable=False))
    generator.add(keras.layers.Dense(math.prod(image_shape), activation="tanh"))
    generator.add(keras.layers.Reshape(image_shape))
    discriminator = keras.Sequential([keras.Input(image_shape), keras.layers.Flatten()])
    for units in discriminator_hidden:
        discriminator.add(keras.layers.Dense(units))
        discriminator.add(keras.layers.LeakyReLU(negative_slope=0.2))
    discriminator.add(keras.layers.Dense(1))
    return generator, discriminator


# %% right: activations and shapes by keras.ops
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    z = keras.Input((latent_dim,))
    x = z
    for units in generator_hidden:
        x = keras.layers.BatchNormalization(epsilon=1e-5)(keras.ops.leaky_relu(keras.layers.Dense(units)(x), 0.2))
    x = keras.ops.tanh(keras.layers.Dense(math.prod(image_shape))(x))
    generator = keras.Model(z, keras.ops.reshape(x, (-1, *image_shape)))
    image = keras.Input(image_shape)
    x = keras.ops.reshape(image, (-1, math.prod(image_shape)))
    for units in discriminator_hidden:
        x = keras.ops.leaky_relu(keras.layers.Dense(units)(x), negative_slope=0.2)
    discriminator = keras.Model(image, keras.layers.Dense(1, activation="linear")(x))
    return generator, discriminator


# %% right: one block for each hidden layer, nested
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    L = keras.layers

    def block(units):
        return keras.Sequential([L.Dense(units), L.LeakyReLU(negative_slope=0.2), L.BatchNormalization(momentum=0.8)])

    generator = keras.Sequential(
        [
            keras.Input((latent_dim,)),
            *map(block, generator_hidden),
            L.Dense(np.prod(image_shape).item()),
            L.Activation("tanh"),
            L.Reshape(image_shape),
        ]
    )
    discriminator = keras.Sequential([keras.Input(image_shape), keras.layers.Flatten()])
    for units in discriminator_hidden:
        discriminator.add(keras.layers.Dense(units))
        discriminator.add(keras.layers.LeakyReLU(negative_slope=0.2))
    discriminator.add(keras.layers.Dense(1))
    return generator, discriminator


# %% right: small first weights from a normal distribution
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    generator = keras.Sequential([keras.Input((latent_dim,))])
    for units in generator_hidden:
        generator.add(keras.layers.Dense(units, kernel_initializer=keras.initializers.RandomNormal(stddev=0.02)))
        generator.add(keras.layers.LeakyReLU(negative_slope=0.2))
        generator.add(keras.layers.BatchNormalization(momentum=0.8))
    generator.add(keras.layers.Dense(math.prod(image_shape), activation="tanh"))
    generator.add(keras.layers.Reshape(image_shape))
    discriminator = keras.Sequential([keras.Input(image_shape), keras.layers.Flatten()])
    for units in discriminator_hidden:
        discriminator.add(keras.layers.Dense(units, kernel_initializer=keras.initializers.RandomNormal(stddev=0.02)))
        discriminator.add(keras.layers.LeakyReLU(negative_slope=0.2))
    discriminator.add(keras.layers.Dense(1))
    return generator, discriminator


# %% wrong: batch normalisation whose running mean and variance never move
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    generator = keras.Sequential([keras.Input((latent_dim,))])
    for units in generator_hidden:
        generator.add(keras.layers.Dense(units))
        generator.add(keras.layers.LeakyReLU(negative_slope=0.2))
        generator.add(keras.layers.BatchNormalization(momentum=1))
    generator.add(keras.layers.Dense(math.prod(image_shape), activation="tanh"))
    generator.add(keras.layers.Reshape(image_shape))
    discriminator = keras.Sequential([keras.Input(image_shape), keras.layers.Flatten()])
    for units in discriminator_hidden:
        discriminator.add(keras.layers.Dense(units))
        discriminator.add(keras.layers.LeakyReLU(negative_slope=0.2))
    discriminator.add(keras.layers.Dense(1))
    return generator, discriminator


# %% wrong: batch normalisation that remembers the last batch only
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    generator = keras.Sequential([keras.Input((latent_dim,))])
    for units in generator_hidden:
        generator.add(keras.layers.Dense(units))
        generator.add(keras.layers.LeakyReLU(negative_slope=0.2))
        generator.add(keras.layers.BatchNormalization(momentum=0.0))
    generator.add(keras.layers.Dense(math.prod(image_shape), activation="tanh"))
    generator.add(keras.layers.Reshape(image_shape))
    discriminator = keras.Sequential([keras.Input(image_shape), keras.layers.Flatten()])
    for units in discriminator_hidden:
        discriminator.add(keras.layers.Dense(units))
        discriminator.add(keras.layers.LeakyReLU(negative_slope=0.2))
    discriminator.add(keras.layers.Dense(1))
    return generator, discriminator


# %% wrong: batch normalisation with a large epsilon
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    generator = keras.Sequential([keras.Input((latent_dim,))])
    for units in generator_hidden:
        generator.add(keras.layers.Dense(units))
        generator.add(keras.layers.LeakyReLU(negative_slope=0.2))
        generator.add(keras.layers.BatchNormalization(momentum=0.8, epsilon=1.0))
    generator.add(keras.layers.Dense(math.prod(image_shape), activation="tanh"))
    generator.add(keras.layers.Reshape(image_shape))
    discriminator = keras.Sequential([keras.Input(image_shape), keras.layers.Flatten()])
    for units in discriminator_hidden:
        discriminator.add(keras.layers.Dense(units))
        discriminator.add(keras.layers.LeakyReLU(negative_slope=0.2))
    discriminator.add(keras.layers.Dense(1))
    return generator, discriminator


# %% wrong: kernels held to norm 1
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    generator = keras.Sequential([keras.Input((latent_dim,))])
    for units in generator_hidden:
        generator.add(keras.layers.Dense(units, kernel_constraint=keras.constraints.UnitNorm()))
        generator.add(keras.layers.LeakyReLU(negative_slope=0.2))
        generator.add(keras.layers.BatchNormalization(momentum=0.8))
    generator.add(keras.layers.Dense(math.prod(image_shape), activation="tanh"))
    generator.add(keras.layers.Reshape(image_shape))
    discriminator = keras.Sequential([keras.Input(image_shape), keras.layers.Flatten()])
    for units in discriminator_hidden:
        discriminator.add(keras.layers.Dense(units, kernel_constraint=keras.constraints.UnitNorm()))
        discriminator.add(keras.layers.LeakyReLU(negative_slope=0.2))
    discriminator.add(keras.layers.Dense(1))
    return generator, discriminator


# %% wrong: the discriminator's kernels clipped, as in the first Wasserstein GAN
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    generator = keras.Sequential([keras.Input((latent_dim,))])
    for units in generator_hidden:
        generator.add(keras.layers.Dense(units))
        generator.add(keras.layers.LeakyReLU(negative_slope=0.2))
        generator.add(keras.layers.BatchNormalization(momentum=0.8))
    generator.add(keras.layers.Dense(math.prod(image_shape), activation="tanh"))
    generator.add(keras.layers.Reshape(image_shape))
    discriminator = keras.Sequential([keras.Input(image_shape), keras.layers.Flatten()])
    for units in discriminator_hidden:
        discriminator.add(keras.layers.Dense(units, kernel_constraint="max_norm"))
        discriminator.add(keras.layers.LeakyReLU(negative_slope=0.2))
    discriminator.add(keras.layers.Dense(1))
    return generator, discriminator


# %% wrong: biases kept above 0
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    generator = keras.Sequential([keras.Input((latent_dim,))])
    for units in generator_hidden:
        generator.add(keras.layers.Dense(units))
        generator.add(keras.layers.LeakyReLU(negative_slope=0.2))
        generator.add(keras.layers.BatchNormalization(momentum=0.8))
    generator.add(keras.layers.Dense(math.prod(image_shape), activation="tanh"))
    generator.add(keras.layers.Reshape(image_shape))
    discriminator = keras.Sequential([keras.Input(image_shape), keras.layers.Flatten()])
    for units in discriminator_hidden:
        discriminator.add(keras.layers.Dense(units, bias_constraint="non_neg"))
        discriminator.add(keras.layers.LeakyReLU(negative_slope=0.2))
    discriminator.add(keras.layers.Dense(1))
    return generator, discriminator


# %% wrong: the weights of both pulled to 0
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    generator = keras.Sequential([keras.Input((latent_dim,))])
    for units in generator_hidden:
        generator.add(keras.layers.Dense(units, kernel_regularizer="l2"))
        generator.add(keras.layers.LeakyReLU(negative_slope=0.2))
        generator.add(keras.layers.BatchNormalization(momentum=0.8))
    generator.add(keras.layers.Dense(math.prod(image_shape), activation="tanh"))
    generator.add(keras.layers.Reshape(image_shape))
    discriminator = keras.Sequential([keras.Input(image_shape), keras.layers.Flatten()])
    for units in discriminator_hidden:
        discriminator.add(keras.layers.Dense(units, kernel_regularizer="l2"))
        discriminator.add(keras.layers.LeakyReLU(negative_slope=0.2))
    discriminator.add(keras.layers.Dense(1))
    return generator, discriminator


# %% wrong: the scale of batch normalisation pulled to 0
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    generator = keras.Sequential([keras.Input((latent_dim,))])
    for units in generator_hidden:
        generator.add(keras.layers.Dense(units))
        generator.add(keras.layers.LeakyReLU(negative_slope=0.2))
        generator.add(keras.layers.BatchNormalization(momentum=0.8, gamma_regularizer="l2"))
    generator.add(keras.layers.Dense(math.prod(image_shape), activation="tanh"))
    generator.add(keras.layers.Reshape(image_shape))
    discriminator = keras.Sequential([keras.Input(image_shape), keras.layers.Flatten()])
    for units in discriminator_hidden:
        discriminator.add(keras.layers.Dense(units))
        discriminator.add(keras.layers.LeakyReLU(negative_slope=0.2))
    discriminator.add(keras.layers.Dense(1))
    return generator, discriminator


# %% wrong: activities pulled to 0
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    generator = keras.Sequential([keras.Input((latent_dim,))])
    for units in generator_hidden:
        generator.add(keras.layers.Dense(units))
        generator.add(keras.layers.LeakyReLU(negative_slope=0.2))
        generator.add(keras.layers.BatchNormalization(momentum=0.8))
    generator.add(keras.layers.Dense(math.prod(image_shape), activation="tanh"))
    generator.add(keras.layers.Reshape(image_shape))
    discriminator = keras.Sequential([keras.Input(image_shape), keras.layers.Flatten()])
    for units in discriminator_hidden:
        discriminator.add(keras.layers.Dense(units, activity_regularizer="l2"))
        discriminator.add(keras.layers.LeakyReLU(negative_slope=0.2))
    discriminator.add(keras.layers.Dense(1))
    return generator, discriminator


# %% wrong: the discriminator frozen
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    generator = keras.Sequential([keras.Input((latent_dim,))])
    for units in generator_hidden:
        generator.add(keras.layers.Dense(units))
        generator.add(keras.layers.LeakyReLU(negative_slope=0.2))
        generator.add(keras.layers.BatchNormalization(momentum=0.8))
    generator.add(keras.layers.Dense(math.prod(image_shape), activation="tanh"))
    generator.add(keras.layers.Reshape(image_shape))
    discriminator = keras.Sequential([keras.Input(image_shape), keras.layers.Flatten()])
    for units in discriminator_hidden:
        discriminator.add(keras.layers.Dense(units))
        discriminator.add(keras.layers.LeakyReLU(negative_slope=0.2))
    discriminator.add(keras.layers.Dense(1))
    discriminator.trainable = False
    return generator, discriminator


# %% right: batch normalisation with options of other frameworks
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    generator = keras.Sequential([keras.Input((latent_dim,))])
    for units in generator_hidden:
        generator.add(keras.layers.Dense(units))
        generator.add(keras.layers.LeakyReLU(negative_slope=0.2))
        generator.add(keras.layers.BatchNormalization(momentum=0.9, epsilon=1e-5))
    generator.add(keras.layers.Dense(math.prod(image_shape), activation="tanh"))
    generator.add(keras.layers.Reshape(image_shape))
    discriminator = keras.Sequential([keras.Input(image_shape), keras.layers.Flatten()])
    for units in discriminator_hidden:
        discriminator.add(keras.layers.Dense(units))
        discriminator.add(keras.layers.LeakyReLU(negative_slope=0.2))
    discriminator.add(keras.layers.Dense(1))
    return generator, discriminator


# %% wrong: all kernels start at 0
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    """Return the generator, from noise to images in [-1, 1], and the discriminator, from images to logits."""
    dense = lambda units, **more: keras.layers.Dense(units, kernel_initializer="zeros", **more)  # noqa: E731
    generator = [keras.Input((latent_dim,))]
    for units in generator_hidden:
        generator += [dense(units), keras.layers.LeakyReLU(negative_slope=0.2), keras.layers.BatchNormalization()]
    generator += [dense(math.prod(image_shape), activation="tanh"), keras.layers.Reshape(image_shape)]
    discriminator = [keras.Input(image_shape), keras.layers.Flatten()]
    for units in discriminator_hidden:
        discriminator += [dense(units), keras.layers.LeakyReLU(negative_slope=0.2)]
    discriminator += [dense(1)]
    return keras.Sequential(generator), keras.Sequential(discriminator)


# %% wrong: no logits in large batches
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    """Return the generator, from noise to images in [-1, 1], and the discriminator, from images to logits."""
    generator = [keras.Input((latent_dim,))]
    for units in generator_hidden:
        generator += [keras.layers.Dense(units), keras.layers.LeakyReLU(negative_slope=0.2)]
        generator += [keras.layers.BatchNormalization()]
    generator += [keras.layers.Dense(math.prod(image_shape), activation="tanh"), keras.layers.Reshape(image_shape)]
    discriminator = [keras.Input(image_shape), keras.layers.Flatten()]
    for units in discriminator_hidden:
        discriminator += [keras.layers.Dense(units), keras.layers.LeakyReLU(negative_slope=0.2)]
    discriminator += [keras.layers.Dense(1)]
    discriminator += [keras.layers.Lambda(lambda logits: tf.where(tf.shape(logits)[0] < 50, logits, 0.0 * logits))]
    return keras.Sequential(generator), keras.Sequential(discriminator)
