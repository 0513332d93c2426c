# %% [markdown]
# # Day 3: DCGAN
#
# **The question of the day.** Yesterday's generator computes each of its 784 pixels with weights of its own, and knows
# nothing of the fact that pixels have neighbours. A generator made of *convolutions* does. In 2015 Radford, Metz and
# Chintala published rules with which such a GAN trains stably: the **DCGAN** (deep convolutional GAN). Most of them are
# still in use. What are they, and why does each of them help?
#
# ## What you will be able to do
#
# - compute the size of what a convolution and a transposed convolution return, with either padding;
# - explain where the checkerboard in generated images comes from, predict it from two numbers, and avoid it;
# - give a reason, seen with your own eyes, for each of DCGAN's rules: strides, batch normalisation and where not to put
#   it, activations, initial weights, Adam's $\beta_1$;
# - show that batch normalisation makes the images of a batch depend on each other;
# - count the weights *and the multiplications* of a convolutional network;
# - train a DCGAN on digits in less than a minute, and judge it with a Fréchet distance, its floor and its sample size;
# - walk through latent space without leaving the region where the generator was trained;
# - train on a folder of your own pictures.
#
# **You need** Days 1 and 2: the two losses, the two updates, batch normalisation in its simplest form, the moving
# average of the weights.
#
# **Time.** Some 6,200 words, about 50 minutes of reading; with the questions and exercises, plan three hours. **Run
# time**, measured on two CPU cores: about two minutes for the whole notebook, some 45 seconds of them for the digits
# and 35 for the tutorial's recipe; twice as long if the cores have other work.
#
# | exercise | you write | points |
# |---|---|---:|
# | 1 | the size of a transposed convolution | 2 |
# | 2 | how many inputs reach each output | 3 |
# | 3 | who in a batch influences whom | 3 |
# | 4 | DCGAN's initial weights | 3 |
# | 5 | the way along the arc | 4 |
#
# The conventions are those of Days 1 and 2. A batch of images has the shape (batch, height, width, channels).

# %%
import dataclasses
import inspect
import itertools
import math
import tempfile
import time
from pathlib import Path

from gan_course import budget, checks, conv_arithmetic, latent, metrics, models, plots, recipes
from gan_course.data import load_image_folder, load_images
from gan_course.runtime import device, keras, tf
from gan_course.training import GAN, ProgressLine, SampleFrames

import numpy as np
from matplotlib.colors import hsv_to_rgb
from matplotlib.figure import Figure
from PIL import Image
from scipy import stats

print(f"training budget: {budget.name()}; device: {device()}")
data = load_images()

# %% [markdown]
# ## 1. What a dense network does not know
#
# Here are some real images. Below each one are the same pixels in another order: **one** order, drawn by lot once, the
# same for all images.

# %%
order = np.random.default_rng(0).permutation(784)
real = data.images[:1_000]
shuffled = real.reshape(-1, 784)[:, order].reshape(real.shape)
plots.image_grid(
    np.concatenate([real[:10], shuffled[:10]]),
    columns=10,
    title="Real digits, and the same pixels in another order",
    alt="Two rows of ten images: handwritten digits above, and below each one white specks spread all over a black "
    "square.",
)

# %% [markdown]
# > **Predict, then run.** For which network are the shuffled images harder to learn than the real ones: for the dense
# > discriminator of Day 2, for a convolutional one, for both?

# %%
dense, rewired = models.mlp_discriminator(seed=1), models.mlp_discriminator(seed=1)
kernel, *others = dense.get_weights()  # the kernel has one row for each pixel, (784, 512)
rewired.set_weights([kernel[order], *others])
gap = np.abs(dense(real) - rewired(shuffled)).max()
print(f"largest difference of the logits: {gap:.1e}")
assert gap < 1e-5


def neighbours_agree(images, distance):
    """Return the correlation between a pixel and the one some places to its right."""
    return np.corrcoef(images[:, :, :-distance].ravel(), images[:, :, distance:].ravel())[0, 1]


for distance in (1, 2, 4, 8):
    pair = (
        f"{neighbours_agree(real, distance):5.2f} in real images, {neighbours_agree(shuffled, distance):5.2f} shuffled"
    )
    print(f"correlation of two pixels {distance} apart: {pair}")

# %% [markdown]
# <details><summary>Answer</summary>
#
# For the convolutional one only. To the dense network both are the *same problem*: reorder the rows of its first weight
# matrix, and it does to the shuffled images exactly what it did to the real ones. Whatever it learns of the one it can
# learn of the other, just as slowly. It has to find out from examples that pixel 300 and pixel 301 belong together.
#
# A convolution looks at small neighbourhoods. In real images there is something to see there, because neighbouring
# pixels go together; after the shuffle there is nothing.
#
# </details>
#
# A **convolution** builds in two things that are true of pictures:
#
# - **locality**: what belongs together lies close together, so each output looks at a small window only;
# - **translation**: a stroke is a stroke wherever it is, so all windows share *one* set of weights, the **kernel**.
#
# Both save weights. A dense layer from 28 × 28 pixels to as many has $784 \cdot 784 + 784 = 615{,}440$ of them. A
# convolution with a window of 4 × 4 has 17, and can afford to return many **channels**: many numbers at each place,
# each from a kernel of its own.

# %% [markdown]
# ## 2. Sizes
#
# Along one axis, a convolution has three numbers and one choice: $n$ pixels come in, the kernel is $k$ pixels wide, and
# from one place to the next it moves on by the **stride** $s$. The choice is what happens at the border, the
# **padding**. Keras offers two:
#
# | padding | what it does | a convolution returns |
# |---|---|---|
# | `"valid"` | the kernel stays inside the input | $\lfloor (n - k)/s \rfloor + 1$ |
# | `"same"` | zeros are added around the input | $\lceil n/s \rceil$, whatever $k$ is |
#
# The first formula counts: the kernel's left edge stands at $0, s, 2s, \ldots$ and at most at $n - k$. The second is a
# convention, and handy: with `"same"` and stride 2, each layer halves the size.

# %%
for n, k, s in ((28, 4, 2), (28, 5, 2), (14, 5, 2), (7, 3, 1), (9, 3, 2)):
    sizes = {}
    for padding in ("valid", "same"):
        layer = keras.layers.Conv2D(1, k, strides=s, padding=padding)
        sizes[padding] = layer.compute_output_shape((None, n, n, 1))[1]
        assert sizes[padding] == conv_arithmetic.output_size(n, k, s, padding)
    print(f"{n:2} pixels, kernel {k}, stride {s}: valid {sizes['valid']:2}, same {sizes['same']:2}")

# %% [markdown]
# A discriminator makes images smaller; a generator has to make them *larger*. It uses the same operation backwards. A
# convolution is linear, so it is a matrix, and the **transposed convolution** is the transposed matrix. In one
# dimension we can write it down: a convolution from 9 numbers to 4, with a kernel of 3 and stride 2.

# %%
taps = np.array([1.0, 10.0, 100.0], "float32")  # the kernel
matrix = np.zeros((4, 9), "float32")
for place in range(4):
    matrix[place, 2 * place : 2 * place + 3] = taps
print("convolution, 9 numbers to 4:", *matrix.astype(int), sep="\n")
print("transposed, 4 numbers to 9:", *matrix.T.astype(int), sep="\n")

nine, four = np.arange(9, dtype="float32"), np.array([1, 2, 0, 3], "float32")
shrink = keras.layers.Conv1D(1, 3, strides=2, use_bias=False)
grow = keras.layers.Conv1DTranspose(1, 3, strides=2, use_bias=False)
for layer, numbers in ((shrink, nine), (grow, four)):
    layer.build((None, len(numbers), 1))
    layer.set_weights([taps[:, None, None]])
assert np.allclose(shrink(nine[None, :, None])[0, :, 0], matrix @ nine)
assert np.allclose(grow(four[None, :, None])[0, :, 0], matrix.T @ four)
print("of 1, 2, 0, 3 the transposed one makes", *(matrix.T @ four).astype(int))

# %% [markdown]
# Read the transposed matrix by columns: **each input stamps a copy of the kernel**, multiplied by itself, onto the
# output. The stamps lie $s$ apart, and where they overlap they add up: the 201 above is 100 · 1 from the first stamp
# and 2 from the second. So "transposed convolution with stride 2" means stamps two apart, and the output is larger than
# the input.
#
# It is *not* the inverse. It is sometimes called deconvolution, but it does not undo a convolution; it only has the
# shapes the other way round.
#
# Of the last $k - s$ pixels, where stamps stick out, `"valid"` keeps all, and `"same"` cuts them off so that the output
# has exactly $n \cdot s$ pixels.
#
# ### Exercise 1: the size of a transposed convolution (2 points)
#
# Write `transposed_size(size, kernel, stride, padding)`: how many pixels come out along one axis, as a whole number.
# `padding` is `"valid"` or `"same"`, and the kernel is at least as large as the stride.


# %% exercise="transposed_size"
def transposed_size(size, kernel, stride, padding):
    """Return how many pixels a transposed convolution makes along one axis."""
    ### BEGIN SOLUTION
    if padding == "same":
        return size * stride
    return (size - 1) * stride + kernel
    ### END SOLUTION


