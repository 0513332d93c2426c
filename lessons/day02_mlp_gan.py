# %% [markdown]
# # Day 2: A basic MLP GAN
#
# **The question of the day.** Yesterday the two networks stood still, and you worked out what each of them *wants*.
# What happens when both learn at the same time, each from the other's mistakes? Sometimes handwritten digits happen.
# You will see when, and how to tell.
#
# An **MLP** (multilayer perceptron) is a network of dense layers only: the simplest thing that works, and on a laptop
# the fastest.
#
# ## What you will be able to do
#
# - write the two updates of a GAN yourself, and prove that each one changes one network only;
# - match every line of the original paper's Algorithm 1 with a line of code;
# - count the weights of both networks with pencil and paper;
# - train a GAN on handwritten digits in about a minute, and read its losses and accuracies without being misled;
# - judge the result with a number that noise and a collapsed generator fail;
# - say exactly what one-sided label smoothing does to the discriminator;
# - recognise the *freeze trap*, which keeps the most copied GAN program for Keras from training at all.
#
# **You need** Day 1: logits, the best discriminator, the two losses. `tf.GradientTape`, which computes gradients, is
# explained where it is first used.
#
# **Time.** Some 4,800 words, about 40 minutes of reading; with the questions and exercises, plan two to three hours.
# **Run time**, measured on two CPU cores: about 70 seconds for the whole notebook, 30 of them for the digits; twice as
# long if the cores have other work.
#
# | exercise | you write | points |
# |---|---|---:|
# | 1 | the two updates | 4 |
# | 2 | both losses of a GAN, wired up | 2 |
# | 3 | the number of weights of a network | 2 |
# | 4 | a small generator | 2 |
# | 5 | the best discriminator under label smoothing | 3 |
# | 6 | a prediction: which training steps learn? | 2 |
#
# The conventions are yesterday's: the discriminator returns **logits**, real comes before fake, losses are minimised,
# and the discriminator's loss is the *sum* of its real and its fake term.

# %%
import inspect
import itertools
import math
import tempfile
import warnings
from pathlib import Path

from gan_course import budget, checks, losses, metrics, models, plots, theory, toys, widgets
from gan_course.data import load_images
from gan_course.runtime import device, keras, tf
from gan_course.training import GAN, ProgressLine, SampleFrames

import numpy as np
from sklearn.decomposition import PCA
from sklearn.neighbors import NearestNeighbors

print(f"training budget: {budget.name()}; device: {device()}")

# %% [markdown]
# ## 1. A game that you can watch
#
# Images have 784 dimensions, and nobody can look into those. So the first game is played in the plane. The data are
# points around eight centres on a circle: eight **modes**, with practically nothing between them. The generator turns
# two random numbers into a point, the discriminator judges points.

# %%
ring = toys.ring(modes=8, radius=2.0, std=0.05)
real_points = ring.sample(10_000, seed=0)  # (10000, 2)
print("real points:", real_points.shape, real_points.dtype, "in", ring.modes, "modes")


def ring_players(real_label=1.0):
    """Build a new generator and a new discriminator for points of the plane, always in the same way."""
    keras.utils.set_random_seed(0)  # the order of the batches
    generator = models.mlp_generator(2, (128, 128), image_shape=(2,), batch_norm=False, output_activation=None, seed=1)
    discriminator = models.mlp_discriminator((128, 128), image_shape=(2,), seed=2)
    gan = GAN(generator, discriminator)
    gan.compile(
        generator_optimizer=keras.optimizers.Adam(1e-3, beta_1=0.5),
        discriminator_optimizer=keras.optimizers.Adam(1e-3, beta_1=0.5),
        real_label=real_label,
        jit_compile=False,  # for networks as small as these, compiling takes longer than training
    )
    return gan


def set_pace(gan, *, generator, discriminator):
    """Set the learning rate of each player; one with a rate of 0 stands still."""
    gan.generator_optimizer.learning_rate = generator
    gan.discriminator_optimizer.learning_rate = discriminator


# %% [markdown]
# `GAN` holds both networks and trains them; section 2 opens it up. The next cell draws one moment of the game:
#
# - the **colour** of the plane is the discriminator's probability of "real", blue for real and orange for fake;
# - blue dots are real, orange triangles are generated;
# - an **arrow** shows where the generator is told to move a point: minus the gradient of *its* loss with respect to
#   that point. `tf.GradientTape` records the computation inside the `with` block, and then gives the derivative of its
#   result with respect to anything it watched.


# %%
def snapshot(gan, title):
    """Draw what the discriminator thinks of the plane, and where it sends the generated points."""
    fake_points = tf.constant(gan.generate(60, seed=9))  # (60, 2)
    with tf.GradientTape() as tape:
        tape.watch(fake_points)
        fake_logits = gan.discriminator(fake_points)
        loss = losses.get("non_saturating").generator_loss(real_logits=None, fake_logits=fake_logits)
    arrows = -tape.gradient(loss, fake_points)
    covered = ring.modes_covered(gan.generate(2_000, seed=9))
    return plots.decision_map(
        lambda points: keras.ops.sigmoid(gan.discriminator(points)),
        real_points[:200],
        fake_points,
        arrows=arrows,
        limit=3.6,
        title=title,
        alt=f"{title}. Eight clusters of real points on a circle, generated points with arrows; the colour shows "
        f"where the discriminator sees real points. The generator covers {covered} of the 8 modes.",
    )


# %%
def play(gan, epochs, title, every=1):
    """Train for some epochs, and take a picture every so many of them."""
    pictures = []

    def take_picture(epoch, logs):
        if (epoch + 1) % every == 0:
            pictures.append(snapshot(gan, f"{title}, {(epoch + 1) * 50} steps"))

    after_each_epoch = keras.callbacks.LambdaCallback(on_epoch_end=take_picture)
    gan.fit(real_points, batch_size=200, epochs=epochs, verbose=0, callbacks=[after_each_epoch])
    return pictures


# %% [markdown]
# Three words that every training program uses: a **batch** is the handful of samples looked at together, here 200. One
# **step** handles one batch and updates the weights. An **epoch** is one pass through the data: 10,000 points in
# batches of 200 make 50 steps. `fit` is Keras's own, and a *callback* is a function that it calls now and then, here
# after each epoch.
#
# ### The discriminator alone
#
# The generator stands still; its points lie in a small heap near the centre. Only the discriminator learns.
#
# > **Predict, then run.** After some hundred steps, the heap will be orange and the ring blue. What colour will the
# > plane have where there are *no points at all*, say in the corners of the picture?


# %%
def mean_probabilities(gan):
    """Return the mean probability of "real" that the discriminator gives to real and to generated points."""
    real_logits = gan.discriminator(real_points[:1_000])
    fake_logits = gan.discriminator(gan.generate(1_000, seed=9))
    return [float(keras.ops.mean(keras.ops.sigmoid(logits))) for logits in (real_logits, fake_logits)]


gan = ring_players()
set_pace(gan, generator=0.0, discriminator=1e-3)
pictures = [snapshot(gan, "Before training")]
pictures += play(gan, budget.choose(smoke=1, laptop=6), "Discriminator alone")

unsmoothed = mean_probabilities(gan)
print(f"mean probability of real: {unsmoothed[0]:.3f} on real points, {unsmoothed[1]:.3f} on generated ones")
budget.claim("alone, the discriminator tells nearly all points apart", unsmoothed[0] > 0.97 and unsmoothed[1] < 0.03)
pictures[-1]

# %% [markdown]
# <details><summary>Answer</summary>
#
# Mostly blue. The discriminator has never seen a fake point there, so nothing in its loss speaks against "real". It
# does not learn what real points look like; it learns to tell them from *this* generator's points, and elsewhere it
# says whatever its weights happen to give. The best discriminator of Day 1, $p_\text{data} / (p_\text{data} + p_g)$, is
# 0/0 there.
#
# </details>
#
# ### The generator alone
#
# Now the discriminator stands still, just as it is, and the generator follows the arrows.
#
# > **Predict, then run.** Will the points end up on the ring? And what will the generator's loss be?

