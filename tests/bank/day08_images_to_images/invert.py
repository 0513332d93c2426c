# %% wrong: the gradient's ascent
def invert(generator, images, noise, steps):
    z, optimizer = tf.Variable(noise), keras.optimizers.Adam(0.05)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            loss = -tf.reduce_mean(tf.square(generator(z, training=False) - images))
        optimizer.apply([tape.gradient(loss, z)], [z])
    return z.numpy()


# %% wrong: the generator is trained as well
def invert(generator, images, noise, steps):
    z, optimizer = tf.Variable(noise), keras.optimizers.Adam(0.05)
    variables = [z, *generator.trainable_variables]
    for _ in range(steps):
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.square(generator(z, training=False) - images))
        optimizer.apply(tape.gradient(loss, variables), variables)
    return z.numpy()


# %% wrong: batch normalisation in training mode
def invert(generator, images, noise, steps):
    z, optimizer = tf.Variable(noise), keras.optimizers.Adam(0.05)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.square(generator(z, training=True) - images))
        optimizer.apply([tape.gradient(loss, z)], [z])
    return z.numpy()


# %% wrong: Keras's rate of Adam, 0.001
def invert(generator, images, noise, steps):
    z, optimizer = tf.Variable(noise), keras.optimizers.Adam()
    for _ in range(steps):
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.square(generator(z, training=False) - images))
        optimizer.apply([tape.gradient(loss, z)], [z])
    return z.numpy()


# %% wrong: a new Adam in each step
def invert(generator, images, noise, steps):
    z = tf.Variable(noise)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.square(generator(z, training=False) - images))
        keras.optimizers.Adam(0.05).apply([tape.gradient(loss, z)], [z])
    return z.numpy()


# %% wrong: the images in place of the noise
def invert(generator, images, noise, steps):
    z, optimizer = tf.Variable(noise), keras.optimizers.Adam(0.05)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.square(generator(z, training=False) - images))
        optimizer.apply([tape.gradient(loss, z)], [z])
    return generator(z).numpy()


# %% wrong: the signed error, which has no least value
def invert(generator, images, noise, steps):
    z, optimizer = tf.Variable(noise), keras.optimizers.Adam(0.05)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(generator(z, training=False) - images)
        optimizer.apply([tape.gradient(loss, z)], [z])
    return z.numpy()


# %% wrong: a step too many
def invert(generator, images, noise, steps):
    z, optimizer = tf.Variable(noise), keras.optimizers.Adam(0.05)
    for _ in range(steps + 1):
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.square(generator(z, training=False) - images))
        optimizer.apply([tape.gradient(loss, z)], [z])
    return z.numpy()


# %% wrong: begins at 0, whatever the noise
def invert(generator, images, noise, steps):
    z, optimizer = tf.Variable(np.zeros_like(noise)), keras.optimizers.Adam(0.05)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.square(generator(z, training=False) - images))
        optimizer.apply([tape.gradient(loss, z)], [z])
    return z.numpy()


# %% wrong: one noise for all images
def invert(generator, images, noise, steps):
    z, optimizer = tf.Variable(noise[:1]), keras.optimizers.Adam(0.05)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.square(generator(z, training=False) - images))
        optimizer.apply([tape.gradient(loss, z)], [z])
    return np.repeat(z.numpy(), len(noise), axis=0)


# %% wrong: plain gradient descent in place of Adam
def invert(generator, images, noise, steps):
    z = tf.Variable(noise)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.reduce_mean(tf.square(generator(z, training=False) - images), axis=1))
        z.assign_sub(0.05 * tape.gradient(loss, z))
    return z.numpy()


# %% wrong: root of the squared error
def invert(generator, images, noise, steps):
    z = tf.Variable(noise)
    optimizer = keras.optimizers.Adam(0.05)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            error = tf.square(generator(z, training=False) - images)
            loss = tf.sqrt(tf.reduce_mean(error))
        optimizer.apply([tape.gradient(loss, z)], [z])
    return z.numpy()


# %% wrong: all begin at the mean of the noise
def invert(generator, images, noise, steps):
    z = tf.Variable(np.repeat(noise.mean(axis=0, keepdims=True), len(noise), axis=0))
    optimizer = keras.optimizers.Adam(0.05)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            error = tf.square(generator(z, training=False) - images)
            loss = tf.reduce_sum(tf.reduce_mean(tf.reshape(error, (len(noise), -1)), axis=1))
        optimizer.apply([tape.gradient(loss, z)], [z])
    return z.numpy()


# %% wrong: beta_1 of 0.5, as for GANs
def invert(generator, images, noise, steps):
    z = tf.Variable(noise)
    optimizer = keras.optimizers.Adam(0.05, beta_1=0.5)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            error = tf.square(generator(z, training=False) - images)
            loss = tf.reduce_sum(tf.reduce_mean(tf.reshape(error, (len(noise), -1)), axis=1))
        optimizer.apply([tape.gradient(loss, z)], [z])
    return z.numpy()


