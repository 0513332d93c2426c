# %% wrong: R1 without the half
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma * tf.reduce_mean(self.squared_norms(discriminator, samples))

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        share = tf.random.stateless_uniform([real_samples.shape[0]] + [1] * (len(real_samples.shape) - 1), seed)
        squares = self.squared_norms(discriminator, share * real_samples + (1 - share) * fake_samples)
        return gamma * tf.reduce_mean((tf.sqrt(tf.maximum(squares, 1e-20)) - 1) ** 2)

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        gradients = tape.gradient(logits, samples)
        return tf.reduce_sum(gradients**2, axis=list(range(1, len(gradients.shape))))


# %% wrong: the gradient penalty with the half of R1
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(discriminator, samples))

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        share = tf.random.stateless_uniform([real_samples.shape[0]] + [1] * (len(real_samples.shape) - 1), seed)
        squares = self.squared_norms(discriminator, share * real_samples + (1 - share) * fake_samples)
        return gamma / 2 * tf.reduce_mean((tf.sqrt(tf.maximum(squares, 1e-20)) - 1) ** 2)

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        gradients = tape.gradient(logits, samples)
        return tf.reduce_sum(gradients**2, axis=list(range(1, len(gradients.shape))))


# %% wrong: shares from a normal distribution
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(discriminator, samples))

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        share = tf.random.stateless_normal([real_samples.shape[0]] + [1] * (len(real_samples.shape) - 1), seed)
        squares = self.squared_norms(discriminator, share * real_samples + (1 - share) * fake_samples)
        return gamma * tf.reduce_mean((tf.sqrt(tf.maximum(squares, 1e-20)) - 1) ** 2)

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        gradients = tape.gradient(logits, samples)
        return tf.reduce_sum(gradients**2, axis=list(range(1, len(gradients.shape))))


# %% wrong: shares from a normal distribution, clipped to [0, 1]
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(discriminator, samples))

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        share = tf.random.stateless_normal([real_samples.shape[0]] + [1] * (len(real_samples.shape) - 1), seed)
        share = tf.clip_by_value(share, 0.0, 1.0)
        squares = self.squared_norms(discriminator, share * real_samples + (1 - share) * fake_samples)
        return gamma * tf.reduce_mean((tf.sqrt(tf.maximum(squares, 1e-20)) - 1) ** 2)

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        gradients = tape.gradient(logits, samples)
        return tf.reduce_sum(gradients**2, axis=list(range(1, len(gradients.shape))))


# %% wrong: one share for the whole batch
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(discriminator, samples))

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        share = tf.random.stateless_uniform([], seed)
        squares = self.squared_norms(discriminator, share * real_samples + (1 - share) * fake_samples)
        return gamma * tf.reduce_mean((tf.sqrt(tf.maximum(squares, 1e-20)) - 1) ** 2)

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        gradients = tape.gradient(logits, samples)
        return tf.reduce_sum(gradients**2, axis=list(range(1, len(gradients.shape))))


# %% wrong: a share for each pixel
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(discriminator, samples))

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        share = tf.random.stateless_uniform(real_samples.shape, seed)
        squares = self.squared_norms(discriminator, share * real_samples + (1 - share) * fake_samples)
        return gamma * tf.reduce_mean((tf.sqrt(tf.maximum(squares, 1e-20)) - 1) ** 2)

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        gradients = tape.gradient(logits, samples)
        return tf.reduce_sum(gradients**2, axis=list(range(1, len(gradients.shape))))


# %% wrong: always halfway
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(discriminator, samples))

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        share = 0.5
        squares = self.squared_norms(discriminator, share * real_samples + (1 - share) * fake_samples)
        return gamma * tf.reduce_mean((tf.sqrt(tf.maximum(squares, 1e-20)) - 1) ** 2)

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        gradients = tape.gradient(logits, samples)
        return tf.reduce_sum(gradients**2, axis=list(range(1, len(gradients.shape))))


