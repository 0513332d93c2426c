"""Write ``golden.json``: what other people's programs say about small arrays of fixed numbers.

In an environment of its own, which needs nothing of the course:

    python -m venv golden
    golden/bin/pip install torch==2.13.0 torch-fidelity==0.4.0 prdc==0.2 scipy scikit-learn
    golden/bin/python tests/metrics/golden.py
"""

import contextlib
import importlib.metadata
import io
import json
import sys
from pathlib import Path
from unittest.mock import MagicMock

import numpy as np

FILE = Path(__file__).with_name("golden.json")
CASES = {  # real samples, fake samples, features
    "long features": (60, 60, 20),
    "short features": (60, 60, 3),
    "fewer samples than features": (30, 30, 40),
    "unequal numbers": (70, 45, 20),
}
KS = (1, 3, 5)
CLASSES, SPLITS = 6, 3


def samples(case):
    """Real and fake features of a case, and logits for as many images as there are fakes."""
    reals, fakes, features = CASES[case]
    random = np.random.default_rng(list(CASES).index(case))
    real, fake = random.standard_normal((reals, features)), random.standard_normal((fakes, features))
    return real, 1.2 * fake + 0.1, 2 * random.standard_normal((fakes, CLASSES))


def without_torchvision():
    """Keep torch-fidelity from importing torchvision, of which it needs nothing here, and which may not suit torch."""
    for name in ("", ".datasets", ".transforms", ".transforms.functional"):
        sys.modules[f"torchvision{name}"] = MagicMock()


def of_torch_fidelity(real, fake, logits):
    import torch
    from torch_fidelity.metric_fid import fid_features_to_statistics, fid_statistics_to_metric
    from torch_fidelity.metric_isc import isc_features_to_metric
    from torch_fidelity.metric_kid import kid_features_to_metric
    from torch_fidelity.metric_prc import prc_features_to_metric

    real, fake, logits = (torch.tensor(array) for array in (real, fake, logits))
    statistics = [fid_features_to_statistics(features) for features in (real, fake)]
    found = {
        **fid_statistics_to_metric(*statistics, verbose=False),
        **isc_features_to_metric(logits, splits=SPLITS, shuffle=False),
        "prc": {
            k: prc_features_to_metric(fake, real, prc_neighborhood=k, verbose=False)  # it takes the fakes first
            for k in KS
        },
    }
    if len(real) == len(fake):  # it takes subsets of one size; here one subset of all
        found |= kid_features_to_metric(real, fake, kid_subsets=1, kid_subset_size=len(real), verbose=False)
    return found


def of_prdc(real, fake):
    from prdc import compute_prdc

    with contextlib.redirect_stdout(io.StringIO()):
        return {k: {name: float(value) for name, value in compute_prdc(real, fake, k).items()} for k in KS}


def of_scipy(real, fake):
    """The Fréchet distance as Heusel et al. compute it, by the root of the product of the covariances."""
    from scipy.linalg import sqrtm

    covariances = [np.cov(features, rowvar=False) for features in (real, fake)]
    means = real.mean(axis=0) - fake.mean(axis=0)
    root = np.trace(sqrtm(covariances[0] @ covariances[1]).real)
    return {"frechet": float(means @ means + np.trace(covariances[0]) + np.trace(covariances[1]) - 2 * root)}


def main():
    without_torchvision()
    golden = {}
    for case in CASES:
        real, fake, logits = samples(case)
        golden[case] = {
            "torch-fidelity": of_torch_fidelity(real, fake, logits),
            "prdc": of_prdc(real, fake),
            "scipy": of_scipy(real, fake),
        }
    packages = ("numpy", "scipy", "scikit-learn", "torch", "torch-fidelity", "prdc")
    golden["versions"] = {name: importlib.metadata.version(name) for name in packages}
    FILE.write_text(json.dumps(golden, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
