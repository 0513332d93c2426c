from gan_course.data import progress
from gan_course.data.progress import Progress


def test_one_line_of_few_updates(capsys):
    line = Progress("reading", 1000, ("files", 1))
    for _ in range(1000):
        line.add(1)
    line.close()
    written, errors = capsys.readouterr()
    assert written.startswith("\rreading: 1 of 1,000 files (0%)")
    assert written.endswith("\rreading: 1,000 of 1,000 files (100%)   \n")
    assert written.count("\r") <= 22
    assert written.count("\n") == 1
    assert errors == ""


def test_short_work_is_quiet(capsys, monkeypatch):
    now = 0.0
    monkeypatch.setattr(progress.time, "monotonic", lambda: now)
    line = Progress("reading", 10, ("files", 1), quiet_seconds=3)
    line.add(5)
    line.close()
    assert capsys.readouterr().out == ""
    now = 3.5
    line.add(1)
    line.close()
    assert capsys.readouterr().out == "\rreading: 6 of 10 files (60%)   \n"
