# %% [markdown]
# # Day 5: Stability
#
# **The question of the day.** Ordinary training goes downhill, and one waits. In a GAN there is no hill: what is
# downhill for one player is uphill for the other. So training may run in circles, or forget half of the data, with the
# code that worked yesterday. Why, and what stops it?
#
# Begin with what is at stake. Below, two GANs learn the same data: points in eight small heaps, at the open circles.
# They have the same networks, the same first weights, the same batches, the same optimizers. The one on the right
# differs in two things, its loss and a penalty; you will write both today, and train it yourself.
#
# > **Predict, then run.** The two were recorded beforehand (`python -m gan_course.demos.day05` makes the recording
# > anew, in half a minute). Watch for two things. Which of the two finds the *ring* first? And which of them finds all
# > eight heaps?

# %%
from gan_course import budget, checks, dynamics, losses, models, plots, widgets
from gan_course.data import load_images
from gan_course.demos import day05
from gan_course.demos.stability_checks import (
    check_optimizers,
    check_penalty,
    check_segment,
    check_steps,
    linear,
    losses_and_gradients,
    measured,
)
from gan_course.labs.dirac import dirac
from gan_course.layers import SpectralNormalization
from gan_course.runtime import device, keras, tf
from gan_course.training import GAN

import numpy as np
from IPython.display import display

print(f"training budget: {budget.name()}; device: {device()}; drawing the animation, some seconds ...")

# %%
recorded = day05.recording()
display(
    day05.ring_animation(
        recorded,
        every=budget.choose(smoke=10, laptop=1),
        alt="Two panels with eight open circles on a ring. In both, a cloud of points opens and moves towards them.",
    )
)
for name, run in recorded.items():
    unevenness = [coverage.reverse_kl for coverage in run.coverages]
    most_even = int(np.argmin(unevenness))
    print(f"{name:11} most even after {run.steps[most_even]:,} steps: {unevenness[most_even]:.3f}; ", end="")
    print(f"in the end {unevenness[-1]:.3f}, {run.coverages[-1].modes} of 8 heaps")
assert recorded["plain"].coverages[-1].modes < recorded["regularised"].coverages[-1].modes == 8

# %% [markdown]
# <details><summary>Answer</summary>
#
# Both of them find the ring within the first thousand steps, the plain one at least as neatly. Only the regularised one
# finds all eight heaps. The striking thing is what the plain one does *next*: for a while its points are spread evenly,
# as the first number says (0 is perfectly even). Then it *unlearns* that. Its points wander along the ring to some of
# the heaps and stay there.
#
# </details>
#
# ## What you will be able to do
#
# - say why two players who each follow their own gradient circle, and what step size and turn-taking have to do with
#   it;
# - compute the eigenvalues of a game, and read from them whether training spirals in or out;
# - write R1, R2 and the gradient penalty for any discriminator, and say why batch normalisation does not go with them;
# - compute the spectral norm of any layer, and say what it guarantees;
# - build a GAN that keeps its modes, and show with an ablation which part of it does the work.
#
# **You need** Days 1 to 4: logits and losses, the two updates, batch normalisation, `tf.GradientTape`,
# `GAN.compile`. Of linear algebra: the eigenvalues of a 2 × 2 matrix, and what $|a + ib|$ is.
#
# **Time.** Some 4,200 words, half an hour of reading; with the questions and exercises, plan three hours. **Run
# time** on two CPU cores: about three minutes, two of them for the twelve GANs of section 5; twice as long if the
# cores have other work.
#
# | exercise | you write | points |
# |---|---|---:|
# | 1 | a game of two players, step by step | 3 |
# | 2 | the eigenvalues of the smallest GAN | 3 |
# | 3 | R1, R2 and the gradient penalty | 5 |
# | 4 | the spectral norm of a layer | 3 |
# | 5 | the relativistic losses | 3 |
# | 6 | the regularised GAN, which then trains | 4 |

# %% [markdown]
# ## 1. Two players who never arrive
#
# The simplest game with two players has one number for each. Player $x$ wants $f(x, y) = xy$ to be *small*, player $y$
# wants it *large*. Each follows the gradient in its own number, $\partial f / \partial x = y$ or
# $\partial f / \partial y = x$, with a step size $h$: $x$ descends, $y$ ascends. The only place where both are content
# is $(0, 0)$, where neither can improve by moving alone. Such a place is called an **equilibrium**.
#
# When $y$ takes its step, has $x$ already moved? In a **simultaneous** round both look at the old
# position. In an **alternating** round $x$ moves first, and $y$ sees the new $x$. (Our `GAN` alternates,
# unless compiled with `simultaneous=True`.)
#
# > **Predict, then run.** Both start at $(1, 0)$ with $h = 1$. Play a few rounds of either kind on paper. Where do
# > simultaneous players end up, and where do alternating ones?
#
# ### Exercise 1: play the game (3 points)
#
# Write `play(start, step_size, rounds, alternating)`. `start` is a pair $(x, y)$. Return an array of shape (rounds + 1,
# 2): the start, and the place after each round, alternating or simultaneous.


# %% exercise="play"
def play(start, step_size, rounds, alternating):
    """Return the way of two players of f = xy: x descends, y ascends."""
    ### BEGIN SOLUTION
    x, y = start
    path = [(x, y)]
    for _ in range(rounds):
        new_x = x - step_size * y
        new_y = y + step_size * (new_x if alternating else x)
        x, y = new_x, new_y
        path.append((x, y))
    return np.array(path, float)
    ### END SOLUTION


# %% check="play" points=3
with checks.exercise("play"):
    for _start, _h, _alternating, _expected in (
        ((1, 0), 0.5, False, [[1, 0], [1, 0.5], [0.75, 1]]),
        ((1, 0), 0.5, True, [[1, 0], [1, 0.5], [0.75, 0.875]]),
        ([0.3, -0.7], 1.0, False, [[0.3, -0.7], [1.0, -0.4], [1.4, 0.6]]),
        ([0.3, -0.7], 1.0, True, [[0.3, -0.7], [1.0, 0.3], [0.7, 1.0]]),
    ):
        _words = f"{'alternating' if _alternating else 'simultaneous'}, from {_start} with h = {_h}"
        _path = np.asarray(play(_start, _h, 2, _alternating))
        assert _path.shape == (3, 2), f"2 rounds: the start and 2 places, shape (3, 2); got {_path.shape}"
        assert np.allclose(_path, _expected, atol=1e-5), f"{_words}: expected {_expected}; got {_path.tolist()}"
    _none = np.asarray(play((1, 2), 0.1, 0, True))
    assert np.allclose(_none, [[1, 2]]), f"0 rounds: expected the start alone, [[1, 2]]; got {_none.tolist()}"
    ### BEGIN HIDDEN TESTS
    _six = np.asarray(play((0.4, -0.9), 1.0, 12, True))
    assert checks.near(_six[[6, 12]], _six[[0, 0]], atol=1e-5), "h = 1, alternating: back after 6 rounds, and after 12"
    for _h in (0.1, 0.5, 2.0):
        for _alternating, _step in ((True, dynamics.alternating_step), (False, dynamics.simultaneous_step)):
            _end = np.linalg.matrix_power(_step(_h), 7) @ [0.6, 0.8]
            _mine = np.asarray(play((0.6, 0.8), _h, 7, _alternating))[-1]
            assert checks.near(_mine, _end, rtol=1e-4, atol=1e-4), f"wrong after 7 rounds with h = {_h}"
    _far = np.asarray(play((3e8, 0.0), 1.0, 2, False))
    assert checks.near(_far, [[3e8, 0], [3e8, 3e8], [0, 6e8]]), f"far away, h = 1: got {_far.tolist()}"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# In Python, `a, b = b, a + b` computes both right sides before it assigns either. Two lines, one after the other, do
# not. Which of the two is a simultaneous round?
#
# </details>
# <details><summary>Hint 2</summary>
#
# Collect the places in a list that begins with `start`. If your path has whole numbers only, or the same place in
# every row, look at what you append: an array that changes later changes in the list, too.
#
# </details>

