# %% wrong: the generator's step moves both networks
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_samples, noise):
        with tf.GradientTape() as tape:
            real_logits = self.discriminator(real_samples, training=True)
            fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
            loss = self.loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
        weights = self.discriminator.trainable_variables
        self.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss

    def generator_step(self, noise):
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
            loss = self.loss.generator_loss(real_logits=None, fake_logits=fake_logits)
        weights = self.generator.trainable_variables + self.discriminator.trainable_variables
        self.generator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss


# %% wrong: the discriminator's step moves both networks
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_samples, noise):
        with tf.GradientTape() as tape:
            real_logits = self.discriminator(real_samples, training=True)
            fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
            loss = self.loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
        weights = self.discriminator.trainable_variables + self.generator.trainable_variables
        self.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss

    def generator_step(self, noise):
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
            loss = self.loss.generator_loss(real_logits=None, fake_logits=fake_logits)
        weights = self.generator.trainable_variables
        self.generator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss


# %% wrong: the fakes are made outside the generator's tape, which detaches the gradient
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_samples, noise):
        with tf.GradientTape() as tape:
            real_logits = self.discriminator(real_samples, training=True)
            fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
            loss = self.loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
        weights = self.discriminator.trainable_variables
        self.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss

    def generator_step(self, noise):
        fake_samples = self.generator(noise, training=True)
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(fake_samples, training=True)
            loss = self.loss.generator_loss(real_logits=None, fake_logits=fake_logits)
        weights = self.generator.trainable_variables
        self.generator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss


# %% wrong: the generator follows the discriminator's loss
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_samples, noise):
        with tf.GradientTape() as tape:
            real_logits = self.discriminator(real_samples, training=True)
            fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
            loss = self.loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
        weights = self.discriminator.trainable_variables
        self.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss

    def generator_step(self, noise):
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
            loss = self.loss.discriminator_loss(real_logits=fake_logits, fake_logits=fake_logits)
        weights = self.generator.trainable_variables
        self.generator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss


# %% wrong: real and fake exchanged
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_samples, noise):
        with tf.GradientTape() as tape:
            real_logits = self.discriminator(real_samples, training=True)
            fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
            loss = self.loss.discriminator_loss(real_logits=fake_logits, fake_logits=real_logits)
        weights = self.discriminator.trainable_variables
        self.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss

    def generator_step(self, noise):
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
            loss = self.loss.generator_loss(real_logits=None, fake_logits=fake_logits)
        weights = self.generator.trainable_variables
        self.generator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss


# %% wrong: the discriminator climbs its loss
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_samples, noise):
        with tf.GradientTape() as tape:
            real_logits = self.discriminator(real_samples, training=True)
            fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
            loss = self.loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
        weights = self.discriminator.trainable_variables
        self.discriminator_optimizer.apply([-gradient for gradient in tape.gradient(loss, weights)], weights)
        return loss

    def generator_step(self, noise):
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
            loss = self.loss.generator_loss(real_logits=None, fake_logits=fake_logits)
        weights = self.generator.trainable_variables
        self.generator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss


# %% wrong: probabilities handed to a loss that takes logits
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_samples, noise):
        with tf.GradientTape() as tape:
            real_logits = self.discriminator(real_samples, training=True)
            fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
            loss = self.loss.discriminator_loss(
                real_logits=tf.sigmoid(real_logits), fake_logits=tf.sigmoid(fake_logits)
            )
        weights = self.discriminator.trainable_variables
        self.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss

    def generator_step(self, noise):
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
            loss = self.loss.generator_loss(real_logits=None, fake_logits=tf.sigmoid(fake_logits))
        weights = self.generator.trainable_variables
        self.generator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss


# %% wrong: the generator's step uses the discriminator's optimizer
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_samples, noise):
        with tf.GradientTape() as tape:
            real_logits = self.discriminator(real_samples, training=True)
            fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
            loss = self.loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
        weights = self.discriminator.trainable_variables
        self.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss

    def generator_step(self, noise):
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
            loss = self.loss.generator_loss(real_logits=None, fake_logits=fake_logits)
        weights = self.generator.trainable_variables
        self.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss


# %% wrong: the optimizers exchanged
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_samples, noise):
        with tf.GradientTape() as tape:
            real_logits = self.discriminator(real_samples, training=True)
            fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
            loss = self.loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
        weights = self.discriminator.trainable_variables
        self.generator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss

    def generator_step(self, noise):
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
            loss = self.loss.generator_loss(real_logits=None, fake_logits=fake_logits)
        weights = self.generator.trainable_variables
        self.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss


