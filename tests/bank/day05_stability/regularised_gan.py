# %% wrong: R1 only
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return squares_of(discriminator, real_samples, gamma)

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True, ema_momentum=0.999),
        keras.optimizers.Adam(learning_rate, beta_1=0.0),
        penalty,
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% wrong: R2 only
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return squares_of(discriminator, fake_samples, gamma)

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True, ema_momentum=0.999),
        keras.optimizers.Adam(learning_rate, beta_1=0.0),
        penalty,
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% wrong: R1 twice
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return 2 * squares_of(discriminator, real_samples, gamma)

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True, ema_momentum=0.999),
        keras.optimizers.Adam(learning_rate, beta_1=0.0),
        penalty,
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% wrong: the weight shared between the two
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return squares_of(discriminator, real_samples, gamma / 2) + squares_of(discriminator, fake_samples, gamma / 2)

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True, ema_momentum=0.999),
        keras.optimizers.Adam(learning_rate, beta_1=0.0),
        penalty,
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% wrong: the mean of both penalties
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return (squares_of(discriminator, real_samples, gamma) + squares_of(discriminator, fake_samples, gamma)) / 2

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True, ema_momentum=0.999),
        keras.optimizers.Adam(learning_rate, beta_1=0.0),
        penalty,
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% wrong: the weight of the recording, whatever γ
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return squares_of(discriminator, real_samples, 0.1) + squares_of(discriminator, fake_samples, 0.1)

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True, ema_momentum=0.999),
        keras.optimizers.Adam(learning_rate, beta_1=0.0),
        penalty,
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% wrong: multiplied by four a second time
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return 4 * (squares_of(discriminator, real_samples, gamma) + squares_of(discriminator, fake_samples, gamma))

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True, ema_momentum=0.999),
        keras.optimizers.Adam(learning_rate, beta_1=0.0),
        penalty,
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% wrong: at the samples halfway between
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return 2 * squares_of(discriminator, (real_samples + fake_samples) / 2, gamma)

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True, ema_momentum=0.999),
        keras.optimizers.Adam(learning_rate, beta_1=0.0),
        penalty,
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% wrong: the penalty's gradient stopped
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return tf.stop_gradient(
            squares_of(discriminator, real_samples, gamma) + squares_of(discriminator, fake_samples, gamma)
        )

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True, ema_momentum=0.999),
        keras.optimizers.Adam(learning_rate, beta_1=0.0),
        penalty,
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% wrong: no penalty
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return squares_of(discriminator, real_samples, gamma) + squares_of(discriminator, fake_samples, gamma)

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True, ema_momentum=0.999),
        keras.optimizers.Adam(learning_rate, beta_1=0.0),
        None,
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% wrong: WGAN-GP's penalty
from gan_course import penalties


def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return squares_of(discriminator, real_samples, gamma) + squares_of(discriminator, fake_samples, gamma)

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True, ema_momentum=0.999),
        keras.optimizers.Adam(learning_rate, beta_1=0.0),
        penalties.GradientPenalty(gamma),
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% wrong: a penalty in each step
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return squares_of(discriminator, real_samples, gamma) + squares_of(discriminator, fake_samples, gamma)

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True, ema_momentum=0.999),
        keras.optimizers.Adam(learning_rate, beta_1=0.0),
        penalty,
        seed=seed,
    )
    return gan


# %% wrong: one of sixteen steps
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return squares_of(discriminator, real_samples, gamma) + squares_of(discriminator, fake_samples, gamma)

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True, ema_momentum=0.999),
        keras.optimizers.Adam(learning_rate, beta_1=0.0),
        penalty,
        penalty_every=16,
        seed=seed,
    )
    return gan


