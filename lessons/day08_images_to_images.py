# %% [markdown]
# # Day 8: Images to images
#
# **The question of the day.** Yesterday a generator was told a word. Today it is told a whole *image*, and answers with
# another: a sharp one for a coarse one, a photograph for a drawing, a drawing for a photograph, a thicker digit for a
# thin one. Who asks such a question must know two things. How many right answers are there? And who tells the network
# what a right answer is?
#
# ## See it first
#
# The network below was trained to draw in ink. It saw every second band of nine photographs, and ink drawings of the
# bands *between*; of no place did it see both. It never saw this cat.

# %%
import dataclasses
import inspect

from gan_course import budget, checks, ink, inversion, metrics, models, plots, recipes
from gan_course import super_resolution as sr
from gan_course.data import load_images, paired_batches
from gan_course.data.dataset import scaled
from gan_course.demos import day08, translation_rules
from gan_course.demos.digit_ruler import Ruler
from gan_course.histograms import match_histograms
from gan_course.metrics.handwriting import handwriting
from gan_course.metrics.patches import patch_distance
from gan_course.receptive_field import receptive_field as reference_field
from gan_course.runtime import device, keras, tf
from gan_course.tiling import in_tiles
from gan_course.training import ProgressLine
from gan_course.training.cycle import cycle_error

import numpy as np

print(f"training budget: {budget.name()}; device: {device()}")
data, test = load_images(), load_images(split="test")

# %%
photograph, drawing = ink.unseen_picture()
day08.side_by_side(
    {"a photograph": photograph}, title="A photograph, to be redrawn", alt="The face of a cat, as a photograph."
)

# %% [markdown]
# > **Predict, then run.** Where will the network put ink? Will it keep the cat's colours?