# %% wrong: the loss is not returned
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_samples, noise):
        with tf.GradientTape() as tape:
            real_logits = self.discriminator(real_samples, training=True)
            fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
            loss = self.loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
        weights = self.discriminator.trainable_variables
        self.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)

    def generator_step(self, noise):
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
            loss = self.loss.generator_loss(real_logits=None, fake_logits=fake_logits)
        weights = self.generator.trainable_variables
        self.generator_optimizer.apply(tape.gradient(loss, weights), weights)


# %% wrong: the discriminator judges the noise
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_samples, noise):
        with tf.GradientTape() as tape:
            real_logits = self.discriminator(real_samples, training=True)
            fake_logits = self.discriminator(noise, training=True)
            loss = self.loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
        weights = self.discriminator.trainable_variables
        self.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss

    def generator_step(self, noise):
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
            loss = self.loss.generator_loss(real_logits=None, fake_logits=fake_logits)
        weights = self.generator.trainable_variables
        self.generator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss


# %% wrong: the loss is written into the code
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_samples, noise):
        with tf.GradientTape() as tape:
            real_logits = self.discriminator(real_samples, training=True)
            fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
            loss = losses.get("non_saturating").discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
        weights = self.discriminator.trainable_variables
        self.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss

    def generator_step(self, noise):
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
            loss = losses.get("non_saturating").generator_loss(real_logits=None, fake_logits=fake_logits)
        weights = self.generator.trainable_variables
        self.generator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss


# %% wrong: the gradient is computed and not applied
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_samples, noise):
        with tf.GradientTape() as tape:
            real_logits = self.discriminator(real_samples, training=True)
            fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
            loss = self.loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
        weights = self.discriminator.trainable_variables
        self.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss

    def generator_step(self, noise):
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
            loss = self.loss.generator_loss(real_logits=None, fake_logits=fake_logits)
        weights = self.generator.trainable_variables
        tape.gradient(loss, weights)
        return loss


# %% wrong: stopped gradient in the generator's step
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_samples, noise):
        with tf.GradientTape() as tape:
            real_logits = self.discriminator(real_samples, training=True)
            fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
            loss = self.loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
        weights = self.discriminator.trainable_variables
        self.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss

    def generator_step(self, noise):
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(tf.stop_gradient(self.generator(noise, training=True)), training=True)
            loss = self.loss.generator_loss(real_logits=None, fake_logits=fake_logits)
        weights = self.generator.trainable_variables
        self.generator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss


# %% wrong: the generator does not know that it is trained
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_samples, noise):
        with tf.GradientTape() as tape:
            real_logits = self.discriminator(real_samples, training=True)
            fake_logits = self.discriminator(self.generator(noise), training=True)
            loss = self.loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
        weights = self.discriminator.trainable_variables
        self.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss

    def generator_step(self, noise):
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(self.generator(noise), training=True)
            loss = self.loss.generator_loss(real_logits=None, fake_logits=fake_logits)
        weights = self.generator.trainable_variables
        self.generator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss


# %% wrong: training=False for the generator in the discriminator's step
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_samples, noise):
        with tf.GradientTape() as tape:
            real_logits = self.discriminator(real_samples, training=True)
            fake_logits = self.discriminator(self.generator(noise, training=False), training=True)
            loss = self.loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
        weights = self.discriminator.trainable_variables
        self.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss

    def generator_step(self, noise):
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
            loss = self.loss.generator_loss(real_logits=None, fake_logits=fake_logits)
        weights = self.generator.trainable_variables
        self.generator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss


# %% wrong: the discriminator does not know that it is trained
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_samples, noise):
        with tf.GradientTape() as tape:
            real_logits = self.discriminator(real_samples)
            fake_logits = self.discriminator(self.generator(noise, training=True))
            loss = self.loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
        weights = self.discriminator.trainable_variables
        self.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss

    def generator_step(self, noise):
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(self.generator(noise, training=True))
            loss = self.loss.generator_loss(real_logits=None, fake_logits=fake_logits)
        weights = self.generator.trainable_variables
        self.generator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss


# %% wrong: training=False for the discriminator in the generator's step
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_samples, noise):
        with tf.GradientTape() as tape:
            real_logits = self.discriminator(real_samples, training=True)
            fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
            loss = self.loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
        weights = self.discriminator.trainable_variables
        self.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss

    def generator_step(self, noise):
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(self.generator(noise, training=True), training=False)
            loss = self.loss.generator_loss(real_logits=None, fake_logits=fake_logits)
        weights = self.generator.trainable_variables
        self.generator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss


# %% wrong: the real logits outside the tape
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_samples, noise):
        real_logits = self.discriminator(real_samples, training=True)
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
            loss = self.loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
        weights = self.discriminator.trainable_variables
        self.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss

    def generator_step(self, noise):
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
            loss = self.loss.generator_loss(real_logits=None, fake_logits=fake_logits)
        weights = self.generator.trainable_variables
        self.generator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss


# %% wrong: noise of its own in place of what is handed over
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_samples, noise):
        with tf.GradientTape() as tape:
            real_logits = self.discriminator(real_samples, training=True)
            fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
            loss = self.loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
        weights = self.discriminator.trainable_variables
        self.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss

    def generator_step(self, noise):
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(
                self.generator(tf.random.normal(tf.shape(noise)), training=True), training=True
            )
            loss = self.loss.generator_loss(real_logits=None, fake_logits=fake_logits)
        weights = self.generator.trainable_variables
        self.generator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss


# %% wrong: two steps in one
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_samples, noise):
        with tf.GradientTape(persistent=True) as tape:
            real_logits = self.discriminator(real_samples, training=True)
            fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
            loss = self.loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
        weights = self.discriminator.trainable_variables
        self.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)
        self.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss

    def generator_step(self, noise):
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
            loss = self.loss.generator_loss(real_logits=None, fake_logits=fake_logits)
        weights = self.generator.trainable_variables
        self.generator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss


# %% wrong: the loss after the update
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_samples, noise):
        with tf.GradientTape() as tape:
            real_logits = self.discriminator(real_samples, training=True)
            fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
            loss = self.loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
        weights = self.discriminator.trainable_variables
        self.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss

    def generator_step(self, noise):
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
            loss = self.loss.generator_loss(real_logits=None, fake_logits=fake_logits)
        weights = self.generator.trainable_variables
        self.generator_optimizer.apply(tape.gradient(loss, weights), weights)
        fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
        return self.loss.generator_loss(real_logits=None, fake_logits=fake_logits)


# %% wrong: the losses' mean divided by two
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_samples, noise):
        with tf.GradientTape() as tape:
            real_logits = self.discriminator(real_samples, training=True)
            fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
            loss = self.loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits) / 2
        weights = self.discriminator.trainable_variables
        self.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss

    def generator_step(self, noise):
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
            loss = self.loss.generator_loss(real_logits=None, fake_logits=fake_logits)
        weights = self.generator.trainable_variables
        self.generator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss


# %% right: the fakes detached in the discriminator's step, and pairs handed to the optimizer
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_samples, noise):
        with tf.GradientTape() as tape:
            real_logits = self.discriminator(real_samples, training=True)
            fake_logits = self.discriminator(tf.stop_gradient(self.generator(noise, training=True)), training=True)
            loss = self.loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
        weights = self.discriminator.trainable_variables
        self.discriminator_optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights, strict=False))
        return loss

    def generator_step(self, noise):
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
            loss = self.loss.generator_loss(real_logits=None, fake_logits=fake_logits)
        weights = self.generator.trainable_variables
        self.generator_optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights, strict=False))
        return loss


# %% right: one helper for both players, which watches only the weights that may move
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def _descend(self, network, optimizer, loss_of):
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            for weight in network.trainable_variables:
                tape.watch(weight.value)
            loss = loss_of()
        optimizer.apply(tape.gradient(loss, network.trainable_variables), network.trainable_variables)
        return loss

    def _judged(self, noise):
        return self.discriminator(self.generator(noise, training=True), training=True)

    def discriminator_step(self, real_samples, noise):
        def loss_of():
            real_logits = self.discriminator(real_samples, training=True)
            return self.loss.discriminator_loss(real_logits=real_logits, fake_logits=self._judged(noise))

        return self._descend(self.discriminator, self.discriminator_optimizer, loss_of)

    def generator_step(self, noise):
        def loss_of():
            return self.loss.generator_loss(real_logits=None, fake_logits=self._judged(noise))

        return self._descend(self.generator, self.generator_optimizer, loss_of)


