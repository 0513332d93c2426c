# %% [markdown]
# # Day 3: DCGAN
#
# **The question of the day.** Yesterday's generator computes each of its 784 pixels with weights of its own, and knows
# nothing of the fact that pixels have neighbours. In 2015 Radford, Metz and Chintala published rules by which a GAN
# made of *convolutions* trains stably: the **DCGAN**, deep convolutional GAN. Today you build one by these rules, see
# why they help, and train it.
#
# ## See it first
#
# This is where you will be in two hours: sixteen noise vectors, and what a generator like the one that you are going to
# write makes of them while it learns. (It was recorded with `python -m gan_course.recordings dcgan-digits dcgan-mnist`,
# so that you need not wait now.)
#
# > **Predict, then play.** Before you move the slider: what will the untrained generator show? What comes first, the
# > strokes or the digits? And once a noise vector has become a digit, will it stay that digit?

# %%
import dataclasses
import math
import tempfile

from gan_course import budget, checks, conv_arithmetic, latent, models, plots, recipes, recordings
from gan_course.data import load_image_folder, load_images
from gan_course.demos import day03, dcgan_rules
from gan_course.demos.digit_ruler import QualityClock, Ruler, quality_curves
from gan_course.labs.dashboard import TrainingDashboard
from gan_course.labs.explorer import explorer
from gan_course.runtime import device, keras, tf
from gan_course.training import GAN, ProgressLine, SampleFrames

import numpy as np
from scipy import stats

print(f"training budget: {budget.name()}; device: {device()}")
data = load_images()
recorded = "mnist" if data.name == "mnist" else "digits"

# %%
day03.film(f"dcgan-{recorded}", steps=100)

# %% [markdown]
# <details><summary>Answer</summary>
#
# Nothing but grey, with a fine grain: with small first weights, all noise gives nearly the same image. Then come pale
# blots where all digits have ink; then strokes, which join to digits. Not every noise vector keeps its digit: some
# change their mind, because the generator is still moving.
#
# </details>
#
# ## What you will be able to do
#
# - compute the size of what a convolution and a transposed convolution return;
# - predict the checkerboard in generated images from two numbers, and avoid it;
# - give a reason, seen with your own eyes, for DCGAN's rules;
# - **write a DCGAN by these rules and train it** in less than a minute;
# - judge its digits with a Fréchet distance and its floor, and compare recipes by it;
# - walk through latent space without leaving the region where the generator was trained.
#
# **You need** Days 1 and 2: the two losses, the two updates, the moving average of the weights.
#
# **Time.** Some 4,000 words, half an hour of reading; with questions and exercises, plan two to three hours. **Run
# time** on two CPU cores: about two minutes for the whole notebook, most of it for two training runs.
#
# | exercise | you write | points |
# |---|---|---:|
# | 1 | the size of a transposed convolution | 2 |
# | 2 | how many inputs reach each output | 3 |
# | 3 | who in a batch influences whom | 3 |
# | 4 | **the generator** | 4 |
# | 5 | **the discriminator** | 4 |
# | 6 | the way along the arc | 2 |
#
# Images have the shape (batch, height, width, channels).

# %% [markdown]
# ## 1. Convolutions, down and up
#
# Why convolutions at all? Here are real images, and below each one the same pixels in another order: **one** order,
# drawn by lot once, the same for all images.

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
# You see digits in one row only. But to the *dense* discriminator of Day 2 the two rows are the same problem: reorder
# the rows of its first weight matrix by the same lot, and it judges the shuffled images as it judged the real ones.

# %%
dense, rewired = models.mlp_discriminator(seed=1), models.mlp_discriminator(seed=1)
kernel, *others = dense.get_weights()  # the kernel has one row for each pixel, (784, 512)
rewired.set_weights([kernel[order], *others])
gap = np.abs(dense(real) - rewired(shuffled)).max()
print(f"largest difference of the logits: {gap:.1e}")
assert gap < 1e-5

# %% [markdown]
# It has to find out from examples that pixel 300 and pixel 301 belong together. A **convolution** builds in two things
# that are true of pictures, and that the shuffle destroys:
#
# - **locality**: what belongs together lies close together, so each output looks at a small window only;
# - **translation**: a stroke is a stroke wherever it is, so all windows share *one* set of weights, the **kernel**.
#
# Sharing saves weights, so there can be many **channels**: numbers at each place, each from a kernel of its own.
#
# **Down.** Along one axis $n$ pixels come in, the kernel is $k$ pixels wide, and from one place to the next it moves on
# by the **stride** $s$. What happens at the border is called **padding**. Keras offers two kinds:
#
# | padding | what it does | a convolution returns |
# |---|---|---|
# | `"valid"` | the kernel stays inside the input | $\lfloor (n - k)/s \rfloor + 1$ |
# | `"same"` | zeros are added around the input | $\lceil n/s \rceil$, whatever $k$ is |
#
# The first formula counts: the kernel's left edge stands at $0, s, 2s, \ldots$ and at most at $n - k$. The second is
# handy: with stride 2, each layer halves the size. That is how a discriminator goes from 28 pixels to 14 to 7.
#
# **Up.** A generator has to make images *larger*. It uses the same operation backwards. A convolution is linear, so it
# is a matrix; the **transposed convolution** is the transposed matrix. Here is a small one in one dimension: a kernel
# of three numbers with stride 2.

# %%
taps = np.array([1.0, 10.0, 100.0], "float32")  # the kernel
matrix = np.zeros((4, 9), "float32")
for place in range(4):
    matrix[place, 2 * place : 2 * place + 3] = taps
print("convolution, 9 numbers to 4:", *matrix.astype(int), sep="\n")
print("transposed, 4 numbers to 9:", *matrix.T.astype(int), sep="\n")
four = np.array([1, 2, 0, 3], "float32")
grow = keras.layers.Conv1DTranspose(1, 3, strides=2, use_bias=False)
grow.build((None, 4, 1))
grow.set_weights([taps[:, None, None]])
assert np.allclose(grow(four[None, :, None])[0, :, 0], matrix.T @ four)
print("of 1, 2, 0, 3 the transposed one makes", *(matrix.T @ four).astype(int))

