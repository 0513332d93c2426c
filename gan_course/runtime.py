"""TensorFlow and Keras, imported in one place and without TensorFlow's start-up log.

The log is written by C++ code to file descriptor 2 before any Python setting can reach it, and in a graded cell
anything on standard error costs the student the points; so the descriptor is closed off during the import.
What a file ``~/.keras/keras.json`` of another program says about backend and layout does not hold here.
At the budget ``smoke`` TensorFlow does not rewrite graphs before it runs them.
"""

import contextlib
import os
import sys
from collections.abc import Iterator

from gan_course.budget import VARIABLE


@contextlib.contextmanager
def _standard_error_silenced() -> Iterator[None]:
    sys.stderr.flush()
    saved = os.dup(2)
    null = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(null, 2)
        yield
    finally:
        os.dup2(saved, 2)
        os.close(saved)
        os.close(null)


with _standard_error_silenced():
    import keras
    import tensorflow as tf

# The networks of the course are written for these two, which keras.json may have changed for another program.
keras.config.set_image_data_format("channels_last")
keras.config.set_floatx("float32")
tf.get_logger().setLevel("ERROR")  # its hints about retracing go to standard error too
if os.environ.get(VARIABLE) == "smoke":  # a few steps: rewriting their graphs takes longer than running them
    tf.config.optimizer.set_experimental_options({"disable_meta_optimizer": True})

__all__ = ["device", "keras", "tf", "untuned"]


def untuned(batches: tf.data.Dataset) -> tf.data.Dataset:
    """Switch off TensorFlow's tuner of a data set, which looks at its speed after 10 ms, then 20 ms, 40 ms and so on.

    With TensorFlow 2.21, the end of an iterator often waits for the tuner's next look, up to as long again as
    batches were drawn (``python -m benchmarks.input_tuner``).

    Args:
        batches: Any data set.

    Returns:
        The same batches.
    """
    options = tf.data.Options()
    options.autotune.enabled = False
    return batches.with_options(options)


def device() -> str:
    """Name the device that TensorFlow computes on.

    Returns:
        ``"CPU"``, or ``"GPU (NAME)"`` with the first GPU's name.
    """
    gpus = tf.config.list_physical_devices("GPU")
    if not gpus:
        return "CPU"
    details = tf.config.experimental.get_device_details(gpus[0])
    return f"GPU ({details.get('device_name', gpus[0].name)})"
