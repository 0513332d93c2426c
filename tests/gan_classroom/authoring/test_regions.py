import pytest

from gan_classroom.authoring.regions import HIDDEN_TESTS, SOLUTION, RegionError

TWO = """def f():
    ### BEGIN SOLUTION
    x = 1
    ### END SOLUTION
    # between
    ### BEGIN SOLUTION
    return x
    ### END SOLUTION"""


def test_spans_replace_and_hides():
    assert SOLUTION.spans(TWO) == [(2, 4), (6, 8)]
    assert HIDDEN_TESTS.spans(TWO) == []
    assert SOLUTION.replace(TWO, "pass") == "def f():\n    pass\n    # between\n    pass"
    assert [line for line in range(1, 9) if SOLUTION.hides(TWO, line)] == [2, 3, 4, 6, 7, 8]


@pytest.mark.parametrize(
    ("source", "line", "message"),
    [
        ("### BEGIN SOLUTION\nx", 1, "without ### END SOLUTION"),
        ("x\n### END SOLUTION", 2, "out of turn"),
        ("### BEGIN SOLUTION\n### BEGIN SOLUTION\n### END SOLUTION", 2, "out of turn"),
        ("# BEGIN SOLUTION\n### END SOLUTION", 1, "exactly: ### BEGIN SOLUTION"),
        ("### BEGIN SOLUTION\nx  ### END SOLUTION", 2, "exactly: ### END SOLUTION"),
    ],
)
def test_markers_out_of_order(source, line, message):
    with pytest.raises(RegionError, match=message) as caught:
        SOLUTION.spans(source)
    assert caught.value.line == line
