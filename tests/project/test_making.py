import json

import nbformat
import pytest
from PIL import Image

from gan_course.cli import new_project
from gan_course.project.making import EXAMPLES, notebook_text, project_files
from gan_course.project.settings import Statements, read_settings
from gan_course.project.survey import survey


def write(folder, *arguments, **options):
    folder.mkdir(exist_ok=True)
    for name, make in project_files(*arguments, **options):
        make(folder / name)
    return folder


def test_the_notebook_is_valid_and_its_cells_are_python():
    notebook = nbformat.reads(notebook_text(), as_version=4)
    nbformat.validate(notebook)
    assert notebook_text() == notebook_text()
    kinds = [cell.cell_type for cell in notebook.cells]
    assert kinds[0] == "markdown"
    assert notebook.cells[0].source.startswith("# A GAN of your own")
    for cell in notebook.cells:
        if cell.cell_type == "code":
            compile(cell.source, "cell", "exec")
        else:
            assert not cell.source.startswith("# %%")
    json.loads(notebook_text())


def test_a_project_of_ones_own(tmp_path):
    folder = write(tmp_path / "new", "Cats", "/pictures/of/cats", Statements(author="me"), mirror=False)
    assert sorted(path.name for path in folder.iterdir()) == ["README.md", "project.ipynb", "settings.toml"]
    settings = read_settings(folder)
    assert (settings.name, settings.mirror, settings.keep_alike) == ("Cats", False, False)
    assert settings.card == Statements(author="me")


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_brings_pictures_and_all_that_can_be_said(example, tmp_path):
    folder = write(tmp_path / "new", "x", "pictures", Statements(author="me"), example)
    settings = read_settings(folder)
    assert settings.card.missing == []
    report = survey(settings.pictures, keep_alike=settings.keep_alike)
    assert report.count == EXAMPLES[example].count
    with Image.open(folder / "pictures" / "0007.png") as picture:
        assert (picture.size, picture.mode) == ((64, 64), "RGB")


def test_what_the_owner_says_goes_before_what_the_example_says(tmp_path):
    folder = write(tmp_path / "new", "x", "pictures", Statements(license="mit", use="Mine alone."), "cat")
    card = read_settings(folder).card
    assert (card.license, card.use) == ("mit", "Mine alone.")
    assert "Chelsea" in card.pictures_from
    assert card.missing == ["author"]


def test_the_command_names_the_examples_that_there_are():
    assert set(new_project.EXAMPLES) == set(EXAMPLES)
    assert {name.replace("-", "_") for name in new_project.STATEMENTS} == set(vars(Statements()))
