# %% [markdown]
# # Day 9: Sequences, of numbers, notes and letters
#
# **The question of the day.** A picture lies there all at once; a melody comes one note after the other, and a word
# letter by letter. And a note is not a pixel: between C and D there is no "a little more". A gradient says "a little
# more of this", and nothing else. So how can a discriminator teach a generator to write music?
#
# ## Hear it first
#
# Two of these four melodies are old tunes, a Japanese one and one that was first printed for Finland's schools. A GAN
# wrote the other two, in the grid of eighths in which you see them: each bar of colour is a note, higher up for a
# higher pitch. (It was trained beforehand, on other tunes; `python -m gan_course.recordings melodies`. In this notebook
# you will train your own.)
#
# > **Predict, then play.** Listen, with the players under the picture. Which two are by the GAN? What gave them away:
# > the notes, the rhythm, or where it is all going?

# %%
from gan_course import budget, checks, discrete, music, plots, recordings, sequences, text
from gan_course.demos import day09, sequence_rules
from gan_course.labs.piano_roll import piano_roll
from gan_course.receptive_field import receptive_field
from gan_course.runtime import device, keras, tf
from gan_course.training import ProgressLine

import numpy as np

print(f"training budget: {budget.name()}; device: {device()}")

# %%
day09.quiz()

# %%
print(day09.quiz_answers())

# %% [markdown]
# ## What you will be able to do
#
# - say how far a series remembers, in closed form and measured, and find by experiment what a convolution sees;
# - explain why `argmax` stops the gradient, take three ways around it, and say what each costs in bias or in noise;
# - **write a generator of melodies, train it, and hear it**;
# - measure melodies and words against real ones, with a floor, a control and a rival that is hard to beat: counting;
# - say what is left to do, and why language models went another way.
#
# **You need** Days 1 to 6: `GAN`, batch normalisation, the relativistic loss with R1 and R2, floors and controls. Of
# Keras: `keras.Model(inputs, outputs)`, from Day 7. You need not read music.
#
# **Time.** Some 3,500 words, half an hour of reading; with questions and exercises, plan three hours. **Run time** on
# two CPU cores: one to four minutes, most of it for two GANs.
#
# | exercise | you write | points |
# |---|---|---:|
# | 1 | how far a process remembers, in closed form | 2 |
# | 2 | what a step of the output depends on | 3 |
# | 3 | soft symbols: Gumbel-softmax | 3 |
# | 4 | REINFORCE | 3 |
# | 5 | phrases that are copied | 3 |
# | 6 | **the composer**, which then trains | 4 |

# %% [markdown]
# ## 1. Time
#
# The simplest sequence that remembers is an **autoregressive process of order 1**, AR(1): each value is a part of the
# last one, and something new,
#
# $$ x_t = \varphi\, x_{t-1} + \sigma\, e_t, $$
#
# with $|\varphi| < 1$ and independent $e_t$ of mean 0 and variance 1. It is *stationary*: it has run for ever, so its
# mean (0) and variance do not depend on $t$. How much $x_{t+k}$ still has to do with $x_t$ is its **autocovariance** at
# **lag** $k$, $\mathrm{E}(x_t\, x_{t+k})$; divided by the variance it is the **autocorrelation**, from −1 to 1.

# %%
plots.curves(
    {f"φ = {phi}": sequences.ar1(phi, 1, 40, seed=4)[0] for phi in (0.9, 0.0, -0.9)},
    title="Three processes with the same variance",
    x_label="step t",
    y_label="x",
    alt="Three jagged lines over 40 steps: one wanders slowly, one is noise, and one swings up and down at each step.",
)

# %% [markdown]
# ### Exercise 1: how far it remembers (2 points)
#
# Write `ar1_memory(phi, sigma, lag)`: a pair, the autocovariance and the autocorrelation of the process at that lag, a
# whole number that may be 0 or negative. Derive them. For the variance, take the variance of both sides. For lag 1,
# multiply both sides by $x_{t-1}$ and take the mean; then lag 2 …


# %% exercise="ar1_memory"
def ar1_memory(phi, sigma, lag):
    """Return autocovariance and autocorrelation of x_t = phi * x_(t-1) + sigma * e_t at a lag."""
    ### BEGIN SOLUTION
    correlation = phi ** abs(lag)
    return sigma**2 / (1 - phi**2) * correlation, correlation
    ### END SOLUTION


# %% check="ar1_memory" points=2
with checks.exercise("ar1_memory"):
    for _phi, _sigma, _lag, _expected in (
        (0.5, 1.0, 0, (4 / 3, 1)),
        (0.5, 3.0, 1, (6, 0.5)),
        (-0.8, 1.2, 3, (-2.048, -0.512)),
        (0.9, 0.5, -2, (1.065789, 0.81)),
        (0.0, 2.0, 0, (4, 1)),
        (0.0, 2.0, 4, (0, 0)),
        (-0.5, 1.0, 2, (1 / 3, 0.25)),
        (0.8, 1.5, 6, (1.6384, 0.262144)),
    ):
        _found = ar1_memory(_phi, _sigma, _lag)
        _what = f"phi {_phi}, sigma {_sigma}, lag {_lag}"
        assert _found is not None, f"{_what}: expected two numbers, got None"
        assert np.shape(_found) == (2,), f"{_what}: expected two numbers, got {_found!r}"
        for _name, _one, _wanted in zip(("autocovariance", "autocorrelation"), _found, _expected, strict=True):
            assert np.isclose(float(_one), _wanted, atol=1e-4), (
                f"{_what}: expected the {_name} {_wanted:.4f}, got {_one:.4f}"
            )
    ### BEGIN HIDDEN TESTS
    for _phi in (-0.3, 0.7):
        for _lag in (-5, 2):
            _expected = sequences.ar1_autocorrelation(_phi, _lag)
            assert np.isclose(ar1_memory(_phi, 0.1, _lag)[1], _expected), f"phi {_phi}, lag {_lag}"
    _found = ar1_memory(0.99, 0.1, 120)[1]
    assert np.isclose(_found, 0.99**120, rtol=1e-4), f"phi 0.99, lag 120: expected 0.2994, got {_found}"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# $\mathrm{Var}(x_t) = \varphi^2\, \mathrm{Var}(x_{t-1}) + \sigma^2$, and both variances are the same number. In
