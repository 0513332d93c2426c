from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from gan_course import model_card
from gan_course.data import cartoon_faces
from gan_course.project.card import Results, make_card
from gan_course.project.copies import audit_copies
from gan_course.project.judging import judge
from gan_course.project.plan import make_plan
from gan_course.project.settings import Settings, Statements
from gan_course.project.survey import survey

STATEMENTS = Statements("cc-by-4.0", "Ada, ada@example.org", "Drawn by me.", "Nobody is in them.", "For a test only.")


@pytest.fixture(scope="module")
def results(tmp_path_factory, make):
    folder = tmp_path_factory.mktemp("pictures")
    make.pictures(folder / "kings", 25, seed=1)
    make.pictures(folder / "queens", 25, seed=2)
    (folder / "broken.png").write_bytes(b"")
    report = survey(folder)
    settings = Settings("Faces", folder)
    images = cartoon_faces(60, 32, 9).images
    fakes = cartoon_faces(60, 32, 10).images.copy()
    fakes[:2] = images[:2]
    plan = make_plan(report.count, report.shorter_sides, settings)
    audit = audit_copies(images, fakes)
    return Results(report, plan, judge(images, fakes).report, audit, 1234, date(2026, 11, 29))


@pytest.fixture
def settings(results):
    return Settings("Faces", results.folder.folder, card=STATEMENTS)


def test_the_card_is_valid_once_all_is_said(results, settings):
    assert model_card.validate(make_card(settings, results)) == []


@pytest.mark.parametrize("name", vars(STATEMENTS))
def test_what_is_not_said_is_a_problem_of_the_card(name, results, settings):
    card = make_card(replace(settings, card=replace(STATEMENTS, **{name: ""})), results)
    problems = model_card.validate(card)
    assert problems
    assert "TODO" in card


def test_the_card_says_what_was_measured(results, settings):
    card = make_card(settings, results)
    for text in (
        "Ada, ada@example.org",
        "2026-11-29",
        "1,234 weights",
        "32×32",
        "groups kings, queens",
        "50 pictures, and their mirror images",
        "1 could not be read",
        f"| coverage (k = 5) | {results.report.measures['coverage'].value:.3g} |",
        "2 of 60 generated pictures are copies",
        "2 were copies of training pictures",
        "It learned from 50 pictures only",
    ):
        assert text in card.replace("\n", " "), text


def test_the_metadata_hold_the_figures(results, settings):
    metadata = model_card.metadata_of(make_card(settings, results))
    assert metadata["license"] == "cc-by-4.0"
    (result,) = metadata["model-index"][0]["results"]
    values = {metric["type"]: metric["value"] for metric in result["metrics"]}
    assert values["coverage"] == pytest.approx(results.report.measures["coverage"].value, abs=1e-6)
    assert set(values) == set(results.report.measures)


def test_another_licence_and_no_mirror_images(results, settings):
    statements = replace(STATEMENTS, license="other")
    card = make_card(replace(settings, mirror=False, card=statements, pictures=Path("x")), results)
    assert model_card.validate(card) == []
    assert model_card.metadata_of(card)["license_name"] == "licence of Faces"
    assert "mirror images" not in card


def test_a_name_with_marks_of_its_own_spoils_nothing(results, settings):
    card = make_card(replace(settings, name='#1: "Faces" & {co}'), results)
    assert model_card.validate(card) == []
    assert model_card.metadata_of(card)["model-index"][0]["name"] == '#1: "Faces" & {co}'
