import numpy as np
import pytest

from gan_course import plots, training_logs
from gan_course.data import ImageDataset, load_images
from gan_course.demos import day04, long_run, power_cut, two_devices
from gan_course.runtime import keras, tf
from gan_course.training_logs.draw import draw_logs


def few_images(n=70):
    images = np.random.default_rng(0).uniform(-1, 1, (n, 28, 28, 1)).astype("float32")
    return ImageDataset(images, np.zeros(n, int), "none", "here", ("none",))


@pytest.mark.parametrize("loss", ["non_saturating", "relativistic", "hinge"])
def test_the_tape_step_is_the_training_step(loss):
    found = day04.beside_train_step(day04.tape_step, loss, seed=3, sizes=[5, 8], first=4)
    assert max(found.gaps.values()) < 1e-5
    np.testing.assert_allclose(np.asarray(found.returned), found.losses, atol=1e-5)
    assert found.updates == {"discriminator": 2, "generator": 2}


def test_a_step_that_forgets_training_mode_is_another_one():
    def forgetful(gan, real_images, step):
        noise = tf.random.stateless_normal((real_images.shape[0], gan.latent_dim), seed=(gan.seed, step))
        with tf.GradientTape() as tape:
            logits = {
                "real_logits": gan.discriminator(real_images),
                "fake_logits": gan.discriminator(gan.generator(noise)),
            }
            loss = gan.adversarial_loss.discriminator_loss(**logits)
        weights = gan.discriminator.trainable_variables
        gan.discriminator_optimizer.apply(tape.gradient(loss, weights), weights)
        return loss, loss

    found = day04.beside_train_step(forgetful, "hinge")
    assert min(found.gaps.values()) > 1e-3


def test_fixed_dropout_drops_in_training_only():
    layer = day04.FixedDropout()
    ones = tf.ones((2, 5))
    assert np.asarray(layer(ones)).tolist() == [[1] * 5] * 2
    assert np.asarray(layer(ones, training=True)).tolist() == [[2, 0, 2, 0, 2]] * 2


def test_off_course_is_a_share_of_the_way():
    mine, theirs, start = (keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)]) for _ in range(3))
    for model, weights in ((mine, [[1.0], [3.0]]), (theirs, [[4.0], [3.0]]), (start, [[4.0], [-3.0]])):
        model.set_weights([np.array(weights), np.zeros(1)])
    assert day04.off_course(mine, theirs, start) == pytest.approx(0.5)


def test_equal_seeds_give_equal_gans():
    assert day04.apart(day04.new_gan(), day04.new_gan()) == 0
    assert day04.apart(day04.new_gan(), day04.new_gan(weights_seed=1)) > 0


def test_a_pass_shows_every_image_once_and_the_next_one_in_another_order():
    numbers = np.arange(3 * day04.BATCH_SIZE + 5)
    first, second = (
        np.concatenate([day04.batch_of(numbers, step) for step in range(start, start + 3)]) for start in (0, 3)
    )
    assert len(set(first)) == len(set(second)) == 3 * day04.BATCH_SIZE
    assert first.tolist() != second.tolist()
    assert day04.batch_of(numbers, 4).tolist() == second[64:128].tolist()
    assert day04.batch_of(numbers, 4, seed=1).tolist() != day04.batch_of(numbers, 4).tolist()
    with pytest.raises(ValueError, match="at least 64 images, got 10"):
        day04.batch_of(numbers[:10], 0)


def test_uneven_replicas_give_the_gradients_of_the_whole_batch():
    images, noise = np.arange(14.0).reshape(7, 2), np.arange(7.0)[:, None]
    seen = []

    def gradients(some, vectors):
        seen.append((len(some), len(vectors)))
        return [some.mean(axis=0), (some * vectors).mean()]

    answer = day04.replicated_gradients(gradients, images, noise, 3)
    assert seen == [(3, 3), (2, 2), (2, 2)]
    for mine, expected in zip(answer, [images.mean(axis=0), (images * noise).mean()], strict=True):
        np.testing.assert_allclose(mine, expected)


def test_only_all_variables_let_a_run_go_on():
    def everything(gan):
        return [*gan.generator.variables, *gan.discriminator.variables, *gan.optimizer.variables]

    original, resumed, gaps = day04.stop_and_go_on(everything)
    assert gaps == {"generator": 0, "discriminator": 0}
    assert day04.apart(original, resumed, trained_only=False) == 0
    original, resumed, gaps = day04.stop_and_go_on(lambda gan: gan.generator.variables)
    assert gaps["generator"] == 0 < gaps["discriminator"]
    assert day04.apart(original, resumed) > 0


def test_quality_writes_two_distances_into_the_log():
    digits = load_images("digits")
    quality = day04.Quality(digits.images[:200], samples=80)
    gan, history = day04.train_averaged(digits, quality, seed=0, epochs=2, steps_per_epoch=3, steps_per_execution=1)
    assert quality.images.shape == (80, 28, 28, 1)
    assert quality.distance(digits.images[:200]) == pytest.approx(0, abs=1e-3)
    assert quality.distance(gan.generate(80, seed=3)) == pytest.approx(history["averaged_frechet"][-1], rel=1e-3)
    assert quality.distance(quality.images) == pytest.approx(history["frechet"][-1], rel=1e-6)


def test_the_loops_race_and_are_drawn():
    runners = day04.three_ways(few_images())
    record = day04.race({name: runners[name] for name in runners if "Python" not in name}, seconds=0.01, frames=2)
    assert record.seconds == [0.005, 0.01]
    frames = day04.race_frames(record)
    assert len({frame.size for frame in frames}) == 1
    assert "after 0.0 seconds" in frames[0].alt
    assert all(speed > 0 for speed in record.speeds.values())
    assert all(len(images) == 2 for images in record.images.values())


