import tomllib
from dataclasses import replace

import pytest

from gan_course.project.settings import FILE, Settings, Statements, read_settings, settings_text

CARD = Statements("mit", 'Ada "the first"', "drawn \\ by me\nin May", "nobody", "for # nothing")


def write(folder, text):
    (folder / FILE).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def text():
    return settings_text("Käthe's cats", "pictures", CARD, mirror=False, keep_alike=True)


def test_what_is_written_is_read(text, tmp_path):
    settings = read_settings(write(tmp_path, text))
    expected = Settings("Käthe's cats", tmp_path / "pictures", mirror=False, keep_alike=True, card=CARD)
    assert settings == expected
    assert settings.card.missing == []


def test_an_absolute_folder_stays_where_it_is(tmp_path):
    text = settings_text("x", str(tmp_path / "elsewhere"), CARD, mirror=True, keep_alike=False)
    (tmp_path / "project").mkdir()
    assert read_settings(write(tmp_path / "project", text)).pictures == tmp_path / "elsewhere"


def test_what_was_not_said_is_missing():
    assert Statements().missing == ["license", "author", "pictures_from", "people", "use"]
    assert replace(CARD, people=" ").missing == ["people"]


def test_lines_may_be_left_out(tmp_path):
    settings = read_settings(write(tmp_path, 'name = "x"'))
    assert settings == Settings("x", tmp_path / "pictures")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('size = "auto"', "size = 48", "expected size to be one of 32, 64, 'auto', got 48"),
        ('size = "auto"', "sizes = 32", r"expected \[pictures\] settings to be one of 'folder', 'size'.*got 'sizes'"),
        ('recipe = "auto"', 'recipe = "conditional"', "expected recipe to be one of 'mlp'.*got 'conditional'"),
        ('steps = "auto"', "steps = 0", "expected steps to be a whole number of at least 1, got 0"),
        ('steps = "auto"', 'steps = "many"', "expected steps to be a whole number of at least 1, got 'many'"),
        ("seed = 0", "seed = -1", "expected seed to be a whole number of at least 0, got -1"),
        ("mirror = false", 'mirror = "no"', "expected mirror to be true or false, got 'no'"),
        ('license = "mit"', 'license = "MIT"', r"expected \[card\] license to be one of Hugging Face's .* got 'MIT'"),
        ('people = "nobody"', "people = 0", 'expected people to be a text, got 0; write it between "…"'),
        ('folder = "pictures"', "folder = 3", r"expected \[pictures\] folder to be a text, got 3"),
        ("[training]", "[trainings]", "expected settings to be one of 'name', 'pictures', 'training', 'card'"),
        ("seed = 0", "seed = ", "expected TOML, got: Invalid value"),
        ('name = "Käthe', 'name = "" # "Käthe', "expected name to say what the model is called, got ''"),
        ("[training]\n", "", r"expected \[pictures\] settings to be one of .* got 'recipe'"),
    ],
)
def test_a_line_that_cannot_be_is_named_with_the_file(old, new, message, text, tmp_path):
    assert old in text
    with pytest.raises(ValueError, match=rf"{FILE}: {message}"):
        read_settings(write(tmp_path, text.replace(old, new)))


def test_a_section_that_is_a_line(tmp_path):
    with pytest.raises(ValueError, match=r"expected a section \[card\], got card = 'none'; write its lines below"):
        read_settings(write(tmp_path, 'name = "x"\ncard = "none"'))


def test_a_file_in_another_encoding(tmp_path):
    (tmp_path / FILE).write_bytes('name = "Käthe"'.encode("latin-1"))
    with pytest.raises(ValueError, match="expected TOML, got: 'utf-8' codec"):
        read_settings(tmp_path)


def test_no_project(tmp_path):
    with pytest.raises(
        FileNotFoundError, match=f"expected a project with {FILE}, got none in .*gan-course new-project"
    ):
        read_settings(tmp_path)


def test_the_template_names_every_setting(text):
    found = tomllib.loads(text)
    assert set(found) == {"name", "pictures", "training", "card"}
    assert set(found["pictures"]) == {"folder", "size", "mirror", "keep_alike"}
    assert set(found["training"]) == {"recipe", "steps", "seed"}
    assert set(found["card"]) == set(vars(CARD))
