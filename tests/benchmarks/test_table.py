from benchmarks.comparison import Comparison, Contestant
from benchmarks.table import table


def compared():
    trainers = {name: Contestant(name, prepare=None, steps=1) for name in ("loop", "gan_fit", "pytorch")}
    return Comparison("a GAN, batch 64", 64, networks=None, trainers=trainers, rounds=3, ceiling_steps=1)


TIMES = {"loop": [100.0, 110.0, 300.0], "gan_fit": [10.0, 11.0, 10.0], "matrix_products": [4.0, 4.0, 5.0]}
MULTIPLY_ADDS = {"loop": 400, "gan_fit": 200, "pytorch": 200, "matrix_products": 100}


def test_the_table_shows_medians_and_paired_ratios():
    lines = table(compared(), TIMES, MULTIPLY_ADDS).split("\n")
    assert lines[0].startswith("| a GAN, batch 64 | images/s |")
    # Shares: twice 4/10, 4/11 and 5/10 of the ceiling's rate; four times 4/100, 4/110 and 5/300.
    assert lines[2] == "| loop | 582 | 110.0 (100.0–300.0) | 10.00× | 15% |"
    assert lines[3] == "| gan_fit | 6,400 | 10.0 (10.0–11.0) | 1.00× | 80% |"
    assert "not installed: `pip install torch==" in lines[4]


def test_the_ceiling_does_the_work_of_a_step_of_the_course():
    ceiling = table(compared(), TIMES, MULTIPLY_ADDS).split("\n")[-1]
    assert ceiling.endswith("| 8,000 | 8.0 (8.0–10.0) | 0.80× | 100% |")


def test_every_line_has_the_same_columns():
    for times in (TIMES, TIMES | {"pytorch": [20.0, 20.0, 20.0]}):
        lines = table(compared(), times, MULTIPLY_ADDS).split("\n")
        assert {line.count("|") for line in lines} == {6}
        assert len(lines) == 6