# %% [markdown]
# Read the transposed matrix by columns: **each input stamps a copy of the kernel**, multiplied by itself, onto the
# output. The stamps lie $s$ apart, and where they overlap they add up: the 102 above is $100 \cdot 1$ from the first
# stamp and $1 \cdot 2$ from the second. (The name deconvolution is wrong: it undoes nothing, only the shapes go the
# other way round.)
#
# With `"valid"`, all that is stamped is kept. With `"same"`, the ends are cut off on both sides, so that exactly
# $n \cdot s$ pixels are left.
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
    for _arguments, _expected in (
        ((4, 3, 2, "valid"), 9),
        ((7, 4, 2, "same"), 14),
        ((1, 4, 1, "valid"), 4),
        ((7, 5, 1, "same"), 7),
        ((1, 5, 2, "same"), 2),
        ((5, 6, 4, "valid"), 22),
        ((3, 7, 3, "same"), 9),
        ((6, 2, 2, "valid"), 12),
    ):
        _made = transposed_size(*_arguments)
        _what = "size {}, kernel {}, stride {}, padding {!r}".format(*_arguments)
        assert _made is not None, f"{_what}: expected {_expected}, got None"
        assert np.shape(_made) == (), f"{_what}: expected one number, got {_made!r}"
        assert _made == _expected, f"{_what}: expected {_expected} pixels, got {_made}"
    ### BEGIN HIDDEN TESTS
    for _size in (1, 2, 8):
        for _stride in (1, 2, 3, 5):
            for _kernel in range(_stride, 8):
                for _padding in ("valid", "same"):
                    _layer = keras.layers.Conv2DTranspose(1, _kernel, strides=_stride, padding=_padding)
                    _expected = _layer.compute_output_shape((None, _size, _size, 1))[1]
                    _made = transposed_size(_size, _kernel, _stride, _padding)
                    assert _made == _expected, (
                        f"{_size}, {_kernel}, {_stride}, {_padding}: expected {_expected}, got {_made}"
                    )
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# For `"valid"`: where does the *last* stamp begin, if the first one begins at pixel 0? And how far does it reach from
# there? For `"same"` look at the paragraph above the exercise.
#
# </details>
#
# Three generators, planned with your function: each starts from a small map and enlarges it.

# %%
size_of = checks.or_reference("transposed_size", transposed_size, conv_arithmetic.transposed_output_size, arrays=True)
plans = {
    "yours, today: 7 pixels, then 4×4, stride 2, twice": (7, [(4, 2)] * 2),
    "TensorFlow's tutorial: 7, then 5×5, strides 1, 2, 2": (7, [(5, 1), (5, 2), (5, 2)]),
    "the paper's: 4, then 5×5, stride 2, four times": (4, [(5, 2)] * 4),
}
for name, (size, layers) in plans.items():
    sizes = [size]
    for kernel, stride in layers:
        sizes.append(int(size_of(sizes[-1], kernel, stride, "same")))
    print(f"{name:52}", " → ".join(map(str, sizes)))

# %% [markdown]
# ## 2. The checkerboard
#
# Generated images often show a fine checkerboard. Where does it come from? The input is an image of ones, 7 × 7, and
# the kernel is full of ones: nothing could be more even. We enlarge it to 14 × 14 in five ways. The fifth is a
# **resize-convolution**: first every pixel is repeated (nearest-neighbour upsampling), then comes an ordinary
# convolution.
#
# > **Predict, then run.** Which of the five will come out even, apart from their borders?

# %%
flat = np.ones((1, 7, 7, 1), "float32")
ones = {"padding": "same", "use_bias": False, "kernel_initializer": "ones"}
enlarged = {f"kernel {size}": keras.layers.Conv2DTranspose(1, size, strides=2, **ones)(flat) for size in (2, 3, 4, 5)}
enlarged["repeat, then 3"] = keras.layers.Conv2D(1, 3, **ones)(keras.layers.UpSampling2D(2)(flat))
enlarged = {name: np.asarray(image)[0, :, :, 0] for name, image in enlarged.items()}
for name, image in enlarged.items():
    print(f"{name:15} inside, the values are", sorted(set(image[4:10, 4:10].astype(int).ravel().tolist())))
