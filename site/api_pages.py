"""The reference's pages: each public name of the package once, where a reader would import it from."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from types import ModuleType

__all__ = ["INDEX", "pages", "public_names"]

INDEX = "reference/index.rst"


def public_names(package: str) -> dict[str, list[str]]:
    """List what a package offers, each function and class at the shortest path that exports it.

    Args:
        package: Name of a package.

    Returns:
        For each module that offers something, its names in the order in which it lists them.

    Examples:
        >>> names = public_names("gan_course")
        >>> "frechet_distance" in names["gan_course.metrics"], "gan_course.metrics.frechet" in names
        (True, False)
    """
    seen: set[int] = set()
    offered: dict[str, list[str]] = {}
    for module in sorted(_modules(package), key=lambda module: (module.__name__.count("."), module.__name__)):
        things = {name: getattr(module, name) for name in _names(module)}
        new = [name for name, thing in things.items() if _documented(thing) and id(thing) not in seen]
        seen |= {id(things[name]) for name in new}
        if new:
            offered[module.__name__] = new
    return offered


def pages(package: str) -> dict[str, str]:
    """Write the reference's source.

    Args:
        package: Name of a package.

    Returns:
        reStructuredText by file name: a page for each module of the package that offers something itself, with those of
        its own modules that offer more; and the list of all pages, `INDEX`.
    """
    offered = public_names(package)
    pages: dict[str, list[str]] = {}
    for module in sorted(offered):
        pages.setdefault(_page_of(module, offered), []).append(module)
    files = {f"reference/{page}.rst": _page(page, modules, offered) for page, modules in pages.items()}
    return files | {INDEX: _index(package, sorted(pages))}


def _modules(package: str) -> Iterator[ModuleType]:
    root = importlib.import_module(package)
    yield root
    for found in pkgutil.walk_packages(root.__path__, f"{package}."):
        if not any(part.startswith("_") for part in found.name.split(".")):
            yield importlib.import_module(found.name)


def _names(module: ModuleType) -> list[str]:
    own = [name for name, thing in vars(module).items() if getattr(thing, "__module__", None) == module.__name__]
    return list(dict.fromkeys([*getattr(module, "__all__", ()), *(name for name in own if not name.startswith("_"))]))


def _documented(thing: object) -> bool:
    return (inspect.isroutine(thing) or inspect.isclass(thing)) and bool(thing.__doc__)


def _page_of(module: str, offered: dict[str, list[str]]) -> str:
    """The outermost package that offers something, and holds the module; the package itself has no page."""
    parts = module.split(".")
    outer = (".".join(parts[:length]) for length in range(2, len(parts)))
    return next((name for name in outer if name in offered), module)


def _page(page: str, modules: list[str], offered: dict[str, list[str]]) -> str:
    sections = [_section(module, offered[module], "=" if module == page else "-") for module in modules]
    if modules[0] != page:
        sections.insert(0, f"{page}\n{'=' * len(page)}\n")
    return "\n".join(sections)


def _section(module: str, names: list[str], underline: str) -> str:
    listed = "\n".join(f"   {name}" for name in names)
    return f"""\
{module}
{underline * len(module)}

.. automodule:: {module}
   :no-index:

.. currentmodule:: {module}

.. autosummary::

{listed}

""" + "\n".join(_entry(module, name) for name in names)


def _entry(module: str, name: str) -> str:
    if inspect.isclass(getattr(importlib.import_module(module), name)):
        return f".. autoclass:: {name}\n   :members:\n"
    return f".. autofunction:: {name}\n"


def _index(package: str, pages: list[str]) -> str:
    listed = "\n".join(f"   {page}" for page in pages)
    return f"""\
Reference
=========

Every public function and class of ``{package}``, from its docstring: the formula, the shapes, what it raises, the paper
that it comes from. Real comes before fake in every signature, and discriminators give logits.

.. toctree::
   :maxdepth: 1

{listed}
"""
