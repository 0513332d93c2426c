# %% [markdown]
# # Day 4: Training loops
#
# **The question of the day.** For three days a single call of `fit` has done the training. What happens inside it? How
# fast could it be? And what becomes of a run whose computer is switched off in the middle?
#
# The same GAN can be trained in many ways: with two compiled models and `train_on_batch`, as the classic programs do
# it; with a gradient tape of your own; with `train_step` and `fit`. Today you write the loop, see that three ways lead
# to the same weights, measure how fast each is, and learn everything that stands around a loop when training takes
# hours and not seconds: averaged weights, logs, checkpoints, several devices.
#
# ## What you will be able to do
#
# - write one training step of a GAN such that it can be repeated exactly, by anyone, at any time;
# - say what makes a training loop slow: Python between the steps, tracing, leaving TensorFlow after each step;
# - work out what a moving average of weights averages over, and see what it does to images;
# - count the updates of each player when the discriminator takes several steps, and set learning-rate schedules right;
# - read a training log and tell a healthy run from four kinds of sick ones;
# - save all that a run needs to go on *bit for bit* as if it had never been stopped, and really kill one;
# - split a step over several devices without changing its result.
#
# **You need** Day 1 (losses from logits) and Day 2 (the two updates, `tf.GradientTape`, the freeze trap). Day 3 is not
# needed: today's networks are small dense ones, so that a step costs next to nothing and the loop around it shows.
#
# **Time.** Some 5,800 words, about 50 minutes of reading; with the questions and exercises, plan two to three hours.
#
# **Run time**, measured on two CPU cores: about 80 seconds for the whole notebook; two and a half minutes where
# the cores had other work as well.
#
# | exercise | you write | points |
# |---|---|---:|
# | 1 | one training step, with a tape | 4 |
# | 2 | what a moving average averages | 3 |
# | 3 | how often each player is updated | 2 |
# | 4 | a diagnosis of five training logs | 3 |
# | 5 | what a checkpoint has to hold | 3 |
# | 6 | gradients from several replicas | 3 |

# %%
import contextlib
import csv
import runpy
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from gan_course import budget, checks, losses, metrics, models, plots, training_logs
from gan_course.data import load_images
from gan_course.runtime import device, keras, tf
from gan_course.training import GAN, ProgressLine, StopOnInterrupt

import numpy as np
from matplotlib.figure import Figure
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

folder = Path(tempfile.mkdtemp())  # for logs and checkpoints
print(f"training budget: {budget.name()}; device: {device()}")

# %% [markdown]
# ## 1. One step, three ways
#
# All three ways get the same networks, the same initial weights, the same batches of real images and the same noise.
# For the noise there is a trick that today returns again and again. A usual random generator has a *state*: what it
# draws depends on everything drawn before. A **stateless** one is a pure function: the same seed gives the same
# numbers, whoever asks, whenever, as often as they like. So we use the seed of the run *and the number of the step*:
#
# $$ z_s = \text{noise}(\text{seed}, s) $$
#
# The noise of step 1,000 can then be had without going through the 999 steps before it.

# %%
data = load_images()
BATCH_SIZE, LATENT_DIM = 64, 32


def new_gan(*, batch_norm=False, steps_per_execution=1, jit_compile=False, **arguments):
    """Build a GAN of two small networks, always with the same initial weights."""
    generator = models.mlp_generator(LATENT_DIM, (128, 256), batch_norm=batch_norm, seed=1)
    gan = GAN(generator, models.mlp_discriminator((256, 128), seed=2))
    optimizers = {f"{player}_optimizer": adam() for player in ("generator", "discriminator")}
    arguments = optimizers | {"steps_per_execution": steps_per_execution, "jit_compile": jit_compile} | arguments
    gan.compile(**arguments)
    return gan


def adam(learning_rate=5e-4, **arguments):
    """Make an optimizer."""
    return keras.optimizers.Adam(learning_rate, beta_1=0.5, **arguments)


def noise_of(step, seed=0):
    """Draw the noise of a step: the same for the same seed and step, whatever was drawn before."""
    return tf.random.stateless_normal((BATCH_SIZE, LATENT_DIM), seed=(seed, step))


# %%
print("step 7, first numbers:", noise_of(7).numpy()[0, :3])
print("step 8, first numbers:", noise_of(8).numpy()[0, :3])
print("step 7 again:         ", noise_of(7).numpy()[0, :3])

# %% [markdown]
# The generator is built without batch normalisation, for a fair comparison: the three ways run the generator once or
# twice a step, and show the discriminator real and fake images in one batch or in two. Dense layers do not mind. Batch
# normalisation does: its running averages move at each run, and it scales an image by the others of its batch.
#
# A gradient tape of your own leaves the most freedom, so we begin with that.
#
# ### Exercise 1: one training step (4 points)
#
# On Day 2 you wrote the two updates. Now write the whole step, as exactly as a recipe: `tape_step(gan, real_images,
# step)` does with the parts of `gan` what `gan.fit` does with a batch:
#
# 1. draw noise, standard normal, as many vectors as there are real images, with `tf.random.stateless_normal` from the
#    pair `(gan.seed, step)`, which is a tensor;
# 2. update the discriminator: one step of `gan.discriminator_optimizer` down `gan.adversarial_loss.discriminator_loss`;
# 3. update the generator: one step of `gan.generator_optimizer` down `gan.adversarial_loss.generator_loss`, with the
#    **same noise**, against the discriminator **as it is now, after its update**.
#
# Both networks run with `training=True`. Return the two losses, the discriminator's first, as they came out on the way
# (each before its own player's update). Take the number of the step from `step` and from nowhere else.


# %% exercise="tape_step"
def tape_step(gan, real_images, step):
    """Train the discriminator, then the generator, on one batch; return both losses."""
    ### BEGIN SOLUTION
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
    ### END SOLUTION


# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `with tf.GradientTape() as tape:` around the computation of one loss; then `tape.gradient(loss, weights)` and
# `optimizer.apply(gradients, weights)`, where `weights` are the `trainable_variables` of *one* network. Then the same
# again for the other player, with a new tape.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `real_images.shape[0]` is the size of the batch, `gan.latent_dim` the length of a noise vector. Both losses are called
# with the keywords `real_logits` and `fake_logits`. For the generator's loss the fake logits have to be computed again:
# the discriminator has changed.
#
# </details>
#
# The check compares with the course's own step on a GAN so small that nothing takes time: its `train_step`, called
# batch by batch.


# %%
def tiny_gan(loss="non_saturating", seed=0):
    """Build a very small GAN for points of the plane."""
    generator = models.mlp_generator(3, (8,), image_shape=(2,), batch_norm=False, output_activation=None, seed=1)
    gan = GAN(generator, models.mlp_discriminator((8,), image_shape=(2,), seed=2))
    fast, slow = keras.optimizers.Adam(0.01, beta_1=0.5), keras.optimizers.SGD(0.1)
    gan.compile(loss, generator_optimizer=slow, discriminator_optimizer=fast, seed=seed, jit_compile=False)
    return gan


def points_of(step, n=16):
    """Draw some points for a step."""
    return 2 + tf.random.stateless_normal((n, 2), seed=(5, step))


def distance(gan, other):
    """Return the largest difference between the weights of two GANs."""
    pairs = zip(gan.get_weights(), other.get_weights(), strict=True)
    return max(float(np.abs(mine - theirs).max()) for mine, theirs in pairs)


# %% check="tape_step" points=4
with checks.exercise("tape_step"):
    mine, ours, compiled_step = tiny_gan(), tiny_gan(), tf.function(tape_step)
    returned = compiled_step(mine, points_of(0), tf.constant(0))
    assert isinstance(returned, tuple | list), f"expected the two losses; got {returned}"
    d_loss, g_loss = (float(loss) for loss in returned)
    expected = {name: float(loss) for name, loss in ours.train_step(points_of(0)).items()}
    message = f"the discriminator's loss in step 0 is {expected['d_loss']:.5f}; got {d_loss:.5f}"
    assert np.isclose(d_loss, expected["d_loss"], atol=1e-4), message
    gaps = [distance(getattr(mine, p), getattr(ours, p)) for p in ("discriminator", "generator")]
    assert gaps[0] < 1e-5, f"after step 0 the discriminator's weights are off by {gaps[0]:.1e}"
    message = f"the generator's loss against the updated discriminator is {expected['g_loss']:.5f}; got {g_loss:.5f}"
    assert np.isclose(g_loss, expected["g_loss"], atol=1e-4), message
    assert gaps[1] < 1e-5, (
        f"after step 0 the generator's weights are off by {gaps[1]:.1e}; the discriminator's are right"
    )
    for step in range(1, 5):
        compiled_step(mine, points_of(step), tf.constant(step))
        ours.train_step(points_of(step))
    assert distance(mine, ours) < 1e-5, f"after 5 steps the weights are off by {distance(mine, ours):.1e}"
    ### BEGIN HIDDEN TESTS
    for loss_name, seed, n in (("hinge", 3, 5), ("least_squares", 11, 1)):
        mine, ours = tiny_gan(loss_name, seed), tiny_gan(loss_name, seed)
        for step in range(3):
            tape_step(mine, points_of(step, n), tf.constant(step, tf.int64))
            ours.train_step(points_of(step, n))
        assert distance(mine, ours) < 1e-5, f"loss {loss_name}, seed {seed}, {n} points: off by {distance(mine, ours)}"
    takes = [int(o.iterations) for o in (mine.generator_optimizer, mine.discriminator_optimizer)]
    assert takes == [3, 3], f"three steps are three updates of each player; got {takes}"
    mine, again = tiny_gan(), tiny_gan()
    for gan in (mine, again):
        keras.utils.set_random_seed(int(gan is mine))
        tape_step(gan, points_of(6), tf.constant(6))
    assert distance(mine, again) == 0, "the noise must depend on the seed of the GAN and the step alone"
    ### END HIDDEN TESTS

