# %% [markdown]
# # Day 2: A basic MLP GAN
#
# **The question of the day.** Yesterday the two networks stood still, and you worked out what each of them *wants*.
# What happens when both learn at the same time, each from the other's mistakes? Sometimes handwritten digits happen.
#
# ## Be the discriminator
#
# Let us see it happen before we explain it. The cell below builds a **generator** that turns 100 random numbers into an
# image, and a **discriminator** that tells real images from generated ones. Then it trains both. Every network in it is
# an **MLP** (multilayer perceptron): dense layers only, the simplest thing that works.

# %%
import itertools
import math
import tempfile
import warnings
from pathlib import Path

from gan_course import budget, checks, losses, models, plots, theory, toys, widgets
from gan_course.data import load_images
from gan_course.demos import learning, two_players
from gan_course.demos.diary import Diary, grow_digits
from gan_course.demos.freezing import RECIPES, count_changes, play_recipe
from gan_course.demos.known_fakes import Judges, known_fakes
from gan_course.demos.loss_probe import as_loss, pair, probe
from gan_course.demos.real_or_fake import deal, find_the_fakes
from gan_course.demos.ring_game import RingGame
from gan_course.demos.two_players import counted, dense_by_hand, linear_players, paper_game, played_rounds
from gan_course.labs.duel import duel
from gan_course.runtime import device, keras, tf
from gan_course.training import GAN

import numpy as np

print(f"training budget: {budget.name()}; device: {device()}")

# %%
data = load_images()  # without a network: the digits that come with scikit-learn
epochs, steps_per_epoch = budget.choose(smoke=(1, 5), laptop=(5, 100))
early_players, early_diary = grow_digits(data, epochs=epochs, steps_per_epoch=steps_per_epoch)
plots.animation(
    early_diary.frames,
    fps=1.5,
    alt="An animation: the same 24 noise vectors, first grey noise, then pale blots, then rough digits.",
)

# %% [markdown]
# The same 24 noise vectors, before training and after each hundred steps. Nobody drew these. Now take the
# discriminator's seat: six of the next twelve images are real, six come from the generator that you just saw. Press the
# numbers of those you think are fake.


# %%
def images_of(players, count, seed):
    """Let the players' generator make images of the noise that belongs to a seed."""
    noise = np.random.default_rng(seed).standard_normal((count, 100)).astype("float32")
    return np.asarray(players.generator(noise, training=False))


find_the_fakes(deal(data.images[:6], images_of(early_players, 6, seed=1), seed=0))

# %% [markdown]
# Two signs give them away: strokes that do not add up to a digit, and speckles, because a dense layer decides about
# each pixel on its own. The discriminator can find such signs too, and that is how the generator learns about them. By
# the end of the day you will have built all of this yourself and trained it for longer. Then you may play again.
#
# ## What you will be able to do
#
# - write the two updates of a GAN, each of which changes one network only, after the paper's Algorithm 1;
# - recognise the *freeze trap*, which keeps the most copied GAN program for Keras from training at all;
# - write both losses on logits with one-sided label smoothing, and say exactly what that does;
# - build both networks, and count their weights;
# - train them on handwritten digits, and read losses and accuracies without being misled;
# - judge the result with two numbers, each of which you have seen fail.
#
# **You need** Day 1: logits, the best discriminator, the two losses.
#
# **Time.** About 4,000 words, some 35 minutes of reading; with the questions and exercises, plan two to three hours.
# **Run time** of the whole notebook: about a minute on two CPU cores.
#
# | exercise | you write | points |
# |---|---|---:|
# | 1 | the two updates | 4 |
# | 2 | a prediction: which training steps learn? | 2 |
# | 3 | the losses, with smoothed labels | 3 |
# | 4 | the best discriminator under smoothing | 3 |
# | 5 | the number of weights | 2 |
# | 6 | the generator and the discriminator | 4 |
#
# What you write in exercises 1, 3 and 6 is the GAN that trains in section 4. Where you are stuck, the course's version
# takes its place, so you can always go on. The conventions are yesterday's: the discriminator returns **logits**, real
# comes before fake, losses are minimised, and the discriminator's loss is the *sum* of its real and its fake term.

# %% [markdown]
# ## 1. A game that you can watch
#
# Images have 784 dimensions, and nobody can look into those. So we first play in the plane. The data are points around
# eight centres on a circle: eight **modes**, with practically nothing between them. The generator turns two random
# numbers into a point; the discriminator judges points.
#
# In the pictures of this section,
#
# - the **colour** of the plane is the discriminator's probability of "real": blue for real, orange for fake;
# - open circles are real points, triangles are generated ones;
# - an **arrow** shows where the generator is told to move a point: minus the gradient of *its* loss with respect to
#   that point. In each picture the longest arrow has the same length, so compare arrows within a picture only.
#
# Two words that every training program uses: a **batch** is the handful of samples looked at together, here 200, and
# one **step** handles one batch and updates the weights.
#
# ### The discriminator alone
#
# The generator stands still; its points lie in a small heap near the centre. Only the discriminator learns.
#
# > **Predict, then run.** After 300 steps the heap will be orange and the ring blue. What colour will the plane have
# > where there are *no points at all*, say in the corners of the picture?

# %%
game = RingGame()
moments = [game.picture()]
game.play("D", budget.choose(smoke=20, laptop=300))
moments.append(game.picture())

unsmoothed = game.mean_probabilities()
print(f"mean probability of real: {unsmoothed[0]:.3f} on real points, {unsmoothed[1]:.3f} on generated ones")
budget.claim("alone, the discriminator tells nearly all points apart", unsmoothed[0] > 0.97 and unsmoothed[1] < 0.03)
corners = game.probability([[x, y] for x in (-3.5, 3.5) for y in (-3.5, 3.5)])
budget.claim("all four corners are blue", corners.min() > 0.5)
moments[-1]

# %% [markdown]
# <details><summary>Answer</summary>
#
# Blue, all four. The discriminator has never seen a fake point there, so nothing in its loss speaks against "real". It
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
# > **Predict, then run.** Will the points end up on the ring? And will the generator's loss be high or low?

# %%
game.play("G", budget.choose(smoke=20, laptop=150))
moments.append(game.picture())

g_loss, on_ring = game.generator_loss(), game.on_ring()
print(f"generator's loss: {g_loss:.4f}; share of its points that lie on a mode: {on_ring:.1%}")
claim = "the generator's loss is below 0.1, while fewer than one point in ten lies on a mode"
budget.claim(claim, g_loss < 0.1 and on_ring < 0.1)
moments[-1]

# %% [markdown]
# <details><summary>Answer</summary>
#
# No. The points leave the orange disc by the shortest way and keep going, past the ring and out of the picture:
# everywhere outside is "real", as far as this discriminator can tell. Nothing there calls the points back. The loss is
# close to 0, and yet the samples are worthless. **A loss in a GAN is relative to the opponent.** A low generator loss
# says that this discriminator is fooled, not that the samples are good.
#
# </details>
#
# ### Both
#
# Each player alone makes a mess of it. Now they take turns, one step each, from the beginning. How do we count the
# modes that the generator has found? In many papers a mode counts as soon as a single point falls on it. We ask for
# more: a quarter of the points that it should get. The cell counts in both ways, for three **seeds**, that is, three
# different first weights and draws.
#
# > **Predict, then run.** Will the generator find all eight modes, by either count? Will the picture come to rest?

