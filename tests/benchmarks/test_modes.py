import json

import pytest

from benchmarks.modes import __main__ as program
from benchmarks.modes import run
from benchmarks.modes.run import Result


def result(recipe, seed, modes, high_quality):
    return Result("8-ring", recipe, seed, 12_000, 30.0 + seed, modes, high_quality, 0.25)


RESULTS = [result("plain", 0, 5, 0.5), result("plain", 1, 6, 0.7), result("plain", 2, 4, 0.6)]


def test_the_table_shows_medians_and_ranges_of_each_recipe():
    head, _, plain, regularised = program.table([*RESULTS, result("regularised", 0, 8, 0.951)]).splitlines()
    assert "2,500 samples" in head
    assert plain == (
        "| 8-ring, plain, 12,000 steps | 3 | 5 of 8 (4–6) | 60.0 (50.0–70.0) | 0.250 (0.250–0.250) | 31 (30–32) |"
    )
    assert regularised.startswith("| 8-ring, regularised, 12,000 steps | 1 | 8 of 8 (8–8) | 95.1 (95.1–95.1) |")


def test_each_run_trains_and_judges_in_the_units_of_its_mixture():
    found = run.run("25-grid", "regularised", seed=3, steps=50)
    assert found[:4] == ("25-grid", "regularised", 3, 50)
    assert found.seconds > 0
    assert 0 <= found.modes <= 25
    assert 0 <= found.high_quality <= 1
    assert found.reverse_kl >= 0


def test_the_runs_that_are_asked_for_are_made_and_kept(tmp_path, monkeypatch, capsys):
    asked = []

    def train(mixture, recipe, seed, steps):
        asked.append((mixture, recipe, seed, steps))
        return result(recipe, seed, 8, 0.9)

    monkeypatch.setattr(program, "train", train)
    file = tmp_path / "modes.json"
    assert program.main(["--only", "8-ring", "--seeds", "2", "--steps", "7", "--out", str(file)]) == 0
    assert asked == [("8-ring", recipe, seed, 7) for recipe in ("plain", "regularised") for seed in (0, 1)]
    assert [Result(**one) for one in json.loads(file.read_text())] == [result(one[1], one[2], 8, 0.9) for one in asked]
    assert "8 of 8" in capsys.readouterr().out


def test_an_interrupted_run_shows_what_it_has(monkeypatch, capsys):
    done = iter(RESULTS[:1])

    def train(*_):
        try:
            return next(done)
        except StopIteration:
            raise KeyboardInterrupt from None

    monkeypatch.setattr(program, "train", train)
    assert program.main([]) == program.INTERRUPTED
    printed = capsys.readouterr()
    assert "5 of 8 (5–5)" in printed.out
    assert "interrupted" in printed.err


@pytest.mark.parametrize("arguments", [["--seeds", "0"], ["--steps", "0"]])
def test_senseless_numbers_are_refused(arguments, capsys):
    with pytest.raises(SystemExit):
        program.main(arguments)
    assert "must be at least 1" in capsys.readouterr().err
