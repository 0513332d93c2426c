"""Sent to a kernel as text, never imported there: gives a check its own names for what the lesson provides.

A check that says ``np`` then reads ``_of_the_check_np``, which is NumPy, whatever the notebook calls ``np``. The
student's functions go on seeing the notebook's names. What the lesson defines is taken from the notebook where that is
still as released, and made anew where it is not.
"""

import ast
import builtins
import contextlib
import copy
import linecache
import sys
from types import CodeType, FunctionType
from typing import Any

PREFIX = "_of_the_check_"


class Renaming(ast.NodeTransformer):
    """Renames what the next cell reads; cells after it stay as they are."""

    def __init__(self, names: set[str]) -> None:
        self.names, self.used = names, False

    def visit(self, tree: ast.AST) -> Any:
        """Change a cell's names.

        Args:
            tree: The cell.

        Returns:
            The same.
        """
        if not self.used:
            self.used = True
            _rename(tree, self.names)
        return tree


def _rename(tree: ast.AST, names: set[str]) -> None:
    """Put the prefix before names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in names:
            node.id = PREFIX + node.id


def begin(spec: dict[str, Any]) -> None:
    """Get ready for a check.

    Args:
        spec: ``builtins``: names; ``imports``: statements by name; ``definitions``: of each the name, the source, the
            names it uses, and whether it is a plain function; ``data``: the names of what the lesson computes;
            ``check``: the names that the check uses.
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
    space.update({PREFIX + name: value for name, value in right.items()})
    _define(spec["definitions"], space, wrong)
    end()
    _hooks().append(Renaming({name for name in spec["check"] if PREFIX + name in space}))


def keep(names: list[str]) -> None:
    """Keep copies of arrays, and of lists and the like, that the lesson has just computed, whatever becomes of them.

    Args:
        names: Their names.
    """
    for name in names:
        value = _shell().user_ns.get(name)
        if type(value).__name__ in ("ndarray", "list", "tuple", "dict"):
            with contextlib.suppress(Exception):  # something inside cannot be copied
                _kept()[name] = copy.deepcopy(value)


def end() -> None:
    """Let cells mean what they say again."""
    _hooks()[:] = [hook for hook in _hooks() if type(hook).__name__ != "Renaming"]


def _hooks() -> list[Any]:
    """Find IPython's list of what changes cells before they run."""
    return _shell().ast_transformers


def _kept() -> dict[str, Any]:
    """Find the copies, which outlive this text."""
    return vars(sys.modules["IPython.core.interactiveshell"]).setdefault(f"{PREFIX}kept", {})


def _shell() -> Any:
    """Find IPython's shell, whatever the notebook calls so."""
    return sys.modules["IPython.core.interactiveshell"].InteractiveShell._instance


def _define(definitions: list[dict[str, Any]], space: dict[str, Any], wrong: set[str]) -> None:
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
            space[PREFIX + each["name"]] = space[each["name"]]
    for each in definitions:
        if each["name"] in wrong:
            names = {name for name in each["uses"] if PREFIX + name in space or name in wrong}
            with contextlib.suppress(NameError):  # what it is made of does not exist either
                space[PREFIX + each["name"]] = _made(each, space, names)


def _unchanged(definition: dict[str, Any], space: dict[str, Any]) -> bool:
    """Tell whether the notebook still has what the lesson defines."""
    name = definition["name"]
    body = next(const for const in _compiled(definition["source"]).co_consts if type(const) is CodeType)
    mine = space.get(name)
    if type(mine) is FunctionType and definition["plain"]:
        return _same(mine.__code__, body) and _defaults(mine) == _defaults(_made(definition, space, set()))
    if isinstance(mine, type):
        own = {key: value.__code__ for key, value in vars(mine).items() if type(value) is FunctionType}
        theirs = {const.co_name: const for const in body.co_consts if type(const) is CodeType}
        return own.keys() <= theirs.keys() and all(_same(own[key], theirs[key]) for key in own)
    inner = getattr(mine, "__wrapped__", None) or getattr(mine, "python_function", None)
    return type(inner) is FunctionType and _same(inner.__code__, body)


def _made(definition: dict[str, Any], space: dict[str, Any], names: set[str]) -> Any:
    """Make what the lesson defines, with names of the check inside."""
    tree = ast.parse(definition["source"])
    _rename(tree, names)
    file = f"<lesson: {definition['name']}>"
    lines = definition["source"].splitlines(keepends=True)
    linecache.cache[file] = len(definition["source"]), None, lines, file
    found: dict[str, Any] = {}
    exec(compile(tree, file, "exec"), space, found)
    return found[definition["name"]]


def _compiled(source: str) -> CodeType:
    """Compile a definition."""
    return compile(source, "<lesson>", "exec")


def _same(mine: CodeType, theirs: CodeType) -> bool:
    """Compare code, wherever in a cell it stands."""
    alike = mine.co_code == theirs.co_code and mine.co_names == theirs.co_names
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
