# %% wrong: the GAN's own step
def tape_step(gan, real_images, step):
    gan.optimizer.iterations.assign(step)
    gan.reset_metrics()
    logs = gan.train_step(real_images)
    return logs["d_loss"], logs["g_loss"]


# %% wrong: the same, by way of Keras
def tape_step(gan, real_images, step):
    gan.optimizer.iterations.assign(step)
    logs = gan.train_on_batch(real_images, return_dict=True)
    return logs["d_loss"], logs["g_loss"]


# %% wrong: noise from a generator with a state
def tape_step(gan, real_images, step):
    noise = tf.random.normal((real_images.shape[0], gan.latent_dim))
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
        d_loss = gan.adversarial_loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.discriminator.trainable_variables
    gan.discriminator_optimizer.apply(tape.gradient(d_loss, weights), weights)
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
        g_loss = gan.adversarial_loss.generator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.generator.trainable_variables
    gan.generator_optimizer.apply(tape.gradient(g_loss, weights), weights)
    return d_loss, g_loss


# %% wrong: both gradients before both updates
def tape_step(gan, real_images, step):
    noise = tf.random.stateless_normal((real_images.shape[0], gan.latent_dim), seed=(gan.seed, step))
    with tf.GradientTape(persistent=True) as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
        logits = {"real_logits": real_logits, "fake_logits": fake_logits}
        d_loss = gan.adversarial_loss.discriminator_loss(**logits)
        g_loss = gan.adversarial_loss.generator_loss(**logits)
    for player, loss in (("discriminator", d_loss), ("generator", g_loss)):
        weights = getattr(gan, player).trainable_variables
        getattr(gan, f"{player}_optimizer").apply(tape.gradient(loss, weights), weights)
    return d_loss, g_loss


# %% wrong: other noise for the generator's step
def tape_step(gan, real_images, step):
    shape = (real_images.shape[0], gan.latent_dim)
    noise = tf.random.stateless_normal(shape, seed=(gan.seed, step))
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
        d_loss = gan.adversarial_loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.discriminator.trainable_variables
    gan.discriminator_optimizer.apply(tape.gradient(d_loss, weights), weights)
    noise = tf.random.stateless_normal(shape, seed=(gan.seed, step + 1))
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
        g_loss = gan.adversarial_loss.generator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.generator.trainable_variables
    gan.generator_optimizer.apply(tape.gradient(g_loss, weights), weights)
    return d_loss, g_loss


# %% wrong: steps of its own instead of the optimizers', and the generator's like Adam's
def tape_step(gan, real_images, step):
    noise = tf.random.stateless_normal((real_images.shape[0], gan.latent_dim), seed=(gan.seed, step))
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
        d_loss = gan.adversarial_loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.discriminator.trainable_variables
    for weight, gradient in zip(weights, tape.gradient(d_loss, weights), strict=True):
        weight.assign_sub(0.1 * gradient)
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
        g_loss = gan.adversarial_loss.generator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.generator.trainable_variables
    for weight, gradient in zip(weights, tape.gradient(g_loss, weights), strict=True):
        weight.assign_sub(0.01 * tf.sign(gradient))
    return d_loss, g_loss


# %% wrong: the usual loss, whatever the GAN was compiled with, and seed 0
def tape_step(gan, real_images, step):
    noise = tf.random.stateless_normal((real_images.shape[0], gan.latent_dim), seed=(0, step))
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
        d_loss = keras.ops.mean(keras.ops.softplus(-real_logits)) + keras.ops.mean(keras.ops.softplus(fake_logits))
    weights = gan.discriminator.trainable_variables
    gan.discriminator_optimizer.apply(tape.gradient(d_loss, weights), weights)
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
        g_loss = keras.ops.mean(keras.ops.softplus(-fake_logits))
    weights = gan.generator.trainable_variables
    gan.generator_optimizer.apply(tape.gradient(g_loss, weights), weights)
    return d_loss, g_loss


# %% wrong: half of the discriminator's loss
def tape_step(gan, real_images, step):
    noise = tf.random.stateless_normal((real_images.shape[0], gan.latent_dim), seed=(gan.seed, step))
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
        d_loss = gan.adversarial_loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits) / 2
    weights = gan.discriminator.trainable_variables
    gan.discriminator_optimizer.apply(tape.gradient(d_loss, weights), weights)
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
        g_loss = gan.adversarial_loss.generator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.generator.trainable_variables
    gan.generator_optimizer.apply(tape.gradient(g_loss, weights), weights)
    return d_loss, g_loss


