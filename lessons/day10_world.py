# %% [markdown]
# # Day 10: GANs in the world
#
# **The question of the day.** For nine days you trained generators against discriminators. Where does that game still
# win, now that diffusion models draw the pictures? And once generators are out in the world: can one tell their images
# from photographs, whom do they leave out, whom do they copy, and what do you owe to those who will meet yours?
#
# ## See it first
#
# Below is a *diffusion model* of points that lie on two spiral arms. Its network takes noise away. One call gives a
# first guess; a sampler calls it again and again, each time with less noise.
#
# > **Predict, then play.** How many calls will it take until you see two arms? And until they are thin? Move the
# > slider. Then guess: could a network do the same in *one* call, and who would have to teach it?

# %%
import itertools

from gan_course import budget, checks, copy_audit, diffusion, metrics, model_card, plots, population, recordings
from gan_course import fake_detection as detection
from gan_course.data import cartoon_faces, load_images
from gan_course.demos import day10, world_rules
from gan_course.demos import day10_population as fives
from gan_course.labs.detector_bench import detector_bench
from gan_course.project.copies import audit_copies
from gan_course.project.features import PictureFeatures
from gan_course.runtime import device, tf
from gan_course.spectrum import radial_spectrum
from gan_course.training import ProgressLine

import numpy as np
from scipy import stats

print(f"training budget: {budget.name()}; device: {device()}; TensorFlow {tf.__version__}")
data = load_images()
recorded = "mnist" if data.name == "mnist" else "digits"

# %%
day10.calls_slider(day10.teacher())

# %% [markdown]
# <details><summary>Answer</summary>
#
# With one call everything falls on the middle: the guess is the mean of all that is possible. With four one sees arms
# in a haze, at ten they are clear, and fifty clear away most of what lies between. Where a picture is made, each of
# these calls is one of a network with billions of weights. In section 1 you train one that needs a single call.
#
# </details>
#
# ## What you will be able to do
#
# - write the sampler of a diffusion model, and **distil its fifty calls into one, with a discriminator**;
# - say where the adversarial loss is at work today;
# - build a detector of fakes, find out what it does not detect, and what a flag is worth where fakes are rare;
# - measure what a GAN does to a minority, and claim no more than your seeds and your classifier allow;
# - audit a generator for copies of its training images;
# - bring a project of your own to a model card, and know which duties and permissions come with it.
#
# **You need** Days 5 to 7: the relativistic loss with R1, the Fréchet distance with its floor, precision and recall,
# conditional GANs, `DiffAugment`.
#
# **Time.** Some 3,900 words, forty minutes of reading; with questions and exercises, plan three hours. **Run time** on
# two CPU cores: about three minutes, most of it for four trainings.
#
# | exercise | you write | points |
# |---|---|---:|
# | 1 | **the sampler of teacher and student**, which then trains | 4 |
# | 2 | how well a score tells fakes from real images | 3 |
# | 3 | what a flag is worth | 3 |
# | 4 | a minority's share, with its bounds | 4 |
# | 5 | the copy audit | 3 |
# | 6 | a model card | 2 |

# %% [markdown]
# ## 1. Fifty calls in one
#
# A diffusion model learns from an easy task. Take a data point, add noise with the standard deviation $\sigma$, and let
# a network guess the point again: it is told the noisy $x$ and $\sigma$, and minimises the squared error. So it learns
# $D(x, \sigma)$, **the mean of all data points from which $x$ may come**. At large $\sigma$ that is the middle of the
# data; at small $\sigma$ it is the nearest piece of an arm.
#
# Such a **denoiser** can make samples. Start with noise at the largest level, and walk down to 0 along
#
# $$ \frac{dx}{d\sigma} = \frac{x - D(x, \sigma)}{\sigma}. $$
#
# Whoever follows it exactly turns the distribution of noisy points at each level into that at the next lower one, and
# at $\sigma = 0$ that is the data's (Song et al. 2021; in this form Karras et al. 2022). Nothing in it is random but
# the start. One has to walk in steps, though, and each step costs a call of the network.
#
# ### Exercise 1: the sampler (4 points)
#
# Write `sample(denoise, noise, levels)`. `levels` is a list $\sigma_0 > \sigma_1 > \dots > \sigma_N = 0$; `noise` has
# the shape (n, 2) and standard deviation 1, so that the start is $\sigma_0$ times the noise. For each $i$ from 0 to
# $N - 1$ go from $\sigma_i$ to $\sigma_{i+1}$ along the slope at $\sigma_i$ (Euler's method). `denoise(x, level)` is
# $D$: **call it exactly $N$ times**, for a call is what sampling costs. Return the points (n, 2). What comes in are
# tensors of TensorFlow, and later gradients must flow through: calculate with arithmetic or `tf`, not with NumPy.


# %% exercise="sampler"
def sample(denoise, noise, levels):
    """Return the points (n, 2) that Euler's method makes of noise, with one call of denoise for each step."""
    ### BEGIN SOLUTION
    x = levels[0] * noise
    for here, there in itertools.pairwise(levels):
        slope = (x - denoise(x, here)) / here
        x = x + (there - here) * slope
    return x
    ### END SOLUTION


# %% check="sampler" points=4
with checks.exercise("sampler"):
    for _levels in ([2.0, 0.5, 0.0], [8.0, 0.0], diffusion.noise_levels(6), [1.0, 0.9, 0.3, 0.2, 0.0]):
        _fault = world_rules.sampler_fault(sample, _levels)
        assert _fault is None, _fault
    ### BEGIN HIDDEN TESTS
    _fault = world_rules.sampler_fault(sample, diffusion.noise_levels(50), seed=3)
    assert _fault is None, _fault
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `zip(levels[:-1], levels[1:])` gives each level with the next one. The step is $(\sigma_{i+1} - \sigma_i)$ times the
# slope, and negative.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Nothing is to be divided by the last level, which is 0, and nothing to be denoised at it.
#
# </details>
#
# **One call.** Your sampler with the levels $[\sigma_0, 0]$ takes one step all the way: $x - (x - D) = D(\sigma_0 z,
# \sigma_0)$. That is the first picture of the slider, the middle of the data. But the network in it can be *trained
# on*: as a generator, from noise $z$ to a point. It begins as a copy of the teacher. What should it learn?
#
# - **Regression**: for the same noise, what the teacher makes of it in fifty calls. Squared error.
# - **Adversarial**: a discriminator compares its points with *real* ones, as on every day of this course.
# - **Both**, with a weight of ½ for the regression.

