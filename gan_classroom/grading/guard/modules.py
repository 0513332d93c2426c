"""Modules that a student writes from the notebook: ``%%writefile helper.py``, and later ``import helper``.

And which of the names that a notebook imports are modules.
"""

import importlib.util
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

__all__ = ["installed", "own", "text"]

Cell = dict[str, Any]

_INNER = ("", "_api/v2")  # the latter is where TensorFlow keeps the modules of its interface
_WRITTEN = re.compile(
    r"\s*%%writefile[ \t]+(-a[ \t]+)?(?:\./)?(?P<name>[A-Za-z_]\w*)\.py[ \t]*\n(?P<text>.*)", re.DOTALL
)


def own(cells: Iterable[Cell]) -> dict[str, str]:
    r"""Collect what a notebook writes as modules.

    Args:
        cells: The notebook's cells.

    Returns:
        Name → source, of several cells one after another. What is called like an installed module is left out, since
        the installed one is imported.

    >>> own([{"cell_type": "code", "source": "%%writefile helper.py\nthree = 3"}])
    {'helper': 'three = 3'}
    """
    found: dict[str, str] = {}
    for cell in cells:
        match = _WRITTEN.fullmatch("".join(cell["source"])) if cell["cell_type"] == "code" else None
        if match and importlib.util.find_spec(match["name"]) is None:
            before = f"{found[match['name']]}\n" if match["name"] in found else ""
            found[match["name"]] = before + match["text"]
    return found


def text(source: str, written: Mapping[str, str]) -> str:
    """Take from a cell the code that can run.

    Args:
        source: The cell's source.
        written: What `own` found.

    Returns:
        The whole module's source where the cell writes one, or a part of one, else the cell's.
    """
    match = _WRITTEN.fullmatch(source)
    return written.get(match["name"], match["text"]) if match else source


@lru_cache(maxsize=2000)
def installed(path: str) -> bool:
    """Tell whether an installed package, or a part of one, is a module, without importing it.

    Args:
        path: Such as ``keras.ops``.

    Returns:
        Whether there is a file or a folder for it.

    >>> installed("keras.ops"), installed("tensorflow.keras.losses"), installed("numpy.pi")
    (True, True, False)
    """
    root, *parts = (
        path.removeprefix("tensorflow.").split(".") if path.startswith("tensorflow.keras") else path.split(".")
    )
    spec = importlib.util.find_spec(root) if root.isidentifier() else None
    folders = [Path(folder, inner) for folder in (spec and spec.submodule_search_locations) or () for inner in _INNER]
    places = [folder.joinpath(*parts) for folder in folders]
    return any(place.is_dir() or place.with_name(f"{place.name}.py").is_file() for place in places)
