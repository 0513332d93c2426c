import numpy as np
import pytest

from gan_course.data import load_images
from gan_course.demos.diary import Diary, grow_digits
from gan_course.demos.known_fakes import Judges
from gan_course.demos.two_players import TwoPlayers, build_networks
from gan_course.losses import get
from gan_course.runtime import keras


@pytest.fixture(scope="module")
def data():
    return load_images("digits")


@pytest.fixture
def players():
    generator, discriminator = build_networks(6, (28, 28, 1), (8,), (8,))
    slow = keras.optimizers.SGD(0.1, use_ema=True, ema_momentum=0.5)
    return TwoPlayers(generator, discriminator, get("non_saturating"), slow, keras.optimizers.SGD(0.1))


def test_what_a_diary_writes_down(data, players):
    judges = Judges(data, load_images("digits", split="test"), count=50)
    diary = Diary(players, data.images, judges, every=2)
    for epoch in diary.epochs(3):
        for step in range(4):
            diary.note(epoch + step, -epoch)
    assert diary.history["d_loss"] == [1, 2.5, 3.5, 4.5]  # the first step's, then each epoch's mean
    assert diary.history["g_loss"] == [-1, -1, -2, -3]
    assert diary.frame_epochs == [0, 2, 3]
    assert all(frame.shape == (88, 238) and frame.dtype == np.uint8 for frame in diary.frames)
    assert all(len(values) == 4 for values in diary.history.values())

    fakes = np.asarray(players.generator(np.random.default_rng(7).standard_normal((512, 6)).astype("float32")))
    assert diary.history["fake_accuracy"][-1] == np.mean(np.asarray(players.discriminator(fakes)) < 0)
    assert diary.history["real_accuracy"][-1] == np.mean(np.asarray(players.discriminator(data.images[:512])) > 0)
    assert diary.history["coverage"][-1] == judges.measure(fakes[:50])["coverage"]


def test_frames_show_the_moving_average_and_leave_the_weights(data, players):
    diary = Diary(players, data.images)
    for _ in diary.epochs(1):
        for _ in range(3):
            players.generator_step(np.ones((4, 6), "float32"))
        trained = players.generator.get_weights()
    for before, after in zip(trained, players.generator.get_weights(), strict=True):
        np.testing.assert_array_equal(before, after)
    as_they_are = Diary(players, data.images)
    players.generator_optimizer.use_ema = False
    for _ in as_they_are.epochs(1):
        pass
    assert not np.array_equal(diary.frames[-1], as_they_are.frames[-1])


def test_digits_grow_and_the_generator_ends_with_the_average(data):
    players, diary = grow_digits(data, epochs=2, steps_per_epoch=3)
    assert len(diary.frames) == 3
    assert len(diary.history["d_loss"]) == 3
    average = players.generator_optimizer._model_variables_moving_average
    for weight, mean in zip(players.generator.trainable_variables, average, strict=True):
        np.testing.assert_array_equal(weight.numpy(), mean.numpy())
