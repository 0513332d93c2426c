"""TensorFlow and Keras as the course needs them, whatever another program has set."""

import json
import os
import subprocess
import sys

import pytest

from gan_course.runtime import tf, untuned


@pytest.mark.parametrize(
    "settings",
    [{"image_data_format": "channels_first"}, {"floatx": "float64"}, {"floatx": "float16"}, {"backend": "jax"}],
)
def test_the_keras_json_of_another_program_changes_nothing(tmp_path, settings):
    (tmp_path / "keras.json").write_text(json.dumps(settings))
    code = (
        "from gan_course import models\n"
        "from gan_course.runtime import keras\n"
        "generator = models.dcgan_generator(8, width=4)\n"
        "print(keras.backend.backend(), generator.output_shape, generator.weights[0].dtype)"
    )
    environment = {name: value for name, value in os.environ.items() if name != "KERAS_BACKEND"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment | {"KERAS_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "tensorflow (None, 28, 28, 1) float32\n"


@pytest.mark.parametrize(("budget", "rewritten"), [("smoke", False), ("laptop", True)])
def test_graphs_are_rewritten_where_they_run_for_long(budget, rewritten):
    code = (
        "from gan_course.runtime import tf\n"
        "print(not tf.config.optimizer.get_experimental_options()['disable_meta_optimizer'])"
    )
    environment = os.environ | {"GAN_COURSE_BUDGET": budget}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == f"{rewritten}\n"


def test_data_without_the_tuner_are_the_same_data():
    batches = tf.data.Dataset.range(10).batch(4)
    assert untuned(batches).options().autotune.enabled is False
    assert [batch.tolist() for batch in untuned(batches).as_numpy_iterator()] == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]]