# %%
game = checks.or_reference(
    "play",
    play,
    lambda start, h, rounds, alternating: (dynamics.alternating_path if alternating else dynamics.simultaneous_path)(
        lambda x, y: (-y, x), start, h, rounds
    ),
    arrays=True,
)
print("alternating, h = 1: ", *(f"({x:g}, {y:g})" for x, y in game((1, 0), 1.0, 7, True)))
print("simultaneous, h = 1:", *(f"({x:g}, {y:g})" for x, y in game((1, 0), 1.0, 7, False)))
ways = {
    "simultaneous, h = 0.2": game((1, 0), 0.2, 36, False),
    "alternating, h = 0.2": game((1, 0), 0.2, 64, True),
}
plots.vector_field(
    lambda x, y: (-y, x),
    paths=ways,
    title="f = xy: the arrows show where the players go",
    x_label="x (wants f small)",
    y_label="y (wants f large)",
    alt="Arrows that run in circles around the origin, and two paths. Distances from the origin: "
    + "; ".join(f"{name}, {np.linalg.norm(way[0]):.2f} to {np.linalg.norm(way[-1]):.2f}" for name, way in ways.items()),
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# Alternating, with $h = 1$, they are back at the start after exactly *six* rounds, and go round for ever.
# Simultaneously they move away: each round doubles their squared distance from $(0, 0)$.
#
# </details>
#
# Neither reaches the equilibrium. The reason is in the picture: everywhere, the arrow $(-y, x)$ stands at a right angle
# to the way to the origin. Infinitely small steps would lead round on a circle. A finite step along the tangent leaves
# the circle on the outside: by Pythagoras, a simultaneous round takes a distance $r$ to $r\sqrt{1 + h^2}$. In an
# alternating round $y$'s step makes up for the error of $x$'s, and as long as $h < 2$ the path is closed.
#
# > **Predict, then run.** So make the step smaller! With a tenth of it, how much closer do simultaneous players come?
# > And where is the *mean* of all places that an alternating player has been to?

# %%
for h in (1.0, 0.1, 0.01):
    rounds = round(100 / h)  # the same distance to walk
    distances = np.linalg.norm(game((1, 0), h, rounds, False), axis=1)
    places = game((1, 0), h, rounds, True)
    mean = np.linalg.norm(places.mean(axis=0))
    print(f"h = {h:4}: simultaneous, closest {distances.min():.2f}, in the end {distances[-1]:.4g}; ", end="")
    print(f"alternating, in the end {np.linalg.norm(places[-1]):.2f}, the mean of all places at {mean:.3f}")
    assert distances.min() == 1
    assert mean < 0.05

# %% [markdown]
# <details><summary>Answer</summary>
#
# Not at all closer. A smaller step makes them spiral outwards more slowly, but outwards. No learning rate repairs this:
# the *directions* do not lead to the equilibrium.
#
# The mean is at the centre, or nearly. That is what the moving average of the generator's weights (Days 2 and 3) is
# good for: it takes the middle of the circle.
#
# </details>
#
# And Adam's inertia? Give the alternating players **momentum** $\beta$: each keeps the share $\beta$ of its last step
# and adds the new one. How far they get in the long run can be computed.

# %%
for beta in (-0.2, 0.0, 0.2, 0.5, 0.9):
    print(f"β = {beta:4}: each round multiplies the distance by {day05.momentum_radius(0.1, beta):.4f}")

# %% [markdown]
# Without momentum they circle, with it they are driven out; only a *negative* one leads in (Gidel et al. 2019).
# Inertia carries a player on in a direction that was right before the other one moved. So GANs are trained with a
# small $\beta_1$, today with 0.

# %% [markdown]
# ## 2. The smallest GAN, and what calms it
#
# Is that toy a GAN? Nearly. The **Dirac-GAN** (Mescheder et al. 2018) has a single data point, $x = 0$. The generator
# makes a single point, $\theta$. The discriminator's logit is linear, $\psi \cdot x$. With $f(t) = -\log(1 + e^{-t})$
# both play for
#
# $$ L(\theta, \psi) = f(\psi\theta) + f(0), $$
#
# which the generator wants small and the discriminator large. (This is the paper's sign, in which a large $\psi x$
# means "generated". The non-saturating loss has the same gradient ½ at 0, and all that follows from it.) So the
# two move as
#
# $$ \dot\theta = -\psi\,f'(\psi\theta), \qquad \dot\psi = \theta\,f'(\psi\theta), $$
#
# where the dot says "rate of change". At the equilibrium, $\theta = \psi = 0$, the generator's point lies on the data
# and the discriminator has no opinion. It is $f = xy$ again, but for a positive factor that both share: it changes how
# *fast* they go round, not where to.
#
# Now give the discriminator a reason to keep its gradient small. The gradient of $\psi x$ is $\psi$, wherever one
# looks. Subtract $\tfrac{\gamma}{2}\psi^2$ from what the discriminator maximises. This is the **R1 penalty** in its
# smallest form.
#
# What happens *near* the equilibrium can be read from the **Jacobian**: the 2 × 2 matrix of the derivatives of
# $\dot\theta$ and $\dot\psi$ by $\theta$ and $\psi$, taken at $(0, 0)$. The **real part** of its eigenvalues is growth
# (negative: the players spiral in), the **imaginary part** is rotation, in radians per unit of time.
#
# ### Exercise 2: the eigenvalues (3 points)
#
# Write `eigenvalues(gamma, gradient_at_zero)`: the two eigenvalues of the Jacobian of the game *with* the penalty
# $\gamma$, where $f'(0)$ is `gradient_at_zero`, by default ½. Return them as an array of two numbers, first the one
# with the larger real part or, where these are equal, with the larger imaginary part. Take a pencil first.


# %% exercise="eigenvalues"
def eigenvalues(gamma, gradient_at_zero=0.5):
    """Return the two eigenvalues of the Dirac-GAN's Jacobian at the equilibrium, with an R1 penalty."""
    ### BEGIN SOLUTION
    root = np.sqrt(complex(gamma**2 / 4 - gradient_at_zero**2))
    return np.array([-gamma / 2 + root, -gamma / 2 - root])
    ### END SOLUTION


# %% check="eigenvalues" points=3
with checks.exercise("eigenvalues"):
    for (_gamma, _gradient), _expected in (
        ((0, 0.5), [0.5j, -0.5j]),
        ((0.6, 0.5), [-0.3 + 0.4j, -0.3 - 0.4j]),
        ((1.2, 1.0), [-0.6 + 0.8j, -0.6 - 0.8j]),
        ((2.5, 1.0), [-0.5, -2.0]),
        ((1.0, 0.3), [-0.1, -0.9]),
    ):
        _pair = np.asarray(eigenvalues(_gamma, _gradient), complex)
        _words = f"γ = {_gamma}, f′(0) = {_gradient}"
        assert _pair.shape == (2,), f"{_words}: expected two numbers; got shape {_pair.shape}"
        assert np.allclose(_pair, _expected, atol=1e-5), f"{_words}: expected {_expected}; got {_pair.tolist()}"
    _half = np.asarray(eigenvalues(0.6), complex)
    assert np.allclose(_half, [-0.3 + 0.4j, -0.3 - 0.4j], atol=1e-5), f"f′(0) is ½ where it is not given; got {_half}"
    ### BEGIN HIDDEN TESTS
    for _gamma in (0, 0.1, 0.9, 1.7, 5):
        for _gradient in (0.5, 1.0, 0.2):
            _pair = np.asarray(eigenvalues(_gamma, _gradient), complex)
            _expected = dynamics.dirac_eigenvalues(_gamma, _gradient)
            assert checks.near(_pair, _expected, atol=1e-4), (
                f"γ = {_gamma}, f′(0) = {_gradient}: {_expected}; got {_pair}"
            )
    _pair = np.sort_complex(np.asarray(eigenvalues(0.4, 0.0), complex))
    assert checks.near(_pair, [-0.4, 0]), f"γ = 0.4, f′(0) = 0: expected 0 and -0.4; got {_pair}"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Near $(0, 0)$, $f'(\psi\theta)$ is practically $f'(0)$. Which of the four entries does the penalty change, and by how
# much?
#
# </details>
# <details><summary>Hint 2</summary>
#
# An eigenvalue solves $\det(J - \lambda I) = 0$, a quadratic equation. `np.sqrt(-1)` is not a number, but
# `np.sqrt(complex(-1))` is $i$. If NumPy finds them for you, mind their order.
#
# </details>

# %%
eigenvalues_of = checks.or_reference("eigenvalues", eigenvalues, dynamics.dirac_eigenvalues)
weights = [0.0, 0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0][:: budget.choose(smoke=5, laptop=1)]

# %% [markdown]
# > **Predict, then move the slider.** For which $\gamma$ do the players stop going round? For which do they arrive
# > soonest? And is more penalty always better?

# %%
print(f"drawing {len(weights)} pictures, a few seconds ...")
widgets.frame_slider(
    [day05.damping_frame(gamma, eigenvalues_of(gamma)) for gamma in weights], values=weights, description="γ"
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# The Jacobian is $\begin{pmatrix} 0 & -f'(0) \\ f'(0) & -\gamma \end{pmatrix}$, with
# $\lambda = -\tfrac{\gamma}{2} \pm \sqrt{\tfrac{\gamma^2}{4} - f'(0)^2}$. The rotation ends at
# $\gamma = 2 f'(0) = 1$. Up to there a larger $\gamma$ closes the spiral faster, and at $\gamma = 1$, where the two
# eigenvalues meet, the players arrive soonest. Beyond, one eigenvalue goes left and the other *back to the right*,
# towards 0: the discriminator is held so firmly that it hardly tells the generator anything, which then creeps. More is
# not better.
#
# </details>
#
# Real steps have a finite size. One simultaneous round multiplies an eigenvector by $1 + h\lambda$, and if the largest
# $|1 + h\lambda|$, the **spectral radius**, is below 1, the players come closer in each round.
#
# > **Predict, then run.** Which is the largest step size with which simultaneous players arrive, for $\gamma = 0$, 0.5,
# > 1 and 4?

# %%
steps = np.linspace(0.001, 8, 8_000)
for gamma in (0.0, 0.5, 1.0, 4.0):
    pair = np.asarray(eigenvalues_of(gamma), complex)
    radii = np.abs(1 + steps[:, None] * pair).max(axis=1)
    stable = steps[radii < 1 - 1e-6]
    bound = f"below {stable.max():.2f}" if stable.size else "none"
    print(f"γ = {gamma}: step sizes that work: {bound}; the best multiplies the distance by {radii.min():.3f}")

# %% [markdown]
# <details><summary>Answer</summary>
#
# Without a penalty none. With $\gamma = 0.5$ any below 2, with 1 any below 4; but with $\gamma = 4$ only steps below
# 0.51. A strong penalty has a steep gradient of its own, and one can overshoot it.
#
# </details>
# <details><summary>Deeper: in your own hand</summary>
#
# Below, penalty, step size and the place where the players begin answer to you. Find the step size at which a strong
# penalty throws them out. Does it matter whether they step in turn or both at once?
#
# </details>

# %%
dirac()

# %% [markdown]
# Two rivals of R1, in the same game. The **Wasserstein GAN** has $f(t) = t$, so $f' = 1$ everywhere. **WGAN-GP** adds a
# penalty $\tfrac{\gamma}{2}(|\psi| - 1)^2$, which pulls the gradient not to 0 but to *1*.
#
# > **Predict, then run.** Which of the four below come to rest? What does WGAN-GP's discriminator do at the moment when
# > the generator is exactly right?

# %%
constant = np.ones_like  # f′ of the Wasserstein GAN
fields = {
    "plain": dynamics.dirac_field,
    "R1, γ = 0.5": lambda theta, psi: dynamics.dirac_field(theta, psi, gamma=0.5),
    "Wasserstein": lambda theta, psi: dynamics.dirac_field(theta, psi, slope=constant),
    "WGAN-GP": lambda theta, psi: dynamics.gradient_penalty_field(theta, psi, gamma=1.0, slope=constant),
}
paths = {name: dynamics.alternating_path(field, (1.0, 0.0), 0.1, 600) for name, field in fields.items()}
distances = {name: np.linalg.norm(path, axis=1) for name, path in paths.items()}
assert distances["R1, γ = 0.5"][-1] < 1e-5
assert min(distances[name][200:].min() for name in ("plain", "Wasserstein", "WGAN-GP")) > 0.2
plots.curves(
    distances,
    title="Four ways to train the smallest GAN (alternating, h = 0.1)",
    x_label="round",
    y_label="distance from the equilibrium",
    alt="Four curves over 600 rounds. Lowest and highest value after round 200: "
    + "; ".join(f"{name} {d[200:].min():.2f} and {d[200:].max():.2f}" for name, d in distances.items()),
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# Only R1. WGAN-GP's discriminator is wanted to have a gradient of 1 also where the generator is exactly right, so it
# pushes the generator away again.
#
# </details>
#
# A penalty that pulls gradients to 0 is called **zero-centred**. Mescheder et al. prove that GANs with one converge
# near the equilibrium, under assumptions that they state. Whether training gets *into* that neighbourhood is another
# question (section 5). Nor is WGAN-GP a bad method: with falling rates and averages it has trained well. The game shows
# why it need not settle.
#
# <details><summary>Deeper: instance noise is R1 in disguise</summary>
#
# Sønderby et al. (2017) add normal noise of standard deviation $\sigma$ to real *and* generated samples before the
# discriminator sees them. In the Dirac-GAN the eigenvalues become
# $f''(0)\sigma^2 \pm \sqrt{f''(0)^2\sigma^4 - f'(0)^2}$ with $f''(0) = -\tfrac14$: exactly those of R1 with
# $\gamma = \sigma^2/2$. `dynamics.instance_noise_eigenvalues` has them, and `dynamics.instance_noise_field` is the game
# to try it in.
#
# </details>

# %% [markdown]
# ## 3. Penalties on the gradient
#
# In the smallest GAN the penalty was $\tfrac\gamma2\psi^2$. A real discriminator, whose logit we call $D(x)$, has a
# gradient at each sample $x$, one number for each coordinate or pixel: $\nabla_x D(x)$. Three penalties are in use,
# each added to the discriminator's loss:
#
# | name | where | it is |
# |---|---|---|
# | **R1** (Mescheder et al. 2018) | at real samples | $\tfrac\gamma2$ times the mean squared norm of the gradient |
# | **R2** (the same) | at generated samples | the same |
# | **gradient penalty** (Gulrajani et al. 2017) | between the two | $\gamma$ times the mean of (norm − 1)² |
#
# Between means: for each *pair* of a real and a generated sample, one point of the straight segment from one to the
# other, drawn *uniformly*. The norm goes over all coordinates of a sample, the mean over the samples.
#
# Four mistakes to avoid, all of which can be found in public code. The share along the segment is drawn from a *normal*
# distribution, so that two points in three lie outside of it. One share serves the whole batch, or each pixel gets its
# own. The penalty is computed where no tape sees it, so that no gradient reaches the weights: it is then a number in
# the log that does nothing. And the norm is a square root, whose derivative at 0 is infinite: where the discriminator
# is flat, the penalty's own gradient becomes NaN, and so does every weight after the next step.
#
# ### Exercise 3: R1, R2 and the gradient penalty (5 points)
#
# A `discriminator` is any function from samples, a tensor of shape (batch, …), to one logit for each, shape (batch, 1)
# or (batch,). Write two methods. Both return one number, a tensor through which gradients reach the discriminator's
# weights. They will be compiled: take sizes from `samples.shape`, not from `len`.
#
# - `zero_centred(discriminator, samples, gamma)`: R1 at real samples, R2 at generated ones.
# - `gradient_penalty(discriminator, real_samples, fake_samples, gamma, seed)`, with random numbers from
#   `tf.random.stateless_uniform(shape, seed)`. At a discriminator that is flat everywhere, it is $\gamma$, and its
#   gradient finite.


# %% exercise="gradient_penalties"
class GradientPenalties:
    """Penalties on the gradient of a discriminator."""

    def zero_centred(self, discriminator, samples, gamma):
        """Return γ/2 times the mean squared norm of the discriminator's gradient at the samples."""
        ### BEGIN SOLUTION
        return gamma / 2 * tf.reduce_mean(self.squared_norms(discriminator, samples))
        ### END SOLUTION

    def gradient_penalty(self, discriminator, real_samples, fake_samples, gamma, seed):
        """Return γ times the mean of (norm − 1)², the norm being that of the gradient between real and fake samples."""
        ### BEGIN SOLUTION
        share = tf.random.stateless_uniform([real_samples.shape[0]] + [1] * (len(real_samples.shape) - 1), seed)
        squares = self.squared_norms(discriminator, share * real_samples + (1 - share) * fake_samples)
        return gamma * tf.reduce_mean((tf.sqrt(tf.maximum(squares, 1e-24)) - 1) ** 2)
        ### END SOLUTION

    def squared_norms(self, discriminator, samples):
        """Return the squared norm of the discriminator's gradient at each sample. Use it if you like, or leave it."""
        ### BEGIN SOLUTION
        with tf.GradientTape() as tape:
            tape.watch(samples)
            logits = discriminator(samples)
        gradients = tape.gradient(logits, samples)
        return tf.reduce_sum(gradients**2, axis=list(range(1, len(gradients.shape))))
        ### END SOLUTION


# %% [markdown]
# The check uses discriminators whose gradient is known. A `linear` one, $w \cdot x$, has the gradient $w$ everywhere;
# with $w = (3, 4)$, R1 is $\tfrac\gamma2 \cdot 25$ and the gradient penalty $\gamma\,(5 - 1)^2$. `measured` returns a
# penalty and its gradient in $w$. `check_segment` finds out where the gradient penalty looks.

# %% check="gradient_penalties" points=5
with checks.exercise("gradient_penalties"):
    _mine, _x, (_D, _w), (_flat, _u) = GradientPenalties(), tf.ones((6, 2)), linear(3.0, 4.0), linear(0.0, 0.0)
    for _compiled in (False, True):
        _value, _grad = measured(lambda x: _mine.zero_centred(_D, x, 2.0), _x, _w, compiled=_compiled)
        assert np.isclose(_value, 25, atol=1e-3), f"R1, w = (3, 4), γ = 2: expected 25; got {_value}"
        assert np.allclose(_grad, [6, 8], atol=1e-3), f"R1, γ = 2: its gradient in w is (6, 8); got {_grad}"
        _value, _ = measured(lambda x: _mine.zero_centred(_flat, x, 3.0), _x, _u, compiled=_compiled)
        assert abs(_value) < 1e-6, f"R1 of a flat discriminator: expected 0; got {_value}"
        _value, _grad = measured(
            lambda x: _mine.gradient_penalty(_D, x, 0 * x, 2.0, (1, 2)), _x, _w, compiled=_compiled
        )
        assert np.isclose(_value, 32, atol=1e-3), f"gradient penalty, w = (3, 4), γ = 2: expected 32; got {_value}"
        assert np.allclose(_grad, [9.6, 12.8], atol=1e-3), f"its gradient in w is (9.6, 12.8); got {_grad}"
        _value, _ = measured(lambda x: _mine.gradient_penalty(_flat, x, 0 * x, 3.0, (1, 2)), _x, _u, compiled=_compiled)
        assert abs(_value - 3) < 1e-3, f"gradient penalty of a flat discriminator, γ = 3: expected 3; got {_value}"
    _a, _at = tf.Variable(2.0), tf.constant([[1.0], [3.0], [4.0]])
    _value, _in_a = measured(lambda x: _mine.zero_centred(lambda s, training=True: _a * s[:, 0] ** 2, x, 1.0), _at, _a)
    _words = "logits a·x² of shape (3,), a = 2, at 1, 3, 4: R1 and its gradient in a are 416/6 = 69.33"
    assert np.allclose([_value, *_in_a], 416 / 6, atol=1e-2), f"{_words}; got {_value} and {_in_a}"
    (_D, _), _images = linear(*[1.0] * 6), tf.ones((5, 3, 2, 1))
    _pair = [measured(lambda x: _mine.zero_centred(_D, x, 1.0), _images)[0]]
    _pair += [measured(lambda x: _mine.gradient_penalty(_D, x, 0 * x, 1.0, (1, 2)), _images)[0]]
    assert np.allclose(_pair, [3, (6**0.5 - 1) ** 2], atol=1e-3), f"images, norm √6: 3 and (√6 − 1)²; got {_pair}"
    check_segment(_mine.gradient_penalty)
    ### BEGIN HIDDEN TESTS
    _other = tf.constant([[2.0, -1.0], [0.5, 7.0]])
    _value = measured(lambda x: _mine.zero_centred(lambda s, training=True: s[:, :1] * s[:, 1:], x, 0.7), _other)[0]
    assert np.isclose(_value, 0.35 * (5 + 49.25) / 2, atol=1e-3), f"x₁·x₂ at two points: got {_value}"
    (_D, _), _films = linear(*[1.0] * 24), tf.ones((5, 2, 3, 2, 2))
    _value = measured(lambda x: _mine.zero_centred(_D, x, 1.0), _films)[0]
    assert np.isclose(_value, 12, atol=1e-3), f"films of shape (2, 3, 2, 2), norm √24: expected 12; got {_value}"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# A tensor is not watched by itself, as a variable is: `tape.watch(samples)`. `tape.gradient` of many logits is the
# gradient of their *sum*. Since each logit depends on its own sample only, that is each logit's own gradient. The
# caller has a second tape around all this, which records what `tape.gradient` computes.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Which shape must the shares have, so that they multiply samples of shape (batch, height, width, channels), one share
# for each sample? And over which axes does the norm go?
#
# </details>
# <details><summary>Hint 3</summary>
#
# Keep the root away from 0: what if `squares` were never smaller than a tiny number? (`tf.where` *after* the root does
# not help: its gradient still multiplies 0 by infinity.)
#
# </details>
#
# ### 3.1 Where each penalty acts
#
# One dimension, so that we can see it: real points around −1, fakes around 1, both fixed. We train a discriminator on
# them with each of your penalties, and draw its logit.
#
# > **Predict, then run.** What does the logit look like near the real points with R1? Near the fakes with R2? And which
# > penalty gives a straight line between the two?

# %%
chosen = checks.or_reference("gradient_penalties", GradientPenalties, day05.GradientPenalties)()
squares_of, between_of = chosen.zero_centred, chosen.gradient_penalty


def penalty_of(r1=0.0, r2=0.0, between=0.0):
    """Make a penalty as `GAN.compile` takes it, from R1, R2 and the gradient penalty with a weight each."""

    def penalty(discriminator, *, real_samples, fake_samples, seed):
        zero = squares_of(discriminator, real_samples, r1) + squares_of(discriminator, fake_samples, r2)
        return zero + between_of(discriminator, real_samples, fake_samples, between, seed)

    return penalty


# %%
kinds = {"no penalty": None, "R1": penalty_of(r1=1.0), "R2": penalty_of(r2=1.0)}
kinds |= {"R1 + R2": penalty_of(r1=1.0, r2=1.0), "gradient penalty": penalty_of(between=1.0)}
places = np.linspace(-2, 2, 201)
logits = {name: day05.fitted_critic(kind, budget.choose(smoke=2, laptop=500))(places) for name, kind in kinds.items()}
display(
    day05.critics_picture(
        places,
        logits,
        title="Real points around −1, fakes around 1: the logit after 500 steps",
        alt="Five panels, each with a curve that falls from left to right.",
    )
)

# %%
norms = {name: np.abs(np.gradient(values, places)) for name, values in logits.items()}
at = {name: [norm[np.abs(places - x) < 0.15].mean() for x in (-1, 0, 1)] for name, norm in norms.items()}
for name, (real, halfway, fake) in at.items():
    print(f"{name:17} gradient at the real points {real:.2f}, halfway {halfway:.2f}, at the fakes {fake:.2f}")
flat = [at["R1"][0], at["R2"][2], at["R1 + R2"][0], at["R1 + R2"][2]]
claim = "R1 flattens the logit at the real points, R2 at the fakes, R1 + R2 at both, and none of them halfway"
budget.claim(claim, max(flat) < 0.1 and min(at[name][1] for name in ("R1", "R2", "R1 + R2")) > 2)
claim = "halfway, the gradient penalty leaves a gradient between 1 and 1.5"
budget.claim(claim, 1 < at["gradient penalty"][1] < 1.5)

# %% [markdown]
# <details><summary>Answer</summary>
#
# R1 makes a plain of the place where the real points are, and nothing else; R2 does so with the fakes. Both together
# let the logit fall as steeply as it likes in between, where neither looks. The gradient penalty looks there, and makes
# a straight line, a little steeper than 1: the penalty asks for 1, the loss for more, and they meet. Without a penalty
# the logit would go on growing for ever, because the two clusters can be told apart for certain.
#
# So a zero-centred penalty does not make a discriminator smooth everywhere. It need not: in a game that goes well, the
# fakes come to where the real points are, and so do the places at which the penalties look.
#
# </details>
#
# <details><summary>Deeper: what a penalty costs, and doing it lazily</summary>
#
# The penalty is itself a gradient, so training needs the gradient of a gradient, and the discriminator's step takes
# about twice as long. **Lazy regularisation** (Karras et al. 2020) computes the penalty in one of every $k$ steps, and
# multiplies it by $k$ there: `penalty_every=k`. The mean gradient is as before. With plain gradient descent so is the
# mean push; with Adam it is not, because Adam divides by the recent size of the gradients. StyleGAN2 rescales Adam's
# rate and its $\beta$s for that; our `GAN` does not. The course's penalties are `penalties.R1`, `R2` and
# `GradientPenalty`.
#
# </details>
#
# ### 3.2 Not with batch normalisation
#
# All these penalties ask: how does *this sample's* logit change with *this sample*? `tape.gradient` answers another
# question: how does the *sum of all logits* change with it? As long as samples do not influence each other, that is the
# same. With batch normalisation they do (Day 3).
#
# > **Predict, then run.** Eight images. We compare the gradient of each logit by its own image with that of the sum,
# > which is what a penalty sees. In which of the three networks do they agree? (The third has batch normalisation just
# > before its last layer. What is the sum of normalised numbers?)

# %%
eight = load_images().images[:8]
dense, last = (keras.layers.Dense(n, kernel_initializer=keras.initializers.GlorotUniform(n)) for n in (64, 1))
before_last = [keras.layers.LeakyReLU(negative_slope=0.2), keras.layers.BatchNormalization(), last]
networks = {
    "ours, without": models.dcgan_discriminator(seed=2),
    "ours, with batch norm before each leaky ReLU": models.dcgan_discriminator(batch_norm=True, seed=2),
    "dense, with batch norm before the last layer": keras.Sequential([keras.layers.Flatten(), dense, *before_last]),
}

# %%
seen = {name: day05.gradients_in_a_batch(network, eight) for name, network in networks.items()}
for name, (own, others, summed) in seen.items():
    print(f"{name:45} own {own:.4f}, by another's pixels {others:.4f}, of the sum {summed:.4f}")
assert np.isclose(seen["ours, without"].own, seen["ours, without"].of_the_sum, rtol=1e-3)
assert seen["dense, with batch norm before the last layer"].of_the_sum < 1e-3 * own

# %% [markdown]
# <details><summary>Answer</summary>
#
# Without batch normalisation they agree: no logit depends on another image. In the third network the penalty would see
# *nothing*. Normalised numbers of a batch add up to 0, whatever the images are; so the sum of all logits is a constant,
# however steep each logit is. R1 would be 0 and teach nothing, and nobody would notice from the log. In our
# convolutional network, whose last activation comes after the normalisation, the two are close to each other, at least
# before training. There one may get away with it.
#
# </details>
#
# So: no batch normalisation in a discriminator with such a penalty. WGAN-GP's own paper says so.

# %% [markdown]
# ## 4. A limit that is built in
#
# A penalty asks for small gradients. One can also *build* a discriminator that cannot be steep.
#
# A function is **1-Lipschitz** if its values never differ by more than their arguments. A chain of 1-Lipschitz layers
# is 1-Lipschitz; ReLU and leaky ReLU are. What about a dense layer $x \mapsto Wx$? It stretches some directions more
# than others, and most of all by its **spectral norm** $\sigma(W)$, the largest $\lVert Wx \rVert$ over all $x$ of
# length 1. Divide $W$ by it, and the layer is 1-Lipschitz. That is **spectral normalisation** (Miyato et al. 2018).
#
# To find $\sigma$ one need not compute all singular values. Let a random vector go through $W$ and back through its
# transpose, again and again: each turn stretches one direction more than all others, until nothing else is left. That
# is **power iteration**. Only the lengths must be kept in hand, or they explode. (In training, a single turn a step is
# enough, if the vector is kept.)
#
# ### Exercise 4: the spectral norm of a layer (3 points)
#
# Write `spectral_norm(kernel, iterations, seed)`: a number, by so many turns of power iteration from a *random* start,
# which the seed decides. A `kernel` is an array as Keras has it, and stays as it is: (in, out) for a dense layer,
# (height, width, channels in, channels out) for a convolution. As in the paper, all axes but the last are put together,
# so that 4 × 4 × 3 × 8 becomes a matrix of 48 × 8. A kernel of zeros has the norm 0, a tiny kernel a tiny norm.


# %% exercise="spectral_norm"
def spectral_norm(kernel, iterations=100, seed=0):
    """Return the largest singular value of a layer's kernel, by power iteration."""
    ### BEGIN SOLUTION
    matrix = np.reshape(kernel, (-1, np.shape(kernel)[-1]))
    u = np.random.default_rng(seed).standard_normal(matrix.shape[1])
    for _ in range(iterations):
        v = matrix @ u
        v /= np.linalg.norm(v) + 1e-30
        u = matrix.T @ v
        u /= np.linalg.norm(u) + 1e-30
    return float(v @ matrix @ u)
    ### END SOLUTION


# %% check="spectral_norm" points=3
with checks.exercise("spectral_norm"):
    _tall = np.array([[0.0, 2.0], [0.0, 0.0], [1.0, 0.0]])
    _outer = np.multiply.outer(np.arange(12.0).reshape(2, 3, 2), [3.0, -4.0])  # a convolution of rank 1
    for _what, _kernel, _expected in (
        ("diag(3, 1)", np.diag([3.0, 1.0]), 3),
        ("diag(1, -4)", np.diag([1.0, -4.0]), 4),
        ("[[1, 3], [0, 1]]", np.array([[1.0, 3.0], [0.0, 1.0]]), 3.3027756),
        ("[[1, -1], [-1, 1]], which sends (1, 1) to 0", np.array([[1.0, -1.0], [-1.0, 1.0]]), 2),
        ("a 3 × 2 matrix with the entries 2 and 1", _tall, 2),
        ("its transpose", _tall.T.astype("float32"), 2),
        ("five times a quarter turn", np.array([[0.0, 5.0], [-5.0, 0.0]]), 5),  # its eigenvalues are ±5i
        ("a 2 × 3 × 2 × 2 convolution of rank 1", _outer, 506**0.5 * 5),
        ("zeros", np.zeros((4, 3)), 0),
        ("diag(3, 1) / 10⁷", np.diag([3e-7, 1e-7]), 3e-7),
    ):
        _norm = np.asarray(spectral_norm(_kernel), float)
        assert _norm.shape == (), f"{_what}: expected one number; got shape {_norm.shape}"
        assert np.isclose(_norm, _expected, rtol=1e-4, atol=1e-12), f"{_what}: wanted {_expected:.7g}; got {_norm:.7g}"
    _kernel = checks.watched(np.diag(np.linspace(1, 2, 20)))
    _got, _one = [[float(np.asarray(spectral_norm(k, 2, seed))) for seed in (0, 1, 0)] for k in (_kernel, _outer)]
    assert np.array_equal(_kernel, np.diag(np.linspace(1, 2, 20))), "expected the kernel as it was; it has changed"
    assert max(_got) < 1.999, f"diag(1 … 2), two turns: expected less than 2 as yet; got {max(_got):.4f}"
    assert np.isclose(_got, _got[0]).tolist() == [True, False, True], f"seeds 0, 1, 0 decide the start; got {_got}"
    assert np.allclose(_one, 506**0.5 * 5), f"rank 1: two turns get there, from any start; got {_one}"
    ### BEGIN HIDDEN TESTS
    _left = [[5 - float(np.asarray(spectral_norm(np.diag([5.0, 4.0]), n, s))) for n in (5, 8)] for s in range(9)]
    _factor = np.median([later / sooner for sooner, later in _left])
    assert 0.06 < _factor < 0.08, f"diag(5, 4): three turns make the error 0.8¹² = 0.069 times as large; got {_factor}"
    for _shape in ((7, 7), (9, 4), (4, 9), (3, 3, 2, 6), (1, 5), (5, 1)):
        _kernel = np.random.default_rng(5).standard_normal(_shape)
        _expected = np.linalg.norm(_kernel.reshape(-1, _shape[-1]), 2)
        _norm = float(np.asarray(spectral_norm(_kernel, 300, seed=4)))
        assert abs(_norm - _expected) < 1e-3 * _expected, f"shape {_shape}: {_expected:.4f}; got {_norm:.4f}"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `np.reshape(kernel, (-1, np.shape(kernel)[-1]))` puts all axes but the last together. Begin with a vector that is as
# long as one of the two sides. Which side does it have after half a turn?
#
# </details>
# <details><summary>Hint 2</summary>
#
# Add a *very* tiny number to each length before you divide by it. Once the vector has settled and has length 1, by how
# much does the matrix stretch it?
#
# </details>
#
# `layers.SpectralNormalization` wraps a layer and divides its kernel. We put it around each layer of an untrained
# discriminator of the plane, and measure gradients at 500 points.
#
# > **Predict, then run.** What happens to the steepest gradient when all three kernels are multiplied by ten, without
# > and with it?

# %%
norm_of = checks.or_reference(
    "spectral_norm", spectral_norm, lambda kernel: np.linalg.norm(np.reshape(kernel, (-1, kernel.shape[-1])), 2)
)
points = tf.random.stateless_uniform((500, 2), (1, 2), -3.0, 3.0)
steepest = {}
for name, wrap in (("plain", lambda layer: layer), ("spectral normalisation", SpectralNormalization)):
    for scale in (1.0, 10.0):
        network, kernels = day05.plane_discriminator(wrap, scale)
        sigmas = np.array([float(norm_of(kernel)) for kernel in kernels])
        steepest[name, scale] = day05.steepest_gradient(network, points)
        print(f"{name:23} kernels × {scale:2g}: norms {sigmas.round(2)}, ", end="")
        print(f"product {sigmas.prod():7.2f}, steepest gradient {steepest[name, scale]:.3f}")
assert max(steepest["spectral normalisation", scale] for scale in (1.0, 10.0)) < 1.01
assert np.isclose(steepest["plain", 10.0], 1_000 * steepest["plain", 1.0], rtol=1e-3)

# %% [markdown]
# <details><summary>Answer</summary>
#
# The plain one becomes $10 \cdot 10 \cdot 10$ times as steep. With spectral normalisation nothing changes: a factor in
# a kernel is a factor in its norm, too. The gradient stays below 1, as promised, and even far below: each layer would
# have to stretch just the direction that the one before has stretched most.
#
# </details>
#
# <details><summary>Deeper: what the bound is worth for a convolution</summary>
#
# The reshaped kernel of a convolution is not the matrix of the whole convolution: pixels take part in several patches.
# The norm of the whole can be larger, for stride 1 up to four times with a 4 × 4 kernel. There the promise is weaker.
#
# </details>
#
# <details><summary>Deeper: the Wasserstein critic, and why it needs several steps</summary>
#
# What is a 1-Lipschitz function $f$ good for? The largest $\mathrm{E}\,f(x) - \mathrm{E}\,f(G(z))$ over all of them is
# the **Wasserstein distance** of the two distributions: the least work, weight times way, that turns one into the other
# (Arjovsky et al. 2017). Since it returns no logit, such a discriminator is called a **critic**. On Day 1 the game's
# value stood on a plateau once the distributions were far apart; this distance has no plateau.
#
# The price: the generator is to follow the gradient of the *distance*, and that is the best critic's gradient. So
# WGAN-GP trains the critic five times for each step of the generator (`discriminator_steps=5` of Day 4). It holds the
# critic with the gradient penalty; the first paper clipped the weights, which its authors themselves called a clearly
# terrible way.
#
# </details>

# %% [markdown]
# ## 5. Your regularised GAN
#
# Back to the ring. A generator has **collapsed** if it makes only a part of what the data hold. The discriminator could
# tell: where too much is made it should say "fake". But while it learns that, the generator has moved on to the next
# heap, or **mode**, and leaves the first one: section 1's circle, in a larger room. No loss shows it reliably. Samples
# do, and for a distribution whose modes are known three numbers say how (2,500 points are counted):
#
# - **modes covered**: how many modes get at least a quarter of their fair share. (In papers a single stray point is
#   often enough.)
# - **high-quality share**: how many points lie within 3 standard deviations of a mode's centre;
# - **reverse KL**: $\sum_i q_i \log(q_i / p_i)$, where mode $i$ gets the share $q_i$ of the points and should get
#   $p_i$. Even is 0; all in one of eight modes is $\log 8 \approx 2.08$.
#
# ### 5.1 Judging pairs
#
# The first of your two changes is the loss. The classical discriminator judges each sample by itself. The
# **relativistic** one (Jolicoeur-Martineau 2018) gets a pair, a real sample and a generated one, and is asked *which is
# which*. It scores both, and the sigmoid of the real one's lead, $\sigma(D(x) - D(G(z)))$, is the probability that it
# gives to the truth. As ever it minimises −log of that, as a mean over the pairs of a batch, the first real with the
# first fake, the second with the second. The generator wants the opposite answer: it minimises −log of the probability
# that is given to "the fake is the real one".
#
# ### Exercise 5: the relativistic losses (3 points)
#
# Write `relativistic_losses(real_logits, fake_logits)`: the discriminator's and the generator's loss, two numbers. Both
# tensors have the same shape, (n,) or (n, 1). Values *and* gradients must be right for logits as large as ±1000, also
# when compiled.


# %% exercise="relativistic_losses"
def relativistic_losses(real_logits, fake_logits):
    """Return the relativistic loss of the discriminator and that of the generator."""
    ### BEGIN SOLUTION
    lead = real_logits - fake_logits
    return keras.ops.mean(keras.ops.softplus(-lead)), keras.ops.mean(keras.ops.softplus(lead))
    ### END SOLUTION


# %% check="relativistic_losses" points=3
with checks.exercise("relativistic_losses"):
    for _compiled, _shape in ((False, (3,)), (True, (3,)), (False, (3, 1))):
        _words = f"shape {_shape}{', compiled' if _compiled else ''}: "
        _real, _fake = np.reshape([3.0, -1.0, 1.0], _shape), np.reshape([1.0, 2.0, 0.5], _shape)
        _both = losses_and_gradients(relativistic_losses, _real, _fake, compiled=_compiled)
        _d_loss, _g_loss, _d_real, _d_fake, _g_fake = _both
        _words += "real 3, -1, 1 against fake 1, 2, 0.5: "
        assert np.allclose(_d_loss, 1.216531, atol=1e-4), f"{_words}discriminator: expected 1.2165; got {_d_loss}"
        assert np.allclose(_g_loss, 1.049864, atol=1e-4), f"{_words}generator: expected 1.0499; got {_g_loss}"
        _expected = [-0.039734, -0.317525, -0.125847]
        assert np.allclose(_d_real, _expected, atol=1e-4), f"{_words}D, real logits: {_expected}; got {_d_real}"
        _expected = [0.039734, 0.317525, 0.125847]
        assert np.allclose(_d_fake, _expected, atol=1e-4), f"{_words}D, fake logits: {_expected}; got {_d_fake}"
        _expected = [-0.293599, -0.015809, -0.207486]
        assert np.allclose(_g_fake, _expected, atol=1e-4), f"{_words}G, fake logits: {_expected}; got {_g_fake}"
        _far = [np.reshape([1000.0, -1000.0, 0.0], _shape), np.reshape([-1000.0, 1000.0, -1000.0], _shape)]
        _both = losses_and_gradients(relativistic_losses, *_far, compiled=_compiled)
        _far_d, _far_g, _far_d_real, _, _far_g_fake = _both
        _words = "logits of ±1000" + ", compiled" * _compiled
        assert np.allclose(_far_d, 2000 / 3, rtol=1e-4), f"{_words}: discriminator: expected 666.67; got {_far_d}"
        assert np.allclose(_far_g, 1000, rtol=1e-4), f"{_words}: generator: expected 1000; got {_far_g}"
        _found = [*_far_d_real, *_far_g_fake]
        assert np.allclose(_found, np.array([0, -1, 0, -1, 0, -1]) / 3, atol=1e-4), f"{_words}: gradients, got {_found}"
    ### BEGIN HIDDEN TESTS
    _random = np.random.default_rng(6)
    for _size in (7, 1, 12):
        _real, _fake = _random.normal(0, 3, (2, _size, 1))
        _right = np.logaddexp(0, _fake - _real).mean(), np.logaddexp(0, _real - _fake).mean()
        assert checks.near(np.ravel(losses_and_gradients(relativistic_losses, _real, _fake)[:2]), _right, atol=1e-4), (
            f"{_size} random logits"
        )
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# A logarithm of a sigmoid that has rounded to 0 is $-\infty$. Day 1 had a function that is exact there:
# $-\log\sigma(t) = \log(1 + e^{-t})$.
#
# </details>
# <details><summary>Hint 2</summary>
#
# $1 - \sigma(t) = \sigma(-t)$. So how do the two losses differ?
#
# </details>
#
# In the smallest GAN this loss is $f(\psi\theta - \psi \cdot 0)$: the very game of section 2, circles and all. It damps
# nothing.
#
# <details><summary>Deeper: what the pairs are good for</summary>
#
# Take two real points, $a$ and $b$, and a generator that makes two points. For each placing of these let the
# discriminator be as good as any function can be, and write down its loss, which the generator wants large. Collapsed,
# with both fakes at $a$, the classical loss is $\tfrac12\log 3 + \log\tfrac32 = 0.955$. If one of the fakes sets out
# for $b$, the loss on the way is $\log 2 = 0.693$, and with both modes covered $2\log 2 = 1.386$. There is a valley in
# between: being collapsed is a **bad basin**. With the relativistic loss in *fixed* pairs the numbers are
# $\tfrac12\log 2$, $\tfrac12\log 2$ and $\log 2$: no valley.
#
# This is the theorem of Sun, Fang and Schwing (2020) in miniature: over a finite data set the classical loss has
# exponentially many bad basins, and the relativistic loss of fixed pairs has none. In training, though, pairs are drawn
# anew in each batch. On average this is the loss over *all* pairs, and then the three numbers are $\tfrac12\log 2$,
# $\tfrac14\log 2$ and $\log 2$: a valley again, though a shallower one. So the theorem does not settle what happens in
# training. Experiments have to.
#
# </details>
#
# ### 5.2 Build it
#
# All parts are there. Put them together as *R3GAN* does (Huang et al. 2024): the relativistic loss, R1 **and** R2, and
# no inertia.
#
# ### Exercise 6: the regularised GAN (4 points)
#
# Write `regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed)`, which returns a compiled `GAN`:
#
# - it has the given networks, the given `loss` (as `compile` takes it) and the given seed;
# - its penalty is R1 plus R2, each with the weight `gamma`. `compile` wants it as a function
#   `(discriminator, *, real_samples, fake_samples, seed)`. It is due in one of four steps, `penalty_every=4`; `GAN`
#   multiplies it by four there;
# - both players have an Adam of their own, with the given rate, a number or schedule, and $\beta_1 = 0$;
# - the *generator's* weights are averaged: Keras's Adam does that with `use_ema=True, ema_momentum=0.999`.
#
# Your penalty of exercise 3 is at hand as `squares_of`.


# %% exercise="regularised_gan"
def regularised_gan(generator, discriminator, loss, gamma, learning_rate, seed):
    """Return a compiled GAN with R1 and R2 in one of four steps, no inertia, and averaged weights."""

    ### BEGIN SOLUTION
    def penalty(discriminator, *, real_samples, fake_samples, seed):
        at_real, at_fake = (squares_of(discriminator, samples, gamma) for samples in (real_samples, fake_samples))
        return at_real + at_fake

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
    ### END SOLUTION


# %% check="regularised_gan" points=4
with checks.exercise("regularised_gan"):
    for _loss, _gamma, _rate, _seed in (("relativistic", 0.1, 2e-3, 3), ("hinge", 3.0, day05.falling_rate(9, 1e-4), 8)):
        _players = [keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)]) for _ in range(2)]
        _gan = regularised_gan(*_players, _loss, _gamma, _rate, _seed)
        assert isinstance(_gan, GAN), f"expected a compiled GAN; got {type(_gan).__name__}"
        assert _gan.generator is _players[0], "expected the given generator as the GAN's generator; got another network"
        assert _gan.discriminator is _players[1], "expected the given discriminator as the GAN's; got another network"
        assert _gan.compiled, "expected a compiled GAN; call gan.compile(…)"
        _found = _gan.adversarial_loss.name
        assert _found == _loss, f"expected the given loss, {_loss}; got {_found}"
        check_penalty(_gan, _gamma)
        check_steps(_gan)
        check_optimizers(_gan, _rate)
        assert _gan.seed == _seed, f"expected the given seed, {_seed}; got {_gan.seed}"
    ### BEGIN HIDDEN TESTS
    _gan.run_eagerly = True
    _gan.fit(tf.ones((8, 1)), batch_size=4, verbose=0)
    assert np.isfinite(_gan.generate(3)).all(), "after two steps the samples are not finite"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Write the penalty as a function inside of `regularised_gan`: there it sees `gamma`. Its own `discriminator`,
