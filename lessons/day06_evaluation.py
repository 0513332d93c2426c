# %% [markdown]
# # Day 6: Evaluation
#
# **The question of the day.** Two generators stand before you, and a table says that the first has a Fréchet distance
# of 12.1 and the second one of 11.7. Is the second one better? By the end of the day your first answer will be a row of
# questions: with how many samples, in which features, against which floor, over how many seeds? And is it, by any
# chance, handing out its training images?
#
# Each measure of generated images answers *one* question, and is blind to others. Today you implement them all, and
# break them all: for each one you will see fakes that fool it.
#
# ## What you will be able to do
#
# - name three traps of judging images by looking at them, and say why a GAN has no likelihood to report;
# - implement the Inception Score, the Fréchet distance, the kernel distance, precision and recall, density and
#   coverage, and a test for copied training images, and check each one against values worked out by hand;
# - say of each of them what it cannot see;
# - explain why the Fréchet distance of two samples of *one* distribution is not 0, how it falls with the number of
#   samples, and how to extrapolate it;
# - give every number its sample size, its floor, its interval and its seeds;
# - choose the number that answers *your* question.
#
# **You need** Days 1 to 3: features, the floor and the first encounter with the Fréchet distance are from Day 3,
# coverage from Day 2. Some linear algebra: covariance matrices and their eigenvalues.
#
# **Time.** Some 7,000 words, about 55 minutes of reading; with the questions and exercises, plan three hours. **Run
# time**, measured on two CPU cores: about one minute for the whole notebook with scikit-learn's digits, 40 seconds of
# it to train three GANs, and two minutes with MNIST; twice as long if the cores have other work.
#
# | exercise | you write | points |
# |---|---|---:|
# | 1 | the Inception Score | 3 |
# | 2 | the Fréchet distance of two normal distributions | 4 |
# | 3 | the kernel distance, without bias | 3 |
# | 4 | precision and recall | 3 |
# | 5 | density and coverage | 3 |
# | 6 | how often a fake is nearer to the training images | 2 |
#
# The conventions are those of the days before: real before fake, one row of features for each sample.

# %%
import dataclasses
import math
import warnings

from gan_course import budget, checks, metrics, plots, recipes, toys, widgets
from gan_course.data import load_images
from gan_course.runtime import device, keras
from gan_course.training import ProgressLine

import numpy as np
from matplotlib.figure import Figure
from PIL import Image
from scipy import linalg, stats
from scipy.spatial.distance import cdist
from scipy.special import logsumexp
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.metrics.pairwise import polynomial_kernel

print(f"training budget: {budget.name()}; device: {device()}")
data, test = load_images(), load_images(split="test")

# %% [markdown]
# ## 1. A line-up, and the traps of looking
#
# To judge judges, one needs suspects whose guilt is known. We shuffle all real images and deal them into three heaps:
#
# - **training**: what generators may learn from;
# - **reference**: real images that nobody trains on, to compare fakes with;
# - **fresh**: more real images that nobody trains on, as many as there are in the reference. They play the part of the
#   *perfect generator*. Whatever a measure says of them is its **floor**: the best that can be expected.

