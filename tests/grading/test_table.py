"""The table of grades."""

from gan_course.grading.table import Row, write_csv


def test_exercises_become_columns(tmp_path):
    rows = [
        Row("ben", "day01", "one", 2.5, 4, "graded", "a, b", {"double": 2, "half": 0.5}),
        Row("=cmd", "day01", "two", 0, 2, "graded", "-x", {"other": 0}),
    ]
    write_csv(tmp_path / "grades.csv", rows)
    assert (tmp_path / "grades.csv").read_text(encoding="utf-8").splitlines() == [
        "student,assignment,notebook,score,max_score,status,double,half,other,message",
        'ben,day01,one,2.5,4,graded,2,0.5,,"a, b"',
        "'=cmd,day01,two,0,2,graded,,,0,'-x",
    ]