# %% wrong: the same shares whatever the seed
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(discriminator, samples))

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        share = tf.random.stateless_uniform([real_samples.shape[0]] + [1] * (len(real_samples.shape) - 1), (0, 1))
        squares = self.squared_norms(discriminator, share * real_samples + (1 - share) * fake_samples)
        return gamma * tf.reduce_mean((tf.sqrt(tf.maximum(squares, 1e-20)) - 1) ** 2)

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        gradients = tape.gradient(logits, samples)
        return tf.reduce_sum(gradients**2, axis=list(range(1, len(gradients.shape))))


# %% wrong: other shares at each call, whatever the seed
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(discriminator, samples))

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        share = tf.random.uniform([real_samples.shape[0]] + [1] * (len(real_samples.shape) - 1))
        squares = self.squared_norms(discriminator, share * real_samples + (1 - share) * fake_samples)
        return gamma * tf.reduce_mean((tf.sqrt(tf.maximum(squares, 1e-20)) - 1) ** 2)

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        gradients = tape.gradient(logits, samples)
        return tf.reduce_sum(gradients**2, axis=list(range(1, len(gradients.shape))))


# %% wrong: shares from -1 to 1
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(discriminator, samples))

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        share = 2 * tf.random.stateless_uniform([real_samples.shape[0]] + [1] * (len(real_samples.shape) - 1), seed) - 1
        squares = self.squared_norms(discriminator, share * real_samples + (1 - share) * fake_samples)
        return gamma * tf.reduce_mean((tf.sqrt(tf.maximum(squares, 1e-20)) - 1) ** 2)

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        gradients = tape.gradient(logits, samples)
        return tf.reduce_sum(gradients**2, axis=list(range(1, len(gradients.shape))))


# %% wrong: an infinite derivative of the root at 0
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(discriminator, samples))

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        share = tf.random.stateless_uniform([real_samples.shape[0]] + [1] * (len(real_samples.shape) - 1), seed)
        squares = self.squared_norms(discriminator, share * real_samples + (1 - share) * fake_samples)
        return gamma * tf.reduce_mean((tf.sqrt(squares) - 1) ** 2)

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        gradients = tape.gradient(logits, samples)
        return tf.reduce_sum(gradients**2, axis=list(range(1, len(gradients.shape))))


# %% wrong: where after the root, whose gradient is not finite when compiled
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(discriminator, samples))

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        share = tf.random.stateless_uniform([real_samples.shape[0]] + [1] * (len(real_samples.shape) - 1), seed)
        squares = self.squared_norms(discriminator, share * real_samples + (1 - share) * fake_samples)
        norms = tf.where(squares > 0, tf.sqrt(squares), 0.0)
        return gamma * tf.reduce_mean((norms - 1) ** 2)

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        gradients = tape.gradient(logits, samples)
        return tf.reduce_sum(gradients**2, axis=list(range(1, len(gradients.shape))))


# %% wrong: R1 as the square of a norm that has no derivative at 0
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma / 2 * tf.reduce_mean(tf.sqrt(self.squared_norms(discriminator, samples)) ** 2)

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        share = tf.random.stateless_uniform([real_samples.shape[0]] + [1] * (len(real_samples.shape) - 1), seed)
        squares = self.squared_norms(discriminator, share * real_samples + (1 - share) * fake_samples)
        return gamma * tf.reduce_mean((tf.sqrt(tf.maximum(squares, 1e-20)) - 1) ** 2)

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        gradients = tape.gradient(logits, samples)
        return tf.reduce_sum(gradients**2, axis=list(range(1, len(gradients.shape))))


# %% wrong: a small number outside of the root
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(discriminator, samples))

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        share = tf.random.stateless_uniform([real_samples.shape[0]] + [1] * (len(real_samples.shape) - 1), seed)
        squares = self.squared_norms(discriminator, share * real_samples + (1 - share) * fake_samples)
        return gamma * tf.reduce_mean((tf.sqrt(squares) + 1e-8 - 1) ** 2)

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        gradients = tape.gradient(logits, samples)
        return tf.reduce_sum(gradients**2, axis=list(range(1, len(gradients.shape))))


