# %% [markdown]
# # Day 6: Evaluation
#
# **The question of the day.** A table says that one generator has a squared Fréchet distance of 12.1 and another one of
# 11.7. Is the second one better?
#
# Before we answer, be the jury yourself. Four generators have entered a competition. One of them is *perfect*: it makes
# new images that are as good as real ones, since they are real ones. The others are frauds, each of its own kind.
#
# > **Predict, then run.** The next cell shows twelve images of each, in an order by lot. Which one is perfect? What do
# > the three others do?

# %%
import math
import warnings

from gan_course import budget, checks, metrics, plots, recipes, toys, widgets
from gan_course.data import load_images
from gan_course.demos import day06
from gan_course.runtime import device
from gan_course.training import ProgressLine

import numpy as np
from scipy import linalg, stats
from scipy.spatial.distance import cdist
from sklearn.metrics.pairwise import polynomial_kernel

print(f"training budget: {budget.name()}; device: {device()}")
data, test = load_images(), load_images(split="test")

# %%
size, count = budget.choose(smoke=(240, 100), laptop=(10_000, 2_000) if len(data) > 10_000 else (800, 300))
heaps = day06.deal(data, test, training=size, reference=count)
line_up = day06.line_up(heaps)
entries, truth = day06.competition(line_up, ["real", "blurred", "copies", "ten images"])
day06.named_rows(
    entries,
    title="Which of the four deserves the prize?",
    alt="Four rows, A to D, of twelve handwritten digits each.",
)

# %% [markdown]
# Now three juries of the literature vote. The **Inception Score** asks whether images are clear and of all classes,
# **density** how tightly real images surround them, and the squared **Fréchet distance**, here to the training images
# as in most papers, whether both sets have the same mean and spread. You will know all three by tonight.

# %%
classifier = metrics.digit_classifier()
features = {name: classifier.features(images) for name, images in line_up.items()}
real_features, training_features = classifier.features(heaps.reference), classifier.features(heaps.training.images)

scores = {"Inception Score": {}, "density": {}, "squared Fréchet distance": {}}
for letter, name in truth.items():
    scores["Inception Score"][letter] = metrics.inception_score(classifier.probabilities(line_up[name]))[0]
    scores["density"][letter] = metrics.density(real_features, features[name])
    scores["squared Fréchet distance"][letter] = metrics.frechet_distance(training_features, features[name])
day06.contest(scores, lower_is_better=["squared Fréchet distance"], title="How three juries vote")

# %%
winners = [max(votes, key=votes.get) for votes in scores.values()]
winners[-1] = min(scores["squared Fréchet distance"], key=scores["squared Fréchet distance"].get)
for measure, letter in zip(scores, winners, strict=True):
    print(f"{measure} elects {letter}: {truth[letter]}")
print("the perfect generator is", next(letter for letter, name in truth.items() if name == "real"))
budget.claim("no jury elects the real images", "real" not in [truth[letter] for letter in winners])
budget.claim("the distance to the training images elects the copies", truth[winners[-1]] == "copies")

# %% [markdown]
# <details><summary>Answer</summary>
#
# No jury gives the prize to the perfect generator. The blur you may have spotted, and with a sharp eye the ten images
# that come again and again. But no eye tells who just copies training images. And each jury crowned a fraud, not
# because the numbers are badly made, but because each of them answers *one* question, and is blind to the rest.
#
# </details>
#
# Today you build such measures, see what fools each one, and put them into a **report** that is hard to fool. At the
# end it judges three GANs.
#
# ## What you will be able to do
#
# - name three traps of judging images by looking at them;
# - implement the common measures, a test for copied training images, and a report with a floor and an error for every
#   number; and say of each measure what it cannot see;
# - explain why the Fréchet distance of two samples of *one* distribution is not 0, and what that does to comparisons;
# - choose the number that answers *your* question.
#
# **You need** Days 1 to 3 (features and the first encounter with the Fréchet distance), and some linear algebra:
# covariance matrices and their eigenvalues.
#
# **Time.** Some 4,000 words, half an hour of reading; with questions and exercises, plan three hours. **Run time** on
# two CPU cores: one to two minutes, most of it to train three GANs.
#
# | exercise | you write | points |
# |---|---|---:|
# | 1 | the squared Fréchet distance of two normal distributions | 4 |
# | 2 | the kernel distance, without bias | 3 |
# | 3 | precision and recall | 3 |
# | 4 | density and coverage | 3 |
# | 5 | how often a fake is nearer to the training images | 2 |
# | 6 | the evaluation report | 5 |

# %% [markdown]
# ## 1. Suspects, eyes, and the Inception Score
#
# To judge judges, one needs suspects whose guilt is known. All real images were shuffled and dealt into three heaps:
#
# - **training**: what generators may learn from;
# - **reference**: real images that nobody trains on, to compare fakes with;
# - **unseen**: more of them. As many as there are in the reference play the part of the *perfect generator*. What a
#   measure says of them is its **floor**: what a perfect generator would get.
#
# | suspect | made of | what is wrong |
# |---|---|---|
# | real | unseen images | nothing |
# | blurred | the same, each pixel the mean of 3 × 3 | no image looks quite real |
# | one in five noise | the same, a fifth of them replaced by noise | some are rubbish, the others perfect |
# | low digits | unseen images of 0 to 4 | half of the modes are missing |
# | ten images | ten training images, one for each digit, again and again | hardly any variety |
# | copies | training images, with a trace of noise | nothing in them is new |
# | GAN | what the first of our three GANs makes | we shall see |
#
# All hand in equally many images. The GANs are Day 3's recipe, trained shortly, and
# three times with nothing but another seed: you will want to know how much of a number is luck.