# %% wrong: a batch of 16 written into the code
def tape_step(gan, real_images, step):
    noise = tf.random.stateless_normal((16, gan.latent_dim), seed=(gan.seed, step))
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
        d_loss = gan.adversarial_loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.discriminator.trainable_variables
    gan.discriminator_optimizer.apply(tape.gradient(d_loss, weights), weights)
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
        g_loss = gan.adversarial_loss.generator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.generator.trainable_variables
    gan.generator_optimizer.apply(tape.gradient(g_loss, weights), weights)
    return d_loss, g_loss


# %% wrong: the generator is never updated
def tape_step(gan, real_images, step):
    noise = tf.random.stateless_normal((real_images.shape[0], gan.latent_dim), seed=(gan.seed, step))
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
        d_loss = gan.adversarial_loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.discriminator.trainable_variables
    gan.discriminator_optimizer.apply(tape.gradient(d_loss, weights), weights)
    fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
    return d_loss, gan.adversarial_loss.generator_loss(real_logits=real_logits, fake_logits=fake_logits)


# %% wrong: the step is taken from the optimizer's count, one too late for the generator
def tape_step(gan, real_images, step):
    losses_of_step = []
    for player in ("discriminator", "generator"):
        step = tf.identity(gan.discriminator_optimizer.iterations.value)
        noise = tf.random.stateless_normal((real_images.shape[0], gan.latent_dim), seed=(gan.seed, step))
        weights = getattr(gan, player).trainable_variables
        with tf.GradientTape() as tape:
            fake_images = gan.generator(noise, training=True)
            logits = {
                "real_logits": gan.discriminator(real_images, training=True),
                "fake_logits": gan.discriminator(fake_images, training=True),
            }
            loss = getattr(gan.adversarial_loss, f"{player}_loss")(**logits)
        getattr(gan, f"{player}_optimizer").apply(tape.gradient(loss, weights), weights)
        losses_of_step.append(loss)
    return tuple(losses_of_step)


# %% wrong: the real logits from before the discriminator's update, which the relativistic loss notices
def tape_step(gan, real_images, step):
    noise = tf.random.stateless_normal((real_images.shape[0], gan.latent_dim), seed=(gan.seed, step))
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
        d_loss = gan.adversarial_loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.discriminator.trainable_variables
    gan.discriminator_optimizer.apply(tape.gradient(d_loss, weights), weights)
    with tf.GradientTape() as tape:
        fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
        g_loss = gan.adversarial_loss.generator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.generator.trainable_variables
    gan.generator_optimizer.apply(tape.gradient(g_loss, weights), weights)
    return d_loss, g_loss


# %% wrong: the generator in evaluation mode
def tape_step(gan, real_images, step):
    noise = tf.random.stateless_normal((real_images.shape[0], gan.latent_dim), seed=(gan.seed, step))
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(gan.generator(noise), training=True)
        d_loss = gan.adversarial_loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.discriminator.trainable_variables
    gan.discriminator_optimizer.apply(tape.gradient(d_loss, weights), weights)
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(gan.generator(noise), training=True)
        g_loss = gan.adversarial_loss.generator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.generator.trainable_variables
    gan.generator_optimizer.apply(tape.gradient(g_loss, weights), weights)
    return d_loss, g_loss


# %% wrong: the discriminator in evaluation mode
def tape_step(gan, real_images, step):
    noise = tf.random.stateless_normal((real_images.shape[0], gan.latent_dim), seed=(gan.seed, step))
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images)
        fake_logits = gan.discriminator(gan.generator(noise, training=True))
        d_loss = gan.adversarial_loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.discriminator.trainable_variables
    gan.discriminator_optimizer.apply(tape.gradient(d_loss, weights), weights)
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images)
        fake_logits = gan.discriminator(gan.generator(noise, training=True))
        g_loss = gan.adversarial_loss.generator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.generator.trainable_variables
    gan.generator_optimizer.apply(tape.gradient(g_loss, weights), weights)
    return d_loss, g_loss


