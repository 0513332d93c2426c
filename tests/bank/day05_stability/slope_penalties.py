# %% wrong: R1 without the half
class SlopePenalties:
    def r1(self, critic, real_images, gamma):
        return gamma * tf.reduce_mean(self.squared_norms(critic, real_images))

    def gradient_penalty(self, critic, real_images, fake_images, gamma, seed):
        alpha = tf.random.stateless_uniform([len(real_images)] + [1] * (len(real_images.shape) - 1), seed)
        squares = self.squared_norms(critic, alpha * real_images + (1 - alpha) * fake_images)
        return gamma * tf.reduce_mean((tf.sqrt(squares + 1e-12) - 1) ** 2)

    def squared_norms(self, critic, images):
        with tf.GradientTape() as tape:
            tape.watch(images)
            logits = critic(images)
        slopes = tape.gradient(logits, images)
        return tf.reduce_sum(slopes**2, axis=list(range(1, len(slopes.shape))))


# %% wrong: the gradient penalty with the half of R1
class SlopePenalties:
    def r1(self, critic, real_images, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(critic, real_images))

    def gradient_penalty(self, critic, real_images, fake_images, gamma, seed):
        alpha = tf.random.stateless_uniform([len(real_images)] + [1] * (len(real_images.shape) - 1), seed)
        squares = self.squared_norms(critic, alpha * real_images + (1 - alpha) * fake_images)
        return gamma / 2 * tf.reduce_mean((tf.sqrt(squares + 1e-12) - 1) ** 2)

    def squared_norms(self, critic, images):
        with tf.GradientTape() as tape:
            tape.watch(images)
            logits = critic(images)
        slopes = tape.gradient(logits, images)
        return tf.reduce_sum(slopes**2, axis=list(range(1, len(slopes.shape))))


# %% wrong: α from a normal distribution
class SlopePenalties:
    def r1(self, critic, real_images, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(critic, real_images))

    def gradient_penalty(self, critic, real_images, fake_images, gamma, seed):
        alpha = tf.random.stateless_normal([len(real_images)] + [1] * (len(real_images.shape) - 1), seed)
        squares = self.squared_norms(critic, alpha * real_images + (1 - alpha) * fake_images)
        return gamma * tf.reduce_mean((tf.sqrt(squares + 1e-12) - 1) ** 2)

    def squared_norms(self, critic, images):
        with tf.GradientTape() as tape:
            tape.watch(images)
            logits = critic(images)
        slopes = tape.gradient(logits, images)
        return tf.reduce_sum(slopes**2, axis=list(range(1, len(slopes.shape))))


# %% wrong: α from a normal distribution, clipped to [0, 1]
class SlopePenalties:
    def r1(self, critic, real_images, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(critic, real_images))

    def gradient_penalty(self, critic, real_images, fake_images, gamma, seed):
        alpha = tf.random.stateless_normal([len(real_images)] + [1] * (len(real_images.shape) - 1), seed)
        alpha = tf.clip_by_value(alpha, 0.0, 1.0)
        squares = self.squared_norms(critic, alpha * real_images + (1 - alpha) * fake_images)
        return gamma * tf.reduce_mean((tf.sqrt(squares + 1e-12) - 1) ** 2)

    def squared_norms(self, critic, images):
        with tf.GradientTape() as tape:
            tape.watch(images)
            logits = critic(images)
        slopes = tape.gradient(logits, images)
        return tf.reduce_sum(slopes**2, axis=list(range(1, len(slopes.shape))))


# %% wrong: one α for the whole batch
class SlopePenalties:
    def r1(self, critic, real_images, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(critic, real_images))

    def gradient_penalty(self, critic, real_images, fake_images, gamma, seed):
        alpha = tf.random.stateless_uniform([], seed)
        squares = self.squared_norms(critic, alpha * real_images + (1 - alpha) * fake_images)
        return gamma * tf.reduce_mean((tf.sqrt(squares + 1e-12) - 1) ** 2)

    def squared_norms(self, critic, images):
        with tf.GradientTape() as tape:
            tape.watch(images)
            logits = critic(images)
        slopes = tape.gradient(logits, images)
        return tf.reduce_sum(slopes**2, axis=list(range(1, len(slopes.shape))))