# %%
sampler = checks.or_reference("sampler", sample, diffusion.sample)
spiral, test = day10.two_spirals(20_000, seed=0), day10.two_spirals(5_000, seed=99)
answered = day10.pairs(sampler, n=budget.choose(smoke=200, laptop=20_000))  # noise, and the teacher's answers
steps = budget.choose(smoke=4, laptop=day10.STUDENT_STEPS)
students = {"regression": day10.train_student("regression", day10.student(sampler), spiral, answered, steps)}

# %%
learner = day10.student(sampler)
students["adversarial"] = day10.train_student(
    "adversarial", learner, spiral, answered, steps, callbacks=[ProgressLine()]
)

# %% [markdown]
# We measure with the **sliced Wasserstein distance**: project both sets on many directions, sort, and take the mean
# difference of the i-th smallest; that is how far mass must be carried, in the unit of the points. Beside it the
# *coverage* of Day 6: the share of real points that have a sample in their neighbourhood. And the control: real points
# against others.
#
# > **Predict, then run.** Can a student of one call come nearer to the data than its own teacher? Which of the two will
# > cover more of the spiral?

# %%
noise, teacher_calls = day10.noise(), diffusion.one_level(day10.teacher())
counted = day10.Counted(teacher_calls)
made = {"real points": day10.two_spirals(5_000, seed=7)}
for calls in (50, 10, 4):
    made[f"teacher, {calls} calls"] = np.asarray(sampler(counted, noise, diffusion.noise_levels(calls)))
assert counted.calls == 64
made |= {f"student, {kind}, 1 call": np.asarray(network(noise)) for kind, network in students.items()}
measured = day10.distance_and_coverage(made, test)
for name, (distance, covered) in measured.items():
    print(f"{name:30} sliced Wasserstein {distance:.3f}   coverage {covered:.2f}")

# %%
day10.clouds(
    {name.replace(", ", "\n"): points for name, points in made.items() if "10" not in name},
    title="Five sets of points, and what they cost",
    alt="Five spirals side by side: real points; the teacher's with fifty calls, with some points astray; with four "
    "calls, arms in a haze; and two students' with one call, of which the adversarial one's arms are the thinnest.",
)

# %%
near = measured["student, adversarial, 1 call"][0] / measured["teacher, 50 calls"][0]
budget.claim("the adversarial student is within 1.5 times the teacher's distance", near <= 1.5)
with_four = measured["teacher, 4 calls"][0]
budget.claim(
    "and at less than half of the teacher's with four calls",
    measured["student, adversarial, 1 call"][0] < with_four / 2,
)

# %% [markdown]
# That was one seed. Three more, each with a teacher of its own, recorded with `python -m gan_course.recordings
# students`:

# %%
table = recordings.table("students")
ways = ("real points", "teacher, 50 calls", "teacher, 4 calls", "regression", "adversarial", "both")
for way in ways:
    rows = [table[f"{way}: {measure}"] for measure in ("distance", "coverage")]
    print(
        f"{way:18} distance",
        *(f"{value:.3f}" for value in rows[0]),
        "  coverage",
        *(f"{value:.2f}" for value in rows[1]),
    )
relative = {way: table[f"{way}: distance"] / table["teacher, 50 calls: distance"] for way in ways[3:]}
print("over the teacher's distance:", {way: np.round(values, 2).tolist() for way, values in relative.items()})
assert max(relative["adversarial"]) <= 1.5
assert all(table["adversarial: coverage"] < table["regression: coverage"])
assert all(table["adversarial: coverage"] < table["teacher, 50 calls: coverage"])

# %% [markdown]
# <details><summary>Answer</summary>
#
# Yes, it can: with this seed, and two of the three recorded, the adversarial student is nearer to the data than its
# teacher, because its discriminator compares with *data* and not with the teacher. The regression can at best become
# the teacher, and nearly does. But the adversarial one covers the least: look at its arms, thinner than the real ones.
# *Both* stands between. Asked for fewer calls, the teacher itself is far worse: four cost it most of the spiral.
#
# </details>
#
# In pictures the stakes are higher, for there the mean of two answers is a blur, as on Day 8. *Adversarial diffusion
# distillation* (Sauer et al. 2023) trains a student of one to four calls with a discriminator beside a term that
# compares it with the teacher; DMD2 (Yin et al. 2024) dropped the regression on noise and answer from its predecessor
# and put in a discriminator of real images, which lets a student surpass its teacher. Our toy does what both do, in the
# plane.
#
# ### Where else it lives
#
# **Decoders.** A VAE that is trained with a pixel error alone blurs. Larsen et al. (2016) replaced it by features of a
# discriminator; the autoencoder in which latent diffusion works is trained with a patch discriminator besides (Rombach
# et al. 2022). So a diffusion picture's last layers were often trained adversarially.
#
# <details><summary>Deeper: sound, molecules and video</summary>
#
# **Sound.** A spectrogram says little about phases. HiFi-GAN (Kong et al. 2020, [arXiv
# 2010.05646](https://arxiv.org/abs/2010.05646)) turns spectrograms into waveforms, with discriminators that look at
# several periods and scales.
#
# **Molecules and materials.** MolGAN (De Cao and Kipf 2018) generates small molecular graphs, with a reward for wanted
# properties beside the discriminator ([arXiv 1805.11973](https://arxiv.org/abs/1805.11973)); its authors report that it
# is prone to mode collapse. A generated molecule is a proposal: whether it can be made, and does what it should, only a
# laboratory tells.
#
# **Video.** A video needs frames that look right *and* follow each other. MoCoGAN (Tulyakov et al. 2018) splits the
# noise into content, which stays, and motion, which a recurrent network draws; one discriminator judges frames, another
# clips ([arXiv 1707.04993](https://arxiv.org/abs/1707.04993)). Diffusion models lead today, and distilling their many
# calls brings the discriminator back.
#
# </details>

# %% [markdown]
# ## 2. Detecting fakes
#
# Most generators end by enlarging maps, and Day 3 showed that a transposed convolution leaves a pattern where its
# kernel does not fit its stride. On a textured image no eye sees it. We make such fakes with a flaw that we know
# exactly: a patch of a photograph, halved, and doubled again by a transposed convolution with a 3×3 kernel, 3 % off
# from linear interpolation (after Zhang et al. 2019, who imitate the end of a GAN to train detectors).

# %%
n = budget.choose(smoke=60, laptop=1_000)
real, twin = (day10.grey_patches(day10.KNOWN, n, seed=seed) for seed in (1, 2))  # coffee and china
other, another = (day10.grey_patches(day10.UNSEEN, n, seed=seed) for seed in (3, 4))  # chelsea and flower
known = detection.enlarge(twin, "transposed")
plots.image_grid(
    np.concatenate([twin[:8], known[:8]]),
    columns=8,
    title="Eight patches of photographs; and halved, then doubled by a transposed convolution",
    alt="Two rows of eight grey patches of photographs. The lower ones show the same, a little softer.",
)

