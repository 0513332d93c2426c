"""Who computes the measures: the course, prdc and torch-fidelity; each imports its library only when it is asked.

A contestant maps the name of a measure to a function of real and fake features. All get the same float32 and the same
k. What the libraries define differently (balls with or without their edge, KID of all samples or of 100 subsets of
1,000) stays as it is in each.
"""

import contextlib
import importlib.util
import io
from collections.abc import Callable
from typing import Any

import numpy as np

K = 5
KID_SUBSETS, KID_SUBSET_SIZE = 100, 1000  # torch-fidelity's own defaults

NEIGHBOURS, PRECISION_RECALL, KERNEL, FRECHET = (
    "precision, recall, density, coverage",
    "precision, recall",
    "kernel distance (KID)",
    "Fréchet distance",
)
COURSE, PRDC, FIDELITY = "gan_course", "prdc", "torch_fidelity"
VERSIONS = {PRDC: "prdc==0.2", FIDELITY: "torch-fidelity==0.4.0"}

Measure = Callable[[np.ndarray, np.ndarray], Any]


def course() -> dict[str, Measure]:
    """The course's own measures."""
    from gan_course import metrics

    return {
        NEIGHBOURS: lambda real, fake: metrics.fidelity_diversity(real, fake, precision_k=K, density_k=K),
        PRECISION_RECALL: lambda real, fake: metrics.precision_recall(real, fake, k=K),
        KERNEL: metrics.kernel_distance,
        FRECHET: metrics.frechet_distance,
    }


def prdc() -> dict[str, Measure]:
    """The code of the authors of density and coverage."""
    from prdc import compute_prdc

    def quietly(real: np.ndarray, fake: np.ndarray) -> dict[str, float]:
        with contextlib.redirect_stdout(io.StringIO()):
            return dict(compute_prdc(real, fake, K))

    return {NEIGHBOURS: quietly}


def torch_fidelity() -> dict[str, Measure]:
    """The widespread PyTorch library, from its features on; in its order, fake before real."""
    import torch
    from torch_fidelity import metric_fid, metric_kid, metric_prc

    def precision_recall(real: np.ndarray, fake: np.ndarray) -> Any:
        features = torch.from_numpy(fake), torch.from_numpy(real)
        return metric_prc.prc_features_to_metric(*features, prc_neighborhood=K, verbose=False)

    def kernel_distance(real: np.ndarray, fake: np.ndarray) -> Any:
        sizes = {"kid_subsets": KID_SUBSETS, "kid_subset_size": KID_SUBSET_SIZE, "verbose": False}
        return metric_kid.kid_features_to_metric(torch.from_numpy(fake), torch.from_numpy(real), **sizes)

    def frechet_distance(real: np.ndarray, fake: np.ndarray) -> Any:
        statistics = (metric_fid.fid_features_to_statistics(torch.from_numpy(one)) for one in (fake, real))
        return metric_fid.fid_statistics_to_metric(*statistics, verbose=False)

    return {PRECISION_RECALL: precision_recall, KERNEL: kernel_distance, FRECHET: frechet_distance}


CONTESTANTS = {COURSE: course, PRDC: prdc, FIDELITY: torch_fidelity}


def available(name: str) -> bool:
    """Tell whether a contestant's library is installed."""
    return importlib.util.find_spec(name) is not None