# %%
games = [RingGame(seed=seed) for seed in range(3)]
rounds, steps = budget.choose(smoke=(2, 5), laptop=(10, 250))
for _ in range(rounds):
    for each in games:
        each.play("both", steps)
    moments.append(games[0].picture())
    strays = [each.ring.modes_covered(each.samples()) for each in games]
    covered = [each.modes_covered() for each in games]
    shares = ", ".join(f"{each.on_ring():.0%}" for each in games)
    print(f"{games[0].steps['G']:5,} steps: modes {covered}; with one stray point {strays}; on a mode {shares}")
budget.claim("in the end each of three games covers at least six modes", min(covered) >= 6)
budget.claim("and has at least four points in ten on a mode", min(each.on_ring() for each in games) > 0.4)
moments[-1]

# %% [markdown]
# <details><summary>Answer</summary>
#
# By the count of the papers all eight are found early on, when the points are still scattered all over the place: one
# stray point is cheap, and such a number says little. By the stricter count it takes longer, and a mode that was found
# can be lost again on the way. Still the generator gets there by and large, because wherever it puts too many points,
# the discriminator turns that place orange and drives some of them away. That is what a discriminator that *keeps
# learning* is good for. The picture does not come to rest: every step of one player changes the other one's goal. Day
# 5 is about what can go wrong here.
#
# </details>
#
# Here is the whole story, with a slider: first D alone, then G alone, then both.

# %%
titles = [picture.alt.split(". ")[0] for picture in moments]
widgets.frame_slider(moments, values=titles, description="moment")

# %% [markdown]
# And now it is yours: press *play*, or let one player step alone. Can you make a worse mess? Can you repair it? *G's
# net* is a square net of noise, as the generator bends it; *my drawing* makes what you draw the data.

# %%
duel()

# %% [markdown]
# ## 2. Two updates: the paper's Algorithm 1
#
# What happened at each step of that game is Algorithm 1 of the paper that started it all (Goodfellow et al. 2014,
# [arXiv 1406.2661](https://arxiv.org/abs/1406.2661)):
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
# We differ from it in three ways. We ascend by descending: a loss that is *minus* the paper's mean. The generator's
# loss is the non-saturating one, which the paper itself recommends in section 3. And the optimizer is Adam, where the
# paper used gradient descent with momentum. As in the paper's experiments, $k = 1$.
#
# The heart of the matter is easy to overlook: each of the two gradients is taken with respect to the weights of **one
# player and nothing else**. In TensorFlow, `tf.GradientTape` records a computation; afterwards it gives the derivative
# of a result with respect to anything that went into it:
#
# ```python
# with tf.GradientTape() as tape:
#     loss = ...  # all that the derivative has to go through happens in here
# weights = network.trainable_variables
# optimizer.apply(tape.gradient(loss, weights), weights)  # one step downhill
# ```
#
# ### Exercise 1: the two updates (4 points)
#
# Write both updates. `TwoPlayers` gets two networks, a loss (an object with the functions `discriminator_loss` and
# `generator_loss`, both called with `real_logits=…, fake_logits=…`), and an optimizer for each network. Fill in:
#
# - `discriminator_step(real_samples, noise)`: turn the noise into fake samples, compute the discriminator's loss on the
#   real and on the fake ones, and move the **discriminator's** weights one step;
# - `generator_step(noise)`: turn the noise into fake samples, compute the generator's loss, and move the
#   **generator's** weights one step. (Its loss does not look at real logits: pass `real_logits=None`.)
#
# Each returns its loss as it was *before* the update, as a tensor. Call both networks with `training=True`, because
# some layers, such as the batch normalisation of section 4, do something else after training. The steps will be
# compiled by `tf.function`, so stay with tensors: no `.numpy()`, no `print`.


# %% exercise="two_updates"
class TwoPlayers:
    """Two networks and two updates: each player follows its own loss with its own weights."""

    def __init__(self, generator, discriminator, loss, generator_optimizer, discriminator_optimizer):
        self.generator, self.discriminator, self.loss = generator, discriminator, loss
        self.generator_optimizer, self.discriminator_optimizer = generator_optimizer, discriminator_optimizer

    def discriminator_step(self, real_samples, noise):
        ### BEGIN SOLUTION
        fake_samples = self.generator(noise, training=True)
        with tf.GradientTape() as tape:
            real_logits = self.discriminator(real_samples, training=True)
            fake_logits = self.discriminator(fake_samples, training=True)
            loss = self.loss.discriminator_loss(real_logits=real_logits, fake_logits=fake_logits)
        weights = self.discriminator.trainable_variables
        self.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss
        ### END SOLUTION

    def generator_step(self, noise):
        ### BEGIN SOLUTION
        with tf.GradientTape() as tape:
            fake_logits = self.discriminator(self.generator(noise, training=True), training=True)
            loss = self.loss.generator_loss(real_logits=None, fake_logits=fake_logits)
        weights = self.generator.trainable_variables
        self.generator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss
        ### END SOLUTION


# %% [markdown]
# <details><summary>Hint 1: what belongs inside the tape?</summary>
#
# The gradient of the generator's loss goes from the loss through the *discriminator* back into the *generator*. Which
# calls does it have to pass? For the discriminator's update it does not matter where the fake samples are made, because
# that gradient stops at the discriminator's weights.
#
# </details>
# <details><summary>Hint 2: who is frozen?</summary>
#
# Nobody. Only what you hand to the optimizer moves.
#
# </details>
#
# The check plays games so small that paper can work them out. The generator is $G(z) = z + b$, the discriminator's
# logit is $w \cdot x + c$. In the first game all of these are 0, so every logit is 0 and the discriminator's loss is $2
# \log 2$. With real points at $(1, 0)$ and fake points at $(-3, 2)$, one step of gradient descent at rate 1 moves $w$
# to $\tfrac12 (1, 0) - \tfrac12 (-3, 2) = (2, -1)$: towards the real points, away from the fake ones. The other games
# take longer on paper.

# %%
paper_games = [  # w, c, b, real points, noise
    ([0.0, 0.0], 0.0, [0.0, 0.0], [[1.0, 0.0]] * 4, [[-3.0, 2.0]] * 4),
    ([2.0, -1.0], -1.0, [0.0, 0.0], [[1.0, 0.0]] * 2, [[-3.0, 2.0]] * 4),
    ([1.5, -0.5], 0.3, [0.2, -0.7], [[1.0, 0.0], [2.0, 2.0], [-1.0, 0.5]], [[-0.3, 2.0], [0.5, 0.1]]),
]