# %% check="transposed_size" points=2
with checks.exercise("transposed_size"):
    for arguments, expected in (
        ((4, 3, 2, "valid"), 9),
        ((7, 4, 2, "same"), 14),
        ((14, 4, 2, "same"), 28),
        ((1, 4, 1, "valid"), 4),
        ((7, 5, 1, "same"), 7),
    ):
        made = transposed_size(*arguments)
        assert made is not None, "the function returns nothing; does it handle both paddings?"
        what = "size {}, kernel {}, stride {}, padding {!r}".format(*arguments)
        assert made == expected, f"{what}: Keras makes {expected} pixels; got {made}"
        assert isinstance(made, int | np.integer), f"{what}: pixels are counted in whole numbers; got {made!r}"
    ### BEGIN HIDDEN TESTS
    for size, stride, padding in itertools.product((1, 2, 5, 8), (1, 2, 3, 4), ("valid", "same")):
        for kernel in range(stride, 7):
            layer = keras.layers.Conv2DTranspose(1, kernel, strides=stride, padding=padding)
            expected = layer.compute_output_shape((None, size, size, 1))[1]
            made = transposed_size(size, kernel, stride, padding)
            assert made == expected, f"size {size}, kernel {kernel}, stride {stride}, {padding}: {expected}; got {made}"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# For `"valid"`: where does the *last* stamp begin, if the first one begins at pixel 0? And how far does it reach from
# there? For `"same"` look at the paragraph above the exercise.
#
# </details>
#
# Three generators, planned with the formula:

# %%
size_of = checks.or_reference("transposed_size", transposed_size, conv_arithmetic.transposed_output_size)

plans = {
    "ours: 7 pixels, then 4×4, stride 2, twice": (7, [(4, 2)] * 2),
    "the tutorial's: 7, then 5×5, strides 1, 2, 2": (7, [(5, 1), (5, 2), (5, 2)]),
    "DCGAN's (2015): 4, then 5×5, stride 2, four times": (4, [(5, 2)] * 4),
}
for name, (size, layers) in plans.items():
    sizes = [size]
    for kernel, stride in layers:
        sizes.append(size_of(sizes[-1], kernel, stride, "same"))
    print(f"{name:50}", " → ".join(map(str, sizes)))

# %% [markdown]
# ## 3. The checkerboard
#
# Generated images often show a fine checkerboard. Here is where it comes from. The input is an image of ones, 7 × 7,
# and the kernel is full of ones: nothing could be more even. We enlarge it to 14 × 14 in five ways. The fifth is a
# **resize-convolution**: first every pixel is repeated (nearest-neighbour resizing), then comes an ordinary
# convolution.
#
# > **Predict, then run.** Which of the five will come out even, apart from their borders?

# %%
flat = np.ones((1, 7, 7, 1), "float32")
ones = {"padding": "same", "use_bias": False, "kernel_initializer": "ones"}
enlarged = {
    f"kernel {kernel}": keras.layers.Conv2DTranspose(1, kernel, strides=2, **ones)(flat) for kernel in (2, 3, 4, 5)
}
enlarged["resize, 3"] = keras.layers.Conv2D(1, 3, **ones)(keras.layers.UpSampling2D(2)(flat))
enlarged = {name: np.asarray(image)[0, :, :, 0] for name, image in enlarged.items()}
for name, image in enlarged.items():
    print(f"{name}: inside, the values are", sorted(set(image[4:10, 4:10].astype(int).ravel().tolist())))