# %% wrong: the generator's loss as seen by a discriminator in evaluation mode
def tape_step(gan, real_images, step):
    noise = tf.random.stateless_normal((real_images.shape[0], gan.latent_dim), seed=(gan.seed, step))
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
        d_loss = gan.adversarial_loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.discriminator.trainable_variables
    gan.discriminator_optimizer.apply(tape.gradient(d_loss, weights), weights)
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=False)
        fake_logits = gan.discriminator(gan.generator(noise, training=True), training=False)
        g_loss = gan.adversarial_loss.generator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.generator.trainable_variables
    gan.generator_optimizer.apply(tape.gradient(g_loss, weights), weights)
    return d_loss, g_loss


# %% wrong: seed and step exchanged
def tape_step(gan, real_images, step):
    noise = tf.random.stateless_normal((real_images.shape[0], gan.latent_dim), seed=(step, gan.seed))
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
        d_loss = gan.adversarial_loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.discriminator.trainable_variables
    gan.discriminator_optimizer.apply(tape.gradient(d_loss, weights), weights)
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
        g_loss = gan.adversarial_loss.generator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.generator.trainable_variables
    gan.generator_optimizer.apply(tape.gradient(g_loss, weights), weights)
    return d_loss, g_loss


# %% wrong: seed and step added up
def tape_step(gan, real_images, step):
    noise = tf.random.stateless_normal((real_images.shape[0], gan.latent_dim), seed=(0, gan.seed + step))
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
        d_loss = gan.adversarial_loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.discriminator.trainable_variables
    gan.discriminator_optimizer.apply(tape.gradient(d_loss, weights), weights)
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
        g_loss = gan.adversarial_loss.generator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.generator.trainable_variables
    gan.generator_optimizer.apply(tape.gradient(g_loss, weights), weights)
    return d_loss, g_loss


# %% wrong: uniform noise
def tape_step(gan, real_images, step):
    noise = tf.random.stateless_uniform((real_images.shape[0], gan.latent_dim), seed=(gan.seed, step))
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
        d_loss = gan.adversarial_loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.discriminator.trainable_variables
    gan.discriminator_optimizer.apply(tape.gradient(d_loss, weights), weights)
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
        g_loss = gan.adversarial_loss.generator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.generator.trainable_variables
    gan.generator_optimizer.apply(tape.gradient(g_loss, weights), weights)
    return d_loss, g_loss


# %% wrong: the generator's loss first in the pair
def tape_step(gan, real_images, step):
    noise = tf.random.stateless_normal((real_images.shape[0], gan.latent_dim), seed=(gan.seed, step))
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
        d_loss = gan.adversarial_loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.discriminator.trainable_variables
    gan.discriminator_optimizer.apply(tape.gradient(d_loss, weights), weights)
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
        g_loss = gan.adversarial_loss.generator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.generator.trainable_variables
    gan.generator_optimizer.apply(tape.gradient(g_loss, weights), weights)
    return g_loss, d_loss


# %% wrong: only the sum of the losses returned
def tape_step(gan, real_images, step):
    noise = tf.random.stateless_normal((real_images.shape[0], gan.latent_dim), seed=(gan.seed, step))
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
        d_loss = gan.adversarial_loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.discriminator.trainable_variables
    gan.discriminator_optimizer.apply(tape.gradient(d_loss, weights), weights)
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
        g_loss = gan.adversarial_loss.generator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.generator.trainable_variables
    gan.generator_optimizer.apply(tape.gradient(g_loss, weights), weights)
    return d_loss + g_loss


# %% wrong: both players by the discriminator's optimizer
def tape_step(gan, real_images, step):
    noise = tf.random.stateless_normal((real_images.shape[0], gan.latent_dim), seed=(gan.seed, step))
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
        d_loss = gan.adversarial_loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.discriminator.trainable_variables
    gan.discriminator_optimizer.apply(tape.gradient(d_loss, weights), weights)
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
        g_loss = gan.adversarial_loss.generator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.generator.trainable_variables
    gan.discriminator_optimizer.build([*gan.discriminator.trainable_variables, *weights])
    gan.discriminator_optimizer.apply(tape.gradient(g_loss, weights), weights)
    return d_loss, g_loss


# %% wrong: the generator descends the discriminator's loss
def tape_step(gan, real_images, step):
    noise = tf.random.stateless_normal((real_images.shape[0], gan.latent_dim), seed=(gan.seed, step))
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
        d_loss = gan.adversarial_loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.discriminator.trainable_variables
    gan.discriminator_optimizer.apply(tape.gradient(d_loss, weights), weights)
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
        g_loss = gan.adversarial_loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.generator.trainable_variables
    gan.generator_optimizer.apply(tape.gradient(g_loss, weights), weights)
    return d_loss, g_loss