# %% check="two_updates" points=4
with checks.exercise("two_updates"):
    for _w, _c, _b, _real, _noise in paper_games:
        _paper = paper_game(_w, _c, _b, _real, _noise)
        _players = linear_players(TwoPlayers, _w, _c, _b)  # D's rate 1, G's 0.5
        _d_loss = float(tf.function(_players.discriminator_step)(tf.constant(_real), tf.constant(_noise)))
        assert np.isclose(_d_loss, _paper.d_loss, atol=1e-5), f"D's first loss: {_paper.d_loss}; got {_d_loss}"
        _mine, _wanted = _players.discriminator.get_weights()[0].ravel(), _w - _paper.d_gradient_w
        assert np.allclose(_mine, _wanted, atol=1e-4), f"after discriminator_step, w should be {_wanted}; got {_mine}"
        _mine, _wanted = _players.generator.get_weights(), [np.eye(2), np.float32(_b)]
        assert all(map(np.array_equal, _mine, _wanted)), "discriminator_step changed G's weights; they must stay"
    print("discriminator_step is right so far")
    for _w, _c, _b, _, _noise in paper_games:
        _paper, _players = paper_game(_w, _c, _b, _noise, _noise), linear_players(TwoPlayers, _w, _c, _b)
        _g_loss = float(tf.function(_players.generator_step)(tf.constant(_noise)))
        assert np.isclose(_g_loss, _paper.g_loss, atol=1e-5), f"G's first loss: {_paper.g_loss}; got {_g_loss}"
        _mine, _wanted = _players.generator.get_weights()[1], _b - 0.5 * _paper.g_gradient_b
        assert np.allclose(_mine, _wanted, atol=1e-4), f"after generator_step, b should be {_wanted}; got {_mine}"
        _mine, _wanted = _players.discriminator.get_weights(), [np.float32(_w)[:, None], np.float32([_c])]
        assert all(map(np.array_equal, _mine, _wanted)), "generator_step changed D's weights; they must stay"
    print("generator_step is right so far; now with the hinge loss, batch normalisation and dropout")
    _mine, _ours = played_rounds(TwoPlayers), played_rounds(two_players.TwoPlayers)
    for _name, _wanted in _ours.items():
        assert np.allclose(_mine[_name], _wanted, atol=1e-4), f"{_name} should be {_wanted}; got {_mine[_name]}"
    ### BEGIN HIDDEN TESTS
    _mine, _ours = (played_rounds(kind, loss="least_squares") for kind in (TwoPlayers, two_players.TwoPlayers))
    assert all(checks.near(_mine[name], _ours[name], atol=1e-4) for name in _ours), (
        "another loss, other weights expected"
    )
    _w, _b, _real = [1.0, -2.0], [0.5, 1.0], 100 * np.random.default_rng(1).standard_normal((6, 2)).astype("float32")
    _paper, _players = paper_game(_w, 0.3, _b, _real, _real / 50), linear_players(TwoPlayers, _w, 0.3, _b)
    _players.discriminator_step(tf.constant(_real), tf.constant(_real / 50))
    _mine, _wanted = _players.discriminator.get_weights()[0].ravel(), _w - _paper.d_gradient_w
    assert checks.near(_mine, _wanted, rtol=1e-3), f"points far away: w should be {_wanted}; got {_mine}"
    ### END HIDDEN TESTS

# %% [markdown]
# Now let your two updates play the game of section 1. (Until they pass the check, the course's play.)

# %%
Players = checks.or_reference("two_updates", TwoPlayers, two_players.TwoPlayers)
my_game = RingGame(Players).play("both", budget.choose(smoke=10, laptop=2_500))

print(f"modes: {my_game.modes_covered()} of 8; share of points that lie on a mode: {my_game.on_ring():.0%}")
budget.claim("at least six modes, and four points in ten on a mode", my_game.modes_covered() > 5)
budget.claim("four points in ten on a mode", my_game.on_ring() > 0.4)
my_game.picture()

# %% [markdown]
# ### The freeze trap
#
# Your updates freeze nobody. The GAN program for Keras that has been copied most often does it differently:
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
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    results = {recipe: play_recipe(recipe, game.real_points, budget.choose(smoke=2, laptop=10)) for recipe in RECIPES}
for recipe, changed in results.items():
    print(f"{recipe:30} weights changed in D's step: {changed['D']:9} in G's step: {changed['G']}")
for message in sorted({str(warning.message) for warning in caught}):
    print("warning:", message)
budget.claim("in (a) the discriminator never learns", results[RECIPES[0]]["D"].startswith("0 "))
budget.claim("in (b) it does", not results[RECIPES[1]]["D"].startswith("0 "))
budget.claim("in (c) it does", not results[RECIPES[2]]["D"].startswith("0 "))

# %% [markdown]
# <details><summary>Answer</summary>
#
# In (b) and (c) they change. In (a), the program as it is copied, **the discriminator never learns**: 0 of its weights
# change, ever. Nothing stops: the generator is trained against a discriminator with random weights, and one easily
# overlooked warning appears. Its author sees blots and concludes that GANs are hard to train.
#
# </details>
#
# The rule behind it: Keras 3 looks at `trainable` **when it builds the training function**, which it does at the first
# training call after `compile`. Whatever is trainable at that moment is trained from then on. Setting `trainable` later
# changes nothing, as long as all batches have one size, until the next `compile` throws the training function away.
#
# ### Exercise 2: which steps learn? (2 points)
#
# Turn the rule into code that predicts. A network is new and not frozen. Then things happen to it, in the order of the
# list `events`; each is one of `"compile"`, `"freeze"` (`trainable = False`), `"unfreeze"` (`trainable = True`) and
# `"train"` (one call of `train_on_batch`, always with batches of one size). Return a list with `True` or `False` for
# each `"train"`: does this call change the weights?


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
    for _events, _expected in (
        ("compile train train", [True, True]),
        ("compile freeze train train", [False, False]),
        ("compile train freeze train", [True, True]),
        ("compile freeze unfreeze train freeze train", [True, True]),
        ("compile freeze train unfreeze train", [False, False]),
        ("freeze compile unfreeze train", [True]),
        ("freeze compile train", [False]),
        ("compile train freeze compile train unfreeze train", [True, False, False]),
        ("compile freeze train unfreeze compile train freeze train", [False, True, True]),
        ("compile freeze train compile unfreeze train", [False, True]),
        ("compile freeze freeze train", [False]),
        ("compile train freeze compile freeze", [True]),
        ("compile freeze", []),
    ):
        _given = checks.watched(_events.split())
        _predicted = [bool(learns) for learns in steps_that_learn(_given)]
        assert _predicted == _expected, f"{_events}: Keras 3 gives {_expected}; predicted {_predicted}"
        assert _given == _events.split(), f"the caller's list was changed, to {_given}; leave it as it is"
    ### BEGIN HIDDEN TESTS
    for _events, _expected in (
        ("compile freeze train compile train unfreeze compile train", [False, False, True]),
        ("freeze unfreeze compile freeze train unfreeze train train", [False, False, False]),
        ("compile train freeze train compile unfreeze train freeze train", [True, True, True, True]),
    ):
        _predicted = [bool(learns) for learns in steps_that_learn(_events.split())]
        assert _predicted == _expected, f"{_events}: Keras 3 gives {_expected}; predicted {_predicted}"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# Go through the list and keep two things in mind: whether the network is trainable *now*, and what the training
