"""Read what a student wrote, and quote what no exercise needs, for somebody to look at. It runs nothing.

What is ordinary is listed here, and what is not ordinary is quoted: modules beyond the usual ones, names with
underscores that belong to others, attributes set on what is not the student's own, objects that lie when they are
compared, IPython beyond its magics, and in an answer what the course has and the exercise does not name. A list of what
is forbidden could always be walked around; here, a new way around is most likely not ordinary either.
"""

import ast
import contextlib
import copy
import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager

from gan_classroom.grading.guard import lesson, modules, ordinary, scopes
from gan_classroom.grading.guard.borrowed import Lesson, borrowed, lesson_of

__all__ = ["review"]

Cell = dict[str, Any]


_LONGEST, _MOST, _QUOTE = 100_000, 5, 60  # characters of a cell that is read; quotes; characters of a quote
_AUTOMAGIC = re.compile(r"\s*(?P<magic>\w+)(?![\w.])(?P<rest>(?!\s*[=,])[^\n]*)\s*")
_DEEPEST = 120  # levels of a syntax tree; reading and quoting it take several calls of Python's for each
_TOO_DEEP = ast.Module([], [])  # in place of code that is nested more deeply


def review(cells: Iterable[Cell], release: dict[str, Any]) -> list[str]:
    """Quote what somebody should read.

    Args:
        cells: The submission's cells.
        release: The released notebook, as parsed JSON; what stands in it is nothing odd.

    Returns:
        ``cell 7: `sys._getframe(1)```, ``cells 7, 9: …``, and so on, the first few.
    """
    base, known, given = _of_lesson(json.dumps(release))
    read, cells = copy.deepcopy(base), list(cells)
    own = modules.own(cells)
    read.written = set(own)
    sources = {place: modules.text("".join(cell["source"]), own) for place, cell in lesson.written(cells, release)}
    trees = {place: _parsed(source) for place, source in sources.items() if len(source) <= _LONGEST}
    for tree in [*trees.values()] * 2:  # a name may come from a later cell
        read.learn(tree)
    for place, source in sources.items():
        line = _AUTOMAGIC.fullmatch(source)
        if line and line["magic"] in ordinary.AUTOMAGIC - read.bound:
            trees[place] = _parsed(f"%{line['magic']} {line['rest']}")
    taken: dict[int, list[str]] = {}
    for place, part in borrowed(trees, cells, given):
        taken.setdefault(place, []).append(part)
    found: dict[str, list[str]] = {}  # quote → numbers of cells
    for place, cell in enumerate(cells):
        source = sources.get(place, "")
        if len(source) > _LONGEST:
            found.setdefault(f"{len(source)} characters", []).append(f"{place + 1}")
            continue
        tree = trees[place] if place in sources else _parsed("".join(cell["source"]) * (cell["cell_type"] == "code"))
        odd = read.odd(tree) if place in sources else ()
        quotes = [quote for quote in odd if quote not in known] + taken.get(place, [])
        for quote in dict.fromkeys(["code nested too deeply"] if tree is _TOO_DEEP else quotes):
            found.setdefault(f"`{quote}`", []).append(f"{place + 1}")
        read.settled = scopes.settled(tree, read.settled)
    shown = [f"cell{'s' * (len(at) > 1)} {', '.join(at)}: {quote}" for quote, at in found.items()]
    return shown[:_MOST] + [f"and {len(shown) - _MOST} more"] * (len(shown) > _MOST)