# %% wrong: beta_1 of 0
def invert(generator, images, noise, steps):
    z = tf.Variable(noise)
    optimizer = keras.optimizers.Adam(0.05, beta_1=0.0)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            error = tf.square(generator(z, training=False) - images)
            loss = tf.reduce_sum(tf.reduce_mean(tf.reshape(error, (len(noise), -1)), axis=1))
        optimizer.apply([tape.gradient(loss, z)], [z])
    return z.numpy()


# %% wrong: a rate that falls
def invert(generator, images, noise, steps):
    z = tf.Variable(noise)
    optimizer = keras.optimizers.Adam(keras.optimizers.schedules.ExponentialDecay(0.05, 100, 0.5))
    for _ in range(steps):
        with tf.GradientTape() as tape:
            error = tf.square(generator(z, training=False) - images)
            loss = tf.reduce_sum(tf.reduce_mean(tf.reshape(error, (len(noise), -1)), axis=1))
        optimizer.apply([tape.gradient(loss, z)], [z])
    return z.numpy()


# %% wrong: clipped gradients
def invert(generator, images, noise, steps):
    z = tf.Variable(noise)
    optimizer = keras.optimizers.Adam(0.05, clipnorm=1.0)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            error = tf.square(generator(z, training=False) - images)
            loss = tf.reduce_sum(tf.reduce_mean(tf.reshape(error, (len(noise), -1)), axis=1))
        optimizer.apply([tape.gradient(loss, z)], [z])
    return z.numpy()


# %% wrong: the generator stays frozen for ever
def invert(generator, images, noise, steps):
    generator.trainable = False
    z = tf.Variable(noise)
    optimizer = keras.optimizers.Adam(0.05)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            error = tf.square(generator(z, training=False) - images)
            loss = tf.reduce_sum(tf.reduce_mean(tf.reshape(error, (len(noise), -1)), axis=1))
        optimizer.apply([tape.gradient(loss, z)], [z])
    return z.numpy()


# %% wrong: the noise is kept between -2 and 2
def invert(generator, images, noise, steps):
    z, optimizer = tf.Variable(noise), keras.optimizers.Adam(0.05)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.square(generator(z, training=False) - images))
        optimizer.apply([tape.gradient(loss, z)], [z])
        z.assign(tf.clip_by_value(z, -2, 2))
    return z.numpy()


# %% wrong: the noise is kept between -3 and 3, by a constraint
def invert(generator, images, noise, steps):
    z, optimizer = tf.Variable(noise, constraint=lambda z: tf.clip_by_value(z, -3, 3)), keras.optimizers.Adam(0.05)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.square(generator(z, training=False) - images))
        optimizer.apply([tape.gradient(loss, z)], [z])
    return z.numpy()


# %% right: without tf.function, with the sum over all pixels, which Adam does not notice
def invert(generator, images, noise, steps):
    z, optimizer = tf.Variable(noise), keras.optimizers.Adam(0.05)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.square(generator(z, training=False) - images))
        optimizer.apply([tape.gradient(loss, z)], [z])
    return z.numpy()


# %% right: a loop within the compiled function
def invert(generator, images, noise, steps):
    z, optimizer = tf.Variable(tf.convert_to_tensor(noise)), keras.optimizers.Adam(learning_rate=0.05)
    optimizer.build([z])

    @tf.function
    def descend():
        for _ in tf.range(steps):
            with tf.GradientTape() as tape:
                made = generator(z, training=False)
                loss = tf.reduce_sum(tf.square(made - images)) / float(np.prod(np.shape(images)[1:]))
            optimizer.apply([tape.gradient(loss, z)], [z])

    descend()
    return z


# %% right: apply_gradients
def invert(generator, images, noise, steps):
    z, optimizer = tf.Variable(np.array(noise)), keras.optimizers.Adam(0.05)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            tape.watch(z)
            errors = keras.ops.mean(
                keras.ops.square(generator(z, training=False) - images), axis=tuple(range(1, np.ndim(images)))
            )
            loss = keras.ops.sum(errors)
        optimizer.apply_gradients([(tape.gradient(loss, z), z)])
    return keras.ops.convert_to_numpy(z)


# %% right: the course's
def invert(generator, images, noise, steps):
    return inversion.invert(generator, images, start=noise, steps=steps, rate=0.05)


# %% right: Adam written out
def invert(generator, images, noise, steps):
    z = np.array(noise, "float32")
    mean, square = np.zeros_like(z), np.zeros_like(z)
    for step in range(1, steps + 1):
        point = tf.constant(z)
        with tf.GradientTape() as tape:
            tape.watch(point)
            loss = tf.reduce_sum(tf.square(generator(point, training=False) - images)) / images[0].size
        gradient = tape.gradient(loss, point).numpy()
        mean, square = 0.9 * mean + 0.1 * gradient, 0.999 * square + 0.001 * gradient**2
        z = z - 0.05 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-7)
    return z


# %% right: axes of images named
def invert(generator, images, noise, steps):
    z = tf.Variable(noise)
    optimizer = keras.optimizers.Adam(0.05)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            made = generator(z, training=False)
            loss = tf.reduce_sum(tf.reduce_mean((made - images) ** 2, axis=(1, 2, 3)))
        optimizer.apply([tape.gradient(loss, z)], [z])
    return np.array(z)
