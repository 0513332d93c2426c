"""What a submission must leave alone, looked at from inside its kernel before each check.

A solution that replaces ``checks.exercise`` or ``numpy.allclose`` passes every check. `remember` notes the tools of
the checks before the first cell of a student runs, `altered` names those that are no longer the same. This stops the
tricks that fit in one line; it cannot stop code that sets out to deceive the grader from within the same process.
"""

import builtins
import math
import sys
from collections.abc import Callable, Iterator, Sequence
from types import ModuleType

_BUILTINS = ("abs", "all", "any", "float", "isinstance", "len", "max", "min", "round", "sum")
_NUMPY = ("abs", "all", "allclose", "any", "array_equal", "isclose", "isfinite", "max", "mean", "min")
_HOOKS = ("ast_transformers", "input_transformers_cleanup", "input_transformers_post")

_remembered: list[tuple[str, Callable[[], object], object]] = []


def remember() -> str:
    """Note the tools of the checks, before any cell of the student, and disarm ``quit()``.

    A kernel lives on for a tenth of a second after ``quit()``: how many cells it still executes would be chance.

    Returns:
        ``"intact"``.
    """
    if (shell := _shell()) is not None:
        shell.ask_exit = lambda: None  # type: ignore[attr-defined]
    _remembered[:] = [(name, look, look()) for name, look in _tools()]
    return "intact"


def altered() -> str:
    """Look whether the tools are still the same.

    Returns:
        ``"intact"``, or ``"altered: "`` and their names.
    """
    names = list(dict.fromkeys(name for name, look, before in _remembered if look() is not before))
    names += [name for name, module in (("checks", "gan_course.checks"), ("np", "numpy")) if _shadowed(name, module)]
    names += [hook for hook in _HOOKS if _hooked(hook)]
    return f"altered: {', '.join(names)}" if names else "intact"


def _tools() -> Iterator[tuple[str, Callable[[], object]]]:
    import numpy as np

    from gan_course import checks

    parts: list[tuple[str, object, Sequence[str]]] = [
        ("", builtins, _BUILTINS),
        ("math.", math, ("isclose", "isfinite")),
        ("numpy.", np, _NUMPY),
        ("numpy.testing.", np.testing, [name for name in dir(np.testing) if name.startswith("assert")]),
        ("checks.", checks, [name for name in dir(checks) if not name.startswith("__")]),
        ("exercise.", checks.exercise("").__class__, ("__enter__", "__exit__", "__init__")),
    ]
    for prefix, owner, names in parts:
        for name in names:
            yield prefix + name, lambda owner=owner, name=name: getattr(owner, name, None)  # type: ignore[misc]
    for name in ("exercise", "passed"):
        yield f"checks.{name}", lambda name=name: getattr(getattr(checks, name, None), "__code__", None)  # type: ignore[misc]


def _shadowed(name: str, module: str) -> bool:
    value = getattr(_shell(), "user_ns", {}).get(name)
    return value is not None and value is not sys.modules.get(module)


def _hooked(name: str) -> bool:
    """IPython's own clean-up transformers are functions of IPython; a student's are not."""
    hooks = getattr(_shell(), name, ())
    return any(not getattr(hook, "__module__", type(hook).__module__).startswith("IPython") for hook in hooks)


def _shell() -> ModuleType | object | None:
    return sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
