"""The losses against values worked out by hand, SciPy, and the limits at which careless forms overflow."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.special import entr, log_expit

from gan_course import losses, theory
from gan_course.runtime import tf

LOG2 = np.log(2)
REAL = np.array([[0.0], [2.0]], np.float32)
FAKE = np.array([[1.0], [-3.0]], np.float32)

# softplus at the four logits and their negatives: log(1 + e^f)
S = {f: np.log1p(np.exp(f)) for f in (-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0)}
BY_HAND = {
    "minimax": ((S[0] + S[-2]) / 2 + (S[1] + S[-3]) / 2, -(S[1] + S[-3]) / 2),
    "non_saturating": ((S[0] + S[-2]) / 2 + (S[1] + S[-3]) / 2, (S[-1] + S[3]) / 2),
    "least_squares": (0.5 * (1 + 1) / 2 + 0.5 * (1 + 9) / 2, 0.5 * (0 + 16) / 2),
    "hinge": ((1 + 0) / 2 + (2 + 0) / 2, 1.0),
    "wasserstein": (-1.0 - 1.0, 1.0),
    "relativistic": ((np.log1p(np.e) + np.log1p(np.exp(-5))) / 2, (np.log1p(np.exp(-1)) + np.log1p(np.exp(5))) / 2),
}
ORACLE = {
    "minimax": (
        lambda r, f: -log_expit(r).mean() - log_expit(-f).mean(),
        lambda f: log_expit(-f).mean(),
    ),
    "non_saturating": (
        lambda r, f: -log_expit(r).mean() - log_expit(-f).mean(),
        lambda f: -log_expit(f).mean(),
    ),
    "least_squares": (
        lambda r, f: 0.5 * np.mean((r - 1) ** 2) + 0.5 * np.mean(f**2),
        lambda f: 0.5 * np.mean((f - 1) ** 2),
    ),
    "hinge": (
        lambda r, f: -np.minimum(0, -1 + r).mean() - np.minimum(0, -1 - f).mean(),
        lambda f: -f.mean(),
    ),
    "wasserstein": (lambda r, f: -(r.mean() - f.mean()), lambda f: -f.mean()),
}
PAIRED = "relativistic"  # takes batches of one size
AT_CHANCE = {  # all logits 0
    "minimax": (2 * LOG2, -LOG2),
    "non_saturating": (2 * LOG2, LOG2),
    "least_squares": (0.5, 0.5),
    "hinge": (2.0, 0.0),
    "wasserstein": (0.0, 0.0),
    "relativistic": (LOG2, LOG2),
}
logits_arrays = arrays(np.float64, st.integers(1, 9), elements=st.floats(-50, 50))
few = settings(max_examples=30, deadline=None)


def both(loss, real, fake):
    loss = losses.get(loss)
    logits = {"real_logits": real, "fake_logits": fake}
    return float(loss.discriminator_loss(**logits)), float(loss.generator_loss(**logits))


def test_names():
    assert losses.NAMES == ("minimax", "non_saturating", "least_squares", "hinge", "wasserstein", "relativistic")
    assert [losses.get(name).name for name in losses.NAMES] == list(losses.NAMES)


@pytest.mark.parametrize("name", losses.NAMES)
@pytest.mark.parametrize("shape", [(2,), (2, 1)])
@pytest.mark.parametrize("convert", [np.asarray, tf.constant], ids=["numpy", "tensor"])
def test_values_by_hand(name, shape, convert):
    real, fake = convert(REAL.reshape(shape)), convert(FAKE.reshape(shape))
    assert both(name, real, fake) == pytest.approx(BY_HAND[name], abs=1e-6)


@pytest.mark.parametrize("name", losses.NAMES)
def test_at_chance(name):
    undecided = np.zeros((5, 1), np.float32)
    assert both(name, undecided, undecided) == pytest.approx(AT_CHANCE[name], abs=1e-6)


def test_least_squares_at_the_undecided_score():
    half = np.full((3, 1), 0.5, np.float32)
    assert both("least_squares", half, half) == pytest.approx((1 / 4, 1 / 8), abs=1e-7)


@pytest.mark.parametrize("name", ORACLE)
@few
@given(real=logits_arrays, fake=logits_arrays)
def test_against_scipy_for_batches_of_any_two_sizes(name, real, fake):
    discriminator, generator = ORACLE[name]
    assert both(name, real, fake) == pytest.approx((discriminator(real, fake), generator(fake)), rel=1e-9, abs=1e-9)


@few
@given(pairs=arrays(np.float64, st.tuples(st.integers(1, 9), st.just(2)), elements=st.floats(-50, 50)))
def test_relativistic_pairs_against_scipy_and_under_a_shift(pairs):
    real, fake = pairs.T
    expected = -log_expit(real - fake).mean(), -log_expit(fake - real).mean()
    assert both(PAIRED, real, fake) == pytest.approx(expected, rel=1e-9, abs=1e-9)
    assert both(PAIRED, real + 7, fake + 7) == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_relativistic_pairs_of_two_sizes_are_refused():
    for loss in (losses.get(PAIRED).discriminator_loss, losses.get(PAIRED).generator_loss):
        with pytest.raises(ValueError, match=r"the relativistic loss pairs them, got \(2, 1\) and \(3, 1\)"):
            loss(real_logits=np.zeros((2, 1)), fake_logits=np.zeros((3, 1)))


@pytest.mark.parametrize("name", ["minimax", "non_saturating"])
@few
@given(real=logits_arrays, fake=logits_arrays, label=st.floats(0.05, 1.0))
def test_smoothed_against_single_logits(name, real, fake, label):
    got = losses.get(name, real_label=label).discriminator_loss(real_logits=real, fake_logits=fake)
    expected = theory.cross_entropy(real, label).mean() + theory.cross_entropy(fake, 0.0).mean()
    assert float(got) == pytest.approx(expected, rel=1e-9, abs=1e-9)
    assert float(got) >= entr(label) + entr(1 - label) - 1e-9


@few
@given(real=logits_arrays, fake=logits_arrays)
def test_ranges_and_relations(real, fake):
    assert both("minimax", real, fake)[0] >= 0 >= both("minimax", real, fake)[1]
    assert min(both("non_saturating", real, fake)) >= 0
    assert min(both("least_squares", real, fake)) >= 0
    assert both("hinge", real, fake)[0] >= 0
    # swapping the sides and the signs is the same classification problem
    for name in ("minimax", "hinge"):
        assert both(name, real, fake)[0] == pytest.approx(both(name, -fake, -real)[0], rel=1e-9, abs=1e-9)
    # only the difference of the scores counts for a critic
    assert both("wasserstein", real + 3, fake + 3)[0] == pytest.approx(both("wasserstein", real, fake)[0], abs=1e-9)
    # the hinge loss bounds the cost of each margin: it is at least Wasserstein's plus 2
    assert both("hinge", real, fake)[0] >= both("wasserstein", real, fake)[0] + 2 - 1e-9


@pytest.mark.parametrize("jit_compile", [False, True], ids=["graph", "xla"])
@pytest.mark.parametrize("name", [*losses.NAMES, "smoothed"])
def test_values_and_gradients_are_finite_and_right_at_1000(name, jit_compile):
    loss = losses.get("non_saturating", real_label=0.9) if name == "smoothed" else losses.get(name)

    @tf.function(jit_compile=jit_compile)
    def run(real, fake):
        with tf.GradientTape(persistent=True) as tape:
            tape.watch([real, fake])
            d_loss = loss.discriminator_loss(real_logits=real, fake_logits=fake)
            g_loss = loss.generator_loss(real_logits=real, fake_logits=fake)
        return d_loss, g_loss, *tape.gradient(d_loss, [real, fake]), tape.gradient(g_loss, fake)

    extreme = tf.constant([[1000.0], [-1000.0]])
    d_loss, g_loss, real_slope, fake_slope, g_slope = (array.numpy() for array in run(extreme, extreme))
    assert d_loss.shape == g_loss.shape == ()
    expected = {  # slopes are halved by the mean over two; at ±1000 the sigmoid is 1 or 0
        "minimax": (1000, -500, [0, -0.5], [0.5, 0], [-0.5, 0]),
        "non_saturating": (1000, 500, [0, -0.5], [0.5, 0], [0, -0.5]),
        "smoothed": (1000, 500, [0.05, -0.45], [0.5, 0], [0, -0.5]),
        "least_squares": (1000000.5, 500000.5, [499.5, -500.5], [500, -500], [499.5, -500.5]),
        "hinge": (1001, 0, [0, -0.5], [0.5, 0], [-0.5, -0.5]),
        "wasserstein": (0, 0, [-0.5, -0.5], [0.5, 0.5], [-0.5, -0.5]),
        "relativistic": (np.log(2), np.log(2), [-0.25, -0.25], [0.25, 0.25], [-0.25, -0.25]),
    }[name]
    assert (d_loss, g_loss) == pytest.approx(expected[:2], rel=1e-6)
    for slope, by_hand in zip((real_slope, fake_slope, g_slope), expected[2:], strict=True):
        np.testing.assert_allclose(slope[:, 0], by_hand, rtol=1e-6, atol=1e-7)


def test_generator_slopes_agree_with_theory():
    logits = np.linspace(-8, 8, 9)
    slopes = {"minimax": theory.minimax_generator_gradient, "non_saturating": theory.non_saturating_generator_gradient}
    for name, slope in slopes.items():
        fake = tf.constant(logits)
        with tf.GradientTape() as tape:
            tape.watch(fake)
            loss = losses.get(name).generator_loss(real_logits=fake, fake_logits=fake) * len(logits)
        np.testing.assert_allclose(tape.gradient(loss, fake), slope(logits), rtol=1e-9)


def test_the_gradient_vanishes_at_the_smoothed_optimum():
    # at one point x lie 3 of 10 real and 6 of 10 fake samples, which share the logit f(x)
    loss, elsewhere = losses.get("minimax", real_label=0.9).discriminator_loss, tf.zeros(10, tf.float64)
    best = float(theory.optimal_logit(0.3, 0.6, real_label=0.9))
    slopes = []
    for logit in tf.constant([best - 0.1, best, best + 0.1], tf.float64):
        with tf.GradientTape() as tape:
            tape.watch(logit)
            real = tf.concat([tf.repeat(logit, 3), elsewhere[:7]], axis=0)
            fake = tf.concat([tf.repeat(logit, 6), elsewhere[:4]], axis=0)
            d_loss = loss(real_logits=real, fake_logits=fake)
        slopes.append(float(tape.gradient(d_loss, logit)))
    assert slopes[0] < -1e-3
    assert slopes[1] == pytest.approx(0, abs=1e-12)
    assert slopes[2] > 1e-3


def test_integers_and_lists_are_converted():
    assert both("non_saturating", [0, 2], [1, -3]) == pytest.approx(BY_HAND["non_saturating"], abs=1e-6)


def test_half_precision_stays_finite():
    extreme = np.array([1000, -1000], np.float16)
    for name in ("minimax", "non_saturating", "hinge", "wasserstein"):
        assert np.isfinite(both(name, extreme, extreme)).all()


def test_label_1_changes_nothing_and_custom_losses_pass_through():
    assert losses.get("hinge", real_label=1.0) is losses.get("hinge")
    mine = losses.AdversarialLoss("mine", max, min)
    assert losses.get(mine) is mine


def test_smoothing_leaves_the_generator_alone():
    plain, smoothed = losses.get("non_saturating"), losses.get("non_saturating", real_label=0.9)
    assert smoothed.generator_loss is plain.generator_loss
    assert smoothed.name == "non_saturating"
    assert float(smoothed.discriminator_loss(real_logits=[8.0], fake_logits=[0.0])) > float(
        plain.discriminator_loss(real_logits=[8.0], fake_logits=[0.0])
    )


@pytest.mark.parametrize("label", [0, -0.1, float("nan"), 1.1])
@pytest.mark.parametrize("name", ["minimax", "hinge"])
def test_labels_out_of_range(name, label):
    with pytest.raises(ValueError, match=r"expected real_label in \(0, 1\], got"):
        losses.get(name, real_label=label)
    with pytest.raises(ValueError, match=r"expected real_label in \(0, 1\], got"):
        losses.minimax_discriminator_loss(real_logits=[0.0], fake_logits=[0.0], real_label=label)


def test_a_label_above_1_says_why():
    with pytest.raises(ValueError, match="a label above 1 has no minimiser"):
        losses.get("minimax", real_label=1.2)


def test_a_label_that_is_no_number():
    with pytest.raises(TypeError, match=r"to be a number in \(0, 1\], got str"):
        losses.get("minimax", real_label="0.9")


@pytest.mark.parametrize("name", ["least_squares", "hinge", "wasserstein", "relativistic"])
def test_smoothing_where_there_is_no_label(name):
    with pytest.raises(ValueError, match=f"the loss '{name}', which has no .* got 0.9; use 'minimax' or"):
        losses.get(name, real_label=0.9)


def test_smoothing_a_custom_loss():
    with pytest.raises(ValueError, match="'mine', which has no cross-entropy"):
        losses.get(losses.AdversarialLoss("mine", max, min), real_label=0.9)


def test_unknown_name_lists_the_known():
    with pytest.raises(ValueError, match=r"the loss to be one of 'minimax', .*, 'relativistic', .*got 'Hinge'"):
        losses.get("Hinge")


@pytest.mark.parametrize("wrong", [None, 3, max, ("minimax",)])
def test_wrong_types(wrong):
    with pytest.raises(TypeError, match="expected a loss's name or an AdversarialLoss"):
        losses.get(wrong)


def test_a_pair_of_anything_but_functions():
    with pytest.raises(TypeError, match=r"generator_loss to be a function .* got a float"):
        losses.AdversarialLoss("mine", max, 1.0)


def test_arguments_are_keyword_only():
    with pytest.raises(TypeError, match="positional"):
        losses.get("hinge").discriminator_loss([0.0], [0.0])
