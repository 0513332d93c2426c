"""Control groups in a made-up folder, and the system's own where this process may make some."""

import os
import subprocess
import sys

import pytest

from gan_classroom.grading.limits import Limits
from gan_classroom.grading.sandbox import control_group, manager

from . import sandboxed

LIMITS = Limits(memory_mb=200)


@pytest.fixture
def system(tmp_path):
    """Makes the files of a system: what names this process's groups, and the folders of these."""

    def make(membership, *folders):
        own = tmp_path / "own"
        own.write_text(membership)
        for folder in folders:
            (tmp_path / "mount" / folder).mkdir(parents=True)
        return {"mount": tmp_path / "mount", "own": own}

    return make


def test_version_2_makes_a_group_beside_this_process_and_has_its_memory_limited_there(system):
    files = system("0::/user.slice/run-1.service/grader\n", "user.slice/run-1.service/grader")
    group = control_group.make(LIMITS, **files)
    assert group.folder.parent == files["mount"] / "user.slice" / "run-1.service"
    assert (group.folder / "memory.max").read_text() == "200000000"
    assert (group.folder.parent / "cgroup.subtree_control").read_text() == "+memory +pids"
    assert group.entrance == group.folder / "cgroup.procs"


def test_version_1_makes_a_group_below_this_process(system):
    files = system("3:cpuset:/\n4:memory:/here\n0::/\n", "memory/here")
    group = control_group.make(LIMITS, **files)
    assert group.folder.parent == files["mount"] / "memory" / "here"
    assert (group.folder / "memory.limit_in_bytes").read_text() == "200000000"


@pytest.mark.parametrize("membership", ["", "0::/\n", "0::/elsewhere/grader\n", "4:memory:/elsewhere\n"])
def test_where_no_group_can_be_had_there_is_none(system, membership):
    assert control_group.make(LIMITS, **system(membership, "unified")) is None


def test_a_group_whose_memory_nobody_limits_is_removed_again(system, monkeypatch):
    files = system("0::/a/grader\n", "a/grader")

    def refuse(path, *_, **__):
        raise PermissionError(path)

    monkeypatch.setattr("pathlib.Path.write_text", refuse)
    assert control_group.make(LIMITS, **files) is None
    assert [path.name for path in (files["mount"] / "a").iterdir()] == ["grader"]


def test_an_empty_group_of_a_grader_that_was_killed_is_removed_and_no_other(system):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left, kept = f"sandbox-{ended.pid}-0", f"sandbox-{os.getppid()}-7"
    files = system("4:memory:/\n", f"memory/{left}", f"memory/{kept}")
    group = control_group.make(LIMITS, **files)
    assert {path.name for path in (files["mount"] / "memory").glob("sandbox-*")} == {kept, group.folder.name}


@pytest.mark.parametrize(
    ("events", "counts", "expected"),
    [
        ("memory.events", "low 0\nmax 12\noom 1\noom_kill 0\n", False),
        ("memory.events", "low 0\nmax 12\noom 1\noom_kill 2\n", True),
        ("memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 1\n", True),
    ],
)
def test_whoever_was_ended_for_memory_is_counted(tmp_path, events, counts, expected):
    (tmp_path / events).write_text(counts)
    assert control_group.ControlGroup(tmp_path, events).ran_out() is expected
    assert control_group.ControlGroup(tmp_path / "gone", events).ran_out() is False


@pytest.fixture
def real():
    """A group of this system."""
    group = control_group.make(LIMITS)
    if group is None:
        pytest.skip("this process may not make control groups here")
    yield group
    group.remove()
    assert not group.folder.exists()


HOLDS = {
    "its own": "kept = b'x' * {}",
    "a nameless file": "import os; f = os.memfd_create('x'); [os.write(f, bytes(10**6)) for n in range(0, {}, 10**6)]",
}


@pytest.mark.parametrize("program", HOLDS.values(), ids=HOLDS)
@pytest.mark.parametrize(("size", "ended"), [(100_000_000, False), (300_000_000, True)])
def test_the_system_ends_what_holds_too_much(real, program, size, ended):
    join = f"open({str(real.entrance)!r}, 'w').write('0')\n"
    done = subprocess.run([sys.executable, "-c", join + program.format(size)], check=False)
    assert (done.returncode != 0) is ended
    assert real.ran_out() is ended


def groups_of_this_process(real):
    return set(real.folder.parent.glob(f"sandbox-{os.getpid()}-*"))


@sandboxed.needed
def test_a_kernel_is_in_its_group_and_the_group_is_gone_after_it(real):
    before = groups_of_this_process(real)
    outputs, exceeded = sandboxed.run("print(open('/proc/self/cgroup').read())", "kept = bytes(100)", memory_mb=400)
    assert "sandbox-" in outputs[0]
    assert exceeded == ""
    assert groups_of_this_process(real) == before


@sandboxed.needed
def test_a_kernel_that_cannot_start_leaves_no_group(real):
    before = groups_of_this_process(real)
    manager.fork_server("import colorsys")._process.kill()
    with pytest.raises(manager.SandboxError, match="has ended"):
        sandboxed.run("print('never')", imports="import colorsys")
    assert groups_of_this_process(real) == before