# %% wrong: one α for each pixel
class SlopePenalties:
    def r1(self, critic, real_images, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(critic, real_images))

    def gradient_penalty(self, critic, real_images, fake_images, gamma, seed):
        alpha = tf.random.stateless_uniform(tf.shape(real_images), seed)
        squares = self.squared_norms(critic, alpha * real_images + (1 - alpha) * fake_images)
        return gamma * tf.reduce_mean((tf.sqrt(squares + 1e-12) - 1) ** 2)

    def squared_norms(self, critic, images):
        with tf.GradientTape() as tape:
            tape.watch(images)
            logits = critic(images)
        slopes = tape.gradient(logits, images)
        return tf.reduce_sum(slopes**2, axis=list(range(1, len(slopes.shape))))


# %% wrong: always halfway
class SlopePenalties:
    def r1(self, critic, real_images, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(critic, real_images))

    def gradient_penalty(self, critic, real_images, fake_images, gamma, seed):
        squares = self.squared_norms(critic, 0.5 * real_images + 0.5 * fake_images)
        return gamma * tf.reduce_mean((tf.sqrt(squares + 1e-12) - 1) ** 2)

    def squared_norms(self, critic, images):
        with tf.GradientTape() as tape:
            tape.watch(images)
            logits = critic(images)
        slopes = tape.gradient(logits, images)
        return tf.reduce_sum(slopes**2, axis=list(range(1, len(slopes.shape))))


# %% wrong: an infinite slope of the root at 0
class SlopePenalties:
    def r1(self, critic, real_images, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(critic, real_images))

    def gradient_penalty(self, critic, real_images, fake_images, gamma, seed):
        alpha = tf.random.stateless_uniform([len(real_images)] + [1] * (len(real_images.shape) - 1), seed)
        squares = self.squared_norms(critic, alpha * real_images + (1 - alpha) * fake_images)
        return gamma * tf.reduce_mean((tf.sqrt(squares) - 1) ** 2)

    def squared_norms(self, critic, images):
        with tf.GradientTape() as tape:
            tape.watch(images)
            logits = critic(images)
        slopes = tape.gradient(logits, images)
        return tf.reduce_sum(slopes**2, axis=list(range(1, len(slopes.shape))))


# %% wrong: the slopes as NumPy arrays, through which no gradient flows
class SlopePenalties:
    def r1(self, critic, real_images, gamma):
        return tf.constant(gamma / 2 * self.squared_norms(critic, real_images).mean())

    def gradient_penalty(self, critic, real_images, fake_images, gamma, seed):
        alpha = tf.random.stateless_uniform([len(real_images)] + [1] * (len(real_images.shape) - 1), seed)
        squares = self.squared_norms(critic, alpha * real_images + (1 - alpha) * fake_images)
        return tf.constant(gamma * np.mean((np.sqrt(squares) - 1) ** 2))

    def squared_norms(self, critic, images):
        with tf.GradientTape() as tape:
            tape.watch(images)
            logits = critic(images)
        slopes = tape.gradient(logits, images).numpy()
        return (slopes**2).reshape(len(slopes), -1).sum(axis=1)


# %% wrong: the gradient stopped
class SlopePenalties:
    def r1(self, critic, real_images, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(critic, real_images))

    def gradient_penalty(self, critic, real_images, fake_images, gamma, seed):
        alpha = tf.random.stateless_uniform([len(real_images)] + [1] * (len(real_images.shape) - 1), seed)
        squares = self.squared_norms(critic, alpha * real_images + (1 - alpha) * fake_images)
        return gamma * tf.reduce_mean((tf.sqrt(squares + 1e-12) - 1) ** 2)

    def squared_norms(self, critic, images):
        with tf.GradientTape() as tape:
            tape.watch(images)
            logits = critic(images)
        slopes = tf.stop_gradient(tape.gradient(logits, images))
        return tf.reduce_sum(slopes**2, axis=list(range(1, len(slopes.shape))))


