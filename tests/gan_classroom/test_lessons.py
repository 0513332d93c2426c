"""The notebooks in the repository are those that the lessons give."""

from pathlib import Path

from gan_classroom.authoring.build import build, differences

REPOSITORY = Path(__file__).parents[2]


def test_the_notebooks_are_up_to_date():
    built = build(REPOSITORY)
    assert not built.errors, "\n".join(str(error) for error in built.errors)
    stale = list(differences(REPOSITORY, built.files))
    assert not stale, "run `make build`, and delete files that no lesson gives"