# %% right: real and fake in one batch, taken apart again
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_samples, noise):
        fake_samples = self.generator(noise, training=True)
        with tf.GradientTape() as tape:
            logits = self.discriminator(tf.concat([real_samples, fake_samples], axis=0), training=True)
            count = tf.shape(real_samples)[0]
            loss = self.loss.discriminator_loss(real_logits=logits[:count], fake_logits=logits[count:])
        gradients = tape.gradient(loss, self.discriminator.trainable_weights)
        self.discriminator_optimizer.apply(gradients, self.discriminator.trainable_weights)
        return loss

    def generator_step(self, noise):
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
            loss = self.loss.generator_loss(real_logits=fake_logits, fake_logits=fake_logits)
        weights = self.generator.trainable_variables
        self.generator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss


# %% right: one tape after the other, the loss returned in a tensor of its own
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_samples, noise):
        with tf.GradientTape() as tape:
            real_logits = self.discriminator(real_samples, training=True)
            fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
            loss = self.loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
        weights = self.discriminator.trainable_variables
        self.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)
        return tf.identity(loss)

    def generator_step(self, noise):
        with tf.GradientTape() as outer:
            fake_samples = self.generator(noise, training=True)
            fake_logits = self.discriminator(fake_samples, training=True)
            loss = self.loss.generator_loss(real_logits=None, fake_logits=fake_logits)
        trained = self.generator.trainable_weights
        gradients = outer.gradient(loss, trained)
        self.generator_optimizer.apply_gradients(list(zip(gradients, trained, strict=True)))
        return tf.reduce_mean(loss)


# %% wrong: real and fake in one batch, split in the middle
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_samples, noise):
        fake_samples = self.generator(noise, training=True)
        with tf.GradientTape() as tape:
            both = self.discriminator(tf.concat([real_samples, fake_samples], axis=0), training=True)
            half = tf.shape(both)[0] // 2
            real_logits, fake_logits = both[:half], both[half:]
            loss = self.loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
        weights = self.discriminator.trainable_variables
        self.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss

    def generator_step(self, noise):
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
            loss = self.loss.generator_loss(real_logits=None, fake_logits=fake_logits)
        weights = self.generator.trainable_variables
        self.generator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss


# %% wrong: two updates, one from the real and one from the fake batch
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_samples, noise):
        weights = self.discriminator.trainable_variables
        with tf.GradientTape() as tape:
            real_logits = self.discriminator(real_samples, training=True)
            real_loss = self.loss.discriminator_loss(
                real_logits=real_logits, fake_logits=tf.fill(tf.shape(real_logits), -1e3)
            )
        self.discriminator_optimizer.apply(tape.gradient(real_loss, weights), weights)
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
            fake_loss = self.loss.discriminator_loss(
                real_logits=tf.fill(tf.shape(fake_logits), 1e3), fake_logits=fake_logits
            )
        self.discriminator_optimizer.apply(tape.gradient(fake_loss, weights), weights)
        return real_loss + fake_loss

    def generator_step(self, noise):
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
            loss = self.loss.generator_loss(real_logits=None, fake_logits=fake_logits)
        weights = self.generator.trainable_variables
        self.generator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss


# %% wrong: the generator's gradients clipped
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_samples, noise):
        fake_samples = self.generator(noise, training=True)
        with tf.GradientTape() as tape:
            real_logits = self.discriminator(real_samples, training=True)
            fake_logits = self.discriminator(fake_samples, training=True)
            loss = self.loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
        weights = self.discriminator.trainable_variables
        self.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss

    def generator_step(self, noise):
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
            loss = self.loss.generator_loss(real_logits=None, fake_logits=fake_logits)
        weights = self.generator.trainable_variables
        gradients = [tf.clip_by_norm(g, 1.0) for g in tape.gradient(loss, weights)]
        self.generator_optimizer.apply(gradients, weights)
        return loss


# %% right: the negative climbed with a persistent tape
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_samples, noise):
        fake_samples = self.generator(noise, training=True)
        with tf.GradientTape(persistent=True) as tape:
            real_logits = self.discriminator(real_samples, training=True)
            fake_logits = self.discriminator(fake_samples, training=True)
            value = -self.loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
        weights = self.discriminator.trainable_variables
        gradients = [-g for g in tape.gradient(value, weights)]
        self.discriminator_optimizer.apply(gradients, weights)
        return -value

    def generator_step(self, noise):
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
            loss = self.loss.generator_loss(real_logits=None, fake_logits=fake_logits)
        weights = self.generator.trainable_variables
        self.generator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss
