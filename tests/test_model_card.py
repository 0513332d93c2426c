import pytest
import yaml

from gan_course import model_card
from gan_course.model_card import SECTIONS, metadata_of, render, validate

RESULT = {
    "task": {"type": "unconditional-image-generation"},
    "dataset": {"type": "image-folder", "name": "faces"},
    "metrics": [{"type": "coverage", "value": 0.5}],
}


def card(metadata=(), sections=()):
    """A valid card, changed; ``None`` takes an entry away."""
    front = {"license": "mit", "library_name": "keras", "tags": ["gan"]} | dict(metadata)
    told = {name: f"What {name} has to say about it." for name in SECTIONS} | dict(sections)
    return render(
        "Faces",
        {name: value for name, value in front.items() if value is not None},
        {name: text for name, text in told.items() if text is not None},
    )


@pytest.mark.parametrize(
    "text",
    [
        card(),
        card().replace("\n", "\r\n"),
        "\ufeff" + card(),
        card({"license": "other", "license_name": "my-own", "pipeline_tag": "unconditional-image-generation"}),
        card({"datasets": ["mnist"], "metrics": ["coverage"], "language": "en"}),
        card({"model-index": [{"name": "faces", "results": [RESULT]}]}),
        card().replace("## Factors", "### **factors** ##"),
        card(sections={"Factors": "### Groups\n\nSkin, hair, hats and glasses."}),
        card(sections={"Metrics": "```python\n# Metrics\n## Metrics\n```\n\nCoverage, and its floor."}),
    ],
)
def test_a_valid_card_has_no_problems(text):
    assert validate(text) == []


@pytest.mark.parametrize(
    ("metadata", "problem"),
    [
        ({"license": None}, "license: expected an identifier of Hugging Face's list, got none; write such as mit"),
        ({"license": "MIT licence"}, "license: expected an identifier of Hugging Face's list, got 'MIT licence'"),
        ({"license": "unknown"}, "license: expected an identifier of Hugging Face's list, got 'unknown'"),
        ({"license": ["mit"]}, "license: expected an identifier of Hugging Face's list, got ['mit']"),
        ({"license": "other"}, "license_name: expected the licence's name, as license is other, got none"),
        ({"library_name": None}, "library_name: expected a name, got none"),
        ({"library_name": 3}, "library_name: expected a name, got 3"),
        ({"tags": None}, "tags: expected a list of at least one text, got none"),
        ({"tags": []}, "tags: expected a list of at least one text, got []"),
        ({"tags": "gan"}, "tags: expected a list of at least one text, got 'gan'"),
        ({"datasets": [1]}, "datasets: expected a list of at least one text, got [1]"),
        ({"pipeline_tag": ["a"]}, "pipeline_tag: expected a task, got ['a']"),
        ({"model-index": {"name": "x"}}, "model-index: expected a list of a name with results each"),
        ({"model-index": [{"name": "x", "results": []}]}, "model-index: expected a list of a name with results each"),
        ({"model-index": [{"results": [RESULT]}]}, "model-index: expected a list of a name with results each"),
        *(
            ({"model-index": [{"name": "x", "results": [RESULT | change]}]}, f"model-index: expected {problem}")
            for change, problem in [
                ({"task": {}}, "the type of a result's task, got none"),
                ({"dataset": {"type": "x"}}, "the name of a result's dataset, got none"),
                ({"metrics": []}, "metrics in each result, got none"),
                ({"metrics": [{"type": "coverage"}]}, "a type and a value of each metric, got {'type': 'coverage'}"),
            ]
        ),
        ({"thumbnail": "TODO"}, "front matter: expected facts, got a placeholder"),
    ],
)
def test_a_flaw_of_the_metadata_is_the_one_problem(metadata, problem):
    (found,) = validate(card(metadata))
    assert found.startswith(problem)


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (None, "expected one section of this name, got none; add ## "),
        ("", "expected a section of at least 5 words, got ''"),
        ("Not much.", "expected a section of at least 5 words, got 'Not much.'"),
        ("<!-- a comment of five words and more -->", "expected a section of at least 5 words, got ''"),
        ("Who made it and when: TODO, to be said.", "expected facts, got the placeholder TODO"),
        ("[More Information Needed] from those who know it.", "expected facts, got the placeholder [More Information"),
    ],
)
def test_a_section_that_is_missing_or_says_nothing(section, content, problem):
    (found,) = validate(card(sections={section: content}))
    assert found.startswith(f"{section}: {problem}")


def test_a_section_that_comes_twice():
    text = card() + "\n## Factors\n\nOnce more, in five words.\n"
    assert validate(text) == ["Factors: expected one section of this name, got 2; join them"]


def test_an_empty_section_is_not_filled_by_its_neighbour():
    text = card(sections={"Intended Use": ""})
    assert [problem.partition(":")[0] for problem in validate(text)] == ["Intended Use"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "front matter: expected YAML between two lines of three dashes, got none"),
        (card().removeprefix("---\n"), "front matter: expected YAML between two lines of three dashes, got none"),
        (card().replace("\n---\n", "\n"), "front matter: expected YAML between two lines of three dashes, got none"),
        (card().replace("license: mit", "license: [mit"), "front matter: expected YAML, got: while parsing"),
        (card().replace("license: mit", "license: !!python/name:os.system"), "front matter: expected YAML, got: "),
        ("---\n- license\n---\n" + card(), "front matter: expected names with values, got list"),
    ],
)
def test_a_front_matter_that_cannot_be_read(text, problem):
    assert validate(text)[0].startswith(problem)
    with pytest.raises(ValueError, match=r"^front matter: expected"):
        metadata_of(text)


def test_every_problem_is_told_at_once():
    assert len(validate("no card at all")) == 2 + len(SECTIONS)
    assert len(validate(card({"license": None, "tags": None}, {"Factors": None}))) == 3


def test_a_title_is_needed():
    (problem,) = validate(card().replace("# Faces\n", "Faces\n", 1))
    assert problem == "title: expected a heading # …, got none; name the model"


def test_what_is_no_text():
    with pytest.raises(TypeError, match="expected the text of a card, got bytes"):
        validate(card().encode())


def test_metadata_survive_the_writing():
    metadata = {"license": "other", "license_name": "Ärger: 'frei' # no", "tags": ["yes", "1.0"], "score": 0.25}
    text = render("Title: with # marks", metadata, {"Factors": "Skin."})
    assert metadata_of(text) == metadata
    assert yaml.safe_load(text.split("---\n")[1]) == metadata


def test_the_sections_are_those_of_the_paper():
    assert len(SECTIONS) == 9
    assert "MIT".lower() in model_card.LICENSES
    assert "unknown" not in model_card.LICENSES