# %% wrong: gradients as NumPy arrays, through which no gradient flows
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return tf.constant(gamma / 2 * self.squared_norms(discriminator, samples).mean())

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        share = tf.random.stateless_uniform([real_samples.shape[0]] + [1] * (len(real_samples.shape) - 1), seed)
        squares = self.squared_norms(discriminator, share * real_samples + (1 - share) * fake_samples)
        return tf.constant(gamma * np.mean((np.sqrt(squares) - 1) ** 2))

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        gradients = tape.gradient(logits, samples).numpy()
        return (gradients**2).reshape(len(gradients), -1).sum(axis=1)


# %% wrong: the gradient stopped
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(discriminator, samples))

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        share = tf.random.stateless_uniform([real_samples.shape[0]] + [1] * (len(real_samples.shape) - 1), seed)
        squares = self.squared_norms(discriminator, share * real_samples + (1 - share) * fake_samples)
        return gamma * tf.reduce_mean((tf.sqrt(tf.maximum(squares, 1e-20)) - 1) ** 2)

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        gradients = tf.stop_gradient(tape.gradient(logits, samples))
        return tf.reduce_sum(gradients**2, axis=list(range(1, len(gradients.shape))))


# %% wrong: one of the two factors of the square stopped
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(discriminator, samples))

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        share = tf.random.stateless_uniform([real_samples.shape[0]] + [1] * (len(real_samples.shape) - 1), seed)
        squares = self.squared_norms(discriminator, share * real_samples + (1 - share) * fake_samples)
        return gamma * tf.reduce_mean((tf.sqrt(tf.maximum(squares, 1e-20)) - 1) ** 2)

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        gradients = tape.gradient(logits, samples)
        return tf.reduce_sum(gradients * tf.stop_gradient(gradients), axis=list(range(1, len(gradients.shape))))


# %% wrong: the mean over the pixels in place of the sum
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(discriminator, samples))

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        share = tf.random.stateless_uniform([real_samples.shape[0]] + [1] * (len(real_samples.shape) - 1), seed)
        squares = self.squared_norms(discriminator, share * real_samples + (1 - share) * fake_samples)
        return gamma * tf.reduce_mean((tf.sqrt(tf.maximum(squares, 1e-20)) - 1) ** 2)

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        gradients = tape.gradient(logits, samples)
        return tf.reduce_mean(gradients**2, axis=list(range(1, len(gradients.shape))))


# %% wrong: the sum over the batch in place of the mean
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma / 2 * tf.reduce_sum(self.squared_norms(discriminator, samples))

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        share = tf.random.stateless_uniform([real_samples.shape[0]] + [1] * (len(real_samples.shape) - 1), seed)
        squares = self.squared_norms(discriminator, share * real_samples + (1 - share) * fake_samples)
        return gamma * tf.reduce_sum((tf.sqrt(tf.maximum(squares, 1e-20)) - 1) ** 2)

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        gradients = tape.gradient(logits, samples)
        return tf.reduce_sum(gradients**2, axis=list(range(1, len(gradients.shape))))


# %% wrong: the norm over the second axis only, as for vectors
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(discriminator, samples))

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        share = tf.random.stateless_uniform([real_samples.shape[0]] + [1] * (len(real_samples.shape) - 1), seed)
        squares = self.squared_norms(discriminator, share * real_samples + (1 - share) * fake_samples)
        return gamma * tf.reduce_mean((tf.sqrt(tf.maximum(squares, 1e-20)) - 1) ** 2)

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        gradients = tape.gradient(logits, samples)
        return tf.reduce_sum(gradients**2, axis=1)


# %% wrong: R1 pulls to 1 as well
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma / 2 * tf.reduce_mean((tf.sqrt(self.squared_norms(discriminator, samples) + 1e-12) - 1) ** 2)

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        share = tf.random.stateless_uniform([real_samples.shape[0]] + [1] * (len(real_samples.shape) - 1), seed)
        squares = self.squared_norms(discriminator, share * real_samples + (1 - share) * fake_samples)
        return gamma * tf.reduce_mean((tf.sqrt(tf.maximum(squares, 1e-20)) - 1) ** 2)

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        gradients = tape.gradient(logits, samples)
        return tf.reduce_sum(gradients**2, axis=list(range(1, len(gradients.shape))))