plots.image_grid(
    np.stack([np.kron(1.4 * image / image.max() - 1, np.ones((12, 12))) for image in enlarged.values()]),
    columns=3,
    labels=list(enlarged),
    title="An image of ones, enlarged",
    alt="Five squares. Kernels 2 and 4 and the resize-convolution are even, the latter two with a darker border. "
    "Kernels 3 and 5 show a regular grid of bright and dark points.",
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# Kernels 2 and 4, and the resize-convolution. With kernel 5 some pixels receive 9 times the input, others 6 and others
# 4: along one axis, stamps of width 5 that lie 2 apart cover a pixel now three times, now twice, and in two dimensions
# the counts multiply. With kernel 3 it is 4, 2 and 1. (At dark borders fewer stamps arrive.)
#
# </details>
#
# ### Exercise 2: how many inputs reach each output? (3 points)
#
# Write `overlap(size, kernel, stride)` for one axis: a list or array of whole numbers with one entry for each pixel of
# the `"valid"` output, which says how many inputs stamp on it. The kernel is at least as large as the stride.


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
    for _arguments, _expected in (
        ((4, 3, 2), [1, 1, 2, 1, 2, 1, 2, 1, 1]),
        ((4, 4, 2), [1, 1, 2, 2, 2, 2, 2, 2, 1, 1]),
        ((3, 2, 2), [1, 1, 1, 1, 1, 1]),
        ((3, 3, 1), [1, 2, 3, 2, 1]),
        ((1, 5, 3), [1, 1, 1, 1, 1]),
        ((3, 7, 3), [1, 1, 1, 2, 2, 2, 3, 2, 2, 2, 1, 1, 1]),
    ):
        _returned = overlap(*_arguments)
        _what = "size {}, kernel {}, stride {}".format(*_arguments)
        assert _returned is not None, f"{_what}: expected {_expected}, got None"
        _counts = np.asarray(_returned)
        assert _counts.shape == (len(_expected),), (
            f"{_what}: expected {len(_expected)} entries, got shape {_counts.shape}"
        )
        assert _counts.tolist() == _expected, f"{_what}: expected {_expected}, got {_counts.tolist()}"
    ### BEGIN HIDDEN TESTS
    for _size in (1, 2, 9):
        for _stride in (1, 2, 3):
            for _kernel in range(_stride, 8):
                _expected = conv_arithmetic.overlap(_size, _kernel, _stride).tolist()
                _counts = np.asarray(overlap(_size, _kernel, _stride)).tolist()
                assert _counts == _expected, f"{_size}, {_kernel}, {_stride}: expected {_expected}, got {_counts}"
    _counts = np.asarray(overlap(300, 300, 1)).tolist()
    assert _counts == [*range(1, 301), *range(299, 0, -1)], (
        f"300, 300, 1: up to 300 and down; got {max(_counts)} at most"
    )
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Start with zeros, as many as Exercise 1 says. Then let the inputs stamp, one after the other.
#
# </details>
# <details><summary>Hint 2</summary>
#
# At which pixel does the stamp of input $i$ begin, and how long is it?
#
# </details>
#
# Now the whole table: the counts that occur *inside*, away from the borders.
#
# > **Predict, then run.** In which cells of the table will there be one number instead of two?

# %%
overlap_of = checks.or_reference("overlap", overlap, conv_arithmetic.overlap, arrays=True)
print("kernel:  ", *(f"{kernel:>7}" for kernel in range(1, 9)))
for stride in (1, 2, 3, 4):
    row = ["-"] * (stride - 1)
    for kernel in range(stride, 9):
        inside = overlap_of(20, kernel, stride)[kernel : 20 * stride - kernel]
        counts = sorted({int(count) for count in inside})
        assert (len(counts) == 1) == (kernel % stride == 0)
        row.append(" or ".join(map(str, counts)))
    print(f"stride {stride}: ", *(f"{entry:>7}" for entry in row))

# %% [markdown]
# <details><summary>Answer</summary>
#
# Exactly where **the stride divides the kernel**.
#
# </details>
# <details><summary>Deeper: why</summary>
#
# The output pixel $p$ is reached by the numbers $p \bmod s$, $p \bmod s + s$, $p \bmod s + 2s$, … of the kernel, as
# long as they are smaller than $k$. That makes $k/s$ of them for each $p$ if $s$ divides $k$; otherwise some pixels get
# one more than others.
#
# </details>
#
# So there are two ways out: a kernel that the stride divides, such as 4 × 4 with stride 2; or a resize-convolution, the
# advice of Odena, Dumoulin and Olah (2016), whose article explains all this. An even overlap does not *forbid* a
# checkerboard, but it is not built in any more. With an uneven one, training has to learn weights that cancel it.
#
# ### Backwards, too
#
# The gradient of a convolution with respect to its input is a transposed convolution with the same kernel and stride.
# So a *discriminator* with 5 × 5 kernels and stride 2 has the checkerboard as well: in the gradients that it sends to
# the generator's pixels. Here are untrained networks: those of TensorFlow's DCGAN tutorial with 5 × 5 kernels, and such
# as you will write, with 4 × 4. How much does each pixel of the generator's image vary from noise to noise? How strong
# is the gradient of the discriminator's logit in each pixel? (Averaged over several networks.)

# %%
seeds = range(0, budget.choose(smoke=20, laptop=160), 10)
strengths = {
    "tutorial, pixels": day03.pixel_strength([models.tutorial_generator(seed=seed) for seed in seeds[::2]], 100),
    "4×4, pixels": day03.pixel_strength([day03.paper_generator(seed=seed) for seed in seeds[::2]], 64),
    "tutorial, gradients": day03.gradient_strength([models.tutorial_discriminator(seed=seed) for seed in seeds]),
    "4×4, gradients": day03.gradient_strength([day03.paper_discriminator(seed=seed) for seed in seeds]),
}
plots.image_grid(
    np.stack([np.kron(1.6 * strength / strength.max() - 1, np.ones((10, 10))) for strength in strengths.values()]),
    columns=2,
    labels=list(strengths),
    title="Untrained networks: how strong is each pixel?",
    alt="Four squares of 28 by 28. Both of the tutorial's networks show a clear grid of bright and dark points; those "
    "with kernels of 4 by 4 are even inside, with a darker border.",
)

# %%
contrasts = {name: day03.contrast(strength) for name, strength in strengths.items()}
for name, ratio in contrasts.items():
    print(f"{name:20} the strongest of the four kinds of pixels against the weakest: {ratio:.2f}")
budget.claim(
    "both of the tutorial's networks prefer some kinds of pixels by more than 1.2 times, the others by less than 1.15",
    min(contrasts["tutorial, pixels"], contrasts["tutorial, gradients"]) > 1.2
    and max(contrasts["4×4, pixels"], contrasts["4×4, gradients"]) < 1.15,
)

# %% [markdown]
# "Four kinds" are even and odd rows, even and odd columns. Before any training, the tutorial's networks already prefer
# some to others. (What is left with 4 × 4 is chance: with more networks it fades.)

# %% [markdown]
# ## 3. Why the rules are as they are
#
# Radford, Metz and Chintala tried many architectures and wrote down what those that trained stably had in common. They
# argue from experience; the reasons here are what one can check today.
#
# | the paper's rule | the reason, in a few words |
# |---|---|
# | strides in place of pooling | every input gets a gradient |
# | leaky ReLU in the discriminator, ReLU in the generator | no unit of the discriminator cuts gradients off |
# | batch normalisation in both … | signals keep their size through many layers |
# | … but not at the generator's output and the discriminator's input | brightness and contrast would get lost |
# | tanh at the generator's end | pixels in [−1, 1], as in the data |
# | no dense hidden layers | all but the first and the last layer are local |
# | weights drawn from $N(0, 0.02^2)$ | images start grey, logits near 0: the game starts near chance |
# | Adam with rate 0.0002 and $\beta_1 = 0.5$ | less inertia against an opponent who moves |
#
# **Gradients that arrive.** All that the generator learns comes through the discriminator, as gradients of the loss in
# the pixels. So it matters which layers pass gradients on.
#
# > **Predict, then run.** We put random numbers into single layers. Which share of the inputs gets no gradient at all:
# > for max pooling, average pooling, a convolution with stride 2, ReLU, and leaky ReLU?

# %%
layers = {
    "max pooling 2×2": keras.layers.MaxPooling2D(2),
    "average pooling 2×2": keras.layers.AveragePooling2D(2),
    "convolution 4×4, stride 2": keras.layers.Conv2D(8, 4, strides=2, padding="same"),
    "ReLU": keras.layers.ReLU(),
    "leaky ReLU, 0.2": keras.layers.LeakyReLU(negative_slope=0.2),
}
maps = tf.Variable(tf.random.stateless_normal((16, 14, 14, 8), seed=(3, 4)))
for name, layer in layers.items():
    with tf.GradientTape() as tape:
        total = tf.reduce_sum(layer(maps))
    print(f"{name:27} {np.mean(tape.gradient(total, maps) == 0):4.0%} of its inputs get no gradient")

# %% [markdown]
# <details><summary>Answer</summary>
#
# Three quarters behind max pooling: of four numbers, only the largest is heard. About half behind ReLU: a unit that is
# off passes nothing. None behind the other three. Average pooling passes gradients to all, but the same to all; a
# convolution with a stride *learns* how to shrink. (In a real discriminator windows overlap, so hardly any pixel is cut
# off altogether; but what the generator is told gets thinner.)
#
# </details>
#
# **Signals that keep their size.** **Batch normalisation** (Ioffe and Szegedy 2015) works channel by channel: take all
# numbers of a channel, over *all images of the batch and all places*, subtract their mean, divide by their standard
# deviation, multiply by a trained scale $\gamma$ and add a trained shift $\beta$. A generator has to turn *differences*
# in the noise into differences between images. So we follow these differences through five untrained transposed
# convolutions: their standard deviation over a batch.

# %%
for name, std, batch_norm in (
    ("std 0.02", 0.02, False),
    ("std 0.2", 0.2, False),
    ("He's std", None, False),
    ("std 0.02, batch norm", 0.02, True),
    ("std 0.2, batch norm", 0.2, True),
):
    print(f"{name:21}", *(f"{spread:10.5f}" for spread in day03.signal_spread(std, batch_norm=batch_norm)))

# %% [markdown]
# Without normalisation, weights of 0.02 let the differences die out, so that all noise gives the same grey; weights of
# 0.2 let them grow. In between lies a value that keeps them about level, which He and others (2015) compute from the
# kernel's size; but training moves the weights away from it. Batch normalisation makes each layer start afresh. The
# paper calls it critical for deep generators to begin learning at all.
#
# **But not everywhere.** With batch normalisation in *all* layers, the paper reports, samples oscillated; leaving it
# out at the generator's output and the discriminator's input helped. Why there?
#
# > **Predict, then run.** Take a batch of real digits, and the same batch faded to grey. How differently does an
# > untrained discriminator judge the two, without batch normalisation at its input? And with it?

# %%
batch = data.images[:64]
faded = 0.4 * batch + 0.1
judge = day03.paper_discriminator(seed=3)
blind = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.BatchNormalization(epsilon=1e-7), judge])
for name, network in {"without": judge, "with": blind}.items():
    logits = network(batch, training=True).numpy()
    change = np.abs(network(faded, training=True).numpy() - logits)
    print(f"{name:7} it: the logits differ by up to {change.max() / logits.std():.4f} of their spread")
