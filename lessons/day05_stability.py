# %% [markdown]
# # Day 5: Stability
#
# **The question of the day.** Ordinary training goes downhill, and one waits. In a GAN there is no hill: what is
# downhill for one player is uphill for the other. So training may run in circles for ever, or forget half of the data,
# with the same code that worked yesterday. Why does it, and what stops it?
#
# Today you solve the smallest GAN there is, completely, on paper and in a picture. What you find there explains the
# parts of Day 3's recipe that we only switched on: the small $\beta_1$, the penalty, the relativistic loss. Then you
# watch a GAN lose its modes, and keep them.
#
# ## What you will be able to do
#
# - say why two players who each follow their own gradient circle, and what step size and turn-taking have to do with
#   it;
# - compute the eigenvalues of a game at its equilibrium, and read from them whether training spirals in or out;
# - write R1 and the gradient penalty for any critic, and name the three mistakes that most programs make there;
# - explain why batch normalisation and such penalties do not go together;
# - compute the spectral norm of any layer, and say what it guarantees;
# - tell whether a generator has collapsed, with numbers;
# - write the relativistic loss, and say what it changes and what it does not.
#
# **You need** Days 1 to 4: logits and the two losses, the two updates, batch normalisation, Adam's $\beta_1$,
# `tf.GradientTape`. Of linear algebra: the eigenvalues of a 2 × 2 matrix, and what $|a + ib|$ is.
#
# **Time.** Some 6,800 words, about 55 minutes of reading; with the questions and exercises, plan three hours. **Run
# time**, measured on two CPU cores: about two and a half minutes for the whole notebook, some 70 seconds of them for
# the rings and 35 for the digits; twice as long if the cores have other work.
#
# | exercise | you write | points |
# |---|---|---:|
# | 1 | a game of two players, step by step | 3 |
# | 2 | the eigenvalues of the smallest GAN | 3 |
# | 3 | R1 and the gradient penalty | 4 |
# | 4 | the spectral norm of a layer | 3 |
# | 5 | how many modes, how many good samples | 2 |
# | 6 | the relativistic losses | 3 |
#
# The conventions are those of the other days: logits, real before fake, losses to be minimised.

# %%
import dataclasses
import itertools
import math
import time

from gan_course import budget, checks, dynamics, losses, metrics, models, penalties, plots, recipes, toys, widgets
from gan_course.augment import DiffAugment
from gan_course.data import load_images
from gan_course.layers import MinibatchStdDev, SpectralNormalization
from gan_course.runtime import device, keras, tf
from gan_course.training import ProgressLine

import numpy as np
from matplotlib.figure import Figure
from scipy import optimize

print(f"training budget: {budget.name()}; device: {device()}")

# %% [markdown]
# ## 1. Two players
#
# The simplest game with two players has one number for each. Player $x$ wants $f(x, y) = xy$ to be *small*, player $y$
# wants it to be *large*. Each sees only the slope in its own number: $\partial f / \partial x = y$ and
# $\partial f / \partial y = x$. So $x$ descends and $y$ ascends, with a step size $h$:
#
# $$ x \leftarrow x - h\,y, \qquad y \leftarrow y + h\,x. $$
#
# The only place where both are content is $(0, 0)$: there neither can improve by moving alone. Such a place is called
# an **equilibrium**.
#
# One thing is open: when $y$ takes its step, has $x$ already moved? In a **simultaneous** round both look at the old
# position. In an **alternating** round $x$ moves first, and $y$ sees the new $x$. (Our `GAN` alternates: the generator
# is told what to do by the discriminator that was just updated.)
#
# > **Predict, then run.** Both start at $(1, 0)$ with $h = 1$. Play a few rounds of either kind on paper. Where do the
# > players end up?
#
# ### Exercise 1: play the game (3 points)
#
# Write `play(start, step_size, rounds, alternating)`. `start` is a pair $(x, y)$. Return an array of shape (rounds + 1,
# 2) with $(x, y)$ at the start and after each round. If `alternating` is `True`, $x$ moves first and $y$ sees the new
# $x$; otherwise both look at the old position.


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
    for alternating, expected in ((False, [[1, 0], [1, 0.5], [0.75, 1]]), (True, [[1, 0], [1, 0.5], [0.75, 0.875]])):
        path = np.asarray(play((1, 0), 0.5, 2, alternating))
        words = "alternating" if alternating else "simultaneous"
        assert path.shape == (3, 2), f"2 rounds: the start and 2 positions, shape (3, 2); got {path.shape}"
        assert path.dtype.kind in "iuf", f"expected an array of numbers; got {path.dtype}"
        assert np.allclose(path, expected), f"{words}, from (1, 0) with h = 0.5: {expected}; got {path.tolist()}"
    ### BEGIN HIDDEN TESTS
    six = np.asarray(play((0.3, -0.7), 1.0, 12, True))
    assert np.allclose(six[[6, 12]], six[0]), "h = 1, alternating: back after 6 rounds, and after 12"
    assert min(np.linalg.norm(six[1:6] - six[0], axis=1)) > 0.1, "h = 1, alternating: not back before 6 rounds"
    for h in (0.1, 0.5, 2.0):
        distances = np.linalg.norm(np.asarray(play((0.6, 0.8), h, 5, False)), axis=1)
        assert np.allclose(distances[1:] / distances[:-1], math.sqrt(1 + h**2)), "simultaneous: grows by √(1 + h²)"
        for alternating, step in ((True, dynamics.alternating_step), (False, dynamics.simultaneous_step)):
            end = np.linalg.matrix_power(step(h), 7) @ [0.6, 0.8]
            assert np.allclose(play((0.6, 0.8), h, 7, alternating)[-1], end), f"wrong after 7 rounds with h = {h}"
    assert np.asarray(play([1, 2], 0.1, 0, True)).tolist() == [[1, 2]], "0 rounds: only the start, shape (1, 2)"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# In Python, `x, y = x - h * y, y + h * x` computes both right sides before it assigns either: that is a simultaneous
# round. Two lines, one after the other, are an alternating one.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Collect the positions in a list that begins with `start`, and turn it into an array at the end:
# `np.array(path, float)`.
#
# </details>

# %%
game = checks.or_reference(
    "play",
    play,
    lambda start, h, rounds, alternating: (dynamics.alternating_path if alternating else dynamics.simultaneous_path)(
        lambda x, y: (-y, x), start, h, rounds
    ),
)

