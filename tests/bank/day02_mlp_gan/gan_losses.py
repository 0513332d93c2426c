# %% wrong: the discriminator's terms averaged instead of summed
def gan_losses(generator, discriminator, real_images, noise):
    real_logits, fake_logits = discriminator(real_images), discriminator(generator(noise))
    real_term, fake_term = keras.ops.softplus(-real_logits), keras.ops.softplus(fake_logits)
    return (keras.ops.mean(real_term) + keras.ops.mean(fake_term)) / 2, keras.ops.mean(keras.ops.softplus(-fake_logits))


# %% wrong: the signs of real and fake exchanged
def gan_losses(generator, discriminator, real_images, noise):
    real_logits, fake_logits = discriminator(real_images), discriminator(generator(noise))
    d_loss = keras.ops.mean(keras.ops.softplus(real_logits)) + keras.ops.mean(keras.ops.softplus(-fake_logits))
    return d_loss, keras.ops.mean(keras.ops.softplus(fake_logits))


# %% wrong: the noise goes straight into the discriminator
def gan_losses(generator, discriminator, real_images, noise):
    loss = losses.get("non_saturating")
    logits = {"real_logits": discriminator(real_images), "fake_logits": discriminator(noise)}
    return loss.discriminator_loss(**logits), loss.generator_loss(**logits)


# %% wrong: the saturating loss of the generator
def gan_losses(generator, discriminator, real_images, noise):
    loss = losses.get("minimax")
    logits = {"real_logits": discriminator(real_images), "fake_logits": discriminator(generator(noise))}
    return loss.discriminator_loss(**logits), loss.generator_loss(**logits)


# %% wrong: probabilities where the loss takes logits
def gan_losses(generator, discriminator, real_images, noise):
    loss = losses.get("non_saturating")
    real, fake = keras.ops.sigmoid(discriminator(real_images)), keras.ops.sigmoid(discriminator(generator(noise)))
    logits = {"real_logits": real, "fake_logits": fake}
    return loss.discriminator_loss(**logits), loss.generator_loss(**logits)


# %% wrong: through the probabilities, so that logits of 1000 give infinity
def gan_losses(generator, discriminator, real_images, noise):
    real, fake = keras.ops.sigmoid(discriminator(real_images)), keras.ops.sigmoid(discriminator(generator(noise)))
    d_loss = -keras.ops.mean(keras.ops.log(real)) - keras.ops.mean(keras.ops.log(1 - fake))
    return d_loss, -keras.ops.mean(keras.ops.log(fake))


# %% wrong: sums instead of means
def gan_losses(generator, discriminator, real_images, noise):
    real_logits, fake_logits = discriminator(real_images), discriminator(generator(noise))
    d_loss = keras.ops.sum(keras.ops.softplus(-real_logits)) + keras.ops.sum(keras.ops.softplus(fake_logits))
    return d_loss, keras.ops.sum(keras.ops.softplus(-fake_logits))


# %% wrong: one mean over both batches together, times two
def gan_losses(generator, discriminator, real_images, noise):
    real_logits, fake_logits = discriminator(real_images), discriminator(generator(noise))
    both = keras.ops.concatenate([keras.ops.softplus(-real_logits), keras.ops.softplus(fake_logits)])
    return 2 * keras.ops.mean(both), keras.ops.mean(keras.ops.softplus(-fake_logits))


# %% wrong: the discriminator's loss for real images forgotten
def gan_losses(generator, discriminator, real_images, noise):
    fake_logits = discriminator(generator(noise))
    return keras.ops.mean(keras.ops.softplus(fake_logits)), keras.ops.mean(keras.ops.softplus(-fake_logits))


# %% right: the course's losses
def gan_losses(generator, discriminator, real_images, noise):
    loss = losses.get("non_saturating")
    logits = {"real_logits": discriminator(real_images), "fake_logits": discriminator(generator(noise))}
    return loss.discriminator_loss(**logits), loss.generator_loss(**logits)


# %% right: Keras's cross-entropy from logits
def gan_losses(generator, discriminator, real_images, noise):
    cross_entropy = keras.losses.BinaryCrossentropy(from_logits=True)
    real_logits, fake_logits = discriminator(real_images), discriminator(generator(noise))
    ones, zeros = keras.ops.ones_like, keras.ops.zeros_like
    real_term = cross_entropy(ones(real_logits), real_logits)
    return real_term + cross_entropy(zeros(fake_logits), fake_logits), cross_entropy(ones(fake_logits), fake_logits)


# %% right: in NumPy, as a list
def gan_losses(generator, discriminator, real_images, noise):
    real_logits, fake_logits = np.asarray(discriminator(real_images)), np.asarray(discriminator(generator(noise)))
    d_loss = np.logaddexp(0, -real_logits).mean() + np.logaddexp(0, fake_logits).mean()
    return [d_loss, np.logaddexp(0, -fake_logits).mean()]