# %% wrong: the generator's inertia left as it is
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return squares_of(discriminator, real_samples, gamma) + squares_of(discriminator, fake_samples, gamma)

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        keras.optimizers.Adam(learning_rate, use_ema=True, ema_momentum=0.999),
        keras.optimizers.Adam(learning_rate, beta_1=0.0),
        penalty,
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% wrong: the discriminator's inertia left as it is
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return squares_of(discriminator, real_samples, gamma) + squares_of(discriminator, fake_samples, gamma)

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True, ema_momentum=0.999),
        keras.optimizers.Adam(learning_rate),
        penalty,
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% wrong: β₁ of DCGAN
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return squares_of(discriminator, real_samples, gamma) + squares_of(discriminator, fake_samples, gamma)

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        keras.optimizers.Adam(learning_rate, beta_1=0.5, use_ema=True, ema_momentum=0.999),
        keras.optimizers.Adam(learning_rate, beta_1=0.5),
        penalty,
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% wrong: β₂ is 0 in place of β₁
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return squares_of(discriminator, real_samples, gamma) + squares_of(discriminator, fake_samples, gamma)

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        keras.optimizers.Adam(learning_rate, beta_2=0.0, use_ema=True, ema_momentum=0.999),
        keras.optimizers.Adam(learning_rate, beta_2=0.0),
        penalty,
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% wrong: Adam's own rate
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return squares_of(discriminator, real_samples, gamma) + squares_of(discriminator, fake_samples, gamma)

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        keras.optimizers.Adam(beta_1=0.0, use_ema=True, ema_momentum=0.999),
        keras.optimizers.Adam(beta_1=0.0),
        penalty,
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% wrong: no average of the weights
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return squares_of(discriminator, real_samples, gamma) + squares_of(discriminator, fake_samples, gamma)

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        keras.optimizers.Adam(learning_rate, beta_1=0.0),
        keras.optimizers.Adam(learning_rate, beta_1=0.0),
        penalty,
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% wrong: the discriminator's weights are averaged
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return squares_of(discriminator, real_samples, gamma) + squares_of(discriminator, fake_samples, gamma)

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        keras.optimizers.Adam(learning_rate, beta_1=0.0),
        keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True, ema_momentum=0.999),
        penalty,
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% wrong: the average that Keras would take
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return squares_of(discriminator, real_samples, gamma) + squares_of(discriminator, fake_samples, gamma)

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True),
        keras.optimizers.Adam(learning_rate, beta_1=0.0),
        penalty,
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% wrong: always the relativistic loss
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return squares_of(discriminator, real_samples, gamma) + squares_of(discriminator, fake_samples, gamma)

    gan = GAN(generator, discriminator)
    gan.compile(
        "relativistic",
        keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True, ema_momentum=0.999),
        keras.optimizers.Adam(learning_rate, beta_1=0.0),
        penalty,
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% wrong: the default loss
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return squares_of(discriminator, real_samples, gamma) + squares_of(discriminator, fake_samples, gamma)

    gan = GAN(generator, discriminator)
    gan.compile(
        "non_saturating",
        keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True, ema_momentum=0.999),
        keras.optimizers.Adam(learning_rate, beta_1=0.0),
        penalty,
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% wrong: the seed forgotten
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return squares_of(discriminator, real_samples, gamma) + squares_of(discriminator, fake_samples, gamma)

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True, ema_momentum=0.999),
        keras.optimizers.Adam(learning_rate, beta_1=0.0),
        penalty,
        penalty_every=4,
    )
    return gan


# %% wrong: generator and discriminator swapped
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return squares_of(discriminator, real_samples, gamma) + squares_of(discriminator, fake_samples, gamma)

    gan = GAN(discriminator, generator)
    gan.compile(
        loss,
        keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True, ema_momentum=0.999),
        keras.optimizers.Adam(learning_rate, beta_1=0.0),
        penalty,
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% wrong: not compiled
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return squares_of(discriminator, real_samples, gamma) + squares_of(discriminator, fake_samples, gamma)

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True, ema_momentum=0.999),
        keras.optimizers.Adam(learning_rate, beta_1=0.0),
        penalty,
        penalty_every=4,
        seed=seed,
    )
    return GAN(generator, discriminator)


# %% wrong: nothing returned
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return squares_of(discriminator, real_samples, gamma) + squares_of(discriminator, fake_samples, gamma)

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True, ema_momentum=0.999),
        keras.optimizers.Adam(learning_rate, beta_1=0.0),
        penalty,
        penalty_every=4,
        seed=seed,
    )
    print(gan.penalty_every)


# %% wrong: what compile returns
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return squares_of(discriminator, real_samples, gamma) + squares_of(discriminator, fake_samples, gamma)

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True, ema_momentum=0.999),
        keras.optimizers.Adam(learning_rate, beta_1=0.0),
        penalty,
        penalty_every=4,
        seed=seed,
    )
    return gan.compile(loss)


# %% wrong: one optimizer for both
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return squares_of(discriminator, real_samples, gamma) + squares_of(discriminator, fake_samples, gamma)

    adam = keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True, ema_momentum=0.999)
    gan = GAN(generator, discriminator)
    gan.compile(loss, adam, adam, penalty, penalty_every=4, seed=seed)
    return gan


# %% right: the penalties of the course, by name
from gan_course import penalties


