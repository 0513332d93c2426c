"""The computer: its device, cores and memory."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence

from gan_course.doctor.finding import REINSTALL, Finding

MEMORY_NEEDED = 3e9  # bytes: no notebook of the course takes more


def gpus_of_the_driver() -> list[str]:
    """Ask NVIDIA's driver for its GPUs.

    Returns:
        Their names; none where there is no driver, no GPU or no answer.
    """
    if shutil.which("nvidia-smi") is None:
        return []
    command = ["nvidia-smi", "--query-gpu=name", "--format=csv,noheader"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True)
    except (OSError, subprocess.SubprocessError):
        return []
    return [line for line in done.stdout.splitlines() if line.strip()]


def device(answer: Mapping[str, str], gpus: Sequence[str], environment: Mapping[str, str], platform: str) -> Finding:
    """Judge the device that TensorFlow computes on.

    Args:
        answer: From ``software.ask_tensorflow``.
        gpus: The GPUs that the driver knows.
        environment: The environment.
        platform: The system, as ``sys.platform`` names it.

    Returns:
        The finding; a GPU that lies idle is a note.
    """
    found = answer.get("device", "unknown without TensorFlow")
    if found != "CPU" or not gpus:
        return Finding("device", found)
    if environment.get("CUDA_VISIBLE_DEVICES", "0") in ("", "-1"):
        fix = "unset CUDA_VISIBLE_DEVICES, which hides it"
    elif platform == "win32":
        fix = "on Windows itself TensorFlow uses no GPU: install the course in WSL 2"
    else:
        fix = f'{sys.executable} -m pip install "tensorflow[and-cuda]=={answer["tensorflow"]}"'
    return Finding("device", f"CPU; TensorFlow does not see the GPU {gpus[0]}", "note", fix)


def cores() -> Finding:
    """Count the CPU cores that this process may use.

    Returns:
        The finding.
    """
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return Finding("CPU cores", str(usable))


def memory() -> Finding:
    """Measure the memory.

    Returns:
        The finding; too little free memory is a note.
    """
    try:
        import psutil
    except ImportError:
        return Finding("memory", "unknown without psutil", "note", REINSTALL)
    found = psutil.virtual_memory()
    state = f"{found.available / 1e9:.1f} of {found.total / 1e9:.1f} GB free"
    if found.available < MEMORY_NEEDED:
        return Finding("memory", state, "note", "a notebook takes up to 3 GB: close other programs and idle kernels")
    return Finding("memory", state)