plots.image_grid(
    np.concatenate([batch[:10], faded[:10]]),
    columns=10,
    title="Sharp and faded",
    alt="Two rows of the same ten digits: white on black above, light grey on dark grey below.",
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# Without it, clearly differently. With it, it *cannot* tell them apart, however long it is trained: for batch
# normalisation at the input, these two rows are one. The generator would never be told that its images are too pale. At
# the generator's output the same happens from the other side: mean and contrast of *every batch* of fakes would be
# pinned to two numbers, whichever images are in it.
#
# </details>
#
# **The images of a batch are not alone.** Mean and standard deviation are taken over the batch. So in training, what
# batch normalisation makes of one image depends on the *others*. How would you measure that?
#
# ### Exercise 3: who influences whom? (3 points)
#
# Write `influence(network, batch, index, training)`. Run the network on `batch`, an array whose first axis counts the
# samples. Then add 1 to all numbers of sample `index`, and of no other, and run it again. Return one number for each
# sample: the largest absolute change in this sample's output. Both runs are called with `training=training`, and the
# caller's array must stay as it is.


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
    _normalise = keras.Sequential([keras.Input((2,)), keras.layers.BatchNormalization(epsilon=0)])
    _four = checks.watched(np.array([[0, 0], [0, 3], [2, 0], [2, -1]], "float32"))
    _kept = _four.copy()
    _changes = influence(_normalise, _four, 3, training=True)
    assert _changes is not None, "expected one number for each sample, got None"
    _changes = np.asarray(_changes)
    assert np.array_equal(_four, _kept), (
        f"the caller's array was changed; perturb a copy: expected {_kept}, got {_four}"
    )
    assert _changes.shape == (4,), f"4 samples: expected shape (4,), got {_changes.shape}"
    _expected = [0.244017, 0.065384, 0.42265, 0.42265]
    assert np.allclose(_changes, _expected, atol=1e-4), f"batch norm in training: expected {_expected}, got {_changes}"
    _resting = np.asarray(influence(_normalise, _four, 3, training=False))
    assert _resting[3] > 0, f"the perturbed sample itself always changes; got {_resting}"
    assert np.array_equal(_resting[:3], np.zeros(3)), f"training=False: expected no other to change, got {_resting}"
    _maps = np.random.default_rng(5).standard_normal((3, 4, 5, 2)).astype("float32")
    _scaled = keras.Sequential([keras.Input((4, 5, 2)), keras.layers.Rescaling([-2.0, 0.5])])
    _kept = _maps.copy()
    _changes = np.asarray(influence(_scaled, _maps, 1, training=False))
    assert np.array_equal(_maps, _kept), "adding 1 and taking it off again rounds: perturb a copy of the caller's array"
    assert np.allclose(_changes, [0, 2, 0], atol=1e-3), f"images times (-2, 0.5): expected [0, 2, 0], got {_changes}"
    ### BEGIN HIDDEN TESTS
    _alone = keras.Sequential([keras.Input((4, 5, 2)), keras.layers.Conv2D(3, 3, kernel_initializer="ones")])
    _changes = np.asarray(influence(_alone, _maps, 0, training=True))
    assert checks.near(_changes, [18, 0, 0], atol=1e-3), f"a convolution of ones: expected [18, 0, 0], got {_changes}"
    _faint = keras.Sequential([keras.Input((2,)), keras.layers.Rescaling([-2e-5, 1e-5])])
    _changes = np.asarray(influence(_faint, np.zeros((3, 2), "float32"), 1, training=False))
    assert checks.near(_changes, [0, 2e-5, 0], rtol=1e-3), (
        f"times (-2, 1) / 100,000: expected 0, 2e-5, 0, got {_changes}"
    )
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `np.array(batch)` makes a copy; `perturbed = batch` would be a second name for the same array.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The outputs may be images, of shape (batch, height, width, channels). The largest number of each image is what is left
# when you take the maximum over all axes but the first.
#
# </details>
#
# > **Predict, then run.** Eight noise vectors, one of them is perturbed. How many of the *other* seven images change:
# > in an untrained generator with batch normalisation in training, in the same one after training (`training=False`),
# > and how many judgements change in a discriminator with batch normalisation in training?

# %%
influence_of = checks.or_reference("influence", influence, day03.influence, arrays=True)
eight = np.random.default_rng(6).standard_normal((8, 64)).astype("float32")
maker = day03.paper_generator(seed=0)
for name, network, inputs, training in (
    ("generator, training=True", maker, eight, True),
    ("generator, training=False", maker, eight, False),
    ("discriminator, training=True", judge, np.array(data.images[:8]), True),
):
    changes = influence_of(network, inputs, 0, training)
    print(f"{name:29} {np.sum(changes[1:] > 0)} of 7 others change, at most by {changes[1:].max():.5f}")

# %% [markdown]
# <details><summary>Answer</summary>
#
# All seven; none; all seven. After training, batch normalisation uses its running mean and variance, constants that no
# companion can change, so one noise vector makes one image, always the same.
#
# </details>
#
# In a generator this coupling does little harm, as long as batches are not tiny. A *discriminator* with it judges no
# longer images but batches; many later GANs do without it there. Today you follow the paper.

# %% [markdown]
# ## 4. Your DCGAN
#
# Now you have all the parts. The networks are small, so that they train in a minute on two cores, but the rules are the
# paper's. Only its kernels are 5 × 5; ours are 4 × 4, and you know why.
#
# ### Exercise 4: the generator (4 points)
#
# Write `build_generator(latent_dim)`: a Keras model from noise (batch, `latent_dim`) to images (batch, 28, 28, 1) in
# [−1, 1].
#
# - A dense layer makes a map of 7 × 7 with **64** channels. Two transposed convolutions with kernels of 4 × 4 enlarge
#   it, first to **32** channels, then to the image.
# - Strides, padding, activations, where batch normalisation goes and where not: by the rules of section 3. Batch
#   normalisation stands *before* the activation.
# - All three kernels are drawn from the normal distribution with mean 0 and standard deviation 0.02.
#
# The check runs your network, however you write it, and looks at what each layer takes and gives.


# %% exercise="generator"
def build_generator(latent_dim):
    """Return a DCGAN generator: noise (batch, latent_dim) to images (batch, 28, 28, 1) in [-1, 1]."""
    ### BEGIN SOLUTION
    options = {"padding": "same", "strides": 2, "kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            keras.layers.Dense(7 * 7 * 64, kernel_initializer=keras.initializers.RandomNormal(stddev=0.02)),
            keras.layers.Reshape((7, 7, 64)),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(32, 4, **options),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2DTranspose(1, 4, activation="tanh", **options),
        ]
    )
    ### END SOLUTION