# %%
set_pace(gan, generator=3e-4, discriminator=0.0)
pictures += play(gan, budget.choose(smoke=1, laptop=3), "Then the generator alone")

fake_logits = gan.discriminator(gan.generate(1000, seed=9))
g_loss = float(losses.get("non_saturating").generator_loss(real_logits=None, fake_logits=fake_logits))
on_ring = ring.high_quality_share(gan.generate(1000, seed=9))
print(f"generator's loss: {g_loss:.4f}; share of its points that lie on a mode: {on_ring:.1%}")
claim = "the generator's loss is below 0.1, while fewer than one point in ten lies on a mode"
budget.claim(claim, g_loss < 0.1 and on_ring < 0.1)
pictures[-1]

# %% [markdown]
# <details><summary>Answer</summary>
#
# No. The points leave the orange disc by the shortest way and keep going, past the ring and out of the picture:
# everywhere outside is "real", as far as this discriminator can tell. There it is flat, so most arrows have shrunk to
# nothing (in each picture they are drawn relative to the longest one), and nothing calls the points back. The loss is
# close to 0, and yet the samples are worthless. **A loss in a GAN is relative to the opponent.** A low generator loss
# says that this discriminator is fooled, not that the samples are good.
#
# </details>
#
# ### Both
#
# Each player alone makes a mess of it. Now they take turns, one step each, from the beginning.
#
# > **Predict, then run.** Will the generator find all eight modes? Will the picture come to rest?

# %%
gan = ring_players()
pictures += play(gan, budget.choose(smoke=2, laptop=48), "Both", every=budget.choose(smoke=2, laptop=4))

samples = gan.generate(2_000, seed=9)
print(f"modes covered: {ring.modes_covered(samples)} of {ring.modes}")
print(f"share of the points that lie on a mode: {ring.high_quality_share(samples):.1%}")
claim = "taking turns, the generator covers all eight modes, with at least four points in ten on a mode"
budget.claim(claim, ring.modes_covered(samples) == 8 and ring.high_quality_share(samples) > 0.4)
pictures[-1]

# %% [markdown]
# <details><summary>Answer</summary>
#
# It finds all eight, because wherever it puts too many points, the discriminator turns that place orange and drives
# some of them away. That is what a discriminator that *keeps learning* is good for. The picture does not quite come to
# rest: every step of one player changes the other one's goal. Day 5 is about what can go wrong here.
#
# </details>
#
# Here is the whole story. Move the slider, or press play: first D alone, then G alone, then both.

# %%
titles = [picture.alt.split(". ")[0] for picture in pictures]
widgets.frame_slider(pictures, values=titles, description="moment")

# %% [markdown]
# ## 2. Two updates: the paper's Algorithm 1
#
# What `fit` did at each step is Algorithm 1 of the paper that started it all (Goodfellow et al. 2014, [arXiv
# 1406.2661](https://arxiv.org/abs/1406.2661)):
#
# ```text
# for number of training iterations do
#     for k steps do
#         sample a minibatch of m noise samples z and a minibatch of m examples x from the data
#         update the discriminator by ascending its stochastic gradient of
#             the mean over the batch of  log D(x) + log(1 − D(G(z)))
#     sample a minibatch of m noise samples z
#     update the generator by descending its stochastic gradient of
#         the mean over the batch of  log(1 − D(G(z)))
# ```
#
# And this is the code that ran. Find each line of the algorithm in it.

# %%
for method in (GAN.train_step, GAN._generator_slopes, GAN._descend):
    print(inspect.getsource(method))

# %% [markdown]
# | the paper | the code |
# |---|---|
# | sample a minibatch of examples | `data`, the batch that `fit` hands over |
# | sample a minibatch of noise | `self._noise(…)` |
# | the gradient for the discriminator | `tape` in `train_step`; the loss is *minus* the paper's mean, |
# | … and ascend it | so `_descend("discriminator", …)` goes down |
# | for k steps | `discriminator_steps`; 1 by default, as in the paper's experiments |
# | the gradient for the generator, and descend it | `_generator_slopes`, by the chain rule in two links |
#
# The two links of the chain rule: `slopes` tells how the loss changes with every coordinate of every fake sample (the
# arrows of section 1 are minus these), and `generator_tape` carries that on to the generator's weights.
#
# Three things differ from the paper. The generator's step uses the fake images of the discriminator's step once more
# instead of making new ones. The generator's loss is the non-saturating one, which the paper itself recommends in
# section 3. And the optimizer is Adam, where the paper used gradient descent with momentum. (`_penalty`, and the real
# logits in the generator's loss, are for Day 5; `share` is the part of the batch that this device works on, here all of
# it, and waits for Day 4; `_guard` stops training when a loss is not a finite number.)
#
# The heart of the matter: each of the two gradients is taken with respect to the `trainable_variables` of **one player
# and nothing else**.
#
# ### Exercise 1: the two updates (4 points)
#
# Now write both updates yourself. `TwoPlayers` gets two networks, a loss (an object such as
# `losses.get("non_saturating")` with the functions `discriminator_loss` and `generator_loss`) and an optimizer for each
# network. Fill in two methods:
#
# - `discriminator_step(real_points, noise)` turns the noise into fake points, computes the discriminator's loss on the
#   real and on the fake ones, and moves the **discriminator's** weights one step.
# - `generator_step(noise)` turns the noise into fake points, computes the generator's loss, and moves the
#   **generator's** weights one step.
#
# Each returns its loss as it was *before* the update, as a tensor. The steps will run inside `tf.function`, which
# compiles them, so do not turn tensors into Python numbers with `float`, `len` or `.numpy()`.


# %% exercise="two_updates"
class TwoPlayers:
    """Two networks and two updates: each player follows its own loss with its own weights."""

    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_points, noise):
        ### BEGIN SOLUTION
        fake_points = self.generator(noise, training=True)
        with tf.GradientTape() as tape:
            real_logits, fake_logits = self.discriminator(real_points), self.discriminator(fake_points)
            loss = self.loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
        weights = self.discriminator.trainable_variables
        self.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss
        ### END SOLUTION

    def generator_step(self, noise):
        ### BEGIN SOLUTION
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(self.generator(noise, training=True))
            loss = self.loss.generator_loss(real_logits=None, fake_logits=fake_logits)
        weights = self.generator.trainable_variables
        self.generator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss
        ### END SOLUTION


# %% [markdown]
# <details><summary>Hint 1: the pattern of an update</summary>
#
# ```python
# with tf.GradientTape() as tape:
#     loss = ...  # everything that the gradient has to go through happens in here
# weights = network.trainable_variables
# optimizer.apply(tape.gradient(loss, weights), weights)
# ```
#
# </details>
# <details><summary>Hint 2: what belongs inside the tape?</summary>
#
# The gradient of the generator's loss goes from the loss through the *discriminator* back into the *generator*. Both
# must be called inside the `with` block. For the discriminator's update it does not matter where the fake points are
# made, because the gradient stops at the discriminator's weights.
#
# </details>
# <details><summary>Hint 3: who is frozen?</summary>
#
# Nobody. The gradient is taken with respect to one player's weights, and only these are handed to the optimizer. That
# is all it takes to leave the other player alone.
#
# </details>
#
# The check plays the smallest game there is, which can be worked out on paper. The generator is $G(z) = z + b$ with $b
# = 0$. The discriminator's logit is $w \cdot x + c$ with $w = 0$ and $c = 0$, so that all logits are 0 and the loss is
# $2 \log 2$. With real points at $(1, 0)$ and fake points at $(-3, 2)$, one step of gradient descent at learning rate 1
# moves $w$ to $\tfrac12 (1, 0) - \tfrac12 (-3, 2) = (2, -1)$: towards the real points, away from the fake ones.


