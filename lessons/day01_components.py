# %% [markdown]
# # Day 1: Components
#
# **The question of the day.** Nobody can write down what makes a picture of a 7 a picture of a 7. How can a program
# learn to draw new ones, when all it ever sees is examples?
#
# A *generative adversarial network* (GAN) answers with two networks and a game. The **generator** turns random
# numbers into images. The **discriminator** looks at an image and says how much it looks like a real one. Each learns
# from the other:
#
# ```text
#   noise z ───► generator ───► fake image ──┐
#                                            ├───► discriminator ───► logit: real or fake?
#   data set ─────────────────► real image ──┘
# ```
#
# The discriminator is trained to answer right. The generator is trained to have its fakes called real.
#
# Today you take both apart and see what each one *can* do. Tomorrow they play.
#
# ## What you will be able to do
#
# - tell a generative model from a discriminative one;
# - say what goes into the two networks and what comes out: shapes, ranges, meaning;
# - go from a logit to a probability and back, and explain why the code keeps logits;
# - derive the best possible discriminator, and read it as an estimate of a *ratio of densities*;
# - write both losses so that they survive any logit, and say which generator loss starves, and where;
# - explain why a label above 1 breaks the discriminator's loss.
#
# **You need** Python, NumPy arrays, the idea of a neural network trained by gradient descent, and what a probability
# density is. No TensorFlow: today's few lines of Keras are explained where they stand.
#
# **Time.** Some 5,300 words, about 45 minutes of reading; with the questions and exercises, plan two to three hours.
#
# **Run time**, measured on two CPU cores: about 20 seconds for the whole notebook; twice that if they have other work.

# %% [markdown]
# ## How a day works
#
# - **Predict, then run.** Before some cells there is a question. Answer it for yourself, in words or with a number,
#   *then* run the cell and unfold the answer. Guessing first, even wrongly, is what makes it stick.
# - **Exercises.** A cell that raises `NotImplementedError` is yours: replace that line. The cell under it checks your
#   answer at once. *Run All* never stops at an exercise that you have not attempted, only at a wrong answer, and
#   later cells use your function once it passes and the course's version until then. So you can skip and come back.
# - **Hints** are folded under the exercises.
#
# | exercise | you write | points |
# |---|---|---:|
# | 1 | the best possible discriminator | 2 |
# | 2 | the value of the game | 3 |
# | 3 | the discriminator's loss, from logits | 3 |
# | 4 | the generator's loss, from logits | 2 |
# | 5 | the slopes of the two generator losses | 2 |
# | 6 | the best logit for any label | 3 |
#
# The first cell imports what the day needs. `gan_course` is the course's own package: every function in it has a
# docstring (try `theory.value?` in a cell of your own) and is short enough to read. `budget.choose` picks the size of
# a computation (`laptop` is the usual one, `smoke` a quick test run), and `budget.claim` checks a sentence of the text
# against the numbers that have just come out.

# %%
from gan_course import budget, checks, losses, models, plots, theory, toys, widgets
from gan_course.data import load_images
from gan_course.runtime import keras

import numpy as np
from matplotlib.figure import Figure

# %% [markdown]
# ## 1. The data: samples, and nothing else
#
# Day 1 and Day 2 use small grey images of handwritten digits. The next cell prints which data set it found and where
# it came from.

# %%
data = load_images()
print("shape:", data.images.shape, data.images.dtype)
print("range:", data.images.min(), "to", data.images.max())
plots.image_grid(
    data.images[:40],
    columns=10,
    title="Real images: samples of p_data",
    alt="Forty real handwritten digits, white on black, in four rows of ten.",
)

# %% [markdown]
# An image is 28 · 28 = 784 numbers between −1 (black) and 1 (white): one *point* in a space of 784 dimensions. Think
# of the data as draws from an unknown distribution over that space, with a density called $p_\text{data}$. Nearly all
# of the space is noise, where $p_\text{data}$ is practically 0; digits occupy a few thin regions. A region where the
# density is high is a **mode**; here each way of writing each digit is one.
#
# Two kinds of model can be learned from such samples:
#
# - A **discriminative model** learns $p(\text{label} \mid \text{image})$: *given* an image, which digit is it? It
#   needs to know only what separates the classes.
# - A **generative model** learns $p(\text{image})$, or at least how to draw from it. It has to know everything about
#   how an image hangs together.
#
# How much harder is the second? Try the simplest generative model there is.
#
# > **Predict, then run.** For every pixel *separately*, we pick one of the real images at random and copy that
# > pixel's value from it. Every pixel of the result then has exactly the right distribution. What will the images
# > look like?

