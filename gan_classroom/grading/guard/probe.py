"""Sent to a kernel as text, never imported there: fingerprints of all that the checks rely on.

Two answers of one kernel are compared outside it. A fingerprint holds where a thing lies in memory and, for a function,
what it does; so it means nothing to another process.
"""

import builtins
import gc
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from types import BuiltinFunctionType, CodeType, FunctionType, MethodType, ModuleType
from typing import Any

MODULES = (
    *("ast", "builtins", "contextlib", "copy", "functools", "itertools", "math", "operator", "random", "statistics"),
    *("unittest", "unittest.case", "numpy.linalg", "numpy.random", "scipy.stats", "scipy.special", "scipy.linalg"),
    *(f"keras.{name}" for name in ("activations", "initializers", "layers", "losses", "metrics", "models", "ops")),
    *(f"numpy._core.{name}" for name in ("_methods", "fromnumeric", "function_base", "numeric", "shape_base")),
    *(
        f"numpy.lib._{name}_impl"
        for name in ("arraysetops", "function_base", "nanfunctions", "shape_base", "ufunclike")
    ),
    *("keras", "keras.optimizers", "keras.random", "keras.src.models.model", "keras.src.layers.layer"),
    *("tensorflow", *(f"tensorflow._api.v2.{name}" for name in ("linalg", "math", "nn", "random"))),
    *("IPython", "IPython.core.getipython", "IPython.core.interactiveshell", "ipykernel.ipkernel"),
    *("ipykernel.kernelbase", "ipykernel.zmqshell", "IPython.core.displayhook", "ipykernel.displayhook"),
)
FAMILIES = ("gan_course", "numpy.testing", "keras.src.backend.tensorflow")
CONSTANTS = ("gan_course", "numpy", "math")  # their public numbers, texts and tuples count too
MACHINERY = ("IPython", "ipykernel", "jupyter_client", "traitlets")
OWN = (  # whose classes' methods count
    *("gan_course", "contextlib", "numpy", "unittest", "ast", "os", *MACHINERY, "tensorflow.python.eager.backprop"),
    *(f"keras.src.{name}" for name in ("layers", "losses", "models", "optimizers", "trainers", "metrics.metric")),
)
LIBRARIES = (*MACHINERY, "matplotlib_inline", "matplotlib", "ipywidgets", "comm")  # their hooks are nobody's trick
PARTS = (
    *("displayhook", "display_pub", "display_formatter", "compile", "events", "input_transformer_manager"),
    *("InteractiveTB", "builtin_trap", "display_trap", "displayhook.session", "displayhook.pub_socket"),
    *("kernel", "kernel.session", "user_module"),
)
HOOKS = {
    "assert (ast_transformers)": "ast_transformers",
    "the text of cells (input_transformers_cleanup)": "input_transformers_cleanup",
    "the text of cells (input_transformers_post)": "input_transformers_post",
    "the text of cells (cleanup_transforms)": "input_transformer_manager.cleanup_transforms",
    "the text of cells (line_transforms)": "input_transformer_manager.line_transforms",
    "the text of cells (token_transformers)": "input_transformer_manager.token_transformers",
}
CODE = {FunctionType, BuiltinFunctionType, MethodType}
CODE_OF_LIBRARIES = {"ufunc", "_ArrayFunctionDispatcher", "_lru_cache_wrapper"}
IMMUTABLE = 1 << 8  # a class's flag


def fingerprints() -> dict[str, str]:
    """Take the fingerprints.

    Returns:
        A fingerprint by name; what was replaced has another one, or none.
    """
    collecting = gc.isenabled()
    gc.disable()  # a collection takes longer than all of this, where TensorFlow is loaded
    found = {name: f"{hash(_mark(value)) & 0xFFFFFFFF:x}" for name, value in _things()}
    if collecting:
        gc.enable()
    return found


def _things() -> Iterator[tuple[str, Any]]:
    """Yield names and what is to be marked; classes once, by the name of their module."""
    seen: set[int] = set()
    for place, module in list(sys.modules.items()):
        if not _watched(place):
            continue
        yield f"module {place}", module
        for name, value in list(getattr(module, "__dict__", {}).items()):
            if _stands(place, name, value):
                yield f"{place}.{name}", value
            if _is_class(value):
                yield from _methods(value, seen)
    yield from _machinery(seen)
    yield from _surroundings(seen)


def _watched(place: str) -> bool:
    """Tell whether a module counts."""
    return place in MODULES or place == "numpy" or (_from_any(place, FAMILIES) and "grading" not in place)


def _from_any(place: Any, roots: Iterable[str]) -> bool:
    """Tell whether a module is one of some packages', or in one."""
    return type(place) is str and any(place == root or place.startswith(root + ".") for root in roots)


def _stands(place: str, name: str, value: Any) -> bool:
    """Tell whether something is expected to stay as it is: code does, and constants of a few packages."""
    kind = type(value)
    if kind in CODE or _is_class(value) or kind.__name__ in CODE_OF_LIBRARIES:
        return True
    constant = kind in (int, float, complex, str, tuple, frozenset) or (kind is dict and name.isupper())
    return constant and name[0] != "_" and _from_any(place, CONSTANTS)


def _is_class(value: Any) -> bool:
    """Tell whether something is a class, whatever ``isinstance`` became."""
    return type in type(value).__mro__