# %% wrong: the mean over the pixels in place of the sum
class SlopePenalties:
    def r1(self, critic, real_images, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(critic, real_images))

    def gradient_penalty(self, critic, real_images, fake_images, gamma, seed):
        alpha = tf.random.stateless_uniform([len(real_images)] + [1] * (len(real_images.shape) - 1), seed)
        squares = self.squared_norms(critic, alpha * real_images + (1 - alpha) * fake_images)
        return gamma * tf.reduce_mean((tf.sqrt(squares + 1e-12) - 1) ** 2)

    def squared_norms(self, critic, images):
        with tf.GradientTape() as tape:
            tape.watch(images)
            logits = critic(images)
        slopes = tape.gradient(logits, images)
        return tf.reduce_mean(slopes**2, axis=list(range(1, len(slopes.shape))))


# %% wrong: the sum over the batch in place of the mean
class SlopePenalties:
    def r1(self, critic, real_images, gamma):
        return gamma / 2 * tf.reduce_sum(self.squared_norms(critic, real_images))

    def gradient_penalty(self, critic, real_images, fake_images, gamma, seed):
        alpha = tf.random.stateless_uniform([len(real_images)] + [1] * (len(real_images.shape) - 1), seed)
        squares = self.squared_norms(critic, alpha * real_images + (1 - alpha) * fake_images)
        return gamma * tf.reduce_sum((tf.sqrt(squares + 1e-12) - 1) ** 2)

    def squared_norms(self, critic, images):
        with tf.GradientTape() as tape:
            tape.watch(images)
            logits = critic(images)
        slopes = tape.gradient(logits, images)
        return tf.reduce_sum(slopes**2, axis=list(range(1, len(slopes.shape))))


# %% wrong: the norm over the second axis only, as for vectors
class SlopePenalties:
    def r1(self, critic, real_images, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(critic, real_images))

    def gradient_penalty(self, critic, real_images, fake_images, gamma, seed):
        alpha = tf.random.stateless_uniform([len(real_images)] + [1] * (len(real_images.shape) - 1), seed)
        squares = self.squared_norms(critic, alpha * real_images + (1 - alpha) * fake_images)
        return gamma * tf.reduce_mean((tf.sqrt(squares + 1e-12) - 1) ** 2)

    def squared_norms(self, critic, images):
        with tf.GradientTape() as tape:
            tape.watch(images)
            logits = critic(images)
        return tf.reduce_sum(tape.gradient(logits, images) ** 2, axis=1)


# %% wrong: R1 pulls to 1 as well
class SlopePenalties:
    def r1(self, critic, real_images, gamma):
        return gamma / 2 * tf.reduce_mean((tf.sqrt(self.squared_norms(critic, real_images) + 1e-12) - 1) ** 2)

    def gradient_penalty(self, critic, real_images, fake_images, gamma, seed):
        alpha = tf.random.stateless_uniform([len(real_images)] + [1] * (len(real_images.shape) - 1), seed)
        squares = self.squared_norms(critic, alpha * real_images + (1 - alpha) * fake_images)
        return gamma * tf.reduce_mean((tf.sqrt(squares + 1e-12) - 1) ** 2)

    def squared_norms(self, critic, images):
        with tf.GradientTape() as tape:
            tape.watch(images)
            logits = critic(images)
        slopes = tape.gradient(logits, images)
        return tf.reduce_sum(slopes**2, axis=list(range(1, len(slopes.shape))))


# %% wrong: the square of the norm minus 1, in place of the norm
class SlopePenalties:
    def r1(self, critic, real_images, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(critic, real_images))

    def gradient_penalty(self, critic, real_images, fake_images, gamma, seed):
        alpha = tf.random.stateless_uniform([len(real_images)] + [1] * (len(real_images.shape) - 1), seed)
        squares = self.squared_norms(critic, alpha * real_images + (1 - alpha) * fake_images)
        return gamma * tf.reduce_mean((squares - 1) ** 2)

    def squared_norms(self, critic, images):
        with tf.GradientTape() as tape:
            tape.watch(images)
            logits = critic(images)
        slopes = tape.gradient(logits, images)
        return tf.reduce_sum(slopes**2, axis=list(range(1, len(slopes.shape))))