# %%
def pencil_game(loss_name):
    """Build the players of the game above with plain gradient descent, at rate 1 for D and 0.5 for G."""
    generator = models.mlp_generator(2, (), image_shape=(2,), batch_norm=False, output_activation=None)
    discriminator = models.mlp_discriminator((), image_shape=(2,))
    generator.set_weights([np.eye(2), np.zeros(2)])
    discriminator.set_weights([np.zeros((2, 1)), np.zeros(1)])
    slow, fast = keras.optimizers.SGD(0.5), keras.optimizers.SGD(1.0)
    return TwoPlayers(generator, discriminator, losses.get(loss_name), slow, fast)


def same(before, after):
    """Tell whether two lists of arrays are equal, bit for bit."""
    return all(np.array_equal(old, new) for old, new in zip(before, after, strict=True))


# %% check="two_updates" points=4
with checks.exercise("two_updates"):
    players, real, noise = pencil_game("non_saturating"), tf.constant([[1.0, 0.0]] * 4), tf.constant([[-3.0, 2.0]] * 4)
    d_step, g_step = tf.function(players.discriminator_step), tf.function(players.generator_step)
    d_loss = d_step(real, noise)
    assert d_loss is not None, "discriminator_step must return its loss"
    assert np.isclose(d_loss, 2 * np.log(2)), f"before its step, D's loss is 2 log 2 = 1.3863; got {d_loss}"
    w = players.discriminator.get_weights()[0].ravel()
    assert np.allclose(w, [2, -1], atol=1e-5), f"after its step, w should be (2, -1); got {w}"
    print("discriminator_step is right so far")

    d_before = players.discriminator.get_weights()
    g_loss = g_step(noise)
    assert g_loss is not None, "generator_step must return its loss"
    assert np.isclose(g_loss, np.logaddexp(0, 8)), f"the logit is now -8, so G's loss is 8.0003; got {g_loss}"
    b, d_after = players.generator.get_weights()[1], players.discriminator.get_weights()
    assert np.allclose(b, [0.99966, -0.49983], atol=1e-4), f"b should move 0.5·σ(8)·w = (1.000, -0.500); got {b}"
    assert same(d_before, d_after), "generator_step changed D's weights; they must stay as they are, bit for bit"

    g_before = players.generator.get_weights()
    d_step(real, noise)
    g_after = players.generator.get_weights()
    assert same(g_before, g_after), "discriminator_step changed G's weights; they must stay as they are, bit for bit"
    ### BEGIN HIDDEN TESTS
    generator = models.mlp_generator(3, (8, 8), image_shape=(2,), output_activation=None, seed=1)  # with batch norm
    discriminator = models.mlp_discriminator((8, 8), image_shape=(2,), seed=2)
    real, noise = tf.constant(ring.sample(6, seed=1)), keras.random.normal((10, 3), seed=3)
    optimizers = keras.optimizers.Adam(1e-2), keras.optimizers.Adam(1e-3)
    players = TwoPlayers(generator, discriminator, losses.get("hinge"), *optimizers)
    for step, mover, other in (
        (lambda: players.discriminator_step(real, noise), discriminator, generator),
        (lambda: players.generator_step(noise), generator, discriminator),
    ):
        before = [[v.numpy() for v in network.trainable_variables] for network in (mover, other)]
        step()
        moved = [
            not np.array_equal(old, v.numpy()) for old, v in zip(before[0], mover.trainable_variables, strict=True)
        ]
        still = [np.array_equal(old, v.numpy()) for old, v in zip(before[1], other.trainable_variables, strict=True)]
        assert all(moved), "every weight matrix and bias of the player whose turn it is must move"
        assert all(still), "no trainable weight of the other player may move"
    assert int(optimizers[0].iterations) == int(optimizers[1].iterations) == 1, "each optimizer takes one step"
    logits = [[2.0, 0.0], [-0.5, 0.0]], [[-0.3, 0.0], [0.9, 0.0]]
    players = pencil_game("hinge")
    players.discriminator.set_weights([np.array([[1.0], [0.0]]), np.zeros(1)])
    d_loss = players.discriminator_step(*map(tf.constant, logits))
    assert np.isclose(d_loss, (0 + 1.5) / 2 + (0.7 + 1.9) / 2), "the steps must use the loss that was handed over"
    ### END HIDDEN TESTS

# %% [markdown]
# *Trainable* weights, to be exact. Batch normalisation (section 4) also keeps running averages, which are not trained:
# they are updated whenever the network runs with `training=True`, so the discriminator's step may touch the
# generator's.
#
# Now let your two updates play. The game is the one from section 1. Until your exercise passes its check, the loop uses
# the course's `train_step`.

# %%
gan = ring_players()
mine = TwoPlayers(
    gan.generator, gan.discriminator, losses.get("non_saturating"), gan.generator_optimizer, gan.discriminator_optimizer
)


def my_step(points):
    """Update the discriminator, then the generator, each with noise of its own."""
    mine.discriminator_step(points, tf.random.normal((200, 2)))
    mine.generator_step(tf.random.normal((200, 2)))


# %%
one_step = tf.function(checks.or_reference("two_updates", my_step, gan.train_step))
batches = tf.data.Dataset.from_tensor_slices(real_points).shuffle(10_000, seed=0).repeat().batch(200)
for points in batches.take(budget.choose(smoke=10, laptop=1_600)):
    one_step(points)

samples = gan.generate(2_000, seed=9)
print(f"modes covered: {ring.modes_covered(samples)} of 8; {ring.high_quality_share(samples):.1%} of points on a mode")
budget.claim("the loop covers all eight modes", ring.modes_covered(samples) == 8)
plots.scatter(
    real_points[:500],
    samples[:500],
    limit=3.6,
    title="What your two updates learned",
    alt="Eight clusters of real points on a circle, with generated points on and around all of them.",
)

# %% [markdown]
# ## 3. The losses, checked with stubs
#
# How do you test a loss when the networks are random? Replace the networks. A **stub** is a stand-in so simple that the
# right result is known. Take for the generator a function that halves its noise, and for the discriminator the
# *identity*: a "discriminator" whose logit is the image itself. Then you choose the logits by choosing the images.
#
# ### Exercise 2: both losses of a GAN (2 points)
#
# Write `gan_losses(generator, discriminator, real_images, noise)`. It calls the two networks, and returns the pair
# (discriminator's loss, non-saturating generator's loss). Each expectation is a *mean* over its own batch; the two
# batches may differ in size. The losses must survive logits of ±1000.


# %% exercise="gan_losses"
def gan_losses(generator, discriminator, real_images, noise):
    """Return the discriminator's loss and the non-saturating loss of the generator."""
    ### BEGIN SOLUTION
    real_logits = discriminator(real_images)
    fake_logits = discriminator(generator(noise))
    real_term = keras.ops.mean(keras.ops.softplus(-real_logits))
    fake_term = keras.ops.mean(keras.ops.softplus(fake_logits))
    return real_term + fake_term, keras.ops.mean(keras.ops.softplus(-fake_logits))
    ### END SOLUTION


# %% [markdown]
# <details><summary>Hint</summary>
#
# From Day 1: a real logit ℓ costs the discriminator $\log(1 + e^{-\ell})$ = `keras.ops.softplus(-logit)`, a fake one
# costs `keras.ops.softplus(logit)`. The generator pays for a fake logit what the discriminator pays for a real one.
# `losses.get("non_saturating")` holds both losses, if you prefer to call them.
#
# </details>