@lru_cache(maxsize=16)
def _of_lesson(release: str) -> tuple["_Reading", frozenset[str], Lesson]:
    """Read a lesson once: what its names stand for, what in it would be odd elsewhere, and what it asks for."""
    notebook = json.loads(release)
    cells = ("".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code")
    ours = _parsed("\n".join(cells))
    reading = _Reading(ours, lesson.data(notebook), lesson.asked(notebook))
    return reading, frozenset(_Reading(ours, set(), set()).odd(ours)), lesson_of(notebook)


@lru_cache(maxsize=2000)
def _parsed(source: str) -> ast.Module:
    """Parse a cell as IPython reads it: magics become calls. What cannot be parsed cannot run."""
    for prepare in (TransformerManager().transform_cell, str):
        with contextlib.suppress(SyntaxError, ValueError, RecursionError, MemoryError):
            tree = ast.parse(prepare(source))
            return _TOO_DEEP if _levels(tree) > _DEEPEST else tree
    return ast.Module([], [])


def _levels(tree: ast.AST) -> int:
    """Count how deeply code is nested, as far as it matters."""
    levels, nodes = 0, [tree]
    while nodes and levels <= _DEEPEST:
        levels, nodes = levels + 1, [child for node in nodes for child in ast.iter_child_nodes(node)]
    return levels


class _Reading:
    """Reads code with what is known of a notebook's names.

    Args:
        ours: The lesson's code.
        data: The names of what the lesson computes and a check uses.
        asked: The names of functions that students write.
    """

    def __init__(self, ours: ast.Module, data: set[str], asked: set[str]) -> None:
        self.tools: set[str] = set()  # what is imported, and names for parts of that
        self.modules: set[str] = set()
        self.paths: dict[str, str] = {}  # of what is imported: from where
        self.settled: set[str] = set()  # names that cells before this one gave a value of their own
        self.plain: set[ast.AST] = set()  # names, where they stand, that are the student's own
        self.texts: dict[str, set[str]] = {}  # the constant texts that a name is given
        self.no_texts: set[str] = set()  # names that are given something else
        self.methods_of: dict[str, set[str]] = {}  # of the student's classes: what takes an object first
        self.parts = dict(ordinary.PARTS)  # by whatever name something was imported
        self.unusual: set[str] = set()  # modules that are not ordinary
        self.written: set[str] = set()  # modules of the student's own, which are read as cells are
        self.bound: set[str] = set()  # names that are given a value
        self.doctest = True  # whether that name stands for nothing else
        self.objects: set[ast.AST] = set()  # ``self`` and ``cls``, where they are what a method was called on
        self.stars = False  # whether something brings all its names along
        self.made: set[str] = set()  # functions, and variables that hold objects of classes
        self.own: set[str] = set(ordinary.SETTABLE)  # attributes of the student's own classes
        self.data = data
        self.answers = asked | {f"reference_{name}" for name in asked}  # what the course may call its own answer
        self.learn(ours)
        imported = (f"{path}." for path in self.paths.values())
        self.demos = {path for path in imported if path.startswith(ordinary.DEMOS)}

    def learn(self, tree: ast.Module) -> None:
        """Take in which names stand for what."""
        nodes = list(ast.walk(tree))
        for node in nodes:
            for code in _code_of_magic(node):
                self.learn(code)
        functions = {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
        self.made |= functions
        bound = [*lesson.bound(tree)]
        self.bound |= set(bound)
        named = [each for node in nodes if (each := _named_texts(node))]
        for name, texts in named:
            self.texts.setdefault(name, set()).update(texts)
        self.no_texts |= {name for name in bound if bound.count(name) != sum(name == each for each, _ in named)}
        imported = [alias for node in nodes if isinstance(node, ast.Import) for alias in node.names]
        plain = [alias for alias in imported if alias.name == "doctest" and alias.asname is None]
        self.doctest &= bound.count("doctest") == len(plain)
        self.stars |= any(isinstance(node, ast.Constant) and node.value == "pylab" for node in nodes)
        self.data |= {name for node in nodes for name in self._other_names(node)}
        for node in nodes:
            for name, value in scopes.parts_named(node):
                if self._root(value) in self.tools | self.modules:
                    self.paths[name] = self._path(value)
                    (self.modules if self._is_module(self.paths[name]) else self.tools).add(name)
            match node:
                case ast.Import(names=aliases):
                    names = {alias.asname or alias.name.partition(".")[0]: alias.name for alias in aliases}
                    self.modules |= set(names)
                    self.paths |= {name: name if path.startswith(f"{name}.") else path for name, path in names.items()}
                    self._restrict(names)
                    self.unusual |= {name for name, path in names.items() if not self._usual(path)}
                case ast.ImportFrom(module=module, names=aliases):
                    names = {alias.asname or alias.name: alias.name for alias in aliases}
                    self.stars |= "*" in names
                    self.tools |= set(names)
                    full = {name: f"{module}.{path}" for name, path in names.items()}
                    self.paths |= {name: ordinary.PATHS.get(path, path) for name, path in full.items()}
                    self.modules |= {name for name in names if self._is_module(self.paths[name])}
                    self._restrict(names)
                case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=function)):
                    last = ast.unparse(function).rpartition(".")[2]
                    self.made |= {name} if last[:1].isupper() and last not in functions else set()
                case ast.ClassDef(name=name, body=body):
                    self.methods_of[name] = {each.name for each in scopes.methods(node, "classmethod", "staticmethod")}
                    inner = [each for statement in body for each in ast.walk(statement)]
                    self.own |= {
                        each.attr for each in inner if isinstance(each, ast.Attribute) and _is_self(each.value)
                    }
                    self.own |= {each.id for each in inner if isinstance(each, ast.Name) and not _loads(each)}

    def _other_names(self, node: ast.AST) -> Iterator[str]:
        """Yield another name for data of the lesson."""
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name) and node.value.id in self.data:
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))

    def _restrict(self, names: dict[str, str]) -> None:
        """Of some modules only parts are ordinary, whatever a module is called."""
        for name, imported in names.items():
            if imported in self.parts:
                self.parts[name] = self.parts.get(name, self.parts[imported]) & self.parts[imported]

    def odd(self, tree: ast.Module) -> Iterator[str]:
        """Yield what is not ordinary, as quotes."""
        parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
        around = self.plain, self.objects  # where this is the code of a magic
        self.plain = scopes.plain(tree, self.settled - self.data)
        self.objects = set(scopes.objects(tree))
        harmless = {*self._names_taken(tree), *_only_asked(tree), *_docstrings(tree)}
        for node in ast.walk(tree):
            if node in harmless:
                continue
            if isinstance(node, ast.Call) and (text := _magic(node)) is not None:
                yield from self._of_magic(node, text)
            elif self._is_odd(node, parents.get(node)) or _reloads_for_more(node, parents.get(node)):
                called = isinstance(node, ast.Name) and isinstance(parents[node], ast.Call)
                yield _quote(parents[node] if called else node)
        self.plain, self.objects = around

    def _is_odd(self, node: ast.AST, parent: ast.AST | None) -> bool:
        match node:
            case ast.Import(names=aliases):
                paths = [alias.name for alias in aliases]
                return isinstance(parent, ast.ClassDef) or not all(map(self._usual, paths)) or self._looks_behind(paths)
            case ast.ImportFrom(module=module, names=aliases):
                renamed = any(alias.name == "get_ipython" and alias.asname for alias in aliases)
                taken = f"{module}.".startswith("gan_course.") and any(
                    {alias.name, alias.asname} & (self.answers | {"*", "or_reference"}) for alias in aliases
                )
                paths = [f"{module}.{alias.name}" for alias in aliases]
                return renamed or taken or not all(map(self._usual, paths)) or self._looks_behind(paths)
            case ast.Name():
                return self._odd_name(node, parent)
            case ast.Attribute():
                return self._odd_attribute(node, parent)
            case ast.Subscript(ctx=ast.Store() | ast.Del(), value=value, slice=key):
                if ast.unparse(value).endswith("environ"):
                    return not _of_ordinary_programs(key)
                settings = ast.unparse(value).endswith(ordinary.SETTINGS)
                return self._root(value) in self.data or (self._imported(value) and not settings)
            case ast.MatchClass(kwd_attrs=names):
                odd = ordinary.ATTRIBUTES | self.parts.keys() | self.answers
                return any(name.startswith("_") or name in odd for name in names)
            case ast.ClassDef() if self._odd_class(node):
                return True
            case (
                ast.FunctionDef(name=name)
                | ast.AsyncFunctionDef(name=name)
                | ast.ClassDef(name=name)
                | ast.MatchAs(name=str(name))
                | ast.MatchStar(name=str(name))
                | ast.MatchMapping(rest=str(name))
                | ast.ExceptHandler(name=str(name))
            ):
                return (_dunder(name) and name not in ordinary.OWN_DUNDERS) or name in self.data
            case ast.alias(name=name, asname=asname):
                return _dunder(asname or name) or (asname or name) in self.data
            case ast.arg(arg=name):
                return _dunder(name)
            case ast.keyword(arg=str(name)):
                return _dunder(name) or name in ordinary.ODD_KEYWORDS
            case ast.Constant(value=str(text)):
                rest = ordinary.WORD.sub(lambda word: "" if word[0] in ordinary.OWN_DUNDERS else word[0], text)
                return bool(ordinary.SUSPECT_TEXT.search(rest)) or _asks_for_private_fields(rest)
            case ast.Call(func=ast.Name(id="get_ipython")):
                harmless = isinstance(parent, ast.Attribute) and parent.attr in ordinary.IPYTHON
                return not (
                    harmless or isinstance(parent, ast.Compare) or _last(getattr(parent, "func", node)) == "str"
                )
            case ast.Call():
                return self._odd_call(node)
            case ast.Global(names=names):
                return bool(self.data & set(names))
        return False

    def _names_taken(self, tree: ast.AST) -> Iterator[ast.AST]:
        """Yield each ``globals`` of which only doctest learns."""
        for node in ast.walk(tree):
            if self.doctest and isinstance(node, ast.Call) and ast.unparse(node.func) in ordinary.TAKE_NAMES:
                for given in [*node.args, *(word.value for word in node.keywords)]:
                    if isinstance(given, ast.Call) and ast.unparse(given) == "globals()":
                        yield given.func

    def _looks_behind(self, paths: Iterable[str]) -> bool:
        """Whether parts of the course are imported that checks are made of, and the lesson does not import."""
        behind = (f"{path}." for path in paths if f"{path}.".startswith(ordinary.DEMOS))
        return any(not path.startswith(tuple(self.demos)) for path in behind)

    def _usual(self, path: str) -> bool:
        root, *parts = path.split(".")
        if (
            any(part.startswith("_") and part not in ordinary.OWN_DUNDERS for part in parts)
            or set(parts) & ordinary.ATTRIBUTES
        ):
            return False
        if path in ordinary.USUAL_PATHS:
            return True
        if any(f"{path}.".startswith(f"{odd}.") for odd in ordinary.ODD_PATHS):
            return False
        if root in self.written or root in ordinary.MODULES:
            return True
        return root in ordinary.PARTS and (not parts or parts[0] in ordinary.PARTS[root])

    def _odd_name(self, node: ast.Name, parent: ast.AST | None) -> bool:
        name, stored = node.id, not isinstance(node.ctx, ast.Load)
        mine = node in self.plain or (stored and name not in self.data)
        if (
            (name in ordinary.BUILTINS and not mine)
            or (_dunder(name) and name not in ordinary.OWN_DUNDERS)
            or ordinary.SUSPECT_NAME.search(name)
        ):
            return True
        if name == "type" and not mine and not _asks_for_type(node, parent):
            return True
        if self.stars and name in ordinary.ATTRIBUTES | ordinary.PARTS.keys() and name not in self.bound:
            return True
        if name == "getattr":
            return not (isinstance(parent, ast.Call) and parent.func is node and self._names_public(parent.args))
        if name == "get_ipython":
            return not (isinstance(parent, ast.Call) and parent.func is node)
        if stored:
            return name in self.data or name == "__annotations__"
        if name == ordinary.SHELL_NAME:
            return not isinstance(parent, ast.Attribute)
        if name in self.tools & {"reload", "wraps"} and not (isinstance(parent, ast.Call) and parent.func is node):
            return True
        if node in self.plain or name not in self.modules or isinstance(parent, ast.Attribute):
            return False
        if not isinstance(parent, ast.Call) or parent.func is node:
            return True
        if name not in self.parts and ast.unparse(parent.func) in ("reload", "importlib.reload"):
            return False
        return not (isinstance(parent.func, ast.Name) and parent.func.id in ordinary.MAY_TAKE_MODULES - self.bound)

    def _odd_attribute(self, node: ast.Attribute, parent: ast.AST | None) -> bool:
        name, root = node.attr, self._root(node.value)
        mine = node.value in self.objects or ast.unparse(node.value) == "super()"
        if name == "__class__" and isinstance(parent, ast.Attribute) and parent.attr == "__name__":
            return False
        if (_dunder(name) and name not in ordinary.OWN_DUNDERS) or name in ordinary.ATTRIBUTES:
            return True
        if name.startswith("_") and not _dunder(name) and not mine and name not in ordinary.OF_NAMED_TUPLES:
            return True
        owner, called = _last(node.value), isinstance(parent, ast.Call) and parent.func is node
        variable = isinstance(node.value, ast.Name) and owner not in self.tools | self.modules and not self.stars
        if not (variable or node.value in self.plain) and name not in self.parts.get(owner, {name}):
            return True
        if owner == root in self.unusual or (name in self.answers and not mine and self._of_the_course(node)):
            return True
        if name in self.parts.keys() - {"string", "io"} and not mine and not isinstance(parent, ast.Attribute):
            return True
        if name in ("or_reference", "reload", "wraps") and root in self.modules and not called:
            return True
        if name in self.methods_of.get(owner, ()) and owner == root and not self._given_object(node, parent):
            return True
        if name == "get_ipython" or self._path(node) in ordinary.ODD_PATHS:
            return True
        if ast.unparse(node.value) == "get_ipython()" and not called:
            return True
        if self._inside(node) and self._is_module(self._path(node)) and not self._may_look_into(node, parent):
            return True
        if name in ("format", "format_map") and not self._is_text(node.value):
            given = [*parent.args, *parent.keywords] if isinstance(parent, ast.Call) and called else [node]
            return not all(isinstance(each, ast.Constant) for each in given)
        if isinstance(node.ctx, ast.Load) or root == ordinary.SHELL_NAME:
            return False
        if root in self.modules and name in ordinary.REMOVED_FROM_NUMPY and isinstance(parent, ast.Assign):
            return ast.unparse(parent.value) not in (name, f"{name}_")
        if mine:
            return False
        known = _base(node) in self.made or name in self.own
        return not known or root in self.tools | self.modules | self.data or isinstance(node.value, ast.Call)

    def _odd_call(self, node: ast.Call) -> bool:
        name, given = _last(node.func), [*node.args, *(word.value for word in node.keywords)]
        words = {word.arg for word in node.keywords}  # of ``**`` None
        if name == "wraps" and (len(given) != 1 or words or isinstance(given[0], ast.Starred)):
            return True
        if name in ordinary.LOG_METHODS and None in words:
            return True
        if name in ("Formatter", "basicConfig") and (len(node.args) > 2 or "style" in words):
            return True
        if name == "StrMethodFormatter" and not all(isinstance(each, ast.Constant) for each in given):
            return True
        if name in ordinary.MAKE_CLASSES or name == "or_reference":  # the lesson's own calls are known
            return True
        if name == "Enum" and not all(_literal(each) for each in given):
            return True
        if name == "open":
            method = isinstance(node.func, ast.Attribute) and self._root(node.func) not in self.modules | self.tools
            modes = [each for each in given[not method :] if not isinstance(each, ast.Constant)]
            return bool(modes) or any("+" in str(each.value) for each in given if isinstance(each, ast.Constant))
        if name in ordinary.READERS and (len(node.args) > 2 or any(word.arg is None for word in node.keywords)):
            return True
        if any(word.arg == "out" and self._root(word.value) in self.data for word in node.keywords):
            return True
        if name in ordinary.CHANGED_INTO and node.args and self._root(node.args[0]) in self.data:
            return True
        if self._inside(node.func) and any(self._root(each) in self.data for each in node.args[2:]):
            return True
        if name in ordinary.CHANGING and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            if ast.unparse(owner).endswith("environ"):
                keys = [word.arg for word in node.keywords] or [key for each in node.args[:1] for key in _keys(each)]
                return name == "clear" or not all(map(_of_ordinary_programs, keys))
            if ordinary.CHANGING_NOTHING.fullmatch(self._path(node.func)):
                return False
            settings = ast.unparse(owner).endswith(ordinary.SETTINGS) and name != "clear"
            return self._root(owner) in self.data or (self._imported(owner) and not settings)
        return False

    def _of_magic(self, node: ast.Call, kind: str) -> Iterator[str]:
        """Look into what follows ``%`` and ``!``."""
        texts = _texts(node.args)
        if len(texts) != len(node.args) or not texts or node.keywords:
            yield _quote(node)
        elif kind in ("system", "getoutput"):
            if not ordinary.SHELL.fullmatch(ordinary.VARIABLE.sub(self._only_text, texts[0])):
                yield _quote(node)
        else:
            name, _, line = texts[0].strip().partition(" ")
            line = texts[1] if len(texts) > 1 else line
            loads = name in ("load_ext", "reload_ext") and line in ("autoreload", "tensorboard")
            if (name not in ordinary.MAGICS and not loads) or not _harmless(name, line):
                yield _quote(node)
            for tree in _code_of_magic(node):
                if not tree.body:
                    yield _quote(node)
                yield from self.odd(tree)

    def _odd_class(self, node: ast.ClassDef) -> bool:
        """Whether a class says how classes are made, or replaces what a library's class keeps to itself."""
        if any(word.arg != "metaclass" or _last(word.value) != "ABCMeta" for word in node.keywords):
            return True
        bases = [base.func if isinstance(base, ast.Call) else base for base in node.bases]
        foreign = [base for base in map(_without_brackets, bases) if self._root(base) in self.modules | self.tools]
        bound = set(lesson.bound(ast.Module(node.body, [])))
        fields = {each.id for each in ast.walk(node) if isinstance(each, ast.Name) and not _loads(each)}
        assigned = [each for each in node.body if isinstance(each, ast.Assign)]
        slots = [each.value for each in assigned if ast.unparse(each.targets[0]) == "__slots__"]
        if fields & ordinary.ATTRIBUTES or not all(map(_literal, slots)):
            return True
        if foreign and bound & ordinary.SAID_OF_ITSELF:
            return True
        return any(
            _last(base) not in ordinary.OPEN_BASES and not ordinary.OPEN_MODULES.fullmatch(self._path(base))
            for base in foreign
        )

    def _of_the_course(self, node: ast.AST) -> bool:
        """Whether something may be a part of the course, or of what the course makes."""
        while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
            node = node.func if isinstance(node, ast.Call) else node.value
        path = self.paths.get(node.id, "") if isinstance(node, ast.Name) else ""
        own = isinstance(node, ast.Name) and node.id in self.methods_of
        return not own and path.partition(".")[0] in ("", "gan_course")

    def _names_public(self, arguments: list[ast.expr]) -> bool:
        match arguments:
            case [_, ast.Constant(value=str(text)), *_]:
                texts = {text}
            case [_, ast.Name(id=name), *_] if name not in self.no_texts:
                texts = self.texts.get(name, {"_"})
            case _:
                return False
        odd = ordinary.ATTRIBUTES | self.parts.keys() | self.answers
        return not any(text.startswith("_") or text in odd for text in texts)

    def _is_module(self, path: str) -> bool:
        return path.rpartition(".")[2] in ordinary.HELD_MODULES or modules.installed(path)

    def _path(self, node: ast.AST) -> str:
        """Say from where something was imported, as far as that is written."""
        if isinstance(node, ast.Attribute):
            return f"{self._path(node.value)}.{node.attr}"
        return self.paths.get(node.id, node.id) if isinstance(node, ast.Name) else ""

    def _may_look_into(self, node: ast.AST, parent: ast.AST | None) -> bool:
        """Whether something is only the owner of an attribute, is called or shown, or gets another name."""
        named = isinstance(parent, ast.Assign) and all(isinstance(target, ast.Name) for target in parent.targets)
        if not isinstance(parent, ast.Call):
            return isinstance(parent, ast.Attribute) or named
        shown = isinstance(parent.func, ast.Name) and parent.func.id in ordinary.MAY_TAKE_MODULES - self.bound
        return parent.func is node or shown or _last(parent.func) == "reload"

    def _is_text(self, node: ast.AST) -> bool:
        """Whether something is a constant text, or a name that is given nothing else."""
        if isinstance(node, ast.Name):
            return node.id in self.texts.keys() - self.no_texts
        return isinstance(node, ast.Constant)

    def _only_text(self, variable: re.Match[str]) -> str:
        """What a variable in a shell's line stands for, if that is one constant text; else the variable."""
        name = variable[1]
        texts = self.texts.get(name, set()) if name not in self.no_texts else set()
        return next(iter(texts)) if len(texts) == 1 else variable[0]

    def _given_object(self, function: ast.AST, parent: ast.AST | None) -> bool:
        """Whether a function is called with the object of the method around."""
        match parent:
            case ast.Call(func=called, args=[first, *_]) if called is function:
                return first in self.objects
        return False

    def _imported(self, node: ast.expr) -> bool:
        """Whether something was imported, or is a part of that."""
        return self._inside(node) or (isinstance(node, ast.Name) and self._root(node) in self.tools - self.modules)

    def _inside(self, node: ast.expr) -> bool:
        """Whether something is part of what was imported."""
        return isinstance(node, ast.Attribute) and self._root(node) in self.modules | self.tools

    def _root(self, node: ast.AST) -> str:
        """Name what something is a part of, unless that is the student's own, whatever it is called."""
        while isinstance(node, ast.Attribute | ast.Subscript | ast.Starred):
            node = node.value
        return node.id if isinstance(node, ast.Name) and node not in self.plain else ""