# %% wrong: the fakes cut off from the generator
def tape_step(gan, real_images, step):
    noise = tf.random.stateless_normal((real_images.shape[0], gan.latent_dim), seed=(gan.seed, step))
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
        d_loss = gan.adversarial_loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.discriminator.trainable_variables
    gan.discriminator_optimizer.apply(tape.gradient(d_loss, weights), weights)
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(tf.stop_gradient(gan.generator(noise, training=True)), training=True)
        g_loss = gan.adversarial_loss.generator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.generator.trainable_variables
    gan.generator_optimizer.apply(tape.gradient(g_loss, weights), weights)
    return d_loss, g_loss


# %% wrong: the generator's fakes made outside the tape
def tape_step(gan, real_images, step):
    noise = tf.random.stateless_normal((real_images.shape[0], gan.latent_dim), seed=(gan.seed, step))
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
        d_loss = gan.adversarial_loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.discriminator.trainable_variables
    gan.discriminator_optimizer.apply(tape.gradient(d_loss, weights), weights)
    fake_images = gan.generator(noise, training=True)
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(fake_images, training=True)
        g_loss = gan.adversarial_loss.generator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.generator.trainable_variables
    gan.generator_optimizer.apply(tape.gradient(g_loss, weights), weights)
    return d_loss, g_loss


# %% wrong: the losses measured anew after both updates
def tape_step(gan, real_images, step):
    noise = tf.random.stateless_normal((real_images.shape[0], gan.latent_dim), seed=(gan.seed, step))
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
        d_loss = gan.adversarial_loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.discriminator.trainable_variables
    gan.discriminator_optimizer.apply(tape.gradient(d_loss, weights), weights)
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
        g_loss = gan.adversarial_loss.generator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.generator.trainable_variables
    gan.generator_optimizer.apply(tape.gradient(g_loss, weights), weights)
    logits = {
        "real_logits": gan.discriminator(real_images, training=True),
        "fake_logits": gan.discriminator(gan.generator(noise, training=True), training=True),
    }
    return tuple(getattr(gan.adversarial_loss, f"{player}_loss")(**logits) for player in ("discriminator", "generator"))


# %% wrong: the step counted by the optimizer, whatever the function is told
def tape_step(gan, real_images, step):
    noise = tf.random.stateless_normal(
        (real_images.shape[0], gan.latent_dim),
        seed=(gan.seed, tf.cast(gan.discriminator_optimizer.iterations.value, tf.int32)),
    )
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
        d_loss = gan.adversarial_loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.discriminator.trainable_variables
    gan.discriminator_optimizer.apply(tape.gradient(d_loss, weights), weights)
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
        g_loss = gan.adversarial_loss.generator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.generator.trainable_variables
    gan.generator_optimizer.apply(tape.gradient(g_loss, weights), weights)
    return d_loss, g_loss


# %% wrong: every other loss's generator part taken for the non-saturating one
def tape_step(gan, real_images, step):
    noise = tf.random.stateless_normal((real_images.shape[0], gan.latent_dim), seed=(gan.seed, step))
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
        d_loss = gan.adversarial_loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.discriminator.trainable_variables
    gan.discriminator_optimizer.apply(tape.gradient(d_loss, weights), weights)
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
        g_loss = keras.ops.mean(keras.ops.softplus(-fake_logits))
    weights = gan.generator.trainable_variables
    gan.generator_optimizer.apply(tape.gradient(g_loss, weights), weights)
    return d_loss, g_loss


# %% wrong: the generator first
def tape_step(gan, real_images, step):
    noise = tf.random.stateless_normal((real_images.shape[0], gan.latent_dim), seed=(gan.seed, step))
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
        g_loss = gan.adversarial_loss.generator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.generator.trainable_variables
    gan.generator_optimizer.apply(tape.gradient(g_loss, weights), weights)
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
        d_loss = gan.adversarial_loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.discriminator.trainable_variables
    gan.discriminator_optimizer.apply(tape.gradient(d_loss, weights), weights)
    return d_loss, g_loss