# `real_samples` and `fake_samples` come from the GAN in each step.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `gan = GAN(…)`, `gan.compile(…)`, `return gan`. The arguments of `compile` are shown by `help(GAN.compile)`. One
# optimizer object cannot serve two players.
#
# </details>
#
# Now train it, with *your* loss: 4,000 steps of 128 points, on networks with five hidden layers of 64, and a learning
# rate that falls to a fiftieth. Three seeds, because one run of a GAN proves nothing.

# %%
pair_losses = checks.or_reference(
    "relativistic_losses",
    relativistic_losses,
    lambda real, fake: (
        keras.ops.mean(keras.ops.softplus(fake - real)),
        keras.ops.mean(keras.ops.softplus(real - fake)),
    ),
)
relativistic = losses.AdversarialLoss(
    "relativistic pairs",
    lambda *, real_logits, fake_logits: pair_losses(real_logits, fake_logits)[0],
    lambda *, real_logits, fake_logits: pair_losses(real_logits, fake_logits)[1],
)

# %%
make_gan = checks.or_reference("regularised_gan", regularised_gan, day05.regularised_gan)
ring_steps, frames = budget.choose(smoke=4, laptop=4_000), budget.choose(smoke=2, laptop=40)
seeds = budget.choose(smoke=(0,), laptop=(0, 1, 2))


# %%
def train(name, loss, gamma):
    """Train a GAN with each seed on the ring, print what it makes in the end, and return the runs."""
    print(f"{name}: training {len(seeds)} times {ring_steps:,} steps, each some 10 seconds ...")
    runs = []
    for seed in seeds:
        gan = make_gan(*day05.ring_networks(seed), loss, gamma, day05.falling_rate(ring_steps), seed)
        runs.append(day05.train_on_ring(gan, ring_steps, seed=seed, frames=frames))
        print(f"    seed {seed}: {runs[-1].coverages[-1]}")
    return runs


ablation = {"yours: relativistic, R1 + R2": train("yours", relativistic, day05.GAMMA)}

# %%
yours = ablation["yours: relativistic, R1 + R2"]
claim = "with each seed, all eight modes are covered, and nearly evenly: the reverse KL is below 0.05"
budget.claim(claim, all(run.coverages[-1].modes == 8 and run.coverages[-1].reverse_kl < 0.05 for run in yours))
display(
    day05.ring_animation(
        {f"yours, seed {seed}": run for seed, run in zip(seeds, yours, strict=True)},
        every=budget.choose(smoke=1, laptop=4),
        alt="Clouds of points, one for each seed, open and move towards eight circles.",
    )
)

# %% [markdown]
# ### 5.3 Which part does the work?
#
# It works. But two things differ from the plain GAN of this morning; which of them deserves the credit? An **ablation**
# takes one away at a time: relativistic or non-saturating loss, with or without the penalty, three seeds each. Nothing
# else differs.
#
# > **Predict, then run.** Rank the three that are missing: the relativistic loss *without* a penalty, the
# > non-saturating loss *with* R1 + R2, and neither. Which of them cover all eight modes? And what will happen to the
# > share of points that lie on a mode?