# function found when it was built, or that there is none yet.
#
# </details>
#
# Keras itself has the last word. Each list of events is played with a real network of 65 weights, and the changes are
# counted. The last list breaks the condition about batches: its second call has 32 points, the first one 64.

# %%
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    for events in (
        "compile freeze train unfreeze train",
        "compile freeze train unfreeze compile train",
        "compile train freeze compile train",
        "compile train freeze train-32",
    ):
        print(f"{events:45} weights changed: {count_changes(events.split(), game.real_points)}")

# %% [markdown]
# A batch of another size makes Keras trace its training function again, and then it reads the flag again: one more
# reason not to build on it. **Freezing is a global switch for a local wish.** Your two updates cannot fall into the
# trap: each takes the gradient with respect to one player's weights.

# %% [markdown]
# ## 3. The losses, with a leash
#
# Yesterday you worked out both losses on logits. Today's come with a popular trick (Salimans et al. 2016, [arXiv
# 1606.03498](https://arxiv.org/abs/1606.03498), section 3.4): tell the discriminator 0.9 instead of 1 for real images,
# and still 0 for fake ones. It is called **one-sided label smoothing**. Why do that? So that the discriminator does not
# become extremely sure. But what *exactly* does it do? First you write it, then you work it out.
#
# With the label $\alpha$ for real samples, the discriminator minimises the cross-entropy against that label,
#
# $$ -\,\mathbb{E}_{x \sim p_\text{data}} [ \alpha \log D(x) + (1 - \alpha) \log(1 - D(x)) ] - \mathbb{E}_{z} [ \log(1 -
# D(G(z))) ] . $$
#
# ### Exercise 3: the losses, with smoothed labels (3 points)
#
# Write `gan_losses(real_logits, fake_logits, real_label)`. It returns a pair: this loss of the discriminator, and the
# non-saturating loss of the generator, which looks at the fake logits only. A logit $\ell$ stands for the probability
# $D = \sigma(\ell)$. Each expectation is the *mean* over its own batch, and the two batches may differ in size.
# Losses and gradients must be right for logits of ±1000, too: where does $\log \sigma(\ell)$ go wrong, and how did
# you write it yesterday? Use functions of `keras.ops` (or of `tf`), so that gradients flow.


# %% exercise="gan_losses"
def gan_losses(real_logits, fake_logits, real_label=1.0):
    """Return the discriminator's loss, with the label real_label for real samples, and the generator's."""
    ### BEGIN SOLUTION
    softplus = keras.ops.softplus
    real_terms = real_label * softplus(-real_logits) + (1 - real_label) * softplus(real_logits)
    d_loss = keras.ops.mean(real_terms) + keras.ops.mean(softplus(fake_logits))
    return d_loss, keras.ops.mean(softplus(-fake_logits))
    ### END SOLUTION


# %% [markdown]
# <details><summary>Hint</summary>
#
# `keras.ops.softplus(t)` is $\log(1 + e^t)$, and it survives ±1000. Yesterday: $-\log \sigma(\ell)$ is softplus of
# what? And $-\log(1 - \sigma(\ell))$? The label decides how much of each a real sample costs.
#
# </details>

# %% check="gan_losses" points=3
with checks.exercise("gan_losses"):
    _nothing = tf.zeros((3, 1))
    for _label in (1.0, 0.8):
        _d_loss, _g_loss = (float(loss) for loss in gan_losses(_nothing, _nothing, _label))
        assert np.isclose(_d_loss, 2 * np.log(2)), f"all logits 0, label {_label}: D's loss is 2 log 2; got {_d_loss}"
        assert np.isclose(_g_loss, np.log(2)), f"all logits 0: G's loss is log 2 = 0.6931; got {_g_loss}"
    _by_default, _wanted = float(gan_losses(_nothing + 2, _nothing)[0]), np.log1p(np.exp(-2)) + np.log(2)
    assert np.isclose(_by_default, _wanted), f"without a label given, it is 1: expected {_wanted}; got {_by_default}"
    for _label, _real, _fake in (
        (1.0, [2.0, -1.0, 0.5], [0.3, -4.0, 1.0, 7.0, -0.2]),
        (0.9, [2.0, -1.0, 0.5, 6.0], [0.3, -4.0]),
        (0.735, [1000.0, -1000.0, 0.5], [1000.0, -1000.0, 3.0]),
        (1.0, [-1000.0], [-1000.0, -1000.0]),
    ):
        _mine = probe(as_loss(gan_losses, _label), _real, _fake)  # compiled: both losses, and their gradients
        for _name, _wanted in probe(losses.get("non_saturating", real_label=_label), _real, _fake).items():
            _message = (
                f"label {_label}, real logits {_real}, fake {_fake}: {_name} should be {_wanted}; got {_mine[_name]}"
            )
            assert np.shape(_mine[_name]) == np.shape(_wanted), _message
            assert np.allclose(_mine[_name], _wanted, rtol=1e-4, atol=1e-5), _message
    ### BEGIN HIDDEN TESTS
    for _label, _real, _fake in (
        (0.85, [-3.0, 0.1, 4.0], [2.5, -0.7]),
        (1.0, [900.0, -2.0], [-900.0]),
        (0.3, [0.0, -1.0], [0.0, 2.0]),
    ):
        _mine = probe(as_loss(gan_losses, _label), _real, _fake)
        for _name, _wanted in probe(losses.get("non_saturating", real_label=_label), _real, _fake).items():
            assert checks.near(_mine[_name], _wanted, rtol=1e-4, atol=1e-5), (
                f"{_name} should be {_wanted}; got {_mine[_name]}"
            )
    ### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 4: the best discriminator under smoothing (3 points)
#
# Derive the $D$ that minimises this loss, as on Day 1: at each point separately, set the derivative with respect to
# $D(x)$ to 0. Then write `smoothed_d(p_data, p_g, real_label)`. The densities are arrays of one shape, and at each
# entry at least one of the two is positive.


# %% exercise="smoothed_d"
def smoothed_d(p_data, p_g, real_label=0.9):
    """Return the best discriminator's probability at each point when real samples have the label real_label."""
    ### BEGIN SOLUTION
    return real_label * p_data / (p_data + p_g)
    ### END SOLUTION


