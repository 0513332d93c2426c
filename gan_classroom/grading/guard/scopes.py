"""Find where a name is the student's own, whatever the lesson calls so."""

import ast
from collections.abc import Iterator
from typing import Any

from gan_classroom.grading.guard import lesson

__all__ = ["OBJECTS", "methods", "objects", "parts_named", "plain", "settled"]

OBJECTS = ("self", "cls")  # what methods call the object, or the class, that they were called on
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def plain(tree: ast.Module, before: set[str]) -> set[ast.AST]:
    """Find the names that cannot be what was imported by that name, nor what Python calls so.

    Args:
        tree: A cell.
        before: Names that cells before it gave a value of their own.

    Returns:
        What is local to a function or a comprehension, and outside of functions what a statement before it, or a cell
        before, gave a value.
    """
    found: set[ast.AST] = set()
    own = before - _from_elsewhere(tree)
    for statement in tree.body:
        found |= set(_own(statement, own, set()))
        own |= _given(statement) - _from_elsewhere(tree)
    return found


def settled(tree: ast.Module, before: set[str]) -> set[str]:
    """List the names that have a value of the student's own after a cell, wherever the cell fails.

    Args:
        tree: The cell.
        before: Those before it.

    Returns:
        Those that it leaves alone, and those that its first statement gives a constant, or a list or the like of
        constants.
    """
    bound = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    own = before - bound - _from_elsewhere(tree)
    first = next(iter(tree.body), None)
    if isinstance(first, ast.Assign) and _constant(first.value):
        own |= _given(first) - _from_elsewhere(tree)
    return own


def objects(tree: ast.Module) -> Iterator[ast.AST]:
    """Find the names ``self`` and ``cls`` that stand for what a method was called on.

    Args:
        tree: A cell.

    Yields:
        Those in methods that call their first parameter so, and give the name to nothing else.
    """
    for node in ast.walk(tree):
        for method in methods(node, "staticmethod") if isinstance(node, ast.ClassDef) else ():
            within = [each for statement in method.body for each in ast.walk(statement)]
            declared = [name for each in within if isinstance(each, ast.Global | ast.Nonlocal) for name in each.names]
            name = _first(method)
            if [*lesson.bound(method), *declared].count(name) == 1:
                yield from (each for each in within if isinstance(each, ast.Name) and each.id == name)


def methods(node: ast.ClassDef, *without: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """List the functions in a class whose first parameter is one of `OBJECTS`.

    Args:
        node: The class.
        *without: Names of decorators; what has one of these is left out.

    Yields:
        The functions.
    """
    for each in node.body:
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef) and _first(each) in OBJECTS:
            decorators = {ast.unparse(decorator).rpartition(".")[2] for decorator in each.decorator_list}
            if decorators.isdisjoint(without):
                yield each


def parts_named(node: ast.AST) -> Iterator[tuple[str, ast.Attribute]]:
    """Find the names that an assignment, or a loop, gives to parts of something.

    Args:
        node: A statement, or a part of one.

    Yields:
        Each name, with the part.
    """
    match node:
        case ast.Assign(targets=targets, value=value):
            pairs = [(target, value) for target in targets]
        case ast.NamedExpr(target=target, value=value):
            pairs = [(target, value)]
        case ast.For(target=target, iter=ast.List(elts=values) | ast.Tuple(elts=values) | ast.Set(elts=values)) | (
            ast.comprehension(target=target, iter=ast.List(elts=values) | ast.Tuple(elts=values) | ast.Set(elts=values))
        ):
            pairs = [(target, value) for value in values]
        case _:
            return
    for target, value in pairs:
        each = target.elts if isinstance(target, ast.Tuple | ast.List) else [target]
        parts = value.elts if isinstance(value, ast.Tuple | ast.List) and len(each) > 1 else [value]
        for one, part in zip(each, parts, strict=False):
            if isinstance(one, ast.Name) and isinstance(part, ast.Attribute):
                yield one.id, part


def _first(function: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    return next((each.arg for each in [*function.args.posonlyargs, *function.args.args]), "")


def _own(node: Any, outside: set[str], local: set[str]) -> Iterator[ast.AST]:
    """Yield names of ``outside`` where no function stands around them, and in functions their local names."""
    if isinstance(node, ast.Name) and node.id in outside | local:
        yield node
    inner: tuple[set[str], set[str]] = outside, local
    beyond: list[ast.AST] = []
    if isinstance(node, _FUNCTIONS):
        inner = set(), (local | _locals(node)) - _from_elsewhere(node)
        body = node.body if isinstance(node.body, list) else [node.body]
        beyond = [child for child in ast.iter_child_nodes(node) if child not in body]  # such as a default value
    elif isinstance(node, _COMPREHENSIONS):
        first = node.generators[0]
        yield from _own(first.iter, outside, local)
        local = (local | {name for part in node.generators for name in _stored(part.target)}) - _from_elsewhere(node)
        for part in [first.target, *first.ifs, *(each for each in ast.iter_child_nodes(node) if each is not first)]:
            yield from _own(part, outside, local)
        return
    elif isinstance(node, ast.ClassDef):  # what its body gives a value, that looks up past the function around
        inner = outside, local - {name for each in node.body for name in _stored(each)}
    for child in ast.iter_child_nodes(node):
        yield from _own(child, *((outside, local) if child in beyond else inner))


def _locals(function: Any) -> set[str]:
    """List a function's parameters and what its own statements give a value; not what functions in it do."""
    names = {node.arg for node in ast.walk(function.args) if isinstance(node, ast.arg)}
    inner = [node for node in ast.iter_child_nodes(function) if not isinstance(node, ast.arguments)]
    while inner:
        node = inner.pop()
        names |= {node.id} if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) else set()
        if not isinstance(node, (*_FUNCTIONS, *_COMPREHENSIONS, ast.ClassDef)):
            inner += ast.iter_child_nodes(node)
    return names


def _from_elsewhere(tree: ast.AST) -> set[str]:
    """List names that may stand for what was imported, for those of another scope, or for nothing any more."""
    found: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.alias(name=name, asname=other):
                found.add(other or name.partition(".")[0])
            case ast.Global(names=names) | ast.Nonlocal(names=names):
                found |= set(names)
            case ast.Name(id=name, ctx=ast.Del()) | ast.ExceptHandler(name=str(name)):
                found.add(name)
        found |= {name for name, _ in parts_named(node)}  # such as ``layers = keras.layers``
    return found


def _given(statement: ast.AST) -> set[str]:
    """List the names that a statement gives a value, if it does not fail."""
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    return {name for target in targets for name in _stored(target)}


def _stored(target: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(target) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


def _constant(value: ast.expr) -> bool:
    kinds = ast.Constant | ast.List | ast.Tuple | ast.Dict | ast.Set | ast.UnaryOp | ast.unaryop | ast.expr_context
    return all(isinstance(each, kinds) for each in ast.walk(value))
