"""Whose file is whose, in folders and zip files."""

import io
import os
import sys
import unicodedata
import zipfile
from pathlib import Path

import pytest

from gan_classroom.grading.intake.collect import File, TooLargeError, UnreadableError, collect, group

DAYS = {"day01": ["components"], "day02": ["mlp_gan"], "day03": ["dcgan"]}


def found(submissions):
    files = collect(submissions, days=DAYS, largest_mb=1)
    return {student: [(file.name, file.day) for file in found] for student, found in files.items()}


def write(path, content=b"{}"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def packed(*names):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(name, "{}")
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "student", "day"),
    [
        ("anna/components.ipynb", "anna", ""),
        ("anna/day01/components.ipynb", "anna", "day01"),
        ("anna/Day02 (late)/components.ipynb", "anna", "day02"),
        ("anna/work/my day03.ipynb", "anna", "day03"),
        ("anna/day02/day01.ipynb", "anna", "day02"),
        ("anna/today01.ipynb", "anna", ""),
        ("anna/day011.ipynb", "anna", ""),
        ("day02/anna/mlp_gan.ipynb", "anna", "day02"),
        ("Day02/anna.ipynb", "anna", "day02"),
        ("anna_day01/components.ipynb", "anna", "day01"),
        ("Anna Berg_1234567_assignsubmission_file_/x.ipynb", "Anna Berg_1234567_assignsubmission_file_", ""),
        ("anna_day01.ipynb", "anna", "day01"),
        ("anna_berg_DAY02.ipynb", "anna_berg", "day02"),
        ("anna_day02_mlp_gan.ipynb", "anna", "day02"),
        ("anna-day01-components.ipynb", "anna", "day01"),
        ("berganna_12345_67890_day01-1.ipynb", "berganna_12345_67890", "day01"),
        ("berganna_12345_67890_components-1.ipynb", "berganna_12345_67890", ""),
        ("anna_day01 (2).ipynb", "anna", "day01"),
        ("day01_components_anna.ipynb", "anna", "day01"),
        ("day01_anna.ipynb", "anna", "day01"),
        ("anna_components.ipynb", "anna", ""),
        ("anna berg components (2).ipynb", "anna berg", ""),
        ("components_anna.ipynb", "anna", ""),
        ("anna_Components.IPYNB", "anna", ""),
        ("anna.ipynb", "anna", ""),
        ("anna_components.pdf", "anna", ""),
        ("roster.csv", None, None),
        ("README.md", None, None),
    ],
)
def test_student_and_day_are_read_from_the_path(name, student, day):
    grouped = group([File(tuple(name.split("/")), (), bytes)], DAYS)
    assert {student: [file.day for file in files] for student, files in grouped.items()} == (
        {student: [day]} if student else {}
    )


def test_a_folder(tmp_path):
    for name in ("b/components.ipynb", "b/day02/gan.ipynb", "b/.ipynb_checkpoints/x.ipynb", "day01/a/components.ipynb"):
        write(tmp_path / name)
    for name in ("c", "d/day01", ".git", "day02/e"):
        (tmp_path / name).mkdir(parents=True)
    assert found(tmp_path) == {
        "a": [("a/components.ipynb", "day01")],
        "b": [("b/components.ipynb", ""), ("b/day02/gan.ipynb", "day02")],
        "c": [],
        "d": [],
        "e": [],
    }


def test_one_spelling_for_an_umlaut(tmp_path):
    write(tmp_path / unicodedata.normalize("NFD", "Jörg") / "components.ipynb")
    assert list(found(tmp_path)) == ["Jörg"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are always Unicode")
def test_a_name_of_another_encoding(tmp_path):
    write(Path(os.fsdecode(os.fsencode(tmp_path) + b"/J\xf6rg")) / "components.ipynb")
    assert list(found(tmp_path)) == ["J?rg"]


def test_zip_files(tmp_path):
    write(tmp_path / "all.zip", packed("all/anna/components.ipynb", "all/ben/", "__MACOSX/all/anna/._components.ipynb"))
    assert found(tmp_path / "all.zip") == {"anna": [("anna/components.ipynb", "")], "ben": []}
    write(tmp_path / "each" / "anna.zip", packed("components.ipynb"))
    write(tmp_path / "each" / "ben" / "day01.zip", packed("work/components.ipynb"))
    write(tmp_path / "each" / "cleo_day02.zip", packed("work/gan.ipynb"))
    assert found(tmp_path / "each") == {
        "anna": [("anna/components.ipynb", "")],
        "ben": [("ben/day01/work/components.ipynb", "day01")],
        "cleo": [("cleo_day02/work/gan.ipynb", "day02")],
    }


def test_paths_in_a_zip_lead_nowhere(tmp_path):
    write(tmp_path / "all.zip", packed("../../etc/components.ipynb", "/root/components.ipynb", ".."))
    assert found(tmp_path / "all.zip") == {
        "etc": [("etc/components.ipynb", "")],
        "root": [("root/components.ipynb", "")],
    }
    assert [path.name for path in tmp_path.iterdir()] == ["all.zip"]


def test_what_cannot_be_opened_says_so_when_it_is_read(tmp_path):
    write(tmp_path / "secret.ipynb")
    write(tmp_path / "s" / "broken.zip", b"PK")
    data = bytearray(packed("anna/components.ipynb"))
    data[data.index(b"{}")] ^= 1
    write(tmp_path / "s" / "crc.zip", bytes(data))
    (tmp_path / "s" / "link.ipynb").symlink_to(tmp_path / "secret.ipynb")
    (tmp_path / "s" / "folder").symlink_to(tmp_path)
    (tmp_path / "s" / "gone.ipynb").symlink_to(tmp_path / "s" / "gone")
    write(tmp_path / "s" / "vanishes.ipynb")
    files = collect(tmp_path / "s", days=DAYS, largest_mb=1)
    (tmp_path / "s" / "vanishes.ipynb").unlink()
    reasons = {
        "broken": "not a zip",
        "crc": "CRC",
        "folder": "symbolic link",
        "gone": "symbolic link",
        "link": "symbolic link",
        "vanishes": "cannot be opened",
    }
    assert set(files) == set(reasons)
    for student, reason in reasons.items():
        assert files[student][0].is_notebook
        with pytest.raises(UnreadableError, match=reason):
            files[student][0].read()


def test_large_files_are_not_read(tmp_path, monkeypatch):
    write(tmp_path / "anna.ipynb", b"x" * 1_000_001)
    write(tmp_path / "ben.zip", packed("a.ipynb") + b"x" * 1_000_001)
    with zipfile.ZipFile(tmp_path / "cleo.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.ipynb", b"0" * 1_000_001)
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail("read"))
    files = collect(tmp_path, days=DAYS, largest_mb=1)
    assert list(files) == ["anna", "ben", "cleo"]
    for (file,) in files.values():
        with pytest.raises(TooLargeError, match="larger than 1 MB"):
            file.read()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is closed to this user")
def test_a_closed_folder_is_not_taken_for_an_empty_one(tmp_path):
    (tmp_path / "anna").mkdir(mode=0)
    assert found(tmp_path) == {"anna": [("anna/anna", "")]}


def test_no_such_folder(tmp_path):
    with pytest.raises(FileNotFoundError, match="no folder or zip file of submissions"):
        found(tmp_path / "nowhere")
    write(tmp_path / "text.txt")
    with pytest.raises(ValueError, match=r"expected a folder or a zip file .*text\.txt is neither"):
        found(tmp_path / "text.txt")
