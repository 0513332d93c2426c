import time

import numpy as np
import pytest

from benchmarks.measures import __main__ as program
from benchmarks.measures import serve
from benchmarks.measures.contestants import (
    COURSE,
    FIDELITY,
    FRECHET,
    KERNEL,
    NEIGHBOURS,
    PRDC,
    PRECISION_RECALL,
    course,
)

OURS = {NEIGHBOURS: (2.0, 40.0), PRECISION_RECALL: (1.0, 30.0), KERNEL: (1.0, 50.0), FRECHET: (0.5, 0.0)}
ROUNDS = {
    COURSE: [OURS, {name: (2 * seconds, 0.0) for name, (seconds, _) in OURS.items()}],
    PRDC: [{NEIGHBOURS: (6.0, 3000.0)}] * 2,
    FIDELITY: [{PRECISION_RECALL: (3.0, 900.0), KERNEL: (2.0, 80.0), FRECHET: (0.5, 1.0)}] * 2,
}


def rows(text):
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]


def test_the_table_shows_medians_the_most_memory_and_paired_ratios():
    lines = rows(program.table(ROUNDS, 10_000))
    assert [NEIGHBOURS, COURSE, "3 (2–4)", "40", "1.00"] in lines
    assert [NEIGHBOURS, PRDC, "6 (6–6)", "3,000", "2.25"] in lines  # the median of 6/2 and 6/4
    assert [KERNEL, FIDELITY, "2 (2–2)", "80", "1.50"] in lines
    assert [program.ALL, COURSE, "5.25 (3.5–7)", "50", "1.00"] in lines
    assert lines[-1] == [program.ALL, "prdc + torch_fidelity", "8.5 (8.5–8.5)", "3,000", "1.82"]
    assert {len(line) for line in lines} == {5}


def test_what_is_not_installed_is_named():
    text = program.table({COURSE: ROUNDS[COURSE]}, 10_000)
    assert "not installed: `pip install prdc==0.2`" in text
    assert "not installed: `pip install torch-fidelity==0.4.0`" in text
    assert PRDC not in {line[1] for line in rows(text)}


def test_the_course_computes_what_the_table_needs():
    figures = serve.run(COURSE, 1000)
    assert set(figures) == set(OURS)
    assert all(seconds > 0 and megabytes >= 0 for seconds, megabytes in figures.values())
    real, fake = serve.features(1000)
    assert real.dtype == fake.dtype == np.float32
    both = course()[NEIGHBOURS](real, fake)
    assert both[:2] == course()[PRECISION_RECALL](real, fake)


def test_memory_that_is_taken_for_a_moment_is_seen():
    with serve.Growth() as growth:
        filled = np.ones(8_000_000)
        time.sleep(0.1)
        del filled
    assert 50 < growth.megabytes < 200


@pytest.mark.parametrize("arguments", [["--samples", "999"], ["--rounds", "0"]])
def test_senseless_numbers_are_refused(arguments, capsys):
    with pytest.raises(SystemExit):
        program.main(arguments)
    assert "must be at least" in capsys.readouterr().err