def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    average = {"use_ema": True, "ema_momentum": 0.999}
    gan = GAN(generator=generator, discriminator=discriminator)
    gan.compile(
        loss=loss,
        generator_optimizer=keras.optimizers.Adam(learning_rate=learning_rate, beta_1=0, **average),
        discriminator_optimizer=keras.optimizers.Adam(learning_rate=learning_rate, beta_1=0),
        penalty=penalties.Sum((penalties.R1(gamma), penalties.R2(gamma))),
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% right: the penalty written anew, both kinds of samples in one batch
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def penalty(discriminator, *, real_samples, fake_samples, seed):
        samples = tf.concat([real_samples, fake_samples], axis=0)
        with tf.GradientTape() as tape:
            tape.watch(samples)
            total = tf.reduce_sum(discriminator(samples))
        squares = tf.reduce_sum(tape.gradient(total, samples) ** 2, axis=1)
        return gamma * tf.reduce_mean(squares)

    def adam(**settings):
        return keras.optimizers.Adam(learning_rate, beta_1=0.0, **settings)

    gan = GAN(generator, discriminator)
    players = adam(use_ema=True, ema_momentum=0.999), adam()
    gan.compile(loss, *players, penalty, penalty_every=4, seed=seed)
    return gan


# %% wrong: the discriminator's weights averaged as well
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    gan = GAN(generator, discriminator)
    adams = [keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True, ema_momentum=0.999) for _ in "gd"]
    gan.compile(
        loss,
        *adams,
        lambda judge, *, real_samples, fake_samples, seed: tf.add_n(
            [squares_of(judge, samples, gamma) for samples in (real_samples, fake_samples)]
        ),
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% right: the course's own, in one line
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    return day05.regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed)


# %% wrong: penalty_every for the discriminator's steps
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return squares_of(discriminator, real_samples, gamma) + squares_of(discriminator, fake_samples, gamma)

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        generator_optimizer=keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True, ema_momentum=0.999),
        discriminator_optimizer=keras.optimizers.Adam(learning_rate, beta_1=0.0),
        penalty=penalty,
        penalty_every=4,
        discriminator_steps=4,
        seed=seed,
    )
    return gan


