"""Nobody and nothing is lost: archives, names that platforms give, and files that are no notebooks, in one run."""

import pytest


@pytest.mark.parametrize(
    ("student", "status", "score", "message"),
    [
        ("nested", "graded", 8, ""),
        ("too nested", "unreadable", 0, "lies too deep"),
        ("empty zip", "unreadable", 0, "an empty archive"),
        ("tarred", "graded", 8, ""),
        ("tar bomb", "too_large", 0, "larger than 12 MB"),
        ("zip bomb", "too_large", 0, "larger than 3 MB"),
        ("greedy", "unreadable", 0, "no notebook inside"),
        ("seven", "unreadable", 0, "a .7z archive, which is not opened here; unpack it, or ask for a zip file"),
        ("rar", "unreadable", 0, "a .rar archive, which is not opened here; unpack it, or ask for a zip file"),
        ("printed", "unreadable", 0, "printed.pdf is no notebook"),
        ("exported", "unreadable", 0, "exported.html is no notebook"),
        ("Cleo Ø", "graded", 8, ""),
        ("lovelaceada_1234", "graded", 8, ""),
        ("hopper_77", "graded", 8, "not graded: hopper_77_9_sample-1.ipynb: not JSON"),
    ],
)
def test_everybody_has_a_row_with_its_reason(batch, student, status, score, message):
    row = batch.rows[student]
    assert (row.status, row.score) == (status, score)
    assert message in row.message


def test_the_platform_is_heard(batch):
    assert batch.rows["lovelaceada_1234"].late == "as the platform says"
    assert batch.rows["lovelaceada_1234"].handle == "lovelaceada_LATE_1234_5678"
    assert batch.rows["hopper_77"].files == 2


def test_what_is_nobodys_is_named(batch):
    assert "look at this: roster.csv: nobody's; its name says neither who nor what" in batch.said