# %% check="generator" points=4
with checks.exercise("generator"):
    _fault = dcgan_rules.generator_fault(build_generator)
    assert _fault is None, _fault
    _made = np.asarray(build_generator(20)(30 * np.ones((5, 20), "float32")))
    assert np.abs(_made).max() <= 1, f"expected pixels in [-1, 1], got {np.abs(_made).max():.2f}"
    ### BEGIN HIDDEN TESTS
    for _length in (1, 33):
        _network = build_generator(_length)
        _noise = np.random.default_rng(_length).standard_normal((9, _length)).astype("float32")
        assert _network(_noise).shape == (9, 28, 28, 1), f"latent_dim {_length}: got {_network(_noise).shape}"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Seven building blocks, all from `keras.layers`: `Dense`, `Reshape`, `BatchNormalization`, `ReLU`, `Conv2DTranspose`;
# and `keras.Input((latent_dim,))` at the beginning. How many numbers must the dense layer make?
#
# </details>
# <details><summary>Hint 2</summary>
#
# Keras's layers start with other weights (Glorot's) unless you pass
# `kernel_initializer=keras.initializers.RandomNormal(stddev=…)`; the last activation can be passed as
# `activation="tanh"`.
#
# </details>
#
# ### Exercise 5: the discriminator (4 points)
#
# Write `build_discriminator()`: a Keras model from images (batch, 28, 28, 1) to **logits** (batch, 1).
#
# - Two convolutions with kernels of 4 × 4 halve height and width each, first to **32**, then to **64** channels. A
#   dense layer turns the last map into the logit.
# - Leaky ReLU with a negative slope of 0.2. Batch normalisation by the rules; the layer at the "input", which goes
#   without, is the first convolution.
# - All kernels from $N(0, 0.02^2)$ again.


# %% exercise="discriminator"
def build_discriminator():
    """Return a DCGAN discriminator: images (batch, 28, 28, 1) to logits (batch, 1)."""
    ### BEGIN SOLUTION
    start = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 4, strides=2, padding="same", **start),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Conv2D(64, 4, strides=2, padding="same", **start),
            keras.layers.BatchNormalization(),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.Flatten(),
            keras.layers.Dense(1, **start),
        ]
    )
    ### END SOLUTION


# %% check="discriminator" points=4
with checks.exercise("discriminator"):
    _fault = dcgan_rules.discriminator_fault(build_discriminator)
    assert _fault is None, _fault
    ### BEGIN HIDDEN TESTS
    for _length in (1, 7):
        _logits = build_discriminator()(np.zeros((_length, 28, 28, 1), "float32"))
        assert _logits.shape == (_length, 1), f"{_length} images: expected shape ({_length}, 1), got {_logits.shape}"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# It is the generator's mirror image: `Conv2D`, `LeakyReLU`, `BatchNormalization`, `Flatten`, `Dense`. A logit may be
# any number: what does that say about the last activation?
#
# </details>
#
# Here they are, layer by layer, with what they cost beside the tutorial's networks.

# %%
generator_of = checks.or_reference("generator", build_generator, day03.paper_generator)
discriminator_of = checks.or_reference("discriminator", build_discriminator, day03.paper_discriminator)
keras.utils.set_random_seed(0)
generator, discriminator = day03.players(generator_of(64), discriminator_of())
print("your generator:", *day03.outlines(generator, eight), sep="\n  ")
print("your discriminator:", *day03.outlines(discriminator, batch), sep="\n  ")

# %%
costs = {
    "your generator": day03.work(generator, eight),
    "the tutorial's generator": day03.work(models.tutorial_generator(), np.zeros((1, 100))),
    "your discriminator": day03.work(discriminator, batch),
    "the tutorial's discriminator": day03.work(models.tutorial_discriminator(), batch),
}
for name, (weights, products) in costs.items():
    print(f"{name:29} {weights:>9,} weights, {products / 1e6:5.1f} million multiplications for an image")
assert costs["the tutorial's generator"][0] == 2_305_472
assert costs["the tutorial's discriminator"][0] == 212_865

# %% [markdown]
# <details><summary>Deeper: where the tutorial's 2,305,472 and 212,865 come from</summary>
#
# A convolution from $c$ to $c'$ channels has $k \cdot k \cdot c \cdot c'$ weights, whichever way round it goes, and
# $c'$ biases if it has biases (the tutorial's generator has none). Batch normalisation trains two numbers for each
# channel; in front of the first map it sees a plain vector there, so each of the 12,544 numbers counts as a channel.
#
# - generator: dense $100 \cdot 12{,}544$, batch norm $2 \cdot 12{,}544$, transposed $25 \cdot 256 \cdot 128$, batch
#   norm $2 \cdot 128$, transposed $25 \cdot 128 \cdot 64$, batch norm $2 \cdot 64$, transposed $25 \cdot 64 \cdot 1$;
# - discriminator: $25 \cdot 1 \cdot 64 + 64$, then $25 \cdot 64 \cdot 128 + 128$, dense $7 \cdot 7 \cdot 128 + 1$.
#
# Weights are not what training time goes into. *Multiplications* are: a kernel is used once at every place. A
# convolution is placed once for each pixel that comes out, a transposed one once for each pixel that goes in. The
# tutorial's dense layer has more than half of its generator's weights and a small part of the work; most of the work is
# in the layer from 256 to 128 channels, which does not enlarge anything (stride 1).
#
# </details>
#
# ### A ruler: the Fréchet distance, with its floor
#
# Before training, we need a number that says how good the images are. A small classifier, trained once on handwritten
# digits, comes with the course, so that everybody measures with the same ruler. Its last hidden layer gives 64
# **features** of each image. The **Fréchet distance** compares the mean and the covariance of the real images' features
# with those of the fakes'. It is 0 if they agree. Images that do not look real shift the mean; images that are all
# alike shrink the covariance. Two things belong to the number: how many **samples** it rests on, because with few it
# comes out too high, and the **floor**: what as many *real* images get.
#
# <details><summary>Deeper: the formula, and FID</summary>
#
# With the means $\mu_r$ and $\mu_f$ and the covariance matrices $\Sigma_r$ and $\Sigma_f$, it is
#
# $$ \lVert \mu_r - \mu_f \rVert^2 + \mathrm{tr}\bigl(\Sigma_r + \Sigma_f - 2\,(\Sigma_r \Sigma_f)^{1/2}\bigr), $$
#
# strictly speaking the square of the Fréchet distance of two normal distributions. With another classifier, Inception,
# it is the well-known FID. Ours is *not* an FID, and the two cannot be compared. Day 6 takes the number apart.
#
# </details>
#
# > **Predict, then run.** First the ruler itself is judged. Put them in order: noise, slightly blurred real images,
# > real images without the digits 5 to 9, your untrained generator.

# %%
ruler = Ruler.of(data.images[: budget.choose(smoke=200, laptop=60_000)])
random = np.random.default_rng(9)
some = data.images[random.choice(len(data), ruler.samples, replace=False)]
fakes = {
    "noise": random.uniform(-1, 1, some.shape).astype("float32"),
    "untrained": generator(random.standard_normal((ruler.samples, 64)).astype("float32")).numpy(),
    "blurred": keras.layers.AveragePooling2D(3, strides=1, padding="same")(some).numpy(),
    "only 0 to 4": data.images[random.choice(np.flatnonzero(data.labels < 5), ruler.samples)],
}
known = {name: ruler(images) for name, images in fakes.items()}
for name, distance in known.items():
    print(f"{name:12} {distance:7.1f}")
