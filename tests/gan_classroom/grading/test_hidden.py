"""What a student gets to see of a check that failed."""

import pytest
from nbformat.v4 import new_code_cell, new_output

from gan_classroom.grading.hidden import conceal, hidden_lines, leave_out

SOURCE = """with checks.exercise("double"):
    assert double(3) == 6, "twice 3 is 6"
    ### BEGIN HIDDEN TESTS
    assert double(-1) == -2
    ### END HIDDEN TESTS"""
OWN = "Cell In[2], line 2\n----> 2 return 1 / x"
QUOTING = "Cell In[3], line 4\n\x1b[0;32m----> 4\x1b[0m     assert \x1b[1mdouble(-1) == -2\x1b[0m"


def failed(name, text, *frames):
    cell = new_code_cell(SOURCE, metadata={"nbgrader": {"grade": True, "grade_id": "double_check", "points": 2}})
    cell.outputs = [new_output("error", ename=name, evalue=text, traceback=[*frames, f"{name}: {text}"])]
    return cell


@pytest.mark.parametrize("frame", [QUOTING, QUOTING.replace("-1", "\x1b[3m-\x1b[0m1")])
def test_frames_that_quote_hidden_tests_go_and_the_students_own_stay(frame):
    cell = failed("ZeroDivisionError", "division by zero", frame, OWN)
    conceal(cell)
    assert cell.outputs[0].traceback == [OWN, "ZeroDivisionError: division by zero"]


def test_an_assert_without_a_message_gets_one():
    cell = failed("AssertionError", "", QUOTING)
    conceal(cell)
    assert cell.outputs[0].evalue == "a hidden test, or one without a message, failed"
    assert "double(-1)" not in str(cell.outputs)


def test_a_check_without_hidden_tests_is_left_alone():
    cell = failed("AssertionError", "twice 3 is 6", OWN)
    cell.source = "assert double(3) == 6"
    before = str(cell.outputs)
    conceal(cell)
    assert str(cell.outputs) == before


def test_what_is_printed_while_hidden_tests_run_goes_and_the_value_of_credit_stays():
    cell = failed("AssertionError", "twice 3 is 6", OWN)
    printed = new_output("stream", name="stdout", text="called with -1")
    value = new_output("execute_result", data={"text/plain": "0.5"})
    cell.outputs = [printed, value, *cell.outputs]
    conceal(cell)
    assert [each["output_type"] for each in cell.outputs] == ["execute_result", "error"]


SECRET = hidden_lines([SOURCE.replace("double(-1) == -2", "double(-1234) == -2468")])


@pytest.mark.parametrize(
    "text",
    [
        "assert double(-1234) == -2468",
        "  ### found:\n    assert   double( -1234 )==\n -2468",
        repr("with checks:\n    assert double(-1234) == -2468\n"),
        "a s s e r t double(-1234) == -2468",
        "\x1b[0;32massert\x1b[0m double(-\x1b[1m1234) == -2468",
    ],
)
def test_whatever_quotes_a_hidden_test_is_left_out(text):
    cell = new_code_cell("")
    cell.outputs = [
        new_output("stream", name="stdout", text=text),
        new_output("display_data", data={"text/plain": text, "text/html": f"<b>{text}</b>", "image/png": "iVBO"}),
        new_output("error", ename="E", evalue=text, traceback=["one", text]),
    ]
    leave_out(cell, SECRET)
    assert "1234" not in str(cell.outputs)
    assert cell.outputs[1].data["image/png"] == "iVBO"


def test_other_outputs_stay_and_so_do_lines_that_students_know():
    cell = new_code_cell(
        "", outputs=[new_output("stream", name="stdout", text="double(3) is 6, assert double(3) == 6")]
    )
    before = str(cell.outputs)
    leave_out(
        cell, SECRET | hidden_lines([f"{SOURCE}\n### BEGIN HIDDEN TESTS\nassert double(3) == 6\n### END HIDDEN TESTS"])
    )
    assert str(cell.outputs) == before