# %% check="gan_losses" points=2
with checks.exercise("gan_losses"):

    def column(*values):
        return tf.constant([[value] for value in values], "float32")

    def halve(noise):
        return noise / 2

    def identity(images):
        return images

    d_loss, g_loss = gan_losses(halve, identity, column(0, 0), column(0, 0))
    assert np.isclose(d_loss, 2 * np.log(2)), f"all logits 0: D's loss is 2 log 2 = 1.3863; got {d_loss}"
    assert np.isclose(g_loss, np.log(2)), f"all logits 0: G's loss is log 2 = 0.6931; got {g_loss}"
    d_loss, g_loss = gan_losses(halve, identity, column(np.log(3), np.log(3)), column(-2 * np.log(3)))
    message = "D(real) = 3/4 and D(fake) = 1/4: D's loss is"
    assert np.isclose(d_loss, -2 * np.log(3 / 4), atol=1e-5), f"{message} -2 log(3/4) = 0.5754; got {d_loss}"
    assert np.isclose(g_loss, -np.log(1 / 4), atol=1e-5), f"D(fake) = 1/4: G's loss is log 4 = 1.3863; got {g_loss}"
    d_loss, g_loss = gan_losses(halve, identity, column(-1000), column(2000))
    assert np.isclose(d_loss, 2000), f"wrong about everything with logits of 1000: D's loss is 2000; got {d_loss}"
    ### BEGIN HIDDEN TESTS
    assert np.isclose(g_loss, 0, atol=1e-6), "a fooled discriminator costs the generator nothing"
    real, fake = np.array([2.0, -1.0, 0.5]), np.array([0.3, -4.0, 1.0, 7.0, -0.2])
    d_loss, g_loss = gan_losses(halve, identity, column(*real), column(*(2 * fake)))
    expected = np.logaddexp(0, -real).mean() + np.logaddexp(0, fake).mean()
    assert np.isclose(d_loss, expected, atol=1e-5), f"3 real and 5 fake images: {expected}; got {d_loss}"
    assert np.isclose(g_loss, np.logaddexp(0, -fake).mean(), atol=1e-5), "5 fake images: another loss for G expected"
    d_loss, g_loss = gan_losses(halve, lambda images: 3 - images, column(*real), column(*(2 * fake)))
    assert np.isclose(g_loss, np.logaddexp(0, fake - 3).mean(), atol=1e-5), "G's loss must go through the discriminator"
    ### END HIDDEN TESTS

# %% [markdown]
# ## 4. Two networks for images
#
# The networks for images are the ones that nearly every tutorial uses:
#
# - The **generator** takes 100 random numbers through dense layers of 256, 512 and 1024 units to 784 numbers, which are
#   reshaped to 28 × 28. Each hidden layer is followed by a *leaky ReLU* ($t$ for positive $t$, $0.2\,t$ for negative)
#   and by **batch normalisation**; the last one by *tanh*, so that pixels lie in $(-1, 1)$.
# - The **discriminator** takes 784 numbers through layers of 512 and 256 units, with leaky ReLU, to one logit.
#
# Batch normalisation shifts and scales each unit so that over the batch it has mean 0 and variance 1, and then applies
# a scale γ and a shift β of its own, which are trained. It also keeps a *running* mean and variance of each unit. These
# are not trained by gradients; they take the place of the batch's when the network is used after training.
#
# ### Exercise 3: count the weights (2 points)
#
# How many numbers does such a network have to learn? Write `count_weights(sizes, batch_norm)` for a network of dense
# layers. `sizes` lists the number of units from input to output, like `(100, 256, 512, 1024, 784)`. With `batch_norm`,
# batch normalisation follows every *hidden* layer, that is, every layer except the last one. Return a pair: how many
# numbers are trained, and how many are not.


# %% exercise="count_weights"
def count_weights(sizes, batch_norm):
    """Return how many weights of a dense network are trained, and how many are not."""
    ### BEGIN SOLUTION
    dense = sum((inputs + 1) * units for inputs, units in itertools.pairwise(sizes))
    hidden = sum(sizes[1:-1]) if batch_norm else 0
    return dense + 2 * hidden, 2 * hidden
    ### END SOLUTION


# %% check="count_weights" points=2
with checks.exercise("count_weights"):
    one_layer = tuple(count_weights((3, 2), batch_norm=False))
    assert one_layer == (8, 0), f"3 inputs, 2 units: 3·2 connections and 2 biases, (8, 0); got {one_layer}"
    no_hidden = tuple(count_weights((3, 2), batch_norm=True))
    assert no_hidden == (8, 0), f"without a hidden layer there is nothing to normalise: (8, 0); got {no_hidden}"
    small = tuple(count_weights((3, 4, 2), batch_norm=True))
    assert small == (34, 8), f"3-4-2 with batch normalisation of the 4: (34, 8); got {small}"
    judge = tuple(count_weights((784, 512, 256, 1), batch_norm=False))
    assert judge == (533_505, 0), f"the discriminator 784-512-256-1 has (533505, 0); got {judge}"
    maker = tuple(count_weights((100, 256, 512, 1024, 784), batch_norm=True))
    assert sum(maker) == 1_493_520, f"the generator has 1493520 in all; got {maker}, which is {sum(maker)}"
    ### BEGIN HIDDEN TESTS
    assert maker == (1_489_936, 3_584), "of the generator's weights 3,584 are not trained"
    assert tuple(count_weights((100, 256, 512, 1024, 784), batch_norm=False)) == (1_486_352, 0)
    assert tuple(count_weights((784, 1024, 512, 256, 1), batch_norm=False)) == (1_460_225, 0)
    for latent_dim, hidden in ((7, (5, 3)), (1, (1,)), (20, (8, 8, 8, 8))):
        network = models.mlp_generator(latent_dim, hidden, image_shape=(3, 2))
        trained = sum(math.prod(weight.shape) for weight in network.trainable_weights)
        expected = (trained, network.count_params() - trained)
        assert tuple(count_weights((latent_dim, *hidden, 6), batch_norm=True)) == expected
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# A dense layer has one weight for each pair of an input and a unit, and one bias for each unit. Batch normalisation has
# four numbers for each unit that it normalises: γ, β, the running mean and the running variance.
#
# </details>
#
# Here are the variants that you meet in tutorials, counted by Keras. Many of these pages call 1,493,520 the generator's
# number of *trainable* parameters; it is the total.

# %%
variants = {
    "generator 256-512-1024, batch norm": models.mlp_generator(),
    "generator 256-512-1024, without": models.mlp_generator(batch_norm=False),
    "discriminator 512-256": models.mlp_discriminator(),
    "discriminator 1024-512-256": models.mlp_discriminator((1024, 512, 256)),
}
for name, network in variants.items():
    trained = sum(math.prod(weight.shape) for weight in network.trainable_weights)
    print(f"{name:36} {network.count_params():>11,} in all {trained:>11,} trained")

# %% [markdown]
# ### Exercise 4: a small generator (2 points)
#
# Finish `small_generator`. The hidden layer is there; what is missing is the way from 64 numbers to an image: a layer
# with one unit for each pixel, pixels **in [-1, 1]**, and the shape `(batch, *image_shape)`, for any size of the batch.
# Return a `keras.Model`.


# %% exercise="small_generator"
def small_generator(latent_dim=16, image_shape=(28, 28, 1)):
    """Build a generator with one hidden layer: noise (batch, latent_dim) to images in [-1, 1]."""
    noise = keras.Input((latent_dim,))
    hidden = keras.layers.Dense(64)(noise)
    hidden = keras.layers.LeakyReLU(negative_slope=0.2)(hidden)  # (batch, 64)
    ### BEGIN SOLUTION
    pixels = keras.layers.Dense(math.prod(image_shape), activation="tanh")(hidden)  # (batch, pixels)
    images = keras.layers.Reshape(image_shape)(pixels)  # (batch, *image_shape)
    return keras.Model(noise, images)
    ### END SOLUTION


