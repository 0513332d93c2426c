# %% [markdown]
# # Day 1: Components
#
# **The question of the day.** Nobody can write down what makes a picture of a 7 a picture of a 7. How can a program
# learn to draw new ones, when all it ever sees is examples?
#
# ## First, a game
#
# Below are eight pairs of digits. In each pair one was written by a person; the other was made by a program that has
# never been told what a digit is. Can you tell which is which? Click into a cell, press *Shift+Enter*, and play
# before you read on.

# %%
from gan_course import budget, checks, losses, models, plots, theory, toys, widgets
from gan_course.data import load_images
from gan_course.demos import day01, pairs_game
from gan_course.runtime import keras

import numpy as np
from IPython.display import display

# %%
data = load_images()
fakes = day01.recorded_fakes(data.name)  # (16, 28, 28, 1): made by Day 3's generator, recorded
pairs = pairs_game.make_pairs(data.images[:8], fakes[:8], seed=1)
display(pairs_game.which_is_real(pairs))

# %% [markdown]
# <details><summary>Answer</summary>
#
# The upper one is real in columns 3, 5, 6 and 8.
#
# </details>
#
# You have just been a **discriminator**: you looked at an image and judged how real it looks. Perhaps you went by a
# ragged stroke or a stray speck. Now imagine that the forger sees every one of your verdicts, and improves until you
# can only toss a coin. That is the whole idea.
#
# A *generative adversarial network* (GAN) is two networks and this game. The **generator** turns random numbers into
# images. The discriminator says how real an image looks. Each learns from the other:
#
# ```text
#   noise z ───► generator ───► fake image ──┐
#                                            ├───► discriminator ───► logit: real or fake?
#   data set ─────────────────► real image ──┘
# ```
#
# Today you take both apart, write the discriminator's loss, and train networks with it. Tomorrow both players learn.
# (The fakes above come from the generator of Day 3, recorded; `python -m gan_course.recordings` makes them anew.)
#
# ## What you will be able to do
#
# - say what goes into the two networks and what comes out, and turn logits into probabilities and back;
# - derive the best possible discriminator, and read it as an estimate of a *ratio of densities*;
# - write both losses so that they survive any logit, and train a discriminator with yours;
# - explain why a label above 1 breaks the discriminator's loss;
# - say which generator loss starves, and where.
#
# **You need** Python, NumPy arrays, the idea of a neural network trained by gradient descent, and what a probability
# density is. No TensorFlow: today's few lines of Keras are explained where they stand.
#
# **Time.** Some 4,100 words, about half an hour of reading; with the questions and exercises, plan two to three
# hours. **Run time** on two CPU cores: about 20 seconds.
#
# ## How a day works
#
# - **Predict, then run.** Before some cells there is a question. Answer it for yourself, *then* run the cell and unfold
#   the answer. Guessing first is what makes it stick.
# - **Exercises.** A cell that raises `NotImplementedError` is yours: replace that line. The cell under it checks your
#   answer. *Run All* stops at a wrong answer only. Later cells use your function once it passes and the course's
#   version until then, so you can skip and come back. Hints are folded under the exercises.
#
# | exercise | you write | points |
# |---|---|---:|
# | 1 | the best discriminator, for any mix of real and fake | 2 |
# | 2 | the value of the game | 2 |
# | 3 | the discriminator's loss, from logits | 3 |
# | 4 | the generator's loss, from logits | 1 |
# | 5 | the best logit for any label | 3 |
# | 6 | the gradients of the two generator losses | 2 |
#
# `gan_course` is the course's own package: every function in it has a docstring (try `theory.value?` in a cell of your
# own). `budget.choose` picks the size of a computation, smaller for a quick test run, and `budget.claim` checks a
# sentence of the text against the numbers that have just come out.

# %% [markdown]
# ## 1. Two networks
#
# ### The data: samples, and nothing else
#
# An image is 28 · 28 = 784 numbers between −1 (black) and 1 (white): one *point* in a space of 784 dimensions. Think
# of the data as draws from an unknown distribution over that space, with a density called $p_\text{data}$. Nearly all
# of the space is noise; digits occupy a few thin regions. A region where the density is high is a **mode**.
#
# A **generative model** learns to draw new samples from such a distribution. Why is that hard? Try the simplest one
# there is.
#
# > **Predict, then run.** For every pixel *separately*, we pick one of the real images at random and copy that
# > pixel's value from it. Every pixel of the result then has exactly the right distribution. What will the images
# > look like?

