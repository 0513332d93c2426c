"""Whose file is whose, in folders and zip files."""

import io
import os
import sys
import time
import unicodedata
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gan_classroom.grading.intake import archives
from gan_classroom.grading.intake.collect import File, collect, group
from gan_classroom.grading.intake.names import day_of

DAYS = {"day01": ["components"], "day02": ["mlp_gan"], "day03": ["dcgan"]}


def found(submissions, **people):
    students = collect(submissions, days=DAYS, largest_mb=1, people=people).students
    return {student: [(file.name, day_of(file.parts, DAYS)) for file in found] for student, found in students.items()}


def grouped(*names, people=None):
    return group([File(tuple(name.split("/"))) for name in names], DAYS, 1_000_000, people)


def seconds(*moment):
    return datetime(*moment).timestamp()


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
        ("Anna Berg_1234567_assignsubmission_file_/x.ipynb", "Anna Berg", ""),
        ("anna_day01.ipynb", "anna", "day01"),
        ("anna_berg_DAY02.ipynb", "anna_berg", "day02"),
        ("anna_day02_mlp_gan.ipynb", "anna", "day02"),
        ("anna-day01-components.ipynb", "anna", "day01"),
        ("berganna_12345_67890_day01-1.ipynb", "berganna_12345", "day01"),
        ("berganna_12345_67890_components-1.ipynb", "berganna_12345", ""),
        ("anna_day01 (2).ipynb", "anna", "day01"),
        ("day01_components_anna.ipynb", "anna", "day01"),
        ("day01_anna.ipynb", "anna", "day01"),
        ("anna_components.ipynb", "anna", ""),
        ("anna berg components (2).ipynb", "anna berg", ""),
        ("components_anna.ipynb", "anna", ""),
        ("anna_Components.IPYNB", "anna", ""),
        ("anna.ipynb", "anna", ""),
        ("anna_components.pdf", "anna", ""),
        ("anna.pdf", "anna", ""),
        ("anna.tar.gz", "anna", ""),
        ("anna_day02.7z", "anna", "day02"),
        ("roster.csv", None, None),
        ("README.md", None, None),
        ("index.html", None, None),
    ],
)
def test_student_and_day_are_read_from_the_path(name, student, day):
    result = grouped(name)
    students = {student: [day_of(file.parts, DAYS) for file in files] for student, files in result.students.items()}
    assert students == ({student: [day]} if student else {})
    assert bool(result.warnings) is (student is None)


@pytest.mark.parametrize(
    ("platform", "weeks", "student", "submitted"),
    [
        (
            "moodle",
            ["Ada Løve_11_assignsubmission_file_/a.ipynb", "Ada Løve_97_assignsubmission_file/b.ipynb"],
            "Ada Løve",
            0,
        ),
        (
            "moodle",
            ["Ada B_11_assignsubmission_file_day01.ipynb", "Ada B_12_assignsubmission_onlinetext_onlinetext.html"],
            "Ada B",
            0,
        ),
        ("moodle", ["Participant_11_assignsubmission_file_/a.ipynb"], "Participant 11", 0),
        ("canvas", ["berganna_12_99_a.ipynb", "berganna_LATE_12_345_b-1.ipynb"], "berganna_12", 0),
        ("canvas", ["berganna_12_99_a.zip", "berganna_12_100_a.ipynb"], "berganna_12", 0),
        ("canvas", ["anonymous_A1b2C_99_a.ipynb"], "anonymous_A1b2C", 0),
        (
            "blackboard",
            [
                "gradebook_C1_Day2001_aberg_attempt_2026-01-15-10-30-45_a.ipynb",
                "Day 1_aberg_attempt_2026-01-15-10-30-45.txt",
            ],
            "aberg",
            seconds(2026, 1, 15, 10, 30, 45),
        ),
        (
            "brightspace",
            ["11-22 - Ada B - Jan 15, 2026 930 PM/a.ipynb", "12-23 - Ada B - Jan 15, 2026 930 PM - b.ipynb"],
            "Ada B",
            seconds(2026, 1, 15, 21, 30),
        ),
        (
            "ilias",
            ["Berg_Ada_aberg_6789/20260115213000_a.ipynb"],
            "Berg_Ada_aberg_6789",
            seconds(2026, 1, 15, 21, 30),
        ),
    ],
)
def test_the_person_is_the_same_over_weeks_and_attempts(platform, weeks, student, submitted):
    for week in (*([name] for name in weeks), [f"wk{number}/{name}" for number, name in enumerate(weeks)]):
        students = grouped(*week).students
        assert list(students) == [student]
        assert {file.submitted for file in students[student]} == {submitted}


def test_what_else_a_platform_says():
    (late, early) = grouped("berganna_LATE_12_345_b-1.ipynb", "berganna_12_99_a.ipynb").students["berganna_12"]
    assert (late.late, late.attempt, late.handle) == (True, 345, "berganna_LATE_12_345")
    assert (early.late, early.attempt) == (False, 99)
    (file,) = grouped("Ada B_11_assignsubmission_file_day01.ipynb").students["Ada B"]
    assert file.handle == "Ada B_11_assignsubmission_file"