# %%
steps, epochs = budget.choose(smoke=(2, 1), laptop=(800, 8))
recipe = recipes.get("dcgan")
gans = []
for seed in range(budget.choose(smoke=1, laptop=3)):
    gan = recipe.gan(data.image_shape, seed=seed)
    batches = heaps.training.batches(recipe.batch_size, seed=seed).repeat()
    gan.fit(batches, epochs=epochs, steps_per_epoch=steps // epochs, verbose=0, callbacks=[ProgressLine()])
    gans.append(gan)
line_up["GAN"] = gans[0].generate(count, seed=1)
features["GAN"] = classifier.features(line_up["GAN"])

# %% [markdown]
# ### Three traps of looking
#
# Looking comes first: it finds faults that no number was made for. But it has traps. **The eye sees images, not
# distributions.** A kind of image with the share $p$ is missing from $n$ perfect images by pure chance with probability
# $(1 - p)^n$; for two per cent and sixty images that is $0.98^{60} \approx 0.30$. So from a grid of sixty you cannot
# tell whether such a kind is made at all. **The eye does not know the training set**: see the copies. And **somebody
# chose what you are shown.**
#
# > **Predict, then run.** Two rows show our GAN's images as they come, two the 24 of many that a classifier is surest
# > about. Which are better, and which digits will the chosen ones show?

# %%
many = gans[0].generate(budget.choose(smoke=100, laptop=2_000), seed=2)
surest = many[np.argsort(-classifier.probabilities(many).max(axis=1))[:24]]
for name, chosen in {"as they come": many[:24], "picked": surest}.items():
    print(f"{name}: 0 to 9 occur", *np.bincount(classifier.labels(chosen), minlength=10), "times")
day06.named_rows(
    {"as they come": many[:12], "": many[12:24], "picked": surest[:12], " ": surest[12:]},
    title="One GAN, shown in two ways",
    alt="Four rows of twelve generated images: two as they come, and two of those that a classifier is surest about.",
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# The picked ones are far better, and they come from the same generator. The counts show the price: a few digits that
# this GAN is good at crowd out the others. A figure that does not say "uncurated, seed 0" shows you the best of an
# unknown number.
#
# </details>
# <details><summary>Deeper: why not the likelihood?</summary>
#
# Statisticians judge models of data by the mean log-density of *held-out* data, the **log-likelihood**. A GAN cannot
# report it: there is no formula for the density of what its generator makes, and with 64 noise numbers and 784 pixels
# the images lie on a surface of at most 64 dimensions, so that nearly every real image has the density 0. The first
# papers put a small normal distribution around each generated image (a **Parzen window**) and took the density of
# that. Theis, van den Oord and Bethge (2015, [arXiv 1511.01844](https://arxiv.org/abs/1511.01844)) showed how far off
# this is: the *means of clusters* of training images get a better value than real images, since a mean is close to
# everything in its cluster. Nor would a true likelihood settle the question: mix a model with 99 parts of noise, and
# each log-density falls by at most $\log 100 \approx 4.6$, nothing beside differences of hundreds.
#
# </details>
#
# ### The first number: the Inception Score
#
# Salimans and others (2016, [arXiv 1606.03498](https://arxiv.org/abs/1606.03498)) asked a classifier. Good images are
# *recognisable*: for an image $x$ the probabilities $p(y \mid x)$ are concentrated on one class. And they are
# *diverse*: over all images, the mean $p(y)$ is spread over all classes. So $p(y \mid x)$ should be far from $p(y)$:
#
# $$ \mathrm{IS} = \exp\Bigl( \mathbb{E}_x \, \mathrm{KL}\bigl(p(y \mid x) \,\|\, p(y)\bigr) \Bigr)
# = \exp\bigl( H(y) - H(y \mid x) \bigr), $$
#
# where $H$ is the entropy: the *spread* over the classes minus the *doubt* about an image. It lies between 1 and the
# number of classes, ten here.
#
# > **Predict, then run.** Which suspect gets the best score? Which ones does it take for as good as real? Who loses by
# > spread, who by doubt?

# %%
inception = {}
for name, images in line_up.items():
    probabilities = classifier.probabilities(images)
    inception[name] = metrics.inception_score(probabilities)[0]
    spread, doubt = stats.entropy(probabilities.mean(axis=0)), stats.entropy(probabilities, axis=1).mean()
    print(f"{name:18} Inception Score {inception[name]:5.2f} = exp({spread:.2f} − {doubt:.2f})")

# %%
budget.claim("ten images, again and again, score higher than real ones", inception["ten images"] > inception["real"])
budget.claim("copies score like real images, within 0.3", abs(inception["copies"] - inception["real"]) < 0.3)

# %% [markdown]
# <details><summary>Answer</summary>
#
# The ten images are best, *better than real ones*: the classifier is never in doubt about them, and all classes are
# there. The copies pass as real. The low digits lose by spread, as five classes are missing; the GAN loses by doubt.
# The formula says what the score cannot see: it never looks at a *real* image, it sees images through their classes
# only, so that **collapse within a class** does not exist for it, and it knows no training set.
#
# </details>

# %% [markdown]
# ## 2. The Fréchet distance, and the price of few samples
#
# Heusel and others (2017, [arXiv 1706.08500](https://arxiv.org/abs/1706.08500)) brought the real images in. A network
# turns each image into $d$ numbers, its features; ours is the course's classifier, with 64. Describe the features of
# both sets by mean and covariance, and measure how far the two normal distributions with these are apart:
#
# $$ d_F^2 = \lVert \mu_r - \mu_f \rVert^2
# + \mathrm{tr}\bigl(\Sigma_r + \Sigma_f - 2\,(\Sigma_r \Sigma_f)^{1/2}\bigr). $$
#
# This is the *square* of Fréchet's distance, which everybody reports; with features of the Inception network it is
# the **FID**. It is the least mean squared way by which one distribution must be moved to become the other. On the
# line, with standard deviations $\sigma_r$ and $\sigma_f$, it is simply $(\mu_r - \mu_f)^2 + (\sigma_r - \sigma_f)^2$.
#
# ### Exercise 1: the squared Fréchet distance of two normal distributions (4 points)
#
# Write `frechet(real_mean, real_cov, fake_mean, fake_cov)`: two means of shape (d,), two covariance matrices of shape
# (d, d), one real number back. The difficulty is the root. $\Sigma_r \Sigma_f$ is not symmetric unless the two matrices
# commute. You need only its trace, the sum of the **roots of its eigenvalues**, and the product has the same
# eigenvalues as $\Sigma_r^{1/2}\, \Sigma_f\, \Sigma_r^{1/2}$, which is symmetric and has none below 0. The matrices may
# be singular, as they are whenever there are fewer samples than features; then rounding makes some eigenvalues slightly
# negative.


# %% exercise="frechet"
def frechet(real_mean, real_cov, fake_mean, fake_cov):
    """Return the squared Fréchet distance of two normal distributions."""
    ### BEGIN SOLUTION
    values, vectors = np.linalg.eigh(real_cov)
    root = vectors * np.sqrt(np.clip(values, 0, None)) @ vectors.T
    inner = np.linalg.eigvalsh(root @ fake_cov @ root)
    trace_of_root = np.sqrt(np.clip(inner, 0, None)).sum()
    return np.sum((real_mean - fake_mean) ** 2) + np.trace(real_cov) + np.trace(fake_cov) - 2 * trace_of_root
    ### END SOLUTION


# %%
def between(real, fake):
    """Call `frechet` with the mean and covariance of both, without NumPy's and SciPy's warnings."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        arrays = [np.array(part, float) for part in (*real, *fake)]
        return day06.number(frechet(*arrays))


def in_unit(unit, *distributions):
    """Measure what is distributed in another unit: means times the unit, covariances times its square."""
    return [(unit * np.array(mean), unit**2 * np.array(cov)) for mean, cov in distributions]


round_one, moved = ([0, 0], [[1, 0], [0, 1]]), ([3, 4], [[1, 0], [0, 1]])
tilted, stretched = ([0, 0], [[1.5, 0.5], [0.5, 0.5]]), ([0, 0], [[2 / 3, 0], [0, 4 / 3]])
far = ([3, 4], stretched[1])
flat, slanted = ([0, 0], [[2, 0], [0, 0]]), ([0, 0], [[1.5, 0.75**0.5], [0.75**0.5, 0.5]])

# %% check="frechet" points=4
with checks.exercise("frechet"):
    _known = 4 - 2 * math.sqrt(3)
    for _real, _fake, _expected, _why in (
        (tilted, tilted, 0, "the distance of a distribution to itself is 0"),
        (round_one, moved, 25, "moved by (3, 4), same covariance: 3² + 4²"),
        (([0], [[1]]), ([0], [[3]]), _known, "on the line, variances 1 and 3: (√3 − 1)² = 4 − 2√3"),
        (([1], [[4]]), ([3], [[9]]), 5, "on the line, N(1, 2²) and N(3, 3²): 2² + 1²"),
        (tilted, stretched, _known, "covariances (1.5, 0.5; 0.5, 0.5) and (2/3, 0; 0, 4/3), which do not commute"),
        (stretched, tilted, _known, "the same two the other way round: a distance is symmetric"),
        (flat, slanted, _known, "two singular covariances, of lines at an angle of 30°"),
    ):
        _distance = between(_real, _fake)
        assert abs(_distance - _expected) < 2e-3, f"{_why}: expected {_expected:.4f}, got {_distance:.4f}"
    for _unit in (2.0**-5, 2.0**10):
        _distance, _expected = between(*in_unit(_unit, tilted, far)) / _unit**2, 25 + _known
        _why = f"a mean and a covariance apart, all numbers times {_unit}, all distances times its square"
        assert abs(_distance - _expected) < 2e-3, f"{_why}: expected {_expected:.4f}, got {_distance:.4f}"
    _few = np.random.default_rng(0).standard_normal((2, 4, 6)) * np.arange(1, 7)
    _distance = between(*[(rows.mean(axis=0), np.cov(rows.T)) for rows in _few])
    _expected = metrics.frechet_distance(*_few)
    assert abs(_distance - _expected) < 0.2, (
        f"4 samples of 6 features each: expected {_expected:.3f}, got {_distance:.3f}"
    )
    ### BEGIN HIDDEN TESTS
    for _seed in range(6):
        _draws = np.random.default_rng(_seed)
        _pair = [
            (_draws.standard_normal(5), np.cov(_draws.standard_normal((5, 20)) * np.arange(1, 6)[:, None]))
            for _ in "rf"
        ]
        (_m, _a), (_o, _b) = _pair
        _root = linalg.sqrtm(_a).real
        _expected = np.sum((_m - _o) ** 2) + np.trace(_a + _b) - 2 * np.trace(linalg.sqrtm(_root @ _b @ _root).real)
        _distance = between(*_pair)
        assert abs(_distance - _expected) < 0.01, (
            f"two random distributions: expected {_expected:.4f}, got {_distance:.4f}"
        )
        _turn = stats.ortho_group.rvs(5, random_state=_seed)
        _turned = [(_turn @ mean, _turn @ cov @ _turn.T) for mean, cov in _pair]
        assert abs(between(*_turned) - _expected) < 0.01, "a rotation of both must not change their distance"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# A root of the *entries*, `np.sqrt(real_cov @ fake_cov)`, is not the root of the *matrix*: for that one, root @ root
# gives the matrix.
#
# </details>
# <details><summary>Hint 2</summary>
#
# A symmetric matrix has `np.linalg.eigh`: values, and vectors in the columns. Which matrix has the same vectors, and
# the roots of the values? And `np.clip(values, 0, None)` lifts slightly negative ones to 0.
#
# </details>
#
# For *samples*, means and covariances are estimated: the next cell wraps your function.


# %%
def of_samples(real, fake):
    """Return the squared Fréchet distance of the normal distributions with the moments of two samples."""
    return frechet(real.mean(axis=0), np.cov(real.T), fake.mean(axis=0), np.cov(fake.T))


frechet_distance = checks.or_reference("frechet", of_samples, metrics.frechet_distance, arrays=True)

distances = {name: frechet_distance(real_features, rows) for name, rows in features.items()}
for name, distance in distances.items():
    print(f"{name:18} squared Fréchet distance {distance:6.1f}")

# %%
by_distance = sorted(distances, key=distances.get)
budget.claim(
    "the ten images are farther away than half of the digits", distances["ten images"] > distances["low digits"]
)
budget.claim("copies are at most 3 farther away than real images", distances["copies"] < distances["real"] + 3)

# %% [markdown]
# It sees what the Inception Score overlooked: the ten images are far away. It sees no harm in the copies. And the real
# images do not have 0.
#
# ### The distance of a distribution to itself
#
# > **Predict, then run.** Two samples of one and the same distribution, a standard normal one in 64 dimensions; and
# > twice as many real images, dealt into two. The true distance is 0. What comes out from 100 samples on either side?
# > And from eight times as many?

# %%
sizes = budget.choose(smoke=(50, 100), laptop=(100, 200, 400, 800, 1_600, 3_200))
draws = np.random.default_rng(5)
normal = [frechet_distance(*draws.standard_normal((2, n, 64))) for n in sizes]
everyone = classifier.features(np.concatenate([data.images, test.images])[: budget.choose(smoke=400, laptop=8_000)])
real_sizes = [n for n in sizes if 2 * n <= len(everyone)]
floor = []
for n in real_sizes:
    deals = [everyone[draws.permutation(len(everyone))[: 2 * n]] for _ in range(budget.choose(smoke=1, laptop=10))]
    floor.append(np.mean([frechet_distance(rows[:n], rows[n:]) for rows in deals]))
    print(f"n = {n:5,}: real images {floor[-1]:6.2f}, n times that {n * floor[-1]:6,.0f}")

# %%
products = np.array(real_sizes) * floor
budget.claim(
    "n times the distance of real images stays the same, within a third", max(products) < 4 / 3 * min(products)
)
day06.floors(
    {"real images": real_sizes, "standard normal, 64 features": sizes, "d(d + 5)/(2n)": sizes},
    {"real images": floor, "standard normal, 64 features": normal, "d(d + 5)/(2n)": 64 * 69 / 2 / np.array(sizes)},
    alt="Squared Fréchet distance against the number of samples, both axes logarithmic: two parallel falling lines, "
    "one for real images and one for a normal distribution, which lies on the dotted line of the formula.",
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# Far from 0, and an eighth of it for eight times as many: the lines fall straight, *n times the distance stays the
# same*. Chance always makes two means and two covariances a little different, and a squared distance counts every
# difference as positive. The estimate has a **bias**, and it falls like $1/n$.
#
# </details>
# <details><summary>Deeper: how large, and how to get rid of it</summary>
#
# For standard normal features, to first order, the means contribute $2d/n$ and the covariances $d(d + 1)/(2n)$,
# together $d(d + 5)/(2n)$, the dotted line. It grows with the *square* of the number of features: with the 2,048 of
# Inception in place of 64, it is some 950 times as large. Chong and Forsyth (2020, [arXiv
# 1911.07023](https://arxiv.org/abs/1911.07023)) use the law itself: if the estimate is $d_F^2 + b/n$, measure it at
# several n, draw the straight line over $1/n$, and read it where $1/n = 0$, the **FID∞**. Fakes cost nothing. What
# cannot be multiplied is the *reference*; the bias that few real images cause stays in every number.
#
# </details>
#
# So a Fréchet distance without its number of samples says nothing. But if everybody takes *the same* n, is the order of
# generators right?
#
# Let the real distribution be the standard normal one, known exactly. A generator with the **spread** $s$ draws from a
# normal distribution with the standard deviation $s$ in each of 64 directions. The perfect one has $s = 1$; the true
# squared distance is $64\,(1 - s)^2$.
#
# > **Predict, then move the slider.** From 100 samples, which spread gets the best number: 1, more, or less? And what
# > happens with more samples?

# %%
curves = {n: day06.few_samples(n) for n in sizes}
best = {n: day06.SPREADS[curve.argmin()] for n, curve in curves.items()}
print(", ".join(f"{n:,} samples prefer {spread:.2f}" for n, spread in best.items()))
budget.claim("100 samples prefer a spread of at most 0.95", best[sizes[0]] <= 0.95)
budget.claim("3,200 samples prefer one within 0.02 of 1", abs(best[sizes[-1]] - 1) < 0.021)
widgets.frame_slider(day06.few_samples_frames(curves), values=[f"{n:,}" for n in sizes], description="samples")

# %% [markdown]
# <details><summary>Answer</summary>
#
# One with too *little* variety. Every random error of the sample covariance costs, and a generator with less spread
# makes smaller errors. So few samples do not just add the same to everyone: they favour generators that vary less. With
# more samples the lowest point moves to the perfect generator. *The same n for all is fair only if n is large.*
#
# </details>
#
# ### A distance without that bias
#
# Bińkowski and others (2018, [arXiv 1801.01401](https://arxiv.org/abs/1801.01401)) take a **kernel**, a measure of how
# alike two feature vectors are, here $k(x, y) = (x \cdot y / d + 1)^3$ with $d$ features. If real and fake samples have
# one distribution, then two real ones are as alike on average as two fake ones, and as a real and a fake one. So with
# $x, x'$ real and $y, y'$ fake,
#
# $$ \mathrm{MMD}^2 = \mathbb{E}\, k(x, x') + \mathbb{E}\, k(y, y') - 2\, \mathbb{E}\, k(x, y) $$
#
# is 0 then, and never below 0 in truth. In Inception's features it is the **KID**. To estimate it, replace expectations
# by means over pairs. An estimate is **unbiased** if it is right *on average*, for any number of samples; where the
# truth is 0, it must sometimes fall below 0.
#
# ### Exercise 2: the kernel distance, without bias (3 points)
#
# Write `kernel_distance(real, fake)` for features of shapes (n, d) and (m, d); n and m may differ. In the expectations,
# $x$ and $x'$ are drawn *independently* of each other. Think about which pairs of your sample are: two equal images
# that were both drawn are a pair like any other, but there is a kind of pair that would put the estimate up.


# %% exercise="kernel_distance"
def kernel_distance(real, fake):
    """Return the unbiased estimate of the squared maximum mean discrepancy, with the cubic kernel."""

    ### BEGIN SOLUTION
    def kernel(a, b):
        return (a @ b.T / a.shape[1] + 1) ** 3

    def between_different(samples):
        values = kernel(samples, samples)
        return (values.sum() - np.trace(values)) / (len(samples) * (len(samples) - 1))

    return between_different(real) + between_different(fake) - 2 * kernel(real, fake).mean()
    ### END SOLUTION


# %% check="kernel_distance" points=3
with checks.exercise("kernel_distance"):
    _line = "(1 + 1 + 27)/3 of the real pairs, plus (1 + 1 + 64)/3 of the fake ones, minus 2 · 447/9 of the mixed ones"
    for _real, _fake, _expected, _why in (
        ([[0], [1], [2]], [[0], [1], [3]], -67.666667, f"0, 1, 2 against 0, 1, 3: {_line}"),
        ([[2, 0], [0, 2], [2, 2]], [[1, 1], [3, 1]], -34.666667, "3 real and 2 fake points of the plane"),
        ([[1], [1], [0]], [[2], [2]], 91.666667, "real 1, 1, 0 and fake 2, 2, where equal samples were drawn twice"),
        ([[0], [1]], [[0], [1]], -3.5, "0, 1 against 0, 1: an unbiased estimate may be negative"),
        ([[0], [0.25]], [[0], [0.25]], -0.099731, "0, ¼ against 0, ¼: near to each other, and not 0"),
    ):
        _real, _fake = np.array(_real, float), np.array(_fake, float)
        _estimate = day06.number(kernel_distance(_real, _fake))
        assert abs(_estimate - _expected) < 1e-5 * max(1, abs(_expected)), (
            f"{_why}: expected {_expected:.4f}, got {_estimate:.4f}"
        )
        _estimate = day06.number(kernel_distance(_fake, _real))
        assert abs(_estimate - _expected) < 1e-5 * max(1, abs(_expected)), (
            f"the two swapped, same distance: {_expected:.4f}, got {_estimate:.4f}"
        )
    ### BEGIN HIDDEN TESTS
    _draws = np.random.default_rng(8)
    for _n, _m, _d in ((4, 9, 2), (12, 5, 7), (30, 31, 64)):
        _real, _fake = _draws.standard_normal((_n, _d)), _draws.standard_normal((_m, _d)) + 0.3
        _own = [polynomial_kernel(rows, degree=3, coef0=1) for rows in (_real, _fake)]
        _within = sum(values[~np.eye(len(values), dtype=bool)].mean() for values in _own)
        _expected = _within - 2 * polynomial_kernel(_real, _fake, degree=3, coef0=1).mean()
        _estimate = day06.number(kernel_distance(_real, _fake))
        assert abs(_estimate - _expected) < 1e-3, (
            f"{_n} and {_m} samples: expected {_expected:.5f}, got {_estimate:.5f}"
        )
    _real, _fake = (np.sort(_draws.standard_normal((1200, 1)), axis=0) + shift for shift in (0, 0.5))
    _own = [polynomial_kernel(rows, degree=3, gamma=1, coef0=1) for rows in (_real, _fake)]
    _within = sum(values[~np.eye(1200, dtype=bool)].mean() for values in _own)
    _expected = _within - 2 * polynomial_kernel(_real, _fake, degree=3, gamma=1, coef0=1).mean()
    _estimate = day06.number(kernel_distance(_real, _fake))
    assert abs(_estimate - _expected) < 1e-3 * abs(_expected), (
        f"1,200 sorted samples: {_expected:.4f}, got {_estimate:.4f}"
    )
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `real @ real.T` holds all scalar products at once. Where in that table does a sample meet itself?
#
# </details>
# <details><summary>Hint 2</summary>
#
# When the pairs to leave out are left out of a sum, they must not be counted in its mean either. And is there any such
# pair in the mixed term?
#
# </details>
#
# > **Predict, then run.** Both distances from *few* samples, many times: real against real, and real against blurred
# > images. How will the means of either change with four times as many samples?

# %%
kernel_of = checks.or_reference(
    "kernel_distance", kernel_distance, lambda real, fake: metrics.kernel_distance(real, fake).estimate, arrays=True
)

draws, means, repeats = np.random.default_rng(9), {}, budget.choose(smoke=2, laptop=50)
for name, n in (("real", 50), ("real", 200), ("blurred", 50), ("blurred", 200)):
    pairs = []
    for _ in range(repeats):
        fresh = draws.permutation(everyone)[: 2 * n]
        chosen = fresh[:n], fresh[n:] if name == "real" else draws.permutation(features[name])[:n]
        pairs.append((frechet_distance(*chosen), kernel_of(*chosen)))
    means[name, n], (fd, kd) = np.mean(pairs, axis=0), np.std(pairs, axis=0) / math.sqrt(repeats)
    print(f"{name:8} n = {n:3}: squared Fréchet distance {means[name, n][0]:6.1f} ± {fd:4.1f}", end=", ")
    print(f"kernel distance {means[name, n][1]:6.1f} ± {kd:4.1f}")

# %%
budget.claim("few samples put the Fréchet distance up", means["real", 50][0] > 2 * means["real", 200][0])
gap = abs(means["blurred", 50][1] - means["blurred", 200][1])
budget.claim("the kernel distance of the blurred images stays, within a third", gap < means["blurred", 200][1] / 3)

# %% [markdown]
# <details><summary>Answer</summary>
#
# The Fréchet distance falls, for both. The kernel distance stays where it is, up to its random error, and is about 0
# for real images. For the kernel distance, more samples change only how much a single measurement *scatters*.
#
# </details>
#
# ### What both cannot see
#
# The Fréchet distance compares means and covariances, the kernel distance these and third moments, *and nothing else*.
# Take Day 2's ring of eight little normal distributions, and a blob with the same mean and covariance.

# %%
ring, around = toys.ring(), budget.choose(smoke=200, laptop=2_000)
real_ring, other_ring = ring.sample(around, seed=0), ring.sample(around, seed=1)
blob = np.random.default_rng(7).normal(0, math.sqrt(np.trace(np.cov(real_ring.T)) / 2), (around, 2))
for name, fake in {"the ring itself": other_ring, "one big blob": blob}.items():
    far, kernel = frechet_distance(real_ring, fake), kernel_of(real_ring, fake)
    print(f"{name:16} squared Fréchet distance {far:.4f}, kernel distance {kernel:.4f}")
budget.claim("the blob's squared Fréchet distance is below 0.02", frechet_distance(real_ring, blob) < 0.02)
plots.scatter(
    real_ring[:400],
    blob[:400],
    title="Same mean, same covariance",
    alt="Eight small clusters of real points in a circle, and generated points that are spread over the whole disc, "
    "hardly any of them within a cluster.",
)

# %% [markdown]
# Hardly a point of the blob lies in a cluster, and the Fréchet distance calls it nearly perfect. In the features of a
# deep network two moments catch much, which is why the number works as well as it does.
#
# <details><summary>Deeper: in whose eyes?</summary>
#
# A distance in features sees what the network sees. Each network has its own units, so numbers from different networks
# cannot be compared. Even mere *resizing* of real images moves the number: Parmar, Zhang and Zhu (2022, [arXiv
# 2104.11222](https://arxiv.org/abs/2104.11222)) found that popular libraries resize differently under the same name,
# and that a JPEG file's quality matters as well. **A Fréchet distance belongs to its network, its code and its
# preprocessing.** Compare only numbers that came out of one program.
#
# </details>

# %% [markdown]
# ## 3. Good, or complete? Precision and recall
#
# All numbers so far put two questions into one: are the images *good*, and are they *all* there? Sajjadi and others
# (2018, [arXiv 1806.00035](https://arxiv.org/abs/1806.00035)) answer them apart: **precision** is the share of fakes
# that could be real, **recall** the share of real images that the generator could make.
#
# What does "could be" mean for samples? Kynkäänniemi and others (2019, [arXiv
# 1904.06991](https://arxiv.org/abs/1904.06991)) draw a ball around each sample that reaches to its $k$-th nearest
# neighbour **in the same set**, with $k = 3$. A fake that lies in at least one *real* ball counts for precision; a real
# sample that lies in at least one *fake* ball counts for recall.
#
# ### Exercise 3: precision and recall (3 points)
#
# Write `precision_recall(real, fake, k)`. It returns the two shares in this order. Distances are Euclidean. A sample is
# not its own neighbour: with $k = 1$ the ball reaches to the nearest *other* one. That other one may be equal to it,
# and then the ball has the radius 0. (Whether the edge belongs to the ball makes no difference here. `cdist(a, b)`,
# imported above, gives the distances of all rows of a from all rows of b.)


# %% exercise="precision_recall"
def precision_recall(real, fake, k=3):
    """Return precision and recall, from balls that reach to the k-th nearest neighbour."""

    ### BEGIN SOLUTION
    def share_inside(points, centres):
        radii = np.sort(cdist(centres, centres), axis=1)[:, k]
        return (cdist(points, centres) < radii).any(axis=1).mean()

    return share_inside(fake, real), share_inside(real, fake)
    ### END SOLUTION


# %%
def column(*numbers):
    """Make points on the line of numbers: an array with one column."""
    return np.array(numbers, float)[:, np.newaxis]


def shares(real, fake, k):
    """Call `precision_recall`, and see to it that two shares come back."""
    return day06.numbers(precision_recall(real, fake, k), ("precision", "recall"))


plane_real, plane_fake = np.random.default_rng(4).normal(0, [[[1]], [[1.5]]], (2, 30, 2))
plane_fake = plane_fake[:20]

# %% check="precision_recall" points=3
with checks.exercise("precision_recall"):
    for _real, _fake, _k, _expected, _why in (
        (column(0, 1, 3, 6), column(0.5, 2.5, 20), 1, (2 / 3, 1), "real balls (−1, 1), (0, 2), (1, 5), (3, 9)"),
        (column(0, 1, 3, 7), column(9.5, 10.25, 14), 2, (2 / 3, 1 / 4), "k = 2: real balls reach 3, 2, 3 and 6 far"),
        (column(0, 1, 50, 51), column(0.4, 0.5, 0.7), 1, (1, 0), "good fakes in a narrow place"),
        (column(0, 0, 1, 5), column(-0.5, 0.5, 3), 1, (2 / 3, 1), "0 occurs twice: both balls have the radius 0"),
        (column(0, 2, 3, 6), column(2.5, 2.5, 3.4), 1, (1, 1 / 4), "a fake occurs twice: both balls have the radius 0"),
        (plane_real, plane_fake, 3, (0.75, 29 / 30), "30 real and 20 fake points of the plane, k = 3"),
        (plane_real / 2**23, plane_fake / 2**23, 3, (0.75, 29 / 30), "the same, all numbers divided by 2²³"),
        (plane_real * 2**23, plane_fake * 2**23, 3, (0.75, 29 / 30), "the same, all numbers times 2²³"),
    ):
        _got = shares(_real, _fake, _k)
        assert np.allclose(_got, _expected, atol=1e-5), (
            f"{_why}: expected {np.round(_expected, 4)}, got {np.round(_got, 4)}"
        )
    ### BEGIN HIDDEN TESTS
    for _seed, (_n, _m, _d, _k) in enumerate(((30, 50, 2, 3), (40, 20, 5, 1), (25, 25, 3, 6), (200, 150, 8, 4))):
        _draws = np.random.default_rng(_seed)
        _real, _fake = _draws.standard_normal((_n, _d)), _draws.standard_normal((_m, _d)) * 1.3 + 0.4
        _gaps = [np.linalg.norm(a[:, None] - b, axis=2) for a, b in ((_real, _real), (_fake, _fake), (_fake, _real))]
        _reach_real, _reach_fake = (np.partition(own, _k, axis=1)[:, _k] for own in _gaps[:2])
        _expected = (_gaps[2] < _reach_real).any(axis=1).mean(), (_gaps[2] < _reach_fake[:, None]).any(axis=0).mean()
        _got = shares(_real, _fake, _k)
        assert checks.near(_got, _expected, atol=1e-5), (
            f"{_n} and {_m} samples, k = {_k}: expected {_expected}, got {_got}"
        )
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Both numbers ask the same question with the roles swapped: which share of some *points* lies in a ball around some
# *centres*? Write that once.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Sort each row of `cdist(centres, centres)`. What is the first entry of each sorted row, and where then does the k-th
# neighbour stand?
#
# </details>
#
# Now the experiment that these two numbers were made for. The fakes are perfect, since they are unseen real images, but
# one digit after the other is left out; the number of fakes stays the same.
#
# > **Predict, then run.** What happens to precision as modes are dropped? To recall? And to the Fréchet distance?

# %%
both_of = checks.or_reference("precision_recall", precision_recall, metrics.precision_recall, arrays=True)

unseen = classifier.features(heaps.unseen)
few = np.bincount(heaps.unseen_labels).min()
kept, dropping, far = np.arange(10, 0, -1), {"precision": [], "recall": []}, []
for digits in kept:
    fakes = unseen[np.flatnonzero(heaps.unseen_labels < digits)[:few]]
    precision, recall = both_of(real_features, fakes, 3)
    dropping["precision"].append(precision)
    dropping["recall"].append(recall)
    far.append(frechet_distance(real_features, fakes))
print(f"{few} fakes each; squared Fréchet distance with 10, 9, … 1 digits:", *np.round(far).astype(int))

# %%
budget.claim("precision stays, within 0.15", np.ptp(dropping["precision"]) < 0.15)
falls = np.array(dropping["recall"]) / dropping["recall"][0]
budget.claim("half of the digits have less than four fifths of the recall of all", falls[5] < 0.8)
budget.claim("one digit has less than 0.3 of the recall of all", falls[9] < 0.3)
budget.claim("the distance of five digits is twice that of ten", far[5] > 2 * far[0])
plots.curves(
    dropping,
    x=kept,
    title="Perfect fakes, with fewer and fewer digits",
    x_label="digits that the fakes still contain",
    y_label="share",
    alt=f"Two curves over the digits left, from 10 to 1. Precision goes from {dropping['precision'][0]:.2f} to "
    f"{dropping['precision'][-1]:.2f}, recall from {dropping['recall'][0]:.2f} to {dropping['recall'][-1]:.2f}.",
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# Precision hardly moves: what is there is as good as ever. Recall falls from one end to the other, if not quite in
# proportion: a real 9 may lie in the ball of a 4. The Fréchet distance rises, but does not say *why*; other faults can
# have the same number.
#
# </details>
# <details><summary>Deeper: giving variety away on purpose</summary>
#
# The **truncation trick** of BigGAN (Brock, Donahue and Simonyan 2018, [arXiv
# 1809.11096](https://arxiv.org/abs/1809.11096)) keeps the noise near the middle, where images are safe: recall falls,
# and precision may rise in return. Diffusion models do the like under the name of "guidance". A single number hides
# such deals, so **which point of the trade-off was reported?** is a question to ask of every table.
#
# </details>
#
# ### One outlier
#
# Balls around samples have a weak spot: where samples are few, balls are huge.
#
# > **Predict, then run.** Two hundred real points in a cluster, and *one* outlier far away. The fakes all lie in
# > between, where there is nothing real at all. What is their precision, without the outlier and with it?

# %%
points = day06.outlier()
for name, real in {"without the outlier": points.real[:-1], "with the outlier": points.real}.items():
    precision, recall = both_of(real, points.fake, 3)
    print(f"{name:20} precision {precision:.2f}, recall {recall:.2f}")
day06.outlier_picture(points, k=3)

# %% [markdown]
# <details><summary>Answer</summary>
#
# 0 without it, 1 with it. The outlier's third neighbour is in the cluster, so its ball contains all that lies between.
# One broken real image can do that.
#
# </details>
#
# Naeem and others (2020, [arXiv 2002.09797](https://arxiv.org/abs/2002.09797)) mend it. **Density** asks in how *many*
# real balls a fake lies, divided by $k$; the mean over all fakes is reported. Where real samples are dense, many balls
# overlap; the outlier's ball is only one. **Coverage** replaces recall: the share of *real balls* that contain at least
# one fake, so that no fake balls are needed. For two samples of one distribution, density is 1 on average (it can be
# larger), and coverage about 0.97 with the usual $k = 5$ and equally many samples.
#
# ### Exercise 4: density and coverage (3 points)
#
# Write `density_coverage(real, fake, k)`: the two in this order, with the balls of Exercise 3.


# %% exercise="density_coverage"
def density_coverage(real, fake, k=5):
    """Return density and coverage, from balls around the real samples."""
    ### BEGIN SOLUTION
    radii = np.sort(cdist(real, real), axis=1)[:, k]
    inside = cdist(fake, real) < radii  # (fakes, real)
    return inside.sum() / (k * len(fake)), inside.any(axis=0).mean()
    ### END SOLUTION


# %%
def dense(real, fake, k):
    """Call `density_coverage`, and see to it that two numbers come back."""
    return day06.numbers(density_coverage(real, fake, k), ("density", "coverage"))


# %% check="density_coverage" points=3
with checks.exercise("density_coverage"):
    for _real, _fake, _k, _expected, _why in (
        (column(0, 1, 3, 6), column(0.5, 2.2, 20), 1, (1, 0.75), "balls (−1, 1), (0, 2), (1, 5), (3, 9): 2 + 1 + 0"),
        (column(0, 1, 3, 7), column(0.1, 0.2), 2, (1.5, 0.75), "with k = 2: (−3, 3), (−1, 3), (0, 6), (1, 13)"),
        (column(0, 1, 3, 6), column(40, 50), 1, (0, 0), "fakes that are nowhere near"),
        (column(0, 1, 3, 6), column(2), 3, (4 / 3, 1), "a single fake in the middle of everything, k = 3"),
        (column(0, 0, 1, 5), column(-0.5, 0.5, 3), 1, (2 / 3, 0.5), "0 occurs twice: both balls have the radius 0"),
        (column(9, 0, 1, 3), column(2.5, 2.5), 1, (1, 0.25), "the same fake twice, and real points not in order"),
        (points.real, points.fake, 5, (0.2, 1 / 201), "the outlier's ball is one of 201"),
        (plane_real, plane_fake, 3, (0.7, 22 / 30), "30 real and 20 fake points of the plane, k = 3"),
        (plane_real / 2**23, plane_fake / 2**23, 3, (0.7, 22 / 30), "the same, all numbers divided by 2²³"),
        (plane_real * 2**23, plane_fake * 2**23, 3, (0.7, 22 / 30), "the same, all numbers times 2²³"),
    ):
        _got = dense(_real, _fake, _k)
        assert np.allclose(_got, _expected, atol=1e-5), (
            f"{_why}: expected {np.round(_expected, 4)}, got {np.round(_got, 4)}"
        )
    ### BEGIN HIDDEN TESTS
    for _seed, (_n, _m, _d, _k) in enumerate(((30, 50, 2, 3), (40, 20, 5, 1), (25, 25, 3, 6), (200, 150, 8, 5))):
        _draws = np.random.default_rng(_seed)
        _real, _fake = _draws.standard_normal((_n, _d)), _draws.standard_normal((_m, _d)) * 0.7 + 0.2
        _own, _gaps = (np.linalg.norm(rows[:, None] - _real, axis=2) for rows in (_real, _fake))
        _held = (_gaps < np.partition(_own, _k, axis=1)[:, _k]).sum(axis=0)
        _expected = _held.sum() / (_k * _m), np.mean(_held > 0)
        _got = dense(_real, _fake, _k)
        assert checks.near(_got, _expected, atol=1e-5), (
            f"{_n} and {_m} samples, k = {_k}: expected {_expected}, got {_got}"
        )
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# Make a table of truth values, one row for each fake and one column for each real ball. Which of the two numbers counts
# in it, and which asks a question of each column?
#
# </details>
#
# Six numbers for seven suspects, in one function, which the report at the end will call.
#
# > **Predict, then run.** Dark cells of the table are far from the floor. Which suspect has no dark cell at all? Which
# > number notices blur, and in which direction?

# %%
dense_of = checks.or_reference("density_coverage", density_coverage, metrics.density_coverage, arrays=True)

names = ["Fréchet²", "kernel", "precision", "recall", "density", "coverage"]


def measure_all(real, fake):
    """Measure fakes by today's six numbers, in the order of `names`."""
    distances = [frechet_distance(real, fake), kernel_of(real, fake)]
    return np.array([*distances, *both_of(real, fake, 3), *dense_of(real, fake, 5)])


table = {name: measure_all(real_features, rows) for name, rows in features.items()}
suspects = {name: row for name, row in table.items() if name != "real"}
day06.board(suspects, table["real"], names, title="Six numbers, and what real images get")

# %%
quality = {name: dict(zip(names, row, strict=True)) for name, row in table.items()}
real, ten, noise = quality["real"], quality["ten images"], quality["one in five noise"]
budget.claim("ten images have neither recall nor coverage above 0.3", max(ten["recall"], ten["coverage"]) < 0.3)
budget.claim("and no recall, below 0.05", ten["recall"] < 0.05)
budget.claim(
    "noise costs a fifth of the precision, within 0.1", abs(noise["precision"] / real["precision"] - 0.8) < 0.1
)
budget.claim("and hardly any recall", abs(noise["recall"] - real["recall"]) < 0.08)
budget.claim("blur raises density", quality["blurred"]["density"] > real["density"])
away = [abs(quality["copies"][name] - real[name]) for name in names[2:]]
budget.claim("the copies have the four shares of real images, within 0.12", max(away) < 0.12)

# %% [markdown]
# <details><summary>Answer</summary>
#
# Read it line by line; each suspect now has a fault *with a name*. The ten images have no recall. Noise costs
# precision, and no recall. The blur, a fault in every single image, has *more* density than real images: blurred images
# lie in the middle, where the balls overlap. It pays in recall. And the **copies** have no dark cell.
#
# </details>
#
# The floors are not 1, and depend on $k$, on the number of samples and on the features: compare only with the floor.

# %% [markdown]
# ## 4. The memoriser
#
# The copies pass as perfect by all six numbers: a sample of the training set *is* a sample of the real distribution.
# Against the training set itself, as in many papers, they even beat honest new images; so they won a prize above.
#
# What gives a memoriser away is the *third* heap: real images that nobody trained on. If fakes lie nearer to the
# training images than such real images do, they were drawn from the list. So for each fake, and for each test image,
# measure the distance to the **nearest training image**, and compare the two lists by ranks (Meehan, Chaudhuri and
# Dasgupta 2020, [arXiv 2004.05675](https://arxiv.org/abs/2004.05675)): take a fake and a test image by lot; how often
# is the fake the nearer one?
#
# ### Exercise 5: how often is the fake nearer? (2 points)
#
# Write `nearer_share(train, test, fake)`: the share of all pairs of a fake and a test sample in which the fake is
# nearer to *its* nearest training sample than the test sample is to *its own*. Pairs with equal (Euclidean) distances
# count one half.


# %% exercise="nearer_share"
def nearer_share(train, test, fake):
    """Return how often a fake lies nearer to the training samples than a test sample does."""
    ### BEGIN SOLUTION
    of_test, of_fake = (cdist(samples, train).min(axis=1) for samples in (test, fake))
    nearer = of_fake[:, np.newaxis] < of_test
    equal = of_fake[:, np.newaxis] == of_test
    return nearer.mean() + equal.mean() / 2
    ### END SOLUTION


# %% check="nearer_share" points=2
with checks.exercise("nearer_share"):
    _train = column(20, 0, 10)
    for _test_samples, _fakes, _expected, _why in (
        (column(13), column(12.999, 7.002), 1, "distances 3 of the test, 2.999 and 2.998 of the fakes"),
        (column(1, 12, 17), column(0.5, 10.5, 24, 18.5), 8 / 12, "distances 1, 2, 3 of the test and 0.5, 0.5, 4, 1.5"),
        (column(1, 12, 17), column(12, 30), 1.5 / 6, "distances 1, 2, 3 and 2, 10: one pair is equal"),
        (column(1, 12), column(0, 10, 20), 1, "the fakes are the training samples"),
        (column(1, 12), column(5, 15), 0, "the fakes are as far away as one can be"),
        (column(10, 10, 13), column(10, 13, 13, 14), 3 / 12, "test samples that are training samples, and many ties"),
    ):
        _share = day06.number(nearer_share(_train, _test_samples, _fakes))
        assert abs(_share - _expected) < 1e-5, f"{_why}: expected {_expected:.4f}, got {_share:.4f}"
        for _unit in (2.0**-23, 2.0**23):
            _share = day06.number(nearer_share(_unit * _train, _unit * _test_samples, _unit * _fakes))
            assert abs(_share - _expected) < 1e-5, f"{_why}, times {_unit:.1g}: got {_share:.4f}, not {_expected:.4f}"
    _share = day06.number(nearer_share(np.zeros((1, 2)), np.array([[5.0, 0], [4.1, 0]]), np.array([[3.0, 3], [-3, 3]])))
    assert abs(_share - 0.5) < 1e-5, f"test samples 5 and 4.1 away, fakes at (±3, 3): expected 0.5, got {_share:.4f}"
    _draws = np.random.default_rng(13)
    _train, _held_out, _honest = _draws.standard_normal((3, 400, 4))
    _share = day06.number(nearer_share(_train, _held_out[:300], _honest))
    assert abs(_share - 0.5) < 0.06, f"fakes that are as new as the test samples: expected about ½, got {_share:.3f}"
    _share = day06.number(nearer_share(_train, _held_out, _train[:90] + 0.01 * _draws.standard_normal((90, 4))))
    assert _share > 0.98, f"training samples with a trace of noise: expected about 1, got {_share:.3f}"
    ### BEGIN HIDDEN TESTS
    for _n, _m, _d in ((15, 40, 2), (40, 15, 6)):
        _sets = (
            _draws.standard_normal((30, _d)),
            _draws.standard_normal((_n, _d)),
            1.2 * _draws.standard_normal((_m, _d)),
        )
        _of_test, _of_fake = (np.sqrt(((rows[:, None] - _sets[0]) ** 2).sum(axis=2)).min(axis=1) for rows in _sets[1:])
        _expected = stats.mannwhitneyu(_of_test, _of_fake).statistic / (_n * _m)
        _share = day06.number(nearer_share(*_sets))
        assert abs(_share - _expected) < 3e-3, (
            f"{_n} test samples, {_m} fakes: expected {_expected:.4f}, got {_share:.4f}"
        )
    for _gap in (1e-5, -1e-5):
        _share = day06.number(nearer_share(column(0), column(3), column(3 - _gap)))
        assert _share == (_gap > 0), f"distances 3 and {3 - _gap}: expected {float(_gap > 0)}, got {_share}"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# `cdist(fake, train)` has a row for each fake: what is the smallest number in it? Two arrays of lengths m and n are
# compared pair by pair with `a[:, np.newaxis] < b`, a table of shape (m, n).
#
# </details>
#
# > **Predict, then run.** What share will the real images have? The copies? The GAN? And two who are cleverer: copies
# > that were *moved* by one pixel, and a mixture of nine parts GAN to one part copies?

# %%
nearer_of = checks.or_reference("nearer_share", nearer_share, day06.nearer_share, arrays=True)

moved = np.roll(line_up["copies"], (1, 1), axis=(1, 2))
mixture = np.concatenate([line_up["copies"][: count // 10], line_up["GAN"][count // 10 :]])
accused = {name: line_up[name] for name in ("real", "copies", "GAN")} | {"moved copies": moved, "mixture": mixture}
nearer = {}
for name, images in accused.items():
    nearer[name] = nearer_of(training_features, real_features, classifier.features(images))
    print(f"{name:13} nearer in {nearer[name]:.2f} of all pairs")
budget.claim("real images have about one half, within 0.07", abs(nearer["real"] - 0.5) < 0.07)
budget.claim("the memoriser is caught", nearer["copies"] > 0.95)
budget.claim("moved copies get through, and so does the mixture", max(nearer["moved copies"], nearer["mixture"]) < 0.5)

# %% [markdown]
# <details><summary>Answer</summary>
#
# Real images have one half, up to chance. The memoriser has nearly 1: *caught*. The GAN's share is below one half: its
# images lie farther from any training image than real ones do. It does not copy; it is not good enough. And both clever
# ones get through. The features see moved copies as far away: a copy is found only if it looks near *to whoever
# measures*. And a share hides a few behind many.
#
# </details>
#
# So look at the *nearest pairs* as well, the lower end of the list. Here it is for the mixture:

# %%
found = metrics.nearest_samples(training_features, classifier.features(mixture))
nearest = np.argsort(found.distances)[:12]
usual = np.quantile(metrics.nearest_samples(training_features, real_features).distances, 0.01)
print(f"nearer than the nearest 1% of test images: {np.mean(found.distances < usual):.1%} of the mixture")
day06.named_rows(
    {"fake": mixture[nearest], "training image": heaps.training.images[found.indices[nearest]]},
    title="The twelve fakes of the mixture that are nearest to a training image",
    alt="Two rows of twelve digits: each fake stands above the training image that is nearest to it.",
)

# %% [markdown]
# A test for copies that finds none is worth as much as its idea of what a copy is. Day 10 plants copies, and audits a
# generator for them.
#
# <details><summary>Deeper: the statistic of the paper</summary>
#
# Times the number of pairs, your share is the statistic $U$ of Mann and Whitney. The paper's $C_T$, in
# `metrics.data_copying`, compares within each of a few cells of space, so that copying in one region cannot hide behind
# another, and scales the result so that honest fakes scatter like a standard normal number or less. Below −3 means
# copying, above 3 fakes too far from everything. Near duplicates in the data look like copies to it: in scikit-learn's
# digits, the same hand wrote many images.
#
# </details>

# %% [markdown]
# ## 5. The report
#
# You have the measures. What turns them into a result is *how* they are used. Here are the rules so far:
#
# - the number of samples bends numbers, so everything is compared at **one** n (section 2);
# - no number means anything without its **floor**, measured in the same way (sections 2 and 3);
# - and a number from samples has an **error**: other samples, another number.
#
# Where there is no formula for the error, one *resamples*: compute the number again from random halves of the samples,
# and see how much it scatters. A mean over a half scatters around the mean of all as much as that scatters around the
# truth. (The classical **bootstrap** draws n of n *with* replacement, which plants copies.)
#
# ### Exercise 6: the evaluation report (5 points)
#
# Write `evaluation_report(measure, reference, held_out, fake, seed=0, repeats=20)`. The last three sets are arrays of
# features, of different lengths; `measure(real, fake)` is any function of two such arrays, that returns one number or
# an array of several. Return three things, each in the form that `measure` returns:
#
# 1. the **value**: n fakes against n samples of the reference. n is the length of the shortest of the three sets; all
#    are cut to it by drawing n rows at random, without replacement (the rows may be sorted!);
# 2. the **floor**: n of the held-out real samples against *the same* n samples of the reference;
# 3. the **error**: `repeats` times, draw a new random half, n // 2 rows without replacement, of those n samples of the
#    reference, and another one of those n fakes, and measure; then the standard deviation of the results.
#
# The same seed gives the same report, another seed other samples; and the caller's arrays stay as they are.


# %% exercise="evaluation_report"
def evaluation_report(measure, reference, held_out, fake, seed=0, repeats=20):
    """Return value, floor and error of a measure, all at one number of samples."""
    ### BEGIN SOLUTION
    random = np.random.default_rng(seed)

    def draw(rows, n):
        return rows[random.permutation(len(rows))[:n]]

    n = min(len(reference), len(held_out), len(fake))
    reference, held_out, fake = draw(reference, n), draw(held_out, n), draw(fake, n)
    halves = [measure(draw(reference, n // 2), draw(fake, n // 2)) for _ in range(repeats)]
    return measure(reference, fake), measure(reference, held_out), np.std(halves, axis=0, ddof=1)
    ### END SOLUTION


# %% check="evaluation_report" points=5
with checks.exercise("evaluation_report"):
    for _lengths in ((61, 40, 50), (48, 70, 31), (20, 26, 33)):
        _n, _spy = min(_lengths), day06.Spy(_lengths)
        _value, _floor, _error = day06.parts(evaluation_report(_spy, *_spy.sets, seed=1, repeats=7), 3)
        assert _spy.unchanged, "expected the caller's arrays as they were, got them changed; copy before you shuffle"
        assert not _spy.complaint(_n), _spy.complaint(_n)
        _calls = _spy.calls_at(_n)
        assert np.allclose(_value, _calls["fake"][-1], rtol=1e-5), f"value: expected {_calls['fake'][-1]}, got {_value}"
        assert np.allclose(_floor, _calls["held out"][-1], rtol=1e-5), (
            f"floor: expected {_calls['held out'][-1]}, got {_floor}"
        )
        _halves = _spy.calls_at(_n // 2)["fake"]
        assert len(_halves) == 7, f"repeats=7: expected 7 measures of halves of the fakes, got {len(_halves)}"
        _low, _high = (np.std(_halves, axis=0, ddof=ddof) for ddof in (0, 1))
        _right = np.all((_low * 0.999 <= _error) & (_error <= _high * 1.001))
        assert _right, f"error: expected the standard deviation of 7 halves, {_high}, got {_error}"
    _again, _other = day06.Spy(_lengths), day06.Spy(_lengths)
    evaluation_report(_again, *_again.sets, seed=1, repeats=7)
    evaluation_report(_other, *_other.sets, seed=2, repeats=7)
    assert _again.seen == _spy.seen, "the same seed: expected the same samples, got others"
    assert _other.seen != _spy.seen, "another seed: expected other samples, got the same"
    _fault = day06.one_number_fault(evaluation_report, _spy.sets)
    assert _fault is None, _fault
    ### BEGIN HIDDEN TESTS
    _sets = [np.random.default_rng(seed).standard_normal((400, 1)) + shift for seed, shift in enumerate((0, 5, 9))]
    _value, _floor, _error = evaluation_report(lambda a, b: b.mean() - a.mean(), *_sets, seed=3, repeats=200)
    assert max(abs(_value - 9), abs(_floor - 5)) < 0.3, f"expected about 9 and 5, got {_value} and {_floor}"
    assert abs(_error / math.sqrt(2 / 400) - 1) < 0.25, f"the error of a mean: expected 0.07, got {_error:.3f}"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# One generator, `random = np.random.default_rng(seed)`, for everything. `random.permutation(len(rows))` gives all row
# numbers in random order.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Drawing n of a set and drawing n // 2 of those n are the same task: write it once. And which `axis` keeps several
# numbers apart in a standard deviation?
#
# </details>
#
# Now let it judge. Our three GANs differ in nothing but their seeds.
#
# > **Predict, then run.** For the squared Fréchet distance: which is larger, the error of one GAN's number, or the
# > difference between the best seed and the worst? And how far is the floor?

# %%
report_of = checks.or_reference("evaluation_report", evaluation_report, day06.evaluation_report, arrays=True)

judged = []
for seed, gan in enumerate(gans):
    made = classifier.features(gan.generate(count, seed=1))
    judged.append(report_of(measure_all, real_features, features["real"], made, repeats=10))
    values, floors, errors = judged[-1]
    print(f"seed {seed}:", " · ".join(f"{n} {v:.2f} ± {e:.2f}" for n, v, e in zip(names, values, errors, strict=True)))
print("floor: ", " · ".join(f"{n} {f:.2f}" for n, f in zip(names, floors, strict=True)))

# %%
found, errors = (np.array([part[index][0] for part in judged]) for index in (0, 2))
print(f"squared Fréchet distance: from best to worst seed {np.ptp(found):.1f}; errors {np.round(errors, 1)}")
print("larger:", "the difference of the seeds" if np.ptp(found) > 2 * errors.mean() else "the error, taken twice")
budget.claim("no seed reaches the floor", found.min() > floors[0])
day06.board(
    {f"GAN, seed {seed}": values for seed, (values, _, _) in enumerate(judged)},
    floors,
    names,
    title="Your report on three GANs",
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# No seed reaches the floor. The error is the luck of *measuring*: with a few hundred samples it may be as large as the
# differences between the seeds, with thousands it is smaller. The luck of *training* is another matter. No number of
# samples makes the seeds agree; for that one has to train more often.
#
# </details>
#
# "Ours 11.7, theirs 12.1", each from a single run, is no result, and that answers the question of the day. Lucic and
# others (2018, [arXiv 1711.10337](https://arxiv.org/abs/1711.10337)) trained many GANs with many settings and seeds,
# and found that most differences between loss functions were differences in search and luck. So: several seeds, and
# mean *and* spread of them. Never the best.
#
# The course has such a report, too. Its reference are the *training* images, as in most papers; that is why its row on
# data-copying must never be left out.

# %%
print(metrics.report(heaps.fresh, line_up["GAN"], heaps.training.images, repeats=budget.choose(smoke=0, laptop=20)))

# %% [markdown]
# A line of it can be compared with the next line that *the same program* prints on *the same data*.
#
# <details><summary>Deeper: what are the fakes good for?</summary>
#
# Let somebody *use* the images. **Train on synthetic, test on real**: a classifier learns from labelled fakes only, and
# is tested on real images. Ravuri and Vinyals (2019, [arXiv 1905.10887](https://arxiv.org/abs/1905.10887)) call its
# accuracy the **classification accuracy score** (CAS); on ImageNet, models with better FID than others had a *worse*
# CAS. It takes labels, and our GAN has none to offer before tomorrow. Day 7 comes back to it.
#
# </details>
# <details><summary>Deeper: numbers of others</summary>
#
# - **FID of MNIST, CIFAR-10, CelebA** in Lucic and others: Inception's features, the best of a search over settings.
#   Inception was trained on photographs, and its judgement of digits is that of a stranger.
# - **Stacked MNIST** (Metz and others 2016, [arXiv 1611.02163](https://arxiv.org/abs/1611.02163); PacGAN, [arXiv
#   1712.04086](https://arxiv.org/abs/1712.04086)): three random digits as the red, green and blue channel make 1,000
#   modes; reported is the number of modes that occur. It depends on the classifier, and on how many images are drawn.
# - **Inception Scores** come in many versions: Barratt and Sharma (2018, [arXiv
#   1801.01973](https://arxiv.org/abs/1801.01973)) take them apart.
#
# </details>
#
# ## Which number for which question?
#
# | question | number | with | does not see |
# |---|---|---|---|
# | Is anything badly wrong? | your eyes, uncurated | a fixed seed | what is missing, what is copied |
# | Which of my runs is better? | Fréchet distance | one n, far above d; floor; seeds | higher moments; copies |
# | The same, with few real images? | kernel distance | its error | higher moments; copies |
# | Are the images good? | precision, density | floor, k | blur; what is missing; outliers lift precision |
# | Are all kinds there? | recall, coverage | floor, k | quality; absurd fakes lift recall |
# | Is it copying? | nearer share, nearest pairs | real images not trained on | copies that look far |
# | Are classes clear and balanced? | Inception Score | that of real images | variety within a class; copies |
#
# <details><summary>Deeper: experiments of your own</summary>
#
# - Precision and recall with $k = 1$, 3, 10, 30, for real images and for the GAN: which $k$ tells them apart best?
# - Fakes with the exact mean and covariance of real features (`random.multivariate_normal`): which measure notices?
# - Resize the unseen images to 100 × 100 and back with Pillow's "nearest", "bilinear" and "bicubic": what does it cost?
# - A memoriser that copies a tenth, a third, a half of its images: from which share on does your test notice?
#
# </details>
#
# ## Recap
#
# - Looking comes first. It misses what is missing, what is copied, and who chose the pictures.
# - The Inception Score is the spread over classes minus the doubt about an image. Ten images get the best score.
# - The Fréchet distance compares means and covariances. Its bias falls like $1/n$, and with small n favours generators
#   of too little variety. The kernel distance is unbiased, and may be negative.
# - Precision and recall tell the two faults apart. One outlier spoils them; density and coverage do not mind it, but
#   reward the middle of the data.
# - A memoriser is perfect to all of these. Only real images that were *not* trained on give it away.
# - A number needs its sample size, its floor, its error, its seeds, and the program that made it.
#
# **Tomorrow** the generator makes what you ask for: conditional GANs.
#
# ## Glossary
#
# | term | meaning |
# |---|---|
# | **bias** | how far an estimate is off on average |
# | **bootstrap** | computing a number again from resampled data, to see how much it scatters |
# | **coverage** | the share of real neighbourhoods that hold a fake |
# | **density** | how many real neighbourhoods a fake lies in, divided by k |
# | **FID, KID** | squared Fréchet distance, kernel distance, in features of the Inception network |
# | **floor** | what a measure gives for real images that were not trained on: what a perfect generator gets |
# | **Fréchet distance** | how far apart normal distributions with these means and covariances are; reported squared |
# | **Inception Score** | the exponential of the mutual information of image and class |
# | **memoriser** | a generator that hands out its training images |
# | **precision** | the share of fakes that lie where real samples lie |
# | **recall** | the share of real samples that lie where fakes lie |
# | **unbiased** | right on average, for any number of samples |
#
# ## Further reading
#
# - L. Theis and others, *A note on the evaluation of generative models*, 2015, [arXiv
#   1511.01844](https://arxiv.org/abs/1511.01844).
# - T. Salimans and others, *Improved Techniques for Training GANs*, 2016, [arXiv
#   1606.03498](https://arxiv.org/abs/1606.03498): section 4 is the Inception Score.
# - M. Heusel and others, *GANs Trained by a Two Time-Scale Update Rule Converge to a Local Nash Equilibrium*, 2017,
#   [arXiv 1706.08500](https://arxiv.org/abs/1706.08500): FID.
# - M. Bińkowski and others, *Demystifying MMD GANs*, 2018, [arXiv 1801.01401](https://arxiv.org/abs/1801.01401): KID.
# - M. Chong and D. Forsyth, *Effectively Unbiased FID and Inception Score and where to find them*, 2020, [arXiv
#   1911.07023](https://arxiv.org/abs/1911.07023).
# - T. Kynkäänniemi and others, *Improved Precision and Recall Metric for Assessing Generative Models*, 2019, [arXiv
#   1904.06991](https://arxiv.org/abs/1904.06991).
# - M. Naeem and others, *Reliable Fidelity and Diversity Metrics for Generative Models*, 2020, [arXiv
#   2002.09797](https://arxiv.org/abs/2002.09797).
# - C. Meehan and others, *A Non-Parametric Test to Detect Data-Copying in Generative Models*, 2020, [arXiv
#   2004.05675](https://arxiv.org/abs/2004.05675).
# - M. Lucic and others, *Are GANs Created Equal? A Large-Scale Study*, 2018, [arXiv
#   1711.10337](https://arxiv.org/abs/1711.10337).
