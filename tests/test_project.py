"""The files around the package agree with each other."""

import ast
import importlib
import inspect
import itertools
import pkgutil
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import gan_classroom
import gan_course

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
LOCK = [line for line in (ROOT / "requirements.lock").read_text().splitlines() if line]
PYTHONS = ("3.11", "3.12", "3.13")


def locked(python):
    """The versions that the lock holds for one Python on Linux."""
    requirements = [Requirement(line) for line in LOCK]
    environment = {"python_version": python, "python_full_version": f"{python}.0", "sys_platform": "linux"}
    return {
        requirement.name: next(iter(requirement.specifier)).version
        for requirement in requirements
        if requirement.marker is None or requirement.marker.evaluate(environment)
    }


def test_the_lock_names_exact_versions_and_no_place():
    for line in LOCK:
        assert re.match(r"[a-z0-9._-]+==[^ ]+( ; .+)?$", line), line
        assert "/" not in line.split(";")[0]
        assert "@" not in line


@pytest.mark.parametrize("python", PYTHONS)
def test_the_lock_holds_what_the_project_needs(python):
    versions = locked(python)
    extras = PROJECT["optional-dependencies"]
    for text in [*PROJECT["dependencies"], *extras["classroom"], *extras["authors"]]:
        requirement = Requirement(text)
        if requirement.name != PROJECT["name"]:
            assert requirement.specifier.contains(versions[requirement.name]), text


def test_conda_installs_the_lock_and_nothing_else():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text())
    conda = [entry for entry in environment["dependencies"] if isinstance(entry, str)]
    (pip,) = [entry["pip"] for entry in environment["dependencies"] if isinstance(entry, dict)]
    assert pip == ["--requirement requirements.lock", "--editable ."]
    assert "pip" in conda
    (python,) = [entry.split("=")[1] for entry in conda if entry.startswith("python=")]
    assert python in PYTHONS
    assert len(conda) == 2


def test_the_workflow_tests_every_supported_python():
    workflow = yaml.safe_load((ROOT / ".github/workflows/test.yml").read_text())
    assert tuple(workflow["jobs"]["cpu"]["strategy"]["matrix"]["python"]) == PYTHONS
    assert PROJECT["requires-python"] == ">=3.11,<3.14"


def test_every_place_names_the_same_version():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text())
    assert PROJECT["version"] == gan_course.__version__ == citation["version"]
    assert f"## {gan_course.__version__}" in (ROOT / "CHANGELOG.md").read_text()


def imported(package):
    """The top-level names that a package's modules import, wherever in the file."""
    for path in (ROOT / package).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                yield from (alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                yield (node.module or "").split(".")[0]


@pytest.mark.parametrize(
    ("package", "extras"), [("gan_course", []), ("gan_classroom", ["classroom", "dask", "authors"])]
)
def test_every_direct_import_is_declared(package, extras):
    texts = [*PROJECT["dependencies"], *(text for extra in extras for text in PROJECT["optional-dependencies"][extra])]
    declared = {canonicalize_name(Requirement(text).name) for text in texts}
    distributions = packages_distributions()
    foreign = set(imported(package)) - set(sys.stdlib_module_names) - {"gan_course", "gan_classroom", "torch"}
    missing = {
        name for name in foreign if not declared & {canonicalize_name(owner) for owner in distributions.get(name, [])}
    }
    assert not missing


def test_notebooks_need_nothing_of_the_classroom():
    assert "gan_classroom" not in set(imported("gan_course"))


def test_importing_the_package_imports_nothing_heavy():
    heavy = "{'tensorflow', 'keras', 'numpy', 'matplotlib', 'sklearn', 'scipy'}"
    code = f"import sys, gan_course; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_importing_tensorflow_through_the_package_is_quiet():
    code = "from gan_course.runtime import tf; tf.function(lambda x: x + 1, jit_compile=True)(tf.ones(2))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")


def public_functions():
    walked = (
        pkgutil.walk_packages(package.__path__, f"{package.__name__}.") for package in (gan_course, gan_classroom)
    )
    for module_info in itertools.chain(*walked):
        if module_info.name.endswith("__main__") or "._" in module_info.name:
            continue
        module = importlib.import_module(module_info.name)
        for name, thing in vars(module).items():
            if name.startswith("_") or getattr(thing, "__module__", None) != module.__name__:
                continue
            if inspect.isfunction(thing):
                yield f"{module.__name__}.{name}", thing
            elif inspect.isclass(thing):
                yield from (
                    (f"{module.__name__}.{name}.{method}", function)
                    for method, function in vars(thing).items()
                    if inspect.isfunction(function)
                    and not method.startswith("_")
                    and not hasattr(function, "__wrapped__")
                )


def documented_arguments(docstring):
    section = re.search(r"\n *Args:\n(.*?)(\n *\n|\Z)", inspect.cleandoc(docstring), re.DOTALL)
    return re.findall(r"^ {4}\*{0,2}(\w+):", section.group(1), re.MULTILINE) if section else []


@pytest.mark.parametrize(("name", "function"), [pytest.param(*pair, id=pair[0]) for pair in public_functions()])
def test_docstrings_explain_exactly_the_arguments_of_the_signature(name, function):
    arguments = [argument for argument in inspect.signature(function).parameters if argument not in ("self", "cls")]
    assert documented_arguments(function.__doc__ or "") == arguments


def complaints(package):
    """Where a module raises a ``ValueError`` or a ``TypeError``, and the strings that its message is made of."""
    for path in (ROOT / package).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                constants = [part.value for part in ast.walk(node.exc) if isinstance(part, ast.Constant)]
                strings = [part for part in constants if isinstance(part, str)]
                if ast.unparse(node.exc.func) in ("ValueError", "TypeError") and strings and not hands_on(node):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", "…".join(strings)


def hands_on(raising):
    """Whether the message is that of another error of the course, with its place or what to do added."""
    told = [ast.unparse(part.value) for part in ast.walk(raising.exc) if isinstance(part, ast.FormattedValue)]
    return raising.cause is not None and ast.unparse(raising.cause) in told and "expected" not in ast.unparse(raising)


def test_messages_about_an_argument_say_what_was_expected_and_what_came():
    messages = dict(complaints("gan_course"))
    assert len(messages) > 100
    form = re.compile(r"\bexpected\b.*\bgot\b", re.DOTALL)
    assert not {place: message for place, message in messages.items() if not form.search(message)}