# %% check="small_generator" points=2
with checks.exercise("small_generator"):
    network = small_generator()
    assert isinstance(network, keras.Model), f"expected a keras.Model; got {type(network).__name__}"
    for count in (1, 3, 7, 64):
        shape = tuple(network(np.zeros((count, 16), "float32")).shape)
        assert shape == (count, 28, 28, 1), f"{count} noise vectors should give {count} images 28×28×1; got {shape}"
    loud = np.asarray(network(100 * np.random.default_rng(0).standard_normal((5, 16)).astype("float32")))
    low, high = loud.min(), loud.max()
    assert low >= -1, f"a pixel cannot be darker than -1; got {low}"
    assert high <= 1, f"a pixel cannot be brighter than 1; got {high}"
    assert low < -0.9, f"loud noise should reach nearly black, -1; the darkest pixel is {low}"
    assert high > 0.9, f"loud noise should reach nearly white, 1; the brightest pixel is {high}"
    ### BEGIN HIDDEN TESTS
    other = small_generator(latent_dim=5, image_shape=(9, 4, 3))
    shape = tuple(other(np.ones((11, 5), "float32")).shape)
    assert shape == (11, 9, 4, 3), f"latent_dim=5, image_shape=(9, 4, 3): 11 images of that shape; got {shape}"
    noise = np.random.default_rng(1).standard_normal((2, 16)).astype("float32")
    first, second = np.asarray(network(noise))
    assert not np.allclose(first, second), "different noise must give different images"
    alone = np.asarray(network(noise[:1]))[0]
    assert np.allclose(first, alone, atol=1e-5), "an image must not depend on the others of its batch"
    with tf.GradientTape() as tape:
        total = keras.ops.sum(network(noise) ** 2)
    slopes = tape.gradient(total, network.trainable_variables)
    assert all(slope is not None for slope in slopes), "the gradient must reach every weight"
    assert all(np.isfinite(np.asarray(slope)).all() for slope in slopes), "the gradients must be finite"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# `math.prod(image_shape)` is the number of pixels. `keras.layers.Dense(…, activation=…)` and `keras.layers.Reshape(…)`
# do the rest; `Reshape` takes the shape of *one* image, so the batch may have any size. Which activation ends between
# -1 and 1?
#
# </details>

# %% [markdown]
# ## 5. Digits in about a minute
#
# Now the real thing. The next cell says which images it found; without a network these are the digits that come with
# scikit-learn.

# %%
data = load_images()
held_out = load_images(data.name, split="test")
print(data)
plots.image_grid(
    data.images[:40], columns=10, title="Real digits", alt="Forty real handwritten digits, in ten columns."
)

# %% [markdown]
# A GAN is two networks, a loss, and an optimizer for each player. The optimizer is Adam with $\beta_1 = 0.5$: its usual
# 0.9 averages the gradient over about ten steps, and by then the opponent has moved, which can make the two chase each
# other. (The choice comes from the DCGAN paper, tomorrow's subject.)
#
# The two networks never quite stand still: each step pulls the generator a little this way or that. So its optimizer
# also keeps an **exponential moving average** of the weights: at each step 0.995 of the old average plus 0.005 of the
# new weights, roughly the mean over the last 200 steps. Training does not use it; at the end of `fit`, Keras puts it in
# the place of the weights. Day 4 looks at the formula.
#
# `data.batches(64)` gives one pass in shuffled batches of 64; `.repeat()` makes it endless, so we say ourselves how
# many steps an "epoch" has: 100. Two callbacks come along: `ProgressLine` shows how far it is, and `SampleFrames` turns
# the same noise into images before training and after every second epoch (`every=2`), so that we can see it turn into
# digits.

# %%
batch_size, steps_per_epoch = 64, budget.choose(smoke=20, laptop=100)
epochs = budget.choose(smoke=1, laptop=20)
total_steps = epochs * steps_per_epoch
print(f"{total_steps:,} steps of {batch_size} images; one pass through the data has {len(data) // batch_size:,} steps")

generator_optimizer = keras.optimizers.Adam(5e-4, beta_1=0.5, use_ema=True, ema_momentum=0.995)
discriminator_optimizer = keras.optimizers.Adam(5e-4, beta_1=0.5)
gan = GAN(models.mlp_generator(latent_dim=100, seed=0), models.mlp_discriminator(seed=1))
gan.compile(
    "non_saturating",
    generator_optimizer,
    discriminator_optimizer,
    jit_compile=budget.choose(smoke=False, laptop="auto"),
)

# %% [markdown]
# > **Predict, then run.** Suppose that training goes perfectly, and in the end fake images have exactly the
# > distribution of real ones. What will the discriminator's accuracy be then? What will the two losses be? And will the
# > losses *fall* on the way there?

# %%
frames = SampleFrames(25, every=2, seed=7)
history = gan.fit(
    data.batches(batch_size, seed=0).repeat(),
    epochs=epochs,
    steps_per_epoch=steps_per_epoch,
    verbose=0,
    callbacks=[frames, ProgressLine()],
)

# %%
plots.image_grid(
    gan.generate(60, seed=1),
    columns=12,
    title=f"Made of noise, after {total_steps:,} steps",
    alt="Sixty generated images in twelve columns. Most are recognisable digits, some are blots between two.",
)

# %% [markdown]
# None of them was drawn by anyone (section 6 checks that they are no copies). Here is how they came about: the same 25
# noise vectors, over and over.

# %%
plots.animation(
    frames.frames,
    fps=4,
    alt="An animation of 25 images over training: grey noise, then blobs, then strokes, then digits that grow sharper.",
)

# %% [markdown]
# An animation needs time, so here are a few of its frames side by side. They too are made with the moving average of
# the weights, as it was at that step; early on it is late, for it still remembers the first weights.

# %%
chosen = np.unique(np.linspace(0, len(frames.frames) - 1, 6).round().astype(int))
plots.image_grid(
    np.stack([np.pad(frames.frames[index], 6, constant_values=255) for index in chosen]) / 127.5 - 1,
    columns=3,
    labels=[f"after {frames.epochs[index] * steps_per_epoch:,} steps" for index in chosen],
    title="The same noise at six moments of training",
    alt="Six grids of 25 images each, from early in training to its end; the digits become clearer from grid to grid.",
)

# %% [markdown]
# ### Reading the curves

# %%
measured = history.history  # one number for each epoch
plots.curves(
    {"discriminator": measured["d_loss"], "generator": measured["g_loss"]},
    guides={"discriminator at chance: 2 log 2": 2 * np.log(2), "generator at chance: log 2": np.log(2)},
    title="Losses while digits appear",
    x_label=f"epoch of {steps_per_epoch} steps",
    y_label="loss",
    alt="The two losses over training. Neither falls steadily: the discriminator's stays below its chance level, the "
    "generator's above its own.",
)

# %%
plots.curves(
    {"real images": measured["real_accuracy"], "fake images": measured["fake_accuracy"]},
    guides={"coin toss": 0.5},
    title="The discriminator's accuracy",
    x_label=f"epoch of {steps_per_epoch} steps",
    y_label="share judged rightly",
    alt="The share of real and of fake images that the discriminator judges rightly, with a line at one half.",
)

# %%
last = {name: values[-1] for name, values in measured.items()}
for name in ("d_loss", "g_loss", "real_accuracy", "fake_accuracy"):
    print(f"{name:14} {last[name]:.3f}")