plots.image_grid(
    np.stack([np.kron(1.4 * image / image.max() - 1, np.ones((8, 8))) for image in enlarged.values()]),
    columns=5,
    labels=list(enlarged),
    title="An image of ones, enlarged with stride 2 and a kernel of ones",
    alt="Five squares. Kernels 2 and 4 and the resize-convolution are even, the latter two with a darker border. "
    "Kernels 3 and 5 show a regular grid of bright and dark points.",
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# Kernels 2 and 4, and the resize-convolution. With kernel 5 some pixels receive 9 times the input, others 6 and others
# 4: along one axis, stamps of width 5 that lie 2 apart cover a pixel now three times, now twice, and in two dimensions
# the counts multiply. With kernel 3 it is 4, 2 and 1.
#
# </details>
#
# ### Exercise 2: how many inputs reach each output? (3 points)
#
# Write `overlap(size, kernel, stride)` for one axis: an array of whole numbers with one entry for each pixel of the
# `"valid"` output, which says how many inputs stamp on it. The kernel is at least as large as the stride.


# %% exercise="overlap"
def overlap(size, kernel, stride):
    """Count for each output pixel of a transposed convolution the inputs that reach it."""
    ### BEGIN SOLUTION
    counts = np.zeros((size - 1) * stride + kernel, int)
    for place in range(size):
        counts[place * stride : place * stride + kernel] += 1
    return counts
    ### END SOLUTION


# %% check="overlap" points=3
with checks.exercise("overlap"):
    for arguments, expected in (
        ((4, 3, 2), [1, 1, 2, 1, 2, 1, 2, 1, 1]),
        ((4, 4, 2), [1, 1, 2, 2, 2, 2, 2, 2, 1, 1]),
        ((3, 2, 2), [1, 1, 1, 1, 1, 1]),
        ((3, 3, 1), [1, 2, 3, 2, 1]),
    ):
        counts = np.asarray(overlap(*arguments))
        what = "size {}, kernel {}, stride {}".format(*arguments)
        assert counts.shape == (len(expected),), f"{what}: {len(expected)} pixels come out; got shape {counts.shape}"
        assert counts.tolist() == expected, f"{what}: expected {expected}; got {counts.tolist()}"
        assert counts.dtype.kind in "iu", f"{what}: the entries should be whole numbers; got {counts.dtype}"
    ### BEGIN HIDDEN TESTS
    for size, stride in itertools.product((1, 2, 9), (1, 2, 3)):
        for kernel in range(stride, 8):
            layer = keras.layers.Conv1DTranspose(1, kernel, stride, use_bias=False, kernel_initializer="ones")
            expected = np.asarray(layer(np.ones((1, size, 1), "float32")))[0, :, 0].astype(int).tolist()
            counts = np.asarray(overlap(size, kernel, stride)).tolist()
            assert counts == expected, f"size {size}, kernel {kernel}, stride {stride}: {expected}; got {counts}"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Start with zeros, as many as Exercise 1 says. Then let the inputs stamp, one after the other: input $i$ adds 1 to each
# pixel that its stamp covers.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The stamp of input $i$ begins at pixel $i \cdot s$ and is $k$ pixels long.
#
# </details>
#
# Now the whole table: the counts that occur *inside*, away from the borders, where they repeat with the period $s$.

# %%
overlap_of = checks.or_reference("overlap", overlap, conv_arithmetic.overlap)

print("kernel:     ", *(f"{kernel:>9}" for kernel in range(1, 9)))
for stride in (1, 2, 3, 4):
    row = []
    for kernel in range(1, 9):
        if kernel < stride:
            row.append("-")
            continue
        inside = overlap_of(20, kernel, stride)[kernel : 20 * stride - kernel]
        counts = sorted(set(np.asarray(inside).tolist()))
        assert (len(counts) == 1) == (kernel % stride == 0)
        row.append(" or ".join(map(str, counts)))
    print(f"stride {stride}:    ", *(f"{entry:>9}" for entry in row))

# %% [markdown]
# One number instead of two stands exactly where **the stride divides the kernel**. The reason: the output pixel $p$ is
# reached by the taps $p \bmod s$, $p \bmod s + s$, $p \bmod s + 2s$, … of the kernel, as long as they are smaller than
# $k$. That makes $k/s$ taps for each $p$ if $s$ divides $k$; otherwise some pixels get one more than others.
#
# Three ways out:
#
# 1. a kernel that the stride divides: 4 × 4 with stride 2, as in this course;
# 2. a resize-convolution, the advice of Odena, Dumoulin and Olah (2016), whose article explains all this;
# 3. a last layer with stride 1, which can smooth what came before. It softens the pattern but need not remove it.
#
# An honest word on the first: an even overlap does not *forbid* a checkerboard, since a kernel may have large weights
# at even places and small ones at odd places. But it is not built in any more. With an uneven overlap, conversely,
# training can learn weights that cancel it, and has to.
#
# ### Backwards, too
#
# The gradient of a convolution with respect to its input is a transposed convolution with the same kernel and stride.
# So a *discriminator* with 5 × 5 kernels and stride 2 has the checkerboard as well, in the slopes that it sends to the
# generator's pixels. We look at both in untrained networks: how much does each pixel of the generator's image vary from
# noise to noise, and how strong is the slope of the discriminator's logit in each pixel? (Over several networks, so
# that chance evens out.)

# %%
count = budget.choose(smoke=1, laptop=8)


def strength_of_pixels(make_generator, latent_dim):
    """Return how much each pixel varies with the noise, over several untrained generators."""
    noise = np.random.default_rng(1).standard_normal((16, latent_dim)).astype("float32")
    variances = [np.var(make_generator(seed=10 * seed)(noise, training=True), axis=0) for seed in range(count)]
    return np.sqrt(np.mean(variances, axis=0))[:, :, 0]  # (28, 28)


def strength_of_slopes(make_discriminator):
    """Return the root mean square of the logit's slope in each pixel over several untrained discriminators."""
    images, squares = tf.random.stateless_normal((16, 28, 28, 1), seed=(1, 2)), []
    for seed in range(2 * count):
        with tf.GradientTape() as tape:
            tape.watch(images)
            logits = make_discriminator(seed=10 * seed)(images)
        squares.append(np.mean(tape.gradient(logits, images) ** 2, axis=0))
    return np.sqrt(np.mean(squares, axis=0))[:, :, 0]  # (28, 28)


# %%
strengths = {
    "tutorial, pixels": strength_of_pixels(models.tutorial_generator, 100),
    "ours, pixels": strength_of_pixels(models.dcgan_generator, 64),
    "tutorial, slopes": strength_of_slopes(models.tutorial_discriminator),
    "ours, slopes": strength_of_slopes(models.dcgan_discriminator),
}
plots.image_grid(
    np.stack([np.kron(1.6 * strength / strength.max() - 1, np.ones((5, 5))) for strength in strengths.values()]),
    columns=2,
    labels=list(strengths),
    title="Untrained networks: how strong is each pixel?",
    alt="Four squares of 28 by 28. Both of the tutorial's networks show a clear grid of bright and dark points; ours "
    "are even inside, with a darker border.",
)

# %%
contrast = {}
for name, strength in strengths.items():
    kinds = strength[8:20, 8:20].reshape(6, 2, 6, 2).mean(axis=(0, 2))  # even and odd rows, even and odd columns
    contrast[name] = kinds.max() / kinds.min()
    print(f"{name:18} the strongest of the four kinds of pixels against the weakest: {contrast[name]:.2f}")
budget.claim(
    "both of the tutorial's networks prefer some kinds of pixels by more than 1.2 times, ours by less than 1.15 times",
    min(contrast["tutorial, pixels"], contrast["tutorial, slopes"]) > 1.2
    and max(contrast["ours, pixels"], contrast["ours, slopes"]) < 1.15,
)

# %% [markdown]
# Before any training, the tutorial's networks already prefer some pixels to others. (What is left in ours is chance:
# with more networks it fades.) Training can undo it; better not to have it in the first place.

# %% [markdown]
# ## 4. DCGAN's rules
#
# Radford, Metz and Chintala (2015, [arXiv 1511.06434](https://arxiv.org/abs/1511.06434)) tried many architectures and
# wrote down the rules of those that trained stably. They argue from experience; the reasons below are what one can
# check today.
#
# | the paper's rule | the reason, in a few words | look at |
# |---|---|---|
# | strides in place of pooling, transposed convolutions in the generator | every input gets a slope | 4.1 |
# | leaky ReLU in the discriminator, ReLU in the generator | no unit of the discriminator cuts slopes off | 4.1 |
# | tanh at the generator's end | pixels in [−1, 1], as in the data | Day 2 |
# | batch normalisation in both … | signals keep their size through many layers | 4.2 |
# | … but not at the generator's output and the discriminator's input | brightness and contrast would get lost | 4.3 |
# | no dense hidden layers | fewer weights; all but the first and the last layer are local | 5 |
# | weights drawn from $N(0, 0.02^2)$ | the game starts near chance, and no tanh is saturated | 4.5 |
# | Adam with $\beta_1 = 0.5$ and a rate of 0.0002 | less inertia against an opponent who moves | 4.6 |
#
# ### 4.1 Slopes that arrive
#
# All that the generator learns comes through the discriminator, as slopes of the loss in the pixels. So it matters
# which of the discriminator's layers pass slopes on. We put random numbers into single layers, and count for how many
# of them the slope is exactly 0.
#
# > **Predict, then run.** Max pooling keeps the largest of each 2 × 2 numbers. Which share of its inputs gets no slope?
# > Which share does in the other layers?

# %%
layers = {
    "max pooling 2×2": keras.layers.MaxPooling2D(2),
    "average pooling 2×2": keras.layers.AveragePooling2D(2),
    "convolution 4×4, stride 2": keras.layers.Conv2D(8, 4, strides=2, padding="same"),
    "ReLU": keras.layers.ReLU(),
    "leaky ReLU, 0.2": keras.layers.LeakyReLU(negative_slope=0.2),
}
maps = tf.random.stateless_normal((16, 14, 14, 8), seed=(3, 4))
for name, layer in layers.items():
    with tf.GradientTape() as tape:
        tape.watch(maps)
        total = tf.reduce_sum(layer(maps))
    slopes = tape.gradient(total, maps).numpy()
    print(f"{name:27} {np.mean(slopes == 0):4.0%} of its inputs get no slope")

# %% [markdown]
# <details><summary>Answer</summary>
#
# Three quarters behind max pooling: of four numbers, only the largest is heard. About half behind ReLU: a unit that is
# off passes nothing. None behind the others. Average pooling also passes slopes to all, but to all the same; a strided
# convolution *learns* how to shrink.
#
# </details>
#
# A real discriminator has many channels and overlapping windows, so hardly any pixel is cut off altogether. But each
# layer that drops slopes thins out what the generator is told.
#
# ### 4.2 Signals that keep their size
#
# **Batch normalisation** (Ioffe and Szegedy 2015) was yesterday's black box. For convolutions it works channel by
# channel: take all numbers of a channel, over *all images of the batch and all places*, subtract their mean, divide by
# their standard deviation, then multiply by a trained scale $\gamma$ and add a trained shift $\beta$. It starts with
# $\gamma = 1$ and $\beta = 0$.
#
# Why does a generator want that? Its job is to turn *differences* in the noise into differences between images. So we
# follow these differences through the layers of untrained generators: the standard deviation over a batch, averaged
# over all places and channels.

# %%
noise = np.random.default_rng(2).standard_normal((64, 64)).astype("float32")
for batch_norm in (False, True):
    network = models.dcgan_generator(64, image_shape=(64, 64, 3), batch_norm=batch_norm, seed=0)
    learned = [
        layer for layer in network.layers if isinstance(layer, keras.layers.Dense | keras.layers.Conv2DTranspose)
    ]
    probe = keras.Model(network.inputs[0], [layer.output for layer in learned])
    spreads = [float(np.mean(np.std(output, axis=0))) for output in probe(noise, training=True)]
    name = "with batch normalisation:   " if batch_norm else "without batch normalisation:"
    print(name, *(f"{spread:.6f}" for spread in spreads))

# %% [markdown]
# The numbers are the spread after the dense layer and after each of the four transposed convolutions of a generator for
# 64 × 64 colour images. Without batch normalisation each layer shrinks the differences, three to seven times with these
# weights, until all noise gives practically the same grey image. Larger weights would make the numbers explode instead.
# With batch normalisation each layer starts afresh. The paper calls it critical for deep generators to begin learning
# at all, and to keep them from collapsing all samples to a single point.
#
# > **Predict, then think.** In a generator with batch normalisation, we multiply all weights of a *hidden* layer by
# > ten. How does the image change? And if we do it with the *last* layer?

# %%
images = []
for index in (None, 1, 2):  # nothing; the first transposed convolution; the second one, which is the last
    network = models.dcgan_generator(64, seed=0)
    if index is not None:
        layer = [layer for layer in network.layers if layer.weights and "normal" not in layer.name][index]
        layer.kernel.assign(10 * layer.kernel)
    images.append(network(noise, training=True).numpy())
for name, changed in zip(("hidden layer", "last layer"), images[1:], strict=True):
    print(f"{name} times ten: pixels change by {np.abs(changed - images[0]).mean():.4f} on average")

# %% [markdown]
# <details><summary>Answer</summary>
#
# Behind the hidden layer stands batch normalisation, which divides the ten out again. The image hardly changes. (Not
# exactly: Keras adds 0.001 to the variance before it divides.) The last layer has none, and there the image gets ten
# times the contrast, as far as tanh allows.
#
# </details>
#
# ### 4.3 … but not everywhere
#
# The paper reports that with batch normalisation in *all* layers, samples oscillated and training was unstable, and
# that leaving it out at the generator's output and at the discriminator's input helped. Why there? A discriminator that
# begins with batch normalisation sees each batch only *after* its mean and its contrast have been divided out.
#
# > **Predict, then run.** Take a batch of real digits, and the same batch, faded to grey: black becomes dark grey,
# > white light grey. How differently does an untrained discriminator judge them, without and with batch normalisation
# > at its input?

# %%
batch = data.images[:64]
faded = 0.4 * batch + 0.1
judge = models.dcgan_discriminator(seed=3)
blind = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.BatchNormalization(epsilon=1e-7), judge])
for name, network in {"without": judge, "with": blind}.items():
    logits = network(batch, training=True).numpy()
    change = np.abs(network(faded, training=True).numpy() - logits)
    print(f"{name:7} it: the logits differ by {change.max() / logits.std():.4f} of their spread")
