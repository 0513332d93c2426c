"""What students read first: how to install the course, work through a day and hand it in."""

from collections.abc import Sequence
from pathlib import PurePosixPath

__all__ = ["instructions"]

_TEXT = """\
# The GAN course

You need Python 3.11, 3.12 or 3.13, and 3 GB on your disk. Installing needs a network; nothing after it does.

## Install

On Linux and macOS, in this folder:

```sh
python3 -m venv .venv
.venv/bin/python -m pip install -r requirements.lock
.venv/bin/python -m pip install --no-deps --no-build-isolation --editable .
.venv/bin/gan-course lab
```

On Windows the programs lie elsewhere:

```bat
py -m venv .venv
.venv\\Scripts\\python -m pip install -r requirements.lock
.venv\\Scripts\\python -m pip install --no-deps --no-build-isolation --editable .
.venv\\Scripts\\gan-course lab
```

With conda, on any of them:

```sh
conda env create --file environment.yml
conda activate gan-course
gan-course lab
```

The last line opens JupyterLab; it is the only one you need the next time. If something is amiss, `gan-course doctor`
(with `.venv/bin/` before it, as above) says what, and how to put it right.

## The data

There is nothing to download. The notebooks use MNIST where they can get it, and otherwise the 1,797 handwritten digits
that are part of scikit-learn; each says which. To use MNIST without a network, put `mnist.npz` into a folder and name
the folder: `GAN_COURSE_DATA=~/datasets .venv/bin/gan-course lab` (on Windows `set GAN_COURSE_DATA=C:\\datasets` first).

## Work

Read a notebook from the top and run its cells in order. Where a cell says
`raise NotImplementedError("exercise not attempted")`, put your own code in that line's place. The cell after it is a
check: run it, and it says ✓ or what is wrong. You can leave an exercise out: everything after it still runs.

Add cells as you like. Leave the checks and your exercise cells where they are: do not edit a check, and do not copy,
delete or retype either. Checks are put back before grading, and more tests than those you see are run.

## Hand in

Restart the kernel and run all cells (*Run → Restart Kernel and Run All Cells*), save, and hand in the notebook and
nothing else, under your own name:

| notebook | hand it in as |
|---|---|
{files}

Your notebook is graded on its own: without a network and without files of yours, with {seconds} seconds for a cell and
{gigabytes:g} GB of memory, unless your instructor says otherwise.
"""


def instructions(notebooks: Sequence[str], *, seconds: int, gigabytes: float) -> str:
    """Write the instructions.

    Args:
        notebooks: The released notebooks, such as ``day01/components.ipynb``.
        seconds: What a cell may take in grading.
        gigabytes: Memory that a submission may use in grading.

    Returns:
        Markdown.
    """
    files = "\n".join(f"| `notebooks/{name}` | `NAME_{_flat(name)}` |" for name in notebooks)
    return _TEXT.format(files=files, seconds=seconds, gigabytes=gigabytes)


def _flat(notebook: str) -> str:
    return "_".join(PurePosixPath(notebook).parts)