budget.claim(
    "the game is still open: the discriminator is better than a coin toss, but not perfect",
    0.5 < (last["real_accuracy"] + last["fake_accuracy"]) / 2 < 0.97,
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# In the perfect end nobody can tell real from fake: accuracy ½, $D = \tfrac12$ everywhere, so the discriminator's loss
# is $2 \log 2 = 1.386$ and the generator's $\log 2 = 0.693$. Training does not get there. The discriminator stays
# better than a coin toss, and the losses do not fall in any useful sense, although the images get better all the time.
# Nothing is wrong: **each loss is measured against an opponent that improves as well**, like the results of two chess
# players who train together.
#
# </details>
#
# So what is the discriminator's accuracy good for?
#
# | accuracy | what it may mean |
# |---|---|
# | near 100 % on both | the discriminator has won; fakes are easy to tell, and the generator may stop learning |
# | somewhere between | the game is open; that is where images improve |
# | about 50 % | the fakes are perfect, **or** the discriminator is useless; the number cannot tell which |
# | high on real, low on fake (or the reverse) | it leans to one answer; the mean of the two would hide it |
#
# The last row is why the course reports both accuracies. And none of these numbers says whether the *images* are good,
# or whether all digits are among them. That takes another one.

# %% [markdown]
# ## 6. Is it any good? Coverage
#
# Looking at sixty images is not enough. A generator can fail in two ways: its images do not look real, or they are all
# alike. The second is **mode collapse**: some modes of the data are never generated. A good number notices both.
#
# **Coverage** (Naeem et al. 2020) is one. Take real images that were *not* used in training. Around each one, draw a
# ball that reaches to its fifth nearest real neighbour. Coverage is the share of these balls that contain at least one
# generated image. Noise falls into no ball; one image repeated falls into a handful.
#
# Distances between raw images are noisy, so we first reduce each image to 50 numbers by *principal component analysis*:
# the 50 directions in which real images differ most. Nothing about the generator goes into this choice.

# %%
pca = PCA(50, random_state=0).fit(data.images[:10_000].reshape(-1, 784))


def features(images):
    """Reduce images (n, 28, 28, 1) to their 50 principal components (n, 50)."""
    return pca.transform(images.reshape(-1, 784))


def covers(images):
    """Return the share of held-out real images that have one of these images close by."""
    return metrics.coverage(features(judges), features(images), k=5)


random = np.random.default_rng(0)
count = min(1_000, len(held_out))
BAR = 0.75  # what we ask of our generator
judges = held_out.images[random.permutation(len(held_out))[:count]]
print(f"judged on {count} held-out images; {pca.explained_variance_ratio_.sum():.0%} of the variance is kept")

# %% [markdown]
# Before a number may judge, it has to be judged itself. We try it on fakes whose quality we know: noise; one real image
# again and again; the mean of all images again and again; real images of one class only; real images of half the
# classes; and real training images, which no honest generator can beat. Always as many images as there are judges.
#
# > **Predict, then run.** Where will each of them land, between 0 and 1? And our generator?

# %%
fakes = {
    "noise": random.uniform(-1, 1, (count, 28, 28, 1)).astype("float32"),
    "one\nimage": np.repeat(data.images[:1], count, axis=0),
    "mean\nimage": np.repeat(data.images.mean(axis=0, keepdims=True), count, axis=0),
    "one\nclass": data.images[random.choice(np.flatnonzero(data.labels == 1), count)],
    "half the\nclasses": data.images[random.choice(np.flatnonzero(data.labels < len(data.class_names) // 2), count)],
    "our\nGAN": gan.generate(count, seed=2),
    "real": data.images[random.choice(len(data), count, replace=False)],
}
scores = {name: covers(images) for name, images in fakes.items()}
for name, score in scores.items():
    print(f"{name:17} {score:.3f}".replace("\n", " "))
plots.bars(
    list(scores),
    {"coverage": list(scores.values())},
    guides={"the bar that we set": BAR},
    title="How much of the real data do they cover?",
    x_label="what is judged",
    y_label="coverage",
    alt="Bars of coverage: near 0 for noise, one image and the mean image; low for one class; in the middle for half "
    "of the classes; above the bar for our GAN; highest, or close to that, for real images.",
)

# %%
budget.claim(f"noise, a single image and the mean image stay below {BAR / 5}", max(list(scores.values())[:3]) < BAR / 5)
budget.claim(f"perfect images of half of the classes stay below {BAR}", scores["half the\nclasses"] < BAR)
budget.claim(f"the generator's coverage is above {BAR}", scores["our\nGAN"] > BAR)

# %% [markdown]
# <details><summary>Answer</summary>
#
# Noise and the single images are close to 0. The images of half the classes are *perfect*, and still they reach less
# than 0.7: coverage sees what is missing. (It is somewhat more than one half, because a ball around a 9 may hold a 4.)
# Real images of all classes do not quite reach 1, because some balls stay empty by chance: for equally many real and
# fake samples of one distribution and $k = 5$, the expected coverage is about $1 - 2^{-5} = 0.97$. So our bar of 0.75
# is one that neither noise, nor a collapsed generator, nor one that lacks half of the classes can pass.
#
# </details>
#
# One thing that coverage does not notice: a generator that *copies* its training images would pass with honours. So let
# us look at the training images nearest to some fakes, and compare distances: if the generator copied, its images would
# be much nearer to the training images than fresh real images are.

# %%
neighbours = NearestNeighbors(n_neighbors=1).fit(features(data.images))
shown = fakes["our\nGAN"][:12]
_, nearest = neighbours.kneighbors(features(shown))
to_fake, _ = neighbours.kneighbors(features(fakes["our\nGAN"]))
to_held_out, _ = neighbours.kneighbors(features(judges))
print("median distance to the nearest training image")
print(f"from generated images:     {np.median(to_fake):.2f}")
print(f"from held-out real images: {np.median(to_held_out):.2f}")
plots.image_grid(
    np.concatenate([shown, data.images[nearest[:, 0]]]),
    columns=12,
    title="Generated (above), and the nearest training image (below)",
    alt="Two rows of twelve images: generated ones above, below each one the most similar training image, which is a "
    "similar but not the same digit.",
)

# %% [markdown]
# ## 7. Keep it: generate, save, load
#
# `generate(n, seed)` draws noise from the seed and returns a NumPy array, so that anyone with your model and your seed
# gets your images. `save` writes one file with both networks; `keras.saving.load_model` reads it.

# %%
with tempfile.TemporaryDirectory() as folder:
    path = Path(folder) / "digits.keras"
    gan.save(path)
    print(f"one file of {path.stat().st_size / 1e6:.1f} MB")
    restored = keras.saving.load_model(path)

same_images = np.array_equal(gan.generate(8, seed=3), restored.generate(8, seed=3))
print("the restored generator makes the same images, bit for bit:", same_images)
assert same_images
print("another seed makes others:", not np.array_equal(gan.generate(8, seed=3), gan.generate(8, seed=4)))

# %% [markdown]
# `plots.save_gif(frames.frames, "training.gif")` and `.save("digits.png")` of any picture write files that you can
# keep. The same from a terminal: `gan-course train mlp --out my_digits`.
#
# ## 8. One-sided label smoothing
#
# A popular trick (Salimans et al. 2016, [arXiv 1606.03498](https://arxiv.org/abs/1606.03498), section 3.4): tell the
# discriminator 0.9 instead of 1 for real images, and still 0 for fake ones. Why? So that it does not become extremely
# sure. But what *exactly* does it do?
#
# With the label $\alpha$ for real samples, the discriminator minimises the cross-entropy against that label,
#
# $$ -\int p_\text{data}(x) [ \alpha \log D(x) + (1 - \alpha) \log(1 - D(x)) ] + p_g(x) \log(1 - D(x)) \, dx . $$
#
# ### Exercise 5: the best discriminator under smoothing (3 points)
#
# Derive the $D$ that minimises this, as on Day 1: at each point separately, set the derivative with respect to $D(x)$
# to 0. Then write `smoothed_d(p_data, p_g, real_label)`. The densities are arrays of one shape, and at each entry at
# least one of the two is positive.


# %% exercise="smoothed_d"
def smoothed_d(p_data, p_g, real_label=0.9):
    """Return the best discriminator's probability at each point when real samples have the label real_label."""
    ### BEGIN SOLUTION
    return real_label * p_data / (p_data + p_g)
    ### END SOLUTION


# %% check="smoothed_d" points=3
with checks.exercise("smoothed_d"):
    p_table, q_table = np.array([0.5, 0.3, 0.2, 0.0]), np.array([0.0, 0.3, 0.3, 0.4])
    plain = np.asarray(smoothed_d(p_table, q_table, real_label=1.0))
    assert np.allclose(plain, [1, 0.5, 0.4, 0]), f"with the label 1 it is Day 1's D*: (1, 0.5, 0.4, 0); got {plain}"
    d_table = np.asarray(smoothed_d(p_table, q_table, real_label=0.9))
    assert d_table.shape == (4,), f"expected one probability for each of the 4 entries; got shape {d_table.shape}"

    candidates = np.linspace(0.001, 0.999, 999)  # every D from 0.001 to 0.999
    for p, q, mine in zip(p_table, q_table, d_table, strict=True):
        costs = -p * (0.9 * np.log(candidates) + 0.1 * np.log(1 - candidates)) - q * np.log(1 - candidates)
        best = candidates[np.argmin(costs)]
        message = (
            f"for p = {p}, q = {q} and the label 0.9, trying all D finds the lowest loss near {best:.3f}; got {mine}"
        )
        assert abs(mine - best) < 0.002, message
    ### BEGIN HIDDEN TESTS
    line = np.linspace(-4, 4, 81)
    p_line, q_line = toys.normal(-1.0).density(line), toys.normal(1.0, 2.0).density(line)
    for label in (0.7, 0.9, 1.0):
        expected = theory.optimal_discriminator(p_line, q_line, real_label=label)
        assert np.allclose(smoothed_d(p_line, q_line, label), expected, atol=1e-6), f"wrong for the label {label}"
    assert np.allclose(smoothed_d(7 * p_line, 7 * q_line, 0.8), smoothed_d(p_line, q_line, 0.8)), (
        "only the ratio counts"
    )
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# Collect the terms: $\log D$ has the weight $\alpha\, p_\text{data}$, and $\log(1 - D)$ has the weight $(1 - \alpha)\,
# p_\text{data} + p_g$. Day 1 found the best $y$ for $a \log y + b \log(1 - y)$ to be $a / (a + b)$.
#
# </details>
# <details><summary>What it means</summary>
#
# With $a = \alpha\, p_\text{data}$ and $b = (1 - \alpha)\, p_\text{data} + p_g$, the sum $a + b$ is $p_\text{data} +
# p_g$ again, so
#
# $$ D^*(x) = \frac{\alpha \, p_\text{data}(x)}{p_\text{data}(x) + p_g(x)} . $$
#
# The whole curve of Day 1 is scaled by $\alpha$. Where only real samples occur, the logit is not $+\infty$ any more but
# $\log \frac{0.9}{0.1} \approx 2.2$: a real image never pushes the discriminator to extremes. And where $p_g =
# p_\text{data}$, it is 0.45, so a discriminator that cannot tell real from fake now says "fake" to both, and an
# *accuracy* with the threshold ½ changes its meaning: it says "real" only where $p_\text{data} > 1.25\, p_g$.
#
# </details>

# %%
best_d = checks.or_reference(
    "smoothed_d", smoothed_d, lambda p, q, label: theory.optimal_discriminator(p, q, real_label=label)
)

line = np.linspace(-5, 5, 401)
p_data, p_g = toys.normal(-1.0).density(line), toys.normal(1.0).density(line)
plots.densities(
    line,
    {"data": p_data, "generator": p_g},
    discriminator={
        "label 1 for real": best_d(p_data, p_g, 1.0),
        "label 0.9 for real": best_d(p_data, p_g, 0.9),
        "0.9 for real, 0.1 for fake": (0.9 * p_data + 0.1 * p_g) / (p_data + p_g),
    },
    title="What smoothing does to the best discriminator",
    alt="Two normal densities, the data's to the left. Below, three falling curves: with label 1 from 1 to 0, with 0.9 "
    "from 0.9 to 0, and with both labels smoothed from 0.9 to 0.1.",
)

# %% [markdown]
# Why *one-sided*? The third curve also smooths the labels of the fakes. Its formula has $p_g$ in the numerator; far to
# the right, where there are only bad fakes, $D^*$ is a constant 0.1. There the discriminator hardly depends on the data
# at all, and a wrong sample gets no direction. With one-sided smoothing the curve still goes to 0, so its *logit* still
# falls as a sample gets worse.
#
# > **Predict, then run.** We repeat "the discriminator alone" from section 1 with the label 0.9, and compare. What will
# > it say of real points now? And of the generated ones?

# %%
game = ring_players(real_label=0.9)
set_pace(game, generator=0.0, discriminator=1e-3)
game.fit(real_points, batch_size=200, epochs=budget.choose(smoke=1, laptop=6), verbose=0)
smoothed = mean_probabilities(game)

for label, (d_real, d_fake) in {"1.0": unsmoothed, "0.9": smoothed}.items():
    print(f"label {label}: mean probability of real is {d_real:.3f} on real points, {d_fake:.3f} on generated ones")
budget.claim("with the label 0.9, D is within 0.02 of 0.9 on real points", abs(smoothed[0] - 0.9) < 0.02)
budget.claim("and within 0.02 of 0 on generated ones", smoothed[1] < 0.02)

# %% [markdown]
# <details><summary>Answer</summary>
#
# The label itself on real points, because no fakes are near them ($p_g = 0$, so $D^* = \alpha$), and 0 on generated
# points in both cases. Smoothing is a leash on confidence, nothing more. (A label *above* 1, as in some tutorials that
# add noise to the labels, is no leash at all: you saw on Day 1 that the loss then has no minimum.)
#
# </details>

# %% [markdown]
# ## 9. The freeze trap
#
# The GAN program for Keras that has been copied most often does not use a gradient tape. It goes like this:
#
# ```python
# discriminator.compile(optimizer="adam", loss=cross_entropy)
# discriminator.trainable = False  # so that the next model trains the generator only
# combined = keras.Sequential([generator, discriminator])
# combined.compile(optimizer="adam", loss=cross_entropy)
#
# for round in range(rounds):
#     discriminator.train_on_batch(real_and_fake_points, ones_and_zeros)
#     combined.train_on_batch(noise, ones)
# ```
#
# The idea: `combined` pushes noise through both networks, with the label "real", and only the generator moves because
# the discriminator is *frozen*. With old versions of Keras it worked, because `compile` took note of what was
# trainable.
#
# > **Predict, then run.** Three recipes. (a) exactly as above. (b) the discriminator is trained on one batch *before*
# > it is frozen. (c) `trainable` is set to `True` before each step of the discriminator, and to `False` after it. In
# > which of them do the discriminator's weights change when `discriminator.train_on_batch` runs?

# %%
labels = np.repeat([[1.0], [0.0]], 32, axis=0).astype("float32")  # 32 real points, then 32 fake ones
noise = np.random.default_rng(0).standard_normal((32, 2)).astype("float32")
quick = {"optimizer": "adam", "loss": keras.losses.BinaryCrossentropy(from_logits=True), "jit_compile": False}


def changed(network, action):
    """Run an action, and count how many of a network's numbers it changes."""
    before = network.get_weights()  # copies, of all weights, trainable or not
    action()
    return sum(int(np.sum(old != new)) for old, new in zip(before, network.get_weights(), strict=True))


def compiled_pair(trained_before_the_freeze):
    """Build the two networks and the combined model, as in the program above."""
    generator = models.mlp_generator(2, (16,), image_shape=(2,), batch_norm=False, output_activation=None, seed=1)
    discriminator = models.mlp_discriminator((16,), image_shape=(2,), seed=2)
    discriminator.compile(**quick)
    if trained_before_the_freeze:
        discriminator.train_on_batch(np.concatenate([real_points[:32], generator(noise)]), labels)
    discriminator.trainable = False
    combined = keras.Sequential([generator, discriminator])
    combined.compile(**quick)
    return generator, discriminator, combined


# %%
def play_recipe(recipe, rounds):
    """Play some rounds; count the changes that each step makes in the last one."""
    generator, discriminator, combined = compiled_pair(trained_before_the_freeze=recipe.startswith("(b)"))
    for _ in range(rounds):
        points = np.concatenate([real_points[:32], generator(noise)])
        if recipe.startswith("(c)"):
            discriminator.trainable = True
        d_changes = changed(discriminator, lambda points=points: discriminator.train_on_batch(points, labels))
        if recipe.startswith("(c)"):
            discriminator.trainable = False
        g_changes = changed(generator, lambda: combined.train_on_batch(noise, labels[:32]))
    return f"{d_changes:3} of {discriminator.count_params()}", f"{g_changes:3} of {generator.count_params()}"


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    print(f"{'recipe':36} {'D by its step':>15} {'G by its step':>15}")
    for recipe in ("(a) frozen after compile", "(b) trained once, then frozen", "(c) toggled at every step"):
        d_changes, g_changes = play_recipe(recipe, budget.choose(smoke=2, laptop=10))
        print(f"{recipe:36} {d_changes:>15} {g_changes:>15}")
for message in sorted({str(warning.message) for warning in caught}):
    print("warning:", message)

# %% [markdown]
# <details><summary>Answer</summary>
#
# In (b) and (c) it learns. In (a), the program as it is copied, **the discriminator never learns**: 0 of its weights
# change, ever. Nothing stops: the generator is trained against a discriminator with random weights, and one easily
# overlooked warning appears on the error stream. Its author sees blots and concludes that GANs are hard to train.
#
# </details>
#
# The rule behind it: Keras 3 looks at `trainable` **when it builds the training function**, which it does at the first
# training call after `compile`. Whatever is trainable at that moment is trained from then on. Setting `trainable` later
# changes nothing, until the next `compile` throws the training function away.
#
# ### Exercise 6: which steps learn? (2 points)
#
# Turn the rule into code that predicts. A network is new and not frozen. Then things happen to it, in the order of the
# list `events`; each is one of `"compile"`, `"freeze"` (`trainable = False`), `"unfreeze"` (`trainable = True`) and
# `"train"` (one call of `train_on_batch`). Return a list with `True` or `False` for each `"train"`: does this call
# change the weights?


# %% exercise="steps_that_learn"
def steps_that_learn(events):
    """Predict for each "train" among the events whether it changes the network's weights."""
    ### BEGIN SOLUTION
    trainable, built_trainable, learns = True, None, []
    for event in events:
        if event in ("freeze", "unfreeze"):
            trainable = event == "unfreeze"
        elif event == "compile":
            built_trainable = None  # the training function is thrown away
        elif event == "train":
            if built_trainable is None:
                built_trainable = trainable
            learns.append(built_trainable)
    return learns
    ### END SOLUTION


# %% check="steps_that_learn" points=2
with checks.exercise("steps_that_learn"):
    for events, expected in (
        ("compile train train", [True, True]),
        ("compile freeze train train", [False, False]),
        ("compile train freeze train", [True, True]),
        ("compile freeze unfreeze train freeze train", [True, True]),
    ):
        predicted = [bool(learns) for learns in steps_that_learn(events.split())]
        assert predicted == expected, f"{events}: Keras 3 gives {expected}; predicted {predicted}"
    ### BEGIN HIDDEN TESTS
    for events, expected in (
        ("compile", []),
        ("freeze compile unfreeze train", [True]),
        ("compile freeze train unfreeze train", [False, False]),
        ("compile train freeze compile train unfreeze train", [True, False, False]),
        ("compile freeze train unfreeze compile train freeze train", [False, True, True]),
        ("compile train freeze train unfreeze train", [True, True, True]),
    ):
        predicted = [bool(learns) for learns in steps_that_learn(events.split())]
        assert predicted == expected, f"{events}: Keras 3 gives {expected}; predicted {predicted}"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# Keep two things in mind while going through the list: whether the network is trainable *now*, and what the training
# function found when it was built, or that there is none yet. `"compile"` resets the second one only.
#
# </details>
#
# Keras itself has the last word. Each list of events is played with a real network, and the changes are counted:


# %%
def count_changes(events):
    """Play the events with a real network; count how many of its weights each training call changes."""
    network = models.mlp_discriminator((16,), image_shape=(2,), seed=2)
    counts = []
    for event in events:
        if event == "compile":
            network.compile(**quick)
        elif event in ("freeze", "unfreeze"):
            network.trainable = event == "unfreeze"
        else:
            counts.append(changed(network, lambda: network.train_on_batch(real_points[:64], labels)))
    return counts


with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    for events in (
        "compile freeze train unfreeze train",
        "compile freeze train unfreeze compile train",
        "compile train freeze compile train",
    ):
        predicted = steps_that_learn(events.split()) if checks.passed("steps_that_learn") else "not attempted yet"
        print(f"{events:45} counted {count_changes(events.split())}, predicted {predicted}")

# %% [markdown]
# The course's `GAN` cannot fall into the trap, because it freezes nothing. Look again at `train_step` in section 2:
# each update takes the gradient with respect to *one* player's weights. **Freezing is a global switch for a local
# wish.**

# %% [markdown]
# ## 10. Experiments of your own
#
# Change one thing at a time, and let coverage judge, over several seeds: a single run proves little.
#
# - the generator without batch normalisation: `models.mlp_generator(batch_norm=False)`;
# - a larger discriminator, `models.mlp_discriminator((1024, 512, 256))`, or a smaller one, `(128,)`;
# - the digits with label smoothing: `compile(…, real_label=0.9)`;
# - two steps of the discriminator for each one of the generator: `compile(…, discriminator_steps=2)`;
# - the original minimax game: `loss="minimax"`. Day 1 told you what to expect early in training;
# - on the ring: only one of the eight modes can be reached if the generator has too little to start from. What do a
#   latent dimension of 1, or a hidden layer of 4 units, do?
#
# ## Recap
#
# - A GAN step is two updates. Each player follows the gradient of *its own* loss with respect to *its own* weights.
# - One player alone makes a mess: a discriminator knows nothing about places it never saw a fake in, and a generator
#   against a fixed discriminator runs past the data.
# - Losses and accuracies are relative to the opponent. They tell you whether the game is open, not whether images are
#   good.
# - Coverage of held-out images fails for noise and for a collapsed generator; check a number on known fakes before you
#   trust it.
# - Label smoothing at $\alpha$ scales the best discriminator by $\alpha$. Smooth the real labels only.
# - `trainable = False` is read when Keras builds the training function. Do not freeze; choose the weights in the
#   update.
#
# ## Glossary
#
# | term | meaning |
# |---|---|
# | **adversarial training** | training two networks against each other, each on a loss that depends on the other |
# | **batch** | the samples that one step looks at together |
# | **batch normalisation** | scaling each unit to mean 0 and variance 1 over the batch, then by a trained γ and β |
# | **callback** | an object whose methods `fit` calls at certain moments, such as the end of an epoch |
# | **coverage** | the share of real samples in whose neighbourhood there is a generated one |
# | **discriminator step** | an update of the discriminator's weights; the generator's stay as they are |
# | **epoch** | one pass through the data, or a number of steps agreed on |
# | **exponential moving average** | an average in which every step back counts a little less; here of the weights |
# | **freezing** | setting `trainable = False` so that a network's weights are not trained |
# | **generator step** | an update of the generator's weights; the discriminator's stay as they are |
# | **gradient tape** | the record of a computation from which TensorFlow derives gradients |
# | **held-out data** | real data that training never sees, kept to judge by |
# | **label smoothing** | a target below 1, such as 0.9, for real samples; *one-sided*: fake samples keep 0 |
# | **latent dimension** | the length of a noise vector |
# | **MLP** | multilayer perceptron: a network of dense layers |
# | **mode** | a region where the data are dense; a cluster, a kind of image |
# | **mode collapse** | the generator makes only some of the data's modes, in the extreme a single image |
# | **principal component analysis** | the directions in which data vary most, as new coordinates |
# | **step** | one update of the weights, from one batch; in a GAN, one of each player |
# | **stub** | a stand-in for a network, so simple that the right result is known |
#
# ## Further reading
#
# - I. Goodfellow and others, *Generative Adversarial Networks*, 2014, [arXiv
#   1406.2661](https://arxiv.org/abs/1406.2661): Algorithm 1 in section 4, MLPs on MNIST in section 5.
# - T. Salimans and others, *Improved Techniques for Training GANs*, 2016, [arXiv
#   1606.03498](https://arxiv.org/abs/1606.03498): section 3.4 is one-sided label smoothing.
# - I. Goodfellow, *NIPS 2016 Tutorial: Generative Adversarial Networks*, [arXiv
#   1701.00160](https://arxiv.org/abs/1701.00160): section 4.2 on why one-sided.
# - S. Ioffe and C. Szegedy, *Batch Normalization*, 2015, [arXiv 1502.03167](https://arxiv.org/abs/1502.03167).
# - D. Kingma and J. Ba, *Adam*, 2014, [arXiv 1412.6980](https://arxiv.org/abs/1412.6980).
# - M. Naeem and others, *Reliable Fidelity and Diversity Metrics for Generative Models*, 2020, [arXiv
#   2002.09797](https://arxiv.org/abs/2002.09797): density and coverage.
#
# **Tomorrow** the dense layers give way to convolutions, and the digits become crisp.
