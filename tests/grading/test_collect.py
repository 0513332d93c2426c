"""Whose file is whose, in folders and zip files."""

import io
import os
import sys
import unicodedata
import zipfile
from pathlib import Path

import pytest

from gan_course.grading.collect import File, UnreadableError, collect, group

NAMES = {"assignment": "day01", "notebooks": ["components"], "days": ["day01", "day02"]}


def found(submissions):
    return {student: [file.name for file in files] for student, files in collect(submissions, **NAMES).items()}


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
    ("name", "student"),
    [
        ("anna/components.ipynb", "anna"),
        ("anna/day01/components.ipynb", "anna"),
        ("Anna Berg_1234567_assignsubmission_file_/x.ipynb", "Anna Berg_1234567_assignsubmission_file_"),
        ("anna_components.ipynb", "anna"),
        ("anna-day01-components.ipynb", "anna"),
        ("berganna_12345_67890_components-1.ipynb", "berganna_12345_67890"),
        ("anna berg components (2).ipynb", "anna berg"),
        ("components_anna.ipynb", "anna"),
        ("anna_Components.IPYNB", "anna"),
        ("anna.ipynb", "anna"),
        ("anna_components.pdf", "anna"),
        ("roster.csv", None),
        ("README.md", None),
    ],
)
def test_the_student_is_read_from_the_path(name, student):
    file = File(tuple(name.split("/")), (), bytes)
    assert list(group([file], **NAMES)) == ([student] if student else [])


def test_a_folder(tmp_path):
    for name in ("b/components.ipynb", "b/day02/gan.ipynb", "b/.ipynb_checkpoints/x.ipynb", "a/day01/components.ipynb"):
        write(tmp_path / name)
    (tmp_path / "c").mkdir()
    (tmp_path / ".git").mkdir()
    assert found(tmp_path) == {"a": ["a/day01/components.ipynb"], "b": ["b/components.ipynb"], "c": []}


def test_one_spelling_for_an_umlaut(tmp_path):
    write(tmp_path / unicodedata.normalize("NFD", "Jörg") / "components.ipynb")
    assert list(found(tmp_path)) == ["Jörg"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are always Unicode")
def test_a_name_of_another_encoding(tmp_path):
    write(Path(os.fsdecode(os.fsencode(tmp_path) + b"/J\xf6rg")) / "components.ipynb")
    assert list(found(tmp_path)) == ["J?rg"]


def test_zip_files(tmp_path):
    write(tmp_path / "all.zip", packed("all/anna/components.ipynb", "all/ben/", "__MACOSX/all/anna/._components.ipynb"))
    assert found(tmp_path / "all.zip") == {"anna": ["anna/components.ipynb"], "ben": []}
    write(tmp_path / "each" / "anna.zip", packed("components.ipynb"))
    write(tmp_path / "each" / "ben" / "day01.zip", packed("work/components.ipynb"))
    assert found(tmp_path / "each") == {"anna": ["anna/components.ipynb"], "ben": ["ben/work/components.ipynb"]}


def test_paths_in_a_zip_lead_nowhere(tmp_path):
    write(tmp_path / "all.zip", packed("../../etc/components.ipynb", "/root/components.ipynb", ".."))
    assert found(tmp_path / "all.zip") == {"etc": ["etc/components.ipynb"], "root": ["root/components.ipynb"]}
    assert [path.name for path in tmp_path.iterdir()] == ["all.zip"]


def test_what_cannot_be_opened_says_so_when_it_is_read(tmp_path, monkeypatch):
    write(tmp_path / "secret.ipynb")
    write(tmp_path / "s" / "broken.zip", b"PK")
    data = bytearray(packed("anna/components.ipynb"))
    data[data.index(b"{}")] ^= 1
    write(tmp_path / "s" / "crc.zip", bytes(data))
    (tmp_path / "s" / "link.ipynb").symlink_to(tmp_path / "secret.ipynb")
    (tmp_path / "s" / "gone.ipynb").symlink_to(tmp_path / "s" / "gone")
    write(tmp_path / "s" / "large.ipynb", b"x" * 1001)
    monkeypatch.setattr(sys.modules["gan_course.grading.collect"], "LARGEST", 1000)
    files = collect(tmp_path / "s", **NAMES)
    reasons = {
        "broken": "not a zip",
        "crc": "CRC",
        "link": "outside",
        "gone": "cannot be opened",
        "large": "larger than",
    }
    assert set(files) == set(reasons)
    for student, reason in reasons.items():
        with pytest.raises(UnreadableError, match=reason):
            files[student][0].read()


def test_no_such_folder(tmp_path):
    with pytest.raises(FileNotFoundError, match="no folder or zip file of submissions"):
        found(tmp_path / "nowhere")
