"""Python, its packages, TensorFlow, the training budget that follows from it, and the notebook kernel.

TensorFlow is asked in a process of its own: where it is missing, broken or kills the process, the report still comes.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path

from gan_course import budget as budgets
from gan_course.doctor.finding import REINSTALL, Finding

OLDEST, NEWEST = (3, 11), (3, 13)
PACKAGES = ("numpy", "scipy", "scikit-learn", "matplotlib", "pillow", "psutil", "ipywidgets", "jupyterlab")
PROBE_SECONDS = 180
PROBE = """
import json
from gan_course.runtime import device, keras, tf
found = {"tensorflow": tf.__version__, "keras": keras.__version__}
print(json.dumps(found | {"backend": keras.config.backend(), "device": device()}))
"""


def python(version: tuple[int, ...], executable: str) -> Finding:
    """Check Python's version.

    Args:
        version: Major, minor and micro version.
        executable: Path of the interpreter.

    Returns:
        The finding.
    """
    state = f"{'.'.join(map(str, version))} ({executable})"
    if OLDEST <= version[:2] <= NEWEST:
        return Finding("Python", state)
    return Finding("Python", state, "problem", "install Python 3.11, 3.12 or 3.13, remove .venv and run `make lab`")


def installed_versions() -> dict[str, str | None]:
    """Look up the packages that the course uses, TensorFlow and Keras apart.

    Returns:
        Each package's version, or None where it is not installed.
    """
    return {name: _version(name) for name in (*PACKAGES, "nbgrader")}


def packages(versions: Mapping[str, str | None]) -> Iterator[Finding]:
    """Report the packages.

    Args:
        versions: From `installed_versions`.

    Yields:
        A line with all versions, a problem for each package that is missing, and a line on grading.
    """
    listed = [f"{name} {versions[name]}" for name in PACKAGES if versions[name]]
    yield Finding("packages", ", ".join(listed[:4]))
    yield Finding("", ", ".join(listed[4:]))
    for name in PACKAGES:
        if versions[name] is None:
            yield Finding(name, "not installed", "problem", REINSTALL)
    if versions["nbgrader"]:
        yield Finding("grading", f"nbgrader {versions['nbgrader']}")
    else:
        yield Finding("grading", 'nbgrader is not installed; instructors: pip install -e ".[classroom]"')


def ask_tensorflow(code: str = PROBE) -> dict[str, str]:
    """Import TensorFlow and Keras in another process.

    Args:
        code: The program that prints the answer as JSON.

    Returns:
        The versions, Keras's backend and the device; or, under ``error``, why there is no answer.
    """
    try:
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=PROBE_SECONDS)
    except subprocess.TimeoutExpired:
        return {"error": f"the import did not end in {PROBE_SECONDS} s"}
    if done.returncode < 0:
        return {"error": f"the import was ended by signal {-done.returncode}"}
    try:
        return dict(json.loads(done.stdout.strip().splitlines()[-1]))
    except (IndexError, ValueError):
        return {"error": (done.stderr.strip().splitlines() or ["no answer"])[-1]}


def tensorflow(answer: Mapping[str, str]) -> Iterator[Finding]:
    """Judge TensorFlow and Keras.

    Args:
        answer: From `ask_tensorflow`.

    Yields:
        The findings.
    """
    if "error" in answer:
        yield Finding("TensorFlow", f"cannot be imported: {answer['error']}", "problem", _cure(answer["error"]))
        return
    yield Finding("TensorFlow", answer["tensorflow"])
    state = f"{answer['keras']}, backend {answer['backend']}"
    if int(answer["keras"].split(".")[0]) < 3:
        yield Finding("Keras", state, "problem", f"the course needs Keras 3: {REINSTALL}")
    elif answer["backend"] != "tensorflow":
        yield Finding("Keras", state, "problem", "unset KERAS_BACKEND: the course needs the backend tensorflow")
    else:
        yield Finding("Keras", state)


def budget(answer: Mapping[str, str], environment: Mapping[str, str]) -> Finding:
    """Name the training budget.

    Args:
        answer: From `ask_tensorflow`.
        environment: The environment.

    Returns:
        The finding; whether the variable holds a budget's name, ``settings.variables`` judges.
    """
    if environment.get(budgets.VARIABLE):
        return Finding("budget", f"{environment[budgets.VARIABLE]}, by {budgets.VARIABLE}")
    return Finding("budget", "gpu" if answer.get("device", "").startswith("GPU") else "laptop")


def kernel() -> Finding:
    """Check that JupyterLab has a Python kernel, and that it is this Python.

    Returns:
        The finding.
    """
    fix = f"{sys.executable} -m pip install ipykernel && {sys.executable} -m ipykernel install --sys-prefix"
    try:
        from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
    except ImportError:
        return Finding("kernel", "no Jupyter", "problem", REINSTALL)
    try:
        command = KernelSpecManager().get_kernel_spec("python3").argv
    except NoSuchKernel:
        return Finding("kernel", "no kernel python3", "problem", fix)
    interpreter = sys.executable if command[0] in ("python", "python3") else command[0]
    if not _is_this_python(shutil.which(interpreter)):
        return Finding("kernel", f"python3 is another Python: {interpreter}", "problem", fix)
    return Finding("kernel", "python3, this Python")


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _is_this_python(interpreter: str | None) -> bool:
    """``python`` and ``python3`` in one folder are the same; the file they link to is that of all environments."""
    this = Path(sys.executable)
    return interpreter is not None and Path(interpreter).parent == this.parent and this.samefile(interpreter)


def _cure(error: str) -> str:
    if any(f"'{backend}'" in error for backend in ("jax", "torch", "openvino")):
        return "unset KERAS_BACKEND: the course needs the backend tensorflow"
    if "No module named" in error:
        return REINSTALL
    if error.endswith("signal 4"):  # SIGILL
        return "this processor lacks AVX, which TensorFlow's builds need; use another computer"
    return "remove the folder .venv and run `make lab`; if it stays, report this line with your system and processor"