# %%
rng = np.random.default_rng(0)
chosen = rng.integers(0, len(data.images), size=(10, 28, 28, 1))  # which image each pixel is copied from
pixel_by_pixel = np.take_along_axis(data.images, chosen, axis=0)  # (10, 28, 28, 1)
plots.image_grid(
    pixel_by_pixel,
    columns=10,
    title="Every pixel right, every image wrong",
    alt="Ten images in a row: white specks in the middle on black. No digit can be made out.",
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# Speckle: bright specks in the middle, black corners, and no digit anywhere. What makes a digit is not the values of
# the pixels but how they *depend* on each other: a stroke is a hundred pixels that agree. A generative model has to
# produce all 784 numbers together.
#
# </details>

# %% [markdown]
# ## 2. The generator: noise in, image out
#
# The generator $G$ is an ordinary neural network, used in an unusual direction. In goes **noise**: a vector $z$ of
# `latent_dim` independent random numbers, here 100 draws from a standard normal distribution. Out comes an image
# $G(z)$. The vector $z$ is also called the **latent** code: once the network is trained, it decides which image you
# get.
#
# `models.mlp_generator()` builds one from dense layers (with batch normalisation in between, which Day 2 explains). At
# its end stands a *tanh*, which squeezes any number into $(-1, 1)$, the range of our images. Calling a Keras network
# with an array runs it, and `.numpy()` makes an array of the tensor that comes out.

# %%
generator = models.mlp_generator(latent_dim=100, seed=1)
noise = rng.standard_normal((10, 100)).astype("float32")  # (10, 100)
fake_images = generator(noise).numpy()  # (10, 28, 28, 1)

print("noise: ", noise.shape)
print("images:", fake_images.shape, fake_images.dtype)
print(f"trainable weights: {sum(int(np.prod(weight.shape)) for weight in generator.trainable_weights):,}")

# %% [markdown]
# > **Predict, then run.** The weights are still random. (a) Will the ten images be black, white, grey or mixed? (b)
# > If the same noise goes in twice, how different are the two images?

# %%
again = generator(noise).numpy()
print(f"pixels from {fake_images.min():.2f} to {fake_images.max():.2f}, mean {fake_images.mean():z.3f}")
print("largest difference when the same noise goes in again:", np.abs(again - fake_images).max())
plots.image_grid(
    fake_images,
    columns=10,
    title="What an untrained generator makes of noise",
    alt="Ten grey images in a row, with a fine random grain all over. No digit can be made out.",
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# (a) Grey, with a fine grain. With small random weights the last layer computes small numbers around 0, and tanh leaves
# small numbers nearly as they are; 0 is the middle between black and white. (b) Not at all. $G$ is a deterministic
# function: **all the randomness is in the noise.** (Dropout would be an exception; this generator has none.)
#
# </details>
#
# So where is the *distribution* of images? Nowhere as a formula. If $z$ is random, $G(z)$ is random too, and the
# density of what comes out is called $p_g$. We can draw from it as often as we like, but cannot compute it: GANs are
# *implicit* generative models. (Strictly, 100 numbers reach at most a 100-dimensional sheet in 784 dimensions, and a
# sheet has no density there. We speak of densities all the same: today's results can be stated without them, and in one
# dimension, where we compute, there is no such difficulty.)
#
# In one dimension you can also watch a function reshape a distribution:

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
# Where the function is steep it spreads the noise out, where it is flat it piles it up. Training a generator means
# bending such a function, from 100 dimensions into 784, until $p_g$ is $p_\text{data}$. For that, something must tell
# the generator how far off it is.

# %% [markdown]
# ## 3. The discriminator: image in, logit out
#
# The discriminator is an ordinary classifier with two classes, real (1) and fake (0). Its last layer has one unit and
# **no activation**. The number that comes out is a **logit** $\ell$: any real number, positive for "real". The
# **sigmoid** turns it into the probability
#
# $$ D(x) = \sigma(\ell(x)) = \frac{1}{1 + e^{-\ell(x)}}, \qquad\text{and back:}\qquad \ell = \log\frac{D}{1 - D}. $$
#
# The second formula says what a logit *is*: the logarithm of the odds. Throughout this course `logits` are logits and
# `probabilities` are probabilities; mixing them up is a classic mistake in GAN code. (The functions of `keras.ops` are
# NumPy's relatives: they take arrays and tensors, and return tensors.)

# %%
print("probability -> logit")
for probability in (0.01, 0.1, 0.5, 0.9, 0.99):
    print(f"{probability:11.2f} -> {np.log(probability / (1 - probability)):6.2f}")

logits = np.linspace(-8, 8, 161)
plots.curves(
    {"σ(logit)": keras.ops.sigmoid(logits)},
    x=logits,
    guides={"undecided: ½": 0.5},
    title="The sigmoid turns a logit into a probability",
    x_label="logit",
    y_label="D, the probability of real",
    alt="An S-shaped curve: near 0 below logit -5, exactly one half at logit 0, near 1 above logit 5.",
)

# %% [markdown]
# > **Predict, then run.** We ask an untrained discriminator about ten real images and ten of the untrained
# > generator's. What shape do the logits have? And roughly which probabilities do you expect?

# %%
discriminator = models.mlp_discriminator(seed=2)
real_logits = discriminator(data.images[:10]).numpy()  # (10, 1)
fake_logits = discriminator(fake_images).numpy()  # (10, 1)

print("logits:", real_logits.shape)
for name, logits in {"real": real_logits, "fake": fake_logits}.items():
    print(f"{name} logits:       ", logits[:6, 0].round(2))
    print(f"{name} probabilities:", keras.ops.sigmoid(logits[:6, 0]).numpy().round(2))

# %% [markdown]
# <details><summary>Answer</summary>
#
# One logit an image, shape `(10, 1)`. The logits are small, so no probability is near 0 or 1: this network has not
# learned anything. They differ, even so, because random weights are already *some* function of the image. If the real
# ones come out higher than the fake ones, or lower, that is luck: change the seed and see.
#
# </details>

# %% [markdown]
# ## 4. The game
#
# Write $\mathbb{E}_{x \sim p}$ for the average over samples $x$ from $p$; a sample from $p_g$ is $x = G(z)$ for random
# $z$. The two networks are judged by one number, the **value** of the game (Goodfellow et al. 2014, equation 1):
#
# $$ V(D, G) = \mathbb{E}_{x \sim p_\text{data}} \log D(x) + \mathbb{E}_{x \sim p_g} \log\bigl(1 - D(x)\bigr). $$
#
# Both terms are at most 0. The first is close to 0 when the discriminator trusts real images, the second when it
# distrusts fake ones. So the discriminator wants $V$ high, and the generator, who appears in the second term only,
# wants it low:
#
# $$ \min_G \, \max_D \; V(D, G). $$
#
# This is a **minimax** game, and training both players against each other is **adversarial training**. Software
# prefers to minimise, so the discriminator's **loss** is $-V$. That is nothing new: it is the cross-entropy of a
# classifier with the labels 1 for real and 0 for fake, averaged over each class and added up.

# %% [markdown]
# ## 5. The best possible discriminator
#
# Suppose the generator stands still, and the discriminator may be *any* function. Which one is best? As an integral,
#
# $$ V = \int \Bigl[\, p_\text{data}(x) \log D(x) + p_g(x) \log\bigl(1 - D(x)\bigr) \Bigr] \, dx , $$
#
# and as $D$ may take any value at any point, we can maximise at each point $x$ separately. Fix $x$ and write
# $a = p_\text{data}(x)$, $b = p_g(x)$, $y = D(x)$. The derivative of $a \log y + b \log(1 - y)$ is $a/y - b/(1-y)$.
# It falls from $+\infty$ to $-\infty$ as $y$ goes from 0 to 1 (for positive $a$ and $b$) and is 0 at one place only,
# $y = a/(a + b)$. If only one of $a$ and $b$ is positive, the best $y$ is 1 or 0, as the same formula says. So the
# best discriminator is
#
# $$ D^*(x) = \frac{p_\text{data}(x)}{p_\text{data}(x) + p_g(x)} $$
#
# (Proposition 1 of the paper). In words: *mix as many real images as fake ones; of all those that look exactly like
# this one, what share is real?*
#
# ### Exercise 1: the best discriminator (2 points)
#
# Write `optimal_d(p_data, p_g)`. Both arguments are arrays of one shape that hold, entry by entry, the probability
# (or density) of the data and of the generator at the same points. Return $D^*$ for each entry. You may take for
# granted that at every point at least one of the two is positive.


# %% exercise="optimal_d"
def optimal_d(p_data, p_g):
    """Return the best discriminator's probability of "real" at each point."""
    ### BEGIN SOLUTION
    return p_data / (p_data + p_g)
    ### END SOLUTION


# %% check="optimal_d" points=2
with checks.exercise("optimal_d"):
    p_table, q_table = np.array([0.5, 0.4, 0.1, 0.0]), np.array([0.1, 0.4, 0.3, 0.2])
    d_table = np.asarray(optimal_d(p_table, q_table))
    assert d_table.shape == (4,), f"expected one probability for each of the 4 entries; got {d_table}"
    assert np.all((d_table >= 0) & (d_table <= 1)), f"probabilities lie between 0 and 1; got {d_table}"
    assert np.isclose(d_table[1], 0.5), f"where both are 0.4, real and fake are equally likely: ½; got {d_table[1]}"
    assert d_table[0] > 0.5, f"0.5 against 0.1 speaks for real, so D* is above ½; got {d_table[0]}"
    assert np.isclose(d_table[2], 0.25), f"0.1 against 0.3: a quarter of such samples is real; got {d_table[2]}"
    assert np.isclose(d_table[3], 0), f"what the data never contain is surely fake: 0; got {d_table[3]}"
    ### BEGIN HIDDEN TESTS
    assert np.isclose(d_table[0], 5 / 6), "0.5 against 0.1 should give 5/6"
    peaks, tails = np.array([3.0, 7.0, 1e-9]), np.array([1.0, 7.0, 3e-9])
    assert np.allclose(optimal_d(peaks, tails), [0.75, 0.5, 0.25]), "densities may be above 1, or tiny"
    assert np.allclose(optimal_d(tails, peaks), [0.25, 0.5, 0.75]), "swapping the densities must turn D* into 1 - D*"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# NumPy divides and adds arrays entry by entry, so the formula above is the code.
#
# </details>
#
# ### What the logit of the best discriminator is
#
# Put $D^*$ into $\ell = \log \frac{D}{1-D}$ and the sums cancel:
#
# $$ \ell^*(x) = \log \frac{p_\text{data}(x)}{p_g(x)} . $$
#
# **The best discriminator knows the ratio of the two densities**, even though nobody knows either of them. That is
# what makes GANs possible: no density of images can be written down, but comparing two piles of samples is just
# classification. $D^* = \tfrac12$ means that the ratio is 1; $\ell^* = \log 20$ means that the data are twenty times as
# dense there as the fakes.

# %% [markdown]
# ### Exercise 2: the value of the game (3 points)
#
# Write `game_value(probabilities, p_data, p_g, dx)`: the integral $V$ above as a sum over a grid of points with
# spacing `dx`, that is, (the sum of the integrand over all entries) · `dx`. The three arrays have one shape;
# `probabilities` holds $D$ and lies strictly between 0 and 1. For tables of probabilities `dx` is 1. Return one
# number.


# %% exercise="game_value"
def game_value(probabilities, p_data, p_g, dx=1.0):
    """Return V(D, G) for a discriminator and two densities on a grid of spacing dx."""
    ### BEGIN SOLUTION
    return np.sum(p_data * np.log(probabilities) + p_g * np.log(1 - probabilities)) * dx
    ### END SOLUTION


# %% check="game_value" points=3
with checks.exercise("game_value"):
    p_table, q_table = np.array([0.6, 0.4]), np.array([0.3, 0.7])
    undecided = game_value(np.array([0.5, 0.5]), p_table, p_table, 1.0)
    assert np.shape(undecided) == (), f"expected one number; got shape {np.shape(undecided)}"
    message = f"for equal tables and D = ½ the value is -log 4 = -1.3863; got {undecided}"
    assert np.isclose(undecided, -np.log(4), atol=1e-5), message
    surer = game_value(np.array([0.8, 0.4]), p_table, q_table, 1.0)
    assert np.isclose(surer, -1.340832, atol=1e-5), f"D = (0.8, 0.4) on the two tables gives -1.340832; got {surer}"
    fine = game_value(np.full(200, 0.5), np.full(200, 0.5), np.full(200, 0.5), 0.01)
    assert np.isclose(fine, -np.log(4), atol=1e-5), f"two uniform densities, spacing 0.01: -1.3863 as well; got {fine}"
    ### BEGIN HIDDEN TESTS
    line = np.linspace(-10, 12, 2201)
    p_line, q_line = (np.exp(-((line - mean) ** 2) / 2) / np.sqrt(2 * np.pi) for mean in (0, 2))
    best = p_line / (p_line + q_line)
    expected = -np.log(4) + 2 * theory.js_divergence(p_line, q_line, 0.01)
    assert np.isclose(game_value(best, p_line, q_line, 0.01), expected, atol=1e-4), "at D*, V is -log 4 + 2 JS"
    assert game_value(1 - best, p_line, q_line, 0.01) < -2, "the worst way round must be worth much less"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# Three steps: `np.log(probabilities)` weighted by `p_data`; `np.log(1 - probabilities)` weighted by `p_g`; then
# `np.sum` of both together, times `dx`. The weights do the averaging, so there is no `np.mean`.
#
# </details>
#
# > **Predict, then run.** A lazy discriminator says ½ whatever it sees. What is the value of the game then, for a
# > generator that is perfect, one that is off, and one that never makes anything the data contain? And what is it for
# > the best discriminator?

# %%
best_d = checks.or_reference("optimal_d", optimal_d, theory.optimal_discriminator)

p_table = np.array([0.5, 0.5, 0.0, 0.0])
for name, q_table in {
    "perfect ": np.array([0.5, 0.5, 0.0, 0.0]),
    "off     ": np.array([0.0, 0.5, 0.5, 0.0]),
    "disjoint": np.array([0.0, 0.0, 0.5, 0.5]),
}.items():
    seen = p_table + q_table > 0  # points that occur at all
    p, q = p_table[seen], q_table[seen]
    lazy, best = theory.value(0.5, p, q), theory.value(best_d(p, q), p, q)
    print(f"{name}  lazy {lazy:7.4f}   best {best:z7.4f}")

# %% [markdown]
# <details><summary>Answer</summary>
#
# The lazy one gets $\log\frac12 + \log\frac12 = -\log 4 \approx -1.3863$ against *every* generator. So the best
# discriminator always gets at least $-\log 4$. As only one $D$ is best at each point that occurs, it gets exactly that
# only if it is the lazy one, $D^* = \tfrac12$ at all of them, which means $p_g = p_\text{data}$. (`theory.value` counts
# $0 \cdot \log 0$ as 0, the usual convention.)
#
# </details>
#
# You have just proved **Theorem 1** of the paper: $\max_D V(D, G) \ge -\log 4$, with equality if and only if
# $p_g = p_\text{data}$. The generator's best move is to match the data, and then nobody can tell real from fake
# better than by tossing a coin. The paper also says how the value depends on the distance in between:
#
# $$ \max_D V(D, G) = -\log 4 + 2 \cdot \mathrm{JS}(p_\text{data}, p_g), $$
#
# where JS is the **Jensen–Shannon divergence**: 0 for equal densities, $\log 2$ for densities that never overlap, where
# the value reaches its ceiling of 0. With $m = \tfrac12 (p + q)$, halfway between the two, it is
#
# $$ \mathrm{JS}(p, q) = \tfrac12 \mathrm{KL}(p \,\|\, m) + \tfrac12 \mathrm{KL}(q \,\|\, m), \qquad
# \mathrm{KL}(p \,\|\, q) = \int p(x) \log \frac{p(x)}{q(x)} \, dx ; $$
#
# KL is the **Kullback–Leibler divergence**. To see where the formula comes from, put $D^* = p_\text{data} / (2m)$ into
# $V$, with $m$ halfway between $p_\text{data}$ and $p_g$: each of the two terms gives one KL and a $-\log 2$.

# %% [markdown]
# ### Demonstration: the generator approaches the data
#
# Now the same on a line. The data are a standard normal distribution, and the generator's samples are one too, but
# moved aside by some distance. The next cell defines one picture with three parts: the densities, the best
# discriminator, and the value of the game for all distances, with a dot at this one.

# %%
value_of = checks.or_reference("game_value", game_value, theory.value)

grid = np.linspace(-5, 9, 1401)
dx = grid[1] - grid[0]
p_data = toys.normal(0.0, 1.0).density(grid)


def moved(distance):
    """Return the generator's density at a distance, the best discriminator, and the value of the game."""
    p_g = toys.normal(distance, 1.0).density(grid)
    probabilities = best_d(p_data, p_g)
    return p_g, probabilities, float(value_of(probabilities, p_data, p_g, dx))


distances = np.linspace(4, 0, 17)
values = [moved(distance)[2] for distance in distances]
for distance in (4, 3, 2, 1, 0):
    print(f"distance {distance}: value {moved(distance)[2]:7.4f}")


# %%
def frame(distance):
    """Draw densities, best discriminator and value of the game for a generator at a distance from the data."""
    p_g, probabilities, value = moved(distance)
    with plots.drawing():
        figure = Figure(figsize=(6.4, 6.4))
        top, middle, bottom = figure.subplots(3, gridspec_kw={"left": 0.12, "right": 0.98, "top": 0.94, "hspace": 0.45})
        top.plot(grid, p_data, color=plots.REAL, label="data")
        top.plot(grid, p_g, color=plots.FAKE, linestyle="--", label="generator")
        top.set_title(f"Generator at distance {distance:.2f}: the value is {value:.3f}", loc="left")
        top.set(xlabel="x", ylabel="density", ylim=(0, 0.45))
        middle.plot(grid, probabilities, color=plots.DISCRIMINATOR, label="best discriminator")
        middle.axhline(0.5, color=plots.GUIDE, linestyle=":", label="undecided, ½")
        middle.set(xlabel="x", ylabel="D*(x)", ylim=(-0.05, 1.05))
        bottom.plot(distances, values, color="black", label="value, all distances")
        bottom.axhline(-np.log(4), color=plots.GUIDE, linestyle=":", label="-log 4")
        bottom.plot([distance], [value], "o", color=plots.FAKE, markersize=10)
        bottom.set(xlabel="distance", ylabel="value", ylim=(-1.5, 0.1))
        for axes, place in ((top, "upper right"), (middle, "upper right"), (bottom, "upper left")):
            axes.legend(loc=place)
        alt = f"Two normal densities {distance:.2f} apart, the best discriminator, and the value, {value:.3f}."
        return plots.picture(figure, alt=alt)


frame(2.0)

# %% [markdown]
# Read it from top to bottom. Where the two densities cross (halfway, at 1), $D^*$ is ½. To the left, where the data
# have more, it is above ½; to the right below. The value is well above $-\log 4$: the two can be told apart.
#
# > **Predict, then move the slider.** As the generator moves in: what happens to the curve $D^*$? What to its
# > steepness? And how does the value change between distance 4 and 3, compared with 2 and 1?

# %%
stops = distances[:: budget.choose(smoke=8, laptop=1)]
print(f"drawing {len(stops)} pictures, a few seconds ...")
widgets.frame_slider([frame(distance) for distance in stops], values=stops.tolist(), description="distance")

# %% [markdown]
# <details><summary>Answer</summary>
#
# $D^*$ is a sigmoid that gets flatter and flatter until it is ½ everywhere. (For two normal densities of equal width
# the log ratio is a straight line, with slope minus the distance.) The value falls all the way to
# $-\log 4 = -1.3863$. Between distance 2 and 1 it drops by 0.45, between 4 and 3 by only 0.21: far away the value
# nears its ceiling of 0, and the game hardly notices that the generator moved. Remember this plateau; section 8 shows
# what it does to the generator.
#
# </details>

# %% [markdown]
# ## 6. The losses, from logits
#
# What the program minimises, with $\ell$ for a logit:
#
# | player | a sample costs | from its logit |
# |---|---|---|
# | discriminator, real sample | $-\log D$ | $\log(1 + e^{-\ell})$ |
# | discriminator, fake sample | $-\log(1 - D)$ | $\log(1 + e^{\ell})$ |
# | generator, *saturating* loss | $\log(1 - D)$ | $-\log(1 + e^{\ell})$ |
# | generator, *non-saturating* loss | $-\log D$ | $\log(1 + e^{-\ell})$ |
#
# The discriminator's loss is the mean over the real batch plus the mean over the fake batch, which is $-V$ measured
# on samples; the generator's is the mean over the fake batch.
#
# The saturating loss is the minimax game to the letter. The non-saturating one is what nearly everybody uses; section
# 8 shows why. The right column follows from $\log \sigma(\ell) = -\log(1 + e^{-\ell})$ and
# $1 - \sigma(\ell) = \sigma(-\ell)$. The function $\log(1 + e^t)$ is called **softplus**.
#
# The discriminator's loss *sums* its real and its fake term. So at **chance**, with all logits 0, the discriminator's
# loss is $2 \log 2 \approx 1.386$ and the non-saturating generator's $\log 2 \approx 0.693$. Keep both numbers in
# mind for reading training curves. (Code that puts real and fake into one batch and takes one mean reports half:
# there chance is 0.693.)
#
# Why not compute $D$ first and then its logarithm?
#
# > **Predict, then run.** A fake image fools the discriminator: its logit is 20. The loss $-\log(1 - D)$ should then
# > be $\log(1 + e^{20}) \approx 20$. What comes out if $D$ is computed first, in the usual 32-bit numbers?

# %%
print("logit          1 - D   -log(1 - D)   log(1 + e^logit)")
for logit in np.array([1, 5, 15, 20, 100, 1000], "float32"):
    not_real = 1 - keras.ops.sigmoid(logit).numpy()  # 32-bit numbers, as in training
    with np.errstate(divide="ignore"):
        print(f"{logit:5.0f} {not_real:14.10f} {-np.log(not_real):13.4f} {np.logaddexp(0, logit):18.4f}")

# %% [markdown]
# <details><summary>Answer</summary>
#
# Infinity. Near 1, 32-bit numbers lie 0.00000006 apart, so from a logit of about 17 on the sigmoid *is* 1 and
# $\log 0 = -\infty$; its gradient is not a number, and one step later neither are the weights. At 15 the second
# decimal is already wrong. From the logit, without the detour, the loss is exact. `np.logaddexp(0, t)` computes
# $\log(e^0 + e^t)$ without overflow. Clipping $D$ away from 0 and 1, which is often seen, avoids the infinity and
# makes the gradient 0 instead: the worst mistakes are then the ones that are not corrected.
#
# </details>

# %% [markdown]
# ### Exercise 3: the discriminator's loss (3 points)
#
# Write `discriminator_loss(*, real_logits, fake_logits)`: the mean over the real logits of their loss *plus* the mean
# over the fake logits of theirs, one number, to be minimised. It must be right for every logit from −1000 to 1000.
# The two batches may differ in size.
#
# The star makes the arguments *keyword-only*: real and fake cannot be swapped by accident. All losses of the course
# are called this way.


# %% exercise="discriminator_loss"
def discriminator_loss(*, real_logits, fake_logits):
    """Return the sum of the mean cross-entropies of real logits against 1 and of fake logits against 0."""
    ### BEGIN SOLUTION
    return keras.ops.mean(keras.ops.softplus(-real_logits)) + keras.ops.mean(keras.ops.softplus(fake_logits))
    ### END SOLUTION


# %% check="discriminator_loss" points=3
with checks.exercise("discriminator_loss"):
    zeros = np.zeros((4, 1), "float32")
    chance = discriminator_loss(real_logits=zeros, fake_logits=zeros)
    assert np.shape(chance) == (), f"expected one number; got shape {tuple(np.shape(chance))}"
    assert np.isclose(chance, 2 * np.log(2)), f"at chance, all logits 0, the loss is 2 log 2 = 1.3863; got {chance}"
    good = discriminator_loss(real_logits=zeros + 2, fake_logits=zeros - 3)
    assert np.isclose(good, 0.175515, atol=1e-5), f"all real logits 2, all fake logits -3: 0.175515; got {good}"
    worst = discriminator_loss(real_logits=zeros - 1000, fake_logits=zeros + 1000)
    assert np.isclose(worst, 2000), f"logits of 1000, all wrong: 1000 for real + 1000 for fake, and finite; got {worst}"
    perfect = discriminator_loss(real_logits=zeros + 1000, fake_logits=zeros - 1000)
    assert np.isclose(perfect, 0, atol=1e-6), f"surely right about everything, logits of 1000: 0; got {perfect}"
    ### BEGIN HIDDEN TESTS
    five = np.array([[-2.0], [-1.0], [0.0], [1.0], [30.0]], "float32")
    three = np.array([[0.0], [40.0], [-1.0]], "float32")
    expected = np.logaddexp(0, -five).mean() + np.logaddexp(0, three).mean()
    uneven = discriminator_loss(real_logits=five, fake_logits=three)
    assert np.isclose(uneven, expected, atol=1e-5), f"five real and three fake logits: {expected}; got {uneven}"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# The table above gives each sample's loss as a softplus. Take the mean for real, the mean for fake, and add.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Softplus without overflow is `keras.ops.softplus(t)` or `np.logaddexp(0, t)`. Which sign does `t` have for real
# logits? A large positive real logit is right and must cost nothing.
#
# </details>
#
# ### Exercise 4: the generator's loss (2 points)
#
# Write the **non-saturating** `generator_loss(*, real_logits, fake_logits)`, with the same demands. It does not use
# `real_logits`; the argument is there because all generator losses of the course are called in the same way, and on
# Day 5 one will need it.


# %% exercise="generator_loss"
def generator_loss(*, real_logits, fake_logits):
    """Return the mean cross-entropy of the fake logits against the label "real"."""
    ### BEGIN SOLUTION
    return keras.ops.mean(keras.ops.softplus(-fake_logits))
    ### END SOLUTION


# %% check="generator_loss" points=2
with checks.exercise("generator_loss"):
    zeros = np.zeros((4, 1), "float32")
    chance = generator_loss(real_logits=zeros, fake_logits=zeros)
    assert np.shape(chance) == (), f"expected one number; got shape {tuple(np.shape(chance))}"
    assert np.isclose(chance, np.log(2)), f"at chance, all logits 0, the loss is log 2 = 0.6931; got {chance}"
    caught = generator_loss(real_logits=zeros + 5, fake_logits=zeros - 3)
    assert np.isclose(caught, 3.048587, atol=1e-5), f"all fake logits -3: 3.048587, whatever is real; got {caught}"
    mixed = generator_loss(real_logits=zeros, fake_logits=np.array([[-2.0], [3.0]], "float32"))
    assert np.isclose(mixed, 1.087758, atol=1e-5), (
        f"fake logits -2 and 3: the mean of their losses, 1.087758; got {mixed}"
    )
    for logit, expected in ((-1000, 1000), (1000, 0)):
        loss = generator_loss(real_logits=zeros, fake_logits=zeros + logit)
        assert np.isclose(loss, expected, atol=1e-6), f"all fake logits {logit}: {expected}, and finite; got {loss}"
    ### BEGIN HIDDEN TESTS
    mixed = np.array([[-30.0], [-1.0], [0.5], [4.0]], "float32")
    expected = np.logaddexp(0, -mixed).mean()
    loss = generator_loss(real_logits=zeros, fake_logits=mixed)
    assert np.isclose(loss, expected, atol=1e-5), f"mixed logits: {expected}; got {loss}"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# The generator wants its fakes to be called real: it pays for a fake logit what the discriminator pays for a real
# one.
#
# </details>
#
# Both done? Then compare with `gan_course/losses.py`, where the course's own versions stand with their formulas and
# papers.

# %% [markdown]
# ## 7. From samples alone: a trained discriminator lands on D*
#
# $D^*$ was computed from two densities. In real life there are none, only samples. Does a network that never sees a
# density find $D^*$ all the same? In one dimension we can check. The data now have two modes, and the generator is
# one broad hump:

# %%
data_1d = toys.GaussianMixture(means=[[-1.5], [1.5]], stds=[0.5, 0.8], weights=[0.4, 0.6])
generator_1d = toys.normal(0.0, 2.0)

grid_1d = np.linspace(-8, 8, 801)
dx_1d = grid_1d[1] - grid_1d[0]
p_data_1d, p_g_1d = data_1d.density(grid_1d), generator_1d.density(grid_1d)
d_star = best_d(p_data_1d, p_g_1d)
plots.densities(
    grid_1d,
    {"data": p_data_1d, "generator": p_g_1d},
    discriminator={"D*(x)": d_star},
    title="Two densities, and the best discriminator between them",
    alt="Above, the data's density with two modes at -1.5 and 1.5 and the generator's one broad hump. Below, D* rises "
    "above one half over the two modes and falls between and beyond them.",
)

# %% [markdown]
# The network is the one from section 3, only smaller and with one number in place of an image. It is trained as any
# Keras classifier is: `compile` says what to minimise and how, `fit` goes through the samples in batches. The loss is
# Keras's cross-entropy; `from_logits=True` tells it that no sigmoid was applied. (It takes one mean over real and
# fake points, half of our sum, which has its lowest point at the same $D$.) The step size of the optimiser (Adam)
# shrinks to 0 along a cosine, so that the weights settle.


# %%
def train_discriminator(seed, samples, epochs, batch_size=250):
    """Train a small discriminator on samples of the data (label 1) and of the generator (label 0)."""
    real, fake = data_1d.sample(samples, seed=seed), generator_1d.sample(samples, seed=100 + seed)  # (samples, 1) each
    points = np.concatenate([real, fake]).astype("float32")
    labels = np.concatenate([np.ones_like(real), np.zeros_like(fake)]).astype("float32")

    keras.utils.set_random_seed(seed)  # the order of the batches
    discriminator = models.mlp_discriminator(hidden=(64, 64), image_shape=(1,), seed=seed)
    steps = epochs * len(points) // batch_size
    discriminator.compile(
        optimizer=keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(0.01, steps)),
        loss=keras.losses.BinaryCrossentropy(from_logits=True),
        steps_per_execution=20,  # steps between two returns to Python: faster, same result
    )
    discriminator.fit(points, labels, batch_size=batch_size, epochs=epochs, verbose=0)
    return discriminator


# %% [markdown]
# > **Predict, then run.** At chance the discriminator's loss is $2 \log 2 = 1.386$. Given enough samples and time,
# > can training bring it down to 0? If not, where does it stop?
#
# We train three times, with different samples and weights, and compare each network with $D^*$: the average distance
# $|D - D^*|$ over an equal mix of real and fake points, and the loss on fresh samples.

# %%
loss_of = checks.or_reference("discriminator_loss", discriminator_loss, losses.get("non_saturating").discriminator_loss)
size = budget.choose(smoke={"samples": 2_000, "epochs": 1}, laptop={"samples": 20_000, "epochs": 10})

lowest_loss = -theory.value(d_star, p_data_1d, p_g_1d, dx_1d)
print(f"loss of D*, computed from the densities: {lowest_loss:.4f}")
errors, gaps = [], []
for seed in range(budget.choose(smoke=1, laptop=3)):
    network = train_discriminator(seed, **size)
    d_trained = keras.ops.sigmoid(network(grid_1d[:, None])).numpy()[:, 0]
    real_logits = network(data_1d.sample(100_000, seed=1000 + seed)).numpy()
    fake_logits = network(generator_1d.sample(100_000, seed=2000 + seed)).numpy()
    d_loss = float(loss_of(real_logits=real_logits, fake_logits=fake_logits))
    errors.append(np.sum((p_data_1d + p_g_1d) / 2 * np.abs(d_trained - d_star)) * dx_1d)
    gaps.append(abs(d_loss - lowest_loss))
    print(f"seed {seed}: average |D - D*| = {errors[-1]:.4f}, loss on fresh samples = {d_loss:.4f}")

budget.claim("each trained discriminator is within 0.02 of D*, averaged over the samples", max(errors) < 0.02)
budget.claim("each one's loss is within 0.01 of the lowest possible loss", max(gaps) < 0.01)

# %%
plots.densities(
    grid_1d,
    {"data": p_data_1d, "generator": p_g_1d},
    discriminator={"trained on samples": d_trained, "D*, from the densities": d_star},
    title="A discriminator trained on samples lands on D*",
    alt="The two densities, and below them the curve of the trained discriminator, which lies almost exactly on D*.",
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# It cannot reach 0: where the two densities overlap, the same point may be real or fake, and no function can tell.
# The lowest possible loss is $-\max_D V = 2 \log 2 - 2\,\mathrm{JS} = 1.2155$, and each of the three networks gets
# within 0.01 of it. The better the generator, the higher this lowest loss: against a perfect one it is 1.386.
#
# </details>
#
# The network never saw a density. It saw points and two labels, and ended up knowing the ratio of the densities
# wherever there are enough samples. (Where there are none, it says whatever its weights happen to give: nothing
# taught it better.)
#
# To believe that it really holds the ratio, *use* it: draw points from the generator again, and choose among them
# with probability proportional to $e^{\ell(x)} \approx p_\text{data}(x) / p_g(x)$.
#
# > **Predict, then run.** What will the chosen points look like?

# %%
points = generator_1d.sample(100_000, seed=5)[:, 0]  # all of them fake
ratios = np.exp(network(points[:, None]).numpy()[:, 0])
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
    title="Fakes, chosen by the discriminator's logit, look like the data",
    x_label="x",
    alt="Three histograms: the data with two modes, the generator with one broad hump, and the chosen fakes, which "
    "follow the data's two modes.",
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# Like the data. Each fake counts as often as it would have occurred among the real points, so the broad hump turns
# into two modes, without any change to the generator. (It works because the generator covers everything the data do.
# What a generator never makes cannot be chosen.)
#
# </details>
#
# In a GAN we do not choose among fakes: we change the generator, so that it makes better ones. Its only guide is the
# slope of the discriminator.

# %% [markdown]
# ## 8. Which generator loss starves, and where
#
# The generator learns from the gradient of its loss. By the chain rule this gradient is a product, and its first
# factor is the slope of the loss in the logit: how much the loss falls when the logit of a fake rises a little. If
# that factor is nearly 0, the generator learns next to nothing, unless the rest of the product happens to be huge. The
# loss is then said to **saturate**.
#
# ### Exercise 5: two slopes (2 points)
#
# Write `generator_slopes(logits)`: a pair of arrays, the derivative with respect to the logit $\ell$ of (first) the
# saturating loss $\log(1 - \sigma(\ell))$ and (second) the non-saturating loss $-\log \sigma(\ell)$. Work it out on
# paper; both answers are short when written with $D = \sigma(\ell)$.


# %% exercise="generator_slopes"
def generator_slopes(logits):
    """Return the slopes in the logit of the saturating and of the non-saturating generator loss."""
    ### BEGIN SOLUTION
    probabilities = keras.ops.sigmoid(logits)
    return -probabilities, -(1 - probabilities)
    ### END SOLUTION


# %% check="generator_slopes" points=2
with checks.exercise("generator_slopes"):
    at = np.array([np.log(0.01 / 0.99), 0.0, np.log(0.99 / 0.01)])  # the logits of D = 0.01, 0.5 and 0.99
    pair = generator_slopes(at)
    assert len(pair) == 2, f"expected a pair, the saturating slopes first; got {len(pair)} things"
    saturating, non_saturating = (np.asarray(slopes) for slopes in pair)
    assert saturating.shape == non_saturating.shape == (3,), "expected two arrays of 3 slopes"
    assert np.all(np.array([saturating, non_saturating]) < 0), "both losses fall as the logit rises: slopes below 0"
    assert np.isclose(saturating[1], -0.5), f"at D = ½ the saturating slope in the logit is -½; got {saturating[1]}"
    assert np.isclose(non_saturating[1], -0.5), f"at D = ½ the other slope in the logit is -½; got {non_saturating[1]}"
    assert np.isclose(saturating[0], -0.01, atol=1e-5), f"saturating, D = 0.01: small, -0.01; got {saturating[0]}"
    assert np.isclose(non_saturating[0], -0.99, atol=1e-5), f"non-saturating, D = 0.01: -0.99; got {non_saturating[0]}"
    ### BEGIN HIDDEN TESTS
    wide = np.linspace(-12, 12, 49)
    minimax_loss, usual_loss = (lambda t: -np.logaddexp(0, t)), (lambda t: np.logaddexp(0, -t))
    for name, slopes, loss in zip(("first", "second"), generator_slopes(wide), (minimax_loss, usual_loss), strict=True):
        measured = (loss(wide + 1e-4) - loss(wide - 1e-4)) / 2e-4
        assert np.allclose(slopes, measured, atol=1e-5), f"the {name} slopes are not the derivative of the loss"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# The derivative of the sigmoid is $\sigma'(\ell) = D\,(1 - D)$. With the chain rule, the derivative of
# $\log \sigma(\ell)$ is $\frac{1}{D} \cdot D\,(1 - D)$. Do the same for $\log(1 - \sigma(\ell))$, and mind the signs.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `keras.ops.sigmoid(logits)` gives $D$.
#
# </details>

# %% [markdown]
# Early in training the fakes are poor, and the discriminator is sure of it: $D = 0.01$, say. There the saturating
# loss pulls with a strength of 0.01, the other one with 0.99. **Saturation happens at $D \approx 0$, exactly when the
# generator has most to learn.** (At $D \approx 1$ the non-saturating slope vanishes instead; but there the generator
# has already won.) You may read elsewhere that the trouble is $D \approx 1$ on fakes. It is not.
#
# What does that mean for a generator that has far to go? Take the demonstration of section 5 again: the generator
# adds its distance to standard normal noise, $G(z) = z + m$, and faces the best discriminator. The slope of its loss
# in $m$ is the average over the fakes of (slope of the loss in the logit) · (slope of the logit in $x$); the second
# factor is $-m$ there.
#
# > **Predict, then run.** At distance 4, how many times stronger does the non-saturating loss pull: 2, 10, 100 times?
# > And close to the data?

# %%
slopes_of = checks.or_reference(
    "generator_slopes",
    generator_slopes,
    lambda logits: (theory.minimax_generator_slope(logits), theory.non_saturating_generator_slope(logits)),
)
pulls = []
for distance in distances:
    p_g = toys.normal(distance, 1.0).density(grid)  # on the grid of section 5
    logit_slope = -distance  # the log ratio of the two densities is a line with this slope
    both = slopes_of(theory.optimal_logit(p_data, p_g))
    pulls.append([np.sum(p_g * np.asarray(slopes) * logit_slope) * dx for slopes in both])
saturating, non_saturating = np.transpose(pulls)
for index in (0, 4, 8, 12, 15):
    times = non_saturating[index] / saturating[index]
    pair = f"saturating {saturating[index]:.4f}, non-saturating {non_saturating[index]:.4f}"
    print(f"distance {distances[index]:.2f}: {pair}, {times:4.1f} times as strong")

# %%
plots.curves(
    {"saturating": saturating, "non-saturating": non_saturating},
    x=distances,
    title="How hard each loss pulls the generator towards the data",
    x_label="distance between generator and data",
    y_label="slope of the loss in the distance",
    alt="Both curves start at 0 with the same steepness. The non-saturating one keeps rising with the distance; the "
    "saturating one peaks and then sinks back towards 0.",
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# About 28 times: 3.86 against 0.14. Close to the data the two pull alike, 0.127 and 0.123 at distance 0.25. The
# saturating curve is the slope of the value's curve in section 5: where that one levels off towards its ceiling, the
# minimax game gives the generator almost nothing to go by, although it is farthest from the data.
#
# </details>
#
# An optimiser that rescales gradients, such as Adam, makes up for part of this, but not for *which fakes are heard*.
# The saturating loss weights each fake of a batch by $D$: it listens to those that already convince. The
# non-saturating one weights it by $1 - D$ and listens to those that do not.
#
# Both slopes are 0 at the same place, where the generator has arrived ("the same fixed point", says the paper). But
# with the non-saturating loss the game is no longer minimax: the generator does not minimise what the discriminator
# maximises, and does not follow the JS divergence. Against the best discriminator, held fixed for the step, its
# gradient is that of $\mathrm{KL}(p_g \,\|\, p_\text{data}) - 2\,\mathrm{JS}(p_\text{data}, p_g)$ (Arjovsky and
# Bottou 2017, theorem 2.5).

# %% [markdown]
# ## 9. A label above 1
#
# A discriminator can be trained with other labels than 0 and 1. With the label $y$ for real, a real logit costs
#
# $$ -y \log \sigma(\ell) - (1 - y) \log\bigl(1 - \sigma(\ell)\bigr). $$
#
# A label of 0.9 is *one-sided label smoothing*, a good trick (Day 2). A well-known recipe adds random numbers from 0
# to 0.05 to *all* labels, so that a label of 1 becomes 1.025 on average. (The loss is a straight line in $y$, so only
# the average counts.) Harmless?
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
    alt="For label 0.9 the curve has its lowest point near logit 2 and rises again. For label 1 it sinks towards 0 and "
    "never arrives. For label 1.1 it falls below 0 and goes on falling along a straight line.",
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# For 0.9 at $\ell = \log \frac{0.9}{0.1} \approx 2.2$, where $D = 0.9$. For 1 there is none: the loss sinks towards 0
# and never arrives, but it is never below 0 either, and its slope fades out. For 1.1 there is none *and no bound*:
# the discriminator is rewarded for ever larger logits.
#
# </details>
#
# ### Exercise 6: the best logit for any label (3 points)
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
    for label, best, lowest in (
        (0.5, 0.0, np.log(2)),
        (0.9, 2.197225, 0.325083),
        (0.1, -2.197225, 0.325083),
        (1, np.inf, 0.0),
        (1.1, np.inf, -np.inf),
        (0, -np.inf, 0.0),
        (-0.2, -np.inf, -np.inf),
    ):
        pair = best_logit_and_loss(label)
        assert np.shape(pair) == (2,), f"expected a pair, the logit and the lowest cost; got {pair!r}"
        assert np.isclose(pair[0], best, atol=1e-5), f"label {label}: the best logit is {best}; got {pair[0]}"
        assert np.isclose(pair[1], lowest, atol=1e-5), f"label {label}: the lowest cost is {lowest}; got {pair[1]}"
    ### BEGIN HIDDEN TESTS
    for label, best, lowest in ((-3, -np.inf, -np.inf), (2, np.inf, -np.inf), (0.0, -np.inf, 0.0)):
        assert np.allclose(best_logit_and_loss(label), (best, lowest)), f"label {label}: expected {(best, lowest)}"
    for label in (0.02, 0.37, 0.75, 0.999):
        logit, cost = best_logit_and_loss(label)
        assert np.isclose(cost, theory.cross_entropy(logit, label), atol=1e-5), f"label {label}: not the logit's cost"
        nearby = theory.cross_entropy([logit - 0.1, logit + 0.1], label)
        assert np.all(nearby > cost), f"label {label}: a neighbouring logit costs less"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# The slope of the cost in the logit is $\sigma(\ell) - y$. Where is it 0? And what sign does it have when $y$ is
# above 1?
#
# </details>
# <details><summary>Hint 2</summary>
#
# Three kinds of label: strictly between 0 and 1; exactly 0 or 1; outside. For the first, put the logit where
# $\sigma(\ell) = y$ into the cost.
#
# </details>
#
# In a GAN's discriminator the other class pulls the other way, and where it is dense enough it holds the logit. At a
# point $x$ what counts is the average label of all samples there, and only where that exceeds 1 is there no bound.
# The share of real samples at $x$ is $D^*(x)$; so with the recipe's averages, 1.025 for real and 0.025 for fake, the
# average label is $D^*(x) + 0.025$. It exceeds 1 where $D^*(x) > 0.975$, that is, where the data are more than 39
# times as dense as the fakes. So such a recipe seems to work as long as the two overlap. The loss functions of this
# course refuse labels above 1.

# %% [markdown]
# ## Recap
#
# - The data are samples of an unknown $p_\text{data}$. A generator turns noise into samples of $p_g$, which has no
#   formula either.
# - The discriminator returns a **logit**; $D = \sigma(\ell)$ is the probability of "real".
# - Against a fixed generator the best discriminator is $D^* = p_\text{data} / (p_\text{data} + p_g)$, its logit is
#   the log density ratio, and a small network trained on samples found it to within 0.02 on average.
# - $\max_D V = -\log 4 + 2\,\mathrm{JS}(p_\text{data}, p_g)$: lowest, at $-\log 4$, exactly where the generator
#   matches the data.
# - Losses are computed from logits. At chance the discriminator's is $2 \log 2 \approx 1.386$ and the non-saturating
#   generator's is $\log 2 \approx 0.693$.
# - The saturating loss has slope $-D$ in the logit and starves the generator at $D \approx 0$; the non-saturating one
#   has slope $-(1 - D)$.
# - With a label above 1 the discriminator's loss has no minimiser and no lower bound.
#
# **Tomorrow** the two networks take turns. First on points in the plane, where you see every arrow; then noise
# becomes handwritten digits, in about a minute.
#
# ## Glossary
#
# | term | meaning |
# |---|---|
# | adversarial training | training two networks against each other, each on a loss that depends on the other |
# | best discriminator | $D^*$, the function that maximises $V$ against a fixed generator |
# | chance | the state in which real and fake cannot be told apart: all logits 0, $D = \tfrac12$ |
# | density | $p(x)$: how likely samples are near $x$, per unit of volume; it may exceed 1 |
# | density ratio | $p_\text{data}(x) / p_g(x)$; its logarithm is the best discriminator's logit |
# | discriminative model | a model of the label given the input, $p(y \mid x)$ |
# | discriminator | the network that tells real from fake; it returns one logit per input |
# | generative model | a model of the inputs themselves, $p(x)$, from which one can draw new ones |
# | generator | the network that turns noise into an image |
# | implicit model | a generative model that one can sample from, but whose density one cannot compute |
# | Jensen–Shannon divergence (JS) | how different two densities are, from 0 (equal) to $\log 2$ (disjoint) |
# | Kullback–Leibler divergence (KL) | the mean of $\log \frac{p}{q}$ over samples of $p$: 0 only for equal densities |
# | latent code, noise | the random vector $z$ that goes into the generator; `latent_dim` is its length |
# | logit | any real number; the logarithm of the odds, $\log \frac{D}{1-D}$ |
# | loss | the number that a network's training makes smaller |
# | minimax game | a game in which one player minimises what the other maximises |
# | mode | a region where the density is high; also its peak |
# | non-saturating loss | $-\log D$ for the generator |
# | one-sided label smoothing | a label slightly below 1 for real samples, and 0 for fake ones |
# | $p_\text{data}$, $p_g$ | the densities of the data and of the generator's samples |
# | saturating loss | $\log(1 - D)$ for the generator, from the minimax game |
# | saturation | a slope so close to 0 that nothing is learned |
# | sigmoid | $\sigma(\ell) = 1/(1 + e^{-\ell})$, from logits to probabilities |
# | softplus | $\log(1 + e^t)$, from logits to losses |
# | value | $V(D, G)$, what the discriminator maximises and the generator minimises |
#
# ## Further reading
#
# - Goodfellow et al. (2014), *Generative Adversarial Nets*, [arXiv 1406.2661](https://arxiv.org/abs/1406.2661). You
#   have just worked through sections 3 and 4.1.
# - Goodfellow (2016), *NIPS 2016 Tutorial: Generative Adversarial Networks*, [arXiv
#   1701.00160](https://arxiv.org/abs/1701.00160). Section 3.2 compares the generator losses.
# - Arjovsky and Bottou (2017), *Towards Principled Methods for Training Generative Adversarial Networks*, [arXiv
#   1701.04862](https://arxiv.org/abs/1701.04862). Why a perfect discriminator teaches nothing.
# - Mohamed and Lakshminarayanan (2016), *Learning in Implicit Generative Models*, [arXiv
#   1610.03483](https://arxiv.org/abs/1610.03483). GANs as density-ratio estimation.
# - Nowozin, Cseke and Tomioka (2016), *f-GAN*, [arXiv 1606.00709](https://arxiv.org/abs/1606.00709). Other
#   divergences than JS by other losses.
# - Azadi et al. (2018), *Discriminator Rejection Sampling*, [arXiv 1810.06758](https://arxiv.org/abs/1810.06758).
#   Choosing among fakes by the logit, as in section 7, for images.
# - Salimans et al. (2016), *Improved Techniques for Training GANs*, [arXiv
#   1606.03498](https://arxiv.org/abs/1606.03498). Section 3.4: one-sided label smoothing.
