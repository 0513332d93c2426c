"""Submissions whose kernel forges messages to its grader, graded in one class with an honest one."""

import pytest

from . import cheats, sample

POINTS = 2
ALL = POINTS * len(cheats.EXERCISES)

KERNEL = """
kernel = get_ipython().kernel
session, iopub, parent = kernel.session, kernel.iopub_socket, kernel.get_parent()


def send(kind, content):
    session.send(iopub, kind, content, parent=parent)


def send_text(text):
    real = session.pack
    session.pack = lambda content: text if content == {"forged": True} else real(content)
    send("stream", {"forged": True})


"""

#: What the cell of ``double`` sends, beside its right answer.
FORGED = {
    "no message at all": "iopub.send_multipart([b'rubbish'])",
    "bytes that are no text": "iopub.send_multipart([b'', b'<IDS|MSG>', b'\\xff', b'\\xfe', b'', b'', b''])",
    "a signature of somebody else": "frames = session.serialize(session.msg('stream', {}, parent=parent))\n"
    "frames[1] = b'0' * 64\niopub.send_multipart(frames)",
    "a content that is a list": "send('stream', [1, 2])",
    "a text that is a number": "send('stream', {'name': 'stdout', 'text': 7})",
    "a stream without a name": "send('stream', {'text': 'x'})",
    "data that are a list": "send('display_data', {'data': ['x'], 'metadata': {}})",
    "a picture that is a number": "send('display_data', {'data': {'image/png': 3}, 'metadata': {}})",
    "an error whose lines are numbers": "send('error', {'ename': 1, 'evalue': 2, 'traceback': 3})",
    "an unknown kind of message": "send('rubbish', {})",
    "a status that there is not": "send('status', {'execution_state': ['idle']})",
    "idle before it is": "send('status', {'execution_state': 'idle'})",
    "dead while it lives": "send('status', {'execution_state': 'dead'})",
    "a nest of lists": "send_text(b'[' * 100_000 + b']' * 100_000)",
    "no number": 'send_text(b\'{"name": "stdout", "text": NaN}\')',
    "an update of an unknown picture": "send('update_display_data', {'data': {}, 'transient': {'display_id': 9}})",
    "clears what a check says": "send('clear_output', {'wait': 'for ever'})",
    "a comm to nobody": "send('comm_open', {'comm_id': 5, 'target_name': None, 'data': 0})",
}

#: A wrong answer whose kernel leaves out the check's error, and says of every cell that its end was reached.
LIES = """
real = session.send


def lie(stream, kind, content=None, *rest, **options):
    if kind == "error":
        return None
    if kind == "execute_reply":
        content["status"] = "ok"
    return real(stream, kind, content, *rest, **options)


session.send = lie


def double(x):
    return 10
"""


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    """What comes of each, and of an honest submission, by name."""
    right = {exercise: solution for exercise, (solution, _, _) in cheats.EXERCISES.items()}
    sources = {name: f"{KERNEL}{forged}\n\ndef double(x): return 2 * x" for name, forged in FORGED.items()}
    sources |= {"lies": KERNEL + LIES, "honest": right["double"]}
    notebooks = {name: sample.answered(cheats.notebook(), **right | {"double": sources[name]}) for name in sources}
    return cheats.graded(tmp_path_factory.mktemp("forged"), notebooks)


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_message_harms_only_whoever_sends_it(rows, name):
    row = rows[name]
    assert row.status in ("crashed", "review"), row
    assert row.score in (0, ALL - POINTS, ALL)
    assert row.status == "review" or "messages cannot be read" in row.message
    assert "read by hand: cell" in row.message


def test_lies_about_a_check_are_to_be_read(rows):
    assert rows["lies"].status == "review", rows["lies"]
    assert "get_ipython()" in rows["lies"].message


def test_honesty_beside_them(rows):
    assert (rows["honest"].status, rows["honest"].score) == ("graded", ALL)