def _only_asked(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield each ``globals``, ``locals`` and ``sys.modules`` that is only asked whether it holds a name."""
    for node in ast.walk(tree):
        match node:
            case ast.Compare(left=ast.Constant() | ast.Name(), ops=[ast.In() | ast.NotIn()], comparators=[asked]):
                if ast.unparse(asked) in ordinary.ASKED:
                    yield asked.func if isinstance(asked, ast.Call) else asked


def _docstrings(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield each docstring of a function or a class."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and ast.get_docstring(node):
            yield node.body[0].value  # type: ignore[attr-defined]  # that of an expression


def _base(node: ast.AST) -> str:
    """Name what something is a part of."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _magic(node: ast.Call) -> str | None:
    """Name what a call of IPython's is for; None if it is none."""
    if not isinstance(node.func, ast.Attribute) or ast.unparse(node.func.value) != "get_ipython()":
        return None
    return node.func.attr if node.func.attr in ordinary.IPYTHON else None


def _code_of_magic(node: ast.AST) -> Iterator[ast.Module]:
    """Yield the code that a magic runs, as far as there is any."""
    if isinstance(node, ast.Call) and (kind := _magic(node)) and (texts := _texts(node.args)):
        name, _, line = texts[0].strip().partition(" ")
        code = [line] if kind == "magic" else texts[2 if name == "capture" else 1 :]
        for text in code if name in ordinary.RUN_PYTHON else ():
            words = re.sub(r"^(\s*-\w+(\s*\d+)?)+", "", text)
            if words.strip():
                yield _parsed(words)


def _harmless(magic: str, line: str) -> bool:
    """Whether IPython and the shell take the line of a magic as it stands. Code that is read elsewhere is left out."""
    if magic == "config":
        name, _, value = line.partition("=")
        return bool(ordinary.CONFIGURED.fullmatch(name)) and (not value or _plain(value.strip()))
    variable = re.match(r"\w+(?=[ =])", line) if magic == "env" else None
    if variable and not ordinary.ENVIRONMENT.fullmatch(variable[0]):
        return False
    return magic in ordinary.RUN_PYTHON - {"capture"} or not set(line) & ordinary.EXPANDED


def _plain(value: str) -> bool:
    """Whether a value is made of numbers and words: IPython looks for braces and dollars within strings, too."""
    try:
        ast.literal_eval(value)
        constants = [each.value for each in ast.walk(ast.parse(value)) if isinstance(each, ast.Constant)]
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return False
    return all(ordinary.CONFIGURED.fullmatch(str(each)) for each in constants)


def _last(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _asks_for_type(node: ast.Name, parent: ast.AST | None) -> bool:
    """Whether ``type`` tells the type of one thing, or is compared."""
    if isinstance(parent, ast.Call) and parent.func is node:
        return len(parent.args) == 1 and not parent.keywords and not isinstance(parent.args[0], ast.Starred)
    return isinstance(parent, ast.Compare) or _last(getattr(parent, "func", node)) in (
        "isinstance",
        "issubclass",
        "map",
    )


def _literal(node: ast.AST) -> bool:
    """Whether something is made of constants."""
    return all(not isinstance(each, ast.Name | ast.Call | ast.BinOp | ast.JoinedStr) for each in ast.walk(node))


def _is_self(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id in scopes.OBJECTS


def _loads(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Load)


def _named_texts(node: ast.AST) -> tuple[str, list[str]] | None:
    """The name that a statement, or a loop, gives to constant texts, and those."""
    match node:
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            values = [value]
        case (
            ast.For(target=ast.Name(id=name), iter=ast.List(elts=values) | ast.Tuple(elts=values))
            | ast.comprehension(target=ast.Name(id=name), iter=ast.List(elts=values) | ast.Tuple(elts=values))
        ):
            pass
        case _:
            return None
    texts = _texts(values)
    return (name, texts) if len(texts) == len(values) else None


def _texts(nodes: Iterable[ast.expr]) -> list[str]:
    """The constant texts among some expressions."""
    return [each.value for each in nodes if isinstance(each, ast.Constant) and isinstance(each.value, str)]


def _asks_for_private_fields(text: str) -> bool:
    """Whether ``str.format`` would take from a text a field that no exercise needs."""
    fields = (part for field in re.findall(r"\{([^{}]*)\}", text) for part in re.findall(r"\.(\w+)", field))
    return any(part.startswith("_") or part in ordinary.ATTRIBUTES for part in fields)


def _of_ordinary_programs(key: ast.AST | str | None) -> bool:
    """Whether a variable of the environment is one by which no other program or module is found."""
    text = key.value if isinstance(key, ast.Constant) else key
    return isinstance(text, str) and bool(ordinary.ENVIRONMENT.fullmatch(text))


def _keys(given: ast.expr) -> list[Any]:
    return given.keys if isinstance(given, ast.Dict) else [given]


def _without_brackets(base: ast.expr) -> ast.expr:
    return base.value if isinstance(base, ast.Subscript) else base


def _reloads_for_more(node: ast.AST, parent: ast.AST | None) -> bool:
    """Whether something is done with the module that ``reload`` returns."""
    return isinstance(node, ast.Call) and _last(node.func) == "reload" and not isinstance(parent, ast.Expr)


def _dunder(name: str) -> bool:
    return len(name) > 4 and name.startswith("__") and name.endswith("__")


def _quote(node: ast.AST) -> str:
    line = " ".join(ast.unparse(node).split()).replace("`", "'")
    return line if len(line) <= _QUOTE else f"{line[:_QUOTE]}…"