def test_speeds_are_measured_in_turns_and_drawn():
    order = []
    loops = {name: lambda steps, name=name: order.append((name, steps)) for name in "ab"}
    speeds = day04.images_per_second(loops, steps={"a": 1, "b": 2}, rounds=2)
    assert order == [("a", 1), ("b", 2)] * 2
    assert [len(speeds[name]) for name in "ab"] == [2, 2]
    assert isinstance(day04.speed_bars({"a": [1.0, 3.0]}, title="speed", alt="one bar"), plots.Picture)


def test_every_log_to_diagnose_is_what_it_is_said_to_be():
    cases = day04.logs_to_diagnose()
    assert len(cases) == 37
    for expected, what, log in cases:
        last = {column: values[-10:] for column, values in log.items()}
        repeated = {column: np.tile(values, 4) for column, values in last.items()}  # diagnose looks at a quarter
        assert training_logs.diagnose(repeated) == expected, what


@pytest.mark.parametrize("count", [1, 2])
def test_logs_are_drawn(count):
    logs = {name: training_logs.load(name) for name in ("diverged", "healthy")[:count]}
    assert draw_logs(logs, alt="some logs").alt == "some logs"


def test_no_log_is_refused():
    with pytest.raises(ValueError, match="at least one log"):
        draw_logs({}, alt="none")


def test_a_run_that_was_stopped_goes_on_in_its_folder(tmp_path):
    size = {"steps_per_epoch": 2, "run_eagerly": False, "steps_per_execution": 1}
    long_run.train(tmp_path / "stopped", epochs=1, **size)
    resumed, history = long_run.train(tmp_path / "stopped", epochs=2, **size)
    whole, whole_history = long_run.train(tmp_path / "whole", epochs=2, **size)
    assert history == whole_history
    assert day04.apart(resumed, whole, trained_only=False) == 0


def test_the_largest_difference_of_weights():
    ones = [np.ones(2), np.ones((1, 3))]
    assert two_devices.largest_difference(ones, [np.ones(2), np.array([[1, 3, 0]])]) == 2


class TestDisk:
    def test_it_keeps_what_was_written(self):
        disk = power_cut.Disk()
        disk.write("a", 3, [keras.Variable([1.0, 2.0]), np.array(4)])
        assert disk.has("a")
        steps, (weights, count) = disk.read("a")
        assert (steps, weights.tolist(), count) == (3, [1, 2], 4)
        weights[0] = 9
        assert disk.read("a")[1][0].tolist() == [1, 2]
        disk.rename("a", "b")
        assert (disk.has("a"), disk.has("b"), disk.written) == (False, True, [3])

    def test_a_power_cut_damages_what_is_being_written(self):
        disk = power_cut.Disk(cut_at=1)
        disk.write("a", 1, [np.zeros(1)])
        with pytest.raises(power_cut.PowerCut):
            disk.write("a", 2, [np.zeros(1)])
        with pytest.raises(ValueError, match="half of one"):
            disk.read("a")

    def test_a_power_cut_leaves_a_renaming_undone(self):
        disk = power_cut.Disk(cut_at=1)
        disk.write("a", 1, [np.zeros(1)])
        with pytest.raises(power_cut.PowerCut):
            disk.rename("a", "b")
        assert disk.read("a")[0] == 1
        assert not disk.has("b")
        disk.power_on()
        disk.rename("a", "b")
        assert disk.has("b")

    @pytest.mark.parametrize("act", [lambda disk: disk.read("x"), lambda disk: disk.rename("x", "y")])
    def test_a_missing_file_is_named(self, act):
        with pytest.raises(FileNotFoundError, match="'x'"):
            act(power_cut.Disk())


@pytest.mark.parametrize("power", ["power_on", "cut_at", "written", "files"])
def test_a_program_has_the_disks_files_and_not_its_power(power):
    def train(variables, take_step, steps, disk, every):
        assert [hasattr(disk, name) for name in ("has", "read", "write", "rename", power)] == [True] * 4 + [False]

    power_cut.survive(train, steps=1, every=1)


def test_the_safe_loop_survives_a_cut_at_every_moment():
    expected, lives, written = power_cut.survive(power_cut.train_safely, steps=7, every=3)
    assert (lives, written) == ([list(range(7))], [3, 6, 7])
    for cuts in [(moment,) for moment in range(15)] + [(moment, 1, 4) for moment in range(15)]:
        assert power_cut.survive(power_cut.train_safely, steps=7, every=3, cuts=cuts)[0] == expected


def test_a_loop_without_checkpoints_does_not_survive():
    def careless(variables, take_step, steps, disk, every):
        for step in range(steps):
            take_step(step)
            disk.write("checkpoint", step + 1, variables)
            variables[0].assign(disk.read("checkpoint")[1][0])

    _, lives, _ = power_cut.survive(careless, steps=4, every=2, cuts=(4,))
    assert lives == [[0, 1], [0, 1, 2, 3]]


def test_an_endured_cut_is_told(capsys):
    with power_cut.endured():
        power_cut.Disk(cut_at=0).pass_a_moment()
    assert capsys.readouterr().out == "the power went at moment 0\n"


def test_a_step_may_not_be_left_to_the_gan():
    with pytest.raises(AssertionError, match="written out"):
        day04.beside_train_step(lambda gan, real_images, step: gan.train_step(real_images), "hinge")