# $\mathrm{E}(x_{t-1} x_t)$ the new part $e_t$ drops out, for it is independent of the past. Backwards in time the
# process remembers as far as forwards.
#
# </details>
#
# Your formula beside what long draws of the process show (they have variance 1, so $\sigma^2 = 1 - \varphi^2$):

# %%
memory = checks.or_reference("ar1_memory", ar1_memory, day09.reference_memory, arrays=True)
for phi in (0.9, -0.9):
    drawn = sequences.ar1(phi, 20, 2_000, seed=1)
    for lag in (1, 4, 16):
        formula = memory(phi, np.sqrt(1 - phi**2), lag)[1]
        measured = sequences.autocorrelation(drawn, lag)
        print(f"phi {phi:4}, lag {lag:2}: formula {formula:6.3f}, measured {measured:6.3f}")
        assert abs(formula - measured) < 0.05

# %% [markdown]
# After 16 steps a φ of 0.9 has forgotten most: $0.9^{16} = 0.19$. Music remembers in another way: what sounded eight
# quarters ago often comes back, while what was three quarters ago does not.
#
# ### What a convolution sees
#
# For sequences one takes **convolutions along time**: a kernel of 3 sees three neighbouring steps. A **causal** one
# sees the present and two steps of the past, never the future; so it can forecast, and write one step after the other.
# A **dilated** one leaves gaps: with dilation 4 it sees the steps $t$, $t - 4$ and $t - 8$ (WaveNet, van den Oord and
# others 2016). Whether a network that someone calls causal really is, you find out as for any black box: shake one step
# of the input, and look at the output.
#
# ### Exercise 2: what it depends on (3 points)
#
# Write `influence(network, sequence, place)`. `network` is a function from arrays (batch, steps, channels) to arrays
# (batch, steps, outputs), `sequence` one input, shape (steps, channels). Return an array of booleans, shape (steps,):
# whether the output at step `place`, any number of it, changes with step $t$ of the input, in any of its channels.
# Leave `sequence` as it is. (A network may take the *difference* of two channels: then adding the same to both changes
# nothing. And a change of `place` by rounding alone, below 0.00001, is none.)


# %% exercise="influence"
def influence(network, sequence, place):
    """Return booleans (steps,): which steps of the input the output at one step depends on."""
    ### BEGIN SOLUTION
    sequence = np.asarray(sequence, "float32")
    before = np.asarray(network(sequence[None]))[0, place]
    shake = np.random.default_rng(0).uniform(0.5, 1.5, sequence.shape[1])
    found = []
    for step in range(len(sequence)):
        shaken = sequence.copy()
        shaken[step] += shake
        found.append(np.abs(np.asarray(network(shaken[None]))[0, place] - before).max() > 1e-5)
    return np.array(found)
    ### END SOLUTION


# %% check="influence" points=3
with checks.exercise("influence"):
    _fault = sequence_rules.influence_fault(influence)
    assert _fault is None, _fault
    ### BEGIN HIDDEN TESTS
    for _dilations in ((1,), (2, 3), (5,)):
        _stack, _series = day09.causal_stack(_dilations), np.zeros((20, 1), "float32")
        _expected = day09.reference_influence(_stack, _series, 14)
        assert np.array_equal(influence(_stack, _series, 14), _expected), f"dilations {_dilations}"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# For each step a copy of the sequence with other numbers in that step, all channels changed by *different* amounts.
# `network(copy[None])[0, place]` is the output to compare.
#
# </details>
#
# > **Predict, then run.** Four layers with kernel 3. How many steps does one step of the output depend on if all have
# > dilation 1, and how many with dilations 1, 2, 4 and 8? How many of these lie in the future if the padding is
# > `"same"`, as it is for images, in place of `"causal"`?

# %%
depends_on = checks.or_reference("influence", influence, day09.reference_influence, arrays=True)
series = np.zeros((48, 1), "float32")
for padding in ("same", "causal"):
    for dilations in ((1, 1, 1, 1), (1, 2, 4, 8)):
        seen = np.flatnonzero(depends_on(day09.causal_stack(dilations, padding=padding), series, 32))
        print(f"{padding:6} dilations {dilations}: {len(seen)} steps, {seen.min()} to {seen.max()}, of step 32")
        assert len(seen) == 1 + sum(2 * dilation for dilation in dilations)
print("formula of Day 8 without dilation:", receptive_field([(3, 1)] * 4))

# %% [markdown]
# <details><summary>Answer</summary>
#
# $1 + \sum 2 d$: 9 steps and 31. With each layer twice the dilation, the view doubles with each layer, for the same
# number of weights. Causal, all of it is the past; with `"same"`, half of it is the future. A *generator* that makes a
# whole melody at once may look both ways, as one for images does; so does a discriminator. A *forecaster* must not.
#
# </details>
#
# ### Train on synthetic, test on real
#
# For series of numbers nothing new is needed: a series of 24 values is a vector. Here are two kinds: sine waves, each
# with its own frequency and phase, as in the tests of TimeGAN (Yoon and others 2019), and random walks. Is a GAN's
# series good for anything? Fit a forecast on *its* series, a linear one of the next value from the last six, and test
# it on real ones. The control is a forecast that was fitted on real series whose steps were shuffled.
#
# > **Predict, then run.** For which of the two kinds will the synthetic series do nearly as well as real ones? For
# > which one can even a perfect forecast not be good?

