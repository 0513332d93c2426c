"""A small lesson, and a repository in a temporary folder that holds it."""

import shutil
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[3]

SAMPLE = '''\
# %% [markdown]
# # Means
#
# Averages, by hand.

# %%
from gan_course import checks

import numpy as np

# %% [markdown]
# ## 1. The mean
#
# ![A balance in equilibrium](https://example.org/balance.png)

# %% exercise="mean"
def mean(values):
    """Average some values."""
    ### BEGIN SOLUTION
    return sum(values) / len(values)
    ### END SOLUTION

# %% check="mean" points=2
with checks.exercise("mean"):
    assert mean([1, 2, 6]) == 3, f"expected 3, got {mean([1, 2, 6])}"
    ### BEGIN HIDDEN TESTS
    assert mean([-1, 1, 3]) == 1, "negative values count, too"
    ### END HIDDEN TESTS

# %%
average = checks.or_reference("mean", mean, np.mean)
values = [1, 2]

# %% [markdown]
# ## 2. The spread

# %% exercise="spread"
class Spread:
    """Deviations from the mean."""

    def __init__(self, values):
        self.values = values

    def largest(self):
        ### BEGIN SOLUTION
        return max(abs(value - average(self.values)) for value in self.values)
        ### END SOLUTION

# %%
spread = Spread(values)

# %% check="spread" points=1.5
with checks.exercise("spread"):
    assert spread.largest() == 0.5, "1 and 2 lie 0.5 from their mean"
'''


@pytest.fixture
def sample():
    """The text of a lesson that follows every rule."""
    return SAMPLE


@pytest.fixture
def course(tmp_path):
    """A repository whose only lesson is the sample."""
    (tmp_path / "lessons").mkdir()
    (tmp_path / "lessons" / "day01_means.py").write_text(SAMPLE, encoding="utf-8")
    shutil.copy(REPOSITORY / "nbgrader_config.py", tmp_path)
    return tmp_path