print(f"floor        {ruler.floor:7.1f}, with {ruler.samples:,} samples")

# %% [markdown]
# <details><summary>Answer</summary>
#
# The untrained generator is farthest off, beyond noise even: its images are all practically the same grey, so that
# their covariance is next to nothing. Perfect images of half the digits come next: the number sees what is missing. A
# slight blur, which the eye forgives, is noticed, too.
#
# </details>
#
# ### Training, by the paper's recipe
#
# Adam with rate 0.0002 and $\beta_1 = 0.5$ for both, the non-saturating loss. Only the batches are smaller than the
# paper's 128, for more steps in a minute. A clock comes along that notes the Fréchet distance from step 0 on, and
# stands still while it measures.
#
# > **Predict, then run.** How far will the distance fall in 2,500 steps: below perfect images of half the digits? Near
# > the floor?

# %%
steps, epochs = budget.choose(smoke=10, laptop=100), budget.choose(smoke=1, laptop=25)
gan = GAN(generator, discriminator)
gan.compile("non_saturating", keras.optimizers.Adam(2e-4, beta_1=0.5), keras.optimizers.Adam(2e-4, beta_1=0.5))
clock, frames = QualityClock(ruler, every=2), SampleFrames(36, seed=7)
history = gan.fit(
    data.batches(32, seed=0).repeat(),
    epochs=epochs,
    steps_per_epoch=steps,
    verbose=0,
    callbacks=[clock, frames, ProgressLine(), TrainingDashboard(36, seed=7)],
)
print(f"{clock.seconds[-1]:.0f} seconds of training; Fréchet distance {clock.distances[-1]:.1f}")