@pytest.mark.parametrize(
    "name",
    [
        "Ada_11_assignsubmission_file_Ben_12_assignsubmission_file_a.ipynb",
        "C1_Ada_attempt_2026-01-15-10-30-45_Ben_attempt_2020-01-01-00-00-00_a.ipynb",
        "Ada_11_assignsubmission_file_/Ben_12_13_a/20200101000000_a.ipynb",
    ],
)
def test_nobody_becomes_somebody_else_or_earlier_by_the_name_of_a_file(name):
    ((student, (file,)),) = grouped(name).students.items()
    assert student == "Ada"
    assert file.submitted in (0, seconds(2026, 1, 15, 10, 30, 45))


def test_two_people_of_one_name_stay_two_and_are_pointed_out():
    names = [f"Ada B_{number}_assignsubmission_file_/a.ipynb" for number in (11, 12)]
    result = grouped(*names)
    assert list(result.students) == ["Ada B 11", "Ada B 12"]
    assert result.warnings == ["Ada B 11, Ada B 12: nearly the same name; if this is one person, say so with --people"]
    known = {"Ada B 11": "ada", "ada b_12_assignsubmission_file_": "ada the second"}
    assert list(grouped(*names, people=known).students) == ["ada", "ada the second"]
    assert not grouped(*(f"student{number}.ipynb" for number in range(9))).warnings
    assert "berg_77, berg_78" in grouped("berg_77_1_a.ipynb", "berg_78_2_a.ipynb").warnings[0]


@pytest.mark.parametrize(
    ("names", "students", "warned"),
    [
        (["wk1/Ada_11_assignsubmission_file_/a.ipynb"], ["Ada"], False),
        (["wk1/berg_1_2_a.ipynb", "wk2/curie_3_4_a.ipynb"], ["berg_1", "curie_3"], False),
        (["all/wk1/berg_1_2_a.ipynb", "all/wk2/curie_3_4_a.ipynb", "dora/a.ipynb"], ["berg_1", "curie_3", "dora"], 1),
        (["wk1/ada/day01/a.ipynb", "wk1/bob/a.zip"], ["ada", "bob"], True),
        (["wk1/ada_day01.ipynb", "wk1/bob_day01.ipynb", "cleo/a.ipynb"], ["ada", "bob", "cleo"], True),
        (["wk1/ada.ipynb", "wk1/bob.ipynb"], ["ada", "bob"], True),
        (["wk1/ada.zip", "wk1/bob/a.ipynb"], ["ada", "bob"], True),
        (["A/ada/a.ipynb", "A/bob/a.ipynb", "B/cleo/a.ipynb", "B/dan/b.zip"], ["ada", "bob", "cleo", "dan"], True),
        (["ada/day01/a.ipynb", "ada/day02/a.ipynb"], ["ada"], False),
        (["ada/old/a.ipynb", "ada/new/a.ipynb"], ["ada"], False),
        (["ada/components.ipynb", "ada/components (2).ipynb", "ada/mlp_gan.ipynb"], ["ada"], False),
        (["ada/final_components.ipynb", "ada/old_components.ipynb", "bob/a.ipynb"], ["ada", "bob"], False),
        (["ada/My homework.ipynb", "ada/Untitled1.ipynb"], ["ada"], False),
        (["ada/one.ipynb", "ada/two.ipynb", "bob/a.ipynb"], ["ada", "bob"], False),
    ],
)  # fmt: skip
def test_a_whole_class_in_a_folder_is_not_one_student(names, students, warned):
    result = grouped(*names)
    assert list(result.students) == students
    assert any("taken for a class" in warning for warning in result.warnings) == warned


PARTS = st.one_of(
    st.sampled_from(["day01", "ada", "old", "Ada B_1_assignsubmission_file_", "berg_1_2_x", "components", "index"]),
    st.text(st.characters(exclude_characters="/", exclude_categories=["Cs"]), min_size=1, max_size=8),
)
PATHS = st.tuples(st.lists(PARTS, max_size=4), PARTS, st.sampled_from([".ipynb", ".zip", ".pdf", ".csv", ""]))


@given(st.lists(PATHS, max_size=12))
@example([([], "day01", ""), (["day01"], "day01", ".ipynb")])
@settings(deadline=None)
def test_no_file_is_lost_whatever_it_is_called(paths):
    names = {"/".join([*folders, name + suffix]) for folders, name, suffix in paths}
    result = grouped(*names)
    kept = [file.name for files in result.students.values() for file in files]
    nobodys = {name for name in names if any(warning.startswith(f"{name}: nobody's") for warning in result.warnings)}
    assert len(kept) == len(set(kept))
    assert set(kept) | nobodys == names