print("alternating, h = 1: ", *(f"({x:g}, {y:g})" for x, y in game((1, 0), 1.0, 7, True)))
print("simultaneous, h = 1:", *(f"({x:g}, {y:g})" for x, y in game((1, 0), 1.0, 7, False)))
plots.vector_field(
    lambda x, y: (-y, x),
    paths={
        "simultaneous, h = 0.2": game((1, 0), 0.2, 36, False),
        "alternating, h = 0.2": game((1, 0), 0.2, 64, True),
    },
    title="f = xy: the arrows show where the players go",
    x_label="x (wants f small)",
    y_label="y (wants f large)",
    alt="Arrows that run in circles around the origin. The path of simultaneous rounds spirals outwards, that of "
    "alternating rounds closes to an ellipse that is nearly a circle.",
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# Alternating, with $h = 1$, they are back at the start after exactly *six* rounds, and go round for ever.
# Simultaneously they double their squared distance from $(0, 0)$ in each round.
#
# </details>
#
# Neither reaches the equilibrium. Why? At each place the arrow $(-y, x)$ stands at a right angle to the way to the
# origin. With infinitely small steps the players would go round on a circle. A finite step along the tangent leaves the
# circle on the outside: by Pythagoras, a simultaneous round takes a distance $r$ to $r\sqrt{1 + h^2}$. In an
# alternating round, $y$'s step makes up for the error of $x$'s, and the players stay on a closed curve as long as
# $h < 2$.
#
# > **Predict, then run.** So make the step smaller! With a tenth of it, how much closer do simultaneous players come?

# %%
for h in (1.0, 0.1, 0.01):
    rounds = round(100 / h)  # the same distance to walk
    for alternating in (False, True):
        distances = np.linalg.norm(game((1, 0), h, rounds, alternating), axis=1)
        word = "alternating" if alternating else "simultaneous"
        print(f"h = {h:4}, {rounds:6} rounds, {word:12}: closest {distances.min():.2f}, at the end {distances[-1]:.4g}")
assert np.isclose(np.linalg.norm(game((1, 0), 0.1, 1_000, False)[-1]), 1.01**500)

# %%
orbit = game((1, 0), 0.1, 2_000, True)
averages = np.cumsum(orbit, axis=0) / np.arange(1, len(orbit) + 1)[:, None]
for rounds in (20, 200, 2_000):
    print(
        f"after {rounds:5} rounds: at distance {np.linalg.norm(orbit[rounds]):.2f}, the mean of all positions at ",
        end="",
    )
    print(f"{np.linalg.norm(averages[rounds]):.4f}")

# %% [markdown]
# <details><summary>Answer</summary>
#
# Not at all. A smaller step makes simultaneous players spiral outwards more slowly, but outwards. In the limit they
# circle. No learning rate repairs this: the *directions* do not lead to the equilibrium.
#
# </details>
#
# The last cell shows one way out that you know: the *mean* of all positions of a circling player is the centre. That is
# what the moving average of the generator's weights (Days 2 and 3) is good for. It does not stop the circling; it takes
# the middle of it.

# %% [markdown]
# ## 2. The smallest GAN
#
# Is that toy a GAN? Nearly. The **Dirac-GAN** (Mescheder et al. 2018, [arXiv
# 1801.04406](https://arxiv.org/abs/1801.04406)) has a single data point, $x = 0$. The generator makes a single point,
# $\theta$. The discriminator is linear, $\psi \cdot x$. With $f(t) = -\log(1 + e^{-t})$ both play for
#
# $$ L(\theta, \psi) = f(\psi\theta) + f(0), $$
#
# which the generator wants to be small and the discriminator large. (This is the paper's sign, in which a large
# $\psi x$ means "generated"; on Day 3 it meant "real". Flip the picture upside down to go from one to the other. The
# generator's loss is the saturating one. The other one has the same slope ½ at 0, and all that follows from it.)
#
# The two slopes, with $f'(t) = \sigma(-t)$, give the directions in which the two move:
#
# $$ \dot\theta = -\psi\,f'(\psi\theta), \qquad \dot\psi = \theta\,f'(\psi\theta). $$
#
# The dot says "rate of change". The equilibrium is $\theta = \psi = 0$: the generator's point lies on the data, the
# discriminator has no opinion. It is $f = xy$ again, but for the positive factor $f'(\psi\theta)$, the same in both.
#
# > **Predict, then run.** The factor changes how *fast* the players move, and not where to. What does that mean for the
# > curves that they follow with infinitely small steps?

# %%
start = (1.0, 0.0)
plots.vector_field(
    dynamics.dirac_field,
    paths={
        "infinitely small steps": dynamics.flow(dynamics.dirac_field, start, np.linspace(0, 14, 200)),
        "simultaneous, h = 0.4": dynamics.simultaneous_path(dynamics.dirac_field, start, 0.4, 60),
        "alternating, h = 0.4": dynamics.alternating_path(dynamics.dirac_field, start, 0.4, 35),
    },
    title="The Dirac-GAN",
    x_label="θ: where the generator puts its point",
    y_label="ψ: the discriminator's slope",
    alt="Arrows that run in circles around the origin. With infinitely small steps the path is a circle. Simultaneous "
    "steps spiral outwards, alternating steps stay close to the circle.",
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# They are the same circles: $\theta\dot\theta + \psi\dot\psi = 0$, so $\theta^2 + \psi^2$ never changes. The generator
# passes the right place again and again, at full speed, because the discriminator has just then its largest slope. By
# the time the slope is gone, the generator is on the other side.
#
# </details>
#
# ### 2.1 Eigenvalues
#
# What happens *near* the equilibrium can be read from one matrix. There, the directions are linear in the small numbers
# $\theta$ and $\psi$: $f'(\psi\theta)$ is practically $f'(0) = \tfrac12$. The matrix of their slopes is the
# **Jacobian**
#
# $$ J = \begin{pmatrix} \partial\dot\theta/\partial\theta & \partial\dot\theta/\partial\psi \\
# \partial\dot\psi/\partial\theta & \partial\dot\psi/\partial\psi \end{pmatrix}
# = \begin{pmatrix} 0 & -f'(0) \\ f'(0) & 0 \end{pmatrix}, $$
#
# and its eigenvalues $\lambda$ say it all:
#
# - the **real part** is growth: negative, and the players spiral in; positive, and they spiral out;
# - the **imaginary part** is rotation, in radians per unit of time.
#
# Here they are $\pm i f'(0)$: pure rotation. Now give the discriminator a reason to keep its slope small: subtract
# $\tfrac{\gamma}{2}\psi^2$ from what it maximises. That is the **R1 penalty** of section 3 in this game, since $\psi$
# is the slope of $\psi x$ everywhere. It adds $-\gamma\psi$ to $\dot\psi$, and $-\gamma$ to the Jacobian's lower right
# corner.
#
# ### Exercise 2: the eigenvalues (3 points)
#
# Write `eigenvalues(gamma, slope_at_zero)`: the two eigenvalues of that Jacobian with the penalty $\gamma$, where
# $f'(0)$ is `slope_at_zero`. Return an array of two *complex* numbers, first the one with the larger real part (or, if
# the real parts are equal, with the larger imaginary part). You may use the formula for a quadratic equation, or let
# NumPy find them.


# %% exercise="eigenvalues"
def eigenvalues(gamma, slope_at_zero=0.5):
    """Return the two eigenvalues of the Dirac-GAN's Jacobian at the equilibrium, with an R1 penalty."""
    ### BEGIN SOLUTION
    root = np.sqrt(complex(gamma**2 / 4 - slope_at_zero**2))
    return np.array([-gamma / 2 + root, -gamma / 2 - root])
    ### END SOLUTION


# %% check="eigenvalues" points=3
with checks.exercise("eigenvalues"):
    for (gamma, slope), expected in (
        ((0, 0.5), [0.5j, -0.5j]),
        ((0.6, 0.5), [-0.3 + 0.4j, -0.3 - 0.4j]),
        ((2.5, 1.0), [-0.5, -2.0]),
    ):
        pair = np.asarray(eigenvalues(gamma, slope))
        words = f"γ = {gamma}, f′(0) = {slope}"
        assert pair.shape == (2,), f"{words}: expected two numbers; got shape {pair.shape}"
        assert pair.dtype.kind == "c", f"{words}: the numbers should be complex; got {pair.dtype}"
        assert np.allclose(pair, expected), f"{words}: expected {expected}; got {pair.tolist()}"
    ### BEGIN HIDDEN TESTS
    for gamma, slope in itertools.product((0, 0.1, 0.9, 1, 1.7, 5), (0.5, 1.0, 0.2)):
        pair = np.asarray(eigenvalues(gamma, slope))
        expected = dynamics.dirac_eigenvalues(gamma, slope)
        assert np.allclose(pair, expected, atol=1e-6), f"γ = {gamma}, f′(0) = {slope}: {expected}; got {pair}"
    assert np.allclose(eigenvalues(0.6), [-0.3 + 0.4j, -0.3 - 0.4j]), "f′(0) is ½ where it is not given"
    assert np.allclose(eigenvalues(1.0, -1.0), eigenvalues(1.0, 1.0)), "only the square of f′(0) counts"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# An eigenvalue solves $\det(J - \lambda I) = 0$, here $\lambda^2 + \gamma\lambda + f'(0)^2 = 0$. So there is
# $-\gamma/2$ in front of a root.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `np.sqrt(-1)` is not a number, `np.sqrt(complex(-1))` is $i$. With `np.linalg.eigvals` mind the order, and that it
# returns real numbers where it can.
#
# </details>
#
# The formula, and the numbers that one gets without it, by differences of the field itself:

# %%
eigenvalues_of = checks.or_reference("eigenvalues", eigenvalues, dynamics.dirac_eigenvalues)


def dirac(gamma):
    """Make the field of the Dirac-GAN with an R1 penalty."""
    return lambda theta, psi: dynamics.dirac_field(theta, psi, gamma=gamma)


for gamma in (0.0, 0.5, 1.0, 2.0, 4.0):
    numerical = np.linalg.eigvals(dynamics.jacobian(dirac(gamma)))
    pair = eigenvalues_of(gamma)
    assert np.allclose([numerical.sum(), numerical.prod()], [sum(pair), np.prod(pair)], atol=1e-6)
    print(f"γ = {gamma}: ", "  and  ".join(f"{value:.3f}" for value in pair))

# %% [markdown]
# > **Predict, then move the slider.** For which $\gamma$ do the players stop going round? For which do they arrive
# > soonest? And is more penalty always better?

# %%
plane = np.meshgrid(np.linspace(-2, 2, 15), np.linspace(-2, 2, 15))
weights = np.array([0.0, 0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0])[:: budget.choose(smoke=5, laptop=1)]


def frame(gamma):
    """Draw the field and a path for one weight of the penalty, and its eigenvalues."""
    path, values = dynamics.flow(dirac(gamma), (1.5, 0.5), np.linspace(0, 30, 600)), np.asarray(eigenvalues_of(gamma))
    with plots.drawing():
        figure = Figure(figsize=(7.2, 3.9), layout="constrained")
        left, right = figure.subplots(1, 2)
        left.quiver(*plane, *dirac(gamma)(*plane), color=plots.GUIDE, alpha=0.7)
        left.plot(*path.T, color=plots.FAKE)
        left.plot(*path[0], "o", color=plots.FAKE)
        left.set(xlabel="θ", ylabel="ψ", xlim=(-2, 2), ylim=(-2, 2), aspect="equal", title=f"γ = {gamma:g}")
        right.axvspan(0, 0.6, color=plots.FAKE, alpha=0.15)
        right.plot(values.real, values.imag, "o", color=plots.REAL, markersize=9)
        right.set(xlabel="real part (growth)", ylabel="imaginary part (rotation)", title="eigenvalues")
        right.set(xlim=(-4.2, 0.6), ylim=(-1, 1))
    words = " and ".join(f"{value:.2f}" for value in values)
    alt = f"Arrows and a path for γ = {gamma:g}, which ends {np.linalg.norm(path[-1]):.2g} from the equilibrium; "
    return plots.picture(figure, alt=f"{alt}the eigenvalues {words} in the complex plane.")


# %%
print(f"drawing {len(weights)} pictures, a few seconds ...")
widgets.frame_slider([frame(gamma) for gamma in weights], values=weights.tolist(), description="γ")

# %% [markdown]
# <details><summary>Answer</summary>
#
# The rotation ends at $\gamma = 2 f'(0) = 1$: up to there the eigenvalues have an imaginary part, and the larger
# $\gamma$, the faster the spiral closes, like $e^{-\gamma t/2}$. At $\gamma = 1$ they meet, and the players arrive
# soonest. Beyond, one of them moves left and the other *back to the right*, towards 0: the discriminator is held so
# firmly that it tells the generator hardly anything, and the generator creeps. More is not better.
#
# </details>
#
# What does that say about steps of a finite size? One simultaneous round with step size $h$ multiplies an eigenvector
# by $1 + h\lambda$. The largest $|1 + h\lambda|$ is the **spectral radius**. Below 1, the players come closer in each
# round.
#
# > **Predict, then run.** Which is the largest step size with which simultaneous players still arrive, for
# > $\gamma = 0$, 0.5, 1 and 4?

# %%
steps = np.linspace(0.001, 8, 8_000)
for gamma in (0.0, 0.5, 1.0, 4.0):
    radii = np.abs(1 + steps[:, None] * eigenvalues_of(gamma)).max(axis=1)
    stable = steps[radii < 1]
    bound = f"below {stable.max():.2f}" if stable.size else "none"
    print(f"γ = {gamma}: step sizes that work: {bound}; the best multiplies the distance by {radii.min():.3f}")

# %% [markdown]
# <details><summary>Answer</summary>
#
# Without a penalty none, as we saw. With $\gamma = 0.5$ any below 2, with 1 any below 4; but with $\gamma = 4$ only
# steps below 0.51. A strong penalty needs small steps: it is a steep slope of its own, and one can overshoot it.
#
# </details>
#
# ### 2.2 Other remedies, in the same game
#
# The paper puts the remedies of its day into this game. Three of them:
#
# - **Instance noise** (Sønderby et al. 2017): add normal noise of standard deviation $\sigma$ to both real and
#   generated samples before the discriminator sees them. The eigenvalues become
#   $f''(0)\sigma^2 \pm \sqrt{f''(0)^2\sigma^4 - f'(0)^2}$, where $f''(0) = -\tfrac14$.
# - The **Wasserstein GAN** has $f(t) = t$, so that $f' = 1$ everywhere. (It also demands a discriminator that is not
#   steeper than 1; section 4.)
# - **WGAN-GP** sees to that with a penalty of its own: $\tfrac{\gamma}{2}(|\psi| - 1)^2$ pulls the slope not to 0, but
#   to *1* (Gulrajani et al. 2017).
#
# > **Predict, then run.** Which of these reach the equilibrium? What does WGAN-GP's discriminator do at the moment when
# > the generator is exactly right?


# %%
def constant_slope(t):
    """Return f′ of the Wasserstein GAN, f(t) = t."""
    return np.ones_like(np.asarray(t, float))


fields = {
    "plain": dynamics.dirac_field,
    "R1, γ = 0.5": dirac(0.5),
    "instance noise, σ = 1": lambda theta, psi: dynamics.instance_noise_field(theta, psi, std=1.0),
    "Wasserstein": lambda theta, psi: dynamics.dirac_field(theta, psi, slope=constant_slope),
    "WGAN-GP": lambda theta, psi: dynamics.gradient_penalty_field(theta, psi, gamma=1.0, slope=constant_slope),
}

# %%
distances = {}
for name, field in fields.items():
    path = dynamics.alternating_path(field, (1.0, 0.0), 0.1, 1_500)
    distances[name] = np.linalg.norm(path, axis=1)
    print(f"{name:22} distance after 500 rounds {distances[name][500]:.4f}, after 1,500 {distances[name][1500]:.6f}")
plots.curves(
    distances,
    title="Five training methods in the smallest GAN (alternating, h = 0.1)",
    x_label="round",
    y_label="distance from the equilibrium",
    alt="Five curves over 1,500 rounds. R1 and instance noise fall to 0. The plain GAN and the Wasserstein GAN stay at "
    "about 1, WGAN-GP keeps going up and down.",
)

# %%
assert max(distances["R1, γ = 0.5"][-1], distances["instance noise, σ = 1"][-1]) < 1e-6
assert min(distances[name][500:].min() for name in ("plain", "Wasserstein", "WGAN-GP")) > 0.2
for std in (0.5, 1.0, 2.0):
    noisy = dynamics.instance_noise_eigenvalues(std)
    print(f"noise σ = {std}: eigenvalues {noisy[0]:.3f} and {noisy[1]:.3f}; R1 with γ = σ²/2: ", end="")
    print("{:.3f} and {:.3f}".format(*dynamics.dirac_eigenvalues(std**2 / 2)))
    assert np.allclose(noisy, dynamics.dirac_eigenvalues(std**2 / 2))

# %% [markdown]
# <details><summary>Answer</summary>
#
# R1 and instance noise do; near the equilibrium they are even the same thing, with $\gamma = \sigma^2/2$, as the last
# lines show. The others do not. WGAN-GP's discriminator is wanted to have a slope of 1 also where the generator is
# exactly right, so it keeps pushing the generator away: at $\theta = 0$ there is no rest for it.
#
# </details>
#
# A penalty that pulls slopes to 0 is called **zero-centred**. The paper proves that GANs with one converge near the
# equilibrium, under assumptions that it states, also when data fill only a thin part of the space, as images do. It is
# a statement about the *neighbourhood* of the equilibrium. Whether training gets into that neighbourhood is another
# question (sections 5 and 6). And the smallest GAN does not say that WGAN-GP is a bad method: it circles, and here even
# farther out than it began, but with falling learning rates, averages and real networks it has trained well. It says
# why it need not settle.
#
# ### 2.3 Inertia
#
# On Day 3 you saw Adam with $\beta_1 = 0.9$ drive the smallest GAN back out, and with 0 spiral in. The reason is
# simplest in $f = xy$ with plain **momentum** $\beta$: a player keeps the share $\beta$ of its last step and adds the
# new one. Position and last step of both players make four numbers, and a round is a 4 × 4 matrix. Its spectral radius
# decides.


# %%
def momentum_round(h, beta):
    """Return the matrix of one alternating round of f = xy on (x, y, last step of x, last step of y)."""
    x_moves = np.array([[1, -h, beta, 0], [0, 1, 0, 0], [0, -h, beta, 0], [0, 0, 0, 1]], float)
    y_moves = np.array([[1, 0, 0, 0], [h, 1, 0, beta], [0, 0, 1, 0], [h, 0, 0, beta]], float)
    return y_moves @ x_moves


for beta in (-0.5, -0.2, 0.0, 0.2, 0.5, 0.9):
    radius = np.abs(np.linalg.eigvals(momentum_round(0.1, beta))).max()
    print(f"β = {beta:4}: each round multiplies the distance by up to {radius:.4f}")

# %% [markdown]
# Without momentum the radius is 1: they circle. Positive momentum makes it larger than 1, *negative* momentum smaller
# (Gidel et al. 2019, who recommend it). Inertia carries each player on in a direction that was right before the other
# one moved. Adam adds to this that it divides by the recent size of the slopes, which is why Day 3 measured instead of
# computing. The advice is the same: small $\beta_1$.

# %% [markdown]
# ## 3. Penalties
#
# In the smallest GAN the penalty was $\tfrac\gamma2\psi^2$. A real discriminator $D$, whose logit we call $D(x)$ in
# this section, has a slope at each image $x$: one number for each pixel, $\nabla_x D(x)$. Three penalties are in use,
# each added to the discriminator's loss:
#
# | name | formula | where | pulls slopes to |
# |---|---|---|---|
# | **R1** (Mescheder et al. 2018) | $\tfrac\gamma2\,\mathrm{E}\,\lVert\nabla D(x)\rVert^2$ | at real images | 0 |
# | **R2** (the same) | $\tfrac\gamma2\,\mathrm{E}\,\lVert\nabla D(G(z))\rVert^2$ | at generated images | 0 |
# | **gradient penalty** (Gulrajani et al.) | $\gamma\,\mathrm{E}\,(\lVert\nabla D(\hat x)\rVert-1)^2$ | between | 1 |
#
# Between means $\hat x = \alpha x + (1 - \alpha)\,G(z)$, with $\alpha$ drawn *uniformly from 0 to 1*, one number for
# each pair of images. The norm goes over all pixels of an image, the mean over the images.
#
# Three mistakes are common, also in code that many have copied:
#
# 1. $\alpha$ drawn from a *normal* distribution. Then two points in three lie outside of the segment between the two
#    images.
# 2. One $\alpha$ for the whole batch, or one for each pixel, in place of one for each image.
# 3. A penalty through which no gradient reaches the weights, because the slope was computed outside of the tape that
#    trains the discriminator, or turned into a NumPy array. It then is a number in the log that does nothing.
#
# A fourth is subtler. The norm is a square root, and the slope of $\sqrt{t}$ at $t = 0$ is infinite. Where the
# discriminator is flat (a ReLU that is off, a weight that is 0), the penalty's gradient is then NaN, and so is each
# weight after the next step.
#
# ### Exercise 3: R1 and the gradient penalty (4 points)
#
# Write two methods. A `critic` is any function from images, a tensor of shape (batch, …), to one logit for each, shape
# (batch, 1) or (batch,). Each method returns a scalar tensor, through which gradients reach the critic's weights.
#
# - `r1(critic, real_images, gamma)` as in the table.
# - `gradient_penalty(critic, real_images, fake_images, gamma, seed)`, with $\alpha$ from
#   `tf.random.stateless_uniform(shape, seed)`. At a critic that is flat everywhere, its value is $\gamma$ and its
#   gradient finite.


# %% exercise="slope_penalties"
class SlopePenalties:
    """Two penalties on the slope of a critic."""

    def r1(self, critic, real_images, gamma):
        ### BEGIN SOLUTION
        return gamma / 2 * tf.reduce_mean(self.squared_norms(critic, real_images))
        ### END SOLUTION

    def gradient_penalty(self, critic, real_images, fake_images, gamma, seed):
        ### BEGIN SOLUTION
        shape = [len(real_images)] + [1] * (len(real_images.shape) - 1)
        alpha = tf.random.stateless_uniform(shape, seed)
        squares = self.squared_norms(critic, alpha * real_images + (1 - alpha) * fake_images)
        return gamma * tf.reduce_mean((tf.sqrt(tf.maximum(squares, 1e-24)) - 1) ** 2)
        ### END SOLUTION

    def squared_norms(self, critic, images):
        """Return the squared norm of the critic's slope at each image. Use it if you like, or leave it."""
        ### BEGIN SOLUTION
        with tf.GradientTape() as tape:
            tape.watch(images)
            logits = critic(images)
        slopes = tape.gradient(logits, images)
        return tf.reduce_sum(slopes**2, axis=list(range(1, len(slopes.shape))))
        ### END SOLUTION


# %% [markdown]
# The check uses critics whose slope is known. A linear critic $w \cdot x$ has the slope $w$ everywhere, so with
# $w = (3, 4)$ R1 is $\tfrac\gamma2 \cdot 25$ and the gradient penalty $\gamma\,(5 - 1)^2$. Other critics give away
# where they were asked: one that is steep only outside of the segment between the two images, one that is steep where
# the pixels of an image differ, and $x^2/2$, whose slope between real images of 1 and fakes of 0 is $\alpha$ itself.


# %%
def linear_critic(*numbers, shape=(2,)):
    """Make the critic w·x, and its weight w."""
    w = tf.Variable(tf.reshape(tf.constant(numbers), (-1, 1)))
    return lambda images: tf.reshape(images, (-1, len(numbers))) @ w, w


def both_penalties(answer, critic, images, seed=(1, 2)):
    """Return R1 with γ = 1 at some images, and the gradient penalty with γ = 1 between them and zeros."""
    return answer.r1(critic, images, 1.0), answer.gradient_penalty(critic, images, tf.zeros_like(images), 1.0, seed)


def as_number(penalty):
    """Turn a penalty into a float; it must be a single finite number."""
    number = np.asarray(penalty, float)
    assert number.shape == (), f"a penalty is one number, not an array of shape {number.shape}"
    assert np.isfinite(number), f"a penalty must be finite; got {number}"
    return float(number)


# %% check="slope_penalties" points=4
with checks.exercise("slope_penalties"):
    mine, ones = SlopePenalties(), tf.ones((6, 2))
    critic, w = linear_critic(3.0, 4.0)
    for name, gamma, expected in (("r1", 1.0, 12.5), ("r1", 4.0, 50.0), ("gp", 1.0, 16.0), ("gp", 10.0, 160.0)):
        with tf.GradientTape() as tape:
            rest = (ones, gamma) if name == "r1" else (ones, 0 * ones, gamma, (1, 2))
            penalty = (mine.r1 if name == "r1" else mine.gradient_penalty)(critic, *rest)
        value = as_number(penalty)
        assert abs(value - expected) < 1e-3, f"{name}, w = (3, 4), γ = {gamma}: expected {expected}; got {value}"
        gradient = tape.gradient(penalty, w)
        assert gradient is not None, f"{name}: no gradient reaches the critic's weights; is it computed with tensors?"
        right = gamma * (np.array([3, 4]) if name == "r1" else np.array([4.8, 6.4]))
        assert np.allclose(np.ravel(gradient), right, atol=1e-3), f"{name}: gradient {right}; got {np.ravel(gradient)}"
    outside = as_number(both_penalties(mine, lambda x: x + 50 * (tf.nn.relu(x - 1) + tf.nn.relu(-x)), ones[:, :1])[1])
    assert abs(outside) < 1e-6, f"all points lie between the two images, where this slope is 1: 0; got {outside:.3f}"
    flat, w = linear_critic(0.0, 0.0)
    with tf.GradientTape() as tape:
        penalty = mine.gradient_penalty(flat, ones, 0 * ones, 3.0, (1, 2))
    assert abs(as_number(penalty) - 3) < 1e-3, f"a flat critic, γ = 3: the penalty is 3; got {as_number(penalty)}"
    gradient = np.ravel(tape.gradient(penalty, w))
    assert np.isfinite(gradient).all(), f"a flat critic: the gradient must be finite, too; got {gradient}"
    ### BEGIN HIDDEN TESTS
    many = tf.ones((4_000, 1))
    for seed in ((3, 4), (5, 6), (7, 8)):
        squares = as_number(both_penalties(mine, lambda x: x**2 / 2, many, seed)[1])
        assert abs(squares - 1 / 3) < 0.03, f"the mean of (α − 1)² is 1/3, if α is uniform for each image: {squares}"
        cubes = as_number(both_penalties(mine, lambda x: x**3 / 3, many, seed)[1])
        assert abs(cubes - 8 / 15) < 0.03, f"the mean of (α² − 1)² is 8/15, if α is uniform for each image: {cubes}"
    images = tf.ones((5, 3, 2, 1))
    critic, _ = linear_critic(*[1.0] * 6)
    penalty = [as_number(part) for part in both_penalties(mine, critic, images)]
    assert np.allclose(penalty, [3, (math.sqrt(6) - 1) ** 2], atol=1e-4), f"the norm goes over all pixels: {penalty}"
    uneven = both_penalties(mine, lambda x: x[:, :1] + 99 * tf.abs(x[:, :1] - x[:, 1:]) ** 2, ones)[1]
    assert abs(as_number(uneven)) < 1e-3, "one α for each image, the same for all of its pixels"
    flat_logits = as_number(mine.r1(lambda x: x[:, 0] ** 2, tf.constant([[1.0], [3.0]]), 1.0))
    assert abs(flat_logits - 10) < 1e-3, f"slopes 2 and 6, γ = 1: half of the mean of 4 and 36; got {flat_logits}"
    ahead = mine.gradient_penalty(lambda x: x**2, tf.fill((9, 1), 5.0), tf.fill((9, 1), 5.0), 1.0, (1, 2))
    assert abs(as_number(ahead) - 81) < 1e-2, f"both images are 5, slope 10: (10 − 1)² = 81; got {as_number(ahead)}"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# ```python
# with tf.GradientTape() as tape:
#     tape.watch(images)  # a tensor is not watched by itself, as a variable is
#     logits = critic(images)
# slopes = tape.gradient(logits, images)  # the shape of the images
# ```
#
# `tape.gradient` of many logits is the gradient of their *sum*. Since each logit depends on its own image only, that is
# each logit's own slope. The caller has a second tape around all this, which records what `tape.gradient` computes.
#
# </details>
# <details><summary>Hint 2</summary>
#
# For images of shape (batch, height, width, channels), $\alpha$ has the shape (batch, 1, 1, 1). Sum the squares over
# all axes but the first: `axis=list(range(1, len(slopes.shape)))`.
#
# </details>
# <details><summary>Hint 3</summary>
#
# `tf.sqrt(tf.maximum(squares, 1e-24))` is the norm, but for the slope at 0, which becomes 0. `tf.sqrt(squares + 1e-12)`
# does it, too.
#
# </details>
#
# ### 3.1 Where each penalty acts
#
# One dimension, so that we can see it: real points around −1, fakes around 1, both fixed. We train a discriminator on
# them with each of the penalties, and draw its logit.
#
# > **Predict, then run.** What does the logit look like near the real points with R1? Near the fakes? And which penalty
# > gives a straight line between the two?

# %%
real_line = toys.normal(-1.0, 0.15).sample(256, seed=1)  # (256, 1)
fake_line = toys.normal(1.0, 0.15).sample(256, seed=2)


# %%
def fitted(critic, loss, penalty, checkpoints, real=real_line, fake=fake_line, rate=5e-3):
    """Train a critic against fixed fakes, and return its loss at some of the steps."""
    optimizer = keras.optimizers.Adam(rate, beta_1=0.5)
    d_loss = losses.get(loss).discriminator_loss
    images = {"real_images": tf.constant(real), "fake_images": tf.constant(fake)}

    @budget.choose(smoke=lambda function: function, laptop=tf.function)  # two steps are not worth tracing
    def step(seed):
        with tf.GradientTape() as tape:
            loss = d_loss(real_logits=critic(images["real_images"]), fake_logits=critic(images["fake_images"]))
            objective = loss + (penalty(critic, seed=seed, **images) if penalty else 0.0)
        optimizer.apply(tape.gradient(objective, critic.trainable_variables), critic.trainable_variables)
        return loss

    noted = [float(step(tf.constant([1, number]))) for number in range(max(checkpoints))]
    return [noted[number - 1] for number in checkpoints]


# %%
def smooth_critic(seed):
    """Build a critic of the line whose logit is a smooth curve."""
    random = [keras.initializers.GlorotUniform(seed + layer) for layer in range(3)]
    bias = keras.initializers.RandomUniform(-1, 1, seed=seed)
    hidden = [keras.layers.Dense(64, "tanh", kernel_initializer=random[n], bias_initializer=bias) for n in (0, 1)]
    return keras.Sequential([keras.Input((1,)), *hidden, keras.layers.Dense(1, kernel_initializer=random[2])])


# %%
kinds = {
    "no penalty": None,
    "R1": penalties.R1(1.0),
    "R2": penalties.R2(1.0),
    "R1 + R2": penalties.Sum((penalties.R1(1.0), penalties.R2(1.0))),
    "gradient penalty": penalties.GradientPenalty(1.0),
}

# %%
line = np.linspace(-2, 2, 201, dtype="float32")[:, None]
logits, steepness = {}, {}
for name, penalty in kinds.items():
    critic = smooth_critic(seed=3)
    fitted(critic, "non_saturating", penalty, [budget.choose(smoke=2, laptop=500)])
    logits[name] = critic(line).numpy().ravel()
    slopes = np.abs(np.gradient(logits[name], line.ravel()))
    steepness[name] = [slopes[np.abs(line.ravel() - place) < 0.15].mean() for place in (-1, 0, 1)]
    print("{:17} slope at the real points {:.2f}, halfway {:.2f}, at the fakes {:.2f}".format(name, *steepness[name]))
plots.curves(
    logits,
    x=line.ravel(),
    title="Real points around −1, fakes around 1: the logit",
    x_label="x",
    y_label="logit",
    alt="Five falling curves. Without a penalty the logit is steep throughout. With R1 it is flat around −1 and steep "
    "beyond, with R2 flat around 1, with both a single steep step between two flat parts. With the gradient penalty it "
    "is a straight line with a slope of about −1.",
)

# %%
claim = (
    "R1 takes nearly all of the slope at the real points, R2 at the fakes, R1 + R2 at both, and none of them halfway"
)
flat = [steepness["R1"][0], steepness["R2"][2], steepness["R1 + R2"][0], steepness["R1 + R2"][2]]
budget.claim(claim, max(flat) < 0.1 and min(steepness[name][1] for name in ("R1", "R2", "R1 + R2")) > 5)
budget.claim(
    "halfway, the gradient penalty leaves a slope between 1 and 1.5", 1 < steepness["gradient penalty"][1] < 1.5
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# R1 makes a plain of the place where the real points are, and nothing else; R2 does so with the fakes. R1 + R2 make
# both flat, and let the logit fall as steeply as it likes in between, where neither looks. The gradient penalty looks
# in between, and makes a straight line, a little steeper than 1: the penalty asks for 1, the loss for more, and they
# meet. The two clusters can be told apart for certain, so without any penalty the logit would go on growing for ever.
#
# This is a picture of *fixed* fakes, far away from the real points. In a game that goes well, the fakes come to where
# the real points are, and so do the places at which the penalties look.
#
# </details>
#
# ### 3.2 What a penalty costs, and doing it lazily
#
# The penalty is itself a gradient, and to train with it one needs the gradient of a gradient. How much is that on top
# of an ordinary step of our convolutional discriminator? **Lazy regularisation** (Karras et al. 2020) computes the
# penalty in one of every 16 steps only, and multiplies it by 16 there: `penalty_every=16`. Averaged over many steps the
# weights are pushed as before.

# %%
judge = models.dcgan_discriminator(seed=1)
images = {name: tf.random.stateless_normal((64, 28, 28, 1), seed=(1, n)) for n, name in enumerate(("real", "fake"))}


def seconds_of(penalty):
    """Return the median time of a discriminator's gradient with a penalty."""

    @tf.function
    def gradient():
        with tf.GradientTape() as tape:
            both = {f"{name}_logits": judge(images[name]) for name in images}
            loss = losses.get("relativistic").discriminator_loss(**both)
            if penalty:
                loss += penalty(judge, real_images=images["real"], fake_images=images["fake"], seed=(1, 2))
        return tape.gradient(loss, judge.trainable_variables)

    gradient()  # compiles
    times = []
    for _ in range(budget.choose(smoke=1, laptop=20)):
        started = time.perf_counter()
        gradient()
        times.append(time.perf_counter() - started)
    return np.median(times)


# %%
plain, with_r1, with_both = (seconds_of(penalty) for penalty in (None, kinds["R1"], kinds["R1 + R2"]))
print(f"a discriminator's gradient: {1000 * plain:.1f} ms; R1 makes it {with_r1 / plain:.1f} times that, ", end="")
print(f"R1 + R2 {with_both / plain:.1f} times")
print(f"R1 in one of 16 steps: {(15 * plain + with_r1) / 16 / plain:.2f} times, averaged")
budget.claim("a penalty in each step makes the discriminator's gradient dearer", with_r1 > plain)

# %% [markdown]
# Lazy is nearly free, but rougher: one large push and fifteen steps without. Day 3 did it so; the ring of section 5
# gets its penalties in one of four steps.
#
# ### 3.3 Not with batch normalisation
#
# All three penalties ask: how does *this image's* logit change with *this image's* pixels? `tape.gradient` answers
# another question: how does the *sum of all logits* change with this image's pixels? As long as images do not influence
# each other, that is the same. With batch normalisation they do (Day 3).
#
# > **Predict, then run.** Eight images. We measure how each logit changes with the pixels of each image, an 8 × 8 table
# > of slopes, and compare an image's own slope with that of the sum, which is what a penalty would see. In which
# > networks do the two agree? (One has batch normalisation just before its last layer. What is the sum of normalised
# > numbers?)

# %%
data = load_images()
eight = tf.constant(data.images[:8])
judges = {
    "ours, without": models.dcgan_discriminator(seed=2),
    "ours, with batch norm before each leaky ReLU": models.dcgan_discriminator(batch_norm=True, seed=2),
    "dense, with batch norm before the last layer": keras.Sequential(
        [
            keras.layers.Flatten(),
            keras.layers.Dense(64, kernel_initializer=keras.initializers.GlorotUniform(1)),
            keras.layers.LeakyReLU(negative_slope=0.2),
            keras.layers.BatchNormalization(),
            keras.layers.Dense(1, kernel_initializer=keras.initializers.GlorotUniform(2)),
        ]
    ),
}

# %%
seen = {}
for name, network in judges.items():
    with tf.GradientTape(persistent=True) as tape:  # persistent: it can be asked more than once
        tape.watch(eight)
        each = tf.unstack(network(eight, training=True)[:, 0])  # eight logits
    table = np.stack([tape.gradient(logit, eight) for logit in each])  # (8, 8, 28, 28, 1)
    norms = np.sqrt((table**2).sum(axis=(2, 3, 4)))  # (8, 8): which logit, which image's pixels
    own, others = np.diag(norms).mean(), norms[~np.eye(8, dtype=bool)].mean()
    summed = np.sqrt((table.sum(axis=0) ** 2).sum(axis=(1, 2, 3))).mean()  # of the sum of all logits
    seen[name] = summed / own
    print(f"{name:45} own slope {own:.4f}, by another's pixels {others:.4f}, of the sum {summed:.4f}")
assert np.isclose(seen["ours, without"], 1, atol=1e-4)
assert seen["dense, with batch norm before the last layer"] < 1e-3

# %% [markdown]
# <details><summary>Answer</summary>
#
# Without batch normalisation: no logit depends on another image, and the two slopes agree. In the dense network with
# batch normalisation before its last layer, the penalty would see *nothing*. Normalised numbers of a batch add up to 0,
# whatever the images are; so the sum of all logits is a constant, and its slope 0, however steep each logit is. R1
# would be 0 and teach nothing; the gradient penalty would be stuck at $\gamma$. Nobody would notice from the log.
#
# In our convolutional network, whose last activation comes after the normalisation, the two are close to each other, at
# least before training. There one may get away with it. But it is no longer the penalty that the theory speaks of.
#
# </details>
#
# So: no batch normalisation in a discriminator with R1, R2 or a gradient penalty. The paper of WGAN-GP says so itself,
# and recommends layer normalisation, which works on each image alone. Our discriminators do without any.

# %% [markdown]
# ## 4. Built-in limits: spectral normalisation, and the Wasserstein critic
#
# A penalty asks for small slopes. One can also *build* a discriminator that cannot be steep.
#
# A function is **1-Lipschitz** if its values never differ by more than their arguments: its slope is at most 1. A chain
# of 1-Lipschitz layers is 1-Lipschitz. ReLU and leaky ReLU are. What about a dense layer $x \mapsto Wx$? It stretches
# some directions more than others, and the most by its **spectral norm** $\sigma(W)$: the largest $\lVert Wx \rVert$
# over all $x$ of length 1, which is $W$'s largest singular value. Divide $W$ by it, and the layer is 1-Lipschitz. That
# is **spectral normalisation** (Miyato et al. 2018).
#
# To find $\sigma$ one need not compute all singular values. **Power iteration** starts from a random vector and applies
# $W$ and its transpose in turn, with the lengths divided out:
#
# $$ v \leftarrow \frac{W^{\mathsf T} u}{\lVert W^{\mathsf T} u \rVert}, \qquad
# u \leftarrow \frac{W v}{\lVert W v \rVert}, \qquad \sigma \approx u^{\mathsf T} W v. $$
#
# Each turn stretches the direction that is stretched most, until nothing else is left. In training one turn for each
# step is enough, if $u$ is kept from step to step: weights change slowly.
#
# ### Exercise 4: the spectral norm of a layer (3 points)
#
# Write `spectral_norm(kernel, iterations, seed)`: a number, by power iteration from a *random* start. A `kernel` is an
# array as Keras has it: (in, out) for a dense layer, (height, width, channels in, channels out) for a convolution. As
# in the paper, all axes but the last are put together, so that a kernel of 4 × 4 × 3 × 8 becomes a matrix of 48 × 8. A
# kernel of zeros has the norm 0: do not divide by 0.


# %% exercise="spectral_norm"
def spectral_norm(kernel, iterations=100, seed=0):
    """Return the largest singular value of a layer's kernel, by power iteration."""
    ### BEGIN SOLUTION
    matrix = np.reshape(kernel, (-1, np.shape(kernel)[-1]))
    u = np.random.default_rng(seed).standard_normal(matrix.shape[1])
    for _ in range(iterations):
        v = matrix @ u
        v /= np.linalg.norm(v) + 1e-12
        u = matrix.T @ v
        u /= np.linalg.norm(u) + 1e-12
    return float(v @ matrix @ u)
    ### END SOLUTION


# %% check="spectral_norm" points=3
with checks.exercise("spectral_norm"):
    tall = np.array([[0.0, 2.0], [0.0, 0.0], [1.0, 0.0]])
    turned = np.array([[0.0, 5.0], [-5.0, 0.0]])  # its eigenvalues are ±5i
    for what, kernel, expected in (
        ("diag(3, 1)", np.diag([3.0, 1.0]), 3),
        ("diag(1, -4)", np.diag([1.0, -4.0]), 4),
        ("a 3 × 2 matrix with the entries 2 and 1", tall, 2),
        ("its transpose", tall.T, 2),
        ("five times a quarter turn", turned, 5),
        ("ones, 2 × 2 × 3 × 5", np.ones((2, 2, 3, 5)), math.sqrt(12 * 5)),
        ("zeros", np.zeros((4, 3)), 0),
    ):
        norm = np.asarray(spectral_norm(kernel), float)
        assert norm.shape == (), f"{what}: expected one number; got shape {norm.shape}"
        assert abs(norm - expected) < 1e-4, f"{what}: expected {expected:.4f}; got {norm}"
    ### BEGIN HIDDEN TESTS
    for shape in ((7, 7), (9, 4), (4, 9), (3, 3, 2, 6), (1, 5), (5, 1)):
        for trial in range(3):
            kernel = np.random.default_rng(trial).standard_normal(shape)
            expected = np.linalg.norm(kernel.reshape(-1, shape[-1]), 2)
            norm = float(np.asarray(spectral_norm(kernel, 2_000, seed=trial)))
            assert abs(norm - expected) < 1e-3 * expected, f"shape {shape}: {expected:.4f}; got {norm:.4f}"
    hidden = np.array([[1.0, -1.0], [-1.0, 1.0]])  # sends (1, 1) to 0
    assert abs(spectral_norm(hidden) - 2) < 1e-4, (
        "a start from ones can be a direction that the matrix does not stretch"
    )
    early, late = (abs(spectral_norm(np.diag([1.0, 0.97]), turns, seed=1) - 1) for turns in (1, 500))
    assert late < 1e-6, "after 500 turns, the spectral norm of diag(1, 0.97) should be 1"
    assert np.isfinite(spectral_norm(np.full((3, 3), 1e-3, "float32"))), "a small kernel must give a number"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `np.reshape(kernel, (-1, kernel.shape[-1]))` puts all axes but the last together. The start is
# `np.random.default_rng(seed).standard_normal(…)`.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Add a tiny number to each length before you divide by it: `u / (np.linalg.norm(u) + 1e-12)`.
#
# </details>
#
# `gan_course.layers.SpectralNormalization` wraps a layer and divides its kernel. We put it around each layer of a judge
# of the plane, let it run a few times so that its $u$ settles, and measure slopes at many points.
#
# > **Predict, then run.** The steepest slope of an untrained discriminator, without and with it? And after all of its
# > kernels are multiplied by ten?

# %%
norm_of = checks.or_reference(
    "spectral_norm", spectral_norm, lambda kernel, *_: np.linalg.norm(np.reshape(kernel, (-1, kernel.shape[-1])), 2)
)


def plane_judge(wrap, scale=1.0):
    """Build an untrained discriminator of the plane from wrapped dense layers."""
    dense = [keras.layers.Dense(n, kernel_initializer=keras.initializers.GlorotUniform(n)) for n in (128, 127, 1)]
    parts = [part for layer in dense for part in (wrap(layer), keras.layers.LeakyReLU(negative_slope=0.2))]
    network = keras.Sequential([keras.Input((2,)), *parts[:-1]])
    for layer in dense:
        layer.kernel.assign(scale * layer.kernel)
    return network, [norm_of(layer.kernel.numpy()) for layer in dense]


# %%
points = tf.random.stateless_uniform((500, 2), (1, 2), -3.0, 3.0)
steepest = {}
for name, wrap in (("plain", lambda layer: layer), ("spectral normalisation", SpectralNormalization)):
    for scale in (1.0, 10.0):
        network, norms = plane_judge(wrap, scale)
        for _ in range(30):
            network(points, training=True)
        with tf.GradientTape() as tape:
            tape.watch(points)
            judged = network(points, training=False)
        steepest[name, scale] = np.linalg.norm(tape.gradient(judged, points), axis=1).max()
        print(f"{name:23} kernels × {scale:2g}: norms {np.round(norms, 2)}, product {np.prod(norms):7.2f}, ", end="")
        print(f"steepest slope {steepest[name, scale]:.3f}")
assert max(steepest["spectral normalisation", scale] for scale in (1.0, 10.0)) < 1.01
assert steepest["plain", 10.0] > 1.01

# %% [markdown]
# <details><summary>Answer</summary>
#
# Ten times the kernels make the plain one steeper by $10 \cdot 10 \cdot 10$. With spectral normalisation nothing
# changes: a factor in a kernel is a factor in its norm, too. The slope stays below 1, as promised; here even far below,
# because 1 is reached only where each layer stretches just the direction that the one before has stretched most.
#
# </details>
#
# The gradient of training goes through $\sigma$ as well; the paper shows that this takes out of a step what would only
# make the layer stronger in the direction in which it is strongest already. (`keras.layers.SpectralNormalization`
# overwrites the stored kernel at each training call and sends no gradient through $\sigma$, so it is not the paper's
# method; ours is.) For a convolution, the norm of the reshaped kernel is not that of the whole convolution, as the
# paper notes; so the limit there is a little loose.
#
# ### 4.1 The Wasserstein critic and its $k$ steps
#
# What is a 1-Lipschitz discriminator good for? Of all such functions $f$, take the one with the largest
#
# $$ \mathrm{E}\,f(x) - \mathrm{E}\,f(G(z)). $$
#
# This largest difference is the **Wasserstein distance** $W_1$ of the two distributions: the least amount of work,
# weight times way, that turns one into the other (Arjovsky et al. 2017). Since it returns no logit of a probability,
# the function is called a **critic**. On Day 1 the game's value stood on a plateau once the two distributions were far
# apart, and a saturating generator starved there. $W_1$ has no plateau: twice as far is twice as much.
#
# The price: the generator is to follow the slope of $W_1$, and that is the *best* critic's slope. How long does a
# critic need until it is anywhere near? Real points lie around 0 and fakes around a point at distance 2, so $W_1$ is 2.
# We train a critic with the gradient penalty of weight 10, three times in the plane and three times on the line.
#
# > **Predict, then run.** After 1, 5 and 25 steps, how much of the distance has it found? Will it ever find more than
# > 100 %? And is the line easier than the plane?

# %%
checkpoints = budget.choose(smoke=[1, 2], laptop=[1, 5, 25, 100, 400])
found = {}
for dimensions, seed in itertools.product((2, 1), budget.choose(smoke=(1,), laptop=(1, 2, 3))):
    away = np.eye(dimensions)[0] * 2
    near, far = toys.normal(0 * away, 0.3).sample(256, seed=4), toys.normal(away, 0.3).sample(256, seed=5)
    critic = models.mlp_discriminator((64, 64), image_shape=(dimensions,), seed=seed)
    noted = fitted(critic, "wasserstein", penalties.GradientPenalty(10.0), checkpoints, near, far, rate=2e-3)
    found[dimensions, seed] = shares = -np.array(noted) / 2
    words = ", ".join(f"{share:4.0%} after {steps}" for steps, share in zip(checkpoints, shares, strict=True))
    print(f"{('line', 'plane')[dimensions - 1]:5} seed {seed}: the critic has found {words} steps")
in_plane = np.array([shares for (dimensions, _), shares in found.items() if dimensions == 2])
claim = "in the plane: less than a third after the first step, 95 to 125 % in the end"
budget.claim(claim, (in_plane[:, 0] < 1 / 3).all() and ((in_plane[:, -1] > 0.95) & (in_plane[:, -1] < 1.25)).all())

# %% [markdown]
# <details><summary>Answer</summary>
#
# In the plane, after one step next to nothing, after five sometimes not even the right sign; after 100 it has all of
# it. More than 100 %, because the penalty is no wall: a critic with the slope $s$ gains $2s$ and pays $10\,(s - 1)^2$,
# and that is best at $s = 1.1$.
#
# The line is *harder*. With two of the seeds the critic begins with a slope of the wrong sign; one turns round late,
# the other has not after 400 steps. There is only one direction, so to turn round it has to pass through slope 0, where
# the penalty is highest. In the plane it can turn on the spot. It is the same kink at $\psi = 0$ that kept WGAN-GP from
# coming to rest in section 2.2.
#
# </details>
#
# That is why WGAN-GP trains the critic $k = 5$ times for each step of the generator (`discriminator_steps=5` of Day 4):
# the number that the generator follows means something only if the critic keeps up. It need not begin anew each time,
# of course, because the generator moves only a little. A classical discriminator gains from $k > 1$ much less: nothing
# limits it, so if it gets too far ahead, the generator starves.
#
# Weight clipping, the first paper's way to keep the critic Lipschitz, is history; its authors called it a clearly
# terrible way themselves.

# %% [markdown]
# ## 5. Mode collapse
#
# Back to two-dimensional data: the ring of eight modes of Day 2. A generator has **collapsed** if it makes only a part
# of what the data hold, in the extreme always the same. The discriminator could tell: where too much is made it should
# say "fake". But while it learns that, the generator has moved on to the next mode, and leaves the first one. Section
# 1's circle, in a larger room.
#
# No loss shows this reliably (Day 4's logs!). Samples do. On a distribution whose modes are known, three numbers are in
# use:
#
# - **modes covered**: how many modes have at least one sample within 3 standard deviations of the centre;
# - **high-quality share**: the share of samples that lie within 3 standard deviations of the nearest centre;
# - **reverse KL**: how unevenly samples are spread over the modes, $\sum_i q_i \log(q_i / p_i)$, where $q_i$ is the
#   share of samples whose nearest centre is the $i$-th, and $p_i$ the share that it should get. 0 is perfect; for eight
#   modes and a generator that makes only one it is $\log 8 \approx 2.08$.
#
# The first can be fooled by one stray point, the second by a generator that repeats a single good point, the third does
# not see whether points are *on* the modes. So look at all three.
#
# ### Exercise 5: coverage (2 points)
#
# Write `coverage(points, centres, std)`. `points` has the shape (n, 2), `centres` (k, 2). Return the number of modes
# covered, a whole number, and the high-quality share, a number from 0 to 1.


# %% exercise="coverage"
def coverage(points, centres, std):
    """Return how many modes are covered, and the share of points within 3 standard deviations of a centre."""
    ### BEGIN SOLUTION
    distances = np.linalg.norm(np.asarray(points)[:, None] - np.asarray(centres), axis=-1)  # (n, k)
    good = distances.min(axis=1) <= 3 * std
    return len(set(distances.argmin(axis=1)[good].tolist())), float(good.mean())
    ### END SOLUTION


# %% check="coverage" points=2
with checks.exercise("coverage"):
    centres = np.array([[0.0, 0.0], [4.0, 0.0], [0.0, 4.0]])
    points = np.array([[0.0, 0.0], [0.1, 0.1], [4.0, 0.29], [2.0, 2.0], [0.0, 3.6]])
    answer = coverage(points, centres, 0.1)
    assert np.size(answer) == 2, "expected two numbers: modes covered, and the high-quality share"
    modes, share = (np.asarray(number) for number in answer)
    assert (modes.shape, modes.dtype.kind) == ((), "i"), f"modes are counted in whole numbers; got {modes!r}"
    assert modes == 2, f"the first two centres have points within 0.3, the third has one at 0.4: 2 modes; got {modes}"
    assert (share.shape, share.dtype.kind) == ((), "f"), f"the share is one number with decimals; got {share!r}"
    assert abs(share - 0.6) < 1e-6, f"3 of the 5 points lie within 0.3 of a centre: 0.6; got {share}"
    ### BEGIN HIDDEN TESTS
    for shape in (toys.ring(), toys.grid()):
        for count in (3, 400):
            cloud = shape.sample(count, seed=count) * np.random.default_rng(0).choice([1, 1, 1.05], (count, 1))
            expected = shape.modes_covered(cloud), shape.high_quality_share(cloud)
            modes, share = coverage(cloud, shape.means, 0.05)
            assert np.allclose([modes, share], expected, atol=1e-6), f"expected {expected}; got {(modes, share)}"
    none = coverage(np.array([[9.0, 9.0], [-9.0, 0.0]]), centres, 0.1)
    assert np.allclose(none, (0, 0)), f"no point near any centre: 0 modes, share 0; got {none}"
    corner = coverage(np.array([[0.25, 0.25]]), centres, 0.1)
    assert int(corner[0]) == 0, "0.25 to the right and 0.25 up is 0.35 away: distances are not measured axis by axis"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# `points[:, None] - centres` has the shape (n, k, 2): every point minus every centre. `np.linalg.norm(…, axis=-1)`
# makes distances of it, (n, k). From there, `min(axis=1)` and `argmin(axis=1)`.
#
# </details>
#
# ### 5.1 A plain GAN on the ring
#
# Two recipes for the same networks: five hidden layers of 64 on either side, two numbers of noise. They also share
# Adam with $\beta_1 = 0$, rates that fall to a fiftieth, and a moving average of the generator's weights. What differs
# is the loss and the penalty:
#
# - `recipes.PLAIN_POINTS` has the non-saturating loss of Day 1, and no penalty;
# - `recipes.REGULARISED_POINTS` has the relativistic loss of section 6, with R1 and R2 in one of four steps. Their
#   weight falls during training, too: much damping at first, when the players are far from the equilibrium, and little
#   at the end, when the discriminator has to see details.
#
# (Both come with 12,000 steps of 256 points. Here we take fewer and smaller ones, to have three seeds of each in a
# minute.)

# %%
for name, recipe in (("plain", recipes.PLAIN_POINTS), ("regularised", recipes.REGULARISED_POINTS)):
    print(f"{name}: {recipe.description}")
    for field in dataclasses.fields(recipe)[2:]:
        print(f"    {field.name:14} {getattr(recipe, field.name)}")

# %%
ring = toys.ring(modes=8, radius=1.0, std=0.02)
coverage_of = checks.or_reference(
    "coverage", coverage, lambda points, *_: (ring.modes_covered(points), ring.high_quality_share(points))
)
ring_steps = budget.choose(smoke=4, laptop=5_000)


class RingDiary(keras.callbacks.Callback):
    """Notes after each epoch how the ring is covered; takes a picture of the points now and then."""

    def __init__(self, title, every):
        super().__init__()
        self.title, self.every, self.pictures, self.notes = title, every, [], []

    def on_epoch_end(self, epoch, logs=None):
        with self.model.averaged_weights():
            points = self.model.generate(2_500, seed=9)
        self.notes.append((*coverage_of(points, ring.means, 0.02), ring.reverse_kl(points)))
        if self.every and (epoch + 1) % self.every == 0:
            title = f"{self.title}, {int(self.model.optimizer.iterations):,} steps"
            words = "{} of 8 modes covered, {:.0%} of the points on a mode".format(*self.notes[-1])
            picture = plots.scatter(ring.means.repeat(30, 0), points[:400], limit=1.6, title=title, alt=words)
            self.pictures.append(picture)


# %%
def train_on_ring(recipe, name, seed):
    """Train one GAN on the ring, and return its diary."""
    recipe = dataclasses.replace(recipe, steps=ring_steps, batch_size=128)
    gan = recipe.gan(image_shape=(2,), seed=seed)
    gan.run_eagerly = budget.name() == "smoke"
    diary = RingDiary(name, every=2 if seed == 0 else 0)
    epochs = budget.choose(smoke=2, laptop=20)
    points = ring.sample(ring_steps * recipe.batch_size, seed=seed)  # new ones in each step
    batches = tf.data.Dataset.from_tensor_slices(points).batch(recipe.batch_size)
    gan.fit(batches, epochs=epochs, steps_per_epoch=ring_steps // epochs, verbose=0, callbacks=[diary])
    modes, share, divergence = diary.notes[-1]
    fewest = min(note[0] for note in diary.notes[len(diary.notes) // 2 :])
    print(f"{name}, seed {seed}: {modes} modes (fewest in the second half {fewest}), ", end="")
    print(f"{share:.1%} on a mode, reverse KL {divergence:.3f}")
    return diary


seeds = budget.choose(smoke=(0,), laptop=(0, 1, 2))

# %% [markdown]
# > **Predict, then run.** Three seeds of the plain recipe. In how many of them does the generator cover all eight modes
# > at the end? Are its samples *on* the modes? And does it get steadily better?

# %%
print(f"training {len(seeds)} times {ring_steps:,} steps, each some 10 seconds ...")
plain_diaries = [train_on_ring(recipes.PLAIN_POINTS, "plain", seed=0)]
plain_diaries[0].pictures[-1]

# %%
plain_diaries += [train_on_ring(recipes.PLAIN_POINTS, "plain", seed) for seed in seeds[1:]]

# %% [markdown]
# <details><summary>Answer</summary>
#
# When this was written, none of the three covered all eight: seven modes each, and on the way there were moments with
# four. (On another computer, rounding may decide otherwise.) The points that it makes lie *on* modes, more than nine in
# ten: what a collapsed generator makes can be of the best quality. And "seven of eight" flatters. A mode counts as soon
# as a single point hits it. The reverse KL tells the truth: 0 would be even, 2.08 everything in one mode, and one of
# the three has more than 1. In the picture, some modes get heaps and others hardly a point. It does not get steadily
# better either: modes are found and lost again.
#
# </details>
#
# ### 5.2 The same networks, regularised
#
# > **Predict, then run.** What will R1 and R2 change: the modes that are covered, the share of good points, how evenly
# > the points are spread, or all three?

# %%
print(f"training {len(seeds)} times {ring_steps:,} steps, each some 15 seconds ...")
calm_diaries = [train_on_ring(recipes.REGULARISED_POINTS, "regularised", seed=0)]
calm_diaries[0].pictures[-1]

# %%
calm_diaries += [train_on_ring(recipes.REGULARISED_POINTS, "regularised", seed) for seed in seeds[1:]]

# %%
for row, name in enumerate(("modes covered", "on a mode", "reverse KL")):
    for kind, diaries in (("plain", plain_diaries), ("regularised", calm_diaries)):
        figures = [diary.notes[-1][row] for diary in diaries]
        spread = f"{min(figures):.3g} to {max(figures):.3g}"
        print(f"{name:14} {kind:12} mean {np.mean(figures):5.3g} over {len(seeds)} seeds, from {spread}")
last = {
    kind: np.array([diary.notes[-1] for diary in diaries])
    for kind, diaries in (("plain", plain_diaries), ("regularised", calm_diaries))
}
budget.claim("regularised, all eight modes are covered with each seed", (last["regularised"][:, 0] == 8).all())
claim = "with each seed the regularised GAN spreads its points more evenly than the plain one with any"
budget.claim(claim, last["regularised"][:, 2].max() < last["plain"][:, 2].min())

# %% [markdown]
# Both runs with the first seed, side by side in time: first the plain GAN, then the regularised one.

# %%
pictures = plain_diaries[0].pictures + calm_diaries[0].pictures
steps_of = [(index + 1) * 2 * ring_steps // budget.choose(smoke=2, laptop=20) for index in range(len(pictures) // 2)]
values = [f"{kind}, {steps:,} steps" for kind in ("plain", "regularised") for steps in steps_of]
widgets.frame_slider(pictures, values=values, description="moment")

# %% [markdown]
# <details><summary>Answer</summary>
#
# Not the good points: their share is about the same. What changes is *where* they are: eight of eight modes with each
# seed, and a reverse KL a hundred times smaller, practically that of an even spread. Move the slider: the plain
# generator's points heap up on some modes early, and stay there. The regularised ones first form a ring, which then
# breaks up into eight even parts. (Along the way, they too lose a mode or two for a moment.)
#
# </details>
#
# **On comparing such numbers.** The three numbers come from the papers of VEEGAN (Srivastava et al. 2017) and PacGAN
# (Lin et al. 2018), which have tables for a ring of 8 modes and a grid of 25; in PacGAN the ring has radius 1 and σ =
# 0.01, the grid's modes lie 2 apart and have σ = 0.05, and 2,500 samples are counted. Ours are *not comparable* with
# those tables: today's ring is twice as wide, the networks have other sizes, and they are trained in another way and
# for another time. Each of these changes the numbers by more than many methods do. Within one notebook, with the same
# networks, optimizers and steps and with several seeds, a comparison means something; across papers it seldom does.
# (Even ours changes two things at once, the loss and the penalty; section 8 asks which of them does the work.)

# %% [markdown]
# ## 6. Judging pairs: the relativistic loss
#
# The classical discriminator judges each sample by itself. The **relativistic** one (Jolicoeur-Martineau 2018) is asked
# another question: here is a real sample and a generated one; *which is which*? It answers with the difference of two
# scores:
#
# | player | a pair costs | at a tie |
# |---|---|---|
# | discriminator | $-\log \sigma(D(x) - D(G(z)))$ | $\log 2$ |
# | generator | $-\log \sigma(D(G(z)) - D(x))$ | $\log 2$ |
#
# The loss is the mean over the pairs of a batch: the first real sample with the first fake, the second with the second.
# This is why all generator losses of the course take `real_logits` too.
#
# ### Exercise 6: the relativistic losses (3 points)
#
# Write `relativistic_losses(real_logits, fake_logits)`: the discriminator's and the generator's loss, two scalars. Both
# tensors have the same shape, (n,) or (n, 1). The losses must be right for logits as large as ±1000.


# %% exercise="relativistic_losses"
def relativistic_losses(real_logits, fake_logits):
    """Return the relativistic loss of the discriminator and that of the generator."""
    ### BEGIN SOLUTION
    advantage = real_logits - fake_logits
    return keras.ops.mean(keras.ops.softplus(-advantage)), keras.ops.mean(keras.ops.softplus(advantage))
    ### END SOLUTION


# %%
def relativistic_numbers(real, fake):
    """Call the exercise with two lists, and return its two losses as floats."""
    answer = relativistic_losses(tf.constant(real, tf.float32), tf.constant(fake, tf.float32))
    assert isinstance(answer, tuple | list), "return two losses: the discriminator's, then the generator's"
    assert len(answer) == 2, "return two losses: the discriminator's, then the generator's"
    numbers = [np.asarray(loss, float) for loss in answer]
    assert all(number.shape == () for number in numbers), f"each loss is one number; got {numbers}"
    assert np.isfinite(numbers).all(), f"the losses must be finite; got {numbers}"
    return numbers


# %% check="relativistic_losses" points=3
with checks.exercise("relativistic_losses"):
    tied = relativistic_numbers([1.5, -2.0], [1.5, -2.0])
    assert np.allclose(tied, math.log(2), atol=1e-5), f"where each pair is tied both are log 2 = 0.6931; got {tied}"
    for real, fake in (([2.0], [0.0]), ([[3.0], [1.0]], [[1.0], [-1.0]])):
        pair = relativistic_numbers(real, fake)
        assert np.allclose(pair, [0.126928, 2.126928], atol=1e-5), f"real 2 above fake: (0.1269, 2.1269); got {pair}"
    shifted = relativistic_numbers([102.0], [100.0])
    assert np.allclose(shifted, [0.126928, 2.126928], atol=1e-4), f"a constant added to both changes nothing: {shifted}"
    large = relativistic_numbers([1000.0], [-1000.0])
    assert np.allclose(large, [0, 2000], atol=1e-3), f"logits 1000 and -1000: (0, 2000); got {large}"
    ### BEGIN HIDDEN TESTS
    reverse = relativistic_numbers([-1000.0, 0.0], [1000.0, 0.0])
    assert np.allclose(reverse, [1000 + math.log(2) / 2, math.log(2) / 2], atol=1e-2), (
        f"real 2000 below fake: {reverse}"
    )
    apart = relativistic_numbers([[0.0], [8.0]], [[0.0], [8.0]])
    assert np.allclose(apart, math.log(2), atol=1e-5), f"pairs, not all real with all fake: log 2 each; got {apart}"
    random = np.random.default_rng(6)
    for shape in ((7,), (5, 1)):
        real, fake = random.normal(0, 3, (2, *shape))
        right = np.logaddexp(0, fake - real).mean(), np.logaddexp(0, real - fake).mean()
        assert np.allclose(relativistic_numbers(real, fake), right, atol=1e-4), f"wrong for random logits of {shape}"
    logits = tf.Variable([[0.5], [-0.5]])
    with tf.GradientTape() as tape:
        loss = tf.convert_to_tensor(relativistic_losses(logits, tf.zeros((2, 1)))[0])
    assert tape.gradient(loss, logits) is not None, "no gradient reaches the logits; keep to tensor operations"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# $-\log \sigma(t) = \log(1 + e^{-t})$, which is `keras.ops.softplus(-t)` (Day 1). What is $t$ here?
#
# </details>
# <details><summary>Hint 2</summary>
#
# With shapes (n,) and (n, 1), `real - fake` would become a table of n × n numbers: all pairs. Here both have the same
# shape, so plain subtraction pairs them.
#
# </details>
#
# Only *differences* count, so the scores may drift together. In the smallest GAN the loss is
# $f(\psi\theta - \psi \cdot 0)$: the very game of section 2, circles and all. **The relativistic loss alone does not
# stop the circling**; it needs the penalties as much as any other. Then what is it good for?
#
# ### 6.1 A look at the landscape
#
# The smallest data set with two modes: real points $a$ and $b$, and a generator that makes two points. For each placing
# of these, let the discriminator be as good as *any function* can be, and write down its loss. The generator wants that
# to be large. Suppose that it has collapsed: both of its points are at $a$. Now one of them sets out for $b$. On its
# way it is at neither of the two.
#
# > **Predict, then run.** On the way, is the generator better or worse off than when it had collapsed? Would it ever
# > go?


# %%
def classical(real_scores, fake_scores):
    """Return the classical discriminator's loss."""
    return np.logaddexp(0, -real_scores).mean() + np.logaddexp(0, fake_scores).mean()


def in_pairs(real_scores, fake_scores):
    """Return the relativistic loss of the pairs (first, first), (second, second)."""
    return np.logaddexp(0, fake_scores - real_scores).mean()


def all_pairs(real_scores, fake_scores):
    """Return the relativistic loss over all pairs: what random pairing gives on average."""
    return np.logaddexp(0, fake_scores[None, :] - real_scores[:, None]).mean()


# %%
def least_loss(loss, fake_points):
    """Return the loss of the best discriminator, which may give each place any score from -40 to 40."""
    places = sorted({"a", "b", *fake_points})
    real, fake = ([places.index(point) for point in points] for points in ("ab", fake_points))
    start = np.zeros(len(places))
    return optimize.minimize(
        lambda scores: loss(scores[real], scores[fake]), start, bounds=[(-40, 40)] * len(places)
    ).fun


way = {"collapsed": "aa", "on the way": "ac", "all covered": "ab"}
for loss in (classical, in_pairs, all_pairs):
    values = [least_loss(loss, fake_points) for fake_points in way.values()]
    print(f"{loss.__name__:10}", ", ".join(f"{name} {value:.3f}" for name, value in zip(way, values, strict=True)))

# %% [markdown]
# <details><summary>Answer</summary>
#
# With the classical loss it is worse off on the way: 0.693 after 0.955. It would have to go through a valley to reach
# the better place, 1.386, and going uphill (it wants a large number) it never will: being collapsed is a *bad basin*.
# In fixed pairs there is no valley: 0.347 on the way as before, then 0.693.
#
# </details>
#
# That is the theorem of Sun, Fang and Schwing (2020) in miniature: over a finite data set, with a discriminator that
# can be any function, the classical loss has exponentially many bad basins, which are collapsed generators, and the
# relativistic pairing loss has none.
#
# Read the third line, too. The theorem is about *fixed* pairs, real point number $i$ with fake point number $i$. In
# training, pairs are drawn anew in each batch, and on average that is the loss over *all* pairs. In our miniature this
# has a valley again, though a shallower one (from 0.347 to 0.173, against 0.955 to 0.693). So the theorem does not
# settle what happens in training. Experiments have to, and Huang et al. (2024) made them:
#
# ### 6.2 A modern baseline
#
# *R3GAN* (Huang et al. 2024, [arXiv 2501.05441](https://arxiv.org/abs/2501.05441)) puts the two halves together: the
# relativistic pairing loss against dropped modes, R1 **and** R2 against circling. For this loss the authors prove that
# training converges near the equilibrium, as Mescheder et al. did for the classical one. They report that with R1 alone
# it could still diverge on a hard data set, and that with both penalties it needed none of the tricks that had gathered
# around GANs for years, so that the networks could be replaced by modern ones. Our ring above was trained with just
# this loss.
#
# And here it is on digits: `recipes.get("relativistic")` is Day 3's recipe, networks and all, except that R1 with
# $\gamma = 0.5$ has become R1 and R2 with 0.25 each. Both have the relativistic loss, and lazy penalties. We train both
# for as many steps, on the same batches.
#
# > **Predict, then run.** What will R2 add on top of R1, at Day 3's level: a lot, a little, or nothing that one run
# > could show?

# %%
in_random_order = data.images[np.random.default_rng(4).permutation(len(data))]
reference = in_random_order[: budget.choose(smoke=200, laptop=10_000)]
count = min(2_000, len(reference) // 2)
digit_steps, digit_epochs = budget.choose(smoke=2, laptop=1_600), budget.choose(smoke=1, laptop=8)


def digits_gan(name, seed):
    """Train a recipe on digits for a short time, and return the GAN."""
    recipe = dataclasses.replace(recipes.get(name), steps=digit_steps)
    gan = recipe.gan(data.image_shape, seed=seed)
    gan.run_eagerly = budget.name() == "smoke"
    batches = data.batches(recipe.batch_size, seed=seed).repeat()
    steps_per_epoch = digit_steps // digit_epochs
    gan.fit(batches, epochs=digit_epochs, steps_per_epoch=steps_per_epoch, verbose=0, callbacks=[ProgressLine()])
    return gan


# %%
judged, made = {}, {}


def judge_recipe(name):
    """Train a recipe, measure its images, and print how long it took and what came of it."""
    started = time.perf_counter()
    made[name] = digits_gan(name, seed=0)
    seconds = time.perf_counter() - started
    judged[name] = metrics.digit_quality(reference, made[name].generate(count, seed=2))
    print(f"{name}, {digit_steps:,} steps in {seconds:.0f} seconds: {judged[name]}")


judge_recipe("dcgan")

# %%
judge_recipe("relativistic")
plots.image_grid(
    made["relativistic"].generate(60, seed=1),
    columns=12,
    title=f"Relativistic loss, R1 and R2: after {digit_steps:,} steps",
    alt="Sixty generated images in twelve columns; most can be read as digits, some are none.",
)

# %%
low_digits = data.images[np.random.default_rng(9).choice(np.flatnonzero(data.labels < 5), count)]
half = metrics.digit_quality(reference, low_digits)
print("perfect images of half of the digits:", half)
claim = "both distances are below that of perfect images of half the digits, and all ten digits are there"
good = [score.frechet < half.frechet and score.class_coverage == 1 for score in judged.values()]
budget.claim(claim, all(good))

# %% [markdown]
# <details><summary>Answer</summary>
#
# Nothing that one run could show, whichever of the two is ahead here: R1 alone had tamed these small networks already,
# and two short runs of *one* recipe differ by as much (tomorrow you train three). A longer comparison says the same
# (`make bench-quality`: MNIST, 90 seconds of training on two cores, three seeds of each): Fréchet distances of 21.6 to
# 25.1 with Day 3's recipe, and of 22.5 to 26.5 with R1 and R2. What speaks for the second penalty are the paper's hard
# data sets, where one was not enough.
#
# </details>

# %% [markdown]
# ## 7. Small data, and a look at the batch
#
# Two more remedies in brief.
#
# **Few images.** With some hundred images the discriminator learns them by heart: everything else is fake, and the
# generator is told nothing useful. Changing the real images at random (shifting, darkening, cutting out) makes that
# harder. But then the generator learns to make shifted and cut images. **DiffAugment** (Zhao et al. 2020) changes real
# *and* generated images, in both players' steps, with changes through which gradients flow: the discriminator never
# sees an untouched image, and the generator still makes untouched ones. In `GAN` that is
# `compile(augment=DiffAugment())`.
#
# > **Predict, then run.** Does the same image look the same twice? And what becomes of a gradient on its way back
# > through a part that was cut out?

# %%
change = DiffAugment()
ten = tf.constant(data.images[:10])
changed = [change(ten, seed=(1, number)).numpy() for number in range(2)]
with tf.GradientTape() as tape:
    tape.watch(ten)
    total = tf.reduce_sum(change(ten, seed=(1, 0)))
silent = float(tf.reduce_mean(tf.cast(tape.gradient(total, ten) == 0, tf.float32)))
print(f"pixels that get no gradient through the changes: {silent:.0%}")
plots.image_grid(
    np.clip(np.concatenate([ten.numpy(), *changed]), -1, 1),
    columns=10,
    title="Ten digits, and what the discriminator sees of them, twice",
    alt="Three rows of ten images. Digits above; below the same digits twice, lighter or darker, shifted by a few "
    "pixels, with a grey rectangle over a part of each, at another place in each row.",
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# No: each time it is darkened or lightened, shifted and cut in another way. Pixels that were cut out or shifted out of
# the picture, a third of them here, get no gradient in this step; in the next one it is others.
#
# </details>
#
# **A look at the batch.** A collapsed generator makes images that look real one by one; only side by side they give
# themselves away. So let the discriminator see how much the images of a batch differ. **Minibatch standard deviation**
# (Karras et al. 2018) takes the standard deviation of each feature over the batch, averages them all to a single
# number, and hands it to the next layer as one more channel.

# %%
spread_of = MinibatchStdDev()
for name, images in (
    ("64 real images", data.images[:64]),
    ("one real image 64 times", data.images[:1].repeat(64, axis=0)),
):
    print(f"{name:24} get the extra channel {float(spread_of(tf.constant(images))[0, 0, 0, -1]):.4f}")

# %% [markdown]
# It couples the images of a batch, on purpose. By section 3.3, R1 and the gradient penalty then no longer measure what
# they were defined for. StyleGAN2 uses both all the same, with the layer near the end of the discriminator; R3GAN does
# without it.
#
# ## 8. Experiments of your own
#
# One change at a time, three seeds each.
#
# - On the ring: the non-saturating loss with R1 + R2 (`dataclasses.replace`), and the relativistic loss without. Which
#   half does the work here?
# - $\gamma$ ten times larger, ten times smaller. Remember the slider of section 2.
# - `toys.grid()` with its 25 modes in place of the ring.
# - WGAN-GP on the ring: `loss="wasserstein"`, `penalties.GradientPenalty(10.0)`, with `discriminator_steps` 1 and 5.
# - A discriminator of `layers.SpectralNormalization` layers, without a penalty.
# - 200 digits only, with and without `augment`.
#
# ## Recap
#
# - Two players who follow their own gradients go in circles. Simultaneous steps spiral outwards by $\sqrt{1 + h^2}$ a
#   round in $f = xy$, alternating ones stay on a closed curve; a smaller step size does not help, averaging does.
# - Near an equilibrium, the eigenvalues of the Jacobian decide: real part is growth, imaginary part rotation. The
#   Dirac-GAN's are $\pm \tfrac{i}{2}$; R1 moves them to $-\tfrac\gamma2 \pm \sqrt{\tfrac{\gamma^2}{4} - \tfrac14}$. Too
#   much of it, and the generator creeps.
# - Instance noise acts like R1; WGAN-GP's penalty, which wants a slope of 1, need not let the players come to rest.
# - Inertia works against an opponent who moves: small $\beta_1$.
# - R1 acts at real images, R2 at generated ones, the gradient penalty in between, with $\alpha$ uniform in [0, 1] for
#   each pair. All need each image's own slope: no batch normalisation in the discriminator.
# - Spectral normalisation divides each kernel by its largest singular value, and limits the slope everywhere. A
#   Wasserstein critic is worth following only when it has been trained far enough.
# - Mode collapse shows in samples, not in losses: modes covered, share of good samples, reverse KL, over several seeds.
# - The relativistic loss judges pairs. With fixed pairs it has no bad basins; alone it circles like any other. With R1
#   and R2 it is a good first choice today.
#
# **Tomorrow**: how good is a generator, in numbers? You will take the Fréchet distance and its relatives apart, and
# catch each of them lying.
#
# ## Glossary
#
# | term | meaning |
# |---|---|
# | **alternating, simultaneous** | whether the second player of a round sees the first one's step |
# | **bad basin** | a place from which every small move makes things worse, though a better place exists |
# | **critic** | a discriminator that returns a score whose differences estimate a distance |
# | **DiffAugment** | random changes of real and generated images, through which gradients flow |
# | **Dirac-GAN** | the smallest GAN: one data point, one generated point, a linear discriminator |
# | **eigenvalue** | a number by which a matrix stretches some vector; complex where it turns vectors |
# | **equilibrium** | where no player can improve by moving alone |
# | **gradient penalty** | WGAN-GP's: pulls the slope between real and generated images to 1 |
# | **high-quality share** | the share of samples within 3 standard deviations of a mode |
# | **instance noise** | noise added to real and generated samples before the discriminator |
# | **Jacobian** | the matrix of the slopes of a field |
# | **lazy regularisation** | a penalty in one of several steps, multiplied by their number |
# | **Lipschitz, 1-Lipschitz** | of bounded slope; of slope at most 1 |
# | **minibatch standard deviation** | a channel that tells the discriminator how much a batch varies |
# | **mode collapse** | making only a part of what the data hold |
# | **power iteration** | finding the largest singular value by applying a matrix and its transpose in turn |
# | **R1, R2** | zero-centred penalties on the slope at real, at generated images |
# | **relativistic loss** | judges a real and a generated sample together, by the difference of their scores |
# | **reverse KL** | here: how unevenly samples are spread over the modes |
# | **spectral norm** | the largest factor by which a matrix stretches a vector |
# | **spectral radius** | the largest absolute value of a matrix's eigenvalues |
# | **Wasserstein distance** | the least work, weight times way, that turns one distribution into another |
# | **zero-centred** | a penalty that pulls slopes to 0 |
#
# ## Further reading
#
# - L. Mescheder, A. Geiger and S. Nowozin, *Which Training Methods for GANs do actually Converge?*, 2018, [arXiv
#   1801.04406](https://arxiv.org/abs/1801.04406): the Dirac-GAN, R1 and R2, and what converges.
# - M. Arjovsky, S. Chintala and L. Bottou, *Wasserstein GAN*, 2017, [arXiv
#   1701.07875](https://arxiv.org/abs/1701.07875).
# - I. Gulrajani and others, *Improved Training of Wasserstein GANs*, 2017, [arXiv
#   1704.00028](https://arxiv.org/abs/1704.00028): the gradient penalty.
# - T. Miyato and others, *Spectral Normalization for Generative Adversarial Networks*, 2018, [arXiv
#   1802.05957](https://arxiv.org/abs/1802.05957).
# - C. K. Sønderby and others, *Amortised MAP Inference for Image Super-resolution*, 2017, [arXiv
#   1610.04490](https://arxiv.org/abs/1610.04490): instance noise.
# - G. Gidel and others, *Negative Momentum for Improved Game Dynamics*, 2019, [arXiv
#   1807.04740](https://arxiv.org/abs/1807.04740).
# - A. Srivastava and others, *VEEGAN*, 2017, [arXiv 1705.07761](https://arxiv.org/abs/1705.07761), and Z. Lin and
#   others, *PacGAN*, 2018, [arXiv 1712.04086](https://arxiv.org/abs/1712.04086): counting modes.
# - A. Jolicoeur-Martineau, *The relativistic discriminator*, 2018, [arXiv
#   1807.00734](https://arxiv.org/abs/1807.00734).
# - R. Sun, T. Fang and A. Schwing, *Towards a Better Global Loss Landscape of GANs*, 2020, [arXiv
#   2011.04926](https://arxiv.org/abs/2011.04926).
# - Y. Huang and others, *The GAN is dead; long live the GAN! A Modern GAN Baseline*, 2024, [arXiv
#   2501.05441](https://arxiv.org/abs/2501.05441): R3GAN.
# - T. Karras and others, *Progressive Growing of GANs*, 2018, [arXiv 1710.10196](https://arxiv.org/abs/1710.10196), for
#   the minibatch standard deviation, and *Analyzing and Improving the Image Quality of StyleGAN*, 2020, [arXiv
#   1912.04958](https://arxiv.org/abs/1912.04958), for lazy regularisation.
# - S. Zhao and others, *Differentiable Augmentation for Data-Efficient GAN Training*, 2020, [arXiv
#   2006.10738](https://arxiv.org/abs/2006.10738).