# %% wrong: R1 of the norm, not of its square
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma / 2 * tf.reduce_mean(tf.sqrt(self.squared_norms(discriminator, samples) + 1e-12))

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        share = tf.random.stateless_uniform([real_samples.shape[0]] + [1] * (len(real_samples.shape) - 1), seed)
        squares = self.squared_norms(discriminator, share * real_samples + (1 - share) * fake_samples)
        return gamma * tf.reduce_mean((tf.sqrt(tf.maximum(squares, 1e-20)) - 1) ** 2)

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        gradients = tape.gradient(logits, samples)
        return tf.reduce_sum(gradients**2, axis=list(range(1, len(gradients.shape))))


# %% wrong: the square of the mean norm
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma / 2 * tf.reduce_mean(tf.sqrt(self.squared_norms(discriminator, samples) + 1e-20)) ** 2

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        share = tf.random.stateless_uniform([real_samples.shape[0]] + [1] * (len(real_samples.shape) - 1), seed)
        squares = self.squared_norms(discriminator, share * real_samples + (1 - share) * fake_samples)
        return gamma * tf.reduce_mean((tf.sqrt(tf.maximum(squares, 1e-20)) - 1) ** 2)

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        gradients = tape.gradient(logits, samples)
        return tf.reduce_sum(gradients**2, axis=list(range(1, len(gradients.shape))))


# %% wrong: the square of the norm minus 1, in place of the norm
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(discriminator, samples))

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        share = tf.random.stateless_uniform([real_samples.shape[0]] + [1] * (len(real_samples.shape) - 1), seed)
        squares = self.squared_norms(discriminator, share * real_samples + (1 - share) * fake_samples)
        return gamma * tf.reduce_mean((squares - 1) ** 2)

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        gradients = tape.gradient(logits, samples)
        return tf.reduce_sum(gradients**2, axis=list(range(1, len(gradients.shape))))


# %% wrong: only gradients above 1 cost something
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(discriminator, samples))

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        share = tf.random.stateless_uniform([real_samples.shape[0]] + [1] * (len(real_samples.shape) - 1), seed)
        squares = self.squared_norms(discriminator, share * real_samples + (1 - share) * fake_samples)
        return gamma * tf.reduce_mean(tf.nn.relu(tf.sqrt(tf.maximum(squares, 1e-20)) - 1) ** 2)

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        gradients = tape.gradient(logits, samples)
        return tf.reduce_sum(gradients**2, axis=list(range(1, len(gradients.shape))))


# %% wrong: the mean norm first, then the distance to 1
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(discriminator, samples))

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        share = tf.random.stateless_uniform([real_samples.shape[0]] + [1] * (len(real_samples.shape) - 1), seed)
        squares = self.squared_norms(discriminator, share * real_samples + (1 - share) * fake_samples)
        return gamma * (tf.reduce_mean(tf.sqrt(tf.maximum(squares, 1e-20))) - 1) ** 2

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        gradients = tape.gradient(logits, samples)
        return tf.reduce_sum(gradients**2, axis=list(range(1, len(gradients.shape))))


# %% wrong: the gradient of the mean logit, smaller by the size of the batch
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(discriminator, samples))

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        share = tf.random.stateless_uniform([real_samples.shape[0]] + [1] * (len(real_samples.shape) - 1), seed)
        squares = self.squared_norms(discriminator, share * real_samples + (1 - share) * fake_samples)
        return gamma * tf.reduce_mean((tf.sqrt(tf.maximum(squares, 1e-20)) - 1) ** 2)

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = tf.reduce_mean(discriminator(samples))
        gradients = tape.gradient(logits, samples)
        return tf.reduce_sum(gradients**2, axis=list(range(1, len(gradients.shape))))