# %% check="smoothed_d" points=3
with checks.exercise("smoothed_d"):
    _p_table, _q_table = np.array([0.5, 0.3, 0.2, 0.0, 1.4]), np.array([0.0, 0.3, 0.3, 0.4, 0.2])
    _plain = np.asarray(smoothed_d(_p_table, _q_table, real_label=1.0))
    assert np.allclose(_plain, [1, 0.5, 0.4, 0, 0.875]), f"label 1: Day 1's D*, (1, 0.5, 0.4, 0, 0.875); got {_plain}"
    _candidates = np.linspace(0.001, 0.999, 999)  # every D from 0.001 to 0.999
    for _label in (0.9, 0.653):
        _d_table = np.asarray(smoothed_d(_p_table, _q_table, real_label=_label))
        assert _d_table.shape == (5,), f"expected one probability for each of the 5 entries; got shape {_d_table.shape}"
        for _p, _q, _mine in zip(_p_table, _q_table, _d_table, strict=True):
            _real_terms = _label * np.log(_candidates) + (1 - _label) * np.log(1 - _candidates)
            _best = _candidates[np.argmin(-_p * _real_terms - _q * np.log(1 - _candidates))]
            _message = (
                f"p = {_p}, q = {_q}, label {_label}: trying all D, the loss is lowest near {_best:.3f}; got {_mine}"
            )
            assert abs(_mine - _best) < 0.002, _message
    _by_default = np.asarray(smoothed_d(_p_table, _q_table))
    assert np.allclose(_by_default, smoothed_d(_p_table, _q_table, 0.9)), "without a label given, it is 0.9"
    ### BEGIN HIDDEN TESTS
    _line = np.linspace(-4, 4, 81)
    _p_line, _q_line = toys.normal(-1.0).density(_line), toys.normal(1.0, 2.0).density(_line)
    for _label in (0.7, 0.95, 1.0):
        _expected = theory.optimal_discriminator(_p_line, _q_line, real_label=_label)
        assert checks.near(smoothed_d(_p_line, _q_line, _label), _expected, atol=1e-5), f"wrong for the label {_label}"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# Collect the terms: with what weight does $\log D$ appear at a point $x$, and with what weight $\log(1 - D)$? Day 1
# found the best $y$ for $a \log y + b \log(1 - y)$.
#
# </details>
# <details><summary>Deeper: what it means</summary>
#
# The weights are $a = \alpha\, p_\text{data}$ and $b = (1 - \alpha)\, p_\text{data} + p_g$. Their sum $a + b$ is
# $p_\text{data} + p_g$ again, and
#
# $$ D^*(x) = \frac{\alpha \, p_\text{data}(x)}{p_\text{data}(x) + p_g(x)} . $$
#
# The whole curve of Day 1 is scaled by $\alpha$. Where only real samples occur, the logit is not $+\infty$ any more but
# $\log \frac{0.9}{0.1} \approx 2.2$: a real image never pushes the discriminator to extremes. And where $p_g =
# p_\text{data}$, it is 0.45, so a discriminator that cannot tell real from fake now says "fake" to both, and an
# *accuracy* with the threshold ½ changes its meaning: it says "real" only where $p_\text{data} > 1.25\, p_g$.
#
# </details>
#
# Why *one-sided*? Suppose that fakes have the label 0.1 in place of 0, as well. The picture shows the best
# discriminator for all three choices.