# %%
rng = np.random.default_rng(0)
chosen = rng.integers(0, len(data.images), size=(20, 28, 28, 1))  # which image each pixel is copied from
pixel_by_pixel = np.take_along_axis(data.images, chosen, axis=0)  # (20, 28, 28, 1)
print("real images:", data.images.shape, data.images.dtype, "from", data.images.min(), "to", data.images.max())
plots.image_grid(
    pixel_by_pixel,
    columns=10,
    title="Every pixel copied from a real image, each from another one",
    alt="Twenty images in two rows: white specks in the middle on black. No digit can be made out.",
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# Speckle: bright specks in the middle, black corners, and no digit anywhere. What makes a digit is not the values of
# the pixels but how they *depend* on each other: a stroke is a hundred pixels that agree.
#
# </details>
#
# ### The generator: noise in, image out
#
# Into the generator $G$ goes **noise**: a vector $z$ of
# `latent_dim` independent random numbers, here 100 draws from a standard normal distribution. Out comes an image
# $G(z)$. The vector $z$, also called the **latent code**, decides which image you get.
#
# `models.mlp_generator()` builds one from dense layers, with a *tanh* at its end, which squeezes any number into
# $(-1, 1)$. Calling a Keras network with an array runs it, and `.numpy()` makes an array of the tensor that comes out.
#
# > **Predict, then run.** The weights are still random. (a) Will the images be black, white, grey or mixed? (b) If
# > the same noise goes in twice, how different are the two images?

# %%
generator = models.mlp_generator(latent_dim=100, seed=1)
noise = rng.standard_normal((20, 100)).astype("float32")  # (20, 100)
untrained = generator(noise).numpy()  # (20, 28, 28, 1)
again = generator(noise).numpy()

print("noise:", noise.shape, "-> images:", untrained.shape, untrained.dtype)
print(f"pixels from {untrained.min():.2f} to {untrained.max():.2f}, mean {untrained.mean():z.3f}")
print("largest difference when the same noise goes in again:", np.abs(again - untrained).max())
plots.image_grid(
    untrained,
    columns=10,
    title="What an untrained generator makes of noise",
    alt="Twenty grey images in two rows, with a fine random grain all over. No digit can be made out.",
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# (a) Grey, with a fine grain. With small random weights the last layer computes small numbers around 0, and tanh
# leaves small numbers nearly as they are; 0 is the middle between black and white. (b) Not at all. $G$ is a
# deterministic function: **all the randomness is in the noise.**
#
# </details>
#
# So where is the *distribution* of images? Nowhere as a formula. If $z$ is random, $G(z)$ is random too, and the
# density of what comes out is called $p_g$. We can draw from it as often as we like, but cannot compute it: GANs are
# *implicit* generative models. In one dimension you can watch a function reshape a distribution:

# %%
z = rng.standard_normal(20_000)
x = 1.5 * np.tanh(3 * z) + 0.4 * z  # a generator from one number to one number, made by hand
plots.histogram(
    {"noise z": z, "G(z) = 1.5·tanh(3z) + 0.4z": x},
    title="One hump of noise goes in, two modes come out",
    x_label="value",
    alt="Two histograms: the noise is one bell around 0; the generator's output has two narrow humps, near -1.8 "
    "and 1.8, and is low between them.",
)

# %% [markdown]
# Where the function is steep it spreads the noise out, so the output is rare around 0; where it is flat it piles the
# noise up, into two humps. Training a generator means bending such a function, from 100 dimensions into 784, until
# $p_g$ is $p_\text{data}$. For that, something must tell the generator how far off it is.
#
# <details><summary>Deeper: generative and discriminative models</summary>
#
# A *discriminative model* learns $p(\text{label} \mid \text{image})$: *given* an image, which digit is it? It needs
# only what separates the classes. A *generative model* learns $p(\text{image})$, or at least how to draw from it. It
# has to know how everything in an image hangs together, as the speckle shows. A GAN trains a generative model with
# the help of a discriminative one.
#
# </details>
# <details><summary>Deeper: does p_g have a density at all?</summary>
#
# Strictly, 100 numbers reach at most a 100-dimensional sheet in 784 dimensions, and a sheet has no density there. We
# speak of densities all the same: today's results can be stated without them, and in one dimension, where we compute,
# there is no such difficulty.
#
# </details>
#
# ### The discriminator: image in, logit out
#
# The discriminator is an ordinary classifier with two classes, real (1) and fake (0). Its last layer has one unit and
# **no activation**. The number that comes out is a **logit** $\ell$: any real number, positive for "real". The
# **sigmoid** turns it into the probability
#
# $$ D(x) = \sigma(\ell(x)) = \frac{1}{1 + e^{-\ell(x)}}, \qquad\text{and back:}\qquad \ell = \log\frac{D}{1 - D}. $$
#
# So a logit is the logarithm of the odds. Mixing up logits and probabilities is a classic mistake in GAN code.
#
# > **Predict, then run.** (a) Which logit belongs to $D = 0.99$? (b) We ask an *untrained* discriminator about ten
# > real images and ten of the untrained generator's. What shape do the logits have? (c) And roughly which
# > probabilities do you expect?

# %%
for probability in (0.01, 0.1, 0.5, 0.9, 0.99):
    print(f"probability {probability:4.2f} -> logit {np.log(probability / (1 - probability)):5.2f}")

discriminator = models.mlp_discriminator(seed=2)
for name, images in {"real": data.images[:10], "fake": untrained[:10]}.items():
    logits = discriminator(images).numpy()  # (10, 1)
    probabilities = keras.ops.sigmoid(logits[:, 0]).numpy()
    print(f"{name}: logits {logits.shape}; probabilities of 'real' {probabilities[:6].round(2)} ...")

steps = np.linspace(-8, 8, 161)
plots.curves(
    {"D = σ(logit)": keras.ops.sigmoid(steps)},
    x=steps,
    guides={"undecided: ½": 0.5},
    title="From logits to probabilities",
    x_label="logit",
    y_label="D, the probability of real",
    alt="An S-shaped curve: near 0 below logit -5, exactly one half at logit 0, near 1 above logit 5.",
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# (a) 4.60: odds of 99 to 1. Each further step of 2.3 in the logit multiplies the odds by ten, while the curve of $D$
# has long been flat. So logits tell "sure" from "very sure", and probabilities hardly do. (b) One logit an image,
# shape
# `(10, 1)`. (c) Nothing near 0 or 1: this network has not learned anything. Random weights
# are already *some* function of the image, so the probabilities differ; which are higher is luck.
#
# </details>

# %% [markdown]
# ## 2. The best possible discriminator
#
# Before we train anything: how well *can* a discriminator do? The answer says what its training aims at, and
# contains, as it turns out, the distance between the generator and the data.
#
# Write $\mathbb{E}_{x \sim p}$ for the average over samples $x$ from $p$; a sample from $p_g$ is $x = G(z)$ for
# random $z$. The **value** of the game is (Goodfellow et al. 2014, equation 1)
#
# $$ V(D, G) = \mathbb{E}_{x \sim p_\text{data}} \log D(x) + \mathbb{E}_{x \sim p_g} \log\bigl(1 - D(x)\bigr). $$
#
# The first term is close to 0, its maximum, when the discriminator trusts real images, the second when it distrusts
# fake ones. So the discriminator wants $V$ high, and the generator wants it low: $\min_G \max_D V(D, G)$. This is a
# **minimax game**, and training both players against each other is **adversarial training**.
#
# Suppose the generator stands still, and the discriminator may be *any* function. Which one is best? As an integral,
#
# $$ V = \int \Bigl[\, p_\text{data}(x) \log D(x) + p_g(x) \log\bigl(1 - D(x)\bigr) \Bigr] \, dx , $$
#
# and as $D$ may take any value at any point, we can maximise at each point $x$ separately. Fix $x$ and write
# $a = p_\text{data}(x)$, $b = p_g(x)$, $y = D(x)$. The derivative of $a \log y + b \log(1 - y)$ is $a/y - b/(1-y)$.
# It falls from $+\infty$ to $-\infty$ as $y$ goes from 0 to 1 (for positive $a$ and $b$) and is 0 at one place only,
# $y = a/(a + b)$. If only one of the two is positive, the best $y$ is 1 or 0, as the same formula says. So the best
# discriminator is
#
# $$ D^*(x) = \frac{p_\text{data}(x)}{p_\text{data}(x) + p_g(x)} $$
#
# (Proposition 1 of the paper). In words: *mix as many real images as fake ones; of all those that look exactly like
# this one, what share is real?*
#
# ### Exercise 1: the best discriminator, for any mix (2 points)
#
# Let a share $\pi$ of the samples that the discriminator sees be real and the rest fake, and let it maximise the
# average over all of them,
#
# $$ \pi \; \mathbb{E}_{x \sim p_\text{data}} \log D(x) +
# (1 - \pi) \; \mathbb{E}_{x \sim p_g} \log\bigl(1 - D(x)\bigr). $$
#
# Find the best discriminator on paper, as above. Then write `optimal_d(p_data, p_g, real_share)`. The first two
# arguments are arrays of one shape: the densities (or probabilities) of the data and of the generator at the same
# points; at every point at least one is positive. `real_share` is $\pi$, strictly between 0 and 1. Return the best
# $D$ for each entry.


# %% exercise="optimal_d"
def optimal_d(p_data, p_g, real_share=0.5):
    """Return the best discriminator's probability of "real" at each point."""
    ### BEGIN SOLUTION
    real, fake = real_share * p_data, (1 - real_share) * p_g
    return real / (real + fake)
    ### END SOLUTION


# %% check="optimal_d" points=2
with checks.exercise("optimal_d"):
    _p_table, _q_table = map(checks.watched, np.array([[0.5, 0.4, 0.1, 0.0], [0.1, 0.4, 0.3, 0.2]]))
    _even = np.asarray(optimal_d(_p_table, _q_table))
    assert _even.shape == (4,), f"expected one probability for each of the 4 entries, got {_even}"
    assert np.allclose(_even, [5 / 6, 1 / 2, 1 / 4, 0], atol=1e-5), (
        f"for p_data {_p_table}, p_g {_q_table} and an even mix expected 0.8333, 0.5, 0.25, 0; got {_even}"
    )
    _untouched = np.array_equal(_p_table, [0.5, 0.4, 0.1, 0.0]) and np.array_equal(_q_table, [0.1, 0.4, 0.3, 0.2])
    assert _untouched, f"the caller's arrays were changed, to {_p_table} and {_q_table}; write p * 2, not p *= 2"
    _mostly_fake = np.asarray(optimal_d(_p_table, _q_table, 0.2))
    assert np.allclose(_mostly_fake, [5 / 9, 1 / 5, 1 / 13, 0], atol=1e-5), (
        f"with one real sample in five expected 0.5556, 0.2, 0.0769, 0: where the densities are equal, one sample in "
        f"five is real; got {_mostly_fake}"
    )
    _peaks, _tails = np.array([[3.0, 1e-9], [7.0, 4.0]]), np.array([[1.0, 3e-9], [7.0, 0.0]])
    _square = np.asarray(optimal_d(_peaks, _tails, real_share=0.625))
    assert _square.shape == (2, 2), f"expected the shape (2, 2) of the two arrays, got {_square.shape}"
    assert np.allclose(_square, [[5 / 6, 5 / 14], [5 / 8, 1]], atol=1e-5), (
        f"densities of another shape, above 1 and tiny, five real samples in eight: expected 0.8333, 0.3571, 0.625, "
        f"1; got {_square.tolist()}"
    )
    ### BEGIN HIDDEN TESTS
    _p_other, _q_other = np.array([0.7, 2.0, 0.05]), np.array([0.2, 0.5, 0.9])
    for _share in (0.5, 0.35, 0.9):
        _expected = 1 / (1 + (1 / _share - 1) * _q_other / _p_other)
        assert checks.near(optimal_d(_p_other, _q_other, _share), _expected, atol=1e-5), f"share {_share}: {_expected}"
    for _share in (1e-4, 0.9995):
        _expected = 1 / (1 + (1 / _share - 1) * _q_other / _p_other)
        assert checks.near(optimal_d(_p_other, _q_other, _share), _expected, rtol=1e-4), f"share {_share}: {_expected}"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# The new average differs from $V$ by two constant factors only. What do they do to $a$ and $b$ in the derivation?
#
# </details>
#
# ### What the logit of the best discriminator is
#
# From here on the mix is even. Put $D^*$ into $\ell = \log \frac{D}{1-D}$ and the sums cancel:
#
# $$ \ell^*(x) = \log \frac{p_\text{data}(x)}{p_g(x)} . $$
#
# **The best discriminator knows the ratio of the two densities**, even though nobody knows either of them. That is
# what makes GANs possible: no density of images can be written down, but comparing two piles of samples is just
# classification. $\ell^* = \log 20$ means that the data are twenty times as dense there as the fakes.
#
# ### Exercise 2: the value of the game (2 points)
#
# Write `game_value(probabilities, p_data, p_g, dx)`: the integral $V$ as a sum over a grid of points with spacing
# `dx`, that is, (the sum of the integrand) · `dx`. The three arrays have one shape; `probabilities` holds $D$. Return
# one number.
#
# $D$ may be exactly 0 or 1, where $\log D$ or $\log(1 - D)$ is $-\infty$. What the discriminator says about samples
# that never come costs nothing: $0 \cdot \log 0$ counts as 0. Being sure and wrong about samples that do come costs
# everything: the value is then $-\infty$, and that is what you return.


# %% exercise="game_value"
def game_value(probabilities, p_data, p_g, dx=1.0):
    """Return V(D, G) for a discriminator and two densities on a grid of spacing dx."""

    ### BEGIN SOLUTION
    def weighted_log(weights, values):
        with np.errstate(divide="ignore"):  # minus infinity is the right answer
            return np.sum(weights[weights > 0] * np.log(values[weights > 0]))

    return (weighted_log(p_data, probabilities) + weighted_log(p_g, 1 - probabilities)) * dx
    ### END SOLUTION


# %% check="game_value" points=2
with checks.exercise("game_value"):
    _p_table, _q_table = np.array([0.7, 0.5, 0.2, 0.0]), np.array([0.3, 0.0, 0.2, 0.6])
    _d_table = checks.watched(np.array([0.8123, 0.4, 0.3, 0.6]))
    _value = game_value(_d_table, _p_table, _q_table, 0.5)
    assert np.shape(_value) == (), f"expected one number, got shape {np.shape(_value)}"
    _message = f"D {_d_table}, p_data {_p_table}, p_g {_q_table}, spacing 0.5: expected -0.98372, got {_value}"
    assert np.isclose(_value, -0.983721, atol=1e-5), _message
    assert np.array_equal(_d_table, [0.8123, 0.4, 0.3, 0.6]), f"the caller's probabilities were changed, to {_d_table}"
    _line = np.linspace(-10, 12, 1101)
    _p_line, _q_line = toys.normal(0.0, 1.0).density(_line), toys.normal(2.0, 0.7).density(_line)
    _value = game_value(np.full(1101, 0.3), _p_line, _q_line, 0.02)
    _message = f"D = 0.3 everywhere, two densities, spacing 0.02: expected log 0.3 + log 0.7 = -1.5606, got {_value}"
    assert np.isclose(_value, -1.560648, atol=1e-4), _message
    with np.errstate(all="ignore"):  # a warning about log 0 is no mistake here
        for _p, _q, _expected, _why in (
            ([0.7, 0.3, 0.0], [0.0, 0.4, 0.6], 0.7 * np.log(0.5), "never wrong where it is sure"),
            ([0.7, 0.2, 0.1], [0.0, 0.4, 0.6], -np.inf, "D = 0 where real samples come"),
            ([0.7, 0.3, 0.0], [0.1, 0.3, 0.6], -np.inf, "D = 1 where fake samples come"),
        ):
            _value = game_value(np.array([1.0, 0.5, 0.0]), np.array(_p), np.array(_q))
            assert np.isclose(_value, _expected, atol=1e-5), (
                f"D = (1, 0.5, 0), {_why}: expected {_expected}, got {_value}"
            )
    ### BEGIN HIDDEN TESTS
    with np.errstate(all="ignore"):
        _value = game_value(np.array([0.25, 1.0, 0.6]), np.array([0.2, 0.5, 0.3]), np.array([0.9, 0.0, 0.1]), 2.0)
    _expected = 2 * (0.2 * np.log(0.25) + 0.3 * np.log(0.6) + 0.9 * np.log(0.75) + 0.1 * np.log(0.4))
    assert np.isclose(_value, _expected, atol=1e-5), f"another table: expected {_expected}, got {_value}"
    _d_long, _p_long, _q_long = np.random.default_rng(3).uniform(0.1, 0.9, (3, 400))
    _expected = 0.1 * np.sum(_p_long * np.log(_d_long) + _q_long * np.log(1 - _d_long))
    _value = game_value(_d_long, _p_long, _q_long, 0.1)
    assert np.isclose(_value, _expected, rtol=1e-5), f"400 points, none of them 0: expected {_expected}, got {_value}"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# The densities do the averaging, so there is no `np.mean`. In NumPy `0 * np.log(0)` is `nan`, so sum each of the two
# terms over those entries only where its weight is positive; `scipy.special.xlogy` does the same.
#
# </details>
#
# > **Predict, then run.** A lazy discriminator says ½ whatever it sees. (a) What is the value of the game then, for a
# > generator that is perfect, one that is off, and one that never makes anything the data contain? (b) And what is it
# > for the best discriminator?

# %%
best_d = checks.or_reference("optimal_d", optimal_d, theory.optimal_discriminator, arrays=True)
value_of = checks.or_reference("game_value", game_value, theory.value, arrays=True)

for name, p, q in (
    ("perfect", [0.5, 0.5], [0.5, 0.5]),
    ("off", [0.5, 0.5, 0.0], [0.0, 0.5, 0.5]),
    ("disjoint", [0.5, 0.5, 0.0], [0.0, 0.0, 1.0]),
):
    p, q = np.array(p), np.array(q)
    lazy, best = value_of(np.full(len(p), 0.5), p, q), value_of(best_d(p, q), p, q)
    print(f"{name:8}  lazy {lazy:7.4f}   best {best:z7.4f}")

# %% [markdown]
# <details><summary>Answer</summary>
#
# (a) The lazy one gets $\log\frac12 + \log\frac12 = -\log 4 \approx -1.3863$ against *every* generator. (b) The best
# one gets the same against the perfect generator, $-\log 2 = -0.6931$ against the one that is off, and 0, the most
# there is, against the one that never makes anything real.
#
# </details>
#
# So the best discriminator always gets at least $-\log 4$, and exactly that only if it is the lazy one,
# $D^* = \tfrac12$ wherever there are samples, which means $p_g = p_\text{data}$. You have just proved **Theorem 1**
# of the paper. The generator's best move is to match the data, and then nobody can do better than toss a coin. In
# between,
#
# $$ \max_D V(D, G) = -\log 4 + 2 \cdot \mathrm{JS}(p_\text{data}, p_g), $$
#
# where JS is the **Jensen–Shannon divergence**, a measure of how different two densities are: 0 if they are equal,
# $\log 2$ if they never overlap. So a discriminator that does its best is also a *ruler*.
#
# <details><summary>Deeper: where the Jensen–Shannon divergence comes from</summary>
#
# With $m = \tfrac12 (p + q)$, halfway between the two, it is
#
# $$ \mathrm{JS}(p, q) = \tfrac12 \mathrm{KL}(p \,\|\, m) + \tfrac12 \mathrm{KL}(q \,\|\, m), \qquad
# \mathrm{KL}(p \,\|\, q) = \int p(x) \log \frac{p(x)}{q(x)} \, dx ; $$
#
# KL is the **Kullback–Leibler divergence**, 0 for equal densities only. Put $D^* = p_\text{data} / (2m)$ into $V$,
# with $m$ halfway between $p_\text{data}$ and $p_g$: each of the two terms gives one KL and a $-\log 2$.
#
# </details>
#
# ### The generator approaches the data
#
# Now on a line. The data are a standard normal distribution, and the generator's samples are one too, moved aside by
# some distance. The picture shows the densities, the best discriminator, and the value of the game at all distances.

# %%
grid = np.linspace(-5, 9, 701)
dx = grid[1] - grid[0]
p_data = toys.normal(0.0, 1.0).density(grid)
distances = np.linspace(4, 0, 17)
generators = [toys.normal(distance, 1.0).density(grid) for distance in distances]
judges = [best_d(p_data, p_g) for p_g in generators]
inside = np.clip(judges, 1e-6, 1 - 1e-6)  # 32-bit numbers would round to 1 in the tails
values = [value_of(d, p_data, p_g, dx) for d, p_g in zip(inside, generators, strict=True)]
way = {"distances": distances, "values": values}
day01.approach(grid, p_data, generators[8], judges[8], index=8, **way)

# %% [markdown]
# Where the two densities cross, at 1, $D^*$ is ½. The value is well above $-\log 4$: the two can be told apart.
#
# > **Predict, then move the slider.** As the generator moves in: (a) what happens to the curve $D^*$ and its
# > steepness? (b) By how much does the value change between distance 4 and 3, compared with 2 and 1?

# %%
for index in (0, 4, 8, 12, 16):
    print(f"distance {distances[index]:.0f}: value {values[index]:7.4f}")
shown = range(0, 17, budget.choose(smoke=16, laptop=1))
frames = [day01.approach(grid, p_data, generators[i], judges[i], index=i, **way) for i in shown]
widgets.frame_slider(frames, values=[float(distances[i]) for i in shown], description="distance")

# %% [markdown]
# <details><summary>Answer</summary>
#
# (a) $D^*$ is a sigmoid that gets flatter and flatter until it is ½ everywhere. (For two normal densities of equal
# width the log ratio is a straight line, with slope minus the distance.) (b) Between distance 2 and 1 the value drops
# by 0.45, between 4 and 3 by only 0.21: far away it nears its ceiling of 0, and the game hardly notices that the
# generator moved. Remember this plateau; section 5 shows what it does to the generator.
#
# </details>

# %% [markdown]
# ## 3. Losses that survive any logit
#
# Software prefers to minimise, so the discriminator's **loss** is $-V$, measured on samples: the mean of $-\log D$
# over a batch of real samples *plus* the mean of $-\log(1 - D)$ over a batch of fake ones. That is nothing new: it is
# the cross-entropy of a classifier with the labels 1 for real and 0 for fake.
#
# For the generator there are two losses. The *saturating* one, the mean of $\log(1 - D)$ over the fakes, is the
# minimax game to the letter. The *non-saturating* one, the mean of $-\log D$ over the fakes, is what nearly everybody
# uses; section 5 shows why.
#
# At **chance**, with all logits 0, the discriminator's loss is $2 \log 2 \approx 1.386$, and the non-saturating
# generator's is $\log 2 \approx 0.693$. Keep both numbers in mind for reading training curves. (Code that takes one
# mean over real and fake together reports half of the first.)
#
# The formulas ask for $D$, and the network returns a logit. Why not apply the sigmoid, and then the logarithm?
#
# > **Predict, then run.** A fake image fools the discriminator: its logit is 20. The loss $-\log(1 - D)$ should be
# > 20. What comes out, in the usual 32-bit numbers? And for logits of 15 and 1000?

# %%
for logit in np.array([1, 5, 15, 20, 1000], "float32"):
    not_real = 1 - keras.ops.sigmoid(logit).numpy()  # 32-bit numbers, as in training
    with np.errstate(divide="ignore"):
        print(f"logit {logit:4.0f}:   1 - D = {not_real:.10f}   -log(1 - D) = {-np.log(not_real):.4f}")

# %% [markdown]
# <details><summary>Answer</summary>
#
# Infinity, for 20 and for 1000. Near 1, 32-bit numbers lie 0.00000006 apart, so from a logit of about 17 on the
# sigmoid *is* 1 and $-\log 0 = \infty$; its gradient is not a number, and one step later neither are the weights. At
# 15 the second decimal is already wrong. Clipping $D$, which is often seen, makes the gradient 0 instead: the worst
# mistakes are then not corrected.
#
# </details>
#
# ### Exercise 3: the discriminator's loss (3 points)
#
# Write `discriminator_loss(*, real_logits, fake_logits)`: the mean over the real logits of their loss *plus* the mean
# over the fake logits of theirs, one number. It must be right for every logit from −1000 to 1000, and so must its
# gradients, so first work out on paper what $-\log \sigma(\ell)$ and $-\log(1 - \sigma(\ell))$ are *without* a detour
# through $D$. The two batches may differ in size.
#
# Section 4 trains with what you write. So compute with the functions of `keras.ops`: they are NumPy's relatives and
# let gradients through, which NumPy's own do not. The star in the signature makes the arguments *keyword-only*: real
# and fake cannot be swapped by accident.


# %% exercise="discriminator_loss"
def discriminator_loss(*, real_logits, fake_logits):
    """Return the sum of the mean cross-entropies of real logits against 1 and of fake logits against 0."""
    ### BEGIN SOLUTION
    return keras.ops.mean(keras.ops.softplus(-real_logits)) + keras.ops.mean(keras.ops.softplus(fake_logits))
    ### END SOLUTION


# %% check="discriminator_loss" points=3
with checks.exercise("discriminator_loss"):
    _zeros = np.zeros((4, 1), "float32")
    _chance = discriminator_loss(real_logits=_zeros, fake_logits=_zeros)
    assert np.shape(_chance) == (), f"expected one number, got shape {tuple(np.shape(_chance))}"
    assert np.isclose(_chance, 2 * np.log(2)), f"at chance, all logits 0: expected 2 log 2 = 1.3863, got {_chance}"
    _five, _three = (np.array([logits], "float32").T for logits in ([-2.0, -1.0, 0.5, 1.0, 30.0], [0.0, 40.0, -1.5]))
    _mixed = discriminator_loss(real_logits=_five, fake_logits=_three)
    _expected = 0.845506 + 13.631520
    assert np.isclose(_mixed, _expected, atol=1e-4), (
        f"real logits -2, -1, 0.5, 1, 30 cost 0.8455 on average, fake logits 0, 40, -1.5 cost 13.6315; "
        f"expected the sum, {_expected:.4f}; got {_mixed}"
    )
    _worst, _perfect = (discriminator_loss(real_logits=_zeros - s, fake_logits=_zeros + s) for s in (1000, -1000))
    assert np.isclose(_worst, 2000), f"logits of 1000, all wrong: expected 1000 for real + 1000 for fake, got {_worst}"
    assert np.isclose(_perfect, 0, atol=1e-6), f"logits of 1000, all right: expected 0, got {_perfect}"
    _real, _fake = (np.array([logits], "float32").T for logits in ([-1000.0, 1000, 1, 0.5], [-1000.0, 1000]))
    _trained = day01.loss_and_gradients(discriminator_loss, real_logits=_real, fake_logits=_fake)
    assert _trained is not None, (
        "right, but no gradient can flow: compute with keras.ops, from the logits to the result"
    )
    _slopes = {"real": ([-0.25, 0, -0.067235, -0.094385], _trained[1]), "fake": ([0, 0.5], _trained[2])}
    for _name, (_expected, _got) in _slopes.items():
        _message = f"compiled: expected the gradients {_expected} in the {_name} logits, up to 1000; got {_got[:, 0]}"
        assert np.allclose(_got[:, 0], _expected, atol=1e-5), _message
    ### BEGIN HIDDEN TESTS
    _two, _six = np.array([[0.3], [-7.0]], "float32"), np.linspace(-4, 9, 6, dtype="float32")[:, None]
    _expected = np.logaddexp(0, -_two).mean() + np.logaddexp(0, _six).mean()
    _uneven = discriminator_loss(real_logits=_two, fake_logits=_six)
    assert np.isclose(_uneven, _expected, atol=1e-5), f"two real and six fake logits: {_expected}, got {_uneven}"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Write $\sigma(\ell) = 1/(1 + e^{-\ell})$ into $-\log \sigma(\ell)$. For the other one, show first that
# $1 - \sigma(\ell) = \sigma(-\ell)$.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The function $\log(1 + e^t)$ is called **softplus**. Written out it overflows for large $t$; `keras.ops` has a
# function of that name that does not. A large positive real logit is right and must cost nothing: which sign does it
# get?
#
# </details>
#
# ### Exercise 4: the generator's loss (1 point)
#
# Write the **non-saturating** `generator_loss(*, real_logits, fake_logits)`, with the same demands. It does not use
# `real_logits`; the argument is there because on Day 5 another loss will need it.


# %% exercise="generator_loss"
def generator_loss(*, real_logits, fake_logits):
    """Return the mean cross-entropy of the fake logits against the label "real"."""
    ### BEGIN SOLUTION
    return keras.ops.mean(keras.ops.softplus(-fake_logits))
    ### END SOLUTION


# %% check="generator_loss" points=1
with checks.exercise("generator_loss"):
    _real, _fake = (np.array([logits], "float32").T for logits in ([0.0, 5.0], [-2.0, 3.0, 0.5, -30.0, 1.0]))
    _mixed = generator_loss(real_logits=_real, fake_logits=_fake)
    assert np.shape(_mixed) == (), f"expected one number, got shape {tuple(np.shape(_mixed))}"
    assert np.isclose(_mixed, 6.592571, atol=1e-4), (
        f"fake logits -2, 3, 0.5, -30, 1, whatever is real: expected the mean of their losses, 6.5926; got {_mixed}"
    )
    for _logit, _expected in ((0, np.log(2)), (-1000, 1000), (1000, 0)):
        _loss = generator_loss(real_logits=_real, fake_logits=np.full((4, 1), _logit, "float32"))
        assert np.isclose(_loss, _expected, atol=1e-6), f"all fake logits {_logit}: expected {_expected}, got {_loss}"
    _fake = np.array([[-1000.0], [1000], [1], [0.5]], "float32")
    _trained = day01.loss_and_gradients(generator_loss, real_logits=_real, fake_logits=_fake)
    assert _trained is not None, (
        "right, but no gradient can flow: compute with keras.ops, from the logits to the result"
    )
    _got, _expected = _trained[2][:, 0], [-0.25, 0, -0.067235, -0.094385]
    assert np.allclose(_got, _expected, atol=1e-5), f"compiled: expected the gradients {_expected}, got {_got}"
    assert not _trained[1].any(), f"expected no gradient in the real logits, got {_trained[1][:, 0]}"
    ### BEGIN HIDDEN TESTS
    _fake = np.array([[-8.0], [-1.0], [2.5]], "float32")
    _expected, _loss = np.logaddexp(0, -_fake).mean(), generator_loss(real_logits=_real, fake_logits=_fake)
    assert np.isclose(_loss, _expected, atol=1e-5), f"other logits: {_expected}, got {_loss}"
    for _ in range(100):
        _loss = generator_loss(real_logits=_real, fake_logits=_fake)
    assert np.isclose(_loss, _expected, atol=1e-5), f"called a hundred times: {_expected}, got {_loss}"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# The generator wants its fakes to be called real. Who else pays for a logit that is not "real" enough?
#
# </details>
#
# ### A label above 1
#
# A discriminator can be trained with other labels than 0 and 1. With the label $y$, a logit costs
#
# $$ -y \log \sigma(\ell) - (1 - y) \log\bigl(1 - \sigma(\ell)\bigr). $$
#
# A label of 0.9 for real is *one-sided label smoothing*, a good trick (Day 2). A well-known recipe adds random
# numbers from 0 to 0.05 to *all* labels, so that a label of 1 becomes 1.025 on average. Harmless?
#
# > **Predict, then run.** Three curves: the cost of one sample against its logit, for the labels 0.9, 1 and 1.1.
# > Where is the lowest point of each?

# %%
logits = np.linspace(-3, 12, 151)
plots.curves(
    {f"label {label}": theory.cross_entropy(logits, label) for label in (0.9, 1.0, 1.1)},
    x=logits,
    guides={"0": 0.0},
    title="The cost of one sample, for three labels",
    x_label="logit",
    y_label="cross-entropy",
    alt="Three curves that fall steeply up to a logit of about 2 and then part: one rises again, one flattens out just "
    "above 0, and one goes on falling below 0.",
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# For 0.9 at $\ell = \log \frac{0.9}{0.1} \approx 2.2$, where $D = 0.9$. For 1 there is none: the cost sinks towards 0
# and never arrives. For 1.1 there is none *and no bound*: the curve falls on along a straight line, and ever larger
# logits are rewarded.
#
# </details>
#
# ### Exercise 5: the best logit for any label (3 points)
#
# Write `best_logit_and_loss(label)` for one number `label`. Return a pair: the logit $\ell$ with the lowest cost, and
# that lowest cost. Labels may be anything: 0.3, 1, 1.1, 0, −0.2. For some of them no logit is the best:
#
# - as the logit, return `np.inf` if ever larger ones are better, and `-np.inf` if ever smaller ones are;
# - as the cost, return the number that it sinks towards, or `-np.inf` if it sinks below every bound.


# %% exercise="best_logit_and_loss"
def best_logit_and_loss(label):
    """Return the logit with the lowest cross-entropy against a label, and that lowest cross-entropy."""
    ### BEGIN SOLUTION
    if 0 < label < 1:
        return np.log(label / (1 - label)), -label * np.log(label) - (1 - label) * np.log(1 - label)
    lowest = 0.0 if label in (0, 1) else -np.inf
    return (np.inf if label >= 1 else -np.inf), lowest
    ### END SOLUTION


# %% check="best_logit_and_loss" points=3
with checks.exercise("best_logit_and_loss"):
    for _label, _best, _lowest in (
        (0.5, 0.0, 0.693147),
        (0.9, 2.197225, 0.325083),
        (0.345678, -0.638092, 0.644730),
        (0.999, 6.906755, 0.007907),
        (0.000123456, -8.999502, 0.001234506),
        (1, np.inf, 0.0),
        (1.1, np.inf, -np.inf),
        (1.0003, np.inf, -np.inf),
        (0, -np.inf, 0.0),
        (-0.2, -np.inf, -np.inf),
        (-0.0003, -np.inf, -np.inf),
    ):
        with np.errstate(all="ignore"):  # a warning about log 0 is no mistake here
            _pair = best_logit_and_loss(_label)
        assert np.size(_pair) == 2, f"expected a pair, the logit and the lowest cost, got {_pair!r}"
        _logit, _cost = (np.asarray(part).item() for part in _pair)
        assert np.isclose(_logit, _best, atol=1e-4), f"label {_label}: expected {_best} as the best logit, got {_logit}"
        assert np.isclose(_cost, _lowest, atol=1e-5), (
            f"label {_label}: expected {_lowest} as the lowest cost, got {_cost}"
        )
    ### BEGIN HIDDEN TESTS
    for _label, _best, _lowest in (
        (-3, -np.inf, -np.inf),
        (2.5, np.inf, -np.inf),
        (0.02, -3.89182, 0.098039),
        (1 + 2**-20, np.inf, -np.inf),
        (-(2**-20), -np.inf, -np.inf),
        (1 - 2**-20, 13.862943, 0.0000142),
    ):
        _logit, _cost = (np.asarray(part).item() for part in best_logit_and_loss(_label))
        assert np.isclose(_logit, _best, atol=1e-4), f"label {_label}: expected {_best} as the best logit, got {_logit}"
        assert np.isclose(_cost, _lowest, atol=1e-5), (
            f"label {_label}: expected {_lowest} as the lowest cost, got {_cost}"
        )
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# The derivative of the cost in the logit is $\sigma(\ell) - y$. Where is it 0? And what sign does it have when $y$ is
# above 1?
#
# </details>
# <details><summary>Hint 2</summary>
#
# Three kinds of label: strictly between 0 and 1; exactly 0 or 1; outside.
#
# </details>
# <details><summary>Deeper: why such a recipe seems to work</summary>
#
# In a GAN's discriminator the other class pulls the other way, and where it is dense enough it holds the logit. At a
# point $x$ what counts is the average label of all samples there (the cost is a straight line in $y$), and only where
# that exceeds 1 is there no bound. The share of real samples at $x$ is $D^*(x)$; so with the recipe's averages, 1.025
# for real and 0.025 for fake, the average label is $D^*(x) + 0.025$. It exceeds 1 where $D^*(x) > 0.975$, that is,
# where the data are more than 39 times as dense as the fakes. As long as the two overlap nothing happens. The loss
# functions of this course refuse labels above 1.
#
# </details>

# %% [markdown]
# ## 4. From samples alone: a trained discriminator lands on D*
#
# Does a network that never sees a density, only samples, find $D^*$ all the same? In one dimension we can check. The
# data now have two modes, and the generator is one broad hump.
#
# A small network trains on **your** loss, three times, with different samples and weights.
# `day01.train_discriminator` does what every training loop does: in each step it draws a batch of real and a batch of
# fake points, computes the loss, and lets an optimiser (Adam) move the weights a little against the gradient.
#
# > **Predict, then run.** At chance the discriminator's loss is 1.386. (a) Given enough samples and time, can
# > training bring it down to 0? If not, where does it stop? (b) How close will the network's $D$ come to $D^*$,
# > between the modes as well as on them?

# %%
loss_of = checks.or_reference("discriminator_loss", discriminator_loss, losses.get("non_saturating").discriminator_loss)
data_1d = toys.GaussianMixture(means=[[-1.5], [1.5]], stds=[0.5, 0.8], weights=[0.4, 0.6])
generator_1d = toys.normal(0.0, 2.0)
networks = []
for seed in range(budget.choose(smoke=1, laptop=3)):
    network = models.mlp_discriminator(hidden=(64, 64), sample_shape=(1,), seed=seed)
    real, fake = data_1d.sample(20_000, seed=seed), generator_1d.sample(20_000, seed=100 + seed)  # (20000, 1) each
    steps = budget.choose(smoke=100, laptop=1600)
    networks.append(day01.train_discriminator(network, loss_of, real, fake, steps=steps, seed=seed))

# %% [markdown]
# How far is each $D$ from $D^*$, on average over an equal mix of real and fake points? And what is its loss on fresh
# samples, compared with the lowest that any function can reach, $-\max_D V$?

# %%
grid_1d = np.linspace(-8, 8, 801)
p_data_1d, p_g_1d = data_1d.density(grid_1d), generator_1d.density(grid_1d)
d_star = theory.optimal_discriminator(p_data_1d, p_g_1d)
lowest = -theory.optimal_value(p_data_1d, p_g_1d, 0.02)
trained = [keras.ops.sigmoid(network(grid_1d[:, None])).numpy()[:, 0] for network in networks]
errors = [np.sum((p_data_1d + p_g_1d) / 2 * np.abs(d - d_star)) * 0.02 for d in trained]
fresh = {"real_logits": data_1d.sample(100_000, seed=1000), "fake_logits": generator_1d.sample(100_000, seed=2000)}
loss_on_fresh = [float(loss_of(**{name: network(x) for name, x in fresh.items()})) for network in networks]

print(f"loss of D*, computed from the densities: {lowest:.4f}")
for seed, (error, d_loss) in enumerate(zip(errors, loss_on_fresh, strict=True)):
    print(f"seed {seed}: average |D - D*| = {error:.4f}, loss on fresh samples = {d_loss:.4f}")
budget.claim("each trained discriminator is within 0.02 of D*, averaged over the samples", max(errors) < 0.02)
budget.claim("each one's loss is within 0.01 of the lowest", max(abs(np.array(loss_on_fresh) - lowest)) < 0.01)
plots.densities(
    grid_1d,
    {"data": p_data_1d, "generator": p_g_1d},
    discriminator={"trained on samples": trained[-1], "D*, from the densities": d_star},
    title="A discriminator that saw only samples, and D*",
    alt="Above, the data's density with two modes at -1.5 and 1.5 and the generator's one broad hump. Below, D*, which "
    "rises above one half over the two modes and falls between and beyond them, and the trained discriminator.",
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# (a) It cannot reach 0: where the two densities overlap, the same point may be real or fake, and no function can
# tell. The lowest possible loss is $2 \log 2 - 2\,\mathrm{JS} = 1.216$, and each of the three networks gets within
# 0.01 of it. (b) The two curves lie almost on each other wherever there are many samples, peaks and dip alike. They
# may part at the ends, where there are hardly any: nothing taught the network better.
#
# </details>
#
# The network saw points and two labels, and ended up knowing a ratio of densities. To believe it, *use* the ratio:
# draw points from the generator again, and choose among them with probability proportional to
# $e^{\ell(x)} \approx p_\text{data}(x) / p_g(x)$.
#
# > **Predict, then run.** What will the chosen points look like?

# %%
points = generator_1d.sample(100_000, seed=5)[:, 0]  # all of them fake
ratios = np.exp(networks[-1](points[:, None]).numpy()[:, 0])
kept = rng.choice(points, size=20_000, p=ratios / ratios.sum())
between = {"data": data_1d.sample(100_000, seed=6)[:, 0], "generator": points, "generator, chosen by the logit": kept}
shares = {name: np.mean(np.abs(sample) < 0.5) for name, sample in between.items()}

for name, share in shares.items():
    print(f"{name:31} {share:6.1%} of the points between -0.5 and 0.5")
gap = abs(shares["generator, chosen by the logit"] - shares["data"])
budget.claim("the chosen fakes are as rare between the modes as real points, to 1.5 percentage points", gap < 0.015)
plots.histogram(
    between,
    bins=np.linspace(-6, 6, 61),
    title="Fakes before and after the discriminator's choice",
    x_label="x",
    alt="Three histograms: the data with two modes, the generator with one broad hump, and the chosen fakes, which "
    "follow the data.",
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# Like the data: the broad hump turns into two modes, without any change to the generator. (What a generator never
# makes cannot be chosen, of course; this one covers everything the data do.)
#
# </details>

# %% [markdown]
# ## 5. Which generator loss starves, and where
#
# In a GAN we do not choose among fakes: we change the generator, so that it makes better ones. It learns from the
# gradient of its loss. By the chain rule this is a product, and the first factor is the gradient in the logit: how
# much the loss falls when the logit of a fake rises a little. If that factor is nearly 0, the generator learns next
# to nothing. The loss is then said to **saturate**.
#
# ### Exercise 6: two gradients (2 points)
#
# Write `generator_gradients(logits)`: a pair of arrays, the derivative with respect to the logit $\ell$ of (first)
# the saturating loss $\log(1 - \sigma(\ell))$ and (second) the non-saturating loss $-\log \sigma(\ell)$, for each
# entry of
# `logits`. Work it out on paper; both answers are short when written with $D = \sigma(\ell)$.


# %% exercise="generator_gradients"
def generator_gradients(logits):
    """Return the derivatives in the logit of the saturating and of the non-saturating generator loss."""
    ### BEGIN SOLUTION
    probabilities = keras.ops.sigmoid(logits)
    return -probabilities, -(1 - probabilities)
    ### END SOLUTION


# %% check="generator_gradients" points=2
with checks.exercise("generator_gradients"):
    _d = np.array([0.001, 0.5, 0.2, 0.999])
    _at = checks.watched(np.log(_d / (1 - _d)))
    _pair = generator_gradients(_at)
    assert np.array_equal(_at, np.log(_d / (1 - _d))), f"the caller's logits were changed, to {_at}"
    assert np.ndim(_pair) == 2, f"expected a pair of arrays, the saturating one first, got {_pair!r}"
    assert len(_pair) == 2, f"expected a pair of arrays, the saturating one first, got {_pair!r}"
    for _name, _got, _expected in zip(
        ("saturating", "non-saturating"),
        (np.asarray(part) for part in _pair),
        ([-0.001, -0.5, -0.2, -0.999], [-0.999, -0.5, -0.8, -0.001]),
        strict=True,
    ):
        assert _got.shape == (4,), f"expected 4 {_name} gradients, got shape {_got.shape}"
        assert np.all(_got < 0), f"the {_name} loss falls as the logit rises: expected values below 0, got {_got}"
        assert np.allclose(_got, _expected, atol=1e-5), f"{_name}, D = {_d}: expected {_expected}, got {_got}"
    ### BEGIN HIDDEN TESTS
    _wide = np.linspace(-12, 9, 43)
    _minimax_loss, _usual_loss = (lambda t: -np.logaddexp(0, t)), (lambda t: np.logaddexp(0, -t))
    _pair = generator_gradients(_wide.copy())
    for _name, _found, _loss in zip(("first", "second"), _pair, (_minimax_loss, _usual_loss), strict=True):
        _measured = (_loss(_wide + 1e-4) - _loss(_wide - 1e-4)) / 2e-4
        assert checks.near(_found, _measured, atol=1e-5), f"the {_name} array is not the derivative of the loss"
    _near = np.linspace(-2, 2, 9)
    for _name, _found, _expected in zip(
        ("saturating", "non-saturating"),
        generator_gradients(_near.copy()),
        (-1 / (1 + np.exp(-_near)), -1 / (1 + np.exp(_near))),
        strict=True,
    ):
        assert checks.near(_found, _expected, rtol=0, atol=3e-7), f"{_name}, logits -2 to 2: {_expected}, got {_found}"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# The derivative of the sigmoid is $\sigma'(\ell) = D\,(1 - D)$. With the chain rule, the derivative of
# $\log \sigma(\ell)$ is $\frac{1}{D} \cdot D\,(1 - D)$. Do the same for $\log(1 - \sigma(\ell))$, and mind the signs.
#
# </details>
#
# Early in training the fakes are poor, and the discriminator is sure of it: $D = 0.01$, say. There the saturating
# loss pulls with a strength of 0.01, the other one with 0.99. **Saturation happens at $D \approx 0$, exactly when the
# generator has most to learn.** (You may read elsewhere that the trouble is $D \approx 1$ on fakes. There the
# non-saturating gradient vanishes instead; but there the generator has already won.)
#
# Take the line of section 2 again: the generator adds its distance to standard normal noise, $G(z) = z + m$, and
# faces the best discriminator. The gradient of its loss in $m$ is the average over the fakes of (gradient of the loss
# in the logit) · (slope of the logit in $x$), and the slope is $-m$ everywhere.
#
# > **Predict, then run.** At distance 4, how many times stronger does the non-saturating loss pull: 2, 10, 100 times?
# > And close to the data?

# %%
gradients_of = checks.or_reference("generator_gradients", generator_gradients, day01.generator_gradients, arrays=True)
pulls = []
for distance, p_g in zip(distances, generators, strict=True):
    both = gradients_of(theory.optimal_logit(p_data, p_g))
    pulls.append([np.sum(p_g * gradient * -distance) * dx for gradient in both])
saturating, non_saturating = np.transpose(pulls)

for index in (0, 4, 8, 12, 15):
    times = non_saturating[index] / saturating[index]
    pair = f"saturating {saturating[index]:.4f}, non-saturating {non_saturating[index]:.4f}"
    print(f"distance {distances[index]:.2f}: {pair}, {times:4.1f} times as strong")
plots.curves(
    {"saturating": saturating, "non-saturating": non_saturating},
    x=distances,
    title="How hard each loss pulls the generator towards the data",
    x_label="distance between generator and data",
    y_label="gradient of the loss in the distance",
    alt="Two curves that start at 0 with the same steepness and part from a distance of about 1 on: one keeps rising "
    "with the distance, the other has a peak and sinks back towards 0.",
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# About 28 times: 3.86 against 0.14. Close to the data the two pull alike, 0.127 and 0.123 at distance 0.25. The most
# striking feature is the hump: the saturating loss pulls hardest at a middling distance and then *less* the farther
# the generator is from the data. Its curve is the slope of the value's curve in section 2: where that one levels off
# towards its ceiling, the minimax game gives the generator almost nothing to go by.
#
# </details>
#
# <details><summary>Deeper: which fakes are heard, and what the non-saturating loss follows</summary>
#
# An optimiser that rescales gradients, such as Adam, makes up for part of this, but not for *which fakes are heard*:
# the saturating loss listens to those that already convince, the non-saturating one to those that do not.
#
# Both gradients are 0 at the same place, where the generator has arrived ("the same fixed point", says the paper).
# But with the non-saturating loss the game is no longer minimax: the generator does not minimise what the
# discriminator maximises, and does not follow the JS divergence. Against the best discriminator, held fixed for the
# step, its gradient is that of $\mathrm{KL}(p_g \,\|\, p_\text{data}) - 2\,\mathrm{JS}(p_\text{data}, p_g)$ (Arjovsky
# and Bottou 2017, theorem 2.5).
#
# </details>

# %% [markdown]
# ## Recap
#
# - A generator turns noise into samples of $p_g$; a discriminator returns a **logit**, and $D = \sigma(\ell)$ is the
#   probability of "real".
# - Against a fixed generator the best discriminator is $D^* = p_\text{data} / (p_\text{data} + p_g)$, its logit is
#   the log density ratio, and a small network trained on samples with your loss found it.
# - $\max_D V = -\log 4 + 2\,\mathrm{JS}(p_\text{data}, p_g)$: lowest exactly where the generator matches the data.
# - Losses are computed from logits. At chance they are $2 \log 2 \approx 1.386$ and $\log 2 \approx 0.693$.
# - With a label above 1 the discriminator's loss has no minimiser and no lower bound.
# - The saturating loss has the gradient $-D$ in the logit and starves the generator at $D \approx 0$; the
#   non-saturating one has $-(1 - D)$.
#
# **Tomorrow** the two networks take turns. First on points in the plane, where you see every arrow; then noise
# becomes handwritten digits.
#
# ## Glossary
#
# - **adversarial training**: training two networks against each other, each on a loss that depends on the other
# - **chance**: the state in which real and fake cannot be told apart: all logits 0, $D = \tfrac12$
# - **discriminative model**: a model of the label given the input, $p(y \mid x)$
# - **discriminator**: the network that tells real from fake; it returns one logit per input
# - **generative model**: a model of the inputs themselves, $p(x)$, from which one can draw new ones
# - **generator**: the network that turns noise into an image
# - **implicit model**: a generative model that one can sample from, but whose density one cannot compute
# - **Jensen–Shannon divergence (JS)**: how different two densities are, from 0 (equal) to $\log 2$ (disjoint)
# - **latent code, noise**: the random vector $z$ that goes into the generator; `latent_dim` is its length
# - **logit**: any real number; the logarithm of the odds, $\log \frac{D}{1-D}$
# - **mode**: a region where the density is high; also its peak
# - **saturating, non-saturating loss**: $\log(1 - D)$ and $-\log D$ for the generator
# - **saturation**: a gradient so close to 0 that nothing is learned
# - **value**: $V(D, G)$, what the discriminator maximises and the generator minimises
# - **softplus**: $\log(1 + e^t)$, from logits to losses
#
# ## Further reading
#
# - Goodfellow et al. (2014), *Generative Adversarial Nets*, [arXiv 1406.2661](https://arxiv.org/abs/1406.2661). You
#   have just worked through sections 3 and 4.1.
# - Salimans et al. (2016), *Improved Techniques for Training GANs*, [arXiv
#   1606.03498](https://arxiv.org/abs/1606.03498). Section 3.4: one-sided label smoothing.
#
# <details><summary>Deeper: more to read</summary>
#
# - Goodfellow (2016), *NIPS 2016 Tutorial: Generative Adversarial Networks*, [arXiv
#   1701.00160](https://arxiv.org/abs/1701.00160). Section 3.2 compares the generator losses.
# - Arjovsky and Bottou (2017), *Towards Principled Methods for Training Generative Adversarial Networks*, [arXiv
#   1701.04862](https://arxiv.org/abs/1701.04862). Why a perfect discriminator teaches nothing.
# - Mohamed and Lakshminarayanan (2016), *Learning in Implicit Generative Models*, [arXiv
#   1610.03483](https://arxiv.org/abs/1610.03483). GANs as density-ratio estimation.
# - Nowozin, Cseke and Tomioka (2016), *f-GAN*, [arXiv 1606.00709](https://arxiv.org/abs/1606.00709). Other
#   divergences than JS by other losses.
# - Azadi et al. (2018), *Discriminator Rejection Sampling*, [arXiv 1810.06758](https://arxiv.org/abs/1810.06758).
#   Choosing among fakes by the logit, as in section 4, for images.
#
# </details>