# %% [markdown]
# ### The way of the compiled pair
#
# Older programs compile two models, and call `train_on_batch` on each. Day 2 showed the trap in it: the discriminator
# is frozen inside a combined model, and with Keras 3 it may then never learn. There is a way without any freezing.
# Keras updates the weights of the model that was compiled, and nothing else; and a *loss* may be any function. So we
# compile the **generator alone, with a loss that asks the discriminator**.
#
# One more thing needs care. The discriminator gets real and fake images in one batch, with labels 1 and 0, and Keras's
# cross-entropy is the *mean* over all 128 of them. Our loss is the mean over the real ones **plus** the mean over the
# fake ones: twice as much.


# %%
def compiled_pair():
    """Compile a discriminator, and a generator whose loss asks it."""
    gan = new_gan()  # for its networks
    generator, discriminator = gan.generator, gan.discriminator

    def tell_apart(labels, logits):
        return 2 * keras.ops.binary_crossentropy(labels, logits, from_logits=True)  # the sum of two means

    def convince(_, fake_images):
        return keras.ops.softplus(-discriminator(fake_images, training=True))  # the non-saturating loss

    discriminator.compile(adam(), loss=tell_apart, jit_compile=False)
    generator.compile(adam(), loss=convince, jit_compile=False)
    return gan


# %%
LABELS = np.repeat([[1.0], [0.0]], BATCH_SIZE, axis=0).astype("float32")  # (128, 1): real, then fake
NO_LABELS = np.zeros((BATCH_SIZE, 1), "float32")  # Keras wants targets; convince does not look at them


def pair_step(pair, real_images, step):
    """Train the discriminator, then the generator, on one batch."""
    noise = noise_of(step)
    fake_images = pair.generator(noise, training=True)
    pair.discriminator.train_on_batch(tf.concat([real_images, fake_images], axis=0), LABELS)
    pair.generator.train_on_batch(noise, NO_LABELS)


# %% [markdown]
# ### Five steps each
#
# The third way is what you have used all along: `GAN.train_step`, called by `fit`. Now five steps of each. Until your
# exercise passes its check, the course's step stands in for yours.
#
# > **Predict, then run.** Will the weights of the three be equal after five steps? Equal to the last bit?

# %%
my_step = checks.or_reference("tape_step", tape_step, lambda gan, real_images, step: gan.train_step(real_images))
five = np.stack(list(data.batches(BATCH_SIZE, seed=0).take(5)))  # (5, 64, 28, 28, 1)

by_pair, by_tape, by_fit, untrained = compiled_pair(), new_gan(), new_gan(), new_gan()
one_step = tf.function(lambda real_images, step: my_step(by_tape, real_images, step))
for step, real_images in enumerate(five):
    pair_step(by_pair, real_images, step)
    one_step(tf.constant(real_images), tf.constant(step))
by_fit.fit(tf.data.Dataset.from_tensor_slices(five), verbose=0)

print(f"how far five steps moved the weights, at most: {distance(by_fit, untrained):.4f}")
print(f"train_on_batch against fit, at most:           {distance(by_pair, by_fit):.1e}")
print(f"tape against fit, at most:                     {distance(by_tape, by_fit):.1e}")
assert distance(by_pair, by_fit) < 2e-6
assert distance(by_tape, by_fit) < 2e-6

# %% [markdown]
# <details><summary>Answer</summary>
#
# Equal, but for rounding: in 32-bit arithmetic the differences are some ten thousand times smaller than what the steps
# moved, or nothing at all. They need not be equal to the last bit, because the same sums are taken in different orders:
# one mean over 128 numbers is not, to the last bit, two means over 64. Three ways to write one algorithm.
#
# </details>
#
# The comparison is strict. Draw new noise for the generator's step, update the generator before the discriminator, or
# train on real and fake images in two calls of `train_on_batch` (two steps of Adam, not one): each is a GAN, and some
# are in use, but they are *other* algorithms, and the weights say so.
#
# > **Predict, then run.** Suppose we forget the factor 2, so that the discriminator descends *half* of its loss. What
# > happens to its steps with plain gradient descent (SGD)? And with Adam, which divides each gradient by its own
# > size?


# %%
def halved():
    """Make the loss whose discriminator's part is the mean, and not the sum, of its two terms."""
    usual = losses.get("non_saturating")
    return losses.AdversarialLoss(
        "halved", lambda **logits: usual.discriminator_loss(**logits) / 2, usual.generator_loss
    )


for name, optimizer in (("SGD", lambda: keras.optimizers.SGD(0.01)), ("Adam", adam)):
    start, with_sum, with_mean = (
        new_gan(loss=loss, discriminator_optimizer=optimizer())
        for loss in ("non_saturating", "non_saturating", halved())
    )
    for gan in (with_sum, with_mean):
        gan.train_step(tf.constant(five[0]))
    networks = (gan.discriminator.get_weights() for gan in (start, with_sum, with_mean))
    before, whole, half = (np.concatenate([weights.ravel() for weights in network]) for network in networks)
    moved = whole != before
    shorter = 1 - (half - before)[moved] / (whole - before)[moved]  # by what share each weight's step got shorter
    print(f"{name:4}: half of the loss makes a weight's step shorter by {np.median(shorter):.2%} (median)")
    print(f"      by more than a tenth: {np.mean(shorter > 0.1):.2%} of the weights")

# %% [markdown]
# <details><summary>Answer</summary>
#
# SGD takes steps half as long. Adam hardly notices: its step is $m / (\sqrt{v} + \varepsilon)$ times the learning rate,
# with running means $m$ of the gradient and $v$ of its square, so a factor in the loss cancels. All but $\varepsilon$
# ($10^{-7}$ in Keras): the few weights whose gradients are about as small as that do feel the factor. So with Adam the
# missing 2 can go unnoticed for years. It comes back when you add a penalty to the loss (Day 5), which then weighs
# twice as much as you meant.
#
# </details>

# %% [markdown]
# ## 2. How fast is each?
#
# On a GPU or a CPU, the arithmetic of a step is the same in all loops. What differs is all the rest: the
# Python between the calls, and how often TensorFlow is entered and left. `tf.function` removes most of it. It runs the
# Python body of a function **once**, with symbols in place of numbers, and records the operations: that is called
# **tracing**. The record, a *graph*, is what runs from then on.
#
# Once for each *kind of arguments*, to be exact. A tensor counts by its dtype and shape. A Python number counts by its
# value, because the body could do anything with it, such as a loop of that many rounds.
#
# > **Predict, then run.** Each of the next lists is passed, one element after the other, to a new `tf.function`. How
# > often is its body traced: (a) the Python numbers 0, 1, 2, 3? (b) the same as tensors? (c) batches of 64, 64, 64 and
# > 5 images?


# %%
def count_traces(arguments):
    """Call a new tf.function with each argument; count how often Python ran through its body."""
    traces = []

    @tf.function
    def doubled(argument):
        traces.append(argument)  # Python does this while tracing; the graph knows nothing of it
        return 2 * argument

    for argument in arguments:
        doubled(argument)
    return len(traces)


print("(a) Python numbers:", count_traces(range(4)), "traces")
print("(b) tensors:       ", count_traces([tf.constant(step) for step in range(4)]), "traces")
print("(c) a partial last batch:", count_traces([tf.zeros((n, 28, 28, 1)) for n in (64, 64, 64, 5)]), "traces")