# %%
ablation["relativistic, no penalty"] = train("relativistic, no penalty", relativistic, 0.0)

# %%
ablation["non-saturating, R1 + R2"] = train("non-saturating, R1 + R2", "non_saturating", day05.GAMMA)

# %%
ablation["plain: non-saturating, no penalty"] = train("plain", "non_saturating", 0.0)

# %%
for name, runs in ablation.items():
    last = np.array([run.coverages[-1] for run in runs])  # (seeds, 3 measures)
    least, most = last.min(axis=0), last.max(axis=0)
    print(f"{name:34} modes {least[0]:.0f} to {most[0]:.0f}, on a mode {least[1]:.0%} to {most[1]:.0%}, ", end="")
    print(f"reverse KL {least[2]:.4f} to {most[2]:.4f}")

# %%
with_penalty, without = (
    [run.coverages[-1] for name, runs in ablation.items() if ("R1" in name) == penalised for run in runs]
    for penalised in (True, False)
)
budget.claim("with the penalty all modes are covered, whatever the loss", all(c.modes == 8 for c in with_penalty))
mean = {name: np.mean([run.coverages[-1] for run in runs], axis=0) for name, runs in ablation.items()}
claim = "without it, the relativistic loss is the more even one"
budget.claim(claim, mean["relativistic, no penalty"][2] < mean["plain: non-saturating, no penalty"][2])
shares = [np.mean([c.high_quality for c in group]) for group in (without, with_penalty)]
budget.claim("the share of points on a mode is a little higher without the penalty", 0 < shares[0] - shares[1] < 0.1)
worst, best = max(c.reverse_kl for c in with_penalty), min(c.reverse_kl for c in without)
budget.claim("without it, every run is at least five times as uneven as any with it", best > 5 * worst)
display(
    day05.ring_panels(
        ablation,
        columns=2,
        title="Loss × penalty, on the ring: seed 0 is drawn, the numbers are of all seeds",
        alt="Four panels, each a ring of eight open circles with generated points.",
    )
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# The *penalty* does the work. Non-saturating with R1 + R2 covers all eight modes, as yours does, and evenly. Then comes
# the relativistic loss alone, which helps a little but is no substitute; last, the plain one.
#
# The share of points on a mode hardly moves, and is rather *higher* without the penalty: what a collapsed generator
# makes can be of the best quality. Nobody notices by looking at single samples.
#
# </details>
#
# What we measured is one ring and one kind of network. It does not follow that the relativistic loss is useless.
#
# <details><summary>Deeper: what others measured</summary>
#
# Huang et al. report a data set of a thousand modes on which the classical loss lost some even with both penalties, and
# R1 alone diverged. With the relativistic loss and both penalties they needed none of the tricks that had gathered
# around GANs for years, and could replace the networks by modern ones. Numbers from other papers' rings (VEEGAN's and
# PacGAN's tables, say) cannot be compared with ours: other radii, networks and training times change them by more than
# most methods do.
#
# </details>
#
# <details><summary>Deeper: few images, and a look at the batch</summary>
#
# **DiffAugment** (Zhao et al. 2020). With some hundred images the discriminator learns them by heart. Changing the real
# ones at random (shifting, darkening, cutting out) makes that harder, but then the generator learns to make shifted and
# cut images. So change real *and* generated images, in both players' steps, with changes through which gradients flow:
# the discriminator never sees an untouched image, and the generator still makes untouched ones. In our `GAN` that is
# `compile(augment=DiffAugment())`.
#
# **Minibatch standard deviation** (Karras et al. 2018). A collapsed generator gives itself away only when its images
# lie side by side. `layers.MinibatchStdDev` tells the discriminator, in one more channel, how much a batch varies. It
# couples the images of a batch on purpose, and by section 3.2 a penalty then no longer measures what it was defined
# for. StyleGAN2 uses both all the same, with that layer near the end; R3GAN does without.
#
# </details>
#
# ## Experiments of your own
#
# One change at a time, three seeds each.
#
# - $\gamma$ ten times larger, ten times smaller. Remember the slider.
# - R1 alone, and R2 alone: `penalty_of(r1=0.1)`.
# - $\beta_1 = 0.9$ for both players.
# - A discriminator of `SpectralNormalization` layers, without a penalty.
#
# ## Recap
#
# - Players who follow their own gradients go round. In $f = xy$ simultaneous steps spiral out by $\sqrt{1 + h^2}$,
#   alternating ones stay on a closed curve; a smaller step size does not help, averaging does, inertia harms.
# - Near an equilibrium the eigenvalues decide: real part growth, imaginary part rotation. R1 moves the Dirac-GAN's to
#   the left, up to a point; beyond, the generator creeps.
# - R1 acts at real samples, R2 at generated ones, the gradient penalty in between. All need each sample's own gradient:
#   no batch normalisation in the discriminator.
# - Spectral normalisation divides each kernel by its largest singular value, and bounds the gradient everywhere.
# - Collapse shows in samples, not in losses. On the ring, the zero-centred penalty prevented it under either loss.
#
# **Tomorrow**: how good is a generator, in numbers? You will take the Fréchet distance and its relatives apart, and
# catch each of them lying.
#
# ## Glossary
#
# | term | meaning |
# |---|---|
# | **ablation** | taking away one part of a method at a time, to see what each does |
# | **Dirac-GAN** | the smallest GAN: one data point, one generated point, a linear discriminator |
# | **equilibrium** | where no player can improve by moving alone |
# | **gradient penalty** | WGAN-GP's: pulls the gradient's norm, between real and generated samples, to 1 |
# | **Lipschitz** | of bounded gradient; 1-Lipschitz: of at most 1 |
# | **mode collapse** | making only a part of what the data hold |
# | **power iteration** | finding the largest singular value by applying a matrix and its transpose in turn |
# | **R1, R2** | zero-centred penalties on the gradient at real, at generated samples |
# | **relativistic loss** | judges a real and a generated sample together, by the difference of their scores |
# | **reverse KL** | here: how unevenly samples are spread over the modes |
# | **spectral norm** | the largest factor by which a matrix stretches a vector |
# | **spectral radius** | the largest absolute value of a matrix's eigenvalues |
# | **zero-centred** | a penalty that pulls gradients to 0 |
#
# ## Further reading
#
# - L. Mescheder, A. Geiger, S. Nowozin, *Which Training Methods for GANs do actually Converge?*, 2018, [arXiv
#   1801.04406](https://arxiv.org/abs/1801.04406): the Dirac-GAN, R1 and R2.
# - G. Gidel and others, *Negative Momentum for Improved Game Dynamics*, 2019, [arXiv
#   1807.04740](https://arxiv.org/abs/1807.04740).
# - M. Arjovsky, S. Chintala, L. Bottou, *Wasserstein GAN*, 2017, [arXiv
#   1701.07875](https://arxiv.org/abs/1701.07875), and I. Gulrajani and others, *Improved Training of Wasserstein GANs*,
#   2017, [arXiv 1704.00028](https://arxiv.org/abs/1704.00028).
# - T. Miyato and others, *Spectral Normalization for Generative Adversarial Networks*, 2018, [arXiv
#   1802.05957](https://arxiv.org/abs/1802.05957).
# - A. Jolicoeur-Martineau, *The relativistic discriminator*, 2018, [arXiv
#   1807.00734](https://arxiv.org/abs/1807.00734); R. Sun, T. Fang, A. Schwing, *Towards a Better Global Loss Landscape
#   of GANs*, 2020, [arXiv 2011.04926](https://arxiv.org/abs/2011.04926).
# - Y. Huang and others, *The GAN is dead; long live the GAN! A Modern GAN Baseline*, 2024, [arXiv
#   2501.05441](https://arxiv.org/abs/2501.05441): R3GAN.
# - A. Srivastava and others, *VEEGAN*, 2017, [arXiv 1705.07761](https://arxiv.org/abs/1705.07761), and Z. Lin and
#   others, *PacGAN*, 2018, [arXiv 1712.04086](https://arxiv.org/abs/1712.04086): counting modes.
# - C. K. Sønderby and others, *Amortised MAP Inference for Image Super-resolution*, 2017, [arXiv
#   1610.04490](https://arxiv.org/abs/1610.04490): instance noise.
# - T. Karras and others, 2018, [arXiv 1710.10196](https://arxiv.org/abs/1710.10196) (minibatch standard deviation), and
#   2020, [arXiv 1912.04958](https://arxiv.org/abs/1912.04958) (lazy regularisation); S. Zhao and others, 2020, [arXiv
#   2006.10738](https://arxiv.org/abs/2006.10738) (DiffAugment).
