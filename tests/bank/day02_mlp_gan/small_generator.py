# %% wrong: a sigmoid, which never makes a dark pixel
def small_generator(latent_dim=16, image_shape=(28, 28, 1)):
    noise = keras.Input((latent_dim,))
    hidden = keras.layers.LeakyReLU(negative_slope=0.2)(keras.layers.Dense(64)(noise))
    pixels = keras.layers.Dense(math.prod(image_shape), activation="sigmoid")(hidden)
    return keras.Model(noise, keras.layers.Reshape(image_shape)(pixels))


# %% wrong: no activation at the end
def small_generator(latent_dim=16, image_shape=(28, 28, 1)):
    noise = keras.Input((latent_dim,))
    hidden = keras.layers.LeakyReLU(negative_slope=0.2)(keras.layers.Dense(64)(noise))
    pixels = keras.layers.Dense(math.prod(image_shape))(hidden)
    return keras.Model(noise, keras.layers.Reshape(image_shape)(pixels))


# %% wrong: ReLU at the end
def small_generator(latent_dim=16, image_shape=(28, 28, 1)):
    noise = keras.Input((latent_dim,))
    hidden = keras.layers.LeakyReLU(negative_slope=0.2)(keras.layers.Dense(64)(noise))
    pixels = keras.layers.Dense(math.prod(image_shape), activation="relu")(hidden)
    return keras.Model(noise, keras.layers.Reshape(image_shape)(pixels))


# %% wrong: the shape of the digits written into the code
def small_generator(latent_dim=16, image_shape=(28, 28, 1)):
    noise = keras.Input((latent_dim,))
    hidden = keras.layers.LeakyReLU(negative_slope=0.2)(keras.layers.Dense(64)(noise))
    pixels = keras.layers.Dense(784, activation="tanh")(hidden)
    return keras.Model(noise, keras.layers.Reshape((28, 28, 1))(pixels))


# %% wrong: a fixed batch
def small_generator(latent_dim=16, image_shape=(28, 28, 1)):
    noise = keras.Input((latent_dim,))
    hidden = keras.layers.LeakyReLU(negative_slope=0.2)(keras.layers.Dense(64)(noise))
    pixels = keras.layers.Dense(math.prod(image_shape), activation="tanh")(hidden)
    return keras.Model(noise, keras.ops.reshape(pixels, (64, *image_shape)))


# %% wrong: the pixels are not put into the shape of an image
def small_generator(latent_dim=16, image_shape=(28, 28, 1)):
    noise = keras.Input((latent_dim,))
    hidden = keras.layers.LeakyReLU(negative_slope=0.2)(keras.layers.Dense(64)(noise))
    pixels = keras.layers.Dense(math.prod(image_shape), activation="tanh")(hidden)
    return keras.Model(noise, pixels)


# %% wrong: the channel is missing
def small_generator(latent_dim=16, image_shape=(28, 28, 1)):
    noise = keras.Input((latent_dim,))
    hidden = keras.layers.LeakyReLU(negative_slope=0.2)(keras.layers.Dense(64)(noise))
    pixels = keras.layers.Dense(math.prod(image_shape[:2]), activation="tanh")(hidden)
    return keras.Model(noise, keras.layers.Reshape(image_shape[:2])(pixels))


# %% wrong: a function instead of a model
def small_generator(latent_dim=16, image_shape=(28, 28, 1)):
    dense, out = keras.layers.Dense(64), keras.layers.Dense(math.prod(image_shape), activation="tanh")
    return lambda noise: keras.ops.reshape(out(dense(noise)), (-1, *image_shape))


# %% right: a Sequential model with a tanh layer of its own
def small_generator(latent_dim=16, image_shape=(28, 28, 1)):
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(64),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Dense(math.prod(image_shape)),
            keras.layers.Reshape(image_shape),
            keras.layers.Activation("tanh"),
        ]
    )


# %% right: a sigmoid stretched to [-1, 1]
def small_generator(latent_dim=16, image_shape=(28, 28, 1)):
    noise = keras.Input((latent_dim,))
    hidden = keras.layers.LeakyReLU(negative_slope=0.2)(keras.layers.Dense(64)(noise))
    pixels = keras.layers.Dense(int(np.prod(image_shape)), activation="sigmoid")(hidden)
    images = keras.ops.reshape(2 * pixels - 1, (-1, *image_shape))
    return keras.Model(inputs=noise, outputs=images)


# %% right: the course's own generator
def small_generator(latent_dim=16, image_shape=(28, 28, 1)):
    return models.mlp_generator(latent_dim, (64,), image_shape=image_shape, batch_norm=False)
