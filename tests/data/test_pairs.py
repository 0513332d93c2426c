import numpy as np
import pytest
from PIL import Image

from gan_course.data import ImageDataset, load_pairs, paired_batches, unpaired_batches, with_condition
from gan_course.data.dataset import as_bytes, passes_of


def numbered(n, channels=1):
    values = np.arange(n, dtype="float32").reshape(n, 1, 1, 1) / 100
    return np.tile(values, (1, 4, 4, channels))


def test_a_condition_is_computed_from_each_batch_and_the_passes_stay_known():
    dataset = ImageDataset(numbered(6), np.zeros(6, int), "numbers", "here", ("all",))
    batches = dataset.batches(3, seed=1)
    together = with_condition(batches, lambda x: 2 * x[:, 0, 0])
    assert passes_of(together.repeat()) is batches.passes
    for samples, condition in together:
        np.testing.assert_allclose(condition, 2 * samples[:, 0, 0])


def test_pairs_stay_together_and_the_second_one_is_the_sample():
    first = numbered(8, 3)
    seen = []
    for samples, condition in paired_batches(first, -first[..., :1], 2, seed=0):
        assert samples.shape == (2, 4, 4, 1)
        np.testing.assert_allclose(condition[..., :1], -samples)
        seen += list(np.asarray(condition)[:, 0, 0, 0])
    np.testing.assert_allclose(sorted(seen), first[:, 0, 0, 0])


def test_bytes_are_scaled_when_they_are_drawn():
    numbers = numbered(6)
    for batches in (
        paired_batches(as_bytes(numbers), as_bytes(-numbers), 6),
        unpaired_batches(as_bytes(-numbers), as_bytes(numbers), 6),
    ):
        minus, plus = (np.sort(np.asarray(part)[:, 0, 0, 0]) for part in next(iter(batches)))
        np.testing.assert_allclose(plus, numbers[:, 0, 0, 0], atol=0.005)
        np.testing.assert_allclose(minus, -numbers[::-1, 0, 0, 0], atol=0.005)


def test_a_seed_fixes_the_pairs():
    orders = [
        [batch[0].numpy()[0, 0, 0, 0] for batch in paired_batches(numbered(8), numbered(8), 2, seed=seed)]
        for seed in (0, 0, 1)
    ]
    assert orders[0] == orders[1] != orders[2]


def test_two_sets_are_shuffled_apart_and_never_end():
    batches = unpaired_batches(numbered(6), numbered(9), 3, seed=0).take(6)
    firsts, seconds = (np.array([np.asarray(part)[:, 0, 0, 0] for part in side]) for side in zip(*batches, strict=True))
    assert np.any(firsts[:2] != seconds[:2])
    for one_pass in firsts.reshape(3, 6):
        np.testing.assert_allclose(sorted(one_pass), numbered(6)[:, 0, 0, 0])
    for one_pass in seconds.reshape(2, 9):
        np.testing.assert_allclose(sorted(one_pass), numbered(9)[:, 0, 0, 0])


def test_pairs_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="expected as many second images as first ones"):
        paired_batches(numbered(4), numbered(3), 2)


@pytest.fixture
def folders(tmp_path):
    for index, (name, suffix) in enumerate((("drawings", ".png"), ("photographs", ".bmp"))):
        (tmp_path / name).mkdir()
        for number in range(3):
            picture = Image.new("RGB", (8, 8), (number * 40, index * 100, 0))
            picture.save(tmp_path / name / f"{number}{suffix}")
    return tmp_path / "drawings", tmp_path / "photographs"


def test_pictures_of_one_name_are_a_pair(folders, capsys):
    first, second = load_pairs(*folders, size=8)
    assert len(first) == len(second) == 3
    np.testing.assert_allclose(first.images[..., 0], second.images[..., 0], atol=0.01)
    assert np.all(first.images[..., 1] < second.images[..., 1])
    assert "drawings: 3 pictures of 8×8" in capsys.readouterr().out


def test_a_picture_without_partner_is_named(folders):
    (folders[0] / "1.png").unlink()
    with pytest.raises(ValueError, match=r"in .*drawings for each in .*photographs, got none for 1 of them: 1"):
        load_pairs(*folders, size=8)


def test_two_pictures_of_one_name_are_named(folders):
    Image.new("RGB", (8, 8)).save(folders[0] / "1.bmp")
    with pytest.raises(ValueError, match="expected one picture of each name, got several of 1"):
        load_pairs(*folders, size=8)


def test_a_picture_that_cannot_be_read_breaks_its_pair(folders):
    (folders[1] / "2.bmp").write_bytes(b"nothing")
    with pytest.raises(ValueError, match=r"expected 3 pictures that can be read in .*photographs, got 2"):
        load_pairs(*folders, size=8)


def test_a_missing_folder_is_named(tmp_path, folders):
    with pytest.raises(FileNotFoundError, match="expected a folder of pictures"):
        load_pairs(folders[0], tmp_path / "nothing")
