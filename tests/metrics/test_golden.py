"""The metrics against torch-fidelity, prdc and SciPy's matrix root; ``golden.py`` says how their numbers were made."""

import json
import runpy
from pathlib import Path

import numpy as np
import pytest
import scipy.special

from gan_course.metrics import (
    density_coverage,
    fidelity_diversity,
    frechet_distance,
    inception_score,
    kernel_distance,
    precision_recall,
)

GOLDEN = json.loads(Path(__file__).with_name("golden.json").read_text())
RECIPE = runpy.run_path(str(Path(__file__).with_name("golden.py")))
CASES, samples = list(RECIPE["CASES"]), RECIPE["samples"]


def theirs(case, program):
    return GOLDEN[case][program]


@pytest.mark.parametrize("case", CASES)
def test_frechet_distance(case):
    real, fake, _ = samples(case)
    ours = frechet_distance(real, fake)
    assert ours == pytest.approx(theirs(case, "torch-fidelity")["frechet_inception_distance"], rel=1e-5)
    assert ours == pytest.approx(theirs(case, "scipy")["frechet"], rel=1e-5)


@pytest.mark.parametrize("case", [case for case in CASES if case != "unequal numbers"])
def test_kernel_distance_is_that_of_one_subset_of_all_samples(case):
    real, fake, _ = samples(case)
    golden = theirs(case, "torch-fidelity")["kernel_inception_distance_mean"]
    assert kernel_distance(real, fake).estimate == pytest.approx(golden, rel=1e-5)


@pytest.mark.parametrize("case", CASES)
def test_inception_score(case):
    probabilities = scipy.special.softmax(samples(case)[2], axis=1)
    golden = theirs(case, "torch-fidelity")
    mean, deviation = inception_score(probabilities, RECIPE["SPLITS"])
    assert mean == pytest.approx(golden["inception_score_mean"], rel=1e-5)
    assert deviation == pytest.approx(golden["inception_score_std"], rel=1e-5)


@pytest.mark.parametrize("k", RECIPE["KS"])
@pytest.mark.parametrize("case", CASES)
def test_precision_recall_density_and_coverage(case, k):
    real, fake, _ = samples(case)
    golden = theirs(case, "prdc")[str(k)]
    closed = theirs(case, "torch-fidelity")["prc"][str(k)]  # without samples on the edge of a ball, the same
    ours = precision_recall(real, fake, k)._asdict() | density_coverage(real, fake, k)._asdict()
    assert ours == pytest.approx(golden, rel=1e-12)
    assert ours["precision"] == pytest.approx(closed["precision"], rel=1e-5)
    assert ours["recall"] == pytest.approx(closed["recall"], rel=1e-5)
    assert fidelity_diversity(real, fake, precision_k=k, density_k=k)._asdict() == ours


def test_a_sample_on_the_edge_of_a_ball_is_where_open_and_closed_balls_differ():
    real, fake = np.array([[0.0], [1.0], [3.0]]), np.array([[-1.0], [9.0], [20.0]])
    assert precision_recall(real, fake, k=1).precision == 0.0  # closed balls, as torch-fidelity's: 1/3


def test_the_numbers_come_from_the_versions_that_the_recipe_names():
    recipe = Path(RECIPE["__file__"]).read_text()
    for name in ("torch-fidelity", "prdc"):
        assert f"{name}=={GOLDEN['versions'][name]}" in recipe