# %%
kinds = {"sines": sequences.sines, "random walks": sequences.random_walks}
fits, steps = {}, budget.choose(smoke=50, laptop=2_500)
for name, draw in kinds.items():
    real, test = draw(2_000, 24, seed=1).astype("float32"), draw(1_000, 24, seed=2)
    gan = day09.series_gan(steps, seed=1)
    batches = tf.data.Dataset.from_tensor_slices(real).shuffle(2_000, seed=1).repeat().batch(128)
    gan.fit(batches, steps_per_epoch=steps, verbose=0)
    shuffled = np.random.default_rng(3).permuted(real, axis=1)
    sources = {"real": real, "the GAN's": gan.generate(2_000, seed=2), "shuffled": shuffled}
    fits[name] = {source: day09.forecast_error(series, test) for source, series in sources.items()}
    print(f"{name:12}", ", ".join(f"{source} {error:.3f}" for source, error in fits[name].items()))

# %%
for name, error in fits.items():
    budget.claim(
        f"{name}: fitted on the GAN's, the error is nearer to real than to shuffled",
        error["the GAN's"] - error["real"] < 0.5 * (error["shuffled"] - error["real"]),
    )

# %% [markdown]
# <details><summary>Answer</summary>
#
# Random walks are learnt: the forecast from the GAN's is as good as the one from real ones, and neither is good, for
# the next step of a walk is news. Sine waves are the harder test, though they *look* perfect: from its last values a
# real one can be continued almost without error. The GAN's are a little rough, no eye would mind, and a forecast that
# expects roughness misses by far more than one that was fitted on real ones. Still it is far better than the control.
#
# </details>

# %% [markdown]
# ## 2. Symbols have no slope
#
# A note or a letter is one of a few **symbols**, and a network that chooses one gives a number for each, its *logits*.
# Real melodies are one-hot: zeros and a single 1 in each step. If the generator handed out its softmax, 0.6 of a C and
# 0.4 of a D, the discriminator would need no ear at all: "not one-hot, fake". So the generator has to *choose*. And
# there the gradient ends.

# %%
logits = tf.Variable([1.0, 0.5, 0.2])
with tf.GradientTape() as tape:
    chosen = tf.one_hot(tf.argmax(logits), 3)
    judged = tf.reduce_sum(chosen * [0.3, 0.9, 0.1])
print("chosen:", chosen.numpy(), " gradient:", tape.gradient(judged, logits))

# %% [markdown]
# `None`. A small change of the logits changes no choice, and where it does, the choice jumps: the slope is 0 or does
# not exist. Still there is something to descend on: the *expected* judgement, $J = \sum_j p_j\, r_j$, where $p$ is the
# softmax of the logits and $r_j$ what the discriminator says to symbol $j$. It changes smoothly. With three symbols one
# can add it up; with 28 symbols in 32 steps there are $28^{32}$ melodies, so it has to be estimated from draws.
#
# **Way 1: a soft draw.** To draw from $p$, one can add to each logit a random number of its own with Gumbel's
# distribution, $g = -\log(-\log u)$ with $u$ uniform on (0, 1), and take the largest: the *Gumbel-max trick*. Now
# replace "the largest" by a softmax with a **temperature** $\tau$:
#
# $$ y = \mathrm{softmax}\!\left(\frac{\ell + g}{\tau}\right) $$
#
# This **Gumbel-softmax** (Jang and others 2017; Maddison and others 2017) has a gradient in $\ell$, since the
# randomness comes from outside, as in a GAN's noise.
#
# ### Exercise 3: soft symbols (3 points)
#
# Write `gumbel_softmax(logits, gumbel, temperature)` with TensorFlow. Both tensors have the shape (…, symbols), with
# any number of axes before; `gumbel` are Gumbel numbers, drawn already. Logits may be as large as 10,000.


# %% exercise="gumbel_softmax"
def gumbel_softmax(logits, gumbel, temperature):
    """Return soft symbols of the shape of the logits: rows above 0 that add up to 1."""
    ### BEGIN SOLUTION
    return tf.nn.softmax((logits + gumbel) / temperature, axis=-1)
    ### END SOLUTION


# %% check="gumbel_softmax" points=3
with checks.exercise("gumbel_softmax"):
    _fault = sequence_rules.gumbel_fault(gumbel_softmax)
    assert _fault is None, _fault
    ### BEGIN HIDDEN TESTS
    _logits, _gumbel = (tf.random.stateless_normal((4, 1, 6), (seed, 5)) for seed in (1, 2))
    _expected = discrete.gumbel_softmax(_logits, _gumbel, 0.3)
    assert checks.near(tf.function(gumbel_softmax)(_logits, _gumbel, 0.3), _expected, atol=1e-4), "another shape"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# `tf.nn.softmax` subtracts the largest entry before it takes exponentials, so that nothing overflows; a formula with
# `tf.exp` of your own may.
#
# </details>
#
# > **Predict, then run.** Logits 1, 0.5 and 0.2. What happens to a soft symbol as τ falls from 10 to 0.1? And how often
# > will its largest entry be the first one, at each τ?

