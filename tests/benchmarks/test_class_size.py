import pytest

from benchmarks import class_size
from gan_classroom.grading.sandbox import bubblewrap


@pytest.mark.skipif(bool(bubblewrap.problem()), reason="the command grades in a sandbox")
def test_everybody_of_a_class_is_graded_and_what_that_took_is_told(capsys):
    assert class_size.main(["--sizes", "3", "--workers", "1"]) == 0
    *_, last = capsys.readouterr().out.splitlines()
    size, minutes, middle, peak, each = (float(cell.split()[0]) for cell in last.strip("| ").split("|"))
    assert size == 3
    assert 0 < minutes < 10
    assert 50 < middle <= peak
    assert each > 0
