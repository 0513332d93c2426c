# %% wrong: the generator's step moves both networks
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_points, noise):
        with tf.GradientTape() as tape:
            real_logits = self.discriminator(real_points)
            fake_logits = self.discriminator(self.generator(noise))
            loss = self.loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
        weights = self.discriminator.trainable_variables
        self.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss

    def generator_step(self, noise):
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(self.generator(noise))
            loss = self.loss.generator_loss(real_logits=None, fake_logits=fake_logits)
        weights = self.generator.trainable_variables + self.discriminator.trainable_variables
        self.generator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss


# %% wrong: the discriminator's step moves both networks
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_points, noise):
        with tf.GradientTape() as tape:
            real_logits = self.discriminator(real_points)
            fake_logits = self.discriminator(self.generator(noise))
            loss = self.loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
        weights = self.discriminator.trainable_variables + self.generator.trainable_variables
        self.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss

    def generator_step(self, noise):
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(self.generator(noise))
            loss = self.loss.generator_loss(real_logits=None, fake_logits=fake_logits)
        weights = self.generator.trainable_variables
        self.generator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss


# %% wrong: the fake points are made outside the generator's tape, which detaches the gradient
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_points, noise):
        with tf.GradientTape() as tape:
            real_logits = self.discriminator(real_points)
            fake_logits = self.discriminator(self.generator(noise))
            loss = self.loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
        weights = self.discriminator.trainable_variables
        self.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss

    def generator_step(self, noise):
        fake_points = self.generator(noise)
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(fake_points)
            loss = self.loss.generator_loss(real_logits=None, fake_logits=fake_logits)
        weights = self.generator.trainable_variables
        self.generator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss


# %% wrong: the generator follows the discriminator's loss
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_points, noise):
        with tf.GradientTape() as tape:
            real_logits = self.discriminator(real_points)
            fake_logits = self.discriminator(self.generator(noise))
            loss = self.loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
        weights = self.discriminator.trainable_variables
        self.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss

    def generator_step(self, noise):
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(self.generator(noise))
            loss = self.loss.discriminator_loss(real_logits=fake_logits, fake_logits=fake_logits)
        weights = self.generator.trainable_variables
        self.generator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss


# %% wrong: real and fake exchanged
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_points, noise):
        with tf.GradientTape() as tape:
            real_logits = self.discriminator(real_points)
            fake_logits = self.discriminator(self.generator(noise))
            loss = self.loss.discriminator_loss(real_logits=fake_logits, fake_logits=real_logits)
        weights = self.discriminator.trainable_variables
        self.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss

    def generator_step(self, noise):
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(self.generator(noise))
            loss = self.loss.generator_loss(real_logits=None, fake_logits=fake_logits)
        weights = self.generator.trainable_variables
        self.generator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss


# %% wrong: the discriminator climbs its loss
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_points, noise):
        with tf.GradientTape() as tape:
            real_logits = self.discriminator(real_points)
            fake_logits = self.discriminator(self.generator(noise))
            loss = self.loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
        weights = self.discriminator.trainable_variables
        gradients = [-gradient for gradient in tape.gradient(loss, weights)]
        self.discriminator_optimizer.apply(gradients, weights)
        return loss

    def generator_step(self, noise):
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(self.generator(noise))
            loss = self.loss.generator_loss(real_logits=None, fake_logits=fake_logits)
        weights = self.generator.trainable_variables
        self.generator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss


# %% wrong: probabilities handed to a loss that takes logits
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_points, noise):
        with tf.GradientTape() as tape:
            real_logits = self.discriminator(real_points)
            fake_logits = self.discriminator(self.generator(noise))
            loss = self.loss.discriminator_loss(
                real_logits=tf.sigmoid(real_logits), fake_logits=tf.sigmoid(fake_logits)
            )
        weights = self.discriminator.trainable_variables
        self.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss

    def generator_step(self, noise):
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(self.generator(noise))
            loss = self.loss.generator_loss(real_logits=None, fake_logits=tf.sigmoid(fake_logits))
        weights = self.generator.trainable_variables
        self.generator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss


# %% wrong: the generator's step uses the discriminator's optimizer
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_points, noise):
        with tf.GradientTape() as tape:
            real_logits = self.discriminator(real_points)
            fake_logits = self.discriminator(self.generator(noise))
            loss = self.loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
        weights = self.discriminator.trainable_variables
        self.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss

    def generator_step(self, noise):
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(self.generator(noise))
            loss = self.loss.generator_loss(real_logits=None, fake_logits=fake_logits)
        weights = self.generator.trainable_variables
        self.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss


# %% wrong: the loss is not returned
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_points, noise):
        with tf.GradientTape() as tape:
            real_logits = self.discriminator(real_points)
            fake_logits = self.discriminator(self.generator(noise))
            loss = self.loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
        weights = self.discriminator.trainable_variables
        self.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)

    def generator_step(self, noise):
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(self.generator(noise))
            loss = self.loss.generator_loss(real_logits=None, fake_logits=fake_logits)
        weights = self.generator.trainable_variables
        self.generator_optimizer.apply(tape.gradient(loss, weights), weights)


# %% wrong: the discriminator judges the noise
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_points, noise):
        with tf.GradientTape() as tape:
            real_logits = self.discriminator(real_points)
            fake_logits = self.discriminator(noise + 1)
            loss = self.loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
        weights = self.discriminator.trainable_variables
        self.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss

    def generator_step(self, noise):
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(self.generator(noise))
            loss = self.loss.generator_loss(real_logits=None, fake_logits=fake_logits)
        weights = self.generator.trainable_variables
        self.generator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss


# %% wrong: the loss is written into the code
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_points, noise):
        with tf.GradientTape() as tape:
            real_logits = self.discriminator(real_points)
            fake_logits = self.discriminator(self.generator(noise))
            loss = losses.get("non_saturating").discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
        weights = self.discriminator.trainable_variables
        self.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss

    def generator_step(self, noise):
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(self.generator(noise))
            loss = losses.get("non_saturating").generator_loss(real_logits=None, fake_logits=fake_logits)
        weights = self.generator.trainable_variables
        self.generator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss


# %% wrong: the gradient is computed and not applied
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_points, noise):
        with tf.GradientTape() as tape:
            real_logits = self.discriminator(real_points)
            fake_logits = self.discriminator(self.generator(noise))
            loss = self.loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
        weights = self.discriminator.trainable_variables
        self.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss

    def generator_step(self, noise):
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(self.generator(noise))
            loss = self.loss.generator_loss(real_logits=None, fake_logits=fake_logits)
        weights = self.generator.trainable_variables
        tape.gradient(loss, weights)
        return loss


# %% wrong: stopped gradient in the generator's step
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_points, noise):
        with tf.GradientTape() as tape:
            real_logits = self.discriminator(real_points)
            fake_logits = self.discriminator(self.generator(noise))
            loss = self.loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
        weights = self.discriminator.trainable_variables
        self.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss

    def generator_step(self, noise):
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(tf.stop_gradient(self.generator(noise)))
            loss = self.loss.generator_loss(real_logits=None, fake_logits=fake_logits)
        weights = self.generator.trainable_variables
        self.generator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss


# %% right: the fakes detached in the discriminator's step, and pairs handed to the optimizer
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_points, noise):
        with tf.GradientTape() as tape:
            real_logits = self.discriminator(real_points)
            fake_logits = self.discriminator(tf.stop_gradient(self.generator(noise)))
            loss = self.loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
        weights = self.discriminator.trainable_variables
        self.discriminator_optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights, strict=False))
        return loss

    def generator_step(self, noise):
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(self.generator(noise))
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

    def discriminator_step(self, real_points, noise):
        return self._descend(
            self.discriminator,
            self.discriminator_optimizer,
            lambda: self.loss.discriminator_loss(
                real_logits=self.discriminator(real_points), fake_logits=self.discriminator(self.generator(noise))
            ),
        )

    def generator_step(self, noise):
        return self._descend(
            self.generator,
            self.generator_optimizer,
            lambda: self.loss.generator_loss(real_logits=None, fake_logits=self.discriminator(self.generator(noise))),
        )


# %% right: real and fake in one batch, taken apart again
class TwoPlayers:
    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_points, noise):
        fake_points = self.generator(noise, training=True)
        with tf.GradientTape() as tape:
            logits = self.discriminator(tf.concat([real_points, fake_points], axis=0), training=True)
            count = tf.shape(real_points)[0]
            real_logits, fake_logits = logits[:count], logits[count:]
            loss = self.loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
        gradients = tape.gradient(loss, self.discriminator.trainable_weights)
        self.discriminator_optimizer.apply(gradients, self.discriminator.trainable_weights)
        return loss

    def generator_step(self, noise):
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(self.generator(noise))
            loss = self.loss.generator_loss(real_logits=fake_logits, fake_logits=fake_logits)
        weights = self.generator.trainable_variables
        self.generator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss
