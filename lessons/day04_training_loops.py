# %% [markdown]
# # Day 4: Training loops
#
# **The question of the day.** For three days one call of `fit` has done the training. What happens inside it? How fast
# could it be? And what becomes of a run whose computer is switched off in the middle?
#
# Let us begin with a race. Three programs train the same GAN: equal networks, equal first weights, equal losses, equal
# batches. They do the same arithmetic, and differ only in the *loop* around it. The first is written as one would write
# it down, the second is the same text in one more line of code, the third is `fit`. Each gets the same few seconds; the
# cell takes about three times as long, for they run in turns.

# %%
import subprocess
import sys
import tempfile
from pathlib import Path

from gan_course import budget, checks, plots, training_logs, widgets
from gan_course.data import load_images
from gan_course.demos import day04, long_run, power_cut
from gan_course.demos.day04 import adam, apart, batch_of, new_gan
from gan_course.runtime import device, keras, tf
from gan_course.training import ProgressLine
from gan_course.training_logs.draw import draw_logs
from gan_course.training_logs.make import Diversity

import numpy as np

folder = Path(tempfile.mkdtemp())  # for logs and checkpoints
data = load_images()
print(f"training budget: {budget.name()}; device: {device()}")

# %%
seconds, frames = budget.choose(smoke=(0.02, 2), laptop=(3.0, 8))
record = day04.race(day04.three_ways(data), seconds=seconds, frames=frames)
widgets.frame_slider(day04.race_frames(record), values=record.seconds, description="seconds of training")

# %%
slowest, fastest = min(record.speeds, key=record.speeds.get), max(record.speeds, key=record.speeds.get)
for name, speed in record.speeds.items():
    print(f"{name:22} {speed:8,.0f} images a second")
print(f"{fastest!r} is {record.speeds[fastest] / record.speeds[slowest]:.0f} times as fast as {slowest!r}")
budget.claim(
    "plain Python is slowest, and fit at least three times as fast",
    slowest == "tape, as plain Python" and record.speeds[fastest] > 3 * record.speeds[slowest],
)

# %% [markdown]
# Press play, and see what the same seconds buy. Where does the time of the slow one go, if the arithmetic is the same?
# You will write that loop yourself, let it train, and end with a run that survives a power cut to the last bit.
#
# ## What you will be able to do
#
# - write one training step of a GAN that anyone can repeat exactly, at any time;
# - say what makes a loop slow, and split a step over several devices without changing its result;
# - work out what a moving average of weights averages over, and measure what it does to images;
# - read a training log, and tell a healthy run from four kinds of sick ones;
# - write a loop that can be killed at any moment and still ends as if nothing had happened.
#
# **You need** Day 1 (losses from logits) and Day 2 (the two updates, `tf.GradientTape`). Day 3 is not needed: today's
# networks are small dense ones, so that a step costs next to nothing and the loop around it shows.
#
# **Time.** Some 4,000 words, 35 minutes of reading; with questions and exercises two to three hours. The whole notebook
# stays under four minutes on two CPU cores.
#
# | exercise | you write | points |
# |---|---|---:|
# | 1 | one training step, with a tape | 5 |
# | 2 | gradients from several replicas | 4 |
# | 3 | what a moving average averages | 3 |
# | 4 | a diagnosis of training logs | 4 |
# | 5 | what a checkpoint has to hold | 3 |
# | 6 | a loop that survives power cuts | 4 |

# %% [markdown]
# ## 1. One step, three ways
#
# A training step reads the weights, a batch of real images and some noise. If we want to repeat a run, or to enter it
# in the middle, we must be able to get the *same* noise again. A usual random generator makes that hard, because it has
# a state: what it draws depends on everything that was drawn before. A **stateless** one is a function: the same seed
# gives the same numbers, whoever asks, however often. So we make the seed out of the seed of the run *and the number of
# the step*. The noise of step 1,000 can then be had without going through the 999 before it.


# %%
def noise_of(step, seed=0):
    """Draw the noise of a step: the same for the same seed and step, whatever was drawn before."""
    return tf.random.stateless_normal((day04.BATCH_SIZE, day04.LATENT_DIM), seed=(seed, step))


print("step 7, first numbers:", noise_of(7).numpy()[0, :3])
print("step 8, first numbers:", noise_of(8).numpy()[0, :3])
print("step 7 again:         ", noise_of(7).numpy()[0, :3])

# %% [markdown]
# ### Exercise 1: one training step (5 points)
#
# On Day 2 you wrote the two updates. Now write the whole step, as exactly as a recipe: `tape_step(gan, real_images,
# step)` does with the parts of `gan` what `gan.fit` does with a batch.
#
# 1. Draw noise, standard normal, as many vectors as there are real images, with `tf.random.stateless_normal` from the
#    pair `(gan.seed, step)`; `step` is a tensor.
# 2. Update the discriminator: one step of `gan.discriminator_optimizer` down `gan.adversarial_loss.discriminator_loss`.
# 3. Update the generator: one step of `gan.generator_optimizer` down `gan.adversarial_loss.generator_loss`, with the
#    **same noise**, against the discriminator **as it is after its update**.
#
# Both networks run with `training=True`. Return the two losses, the discriminator's first, each as it was before its
# own player's update. It must work for every loss of the course. The relativistic one compares real with fake also in
# the generator's part, so ask yourself which of the numbers you have at hand are out of date by then. It must also work
# inside `tf.function`, so leave all numbers tensors.


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
        real_logits = gan.discriminator(real_images, training=True)  # the discriminator has changed
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
# with the keywords `real_logits` and `fake_logits`. After the discriminator's update, every logit is another one.
#
# </details>
#
# The check compares with the course's own step on GANs so small that nothing takes time.


# %% check="tape_step" points=5
with checks.exercise("tape_step"):
    for _loss, _seed, _sizes, _first in (
        ("non_saturating", 0, [16], 0),
        ("relativistic", 3, [5], 4),
        ("hinge", 11, [12, 1, 7], 2),
    ):
        _case = f"loss {_loss!r}, seed {_seed}, batches of {_sizes}, steps from {_first}"
        _take_step = tf.function(tape_step) if len(_sizes) == 1 else tape_step
        _found = day04.beside_train_step(_take_step, _loss, seed=_seed, sizes=_sizes, first=_first)
        assert np.shape(_found.returned) == (2,), f"expected the two losses, two numbers; got {_found.returned}"
        _mine = dict(zip(_found.gaps, map(float, _found.returned), strict=True))
        for _player, _expected in zip(_found.gaps, _found.losses, strict=True):
            _gap = _found.gaps[_player]
            assert _gap < 2e-5, f"{_case}: the {_player}'s weights are off by {_gap:.1e} after {_found.steps} steps"
            _right = np.isclose(_mine[_player], _expected, atol=1e-4)
            assert _right, (
                f"{_case}: the {_player}'s loss before its update is {_expected:.5f}; got {_mine[_player]:.5f}"
            )
    ### BEGIN HIDDEN TESTS
    _found = day04.beside_train_step(tape_step, "non_saturating", seed=23, sizes=[7, 9], first=40)
    assert max(_found.gaps.values()) < 2e-5, f"seed 23, batches of 7 and 9, steps from 40: off by {_found.gaps}"
    assert set(_found.updates.values()) == {2}, f"two steps are two updates of each player; got {_found.updates}"
    ### END HIDDEN TESTS

# %% [markdown]
# ### Your step trains
#
# Around the step goes a loop, and that is all there is to it. One line makes it fast: `tf.function`, of which more in
# section 2. Until your step passes its check, the course's stands in for it.

# %%
my_step = checks.or_reference("tape_step", tape_step, day04.tape_step)
gan = new_gan(batch_norm=True)
fast_step = tf.function(lambda real_images, step: my_step(gan, real_images, step))

looks = budget.choose(smoke=(1, 2, 3), laptop=(100, 400, 1_500))
seen = [gan.generate(10, seed=1)]
for step in range(looks[-1]):
    fast_step(batch_of(data.images, step), tf.constant(step))
    if step + 1 in looks:
        seen.append(gan.generate(10, seed=1))

# %%
budget.claim("grey noise first, a dark ground at last", abs(seen[0].mean()) < 0.2 and seen[-1][:, :2].mean() < -0.5)
plots.image_grid(
    np.concatenate(seen),
    columns=10,
    title=f"Your loop: untrained, then after {', '.join(f'{look:,}' for look in looks)} steps",
    alt="Four rows of ten images, made from the same noise by the generator: untrained, and at three moments of "
    "training.",
)

# %% [markdown]
# Grey noise in the first row, strokes on a dark ground in the last: a loop of your own has trained a GAN.
#
# ### The way of the compiled pair
#
# Older programs compile two models and call `train_on_batch` on each. Day 2 showed the trap in it: the discriminator is
# frozen inside a combined model, and may then never learn. There is a way without any freezing. Keras updates the
# weights of the model that was compiled and nothing else, and a *loss* may be any function. So compile the **generator
# alone, with a loss that asks the discriminator**.
#
# One more thing needs care. The discriminator gets real and fake images in one batch, with labels 1 and 0, and Keras's
# cross-entropy is the *mean* over all 128. Our loss is the mean over the real ones **plus** the mean over the fake
# ones: twice as much.


# %%
def compiled_pair():
    """Compile a discriminator, and a generator whose loss asks it."""
    pair = new_gan()  # for its networks

    def tell_apart(labels, logits):
        return 2 * keras.ops.binary_crossentropy(labels, logits, from_logits=True)  # the sum of two means

    def convince(_, fake_images):
        return keras.ops.softplus(-pair.discriminator(fake_images, training=True))  # the non-saturating loss

    pair.discriminator.compile(adam(), loss=tell_apart, jit_compile=False)
    pair.generator.compile(adam(), loss=convince, jit_compile=False)
    return pair


# %%
labels = np.repeat([[1.0], [0.0]], day04.BATCH_SIZE, axis=0).astype("float32")  # (128, 1): real, then fake
no_labels = np.zeros((day04.BATCH_SIZE, 1), "float32")  # Keras wants targets; convince does not look at them


def pair_step(pair, real_images, step):
    """Train the discriminator, then the generator, on one batch."""
    noise = noise_of(step)
    fake_images = pair.generator(noise, training=True)
    pair.discriminator.train_on_batch(tf.concat([real_images, fake_images], axis=0), labels)
    pair.generator.train_on_batch(noise, no_labels)


# %% [markdown]
# The third way is `fit`, which calls `GAN.train_step`. Now five steps of each, with the same weights, batches and
# noise. (The generator has no batch normalisation here. Dense layers do not mind whether images go through them in one
# batch or in two; batch normalisation does.)
#
# > **Predict, then run.** Will the weights of the three be equal after five steps? Equal to the last bit?

# %%
five = np.stack([batch_of(data.images, step) for step in range(5)])  # (5, 64, 28, 28, 1)
by_pair, by_tape, by_fit, untrained = compiled_pair(), new_gan(), new_gan(), new_gan()
graph_step = tf.function(lambda real_images, step: my_step(by_tape, real_images, step))
for step, real_images in enumerate(five):
    pair_step(by_pair, real_images, step)
    graph_step(real_images, tf.constant(step))
by_fit.fit(tf.data.Dataset.from_tensor_slices(five), verbose=0)

pair_off, tape_off = (day04.off_course(gan, by_fit, untrained) for gan in (by_pair, by_tape))
print(f"five steps of fit moved no weight by more than {apart(by_fit, untrained):.4f}")
print(f"train_on_batch is off fit's course by {pair_off:.1e} of the way")
print(f"tape           is off fit's course by {tape_off:.1e} of the way")
assert max(pair_off, tape_off) < 0.05

# %% [markdown]
# <details><summary>Answer</summary>
#
# Equal, but for rounding, mostly some $10^{-7}$ of the way: in 32-bit arithmetic one mean over 128 numbers is not quite
# two means over 64. Now and then such a bit decides on which side of its kink a leaky ReLU lies; Adam, which divides by
# small numbers, makes it a hundredth. Three ways to write one algorithm.
#
# </details>
#
# Draw new noise for the generator's step, or update the generator first: that is a GAN too, but *another* algorithm,
# and off by a quarter of the way.
#
# <details><summary>Deeper: what if one forgets the factor 2?</summary>
#
# Then the discriminator descends half of its loss. With plain gradient descent its steps are half as long. Adam hardly
# notices: its step is $m / (\sqrt{v} + \varepsilon)$ times the learning rate, with running means $m$ of the gradient
# and $v$ of its square, so that a factor in the loss cancels, all but the tiny $\varepsilon$. The mistake can go
# unnoticed for years. It comes back when a penalty is added to the loss (Day 5), which then weighs twice as much as was
# meant.
#
# </details>
#
# <details><summary>Deeper: several steps for the discriminator, and learning rates that fall</summary>
#
# In Algorithm 1 of the first paper the discriminator takes $k$ steps for each one of the generator's, because the
# generator's gradient is good advice only if the discriminator knows the present generator. Here it is `compile(…,
# discriminator_steps=k)`: every batch gives a step of the discriminator, and every $k$-th batch of the whole run one of
# the generator. So after $B$ batches the generator has had $\lfloor B/k \rfloor$ updates. A learning-rate schedule such
# as `CosineDecay(5e-4, decay_steps=300)` counts the updates of *its own* optimizer: with $k = 3$ and 300 batches the
# discriminator's rate ends at 0, the generator's at three quarters of its start, for it has gone a third of the way
# along its cosine. Give the generator `decay_steps=100`. In practice $k = 1$ and a larger rate for the discriminator
# often does as well, for less (Heusel et al. 2017).
#
# </details>

# %% [markdown]
# ## 2. Fast: less Python, more devices
#
# The arithmetic of a step is the same in all loops. What differs is all the rest: the Python between the operations,
# and how often TensorFlow is entered and left. `tf.function` removes most of it. It runs the Python body of a function
# **once**, with symbols in place of numbers, and records the operations: that is **tracing**. The record, a *graph*, is
# what runs from then on.
#
# Once for each *kind of arguments*, to be exact. A tensor counts by its dtype and shape. A Python number counts by its
# value, because the body could do anything with it, such as a loop of that many rounds.
#
# > **Predict, then run.** Each of these lists is passed, one element after the other, to a new `tf.function`. How often
# > is its body traced: (a) the Python numbers 0, 1, 2, 3? (b) the same as tensors? (c) batches of 64, 64, 64 and 5
# > images?


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
# (a) Four, (b) one, (c) two. Passing the number of the step as a Python number means to trace *at every step*, which is
# slower than not to use `tf.function` at all. And a partial last batch costs a second trace, at the end of the first
# epoch, when you have stopped watching: one more reason to drop it.
#
# </details>
#
# Now the race again, with six runners, each trained on batches of 64:
#
# - your step as plain Python (**eager**), where each operation is a call from Python into TensorFlow;
# - the compiled pair, with `train_on_batch`;
# - your step in `tf.function`;
# - `fit`, which comes back to Python after every step, for its callbacks;
# - `fit` with 50 **steps per execution**: a loop *inside* the graph takes 50 steps before Python hears of it;
# - the same through **XLA**, a compiler that turns the graph into machine code and merges neighbouring operations.
#
# > **Predict, then run.** Which is slowest, which fastest? By what factor do the two differ?

# %%
stream = data.batches(day04.BATCH_SIZE, seed=0).repeat()
eager = new_gan()


def each_batch(take_step):
    """Make a loop that takes some steps, one for each batch of the stream."""
    return lambda steps: [take_step(images, tf.constant(step)) for step, images in enumerate(stream.take(steps))]


def fitting(**how):
    """Make a loop that lets fit take some steps."""
    trained = new_gan(**how)
    return lambda steps: trained.fit(stream, steps_per_epoch=steps, verbose=0)


# %%
loops = {
    "your step, eager": each_batch(lambda images, step: my_step(eager, images, step)),
    "train_on_batch, compiled pair": each_batch(lambda images, step: pair_step(by_pair, images, int(step))),
    "your step in tf.function": each_batch(graph_step),
    "fit": fitting(),
    "fit, 50 steps a call": fitting(steps_per_execution=50),
}
if budget.name() != "smoke":  # to compile takes some seconds
    loops["fit, 50 steps a call, XLA"] = fitting(steps_per_execution=50, jit_compile=True)

# %%
steps, rounds = budget.choose(smoke=(2, 1), laptop=(150, 3))
for loop in loops.values():
    loop(2)  # trace and compile
counts = {name: max(1, steps // 10) if "eager" in name else steps for name in loops}
speeds = day04.images_per_second(loops, steps=counts, rounds=rounds)

# %%
median = {name: np.median(measured) for name, measured in speeds.items()}
print(f"fastest to slowest: {max(median.values()) / min(median.values()):.0f} to 1")
graph = graph_step.get_concrete_function(tf.constant(five[0]), tf.constant(0)).graph
print(f"the graph of one step has {len(graph.get_operations()):,} operations")
budget.claim("the eager loop is slowest", min(median, key=median.get) == "your step, eager")
budget.claim(
    "50 steps a call beat train_on_batch", max(list(median.values())[4:]) > median["train_on_batch, compiled pair"]
)
day04.speed_bars(
    speeds,
    title=f"{len(loops)} ways to take the same steps",
    alt="A bar for each loop, with the images that it trains on a second.",
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# The eager loop is slowest; a variant with 50 steps a call is fastest; the factor stands above the chart. Where the
# time goes:
#
# - **eager**: Python hands the operations of a step to TensorFlow one by one;
# - **the compiled pair** runs two graphs a step, makes the fake images twice, and waits for the loss after each call;
# - **your step in `tf.function`** is one call a step, with almost nothing around it;
# - **`fit`** does more around each call: callbacks, metrics, a guard against losses that are not finite;
# - **50 steps a call** divides all of that by 50;
# - **XLA** can speed up the arithmetic itself. For networks as small as these it may gain little. For convolutions on a
#   CPU it is slower, which is why the course's `jit_compile="auto"` uses it for dense networks only.
#
# </details>
#
# The larger the networks, the smaller these differences. What one pays for 50 steps a call: no callback between two of
# them, so nothing can be shown, saved or stopped in between.
#
# ### More devices
#
# When Python is out of the way and a step still takes long, a batch can be split: each device has a copy of the model,
# a **replica**, gets a share of the batch and computes gradients; these are put together, and all replicas take the
# same step, so that they stay equal. Done right, two devices do *exactly what one would do* with the whole batch.
#
# ### Exercise 2: gradients from several replicas (4 points)
#
# Write `replicated_gradients(gradients, real_images, noise, replicas)`. The function `gradients(real_images, noise)`
# returns a list of arrays: the gradients of a loss that is a **mean** over the images and noise vectors it is given (as
# many of the one as of the other). Call it once for each replica, and return the list of arrays that belongs to the
# *whole* batch. Shares are in order and as equal as possible, the larger ones first: 7 images on 2 replicas are 4 and
# 3. Think about two things: what must each replica's noise be, so that the result does not depend on how many there
# are? And how much does each replica's answer count?


# %% exercise="replicated_gradients"
def replicated_gradients(gradients, real_images, noise, replicas):
    """Compute the gradients of a batch in shares, as several replicas would."""
    ### BEGIN SOLUTION
    shares = zip(np.array_split(real_images, replicas), np.array_split(noise, replicas), strict=True)
    parts = [(len(images) / len(real_images), gradients(images, vectors)) for images, vectors in shares]
    return [sum(one) for one in zip(*([part * gradient for gradient in own] for part, own in parts), strict=True)]
    ### END SOLUTION


# %%
def mean_and_product(images, noise):
    """Stand in for gradients: two means over the batch, of unlike shapes, easy to check by hand."""
    return [np.mean(images, axis=0), np.mean(images * noise)]


class Witness:
    """Stands in for other gradients, and remembers the sizes of the shares, and the images in order."""

    def __init__(self, factors):
        self._factors, self._sizes, self._images = factors, [], []

    def __call__(self, images, noise):
        self._sizes.append((len(images), len(noise)))
        self._images += np.asarray(images).tolist()
        means = [*mean_and_product(images, noise), np.mean(images**2, axis=0)]
        return [factor * mean for factor, mean in zip(self._factors, means, strict=False)]


# %% check="replicated_gradients" points=4
with checks.exercise("replicated_gradients"):
    _seven = np.array([[1.0, 0.0], [2.0, 1.0], [3.0, 0.0], [6.0, 1.0], [8.0, 3.0], [-4.0, 2.0], [0.5, 7.0]])
    _vectors = np.array([[1.0], [0.0], [-1.0], [2.0], [0.5], [-0.3], [1.7]])
    _cases = ([3, 2], (1, 1)), ([4, 3], (-0.3, 2.5)), ([3, 2, 2], (3, 1, 0.7)), ([2, 1, 1, 1], (5, 0.4)), ([5], (2, -4))
    for _sizes, _factors in (*_cases, ([1] * 5, (-1, 8, 0.1))):
        _images, _noise, _replicas = _seven[: sum(_sizes)], _vectors[: sum(_sizes)], len(_sizes)
        _witness = Witness(_factors)
        _answer = replicated_gradients(_witness, _images, _noise, _replicas)
        _expected = [(size, size) for size in _sizes]
        assert _witness._sizes == _expected, (
            f"{_replicas} replicas: (images, noise vectors) of each share {_expected}; got {_witness._sizes}"
        )
        _message = f"{_replicas} replicas: expected the images in order, share by share; got {_witness._images}"
        assert _witness._images == _images.tolist(), _message
        _whole = Witness(_factors)(_images, _noise)
        _message = f"`gradients` returns {len(_whole)} arrays, so as many are expected; got {len(_answer)}"
        assert len(_answer) == len(_whole), _message
        for _mine, _one in zip(map(np.asarray, _answer), _whole, strict=True):
            _message = f"{_replicas} replicas: `gradients` of the whole batch would give {_one}; got {_mine}"
            assert _mine.shape == np.shape(_one), _message
            assert np.allclose(_mine, _one, atol=1e-5), _message
    ### BEGIN HIDDEN TESTS
    _random = np.random.default_rng(0)
    _images, _noise = _random.standard_normal((11, 2)), _random.standard_normal((11, 1))
    for _mine, _whole in zip(
        replicated_gradients(mean_and_product, _images, _noise, 4), mean_and_product(_images, _noise), strict=True
    ):
        assert checks.near(_mine, _whole, atol=1e-5), "11 images on 4 replicas give other gradients than one device"
    _shares = []

    def _noted(images, noise):
        _shares.append(len(images))
        return mean_and_product(images, noise)

    replicated_gradients(_noted, _images, _noise, 4)
    assert _shares == [3, 3, 3, 2], f"11 images on 4 replicas: expected shares of 3, 3, 3 and 2; got {_shares}"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `np.array_split(array, replicas)` cuts as the task wants it. If 4 images have the mean $a$ and 3 others the mean $b$,
# what is the mean of all 7?
#
# </details>
# <details><summary>Hint 2</summary>
#
# `zip(*results)` turns a list of "all gradients of one replica" into a list of "one gradient of all replicas".
#
# </details>
#
# On the gradients of a real discriminator, with 64 images on three replicas:


# %%
def discriminator_gradients(real_images, noise):
    """Compute the gradients of the discriminator's loss with respect to its weights."""
    with tf.GradientTape() as tape:
        logits = {"real_logits": untrained.discriminator(real_images)}
        logits["fake_logits"] = untrained.discriminator(untrained.generator(noise))
        loss = untrained.adversarial_loss.discriminator_loss(**logits)
    return [gradient.numpy() for gradient in tape.gradient(loss, untrained.discriminator.trainable_variables)]


combine = checks.or_reference("replicated_gradients", replicated_gradients, day04.replicated_gradients)
whole = discriminator_gradients(five[0], noise_of(0).numpy())
split = combine(discriminator_gradients, five[0], noise_of(0).numpy(), 3)
gap = max(np.abs(np.asarray(mine) - theirs).max() for mine, theirs in zip(split, whole, strict=True))
print(f"largest gradient {max(np.abs(one).max() for one in whole):.4f}; three replicas differ by at most {gap:.1e}")
assert gap < 1e-5

# %% [markdown]
# TensorFlow does this with a **strategy**. Build and compile the `GAN` inside `with
# tf.distribute.MirroredStrategy().scope():`, give `fit` batches of the *global* size, and the rest is as before. We
# have no two GPUs here, but one CPU can be divided into two *logical* devices, if TensorFlow is told before it starts.
# So this is a program of its own, which ends with an error if the weights differ by more than rounding:

# %%
if budget.name() == "smoke":
    print("not run at the smoke budget: it takes a process of its own")
else:
    command = [sys.executable, "-m", "gan_course.demos.two_devices"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path(day04.__file__).parents[2])
    print(done.stdout if done.returncode == 0 else done.stderr)
    assert done.returncode == 0

# %% [markdown]
# <details><summary>Deeper: when are two devices faster, and what of several machines?</summary>
#
# Not here: the two logical devices share one CPU. With real GPUs it depends on how long a step computes, compared with
# how long it takes to exchange as many numbers as the networks have weights. So give each device enough to do: the
# global batch grows with the number of devices. But a *larger* batch is another training run, and needs another
# learning rate; and for GANs larger is not always better. Batch normalisation sees its own share only, so with it the
# result does differ.
#
# On several machines the strategy is `MultiWorkerMirroredStrategy`, and the loop is one of your own again, because
# Keras's `fit` cannot run on several workers; the step stays `GAN`'s. Every machine runs the same program, with a
# variable `TF_CONFIG` that lists all workers and says which one this is. All take every step together, so the slowest
# sets the pace; and when one is lost, all are started again from the last checkpoint. `python -m
# gan_course.training.multi_worker --workers 2` shows it with two processes on your own machine.
#
# </details>

# %% [markdown]
# ## 3. The average of the weights
#
# The generator of a GAN never comes to rest: each step pulls it towards whatever fools the discriminator *now*. But
# where it circles around a good place, the mean of where it was may be better than any one of the places. So keep an
# **exponential moving average** (EMA) beside the weights. After the first step it is $a_1 = w_1$, and then
#
# $$ a_s = m \, a_{s-1} + (1 - m) \, w_s , $$
#
# with a **momentum** $m$ slightly below 1. Training does not read $a$; it is for making images.
#
# ### Exercise 3: what a moving average averages (3 points)
#
# An average is a weighted sum: $a_n = \sum_s c_s w_s$. Write `ema_shares(n, momentum)`: the $n$ shares $c_1, \dots,
# c_n$, oldest first. Put the recursion into itself a few times, and see the pattern. `n` may be as large as 10,000; the
# momentum is from 0 up to and including 1.


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
    for _n, _momentum, _expected in (
        (1, 0.9, [1.0]),
        (2, 0.75, [0.75, 0.25]),
        (3, 0.5, [0.25, 0.25, 0.5]),
        (4, 0.2, [0.008, 0.032, 0.16, 0.8]),
        (3, 0.0, [0.0, 0.0, 1.0]),
        (3, 1.0, [1.0, 0.0, 0.0]),
    ):
        _shares = np.asarray(ema_shares(_n, _momentum), dtype=float)
        assert _shares.shape == (_n,), f"{_n} steps have {_n} shares; got an array of shape {_shares.shape}"
        _total = _shares.sum()
        assert np.isclose(_total, 1), f"{_n} steps, momentum {_momentum}: the shares add up to 1; got {_total:.4f}"
        _right = np.allclose(_shares, _expected, atol=1e-5)
        assert _right, f"{_n} steps, momentum {_momentum}: expected {_expected}, oldest first; got {_shares.tolist()}"
    _many = np.asarray(ema_shares(10_000, 0.999), dtype=float)
    _message = f"10,000 steps, momentum 0.999: sum 1, newest share 0.001; got {_many.sum():.4f}, {_many[-1]:.6f}"
    assert np.allclose([_many.sum(), 1000 * _many[-1]], 1, atol=0.005), _message
    for _n, _momentum, _place, _expected in ((10_000, 0.999, 1, 4.5264e-8), (18, 0.2, 1, 5.243e-12)):
        _share = np.asarray(ema_shares(_n, _momentum), dtype=float)[_place]
        _message = f"{_n} steps, momentum {_momentum}: step {_place + 1} has a share of {_expected}; got {_share}"
        assert np.isclose(_share, _expected, rtol=0.01, atol=0), _message
    ### BEGIN HIDDEN TESTS
    _random = np.random.default_rng(0)
    for _n, _momentum in ((5, 0.9), (40, 0.97), (7, 0.3)):
        _weights = _random.standard_normal(_n)
        _average = _weights[0]
        for _weight in _weights[1:]:
            _average = _momentum * _average + (1 - _momentum) * _weight
        _message = f"{_n} steps, momentum {_momentum}: not the recursion's average"
        assert np.isclose(np.asarray(ema_shares(_n, _momentum)) @ _weights, _average, atol=1e-5), _message
    _first = np.asarray(ema_shares(1000, 0.999), dtype=float)[0]
    assert np.isclose(_first, 0.999**999, rtol=1e-3), f"1,000 steps, momentum 0.999: the first has 0.368; got {_first}"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# $a_2 = m w_1 + (1-m) w_2$ and $a_3 = m a_2 + (1-m) w_3$. Multiply out. Which power of $m$ stands before $w_s$ in
# $a_n$? And which step has no factor $(1 - m)$?
#
# </details>
# <details><summary>Hint 2</summary>
#
# `np.arange(n - 1, -1, -1)` counts down to 0. A loop that starts from the shares of one step, `[1.0]`, works as well.
#
# </details>
#
# > **Predict, then run.** With a momentum of 0.995, how many of the last steps make up half of the average? And with
# > 0.999, what share has the very first step after 1,000?

# %%
shares_of = checks.or_reference(
    "ema_shares", ema_shares, lambda n, m: np.diff([0, *(m ** np.arange(n - 1, -1, -1.0))]), arrays=True
)
for momentum in (0.9, 0.99, 0.995, 0.999):
    recent = np.cumsum(shares_of(5_000, momentum)[::-1])  # of the newest 1, 2, 3 … steps
    half = int(np.argmax(recent >= 0.5)) + 1
    first = shares_of(1_000, momentum)[0]
    print(f"momentum {momentum:5}: the last {half:3} steps make up half; share of step 1 after 1,000: {first:.3f}")

# %% [markdown]
# <details><summary>Answer</summary>
#
# The last 139 steps, that is $\log\frac12 / \log m \approx 0.69 / (1 - m)$, rounded up. With 0.999, after 1,000 steps
# the network of the very first step still makes up more than a third. So a good momentum depends on how long you train:
# the mean age of what is averaged is about $1/(1 - m)$ steps, and by so much the average is late.
#
# </details>
#
# In Keras the average is an option of the optimizer: `Adam(…, use_ema=True, ema_momentum=0.99)`. `with
# gan.averaged_weights():` puts it in place for a while, and at its end `fit` puts it there for good.
#
# Does it help? We train three GANs with a high learning rate, and measure after each epoch how good their images are,
# with the weights of the moment and with the average. The measure is the **Fréchet distance** of features: the course's
# small CNN for digits turns each image into 64 numbers, and two sets of images are compared by the mean and the
# covariance of these. It is 0 for equal sets; lower is better. (Day 6 asks what it is worth.)
#
# A **callback** measures it: an object whose methods `fit` calls, here at the end of each epoch. What it adds to the
# log of the epoch, all later callbacks find there, such as `CSVLogger`, which writes a line of a file for each epoch.
#
# > **Predict, then run.** Which is better, the weights of the moment or their average: in the first epoch? in the
# > second half of training?

# %%
held_out = load_images(data.name, split="test").images
held_out = held_out[np.random.default_rng(0).permutation(len(held_out))[:1_000]]
some_real = data.images[np.random.default_rng(1).permutation(len(data.images))[:2_000]]
quality = day04.Quality(some_real, samples=len(held_out))

# %%
seeds, epochs = budget.choose(smoke=((0,), 2), laptop=((0, 1, 2), 12))
size = {"epochs": epochs} | budget.choose(
    smoke={"steps_per_epoch": 10, "steps_per_execution": 10}, laptop={"steps_per_epoch": 100, "steps_per_execution": 50}
)
runs = []
for seed in seeds:
    logger = keras.callbacks.CSVLogger(folder / f"run-{seed}.csv")
    callbacks = [quality, Diversity(data.images), logger, ProgressLine()]
    runs.append(day04.train_averaged(data, *callbacks, seed=seed, **size))

# %%
floor = quality.distance(held_out)
moment, averaged = (np.array([history[name] for _, history in runs]) for name in ("frechet", "averaged_frechet"))
for seed in seeds:
    print(
        f"seed {seed}: first epoch {moment[seed, 0]:6.1f} (moment), {averaged[seed, 0]:6.1f} (average); second half "
        f"{moment[seed, epochs // 2 :].mean():5.1f} (moment), {averaged[seed, epochs // 2 :].mean():5.1f} (average)"
    )
first, second = slice(0, 1), slice(epochs // 2, None)
for when, part in {"in the first epoch": first, "in the second half": second}.items():
    better = averaged[:, part].mean(axis=1) < moment[:, part].mean(axis=1)
    print(f"{when} the average is better in {better.sum()} of {len(seeds)} runs")
budget.claim(
    "in the second half the average is better, over all runs", averaged[:, second].mean() < moment[:, second].mean()
)
print(f"real against real: {floor:.1f}, with as many images")
plots.curves(
    {"weights of the moment": np.log10(moment.mean(axis=0)), "their moving average": np.log10(averaged.mean(axis=0))},
    guides={"real against real": np.log10(floor)},
    title=f"Mean of {len(seeds)} runs, logarithmic: lower is better",
    x_label=f"epoch of {size['steps_per_epoch']} steps",
    y_label="log₁₀ of the Fréchet distance",
    alt="Two curves of the Fréchet distance over the epochs, for the weights of the moment and their moving average.",
)

# %%
last_gan, _ = runs[-1]
plots.image_grid(
    np.concatenate([quality.images[:20], last_gan.generate(20, seed=3)]),
    columns=10,
    title="Two rows by the last weights, then two by their average, from the same noise",
    alt="Four rows of ten digits: two made with the weights of the last step, and two made from the same noise with "
    "the averaged weights.",
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# The cell prints in how many runs. In the first epoch everything gets better quickly, and the average is late: that
# speaks for the moment. In the second half the weights gain less than they jump about, and over all runs the average is
# better.
#
# </details>
#
# And it costs next to nothing: Progressive GAN, BigGAN and StyleGAN all average their generator's weights. Two limits:
# a collapsed generator stays collapsed when averaged; and after `fit` has put the average in place, a second `fit` goes
# on from there, and not from where training was. Section 5 goes on properly.

# %% [markdown]
# ## 4. Reading training logs
#
# A run takes hours, and you look at its log. Is it going well? Here are five real ones, all from small GANs of dense
# layers on digits, trained by `python -m gan_course.training_logs`. Each shows both losses, the two accuracies of the
# discriminator (the share of real and of fake images that it is right about), and the **diversity**: how much images
# made from a fixed noise differ from each other, where 1 is as much as real images do. One run went well. In the others
#
# - the **discriminator has won**: it tells everything apart, and the generator no longer gets anywhere;
# - the generator has **collapsed** and makes almost one image only;
# - the discriminator is at **chance** and knows nothing;
# - training has **diverged**: numbers without any sense.
#
# > **Predict, then run.** Run the cell, look at A to E, and say which is which before you unfold the answer. What is it
# > in each that tells you?

# %%
letters = dict(zip("ABCDE", sorted(training_logs.NAMES, key=lambda name: name[3]), strict=True))  # no peeping
draw_logs(
    {letter: training_logs.load(name, seed=0) for letter, name in letters.items()},
    alt="Five rows, A to E. A: the discriminator's loss at 0, the generator's above 10, both accuracies 1. B: losses "
    "of many billions. C: losses between their chance levels, accuracies near 0.7, diversity near 0.9. D: losses near "
    "their chance levels, fake accuracy and diversity near 0.1. E: losses at their chance levels, diversity above 1.5.",
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# - **A: the discriminator has won.** It is right about every image, its loss is next to 0, and the generator's rises
#   and rises. A diversity above 1 is no comfort: noise is diverse. (The generator's learning rate was far too small,
#   the discriminator's large.)
# - **B: diverged.** Losses of billions; note the logarithmic axis. Accuracies of 1 and a diversity that wanders mean
#   nothing here. (Both rates were ten thousand times too large.)
# - **C: healthy.** The discriminator's loss stays below its chance level $2 \log 2$, the generator's above its own,
#   $\log 2$; seven images in ten are told right; the diversity comes down from that of noise and ends near 1.
# - **D: collapsed.** Look at the losses alone and you would call it perfect: both at chance! Two things give it away:
#   the diversity, near 0.1, and a discriminator that takes nearly every fake for real, while it knows most real images.
#   The generator makes one image, which moves on as soon as the discriminator has learned to know it. (It had no batch
#   normalisation, and the discriminator was too slow.)
# - **E: at chance.** Both losses *on* their chance levels, as good as constant; both accuracies lie below one half, and
#   the diversity stays that of noise. In theory perfection looks like this, too; but it does not come within a few
#   hundred steps. (Here the labels were shuffled apart from their images, an easy mistake in a loop of one's own.)
#
# </details>
#
# ### Exercise 4: a diagnosis (4 points)
#
# Write `diagnose(log)`: look at a log, and return `"healthy"`, `"discriminator_wins"`, `"collapse"`, `"chance"` or
# `"diverged"`. A log is a dictionary of arrays, `d_loss`, `g_loss`, `real_accuracy`, `fake_accuracy` and `diversity`,
# with one number for every 50 steps; some logs are short. What counts is the state at the *end*: the last ten rows, for
# one alone is noisy. Runs may fall ill late, or recover. A loss that is not a number in one of these rows has diverged.
# The check tries ten logs, some that change late, and some with a column of another run, where others still tell;
# grading, others of the same five kinds.


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


# %% check="diagnose" points=4
with checks.exercise("diagnose"):
    for _expected, _what, _log in day04.logs_to_diagnose():
        _before = {column: values.copy() for column, values in _log.items()}
        _verdict = diagnose(_log)
        assert _verdict in training_logs.NAMES, f"expected one of {', '.join(training_logs.NAMES)}; got {_verdict!r}"
        assert _verdict == _expected, f"log ({_what}): expected {_expected!r}; got {_verdict!r}"
        _same = all(np.array_equal(_log[column], _before[column], equal_nan=True) for column in _before)
        assert _same, "a diagnosis looks at the log and does not change it"
    ### BEGIN HIDDEN TESTS
    for _seed in training_logs.SEEDS[2:]:
        for _name in training_logs.NAMES:
            _verdict = diagnose(training_logs.load(_name, seed=_seed))
            assert _verdict == _name, f"a log of the kind {_name!r}, seed {_seed}: diagnosed as {_verdict!r}"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Go from the clearest sign to the faintest: which disease hides behind which, if you look for it first? A run that has
# diverged may also have accuracies of 1, and a collapsed one losses at chance.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `training_logs.means_at_the_end(log)` gives the means of the last ten rows; print them for the ten logs and put your
# thresholds into the gaps. A comparison with NaN is always false: ask `np.isfinite`.
#
# </details>
#
# How does it do on all logs that the course has, and what does it say of the three runs of section 3? Their logs were
# written by `CSVLogger`, so we read the files.

# %%
diagnosis_of = checks.or_reference("diagnose", diagnose, training_logs.diagnose)
known = [(name, seed) for name in training_logs.NAMES for seed in training_logs.SEEDS]
right = [diagnosis_of(training_logs.load(name, seed=seed)) == name for name, seed in known]
print(f"{sum(right)} of {len(right)} logs told right")
for seed in seeds:
    table = np.genfromtxt(folder / f"run-{seed}.csv", delimiter=",", names=True)
    log = {column: table[column] for column in training_logs.COLUMNS}
    at_the_end = ", ".join(f"{name} {value:.2f}" for name, value in training_logs.means_at_the_end(log).items())
    print(f"run-{seed}.csv: {diagnosis_of(log)}; {at_the_end}")

# %% [markdown]
# In your own runs, log the diversity, or a number such as the Fréchet distance: of the four diseases, collapse is the
# one that the losses hide. And look at the images.
#
# <details><summary>Deeper: TensorBoard</summary>
#
# `keras.callbacks.TensorBoard(folder)` among the callbacks writes the same numbers for TensorBoard, a program that
# shows the curves of many runs in a browser: `tensorboard --logdir FOLDER` in a terminal. Our `frechet` and `diversity`
# appear there too, if their callbacks come first in the list.
#
# </details>

# %% [markdown]
# ## 5. Kill and resume
#
# Long runs get interrupted: a power cut, a cluster that wants its machine back. What has to be on the disk, so that a
# new process can go on *as if nothing had happened*, with the same weights to the last bit? Everything that a later
# step reads:
#
# - what steps or callbacks *change*: the state;
# - the batches and the noise. These are functions of a seed and the number of the step, so the number is enough. Here
#   the trick of section 1 pays off.
#
# ### Exercise 5: what a checkpoint has to hold (3 points)
#
# Write `state_of(gan)`: the list of all Keras variables whose values have to be saved, always in the same order. The
# check saves their values after a few steps, builds a *new* GAN with other initial weights, assigns the values to the
# variables that your function lists for that one, and trains on. The GAN has batch normalisation in both networks, two
# optimizers, one with another learning rate by then, and a moving average of its generator's weights. `gan.generator`,
# `gan.discriminator` and `gan.optimizer` have `.variables`, the networks `.trainable_variables`, too; `gan.optimizer`
# stands for both players' optimizers.


# %% exercise="state_of"
def state_of(gan):
    """List the variables that a run needs in order to go on exactly."""
    ### BEGIN SOLUTION
    return [*gan.generator.variables, *gan.discriminator.variables, *gan.optimizer.variables]
    ### END SOLUTION


# %% check="state_of" points=3
with checks.exercise("state_of"):
    _original, _resumed, _at_first = day04.stop_and_go_on(state_of)
    for _player, _gap in _at_first.items():
        assert _gap == 0, f"just after loading, the {_player}'s weights (all, trained or not) are off by {_gap:.1e}"
    for _player in _at_first:
        _gap = apart(getattr(_original, _player), getattr(_resumed, _player), trained_only=False)
        assert _gap == 0, f"three steps later, the {_player}'s weights are off by {_gap:.1e}; what is missing?"
    with _original.averaged_weights(), _resumed.averaged_weights():
        _gap = apart(_original.generator, _resumed.generator)
    assert _gap == 0, f"three steps later, the average of the generator's weights is off by {_gap:.1e}"
    for _optimizer in ("generator_optimizer", "discriminator_optimizer"):
        _counts = [int(getattr(gan, _optimizer).iterations) for gan in (_original, _resumed)]
        assert _counts[0] == _counts[1], f"the {_optimizer} should have counted {_counts[0]} steps; got {_counts[1]}"
    ### BEGIN HIDDEN TESTS
    _pairs = zip(_original.optimizer.variables, _resumed.optimizer.variables, strict=True)
    assert all(np.array_equal(a.numpy(), b.numpy()) for a, b in _pairs), "an optimizer's state is not the same"
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
# All that is missing lies in the three things named in the task. Print `[variable.path for variable in …]` for each.
#
# </details>
#
# > **Predict, then run.** What if one saves the weights only, as `save_weights` does and many programs do? Adam starts
# > with empty memories then, and the noise from its first step. How far apart are the two runs three steps later?

# %%
everything = checks.or_reference(
    "state_of", state_of, lambda gan: [*gan.generator.variables, *gan.discriminator.variables, *gan.optimizer.variables]
)


def weights_only(gan):
    """List what most programs save."""
    return [*gan.generator.variables, *gan.discriminator.variables]


for what, variables_of in {"weights only": weights_only, "everything": everything}.items():
    original, resumed, _ = day04.stop_and_go_on(variables_of)
    print(f"{what:13} largest difference three steps later: {apart(original, resumed):.4f}")

# %% [markdown]
# <details><summary>Answer</summary>
#
# By as much as Adam moves a weight in a few steps: the resumed run is a *different run* from its first step on. Nothing
# looks wrong, and often the result is as good. But it cannot be repeated, the average has forgotten what it averaged,
# and a learning-rate schedule starts again, at the highest rate.
#
# </details>
#
# ### Exercise 6: a loop that survives power cuts (4 points)
#
# Now the loop: `train_safely(variables, take_step, steps, disk, every)` takes the steps 0, 1, … up to but not including
# `steps`, with `take_step(step)`. Called again after a power cut, by a new process with fresh `variables`, it must go
# on from the last checkpoint and end with the same values as without the cut. A checkpoint is written after every
# `every` steps, and after the last step; so at most `every` steps are taken twice. A finished run takes no more steps.
#
# The `disk` is a pretend one, so that the check can pull the plug at *every possible moment*:
#
# - `disk.has(name)` tells whether there is a file of that name;
# - `disk.write(name, number, variables)` writes a number of steps and the variables' values. **If the power goes while
#   it writes, half a file is left, and what stood in it before is lost**;
# - `disk.read(name)` returns the number and a list of arrays; half a file gives a `ValueError`;
# - `disk.rename(old, new)` gives a file another name, in place of the file that had it: *at once, or not at all*.


# %% exercise="train_safely"
def train_safely(variables, take_step, steps, disk, every):
    """Take all steps such that after a power cut at any moment the same call goes on."""
    ### BEGIN SOLUTION
    done = 0
    if disk.has("checkpoint"):
        done, values = disk.read("checkpoint")
        for variable, value in zip(variables, values, strict=True):
            variable.assign(value)
    for step in range(done, steps):
        take_step(step)
        if (step + 1) % every == 0 or step + 1 == steps:
            disk.write("new checkpoint", step + 1, variables)
            disk.rename("new checkpoint", "checkpoint")
    ### END SOLUTION


# %% check="train_safely" points=4
with checks.exercise("train_safely"):
    for _steps, _every in ((7, 3), (4, 2), (3, 5)):
        _expected, _lives, _written = power_cut.survive(train_safely, steps=_steps, every=_every)
        _run = f"{_steps} steps, a checkpoint every {_every}"
        assert _lives == [list(range(_steps))], f"{_run}, no cut: expected the steps 0 to {_steps - 1}; got {_lives[0]}"
        _due = [step for step in range(1, _steps + 1) if step % _every == 0 or step == _steps]
        assert _written == _due, f"{_run}: checkpoints are due after {_due} steps; the numbers written are {_written}"
        _fault = power_cut.handover_fault(train_safely, steps=_steps, every=_every) if _every < _steps else None
        assert _fault is None, f"{_run}: {_fault}"
        for _cuts in [(moment, *more) for moment in range(_steps + 2 * len(_due) + 1) for more in ((), (2,), (5,))]:
            _when = f"{_run}, power cut at moment {' and then '.join(map(str, _cuts))}"
            _final, _lives, _written = power_cut.survive(train_safely, steps=_steps, every=_every, cuts=_cuts)
            assert _final == _expected, (
                f"{_when}: the state at the end should be {_expected}; got {_final}; steps {_lives}"
            )
            _most = _steps + _every * len(_cuts)
            _taken = sum(map(len, _lives))
            assert _taken <= _most, f"{_when}: at most {_most} steps are needed; got {_taken}: {_lives}"
    ### BEGIN HIDDEN TESTS
    _whole, *_ = power_cut.survive(train_safely, steps=11, every=4)
    for _cuts in [(moment, 5, 3) for moment in range(20)]:
        _final, *_ = power_cut.survive(train_safely, steps=11, every=4, cuts=_cuts)
        assert _final == _whole, f"11 steps, a checkpoint every 4, cuts at {_cuts}: not as without them"
    _whole, *_ = power_cut.survive(train_safely, steps=1300, every=100)
    _final, _lives, _ = power_cut.survive(train_safely, steps=1300, every=100, cuts=(1290,))
    assert _final == _whole, "1,300 steps, cut near the end: not as without the cut"
    assert sum(map(len, _lives)) <= 1400, "1,300 steps, cut near the end: it does not go on from the last checkpoint"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Begin with what a process finds when it starts: a checkpoint, or none. If there is one, where do the values go, and
# which step is next? A number of steps *taken* is also the number of the next step, as counting begins at 0.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Which file is whole while the new one is being written? Never write over your only good one.
#
# </details>
#
# Now all three of your parts together: your step trains a real GAN on digits, your list says what is saved, your loop
# runs it, and the plug is pulled when the second checkpoint is being written.

# %%
safely = checks.or_reference("train_safely", train_safely, power_cut.train_safely)
steps, every, cut_at = budget.choose(smoke=(4, 2, 6), laptop=(500, 100, 202))


# %%
def live_on(disk):
    """Let a new process, so to speak, train on the disk that it finds."""
    gan = new_gan(batch_norm=True, generator_optimizer=adam(use_ema=True, ema_momentum=0.99))
    graph_step = tf.function(lambda images, step: my_step(gan, images, step))

    def take_step(step):
        disk.pass_a_moment()
        graph_step(batch_of(data.images, step), tf.constant(step))

    with power_cut.endured():
        safely(everything(gan), take_step, steps, disk, every)
    return gan


# %%
disk, other_disk = power_cut.Disk(cut_at), power_cut.Disk()
live_on(disk)
print("files:", ", ".join(f"{name} ({'whole' if content else 'damaged'})" for name, content in disk.files.items()))
disk.power_on()
resumed, uninterrupted = live_on(disk), live_on(other_disk)
print("checkpoints after", disk.written, "steps; without a cut after", other_disk.written)
gap = apart(resumed, uninterrupted, trained_only=False)
print("largest difference of any weight:", gap)
assert gap == 0

# %% [markdown]
# Zero: not one bit of one weight tells that there was a power cut. (On a GPU some sums are taken in an order that
# varies, and then equal means equal but for rounding.)
#
# ### With the real plug
#
# `Resume(folder)` is the course's callback that does the same for `fit`, on a real disk. Here another *process* trains
# with it, `python -m gan_course.demos.long_run`, and we kill that with SIGKILL, which no program can catch or prepare
# for. Then the same program runs again, in this process; and once more in an empty folder, without interruption.
#
# > **Predict, then run.** Equal weights? Equal histories, also of the epochs before the kill?

# %%
size = budget.choose(smoke={"epochs": 2, "steps_per_epoch": 2}, laptop={})
if budget.name() != "smoke":
    print("killed; its exit code is", long_run.run_and_kill(folder / "killed", after_epoch=4))
    print("on the disk:", ", ".join(sorted(path.name for path in (folder / "killed").iterdir())))
resumed, resumed_history = long_run.train(folder / "killed", **size)
uninterrupted, whole_history = long_run.train(folder / "whole", **size)
print("largest difference of any weight:", apart(resumed, uninterrupted, trained_only=False))
print("epochs in the resumed history:", len(resumed_history["d_loss"]))
assert apart(resumed, uninterrupted, trained_only=False) == 0
assert resumed_history == whole_history

# %% [markdown]
# <details><summary>Answer</summary>
#
# Equal to the last bit, both, also the epochs before the kill: the history is part of the checkpoint. What had been
# done since the last save was lost, and done again.
#
# </details>
#
# <details><summary>Deeper: a gentler stop</summary>
#
# Ctrl-C, or the stop button of a notebook, raises an exception in the middle of anything, and leaves `fit` without its
# end. With the callback `StopOnInterrupt()` the first one lets the running steps finish, and `fit` ends as usual, with
# the averaged weights in place and its history; a second one is the usual exception.
#
# </details>

# %% [markdown]
# ## Experiments of your own
#
# - `steps_per_execution` 1, 2, 5, 10, 20: from where on does more not help?
# - EMA momenta 0.9 and 0.999 in section 3.
# - Take a log that your `diagnose` calls healthy, and make the run as sick as you can without its noticing.
#
# ## Recap
#
# - A step is a function of the state, a batch and a noise. With the last two drawn from the *number of the step*, a run
#   can be repeated, entered anywhere, and split over devices.
# - `train_on_batch`, a tape and `fit` are three ways to write one algorithm: equal weights, but for rounding.
# - What makes a loop slow is going back to Python: for each operation (eager), for each step. A Python number as
#   argument of a `tf.function` is traced anew for each value.
# - Replicas: each takes its slice of one noise, and counts by its share of the batch.
# - A moving average with momentum $m$ averages over some $1/(1-m)$ steps.
# - Losses at chance may be a useless discriminator, a collapsed generator, or success. Log the diversity.
# - A checkpoint holds all weights, trained or not, and both optimizers; it is written beside the old one and renamed.
#
# ## Glossary
#
# | term | meaning |
# |---|---|
# | **checkpoint** | a file with all that a run needs to go on |
# | **diversity** | how much generated images differ from each other, compared with real ones |
# | **eager** | running each operation at once, as Python comes to it |
# | **exponential moving average (EMA)** | an average in which each step back counts less by a factor, the *momentum* |
# | **graph** | the record of a computation that `tf.function` makes and TensorFlow runs |
# | **replica** | a copy of the model on one of several devices |
# | **SIGKILL** | the signal that ends a process at once; no program can catch it |
# | **stateless random numbers** | random numbers that are a function of a seed, and of nothing drawn before |
# | **steps per execution** | how many steps run in one call of TensorFlow |
# | **strategy** | TensorFlow's word for how training is spread over devices |
# | **tracing** | running a function's Python body once, with symbols, to record its graph |
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
# - J. Salmon and others, *Parallel Random Numbers: As Easy as 1, 2, 3*, 2011, [doi
#   10.1145/2063384.2063405](https://doi.org/10.1145/2063384.2063405): random numbers as a function of a counter.
# - P. Goyal and others, *Accurate, Large Minibatch SGD*, 2017, [arXiv 1706.02677](https://arxiv.org/abs/1706.02677):
#   what a larger global batch asks of the learning rate.
# - The TensorFlow guides [Better performance with tf.function](https://www.tensorflow.org/guide/function) and
#   [Distributed training](https://www.tensorflow.org/guide/distributed_training).
#
# **Tomorrow** we look at why the two players circle each other at all, and at the tools that make them settle.
