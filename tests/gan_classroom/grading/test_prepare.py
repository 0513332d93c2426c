"""Reading notebooks leniently, and putting answers into the frame of the release."""

import copy
import json

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gan_classroom.grading.intake.collect import UnreadableError
from gan_classroom.grading.prepare import matches, prepare, read

from . import sample

RELEASE = sample.blank()
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda v: st.lists(v) | st.dictionaries(st.text(), v)
)
NOTEBOOKS = st.fixed_dictionaries(
    {"nbformat": st.sampled_from([3, 4, 4.0]) | VALUES},
    optional={
        key: VALUES
        | st.lists(
            VALUES
            | st.dictionaries(st.sampled_from(["cells", "source", "input", "metadata", "id", "cell_type"]), VALUES)
        )
        for key in ("cells", "worksheets")
    },
)


def submit(notebook):
    cells, _ = read(json.dumps(notebook).encode())
    return prepare(cells, RELEASE)


def sources(prepared):
    return [cell["source"] for cell in prepared.notebook["cells"]]


@given(NOTEBOOKS | VALUES)
def test_any_json_is_read_or_refused(content):
    try:
        cells, _ = read(json.dumps(content).encode())
    except UnreadableError:
        return
    nbformat.validate(nbformat.from_dict(prepare(cells, RELEASE).notebook))


@given(st.binary())
def test_any_bytes_are_read_or_refused(data):
    with pytest.raises(UnreadableError):
        read(data)


def test_a_release_is_left_as_it_is():
    prepared = submit(RELEASE)
    assert (prepared.notes, prepared.tampered) == ([], False)
    assert sources(prepared) == [cell["source"] for cell in RELEASE.cells]
    nbformat.validate(nbformat.from_dict(prepared.notebook))


def test_only_sources_are_taken_over():
    notebook = sample.ours()
    for cell in notebook.cells:
        cell.metadata["tags"] = ["skip-execution"]
        cell.metadata.get("nbgrader", {})["points"] = 100
    notebook.metadata["kernelspec"] = {"name": "ruby"}
    submitted = submit(notebook)
    assert submitted.tampered
    assert "the metadata of double were restored" in submitted.notes
    prepared = submitted.notebook
    assert "skip-execution" not in json.dumps(prepared)
    assert "100" not in json.dumps(prepared)
    assert prepared["metadata"]["kernelspec"]["name"] == "python3"
    assert any("return 2 * x" in cell["source"] for cell in prepared["cells"])


def test_a_check_goes_back_behind_its_exercise():
    notebook = sample.ours()
    names = ["double_check", "half_check"]
    notebook.cells = [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") not in names]
    prepared = submit(notebook)
    ids = [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in prepared.notebook["cells"]]
    assert ids[2:6] == ["double", "double_check", "half", "half_check"]
    assert len(prepared.notes) == 2


def test_a_check_without_its_exercise_goes_to_the_end():
    notebook = sample.ours()
    body = notebook.cells[2].source
    del notebook.cells[2:4]
    notebook.cells.append(nbformat.v4.new_code_cell(body))
    prepared = submit(notebook)
    assert sources(prepared)[-2:] == [body, RELEASE.cells[3].source]


def test_cell_ids_stand_in_for_lost_grade_ids():
    notebook = sample.ours()
    for cell in notebook.cells:
        cell.metadata = {}
    prepared = submit(notebook)
    assert prepared.notes[:2] == ["the metadata of double were restored", "the metadata of double_check were restored"]
    assert prepared.tampered
    assert any("return 2 * x" in source for source in sources(prepared))


def test_a_retyped_cell_is_code_again():
    notebook = sample.ours()
    notebook.cells[3].cell_type = "raw"
    prepared = submit(notebook)
    assert (prepared.notes, prepared.tampered) == (["double_check was a raw cell"], True)
    notebook = sample.ours()
    notebook.cells[2].cell_type = "markdown"
    prepared = submit(notebook)
    assert (prepared.notes, prepared.tampered) == (["double was a markdown cell"], False)
    assert prepared.notebook["cells"][2]["cell_type"] == "code"


@pytest.mark.parametrize(
    ("place", "change", "tampered"),
    [(2, "copy", False), (3, "copy", True), (2, "delete", False), (3, "delete", True), (3, "edit", True)],
)
def test_a_changed_check_is_tampering_and_a_lost_answer_is_not(place, change, tampered):
    notebook = sample.ours()
    if change == "copy":
        notebook.cells.insert(place, copy.deepcopy(notebook.cells[place]))
    elif change == "delete":
        del notebook.cells[place]
    else:
        notebook.cells[place].source = "pass"
    prepared = submit(notebook)
    assert (len(prepared.notes), prepared.tampered) == (1, tampered)


def test_checks_that_lost_everything_are_put_back():
    notebook = sample.ours()
    for index, cell in enumerate(notebook.cells):
        cell.metadata, cell.id = {}, f"new-{index}"
    prepared = submit(notebook)
    assert (prepared.notes, prepared.tampered) == (
        ["the grade ids of all cells were lost; the checks were put back"],
        True,
    )


def test_white_space_in_a_check_is_no_edit():
    notebook = copy.deepcopy(RELEASE)
    notebook.cells[3].source = notebook.cells[3].source.replace("\n", "\r\n") + "\n"
    assert submit(notebook).notes == []


def test_another_notebook_does_not_match():
    cells, _ = read(json.dumps(sample.blank({"other": ("return 1", "assert other(1)", "")}, ())).encode())
    assert matches(cells, RELEASE) == 0


def test_lone_surrogates_can_be_written_again():
    notebook = sample.ours(double="return '\ud800'")
    assert "return '?'" in json.dumps(submit(notebook).notebook)