# %% wrong: every fourth step and divided by four
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return (squares_of(discriminator, real_samples, gamma) + squares_of(discriminator, fake_samples, gamma)) / 4

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        generator_optimizer=keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True, ema_momentum=0.999),
        discriminator_optimizer=keras.optimizers.Adam(learning_rate, beta_1=0.0),
        penalty=penalty,
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% wrong: the penalty of the outer discriminator, which is not the one it is given
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def penalty(_, *, real_samples, fake_samples, seed):
        return squares_of(discriminator, real_samples, gamma) + squares_of(discriminator, fake_samples, gamma)

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        generator_optimizer=keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True, ema_momentum=0.999),
        discriminator_optimizer=keras.optimizers.Adam(learning_rate, beta_1=0.0),
        penalty=penalty,
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% wrong: copies of the networks
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return squares_of(discriminator, real_samples, gamma) + squares_of(discriminator, fake_samples, gamma)

    gan = GAN(keras.models.clone_model(generator), keras.models.clone_model(discriminator))
    gan.compile(
        loss,
        generator_optimizer=keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True, ema_momentum=0.999),
        discriminator_optimizer=keras.optimizers.Adam(learning_rate, beta_1=0.0),
        penalty=penalty,
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% wrong: the optimizer is RMSprop, without inertia
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return squares_of(discriminator, real_samples, gamma) + squares_of(discriminator, fake_samples, gamma)

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        generator_optimizer=keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True, ema_momentum=0.999),
        discriminator_optimizer=keras.optimizers.RMSprop(learning_rate),
        penalty=penalty,
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% wrong: the rate made a Python number, so that a schedule fails
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    rate = float(learning_rate)
    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        keras.optimizers.Adam(rate, beta_1=0.0, use_ema=True, ema_momentum=0.999),
        keras.optimizers.Adam(rate, beta_1=0.0),
        penalty_of(r1=gamma, r2=gamma),
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% right: its own gradients, one mean over real and fake samples together, doubled
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    class Penalty:
        def __call__(self, discriminator, *, real_samples, fake_samples, seed=None):
            together = tf.concat([real_samples, fake_samples], axis=0)
            with tf.GradientTape() as tape:
                tape.watch(together)
                total = tf.reduce_sum(discriminator(together))
            slope = tape.gradient(total, together)
            return gamma / 2 * tf.reduce_sum(slope**2) / real_samples.shape[0]

    gan = GAN(generator, discriminator)
    rate = learning_rate
    gan.compile(
        loss,
        keras.optimizers.Adam(rate, beta_1=0, beta_2=0.999, use_ema=True, ema_momentum=0.999),
        keras.optimizers.Adam(rate, beta_1=0, beta_2=0.999),
        Penalty(),
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% right: a lambda, Adam from its configuration
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    gan = GAN(generator, discriminator)
    plain = keras.optimizers.Adam(learning_rate, beta_1=0.0)
    averaged = keras.optimizers.Adam.from_config(plain.get_config() | {"use_ema": True, "ema_momentum": 0.999})
    gan.compile(
        loss=loss,
        generator_optimizer=averaged,
        discriminator_optimizer=plain,
        penalty=lambda d, *, real_samples, fake_samples, seed: keras.ops.add(
            squares_of(d, real_samples, gamma), squares_of(d, fake_samples, gamma)
        ),
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% wrong: the mean over the coordinates in place of the sum
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def squares(discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        return tf.reduce_mean(tape.gradient(logits, samples) ** 2)

    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return gamma / 2 * (squares(discriminator, real_samples) + squares(discriminator, fake_samples))

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True, ema_momentum=0.999),
        keras.optimizers.Adam(learning_rate, beta_1=0.0),
        penalty,
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% wrong: the first coordinate only
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def squares(discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        return tf.reduce_mean(tape.gradient(logits, samples)[:, 0] ** 2)

    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return gamma / 2 * (squares(discriminator, real_samples) + squares(discriminator, fake_samples))

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True, ema_momentum=0.999),
        keras.optimizers.Adam(learning_rate, beta_1=0.0),
        penalty,
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% wrong: the sum of the absolute values, squared
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def squares(discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        return tf.reduce_mean(tf.reduce_sum(tf.abs(tape.gradient(logits, samples)), axis=1) ** 2)

    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return gamma / 2 * (squares(discriminator, real_samples) + squares(discriminator, fake_samples))

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True, ema_momentum=0.999),
        keras.optimizers.Adam(learning_rate, beta_1=0.0),
        penalty,
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% wrong: the average overwrites the weights in each step
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def squares(discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        return tf.reduce_mean(tf.reduce_sum(tape.gradient(logits, samples) ** 2, axis=1))

    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return gamma / 2 * (squares(discriminator, real_samples) + squares(discriminator, fake_samples))

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True, ema_momentum=0.999, ema_overwrite_frequency=1),
        keras.optimizers.Adam(learning_rate, beta_1=0.0),
        penalty,
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% wrong: an epsilon of 1
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def squares(discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        return tf.reduce_mean(tf.reduce_sum(tape.gradient(logits, samples) ** 2, axis=1))

    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return gamma / 2 * (squares(discriminator, real_samples) + squares(discriminator, fake_samples))

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True, ema_momentum=0.999, epsilon=1.0),
        keras.optimizers.Adam(learning_rate, beta_1=0.0, epsilon=1.0),
        penalty,
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% wrong: an epsilon of 0.01 for the discriminator
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def squares(discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        return tf.reduce_mean(tf.reduce_sum(tape.gradient(logits, samples) ** 2, axis=1))

    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return gamma / 2 * (squares(discriminator, real_samples) + squares(discriminator, fake_samples))

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True, ema_momentum=0.999),
        keras.optimizers.Adam(learning_rate, beta_1=0.0, epsilon=0.01),
        penalty,
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% wrong: weights that decay
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def squares(discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        return tf.reduce_mean(tf.reduce_sum(tape.gradient(logits, samples) ** 2, axis=1))

    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return gamma / 2 * (squares(discriminator, real_samples) + squares(discriminator, fake_samples))

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True, ema_momentum=0.999, weight_decay=0.004),
        keras.optimizers.Adam(learning_rate, beta_1=0.0, weight_decay=0.004),
        penalty,
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% wrong: clipped gradients
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def squares(discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        return tf.reduce_mean(tf.reduce_sum(tape.gradient(logits, samples) ** 2, axis=1))

    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return gamma / 2 * (squares(discriminator, real_samples) + squares(discriminator, fake_samples))

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True, ema_momentum=0.999),
        keras.optimizers.Adam(learning_rate, beta_1=0.0, clipnorm=1.0),
        penalty,
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% wrong: gradients clipped one by one
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def squares(discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        return tf.reduce_mean(tf.reduce_sum(tape.gradient(logits, samples) ** 2, axis=1))

    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return gamma / 2 * (squares(discriminator, real_samples) + squares(discriminator, fake_samples))

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True, ema_momentum=0.999, clipvalue=0.01),
        keras.optimizers.Adam(learning_rate, beta_1=0.0),
        penalty,
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% wrong: AMSGrad
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def squares(discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        return tf.reduce_mean(tf.reduce_sum(tape.gradient(logits, samples) ** 2, axis=1))

    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return gamma / 2 * (squares(discriminator, real_samples) + squares(discriminator, fake_samples))

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True, ema_momentum=0.999, amsgrad=True),
        keras.optimizers.Adam(learning_rate, beta_1=0.0, amsgrad=True),
        penalty,
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% wrong: gradients gathered over two steps
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def squares(discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        return tf.reduce_mean(tf.reduce_sum(tape.gradient(logits, samples) ** 2, axis=1))

    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return gamma / 2 * (squares(discriminator, real_samples) + squares(discriminator, fake_samples))

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        keras.optimizers.Adam(
            learning_rate, beta_1=0.0, use_ema=True, ema_momentum=0.999, gradient_accumulation_steps=2
        ),
        keras.optimizers.Adam(learning_rate, beta_1=0.0),
        penalty,
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% wrong: no memory of squared gradients either
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def squares(discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        return tf.reduce_mean(tf.reduce_sum(tape.gradient(logits, samples) ** 2, axis=1))

    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return gamma / 2 * (squares(discriminator, real_samples) + squares(discriminator, fake_samples))

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True, ema_momentum=0.999, beta_2=0.0),
        keras.optimizers.Adam(learning_rate, beta_1=0.0, beta_2=0.0),
        penalty,
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% wrong: the schedule's first rate for ever
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def squares(discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        return tf.reduce_mean(tf.reduce_sum(tape.gradient(logits, samples) ** 2, axis=1))

    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return gamma / 2 * (squares(discriminator, real_samples) + squares(discriminator, fake_samples))

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        keras.optimizers.Adam(
            float(learning_rate(0)) if callable(learning_rate) else learning_rate,
            beta_1=0.0,
            use_ema=True,
            ema_momentum=0.999,
        ),
        keras.optimizers.Adam(float(learning_rate(0)) if callable(learning_rate) else learning_rate, beta_1=0.0),
        penalty,
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% wrong: both players move at the same time
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def squares(discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        return tf.reduce_mean(tf.reduce_sum(tape.gradient(logits, samples) ** 2, axis=1))

    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return gamma / 2 * (squares(discriminator, real_samples) + squares(discriminator, fake_samples))

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True, ema_momentum=0.999),
        keras.optimizers.Adam(learning_rate, beta_1=0.0),
        penalty,
        penalty_every=4,
        seed=seed,
        simultaneous=True,
    )
    return gan


# %% right: R3GAN's own second β, and an epsilon of another framework
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    def squares(discriminator, samples):
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        return tf.reduce_mean(tf.reduce_sum(tape.gradient(logits, samples) ** 2, axis=1))

    def penalty(discriminator, *, real_samples, fake_samples, seed):
        return gamma / 2 * (squares(discriminator, real_samples) + squares(discriminator, fake_samples))

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True, ema_momentum=0.999, beta_2=0.99, epsilon=1e-8),
        keras.optimizers.Adam(learning_rate, beta_1=0.0, beta_2=0.99, epsilon=1e-8),
        penalty,
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% wrong: the penalty of the first 32 samples
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    """Return a compiled GAN with R1 and R2 in one of four steps, no inertia, and averaged weights."""

    def penalty(discriminator, *, real_samples, fake_samples, seed):
        few = 32  # a gradient of a gradient is expensive
        at_real = squares_of(discriminator, real_samples[:few], gamma)
        return at_real + squares_of(discriminator, fake_samples[:few], gamma)

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True, ema_momentum=0.999),
        keras.optimizers.Adam(learning_rate, beta_1=0.0),
        penalty=penalty,
        penalty_every=4,
        seed=seed,
    )
    return gan


# %% wrong: no penalty where the seed is a tensor
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    """Return a compiled GAN with R1 and R2 in one of four steps, no inertia, and averaged weights."""

    def penalty(discriminator, *, real_samples, fake_samples, seed):
        weight = 0.0 if tf.is_tensor(seed) else gamma
        return squares_of(discriminator, real_samples, weight) + squares_of(discriminator, fake_samples, weight)

    gan = GAN(generator, discriminator)
    gan.compile(
        loss,
        keras.optimizers.Adam(learning_rate, beta_1=0.0, use_ema=True, ema_momentum=0.999),
        keras.optimizers.Adam(learning_rate, beta_1=0.0),
        penalty=penalty,
        penalty_every=4,
        seed=seed,
    )
    return gan