# %%
soft = checks.or_reference("gumbel_softmax", gumbel_softmax, discrete.gumbel_softmax)
rows = tf.constant(np.tile([1.0, 0.5, 0.2], (5_000, 1)), tf.float32)
noise = discrete.gumbel_from_normal(tf.random.stateless_normal(rows.shape, (1, 2)))
for temperature in (10.0, 1.0, 0.1):
    drawn = soft(rows, noise, temperature).numpy()
    share = np.mean(drawn.argmax(axis=1) == 0)
    print(f"τ {temperature:4}: a symbol {np.round(drawn[0], 3)}, the first is the largest in {share:.1%}")
    assert abs(share - tf.nn.softmax(rows[0])[0]) < 0.03
print("softmax of the logits:", tf.nn.softmax(rows[0]).numpy().round(3))

# %% [markdown]
# <details><summary>Answer</summary>
#
# At 10 it is grey, at 0.1 nearly one-hot. How often the first wins does not depend on τ, which divides all by the same
# number: always as often as softmax says.
#
# </details>
#
# **Way 2: straight through.** The discriminator gets the hard choice, one-hot, and the gradient goes back as if it had
# seen the soft one: forward $\mathrm{onehot}(\mathrm{argmax}\, y)$, backward the slope of $y$. In TensorFlow it is one
# line, `soft + tf.stop_gradient(hard - soft)`. That is a lie about the slope, and the gradient is biased; but the
# discriminator now sees nothing but clean symbols.
#
# **Way 3: REINFORCE** (Williams 1992). Nothing has to be differentiable in the symbol. Write $\nabla p_j$ as
# $p_j \nabla \log p_j$; then
#
# $$ \nabla J = \sum_j p_j\, r_j\, \nabla \log p_j = \mathrm{E}\left[(r_s - b)\, \nabla \log p_s\right], $$
#
# the mean over drawn symbols $s$. So draw, and push up the log-probability of what was drawn, as much as it was
# rewarded. The **baseline** $b$ is any number that does not depend on the symbol; it changes nothing in the mean,
# because $\sum_j p_j \nabla \log p_j = \nabla \sum_j p_j = 0$. SeqGAN (Yu and others 2017) trains a GAN for text so.
#
# ### Exercise 4: REINFORCE (3 points)
#
# Write `reinforce(logits, symbols, rewards, baseline)` in NumPy: an array (n, number of symbols), one estimate of the
# gradient *with respect to the logits* in each row. `logits` has the shape (number of symbols,), `symbols` are n drawn
# ones and `rewards` their rewards. First work out the derivative of $\log p_s$, $p$ the softmax, in the logit $\ell_k$.


# %% exercise="reinforce"
def reinforce(logits, symbols, rewards, baseline):
    """Return an estimate of the gradient of the expected reward for each drawn symbol, shape (n, symbols)."""
    ### BEGIN SOLUTION
    p = np.exp(logits - np.max(logits))
    p = p / p.sum()
    slope_of_log = np.eye(len(p))[symbols] - p  # (n, symbols)
    return (np.asarray(rewards) - baseline)[:, None] * slope_of_log
    ### END SOLUTION


# %% check="reinforce" points=3
with checks.exercise("reinforce"):
    _fault = sequence_rules.reinforce_fault(reinforce)
    assert _fault is None, _fault
    ### BEGIN HIDDEN TESTS
    _logits, _drawn = np.array([0.3, -1.0, 0.4, 2.0]), np.array([3, 3, 0, 2, 1])
    _rewards = np.array([1.0, -2.0, 0.5, 0.0, 4.0])
    _expected = discrete.reinforce(_logits, _drawn, _rewards, 0.7)
    assert checks.near(reinforce(_logits, _drawn, _rewards, 0.7), _expected, atol=1e-4), "four symbols"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# $\log p_s = \ell_s - \log \sum_j e^{\ell_j}$. Its derivative in $\ell_k$ is 1 if $k = s$, else 0, minus $p_k$. All
# rows at once: `np.eye(3)[symbols]` has the one-hot row of each.
#
# </details>
#
# Now all ways side by side, on three symbols, where the truth is known. The "discriminator" is $r(y) = |y - t|^2$ with
# a fixed $t$, which is curved, as networks are: what it says half-way between two symbols is not half-way between what
# it says to the two. The **bias** of a way is how far the mean of its estimates is from the exact gradient, the
# **spread** the standard deviation of a single one.
#
# > **Predict, then run.** Which of the ways have no bias? What happens to bias and spread as τ falls? What does the
# > baseline do to either?

# %%
score = checks.or_reference("reinforce", reinforce, discrete.reinforce, arrays=True)
target = tf.constant([0.1, 0.7, 0.2])
ways = day09.gradient_estimates(
    [1.0, 0.5, 0.2], lambda y: tf.reduce_sum((y - target) ** 2, axis=-1), soft, score, seed=1
)
exact = ways["exact"][0]
print("exact gradient:", exact.round(3))
bias = {name: float(np.linalg.norm(mean - exact)) for name, (mean, _) in ways.items()}
spread = {name: float(np.linalg.norm(deviation)) for name, (_, deviation) in ways.items()}
for name in list(ways)[1:]:
    print(f"{name:26} bias {bias[name]:.3f}   spread of one draw {spread[name]:.3f}")

# %%
assert bias["REINFORCE"] < 4 * spread["REINFORCE"] / np.sqrt(day09.DRAWS)
assert bias["REINFORCE with a baseline"] < 4 * spread["REINFORCE with a baseline"] / np.sqrt(day09.DRAWS)
assert spread["REINFORCE with a baseline"] < spread["REINFORCE"]
assert bias["Gumbel-softmax, τ = 0.1"] < bias["Gumbel-softmax, τ = 1"] < bias["mean in place of a draw"]
assert spread["Gumbel-softmax, τ = 0.1"] > 2 * spread["Gumbel-softmax, τ = 1"]
assert bias["straight-through, τ = 1"] > 10 * bias["REINFORCE"]

