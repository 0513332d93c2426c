from benchmarks import input_tuner


def test_both_are_measured(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["input_tuner", "--rounds", "1", "--seconds", "0.02"])
    input_tuner.main()
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition("waited")[0].strip() for line in lines[2:]] == [
        "with the tuner",
        "without (gan_course.runtime.untuned)",
    ]
