"""The report: each check in turn, printed as it comes."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import gan_course
from gan_course.doctor import computer, software
from gan_course.doctor.finding import REINSTALL, Finding

NAMED = ("Python", "TensorFlow", "CPU cores", "device", "memory", "budget")


def main() -> int:
    """Print the report.

    Returns:
        Exit code: 1 if there is a problem, else 0.
    """
    print(f"gan-course {gan_course.__version__} in {Path(gan_course.__file__).parent.parent}")
    levels = []
    for finding in examine():
        print(finding, flush=True)
        levels.append(finding.level)
    problems, notes = levels.count("problem"), levels.count("note")
    print(f"{problems or 'no'} problem{'s' * (problems != 1)}, {notes or 'no'} note{'s' * (notes != 1)}")
    return int(problems > 0)


def told() -> str:
    """Tell in a few lines whether the course can work on this computer.

    Returns:
        What is amiss, each with what to do about it; or that nothing is. The last line says what was found.
    """
    findings = list(examine())
    amiss = [str(finding) for finding in findings if finding.level != "ok"]
    found = {finding.topic: finding.state for finding in findings}
    broken = any(finding.level == "problem" for finding in findings)
    verdict = "Something is missing." if broken else "Everything that the course needs is here."
    named = [f"{topic}: {found[topic]}" for topic in NAMED if topic in found]
    return "\n".join([*amiss, verdict, *named])


def examine() -> Iterator[Finding]:
    """Look at everything that the course needs of this computer. Nothing is installed, downloaded or changed.

    Yields:
        The findings, one by one. A check that fails itself is a problem of its own, and the next one follows.
    """
    checks: dict[str, Callable[[], Iterable[Finding]]] = {
        "packages": _packages,
        "TensorFlow": _tensorflow,
        "computer": lambda: [computer.cores(), computer.memory()],
        "settings": _settings,
        "kernel": lambda: [software.kernel()],
    }
    yield software.python(sys.version_info[:3], sys.executable)
    for topic, check in checks.items():
        try:
            yield from check()
        except Exception as error:  # whatever is broken here: the report must come to its end
            yield Finding(topic, f"cannot be checked: {type(error).__name__}: {error}", "problem", REINSTALL)


def _packages() -> Iterator[Finding]:
    yield from software.packages(software.installed_versions())


def _tensorflow() -> Iterator[Finding]:
    answer = software.ask_tensorflow()
    yield from software.tensorflow(answer)
    yield computer.device(answer, computer.gpus_of_the_driver(), os.environ, sys.platform)
    yield software.budget(answer, os.environ)


def _settings() -> Iterator[Finding]:
    from gan_course.doctor import settings  # needs NumPy

    yield from settings.variables(os.environ)
    yield from settings.data()
    yield settings.cache()