# %%
order = np.random.default_rng(0).permutation(len(data) + len(test))
all_images = np.concatenate([data.images, test.images])[order]
all_labels = np.concatenate([data.labels, test.labels])[order]
size = budget.choose(smoke=240, laptop=min(10_000, len(order) // 2))
count = min(2_000, size // 2)

training = dataclasses.replace(data, images=all_images[:size], labels=all_labels[:size])
reference, fresh = all_images[size : size + count], all_images[size + count : size + 2 * count]
reference_labels, fresh_labels = all_labels[size : size + count], all_labels[size + count : size + 2 * count]
print(f"{size:,} images to train on, {count:,} for reference, {count:,} fresh ones")

# %% [markdown]
# Among the suspects there must be a GAN. We train Day 3's recipe, shortly, and three times with different seeds: by the
# end of the day you will want to know how much of a number is luck.

# %%
steps, epochs = budget.choose(smoke=2, laptop=1_200), budget.choose(smoke=1, laptop=12)
recipe = dataclasses.replace(recipes.get("dcgan"), steps=steps)
gans = []
for seed in range(budget.choose(smoke=1, laptop=3)):
    gan = recipe.gan(data.image_shape, seed=seed)
    batches = training.batches(recipe.batch_size, seed=seed).repeat()
    gan.fit(batches, epochs=epochs, steps_per_epoch=steps // epochs, verbose=0, callbacks=[ProgressLine()])
    gans.append(gan)

# %% [markdown]
# And six more whose quality we know, because we make them ourselves:
#
# | suspect | made of | what is wrong |
# |---|---|---|
# | real | the fresh images | nothing |
# | blurred | the fresh images, each pixel the mean of 3 × 3 | none of them looks quite real |
# | one in five noise | the fresh images, a fifth of them replaced by noise | some are rubbish, the others perfect |
# | low digits | the fresh images of 0 to 4 | half of the modes are missing |
# | ten images | ten training images, one for each digit, again and again | no variety at all |
# | copies | training images, with a trace of noise | nothing in them is new |
# | GAN | the first of our three | we shall see |

# %%
classifier = metrics.digit_classifier()
random = np.random.default_rng(1)
ten = training.images[classifier.probabilities(training.images).argmax(axis=0)]  # the surest image of each digit
noisy = fresh.copy()
noisy[: count // 5] = random.uniform(-1, 1, noisy[: count // 5].shape)
copied = training.images[random.choice(size, count, replace=False)]
line_up = {
    "real": fresh,
    "blurred": keras.layers.AveragePooling2D(3, strides=1, padding="same")(fresh).numpy(),
    "one in five noise": random.permutation(noisy),
    "low digits": fresh[fresh_labels < 5],
    "ten images": np.tile(ten, (count // 10, 1, 1, 1)),
    "copies": np.clip(copied + random.normal(0, 0.02, copied.shape), -1, 1).astype("float32"),
    "GAN": gans[0].generate(count, seed=1),
}
features = {name: classifier.features(images) for name, images in line_up.items()}
real_features, training_features = classifier.features(reference), classifier.features(training.images)

# %% [markdown]
# > **Predict, then run.** Below are twelve images of each suspect, in a shuffled order and without their names. Which
# > rows can you name? Which of them would you call perfect?

# %%
draws = np.random.default_rng(6)
names = list(draws.permutation(list(line_up)))
rows = [
    line_up[name][:12] if name == "ten images" else draws.choice(line_up[name], 12, replace=False) for name in names
]
plots.image_grid(
    np.concatenate(rows),
    columns=12,
    title="Seven suspects, twelve images each",
    alt="Seven rows of twelve images. Most rows are sharp handwritten digits; one is blurred, one has squares of noise "
    "among the digits, one shows each digit from 0 to 9 once, one consists of digits below 5 only, one is shaky.",
)

# %%
print("from top to bottom:", ", ".join(names))

# %% [markdown]
# <details><summary>Answer</summary>
#
# The noise, the blur and the GAN's failures meet the eye. The low digits and the ten images do if you *look for them*,
# in a row of twelve; in a grid of sixty faces, would you notice that nobody is over fifty? But the copies and the real
# images are both perfect, and no amount of looking at them will tell which is which.
#
# </details>
#
# Looking comes first, always: no number replaces it, and it finds faults that no number was made for. But it has traps.
#
# **Trap 1: the eye sees images, not distributions.** It judges how real each image looks, and hardly what is missing.
# How large a sample would you have to look at? A kind of image with the share $p$ is missing from $n$ images by pure
# chance with probability $(1 - p)^n$.

# %%
for share in (0.1, 0.05, 0.02):
    print(f"share {share:4.0%}: missing from 60 perfect images with probability {(1 - share) ** 60:.2f}")

# %% [markdown]
# So from a grid of sixty you cannot even tell whether a kind of image that makes up two per cent of the data is made at
# all.
#
# **Trap 2: the eye does not know the training set.** See the copies.
#
# **Trap 3: somebody chose what you are shown.** Here are twenty-four images of our GAN as they come, and twenty-four of
# the same GAN that were picked out of two thousand: those that a classifier of digits is surest about.
#
# > **Predict, then run.** Which are which, and what do the chosen ones have in common?

# %%
many = gans[0].generate(budget.choose(smoke=100, laptop=2_000), seed=2)
sureness = classifier.probabilities(many).max(axis=1)
favourites = np.argsort(-sureness)[:24]
for name, chosen in {"as they come": slice(24), "picked": favourites}.items():
    print(f"{name}: 0 to 9 occur", *np.bincount(classifier.labels(many[chosen]), minlength=10), "times")
plots.image_grid(
    np.concatenate([many[:24], many[favourites]]),
    columns=12,
    title="As they come (two rows above), and picked (two rows below)",
    alt="Four rows of twelve generated images. The two upper ones are a mixture of good and broken digits, the two "
    "lower ones are clearer.",
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# The picked ones, in the lower rows, are far better, and they come from the same generator on the same day. They are
# also less varied: a few digits that this GAN is good at crowd out the others.
#
# </details>
#
# A figure in a paper that does not say "uncurated, seed 0" shows you the best of an unknown number. In this course,
# `generate(n, seed)` makes the first n images of a seed, and the pictures show what comes.

# %% [markdown]
# ## 2. Why not the likelihood?
#
# Statisticians have a measure for models of data: the mean log-density that the model gives to *held-out* data, the
# **log-likelihood**. A GAN cannot report it. Its generator turns noise into images, and there is no formula for the
# density of what comes out; with 64 noise numbers and 784 pixels the images even lie on a surface of at most 64
# dimensions, so that nearly every real image has the density 0. (The discriminator does not help: at its best it gives
# the *ratio* of two densities, Day 1, and only where it was trained.)
#
# The first paper on GANs, like others of its time, therefore *estimated* a density: put a small normal distribution
# around each of a set of generated images (a **Parzen window**), choose its width by validation, and report the mean
# log-density of test images under that mixture. Theis, van den Oord and Bethge (2015, [arXiv
# 1511.01844](https://arxiv.org/abs/1511.01844)) showed how far off that is. We repeat one of their experiments. Three
# "generators" hand in equally many images: real training images; the GAN; and **k-means**, which hands in the means of
# as many clusters of training images.
#
# > **Predict, then run.** Which of them will the Parzen window call best?

# %%
handed_in = budget.choose(smoke=10, laptop=100)
pixels = training.images[:2_000].reshape(-1, 784)
centres = KMeans(handed_in, n_init=1, max_iter=20, random_state=0).fit(pixels).cluster_centers_
sets = {"real": pixels[:handed_in], "k-means": centres, "GAN": line_up["GAN"][:handed_in].reshape(-1, 784)}


def parzen(samples, judges, width):
    """Return the mean log-density of some images under normal distributions around the samples."""
    squares = cdist(judges.reshape(-1, 784), samples, "sqeuclidean")
    kernels = logsumexp(-squares / (2 * width**2), axis=1) - 784 / 2 * np.log(2 * np.pi * width**2)
    return np.mean(kernels) - np.log(len(samples))


likelihood = {}
for name, samples in sets.items():
    width = max(np.geomspace(0.1, 1, 13), key=lambda width: parzen(samples, reference, width))
    likelihood[name] = parzen(samples, fresh, width)
    print(f"{name:8} width {width:.2f}, mean log-density of fresh images {likelihood[name]:6.1f}")
budget.claim("the Parzen window prefers cluster means to real images", likelihood["k-means"] > likelihood["real"])

# %%
plots.image_grid(
    np.concatenate([sets["real"][:12], sets["k-means"][:12]]).reshape(-1, 28, 28),
    columns=12,
    title="Real images (above) lose to cluster means (below)",
    alt="Two rows of twelve digits: sharp ones above, and below soft grey averages of several digits.",
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# The cluster means: they beat *real* images, and by a wide margin. A mean is close to everything in its cluster, and in
# 784 dimensions closeness in pixels is all that the window sees. Even a true likelihood would not settle the question.
# The same paper shows that a model can have a good likelihood and bad images, and the reverse: mix a model with noise,
# 99 parts of noise to one of model, and each density falls by the factor 100 at worst, $\log 100 \approx 4.6$, which is
# nothing beside log-densities that differ by hundreds; but the images are nearly all noise.
#
# </details>
#
# So all that follows compares *samples* with samples.

# %% [markdown]
# ## 3. The Inception Score
#
# The first number made for GANs (Salimans et al. 2016, [arXiv 1606.03498](https://arxiv.org/abs/1606.03498)) asks a
# classifier. Good images should be *recognisable*: for each image $x$, the classifier's probabilities $p(y \mid x)$
# should be concentrated on one class. And they should be *diverse*: over all images, the mean $p(y)$ of these
# probabilities should be spread over all classes. Both together: $p(y \mid x)$ should be far from $p(y)$.
#
# $$ \mathrm{IS} = \exp\Bigl( \mathbb{E}_x \, \mathrm{KL}\bigl(p(y \mid x) \,\|\, p(y)\bigr) \Bigr),
# \qquad \mathrm{KL}(p \,\|\, q) = \sum_y p_y \log \frac{p_y}{q_y} . $$
#
# The mean under the exponential has a name: it is the **mutual information** of image and class, $H(y) - H(y \mid x)$,
# where $H$ is the entropy. It lies between 0 and $\log C$ with $C$ classes, so the score lies **between 1 and C**.
# (With the Inception network and its 1,000 classes of photographs it is the score of the papers. Ours uses the course's
# classifier of ten digits, and is another number.)
#
# ### Exercise 1: the Inception Score (3 points)
#
# Write `inception_score(probabilities)`. Each row of the array holds the probabilities of one image and sums to 1. Some
# of them may be exactly 0; then $0 \cdot \log 0$ counts as 0, which is its limit. Return one number.


# %% exercise="inception_score"
def inception_score(probabilities):
    """Return the Inception Score of images with these class probabilities, shape (images, classes)."""
    ### BEGIN SOLUTION
    mean = probabilities.mean(axis=0)
    ratio = np.where(probabilities > 0, probabilities, 1) / np.where(probabilities > 0, mean, 1)
    return np.exp((probabilities * np.log(ratio)).sum(axis=1).mean())
    ### END SOLUTION


# %%
def quietly(function, *arguments):
    """Call a function without NumPy's and SciPy's warnings: what counts is what it returns."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return function(*arguments)


# %% check="inception_score" points=3
with checks.exercise("inception_score"):
    for rows, expected, why in (
        (np.full((4, 10), 0.1), 1, "undecided about every image: the score is 1, the lowest"),
        (np.tile([0.9, 0.1], (5, 1)), 1, "all images of one kind: the score is 1"),
        (np.eye(10), 10, "sure of each image, and every class once: the score is the number of classes"),
        (np.array([[0.9, 0.1], [0.1, 0.9]]), 1.444935, "0.9 and 0.1 for one class, the reverse for the other"),
        (np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]]), 1.889882, "two images of one class, one of the other"),
    ):
        score = quietly(inception_score, rows)
        assert score is not None, "the function returns nothing"
        assert np.shape(score) == (), f"expected one number for all images; got shape {np.shape(score)}"
        assert not np.isnan(score), f"{why}; got {score}. Is 0·log 0 taken as 0?"
        assert abs(score - expected) < 1e-5, f"{why}: expected {expected}; got {score}"
    ### BEGIN HIDDEN TESTS
    for seed, concentration in enumerate((0.05, 0.3, 1.0, 5.0)):
        rows = np.random.default_rng(seed).dirichlet(np.full(7, concentration), size=50)
        rows = np.where(rows < 0.01, 0, rows)
        rows /= rows.sum(axis=1, keepdims=True)
        expected = np.exp(np.mean(stats.entropy(rows, rows.mean(axis=0, keepdims=True), axis=1)))
        kept = rows.copy()
        score = quietly(inception_score, rows)
        assert abs(score - expected) < 1e-6, f"50 images, 7 classes: expected {expected:.6f}; got {score:.6f}"
        assert np.array_equal(rows, kept), "the caller's array was changed"
    assert abs(quietly(inception_score, np.array([[0.2, 0.8, 0.0]])) - 1) < 1e-9, "a single image is its own mean: 1"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `probabilities.mean(axis=0)` is $p(y)$. The logarithm is the natural one. The mean over images comes *before* the
# exponential.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Replace both numbers of the fraction by 1 where a probability is 0, with `np.where`: then the logarithm is 0 there,
# and so is the product.
#
# </details>
#
# Before the score judges the line-up:
#
# > **Predict, then run.** Which of the seven gets the best score? Which ones does it take for perfect?

# %%
score_of = checks.or_reference(
    "inception_score", inception_score, lambda probabilities: metrics.inception_score(probabilities)[0]
)

inception = {}
for name, images in line_up.items():
    probabilities = classifier.probabilities(images)
    inception[name] = score_of(probabilities)
    spread, doubt = stats.entropy(probabilities.mean(axis=0)), stats.entropy(probabilities, axis=1).mean()
    print(f"{name:18} Inception Score {inception[name]:5.2f} = exp({spread:.2f} − {doubt:.2f})")

# %%
budget.claim("ten images, again and again, score higher than real ones", inception["ten images"] > inception["real"])
budget.claim("copies score like real images, within 0.3", abs(inception["copies"] - inception["real"]) < 0.3)

# %% [markdown]
# <details><summary>Answer</summary>
#
# The ten images, the worst suspect of all as to variety. They score *higher than real images*, since the classifier is
# never in doubt about them. The copies pass as well. Each line also shows where the number comes from: the spread
# $H(y)$ over the classes minus the doubt $H(y \mid x)$ about an image. The low digits lose spread (five classes make
# about 5). The blur hardly costs anything. The noise costs spread and not doubt: the classifier takes it for a digit,
# is sure of it, and always says the same. The GAN loses by doubt.
#
# </details>
#
# What the score cannot see follows from its formula. It never looks at a *real* image. It looks at images through the
# classes only, so **collapse within a class** does not exist for it. And it knows nothing of the training set. It also
# depends on the sample size: the mean of few images fits just these images, so the score comes out too low (a single
# image always has 1). Barratt and Sharma (2018, [arXiv 1801.01973](https://arxiv.org/abs/1801.01973)) take it apart
# further. Report it, if at all, beside another number.

# %% [markdown]
# ## 4. The Fréchet distance
#
# Heusel and others (2017, [arXiv 1706.08500](https://arxiv.org/abs/1706.08500)) brought real images in: describe the
# features of both sets by mean and covariance, and take the distance of the two normal distributions that have them,
#
# $$ d^2 = \lVert \mu_r - \mu_f \rVert^2 + \mathrm{tr}\bigl(\Sigma_r + \Sigma_f - 2\,(\Sigma_r \Sigma_f)^{1/2}\bigr). $$
#
# With features of the Inception network it is the **FID**. This is a real distance (squared, as it is customary to
# report it) between normal distributions: Fréchet's, also called the 2-Wasserstein distance. It is the least mean
# squared way that one distribution has to be moved to become the other (Dowson and Landau 1982). On the line, with
# standard deviations $\sigma_r$ and $\sigma_f$, it is simply $(\mu_r - \mu_f)^2 + (\sigma_r - \sigma_f)^2$.
#
# The only difficult part is the root. $\Sigma_r \Sigma_f$ is not symmetric unless the two matrices commute, but it has
# the same eigenvalues as $\Sigma_r^{1/2}\, \Sigma_f\, \Sigma_r^{1/2}$, which is symmetric and has none below 0. All
# that is needed of the root is its trace: the sum of the **roots of these eigenvalues**.
#
# ### Exercise 2: the Fréchet distance of two normal distributions (4 points)
#
# Write `frechet(real_mean, real_cov, fake_mean, fake_cov)`: two means of shape (d,), two covariance matrices of shape
# (d, d), one real number back. The matrices need not commute. They may be singular (as they are whenever there are
# fewer samples than features); then rounding makes some eigenvalues slightly negative.


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
def case(mean, cov):
    """Make a mean and a covariance matrix of lists."""
    return np.array(mean, float), np.array(cov, float)


def between(distribution, other):
    """Call `frechet`, see to it that one real number comes back, and return it."""
    distance = quietly(frechet, *distribution, *other)
    assert distance is not None, "the function returns nothing"
    assert np.shape(distance) == (), f"expected one number; got shape {np.shape(distance)}"
    assert not np.iscomplexobj(distance), f"a distance is a real number; got {distance}, so take the real part"
    assert np.isfinite(distance), f"got {distance}; is a root of a slightly negative eigenvalue taken?"
    return float(distance)


round_one, tilted = case([0, 0], [[1, 0], [0, 1]]), case([0, 0], [[1.5, 0.5], [0.5, 0.5]])
stretched, moved = case([0, 0], [[2 / 3, 0], [0, 4 / 3]]), case([3, 4], [[1, 0], [0, 1]])
flat, slanted = case([0, 0], [[2, 0], [0, 0]]), case([0, 0], [[1.5, 0.75**0.5], [0.75**0.5, 0.5]])

# %% check="frechet" points=4
with checks.exercise("frechet"):
    known = 4 - 2 * math.sqrt(3)
    for real, fake, expected, why in (
        (tilted, tilted, 0, "the distance of a distribution to itself is 0"),
        (round_one, moved, 25, "moved by (3, 4), same covariance: 3² + 4²"),
        (case([0], [[1]]), case([0], [[3]]), known, "on the line, variances 1 and 3: (√3 − 1)² = 4 − 2√3"),
        (case([1], [[4]]), case([3], [[9]]), 5, "on the line, N(1, 2²) and N(3, 3²): 2² + 1²"),
        (tilted, stretched, known, "covariances (1.5, 0.5; 0.5, 0.5) and (2/3, 0; 0, 4/3), which do not commute"),
        (stretched, tilted, known, "the same two the other way round: a distance is symmetric"),
        (flat, slanted, known, "two singular covariances, of lines at an angle of 30°"),
    ):
        distance = between(real, fake)
        assert abs(distance - expected) < 1e-5, f"{why}: expected {expected:.6f}; got {distance:.6f}"
    ### BEGIN HIDDEN TESTS
    for seed in range(6):
        draws = np.random.default_rng(seed)
        pair = [
            (draws.standard_normal(5), np.cov(draws.standard_normal((5, 20)) * np.arange(1, 6)[:, None])) for _ in "rf"
        ]
        (m, a), (o, b) = pair
        root = linalg.sqrtm(a).real
        expected = np.sum((m - o) ** 2) + np.trace(a + b) - 2 * np.trace(linalg.sqrtm(root @ b @ root).real)
        distance = between(*pair)
        assert abs(distance - expected) < 1e-4, (
            f"two random distributions in 5 dimensions: {expected:.5f}; {distance:.5f}"
        )
        turn = stats.ortho_group.rvs(5, random_state=seed)
        turned = [(turn @ mean, turn @ cov @ turn.T) for mean, cov in pair]
        assert abs(between(*turned) - expected) < 1e-4, "a rotation of both must not change their distance"
        few = [draws.standard_normal((samples, 6)) for samples in (4, 5)]
        singular = [(rows.mean(axis=0), np.cov(rows.T)) for rows in few]
        expected = metrics.frechet_distance(*few)
        assert abs(between(*singular) - expected) < 1e-3, (
            f"singular covariances: {expected:.5f}; {between(*singular):.5f}"
        )
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
# Symmetric matrices have `np.linalg.eigh`: values, and vectors in the columns. With the roots of the values, `vectors *
# roots @ vectors.T` is the root of the matrix. `np.clip(values, 0, None)` lifts slightly negative eigenvalues to 0. (Or
# take `scipy.linalg.sqrtm` of the product, and its real part.)
#
# </details>
#
# For *samples*, means and covariances are estimated. The next cell wraps your function so that it takes two arrays of
# features. `np.cov` divides by $n - 1$, as it should.


# %%
def of_samples(real, fake):
    """Return the squared Fréchet distance of the normal distributions with the moments of two samples."""
    return frechet(real.mean(axis=0), np.cov(real.T), fake.mean(axis=0), np.cov(fake.T))


frechet_distance = checks.or_reference("frechet", of_samples, metrics.frechet_distance)

distances = {name: frechet_distance(real_features, rows) for name, rows in features.items()}
for name, distance in distances.items():
    print(f"{name:18} Fréchet distance {distance:6.1f}")
claim = "ten images are farthest from the reference, half of the digits next, and the copies within 3 of real images"
by_distance = sorted(distances, key=distances.get)
near = abs(distances["copies"] - distances["real"]) < 3
budget.claim(claim, by_distance[-2:] == ["low digits", "ten images"] and near)

# %% [markdown]
# It sees all that the Inception Score overlooked: ten images again and again are the worst of all, and half of the
# digits the second worst. And it sees no harm in the copies. Keep that in mind until section 8.
#
# ### 4.1 The distance of a distribution to itself
#
# > **Predict, then run.** Two samples of one and the same distribution, a standard normal one in 64 dimensions. Its
# > distance to itself is 0. What will the estimate be from 100 samples each? And from ten times as many?

# %%
dimension = 64
sizes = budget.choose(smoke=(32, 100), laptop=(32, 100, 300, 1_000, 3_000))
draws = np.random.default_rng(5)
itself = []
for n in sizes:
    pair = draws.standard_normal((2, n, dimension))
    itself.append(frechet_distance(*pair))
    rank = np.linalg.matrix_rank(np.cov(pair[0].T))
    print(f"n = {n:5,}: distance {itself[-1]:6.2f}, n times the distance {n * itself[-1]:5,.0f}; rank {rank} of 64")
claim = "from 100 samples on, n times the distance is d(d + 5)/2, within a tenth"
beyond = [n * distance for n, distance in zip(sizes, itself, strict=True) if n >= 100]
budget.claim(claim, all(abs(product / (dimension * (dimension + 5) / 2) - 1) < 0.1 for product in beyond))

# %% [markdown]
# <details><summary>Answer</summary>
#
# About 22, and about 2: ten times as many samples, a tenth of the distance. It is *never* 0, because chance always
# makes the two means and the two covariances a little different, and a squared distance counts every difference as
# positive. The estimate has a **bias**, and the bias falls like $1/n$.
#
# How large is it? For standard normal features, to first order, the means contribute $2d/n$ and the covariances $d(d +
# 1)/(2n)$, together $d(d + 5)/(2n)$. It grows with the *square* of the number of features. With the 2,048 of Inception
# in place of 64, the same sum is some 950 times as large. With fewer samples than features the covariance matrix does
# not even have full rank (last column): whole directions are missing.
#
# </details>
#
# Real features are not normal, but obey the same law. For the curves below, two disjoint sets of real images were
# measured against each other, ten times for each n.

# %%
everyone = classifier.features(all_images[: budget.choose(smoke=200, laptop=8_000)])
real_sizes = [n for n in sizes if 2 * n <= len(everyone)]
real_floor = []
for n in real_sizes:
    sets = [everyone[draws.permutation(len(everyone))[: 2 * n]] for _ in range(budget.choose(smoke=1, laptop=10))]
    real_floor.append(np.mean([frechet_distance(both[:n], both[n:]) for both in sets]))
    print(f"n = {n:5,}: distance of real images {real_floor[-1]:6.2f}, n times the distance {n * real_floor[-1]:6,.0f}")
products = [n * distance for n, distance in zip(real_sizes, real_floor, strict=True) if n >= 100]
claim = "from 100 real images on, n times the distance stays the same, within a third"
budget.claim(claim, max(products) < 4 / 3 * min(products))

# %%
with plots.drawing():
    figure = Figure(figsize=(6.4, 4.0), layout="constrained")
    axes = figure.subplots()
    axes.plot(real_sizes, real_floor, "o-", color=plots.REAL, label="real images, course CNN")
    axes.plot(sizes, itself, "s--", color=plots.FAKE, label="standard normal, 64 dimensions")
    axes.plot(sizes, dimension * (dimension + 5) / 2 / np.array(sizes), ":", color=plots.GUIDE, label="d(d + 5)/(2n)")
    axes.set(xlabel="samples on either side, n", ylabel="Fréchet distance", xscale="log", yscale="log")
    axes.set_title("Nothing is wrong with these fakes", loc="left")
    axes.legend()
plots.picture(
    figure,
    alt="Fréchet distance against the number of samples, both axes logarithmic: two nearly parallel lines that fall by "
    "a factor of ten for ten times the samples, one for real images and one for a normal distribution, the latter on "
    "the dotted line of the formula.",
)

# %% [markdown]
# So a Fréchet distance without its number of samples says nothing, and two of them with different numbers cannot be
# compared.
#
# ### 4.2 Few samples do not only blur the picture, they bend it
#
# One might hope: if everybody takes *the same* n, the bias is the same for all, and the order of generators is right.
# Is it? Let the real distribution be the standard normal one, with its exact mean and covariance. A generator with the
# **spread** $s$ draws from a normal distribution with the standard deviation $s$ in each of the 64 directions. The
# perfect one has $s = 1$; the true distance is $64\,(1 - s)^2$.
#
# > **Predict, then move the slider.** From 100 samples, which spread gets the best score?

# %%
spreads = np.linspace(0.7, 1.2, 51)


def measured(n, repeats=5):
    """Return the mean distance from n fakes to N(0, I), for each spread; in closed form, as the root of I is I."""
    curves = []
    for _ in range(repeats):
        fakes = draws.standard_normal((n, dimension))
        deviations = np.sqrt(np.clip(np.linalg.eigvalsh(np.cov(fakes.T)), 0, None))
        curves.append([np.sum((s * fakes.mean(axis=0)) ** 2) + np.sum((s * deviations - 1) ** 2) for s in spreads])
    return np.mean(curves, axis=0)


fake_sizes = budget.choose(smoke=(100, 200), laptop=(100, 200, 400, 800, 1_600, 3_200))
bent = {n: measured(n) for n in fake_sizes}
for n, curve in bent.items():
    print(
        f"n = {n:5,}: the best spread seems to be {spreads[curve.argmin()]:.2f}, with a distance of {curve.min():.2f}"
    )
few, most = bent[fake_sizes[0]], bent[fake_sizes[-1]]
budget.claim("100 samples prefer a spread of at most 0.95", spreads[few.argmin()] <= 0.95)
budget.claim("3,200 samples prefer one within 0.02 of 1", abs(spreads[most.argmin()] - 1) < 0.021)


# %%
def frame(n):
    """Draw the measured curve of n samples and the true one."""
    with plots.drawing():
        figure = Figure(figsize=(6.4, 4.0), layout="constrained")
        axes = figure.subplots()
        axes.plot(spreads, dimension * (1 - spreads) ** 2, ":", color=plots.GUIDE, label="true")
        axes.plot(spreads, bent[n], color=plots.FAKE, label="measured")
        best = bent[n].argmin()
        axes.plot(spreads[best], bent[n][best], "o", color=plots.FAKE, label="looks best")
        axes.axvline(1, color=plots.REAL, linestyle="--", linewidth=1.4, label="perfect")
        axes.set(xlabel="spread of the generator", ylabel="Fréchet distance", ylim=(0, 18))
        axes.set_title(f"{n:,} samples, 64 dimensions", loc="left")
        figure.legend(loc="outside lower center", ncols=4)
    alt = f"With {n:,} samples the measured curve lies above the true one; its lowest point is at {spreads[best]:.2f}."
    return plots.picture(figure, alt=alt)


widgets.frame_slider([frame(n) for n in fake_sizes], values=[f"{n:,}" for n in fake_sizes], description="samples")

# %% [markdown]
# <details><summary>Answer</summary>
#
# One with too *little* variety, at about 0.9. Every random error of the sample covariance costs, and a generator with
# less spread makes smaller errors. So with few samples the distance does not just add the same to everyone: it favours
# generators that vary less. Only as n grows does the lowest point move to the perfect generator. Chong and Forsyth
# (2020, [arXiv 1911.07023](https://arxiv.org/abs/1911.07023)) found it for real GANs: the bias depends on the
# generator, so that *the same n for all is fair only if n is large*.
#
# </details>
#
# ### 4.3 To infinitely many samples
#
# Their remedy uses the law itself. If the estimate is $d^2 + b/n$ to first order, measure it at several n, draw the
# straight line over $1/n$, and read it where $1/n = 0$. They call it $\overline{\mathrm{FID}}_\infty$. First where we
# know the truth, then for the GAN (with as many fakes as we like; the reference stays as it is, so its own share of the
# bias stays, too).


# %%
def at_infinity(sizes, distances):
    """Return where the straight line of distances over 1/n meets 1/n = 0."""
    return np.polyfit(1 / np.array(sizes), distances, 1)[1]


used = fake_sizes[-3:]
for s in (0.8, 0.9, 1.0):
    where = np.argmin(abs(spreads - s))
    limit, at_most = at_infinity(used, [bent[n][where] for n in used]), bent[used[-1]][where]
    true = dimension * (1 - s) ** 2
    print(f"spread {s}: {at_most:5.2f} at n = {used[-1]:,}; extrapolated {limit:5.2f}; true {true:4.2f}")
    budget.claim("the extrapolation is within 0.1 of the truth", abs(limit - true) < 0.1)

# %%
plenty = classifier.features(gans[0].generate(budget.choose(smoke=200, laptop=8_000), seed=3))
gan_sizes = budget.choose(smoke=(50, 100), laptop=(250, 500, 1_000, 2_000))
gan_distances = []
for n in gan_sizes:
    parts = [plenty[start : start + n] for start in range(0, len(plenty) - n + 1, n)][:4]
    gan_distances.append(np.mean([frechet_distance(real_features, part) for part in parts]))
    print(f"our GAN, n = {n:5,}: Fréchet distance {gan_distances[-1]:.2f}, mean of {len(parts)}")
everything = frechet_distance(real_features, plenty)
extrapolated = at_infinity(gan_sizes, gan_distances)
print(f"extrapolated from these: {extrapolated:.2f}; measured with all {len(plenty):,}: {everything:.2f}")
budget.claim("extrapolated and measured with 8,000 differ by less than 1", abs(extrapolated - everything) < 1)

# %% [markdown]
# Fakes cost nothing, so take many; a line through several n also shows whether the law holds. What cannot be multiplied
# is the *reference*: with few real images, the bias that they cause stays in every number. That is what the floor is
# for.
#
# ### 4.4 In whose eyes?
#
# A distance in features sees what the network sees. Here are *real* images again, the fresh ones, after something that
# happens to images on their way to a measurement, judged by two pairs of eyes: the course's CNN, and 50 principal
# components of the pixels.
#
# > **Predict, then run.** Which of these changes will cost most, in either? Saved with 8 bits for each pixel; enlarged
# > to 100 × 100 and back with Pillow's "nearest", "bilinear" or "bicubic" resizing; reduced to 14 × 14 and enlarged
# > again; moved by up to two pixels.


# %%
def resized(through, filter_name):
    """Send the fresh images through another size and back."""
    kind = Image.Resampling[filter_name]
    pictures = [Image.fromarray(image).resize((through, through), Image.Resampling.BICUBIC) for image in fresh[..., 0]]
    return np.clip([np.asarray(picture.resize((28, 28), kind)) for picture in pictures], -1, 1)[..., np.newaxis]


moves = np.random.default_rng(6).integers(-2, 3, (count, 2))
processed = {
    "untouched": fresh,
    "8 bits": np.round((fresh + 1) * 127.5) / 127.5 - 1,
    "100 × 100, nearest": resized(100, "NEAREST"),
    "100 × 100, bicubic": resized(100, "BICUBIC"),
    "100 × 100, bilinear": resized(100, "BILINEAR"),
    "14 × 14 and back": resized(14, "BICUBIC"),
    "moved": np.stack([np.roll(image, move, (0, 1)) for image, move in zip(fresh, moves, strict=True)]),
}

# %%
pca = PCA(50, random_state=0).fit(training.images.reshape(size, -1))


def components(images):
    """Reduce images to their 50 principal components, as on Day 2."""
    return pca.transform(images.reshape(len(images), -1))


seen = {}
for name, changed in processed.items():
    cnn = frechet_distance(real_features, classifier.features(changed))
    linear = frechet_distance(components(reference), components(changed))
    seen[name] = cnn, linear
    print(f"{name:20} {cnn:6.2f} in the CNN's features, {linear:6.2f} in principal components")
claim = "bilinear resizing costs more than nearest, halving still more, and moving most of these in the CNN's features"
ladder = [seen[name][0] for name in ("100 × 100, nearest", "100 × 100, bilinear", "14 × 14 and back", "moved")]
budget.claim(claim, ladder == sorted(ladder))

# %% [markdown]
# <details><summary>Answer</summary>
#
# These are all images of real digits, and nobody would call them fakes. But mere *resizing* moves the number, and how
# much depends on the filter: a careless pipeline can lose or win more than the difference between two papers. Parmar,
# Zhang and Zhu (2022, [arXiv 2104.11222](https://arxiv.org/abs/2104.11222)) found that popular libraries resize
# differently under the same name, and that a JPEG file's quality matters as well. In the CNN's features, moving digits
# by up to two pixels costs more than anything else in this table: the data have their digits in the middle, and a
# distribution without that *is* another distribution.
#
# The two columns differ in scale, and not by a fixed factor: each network has its own units. **A Fréchet distance
# belongs to its network, its code and its preprocessing.** So compare only numbers that came out of one program.
#
# </details>
#
# ### 4.5 Two moments are not a distribution
#
# Last, the distance compares means and covariances, *and nothing else*. Take Day 2's ring of eight little normal
# distributions. Its mean is 0, and its covariance a multiple of the unit matrix. So here is a fake with the same two
# moments:

# %%
ring = toys.ring()
around = 2_000 if budget.name() != "smoke" else 200
real_ring, other_ring = ring.sample(around, seed=0), ring.sample(around, seed=1)
blob = np.random.default_rng(7).normal(0, math.sqrt(np.trace(np.cov(real_ring.T)) / 2), (around, 2))
for name, fake in {"the ring itself": other_ring, "one big blob": blob}.items():
    share = ring.high_quality_share(fake)
    print(f"{name:16} Fréchet distance {frechet_distance(real_ring, fake):.4f}, near a mode: {share:.0%}")
budget.claim("the blob's distance is below 0.02", frechet_distance(real_ring, blob) < 0.02)
plots.scatter(
    real_ring[:400],
    blob[:400],
    title="Same mean, same covariance",
    alt="Eight small clusters of real points in a circle, and generated points that are spread over the whole disc, "
    "hardly any of them within a cluster.",
)

# %% [markdown]
# For the distance, the two are the same. In the features of a deep network, means and covariances catch much, which is
# why it works as well as it does. But never forget what you are comparing.

# %% [markdown]
# ## 5. The kernel distance
#
# Bińkowski and others (2018, [arXiv 1801.01401](https://arxiv.org/abs/1801.01401)) wanted a number without that bias.
# Take a **kernel**, a measure of how alike two feature vectors are, here
#
# $$ k(x, y) = \Bigl( \frac{x \cdot y}{d} + 1 \Bigr)^3 $$
#
# with $d$ features. If real and fake samples have one distribution, then two real ones are as alike on average as two
# fake ones, and as a real and a fake one. So with $x, x'$ real and $y, y'$ fake,
#
# $$ \mathrm{MMD}^2 = \mathbb{E}\, k(x, x') + \mathbb{E}\, k(y, y') - 2\, \mathbb{E}\, k(x, y) $$
#
# is 0 then, and never below 0 in truth: it is a squared distance, the *maximum mean discrepancy*. With this kernel it
# compares all moments up to the third. In Inception's features it is the **KID**.
#
# To estimate it, replace expectations by means over pairs. The one thing to get right: $x$ and $x'$ are two *different*
# samples. A sample paired with itself is as alike as can be; leave such pairs in, and the estimate is too high. Leave
# them out, and it is **unbiased**: right on average, for any number of samples. That it is sometimes negative is the
# price, and no mistake: an estimate that is right on average where the truth is 0 must fall below 0 about as often as
# above.
#
# ### Exercise 3: the kernel distance (3 points)
#
# Write `kernel_distance(real, fake)`: the unbiased estimate from real features of shape (n, d) and fake ones of shape
# (m, d). The numbers n and m may differ.


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
    real, fake = np.array([[0.0], [1.0], [2.0]]), np.array([[0.0], [1.0], [3.0]])
    estimate = kernel_distance(real, fake)
    assert estimate is not None, "the function returns nothing"
    assert np.shape(estimate) == (), f"expected one number; got shape {np.shape(estimate)}"
    pairs = "(1 + 1 + 27)/3 of the real pairs, plus (1 + 1 + 64)/3 of the fake ones, minus 2 · 447/9 of the mixed ones"
    assert abs(estimate - -67.666667) < 1e-4, f"0, 1, 2 against 0, 1, 3: −67.666667 = {pairs}; got {estimate:.6f}"
    flat = np.array([[2.0, 0.0], [0.0, 2.0], [2.0, 2.0]]), np.array([[1.0, 1.0], [3.0, 1.0]])
    estimate = kernel_distance(*flat)
    expected = (2 * 27 + 1) / 3 + 27 - 2 * (8 + 8 + 27 + 64 + 8 + 125) / 6
    assert abs(estimate - expected) < 1e-6, f"3 real and 2 fake points of the plane: {expected:.4f}; got {estimate:.4f}"
    draws = np.random.default_rng(8)
    many = np.array([kernel_distance(*draws.standard_normal((2, 20, 3))) for _ in range(400)])
    error = many.std() / math.sqrt(len(many))
    message = f"one distribution, 400 times: mean {many.mean():.4f} ± {error:.4f}; it should be 0 within 3 errors"
    assert abs(many.mean()) < 3 * error, message
    assert 0.2 < np.mean(many < 0) < 0.8, "where the truth is 0, an unbiased estimate is often negative"
    ### BEGIN HIDDEN TESTS
    for n, m, d in ((4, 9, 2), (12, 5, 7), (30, 31, 64)):
        real, fake = draws.standard_normal((n, d)), draws.standard_normal((m, d)) + 0.3
        own = [polynomial_kernel(rows, degree=3, coef0=1) for rows in (real, fake)]
        within = sum(values[~np.eye(len(values), dtype=bool)].mean() for values in own)
        expected = within - 2 * polynomial_kernel(real, fake, degree=3, coef0=1).mean()
        estimate = kernel_distance(real, fake)
        assert abs(estimate - expected) < 1e-6, f"{n} and {m} samples in {d} dimensions: {expected:.6f}; {estimate:.6f}"
        assert abs(kernel_distance(fake, real) - expected) < 1e-6, "the distance must be symmetric"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `real @ real.T` holds all scalar products at once. The kernel of each sample with itself stands on the diagonal of
# `kernel(real, real)`.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Of n samples there are $n(n - 1)$ ordered pairs of different ones. In the mixed term nothing is left out: a real and a
# fake sample are always different ones.
#
# </details>
#
# > **Predict, then run.** Now both distances from *few* samples, many times: real against real, and real against the
# > blurred images. How will their means change when there are four times as many samples?

# %%
kernel_of = checks.or_reference(
    "kernel_distance", kernel_distance, lambda real, fake: metrics.kernel_distance(real, fake).estimate
)

draws = np.random.default_rng(9)
means = {}
for name in ("real", "blurred"):
    for n in (50, 200):
        numbers = []
        for _ in range(budget.choose(smoke=2, laptop=100)):
            chosen = [
                rows[draws.choice(count, min(n, count), replace=False)] for rows in (real_features, features[name])
            ]
            numbers.append((frechet_distance(*chosen), kernel_of(*chosen)))
        means[name, n] = np.mean(numbers, axis=0)
        errors = np.std(numbers, axis=0) / math.sqrt(len(numbers))
        fd, kd = (f"{mean:6.1f} ± {error:4.1f}" for mean, error in zip(means[name, n], errors, strict=True))
        print(f"{name:8} n = {n:3}: Fréchet distance {fd}, kernel distance {kd}")

# %%
budget.claim(
    "50 samples put the Fréchet distance up by more than 20", means["real", 50][0] > means["real", 200][0] + 20
)
gap = abs(means["blurred", 50][1] - means["blurred", 200][1])
budget.claim("the kernel distance of the blurred images stays, within a third", gap < means["blurred", 200][1] / 3)

# %% [markdown]
# <details><summary>Answer</summary>
#
# The Fréchet distance falls, for both; from 50 samples even real images look worse than blurred ones do from 200. The
# kernel distance stays where it is, up to its random error, and is about 0 for real images. What the sample size
# changes is only how much a single measurement *scatters*. So with few real images the kernel distance is the better
# choice. And `metrics.kernel_distance` gives the standard error along with the estimate:
#
# </details>

# %%
for name in line_up:
    estimate, error = metrics.kernel_distance(real_features, features[name])
    print(f"{name:18} kernel distance {estimate:6.1f} ± {error:4.1f}")

# %% [markdown]
# What does it not see? More than two moments, but only three: the ring and the blob of section 4.5 have the same third
# moments (both are 0, since each looks the same when turned around), so it cannot tell those two apart either. And the
# copies pass again.

# %% [markdown]
# ## 6. Precision and recall
#
# All numbers so far put two questions into one: are the images *good*, and are they *all* there? Sajjadi and others
# (2018, [arXiv 1806.00035](https://arxiv.org/abs/1806.00035)) proposed to answer them apart, with two words of
# information retrieval:
#
# - **precision**: the share of fakes that could be real;
# - **recall**: the share of real images that the generator could make.
#
# What does "could be" mean for samples? Kynkäänniemi and others (2019, [arXiv
# 1904.06991](https://arxiv.org/abs/1904.06991)) estimate *where a distribution lies* by balls: around each sample, a
# ball that reaches to its $k$-th nearest neighbour **in the same set**, with $k = 3$. A fake that lies in at least one
# real ball counts for precision; a real sample that lies in at least one *fake* ball counts for recall.
#
# ### Exercise 4: precision and recall (3 points)
#
# Write `precision_recall(real, fake, k)`. It returns the two shares in this order. Distances are Euclidean. A sample is
# not its own neighbour: with $k = 1$ the ball reaches to the nearest *other* one. (Whether the edge belongs to the ball
# makes no difference here. `cdist(a, b)`, imported above, gives the distances of all rows of a from all rows of b.)


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
    pair = precision_recall(real, fake, k)
    assert pair is not None, "the function returns nothing"
    assert np.shape(pair) == (2,), f"expected two numbers, precision and recall; got shape {np.shape(pair)}"
    precision, recall = map(float, pair)
    assert 0 <= min(precision, recall) <= max(precision, recall) <= 1, f"shares lie between 0 and 1; got {pair}"
    return precision, recall


two_modes, again = np.random.default_rng(10).normal([[[0, 0]], [[50, 0]]], 1, (2, 2, 300, 2))

# %% check="precision_recall" points=3
with checks.exercise("precision_recall"):
    real, fake = column(0, 1, 3, 6), column(0.5, 2.5, 20)
    for arguments, expected, why in (
        ((real, fake, 1), (2 / 3, 1), "real balls (−1, 1), (0, 2), (1, 5), (3, 9), fake ones (−1.5, 2.5) and so on"),
        (
            (column(0, 1, 3, 7), column(9.5, 10.25, 14), 2),
            (2 / 3, 1 / 4),
            "with k = 2 the real balls reach 3, 2, 3 and 6 far",
        ),
        ((column(0, 1, 50, 51), column(0.4, 0.5, 0.7), 1), (1, 0), "good fakes in a narrow place"),
    ):
        got = shares(*arguments)
        assert np.allclose(got, expected, atol=1e-6), f"{why}: expected {expected}; got {got}"
    (p, r), (p2, r2) = (shares(two_modes.reshape(-1, 2), fakes, 3) for fakes in (again.reshape(-1, 2), again[0]))
    assert abs(p2 - p) < 0.06, f"one mode of two dropped: precision stays; it went from {p:.2f} to {p2:.2f}"
    assert abs(r2 - r / 2) < 0.06, f"one mode of two dropped: recall halves; it went from {r:.2f} to {r2:.2f}"
    ### BEGIN HIDDEN TESTS
    for seed, (n, m, d, k) in enumerate(((30, 50, 2, 3), (40, 20, 5, 1), (25, 25, 3, 6), (200, 150, 8, 4))):
        draws = np.random.default_rng(seed)
        real, fake = draws.standard_normal((n, d)), draws.standard_normal((m, d)) * 1.3 + 0.4
        gaps = [np.linalg.norm(a[:, None] - b, axis=2) for a, b in ((real, real), (fake, fake), (fake, real))]
        reach_real, reach_fake = (np.partition(own, k, axis=1)[:, k] for own in gaps[:2])
        expected = (gaps[2] < reach_real).any(axis=1).mean(), (gaps[2] < reach_fake[:, None]).any(axis=0).mean()
        got = shares(real, fake, k)
        assert np.allclose(got, expected, atol=1e-9), f"{n} and {m} samples, k = {k}: expected {expected}; got {got}"
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
# Sort each row of `cdist(centres, centres)`. The first entry is the distance 0 of a sample from itself, so the k-th
# neighbour has the index k.
#
# </details>
#
# Now the experiment that these two numbers were made for. The fakes are perfect, since they are the fresh real images,
# but one digit after the other is left out.
#
# > **Predict, then run.** How will precision and recall change, as modes are dropped? And the Fréchet distance?

# %%
both_of = checks.or_reference("precision_recall", precision_recall, metrics.precision_recall)

fresh_features = features["real"]
kept = np.arange(10, 0, -1)
dropping = {"precision": [], "recall": []}
for digits in kept:
    fakes = fresh_features[fresh_labels < digits]
    precision, recall = both_of(real_features, fakes, 3)
    dropping["precision"].append(precision)
    dropping["recall"].append(recall)
    far = frechet_distance(real_features, fakes)
    print(f"digits left: {digits:2}; precision {precision:.2f}, recall {recall:.2f}; Fréchet distance {far:5.1f}")

# %%
budget.claim("precision stays, within 0.15", np.ptp(dropping["precision"]) < 0.15)
claim = "half of the digits have less than four fifths of the recall of all of them, and one digit less than a fifth"
falls = np.array(dropping["recall"]) / dropping["recall"][0]
budget.claim(claim, falls[5] < 4 / 5 and falls[9] < 1 / 5)
plots.curves(
    dropping,
    x=kept,
    title="Dropping modes costs recall, and recall only",
    x_label="digits that the fakes still contain",
    y_label="share",
    alt="Two curves over the number of digits left. Precision stays near 0.9 from ten digits to one; recall climbs "
    "about evenly from near 0.1 with one digit to 0.9 with all ten.",
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# Precision does not move: what is there is as good as ever. Recall falls from one end to the other, if not quite in
# proportion: a real 9 may lie in the ball of a 4, and where fakes are few, their balls are larger. The Fréchet distance
# rises, but does not say *why*: half of the digits have nearly a hundred, and other faults can have it, too.
#
# </details>
#
# One can also give variety away on purpose. Large GANs do: the **truncation trick** of BigGAN (Brock, Donahue and
# Simonyan 2018, [arXiv 1809.11096](https://arxiv.org/abs/1809.11096)) keeps the noise near the middle, where images are
# safe. Here is its simplest form, noise times one half, for each of our three GANs.

# %%
trade = []
for seed, gan in enumerate(gans):
    noise = np.random.default_rng(20 + seed).standard_normal((count, recipe.latent_dim)).astype("float32")
    pair = []
    for scale in (1, 0.5):
        made = np.concatenate([gan.generator(part).numpy() for part in np.array_split(scale * noise, 8)])
        pair.append(both_of(real_features, classifier.features(made), 3))
    trade.append(pair)
    rows = "; ".join(f"precision {precision:.2f}, recall {recall:.2f}" for precision, recall in pair)
    print(f"GAN {seed}, noise as in training, then times ½: {rows}")
budget.claim("half the noise costs each GAN recall", all(half[1] < whole[1] for whole, half in trade))

# %% [markdown]
# Recall falls for each. Whether precision rises in return is another matter. Trained on MNIST, all three gained some
# (0.1 to 0.2). On scikit-learn's digits, with a tenth of the training images, the middle of the noise turned out to be
# no safe place for all of them. What pays for a large GAN need not pay for yours: measure both.
#
# Such deals are everywhere ("truncation" in GANs, "guidance" in diffusion models), and a single number hides them.
# **Which point of the trade-off was reported?** is a question to ask of every table.

# %% [markdown]
# ## 7. Density and coverage
#
# Balls around samples have a weak spot. Where samples are few, balls are huge.
#
# > **Predict, then run.** Two hundred real points in a cluster, and *one* outlier far away. The fakes all lie in the
# > empty space in between, where there is nothing real at all. What is their precision?

# %%
draws = np.random.default_rng(12)
cluster, outlier = draws.normal(0, 0.4, (200, 2)), np.array([[6.0, 6.0]])
in_between = draws.uniform(2, 4, (200, 2))
with_outlier = np.concatenate([cluster, outlier])
for name, real in {"without the outlier": cluster, "with the outlier": with_outlier}.items():
    precision, recall = both_of(real, in_between, 3)
    print(f"{name:20} precision {precision:.2f}, recall {recall:.2f}")
radius = np.sort(cdist(outlier, with_outlier)[0])[3]
with plots.drawing():
    figure = Figure(figsize=(5.0, 5.4), layout="constrained")
    axes = figure.subplots()
    axes.scatter(*with_outlier.T, s=16, color=plots.REAL, label="real")
    axes.scatter(*in_between.T, s=22, color=plots.FAKE, marker="^", label="generated")
    turn = np.linspace(0, 2 * np.pi, 200)
    axes.plot(6 + radius * np.cos(turn), 6 + radius * np.sin(turn), "--", color=plots.GUIDE, label="the outlier's ball")
    axes.set(xlim=(-2.5, 9), ylim=(-2.5, 9), xlabel="x₁", ylabel="x₂", aspect="equal")
    axes.set_title("One outlier vouches for everything", loc="left")
    figure.legend(loc="outside lower center", ncols=3)
plots.picture(
    figure,
    alt="A cluster of real points at the lower left, one real point far away at the upper right, and generated ones in "
    "between. A dashed circle around the lonely point reaches back to the cluster and contains all generated points.",
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# 1. The outlier's third neighbour is in the cluster, so its ball contains all that lies between. One mislabelled or
#    broken real image can do that. (The same trick on the other side: one absurd *fake* has a ball so large that it
#    covers all real samples, and recall is perfect.)
#
# </details>
#
# Naeem and others (2020, [arXiv 2002.09797](https://arxiv.org/abs/2002.09797)) mend both. **Density** does not ask
# *whether* a fake lies in a real ball but in how *many*, divided by $k$. Where real samples are dense, many balls
# overlap; the outlier's ball is only one. **Coverage** replaces recall: the share of *real* balls that contain at least
# one fake. No fake balls are needed, so that no absurd fake can help. With $n$ real and $m$ fake samples,
#
# $$ \mathrm{density} = \frac{1}{k\,m} \sum_{j=1}^{m} \sum_{i=1}^{n} 1\bigl[y_j \in B(x_i)\bigr], \qquad
# \mathrm{coverage} = \frac1n \sum_{i=1}^{n} 1\bigl[\text{some } y_j \in B(x_i)\bigr] . $$
#
# For two samples of one distribution, density is 1 on average (it can be larger), and coverage about $1 - 2^{-k}$ if $n
# = m$: 0.97 with the usual $k = 5$.
#
# ### Exercise 5: density and coverage (3 points)
#
# Write `density_coverage(real, fake, k)`, which returns the two in this order. The balls are those of Exercise 4.


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
    pair = density_coverage(real, fake, k)
    assert pair is not None, "the function returns nothing"
    assert np.shape(pair) == (2,), f"expected two numbers, density and coverage; got shape {np.shape(pair)}"
    return tuple(map(float, pair))


# %% check="density_coverage" points=3
with checks.exercise("density_coverage"):
    for arguments, expected, why in (
        ((column(0, 1, 3, 6), column(0.5, 2.2, 20), 1), (1, 0.75), "balls (−1, 1), (0, 2), (1, 5), (3, 9): 2 + 1 + 0"),
        ((column(0, 1, 3, 7), column(0.1, 0.2), 2), (1.5, 0.75), "with k = 2: (−3, 3), (−1, 3), (0, 6), (1, 13)"),
        ((column(0, 1, 3, 6), column(40, 50), 1), (0, 0), "fakes that are nowhere near"),
        ((column(0, 1, 3, 6), column(2), 3), (4 / 3, 1), "a single fake in the middle of everything, k = 3"),
    ):
        got = dense(*arguments)
        assert np.allclose(got, expected, atol=1e-6), f"{why}: expected {expected}; got {got}"
    got = dense(with_outlier, in_between, 5)
    assert np.allclose(got, (0.2, 1 / 201), atol=1e-6), f"one outlier: density 1/5, coverage 1/201; got {got}"
    ### BEGIN HIDDEN TESTS
    for seed, (n, m, d, k) in enumerate(((30, 50, 2, 3), (40, 20, 5, 1), (25, 25, 3, 6), (200, 150, 8, 5))):
        draws = np.random.default_rng(seed)
        real, fake = draws.standard_normal((n, d)), draws.standard_normal((m, d)) * 0.7 + 0.2
        own, gaps = (np.linalg.norm(rows[:, None] - real, axis=2) for rows in (real, fake))
        held = (gaps < np.partition(own, k, axis=1)[:, k]).sum(axis=0)
        expected = held.sum() / (k * m), np.mean(held > 0)
        got = dense(real, fake, k)
        assert np.allclose(got, expected, atol=1e-9), f"{n} and {m} samples, k = {k}: expected {expected}; got {got}"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# A table of truth values, one row for each fake and one column for each real ball: density *counts* all of it, coverage
# asks for each column whether there is *any*.
#
# </details>
#
# All four on the line-up:

# %%
dense_of = checks.or_reference(
    "density_coverage", density_coverage, lambda *args: (metrics.density(*args), metrics.coverage(*args))
)

quality = {}
for name in line_up:
    quality[name] = both_of(real_features, features[name], 3) + tuple(dense_of(real_features, features[name], 5))
    print("{:18} precision {:.2f}  recall {:.2f}  density {:.2f}  coverage {:.2f}".format(name, *quality[name]))

# %%
budget.claim(
    "ten images have nearly the precision of real ones, within 0.25, but neither recall nor coverage above 0.15",
    abs(quality["ten images"][0] - quality["real"][0]) < 0.25 and max(quality["ten images"][1::2]) < 0.15,
)
claim = "a fifth of noise costs a fifth of the precision, within 0.08, and no recall"
dirty = np.array(quality["one in five noise"]) - quality["real"]
budget.claim(claim, abs(dirty[0] + quality["real"][0] / 5) < 0.08 and abs(dirty[1]) < 0.05)
budget.claim("blur raises density", quality["blurred"][2] > quality["real"][2])

# %% [markdown]
# Read the table line by line; each suspect now has a fault *with a name*. The ten images are precise and cover nothing.
# Of the low digits, half is missing. Noise costs precision. Also read what is *wrong* with it. The blur, a fault in
# every single image, has not lost any precision, and gained density: blurred images lie between the real ones, where
# the balls overlap. It has lost recall. And all four numbers of the *copies* are those of real images.
#
# The floors are not 1: real images have a precision of 0.9 here. The balls depend on $k$, on the number of samples and
# on the features, so these numbers, too, can be compared only with their floor.

# %% [markdown]
# ## 8. The memoriser
#
# Let us do justice to the copies. Here is what each measure says of them, beside the floor.

# %%
for name in ("real", "copies"):
    estimate, error = metrics.kernel_distance(real_features, features[name])
    line = f"{name:7} IS {inception[name]:.2f} · FD {distances[name]:.1f}"
    shares_of = " · ".join(f"{number:.2f}" for number in quality[name])
    print(f"{line} · KD {estimate:.1f} ± {error:.1f} · precision, recall, density, coverage {shares_of}")
gap = distances["copies"] - distances["real"]
budget.claim("the Fréchet distance of the copies is at most 3 above the floor", gap < 3)

# %% [markdown]
# No generator that you will ever train comes as close. And it is no generator at all: it hands out its training images.
# To all measures above, a memoriser *is* the perfect generator, because a sample of the training set is a sample of the
# real distribution. Worse: many papers measure against the training set itself. There, a memoriser beats honest new
# images:

# %%
against_training = {name: frechet_distance(training_features, features[name]) for name in ("real", "copies")}
print(", ".join(f"{name}: {distance:.2f} from the training images" for name, distance in against_training.items()))
claim = "measured against the training images, copies are better than real images"
budget.claim(claim, against_training["copies"] < against_training["real"])

# %% [markdown]
# What gives it away is the *third* set: real images that were not trained on. If fakes lie nearer to the training
# images than fresh real images do, they were not drawn from the distribution but from the list. So for each fake, and
# for each test image, measure the distance to the **nearest training image**; then compare the two lists. Meehan,
# Chaudhuri and Dasgupta (2020, [arXiv 2004.05675](https://arxiv.org/abs/2004.05675)) do it by ranks: take a fake and a
# test image by lot; how often is the fake the nearer one?
#
# ### Exercise 6: how often is the fake nearer? (2 points)
#
# Write `nearer_share(train, test, fake)`: the share of all pairs of a fake and a test sample in which the fake is
# nearer to *its* nearest training sample than the test sample is to *its own*. Pairs with equal distances count one
# half. An honest, perfect generator has ½, a memoriser 1.


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
    train = column(0, 10, 20)
    for test_samples, fakes, expected, why in (
        (column(1, 12, 17), column(0.5, 10.5, 24, 18.5), 8 / 12, "distances 1, 2, 3 of the test and 0.5, 0.5, 4, 1.5"),
        (column(1, 12, 17), column(12, 30), 1.5 / 6, "distances 1, 2, 3 and 2, 10: one pair is equal"),
        (column(1, 12), column(0, 10, 20), 1, "the fakes are the training samples"),
        (column(1, 12), column(5, 15), 0, "the fakes are as far away as one can be"),
    ):
        share = nearer_share(train, test_samples, fakes)
        assert share is not None, "the function returns nothing"
        assert np.shape(share) == (), f"expected one number; got shape {np.shape(share)}"
        assert abs(share - expected) < 1e-9, f"{why}: expected {expected:.4f}; got {share:.4f}"
    draws = np.random.default_rng(13)
    train, held_out, honest = draws.standard_normal((3, 400, 4))
    share = nearer_share(train, held_out, honest)
    assert abs(share - 0.5) < 0.06, f"fakes that are as new as the test samples: near ½; got {share:.3f}"
    share = nearer_share(train, held_out, train + 0.01 * draws.standard_normal((400, 4)))
    assert share > 0.98, f"the training samples with a trace of noise: near 1; got {share:.3f}"
    ### BEGIN HIDDEN TESTS
    for n, m, d in ((15, 40, 2), (40, 15, 6)):
        sets = draws.standard_normal((30, d)), draws.standard_normal((n, d)), 1.2 * draws.standard_normal((m, d))
        of_test, of_fake = (np.sqrt(((rows[:, None] - sets[0]) ** 2).sum(axis=2)).min(axis=1) for rows in sets[1:])
        expected = stats.mannwhitneyu(of_test, of_fake).statistic / (n * m)
        share = nearer_share(*sets)
        assert abs(share - expected) < 1e-9, f"{n} test samples, {m} fakes: expected {expected:.4f}; got {share:.4f}"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# `cdist(fake, train).min(axis=1)` gives each fake's distance to its nearest training sample. Two arrays of lengths m
# and n are compared pair by pair with `a[:, np.newaxis] < b`, a table of shape (m, n).
#
# </details>
#
# (Statisticians know this share: times the number of pairs it is the statistic $U$ of Mann and Whitney.)
#
# > **Predict, then run.** What will it be for the real images, the copies, and the GAN? And for the blurred images?


# %%
def course_share(train, test, fake):
    """Return how often a fake is nearer to the training samples: the course's version."""
    of_test, of_fake = (cdist(samples, train).min(axis=1) for samples in (test, fake))
    return stats.mannwhitneyu(of_test, of_fake).statistic / (len(of_test) * len(of_fake))


nearer_of = checks.or_reference("nearer_share", nearer_share, course_share)

nearer = {}
for name in ("real", "copies", "blurred", "GAN"):
    nearer[name] = nearer_of(training_features, real_features, features[name])
    copying = metrics.data_copying(training_features, real_features, features[name])
    print(f"{name:8} nearer in {nearer[name]:.3f} of pairs; C_T {copying.statistic:6.1f} from {copying.used} cells")

# %%
budget.claim("real images are near ½, within 0.06", abs(nearer["real"] - 0.5) < 0.06)
budget.claim("the memoriser is caught: above 0.99", nearer["copies"] > 0.99)

# %% [markdown]
# <details><summary>Answer</summary>
#
# Real images have ½, up to chance: they lie as near as the test images do. The memoriser has 1: *caught*. The GAN's
# share is far below ½: most of its images are nowhere near any real one. It does not copy; it underfits.
#
# </details>
#
# The other number is the paper's statistic $C_T$, in `metrics.data_copying`: the same comparison within each of a few
# cells of space, so that copying in one region cannot hide behind another, and scaled so that honest fakes give a
# standard normal number, or a smaller one. Strongly *negative*, below −3 say, means copying; strongly positive, fakes
# too far from everything.
#
# Three warnings about this test.
#
# - **A share hides a few.** A generator that makes rubbish and copies one image in ten has a share below ½. Look at the
#   nearest pairs as well: the lower end of the list of distances, not only its middle.
# - **Near in which eyes?** A copy is found only if it looks near to whoever measures. We shall move copies by one
#   pixel.
# - **Near duplicates in the data** look like copies. (In scikit-learn's digits, the same hand wrote many images.)

# %%
moved = np.roll(copied, (1, 1), axis=(1, 2))
tenth = np.concatenate([line_up["GAN"][count // 10 :], line_up["copies"][: count // 10]])
for name, fakes in {"copies moved by a pixel": moved, "nine in ten the GAN's, one a copy": tenth}.items():
    flat = [rows.reshape(len(rows), -1) for rows in (training.images, reference, fakes)]
    in_pixels, in_features = nearer_of(*flat), nearer_of(training_features, real_features, classifier.features(fakes))
    print(f"{name:34} nearer in {in_pixels:.2f} of pairs by pixels, {in_features:.2f} by features")
closest = cdist(classifier.features(tenth), training_features).min(axis=1)
usual = np.quantile(cdist(real_features, training_features).min(axis=1), 0.01)
print(f"of the last mixture, {np.mean(closest < usual):.1%} are nearer than the nearest 1% of the test images")

# %% [markdown]
# The copies that were moved by one pixel are still copies, and they get through: neither pixels nor these features see
# them as near, and their share is even below ½. In the mixture, the share alone looks harmless as well. But its *lower
# end* gives it away: of an honest generator's images about one in a hundred is nearer than the nearest hundredth of the
# test images, and here it is one in ten.
#
# So a test for copies that finds none is worth as much as its idea of what a copy is. Day 10 plants copies, and audits
# a generator for them.

# %% [markdown]
# ## 9. Numbers with their error
#
# ### 9.1 What are the fakes good for?
#
# One more way to judge: let somebody *use* the images. **Train on synthetic, test on real**: a classifier learns from
# labelled fakes only, and is tested on real images. Ravuri and Vinyals (2019, [arXiv
# 1905.10887](https://arxiv.org/abs/1905.10887)) call its accuracy the **classification accuracy score** (CAS); on
# ImageNet, models with better FID than others had a *worse* CAS. It takes labels. Our GAN has none to offer before
# tomorrow, so the course's CNN has to put them on, which helps the fakes; a linear classifier on 50 principal
# components then learns from them.

# %%
useful = {}
for name, images in line_up.items():
    given = fresh_labels if name == "real" else classifier.labels(images)
    if len(np.unique(given)) < 2:
        continue  # a GAN that was hardly trained, at the smoke budget
    useful[name] = metrics.classification_accuracy_score(
        components(images), given, components(reference), reference_labels
    )
    print(f"{name:18} teaches a classifier to tell {useful[name]:.0%} of the real images right")
budget.claim("who never saw 5 to 9 tells at most 60% right", useful["low digits"] < 0.6)
budget.claim("nobody teaches better than real images, by more than 2%", max(useful.values()) < useful["real"] + 0.02)

# %% [markdown]
# Missing modes cost just what is missing. Noise costs next to nothing: who learns from it takes what is of use. And the
# copies are about as good as real images, which they are. Day 7 comes back to this with a GAN that makes what it is
# asked for.

# %% [markdown]
# ### 9.2 Two kinds of luck
#
# A number from samples has an error: other samples, another number. Without a formula for it, one *resamples*: compute
# the number again from random parts of the data, and see how much it scatters. (The classical **bootstrap** draws n of
# n *with replacement*. That would plant copies in the samples: for nearest neighbours a copy is a neighbour at distance
# 0, and the Fréchet distance gets a second helping of bias. So `metrics.bootstrap_interval` takes random halves,
# without replacement: a mean over half of the samples scatters around the mean of all as much as that scatters around
# the truth.)
#
# That is the luck of *measuring*. There is also the luck of *training*: another seed, another generator.
#
# > **Predict, then run.** Our three GANs differ in nothing but their seeds. Which is larger: the interval of one of
# > them, or the differences between the three?

# %%
of_seeds, ends = [], []
for seed, gan in enumerate(gans):
    described = classifier.features(gan.generate(count, seed=1))
    interval = metrics.bootstrap_interval(
        metrics.frechet_distance, real_features, described, repeats=budget.choose(smoke=2, laptop=100), seed=seed
    )
    of_seeds.append(interval.estimate)
    ends.append((interval.low, interval.high))
    print(
        f"seed {seed}: Fréchet distance {interval.estimate:.1f}, 95% interval {interval.low:.1f} to {interval.high:.1f}"
    )
print(f"from the best seed to the worst: {max(of_seeds) - min(of_seeds):.1f}; real images: {distances['real']:.1f}")
reach = max(high - low for low, high in ends) / 2
claim = "the seeds are farther apart than any of the intervals reaches to either side"
budget.claim(claim, max(of_seeds) - min(of_seeds) > reach)
budget.claim("real images are far below all three intervals", min(low for low, _ in ends) > 2 * distances["real"])

# %% [markdown]
# <details><summary>Answer</summary>
#
# The differences between the seeds. Where we ran this, the intervals reached about 8 to either side with the 449
# samples of scikit-learn's digits, and about 4 with 2,000 of MNIST; the best and the worst seed were 17 and 12 apart.
# More samples make the intervals narrower. No number of samples makes the seeds agree; for that one has to train more
# often.
#
# </details>
#
# "Ours 11.7, theirs 12.1", each from a single run, is no result. Lucic and others (2018, [arXiv
# 1711.10337](https://arxiv.org/abs/1711.10337)) trained many GANs with many settings and seeds, and found most of the
# differences between loss functions to be differences in search and luck; none was consistently better than the
# original non-saturating one. So: several seeds, and mean *and* spread of them. Never the best.
#
# ### 9.3 The report
#
# `metrics.report(real, fake, reference)` puts it all into one table, so that nobody forgets the floor: every measure
# for the fakes and for held-out real images, at one number of samples, with intervals and the seed. Its reference are
# the *training* images, as in most papers; that is why its row on data-copying must never be left out.

# %%
repeats = budget.choose(smoke=0, laptop=40)
report = metrics.report(fresh, line_up["GAN"], training.images, repeats=repeats)
print(report)

# %%
every = [report] + [metrics.report(fresh, gan.generate(count, seed=1), training.images, repeats=0) for gan in gans[1:]]
for name in ("frechet", "kernel", "precision", "recall", "density", "coverage"):
    values = [each.measures[name].value for each in every]
    spread = np.std(values, ddof=1) if len(values) > 1 else math.nan
    floor = report.measures[name].floor
    print(f"{name:10} mean {np.mean(values):6.2f} ± {spread:.2f} over {len(values)} seeds; real {floor:6.2f}")

# %% [markdown]
# A line like the last ones, with the number of samples and the features named, is a result that can be compared: with
# the next line that *the same program* prints on *the same data*.

# %% [markdown]
# ## 10. Which number for which question?
#
# | question | number | with | does not see |
# |---|---|---|---|
# | Is anything badly wrong? | your eyes, uncurated | a fixed seed | what is missing, what is copied |
# | Which of my runs is better? | Fréchet distance | one n, far above d; the floor; seeds | higher moments; copies |
# | The same, with few real images? | kernel distance | its standard error | higher moments; copies |
# | Are the images good? | precision, density | the floor, k | blur; what is missing; outliers lift precision |
# | Are all kinds there? | recall, coverage | the floor, k | quality; absurd fakes lift recall |
# | Is it copying? | $C_T$, and the nearest pairs | real images that were not trained on | copies that look far |
# | Are the images of use? | CAS | the same with real images | whatever the task does not need |
# | Are classes clear and balanced? | Inception Score | the score of real images | variety within a class; copies |
#
# And the checklist for a number in a table, yours or somebody else's: **how many** samples, of real images too? Which
# **features**, which code, which preprocessing? Which **floor**? How many **seeds**, and is it their mean or the best?
# Was the best checkpoint *picked by the same number*, on the same images? Was the model tuned for another point of the
# precision–recall trade?
#
# ### Numbers of others
#
# You will meet these in papers. They cannot be compared with today's, nor, mostly, with each other.
#
# - **FID of MNIST, Fashion-MNIST, CIFAR-10, CelebA** in Lucic and others (section 9.2): Inception's features, the best
#   of a search over settings, with the mean and spread over seeds. Inception was trained on photographs, and its
#   judgement of digits is that of a stranger; ours comes from a classifier of digits. The scales differ for that reason
#   alone.
# - **Stacked MNIST** (Metz and others 2016, [arXiv 1611.02163](https://arxiv.org/abs/1611.02163), and after them VEEGAN
#   and PacGAN, [arXiv 1712.04086](https://arxiv.org/abs/1712.04086)): three random digits as the red, green and blue
#   channel of one image make 1,000 modes. A classifier names the digits of each generated image; reported are the
#   number of modes that occur at all, and a KL divergence of the modes' frequencies. It depends on the classifier, on
#   the number of images drawn (more images, more modes), and strongly on the size of the networks.
# - **Inception Scores** of before 2018: see section 3.
#
# ## 11. Experiments of your own
#
# - Precision and recall with $k = 1$, 3, 10, 30, for real images and for the GAN: which $k$ tells them apart best?
# - Fakes with the exact mean and covariance of real features (`random.multivariate_normal`): which of today's measures
#   notices?
# - Let one of the GANs train for 3,000 steps, and draw all measures over time. Which of them stop moving first?
# - A memoriser that copies a tenth, a third, a half of its images: from which share on does $C_T$ notice? And if a
#   fifth of the others is noise?
# - Write a generator with the best Fréchet distance you can that would disgust any observer.
#
# ## Recap
#
# - Looking comes first. It cannot see what is missing, what is copied, or who chose the pictures.
# - A GAN has no likelihood, and windows around samples are no substitute.
# - The Inception Score is the exponential of the mutual information of image and class, from 1 to the number of
#   classes. Ten images get the full score.
# - The Fréchet distance compares means and covariances. Its bias falls like $1/n$, grows like $d^2$, and with small n
#   favours generators of too little variety. A straight line over $1/n$ leads to the value at infinity.
# - The kernel distance is unbiased and may be negative. It has an error, which belongs beside it.
# - Precision and recall tell the two faults apart: dropping modes costs recall only. One outlier spoils them; density
#   and coverage do not mind it, but reward the middle of the data.
# - A memoriser is perfect to all of these. Only real images that were *not* trained on give it away.
# - A number needs its sample size, its floor, its interval, its seeds, and the program that made it.
#
# **Tomorrow** the generator makes what you ask for: conditional GANs. And its images are put to work.
#
# ## Glossary
#
# | term | meaning |
# |---|---|
# | **bias** | how far an estimate is off on average; what remains when the scatter is averaged away |
# | **bootstrap** | computing a number again from resampled data, to see how much it scatters |
# | **CAS** | classification accuracy score: trained on fakes, tested on real images |
# | **cherry-picking** | showing the best of many without saying so |
# | **coverage** | the share of real samples in whose neighbourhood there is a fake |
# | **$C_T$** | the statistic of the data-copying test; far below 0, the generator copies |
# | **density** | how many real neighbourhoods a fake lies in, divided by k |
# | **FID** | the Fréchet distance in features of the Inception network |
# | **FID∞** | the Fréchet distance extrapolated to infinitely many samples |
# | **floor** | what a measure gives for real images that were not trained on: the best to be expected |
# | **Fréchet distance** | the (squared) distance of the normal distributions with the same means and covariances |
# | **Inception Score** | the exponential of the mutual information of image and class |
# | **kernel** | a measure of how alike two feature vectors are |
# | **KID** | the kernel distance in features of the Inception network |
# | **memoriser** | a generator that hands out its training images |
# | **MMD** | maximum mean discrepancy: a distance of distributions by a kernel |
# | **Parzen window** | a density made of a small normal distribution around each sample |
# | **precision** | the share of fakes that lie where real samples lie |
# | **recall** | the share of real samples that lie where fakes lie |
# | **standard error** | the standard deviation of an estimate over repeated experiments |
# | **truncation** | giving up variety for quality, by keeping noise or images near the middle |
# | **unbiased** | right on average, for any number of samples |
#
# ## Further reading
#
# - L. Theis, A. van den Oord and M. Bethge, *A note on the evaluation of generative models*, 2015, [arXiv
#   1511.01844](https://arxiv.org/abs/1511.01844): likelihood, Parzen windows, samples, and how little they have to do
#   with each other.
# - T. Salimans and others, *Improved Techniques for Training GANs*, 2016, [arXiv
#   1606.03498](https://arxiv.org/abs/1606.03498): section 4 is the Inception Score.
# - S. Barratt and R. Sharma, *A Note on the Inception Score*, 2018, [arXiv
#   1801.01973](https://arxiv.org/abs/1801.01973).
# - M. Heusel and others, *GANs Trained by a Two Time-Scale Update Rule Converge to a Local Nash Equilibrium*, 2017,
#   [arXiv 1706.08500](https://arxiv.org/abs/1706.08500): FID.
# - M. Bińkowski and others, *Demystifying MMD GANs*, 2018, [arXiv 1801.01401](https://arxiv.org/abs/1801.01401): KID,
#   and that FID has no unbiased estimator.
# - M. Chong and D. Forsyth, *Effectively Unbiased FID and Inception Score and where to find them*, 2020, [arXiv
#   1911.07023](https://arxiv.org/abs/1911.07023).
# - G. Parmar, R. Zhang and J.-Y. Zhu, *On Aliased Resizing and Surprising Subtleties in GAN Evaluation*, 2022, [arXiv
#   2104.11222](https://arxiv.org/abs/2104.11222).
# - M. Sajjadi and others, *Assessing Generative Models via Precision and Recall*, 2018, [arXiv
#   1806.00035](https://arxiv.org/abs/1806.00035).
# - T. Kynkäänniemi and others, *Improved Precision and Recall Metric for Assessing Generative Models*, 2019, [arXiv
#   1904.06991](https://arxiv.org/abs/1904.06991).
# - M. Naeem and others, *Reliable Fidelity and Diversity Metrics for Generative Models*, 2020, [arXiv
#   2002.09797](https://arxiv.org/abs/2002.09797).
# - C. Meehan, K. Chaudhuri and S. Dasgupta, *A Non-Parametric Test to Detect Data-Copying in Generative Models*, 2020,
#   [arXiv 2004.05675](https://arxiv.org/abs/2004.05675).
# - S. Ravuri and O. Vinyals, *Classification Accuracy Score for Conditional Generative Models*, 2019, [arXiv
#   1905.10887](https://arxiv.org/abs/1905.10887).
# - M. Lucic and others, *Are GANs Created Equal? A Large-Scale Study*, 2018, [arXiv
#   1711.10337](https://arxiv.org/abs/1711.10337).