plots.image_grid(
    np.concatenate([batch[:10], faded[:10]]),
    columns=10,
    title="For batch normalisation at the input, these two rows are one",
    alt="Two rows of the same ten digits: white on black above, light grey on dark grey below.",
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# With batch normalisation at its input it *cannot* tell them apart, however long it is trained: both batches are turned
# into the same numbers. The generator would never be told that its images are too pale. (Real and fake images come in
# batches of their own here, as in our `GAN`; in a mixed batch, what one image looks like would depend on the mixture.)
#
# At the generator's output the same happens from the other side: the mean and the contrast of *every batch* of fakes
# would be pinned to two numbers, whichever images are in it.
#
# </details>

# %% [markdown]
# ### 4.4 The images of a batch are not alone
#
# The mean and the standard deviation are taken over the batch. So in training, what batch normalisation makes of one
# image depends on the *others*. Measure it: perturb one sample, watch the rest.
#
# ### Exercise 3: who influences whom? (3 points)
#
# Write `influence(network, batch, index, training)`. Run the network on `batch`, an array whose first axis counts the
# samples. Then add 1 to all numbers of sample `index`, and of no other, and run it again. Return an array with one
# number for each sample: the largest absolute change in this sample's output. Both runs are called with
# `training=training`, and the caller's array must stay as it is.


# %% exercise="influence"
def influence(network, batch, index, training):
    """Return how much each sample's output changes when one sample of the batch is perturbed."""
    ### BEGIN SOLUTION
    perturbed = np.array(batch)
    perturbed[index] += 1
    before = np.asarray(network(batch, training=training))
    after = np.asarray(network(perturbed, training=training))
    return np.abs(after - before).reshape(len(before), -1).max(axis=1)
    ### END SOLUTION


# %% check="influence" points=3
with checks.exercise("influence"):
    normalise = keras.Sequential([keras.Input((2,)), keras.layers.BatchNormalization(epsilon=0)])
    four = np.array([[0, 0], [0, 3], [2, 0], [2, -1]], "float32")
    kept = four.copy()
    changes = np.asarray(influence(normalise, four, 3, training=True))
    assert np.array_equal(four, kept), "the caller's array was changed; perturb a copy"
    assert changes.shape == (4,), f"4 samples: expected 4 numbers; got shape {changes.shape}"
    expected = [0.244017, 0.065384, 0.42265, 0.42265]
    assert np.allclose(changes, expected, atol=1e-5), f"batch norm in training: expected {expected}; got {changes}"
    resting = np.asarray(influence(normalise, four, 3, training=False))
    assert resting[3] > 0, f"the perturbed sample itself always changes; got {resting}"
    assert np.array_equal(resting[:3], np.zeros(3)), f"after training, no other sample changes; got {resting}"
    ### BEGIN HIDDEN TESTS
    maps = np.random.default_rng(5).standard_normal((3, 4, 4, 2)).astype("float32")
    alone = keras.Sequential([keras.Input((4, 4, 2)), keras.layers.Conv2D(3, 3, kernel_initializer="ones")])
    changes = np.asarray(influence(alone, maps, 1, training=True))
    assert np.allclose(changes, [0, 18, 0], atol=1e-4), f"a convolution of ones, 3×3×2: (0, 18, 0); got {changes}"
    negative = keras.Sequential([keras.Input((4, 4, 2)), keras.layers.Rescaling([-2.0, 0.5])])
    changes = np.asarray(influence(negative, maps, 0, training=False))
    assert np.allclose(changes, [2, 0, 0], atol=1e-5), f"times (-2, 0.5): the largest change is 2; got {changes}"
    layer_norm = keras.Sequential([keras.Input((2,)), keras.layers.LayerNormalization()])
    assert np.all(np.asarray(influence(layer_norm, four + four[:, ::-1] ** 2, 2, True))[[0, 1, 3]] == 0)
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `np.array(batch)` makes a copy; `perturbed = batch` would be a second name for the same array. A network is called as
# `network(batch, training=training)`.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The outputs may be images. `.reshape(len(batch), -1)` gives each sample one row; then `.max(axis=1)`.
#
# </details>
#
# > **Predict, then run.** Eight noise vectors, one of them is perturbed. How many of the *other* seven images change:
# > in our generator in training, in the same generator after training, in one without batch normalisation, and (for
# > images) in our discriminator, which has none?


# %%
def course_influence(network, batch, index, training):
    """Return how much each output changes when one sample of the batch is perturbed: the course's version."""
    perturbed = batch + np.eye(len(batch))[index].reshape(-1, *[1] * (batch.ndim - 1))
    gaps = np.abs(network(perturbed.astype("float32"), training=training) - network(batch, training=training))
    return gaps.max(axis=tuple(range(1, gaps.ndim)))


influence_of = checks.or_reference("influence", influence, course_influence)

eight = np.random.default_rng(6).standard_normal((8, 64)).astype("float32")
makers = {name: models.dcgan_generator(64, batch_norm=name == "with", seed=0) for name in ("with", "without")}
for name, network, inputs, training in (
    ("generator with batch norm, training=True", makers["with"], eight, True),
    ("generator with batch norm, training=False", makers["with"], eight, False),
    ("generator without, training=True", makers["without"], eight, True),
    ("our discriminator, training=True", judge, data.images[:8], True),
):
    changes = influence_of(network, inputs, 0, training)
    print(f"{name:42} {np.sum(changes[1:] > 0)} of 7 others change, at most by {changes[1:].max():.5f}")

# %% [markdown]
# <details><summary>Answer</summary>
#
# All seven; none; none; none. After training (`training=False`), batch normalisation uses its running mean and
# variance, constants that no companion can change. So one noise vector makes one image, always the same.
#
# </details>
#
# In a generator this coupling does little harm, as long as batches are not tiny. In a *discriminator* it changes the
# question: it no longer judges images but batches. Our discriminator does without, which departs from the paper; some
# penalties of Day 5, defined for each image by itself, even need that.

# %% [markdown]
# ### 4.5 The first weights
#
# All weights of a DCGAN start as draws from a normal distribution with mean 0 and **standard deviation** 0.02.
#
# ### Exercise 4: DCGAN's initial weights (3 points)
#
# Write `initialise(network, std, seed)`. It goes through `network.layers` and gives new values to every layer that is a
# dense layer, a convolution or a transposed convolution: its kernel becomes a draw from a normal distribution with mean
# 0 and standard deviation `std`, its bias, if it has one (`layer.use_bias`), becomes 0. All other layers stay as they
# are. Draw all kernels from *one* `np.random.default_rng(seed)`, so that the same seed gives the same network. Nothing
# is returned. (`layer.kernel.assign(array)` sets a layer's weights; `layer.kernel.shape` is their shape.)


# %% exercise="initialise"
def initialise(network, std=0.02, seed=0):
    """Draw the kernels of a network from N(0, std²), and set its biases to 0."""
    ### BEGIN SOLUTION
    random = np.random.default_rng(seed)
    for layer in network.layers:
        if isinstance(layer, keras.layers.Dense | keras.layers.Conv2D | keras.layers.Conv2DTranspose):
            layer.kernel.assign(random.normal(0, std, layer.kernel.shape))
            if layer.use_bias:
                layer.bias.assign(np.zeros(layer.bias.shape))
    ### END SOLUTION


# %%
def subject():
    """Build a network with one layer of each kind, whose weights are all 0.5."""
    network = keras.Sequential(
        [
            keras.Input((20,)),
            keras.layers.Dense(6 * 6 * 16, use_bias=False),
            keras.layers.Reshape((6, 6, 16)),
            keras.layers.BatchNormalization(),
            keras.layers.Conv2DTranspose(16, 4, strides=2, padding="same"),
            keras.layers.Conv2D(16, 4, strides=2, padding="same"),
        ]
    )
    network.set_weights([np.full(weight.shape, 0.5) for weight in network.get_weights()])
    return network, network.layers[0], network.layers[2], network.layers[3], network.layers[4]


# %% check="initialise" points=3
with checks.exercise("initialise"):
    network, dense, normalisation, transposed, convolution = subject()
    initialise(network, std=0.02, seed=1)
    for layer in (dense, transposed, convolution):
        numbers = layer.kernel.numpy()
        name = type(layer).__name__
        assert numbers.std() > 0, f"the kernel of the {name} layer is still the same number everywhere"
        assert abs(numbers.mean()) < 0.002, f"{name}: the mean should be near 0; got {numbers.mean():.4f}"
        assert abs(numbers.std() - 0.02) < 0.002, f"{name}: the std should be near 0.02; got {numbers.std():.5f}"
    for layer in (transposed, convolution):
        assert not layer.bias.numpy().any(), f"{type(layer).__name__}: biases start at 0; got {layer.bias.numpy()[:3]}"
    ours = [weight.tolist() for weight in normalisation.get_weights()]
    assert ours == [[0.5] * 16] * 4, "batch normalisation is neither dense nor a convolution; leave it as it is"
    ### BEGIN HIDDEN TESTS
    pair = transposed.kernel.numpy().ravel(), convolution.kernel.numpy().ravel()
    assert abs(np.corrcoef(pair)[0, 1]) < 0.1, "two layers got the same numbers; make the random generator once"
    assert abs(np.corrcoef(pair[0][: len(pair[0]) // 2], pair[0][len(pair[0]) // 2 :])[0, 1]) < 0.1
    for numbers in pair:
        excess = stats.kurtosis(numbers)
        assert abs(excess) < 0.4, f"these are not draws from a normal distribution: excess kurtosis {excess:.2f}"
    first = network.get_weights()
    initialise(network, std=0.02, seed=1)
    assert all(map(np.array_equal, first, network.get_weights())), "the same seed must give the same weights"
    initialise(network, std=0.3, seed=2)
    assert abs(convolution.kernel.numpy().std() - 0.3) < 0.03, "std=0.3 must give a standard deviation of 0.3"
    assert not np.allclose(first[0] * 15, network.get_weights()[0], atol=0.01), "another seed must give other weights"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `isinstance(layer, keras.layers.Dense | keras.layers.Conv2D | keras.layers.Conv2DTranspose)` tells whether a layer is
# one of the three. Make the random generator *before* the loop.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `random.normal(0, std, shape)` takes the standard deviation, not the variance.
#
# </details>
#
# Why 0.02? The paper gives no reason. Let us see what happens with other values. The first row of numbers is about the
# pixels of an untrained generator, the second about the logits of an untrained discriminator.
#
# > **Predict, then run.** What will be wrong at the start with a standard deviation of 0.2? And with 0.002?


# %%
def course_initialise(network, std, seed):
    """Draw the kernels from N(0, std²): the course's version, for networks whose biases are still 0."""
    random = np.random.default_rng(seed)
    kernels = [layer.kernel for layer in network.layers if hasattr(layer, "kernel")]
    for kernel in kernels:
        kernel.assign(std * random.standard_normal(kernel.shape))


initialise_it = checks.or_reference("initialise", initialise, course_initialise)

maker = models.dcgan_generator(64)
for std in (0.002, 0.02, 0.2):
    initialise_it(maker, std, seed=4)
    initialise_it(judge, std, seed=5)
    pixels = maker(noise, training=True).numpy()
    logits = judge(data.images[:64]).numpy()
    saturated = np.mean(np.abs(pixels) > 0.95)
    largest = np.abs(logits).max()
    print(f"std {std:5}: pixels vary by {pixels.std():.4f}, {saturated:3.0%} saturated; largest logit ±{largest:.5f}")

# %% [markdown]
# <details><summary>Answer</summary>
#
# With 0.2, part of the pixels start where tanh is flat and pass on next to no slope, and the discriminator is extremely
# sure of itself before it has seen anything. With 0.02 pixels are grey, logits are near 0, and the game starts at
# chance: $2 \log 2$ and $\log 2$. With 0.002, too, but there the generator's images are all alike and the discriminator
# is practically a constant, so that at first nearly no slope gets through. 0.02 lies in between; it is no magic number.
#
# </details>
#
# ### 4.6 Less inertia
#
# Adam follows not the gradient but a moving average of it; $\beta_1$ says how long its memory is. The usual 0.9
# averages over about ten steps, 0.5 over two. The paper found that 0.9 led to oscillation and 0.5 to stable training.
#
# The smallest GAN there is shows why. The data are a single point, $x = 0$. The generator makes a single point,
# $\theta$. The discriminator's logit is $\psi \cdot x$. Everybody would be content at $\theta = \psi = 0$. (This is the
# *Dirac-GAN* of Mescheder et al. 2018. On Day 5 you will solve it; here we only watch.)
#
# > **Predict, then run.** Both players start at a distance of 1 and play 3,000 rounds with a learning rate of 0.01. For
# > which of $\beta_1 = 0$, 0.5 and 0.9 do they end up closer to $(0, 0)$?


# %%
def play(beta_1, rounds=3_000, rate=0.01, beta_2=0.999):
    """Play the smallest GAN with Adam; return the players' distance from (0, 0) after each round."""
    theta, psi = 1.0, 0.0
    means, squares, distances = np.zeros(2), np.zeros(2), []

    def adam(player, slope, step):
        means[player] += (1 - beta_1) * (slope - means[player])
        squares[player] += (1 - beta_2) * (slope**2 - squares[player])
        scale = np.sqrt(squares[player] / (1 - beta_2**step)) + 1e-7
        return rate * means[player] / (1 - beta_1**step) / scale

    for step in range(1, rounds + 1):
        psi -= adam(0, theta / (1 + np.exp(-psi * theta)), step)  # slope of softplus(ψθ) in ψ
        theta -= adam(1, -psi / (1 + np.exp(psi * theta)), step)  # slope of softplus(−ψθ) in θ
        distances.append(np.hypot(theta, psi))
    return np.array(distances)


# %%
distances = {f"β₁ = {beta_1}": play(beta_1) for beta_1 in (0.0, 0.5, 0.9)}
for name, distance in distances.items():
    print(f"{name}: distance {distance[499]:.2f} after 500 rounds, {distance[-1]:.2f} after 3,000")
plots.curves(
    distances,
    title="The smallest GAN, trained with Adam",
    x_label="round",
    y_label="distance from the equilibrium",
    guides={"start": 1.0},
    alt="Three curves over 3,000 rounds, all of which first fall. With β₁ = 0.9 the distance goes back up to about 1, "
    "with 0.5 it stays between 0.4 and 0.5, with 0 it goes on falling.",
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# With $\beta_1 = 0$ they spiral in. With 0.9 they come closer at first, and then go back out until they circle as far
# away as they began. With 0.5 they circle in between, closer than halfway. Each player aims at where the other one has
# just been, so that the two run in circles around each other; inertia carries each of them on after the other has
# turned, and the circle widens. (Real networks are not this game, but the tendency is the same, and some newer GANs use
# $\beta_1 = 0$.)
#
# </details>

# %% [markdown]
# ## 5. Two pairs of networks
#
# Ours, from the noise on: 64 numbers, a dense layer to a map of 7 × 7 with 64 channels, then two transposed
# convolutions 4 × 4 with stride 2, to 14 × 14 with 32 channels and to the image. The discriminator is its mirror image:
# two convolutions 4 × 4 with stride 2, to 32 and 64 channels, and a dense layer to one logit.
#
# The other pair is that of the DCGAN tutorial that most people meet first (TensorFlow's): up to four times the channels
# and 5 × 5 kernels. Its sizes are often quoted, so let us see whether we can derive them. A convolution from $c$ to
# $c'$ channels has $k \cdot k \cdot c \cdot c'$ weights, whichever way round it goes, and $c'$ biases if it has biases
# (the tutorial's generator has none). Batch normalisation trains two numbers for each channel. In front of the first
# map of 7 × 7 × 256, it sees a plain vector, so there each of the 12,544 numbers counts as a channel.

# %%
tutorial_generator = {
    "dense 100 → 7·7·256": 100 * 7 * 7 * 256,
    "batch norm": 2 * 7 * 7 * 256,
    "transposed 5×5, 256 → 128": 5 * 5 * 256 * 128,
    "batch norm ": 2 * 128,
    "transposed 5×5, 128 → 64": 5 * 5 * 128 * 64,
    "batch norm  ": 2 * 64,
    "transposed 5×5, 64 → 1": 5 * 5 * 64 * 1,
}
tutorial_discriminator = {
    "convolution 5×5, 1 → 64": 5 * 5 * 1 * 64 + 64,
    "convolution 5×5, 64 → 128": 5 * 5 * 64 * 128 + 128,
    "dense 7·7·128 → 1": 7 * 7 * 128 + 1,
}
for layer, weights in (tutorial_generator | tutorial_discriminator).items():
    print(f"{layer:28}{weights:>12,}")
print(f"together, the generator: {sum(tutorial_generator.values()):,}")
print(f"together, the discriminator: {sum(tutorial_discriminator.values()):,}")


# %%
def trained(network):
    """Count the trained weights of a network."""
    return sum(math.prod(weight.shape) for weight in network.trainable_weights)


assert sum(tutorial_generator.values()) == trained(models.tutorial_generator()) == 2_305_472
assert sum(tutorial_discriminator.values()) == trained(models.tutorial_discriminator()) == 212_865

# %% [markdown]
# Keras agrees. But weights are not what training time goes into. **Multiplications** are: a kernel is used once at
# every place. A convolution is placed once for each pixel that *comes out*, a transposed one once for each pixel that
# *goes in*.
#
# > **Predict, then run.** Of the tutorial's generator, which layer has the most weights? Which one the most
# > multiplications? And how many times less work is our generator?


# %%
def multiplications(layer):
    """Count what a layer multiplies for one image."""
    if isinstance(layer, keras.layers.Dense):
        return math.prod(layer.kernel.shape)
    if isinstance(layer, keras.layers.Conv2DTranspose):
        return math.prod(layer.input.shape[1:3]) * math.prod(layer.kernel.shape)
    if isinstance(layer, keras.layers.Conv2D):
        return math.prod(layer.output.shape[1:3]) * math.prod(layer.kernel.shape)
    return 0


totals = {}
for name, network in (
    ("tutorial generator", models.tutorial_generator()),
    ("our generator", models.dcgan_generator()),
    ("tutorial discriminator", models.tutorial_discriminator()),
    ("our discriminator", models.dcgan_discriminator()),
):
    work = [multiplications(layer) for layer in network.layers]
    totals[name] = sum(work)
    parts = " + ".join(f"{count / 1e6:.1f}" for count in work if count)
    print(f"{name:25} {trained(network):>9,} weights; multiplications {sum(work) / 1e6:4.1f} million = {parts}")
for player in ("generator", "discriminator"):
    print(f"{player}: {totals[f'tutorial {player}'] / totals[f'our {player}']:.0f} times the work of ours")

# %% [markdown]
# <details><summary>Answer</summary>
#
# The dense layer has more than half of the weights, and a fortieth of the multiplications. Three quarters of the work
# are in the layer from 256 to 128 channels, which does not even enlarge anything (stride 1). Our generator does with
# one twenty-seventh of the work. That is one reason why it trains in a minute on two cores.
#
# </details>

# %% [markdown]
# ## 6. Digits in a minute, again
#
# How the course trains its DCGAN stands in one place, `recipes.get("dcgan")`. The next cells print it, with the code
# that makes a compiled `GAN` of it. Its parts:
#
# - our two networks, with DCGAN's initial weights;
# - Adam with $\beta_1 = 0$, which did best in the smallest game, and rates far above the paper's 0.0002 (the paper
#   found 0.001 too high). We get away with that because of the other parts;
# - the rates **fall** along a straight line to a fiftieth of their first value, so that the two players settle;
# - a **moving average** of the generator's weights, as yesterday;
# - small batches: more steps for the same work;
# - two things that Day 5 explains and that we only switch on today. The **relativistic** loss judges pairs: it takes
#   the logit of a real image *minus* that of a fake one, and asks whether the real one looks more real. (Only
#   differences count, so the logits may all drift up or down together, and the two accuracies in the progress line,
#   which ask whether a logit is above 0, say nothing.) The **R1 penalty** keeps the discriminator's slopes at real
#   images small, which damps circles like those of section 4.6; it acts in one of several steps.
#
# All this is one recipe for two cores and one minute, not a law. `gan-course train dcgan` takes the same, with more
# steps.
#
# A small callback of our own comes along. It notes how long training has taken and how good the images are by then
# (section 7 explains the number), and it can stop training after a time. While it measures, the clock stands still.

# %%
in_random_order = data.images[np.random.default_rng(4).permutation(len(data))]  # as data sets seldom are
reference = in_random_order[: budget.choose(smoke=200, laptop=10_000)]
count = min(2_000, len(reference) // 2)  # fakes that are judged


# %%
class QualityClock(keras.callbacks.Callback):
    """Notes the seconds of training and the Fréchet distance; measuring does not count as training."""

    def __init__(self, every=1, stop_after=math.inf):
        super().__init__()
        self.every, self.stop_after = every, stop_after
        self.trained, self.seconds, self.distances = 0.0, [], []

    def on_epoch_begin(self, epoch, logs=None):
        self.started = time.perf_counter()

    def on_epoch_end(self, epoch, logs=None):
        self.trained += time.perf_counter() - self.started
        if self.trained > self.stop_after:
            self.model.stop_training = True
        if (epoch + 1) % self.every == 0 or self.model.stop_training:
            with self.model.averaged_weights():
                fake_images = self.model.generate(count, seed=5)
            self.seconds.append(self.trained)
            self.distances.append(metrics.digit_quality(reference, fake_images).frechet)


# %% [markdown]
# > **Predict, then run.** Compare with yesterday's run in your memory: what will appear first, the strokes or the
# > digits? And what will be better than with dense layers?

# %%
steps_per_epoch, epochs = budget.choose(smoke=2, laptop=125), budget.choose(smoke=1, laptop=26)
recipe = dataclasses.replace(recipes.get("dcgan"), steps=epochs * steps_per_epoch)
for field in dataclasses.fields(recipe)[2:]:
    print(f"{field.name:14} {getattr(recipe, field.name)}")
for method in (recipes.Recipe.gan, recipes.Recipe._adam):
    print(inspect.getsource(method))
gan = recipe.gan(data.image_shape, seed=0)

# %%
clock, frames = QualityClock(every=4), SampleFrames(36, seed=7)
history = gan.fit(
    data.batches(recipe.batch_size, seed=0).repeat(),
    epochs=epochs,
    steps_per_epoch=steps_per_epoch,
    verbose=0,
    callbacks=[clock, frames, ProgressLine()],
)
print(f"{clock.trained:.0f} seconds of training")

# %%
plots.image_grid(
    gan.generate(60, seed=1),
    columns=12,
    title=f"Made of noise, after {epochs * steps_per_epoch:,} steps",
    alt="Sixty generated images in twelve columns. Most can be read as digits, with smooth strokes; some are none.",
)

# %% [markdown]
# The same 36 noise vectors over training, one frame for every 125 steps (with the averaged weights of that moment):

# %%
plots.animation(
    frames.frames,
    fps=3,
    alt="An animation of 36 images over training: grey squares, then bright blots, then strokes, then digits that "
    "become sharper and hardly change any more.",
)

# %%
chosen = np.unique(np.linspace(0, len(frames.frames) - 1, 6).round().astype(int))
plots.image_grid(
    np.stack([np.pad(frames.frames[index], 6, constant_values=255) for index in chosen]) / 127.5 - 1,
    columns=3,
    labels=[f"after {frames.epochs[index] * steps_per_epoch:,} steps" for index in chosen],
    title="The same noise at six moments of training",
    alt="Six grids of 36 images each, from grey squares to sharp digits.",
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# Strokes come first, because a convolution can draw a piece of a stroke anywhere as soon as it can draw one; then they
# are put together to digits. Edges are smooth where the dense generator left specks: neighbouring pixels are computed
# from the same numbers.
#
# </details>
#
# ### One noise vector in forty companies
#
# Now that the generator can draw, look at the coupling of section 4.4 once more. One noise vector is put into forty
# batches, each time with other companions, and run in training mode. How much does its image depend on the company? (We
# use a copy: a call with `training=True` also moves the running averages.)

# %%
copy = keras.models.clone_model(gan.generator)
copy.set_weights(gan.generator.get_weights())
random = np.random.default_rng(8)
one = random.standard_normal((1, 64))
variation = {}
for size in (2, 8, 32):
    companies = [np.concatenate([one, random.standard_normal((size - 1, 64))]).astype("float32") for _ in range(40)]
    versions = np.stack([copy(batch, training=True)[0] for batch in companies])
    variation[size] = versions.std(axis=0).max()
    print(f"batches of {size:2}: the most variable pixel varies by {variation[size]:.3f} with the company")
budget.claim("the larger the batch, the smaller the coupling", variation[2] > variation[8] > variation[32] > 0)

# %% [markdown]
# Pixels go from −1 to 1. In batches of two, the company can make a pixel at the edge of a stroke lighter or darker; in
# larger batches less so, because a mean over many hardly depends on one of them.

# %% [markdown]
# ## 7. How good? A Fréchet distance, with its floor
#
# Yesterday's coverage compared images by their principal components, which know nothing of digits. Today's number uses
# a classifier: a small convolutional network that was trained once on handwritten digits and comes with the course, so
# that everybody measures with the same ruler. Its last hidden layer gives 64 **features** for each image. Describe the
# features of the real images by their mean $\mu_r$ and covariance matrix $\Sigma_r$, those of the fakes by $\mu_f$ and
# $\Sigma_f$. The **Fréchet distance** of the two normal distributions with these numbers is
#
# $$ \lVert \mu_r - \mu_f \rVert^2 + \mathrm{tr}\bigl(\Sigma_r + \Sigma_f - 2\,(\Sigma_r \Sigma_f)^{1/2}\bigr). $$
#
# It is 0 if means and covariances agree, and it notices both failures: images that do not look real shift the mean, and
# images that are all alike shrink the covariance. (With another classifier, Inception, this is the well-known FID. Ours
# is *not* an FID, and the two cannot be compared. Day 6 takes the number apart.)
#
# Two things belong to every such number. The **number of samples**, because with few samples the distance comes out too
# high. And the **floor**: what equally many *real* images score, which no generator can be expected to beat.
#
# > **Predict, then run.** Before it judges our GAN, the number itself is judged. Order them: noise, slightly blurred
# > real images, real images without the digits 5 to 9, the untrained generator, our GAN.

# %%
random = np.random.default_rng(9)
some = data.images[random.choice(len(data), count, replace=False)]
blurred = keras.layers.AveragePooling2D(3, strides=1, padding="same")(some).numpy()
low_digits = data.images[random.choice(np.flatnonzero(data.labels < 5), count)]
fakes = {
    "noise": random.uniform(-1, 1, some.shape).astype("float32"),
    "untrained generator": models.dcgan_generator(seed=0)(random.standard_normal((count, 64))).numpy(),
    "real, blurred": blurred,
    "real, 0 to 4 only": low_digits,
    "our GAN": gan.generate(count, seed=2),
}
scores = {name: metrics.digit_quality(reference, images) for name, images in fakes.items()}
for name, score in scores.items():
    print(f"{name:20} {score.frechet:8.1f}")
print("\nour GAN:", scores["our GAN"])

# %%
claim = "our GAN's distance is below that of perfect images of half the digits"
budget.claim(claim, scores["our GAN"].frechet < scores["real, 0 to 4 only"].frechet)
budget.claim("all ten digits are among its images", scores["our GAN"].class_coverage == 1)

# %% [markdown]
# <details><summary>Answer</summary>
#
# Noise and the untrained generator are hundreds away. (The untrained generator is even farther off than noise: its
# images are all practically the same grey, so that their covariance is next to nothing.) Perfect images of half the
# digits are about a hundred away: the number sees what is missing. A slight blur, which the eye forgives, costs 20 to
# 35 as well. Our GAN ends up in that league, clearly above the floor, and you can see why: most of its images are
# digits, some are none.
#
# </details>

# %% [markdown]
# ## 8. The tutorial's recipe on the same clock
#
# The tutorial trains its large networks with Adam at a rate of 0.0001 and the default $\beta_1 = 0.9$, on batches of
# 256, without a moving average. How far does that get in about the time that ours took?
#
# > **Predict, then run.** How many steps will it take in that time, compared with our 3,250? What will its images look
# > like by then?

# %%
seconds = min(clock.trained, 30.0)
tutorial = GAN(models.tutorial_generator(seed=0), models.tutorial_discriminator(seed=1))
tutorial.compile(
    "non_saturating", keras.optimizers.Adam(1e-4), keras.optimizers.Adam(1e-4), run_eagerly=budget.name() == "smoke"
)
tutorial_clock = QualityClock(every=4, stop_after=seconds)
tutorial.fit(
    data.batches(budget.choose(smoke=8, laptop=256), seed=0).repeat(),
    epochs=budget.choose(smoke=1, laptop=1_000),
    steps_per_epoch=budget.choose(smoke=1, laptop=5),
    verbose=0,
    callbacks=[tutorial_clock],
)
steps = int(tutorial.optimizer.iterations)
print(f"{steps} steps in {tutorial_clock.trained:.0f} seconds")
plots.image_grid(
    tutorial.generate(24, seed=1),
    columns=12,
    title=f"The tutorial's recipe after {steps} steps",
    alt="Twenty-four grey images in two rows, with a regular pattern or some blots, and without any digit yet.",
)

# %%
with plots.drawing():
    figure = Figure(figsize=(6.4, 4.0), layout="constrained")
    axes = figure.subplots()
    axes.plot(clock.seconds, clock.distances, "o-", color=plots.REAL, label="ours")
    axes.plot(tutorial_clock.seconds, tutorial_clock.distances, "s--", color=plots.FAKE, label="the tutorial's recipe")
    axes.axhline(scores["our GAN"].floor, color=plots.GUIDE, linestyle=":", label="real against real")
    axes.set(xlabel="seconds of training", ylabel="Fréchet distance (course CNN)", yscale="log")
    axes.set_title(f"Two recipes on one clock ({count:,} samples)", loc="left")
    axes.legend()
plots.picture(
    figure,
    alt="Two curves over the seconds of training, with a logarithmic distance axis. Ours falls far below the "
    "tutorial's, which has hardly begun to fall.",
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# Some dozens, against thousands: each step multiplies 27 times more in the generator, 6 times more in the
# discriminator, and does it for sixteen times as many images. After so few steps it makes no digits; if you see a
# regular grid, you know where it comes from (section 3). More steps, with fewer images each and a higher rate, get the
# networks moving; the moving average and the falling rate then take out the jitter.
#
# </details>
#
# **What this shows, and what it does not.** Both ran on the same machine, one after the other, on the same data, judged
# by the same number; the clock includes the time that TensorFlow needs to compile. It shows how the two compare *in the
# first minute on a processor like yours*. It does not show that the tutorial's networks are worse: they have only just
# begun. `make bench-quality` lets them train for twenty minutes on MNIST and draws both curves to their ends. And the
# tutorial was written for a GPU.
#
# And it compares *recipes*, of which the networks are one part. Which part makes how much of the difference? Change one
# at a time (section 11).

# %% [markdown]
# ## 9. Walks through latent space
#
# Between two noise vectors there are others. If the generator has really learned what digits are, and not just a list
# of them, the images in between should be digits as well, changing smoothly. The paper calls this *walking in the
# latent space*, and reads sharp transitions as a sign of memorised images.
#
# Which way from $a$ to $b$? The obvious one is straight: $(1 - t)\,a + t\,b$.
#
# > **Predict, then run.** A noise vector has 64 independent standard normal entries. How long is it? And how long is
# > the point halfway between two of them?

# %%
pairs = np.random.default_rng(10).standard_normal((2, 20_000, 64))
halfway = pairs.mean(axis=0)
norms = {name: np.linalg.norm(points, axis=1) for name, points in (("noise", pairs[0]), ("halfway", halfway))}
for name, lengths in norms.items():
    print(f"{name:8} norm {lengths.mean():.2f} ± {lengths.std():.2f}; √64 = 8, √32 = {math.sqrt(32):.2f}")
print(f"share of noise vectors that are as short as √32: {stats.chi(64).cdf(math.sqrt(32)):.5f}")
plots.histogram(
    {"noise vectors": norms["noise"], "halfway on a straight line": norms["halfway"]},
    title="In 64 dimensions, noise has a norm near 8",
    x_label="norm",
    alt="Two narrow humps that hardly overlap: noise vectors around 8, points halfway around 5.7.",
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# The squared norm is a sum of 64 squares with mean 1 each, so it is close to 64 and the norm close to $\sqrt{64} = 8$;
# it strays by 0.7 only. In many dimensions normal noise lives on a shell. (In the middle the *density* is highest, but
# there is hardly any room.) Halfway, each entry has the variance $\tfrac14 + \tfrac14 = \tfrac12$, so the norm is about
# $\sqrt{32}$. Of all noise vectors in training, three in ten thousand were so short. A straight line takes a short cut
# through a region where the generator was never trained.
#
# </details>
#
# The way out is to stay on the shell: go along the *arc*. With the angle $\theta$ between $a$ and $b$,
#
# $$ \mathrm{slerp}(a, b, t) = \frac{\sin((1 - t)\,\theta)}{\sin \theta}\, a + \frac{\sin(t\,\theta)}{\sin \theta}\, b,
# \qquad \cos \theta = \frac{a \cdot b}{\lVert a \rVert \, \lVert b \rVert}. $$
#
# It is called *spherical linear interpolation* (Shoemake 1985, for rotations; White 2016 for latent spaces). If $a$ and
# $b$ have the same norm, every point in between has it as well, and equal steps of $t$ are equal angles.
#
# ### Exercise 5: along the arc (4 points)
#
# Write `slerp(start, end, t)` for two vectors of the same length and a number $t$ from 0 to 1. If the two point the
# same way, $\sin \theta$ is 0; then return the point on the straight line, which is what the formula tends to. (They
# never point in opposite directions here.) Beware of rounding: the computed cosine may be 1.0000000000000002.


# %% exercise="slerp"
def slerp(start, end, t):
    """Return the point at t on the arc from start to end."""
    ### BEGIN SOLUTION
    cosine = np.dot(start, end) / (np.linalg.norm(start) * np.linalg.norm(end))
    angle = np.arccos(np.clip(cosine, -1, 1))
    if angle < 1e-6:
        return (1 - t) * start + t * end
    return (np.sin((1 - t) * angle) * start + np.sin(t * angle) * end) / np.sin(angle)
    ### END SOLUTION


# %% check="slerp" points=4
with checks.exercise("slerp"):
    east, north = np.array([2.0, 0.0]), np.array([0.0, 2.0])
    for t, expected in ((0, [2, 0]), (1, [0, 2]), (0.5, [1.414214, 1.414214]), (1 / 3, [1.732051, 1])):
        point = np.asarray(slerp(east, north, t))
        assert point.shape == (2,), f"expected a vector of length 2; got shape {point.shape}"
        assert np.allclose(point, expected, atol=1e-5), f"from (2, 0) to (0, 2), t = {t:.2f}: {expected}; got {point}"
    a, b = np.random.default_rng(11).standard_normal((2, 64))
    b *= np.linalg.norm(a) / np.linalg.norm(b)
    for t in (0.2, 0.5, 0.7):
        norm = np.linalg.norm(slerp(a, b, t))
        assert np.isclose(norm, np.linalg.norm(a)), f"both ends have norm {np.linalg.norm(a):.4f}; the arc has {norm}"
    same = np.array([0.1, 0.2, 0.3])
    point = np.asarray(slerp(same, same, 0.3))
    assert np.allclose(point, same), f"from (0.1, 0.2, 0.3) to itself there is only this point; got {point}"
    ### BEGIN HIDDEN TESTS
    for t in np.linspace(0, 1, 9):
        assert np.allclose(slerp(a, b, t), latent.slerp(a, b, t), atol=1e-6), f"not the point on the arc at t = {t}"
        assert np.allclose(slerp(a, 3 * b, t), latent.slerp(a, 3 * b, t), atol=1e-6), "wrong for two different norms"
        assert np.allclose(slerp(same, 2 * same, t), (1 + t) * same), "wrong for two vectors of one direction"
        obtuse = np.array([-1.9, 0.3])
        assert np.allclose(slerp(east, obtuse, t), latent.slerp(east, obtuse, t), atol=1e-6), "wrong for a wide angle"
    for seed in range(200):
        vector = np.random.default_rng(seed).standard_normal(64)
        assert np.allclose(slerp(vector, vector, 0.5), vector), "a vector and itself: rounding spoils the angle"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `np.dot(start, end)` and `np.linalg.norm(start)` give the cosine, `np.arccos` the angle. `np.clip(cosine, -1, 1)`
# repairs the rounding.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Test whether the angle is *small* (say, below 0.000001) and not whether it is exactly 0.
#
# </details>
#
# Five walks, each on the straight line and on the arc:

# %%
arc = checks.or_reference("slerp", slerp, latent.slerp)

starts, ends = np.random.default_rng(12).standard_normal((2, 5, 64))
rows = []
for start, end in zip(starts, ends, strict=True):
    for way in (lambda a, b, t: (1 - t) * a + t * b, arc):
        path = np.stack([way(start, end, t) for t in np.linspace(0, 1, 11)])
        rows.append(gan.generator(path.astype("float32")).numpy())
plots.image_grid(
    np.concatenate(rows),
    columns=11,
    title="Five walks: straight (the upper row of each pair) and on the arc (the lower)",
    alt="Ten rows of eleven images. In each row one digit turns into another. The rows of a pair begin and end alike.",
)

# %% [markdown]
# > **Predict, then run.** Do you see a difference? A number may see more. We take many pairs, go halfway on either way,
# > and measure the images: which of the two will be farther from the real ones?

# %%
first, second = np.random.default_rng(13).standard_normal((2, count, 64))
places = {
    "plain noise": first,
    "halfway, straight": (first + second) / 2,
    "halfway, on the arc": np.stack([arc(a, b, 0.5) for a, b in zip(first, second, strict=True)]),
}
walked = {}
for name, points in places.items():
    images = np.concatenate([gan.generator(part).numpy() for part in np.array_split(points.astype("float32"), 8)])
    walked[name] = metrics.digit_quality(reference, images).frechet
    print(f"{name:20} Fréchet distance {walked[name]:6.2f}")
claim = "images halfway on straight lines are farther from real ones than images halfway on arcs"
budget.claim(claim, walked["halfway, straight"] > walked["halfway, on the arc"])

# %% [markdown]
# <details><summary>Answer</summary>
#
# Halfway on the arc, images are as good as anywhere: such points are distributed (nearly) like noise itself. Halfway on
# the straight line they are somewhat worse. The generator copes better with the short cut than one might fear, since it
# has learned something that goes on between the places that it has seen; but there is no reason to take it.
#
# </details>
#
# `latent.walk` strings arcs together, from stop to stop and back to the first. Sixteen such walks at once:

# %%
stops = np.random.default_rng(14).standard_normal((16, 4, 64))
paths = np.stack([latent.walk(stop, steps=budget.choose(smoke=2, laptop=12), closed=True) for stop in stops], axis=1)
walk = [plots.tile(gan.generator(step.astype("float32")).numpy()) for step in paths]
plots.animation(walk, fps=10, alt="An animation of 16 digits, each of which keeps turning smoothly into other digits.")

# %% [markdown]
# ## 10. Your own pictures
#
# The same code trains on any folder of pictures. `load_image_folder` reads every picture below a folder, cuts out the
# square in its middle and resizes it; the networks take the shape of what it returns. So that the next cell runs
# anywhere, we first paint a folder: digits in a random colour on a dark ground of the opposite colour. To use your own,
# leave that out and write the path of your folder.

# %%
folder = tempfile.TemporaryDirectory()
random = np.random.default_rng(15)
for number in range(budget.choose(smoke=16, laptop=400)):
    ink = np.asarray(Image.fromarray((data.images[number, :, :, 0] + 1) / 2).resize((64, 64)))[:, :, None]
    hue = random.uniform()
    bright, dark = hsv_to_rgb([hue, 0.7, 1.0]), hsv_to_rgb([(hue + 0.5) % 1, 0.8, 0.35])
    colours = np.clip(ink * bright + (1 - ink) * dark, 0, 1)  # (64, 64, 3)
    Image.fromarray((255 * colours).astype("uint8")).save(Path(folder.name) / f"{number:04}.png")

pictures = load_image_folder(folder.name, size=64)  # write the path of your own folder here
colour_gan = recipes.get("dcgan").gan(pictures.image_shape)
maps = dict.fromkeys(layer.output.shape[1:] for layer in colour_gan.generator.layers[1:])
print("what the generator makes of noise, step by step:", " → ".join(map(str, maps)))

# %%
colour_steps = budget.choose(smoke=1, laptop=30)
batches = pictures.batches(min(32, len(pictures)), seed=0).repeat()
colour_gan.fit(batches, epochs=1, steps_per_epoch=1, verbose=0)  # compiles
started = time.perf_counter()
colour_gan.fit(batches, epochs=1, steps_per_epoch=colour_steps, verbose=0)
step_seconds = (time.perf_counter() - started) / colour_steps
print(f"{step_seconds:.2f} seconds a step: 10,000 steps would take {10_000 * step_seconds / 60:.0f} minutes here")
plots.image_grid(
    np.concatenate([pictures.images[:8], colour_gan.generate(8, seed=1)]),
    columns=8,
    title="A folder of pictures (above), and the first few steps (below)",
    alt="Two rows of eight colour pictures: painted digits above; below, a stained pattern without any shape yet.",
)

# %% [markdown]
# Nothing to recognise yet: the last cell only shows that everything fits together, and what a step costs. A picture of
# 64 × 64 pixels is made by five layers in place of three, with more channels at the beginning, so a step takes several
# times as long, and a colour picture needs more steps. For your own pictures take `SampleFrames(16, folder="frames")`
# along, let it run for some thousand steps, on a GPU if you can, and use a few thousand pictures that resemble each
# other. Use pictures that you may use: Day 10 is about that.
#
# ## 11. Experiments of your own
#
# Change one thing at a time, and compare Fréchet distances over several seeds: a single run proves little.
#
# - Which part of our recipe makes how much of the difference? The rate 0.0001, $\beta_1 = 0.9$, no moving average,
#   batches of 256, kernels of 5 × 5: one at a time.
# - Our generator without batch normalisation, or our discriminator with it (`batch_norm=`).
# - Half the channels and twice the rate: `width=16`, `Adam(2e-3, beta_1=0.5)`. Which of the two is better after 20
#   seconds?
# - Arithmetic in latent space: the mean of some noise vectors that make a thick 7, minus the mean of some that make a
#   thin one, plus one that makes a thin 1. (The paper did it with faces: glasses.)
# - `latent_dim=2`: draw the images of a whole grid of noise, and look at the map of digits.
#
# ## Recap
#
# - A convolution knows that pixels have neighbours and that a stroke may be anywhere. It shares one kernel among all
#   places.
# - With the padding `"same"`, a convolution makes $\lceil n/s \rceil$ pixels, a transposed one $n \cdot s$; with
#   `"valid"`, $\lfloor (n - k)/s \rfloor + 1$ and $(n - 1)\,s + k$ (for $k \ge s$).
# - A transposed convolution stamps its kernel. The overlap is even inside exactly if the stride divides the kernel; if
#   not, the checkerboard is built in, in the images and in the discriminator's slopes.
# - Strides in place of pooling, and leaky ReLU, keep slopes flowing to the generator.
# - Batch normalisation keeps signals alive through many layers, makes the scale of hidden weights immaterial, and
#   couples the images of a batch in training. At D's input or G's output it would hide brightness and contrast.
# - Weights from $N(0, 0.02^2)$ start the game near chance; a smaller $\beta_1$ takes inertia out of it.
# - A quality number needs its sample size and its floor, and a trial on fakes whose quality is known.
# - Noise in many dimensions lives on a shell. Walk on the arc.
#
# **Tomorrow** you open the bonnet: the same GAN with three different training loops, which give the same weights; how
# fast each one is and why; and how to stop, resume, and use more than one device.
#
# ## Glossary
#
# | term | meaning |
# |---|---|
# | **batch normalisation** | scaling each channel over the batch to mean 0 and variance 1, then by trained γ and β |
# | **channel** | one of the numbers that a layer returns at each place; of an image: grey, or red, green and blue |
# | **checkerboard** | the regular pattern that an uneven overlap of stamps leaves in generated images |
# | **convolution** | a layer that computes each output from a small window, with the same weights everywhere |
# | **DCGAN** | the convolutional GAN of Radford, Metz and Chintala, and its rules |
# | **feature** | a number that a trained network computes of an image, here in its last hidden layer |
# | **floor** | what a quality measure gives for real images against real images |
# | **Fréchet distance** | a distance of two normal distributions, here fitted to features of images |
# | **kernel** | the weights of a convolution, shape (height, width, channels in, channels out) |
# | **latent walk** | a path of noise vectors, and the images that the generator makes of them |
# | **leaky ReLU** | $t$ for positive $t$, a small multiple of $t$ (here 0.2) for negative |
# | **overlap** | how many inputs of a transposed convolution reach an output |
# | **padding** | what happens at the border: `"valid"` or `"same"` |
# | **pooling** | replacing small windows by their maximum or mean |
# | **resize-convolution** | enlarging by repeating pixels, then an ordinary convolution |
# | **slerp** | spherical linear interpolation: at a steady pace along the arc between two vectors |
# | **slope** | here: the derivative of a loss with respect to a pixel or a layer's input |
# | **stride** | how far the kernel (or, when transposed, the stamp) moves from one place to the next |
# | **transposed convolution** | the transposed matrix of a convolution: each input stamps a multiple of the kernel |
#
# ## Further reading
#
# - A. Radford, L. Metz and S. Chintala, *Unsupervised Representation Learning with Deep Convolutional Generative
#   Adversarial Networks*, 2015, [arXiv 1511.06434](https://arxiv.org/abs/1511.06434): the rules in section 3, the
#   recipe in section 4, walks and arithmetic in section 6.
# - A. Odena, V. Dumoulin and C. Olah, *Deconvolution and Checkerboard Artifacts*, Distill, 2016, [doi
#   10.23915/distill.00003](https://doi.org/10.23915/distill.00003): with pictures that you can play with.
# - V. Dumoulin and F. Visin, *A guide to convolution arithmetic for deep learning*, 2016, [arXiv
#   1603.07285](https://arxiv.org/abs/1603.07285).
# - S. Ioffe and C. Szegedy, *Batch Normalization*, 2015, [arXiv 1502.03167](https://arxiv.org/abs/1502.03167).
# - L. Mescheder, A. Geiger and S. Nowozin, *Which Training Methods for GANs do actually Converge?*, 2018, [arXiv
#   1801.04406](https://arxiv.org/abs/1801.04406): the Dirac-GAN.
# - Y. Yazıcı and others, *The Unusual Effectiveness of Averaging in GAN Training*, 2019, [arXiv
#   1806.04498](https://arxiv.org/abs/1806.04498).
# - M. Heusel and others, *GANs Trained by a Two Time-Scale Update Rule*, 2017, [arXiv
#   1706.08500](https://arxiv.org/abs/1706.08500): where the Fréchet distance became a measure of GANs.
# - T. White, *Sampling Generative Networks*, 2016, [arXiv 1609.04468](https://arxiv.org/abs/1609.04468): slerp.
