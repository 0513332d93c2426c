"""Sent to a kernel as text, never imported there: gives a check its own names for what the lesson provides.

A check that says ``np`` then reads a name of its own, which is NumPy, whatever the notebook calls ``np``. The student's
functions go on seeing the notebook's names. What the lesson defines is taken from the notebook where that is still as
released, and made anew where it is not. What the check itself computes has such names, too. They are drawn anew for
each check, and are gone after it.

And a check keeps what it hands over: an exercise's function gets copies of arrays, lists and the like, so that what is
expected cannot be changed before it is computed. Whether it changed them is told when the check is over.
"""

import ast
import builtins
import contextlib
import copy
import functools
import linecache
import sys
from collections.abc import Callable, Collection
from types import CodeType, FunctionType
from typing import Any

PREFIX = "_of_the_check_"
#: The name that the last statement of a check gives to its mark.
REACHED = "_end_of_the_check"
_CHANGED = f"{PREFIX}changed"


class Renaming(ast.NodeTransformer):
    """Renames what the next cell reads and binds; cells after it stay as they are.

    Args:
        names: What to rename.
        prefix: What to put before.
    """

    def __init__(self, names: set[str], prefix: str) -> None:
        self.names, self.prefix, self.used = names, prefix, False

    def visit(self, tree: ast.AST) -> Any:
        """Change a cell's names.

        Args:
            tree: The cell.

        Returns:
            The same.
        """
        if not self.used:
            self.used = True
            _rename(tree, self.names, self.prefix)
        return tree


def _rename(tree: ast.AST, names: set[str], prefix: str) -> None:
    """Put the prefix before names."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) if name in names:
                node.id = prefix + name
            case ast.FunctionDef(name=str(name)) | ast.ClassDef(name=str(name)) | ast.ExceptHandler(name=str(name)) if (
                name in names
            ):
                node.name = prefix + name
            case ast.alias(name=name, asname=other) if (other or name) in names:
                node.asname = prefix + (other or name)
            case ast.Global(names=found) | ast.Nonlocal(names=found):
                node.names = [prefix + name if name in names else name for name in found]


def begin(spec: dict[str, Any]) -> None:
    """Get ready for a check.

    Args:
        spec: ``builtins``: names; ``imports``: statements by name; ``definitions``: of each the name, the source, the
            names it uses, and whether it is a plain function; ``data``: the names of what the lesson computes;
            ``exercises``: those of functions that are the student's; ``check``: the names that the check uses;
            ``own``: those that it binds; ``prefix``: what goes before them.
    """
    _shell().logger.log_active = False  # ``%logstart`` would write down the check
    space = _shell().user_ns
    right = {name: getattr(builtins, name) for name in spec["builtins"]}
    wrong = {name for name in right if name in space}
    for name, statement in spec["imports"].items():
        found: dict[str, Any] = {}
        with contextlib.suppress(ImportError):
            exec(statement, found)
            right[name] = found[name]
            wrong |= {name} if space.get(name) is not found[name] else set()
    for name in _kept().keys() & set(spec["data"]):
        right[name] = copy.deepcopy(_kept()[name])
        wrong.add(name)
    for name in spec["exercises"]:
        if callable(space.get(name)) and not isinstance(space[name], type):
            right[name] = _given_copies(name, space[name])
            wrong.add(name)
    end()
    prefix = spec["prefix"]
    space.update({prefix + name: value for name, value in right.items()})
    _define(spec["definitions"], space, wrong, prefix)
    _hooks().append(Renaming({name for name in spec["check"] if prefix + name in space} | set(spec["own"]), prefix))


def keep(names: list[str]) -> None:
    """Keep copies of arrays, lists and the like, and data sets that the lesson has just made, whatever becomes of them.

    Args:
        names: Their names.
    """
    for name in names:
        value = _shell().user_ns.get(name)
        if type(value).__name__ in ("ndarray", "list", "tuple", "dict", "ImageDataset"):
            with contextlib.suppress(Exception):  # something inside cannot be copied
                _kept()[name] = copy.deepcopy(value)


def end() -> list[str]:
    """Let cells mean what they say again, and forget what a check was called and computed.

    Returns:
        The functions that changed what the check gave them.
    """
    _hooks()[:] = [hook for hook in _hooks() if type(hook).__name__ != "Renaming"]
    space = _shell().user_ns
    for name in [name for name in space if name.startswith(PREFIX) or name == REACHED]:
        del space[name]
    return sorted(_kept().pop(_CHANGED, set()))


def _given_copies(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Make a function that calls another with copies, and notes whether these were changed."""

    @functools.wraps(function)
    def call(*args: Any, **words: Any) -> Any:
        given, named = _copied(args), _copied(words)
        try:
            return function(*given, **named)
        finally:
            if not _alike((args, words), (given, named)):
                _kept().setdefault(_CHANGED, set()).add(name)

    return call


def _copied(value: Any) -> Any:
    """Copy an array, and what a list or the like holds of such; variables and networks are the same in the copy."""
    if type(value) in (list, tuple):
        return type(value)(map(_copied, value))
    if type(value) is dict:
        return {key: _copied(each) for key, each in value.items()}
    return value.copy(order="K") if _is_array(value) else value


