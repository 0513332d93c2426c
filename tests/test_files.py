import os
import stat

import pytest

from gan_course.files import replacing, write_atomically


def test_a_file_is_replaced_and_nothing_else_is_left(tmp_path):
    path = tmp_path / "a.txt"
    assert write_atomically(str(path), b"old") == path
    with replacing(path) as stream:
        stream.write(b"new")
        assert path.read_bytes() == b"old"
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"a.txt": b"new"}


def test_a_failure_leaves_the_old_file_alone(tmp_path):
    write_atomically(tmp_path / "a.txt", b"old")
    with pytest.raises(TypeError), replacing(tmp_path / "a.txt") as stream:
        stream.writelines([b"half", "no bytes"])
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"a.txt": b"old"}


def test_no_folder(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"expected a folder .*absent to write a.txt into, got none"):
        write_atomically(tmp_path / "absent" / "a.txt", b"")


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
@pytest.mark.parametrize("mask", [0o022, 0o077])
def test_who_may_read_the_file_is_as_for_any_new_file(tmp_path, mask):
    before = os.umask(mask)
    try:
        write_atomically(tmp_path / "a.txt", b"")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o666 & ~mask