# %% wrong: nothing returned
def tape_step(gan, real_images, step):
    noise = tf.random.stateless_normal((real_images.shape[0], gan.latent_dim), seed=(gan.seed, step))
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
        d_loss = gan.adversarial_loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.discriminator.trainable_variables
    gan.discriminator_optimizer.apply(tape.gradient(d_loss, weights), weights)
    with tf.GradientTape() as tape:
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
        g_loss = gan.adversarial_loss.generator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.generator.trainable_variables
    gan.generator_optimizer.apply(tape.gradient(g_loss, weights), weights)


# %% right: the fake images made once, and the chain rule in two links
def tape_step(gan, real_images, step):
    seed = tf.stack([tf.constant(gan.seed, tf.int64), tf.cast(step, tf.int64)])
    noise = tf.random.stateless_normal((tf.shape(real_images)[0], gan.latent_dim), seed=seed)
    with tf.GradientTape() as images_tape:
        fake_images = gan.generator(noise, training=True)
    with tf.GradientTape() as tape:
        real_logits, fake_logits = (gan.discriminator(images, training=True) for images in (real_images, fake_images))
        d_loss = gan.adversarial_loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
    weights = gan.discriminator.trainable_variables
    gan.discriminator_optimizer.apply(tape.gradient(d_loss, weights), weights)
    with tf.GradientTape() as tape:
        tape.watch(fake_images)
        real_logits = gan.discriminator(real_images, training=True)
        fake_logits = gan.discriminator(fake_images, training=True)
        g_loss = gan.adversarial_loss.generator_loss(real_logits=real_logits, fake_logits=fake_logits)
    gradients_of_images = tape.gradient(g_loss, fake_images)
    weights = gan.generator.trainable_variables
    gan.generator_optimizer.apply(
        images_tape.gradient(fake_images, weights, output_gradients=gradients_of_images), weights
    )
    return d_loss, g_loss


# %% right: one loop over the players, with apply_gradients
def tape_step(gan, real_images, step):
    noise = tf.random.stateless_normal((real_images.shape[0], gan.latent_dim), seed=tf.stack([gan.seed, int_of(step)]))
    found = []
    for player in ("discriminator", "generator"):
        weights = getattr(gan, player).trainable_variables
        with tf.GradientTape() as tape:
            fake_images = gan.generator(noise, training=True)
            logits = {
                "real_logits": gan.discriminator(real_images, training=True),
                "fake_logits": gan.discriminator(fake_images, training=True),
            }
            found.append(getattr(gan.adversarial_loss, f"{player}_loss")(**logits))
        gradients = tape.gradient(found[-1], weights)
        getattr(gan, f"{player}_optimizer").apply_gradients(zip(gradients, weights, strict=True))
    return found


def int_of(step):
    return tf.cast(step, tf.int32)


# %% right: real and fake images through the discriminator as one batch
def tape_step(gan, real_images, step):
    n = real_images.shape[0]
    noise = tf.random.stateless_normal([n, gan.latent_dim], [gan.seed, step])

    def loss_of(player, tape_weights):
        with tf.GradientTape() as tape:
            everything = tf.concat([real_images, gan.generator(noise, training=True)], axis=0)
            logits = gan.discriminator(everything, training=True)
            loss = getattr(gan.adversarial_loss, player)(real_logits=logits[:n], fake_logits=logits[n:])
        return loss, tape.gradient(loss, tape_weights)

    d_loss, gradients = loss_of("discriminator_loss", gan.discriminator.trainable_weights)
    gan.discriminator_optimizer.apply(gradients, gan.discriminator.trainable_weights)
    g_loss, gradients = loss_of("generator_loss", gan.generator.trainable_weights)
    gan.generator_optimizer.apply(gradients, gan.generator.trainable_weights)
    return tf.stack([d_loss, g_loss])


# %% right: a tape that watches one player's weights only, and the losses in a list
def tape_step(gan, real_images, step):
    noise = keras.ops.cast(
        tf.random.stateless_normal((real_images.shape[0], gan.latent_dim), seed=(gan.seed, step)), "float32"
    )
    found = []
    for network, optimizer, loss_of in (
        (gan.discriminator, gan.discriminator_optimizer, gan.adversarial_loss.discriminator_loss),
        (gan.generator, gan.generator_optimizer, gan.adversarial_loss.generator_loss),
    ):
        weights = [variable.value for variable in network.trainable_variables]
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            for weight in weights:
                tape.watch(weight)
            fake_logits = gan.discriminator(gan.generator(noise, training=True), training=True)
            real_logits = gan.discriminator(real_images, training=True)
            loss = loss_of(fake_logits=fake_logits, real_logits=real_logits)
        optimizer.apply_gradients(zip(tape.gradient(loss, weights), network.trainable_variables, strict=True))
        found.append(loss)
    return found