def _alike(one: Any, other: Any) -> bool:
    """Tell whether a copy still holds what it was made from."""
    if type(one) in (list, tuple):
        return len(one) == len(other) and all(map(_alike, one, other))
    if type(one) is dict:
        return [*one] == [*other] and all(_alike(one[key], other[key]) for key in one)
    if _is_array(one) and _is_array(other):
        return (one.shape, one.dtype, one.tobytes()) == (other.shape, other.dtype, other.tobytes())
    return one is other


def _is_array(value: Any) -> bool:
    return (type(value).__module__, type(value).__name__) == ("numpy", "ndarray")


def _hooks() -> list[Any]:
    """Find IPython's list of what changes cells before they run."""
    return _shell().ast_transformers


def _kept() -> dict[str, Any]:
    """Find the copies, which outlive this text."""
    return vars(sys.modules["IPython.core.interactiveshell"]).setdefault(f"{PREFIX}kept", {})


def _shell() -> Any:
    """Find IPython's shell, whatever the notebook calls so."""
    return sys.modules["IPython.core.interactiveshell"].InteractiveShell._instance


def _define(definitions: list[dict[str, Any]], space: dict[str, Any], wrong: set[str], prefix: str) -> None:
    """Take the lesson's functions and classes as they are, and those that were changed, or use such, anew."""
    for each in definitions:
        with contextlib.suppress(Exception):  # whatever stands there instead
            if _unchanged(each, space):
                continue
        wrong.add(each["name"])
    for _ in definitions:
        wrong |= {each["name"] for each in definitions if wrong & set(each["uses"])}
    for each in definitions:
        if each["name"] not in wrong:
            space[prefix + each["name"]] = space[each["name"]]
    for each in definitions:
        if each["name"] in wrong:
            names = {name for name in each["uses"] if prefix + name in space or name in wrong}
            with contextlib.suppress(NameError):  # what it is made of does not exist either
                space[prefix + each["name"]] = _made(each, space, names, prefix)


def _unchanged(definition: dict[str, Any], space: dict[str, Any]) -> bool:
    """Tell whether the notebook still has what the lesson defines; of a decorated function that cannot be told."""
    mine, ours = space.get(definition["name"]), _made(definition, space)
    if isinstance(ours, type):
        return isinstance(mine, type) and type(mine) is type(ours) and _same_class(mine, ours, space)
    return definition["plain"] and _same_function(mine, ours, space)


def _same_class(mine: type, ours: type, space: dict[str, Any]) -> bool:
    """Compare two classes: what they are made from, and all that they hold."""
    made = dict.fromkeys(("__dict__", "__weakref__", "__firstlineno__"))  # by Python, for each class
    own, theirs = ({**vars(each), **made} for each in (mine, ours))
    alike = mine.__bases__ == ours.__bases__ and own.keys() == theirs.keys()
    return alike and all(_same_function(own[name], theirs[name], space) or own[name] == theirs[name] for name in own)


def _same_function(mine: Any, ours: Any, space: dict[str, Any]) -> bool:
    """Compare two functions: what they do, on which names, and with which default values."""
    if type(mine) is not FunctionType or type(ours) is not FunctionType:
        return False
    return mine.__globals__ is space and _same(mine.__code__, ours.__code__) and _defaults(mine) == _defaults(ours)


def _made(definition: dict[str, Any], space: dict[str, Any], names: Collection[str] = (), prefix: str = "") -> Any:
    """Make what the lesson defines, with names of the check inside."""
    tree = ast.parse(definition["source"])
    _rename(tree, set(names), prefix)
    file = f"<lesson: {definition['name']}>"
    lines = definition["source"].splitlines(keepends=True)
    linecache.cache[file] = len(definition["source"]), None, lines, file
    found: dict[str, Any] = {}
    exec(compile(tree, file, "exec"), space, found)
    (made,) = found.values()
    return made


def _same(mine: CodeType, theirs: CodeType) -> bool:
    """Compare code, wherever in a cell it stands."""
    alike = mine.co_code == theirs.co_code and mine.co_names == theirs.co_names
    alike = alike and mine.co_freevars == theirs.co_freevars
    alike = alike and mine.co_varnames == theirs.co_varnames and len(mine.co_consts) == len(theirs.co_consts)
    return alike and all(map(_same_constant, mine.co_consts, theirs.co_consts))


def _same_constant(mine: Any, theirs: Any) -> bool:
    """Compare two constants of code."""
    if type(mine) is CodeType and type(theirs) is CodeType:
        return _same(mine, theirs)
    return type(mine) is type(theirs) and repr(mine) == repr(theirs)


def _defaults(function: FunctionType) -> list[tuple[str, str]]:
    """Describe default values; objects only by what they are."""
    values = [*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values()]
    plain = (bool, int, float, str, tuple, type(None))
    return [(type(value).__name__, repr(value) if type(value) in plain else "") for value in values]
