import pytest

from gan_course.receptive_field import receptive_field


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        ([], 1),
        ([(3, 1)], 3),
        ([(3, 1), (3, 1)], 5),
        ([(3, 2), (3, 1)], 7),
        ([(1, 3), (2, 1)], 4),
        ([(5, 2), (4, 3), (3, 1)], 23),
    ],
)
def test_it_is_what_counting_by_hand_gives(layers, expected):
    assert receptive_field(layers) == expected


def test_bad_layers_are_refused():
    with pytest.raises(ValueError, match="kernel"):
        receptive_field([(0, 1)])
    with pytest.raises(ValueError, match="stride"):
        receptive_field([(3, 0)])