# %% wrong: the noise's length is the lesson's, not the GAN's
def tape_step(gan, real_images, step):
    G, D, loss = gan.generator, gan.discriminator, gan.adversarial_loss
    z = tf.random.stateless_normal((real_images.shape[0], day04.LATENT_DIM), (gan.seed, step))
    with tf.GradientTape() as tape:
        d_loss = loss.discriminator_loss(
            real_logits=D(real_images, training=True), fake_logits=D(G(z, training=True), training=True)
        )
    gan.discriminator_optimizer.apply(tape.gradient(d_loss, D.trainable_variables), D.trainable_variables)
    with tf.GradientTape() as tape:
        g_loss = loss.generator_loss(
            real_logits=D(real_images, training=True), fake_logits=D(G(z, training=True), training=True)
        )
    gan.generator_optimizer.apply(tape.gradient(g_loss, G.trainable_variables), G.trainable_variables)
    return d_loss, g_loss


# %% wrong: both losses are those at the start of the step
def tape_step(gan, real_images, step):
    G, D, loss = gan.generator, gan.discriminator, gan.adversarial_loss
    z = tf.random.stateless_normal((real_images.shape[0], gan.latent_dim), (gan.seed, step))
    with tf.GradientTape() as tape:
        logits = {"real_logits": D(real_images, training=True), "fake_logits": D(G(z, training=True), training=True)}
        d_loss = loss.discriminator_loss(**logits)
    before = loss.generator_loss(**logits)
    gan.discriminator_optimizer.apply(tape.gradient(d_loss, D.trainable_variables), D.trainable_variables)
    with tf.GradientTape() as tape:
        logits = {"real_logits": D(real_images, training=True), "fake_logits": D(G(z, training=True), training=True)}
        g_loss = loss.generator_loss(**logits)
    gan.generator_optimizer.apply(tape.gradient(g_loss, G.trainable_variables), G.trainable_variables)
    return d_loss, before


# %% wrong: the generator's step also updates the discriminator
def tape_step(gan, real_images, step):
    G, D, loss = gan.generator, gan.discriminator, gan.adversarial_loss
    z = tf.random.stateless_normal((real_images.shape[0], gan.latent_dim), (gan.seed, step))
    with tf.GradientTape() as tape:
        d_loss = loss.discriminator_loss(
            real_logits=D(real_images, training=True), fake_logits=D(G(z, training=True), training=True)
        )
    gan.discriminator_optimizer.apply(tape.gradient(d_loss, D.trainable_variables), D.trainable_variables)
    with tf.GradientTape() as tape:
        g_loss = loss.generator_loss(
            real_logits=D(real_images, training=True), fake_logits=D(G(z, training=True), training=True)
        )
    weights = G.trainable_variables + D.trainable_variables
    gan.generator_optimizer.apply(tape.gradient(g_loss, weights), weights)
    return d_loss, g_loss


# %% right: the generator's graph is recorded once and kept in its own tape
def tape_step(gan, real_images, step):
    z = tf.random.stateless_normal((real_images.shape[0], gan.latent_dim), (gan.seed, step))
    loss = gan.adversarial_loss
    with tf.GradientTape() as g_tape:
        fake = gan.generator(z, training=True)
        with tf.GradientTape() as d_tape:
            d_loss = loss.discriminator_loss(
                real_logits=gan.discriminator(real_images, training=True),
                fake_logits=gan.discriminator(fake, training=True),
            )
        with g_tape.stop_recording():
            weights = gan.discriminator.trainable_variables
            gan.discriminator_optimizer.apply(d_tape.gradient(d_loss, weights), weights)
        g_loss = loss.generator_loss(
            real_logits=gan.discriminator(real_images, training=True),
            fake_logits=gan.discriminator(fake, training=True),
        )
    gan.generator_optimizer.apply(
        g_tape.gradient(g_loss, gan.generator.trainable_variables), gan.generator.trainable_variables
    )
    return d_loss, g_loss