@pytest.mark.parametrize("part", ["_" * 70_000, "a_" * 35_000, "1-1 - " * 12_000, "a b" * 25_000, "old" * 25_000])
def test_long_names_take_no_time(part):
    start = time.process_time()
    grouped(f"{part}/{part}.ipynb", f"{part}.ipynb", f"wk/{part}/a.ipynb", f"wk/b{part}/a.ipynb")
    assert time.process_time() - start < 1


def test_two_odd_folders_beside_other_students_are_one_students():
    result = grouped("ada/GAN_L/a.ipynb", "ada/GAN_L2/b.ipynb", "bob/a.ipynb")
    assert list(result.students) == ["ada", "bob"]
    assert result.warnings == ["ada: taken for one student's, but may be several people's"]
    assert list(grouped("A/ada/a.ipynb", "A/bob/a.ipynb", "A/cy/a.ipynb", "dan/a.ipynb").students) == [
        "ada",
        "bob",
        "cy",
        "dan",
    ]


def test_a_file_in_another_students_folder_displaces_nothing():
    result = grouped("ada/berg_77_99_a.ipynb", "berg_77_5_day01.ipynb", "curie/a.ipynb")
    assert {file.name: file.doubtful for file in result.students["berg_77"]} == {
        "ada/berg_77_99_a.ipynb": True,
        "berg_77_5_day01.ipynb": False,
    }
    assert "ada: taken for a class, not for one student" in result.warnings


def test_a_platforms_zip_in_the_folder(tmp_path):
    write(
        tmp_path / "s" / "GAN-day01-77.zip",
        packed("Ada_1_assignsubmission_file_/x.ipynb", "Bob_2_assignsubmission_file_/x.zip"),
    )
    write(tmp_path / "s" / "wk2.zip", packed("wk2/ada_day02.ipynb", "wk2/cleo_day02.ipynb"))
    write(tmp_path / "s" / "dora.zip", packed("components.ipynb", "mlp_gan.ipynb"))
    assert found(tmp_path / "s", ada="Ada") == {
        "Ada": [("GAN-day01-77/Ada_1_assignsubmission_file_/x.ipynb", "day01"), ("wk2/wk2/ada_day02.ipynb", "day02")],
        "Bob": [("GAN-day01-77/Bob_2_assignsubmission_file_/x.zip", "day01")],
        "cleo": [("wk2/wk2/cleo_day02.ipynb", "day02")],
        "dora": [("dora.zip", "")],
    }


def test_a_folder(tmp_path):
    for name in ("b/components.ipynb", "b/day02/gan.ipynb", "b/.ipynb_checkpoints/x.ipynb", "day01/a/components.ipynb"):
        write(tmp_path / name)
    for name in ("c", "d/day01", ".git", "day02/e"):
        (tmp_path / name).mkdir(parents=True)
    assert found(tmp_path) == {
        "a": [("day01/a/components.ipynb", "day01")],
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
    assert found(tmp_path / "all.zip") == {"anna": [("all/anna/components.ipynb", "")], "ben": []}
    write(tmp_path / "each" / "anna.zip", packed("components.ipynb"))
    write(tmp_path / "each" / "ben" / "day01.zip", packed("work/components.ipynb"))
    write(tmp_path / "each" / "cleo_day02.zip", packed("work/gan.ipynb"))
    assert found(tmp_path / "each") == {
        "anna": [("anna.zip", "")],
        "ben": [("ben/day01.zip", "day01")],
        "cleo": [("cleo_day02.zip", "day02")],
    }


def test_paths_in_a_zip_lead_nowhere(tmp_path):
    write(tmp_path / "all.zip", packed("../../etc/components.ipynb", "/root/components.ipynb", ".."))
    assert found(tmp_path / "all.zip") == {
        "etc": [("etc/components.ipynb", "")],
        "root": [("root/components.ipynb", "")],
    }
    assert [path.name for path in tmp_path.iterdir()] == ["all.zip"]


def test_links_are_not_followed(tmp_path):
    write(tmp_path / "secret.ipynb")
    write(tmp_path / "s" / "ada" / "one.ipynb")
    (tmp_path / "s" / "link.ipynb").symlink_to(tmp_path / "secret.ipynb")
    (tmp_path / "s" / "folder").symlink_to(tmp_path)
    (tmp_path / "s" / "gone.ipynb").symlink_to(tmp_path / "s" / "gone")
    students = collect(tmp_path / "s", days=DAYS, largest_mb=1).students
    assert list(students) == ["ada", "folder", "gone", "link"]
    for student in ("folder", "gone", "link"):
        (file,) = students[student]
        assert file.is_notebook
        assert "symbolic link" in file.problem
        assert not file.place


def test_what_cannot_be_read_says_so(tmp_path):
    data = bytearray(packed("anna/components.ipynb"))
    data[data.index(b"{}")] ^= 1
    write(tmp_path / "s" / "crc.zip", bytes(data))
    with pytest.raises(archives.UnreadableError, match="CRC"):
        archives.read((str(tmp_path / "s" / "crc.zip"), 0), 1_000_000)
    with pytest.raises(archives.UnreadableError, match="cannot be opened"):
        archives.read((str(tmp_path / "vanished"),), 1_000_000)


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