# %% [markdown]
# <details><summary>Answer</summary>
#
# REINFORCE has none, with any baseline; what you see is the rest of 20,000 draws. Its spread is large, and a good
# baseline halves it or better. Giving the discriminator the mean in place of a draw has no spread, and the largest
# bias: it answers another question. Gumbel-softmax trades one for the other: at τ = 0.1 little bias, and several times
# the spread of τ = 1. Straight-through has about the bias of its soft twin, and more spread, but it hands out nothing
# soft.
#
# </details>
#
# With one symbol REINFORCE looks best. With a melody of 32, *one* judgement is spread over 32 choices, and none of them
# hears which one was at fault; the spread grows with the length. Straight-through hears from the discriminator, for
# each step, what each other note would have done. So we take way 2, at τ = 1.

# %% [markdown]
# ## 3. Melodies, and how to measure them
#
# The course has some seventy tunes, keyed in for it: folk songs, hymns and themes by composers who died long ago, all
# in the public domain, in a notation that can be read (`gan_course/music/tunes.abc`). Each was moved to C major or A
# minor, and is in 4/4. Tunes in 3/4 or 6/8 are left out: their bars do not fit on the same grid.
#
# **The grid.** Time goes in eighths, four bars are 32 steps. In each step a note begins, one of 27 pitches, or the last
# one is *held*: 28 symbols. The windows begin at every bar line. And they are **split by tune**, four fifths to train
# on: windows of the same tune overlap, and tunes repeat themselves. A test on windows of known tunes would be the leak
# of Day 7.

# %%
melodies = music.load_melodies()
print(f"{len(melodies.train)} windows of {len(melodies.train_titles)} tunes to train on")
print(f"{len(melodies.test)} windows of {len(melodies.test_titles)} other tunes, among them:")
print("\n".join(f"    {title}" for title in melodies.test_titles[:4]))
print("a window:", melodies.test[0])

# %% [markdown]
# **The rival.** Long before neural networks, people composed by counting: what follows these two steps in the tunes,
# and how often? Draw from that, and go on. That is a **Markov chain** of order 2 (here it also knows whether a step is
# on the beat). It takes no training, and it cannot do a step that no tune does. A GAN that does not beat it has learnt
# little.
#
# **The measures.** Each compares melodies with the *test* tunes: how often each of the twelve notes occurs (**pitch
# classes**); how far it is from note to note (**intervals**); where in the bar notes begin (**rhythm**, the mean
# difference of eight shares); how what sounds now correlates with what sounded 2, 4, 8 and 16 eighths ago
# (**self-similarity**, the autocorrelation of section 1); how often a bar has the rhythm of another bar of its melody
# (**repetition**); and the error of a classifier that learns from these melodies to name the **next note**, and is
# tested on real ones. For all, less is better. Last, how much is simply **copied**:
#
# ### Exercise 5: phrases that are copied (3 points)
#
# Write `copied(melodies, train, length)`: both are integer arrays (number, steps), `HOLD` is `music.HOLD`. A *phrase*
# is a run of `length` steps of one melody that begins with a note, not with `HOLD`; phrases may overlap. Return which
# share of all the phrases of `melodies`, each counted as often as it occurs, is somewhere in `train`, step by step the
# same, at any place of a melody. If there are no phrases, return 0.


# %% exercise="copied"
def copied(melodies, train, length):
    """Return the share of phrases of some melodies that stand in the training melodies, from 0 to 1."""

    ### BEGIN SOLUTION
    def phrases(rows):
        for row in np.asarray(rows):
            for start in range(len(row) - length + 1):
                if row[start] != music.HOLD:
                    yield tuple(row[start : start + length].tolist())

    known = set(phrases(train))
    found = [phrase in known for phrase in phrases(melodies)]
    return float(np.mean(found)) if found else 0.0
    ### END SOLUTION


# %% check="copied" points=3
with checks.exercise("copied"):
    _fault = sequence_rules.copied_fault(copied)
    assert _fault is None, _fault
    ### BEGIN HIDDEN TESTS
    _parts = melodies.test[:12], melodies.train[:80]
    assert np.isclose(copied(*_parts, 12), music.copied_phrases(*_parts)), "on real tunes"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# Collect the phrases of `train` in a `set`; a `tuple` can be put into a set, a list or an array cannot. The last phrase
# of a melody ends at its last step.
#
# </details>
#
# Before any GAN, the floors and the rivals: training tunes against test tunes, *real against real*, which nobody can be
# expected to beat by much; symbols drawn one by one, which is the control; and Markov chains.
#
# > **Predict, then run.** Which of the measures will a chain of order 2 be bad at, since it looks at two eighths only?
# > What does a chain of order 4 pay for knowing more?

# %%
copy_share = checks.or_reference("copied", copied, music.copied_phrases)
n = budget.choose(smoke=100, laptop=1_000)
made = {
    "training tunes": melodies.train,
    "symbols by lot": music.markov_melodies(melodies.train, 0, n),
    **{f"Markov, order {order}": music.markov_melodies(melodies.train, order, n) for order in (1, 2, 4)},
}
table = day09.melody_table(made, melodies, copy_share)
day09.print_table(table)