# %% wrong: the gradient of the probability in place of the logit
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(discriminator, samples))

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        share = tf.random.stateless_uniform([real_samples.shape[0]] + [1] * (len(real_samples.shape) - 1), seed)
        squares = self.squared_norms(discriminator, share * real_samples + (1 - share) * fake_samples)
        return gamma * tf.reduce_mean((tf.sqrt(tf.maximum(squares, 1e-20)) - 1) ** 2)

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = tf.sigmoid(discriminator(samples))
        gradients = tape.gradient(logits, samples)
        return tf.reduce_sum(gradients**2, axis=list(range(1, len(gradients.shape))))


# %% wrong: the real samples shuffled against the fakes
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(discriminator, samples))

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        share = tf.random.stateless_uniform([real_samples.shape[0]] + [1] * (len(real_samples.shape) - 1), seed)
        squares = self.squared_norms(discriminator, share * real_samples[::-1] + (1 - share) * fake_samples)
        return gamma * tf.reduce_mean((tf.sqrt(tf.maximum(squares, 1e-20)) - 1) ** 2)

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        gradients = tape.gradient(logits, samples)
        return tf.reduce_sum(gradients**2, axis=list(range(1, len(gradients.shape))))


# %% wrong: at the real samples in place of between
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(discriminator, samples))

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        share = tf.random.stateless_uniform([real_samples.shape[0]] + [1] * (len(real_samples.shape) - 1), seed)
        squares = self.squared_norms(discriminator, real_samples)
        return gamma * tf.reduce_mean((tf.sqrt(tf.maximum(squares, 1e-20)) - 1) ** 2)

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        gradients = tape.gradient(logits, samples)
        return tf.reduce_sum(gradients**2, axis=list(range(1, len(gradients.shape))))


# %% right: the course's penalties
from gan_course import penalties


class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return penalties.R1(gamma)(discriminator, real_samples=samples)

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        samples = {"real_samples": real_samples, "fake_samples": fake_samples}
        return penalties.GradientPenalty(gamma)(discriminator, seed=seed, **samples)

    def squared_norms(self, discriminator, samples):
        return penalties.R1(2.0)(discriminator, real_samples=samples)


# %% right: everything flattened, and a norm moved away from 0
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma * 0.5 * tf.reduce_mean(self.squared_norms(discriminator, samples))

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        share = tf.reshape(
            tf.random.stateless_uniform((real_samples.shape[0],), seed), (-1, *[1] * (len(real_samples.shape) - 1))
        )
        norms = tf.sqrt(1e-10 + self.squared_norms(discriminator, fake_samples + share * (real_samples - fake_samples)))
        return gamma * tf.reduce_mean(tf.square(1 - norms))

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            total = tf.reduce_sum(discriminator(samples))
        return tf.reduce_sum(tf.reshape(tape.gradient(total, samples), (samples.shape[0], -1)) ** 2, axis=1)


# %% right: shares from the other end, and zeros replaced before the root
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return 0.5 * gamma * tf.reduce_mean(self.squared_norms(discriminator, samples))

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        share = tf.random.stateless_uniform((real_samples.shape[0],), seed)
        for _ in real_samples.shape[1:]:
            share = share[..., None]
        squares = self.squared_norms(discriminator, share * fake_samples + (1 - share) * real_samples)
        positive = tf.where(squares > 0, squares, 1.0)
        norms = tf.where(squares > 0, tf.sqrt(positive), 0.0)
        return tf.reduce_mean(gamma * (norms - 1) ** 2)

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        flat = tf.reshape(tape.gradient(logits, samples), (tf.shape(samples)[0], -1))
        return tf.einsum("bi,bi->b", flat, flat)


# %% right: Keras operations, and the sum over all, divided by the batch
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        total = keras.ops.sum(self.squared_norms(discriminator, samples))
        return gamma * total / (2 * samples.shape[0])

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        share = tf.random.stateless_uniform([real_samples.shape[0]] + [1] * (len(real_samples.shape) - 1), seed)
        squares = self.squared_norms(discriminator, share * real_samples + (1 - share) * fake_samples)
        norms = keras.ops.sqrt(keras.ops.maximum(squares, 1e-20))
        return gamma * keras.ops.mean(keras.ops.square(norms - 1))

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            total = keras.ops.sum(discriminator(samples))
        gradients = tape.gradient(total, samples)
        return keras.ops.sum(keras.ops.reshape(gradients, (gradients.shape[0], -1)) ** 2, axis=-1)