# %% [markdown]
# <details><summary>Answer</summary>
#
# Four, one and two. Passing the number of the step as a Python number means to trace *at every step*, which is slower
# than not to use `tf.function` at all. And a partial last batch costs a second trace, at the end of the first epoch,
# when you have stopped watching: one more reason why `data.batches` drops it.
#
# </details>
#
# Now the race. Six ways to do the same steps, and we count the images that each trains on in a second:
#
# - the compiled pair, with `train_on_batch`;
# - your tape step as plain Python (**eager**): each operation is a call from Python into TensorFlow;
# - the same in `tf.function`;
# - `fit`, which comes back to Python after every step, for its callbacks;
# - `fit` with 50 **steps per execution**: a loop *inside* the graph draws batches and takes 50 steps before Python
#   hears of it;
# - the same through **XLA**, a compiler that turns the graph into machine code and merges neighbouring operations.
#
# > **Predict, then run.** Put them in order. By what factor is the eager one slower than the fastest?

# %%
stream = data.batches(BATCH_SIZE, seed=0).repeat()
xla = budget.choose(smoke=False, laptop="auto")  # to compile takes some seconds
eager, by_fifty = new_gan(), new_gan(steps_per_execution=50)
by_xla = budget.choose(smoke=lambda: by_fifty, laptop=lambda: new_gan(steps_per_execution=50, jit_compile=xla))()


def each_batch(take_step):
    """Make a loop that takes some steps, one for each batch of the stream."""

    def loop(steps):
        for step, real_images in enumerate(stream.take(steps)):
            take_step(real_images, step)

    return loop


def fitting(gan):
    """Make a loop that lets fit take some steps."""
    return lambda steps: gan.fit(stream, steps_per_epoch=steps, verbose=0)


# %%
loops = {
    "train_on_batch,\ncompiled pair": each_batch(lambda images, step: pair_step(by_pair, images, step)),
    "tape,\neager": each_batch(lambda images, step: my_step(eager, images, tf.constant(step))),
    "tape in\ntf.function": each_batch(lambda images, step: one_step(images, tf.constant(step))),
    "fit": fitting(by_fit),
    "fit,\n50 steps": fitting(by_fifty),
    "fit,\n50 + XLA": fitting(by_xla),
}
steps, rounds = budget.choose(smoke=(2, 1), laptop=(100, 3))
speeds = {name: [] for name in loops}
for loop in loops.values():
    loop(2)  # trace and compile
for _ in range(rounds):  # in turns, so that whatever else the computer does strikes all of them
    for name, loop in loops.items():
        count = max(1, steps // 10) if "eager" in name else steps
        start = time.perf_counter()
        loop(count)
        speeds[name].append(count * BATCH_SIZE / (time.perf_counter() - start))

# %%
medians = {name: statistics.median(measured) for name, measured in speeds.items()}
for name, speed in medians.items():
    milliseconds = 1000 * BATCH_SIZE / speed
    print(f"{' '.join(name.split()):30} {speed:9,.0f} images/s   {milliseconds:7.2f} ms a step")
pair_speed, eager_speed, taped_speed, *_, fifty_speed, xla_speed = medians.values()
budget.claim("tf.function makes the tape at least twice as fast", taped_speed > 2 * eager_speed)
fastest = max(fifty_speed, xla_speed)
budget.claim("fit with 50 steps a call is faster than the compiled pair", fastest > pair_speed)
plots.bars(
    list(medians),
    {"images/s": list(medians.values())},
    title="Images per second, six ways to take the same steps",
    x_label=f"batches of {BATCH_SIZE}; median of {rounds} rounds",
    y_label="images per second",
    alt="Bars of training speed: by far the lowest for the eager tape, highest for fit with 50 steps a call.",
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# The eager tape is last, by a wide margin; see the table above for this computer's factor. Where the time goes:
#
# - **eager**: some hundred operations a step, and Python hands each of them to TensorFlow;
# - **the compiled pair** runs two graphs a step, makes the fake images twice, and returns the loss to Python as a
#   number after each call, so that Python has to wait for it before it can prepare the next;
# - **the tape in `tf.function`** is one call a step, with almost nothing around it;
# - **`fit`** does more around each call: callbacks, metrics, a guard against losses that are not finite;
# - **50 steps a call** divides all of that by 50;
# - **XLA** can speed up the arithmetic itself, by keeping intermediate results out of main memory. With networks as
#   small as these it may gain next to nothing. For convolutions on a CPU it is several times slower instead, which is
#   why the course's `jit_compile="auto"` uses it for dense networks only.
#
# </details>
#
# So which is best? For networks as small as these the loop decides. The larger the networks, the larger the share of
# arithmetic, and the smaller the differences: section 9 suggests to try it. What one pays for 50 steps a call: no
# callback between two of them, so nothing can be shown, saved or stopped in between.
#
# `fit` is not a cage, then, but the fastest way here, and progress, logs and checkpoints come with it. The tape is for
# what does not fit into `train_step`; there is little of that.
#
# One detail for those who compare runs: XLA draws its "same" noise by another algorithm. Runs with and without it start
# from the same weights and part at the first step. That is why section 1 compares without.

# %% [markdown]
# ## 3. The average of the weights
#
# The generator of a GAN never comes to rest: each step pulls it towards whatever fools the discriminator *now*. But
# where it circles around a good place, the mean of where it was may be better than any one of the places. So keep an
# **exponential moving average** (EMA) beside the weights. After the first step it is $a_1 = w_1$, and then
#
# $$ a_s = m \, a_{s-1} + (1 - m) \, w_s , $$
#
# with a **momentum** $m$ slightly below 1. Training does not use $a$; it is for making images.
#
# ### Exercise 2: what a moving average averages (3 points)
#
# An average is a weighted sum: $a_n = \sum_s c_s w_s$. Write `ema_shares(n, momentum)`: the array of the $n$ shares
# $c_1, \dots, c_n$, oldest first. Put the recursion into itself a few times, and see the pattern. `n` may be as large
# as 10,000; the momentum is from 0 up to and including 1.


# %% exercise="ema_shares"
def ema_shares(n, momentum):
    """Return the share that the weights of each of n steps have in their moving average, oldest first."""
    ### BEGIN SOLUTION
    shares = (1 - momentum) * momentum ** np.arange(n - 1, -1, -1.0)
    shares[0] = momentum ** (n - 1)
    return shares
    ### END SOLUTION


# %% check="ema_shares" points=3
with checks.exercise("ema_shares"):
    one = np.asarray(ema_shares(1, 0.9))
    assert one.shape == (1,), f"after 1 step there is one share; got shape {one.shape}"
    assert np.allclose(one, [1.0]), f"after 1 step the average is w₁ itself: [1.0]; got {one}"
    two, three = np.asarray(ema_shares(2, 0.75)), np.asarray(ema_shares(3, 0.5))
    assert np.allclose(two, [0.75, 0.25]), f"2 steps, momentum 0.75: a₂ = 0.75·w₁ + 0.25·w₂; got {two}"
    assert np.isclose(three.sum(), 1), f"the shares of an average add up to 1; got {three.sum()}"
    assert np.allclose(three, [0.25, 0.25, 0.5]), f"3 steps, momentum 0.5: [0.25, 0.25, 0.5]; got {three}"
    ### BEGIN HIDDEN TESTS
    random = np.random.default_rng(0)
    for n, momentum in ((5, 0.9), (40, 0.97), (7, 0.0), (4, 1.0)):
        weights = random.standard_normal(n)
        average = weights[0]
        for weight in weights[1:]:
            average = momentum * average + (1 - momentum) * weight
        shares = np.asarray(ema_shares(n, momentum))
        assert shares.shape == (n,), f"{n} steps have {n} shares"
        assert np.isclose(shares @ weights, average), f"{n} steps, momentum {momentum}: not the recursion's average"
    many = np.asarray(ema_shares(10_000, 0.999))
    assert np.allclose([many.sum(), many[-1]], [1, 0.001]), "wrong for 10,000 steps"
    variable, sgd = keras.Variable([0.0]), keras.optimizers.SGD(1.0, use_ema=True, ema_momentum=0.8)
    sgd.build([variable])
    for slope in (1.0, -3.0, 2.0, 5.0):
        sgd.apply([tf.constant([slope])])
    sgd.finalize_variable_values([variable])
    assert np.isclose(np.asarray(ema_shares(4, 0.8)) @ [-1, 2, 0, -5], variable.numpy()[0]), "not what Keras computes"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# $a_2 = m w_1 + (1-m) w_2$ and $a_3 = m^2 w_1 + m (1-m) w_2 + (1-m) w_3$. Which power of $m$ stands before $w_s$ in
# $a_n$? And which step has no factor $(1 - m)$?
#
# </details>
# <details><summary>Hint 2</summary>
#
# `np.arange(n - 1, -1, -1)` counts down to 0. A loop that starts from the shares of one step, `[1.0]`, works as well.
#
# </details>
#
# > **Predict, then run.** With a momentum of 0.995, how many of the last steps make up half of the average?

# %%
shares_of = checks.or_reference("ema_shares", ema_shares, lambda n, m: np.diff([0, *(m ** np.arange(n - 1, -1, -1.0))]))
for momentum in (0.9, 0.99, 0.995, 0.999):
    recent = np.cumsum(np.asarray(shares_of(5_000, momentum))[::-1])  # of the newest 1, 2, 3 … steps
    half = int(np.argmax(recent >= 0.5)) + 1
    first = float(np.asarray(shares_of(1_000, momentum))[0])
    print(f"momentum {momentum:5}: the last {half:3} steps make up half; share of step 1 after 1,000: {first:.3f}")

# %% [markdown]
# <details><summary>Answer</summary>
#
# 139, that is $\log\frac12 / \log m \approx 0.69 / (1 - m)$, rounded up. The *mean age* of what is averaged is about
# $1/(1 - m)$ steps, here 200: by so much the average is late. So a good momentum depends on how long you train: with
# 0.999, after 1,000 steps more than a third of the average is still the network of the first step.
#
# </details>
#
# In Keras it is an option of the optimizer: `Adam(…, use_ema=True, ema_momentum=0.995)`. During training the weights
# are those of the moment; `gan.averaged_weights()` puts the averages in their place inside a `with` block. At its end,
# `fit` puts them there for good. (That is a trap, too: a *second* `fit` then goes on from the average, not from where
# training was. Section 7 shows how to go on properly.)
#
# We train a GAN on digits and ask after each epoch how good its images are, with the weights of the moment and with the
# average. The number is the **Fréchet distance** of features: the course's small CNN for digits turns each image into
# 64 numbers, and two sets of images are compared by the mean and the covariance of these. It is 0 for equal sets, and
# lower is better. (Day 3 uses it too; Day 6 asks what it is worth.) A callback of our own measures it, and adds it to
# the log of the epoch, where all other callbacks find it.


# %%
def some_of(images, n):
    """Choose n images at random, or all if there are fewer: data sets are seldom in random order."""
    return images[np.random.default_rng(0).permutation(len(images))[:n]]


reference = metrics.digit_classifier().features(some_of(data.images, 2_000))
held_out = some_of(load_images(data.name, split="test").images, 1_000)


# %%
def frechet_to_reference(images):
    """Return the Fréchet distance (course CNN) between training images and some others; lower is better."""
    return metrics.frechet_distance(reference, metrics.digit_classifier().features(images))


class Quality(keras.callbacks.Callback):
    """Adds the Fréchet distance to the log of each epoch, for the weights of the moment and for their average."""

    def on_epoch_end(self, epoch, logs=None):
        logs["frechet"] = frechet_to_reference(self.model.generate(len(held_out), seed=3))
        with self.model.averaged_weights():
            logs["averaged_frechet"] = frechet_to_reference(self.model.generate(len(held_out), seed=3))


floor = frechet_to_reference(held_out)
print(f"real against real: {floor:.1f}, with {len(reference):,} and {len(held_out):,} images")

# %% [markdown]
# Three more callbacks come along, all of them Keras's or the course's:
#
# - `CSVLogger` writes a line for each epoch to a file that any program reads;
# - `TensorBoard` writes the same for TensorBoard, which shows the curves of many runs in a browser;
# - `ProgressLine` tells us that something happens.
#
# The learning rate is four times as high as before. That is fast, and unsteady.
#
# > **Predict, then run.** Which is better: the weights of the moment or their average? At the beginning? At the end?

# %%
epochs, steps_per_epoch = budget.choose(smoke=(2, 10), laptop=(16, 100))
gan = new_gan(
    batch_norm=True,
    generator_optimizer=adam(2e-3, use_ema=True, ema_momentum=0.99),
    discriminator_optimizer=adam(2e-3),
    steps_per_execution=budget.choose(smoke=10, laptop=50),
    jit_compile=xla,
)
moments = []
history = gan.fit(
    stream,
    epochs=epochs,
    steps_per_epoch=steps_per_epoch,
    verbose=0,
    callbacks=[
        Quality(),
        keras.callbacks.LambdaCallback(on_epoch_end=lambda *_: moments.append(gan.generate(20, seed=5))),
        keras.callbacks.CSVLogger(folder / "training.csv"),
        keras.callbacks.TensorBoard(folder / "board", write_graph=False),
        ProgressLine(),
    ],
)

# %%
moment, averaged = (np.array(history.history[name]) for name in ("frechet", "averaged_frechet"))
late = slice(epochs // 2, None)
for name, distances in {"weights of the moment": moment, "their moving average": averaged}.items():
    low, high = distances[late].min(), distances[late].max()
    print(f"{name:22} second half of training: {distances[late].mean():5.1f} on average, from {low:.1f} to {high:.1f}")
budget.claim("in the second half, the averaged weights are better", averaged[late].mean() < moment[late].mean())
shown = slice(budget.choose(smoke=0, laptop=4), None)  # the first epochs would need another scale
plots.curves(
    {"weights of the moment": moment[shown], "their moving average": averaged[shown]},
    x=np.arange(1, epochs + 1)[shown],
    guides={"real against real": floor},
    title="What averaging the weights does to the images",
    x_label=f"epoch of {steps_per_epoch} steps",
    y_label="Fréchet distance (course CNN)",
    alt="Two falling curves of the Fréchet distance. The one of the weights of the moment jumps up and down; that of "
    "their moving average soon lies below it.",
)

# %%
plots.image_grid(
    np.concatenate([moments[-1], gan.generate(20, seed=5)]),
    columns=10,
    title="Above: weights of the last moment. Below: their average",
    alt="Two rows of ten digits made with the weights of the last step, and below them two rows made from the same "
    "noise with the averaged weights: the same digits, with fewer specks.",
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# At the beginning the moment: everything gets better quickly, and the average is late. As soon as progress is slower
# than the jumping about, the average, and it stays ahead. It also matters less at which step one stops.
#
# </details>
#
# And it costs next to nothing. Progressive GAN, BigGAN and StyleGAN all average their generator's weights; Yazıcı et
# al. (2018) studied what it does. Two limits: a collapsed generator stays collapsed when averaged; and batch
# normalisation's running means and variances are those of the moment, not averages that belong to the averaged weights.

# %% [markdown]
# ## 4. What the loggers wrote
#
# A log that nobody can read later is none. Here is the CSV file, as it is. (Keras leaves columns named `val_…` for
# measurements on held-out data, had we passed some to `fit`.)

# %%
print("\n".join((folder / "training.csv").read_text().splitlines()[:3]))
with (folder / "training.csv").open() as stream_of_lines:
    rows = list(csv.DictReader(stream_of_lines))
d_losses = [float(row["d_loss"]) for row in rows]
assert d_losses == history.history["d_loss"]
plots.curves(
    {name: [float(row[name]) for row in rows] for name in ("d_loss", "g_loss")},
    guides={"discriminator at chance: 2 log 2": 2 * np.log(2), "generator at chance: log 2": np.log(2)},
    title="Read back from training.csv",
    x_label=f"epoch of {steps_per_epoch} steps",
    y_label="loss",
    alt="The two losses over the epochs, with their chance levels: the discriminator's stays below its level, the "
    "generator's above its own.",
)

# %% [markdown]
# TensorBoard's files are binary. They are made for its browser page (`tensorboard --logdir FOLDER` in a terminal), but
# can be read from Python as well:

# %%
board = EventAccumulator(str(folder / "board" / "train")).Reload()
print("what TensorBoard knows:", ", ".join(sorted(board.Tags()["tensors"])))
last = board.Tensors("epoch_d_loss")[-1]
value = float(tf.make_ndarray(last.tensor_proto))
print(f"epoch {last.step}: d_loss {value:.4f}; history says {history.history['d_loss'][-1]:.4f}")

# %% [markdown]
# ## 5. Several steps for the discriminator, and learning rates that fall
#
# In Algorithm 1 of the paper (Day 2) the discriminator takes $k$ steps for each one of the generator's. The reason:
# the generator's gradient is good advice only if the discriminator knows the present generator. In the course's `GAN`
# it is `compile(…, discriminator_steps=k)`: every batch gives a step of the discriminator, and every $k$-th batch *of
# the whole run* a step of the generator.
#
# ### Exercise 3: count the updates (2 points)
#
# Write `count_updates(images, batch_size, epochs, discriminator_steps)`: the pair (updates of the discriminator,
# updates of the generator) after training for some whole passes through a data set of so many images. The last images
# of a pass that do not fill a batch are dropped, as `data.batches` does; the count to $k$ goes on from one epoch to the
# next.


# %% exercise="count_updates"
def count_updates(images, batch_size, epochs, discriminator_steps):
    """Return how often the discriminator and the generator are updated."""
    ### BEGIN SOLUTION
    batches = epochs * (images // batch_size)
    return batches, batches // discriminator_steps
    ### END SOLUTION


# %% check="count_updates" points=2
with checks.exercise("count_updates"):
    for arguments, expected in (
        ((6_400, 64, 1, 1), (100, 100)),
        ((6_400, 64, 3, 2), (300, 150)),
        ((100, 64, 5, 1), (5, 5)),
    ):
        counted = tuple(count_updates(*arguments))
        words = "{:,} images, batches of {}, {} epochs, k = {}".format(*arguments)
        assert counted == expected, f"{words}: (discriminator, generator) = {expected}; got {counted}"
    ### BEGIN HIDDEN TESTS
    for arguments, expected in (
        ((1_541, 64, 3, 5), (72, 14)),
        ((60_000, 64, 2, 3), (1_874, 624)),
        ((640, 64, 1, 20), (10, 0)),
        ((640, 64, 4, 20), (40, 2)),
        ((300, 64, 3, 2), (12, 6)),
        ((199, 100, 7, 2), (7, 3)),
    ):
        counted = tuple(count_updates(*arguments))
        words = "{:,} images, batches of {}, {} epochs, k = {}".format(*arguments)
        assert counted == expected, f"{words}: (discriminator, generator) = {expected}; got {counted}"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# Whole batches in one pass: `images // batch_size`. Every batch of every pass is a step of the discriminator. After how
# many of those has the generator had its turn once, twice, …?
#
# </details>
#
# Each optimizer counts its own updates, in `iterations`. So we can ask:

# %%
count = checks.or_reference("count_updates", count_updates, lambda n, b, e, k: (e * (n // b), e * (n // b) // k))
points = points_of(0, n=84)
for k in budget.choose(smoke=(2,), laptop=(1, 2, 5)):
    gan = tiny_gan()
    gan.compile(discriminator_steps=k, run_eagerly=True)  # so few steps are not worth tracing
    batches = tf.data.Dataset.from_tensor_slices(points).batch(16, drop_remainder=True)
    gan.fit(batches, epochs=3, verbose=0)
    counted = int(gan.discriminator_optimizer.iterations), int(gan.generator_optimizer.iterations)
    print(f"k = {k}: counted {counted}, worked out {tuple(count(84, 16, 3, k))}")
    assert counted == tuple(count(84, 16, 3, k))

# %% [markdown]
# So with a fixed number of batches, $k = 5$ means a fifth of the generator's updates. In practice $k = 1$ and a larger
# learning rate for the discriminator often does as well, for less (*two time-scale update rule*, Heusel et al. 2017).
# Where $k$ is really needed is the Wasserstein critic, on Day 5.
#
# **Learning-rate schedules.** A schedule is a function of the step, given to the optimizer in place of the number:
# large steps first, small ones at the end, when the weights should settle. `CosineDecay(rate, decay_steps)` falls along
# half a cosine to 0.
#
# > **Predict, then run.** Both players get `CosineDecay(5e-4, decay_steps=300)`; training takes 300 batches, with
# > $k = 3$. At the end, what is the learning rate of each?

# %%
k, batches = 3, 300
schedule = keras.optimizers.schedules.CosineDecay(5e-4, decay_steps=batches)
own_schedule = keras.optimizers.schedules.CosineDecay(5e-4, decay_steps=batches // k)
seen = np.arange(0, batches + 1, 10)
rates = {
    "discriminator": [float(schedule(step)) for step in seen],
    "generator, the same schedule": [float(schedule(step // k)) for step in seen],
    "generator, decay_steps / k": [float(own_schedule(step // k)) for step in seen],
}
for name, values in rates.items():
    print(f"{name:29} begins at {values[0]:.6f}, ends at {values[-1]:.6f}")
plots.curves(
    rates,
    x=seen,
    title=f"Learning rates when the generator is updated every {k} batches",
    x_label="batches",
    y_label="learning rate",
    alt="Three curves from 0.0005: the discriminator's falls to 0 along a cosine; the generator's with the same "
    "schedule has fallen only a little at the end; with a third of the decay steps it follows the discriminator's.",
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# The discriminator's is 0, the generator's still at three quarters of its start: a schedule counts the updates of *its*
# optimizer, and the generator has had 100 of them. With `decay_steps=100` for the generator both end at 0. (In general:
# the pair from exercise 3.) That the count sits in the optimizer has a good side: it is saved with it, so a resumed run
# goes on along the same curve.
#
# </details>

# %% [markdown]
# ## 6. Reading training logs
#
# A run takes hours, and you look at its log. Is it going well? Here are five real ones, all from small GANs of dense
# layers on digits, trained by `python -m gan_course.training_logs`. Each shows both losses, the two accuracies of the
# discriminator, and the **diversity**: how much the images made from a fixed noise differ from each other, where 1 is
# as much as real images do. One went well. In the others
#
# - the **discriminator has won**: it tells everything apart, and the generator has stopped to learn;
# - the generator has **collapsed** and makes almost one image only;
# - the discriminator is at **chance** and knows nothing;
# - training has **diverged**: numbers without any sense.
#
# > **Predict, then run.** Run the cell, look at A to E, and say which is which before you unfold the answer. What is it
# > in each that tells you?


# %%
letters = dict(zip("ABCDE", sorted(training_logs.NAMES, key=lambda name: name[3]), strict=True))  # no peeping


def draw_log(row, letter, log):
    """Draw one log: the losses to the left, accuracies and diversity to the right."""
    epoch = np.arange(1, len(log["d_loss"]) + 1)
    looks = [(plots.DISCRIMINATOR, "-", "discriminator"), (plots.GENERATOR, "--", "generator")]
    for name, (colour, line, label) in zip(("d_loss", "g_loss"), looks, strict=True):
        row[0].plot(epoch, log[name], color=colour, linestyle=line, label=label)
    looks = [(plots.REAL, "-", "real accuracy"), (plots.FAKE, "--", "fake accuracy"), ("black", ":", "diversity")]
    for name, (colour, line, label) in zip(("real_accuracy", "fake_accuracy", "diversity"), looks, strict=True):
        row[1].plot(epoch, log[name], color=colour, linestyle=line, label=label)
    row[0].axhline(2 * np.log(2), color=plots.GUIDE, linestyle=(0, (1, 2)), label="2 log 2")
    row[0].axhline(np.log(2), color=plots.GUIDE, linestyle=(0, (6, 3)), label="log 2")
    row[0].set_ylabel(f"{letter}: losses")
    row[1].set_ylim(-0.05, 2.05)
    if max(log["g_loss"].max(), log["d_loss"].max()) > 100:
        row[0].set_yscale("symlog")
        row[0].set(ylim=(-0.5, 1e13), yticks=[0, 1e3, 1e6, 1e9, 1e12])


# %%
def all_logs():
    """Draw the five logs, one below the other."""
    with plots.drawing():
        figure = Figure(figsize=(6.4, 10.5))
        grid = figure.subplots(5, 2, gridspec_kw={"hspace": 0.35, "wspace": 0.25, "top": 0.91, "bottom": 0.05})
        for row, (letter, name) in zip(grid, letters.items(), strict=True):
            draw_log(row, letter, training_logs.load(name, seed=0))
        for axes, title in zip(grid[0], ("Losses", "Accuracies and diversity"), strict=True):
            axes.set_title(title, loc="left", pad=42)
            axes.legend(loc="lower left", bbox_to_anchor=(0, 1.0), ncols=2, fontsize=8, frameon=False)
        for axes in grid[-1]:
            axes.set_xlabel(f"rows of {training_logs.STEPS_PER_ROW} steps")
        return plots.picture(
            figure,
            alt="Five rows, A to E: losses to the left, accuracies and diversity to the right. A: the discriminator's "
            "loss at 0, the generator's above 10, both accuracies 1. B: losses of many billions. C: losses between "
            "their chance levels, accuracies near 0.7, diversity near 0.9. D: losses near their chance levels, "
            "diversity near 0.1. E: losses at their chance levels, diversity above 1.5.",
        )


all_logs()

# %% [markdown]
# <details><summary>Answer</summary>
#
# - **A: the discriminator has won.** It is right about every image, its loss is 0 for all practical purposes, and the
#   generator's rises and rises. The diversity, above 1, is no comfort: the images are noise, and noise is diverse. (The
#   generator's learning rate was far too small, the discriminator's too large.)
# - **B: diverged.** Losses of billions. Note the logarithmic axis. (Both rates were ten thousand times too large.)
# - **C: healthy.** Both losses lie near their chance levels, but the discriminator's stays below its own and the
#   generator's above its own; it is right about seven images in ten; the diversity comes down from that of noise and
#   settles near 1.
# - **D: collapsed.** Look at the losses alone and you would call it perfect: both at chance! Only the diversity, near
#   0.1, gives it away. The generator makes one image, a little different every time the discriminator has learned to
#   know it. (It had no batch normalisation, and the discriminator was too slow.)
# - **E: at chance.** Both losses *on* their chance levels, as good as constant, and the accuracy is no better than a
#   coin toss. In theory this is what perfection looks like, too; but perfection does not come within a few hundred
#   steps. (Here the labels were shuffled apart from their images, an easy mistake to make in a loop of one's own.)
#
# </details>

# %% [markdown]
# ### Exercise 4: a diagnosis (3 points)
#
# Write `diagnose(log)`: look at a log, and return `"healthy"`, `"discriminator_wins"`, `"collapse"`, `"chance"` or
# `"diverged"`. A log is a dictionary of arrays, `d_loss`, `g_loss`, `real_accuracy`, `fake_accuracy` and `diversity`,
# with one number for every 50 steps. What counts is the state at the *end*, but one row alone is noisy: use the mean of
# the last ten or so. Your function will be tried on the five logs above, and when it is graded, on others that were
# made in the same five ways with other seeds. `training_logs.load(name, seed=1)` has one more of each, to practise.


# %% exercise="diagnose"
def diagnose(log):
    """Tell what became of a training run."""
    ### BEGIN SOLUTION
    last = {name: np.mean(values[-10:]) for name, values in log.items()}
    if not np.isfinite(last["d_loss"] + last["g_loss"]) or max(last["d_loss"], last["g_loss"]) > 100:
        return "diverged"
    if last["diversity"] < 0.4:
        return "collapse"
    if min(last["real_accuracy"], last["fake_accuracy"]) > 0.98:
        return "discriminator_wins"
    if abs(last["d_loss"] - 2 * np.log(2)) < 0.05 and abs(last["g_loss"] - np.log(2)) < 0.05:
        return "chance"
    return "healthy"
    ### END SOLUTION


# %% check="diagnose" points=3
with checks.exercise("diagnose"):
    for name in training_logs.NAMES:
        verdict = diagnose(training_logs.load(name, seed=0))
        assert verdict in training_logs.NAMES, f"expected one of {', '.join(training_logs.NAMES)}; got {verdict!r}"
        letter = next(letter for letter, kind in letters.items() if kind == name)
        assert verdict == name, f"log {letter} of the picture: you say {verdict!r}"
    ### BEGIN HIDDEN TESTS
    for seed in training_logs.SEEDS:
        for name in training_logs.NAMES:
            log = training_logs.load(name, seed=seed)
            verdict = diagnose(log)
            assert verdict == name, f"a log of the kind {name!r}, seed {seed}: diagnosed as {verdict!r}"
    crashed = {name: values[:12].copy() for name, values in training_logs.load("healthy").items()}
    crashed["d_loss"][-1] = crashed["g_loss"][-1] = np.nan
    assert diagnose(crashed) == "diverged", "a loss that is not a number has diverged"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Go from the clearest sign to the faintest: enormous losses; next to no diversity; a discriminator that is always
# right; *both* losses at their chance levels, $2 \log 2$ and $\log 2$. What is left is healthy.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `log["d_loss"][-10:].mean()`, and the same for the other columns; print them for all five logs and put the thresholds
# in the gaps. A comparison with NaN is always false: ask `np.isfinite`.
#
# </details>
#
# The check above has shown your function one log of each kind. How does it do on all that the course has?

# %%
diagnosis_of = checks.or_reference("diagnose", diagnose, training_logs.diagnose)
runs = [(name, seed) for name in training_logs.NAMES for seed in training_logs.SEEDS]
right = [diagnosis_of(training_logs.load(name, seed=seed)) == name for name, seed in runs]
print(f"{sum(right)} of {len(right)} logs told right")

# %% [markdown]
# In your own runs, log the diversity, or better a number such as the Fréchet distance: of the four diseases, collapse
# is the one that losses and accuracies hide. And look at the images.

# %% [markdown]
# ## 7. Kill and resume
#
# Long runs get interrupted: a power cut, a cluster that wants its machine back, a laptop that is closed. What has to be
# on the disk, so that a new process can go on *as if nothing had happened*: not similarly, but with the same weights to
# the last bit?
#
# Sections 1 and 3 hold all the pieces. Everything that a step reads must come back:
#
# - what the step *changes* and a later step reads: the state;
# - the batches and the noise: these are functions of a seed and the number of the step, so the number is enough.
#
# ### Exercise 5: what a checkpoint has to hold (3 points)
#
# Write `state_of(gan)`: the list of all Keras variables whose values have to be saved, always in the same order. The
# check takes their values after a few steps, puts them on the disk, builds a *new* GAN with other initial weights,
# assigns the values to the variables that your function lists for that one, and trains on. The GAN has batch
# normalisation, two optimizers of its own, and a moving average of the generator's weights. `gan.generator`,
# `gan.discriminator` and `gan.optimizer` each have `.variables`, and `gan.optimizer` stands for both players'.


# %% exercise="state_of"
def state_of(gan):
    """List the variables that a run needs in order to go on exactly."""
    ### BEGIN SOLUTION
    return [*gan.generator.variables, *gan.discriminator.variables, *gan.optimizer.variables]
    ### END SOLUTION


# %%
def run_with(seed):
    """Build a small GAN with everything that has a state; the seed is that of its initial weights."""
    generator = models.mlp_generator(3, (8,), image_shape=(2,), output_activation=None, seed=seed)
    gan = GAN(generator, models.mlp_discriminator((8,), image_shape=(2,), seed=seed + 50))
    averaged = keras.optimizers.Adam(0.01, beta_1=0.5, use_ema=True, ema_momentum=0.9)
    gan.compile("non_saturating", averaged, keras.optimizers.Adam(0.02, beta_1=0.5), jit_compile=False)
    return gan


def train(gan, first, last):
    """Train on the batches of the steps from first up to but not including last."""
    for step in range(first, last):
        gan.train_step(points_of(step))


def go_on_from(variables_of, gan, path):
    """Save what the function lists of a GAN, and put it into a new one."""
    np.savez(path, *(variable.numpy() for variable in variables_of(gan)))
    resumed = run_with(seed=1)  # other weights than before
    with np.load(path) as saved:
        for variable, value in zip(variables_of(resumed), saved.values(), strict=True):
            variable.assign(value)
    return resumed


# %% check="state_of" points=3
with checks.exercise("state_of"):
    original = run_with(seed=0)
    train(original, 0, 3)
    resumed = go_on_from(state_of, original, folder / "exercise.npz")
    for player in ("generator", "discriminator"):
        mine, theirs = (getattr(gan, player).get_weights() for gan in (original, resumed))
        same = all(np.array_equal(a, b) for a, b in zip(mine, theirs, strict=True))
        assert same, f"after loading, some of the {player}'s weights (trained or not) are not the saved ones"
    train(original, 3, 6)
    train(resumed, 3, 6)
    for player in ("generator", "discriminator"):
        mine, theirs = (getattr(gan, player).get_weights() for gan in (original, resumed))
        gap = max(np.abs(a - b).max() for a, b in zip(mine, theirs, strict=True))
        assert gap == 0, (
            f"three steps after resuming, the {player}'s weights are off by up to {gap:.1e}; what is missing?"
        )
    ### BEGIN HIDDEN TESTS
    with original.averaged_weights(), resumed.averaged_weights():
        assert distance(original, resumed) == 0, "the averaged weights are not the same"
    pairs = zip(original.optimizer.variables, resumed.optimizer.variables, strict=True)
    assert all(np.array_equal(a.numpy(), b.numpy()) for a, b in pairs), "an optimizer's state is not the same"
    assert [v.path for v in state_of(original)] == [v.path for v in state_of(original)], "the order must be fixed"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# The weights, and not only the trained ones: batch normalisation's running statistics have to come back too. What does
# Adam remember from step to step? And where is the number of the step?
#
# </details>
# <details><summary>Hint 2</summary>
#
# The `.variables` of the three things named above, one after the other.
#
# </details>
#
# > **Predict, then run.** What if one saves the weights only, as `save_weights` does and most programs do? Adam starts
# > with empty memories then, and the noise from its first step. How far apart are the two runs three steps later?

# %%
everything = checks.or_reference(
    "state_of", state_of, lambda gan: [*gan.generator.variables, *gan.discriminator.variables, *gan.optimizer.variables]
)
what_is_saved = {
    "weights only": lambda gan: [*gan.generator.variables, *gan.discriminator.variables],
    "everything": everything,
}
for what, variables_of in what_is_saved.items():
    original = run_with(seed=0)
    train(original, 0, 3)
    resumed = go_on_from(variables_of, original, folder / "comparison.npz")
    train(original, 3, 6)
    train(resumed, 3, 6)
    print(f"{what:13} largest difference three steps later: {distance(original, resumed):.4f}")

# %% [markdown]
# <details><summary>Answer</summary>
#
# By as much as Adam moves a weight in a few steps: the resumed run is a *different run* from its first step on. Nothing
# looks wrong, and often the result is as good. But it cannot be repeated, the averaged weights have forgotten what they
# averaged, and a learning-rate schedule starts from its beginning again, at the highest rate.
#
# </details>
#
# ### A real one
#
# `Resume(folder)` is the course's callback for this. It saves, after every epoch (or every so many), the state, the
# history, and how far training has come; and when `fit` finds such a file, it goes on after the last saved epoch. Two
# more things can go wrong, and it sees to both. Batches: in `data.batches(…)` the order is a function of a seed and the
# number of the pass, like the noise, so it can be entered anywhere. And a kill *during the save*: a file is written
# under another name first, then renamed, which happens at once or not at all; so there is always a whole one.
#
# Here is a program that trains. Another process runs it, and we kill that with SIGKILL, which no program can catch or
# prepare for: it is as if the plug were pulled.

# %%
program = folder / "train_digits.py"
_ = program.write_text("""
import sys
from gan_course import models
from gan_course.data import load_images
from gan_course.runtime import keras
from gan_course.training import GAN, Resume


def train(checkpoints, *callbacks, epochs=12, steps_per_epoch=50, **how):
    adam = lambda **options: keras.optimizers.Adam(5e-4, beta_1=0.5, **options)
    gan = GAN(models.mlp_generator(16, (64,), seed=1), models.mlp_discriminator((64,), seed=2))
    gan.compile("non_saturating", adam(use_ema=True, ema_momentum=0.99), adam(), jit_compile=False, **how)
    batches = load_images("digits").batches(64, seed=0).repeat()
    callbacks = [Resume(checkpoints), *callbacks]
    history = gan.fit(batches, epochs=epochs, steps_per_epoch=steps_per_epoch, verbose=0, callbacks=callbacks)
    return gan, history.history


if __name__ == "__main__":
    report = keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: print("epoch", epoch + 1, flush=True))
    train(sys.argv[1], report)
""")


# %%
class PowerCut(BaseException):
    """Stands in for a kill at the smoke budget, where there is no time for a second process."""


def cut(epoch, logs):
    """Stop as nothing in fit expects it."""
    if epoch == 1:
        raise PowerCut


# %%
def run_and_kill(checkpoints):
    """Let another process train, and kill it after its fourth epoch."""
    child = subprocess.Popen([sys.executable, program, checkpoints], stdout=subprocess.PIPE, text=True)
    for line in child.stdout:
        print("the other process says:", line.strip())
        if line.startswith("epoch 4"):
            child.kill()  # SIGKILL
    print("killed; its exit code is", child.wait())


# %%
training = runpy.run_path(str(program))["train"]  # the same function, in this process
eagerly = {"run_eagerly": True, "steps_per_execution": 1}
size = budget.choose(smoke={"epochs": 3, "steps_per_epoch": 2} | eagerly, laptop={})
if budget.name() == "smoke":
    with contextlib.suppress(PowerCut):
        training(folder / "killed", keras.callbacks.LambdaCallback(on_epoch_begin=cut), **size)
else:
    run_and_kill(folder / "killed")
print("on the disk:", ", ".join(sorted(path.name for path in (folder / "killed").iterdir())))

# %% [markdown]
# > **Predict, then run.** Now the same program once more with the same folder, in *this* process; and once from the
# > beginning, without interruption. Equal weights? Equal histories?

# %%
resumed, resumed_history = training(folder / "killed", **size)
uninterrupted, whole_history = training(folder / "whole", **size)
print("largest difference of any weight:", distance(resumed, uninterrupted))
print("epochs in the resumed history:", len(resumed_history["d_loss"]))
assert distance(resumed, uninterrupted) == 0
assert resumed_history == whole_history
assert np.array_equal(resumed.generate(9), uninterrupted.generate(9))
print("weights, history and images are equal, bit for bit")

# %% [markdown]
# <details><summary>Answer</summary>
#
# Equal to the last bit, all of it, also the epochs before the kill. What had been done since the last save was lost,
# and done again. (On a GPU some sums are taken in an order that varies, and then equal means equal but for rounding.)
#
# </details>
#
# For a stop that *you* want there is a gentler way. Ctrl-C, or the stop button of a notebook, raises an exception in
# the middle of anything, and leaves `fit` without its end. With `StopOnInterrupt` the first one lets the running steps
# finish, and `fit` ends as usual, with the averaged weights in place and its history; a second one is the usual
# exception. Here a callback sends the signal, in place of your finger:

# %%
interrupt = keras.callbacks.LambdaCallback(
    on_epoch_begin=lambda epoch, logs: signal.raise_signal(signal.SIGINT) if epoch == 2 else None
)
history = by_fit.fit(stream, epochs=50, steps_per_epoch=2, verbose=0, callbacks=[StopOnInterrupt(), interrupt])
print(f"asked for 50 epochs, stopped after {len(history.history['d_loss'])}")
print("the model goes on making images:", by_fit.generate(2).shape)

# %% [markdown]
# ## 8. More than one device
#
# A batch can be split over several devices: each **replica** of the model gets a share of the batch, computes its
# gradients, and the gradients are put together before the update. All replicas then take the same step and stay equal.
# If it is done right, two devices do *exactly what one would do* with the whole batch. Three things must be right for
# that:
#
# - **Averaging.** The loss is the mean over the batch, and so is its gradient. Replicas with equal shares are averaged;
#   with unequal ones (7 images on 2 devices), each counts by its share.
# - **Noise.** Every replica must have its own noise, or all make the same fakes. And if the result is not to depend on
#   the number of devices, it must be *its share of the same noise*.
# - **Batch normalisation**, if there is any, sees its own share only. There the result does differ.
#
# ### Exercise 6: gradients from several replicas (3 points)
#
# Write `replicated_gradients(gradients, real_images, noise, replicas)`. The function `gradients(real_images, noise)`
# returns a list of arrays, the gradients of a loss that is a mean over the images and noise vectors it is given (as
# many of the one as of the other). Call it once for each replica, with the replica's share of the images and of the
# noise, and return the list of arrays that belongs to the whole batch. Shares are in order, and as equal as possible: 7
# images on 2 replicas are 4 and 3.


# %% exercise="replicated_gradients"
def replicated_gradients(gradients, real_images, noise, replicas):
    """Compute the gradients of a batch in shares, as several replicas would."""
    ### BEGIN SOLUTION
    shares = zip(np.array_split(real_images, replicas), np.array_split(noise, replicas), strict=True)
    parts = [(len(images) / len(real_images), gradients(images, noise)) for images, noise in shares]
    return [sum(one) for one in zip(*([part * gradient for gradient in own] for part, own in parts), strict=True)]
    ### END SOLUTION


# %%
def discriminator_gradients(real_images, noise):
    """Compute the gradients of the discriminator's loss with respect to its weights."""
    gan = untrained  # of section 1
    with tf.GradientTape() as tape:
        real_logits, fake_logits = gan.discriminator(real_images), gan.discriminator(gan.generator(noise))
        loss = gan.adversarial_loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
    return [gradient.numpy() for gradient in tape.gradient(loss, gan.discriminator.trainable_variables)]


def mean_and_energy(images, noise):
    """Stand in for gradients: two means over the batch, easy to check by hand."""
    return [np.mean(images, axis=0), np.mean(images * noise, axis=0)]


# %% check="replicated_gradients" points=3
with checks.exercise("replicated_gradients"):
    images, noise = np.array([[1.0], [2.0], [3.0], [6.0]]), np.array([[1.0], [0.0], [-1.0], [2.0]])
    halves = replicated_gradients(mean_and_energy, images, noise, 2)
    assert len(halves) == 2, f"`gradients` returns 2 arrays, so 2 are expected; got {len(halves)}"
    first, second = (np.asarray(gradient).tolist() for gradient in halves)
    assert np.allclose(first, [3.0]), f"the mean of 1, 2 | 3, 6 on two replicas is that of all four, 3; got {first}"
    assert np.allclose(second, [2.5]), f"image · noise is 1, 0 | -3, 12, with the mean 2.5; got {second}"
    thirds = replicated_gradients(mean_and_energy, images, noise, 3)
    assert np.allclose(thirds[0], [3.0]), f"shares 1, 2 | 3 | 6 on three replicas: still the mean 3; got {thirds[0]}"
    ### BEGIN HIDDEN TESTS
    seen = []
    replicated_gradients(lambda *share: seen.append(share) or mean_and_energy(*share), images, noise, 3)
    sizes = [tuple(map(len, share)) for share in seen]
    assert sizes == [(2, 2), (1, 1), (1, 1)], f"the shares of images and noise should be 2, 1 and 1; got {sizes}"
    assert np.array_equal(np.concatenate([share[1] for share in seen]), noise), "every replica has its own noise"
    whole = discriminator_gradients(five[0], noise_of(0).numpy())
    for replicas in (1, 2, 5):
        split = replicated_gradients(discriminator_gradients, five[0], noise_of(0).numpy(), replicas)
        for mine, expected in zip(split, whole, strict=True):
            assert np.shape(mine) == expected.shape, "a gradient has the wrong shape"
            assert np.allclose(mine, expected, atol=1e-6), f"{replicas} replicas give other gradients than one device"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `np.array_split(array, replicas)` cuts an array into shares as equal as possible, the larger ones first. Call
# `gradients` with each pair of shares, and weight what it returns by (size of the share) / (size of the batch).
#
# </details>
# <details><summary>Hint 2</summary>
#
# `zip(*results)` turns a list of "all gradients of one replica" into a list of "one gradient of all replicas".
#
# </details>
#
# ### Two devices at work
#
# TensorFlow does this with a **strategy**. `MirroredStrategy` keeps a mirrored copy of every variable on each device of
# one machine. For `GAN` the rest is as before: build and compile it inside `strategy.scope()`, and give `fit` batches
# of the *global* size.
#
# We have no two GPUs here, but TensorFlow can divide one CPU into two *logical* devices. It has to be told before it
# starts, so the following is a program of its own.

# %%
program = folder / "two_devices.py"
_ = program.write_text("""
import contextlib
from gan_course import models
from gan_course.data import load_images
from gan_course.runtime import tf
from gan_course.training import GAN

cpu = tf.config.list_physical_devices("CPU")[0]
tf.config.set_logical_device_configuration(cpu, [tf.config.LogicalDeviceConfiguration()] * 2)


def train(scope, steps):
    with scope:
        gan = GAN(models.mlp_generator(16, (64,), batch_norm=False, seed=1), models.mlp_discriminator((64,), seed=2))
        gan.compile(steps_per_execution=1, jit_compile=False)
    if steps:
        gan.fit(load_images("digits").batches(64, seed=0).take(steps), verbose=0)
    return gan.get_weights()
""")

# %%
with program.open("a") as more:
    more.write("""

def distance(some, others):
    return max(float(abs(mine - theirs).max()) for mine, theirs in zip(some, others))


strategy = tf.distribute.MirroredStrategy(["CPU:0", "CPU:1"])
start, one, two = train(contextlib.nullcontext(), 0), train(contextlib.nullcontext(), 5), train(strategy.scope(), 5)
print(strategy.num_replicas_in_sync, "replicas")
print(f"five steps moved the weights by {distance(start, one):.6f} at most")
print(f"two devices differ from one by {distance(one, two):.1e} at most")
assert distance(one, two) < 1e-5
""")
if budget.name() == "smoke":
    print("not run at the smoke budget: it takes a process of its own")
else:
    done = subprocess.run([sys.executable, program], capture_output=True, text=True)
    print(done.stdout if done.returncode == 0 else done.stderr)
    assert done.returncode == 0

# %% [markdown]
# Equal but for rounding: sums over two halves are taken in another order than over the whole.
#
# Do not expect it to be faster here: the two logical devices share one CPU, and putting gradients together costs time.
# With real GPUs, what you gain depends on how long a step computes compared with how long it takes to exchange as many
# numbers as the networks have weights, at every step. So give each device enough to do: the global batch grows with the
# number of devices. But a *larger* batch is another training run, and needs another learning rate; and for GANs larger
# is not always better.
#
# **More than one machine.** The same code, with `MultiWorkerMirroredStrategy` in place of `MirroredStrategy`. What it
# takes on a cluster:
#
# - the same program on every machine, each with the environment variable `TF_CONFIG`: a JSON text with the list of all
#   workers' addresses and the number of this one;
# - training begins when all of them are there, and all take every step together: the slowest one sets the pace;
# - the data where every worker can read them;
# - checkpoints on a file system that outlives the machines: without one of the workers the others cannot go on, so all
#   are started again, from the last checkpoint. Now you know why a run should resume bit for bit.
#
# `python -m gan_course.training.multi_worker` shows it with two processes on your own machine.

# %% [markdown]
# ## 9. Experiments of your own
#
# - The race of section 2 with Day 2's networks, `models.mlp_generator()` and `models.mlp_discriminator()`: what is left
#   of the differences? And with batches of 16, or 512?
# - `steps_per_execution` 1, 2, 5, 10, 20: from where on does more not help?
# - EMA momenta 0.9, 0.99 and 0.999 in section 3, each over three seeds.
# - Averaging only the last half of training.
# - `discriminator_steps=2` at equal *time*, not at equal batches: what does the Fréchet distance say?
# - Take a log that your `diagnose` calls healthy, and make the run as sick as you can without its noticing.
# - Kill the program of section 7 at other moments, in the middle of a save if you can hit it.
#
# ## Recap
#
# - A step is a function of the state, a batch and a noise. With both drawn from the *number of the step*, a run can be
#   repeated, entered anywhere, and split over devices.
# - `train_on_batch`, a tape in `tf.function` and `train_step` with `fit` are three ways to write one algorithm; after
#   five steps their weights are equal but for rounding. For that the discriminator's loss must be the *sum* of its two
#   means, and the generator must meet the updated discriminator.
# - What makes a loop slow is going back to Python: for each operation (eager), for each step (`train_on_batch`).
#   Several steps in one call, and XLA for dense networks, are fastest. A Python number as argument of a `tf.function`
#   is traced anew for each value.
# - A moving average with momentum $m$ averages over some $1/(1-m)$ steps: late at first, better later, and steadier.
# - With $k$ discriminator steps the generator has a $k$-th of the updates, and a schedule that counts its own.
# - Losses at chance may be a useless discriminator, or a collapsed generator, or success. Log how diverse the images
#   are.
# - A checkpoint holds all weights, trained or not, both optimizers with their averages and counts. Then a killed run
#   ends bit-identical.
# - Replicas: average by share, and slice one noise.
#
# ## Glossary
#
# | term | meaning |
# |---|---|
# | **callback** | an object whose methods `fit` calls at certain moments, such as the end of an epoch |
# | **checkpoint** | a file with all that a run needs to go on |
# | **diversity** | how much generated images differ from each other, compared with real ones |
# | **eager** | running each operation at once, as Python comes to it |
# | **exponential moving average (EMA)** | an average in which each step back counts less by a factor, the *momentum* |
# | **Fréchet distance (course CNN)** | how far two sets of images differ in mean and covariance of a CNN's features |
# | **global batch** | the images of one step on all devices together |
# | **graph** | the record of a computation that `tf.function` makes and TensorFlow runs |
# | **learning-rate schedule** | the learning rate as a function of the number of updates |
# | **replica** | a copy of the model on one of several devices |
# | **SIGKILL** | the signal that ends a process at once; no program can catch it |
# | **stateless random numbers** | random numbers that are a function of a seed, and of nothing drawn before |
# | **steps per execution** | how many steps run in one call of TensorFlow |
# | **strategy** | TensorFlow's word for how training is spread over devices |
# | **TensorBoard** | a program that shows the logs of runs in a browser |
# | **tracing** | running a function's Python body once, with symbols, to record its graph |
# | **`train_on_batch`** | a method of a compiled Keras model: one update on one batch |
# | **`train_step`** | the method of a Keras model that `fit` calls for each batch |
# | **XLA** | a compiler for TensorFlow's graphs |
#
# ## Further reading
#
# - I. Goodfellow and others, *Generative Adversarial Nets*, 2014, [arXiv 1406.2661](https://arxiv.org/abs/1406.2661):
#   Algorithm 1, with its $k$.
# - D. Kingma and J. Ba, *Adam*, 2014, [arXiv 1412.6980](https://arxiv.org/abs/1412.6980): section 2 on the factor in
#   the gradient.
# - M. Heusel and others, *GANs Trained by a Two Time-Scale Update Rule*, 2017, [arXiv
#   1706.08500](https://arxiv.org/abs/1706.08500): two learning rates in place of $k$ steps.
# - Y. Yazıcı and others, *The Unusual Effectiveness of Averaging in GAN Training*, 2018, [arXiv
#   1806.04498](https://arxiv.org/abs/1806.04498).
# - I. Loshchilov and F. Hutter, *SGDR*, 2016, [arXiv 1608.03983](https://arxiv.org/abs/1608.03983): where cosine decay
#   comes from.
# - J. Salmon and others, *Parallel Random Numbers: As Easy as 1, 2, 3*, 2011, [doi
#   10.1145/2063384.2063405](https://doi.org/10.1145/2063384.2063405): random numbers as a function of a counter.
# - P. Goyal and others, *Accurate, Large Minibatch SGD*, 2017, [arXiv 1706.02677](https://arxiv.org/abs/1706.02677):
#   what a larger global batch asks of the learning rate.
# - A. Brock and others, *Large Scale GAN Training for High Fidelity Natural Image Synthesis*, 2018, [arXiv
#   1809.11096](https://arxiv.org/abs/1809.11096): many devices, large batches, averaged weights.
# - The TensorFlow guides [Better performance with tf.function](https://www.tensorflow.org/guide/function) and
#   [Distributed training](https://www.tensorflow.org/guide/distributed_training).
#
# **Tomorrow** we look at why the two players circle each other at all, and at the tools that make them settle.