# %%
budget.claim("it beats perfect images of half the digits", clock.distances[-1] < known["only 0 to 4"])
plots.image_grid(
    gan.generate(60, seed=1),
    columns=12,
    title="Your DCGAN's digits",
    alt="Sixty generated images in twelve columns. Most can be read as digits, with smooth strokes; some are none.",
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# Below, but not near the floor: most images are digits, some are none, and an eye finds them in a second. Edges are
# smooth where the dense generator of Day 2 left specks: neighbouring pixels are computed from the same numbers.
#
# </details>
#
# Your own film:

# %%
plots.animation(
    frames.frames,
    fps=4,
    alt="An animation of 36 images over training: grey squares, then pale blots, then strokes, then digits.",
)

# %% [markdown]
# ### Our recipe, ten years later
#
# The course trains its DCGANs with another recipe, which grew out of the paper's by what was learnt since 2015:

# %%
recipe = recipes.get("dcgan")
parts = ("batch_size", "learning_rate", "rate_ratio", "beta_1", "decay", "ema_momentum", "loss", "penalty")
for field in dataclasses.fields(recipe):
    if field.name in parts:
        print(f"{field.name:14} {getattr(recipe, field.name)}")
better = dataclasses.replace(recipe, steps=budget.choose(smoke=10, laptop=3_000)).gan(data.image_shape, seed=0)
print("its generator:", *day03.outlines(better.generator, eight), sep="\n  ")
print("its discriminator:", *day03.outlines(better.discriminator, batch), sep="\n  ")

# %% [markdown]
# - **Higher rates that fall** (`decay`): large steps first, then the players settle. A **moving average** of the
#   generator's weights. **Smaller batches**: more steps for the same work.
# - **$\beta_1 = 0$**: no inertia at all. (The paper found 0.9 to oscillate and 0.5 to be better; Day 5 shows why.)
# - **Other networks.** The generator has the resize-convolution of section 2. The discriminator has no batch
#   normalisation; before its logit stands a dense layer, against the paper's rule, and a layer that tells how much the
#   images of a batch differ, so that fakes which are all alike are found out.
# - Two things that Day 5 explains: the **relativistic** loss asks whether the real image of a pair looks more real than
#   the fake one, and the **R1 penalty** keeps the discriminator's gradients at real images small.
#
# > **Predict, then run.** It will see fewer images than yours, in 3,000 steps. Will it come as far? And where will the
# > curve of TensorFlow's tutorial be, the DCGAN that most people meet first: larger networks with 5 × 5 kernels,
# > batches of 256, Adam with rate 0.0001 and $\beta_1 = 0.9$?

# %%
our_clock = QualityClock(ruler, every=2)
history = better.fit(
    data.batches(recipe.batch_size, seed=0).repeat(),
    epochs=budget.choose(smoke=1, laptop=20),
    steps_per_epoch=budget.choose(smoke=10, laptop=150),
    verbose=0,
    callbacks=[our_clock, ProgressLine()],
)
print(f"{our_clock.seconds[-1]:.0f} seconds of training; Fréchet distance {our_clock.distances[-1]:.1f}")

# %% [markdown]
# The tutorial's networks would keep your computer busy for many minutes, so its curve was recorded, with the same
# ruler: `python -m gan_course.recordings tutorial-digits tutorial-mnist`.

# %%
tutorial = recordings.curve(f"tutorial-{recorded}")
seen = {"yours": 32 * np.array(clock.steps), "ours": recipe.batch_size * np.array(our_clock.steps)}
quality_curves(
    {
        "yours (paper's recipe)": (seen["yours"], clock.distances),
        "ours": (seen["ours"], our_clock.distances),
        "the tutorial's (recorded)": (256 * tutorial["step"], tutorial["frechet"]),
    },
    floor=ruler.floor,
    title=f"Three DCGANs, one ruler ({ruler.samples:,} samples)",
    alt="Three curves over the number of real images seen, with a logarithmic distance axis. All start near 700. Yours "
    "and ours fall steeply at once, ours to the lower value; the recorded one goes up and down and stays far above.",
)

# %%
budget.claim("ours ends below yours", our_clock.distances[-1] < clock.distances[-1])
budget.claim("the tutorial's, recorded, ends far above both", tutorial["frechet"][-1] > 2 * clock.distances[-1])

# %% [markdown]
# <details><summary>Answer</summary>
#
# Farther, with fewer images. The tutorial's recipe is far behind, with more images and far more work for each. Most
# striking is its zigzag: its images swing from one measurement to the next. (Networks, batches and Adam differ from
# yours; this picture cannot tell which is to blame.)
#
# </details>
#
# <details><summary>Deeper: what this shows, and what it does not</summary>
#
# It shows the beginning of each run, which is what you have on two cores. The tutorial was written for a GPU, and has
# only just begun: `make bench-quality` lets it train for twenty minutes and draws the curves to their ends. Yours and
# ours are one seed each here. And it compares whole *recipes*, not their parts.
#
# </details>
#
# So, the parts: resize-convolution, dense layer, both, and *all three* with the layer for the batch's differences, over
# three seeds of 3,000 steps (recorded with `python -m gan_course.recordings networks-digits networks-mnist`):

# %%
table = recordings.table(f"networks-{recorded}")
means = {name: distances.mean() for name, distances in table.items()}
for name, distances in table.items():
    print(f"{name:12}", *(f"{distance:7.1f}" for distance in distances), f"   mean {means[name]:5.1f}")
budget.claim("the whole recipe beats each part, and the paper", min(means, key=means.get) == "all three")

# %% [markdown]
# "neither" has networks like yours (without batch normalisation in the discriminator); "paper" is the recipe that you
# trained. On MNIST the layer that the paper forbids halves the distance, the third layer halves it again, and
# resize-convolution alone does nothing: a rule of 2015 is no law. On the 1,541 digits, seeds differ as much as most
# rows; half of the gain is there before any of the three.

# %% [markdown]
# ## 5. Walks through latent space
#
# If the generator has really learnt what digits are, and not just a list of them, then between two noise vectors the
# images should be digits as well, changing smoothly. The paper calls this *walking in the latent space*, and reads
# sharp transitions as a sign of memorised images.
#
# Which way from $a$ to $b$? The obvious one is straight: $(1 - t)\,a + t\,b$.
#
# > **Predict, then run.** A noise vector has 64 independent standard normal entries. How long is it? And how long is
# > the point halfway between two of them?

# %%
pairs = np.random.default_rng(10).standard_normal((2, 20_000, 64))
norms = {
    "noise vectors": np.linalg.norm(pairs[0], axis=1),
    "halfway on a straight line": np.linalg.norm(pairs.mean(axis=0), axis=1),
}
for name, lengths in norms.items():
    print(f"{name:27} norm {lengths.mean():.2f} ± {lengths.std():.2f}")
print(f"share of noise vectors that are as short as √32: {stats.chi(64).cdf(math.sqrt(32)):.5f}")
plots.histogram(
    norms,
    title="How long is noise in 64 dimensions?",
    x_label="norm",
    alt="Two narrow humps that hardly overlap: noise vectors around 8, points halfway around 5.7.",
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# The squared norm is a sum of 64 squares with mean 1 each, so the norm is close to 8; it strays by 0.7 only. In many
# dimensions noise lives on a shell. Halfway, each entry has the variance $\tfrac14 + \tfrac14 = \tfrac12$, so the norm
# is about $\sqrt{32} \approx 5.7$. Hardly any noise vector in training was so short. A straight line takes a short cut
# through a region where the generator was never trained.
#
# </details>
#
# The way out is to stay on the shell: go along the *arc* (*spherical linear interpolation*, Shoemake 1985, White 2016).
# With the angle $\theta$ between $a$ and $b$,
#
# $$ \mathrm{slerp}(t) = \frac{\sin((1 - t)\,\theta)}{\sin \theta}\, a + \frac{\sin(t\,\theta)}{\sin \theta}\, b $$
#
# ### Exercise 6: along the arc (2 points)
#
# Write `slerp(start, end, t)` for two vectors of the same length and a number $t$ from 0 to 1. Two traps: if both point
# the same way, $\sin \theta$ is 0, and the formula tends to the point on the straight line; return that. And a computed
# cosine may be 1.0000000000000002. (They never point in opposite directions here.)


# %% exercise="slerp"
def slerp(start, end, t):
    """Return the point at t on the arc from start to end."""
    ### BEGIN SOLUTION
    start, end = np.asarray(start), np.asarray(end)
    cosine = np.dot(start, end) / (np.linalg.norm(start) * np.linalg.norm(end))
    angle = np.arccos(np.clip(cosine, -1, 1))
    if angle < 1e-6:
        return (1 - t) * start + t * end
    return (np.sin((1 - t) * angle) * start + np.sin(t * angle) * end) / np.sin(angle)
    ### END SOLUTION


# %% check="slerp" points=2
with checks.exercise("slerp"):
    _east, _north, _both = np.array([2.0, 0.0]), np.array([0.0, 2.0]), np.array([3.0, 3.0])
    _near = 4 * np.array([np.cos(0.2), np.sin(0.2)])  # 0.2 is an angle of 11 degrees
    for _start, _end, _t, _expected in (
        (_east, _north, 0, [2, 0]),
        (_east, _north, 1, [0, 2]),
        (_east, _north, 1 / 3, [1.732051, 1]),
        (_east, _both, 0.25, [2.399088, 0.827698]),
        (_both, -2 * _east, 0.7, [-2.884041, 2.755375]),
        (np.array([4.0, 0.0]), _near, 0.25, [3.995001, 0.199917]),
        (_east, 3 * _east, 0.5, [4, 0]),
        (0.1 * _both, 0.1 * _both, 0.3, [0.3, 0.3]),
    ):
        _point = slerp(_start, _end, _t)
        assert _point is not None, f"from {_start} to {_end}: expected {_expected}, got None"
        _point = np.asarray(_point)
        assert _point.shape == (2,), f"from {_start} to {_end}: expected a vector of length 2, got shape {_point.shape}"
        _what = f"from {_start} to {_end}, t = {_t:.2f}"
        assert np.allclose(_point, _expected, atol=2e-4), f"{_what}: expected {_expected}, got {_point}"
    for _seed in range(60):
        _same = np.random.default_rng(_seed).standard_normal(64)
        assert np.allclose(slerp(_same, _same, 0.3), _same, atol=1e-4), "a vector and itself: rounding spoils the angle"
    ### BEGIN HIDDEN TESTS
    _a, _b = np.random.default_rng(11).standard_normal((2, 64))
    for _t in np.linspace(0, 1, 9):
        assert checks.near(slerp(_a, _b, _t), latent.slerp(_a, _b, _t), atol=1e-4), (
            f"not the point on the arc at t = {_t}"
        )
        assert checks.near(slerp(_a, _a + 0.1 * _b, _t), latent.slerp(_a, _a + 0.1 * _b, _t), atol=1e-3), (
            "a small angle"
        )
    for _angle in (0.09, 0.04):
        _point = slerp(_east, 2 * np.array([np.cos(_angle), np.sin(_angle)]), 0.5)
        assert checks.near(_point, 2 * np.array([np.cos(_angle / 2), np.sin(_angle / 2)]), rtol=1e-5), (
            f"{_angle}: {_point}"
        )
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# The dot product, divided by both norms, is the cosine; `np.arccos` makes an angle of it, and `np.clip` repairs
# rounding. Test whether the angle is *small* (say, below 0.000001), not whether it is exactly 0.
#
# </details>
#
# Five walks with our GAN, each on the straight line and on the arc:

# %%
arc = checks.or_reference("slerp", slerp, latent.slerp, arrays=True)
stops = np.random.default_rng(12).standard_normal((2, 5, 64))
ways = {"straight": lambda a, b, t: (1 - t) * a + t * b, "arc": arc}
rows = []
for start, end in zip(*stops, strict=True):
    for way in ways.values():
        path = np.stack([way(start, end, t) for t in np.linspace(0, 1, 11)])
        rows.append(better.generator(path.astype("float32")).numpy())
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
first, second = np.random.default_rng(13).standard_normal((2, ruler.samples, 64))
places = {
    "plain noise": first,
    "halfway, straight": (first + second) / 2,
    "halfway, on the arc": np.stack([arc(a, b, 0.5) for a, b in zip(first, second, strict=True)]),
}
walked = {}
for name, points in places.items():
    walked[name] = ruler(better.generator.predict(points.astype("float32"), batch_size=500, verbose=0))
    print(f"{name:20} Fréchet distance {walked[name]:6.2f}")
claim = "images halfway on straight lines are farther from real ones than images halfway on arcs"
budget.claim(claim, walked["halfway, straight"] > walked["halfway, on the arc"])

# %% [markdown]
# <details><summary>Answer</summary>
#
# The straight one. Halfway on the arc, images are about as good as anywhere: such points are distributed (nearly) like
# noise itself. The generator copes better with the short cut than one might fear; but there is no reason to take it.
#
# </details>
#
# `latent.walk` strings arcs together, from stop to stop and back to the first. Sixteen such walks at once:

# %%
stops = np.random.default_rng(14).standard_normal((16, 4, 64))
paths = np.stack([latent.walk(stop, steps=budget.choose(smoke=2, laptop=12), closed=True) for stop in stops], axis=1)
walk = [plots.tile(better.generator(step.astype("float32")).numpy()) for step in paths]
plots.animation(walk, fps=10, alt="An animation of 16 digits, each of which keeps turning smoothly into other digits.")

# %% [markdown]
# <details><summary>Deeper: walk yourself</summary>
#
# Each place of the pad below is a noise vector of the usual length; beside its image stands the training image that is
# nearest in its pixels. Keep two places as A and B, and go from one to the other on the arc. Nothing is trained here.
#
# </details>

# %%
explorer(better.generator, data.images)

# %% [markdown]
# ## Your own pictures
#
# The same recipe trains on any folder of pictures: `load_image_folder` cuts out the square in the middle of each and
# resizes it. So that the next cell runs anywhere, it first paints a folder of coloured digits. To use your own, leave
# that out and write the path of your folder.

# %%
folder = tempfile.TemporaryDirectory()
day03.paint_folder(data.images[: budget.choose(smoke=16, laptop=200)], folder.name, size=32)
pictures = load_image_folder(folder.name, size=32)  # write the path of your own folder here
colour_gan = recipe.gan(pictures.image_shape)
batches = pictures.batches(recipe.batch_size, seed=0).repeat()
colour_gan.fit(batches, epochs=1, steps_per_epoch=budget.choose(smoke=1, laptop=20), verbose=0)
print("images of shape", colour_gan.generate(8).shape[1:], "after the first few steps")

# %% [markdown]
# A few steps make nothing yet. Five thousand make bright digits on dark grounds (recorded with `python -m
# gan_course.recordings colours`, 1,500 pictures):

# %%
plots.animation(
    recordings.frames("colours"),
    fps=4,
    alt="An animation of sixteen coloured pictures over training: an even grey first, then coloured stains, then "
    "bright digits in several colours on dark grounds, some of them mottled.",
)

# %% [markdown]
# For your own, use some thousand pictures that resemble each other, and some thousand steps. Use pictures that you may
# use: Day 10 is about that.
#
# <details><summary>Deeper: experiments of your own</summary>
#
# Change one thing at a time, and compare Fréchet distances over several seeds: a single run proves little.
#
# - Break one rule in your own DCGAN: batch normalisation at the generator's output, max pooling, kernels of 5 × 5,
#   Keras's own first weights, $\beta_1 = 0.9$. Which of them do you see in the number?
# - Half the channels and twice the rate. Which of the two is better after 20 seconds?
# - Arithmetic in latent space: the mean of some noise vectors that make a thick 7, minus the mean of some that make a
#   thin one, plus one that makes a thin 1. (The paper did it with faces: glasses.)
# - `latent_dim` 2: draw the images of a whole grid of noise, and look at the map of digits.
#
# </details>
#
# ## Recap
#
# - With `"same"`, a convolution makes $\lceil n/s \rceil$ pixels, a transposed one $n \cdot s$; with `"valid"`,
#   $\lfloor (n - k)/s \rfloor + 1$ and $(n - 1)\,s + k$ (for $k \ge s$).
# - A transposed convolution stamps its kernel. If the stride does not divide the kernel, the checkerboard is built in,
#   in images and in the discriminator's gradients.
# - Strides and leaky ReLU keep gradients flowing to the generator. Batch normalisation keeps signals alive, and couples
#   the images of a batch. At D's input or G's output it would hide brightness and contrast.
# - You built a DCGAN by these rules, and it learnt. What came later improves on some of them.
# - A quality number needs its sample size and its floor, and a trial on fakes whose quality is known.
# - Noise in many dimensions lives on a shell. Walk on the arc.
#
# **Tomorrow** you open the bonnet: the same GAN with three different training loops, how fast each one is and why, and
# how to stop, resume, and use more than one device.
#
# ## Glossary
#
# | term | meaning |
# |---|---|
# | **batch normalisation** | scaling each channel over the batch to mean 0 and variance 1, then by trained γ and β |
# | **checkerboard** | the regular pattern that an uneven overlap of stamps leaves |
# | **convolution** | a layer that computes each output from a small window, with the same weights everywhere |
# | **floor** | what a quality measure gives for real images against real images |
# | **Fréchet distance** | a distance of two normal distributions, here fitted to features of images |
# | **padding** | what happens at the border: `"valid"` or `"same"` |
# | **resize-convolution** | enlarging by repeating pixels, then an ordinary convolution |
# | **slerp** | spherical linear interpolation: at a steady pace along the arc between two vectors |
# | **stride** | how far the kernel (or, when transposed, the stamp) moves from one place to the next |
# | **transposed convolution** | the transposed matrix of a convolution: each input stamps a multiple of the kernel |
#
# ## Further reading
#
# - A. Radford, L. Metz and S. Chintala, *Unsupervised Representation Learning with Deep Convolutional Generative
#   Adversarial Networks*, 2015, [arXiv 1511.06434](https://arxiv.org/abs/1511.06434): rules in section 3, recipe in
#   section 4, walks in section 6.
# - A. Odena, V. Dumoulin and C. Olah, *Deconvolution and Checkerboard Artifacts*, Distill, 2016, [doi
#   10.23915/distill.00003](https://doi.org/10.23915/distill.00003): with pictures that you can play with.
# - V. Dumoulin and F. Visin, *A guide to convolution arithmetic for deep learning*, 2016, [arXiv
#   1603.07285](https://arxiv.org/abs/1603.07285).
# - S. Ioffe and C. Szegedy, *Batch Normalization*, 2015, [arXiv 1502.03167](https://arxiv.org/abs/1502.03167).
# - K. He and others, *Delving Deep into Rectifiers*, 2015, [arXiv 1502.01852](https://arxiv.org/abs/1502.01852).
# - M. Heusel and others, *GANs Trained by a Two Time-Scale Update Rule*, 2017, [arXiv
#   1706.08500](https://arxiv.org/abs/1706.08500): where the Fréchet distance became a measure of GANs.
# - T. White, *Sampling Generative Networks*, 2016, [arXiv 1609.04468](https://arxiv.org/abs/1609.04468): slerp.