def _methods(owner: type, seen: set[int]) -> Iterator[tuple[str, Any]]:
    """Yield the methods of a class, once, if Python code can change them."""
    if id(owner) in seen or owner.__flags__ & IMMUTABLE or not _from_any(owner.__module__, OWN):
        return
    seen.add(id(owner))
    own = [(name, _inner(value)) for name, value in list(vars(owner).items())]
    plain = tuple((name, value) for name, value in own if type(value) in (FunctionType, BuiltinFunctionType))
    yield f"{owner.__module__}.{owner.__qualname__} (methods)", plain


def _inner(value: Any) -> Any:
    """Find the function in a static method, a class method or a property."""
    return getattr(value, "__func__", None) or getattr(value, "fget", None) or value


def _mark(value: Any) -> Any:
    """Describe something so that what replaces it is described otherwise."""
    kind = type(value)
    if kind is FunctionType:
        return id(value), _function(value), _function(getattr(value, "__wrapped__", None))
    if kind is BuiltinFunctionType or _is_class(value):
        return id(value)
    if value is None or kind in (bool, int, float, complex, str):
        return kind.__name__, repr(value)
    if kind is tuple:
        return tuple(map(_mark, value))
    if kind is dict:
        return tuple((str(key), _mark(item)) for key, item in value.items())
    if kind is MethodType:
        return id(value.__self__), _mark(value.__func__)
    if kind is ModuleType:
        return id(value)
    wrapped = getattr(value, "_implementation", None) or getattr(value, "__wrapped__", None)
    return id(value), id(kind), _function(value), _function(wrapped)


def _function(value: Any) -> Any:
    """Describe what a function of Python does."""
    if type(value) is not FunctionType:
        return None
    named = value.__kwdefaults__
    by_name = tuple((name, id(default)) for name, default in named.items()) if named else ()
    return _code(value.__code__), tuple(map(id, value.__defaults__ or ())), by_name


def _code(body: CodeType) -> Any:
    """Describe a function's code."""
    return id(body), body.co_code, body.co_names, id(body.co_consts)


def _machinery(seen: set[int]) -> Iterator[tuple[str, Any]]:
    """Yield what executes cells and sends their outputs: its parts, their own attributes and their methods."""
    shell = _current_shell()
    if shell is None:
        return
    for name in ("", *PARTS):
        part = _reach(shell, name)
        label = f"get_ipython(){name and '.'}{name}"
        yield label, part
        yield f"{label} (its own methods)", _shadows(part)
        for owner in type(part).__mro__:
            yield from _methods(owner, seen)
    yield "get_ipython().user_ns", id(shell.user_ns)
    yield "__builtins__", vars(builtins) is getattr(_reach(shell, "user_ns").get("__builtins__"), "__dict__", None)
    yield "errors (set_custom_exc)", str(shell.custom_exceptions)
    yield "kernel.shell_handlers", _handlers(shell)
    for label, name in HOOKS.items():
        yield label, _foreign(_reach(shell, name) or ())
    for event, callbacks in shell.events.callbacks.items():
        yield f"events ({event})", _foreign(callbacks)


def _current_shell() -> Any:
    """Find IPython's shell without a function that could be replaced."""
    module = sys.modules.get("IPython.core.interactiveshell")
    return module and module.InteractiveShell._instance


def _reach(thing: Any, path: str) -> Any:
    """Follow attributes."""
    for name in filter(None, path.split(".")):
        thing = getattr(thing, name, None)
    return thing


def _shadows(thing: Any) -> tuple[Any, ...]:
    """List an object's own attributes that stand before methods of its class."""
    own = getattr(thing, "__dict__", {}) if type(thing) is not ModuleType else {}
    return tuple((name, id(value)) for name, value in sorted(own.items()) if callable(getattr(type(thing), name, None)))


def _handlers(shell: Any) -> tuple[Any, ...]:
    """List what answers the messages to the kernel."""
    known = _reach(shell, "kernel.shell_handlers") or {}
    return tuple((name, _mark(handler)) for name, handler in sorted(known.items()))


def _foreign(hooks: Iterable[Callable[..., Any]]) -> tuple[int, ...]:
    """List the hooks that come from no library."""
    return tuple(id(hook) for hook in hooks if not _from_library(hook))


def _from_library(hook: Any) -> bool:
    """Tell whether a library's module has a hook, or its class, under its name."""
    known = getattr(hook, "__func__", hook)
    known = known if type(known) is FunctionType else type(known)
    found = _reach(sys.modules.get(known.__module__), known.__qualname__)
    return _from_any(known.__module__, LIBRARIES) and found is known


def _surroundings(seen: set[int]) -> Iterator[tuple[str, Any]]:
    """Yield what else decides how a check ends."""
    environment = os.environ
    yield "sys.settrace", sys.gettrace()
    yield "sys.setprofile", sys.getprofile()
    yield "os.environ", environment
    yield "NBGRADER_EXECUTION", str(getattr(environment, "_data", {}).get(b"NBGRADER_EXECUTION"))
    yield from _methods(type(environment), seen)
    if hasattr(sys, "monitoring"):
        yield "sys.monitoring", str([sys.monitoring.get_tool(number) for number in range(6)])


def text() -> str:
    """Give the fingerprints as JSON."""
    return json.dumps(fingerprints())