# %%
budget.claim(
    "order 2 is worse in rhythm than the training tunes",
    table["Markov, order 2"]["rhythm"] > table["training tunes"]["rhythm"],
)
budget.claim(
    "order 2 repeats rhythms too seldom",
    table["Markov, order 2"]["repetition"] > 2 * table["training tunes"]["repetition"],
)
budget.claim(
    "order 4 copies at least five times as much as order 2",
    table["Markov, order 4"]["copied"] > 5 * table["Markov, order 2"]["copied"],
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# At the *intervals* order 2 is nearly as near as the training tunes: look from note to note, and you have them. It is
# bad at everything that takes longer, such as rhythm, of which a bar is eight steps long, and repetition: it has
# forgotten the last bar when it writes the next. Order 4 is a little better there, and buys it by copying: one phrase
# in nine. Also look at the floors. Fourteen tunes against the others are far from equal, so nothing can be 0.
#
# </details>

# %% [markdown]
# ## 4. Your composer
#
# The generator turns noise into a melody. Two parts of the noise do different work. The **code**, 64 numbers, says what
# the melody is about: a dense layer makes a short sequence of it, which is doubled twice, as the maps of Day 3 were.
# The rest of the noise, one number for each step and symbol, *draws*: it becomes Gumbel's numbers, for the layer
# `day09.Drawn`. So all randomness is in the noise, and the same noise gives the same melody.
#
# ### Exercise 6: the composer (4 points)
#
# Write `build_composer(soft, code, steps, symbols)`: a Keras model from noise, shape (batch, `code` + `steps` ·
# `symbols`), to one-hot melodies, shape (batch, `steps`, `symbols`). `steps` is a multiple of 4.
#
# - The first `code` numbers go through a dense layer and become `steps` / 4 steps with 128 channels.
# - Then twice: batch normalisation, ReLU, `keras.layers.UpSampling1D(2)`, and a convolution along time (`Conv1D`) with
#   kernel 3 and `padding="same"`, to 128 channels the first time and 64 the second.
# - Once more batch normalisation and ReLU, and a convolution with kernel 5 to `symbols` channels: the logits.
# - The rest of the noise, as an array (`steps`, `symbols`), draws: `day09.Drawn(soft)([logits, rest])`.
#
# In Keras's functional way of writing, `noise[:, :5]` is the first five numbers.


# %% exercise="composer"
def build_composer(soft, code, steps, symbols):
    """Return a generator from noise (batch, code + steps * symbols) to one-hot melodies (batch, steps, symbols)."""
    ### BEGIN SOLUTION
    noise = keras.Input((code + steps * symbols,))
    hidden = keras.layers.Dense(steps // 4 * 128)(noise[:, :code])
    hidden = keras.layers.Reshape((steps // 4, 128))(hidden)
    for channels in (128, 64):
        hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
        hidden = keras.layers.UpSampling1D(2)(hidden)
        hidden = keras.layers.Conv1D(channels, 3, padding="same")(hidden)
    hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
    logits = keras.layers.Conv1D(symbols, 5, padding="same")(hidden)
    rest = keras.layers.Reshape((steps, symbols))(noise[:, code:])
    return keras.Model(noise, day09.Drawn(soft)([logits, rest]))
    ### END SOLUTION


# %% check="composer" points=4
with checks.exercise("composer"):
    for _code, _steps, _symbols in ((5, 8, 3), (64, 32, 28), (3, 12, 7)):
        _fault = sequence_rules.composer_fault(build_composer, _code, _steps, _symbols)
        assert _fault is None, _fault
    ### BEGIN HIDDEN TESTS
    _fault = sequence_rules.composer_fault(build_composer, 20, 20, 9)
    assert _fault is None, _fault
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# The body is one chain: `Dense`, `Reshape((steps // 4, 128))`, then for each of the two convolutions
# `BatchNormalization`, `ReLU`, `UpSampling1D(2)`, `Conv1D`.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `noise[:, code:]` are `steps * symbols` numbers; `keras.layers.Reshape((steps, symbols))` orders them.
#
# </details>
#
# **The discriminator** reads the one-hot melody with convolutions along time. It has an ear, too: a layer before the
# first convolution, `models.Ear`, appends to each step which pitch *sounds* (a held note is nothing but "held" in the
# grid), which interval a note makes with the one before, and the place in the bar. And a memory: `models.Recall` tells
# its last layers how far the melody's pitch varies, and how much it resembles itself one, two, four and eight quarters
# before. All this is computed from the symbols, with gradients.
#
# > **Predict, then run.** In which of the measures will your GAN be nearer to the test tunes than the chain of order 2?
# > Will it copy more than that chain, and more than the chain of order 4?

# %%
build = checks.or_reference("composer", build_composer, day09.reference_composer)
keras.utils.set_random_seed(0)
first, rest = budget.choose(smoke=(1, 1), laptop=(800, 1_200))
gan = day09.composer_gan(build(soft, 64, music.STEPS, music.SYMBOLS), first + rest, seed=0)
batches = day09.melody_batches(melodies.train, seed=0)
history = gan.fit(batches, steps_per_epoch=first, verbose=0, callbacks=[ProgressLine()])

# %% [markdown]
# That is the shorter part of the training. The rest, with rates that go on falling:

# %%
history = gan.fit(batches, steps_per_epoch=rest, verbose=0, callbacks=[ProgressLine()])

# %%
written = gan.generate(n, seed=5).argmax(axis=-1)
day09.listen(
    {f"your composer, {number + 1}": written[number] for number in range(4)},
    title="Four melodies by your composer",
    alt="Four piano rolls of four bars each, with small steps and some leaps, long notes and short ones.",
)

# %% [markdown]
# Do you like one? `music.save_midi(written[0], "mine.mid")` saves it for any player or score program. Or change its
# notes, and listen: which of them bring it nearer to real tunes, and do you like it better then?

# %%
piano_roll({"your composer": written[0], "a test tune": melodies.test[0]}, melodies)

# %%
table |= day09.melody_table({"your GAN": written}, melodies, copy_share)
day09.print_table(table)
print(f"{len(np.unique(written, axis=0))} different melodies of {len(written)}")

# %%
mine, rival = table["your GAN"], table["Markov, order 2"]
better = [measure for measure in music.MEASURES if mine[measure] < rival[measure]]
print("nearer to the test tunes than the chain of order 2:", ", ".join(better))
budget.claim("nearer in at least two of the measures", len(better) >= 2)
budget.claim(
    "in none more than one and a half times as far as the chain",
    all(mine[measure] <= 1.5 * rival[measure] for measure in music.MEASURES),
)
budget.claim("rhythm within 0.05", mine["rhythm"] < 0.05)
budget.claim("under 20 % of the phrases of twelve steps are copied", mine["copied"] < 0.2)

# %% [markdown]
# That is one split of the tunes, and one seed. So the same was done on three other splits, each with its own seed,
# recorded with `python -m gan_course.recordings composers`. (Whoever chose the settings had looked at all four.)

# %%
recorded = recordings.table("composers")
chain, gans = ({m: recorded[f"{who}: {m}"] for m in music.MEASURES} for who in ("Markov, order 2", "GAN"))
print(f"{'per cent; one figure a split':30}{'order 2':>20}{'GAN':>20}  GAN nearer in")
for measure in music.MEASURES:
    rows = ("".join(f"{figure:7.1f}" for figure in figures[measure]) for figures in (chain, gans))
    print(f"{measure:30}{next(rows)}{next(rows)}  {sum(gans[measure] < chain[measure])} of 3")
assert (np.sum([gans[measure] < chain[measure] for measure in music.MEASURES], axis=0) >= 3).all()
assert (recorded["GAN: copied"] < 4).all()

# %% [markdown]
# <details><summary>Answer</summary>
#
# In rhythm by far, in repetition, and in which note comes next, on every split: the GAN makes and judges four bars at
# once, and the chain sees two eighths. In pitch classes and in intervals the chain is ahead on two splits, by less than
# a third. In self-similarity it is ahead on all three, on one by a factor of two. But fourteen test tunes are few: as
# many *training* tunes, drawn by lot, are typically 3 % from all of them in that measure, and one draw in twenty is 7 %
# or more. Nobody can be asked to come nearer than the chain's 3 %; the training tunes have 6 there.
#
# Without `Recall` the same three trainings had 6, 17 and 7 % in self-similarity, where they now have 5, 7 and 6. So
# what a discriminator is made to hear, a generator learns, where it might not by itself. Is it then fair to
# judge it by that? Only because the tunes of the test are others. Of phrases that are copied the GAN has two or three
# in a hundred, more than order 2 and far fewer than order 4. What else is left to do you can hear: a melody that begins
# well seldom *ends*, for a window of four bars is cut anywhere from a tune.
#
# </details>
#
# <details><summary>Deeper: how others write music</summary>
#
# MuseGAN (Dong and others 2018) makes bars of five instruments as images, with several generators that share a code,
# and turns grey into notes by a threshold or by chance. SeqGAN, with REINFORCE, was tried on folk tunes as well. What
# is played on the radio of our days comes from elsewhere: models that forecast the next of many small pieces of sound,
# as language models do, or diffusion. Where adversarial losses stayed is at the end of the chain: *vocoders*, which
# turn a spectrum into a waveform, are trained with discriminators that listen at several scales (HiFi-GAN, Kong and
# others 2020).
#
# </details>

# %% [markdown]
# ## 5. Words, letter by letter
#
# The same generator writes words: 8 steps, 27 symbols (26 letters and an end sign). The data are first names of 16
# countries; four fifths are trained on. Nothing else changes but the discriminator: in place of intervals it gets pairs
# of letters.
#
# The rival is counting again: an **n-gram** model of letters is a Markov chain of order n − 1. And the measures are
# simple: how far the shares of **bigrams** and **trigrams**, runs of two and three letters, are from those of the names
# that nobody trained on; the share of **new** names, and the share of **distinct** ones.
#
# > **Predict, then run.** Which of the n-gram models will the GAN be nearest to in its trigrams? Which of them invents
# > least?

# %%
names = text.load_names()
keras.utils.set_random_seed(2)
half = budget.choose(smoke=1, laptop=1_250)
writer = day09.words_gan(build(soft, 64, text.LENGTH, len(text.LETTERS)), 2 * half, seed=2)
name_batches = day09.word_batches(names.train, seed=2)
history = writer.fit(name_batches, steps_per_epoch=half, verbose=0, callbacks=[ProgressLine()])
print("after half of the training:", ", ".join(day09.written(writer, 12, seed=3)))

# %%
history = writer.fit(name_batches, steps_per_epoch=half, verbose=0, callbacks=[ProgressLine()])

# %%
n = budget.choose(smoke=100, laptop=900)
words = {f"{size}-gram model": text.ngram_words(names.train, size, n, seed=1) for size in (2, 3, 4)}
words |= {"names not trained on": names.test, "the GAN": day09.written(writer, n, seed=3)}
spelt = {name: text.compare(each, names.train, names.test) for name, each in words.items()}
for name, each in spelt.items():
    print(f"{name:22}", ", ".join(f"{measure} {value:.3f}" for measure, value in each.items()))
print("the GAN:", ", ".join(words["the GAN"][:16]))
print("bigrams:", ", ".join(words["2-gram model"][:16]))

# %%
mine = spelt["the GAN"]
budget.claim("over 90 % of the GAN's names are new", mine["new"] > 0.9)
budget.claim("over 95 % are distinct", mine["distinct"] > 0.95)
budget.claim("the trigram model's trigrams are nearer", spelt["3-gram model"]["trigrams"] < mine["trigrams"])

recorded = recordings.table("names")
for who in ("2-gram model", "3-gram model", "GAN"):
    print(f"trigrams, three recorded seeds, per cent: {who:13}", *recorded[f"{who}: trigrams"])
assert (recorded["GAN: trigrams"] < recorded["2-gram model: trigrams"]).all()
assert recorded["GAN: new"].min() > 90
assert recorded["GAN: distinct"].min() > 95

# %% [markdown]
# <details><summary>Answer</summary>
#
# Near the bigram model, and behind the trigram model; the one that counts runs of four invents least. On all three
# recorded seeds (`python -m gan_course.recordings names`) the GAN is ahead of the bigram model, on one of them by a
# hair. Counting three letters is hard to beat: it takes a moment, and has no spread to fight. What the GAN has is that
# it hands out something new nearly every time, although it learnt for a minute from the same list.
#
# </details>
#
# <details><summary>Deeper: why language went another way</summary>
#
# A sentence is a sequence of some tens of words, out of tens of thousands. A GAN hears one judgement for the whole; a
# language model is told, at *every* word, which one really came next: its loss is the error of a forecast,
# $-\log p(w_t \mid w_1 \dots w_{t-1})$, exact, without a second player, and it counts every sentence of the data. There
# is nothing to estimate and nothing to balance. Caccia and others (2020) measured quality and diversity of GANs for
# text together, and found them behind plain forecasters whose samples were drawn at a suitable temperature. For images,
# where nothing is discrete and where blur was what a simple loss gave, the balance was the other way round, for years.
#
# </details>
#
# ## Experiments of your own
#
# - Take away the discriminator's ear and memory: `day09.composer_gan(…, ear=False)`. Which measure gets worst?
# - τ = 0.3 in `day09.Drawn(soft, 0.3)`: less bias, more spread. What does the composer make of it?
# - Key in a tune of your own in ABC notation, read it with `music.parse`, and add it to the training tunes.
# - Names of your own: any list of words of up to 8 letters.
#
# ## Recap
#
# - An AR(1) process forgets as $\varphi^k$. Causal convolutions see the past alone, dilated ones see far; shaking the
#   input shows what a network really sees.
# - A forecast fitted on synthetic series and tested on real ones says what the synthetic ones are worth.
# - `argmax` has no slope. A soft draw has one, for another question (bias); REINFORCE has the right one, with noise;
#   straight-through shows the discriminator clean symbols, and lies about the slope.
# - With all randomness in the noise, a generator of symbols is a function like any other.
# - Counting is a rival that costs nothing. Measure against it, on tunes or names that neither has seen, with a floor.
#
# **Tomorrow**, GANs in the world: one call in place of fifty, fakes and who finds them, and a project of your own.
#
# ## Glossary
#
# | term | meaning |
# |---|---|
# | **autocorrelation** | correlation of a series with itself, so many steps (the *lag*) later |
# | **baseline** | what REINFORCE subtracts from a reward, for less noise |
# | **causal** | of a convolution: seeing present and past, not the future |
# | **dilated** | of a convolution: with gaps between the steps that it sees |
# | **Gumbel-softmax** | a soft, differentiable draw of a symbol |
# | **Markov chain** | a sequence in which each step is drawn given the last few |
# | **n-gram** | a run of n letters; a model that counts them |
# | **piano roll** | a picture of notes: time to the right, pitch upwards |
# | **REINFORCE** | an unbiased estimate of a gradient from rewards of draws |
# | **straight-through** | hard forward, soft backward |
# | **temperature** | what logits are divided by; low is nearly one-hot |
#
# ## Further reading
#
# - E. Jang, S. Gu, B. Poole, *Categorical Reparameterization with Gumbel-Softmax*, 2017, [arXiv
#   1611.01144](https://arxiv.org/abs/1611.01144); C. Maddison and others, *The Concrete Distribution*, 2017,
#   [arXiv 1611.00712](https://arxiv.org/abs/1611.00712).
# - Y. Bengio, N. Léonard, A. Courville, *Estimating or Propagating Gradients Through Stochastic Neurons*, 2013, [arXiv
#   1308.3432](https://arxiv.org/abs/1308.3432): straight through.
# - R. Williams, *Simple Statistical Gradient-Following Algorithms for Connectionist Reinforcement Learning*, 1992,
#   Machine Learning 8.
# - L. Yu, W. Zhang, J. Wang, Y. Yu, *SeqGAN*, 2017, [arXiv 1609.05473](https://arxiv.org/abs/1609.05473).
# - J. Yoon, D. Jarrett, M. van der Schaar, *Time-series Generative Adversarial Networks*, NeurIPS 2019.
# - C. Esteban, S. Hyland, G. Rätsch, *Real-valued (Medical) Time Series Generation with Recurrent Conditional GANs*,
#   2017, [arXiv 1706.02633](https://arxiv.org/abs/1706.02633): train on synthetic, test on real.
# - A. van den Oord and others, *WaveNet*, 2016, [arXiv 1609.03499](https://arxiv.org/abs/1609.03499).
# - H.-W. Dong and others, *MuseGAN*, 2018, [arXiv 1709.06298](https://arxiv.org/abs/1709.06298).
# - J. Kong, J. Kim, J. Bae, *HiFi-GAN*, 2020, [arXiv 2010.05646](https://arxiv.org/abs/2010.05646).
# - M. Caccia and others, *Language GANs Falling Short*, 2020, [arXiv 1811.02549](https://arxiv.org/abs/1811.02549).
# - The names are from the lists of [Faker](https://github.com/joke2k/faker), MIT licence.