# %% [markdown]
# What the eye misses, the **power spectrum** shows: the squared Fourier transform, averaged over rings of the frequency
# plane, says how much of an image's variation lies at how many periods across.
#
# > **Predict, then run.** At which end of the spectrum will the fakes differ: at slow changes, or at those from pixel
# > to pixel? Will they have more there, or less?

# %%
shown = {"photographs": twin, "transposed": known, "nearest": detection.enlarge(twin, "nearest")}
plots.curves(
    {name: np.log10(radial_spectrum(images).mean(axis=0)[1:]) for name, images in shown.items()},
    title="Power by frequency",
    x_label="periods across the patch",
    y_label="log₁₀ of the mean power",
    alt="Three curves that fall from slow to fast changes. Near the fastest, that of the transposed convolution rises "
    "again and meets the photographs', while that of nearest-neighbour enlarging stays far below.",
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# At the fast end. Halving took the fine detail away for good, so both fakes have less in between; but the transposed
# convolution puts in a pattern of its own that repeats from pixel to pixel, and its curve turns up again at the end.
# The nearest-neighbour one has no such pattern.
#
# </details>
#
# A detector gives each image a score: the more, the faker. How good is it, without a threshold? Its **AUC**, the area
# under the ROC curve, has a plain meaning: *the probability that a fake drawn at random gets a higher score than a real
# image drawn at random*, ties counted half. ½ is guessing.
#
# ### Exercise 2: the AUC (3 points)
#
# Write `auc(real_scores, fake_scores)`: two arrays or lists of scores, of n real images and m fakes; the numbers n and
# m may differ. Return the AUC, one number from 0 to 1.


# %% exercise="auc"
def auc(real_scores, fake_scores):
    """Return the probability that a fake scores higher than a real image, ties half."""
    ### BEGIN SOLUTION
    real_column, fake_row = np.asarray(real_scores, float)[:, None], np.asarray(fake_scores, float)[None, :]
    return np.mean((fake_row > real_column) + 0.5 * (fake_row == real_column))
    ### END SOLUTION


# %% check="auc" points=3
with checks.exercise("auc"):
    for _real_scores, _fake_scores, _expected in (
        ([0.1, 0.2], [0.3, 0.4, 0.9], 1.0),
        ([0.3, 0.4, 0.9], [0.1, 0.2], 0.0),
        ([1.0, 2.0, 3.0], [2.0], 0.5),
        ([-4.0, -3.0, 5.0], [-2.0, -1.0], 2 / 3),
        (np.array([0.0, 0.0, 0.0, 1.0]), np.array([0.0, 1.0]), 0.625),
        ([0.2, 7.0], [0.2, 0.2, 0.2], 0.25),
        ([1.0, 1.00001, -1e6], [1.00002, 1e6], 1.0),
        ([0.7, 0.7 + 2e-9], [0.7 + 1e-9, 0.7 + 3e-9, 0.7], 3.5 / 6),
    ):
        _what = f"real {list(map(float, _real_scores))}, fake {list(map(float, _fake_scores))}"
        _area = auc(_real_scores, _fake_scores)
        assert _area is not None, f"{_what}: expected a number, got None"
        assert np.ndim(_area) == 0, f"{_what}: expected one number, got {_area}"
        assert np.isclose(float(_area), _expected, atol=1e-6), (
            f"{_what}: expected {_expected:.4f}, got {float(_area):.4f}"
        )
    ### BEGIN HIDDEN TESTS
    _random = np.random.default_rng(4)
    _scores = _random.integers(0, 9, 70).astype(float), _random.integers(3, 12, 50).astype(float)
    assert np.isclose(float(auc(*_scores)), detection.auc(*_scores)), "many ties"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# Compare each fake with each real image: an array of shape (n, 1) with one of shape (1, m) gives a table (n, m).
#
# </details>
#
# Two detectors learn from the patches of two photographs, *coffee* and *china*, and are tested on two others, a cat and
# a flower: a logistic regression on the logarithm of the spectrum, and a small convolutional network on what a 3×3 mean
# leaves of the pixels.
#
# > **Predict, then run.** The detectors know one enlarging. How will they fare with: the same one on new photographs;
# > another kernel of the same kind; nearest neighbour; bicubic; and the known one after a little blur, or after saving
# > as JPEG?

# %%
area_of = checks.or_reference("auc", auc, detection.auc, arrays=True)
epochs = budget.choose(smoke=1, laptop=6)
detectors = {
    "spectrum": detection.spectral_detector(real, known),
    "network": detection.network_detector(real, known, epochs=epochs),
}
suspects = {kind: detection.enlarge(another, kind) for kind in detection.ENLARGED}
suspects |= {f"transposed, {way}": detection.send(suspects["transposed"], way) for way in detection.SENT}
scores = {name: {kind: detector(images) for kind, images in suspects.items()} for name, detector in detectors.items()}
of_real = {name: detector(other) for name, detector in detectors.items()}

# %%
areas = {name: {kind: area_of(of_real[name], found) for kind, found in kinds.items()} for name, kinds in scores.items()}
flagged = {name: {kind: np.mean(found > 0) for kind, found in kinds.items()} for name, kinds in scores.items()}
print(f"{'':22}", *(f"{name:>24}" for name in detectors))
for kind in suspects:
    print(f"{kind:22}", *(f"  AUC {areas[name][kind]:.3f}, {flagged[name][kind]:6.1%} flagged" for name in detectors))
print(f"{'real':22}", *(f"             {np.mean(of_real[name] > 0):6.1%} flagged" for name in detectors))
budget.claim("the spectrum knows its own kind: AUC at least 0.99", areas["spectrum"]["transposed"] >= 0.99)
budget.claim("and the kind: with another kernel, too", areas["spectrum"]["another kernel"] >= 0.99)
budget.claim("so does the network", min(areas["network"][kind] for kind in ("transposed", "another kernel")) >= 0.99)
missed = [kind for kind in suspects if flagged["spectrum"][kind] < 0.2]
budget.claim("of at least two unseen kinds it flags less than 20 %", len(missed) >= 2)

# %% [markdown]
# <details><summary>Answer</summary>
#
# Both find the known enlarging nearly always, on photographs that they never saw, and with other weights in its kernel.
# What leaves another trace mostly goes through, and the two do not miss the same: bicubic fakes deceive the network
# more. Saving even the known ones as JPEG hides most of them: it rounds what is fine, and
# leaves traces of its own in every image. A detector knows
# traces, not fakes.
#
# </details>
#
# Detectors of real generators can be better. Wang et al. (2020) trained on images of one GAN, with blur and JPEG among
# the augmentation, and theirs carried over to most of the CNN generators of its time; their title ends "… for now". And
# where there is no texture, there is little to find. On the course's GANs of digits, recorded (`python -m
# gan_course.recordings detectors-mnist detectors-digits`), three seeds each:

# %%
table = recordings.table(f"detectors-{recorded}")
for what, values in table.items():
    print(f"{what:32} AUC", *(f"{value:.2f}" for value in values))
assert max(table["same generator"]) < min(0.97, areas["spectrum"]["transposed"])
assert max(table["blur"]) < 0.05

# %% [markdown]
# On MNIST, 0.73 to 0.79: strokes are smooth and their edges few. (On scikit-learn's digits, 0.89 to 0.94: a cubic
# spline enlarged them all in the same way, and the GAN does not quite imitate that.) And look at *blur*: near 0. The
# detector had learnt that fakes have *more* power at the fast end than real digits; after a little blur they have less,
# and it finds every fake more real than the real ones. Who knows the detector can cheat it.
#
# ### What is a flag worth?
#
# A logit of a logistic regression becomes a probability by the sigmoid. Is it one? **Calibrated** means: of the images
# that are called fake with 80 %, 80 % are fakes. Test it where the detector is at home, and where it is not.


# %%
def reliability(kind):
    both = np.concatenate([of_real["spectrum"], scores["spectrum"][kind]])
    return day10.calibration(both, np.repeat([0, 1], [len(other), len(another)]))


for kind in ("transposed", "bicubic", "transposed, JPEG 75"):
    print(kind)
    for said, found, count in reliability(kind):
        print(f"    said {said:4.0%}: {found:4.0%} of {count} were fakes")

# %% [markdown]
# At home it is nearly calibrated. Abroad it says 3 or 4 %, and more than a third of these are fakes: its certainty was
# learnt in another world, and it does not notice.
#
# Another trap waits even for the perfectly calibrated. We trained with as many fakes as real images. In a feed, perhaps
# one image in a hundred is a fake.
#
# > **Predict.** A detector flags 90 % of all fakes and 5 % of all real images. In a feed with 1 % fakes, how many of
# > the flagged images are fakes?
#
# ### Exercise 3: a flag in a feed (3 points)
#
# Write `in_feed(caught, false_alarms, fakes)`: `caught` is the share of fakes that are flagged, `false_alarms` the
# share of real images that are flagged, `fakes` the share of fakes in the feed (above 0 and below 1). Return two
# numbers: the share of flagged images that are fakes (`nan` if nothing is flagged); and the largest share of false
# alarms with which at least half of the flagged images are fakes, the other two numbers given (at most 1).


# %% exercise="in_feed"
def in_feed(caught, false_alarms, fakes):
    """Return which share of flagged images are fakes, and which share of false alarms would leave half of them."""
    ### BEGIN SOLUTION
    hits, wrong = caught * fakes, false_alarms * (1 - fakes)
    worth = hits / (hits + wrong) if hits + wrong > 0 else float("nan")
    return worth, min(hits / (1 - fakes), 1.0)
    ### END SOLUTION


# %% check="in_feed" points=3
with checks.exercise("in_feed"):
    for _given, _expected in (
        ((0.9, 0.05, 0.01), (0.153846, 0.009091)),
        ((1.0, 0.0, 0.3), (1.0, 0.428571)),
        ((0.4, 0.2, 0.5), (0.666667, 0.4)),
        ((0.0, 0.1, 0.2), (0.0, 0.0)),
        ((0.8, 0.6, 0.75), (0.8, 1.0)),
        ((0.0, 0.0, 0.1), (np.nan, 0.0)),
        ((0.5, 3e-7, 2e-7), (0.25, 1e-7)),
    ):
        _what = "caught {}, false alarms {}, fakes {}".format(*_given)
        _found = in_feed(*_given)
        assert np.shape(_found) == (2,), f"{_what}: expected two numbers, got {_found}"
        for _name, _one, _wanted in zip(("share of fakes", "bearable share"), _found, _expected, strict=True):
            _fine = np.isclose(float(_one), _wanted, rtol=1e-4, atol=1e-9, equal_nan=True)
            assert _fine, f"{_what}: expected the {_name} {_wanted:.4g}, got {float(_one):.4g}"
    ### BEGIN HIDDEN TESTS
    for _given in ((0.33, 0.07, 0.004), (0.95, 0.95, 0.6)):
        assert checks.near(in_feed(*_given), detection.in_feed(*_given)), f"wrong for {_given}"
    assert checks.near(in_feed(0.9, 1e-12, 1e-12), (0.9 / 1.9, 9e-13), rtol=1e-4, atol=0), (
        "one fake in a million millions"
    )
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# Count in a feed of a million images: how many are fakes, how many of these are flagged? How many are real, how many of
# *these* are flagged? Half of the flags are right where both numbers are equal.
#
# </details>

# %%
worth_of = checks.or_reference("in_feed", in_feed, detection.in_feed, arrays=True)
caught, alarms = flagged["spectrum"]["transposed"], np.mean(of_real["spectrum"] > 0)
for title, rates in (("on paper", (0.9, 0.05)), ("ours, at home", (caught, alarms))):
    for share in (0.5, 0.01, 0.001):
        worth, bearable = worth_of(*rates, share)
        print(f"{title:14} {share:6.1%} fakes: {worth:4.0%} of flags are right; bearable false alarms {bearable:.2%}")

# %% [markdown]
# <details><summary>Answer</summary>
#
# 15 %: of 10,000 images 100 are fakes, of which 90 are flagged; of the 9,900 real ones, 495. Eleven honest people are
# accused for every two fakes that are caught. Behind each false alarm there is somebody who took a photograph and is
# not believed.
#
# </details>
#
# **Try it**: hide the fakes from both detectors. Then make fakes rare.

# %%
detector_bench(detectors, other, another)

# %% [markdown]
# ## 3. What happens to a minority
#
# Take a population of digits, four sevens for each five: 20 % of a minority. Train a GAN, sample. Are there 20 % fives?
# If fewer, the GAN has **amplified** the imbalance of its data. Here is one with the plain networks of the DCGAN's
# paper, after a short training.

# %%
people = fives.four_to_one(data)
gan = fives.train("plain", people, steps=budget.choose(smoke=2, laptop=fives.STEPS))
fakes = fives.samples(gan, budget.choose(smoke=100, laptop=4_000))
classifier = metrics.digit_classifier()
seen = classifier.labels(fakes)
counts = {name: int(np.sum(seen == digit)) for name, digit in (("sevens", 7), ("fives", 5))}
counts["other labels"] = len(seen) - sum(counts.values())
print(f"{len(people)} real images, {np.mean(people.labels):.0%} fives; of {len(fakes)} samples:", counts)
both = max(counts["fives"] + counts["sevens"], 1)
low, high = metrics.wilson_interval(counts["fives"], both)
print(f"fives among those labelled 5 or 7: {counts['fives'] / both:.1%} ({low:.1%} to {high:.1%})")

# %%
strange = fakes[(seen != 5) & (seen != 7)]
plots.image_grid(
    (strange if len(strange) >= 10 else fakes)[:20],
    columns=10,
    title="Samples that the classifier takes for neither seven nor five",
    alt="Twenty generated digits between seven, five and other shapes; many are broken.",
)

# %% [markdown]
# That narrow interval is wrong twice.
#
# **It leaves out what it cannot tell.** If more of the other labels were meant as fives, the share among the *rest* is
# too low. Without an assumption there are only **bounds** (Manski 1989): the share lies between *all of them are
# sevens* and *all of them are fives*. (A **forced choice** gives each sample to the likelier of the two.)
#
# **It is about one model.** Train again with another seed, and the share moves. What a *method* does to a minority
# needs several models, and an interval over them: of $m$ figures with mean $\bar x$ and standard deviation $s$ (with $m
# - 1$ in its denominator), Student's 95 % interval is $\bar x \pm t_{0.975,\,m-1}\, s/\sqrt m$.
#
# ### Exercise 4: bounds for a minority (4 points)
#
# Write `minority_interval(models, majority, minority)`. `models` is a list with an array for each trained model: the
# labels that a classifier gave to its samples, in any numbers. For each model compute the lower and the upper bound of
# the minority's share among *all* its samples. Return two numbers: the lower end of Student's 95 % interval over the
# lower bounds, and the upper end of that over the upper bounds, cut off at 0 and 1. `stats.t.ppf(0.975, m - 1)` gives
# $t$.


# %% exercise="minority_interval"
def minority_interval(models, majority, minority):
    """Return from where to where the minority's share lies, with all that the labels and the seeds leave open."""
    ### BEGIN SOLUTION
    lows = [np.mean(np.asarray(labels) == minority) for labels in models]
    highs = [1 - np.mean(np.asarray(labels) == majority) for labels in models]
    m = len(models)
    reach = stats.t.ppf(0.975, m - 1) / np.sqrt(m)
    low = np.mean(lows) - reach * np.std(lows, ddof=1)
    high = np.mean(highs) + reach * np.std(highs, ddof=1)
    return max(low, 0.0), min(high, 1.0)
    ### END SOLUTION


# %% check="minority_interval" points=4
with checks.exercise("minority_interval"):

    def _labels(few, others, many):
        return np.repeat([5, 9, 7], [few, others, many])

    for _models, _expected, _what in (
        ([_labels(20, 0, 80), _labels(20, 0, 80)], (0.2, 0.2), "two equal models without other labels"),
        ([_labels(10, 20, 70), _labels(10, 20, 70)], (0.1, 0.3), "two equal models, 20 % other labels"),
        ([_labels(15, 0, 85), _labels(20, 0, 80), _labels(25, 0, 75)], (0.0758, 0.3242), "three models, no others"),
        ([_labels(8, 12, 80), _labels(6, 4, 40), _labels(24, 36, 140)], (0.0493, 0.3768), "samples in uneven numbers"),
        ([_labels(1, 2, 7), _labels(9, 1, 0)], (0.0, 1.0), "models that have little in common"),
        ([[5, 7, 7, 7]] * 4, (0.25, 0.25), "lists in place of arrays"),
        ([_labels(few, 10, 90 - few) for few in (20, 22, 26, 28)], (0.1819, 0.3981), "four models"),
    ):
        _others = [(np.asarray(each) + 4) % 10 for each in _models]  # 9, 3 and 1 in place of 5, 9 and 7
        for _given, _majority, _minority in ((_models, 7, 5), (_others, 1, 9)):
            _found = minority_interval(_given, _majority, _minority)
            _asked = f"{_what}, majority {_majority}, minority {_minority}"
            assert np.shape(_found) == (2,), f"{_asked}: expected two numbers, got {_found}"
            for _name, _one, _want in zip(("lower", "upper"), _found, _expected, strict=True):
                assert np.isclose(float(_one), _want, atol=1e-4), (
                    f"{_asked}: expected the {_name} end {_want}, got {_one:.4f}"
                )
    ### BEGIN HIDDEN TESTS
    _random = np.random.default_rng(2)
    _models = [_random.choice([1, 3, 8], n, p=[0.2, 0.7, 0.1]) for n in (50, 90, 400, 37)]
    _expected = population.minority_interval(_models, 3, 1)
    assert checks.near(minority_interval(_models, 3, 1), _expected), "four models of other digits"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# Lower bound: only what is recognised as the minority counts. Upper bound: all that is *not* recognised as the
# majority. `np.std` divides by m unless you pass `ddof=1`.
#
# </details>
#
# Three seeds of that training and of each of three other ways, on MNIST, recorded (`python -m gan_course.recordings
# population`). The ways: each five drawn four times as often, so that the GAN sees half and half; a conditional GAN
# that is asked for 20 % fives; and Day 3's networks with all three of their parts, among them the one that lets the
# discriminator see how much a *batch* varies.
#
# > **Predict, then run.** Which of the measures notice that fives are missing: the Fréchet distance, recall, the
# > histogram of labels? And which ways help?

# %%
share_of = checks.or_reference("minority_interval", minority_interval, population.minority_interval, arrays=True)
table, floor = recordings.table("population"), fives.Yardstick(people.images).floor
print(f"real, of {data.name}, held out: forced choice {floor['forced choice']:.1%}, recall {floor['recall']:.2f}")
intervals = {}
for way in fives.WAYS:
    models = fives.as_labels(table[f"{way}: low"], table[f"{way}: high"])
    intervals[way] = share_of(models, fives.MAJORITY, fives.MINORITY)
    forced = population.models_interval(table[f"{way}: forced choice"])
    other_measures = {name: table[f"{way}: {name}"].mean() for name in ("Fréchet distance", "recall")}
    print(f"{way:26} forced choice {forced.estimate:.1%} ({forced.low:.1%} to {forced.high:.1%});", end=" ")
    print("bounds {:.1%} to {:.1%};".format(*intervals[way]), *(f"{k} {v:.2f}" for k, v in other_measures.items()))
assert max(table["plain: forced choice"]) < 0.1
assert intervals["plain"][1] > fives.SHARE
assert min(table["with all parts of Day 3: forced choice"]) > fives.SHARE
assert abs(table["told the class: forced choice"] - fives.SHARE).max() < 0.03
assert table["plain: recall"].mean() > table["told the class: recall"].mean()

# %% [markdown]
# <details><summary>Answer</summary>
#
# Of the plain networks, the forced choice says 9 %, less than half of what the data hold, with every seed. Their
# *bounds* reach beyond 20 %, because so many samples are broken: that fives are lost is what the forced choice says,
# and the bounds alone do not prove it. Told the class, the GAN makes as many as asked for; drawn four times as often,
# fives become half, as in the batches. With a discriminator that sees the batch, they are as many as in the data, or
# more. Only the histogram of labels shows any of this: the Fréchet distance mixes shares with quality, and recall is
# no worse where fives are missing. And all this holds for a training this short, of this population.
#
# </details>
#
# <details><summary>Deeper: why does a GAN do that?</summary>
#
# Nothing in the game asks for the right shares *at once*. The discriminator's logit is $\log p/p_g$, and a missing five
# costs the generator little: its gradient comes from samples that exist. A judge that sees one image at a time cannot
# count; one that sees how much a batch varies can. Jain et al. (2020, [arXiv
# 2001.09528](https://arxiv.org/abs/2001.09528)) trained GANs on head-shots of engineering faculty
# and report that these made minority modes less often than the data, and worse. Choi et al. (2020, [arXiv
# 1910.12008](https://arxiv.org/abs/1910.12008)) weight the training
# samples of a biased set with the help of a small balanced one. How much of this holds for *your* data, networks and
# length of training, only a measurement tells.
#
# </details>

# %% [markdown]
# ## 4. Copies, members, consent
#
# Day 6 had one number for "are the samples too near to the training images?". An audit must name them: *this* sample is
# a copy of *that* training image. Near in comparison with what? Where images differ little, such as ones, everything is
# near. So compare with the *second* nearest training image: an honest sample is about as far from both; a copy is near
# to one alone (Gu et al. 2023).
#
# ### Exercise 5: the audit (3 points)
#
# Write `find_copies(train, fakes, bound)`: the numbers (indices) of those fakes that are copies, rising. Distances are
# Euclidean, over all pixels. With $d_1$ to the nearest training image and $d_2$ to the second nearest, a fake is a copy
# if $d_1 < c\, d_2$, where $c$ is the bound, **or** if it equals a training image exactly: two equal training images
# must not hide a copy.


# %% exercise="find_copies"
def find_copies(train, fakes, bound):
    """Return the numbers of the fakes that are much nearer to one training image than to the others."""
    ### BEGIN SOLUTION
    known = train.reshape(len(train), -1)
    copies = []
    for number, fake in enumerate(fakes.reshape(len(fakes), -1)):
        first, second = np.sort(np.sqrt(((known - fake) ** 2).sum(axis=1)))[:2]
        if first < bound * second or first == 0:
            copies.append(number)
    return copies
    ### END SOLUTION


# %% check="find_copies" points=3
with checks.exercise("find_copies"):
    for _seed, _bound, _shape in (
        (0, 1 / 3, (4, 4, 1)),
        (1, 1 / 3, (3, 5, 2)),
        (2, 0.6, (4, 4, 1)),
        (3, 0.9, (2, 3, 1)),
    ):
        _fault = world_rules.audit_fault(find_copies, seed=_seed, bound=_bound, shape=_shape)
        assert _fault is None, _fault
    _line = np.array([0.0, 10.0, 10.0, 20.0]).reshape(4, 1, 1, 1)
    for _value, _copied in ((2.0, False), (1.9, True), (10.0, True), (10.001, False), (19.0, True), (-4.0, False)):
        _found = np.asarray(find_copies(_line, np.full((1, 1, 1, 1), _value), 0.25))
        _what = f"a fake {_value} beside training images 0, 10, 10 and 20, bound 0.25"
        assert _found.tolist() == [0] * _copied, f"{_what}: expected {[0] * _copied}, got {_found.tolist()}"
    ### BEGIN HIDDEN TESTS
    _fault = world_rules.audit_fault(find_copies, seed=11, bound=0.5, shape=(6, 6, 1))
    assert _fault is None, _fault
    for _value in (10 + 1e-5, 10 - 1e-7):
        _found = np.asarray(find_copies(_line, np.full((1, 1, 1, 1), _value), 0.25)).tolist()
        assert _found == [], f"{_value} beside 10 and 10, which it does not equal: expected no copy, got {_found}"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# `images.reshape(len(images), -1)` makes a row of each image. Sort one fake's distances to all training images; the
# first two are what you need.
#
# </details>
#
# A test of the audit first: twenty copies with a little noise, planted among images that no generator made; then the
# same, moved by one pixel. And its floor: how many held-out images, which nobody copied, does it accuse?
#
# > **Predict, then run.** Will it find all twenty? Others? And the moved ones?

# %%
audit = checks.or_reference("find_copies", find_copies, day10.reference_audit, arrays=True)
order = np.random.default_rng(0).permutation(len(data))
train, held_out, others = (data.images[part] for part in np.split(order[:1_200], [100, 700]))
mixed, places = day10.planted(train, others, 20)
found = audit(train, mixed, copy_audit.BOUND).astype(int)
print(f"20 copies planted: {np.isin(places, found).sum()} found, and {(~np.isin(found, places)).sum()} others")
assert sorted(found) == sorted(places)
print(f"held-out images taken for copies: {len(audit(train, held_out, copy_audit.BOUND))} of {len(held_out)}")
shifted = audit(train, day10.moved_by_a_pixel(mixed), copy_audit.BOUND).astype(int)
print(f"moved by one pixel: {np.isin(places, shifted).sum()} of 20 found")
assert np.isin(places, shifted).sum() <= 2

# %% [markdown]
# <details><summary>Answer</summary>
#
# All twenty, nobody else, and no held-out image; but of the moved ones none. To a distance in pixels, a stroke beside
# its place is another stroke. So an audit that finds nothing has found nothing *of the kind it looks for*. The one of
# `gan-course run-project` compares small thumbnails, also mirrored; others compare features.
#
# </details>
#
# Now a real suspect: a GAN that was trained far too long on 100 images, and the same with `DiffAugment`. We ask two
# questions. Does it *copy*? And would its **discriminator** betray who was in the training set? Such **membership
# inference** (Hayes et al. 2019) asks no sample at all: the discriminator has seen the 100 images many times, and if it
# learnt them by heart, it gives them higher logits than other real images. Your `auc` measures how well that works; ½
# is a discriminator that keeps its secrets.

# %%
suspects = {}
for name, augmentation in (("plain", None), ("DiffAugment", day10.AUGMENTATION)):
    culprit = day10.learn_by_heart(train, budget.choose(smoke=2, laptop=500), augment=augmentation)
    samples = culprit.generate(budget.choose(smoke=50, laptop=500))
    members, strangers = (copy_audit.membership_scores(culprit.discriminator, part) for part in (train, held_out))
    suspects[name] = len(audit(train, samples, copy_audit.BOUND)) / len(samples), area_of(strangers, members)
    print(f"{name:12} taken for copies: {suspects[name][0]:.1%} of the samples;", end=" ")
    print(f"AUC of membership {suspects[name][1]:.2f}")
budget.claim("without augmentation, the discriminator betrays its members", suspects["plain"][1] > 0.75)
budget.claim("less so with it", suspects["DiffAugment"][1] < suspects["plain"][1])

# %% [markdown]
# Hardly any sample is a copy; a generator never sees an image, only what the discriminator says about its own. But the
# discriminator gives its members away, and augmentation, which shows it each image in ever new places, lessens that. So
# keep it to yourself, and do not mistake an audit without findings for privacy. (One seed, one attack of many.)
#
#
# ### Whose face?
#
# **Consent.** Well-known sets of faces were collected from the web; the people in them were not asked. "It was public"
# says neither that they would agree, nor what a generator may do with it. The course ships no photographed face.
#
# **Deepfakes** serve to defraud, to blackmail and to humiliate. Of the videos that one firm counted online in 2019, 96
# % were pornographic (Ajder et al. 2019). A second harm needs no fake: the *liar's dividend* (Chesney and Citron 2019),
# by which true recordings can be called fake.
#
# **Law.** In the European Union, Article 50 of the AI Act (Regulation (EU) 2024/1689) has applied since 2 August 2026,
# as adopted. Who *provides* a system that generates images, sound, video or text must see to it that its output is
# marked in a machine-readable way and can be detected as artificial; who *deploys* a system that makes a deepfake must
# disclose that it is one, with relief for evident art and satire. *As of November 2026*; no legal advice. Check the
# current state, where you live, before you publish.
#
# <details><summary>Deeper: what changed in 2026</summary>
#
# According to public reports, the Council passed an amending regulation on 29 June 2026. It leaves the date of Article
# 50, but gives systems that were on the market before 2 August 2026 time for the marking until 2 December 2026, and
# adds a prohibition of systems for intimate images without consent. We have not checked the text in the Official
# Journal: do, before you rely on it.
#
# </details>
#
# **Provenance.** Detection is no cure. The other way is to sign what is genuine: **C2PA** attaches to a file a signed
# record of who made it, with what, and how it was changed. Its absence proves nothing; its presence says who vouches.
#
# **A checklist** before you train, and before you publish:
#
# 1. May I use these images *for this*: licence, source, consent of those shown? Is it written down?
# 2. Who is in the data, who is missing, and who decided?
# 3. Are duplicates out, and test images apart?
# 4. What did I measure, on how many seeds, against which floor and control?
# 5. Which samples are copies? What does the discriminator give away, and do I publish it?
# 6. Who could be harmed by the best sample, and who by a wrong one?
# 7. Is the output marked, and does the card say what the model must not be used for?

# %% [markdown]
# ## 5. A project of your own
#
# As an example for your own images, a few hundred faces to which nobody has to consent: a program of the course draws
# them.

# %%
faces = cartoon_faces(500, 32)
plots.image_grid(
    faces.images[:16],
    columns=8,
    title="Cartoon faces, drawn by a program",
    alt="Sixteen cartoon faces with different skins, haircuts, glasses, hats and beards on coloured grounds.",
)

# %% [markdown]
# > **Predict, then run.** 500 pictures are few for a GAN. What will the samples be like after half a minute: faces?
# > copies? Which details will come out last?

# %%
steps, epochs = budget.choose(smoke=2, laptop=800), budget.choose(smoke=1, laptop=10)
artist = day10.train_artist(faces, steps, epochs, callbacks=[ProgressLine()])

# %%
plots.image_grid(
    artist.generate(32, seed=1).clip(-1, 1),
    columns=8,
    title="Faces that the GAN made",
    alt="Thirty-two generated cartoon faces with eyes, mouths and hair; some have smeared hats or glasses.",
)

# %%
unseen_faces = cartoon_faces(500, 32, seed=1).images
features = PictureFeatures.fit(faces.images)
drawn = artist.generate(500, seed=2).clip(-1, 1)
copied, copied_floor = (audit_copies(faces.images, images) for images in (drawn, unseen_faces))
distance, floor_distance = (
    metrics.frechet_distance(features(faces.images), features(images)) for images in (drawn, unseen_faces)
)
reported = {
    "100 × Fréchet distance": (100 * distance, 100 * floor_distance),
    "copies in percent": (100 * copied.share, 100 * copied_floor.share),
}
for name, (figure, floor_figure) in reported.items():
    print(f"{name:22} of samples {figure:6.1f}, of other drawn faces {floor_figure:6.1f}")
budget.claim("no sample is a copy", copied.share == 0)

# %% [markdown]
# <details><summary>Answer</summary>
#
# Faces, at once to be recognised: two eyes, a mouth, hair or something like it. What a few faces wear, hats and
# glasses, is smeared, and the grounds are cloudy. No sample is a copy; the distance says how far it is still to go, for
# other drawn faces are far nearer.
#
# </details>
#
# ### Exercise 6: the model card (2 points)
#
# A **model card** (Mitchell et al. 2019) says what a model is for, what it was made of, how good it is and where it is
# not to be used. Its nine sections are in `model_card.SECTIONS`; `model_card.render(title, metadata, sections)` writes
# the text, and `model_card.validate(text)` lists what is missing.
#
# Write `write_card(licence, figures)`: the text of a card without problems. Its metadata have the `license` that the
# function is given (an identifier such as `cc0-1.0`). `figures` maps a measure's name to a pair, figure and floor:
# under *Quantitative Analyses* stands each name with both, in this order, with **one decimal**. *Training Data* says
# that they are cartoon faces. The rest is yours, and it should be true: what you would want to know from someone else's
# model.


# %% exercise="write_card"
def write_card(licence, figures):
    """Return the text of a model card for the generator of cartoon faces."""
    ### BEGIN SOLUTION
    measured = "; ".join(f"{name}: {figure:.1f}, floor {floor:.1f}" for name, (figure, floor) in figures.items())
    sections = {
        "Model Details": "A DCGAN of the GAN course, Day 10, trained for 800 steps on a laptop.",
        "Intended Use": "For learning. It is not to be used for pictures of people or decisions about them.",
        "Factors": "The program that draws the faces varies skin, hair, glasses, hats and beards.",
        "Metrics": "Squared distance of means and covariances, beside what other real faces get: the floor.",
        "Evaluation Data": "Cartoon faces that the same program drew with another seed.",
        "Training Data": "500 cartoon faces drawn by a program of the course: no photograph, no person.",
        "Quantitative Analyses": f"One seed only: {measured}.",
        "Ethical Considerations": "Which faces exist was decided by who wrote the program; nobody else was asked.",
        "Caveats and Recommendations": "Hats and glasses come out worst. Audit samples for copies before publishing.",
    }
    metadata = {"license": licence, "library_name": "keras", "tags": ["gan"]}
    return model_card.render("Cartoon faces, 32×32", metadata, sections)
    ### END SOLUTION


# %% check="write_card" points=2
with checks.exercise("write_card"):
    for _licence, _figures in (
        ("cc0-1.0", {"Fréchet distance": (21.46, 3.12), "copies in percent": (0.4, 1.0)}),
        ("mit", {"Fréchet distance": (8.0, 2.95), "recall": (0.55, 0.71), "coverage": (0.4, 0.96)}),
    ):
        _fault = world_rules.card_fault(write_card, _licence, _figures)
        assert _fault is None, _fault
    ### BEGIN HIDDEN TESTS
    _fault = world_rules.card_fault(write_card, "apache-2.0", {"precision": (77.25, 91.5)})
    assert _fault is None, _fault
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# Begin with `{name: "…" for name in model_card.SECTIONS}` and read what `validate` still complains about: each section
# needs a few words, the metadata `license`, `library_name` and `tags`.
#
# </details>

# %%
card_of = checks.or_reference("write_card", write_card, world_rules.reference_card)
card = card_of("cc0-1.0", reported)
print(card)
assert model_card.validate(card) == []

# %% [markdown]
# ### From a folder to a card, in one command
#
# ```sh
# gan-course new-project stamps --images ~/pictures/stamps --license cc-by-4.0
# gan-course run-project stamps
# ```
#
# The first command makes a folder with settings and a notebook. The second checks the pictures, chooses a recipe,
# trains (stopped, it goes on where it was), measures with floors, audits for copies, writes `MODEL_CARD.md` and exports
# the generator. What only you know, such as where the pictures are from, stands under `[card]` in `settings.toml`.
# Without pictures of your own, try `--example cat`.
#
#
# ## Experiments of your own
#
# - Distil into two calls. Does coverage come back?
# - Train the detector on known fakes *and* their JPEGs. What does it still miss?
#
# ## Recap
#
# - A diffusion sampler calls a denoiser many times. A student of one call, which is its first step, can be trained by
#   regression on the teacher's answers, by a discriminator of real points, or both.
# - The adversarial loss lives where a mean would blur or a sampler be slow: distilled diffusion, decoders, vocoders.
# - A detector knows traces of generators, not fakes. Test it on kinds, seeds and files that it never saw; where fakes
#   are rare, most flags are wrong.
# - Shares among samples have bounds from what a classifier cannot tell, and intervals over *models*.
# - A copy is much nearer to one training image than to all others; and a discriminator can betray its members.
# - Permission, provenance, a card: before training and before publishing.
#
# ## Glossary
#
# | term | meaning |
# |---|---|
# | **AUC** | the probability that a fake scores higher than a real image, ties half |
# | **bias amplification** | a minority's share among samples that is less than among the data |
# | **C2PA** | a standard for signed records of a file's origin and changes |
# | **calibrated** | said to be likely as often as it is true |
# | **denoiser** | a network that guesses the clean point from a noisy one and the level of noise |
# | **distillation** | training a cheap network on what an expensive one does |
# | **membership inference** | finding out who was in the training set |
# | **model card** | what a model is for, made of, and worth, on a page |
# | **power spectrum** | how much of an image's variation lies at which fineness |
# | **sliced Wasserstein distance** | how far mass must be carried, on average over directions |
#
# ## Further reading
#
# - T. Karras and others, *Elucidating the Design Space of Diffusion-Based Generative Models*, 2022, [arXiv
#   2206.00364](https://arxiv.org/abs/2206.00364); Y. Song and others, *Score-Based Generative Modeling through
#   Stochastic Differential Equations*, 2021, [arXiv 2011.13456](https://arxiv.org/abs/2011.13456).
# - A. Sauer and others, *Adversarial Diffusion Distillation*, 2023, [arXiv
#   2311.17042](https://arxiv.org/abs/2311.17042); T. Yin and others, *Improved Distribution Matching Distillation for
#   Fast Image Synthesis*, 2024, [arXiv 2405.14867](https://arxiv.org/abs/2405.14867).
# - A. Larsen and others, *Autoencoding beyond pixels using a learned similarity metric*, 2016, [arXiv
#   1512.09300](https://arxiv.org/abs/1512.09300); R. Rombach and others, *High-Resolution Image Synthesis with Latent
#   Diffusion Models*, 2022, [arXiv 2112.10752](https://arxiv.org/abs/2112.10752).
# - S.-Y. Wang and others, *CNN-generated images are surprisingly easy to spot… for now*, 2020, [arXiv
#   1912.11035](https://arxiv.org/abs/1912.11035); X. Zhang and others, *Detecting and Simulating Artifacts in GAN Fake
#   Images*, 2019, [arXiv 1907.06515](https://arxiv.org/abs/1907.06515).
# - C. Manski, *Anatomy of the Selection Problem*, Journal of Human Resources 24, 1989.
# - J. Hayes and others, *LOGAN: Membership Inference Attacks Against Generative Models*, 2019, [arXiv
#   1705.07663](https://arxiv.org/abs/1705.07663); X. Gu and others, *On Memorization in Diffusion Models*, 2023, [arXiv
#   2310.02664](https://arxiv.org/abs/2310.02664).
# - M. Mitchell and others, *Model Cards for Model Reporting*, 2019, [arXiv
#   1810.03993](https://arxiv.org/abs/1810.03993); R. Chesney, D. Citron, *Deep Fakes*, California Law Review 107, 2019;
#   H. Ajder and others, *The State of Deepfakes*, Deeptrace, 2019; [C2PA](https://c2pa.org); [Regulation (EU)
#   2024/1689](https://eur-lex.europa.eu/eli/reg/2024/1689/oj).
