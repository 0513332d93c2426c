"""What a submission can reach from its sandbox, tried from inside."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

import gan_course
from gan_classroom.grading.limits import Limits
from gan_classroom.grading.sandbox import bubblewrap, control_group, manager

from . import sandboxed

ROOT = Path(gan_course.__file__).resolve().parents[1]


def mounts(visible, private):
    return " ".join(bubblewrap._mounts([Path(place) for place in visible], [Path(place) for place in private]))


def test_what_is_private_is_covered_and_what_it_must_show_shines_through():
    arguments = mounts(["/opt", "/opt/course/gan_course", "/opt/course/.venv"], ["/opt/course", "/home/me/grades"])
    assert arguments == (
        "--ro-bind /opt /opt --tmpfs /opt/course --ro-bind /opt/course/.venv /opt/course/.venv "
        "--ro-bind /opt/course/gan_course /opt/course/gan_course --remount-ro /opt/course"
    )


def test_a_course_in_the_folder_for_temporary_files_is_shown(monkeypatch):
    monkeypatch.setattr(sys, "prefix", "/tmp/course/.venv")
    monkeypatch.setattr(Path, "exists", lambda self: True)
    arguments = bubblewrap.command(Limits())
    scratch = arguments.index("/tmp")
    assert arguments[scratch - 1] == "--tmpfs"
    assert scratch < arguments.index("/tmp/course/.venv")


@sandboxed.needed
def test_what_covers_a_private_folder_is_empty_and_cannot_be_filled():
    private = Path(sys.base_prefix) / "include"
    outputs, _ = sandboxed.run(
        f"import os; print(os.listdir({str(private)!r}))", f"open({str(private / 'x')!r}, 'w')", private=[private]
    )
    assert outputs == ["[]", f"OSError: [Errno 30] Read-only file system: '{private / 'x'}'"]


def test_a_link_at_the_top_stays_a_link(monkeypatch):
    monkeypatch.setattr(Path, "is_symlink", lambda self: True)
    monkeypatch.setattr(Path, "readlink", lambda self: Path("usr/bin"))
    assert mounts(["/bin"], []) == "--symlink usr/bin /bin"


def test_nothing_of_our_environment_gets_in(monkeypatch):
    monkeypatch.setenv("API_TOKEN", "secret")
    monkeypatch.setenv("GAN_COURSE_BUDGET", "smoke")
    inside = bubblewrap.environment()
    assert "API_TOKEN" not in inside
    assert "HOME" not in inside
    assert inside["GAN_COURSE_BUDGET"] == "smoke"
    assert inside["OMP_NUM_THREADS"] == "1"


@pytest.fixture
def fresh():
    bubblewrap.problem.cache_clear()
    bubblewrap._help.cache_clear()
    yield
    bubblewrap.problem.cache_clear()
    bubblewrap._help.cache_clear()


def test_a_missing_bubblewrap_is_named_with_the_way_to_install_it(fresh, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "apt install bubblewrap" in bubblewrap.problem()
    assert "--no-sandbox" in bubblewrap.problem()


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("echo --tmpfs", "0.7 or newer"),
        ("[ $1 = --help ] && echo --size && exit; echo no uid map >&2; exit 1", "no uid map; user namespaces"),
    ],
)
def test_a_bubblewrap_that_does_not_work_is_named(fresh, monkeypatch, tmp_path, program, said):
    (tmp_path / "bwrap").write_text(f"#!/bin/sh\n{program}\n")
    (tmp_path / "bwrap").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    assert said in bubblewrap.problem()


@sandboxed.needed
def test_programs_and_libraries_are_all_there_is(tmp_path):
    (tmp_path / "secret").write_text("exam")
    (outputs, exceeded) = sandboxed.run(
        f"import os; print([os.path.exists(p) for p in {[str(tmp_path), str(ROOT / 'solutions'), '/etc/passwd']}])",
        f"print(sorted(os.listdir({str(ROOT)!r})) if os.path.exists({str(ROOT)!r}) else 'installed elsewhere')",
        "import numpy, gan_course; print(gan_course.__name__, os.listdir())",
        "print(sorted(os.environ) == sorted(set(os.environ)), os.environ['HOME'], os.uname().nodename)",
        "print(sorted(int(p) for p in os.listdir('/proc') if p.isdigit())[-1] < 10)",
        "print([os.readlink(f'/proc/self/fd/{f}') for f in (0, 1, 2)][0])",
    )
    assert exceeded == ""
    assert outputs[0] == "[False, False, False]"
    assert outputs[1] == "installed elsewhere" or set(eval(outputs[1])) <= {"gan_course", Path(sys.prefix).name}
    assert outputs[2] == "gan_course []"
    assert outputs[3] == "True /tmp sandbox"
    assert outputs[4:] == ["True", "/dev/null"]


@sandboxed.needed
def test_a_kernel_cannot_reach_into_its_own_memory():
    outputs, _ = sandboxed.run(
        "open('/proc/self/mem', 'r+b')", "open('/proc/self/mem', 'rb')", "print(open('/proc/self/stat'))"
    )
    assert [output.partition(":")[0] for output in outputs[:2]] == ["PermissionError"] * 2
    assert outputs[2].startswith("<_io.TextIOWrapper")


@sandboxed.needed
def test_a_program_runs_no_file_of_the_notebooks():
    outputs, _ = sandboxed.run(
        "open('pip.py', 'w').write('print(\"mine\")')\nopen('sitecustomize.py', 'w').write('print(\"mine\")')",
        "!python -m pip --version",
        "import os; print(*(os.environ[name] for name in ('PIP_CONFIG_FILE', 'GIT_CONFIG_GLOBAL', 'WGETRC')))",
    )
    assert "mine" not in outputs[1]
    assert outputs[1].startswith("pip ")
    assert outputs[2].split() == [os.devnull] * 3


@sandboxed.needed
def test_no_network_and_nothing_to_write_to():
    outputs, exceeded = sandboxed.run(
        "import socket; socket.create_connection(('192.0.2.1', 80), timeout=3)",
        "socket.getaddrinfo('example.org', 80)",
        "print(socket.if_nameindex())",
        "for place in ('/x', '/dev/x', '/usr/x', '/etc/x'):\n    try: open(place, 'w')\n"
        "    except OSError as error: print(error.strerror)",
        "import os; os.chroot('/tmp')",
    )
    assert exceeded == ""
    assert outputs[0].startswith("OSError: [Errno 101]")
    assert outputs[1].startswith("gaierror")
    assert outputs[2] == "[(1, 'lo')]"
    assert outputs[3].splitlines() == ["Read-only file system"] * 4
    assert outputs[4].startswith("PermissionError")


@sandboxed.needed
def test_files_and_the_scratch_folder_are_limited():
    fill = "for i in range(100):\n    open(f'{place}/{i}', 'wb').write(bytes(4_000_000))"
    outputs, exceeded = sandboxed.run(
        "open('big', 'wb').write(bytes(6_000_000))",
        *(f"place = {place!r}\n{fill}" for place in ("/tmp", "/dev/shm", "/run/kernel")),
        "print('alive')",
        file_mb=5,
        scratch_mb=20,
    )
    assert exceeded == ""
    assert outputs[0].startswith("OSError: [Errno 27] File too large")
    for output in outputs[1:4]:
        assert output.startswith("OSError: [Errno 28] No space left")
    assert outputs[4] == "alive"


@sandboxed.needed
@pytest.mark.parametrize(
    ("source", "limits"),
    [
        ("kept = []\nwhile True: kept.append(bytearray(b'x' * 10_000_000))", {"memory_mb": 500}),
        ("import os\nwhile True: os.fork()", {"processes": 20}),
        (
            "import subprocess, sys\nhog = 'x = b\"x\" * 200_000_000; import time; time.sleep(60)'\n"
            "all_of_them = [subprocess.Popen([sys.executable, '-c', hog]) for _ in range(5)]\n"
            "import time; time.sleep(60)",
            {"memory_mb": 800},
        ),
        (
            "import os\nfor n in range(40):\n    f = os.memfd_create('x')\n"
            "    for _ in range(5): os.write(f, bytes(10_000_000))",
            {"memory_mb": 700},
        ),
        (
            "import time\nfor place in ('/dev/shm', '/tmp'):\n"
            "    for n in range(20): open(f'{place}/{n}', 'wb').write(bytes(20_000_000))\ntime.sleep(9)",
            {"memory_mb": 600},
        ),
    ],
)
@pytest.mark.parametrize("grouped", [True, False], ids=["control group", "watch alone"])
def test_what_goes_over_a_limit_is_ended(monkeypatch, source, limits, grouped):
    if not grouped:
        monkeypatch.setattr(control_group, "make", lambda _: None)
    outputs, exceeded = sandboxed.run("print('here')", source, "print('never')", **limits)
    full = {"memory_mb": 4096, "processes": 64} | limits
    assert exceeded == f"more than {full['memory_mb']} MB of memory or {full['processes']} processes"
    assert outputs[0] == "here"
    assert outputs[2] == ""


@sandboxed.needed
def test_a_process_cannot_open_files_without_end_for_the_computer_has_only_so_many():
    endless = (
        "import os\nkept = []\ntry:\n    while True: kept.append(os.open('/dev/null', os.O_RDONLY))\n"
        "except OSError as error: print(error.strerror, len(kept) < 1024)"
    )
    outputs, exceeded = sandboxed.run(endless, "print('goes on')")
    assert outputs == ["Too many open files True", "goes on"]
    assert exceeded == ""


@sandboxed.needed
def test_where_the_system_allows_fewer_files_its_own_limit_holds():
    code = (
        "import resource\nresource.setrlimit(resource.RLIMIT_NOFILE, (700, 700))\n"
        "from tests.gan_classroom.grading import sandboxed\n"
        "print(sandboxed.run('import resource; print(resource.getrlimit(resource.RLIMIT_NOFILE))'))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "(['(700, 700)'], '')\n"


@sandboxed.needed
def test_there_is_no_shared_memory_of_system_v():
    outputs, _ = sandboxed.run("import ctypes; print(ctypes.CDLL(None).shmget(0, 100_000_000, 0o1600))")
    assert outputs == ["-1"]


@sandboxed.needed
def test_a_message_that_is_too_large_never_gets_to_the_worker():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sandboxed.run("from IPython.display import display, HTML\ndisplay(HTML('x' * 300_000_000))", "print('next')")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000  # kB


def test_a_client_has_no_heartbeat_which_may_begin_only_after_its_end(tmp_path):
    client = manager.SandboxedKernelManager(transport="ipc", ip=str(tmp_path / "k")).client()
    client.start_channels()
    assert client.shell_channel.is_alive()
    assert not client.hb_channel.is_alive()
    client.stop_channels()


@sandboxed.needed
def test_a_loop_is_interrupted_and_the_kernel_goes_on():
    outputs, exceeded = sandboxed.run("while True: pass", "print('goes on')")
    assert outputs[0].startswith("KeyboardInterrupt") or "Interrupted" in outputs[0]
    assert outputs[1] == "goes on"
    assert exceeded == ""


NO_ZOMBIES_IN_THE_END = """\
import os, time

def zombies():
    found = 0
    for process in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{process}/stat") as file:
                found += file.read().rpartition(")")[2].split()[0] == "Z"
        except OSError:  # it has ended meanwhile
            pass
    return found

end = time.monotonic() + 6  # on a busy machine one that has just ended waits for its turn to go
while zombies() and time.monotonic() < end:
    time.sleep(0.1)
print(zombies())
"""


@sandboxed.needed
def test_a_signal_to_everybody_reaches_the_sandbox_and_nobody_else():
    outputs, exceeded = sandboxed.run(
        "import os; os.kill(1, 9); os.kill(-1, 9)",
        "import subprocess; subprocess.run('sleep 0 & sleep 0.1', shell=True)\n" + NO_ZOMBIES_IN_THE_END,
    )
    assert outputs[0].partition(":")[0] in ("ProcessLookupError", "PermissionError")
    assert (outputs[1], exceeded) == ("0", "")


@sandboxed.needed
def test_there_are_no_privileges_and_no_way_to_get_any():
    outputs, _ = sandboxed.run(
        "lines = [line.split() for line in open('/proc/self/status')]\n"
        "print([line[1] for line in lines if line[0] in ('CapInh:', 'CapPrm:', 'CapEff:', 'CapBnd:', 'CapAmb:')])\n"
        "print([line[1] for line in lines if line[0] == 'NoNewPrivs:'])",
        "import ctypes; print(ctypes.CDLL(None).unshare(0x20000))",
        "import subprocess; print(subprocess.getoutput('unshare --user true'))",
    )
    assert outputs[0].splitlines() == [str(["0" * 16] * 5), "['1']"]
    assert outputs[1] == "-1"
    assert outputs[2] == "unshare: unshare failed: No space left on device"  # of 0 user namespaces none is left


OPEN_SETTINGS = """\
import os
for folder, _, files in os.walk("/proc/sys"):
    for name in files:
        try:
            os.close(os.open(os.path.join(folder, name), os.O_WRONLY))
            print(folder, name)
        except OSError:
            pass
"""


@sandboxed.needed
def test_whoever_grades_a_submission_is_not_root_outside_and_changes_no_setting_of_the_system():
    outputs, _ = sandboxed.run(
        "print(*open('/proc/self/uid_map').read().split())", OPEN_SETTINGS, "open('here', 'w'); print('wrote')"
    )
    inside, outside, count = map(int, outputs[0].split())
    assert (inside, count) == (0, 1)
    assert outside == (bubblewrap.NOBODY if bubblewrap.privileged() else os.geteuid())
    assert outputs[1:] == ["", "wrote"]


@pytest.mark.parametrize(
    ("user", "ranges", "expected"),
    [
        (0, "0 0 4294967295", True),
        (0, "0 1000 1\n1 100000 65536", True),
        (0, "0 1000 1", False),
        (1000, "0 0 4294967295", False),
    ],
)
def test_who_is_root(monkeypatch, user, ranges, expected):
    monkeypatch.setattr(os, "geteuid", lambda: user)
    monkeypatch.setattr(Path, "read_text", lambda self, encoding: ranges)
    assert bubblewrap.privileged() is expected
    assert ("--unshare-user" in bubblewrap.command(Limits())) is not expected


@sandboxed.needed
def test_kernels_start_with_what_was_imported_before_and_share_nothing_else():
    code = "import sys; print('colorsys' in sys.modules, hasattr(sys, 'mark')); sys.mark = 1"
    assert [sandboxed.run(code, imports="import colorsys")[0][0] for _ in range(2)] == ["True False"] * 2


@sandboxed.needed
def test_a_fork_server_that_has_ended_is_replaced():
    manager.fork_server("import colorsys")._process.kill()
    with pytest.raises(manager.SandboxError, match="has ended"):
        sandboxed.run("print('never')", imports="import colorsys")
    assert sandboxed.run("print('again')", imports="import colorsys") == (["again"], "")


def test_the_limits_have_sensible_sizes():
    limits = Limits()
    assert limits.cell_seconds < limits.notebook_seconds
    assert limits.file_mb <= limits.scratch_mb < limits.memory_mb