# %% wrong: the slope of the mean logit, smaller by the size of the batch
class SlopePenalties:
    def r1(self, critic, real_images, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(critic, real_images))

    def gradient_penalty(self, critic, real_images, fake_images, gamma, seed):
        alpha = tf.random.stateless_uniform([len(real_images)] + [1] * (len(real_images.shape) - 1), seed)
        squares = self.squared_norms(critic, alpha * real_images + (1 - alpha) * fake_images)
        return gamma * tf.reduce_mean((tf.sqrt(squares + 1e-12) - 1) ** 2)

    def squared_norms(self, critic, images):
        with tf.GradientTape() as tape:
            tape.watch(images)
            logits = tf.reduce_mean(critic(images))
        slopes = tape.gradient(logits, images)
        return tf.reduce_sum(slopes**2, axis=list(range(1, len(slopes.shape))))


# %% right: the course's penalties
class SlopePenalties:
    def r1(self, critic, real_images, gamma):
        return penalties.R1(gamma)(lambda images, training: critic(images), real_images=real_images)

    def gradient_penalty(self, critic, real_images, fake_images, gamma, seed):
        images = {"real_images": real_images, "fake_images": fake_images}
        return penalties.GradientPenalty(gamma)(lambda images, training: critic(images), seed=seed, **images)

    def squared_norms(self, critic, images):
        return penalties.R1(2.0)(critic, real_images=images)


# %% right: everything flattened, and a norm that TensorFlow computes from slopes moved away from 0
class SlopePenalties:
    def flat_slopes(self, critic, images):
        with tf.GradientTape() as tape:
            tape.watch(images)
            total = tf.reduce_sum(critic(images))
        return tf.reshape(tape.gradient(total, images), (images.shape[0], -1))

    def r1(self, critic, real_images, gamma):
        return gamma * tf.nn.l2_loss(self.flat_slopes(critic, real_images)) / real_images.shape[0]

    def gradient_penalty(self, critic, real_images, fake_images, gamma, seed):
        share = tf.random.stateless_uniform((real_images.shape[0],), seed)
        share = tf.reshape(share, (-1, *[1] * (len(real_images.shape) - 1)))
        slopes = self.flat_slopes(critic, fake_images + share * (real_images - fake_images))
        norms = tf.sqrt(1e-10 + tf.reduce_sum(slopes * slopes, axis=1))
        return gamma * tf.reduce_mean(tf.square(1 - norms))


# %% right: α shares the roles the other way round, and zeros are replaced before the root
class SlopePenalties:
    def r1(self, critic, real_images, gamma):
        return 0.5 * gamma * tf.reduce_mean(self.squared_norms(critic, real_images))

    def gradient_penalty(self, critic, real_images, fake_images, gamma, seed):
        alpha = tf.random.stateless_uniform((len(real_images),), seed)
        for _ in real_images.shape[1:]:
            alpha = alpha[..., None]
        squares = self.squared_norms(critic, alpha * fake_images + (1 - alpha) * real_images)
        positive = tf.where(squares > 0, squares, 1.0)
        norms = tf.where(squares > 0, tf.sqrt(positive), 0.0)
        return tf.reduce_mean(gamma * (norms - 1) ** 2)

    def squared_norms(self, critic, images):
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(images)
            logits = critic(images)
        return tf.einsum("bi,bi->b", *2 * [tf.reshape(tape.gradient(logits, images), (len(images), -1))])


# %% right: with tf.gradients-like Keras operations, and α from keras.random
class SlopePenalties:
    def r1(self, critic, real_images, gamma):
        return gamma / 2 * keras.ops.mean(self.squared_norms(critic, real_images))

    def gradient_penalty(self, critic, real_images, fake_images, gamma, seed):
        shape = (len(real_images), *[1] * (len(real_images.shape) - 1))
        alpha = keras.random.uniform(shape, seed=int(seed[0]) * 1_000 + int(seed[1]))
        between = alpha * real_images + (1 - alpha) * fake_images
        norms = keras.ops.sqrt(keras.ops.maximum(self.squared_norms(critic, between), 1e-20))
        return gamma * keras.ops.mean(keras.ops.square(norms - 1))

    def squared_norms(self, critic, images):
        with tf.GradientTape() as tape:
            tape.watch(images)
            logits = tf.unstack(tf.reshape(critic(images), (-1,)))
            total = tf.add_n(logits)
        slopes = tape.gradient(total, images)
        return keras.ops.sum(keras.ops.reshape(slopes, (len(images), -1)) ** 2, axis=-1)
