import threading
import time

import numpy as np
import pytest

from gan_course import models
from gan_course.labs.dashboard import Curves, TrainingDashboard
from gan_course.runtime import keras
from gan_course.training import GAN

IMAGES = np.zeros((32, 28, 28, 1), "float32")


@pytest.fixture
def gan():
    gan = GAN(models.mlp_generator(8, (16,)), models.mlp_discriminator((16,)))
    gan.compile(steps_per_execution=1, jit_compile=False)
    return gan


def fitted(gan, dashboard, epochs=2, callbacks=()):
    return gan.fit(IMAGES, batch_size=8, epochs=epochs, verbose=0, callbacks=[dashboard, *callbacks])


def told(dashboard):
    """What the dashboard sends to the browser."""
    sent = []
    dashboard._laboratory.tell = lambda answer, arrays=(): sent.append((answer, arrays))
    return sent


def test_curves_keep_the_ends_of_a_long_run_and_stay_short():
    curves = Curves(most=10)
    for step in range(1_000):
        curves.add(step, {"a": step, "b": -step})
    assert 5 <= len(curves.steps) <= 10
    assert curves.steps[0] == 0
    assert curves.steps[-1] > 800
    assert len(set(np.diff(curves.steps))) == 1
    assert curves.values["b"] == [-step for step in curves.steps]


def test_it_tells_losses_accuracies_and_samples(gan):
    dashboard = TrainingDashboard(4, interval=0, sample_interval=0)
    sent = told(dashboard)
    history = fitted(gan, dashboard)
    answer, (grid,) = sent[-1]
    assert answer["state"] == "ended"
    assert "step 8 " in answer["told"]
    assert set(answer["charts"]["losses"]) == {"d_loss", "g_loss"}
    assert set(answer["charts"]["accuracies"]) == {"real_accuracy", "fake_accuracy"}
    assert answer["charts"]["losses"]["d_loss"][-1] == pytest.approx(history.history["d_loss"][-1])
    assert dashboard.curves.steps == list(range(1, 9))
    assert answer["size"] == grid.shape[:2] == (58, 58)


def test_stop_ends_fit_and_leaves_a_model_to_use(gan):
    dashboard = TrainingDashboard(4)
    press = keras.callbacks.LambdaCallback(
        on_train_batch_end=lambda batch, logs: dashboard._laboratory.answer({"press": "stop"}) if batch == 1 else None
    )
    history = fitted(gan, dashboard, epochs=50, callbacks=[press])
    assert len(history.history["d_loss"]) == 1
    assert dashboard.stopped
    assert gan.generate(2).shape == (2, 28, 28, 1)
    fitted(gan, dashboard, epochs=2)
    assert not dashboard.stopped


def test_pause_holds_training_until_it_is_pressed_again(gan):
    dashboard = TrainingDashboard(4, interval=0)
    sent = told(dashboard)
    reached = threading.Event()
    answers = []

    def pause(batch, logs):
        if batch == 2 and not reached.is_set():
            answers.append(dashboard._laboratory.answer({"press": "pause"})[0])
            reached.set()

    # Its own callback runs after the dashboard's, so that the pause begins with the next step.
    callback = keras.callbacks.LambdaCallback(on_train_batch_end=pause)
    thread = threading.Thread(target=fitted, args=(gan, dashboard, 2, [callback]))
    thread.start()
    try:
        assert reached.wait(60)
        assert answers[0]["told"].startswith("pausing")  # the step that has begun is not yet over
        while not (sent and sent[-1][0]["told"].startswith("paused")):
            time.sleep(0.01)
        steps = sent[-1][0]["told"].split("·")[1]
        time.sleep(0.3)
        assert sent[-1][0]["told"].split("·")[1] == steps
        assert thread.is_alive()
    finally:
        dashboard._laboratory.answer({"press": "pause"})
        thread.join(60)
    assert sent[-1][0]["state"] == "ended"
    assert "step 8 " in sent[-1][0]["told"]


def test_stop_also_ends_a_pause(gan):
    dashboard = TrainingDashboard(4)
    presses = iter([{"press": "pause"}])
    callback = keras.callbacks.LambdaCallback(
        on_train_batch_end=lambda batch, logs: dashboard._laboratory.answer(next(presses, {}))
    )
    thread = threading.Thread(target=fitted, args=(gan, dashboard, 50, [callback]))
    thread.start()
    time.sleep(0.2)
    dashboard._laboratory.answer({"press": "stop"})
    thread.join(60)
    assert not thread.is_alive()


def test_samples_that_are_no_images_are_left_out():
    gan = GAN(
        models.mlp_generator(2, (8,), sample_shape=(2,), output_activation=None),
        models.mlp_discriminator((8,), sample_shape=(2,)),
    )
    gan.compile(jit_compile=False)
    dashboard = TrainingDashboard(4)
    sent = told(dashboard)
    gan.fit(np.zeros((8, 2), "float32"), batch_size=4, verbose=0, callbacks=[dashboard])
    assert sent[-1][1] == ()


def test_in_a_notebook_curves_and_samples_stay(outputs_of_two_cells):
    cell = (
        "import numpy as np\nfrom gan_course import models\nfrom gan_course.labs.dashboard import TrainingDashboard\n"
        "from gan_course.training import GAN\n"
        "gan = GAN(models.mlp_generator(8, (16,)), models.mlp_discriminator((16,)))\ngan.compile(jit_compile=False)\n"
        "images = np.zeros((32, 28, 28, 1), 'float32')\n"
        "history = gan.fit(images, batch_size=8, verbose=0, callbacks=[TrainingDashboard(4)])"
    )
    (left, control), _, _ = outputs_of_two_cells(cell, "1")
    assert left.data["text/html"].count("<img alt=") == 2
    assert "Samples after 4 steps: 4 generated images." in left.data["text/plain"]
    assert "application/vnd.jupyter.widget-view+json" in control.data


def test_numbers_out_of_range_are_refused():
    with pytest.raises(ValueError, match="expected samples"):
        TrainingDashboard(0)
    with pytest.raises(ValueError, match="expected interval"):
        TrainingDashboard(interval=-1)
