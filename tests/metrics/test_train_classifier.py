import hashlib

import numpy as np
import pytest

from gan_course.data import ImageDataset, load_images
from gan_course.metrics import DigitClassifier, train_classifier


@pytest.fixture
def few(monkeypatch):
    """Training with 300 digits in place of all data, and for 2 epochs."""

    def load(name, split="train"):
        digits = load_images("digits", split)
        return ImageDataset(digits.images[:300], digits.labels[:300], name, "a test", digits.class_names)

    monkeypatch.setattr(train_classifier, "load_images", load)
    monkeypatch.setattr(train_classifier, "EPOCHS", 2)
    monkeypatch.setattr(train_classifier.tf.config.experimental, "enable_op_determinism", lambda: None)


def test_trains_and_says_what_came_of_it(few, tmp_path, capsys):
    out = tmp_path / "weights.npy"
    assert train_classifier.main(["--out", str(out)]) == 0
    weights = np.load(out)
    assert (weights.dtype, weights.shape) == (np.float16, (89546,))
    printed = capsys.readouterr().out
    assert "epoch  2 of 2: accuracy 0." in printed
    assert f"89,546 weights, SHA-256 {hashlib.sha256(out.read_bytes()).hexdigest()}" in printed
    digits = load_images("digits", "test")
    accuracy = np.mean(DigitClassifier(weights).labels(digits.images) == digits.labels)
    assert f"digits: {accuracy:.2%} of the test images are told right" in printed
    assert [path.name for path in tmp_path.iterdir()] == ["weights.npy"]


def test_learns():
    digits, test = load_images("digits"), load_images("digits", "test")
    accuracy = np.mean(DigitClassifier(train_classifier.train([(digits, 3)], 3)).labels(test.images) == test.labels)
    assert accuracy > 0.8


def test_does_not_overwrite_the_shipped_weights_unasked(few, tmp_path, monkeypatch, capsys):
    shipped = tmp_path / "digit_classifier.npy"
    shipped.write_bytes(b"as they are")
    monkeypatch.setattr(train_classifier, "WEIGHTS_FILE", shipped)
    monkeypatch.setattr(train_classifier, "train", lambda *_: np.ones(89546, np.float16))
    with pytest.raises(SystemExit, match="2"):
        train_classifier.main([])
    assert "expected --out FILE, got none" in capsys.readouterr().err
    assert shipped.read_bytes() == b"as they are"
    assert train_classifier.main(["--out", str(shipped)]) == 0  # asked
    assert np.load(shipped).shape == (89546,)


def test_a_folder_that_is_not_there_is_reported_before_training(few, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(train_classifier, "train", lambda *_: pytest.fail("trained"))
    with pytest.raises(SystemExit, match="2"):
        train_classifier.main(["--out", str(tmp_path / "missing" / "weights.npy")])
    assert "expected a folder" in capsys.readouterr().err


def test_images_are_moved_by_at_most_two_pixels_and_keep_their_ink():
    images = np.full((200, 28, 28, 1), -1, np.float32)
    images[:, 14, 10] = 1
    (first, second) = train_classifier._shifted(images, 2)
    for moved in (first, second):
        assert (moved.shape, moved.dtype) == (images.shape, np.float32)
        rows, columns = np.nonzero(moved[..., 0] == 1)[1:]
        assert len(rows) == 200
        assert (np.unique(rows) == [12, 13, 14, 15, 16]).all()
        assert (np.unique(columns) == [8, 9, 10, 11, 12]).all()
    assert (first != second).any()