# %% wrong: not so tiny a number, 0.1, in the root
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(discriminator, samples))

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        shape = [real_samples.shape[0]] + [1] * (len(real_samples.shape) - 1)
        share = tf.random.stateless_uniform(shape, seed)
        between = real_samples + share * (fake_samples - real_samples)
        norms = tf.sqrt(self.squared_norms(discriminator, between) + 0.1)
        return gamma * tf.reduce_mean(tf.square(norms - 1))

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        gradient = tape.gradient(logits, samples)
        return tf.reduce_sum(tf.square(gradient), axis=list(range(1, len(samples.shape))))


# %% wrong: 0.001 in the root
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(discriminator, samples))

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        shape = [real_samples.shape[0]] + [1] * (len(real_samples.shape) - 1)
        share = tf.random.stateless_uniform(shape, seed)
        between = real_samples + share * (fake_samples - real_samples)
        norms = tf.sqrt(self.squared_norms(discriminator, between) + 1e-3)
        return gamma * tf.reduce_mean(tf.square(norms - 1))

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        gradient = tape.gradient(logits, samples)
        return tf.reduce_sum(tf.square(gradient), axis=list(range(1, len(samples.shape))))


# %% wrong: a share for each row of an image
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(discriminator, samples))

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        shape = [*real_samples.shape[:2]] + [1] * (len(real_samples.shape) - 2)
        share = tf.random.stateless_uniform(shape, seed)
        between = real_samples + share * (fake_samples - real_samples)
        norms = tf.sqrt(tf.maximum(self.squared_norms(discriminator, between), 1e-12))
        return gamma * tf.reduce_mean(tf.square(norms - 1))

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        gradient = tape.gradient(logits, samples)
        return tf.reduce_sum(tf.square(gradient), axis=list(range(1, len(samples.shape))))


# %% wrong: shares for images only
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(discriminator, samples))

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        shape = (real_samples.shape[0], 1, 1, 1)
        share = tf.random.stateless_uniform(shape, seed)
        between = real_samples + share * (fake_samples - real_samples)
        norms = tf.sqrt(tf.maximum(self.squared_norms(discriminator, between), 1e-12))
        return gamma * tf.reduce_mean(tf.square(norms - 1))

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        gradient = tape.gradient(logits, samples)
        return tf.reduce_sum(tf.square(gradient), axis=list(range(1, len(samples.shape))))


# %% wrong: shares for points only
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(discriminator, samples))

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        shape = (real_samples.shape[0], 1)
        share = tf.random.stateless_uniform(shape, seed)
        between = real_samples + share * (fake_samples - real_samples)
        norms = tf.sqrt(tf.maximum(self.squared_norms(discriminator, between), 1e-12))
        return gamma * tf.reduce_mean(tf.square(norms - 1))

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        gradient = tape.gradient(logits, samples)
        return tf.reduce_sum(tf.square(gradient), axis=list(range(1, len(samples.shape))))


# %% wrong: the norm goes over the axes of an image, and fails on points
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(discriminator, samples))

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        shape = [real_samples.shape[0]] + [1] * (len(real_samples.shape) - 1)
        share = tf.random.stateless_uniform(shape, seed)
        between = real_samples + share * (fake_samples - real_samples)
        norms = tf.sqrt(tf.maximum(self.squared_norms(discriminator, between), 1e-12))
        return gamma * tf.reduce_mean(tf.square(norms - 1))

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        gradient = tape.gradient(logits, samples)
        return tf.reduce_sum(tf.square(gradient), axis=[1, 2, 3])


# %% wrong: two shares, one for each side
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(discriminator, samples))

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        shape = [real_samples.shape[0]] + [1] * (len(real_samples.shape) - 1)
        share = tf.random.stateless_uniform(shape, seed)
        other = tf.random.stateless_uniform(shape, (seed[0] + 1, seed[1]))
        between = share * real_samples + other * fake_samples
        norms = tf.sqrt(tf.maximum(self.squared_norms(discriminator, between), 1e-12))
        return gamma * tf.reduce_mean(tf.square(norms - 1))

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        gradient = tape.gradient(logits, samples)
        return tf.reduce_sum(tf.square(gradient), axis=list(range(1, len(samples.shape))))