# %%
best_d = checks.or_reference(
    "smoothed_d", smoothed_d, lambda p, q, label: theory.optimal_discriminator(p, q, real_label=label), arrays=True
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
# At the far right there are only bad fakes. With both labels smoothed, $D^*$ is level there at 0.1; its logit is level,
# too, and a bad sample gets no direction. With one-sided smoothing the *logit* still falls as a sample gets worse.
#
# > **Predict, then run.** We repeat "the discriminator alone" from section 1 with your losses and the label 0.9. What
# > will it say of real points now? And of the generated ones?

# %%
my_losses = checks.or_reference("gan_losses", gan_losses, pair)
smoothed = RingGame(loss=as_loss(my_losses, 0.9)).play("D", budget.choose(smoke=20, laptop=300)).mean_probabilities()

for label, (d_real, d_fake) in {"1.0": unsmoothed, "0.9": smoothed}.items():
    print(f"label {label}: mean probability of real is {d_real:.3f} on real points, {d_fake:.3f} on generated ones")
budget.claim("with the label 0.9, D is within 0.02 of 0.9 on real points", abs(smoothed[0] - 0.9) < 0.02)
budget.claim("and within 0.02 of 0 on generated ones", smoothed[1] < 0.02)

# %% [markdown]
# <details><summary>Answer</summary>
#
# On real points it says the label itself, because no fakes are near them ($p_g = 0$, so $D^* = \alpha$); on generated
# points about 0, with either label. Smoothing is a leash on confidence, nothing more. (A label *above* 1, as in some
# tutorials that add noise to the labels, is no leash at all: you saw on Day 1 that the loss then has no minimum.)
#
# </details>

# %% [markdown]
# ## 4. Two networks for images, and digits out of noise
#
# What is still missing are the networks. We take the ones that nearly every tutorial uses:
#
# - The **generator** takes 100 random numbers through dense layers of 256, 512 and 1024 units to 784 numbers, which are
#   reshaped to 28 × 28. Each hidden layer is followed by a *leaky ReLU* ($t$ for positive $t$, $0.2\,t$ for negative)
#   and then by **batch normalisation**; the last one by *tanh*, so that pixels lie in $(-1, 1)$.
# - The **discriminator** takes 784 numbers through layers of 512 and 256 units, each followed by leaky ReLU with the
#   same slope, to one logit.
#
# Batch normalisation shifts and scales each unit so that over the batch it has mean 0 and variance 1, and then applies
# a scale γ and a shift β of its own, which are trained. It also keeps a *running* mean and variance of each unit. These
# are not trained by gradients; they take the place of the batch's when the network is used after training.
#
# ### Exercise 5: count the weights (2 points)
#
# How many numbers does such a network have to learn? Write `count_weights(sizes, batch_norm)` for a network of dense
# layers. `sizes` lists the number of units from input to output, like `(100, 256, 512, 1024, 784)`. With `batch_norm`,
# batch normalisation follows every *hidden* layer, that is, every layer except the last one. Return a pair: how many
# numbers are trained, and how many are kept but not trained.


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
    for _sizes, _batch_norm, _expected in (
        ((3, 2), False, (8, 0)),  # 3·2 connections and 2 biases
        ((3, 2), True, (8, 0)),  # no hidden layer to normalise
        ((3, 4, 2), False, (26, 0)),
        ((3, 4, 2), True, (34, 8)),
        ((2, 5, 3, 7), False, (61, 0)),
        ((2, 5, 3, 7), True, (77, 16)),
        ((784, 512, 256, 1), False, (533_505, 0)),
    ):
        _mine = tuple(int(count) for count in count_weights(_sizes, batch_norm=_batch_norm))
        assert _mine == _expected, f"{_sizes}, batch_norm={_batch_norm}: expected {_expected}; got {_mine}"
    _in_all = sum(count_weights((100, 256, 512, 1024, 784), batch_norm=True))
    assert _in_all == 1_493_520, f"the generator 100-256-512-1024-784 keeps 1,493,520 numbers in all; got {_in_all:,}"
    ### BEGIN HIDDEN TESTS
    for _latent_dim, _hidden in ((7, (5, 3)), (1, (1,)), (20, (8, 8, 8, 8)), (100, (256, 512, 1024))):
        _network = models.mlp_generator(_latent_dim, _hidden, sample_shape=(3, 2))
        _trained = sum(math.prod(weight.shape) for weight in _network.trainable_weights)
        _expected = (_trained, _network.count_params() - _trained)
        assert tuple(count_weights((_latent_dim, *_hidden, 6), batch_norm=True)) == _expected
    assert tuple(count_weights([64, 64, 64, 1], True)) == (8_641, 256), "layers of equal size count each"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# Draw 3-4-2 and count lines between units. What does each unit of a dense layer have besides its lines? Batch
# normalisation keeps four numbers for each unit; which of them does the text above call trained?
#
# </details>
# <details><summary>Deeper: a number that many pages get wrong</summary>
#
# Many tutorials call 1,493,520 the generator's number of *trainable* parameters; it is the total. Your function tells
# the two apart. A discriminator of 1024-512-256, which the same pages like, has 1,460,225: nearly as many as the
# generator.
#
# </details>
#
# ### Exercise 6: the generator and the discriminator (4 points)
#
# Write `build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden)`, for any sizes. It returns a
# pair: the generator, from noise `(batch, latent_dim)` to images `(batch, *image_shape)` in [-1, 1], and the
# discriminator, from such images to logits `(batch, 1)`. The two lists give the units of their hidden layers. All is as
# described above: batch normalisation after each hidden layer of the generator, none in the discriminator. Each is a
# `keras.Sequential`, or a `keras.Model` made from its input and its output.


# %% exercise="networks"
def build_networks(latent_dim, image_shape, generator_hidden, discriminator_hidden):
    """Return the generator, from noise to images in [-1, 1], and the discriminator, from images to logits."""
    ### BEGIN SOLUTION
    generator = keras.Sequential([keras.Input((latent_dim,))])
    for units in generator_hidden:
        generator.add(keras.layers.Dense(units))
        generator.add(keras.layers.LeakyReLU(negative_slope=0.2))
        generator.add(keras.layers.BatchNormalization(momentum=0.8))
    generator.add(keras.layers.Dense(math.prod(image_shape), activation="tanh"))  # (batch, pixels)
    generator.add(keras.layers.Reshape(image_shape))  # (batch, *image_shape)

    discriminator = keras.Sequential([keras.Input(image_shape), keras.layers.Flatten()])  # (batch, pixels)
    for units in discriminator_hidden:
        discriminator.add(keras.layers.Dense(units))
        discriminator.add(keras.layers.LeakyReLU(negative_slope=0.2))
    discriminator.add(keras.layers.Dense(1))
    return generator, discriminator
    ### END SOLUTION


# %% [markdown]
# <details><summary>Hint</summary>
#
# The layers are in `keras.layers`: `Dense`, `LeakyReLU` (its `negative_slope` is 0.3 if you do not say otherwise),
# `BatchNormalization`, `Flatten`, `Reshape`. `Reshape` takes the shape of *one* image. How many units does the last
# layer of the generator need for images of shape `image_shape`? What keeps the discriminator's logit free to be any
# number?
#
# The running mean and variance move a little at each step: Keras keeps 0.99 of the old value by default, `momentum=0.8`
# is quicker and suits short training.
#
# </details>

# %% check="networks" points=4
with checks.exercise("networks"):
    _random = np.random.default_rng(0)
    for _g_hidden, _d_hidden, _shape in (((7, 6), (9, 5), (4, 3, 2)), ((9, 8, 7), (4,), (28, 28, 1))):
        _pixels = math.prod(_shape)
        for _count, _training in ((1, False), (24, True), (8, False)):
            _G, _D = build_networks(5, _shape, _g_hidden, _d_hidden)
            _noise, _images = 3 * _random.standard_normal((_count, 5)), _random.uniform(-1, 1, (_count, *_shape))
            _got = np.asarray(_G(np.float32(_noise), training=_training))
            assert _got.shape == (_count, *_shape), f"{_count} vectors: expected {(_count, *_shape)}; got {_got.shape}"
            _logits = np.asarray(_D(np.float32(_images), training=_training))
            assert _logits.shape == (_count, 1), f"{_count} images: expected logits (batch, 1); got {_logits.shape}"
            _wanted = dense_by_hand(_D, _images.reshape(_count, -1), (_pixels, *_d_hidden, 1))
            assert np.allclose(_logits, _wanted, atol=1e-4), f"logits by hand: {_wanted.ravel()}; got {_logits.ravel()}"
            _wanted = dense_by_hand(_G, _noise, (5, *_g_hidden, _pixels), batch_norm=_training)
            _wanted = np.tanh(_wanted).reshape(_got.shape)
            _message = f"training={_training}, batch norm after leaky ReLU: pixels {_wanted.ravel()[:3]} expected"
            assert np.allclose(_got, _wanted, atol=0.02), f"{_message}; got {_got.ravel()[:3]}"
        _wanted = counted(models.mlp_generator(5, _g_hidden, sample_shape=_shape))
        assert counted(_G) == _wanted, f"G, {_g_hidden}: expected {_wanted} weights, trained and not; got {counted(_G)}"
        _wanted = counted(models.mlp_discriminator(_d_hidden, sample_shape=_shape))
        assert counted(_D) == _wanted, f"D, {_d_hidden}: expected {_wanted} weights, trained and not; got {counted(_D)}"
        assert all(hasattr(network, "input_shape") for network in (_G, _D)), "expected a keras.Sequential for each"
        _fault = learning.fault(_G, _noise) or learning.fault(_D, _images)
        assert _fault is None, _fault
    ### BEGIN HIDDEN TESTS
    _G, _D = build_networks(3, (6, 2, 3), (10, 4), (3, 2))
    assert tuple(_D(_G(np.ones((4, 3), "float32"), training=True)).shape) == (4, 1), "the two must fit together"
    ### END HIDDEN TESTS

# %% [markdown]
# ### Everything together
#
# Your networks, your losses, your updates. What is left to choose is the optimizer: Adam with $\beta_1 = 0.5$. Its
# usual 0.9 averages the gradient over about ten steps, and by then the opponent has moved. (The choice comes from the
# DCGAN paper, tomorrow's subject.)
#
# The two networks never quite stand still: each step pulls the generator a little this way or that. So its optimizer
# also keeps an **exponential moving average** of the weights: at each step 0.995 of the old average plus 0.005 of the
# new weights, roughly the mean over the last 200 steps. Training does not use it; we put it in the place of the weights
# at the end. Day 4 looks at the formula.

# %%
print(data)
keras.utils.set_random_seed(0)
make_networks = checks.or_reference("networks", build_networks, two_players.build_networks)
generator, discriminator = make_networks(100, (28, 28, 1), (256, 512, 1024), (512, 256))
players = Players(
    generator,
    discriminator,
    as_loss(my_losses),
    keras.optimizers.Adam(5e-4, beta_1=0.5, use_ema=True, ema_momentum=0.995),
    keras.optimizers.Adam(5e-4, beta_1=0.5),
)

# %% [markdown]
# An **epoch** here is a hundred steps, whatever the number of images. `Diary` writes down the losses that we give it,
# and after each epoch the discriminator's accuracy; `Judges` belong to section 5. `jit_compile=True` has XLA compile
# the whole round, which for dense networks saves about a third of the time.
#
# > **Predict, then run.** Suppose that training goes perfectly, and in the end fake images have exactly the
# > distribution of real ones. What will the discriminator's accuracy be then? What will the two losses be? And if you
# > see the losses at just these values, does that mean that the images are good?

# %%
players.generator_optimizer.build(players.generator.trainable_variables)
players.discriminator_optimizer.build(players.discriminator.trainable_variables)


@tf.function(jit_compile=budget.choose(smoke=False, laptop=True))
def one_round(real_images):
    """Update the discriminator, then the generator, each with noise of its own."""
    d_loss = players.discriminator_step(real_images, tf.random.normal((64, 100)))
    return d_loss, players.generator_step(tf.random.normal((64, 100)))


# %%
epochs, steps_per_epoch = budget.choose(smoke=(2, 5), laptop=(20, 100))
judges = Judges(data, load_images(data.name, split="test"))
diary = Diary(players, data.images, judges, every=2)
batches = iter(data.batches(64, seed=0).repeat())  # shuffled anew in each pass

for _ in diary.epochs(epochs):
    for _ in range(steps_per_epoch):
        diary.note(*one_round(next(batches)))
last_weights = images_of(players, judges.count, seed=2)
players.generator_optimizer.finalize_variable_values(players.generator.trainable_variables)  # the moving average

# %%
plots.image_grid(
    images_of(players, 60, seed=1),
    columns=12,
    title=f"Made of noise, after {epochs * steps_per_epoch:,} steps",
    alt="Sixty generated images in twelve columns. Most are recognisable digits, some are blots between two.",
)

# %% [markdown]
# Here is how they came about: the same 24 noise vectors, every two hundred steps. They are made with the moving average
# as it was at that step; early on it is late, for it still remembers the first weights.

# %%
moments = [f"after {epoch * steps_per_epoch:,} steps" for epoch in diary.frame_epochs]
frames = [
    plots.image_grid(
        np.kron(frame, np.ones((1, 2, 2))) / 127.5 - 1, columns=1, title=moment, alt=f"24 images {moment}."
    )
    for frame, moment in zip(diary.frames, moments, strict=True)
]
widgets.frame_slider(frames, values=moments, description="moment")

# %% [markdown]
# ### Reading the curves

# %%
history, moments = diary.history, np.arange(epochs + 1)
plots.curves(
    {"discriminator": history["d_loss"], "generator": history["g_loss"]},
    guides={"discriminator at chance: 2 log 2": 2 * np.log(2), "generator at chance: log 2": np.log(2)},
    x=moments,
    title="Losses while digits appear",
    x_label=f"epoch of {steps_per_epoch} steps; 0 is the first step",
    y_label="loss",
    alt="The two losses over training, with lines at their chance levels.",
)

# %%
plots.curves(
    {name: history[name] for name in ("real_accuracy", "fake_accuracy", "coverage")},
    guides={"coin toss": 0.5},
    x=moments,
    title="What the discriminator judges rightly, and how much of the data is covered",
    x_label=f"epoch of {steps_per_epoch} steps; 0 is before training",
    y_label="share",
    alt="The share of real and of fake images that the discriminator judges rightly, and coverage of held-out images.",
)

# %%
distance = np.abs(np.subtract(history["d_loss"], 2 * np.log(2))) + np.abs(np.subtract(history["g_loss"], np.log(2)))
calm, last = int(np.argmin(distance[1:])) + 1, epochs
for epoch in (calm, last):
    print(f"epoch {epoch:2}: " + ", ".join(f"{name} {values[epoch]:.3f}" for name, values in history.items()))
budget.claim("the losses come nearest to those of a perfect end early on", calm <= epochs / 3)

# %% [markdown]
# <details><summary>Answer</summary>
#
# In the perfect end nobody can tell real from fake: accuracy ½, $D = \tfrac12$ everywhere, so the discriminator's loss
# is $2 \log 2 = 1.386$ and the generator's $\log 2 = 0.693$. Now look at the first line that was printed: the epoch
# whose losses are *nearest* to these values. It lies near the beginning, long before the images are at their best (move
# the slider there, and compare density and coverage in the two lines). **A draw says that the players are equally
# strong, not that they are strong.**
#
# </details>
#
# <details><summary>Deeper: so what is the discriminator's accuracy good for?</summary>
#
# | accuracy | what it may mean |
# |---|---|
# | near 100 % on both | the discriminator has won; fakes are easy to tell, and the generator may stop learning |
# | somewhere between | the game is open; that is where images improve |
# | about 50 % | the fakes are perfect, **or** the discriminator is useless; the number cannot tell which |
# | high on real, low on fake (or the reverse) | it leans to one answer; the mean of the two would hide it |
#
# The last row is why we report both.
#
# </details>
#
# Neither losses nor accuracies say whether the *images* are good, or whether all digits are among them. The third curve
# in the second picture does. Where does it come from?

# %% [markdown]
# ## 5. Is it any good? Density and coverage
#
# Looking at sixty images is not enough. A generator can fail in two ways: its images do not look real, or they are all
# alike. The second is **mode collapse**: some modes of the data are never generated. Two failures want two numbers
# (Naeem et al. 2020). Take real images that were *not* used in training, and around each one draw a ball that reaches
# to its fifth nearest real neighbour.
#
# - **Coverage** is the share of these balls that contain at least one generated image. It asks: is anything missing?
# - **Density** counts how many balls a generated image lies in, on average, divided by five. It asks: do the images lie
#   where real ones are?
#
# Distances between raw images are noisy, so we first reduce each image to 50 numbers by *principal component analysis*:
# its coordinates in the 50 directions in which real images differ most.
#
# Before a number may judge, it has to be judged itself. We try both on fakes whose faults we know: noise; one real
# image again and again; the mean of all images again and again; real images of one class only; of half the classes;
# half noise, half real; and real training images, without a fault. Always as many images as there are judges.
#
# > **Predict, then run.** Perfect numbers would be 1 and 1. Which of the faulty sets gets a *coverage* above 0.75 all
# > the same? Which gets a *density* above that of real images? And where will our generator land?

# %%
fakes = known_fakes(data, judges.count)
fakes |= {"our GAN": images_of(players, judges.count, seed=2), "its last weights": last_weights}
scores = {name: judges.measure(images) for name, images in fakes.items()}

print(f"judged by {judges.count} held-out images; {judges.variance_kept:.0%} of the variance is kept")
for name, score in scores.items():
    print(f"{name:17} density {score['density']:5.2f}   coverage {score['coverage']:.2f}")
plots.bars(
    [name.replace(" ", "\n") for name in scores],
    {name: [score[name] for score in scores.values()] for name in ("density", "coverage")},
    guides={"perfect": 1.0},
    title="Two numbers for images whose faults we know, and for ours",
    x_label="what is judged",
    y_label="density, coverage",
    alt="Bars of density and coverage for nine sets of images; the numbers are printed above.",
)

# %%
density, coverage = ({name: score[key] for name, score in scores.items()} for key in ("density", "coverage"))
budget.claim("noise fails by both", density["noise"] < 0.75 and coverage["noise"] < 0.1)
budget.claim("repeated images fail by coverage", max(coverage["one image"], coverage["mean image"]) < 0.2)
budget.claim("the mean image has a density above that of real images", density["mean image"] > density["real"])
budget.claim("half of the classes fail by coverage, below 0.75", coverage["half the classes"] < 0.75)
budget.claim(
    "half noise passes by coverage, and fails by density", coverage["half noise"] > 0.75 > density["half noise"]
)
budget.claim("our generator has both numbers above 0.75", min(density["our GAN"], coverage["our GAN"]) > 0.75)

# %% [markdown]
# <details><summary>Answer</summary>
#
# Coverage lets *half noise* pass: the other half reaches nearly all balls, and coverage does not look at what lies
# outside. Density lets the *mean image* pass, and how: it is the highest bar by far. The mean of all images lies in the
# middle of everything, inside many balls at once, and looks like nothing. So a density above 1 is no praise: it says
# that images crowd where real ones are dense, as blurred ones do. Compare ours. Each number alone can be
# fooled; a set of images that is good by both, with a density near that of real images, is harder to make.
#
# </details>
# <details><summary>Deeper: why not 1, and why not one half?</summary>
#
# Real images of all classes do not quite reach a coverage of 1, because some balls stay empty by chance: for equally
# many real and fake samples of one distribution and $k = 5$, about $1 - 2^{-5} = 0.97$ is expected. *Half the classes*
# are perfect images, and get somewhat more than one half, because a ball around a 9 may hold a 4.
#
# </details>
#
# One thing that neither number notices: a generator that *copies* its training images would pass with honours. If ours
# copied, its images would be much nearer to training images than fresh real images are. Here is the comparison, and the
# training image nearest to some fakes.

# %%
to_fake, nearest = judges.nearest_training_images(fakes["our GAN"])
to_held_out, _ = judges.nearest_training_images(judges.images)
print("median distance to the nearest training image")
print(f"from generated images: {np.median(to_fake):.2f}; from held-out real images: {np.median(to_held_out):.2f}")
pairs = np.stack([fakes["our GAN"][:20], nearest[:20]], axis=1).reshape(-1, 28, 28, 1)  # fake, real, fake, real …
plots.image_grid(
    pairs,
    columns=10,
    labels=["fake", "real"] * 20,
    title="Fakes, and to the right of each the training image nearest to it",
    alt="Twenty pairs: a generated image, and the most similar training image, which is similar but not the same.",
)

# %% [markdown]
# Were the first number far below the second, the generator would be copying.
#
# ## Play again
#
# Six real, six of *your* generator's.

# %%
find_the_fakes(deal(data.images[20:26], images_of(players, 6, seed=3), seed=1))

# %% [markdown]
# ## Keep it
#
# The course's `GAN` holds two networks and does what you did today, inside Keras's own `compile` and `fit`; from
# tomorrow on we use it. It makes images from a seed, so that anyone with your weights gets your images. The weights go
# into one file, which networks of the same build can read.

# %%
gan = GAN(players.generator, players.discriminator)
with tempfile.TemporaryDirectory() as folder:
    path = Path(folder) / "digits.weights.h5"
    gan.save_weights(path)
    print(f"one file of {path.stat().st_size / 1e6:.1f} MB")
    restored = GAN(*make_networks(100, (28, 28, 1), (256, 512, 1024), (512, 256)))
    restored.load_weights(path)
same_images = np.array_equal(gan.generate(8, seed=3), restored.generate(8, seed=3))
print("the restored generator makes the same images, bit for bit:", same_images)
assert same_images

# %% [markdown]
# <details><summary>Deeper: experiments of your own</summary>
#
# Change one thing at a time, and let both numbers judge, over several seeds: a single run proves little.
#
# - a generator without batch normalisation, or a discriminator of one layer of 128;
# - the digits with smoothed labels: `as_loss(my_losses, 0.9)`;
# - two updates of the discriminator in each round, with other noise and another batch;
# - the minimax loss for the generator. Day 1 told you what to expect early in training;
# - on the ring: what becomes of the game if the discriminator learns ten times as fast as the generator?
#
# </details>
#
# ## Recap
#
# - A GAN step is two updates. Each player follows the gradient of *its own* loss with respect to *its own* weights.
# - One player alone makes a mess: a discriminator knows nothing about places it never saw a fake in, and a generator
#   against a fixed discriminator runs past the data.
# - `trainable = False` is read when Keras builds the training function. Do not freeze; choose the weights in the
#   update.
# - Label smoothing at $\alpha$ scales the best discriminator by $\alpha$. Smooth the real labels only.
# - Losses and accuracies are relative to the opponent. The losses of the perfect end also come up in the fog.
# - Try a measure on known fakes before you trust it. Coverage misses bad images; density rewards crowding.
#
# ## Glossary
#
# | term | meaning |
# |---|---|
# | **coverage** | the share of real samples in whose neighbourhood there is a generated one |
# | **density** | how many neighbourhoods of real samples a generated one lies in, on average, over k |
# | **discriminator step**, **generator step** | an update of one player's weights; the other's stay as they are |
# | **epoch** | one pass through the data, or a number of steps agreed on |
# | **exponential moving average** | an average in which every step back counts a little less; here of the weights |
# | **freezing** | setting `trainable = False` so that a network's weights are not trained |
# | **held-out data** | real data that training never sees, kept to judge by |
# | **label smoothing** | a target below 1, such as 0.9, for real samples; *one-sided*: fake samples keep 0 |
# | **MLP** | multilayer perceptron: a network of dense layers |
# | **mode**, **mode collapse** | a region where data are dense; the generator makes only some of them |
# | **step** | one update of the weights, from one batch; in a GAN, one of each player |
#
# ## Further reading
#
# - I. Goodfellow and others, *Generative Adversarial Networks*, 2014, [arXiv
#   1406.2661](https://arxiv.org/abs/1406.2661): Algorithm 1 in section 4, MLPs on MNIST in section 5.
# - T. Salimans and others, *Improved Techniques for Training GANs*, 2016, [arXiv
#   1606.03498](https://arxiv.org/abs/1606.03498): section 3.4.
# - S. Ioffe and C. Szegedy, *Batch Normalization*, 2015, [arXiv 1502.03167](https://arxiv.org/abs/1502.03167).
# - M. Naeem and others, *Reliable Fidelity and Diversity Metrics for Generative Models*, 2020, [arXiv
#   2002.09797](https://arxiv.org/abs/2002.09797): density and coverage.
#
# **Tomorrow** the dense layers give way to convolutions, and the digits become crisp.
