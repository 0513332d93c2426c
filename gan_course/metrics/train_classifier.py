"""Train the reference classifier: ``python -m gan_course.metrics.train_classifier --out FILE``.

Whoever trains it anew gets other features, and with them Fréchet distances that cannot be compared with anyone else's.
"""

import argparse
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from gan_course.data import ImageDataset, load_images
from gan_course.files import write_atomically
from gan_course.metrics.classifier import WEIGHTS_FILE, DigitClassifier, network
from gan_course.packing import npy, packed
from gan_course.runtime import keras, tf

EPOCHS, BATCH_SIZE, LEARNING_RATE = 12, 128, 1e-3
DIGITS_REPEATS = 4  # the 1,541 digits count as often as 6,164 of MNIST's
SHIFT = 2  # pixels, up to which an image is moved in either direction
SEED = 0


def train(datasets: Sequence[tuple[ImageDataset, int]], epochs: int) -> np.ndarray:
    """Train the network from scratch, with Adam and a rate that falls to 0 along a cosine.

    Args:
        datasets: Data sets of 28×28 grey digits, each with the number of times that an epoch shows it.
        epochs: Passes over all of them.

    Returns:
        All weights in one float16 array, layer after layer.
    """
    keras.utils.set_random_seed(SEED)
    images = np.concatenate([np.repeat(dataset.images, times, axis=0) for dataset, times in datasets])
    labels = np.concatenate([np.repeat(dataset.labels, times) for dataset, times in datasets])
    model = network("he_normal")
    classifier = keras.Model(model.inputs, model.outputs[1])
    steps = epochs * -(-len(images) // BATCH_SIZE)
    rate = keras.optimizers.schedules.CosineDecay(LEARNING_RATE, steps)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    classifier.compile(keras.optimizers.Adam(rate), loss, metrics=["accuracy"], jit_compile=False)
    for epoch, shifted in enumerate(_shifted(images, epochs), start=1):
        history = classifier.fit(shifted, labels, batch_size=BATCH_SIZE, verbose=0).history
        print(f"epoch {epoch:2d} of {epochs}: accuracy {history['accuracy'][0]:.4f}", flush=True)
    return packed(model.get_weights())


def _shifted(images: np.ndarray, times: int) -> Iterator[np.ndarray]:
    random = np.random.default_rng(SEED)
    frame = np.pad(images, ((0, 0), (SHIFT, SHIFT), (SHIFT, SHIFT), (0, 0)), constant_values=-1)
    row, column = np.arange(images.shape[1])[:, None], np.arange(images.shape[2])
    for _ in range(times):
        down, right = random.integers(0, 2 * SHIFT + 1, (2, len(images), 1, 1))
        yield frame[np.arange(len(images))[:, None, None], row + down, column + right]


def main(arguments: Sequence[str] | None = None) -> int:
    """Train on MNIST and the digits, write the weights, and print the accuracy on the test images.

    Args:
        arguments: Command line without the program's name; None takes that of this process.

    Returns:
        Exit code 0.
    """
    out = _file_to_write(arguments)
    tf.config.experimental.enable_op_determinism()
    weights = train([(load_images("mnist"), 1), (load_images("digits"), DIGITS_REPEATS)], EPOCHS)
    content = npy(weights)
    write_atomically(out, content)
    print(f"{out}: {weights.size:,} weights, SHA-256 {hashlib.sha256(content).hexdigest()}")
    for name in ("mnist", "digits"):
        dataset = load_images(name, split="test")
        accuracy = np.mean(DigitClassifier(weights).labels(dataset.images) == dataset.labels)
        print(f"{name}: {accuracy:.2%} of the test images are told right")
    return 0


def _file_to_write(arguments: Sequence[str] | None) -> Path:
    parser = argparse.ArgumentParser(
        prog="python -m gan_course.metrics.train_classifier",
        description="Train the reference classifier of the Fréchet distance anew, on MNIST and scikit-learn's digits.",
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="weights file to write or to replace, a .npy")
    chosen = parser.parse_args(arguments).out
    if chosen is None and WEIGHTS_FILE.exists():
        parser.error(f"expected --out FILE, got none; {WEIGHTS_FILE} exists, and everyone's distances rest on it")
    out = chosen or WEIGHTS_FILE
    if not out.parent.is_dir():
        parser.error(f"expected a folder {out.parent} to write {out.name} into, got none; create it first")
    return out


if __name__ == "__main__":
    raise SystemExit(main())