# %% wrong: through the interpolation, so that the gradient is too small
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(discriminator, samples))

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        shape = [real_samples.shape[0]] + [1] * (len(real_samples.shape) - 1)
        share = tf.random.stateless_uniform(shape, seed)
        squares = self.squared_norms(lambda x: discriminator(x + share * (fake_samples - x)), real_samples)
        norms = tf.sqrt(tf.maximum(squares, 1e-12))
        return gamma * tf.reduce_mean(tf.square(norms - 1))

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        gradient = tape.gradient(logits, samples)
        return tf.reduce_sum(tf.square(gradient), axis=list(range(1, len(samples.shape))))


# %% wrong: the samples are not watched
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(discriminator, samples))

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        shape = [real_samples.shape[0]] + [1] * (len(real_samples.shape) - 1)
        share = tf.random.stateless_uniform(shape, seed)
        between = real_samples + share * (fake_samples - real_samples)
        norms = tf.sqrt(tf.maximum(self.squared_norms(discriminator, between), 1e-12))
        return gamma * tf.reduce_mean(tf.square(norms - 1))

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            logits = discriminator(samples)
        gradient = tape.gradient(logits, samples)
        return tf.reduce_sum(tf.square(gradient), axis=list(range(1, len(samples.shape))))


# %% right: batch_jacobian
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(discriminator, samples))

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        shape = [real_samples.shape[0]] + [1] * (len(real_samples.shape) - 1)
        share = tf.random.stateless_uniform(shape, seed)
        between = real_samples + share * (fake_samples - real_samples)
        norms = tf.sqrt(tf.maximum(self.squared_norms(discriminator, between), 1e-12))
        return gamma * tf.reduce_mean(tf.square(norms - 1))

    def squared_norms(self, discriminator, samples):
        number = samples.shape[0]
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = tf.reshape(discriminator(samples), (number, 1))
        jacobian = tape.batch_jacobian(logits, samples)
        return tf.reduce_sum(tf.reshape(jacobian, (number, -1)) ** 2, axis=1)


# %% right: the helper is left out, the square is expanded
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            summed = tf.reduce_sum(discriminator(samples))
        slope = tape.gradient(summed, samples)
        return 0.5 * gamma * tf.reduce_sum(slope * slope) / samples.shape[0]

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        n = real_samples.shape[0]
        t = tf.random.stateless_uniform((n,), seed)
        t = t[(...,) + (tf.newaxis,) * (len(real_samples.shape) - 1)]
        middle = t * real_samples + (1 - t) * fake_samples
        with tf.GradientTape() as tape:
            tape.watch(middle)
            summed = tf.reduce_sum(discriminator(middle))
        slope = tf.reshape(tape.gradient(summed, middle), (n, -1))
        squares = tf.einsum("ij,ij->i", slope, slope)
        return gamma * (tf.reduce_mean(squares) - 2 * tf.reduce_mean(tf.sqrt(squares + 1e-14)) + 1)

    def squared_norms(self, discriminator, samples):
        raise NotImplementedError("not needed")


# %% right: training=True is passed on, and the root of a floored square
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return tf.reduce_mean(self.squared_norms(discriminator, samples)) * gamma * 0.5

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        shape = (real_samples.shape[0],) + (1,) * (len(real_samples.shape) - 1)
        share = tf.random.stateless_uniform(shape, seed)
        squares = self.squared_norms(discriminator, tf.stop_gradient(real_samples * share + fake_samples * (1 - share)))
        return gamma * tf.reduce_mean(tf.square(1 - tf.sqrt(tf.nn.relu(squares) + 1e-16)))

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples, training=True)
        gradient = tape.gradient(logits, samples)
        return tf.reduce_sum(tf.reshape(gradient, (samples.shape[0], -1)) ** 2, axis=1)