# %%
shipped = ink.load_weights(ink.cycle_gan())
day08.side_by_side(
    {"a photograph": photograph, "what the network draws": in_tiles(shipped.forward, photograph)},
    title="A photograph, redrawn",
    alt="The face of a cat as a photograph, and the same face with dark strokes of ink along fur, eyes and nose on "
    "a ground of orange and cream.",
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# Ink goes where it was dark, and along edges: the rims of the eyes, the stripes of the fur. Of the colours something is
# left, on a warm ground. In section 4 you see how it was trained, what went wrong before, and how far it is from
# the true drawing, which we know.
#
# </details>
#
# ## What you will be able to do
#
# - say why the network with the *least error* is blurred, and why an honest sample has exactly twice its error;
# - read the plane of error and realism, and say when a GAN has something to win there, and when not;
# - reshape resolution into channels and back without loss, and compute what a patch discriminator sees;
# - **build a U-Net and train it** to turn a drawing into a photograph, from pairs;
# - train without pairs by cycle consistency, and recognise how that fails;
# - put an image back into latent space, edit it there (a digit that you draw, too), and say how well that worked.
#
# **You need** Days 3 and 5: convolutions, the relativistic loss, R1; the Fréchet distance with its floor; the two
# updates of `GAN`. Also: covariance, and the trace of a matrix.
#
# **Time.** Some 4,000 words, forty minutes of reading; with questions and exercises, plan two to three hours. **Run
# time** on two CPU cores: three to four minutes, most of it for training.
#
# | exercise | you write | points |
# |---|---|---:|
# | 1 | two errors in closed form | 4 |
# | 2 | depth to space, and back | 3 |
# | 3 | the receptive field of a patch discriminator | 3 |
# | 4 | **the translator, a U-Net** | 4 |
# | 5 | the cycle loss | 3 |
# | 6 | the way back into latent space | 4 |

# %% [markdown]
# ## 1. One question, many answers
#
# Shrink a digit from 28×28 pixels to 4×4: each new pixel $y_j$ is the mean of a block of 7×7 old ones. How did the
# digit look? **Super-resolution** asks that. Here are sixteen numbers each, and the digits that they came from.

# %%
quiz = test.images[:10]
small = sr.shrink(quiz)
plots.image_grid(
    np.concatenate([sr.enlarge(small), quiz]),
    columns=10,
    title="Sixteen pixels, and the digits that they are the means of",
    alt="Two rows of ten images: coarse grey squares above, the handwritten digits below.",
)

# %% [markdown]
# Many digits shrink to the same sixteen numbers: $y$ has a whole distribution of answers, $p(x \mid y)$, the
# **posterior**. A network $f(y)$ that is trained on the squared error has to give *one*, and the one with the least
# error is the mean of the posterior:
#
# $$ \mathrm{E}\,|x - f(y)|^2 = \mathrm{E}\,|x - \mathrm{E}(x \mid y)|^2
# + \mathrm{E}\,|\mathrm{E}(x \mid y) - f(y)|^2 $$
#
# Nothing that $f$ does touches the first term; the second one is 0 for $f(y) = \mathrm{E}(x \mid y)$. (Insert the mean
# and multiply out; the mixed term is 0, because $x - \mathrm{E}(x \mid y)$ has the mean 0 given $y$.) The mean of a
# three and an eight is neither.
#
# Another way to answer is a **sample**: one image drawn from the posterior. Given $y$, the true $x$ and the sample
# $\hat x$ are two independent draws from the same distribution. So how large is *its* error?
#
# ### Exercise 1: two errors in closed form (4 points)
#
# Let $x$ be Gaussian with mean 0 and covariance $\Sigma$, shape $(d, d)$, and $y = Ax$ with a matrix $A$ of shape
# $(m, d)$, such as the means of blocks. Then the posterior is Gaussian too, with the covariance
#
# $$ C = \Sigma - \Sigma A^\top (A \Sigma A^\top)^{-1} A \Sigma, $$
#
# whatever $y$ is. Write `two_errors(covariance, matrix)`: a pair of numbers, the expected squared error
# $\mathrm{E}\,|x - \hat x|^2$ (the sum over the entries of $x$) of the **mean** $\hat x = \mathrm{E}(x \mid y)$ first,
# then that of a **sample** $\hat x$.


# %% exercise="two_errors"
def two_errors(covariance, matrix):
    """Return the expected squared errors of the posterior's mean and of a sample."""
    ### BEGIN SOLUTION
    gain = covariance @ matrix.T @ np.linalg.inv(matrix @ covariance @ matrix.T)
    posterior = covariance - gain @ matrix @ covariance
    return np.trace(posterior), 2 * np.trace(posterior)
    ### END SOLUTION


# %% check="two_errors" points=4
with checks.exercise("two_errors"):
    _halves = np.array([[0.5, 0.5, 0, 0], [0, 0, 0.5, 0.5]])
    _close = np.array([[2, 1.6, 0, 0], [1.6, 2, 0, 0], [0, 0, 3, 0.5], [0, 0, 0.5, 1.0]])
    for _covariance, _matrix, _expected, _what in (
        (np.eye(4), _halves, (2, 4), "four independent entries, of which two means are known"),
        (_close, _halves, (1.5, 3.0), "two pairs, each of which hangs together"),
        (_close, np.eye(4), (0, 0), "y is x itself"),
        (_close, _close[:1], (4.4044, 8.8088), "one number is known, and A is no mean"),
    ):
        _errors = two_errors(_covariance.astype(float), _matrix.astype(float))
        assert np.shape(_errors) == (2,), f"{_what}: expected two numbers, the mean's error first, got {_errors!r}"
        assert np.allclose(_errors, _expected, atol=1e-4), f"{_what}: expected {_expected}, got {tuple(_errors)}"
    ### BEGIN HIDDEN TESTS
    _random = np.random.default_rng(0)
    for _size in (2, 5, 9):
        _root, _matrix = _random.standard_normal((_size, _size)), _random.standard_normal((_size // 2, _size))
        _covariance = _root @ _root.T + 0.1 * np.eye(_size)
        _expected = sr.posterior_errors(_covariance, _matrix)
        assert checks.near(two_errors(_covariance, _matrix), _expected, rtol=1e-4), f"wrong for {_size} entries"
    assert checks.near(two_errors(1e-5 * _covariance, _matrix), 1e-5 * np.array(_expected), rtol=1e-4), "tiny variances"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# Given $y$, the error of the mean has the covariance $C$. What is the sum of the variances of all entries, as an
# operation on $C$? And $x - \hat x$ is the difference of two *independent* draws with covariance $C$: what is its
# covariance?
#
# </details>
#
# **Exactly twice.** Nothing in the second half of your argument used that $x$ is Gaussian: for any posterior, a perfect
# sample has twice the least error (Blau and Michaeli 2018). No training can make an honest sample better than that.
# Your formula, with the covariance of real digits in place of $\Sigma$:

# %%
errors_of = checks.or_reference("two_errors", two_errors, sr.posterior_errors, arrays=True)
covariance = np.cov(data.images[:10_000].reshape(-1, 784).T) + 1e-6 * np.eye(784)
gaussian = [each / 784 for each in errors_of(covariance, sr.shrinking_matrix(28))]
print("if digits were Gaussian, error per pixel: of the mean {:.3f}, of a sample {:.3f}".format(*gaussian))
assert abs(gaussian[1] / gaussian[0] - 2) < 1e-6

# %% [markdown]
# Digits are not Gaussian; a network can know more. We train two. The first minimises the squared error. The second is a
# `GAN`: its generator gets noise $z$ and $y$, its discriminator sees the image with $y$ beside it, as one more channel,
# so an image that does not belong to its $y$ is a fake. A term in the generator's loss helps, too: 100 times the mean
# squared difference between its image, shrunk, and $y$.
#
# > **Predict, then run.** Which of the two will have the smaller squared error on test digits? Which the smaller
# > Fréchet distance to real digits? And by what factors, roughly?

# %%
steps, mean_steps = budget.choose(smoke=(4, 2), laptop=(4_500, 1_250))
mean_network = day08.mean_network(data, mean_steps)

# %%
sampler_gan = day08.sampler_gan(steps)
half = {"epochs": 1, "steps_per_epoch": steps // 2, "callbacks": [ProgressLine()], "verbose": 0}
batches = day08.sharpening_batches(data)
sampler_gan.fit(batches, **half)
half_way = day08.answers(models.keep_block_means(sampler_gan.generator), small, 1)[0]

# %%
sampler_gan.fit(batches, **half)
sampler = models.keep_block_means(sampler_gan.generator)
plots.image_grid(
    np.concatenate([half_way, day08.answers(sampler, small, 1)[0], quiz]),
    columns=10,
    title="The sampler's answers after half of its training; after all of it; the truth",
    alt="Three rows of ten images: shapes like digits, some of another class than the true ones; much the same again, "
    "with small differences; and the true digits.",
)

# %%
ruler = Ruler.of(test.images, at_most=budget.choose(smoke=20, laptop=2_000))
judged = ruler.held_out
low = sr.shrink(judged)
mean_answer = mean_network.predict(low, verbose=0)
several = day08.answers(sampler, low, budget.choose(smoke=2, laptop=16))
sample = several[0].copy()
results = {"the mean network": mean_answer, "one sample": sample, "mean of 16 samples": several.mean(axis=0)}
del several  # 100 MB on MNIST
error, distance = ({name: measure(x) for name, x in results.items()} for measure in (day08.error_to(judged), ruler))
for name in results:
    print(f"{name:20} squared error {error[name]:.3f}   Fréchet distance {distance[name]:6.1f}")
print(f"real digits                              Fréchet distance {ruler.floor:6.1f}")

# %%
ratio = error["one sample"] / error["the mean network"]
print(f"a sample's error is {ratio:.2f} times the mean's")
budget.claim("a sample's error is 1.9 to 2.5 times the mean's", 1.9 < ratio < 2.5)
nearer = distance["one sample"] <= 0.5 * distance["the mean network"]
budget.claim("on MNIST, its Fréchet distance is at most half of the mean's", nearer or data.name != "mnist")
off = np.abs(sr.shrink(sample) - low).max()
print(f"a sample, shrunk, differs from what it was made of by {off:.6f} at most")
assert off < 0.002

# %%
frames = [
    plots.tile(np.concatenate([sr.enlarge(small), each, quiz]), columns=10)
    for each in day08.answers(sampler, small, 12)
]
plots.animation(
    frames,
    fps=3,
    alt="An animation of three rows of ten images. Coarse squares above and true digits below stand still; in the "
    "middle row the answers change from frame to frame.",
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# The mean has the smaller error, by a factor of about two. The sample has the smaller Fréchet distance: on MNIST, at
# most half of the mean's, which looks like nothing that anybody wrote. (On scikit-learn's digits there are only 128 to
# judge: real ones get 19 themselves, and with so high a floor no difference can be told.) You see one seed; of three
# on MNIST, with 5,000 steps and 2,500 for the mean, the errors' ratios were 2.06 to 2.13, and the distances 0.41 to
# 0.44 of the mean's.
#
# </details>
#
# Each answer is *consistent*: shrunk, it gives its question back, since `keep_block_means` adds the ink that is
# missing beside the strokes, and takes what is too much. The ratio is not exactly 2, for neither network is perfect.
# And of a perfect sampler, the mean of 16 answers would have $1 + 1/16$ of the least error. In the table's third line
# ours has more: the sampler favours some answers at the cost of others, so their mean is off.
#
# <details><summary>Deeper: what to distrust</summary>
#
# A sharp image is not a true one. Nothing in sixteen pixels says whether the digit was a 3 or an 8; the sampler says
# one of them, with the same crisp strokes. In a photograph of a face, or an X-ray, that is invention. An honest tool
# shows *several* answers, or their spread.
#
# </details>

# %% [markdown]
# ## 2. What looking real costs
#
# Two networks stand at two ends: the mean is near the truth and looks like nothing that anybody wrote; the sample looks
# real and has twice the error. A straight line joins them, $\hat x_t = (1-t)\,\mathrm{E}(x \mid y) + t\,\hat x$. Of an
# honest sample, $x - \hat x_t$ is $x - \mathrm{E}(x \mid y)$ less $t$ times $\hat x - \mathrm{E}(x \mid y)$: two
# independent deviations of one size. So
#
# $$ \mathrm{E}\,|x - \hat x_t|^2 = (1 + t^2)\;\mathrm{E}\,|x - \mathrm{E}(x \mid y)|^2. $$
#
# To look real costs error; that trade is called **perception–distortion** (Blau and Michaeli 2018). A picture of it has
# the error to the right and the distance from looking real upwards, and a curve in it that no method gets below.
#
# > **Predict, then run.** Half-way between mean and sample, how much more error is there than at the mean? And by how
# > much has the Fréchet distance come down there: half-way too?

# %%
line = []
for t in (0, 0.25, 0.5, 0.75, 1):
    blend = (1 - t) * mean_answer + t * sample
    line.append((f"t = {t}", day08.error_to(judged)(blend), ruler(blend)))
    print(f"t = {t:4}   error {line[-1][1] / line[0][1]:.2f} times the mean's   Fréchet distance {line[-1][2]:6.1f}")
between = line[2][1] / line[0][1]
budget.claim("half-way, the error is 1.1 to 1.4 times the mean's", 1.1 < between < 1.4)
late = line[2][2] > 0.7 * line[0][2]
budget.claim(
    "on MNIST, the distance has hardly come down there: by less than three tenths", late or data.name != "mnist"
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# By the formula a quarter more; here a little more, since neither network is perfect. And the distance has hardly come
# down at all (on MNIST; on scikit-learn's digits, 128 images are too few to tell). A sharp digit with a blur laid over
# it is a double exposure, and looks no more real than the blur. Only close to the sample does the distance fall.
#
# </details>
#
# <details><summary>Deeper: three seeds, and the best compromise</summary>
#
# On MNIST, with 3,500 steps, the error half-way was 1.27 to 1.29 times the mean's, and the distance 0.94 to 1.03 times.
#
# By the squared error and the Wasserstein-2 distance, the best compromises are all such blends, $(1-t)$ of the mean
# and $t$ of the best of all answers that look perfectly real (Freirich, Michaeli and Meir 2021). That best one need
# not be a sample of the posterior: answers that vary less may do with less than twice the error.
#
# </details>
#
# **When is there anything to win?** The trade is as wide as the question leaves room. We ask again, with 7×7 pixels in
# place of 4×4: forty-nine numbers, each the mean of 4×4 old ones.
#
# > **Predict, then run.** Which share of the error is left, by your formula and by a network? Will *its* mean look
# > blurred? And how much could a sampler win?

# %%
for factor in (7, 4):
    left = errors_of(covariance, sr.shrinking_matrix(28, factor))[0] / 784
    print(f"{28 // factor}×{28 // factor} pixels known: if digits were Gaussian, the mean's error would be {left:.3f}")
fine_network = day08.mean_network(data, mean_steps, factor=4)
fine_answer = fine_network.predict(sr.shrink(judged, 4), verbose=0)
fine = day08.error_to(judged)(fine_answer), ruler(fine_answer)
print(f"a network, of 4×4: error {line[0][1]:.3f}, Fréchet distance {line[0][2]:6.1f}")
print(f"a network, of 7×7: error {fine[0]:.3f}, Fréchet distance {fine[1]:6.1f}; real digits {ruler.floor:.1f}")

# %%
both_means = [mean_network.predict(small, verbose=0), fine_network.predict(sr.shrink(quiz, 4), verbose=0)]
plots.image_grid(
    np.concatenate([sr.enlarge(small), both_means[0], sr.enlarge(sr.shrink(quiz, 4), 4), both_means[1], quiz]),
    columns=10,
    title="4×4 pixels and the mean of all answers; 7×7 pixels and theirs; the truth",
    alt="Five rows of ten images: very coarse squares; blurred shapes, some of them no digit; finer squares; digits "
    "that look nearly sharp; and the true digits, nearly the same.",
)

# %%
day08.plane(
    {"from the mean to a sample, of 4×4": line, "the mean, of 7×7": [("mean, 7×7", *fine)]},
    floor=ruler.floor,
    title="Near the truth, or like real digits?",
    alt="A chart with the squared error to the right and the Fréchet distance upwards. From the mean of 4×4 pixels a "
    "line of five points goes to the right, to the sample. The mean of 7×7 pixels lies to the left of both. A dotted "
    "line marks what real digits get.",
)

# %%
budget.claim("of 7×7 pixels, the mean's error is under half of that of 4×4", fine[0] < 0.5 * line[0][1])
budget.claim(
    "and its Fréchet distance at most a quarter, on MNIST", fine[1] <= 0.25 * line[0][2] or data.name != "mnist"
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# To a network, less than half of the error is left, and on MNIST the mean's distance falls to a quarter at most: it
# looks sharp, since the answers hardly differ. A sampler has nothing to win. We trained one for 7×7 pixels of MNIST,
# 3,500 steps, with two seeds: 1.65 and 1.63 times the mean's error, and distances of 6.5 and 6.1, where the means had
# 6.1 and 5.9. It pays, and gets nothing for it.
#
# So before you train a GAN, ask how much the question leaves open. Photographs are enlarged by 4 as well, and there fur
# and leaves leave much open (Ledig and others 2017).
#
# </details>

# %% [markdown]
# ## 3. With pairs: a drawing becomes a photograph
#
# Now picture to picture, of the same size. We have an ink drawing of a part of a cat and the photograph that it was
# drawn from: **pairs**. The network learns from patches of the left part, and is judged on the right part.

# %%
drawings, photographs, unseen_drawing, unseen_photograph = day08.pairs()
plots.image_grid(
    scaled(np.concatenate([drawings[:8], photographs[:8]])),
    columns=8,
    title="Pairs: patches of a drawing, and of its photograph",
    alt="Two rows of eight small pictures: patches with ink strokes above, the same places as a photograph below.",
)

# %% [markdown]
# A translator needs two things that pull apart. To know *what* it sees, it must look at a wide region: so it halves the
# resolution. To place an edge to the pixel it must not lose any.
#
# **Resolution can be moved into channels.** A block of $r \times r$ pixels with $C$ channels becomes one pixel with
# $r^2 C$ channels: *space to depth*. By the way back, *depth to space*, many networks enlarge at their end (sub-pixel
# convolution, Shi and others 2016). Nothing is lost, and nothing computed.
#
# ### Exercise 2: depth to space, and back (3 points)
#
# Write `rearranged(maps, r, back)` for NumPy arrays. With `back=False` it is depth to space, (batch, h, w, r²·C) to
# (batch, r·h, r·w, C): channel $(i r + j) C + c$ of the place $(u, v)$ becomes channel $c$ of the pixel
# $(u r + i,\ v r + j)$. With `back=True` it is the inverse, space to depth.


# %% exercise="rearranged"
def rearranged(maps, r, back):
    """Turn channels into blocks of r × r pixels; or with back, blocks into channels."""
    ### BEGIN SOLUTION
    batch, height, width, channels = maps.shape
    if back:
        parts = maps.reshape(batch, height // r, r, width // r, r, channels)  # (batch, u, i, v, j, c)
        return parts.transpose(0, 1, 3, 2, 4, 5).reshape(batch, height // r, width // r, r * r * channels)
    parts = maps.reshape(batch, height, width, r, r, channels // r**2)  # (batch, u, v, i, j, c)
    return parts.transpose(0, 1, 3, 2, 4, 5).reshape(batch, height * r, width * r, channels // r**2)
    ### END SOLUTION


# %% check="rearranged" points=3
with checks.exercise("rearranged"):
    _deep = np.arange(2 * 2 * 3 * 8).reshape(2, 2, 3, 8)
    _made = np.asarray(rearranged(_deep, 2, False))
    assert _made.shape == (2, 4, 6, 2), f"(2, 2, 3, 8) with r = 2: expected shape (2, 4, 6, 2), got {_made.shape}"
    for _place, _expected in (
        ((0, 0, 0), [0, 1]),
        ((0, 0, 1), [2, 3]),
        ((0, 1, 0), [4, 5]),
        ((1, 3, 4), [92, 93]),
    ):
        _got = _made[_place].tolist()
        assert _got == _expected, (
            f"image {_place[0]}, pixel {_place[1:]}: expected the channels {_expected}, got {_got}"
        )
    _there = np.asarray(rearranged(_made, 2, True))
    assert _there.shape == _deep.shape, f"back: expected shape {_deep.shape}, got {_there.shape}"
    assert np.array_equal(_there, _deep), "back must undo depth to space"
    _wide = np.linspace(-1, 1, 36).reshape(1, 6, 6, 1)
    _channels = np.asarray(rearranged(_wide, 3, True))
    assert _channels.shape == (1, 2, 2, 9), f"(1, 6, 6, 1), r = 3, back: expected (1, 2, 2, 9), got {_channels.shape}"
    _got, _expected = _channels[0, 0, 1].tolist(), _wide.ravel()[[3, 4, 5, 9, 10, 11, 15, 16, 17]].tolist()
    assert _got == _expected, f"r = 3, back, place (0, 1): expected its block's rows, {_expected}, got {_got}"
    assert np.array_equal(rearranged(_channels, 3, False), _wide), "r = 3: back and forth must change nothing"
    ### BEGIN HIDDEN TESTS
    for _shape, _r in (((1, 3, 2, 12), 2), ((2, 1, 4, 9), 3), ((3, 2, 1, 16), 4)):
        _maps = np.random.default_rng(1).standard_normal(_shape).astype("float32")
        _expected = tf.nn.depth_to_space(_maps, _r).numpy()
        assert checks.near(rearranged(_maps, _r, False), _expected), f"wrong for {_shape}, r = {_r}"
        assert checks.near(rearranged(_expected, _r, True), _maps), f"the way back is wrong for {_shape}, r = {_r}"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# `reshape` splits an axis into several, the last of which moves fastest: channels into $(i, j, c)$. Then `transpose`
# puts $i$ behind $u$ and $j$ behind $v$; a second `reshape` joins them.
#
# </details>
#
# **The U-Net** (Ronneberger and others 2015) wants both, what and where: it goes down to a coarse map and up again, and
# on the way up each map is joined to the one of the same size from the way down. These **skip connections** carry what
# the coarse map cannot.
#
# **Who judges?** The absolute error does, but it has one answer for each question, blurred once more. So a
# discriminator helps. It need not see the whole picture: what is where, the absolute error says already. **PatchGAN**
# (Isola and others 2017) is a plain stack of convolutions that ends in a *map* of logits, one for each patch. How large
# is a patch?
#
# ### Exercise 3: what does a logit see? (3 points)
#
# A 3×3 convolution sees 3 pixels across, two of them in a row see 5. After a stride, neighbours in the map lie several
# pixels of the picture apart. Write `receptive_field(layers)`: `layers` is a list of pairs (kernel, stride), from the
# picture on; return how many pixels across one unit of the last map depends on.


# %% exercise="receptive_field"
def receptive_field(layers):
    """Return how many pixels across a unit of the last layer sees."""
    ### BEGIN SOLUTION
    field, apart = 1, 1
    for kernel, stride in layers:
        field += (kernel - 1) * apart
        apart *= stride
    return field
    ### END SOLUTION


# %% check="receptive_field" points=3
with checks.exercise("receptive_field"):
    for _layers, _expected in (
        ([(3, 1)], 3),
        ([(3, 1), (3, 1)], 5),
        ([(4, 2)], 4),
        ([(4, 2), (3, 1)], 8),
        ([(3, 1), (4, 2)], 6),
        ([(2, 2), (2, 2), (2, 2)], 8),
        ([(5, 3), (3, 2), (3, 1)], 23),
        ([(3, 4), (3, 2), (3, 2), (2, 1)], 43),
        ([], 1),
    ):
        _seen = receptive_field(_layers)
        assert _seen is not None, f"{_layers}: expected {_expected}, got None"
        assert np.shape(_seen) == (), f"{_layers}: expected one number, got {_seen!r}"
        assert _seen == _expected, f"{_layers}: expected {_expected} pixels, got {_seen}"
    ### BEGIN HIDDEN TESTS
    for _layers in ([(4, 2)] * 3 + [(4, 1)] * 2, [(7, 1), (3, 2), (3, 2), (3, 1)], [(1, 2), (3, 3), (2, 1)]):
        assert receptive_field(_layers) == reference_field(_layers), f"wrong for {_layers}"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# Go from the picture on, and keep two numbers: how many pixels a unit sees, and how many pixels apart two neighbouring
# units are. A kernel of width $k$ adds $k - 1$ neighbours.
#
# </details>
#
# Your formula against the network itself: which pixels have a gradient to one logit?

# %%
field_of = checks.or_reference("receptive_field", receptive_field, reference_field, arrays=True)
judge = models.patch_discriminator(seed=1)
plan = [(layer.kernel.shape[0], layer.strides[0]) for layer in judge.layers if hasattr(layer, "kernel")]
reached = day08.inputs_reached(judge)
across = int(reached.any(axis=0).sum())
print(f"kernels and strides {plan}: by the formula {int(field_of(plan))} pixels, by the gradient {across}")
paper = [(4, 2), (4, 2), (4, 2), (4, 1), (4, 1)]
print(f"the paper's discriminator: {int(field_of(paper))} pixels, of pictures of 256")
assert field_of(plan) == across

# %% [markdown]
# ### Exercise 4: the translator (4 points)
#
# Write `unet(width)`, a functional `keras.Model` from images `(None, None, 3)` of any height and width that 4 divides:
#
# - a 3×3 convolution to `width` channels; a 4×4 one with stride 2 to `2 * width`; another to `4 * width`; leaky ReLU
#   (slope 0.2) after each;
# - up: every pixel repeated (`UpSampling2D`), a 3×3 convolution to `2 * width` channels with leaky ReLU, **joined**
#   along the channels to the map of the same size from the way down (behind its leaky ReLU); the same once more with
#   `width`;
# - a last 3×3 convolution to 3 channels without activation, whose result is **added to the input**. Give it
#   `kernel_initializer=keras.initializers.RandomNormal(stddev=0.02)`: so an untrained translator nearly returns its
#   input.
#
# All with `padding="same"`.


# %% exercise="unet"
def unet(width):
    """Return a U-Net of two halvings, from images to images."""
    ### BEGIN SOLUTION
    layers = keras.layers

    def convolution(maps, filters, kernel=3, strides=1):
        return layers.LeakyReLU(0.2)(layers.Conv2D(filters, kernel, strides, padding="same")(maps))

    images = keras.Input((None, None, 3))
    full = convolution(images, width)
    half = convolution(full, 2 * width, 4, 2)
    quarter = convolution(half, 4 * width, 4, 2)
    up = layers.Concatenate()([convolution(layers.UpSampling2D()(quarter), 2 * width), half])
    up = layers.Concatenate()([convolution(layers.UpSampling2D()(up), width), full])
    start = keras.initializers.RandomNormal(stddev=0.02)
    change = layers.Conv2D(3, 3, padding="same", kernel_initializer=start)(up)
    return keras.Model(images, layers.Add()([images, change]))
    ### END SOLUTION


# %% check="unet" points=4
with checks.exercise("unet"):
    for _width in (4, 6):
        _fault = translation_rules.unet_fault(unet, _width)
        assert _fault is None, f"unet({_width}): {_fault}"
    ### BEGIN HIDDEN TESTS
    _grey = np.full((1, 32, 32, 3), 0.3, "float32")
    assert np.ptp(unet(8)(_grey)[0, 12:20, 12:20], axis=(0, 1)).max() < 1e-4
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# Keep the maps of the way down in variables: `layers.Concatenate()([up, half])` needs two maps of one height and width.
# The last line is `keras.Model(images, layers.Add()([images, change]))`.
#
# </details>
#
# Your translator trains now, with the absolute error alone; so does the course's without skips
# (`models.unet(skips=False)`; the input is not added either); then yours anew, with a PatchGAN beside it that sees the
# drawing, too.
#
# > **Predict, then run.** What will the picture lose without skips? And will the discriminator lower the error?

# %%
build = checks.or_reference("unet", unet, lambda width: models.unet(width=width))
pair_steps = budget.choose(smoke=4, laptop=400)
keras.utils.set_random_seed(1)
plain = day08.train_on_pairs(build(16), drawings, photographs, pair_steps)
no_skips = day08.train_on_pairs(models.unet(skips=False, seed=1), drawings, photographs, pair_steps)
pair_gan = day08.pair_gan(build(16), pair_steps)
batches = paired_batches(drawings, photographs, 4).repeat()
pair_gan.fit(batches, epochs=1, steps_per_epoch=pair_steps, callbacks=[ProgressLine()], verbose=0)

# %%
networks = {"no skips": no_skips, "U-Net": plain, "U-Net and PatchGAN": pair_gan.generator}
made = {"drawing": unseen_drawing}
made |= {name: in_tiles(network, unseen_drawing) for name, network in networks.items()}
missed = {name: float(np.abs(picture - unseen_photograph).mean()) for name, picture in made.items()}
for name, picture in {**made, "photograph": unseen_photograph}.items():
    print(f"{name:20} absolute error {missed.get(name, 0):.3f}   detail {day08.detail(picture):.4f}")
day08.side_by_side(
    {**made, "photograph": unseen_photograph},
    title="The part of the cat that no patch showed",
    alt="Five pictures of the right half of a cat's face: the ink drawing; a blurred one; two that are close to the "
    "photograph; and the photograph.",
)

# %%
budget.claim("the U-Net's error is under half of the drawing's", missed["U-Net"] < 0.5 * missed["drawing"])
budget.claim("so is that with the PatchGAN", missed["U-Net and PatchGAN"] < 0.5 * missed["drawing"])
budget.claim("without skips the error is larger", missed["no skips"] > missed["U-Net"])
budget.claim("the discriminator does not lower the error", missed["U-Net and PatchGAN"] > missed["U-Net"])

# %% [markdown]
# <details><summary>Answer</summary>
#
# Without skips all passes through a map of a quarter of the size, and fine detail is lost there. The discriminator
# raises the error: the U-Net alone is trained for nothing else. What it could bring back is *detail*, the last column,
# which the absolute error has no reason to invent; at this weight of the error, 20, and in so few steps, it hardly
# does. Try `day08.pair_gan(build(16), pair_steps, weight=2.0)`: what does it buy, and at what price?
#
# </details>
#
# <details><summary>Deeper: three seeds</summary>
#
# With 500 steps, and other patches and weights each time, the error was 0.043 to 0.047 for the U-Net, 0.045 to 0.050
# with the PatchGAN and 0.049 to 0.054 without skips (0.273 for the drawing), in this order for each of the three. With
# weight 2 in place of 20 the discriminator's error was 0.050 to 0.053. The detail: 0.027 to 0.028 for the U-Net, 0.028
# with the PatchGAN, 0.028 to 0.029 with weight 2; the photograph has 0.035.
#
# </details>

# %% [markdown]
# ## 4. Without pairs: a photograph becomes a drawing
#
# Pairs are rare. Nobody has the photograph of what van Gogh painted. What is easy to have is two *piles*: photographs
# here, drawings there. A discriminator of drawings can tell whether an output looks like the second pile. But it does
# not know the input: a translator that always draws the same beautiful tree would please it.
#
# **Cycle consistency** (Zhu and others 2017) asks for the way back. Two translators, $G$ from photographs $x$ to
# drawings and $F$ from drawings $y$ to photographs, with a discriminator at each end; and
#
# $$ \mathrm{cycle}(G, F) = \mathrm{E}\,|F(G(x)) - x| + \mathrm{E}\,|G(F(y)) - y| $$
#
# is to be small: who draws a tree for everything cannot find the way back.
#
# ### Exercise 5: the cycle loss (3 points)
#
# Write `cycle_loss(first, second, forward, backward)`. `first` and `second` are batches of images (tensors, of perhaps
# different sizes), `forward` and `backward` functions. $\mathrm{E}|\cdot|$ is the mean of the absolute value over all
# entries. Return a scalar tensor that gradients flow through.


# %% exercise="cycle_loss"
def cycle_loss(first, second, forward, backward):
    """Return how much a translation there and back changes, in both directions."""
    ### BEGIN SOLUTION
    first_error = tf.reduce_mean(tf.abs(backward(forward(first)) - first))
    second_error = tf.reduce_mean(tf.abs(forward(backward(second)) - second))
    return first_error + second_error
    ### END SOLUTION


# %% check="cycle_loss" points=3
with checks.exercise("cycle_loss"):
    _random = np.random.default_rng(0)
    _x = tf.constant(_random.uniform(-1, 1, (5, 6, 2, 1)), tf.float32)
    _y = tf.constant(_random.uniform(0, 1, (2, 4, 4, 3)), tf.float32)
    _size_x, _size_y = (float(tf.reduce_mean(abs(each))) for each in (_x, _y))
    _after = float(tf.reduce_mean(abs((_x + 1) ** 2 - _x)) + tf.reduce_mean(abs(_y**2 + 1 - _y)))
    for _there, _here, _expected, _what in (
        (lambda v: tf.image.rot90(v), lambda v: tf.image.rot90(v, 3), 0.0, "a quarter turn there and back"),
        (lambda v: v + 1, lambda v: v - 0.75, 0.5, "1 brighter there, 0.75 darker back: 0.25 each way"),
        (lambda v: 2 * v, lambda v: v, _size_x + _size_y, "doubled, never halved"),
        (lambda v: v + 1, lambda v: v**2, _after, "1 brighter there, squared back"),
    ):
        _loss = cycle_loss(_x, _y, _there, _here)
        assert np.shape(_loss) == (), f"{_what}: expected a scalar, got shape {np.shape(_loss)}"
        assert abs(float(_loss) - _expected) < 1e-5, f"{_what}: expected {_expected:.4f}, got {float(_loss):.4f}"
    _scale = tf.Variable(2.0)
    _doubling, _idle = (lambda v: _scale * v), (lambda v: v)
    for _there, _here, _whose in ((_doubling, _idle, "forward"), (_idle, _doubling, "backward")):
        with tf.GradientTape() as _tape:
            _loss = cycle_loss(_x, _y, _there, _here)
        _slope = _tape.gradient(_loss, _scale)
        assert _slope is not None, f"no gradient flows to {_whose}; use TensorFlow's operations"
        _what = f"the gradient of {_whose}: expected {_size_x + _size_y:.4f}, got {_slope}"
        assert abs(float(_slope) - _size_x - _size_y) < 1e-4, _what
    ### BEGIN HIDDEN TESTS
    _bent, _straight = (lambda v: tf.tanh(v) + 0.1), (lambda v: v * 1.5)
    _expected = float(cycle_error(_x, _bent, _straight) + cycle_error(_y, _straight, _bent))
    assert abs(float(cycle_loss(_x, _y, _bent, _straight)) - _expected) < 1e-5, "wrong for two other functions"
    _x, _y = (tf.constant(_random.uniform(-1, 1, (40, 3, 3, 1)), tf.float32) for _ in range(2))
    _expected = float(cycle_error(_x, _bent, _straight) + cycle_error(_y, _straight, _bent))
    assert abs(float(cycle_loss(_x, _y, _bent, _straight)) - _expected) < 1e-5, "wrong for 40 images"
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# For a first image, `forward` comes first; for a second one, `backward`. Take the mean of each pile by itself: one may
# have more images.
#
# </details>
#
# Four networks now take turns in one step. This is all of it. (`_distance` is the mean absolute difference of
# `pool`×`pool` means; `content` holds a translation near its original; `_logits` asks a discriminator about real and
# fake images; `descend` takes a step of one network's optimizer.)

# %%
print(inspect.getsource(ink.CycleGAN.train_step))

# %% [markdown]
# **How it fails.** The cycle has a solution that needs no learning at all: the **identity**. $G(x) = x$ and $F(y) = y$
# have a cycle loss of 0, and U-Nets that add to their input begin near there.
#
# > **Predict, then run.** We train from the start for a short while, without the content term, with the cycle weight
# > that the paper uses, 10, and with a gentle one, ½, which moreover compares the means of 8×8 pixels only. In which of
# > the two runs will the translator have gone farther from the photograph by then?

# %%
short = budget.choose(smoke=2, laptop=150)
left = {}
for name, weight, pool in (("weight 10", 10.0, 1), ("weight ½", 0.5, 8)):
    trial = ink.cycle_gan(short, cycle_weight=weight, pool=pool, content_weight=0.0)
    trial.fit(ink.batches(patches=1_000), epochs=1, steps_per_epoch=short, verbose=0)
    left[name] = float(np.abs(in_tiles(trial.forward, photograph) - photograph).mean())
    print(f"{name:10} the translation differs from the photograph by {left[name]:.3f}")
print(f"           the true drawing by                        {np.abs(drawing - photograph).mean():.3f}")
budget.claim("the strict cycle stays nearer to the identity", left["weight 10"] < left["weight ½"])

# %% [markdown]
# <details><summary>Answer</summary>
#
# With the gentle one: in six pairs of runs it was farther every time, 1.4 to 3.6 times as far. The
# strict cycle forbids what drawing *is*: to leave something out. Where drawing and strict cycle are both demanded, a
# network hides the photograph in its drawing, in faint noise that the way back can read (Chu and others 2017).
#
# </details>
#
# The gentle one (with a content term) needs ten thousand steps, some ten minutes: so the course ships what
# `make ink` trained. You train the last part, and then we judge, by numbers and by eye. The drawings were made by a
# painter that can be looked into, a filter (`inspect.getsource(painter.ink_and_wash)`); so the true drawing of our cat
# is known. The control is **histogram matching**: the cat, with the colours of the drawings, and no idea of lines.

# %%
last = budget.choose(smoke=2, laptop=150)
student = ink.load_weights(ink.cycle_gan(last, rate=2e-4))
student.fit(ink.batches(seed=1, patches=1_000), epochs=1, steps_per_epoch=last, callbacks=[ProgressLine()], verbose=0)


# %%
def judged_drawings(photograph, drawing):
    drawn = {
        "photograph": photograph,
        "histogram matching": match_histograms(photograph, ink.sides().drawings),
        "translated": in_tiles(student.forward, photograph),
    }
    far = {name: patch_distance(drawing, picture) for name, picture in drawn.items()}
    wrong = {name: float(np.abs(picture - drawing).mean()) for name, picture in drawn.items()}
    for name in drawn:
        print(f"{name:20} patch distance {far[name]:6.2f}   absolute error {wrong[name]:.3f}")
    return {**drawn, "the true drawing": drawing}, far, wrong


cats, far, wrong = judged_drawings(photograph, drawing)
day08.side_by_side(
    cats,
    columns=2,
    title="A cat in ink, by a network that never saw this cat or any pair",
    alt="Four pictures of a cat's face: the photograph; the photograph in hard, false colours; a drawing with ink "
    "strokes; and the true drawing, with ink strokes in nearly the same places.",
)

# %%
budget.claim(
    "the translation's patch distance is under two thirds of the control's",
    far["translated"] < 2 / 3 * far["histogram matching"],
)
budget.claim("it is nearer to the true drawing than the photograph is", wrong["translated"] < wrong["photograph"])

# %% [markdown]
# The patch distance is a Fréchet distance of colours and textures in patches of 32×32: it does not know what is where.
# So a number alone is not enough. In a first trial for this course, with another measure of patches, a translator
# reached 3.0 where histogram matching had 22.1, and was plainly wrong: yellow blotches all over the cat. How far such a
# number can be fooled, you can see: this is the true drawing itself, its lower half above the upper one.

# %%
torn = np.roll(drawing, drawing.shape[0] // 2, axis=0)
near, off = patch_distance(drawing, torn), float(np.abs(torn - drawing).mean())
print(f"{'torn':20} patch distance {near:6.2f}   absolute error {off:.3f}")
day08.side_by_side(
    {"translated": cats["translated"], "the true drawing, torn": torn},
    title="Which is the better drawing of the cat? By patch distance, the torn one",
    alt="Two drawings of the cat: the network's, whole; and the true one, cut in two, with the chin above the eyes.",
)

# %%
budget.claim("by patch distance the torn drawing beats the translation", near < far["translated"])
budget.claim("by the error it does not even reach the photograph", off > wrong["photograph"])

# %% [markdown]
# That is why there are two numbers here, and a picture.
#
# **And a second picture.** No network saw this cat; but *we* did, whenever we chose a weight or a rate of this
# training. A picture by which one has chosen is no longer unseen. So here is one by which nothing was chosen: a rocket
# on its pad, in the evening.

# %%
rockets, far_again, wrong_again = judged_drawings(*ink.unseen_picture("rocket"))
day08.side_by_side(
    rockets,
    columns=2,
    title="A rocket before its launch, by the same network",
    alt="Four pictures of a white rocket and thin towers under a dark blue sky: the photograph; the photograph with a "
    "glaring yellow sky; a drawing with dark outlines; and the true drawing, which is much the same.",
)

# %%
budget.claim(
    "of the rocket, too, the patch distance is under two thirds of the control's",
    far_again["translated"] < 2 / 3 * far_again["histogram matching"],
)
budget.claim("and it is nearer to the true drawing", wrong_again["translated"] < wrong_again["photograph"])

# %% [markdown]
# Both claims about the cat hold for the rocket, too. They need not hold for every photograph: open the fold.
#
# <details><summary>Deeper: more seeds, and more photographs</summary>
#
# With the last part trained anew by three seeds, the cat's patch distance was 2.2 to 3.6 (control 8.6) and its error
# 0.14 to 0.16 (photograph 0.29); the rocket's 2.3 to 3.3 (8.1) and 0.07 to 0.08 (0.12). Of photographs that the course
# does not ship, an astronaut came to 0.3 (9.2), a motorcycle to 0.5 to 0.7 (4.3), a sunset to 0.4 to 0.6 (20.6). But
# two dogs at a window of grey planks came to 5.9 to 8.0, no better than the control (6.3), for colourful fringes on the
# planks. By eye they are well drawn, and by the error: 0.12 (photograph 0.20, control 0.32).
#
# And the part before the last? **What lies in the two piles** mattered. First, they were *halves* of three photographs:
# of a temple and the trees beside it, one pile had the temple and the other the trees, and a translator that puts
# temples where trees are is no bad one, to a discriminator. The cat's distance came to between 2.9 and 16. With bands
# in turn, some of everything is in both piles: 1.2 to 6.2, by luck. With nine photographs, five runs ended at 1.2 to
# 3.3, nearer place by place. More photographs did what no change of rates, weights or seeds had done.
#
# </details>
#
# <details><summary>Deeper: what is style?</summary>
#
# Before CycleGAN, Gatys and others (2016) took a network trained to name objects, and called *content* what its
# activations are, place by place, and *style* their **Gram matrix**: which features occur together, averaged over all
# places. One then descends on the *pixels* of one picture until both fit. The patch distance above is of that kind: it
# averages over places. A discriminator of patches is too, but nobody tells it which features count: it looks for those
# that tell the two piles apart.
#
# </details>

# %% [markdown]
# ## 5. Editing: the way back into latent space
#
# A GAN turns noise into digits. To *edit* a given digit, we look for the noise that makes it: **inversion**. Then we
# move that noise, and generate. First a GAN, by the recipe of Day 3, with fewer steps:

# %%
recipe = dataclasses.replace(recipes.get("dcgan"), steps=budget.choose(smoke=2, laptop=1_800))
gan = recipe.gan(seed=0)
batches = data.batches(recipe.batch_size, seed=0).repeat()
gan.fit(batches, epochs=1, steps_per_epoch=recipe.steps, callbacks=[ProgressLine()], verbose=0)

# %% [markdown]
# ### Exercise 6: the way back (4 points)
#
# Write `invert(generator, images, noise, steps)`: start at `noise`, shape (n, d), and take `steps` steps of Adam
# (learning rate 0.05) on the squared error between `generator(z, training=False)` and `images`; return the noise found,
# an array (n, d). Each image's error counts by itself: sum over the images, mean over the pixels. The generator must
# not change.


# %% exercise="invert"
def invert(generator, images, noise, steps):
    """Return noise from which the generator makes the images, nearly."""
    ### BEGIN SOLUTION
    z, optimizer = tf.Variable(noise), keras.optimizers.Adam(0.05)
    axes = list(range(1, len(np.shape(images))))

    @tf.function
    def descend():
        with tf.GradientTape() as tape:
            errors = tf.reduce_mean(tf.square(generator(z, training=False) - images), axis=axes)
            loss = tf.reduce_sum(errors)
        optimizer.apply([tape.gradient(loss, z)], [z])

    for _ in range(steps):
        descend()
    return z.numpy()
    ### END SOLUTION


# %% check="invert" points=4
with checks.exercise("invert"):
    _kernel = np.array([[1.0, 0.0, 2.0], [0.0, 1.0, -1.0]])
    _dense = keras.layers.Dense(3, use_bias=False)
    _mixed = keras.Sequential([keras.Input((2,)), _dense, keras.layers.Reshape((1, 3, 1))])
    _mixed.set_weights([_kernel])
    _codes = np.array([[0.5, -1.0], [3.6, 0.3], [-0.7, 0.0]], "float32")
    _start = np.array([[0.1, 0.1], [0.2, -0.3], [0.4, 0.2]], "float32")
    _targets = _mixed(_codes).numpy()
    _found = invert(_mixed, _targets, _start.copy(), 400)
    assert _found is not None, "expected the noise that was found, got None"
    assert np.shape(_found) == (3, 2), f"expected noise of shape (3, 2), got {np.shape(_found)}"
    assert np.allclose(_found, _codes, atol=0.02), f"expected {_codes.tolist()}, got {np.round(_found, 2).tolist()}"
    assert np.allclose(_mixed.get_weights()[0], _kernel), "the generator's weights changed; only the noise may"
    assert _dense.trainable, "the generator was frozen, and stays so; it must not change"
    for _steps, _what in ((0, "the noise to start from"), (1, "one step of 0.05"), (7, "Adam as Keras has it")):
        _ways = (invert, day08.reference_invert)
        _got, _want = (np.array(way(_mixed, _targets, _start.copy(), _steps), float).round(4) for way in _ways)
        _asked = f"{_steps} steps: expected {_want.tolist()}, {_what}"
        assert np.allclose(_got, _want, atol=1e-3), f"{_asked}; got {_got.tolist()}"
    _wavy = [keras.layers.Dense(4), keras.layers.BatchNormalization(), keras.layers.Reshape((2, 2, 1))]
    _wavy = keras.Sequential([keras.Input((2,)), *_wavy])
    _wavy.layers[1].set_weights([np.ones(4), np.ones(4), np.full(4, 2.0), np.full(4, 3.0)])
    _again = invert(_wavy, _wavy(_codes, training=False).numpy(), _start.copy(), 400)
    assert np.allclose(_again, _codes, atol=0.05), "with batch normalisation: pass training=False"
    ### BEGIN HIDDEN TESTS
    _alone = [np.asarray(invert(_mixed, _targets[i : i + 1], _start[i : i + 1], 7)) for i in range(3)]
    assert checks.near(np.concatenate(_alone), invert(_mixed, _targets, _start, 7), atol=1e-4), (
        "images influence each other"
    )
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# `tf.Variable(noise)` is a copy that can be trained; a tape gives its gradient, `optimizer.apply([gradient], [z])`
# moves it. A `@tf.function` around one step makes it fast.
#
# </details>
#
# **Where to start?** From noise drawn at random the descent may end in a wrong valley. An **encoder** is a network that
# guesses the noise at once. It is trained together with the generator behind it, which is frozen: image in, the same
# image out (an *autoencoder*).
#
# > **Predict, then run.** Which is nearest to the test digits: random noise and 100 steps, the encoder's guess, or the
# > guess and 100 steps? And what will the errors of 95 of 100 digits be under, if black against white counts 4?

# %%
back = checks.or_reference("invert", invert, day08.reference_invert)
wanted = test.images[: budget.choose(smoke=8, laptop=200)]
encoder = inversion.encoder(recipe.latent_dim, seed=2)
both = inversion.autoencoder(gan.generator, encoder)
both.compile(keras.optimizers.Adam(1e-3), "mse", jit_compile=False, steps_per_execution=10)
twice = data.batches(32, seed=2).map(lambda images: (images, images)).repeat()
both.fit(twice, epochs=1, steps_per_epoch=budget.choose(smoke=2, laptop=600), shuffle=False, verbose=0)

# %%
guess, steps = encoder.predict(wanted, verbose=0), budget.choose(smoke=2, laptop=100)
drawn_noise = np.random.default_rng(3).standard_normal(guess.shape).astype("float32")
found = {"random, 100 steps": back(gan.generator, wanted, drawn_noise, steps), "encoder": guess}
found["encoder, 100 steps"] = back(gan.generator, wanted, guess, steps)
errors = {name: inversion.squared_errors(gan.generator, noise, wanted) for name, noise in found.items()}
errors["the mean digit"] = np.square(wanted - data.images.mean(axis=0)).mean(axis=(1, 2, 3))
for name, values in errors.items():
    print(f"{name:20} mean {values.mean():.3f}   95 of 100 are under {np.quantile(values, 0.95):.3f}")

# %%
best = {name: np.quantile(values, 0.95) for name, values in errors.items()}
budget.claim("95 of 100 test digits come back within 0.05", best["encoder, 100 steps"] < 0.05)
budget.claim(
    "guess and descent are better than either",
    best["encoder, 100 steps"] < min(best["random, 100 steps"], best["encoder"]),
)

# %% [markdown]
# <details><summary>Answer</summary>
#
# The guess, improved. Random starts end in wrong valleys, or are not down after 100 steps; and the encoder, which has
# one look at each image, leaves much to be improved.
#
# </details>
#
# <details><summary>Deeper: three seeds</summary>
#
# With a generator of 2,500 steps, 95 of 100 test digits were under 0.005 on scikit-learn's digits and under 0.022 or
# 0.023 on MNIST; with the encoder alone under 0.037 or 0.038, and 0.111 to 0.118; from random noise under 0.026 to
# 0.030, and 0.105 to 0.137.
#
# </details>
#
# **Directions.** Generate many digits, measure on each how thick its strokes are and how far it leans, and fit each
# quantity as a linear function of $z$. Its slope is a direction, scaled so that a step of 1 adds 1 pixel or 1 degree to
# the fit.
#
# > **Predict, then run.** We move the noise of the test digits by −1 to +1 pixel of thickness. Will the slant stay as
# > it is? And will the thickness really change by one pixel?

# %%
many = np.random.default_rng(4).standard_normal((budget.choose(smoke=70, laptop=3_000), recipe.latent_dim))
made = day08.moved(gan.generator, many, 0)
written = handwriting(made)
directions = {name: inversion.direction(many, getattr(written, name)) for name in ("thickness", "slant")}
moves = {"thickness": (-1.0, -0.5, 0.0, 0.5, 1.0), "slant": (-20.0, -10.0, 0.0, 10.0, 20.0)}
code, after = found["encoder, 100 steps"], {}
for name, amounts in moves.items():
    edited = [day08.moved(gan.generator, code, amount * directions[name]) for amount in amounts]
    after[name] = [handwriting(images) for images in edited]
    print(f"{name:10} moved by", *(f"{amount:6.1f}" for amount in amounts))
    for measure, form in (("thickness", "6.2f"), ("slant", "6.1f")):
        print(f"    {measure:10}   ", *(format(getattr(each, measure).mean(), form) for each in after[name]))

# %%
rows = [wanted[:8], day08.moved(gan.generator, code[:8], 0)]
rows += [day08.moved(gan.generator, code[:8], t * directions["thickness"]) for t in (-0.5, 0.5)]
rows += [day08.moved(gan.generator, code[:8], t * directions["slant"]) for t in (-12, 12)]
plots.image_grid(
    np.concatenate(rows),
    columns=8,
    title="Test digits; found again; thinner, thicker; leaning left, right",
    alt="Six rows of eight digits: the originals, nearly the same again, with thinner strokes, with thicker strokes, "
    "leaning to the left and leaning to the right.",
)

# %%
for name in moves:
    values = [getattr(each, name).mean() for each in after[name]]
    budget.claim(f"{name} grows with each step along its direction", bool(np.all(np.diff(values) > 0)))

# %% [markdown]
# <details><summary>Answer</summary>
#
# Each grows along its own direction, by less or more than the fit says, for the generator is not linear; and the other
# quantity moves as well. A direction found by fitting holds whatever else varied together with it in the samples. The
# way back is exact: subtract the step. Far out, digits fall apart: such noise is rare.
#
# </details>
#
# **Towards another class.** Whatever can be measured has such a direction. Now the quantity is the probability, 0 to 1,
# that the course's classifier gives to "8": along its direction, a step of 1 adds 1 to the fit.
#
# > **Predict, then run.** We move all test digits that are no eights. After which part of a step are most of them read
# > as eights: a quarter, a half, all of it? And does each writer's slant survive?

# %%
directions["eight"] = inversion.direction(many, metrics.digit_classifier().probabilities(made)[:, 8])
others = test.labels[: len(wanted)] != 8
lean = handwriting(day08.moved(gan.generator, code[others], 0)).slant
read, kept = {}, {}
for t in (0.25, 0.5, 1.0):
    eights = day08.moved(gan.generator, code[others], t * directions["eight"])
    read[t] = float(np.mean(metrics.digit_classifier().labels(eights) == 8))
    kept[t] = float(np.corrcoef(lean, handwriting(eights).slant)[0, 1])
    print(
        f"{t:4} of a step: {read[t]:4.0%} are read as eights; correlation of the slant with what it was: {kept[t]:.2f}"
    )

# %%
rows = [day08.moved(gan.generator, code[others][:8], t * directions["eight"]) for t in (0, 0.25, 0.5, 1)]
plots.image_grid(
    np.concatenate(rows),
    columns=8,
    title="No, a quarter, a half and a whole step towards the eight",
    alt="Four rows of eight digits: several digits; the same, some with a loop more; nearly all of them eights, which "
    "differ; and eights that are much alike.",
)

# %%
budget.claim("after half a step, over three quarters are read as eights", read[0.5] > 0.75)
budget.claim("after a whole step, over nine tenths", read[1.0] > 0.9)
budget.claim("the farther, the less is left of the slant", kept[0.25] > kept[1.0])

# %% [markdown]
# <details><summary>Answer</summary>
#
# Half a step is enough. The fit is a straight line, and what it fits is not: a classifier's probability is near 0 or
# near 1, and jumps between them. On the other side of the jump, going on only wipes out what was one's own: after a
# whole step the eights are much alike. For three seeds, with 2,500 steps, half a step made eights of 81 to 98 of 100 of
# scikit-learn's digits and of 94 to 98 of MNIST's, and a whole step of at least 99.
#
# </details>
#
# ### Your own digit
#
# Here is a seven of two strokes. The encoder guesses its noise, a hundred steps improve that, and then it is edited.
# Where a kernel runs, draw a digit of your own, by mouse or keys; in a saved notebook you see the seven. (On
# scikit-learn's digits, which had 8×8 pixels once, a drawing comes back roughly; on MNIST nearly as it is.)
#
# > **Predict, then draw.** No letter was ever shown to this GAN. Draw an A: what will come back? And what of its edits?

# %%
edits = {"thinner": -0.5 * directions["thickness"], "thicker": 0.5 * directions["thickness"]}
edits |= {"left": -15 * directions["slant"], "right": 15 * directions["slant"]}
edits |= {"to an 8": 0.3 * directions["eight"], "an 8": 0.6 * directions["eight"]}
day08.drawing_box(gan.generator, encoder, edits, pen=float(handwriting(test.images[:1_000]).thickness.mean()))

# %% [markdown]
# <details><summary>Answer</summary>
#
# Nearly an A. With MNIST and one seed, its error was 0.031, where the seven's was 0.009: among 64 numbers there is
# something for nearly all that is made of strokes. (Abdal and others 2019 put cats and cars into a generator of
# *faces*, with far more numbers than its noise has.) That an image is found does not say that the generator holds it
# for likely. What it was trained on comes back with the edits: the A that was to lean to the left had a hook, and a
# short way to the eight made an eight of it.
#
# </details>
#
# ## Your own pictures
#
# ```sh
# gan-course translate ink holiday.jpg --height 400 --out drawn
# gan-course train dcgan --dataset mnist --out digits
# gan-course edit digits/model.keras my_seven.png --thickness 1 --slant -10 --out edited
# ```
#
# Pictures have any size: `translate` goes over them in tiles that overlap, turns what the camera held sideways, and
# leaves transparent parts transparent. A model of your own needs two folders, `load_image_folder` for each, and
# `data.unpaired_batches`; or `data.load_pairs`, where names say what belongs together.
#
# ## Recap
#
# - A question with many answers has a mean, which is blurred and has the least error, and samples, which look real and
#   have twice that error. Where a question leaves little room, the mean is sharp, and there is nothing to win.
# - A U-Net knows *what* from its coarse map and *where* from its skips. A patch discriminator sees as far as its
#   receptive field.
# - With pairs, the absolute error says what is right, and a discriminator what looks real. Without, a discriminator and
#   the way back have to do; the identity and hidden information are how that fails, and a control tells.
# - One number can be fooled. Take two that can see different faults, and look; and keep a test by which nothing was
#   chosen.
# - Inversion: a guess, then descent. Directions are fits, and move more than what they are named after.
#
# **Tomorrow**: sequences, melodies and words, where the gradient meets things that cannot change by a little.
#
# ## Glossary
#
# | term | meaning |
# |---|---|
# | **consistency** | of an answer with its question: shrunk, it gives the small image |
# | **cycle consistency** | a translation there and back gives what one began with |
# | **depth to space** | channels rearranged into pixels |
# | **histogram matching** | giving a picture the colour distribution of others, value by value |
# | **inversion** | finding the noise from which a generator makes a given image |
# | **PatchGAN** | a discriminator with one logit for each patch |
# | **perception–distortion** | the trade between looking real and being near the truth |
# | **posterior** | the distribution of all answers, given the question |
# | **receptive field** | the part of the input that a unit depends on |
# | **skip connection** | a map from the way down, joined to the one of its size on the way up |
#
# ## Further reading
#
# - Y. Blau and T. Michaeli, *The Perception-Distortion Tradeoff*, 2018, [arXiv
#   1711.06077](https://arxiv.org/abs/1711.06077).
# - D. Freirich, T. Michaeli and R. Meir, *A Theory of the Distortion-Perception Tradeoff in Wasserstein Space*, 2021,
#   [arXiv 2107.02555](https://arxiv.org/abs/2107.02555).
# - C. Ledig and others, *Photo-Realistic Single Image Super-Resolution Using a Generative Adversarial Network*, 2017,
#   [arXiv 1609.04802](https://arxiv.org/abs/1609.04802).
# - W. Shi and others, *Real-Time Single Image and Video Super-Resolution Using an Efficient Sub-Pixel Convolutional
#   Neural Network*, 2016, [arXiv 1609.05158](https://arxiv.org/abs/1609.05158).
# - O. Ronneberger, P. Fischer and T. Brox, *U-Net*, 2015, [arXiv 1505.04597](https://arxiv.org/abs/1505.04597).
# - P. Isola and others, *Image-to-Image Translation with Conditional Adversarial Networks*, 2017, [arXiv
#   1611.07004](https://arxiv.org/abs/1611.07004).
# - J.-Y. Zhu and others, *Unpaired Image-to-Image Translation using Cycle-Consistent Adversarial Networks*, 2017,
#   [arXiv 1703.10593](https://arxiv.org/abs/1703.10593).
# - C. Chu, A. Zhmoginov and M. Sandler, *CycleGAN, a Master of Steganography*, 2017, [arXiv
#   1712.02950](https://arxiv.org/abs/1712.02950).
# - J.-Y. Zhu and others, *Generative Visual Manipulation on the Natural Image Manifold*, 2016, [arXiv
#   1609.03552](https://arxiv.org/abs/1609.03552): inversion by guess and descent.
# - R. Abdal, Y. Qin and P. Wonka, *Image2StyleGAN: How to Embed Images Into the StyleGAN Latent Space?*, 2019, [arXiv
#   1904.03189](https://arxiv.org/abs/1904.03189).
# - L. Gatys, A. Ecker and M. Bethge, *Image Style Transfer Using Convolutional Neural Networks*, CVPR 2016: Gram
#   matrices; first as *A Neural Algorithm of Artistic Style*, 2015, [arXiv
#   1508.06576](https://arxiv.org/abs/1508.06576).
# - Photographs: CC0: the cat, by Stéfan van der Walt, coffee, by Rachel Michetti, dandelions, by Clemens Engelhardt;
#   public domain: the rocket, by SpaceX; [CC BY 2.0](https://creativecommons.org/licenses/by/2.0/): a temple, by
#   danielbuechele, a dahlia, by vultilion; [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/), scaled: a fig and
#   brushes, by Trevor “Freespace”, a mountain, peaks and a stream, by Aitzol Berasategi.