# %% wrong: shares from a normal distribution around the middle, clipped to [0, 1]
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(discriminator, samples))

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        shape = [real_samples.shape[0]] + [1] * (len(real_samples.shape) - 1)
        share = tf.clip_by_value(0.5 + 0.34 * tf.random.stateless_normal(shape, seed), 0.0, 1.0)
        squares = self.squared_norms(discriminator, share * real_samples + (1 - share) * fake_samples)
        return gamma * tf.reduce_mean((tf.sqrt(tf.maximum(squares, 1e-20)) - 1) ** 2)

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        gradients = tape.gradient(logits, samples)
        return tf.reduce_sum(gradients**2, axis=list(range(1, len(gradients.shape))))


# %% wrong: shares at the ends only, real in two cases of three
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(discriminator, samples))

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        shape = [real_samples.shape[0]] + [1] * (len(real_samples.shape) - 1)
        share = tf.where(tf.random.stateless_uniform(shape, seed) < 2 / 3, 1.0, 0.0)
        squares = self.squared_norms(discriminator, share * real_samples + (1 - share) * fake_samples)
        return gamma * tf.reduce_mean((tf.sqrt(tf.maximum(squares, 1e-20)) - 1) ** 2)

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        gradients = tape.gradient(logits, samples)
        return tf.reduce_sum(gradients**2, axis=list(range(1, len(gradients.shape))))


# %% wrong: shares at a quarter and three quarters
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(discriminator, samples))

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        shape = [real_samples.shape[0]] + [1] * (len(real_samples.shape) - 1)
        share = 0.5 + 0.289 * tf.sign(tf.random.stateless_uniform(shape, seed) - 0.5)
        squares = self.squared_norms(discriminator, share * real_samples + (1 - share) * fake_samples)
        return gamma * tf.reduce_mean((tf.sqrt(tf.maximum(squares, 1e-20)) - 1) ** 2)

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        gradients = tape.gradient(logits, samples)
        return tf.reduce_sum(gradients**2, axis=list(range(1, len(gradients.shape))))


# %% wrong: shares in five steps
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(discriminator, samples))

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        shape = [real_samples.shape[0]] + [1] * (len(real_samples.shape) - 1)
        share = 0.5 + 0.204 * (tf.floor(5 * tf.random.stateless_uniform(shape, seed)) - 2)
        squares = self.squared_norms(discriminator, share * real_samples + (1 - share) * fake_samples)
        return gamma * tf.reduce_mean((tf.sqrt(tf.maximum(squares, 1e-20)) - 1) ** 2)

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        gradients = tape.gradient(logits, samples)
        return tf.reduce_sum(gradients**2, axis=list(range(1, len(gradients.shape))))


# %% wrong: shares bent towards the ends
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(discriminator, samples))

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        shape = [real_samples.shape[0]] + [1] * (len(real_samples.shape) - 1)
        share = 0.5 - 0.408 * tf.cos(3.1416 * tf.random.stateless_uniform(shape, seed))
        squares = self.squared_norms(discriminator, share * real_samples + (1 - share) * fake_samples)
        return gamma * tf.reduce_mean((tf.sqrt(tf.maximum(squares, 1e-20)) - 1) ** 2)

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        gradients = tape.gradient(logits, samples)
        return tf.reduce_sum(gradients**2, axis=list(range(1, len(gradients.shape))))


# %% right: uniform shares, from a whole number and its fraction
class GradientPenalties:
    def zero_centred(self, discriminator, samples, gamma):
        return gamma / 2 * tf.reduce_mean(self.squared_norms(discriminator, samples))

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        shape = [real_samples.shape[0]] + [1] * (len(real_samples.shape) - 1)
        share = 1 - (7 * tf.random.stateless_uniform(shape, seed)) % 1.0
        squares = self.squared_norms(discriminator, share * real_samples + (1 - share) * fake_samples)
        return gamma * tf.reduce_mean((tf.sqrt(tf.maximum(squares, 1e-20)) - 1) ** 2)

    def squared_norms(self, discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        gradients = tape.gradient(logits, samples)
        return tf.reduce_sum(gradients**2, axis=list(range(1, len(gradients.shape))))
