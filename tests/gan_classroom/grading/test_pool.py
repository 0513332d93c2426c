"""Workers that die, hang or babble, played by a few lines of Python."""

import sys
import threading

import pytest

from gan_classroom.grading import pool
from gan_classroom.grading.pool import Client, run_all

PROGRAM = """
import json, os, sys, time
for line in sys.stdin:
    name, arguments = json.loads(line)
    if name == "die": os._exit(1)
    if name in ("hang", "take_in"): time.sleep(60)
    if name == "babble": print("hello", flush=True)
    print(json.dumps({"success": True, "pid": os.getpid()}), flush=True)
"""


@pytest.fixture
def client(tmp_path):
    client = Client({"limits": {"notebook_seconds": 60}}, tmp_path / "log")
    client._command = [sys.executable, "-c", PROGRAM]
    yield client
    client.close()


def test_one_process_serves_many_requests(client):
    assert client.ask("work")["pid"] == client.ask("work")["pid"]


@pytest.mark.parametrize("trouble", ["die", "hang", "babble"])
def test_a_lost_worker_is_replaced(client, trouble):
    before = client.ask("work")["pid"]
    client._patience = 0.5
    answer = client.ask(trouble)
    assert (answer["success"], "lost" in answer["error"]) == (False, True)
    client._patience = 60
    assert client.ask("work")["pid"] != before


def test_looking_into_files_has_an_end_of_its_own(client, monkeypatch):
    monkeypatch.setattr(pool, "_LOOKING", 0.5)
    assert "lost or took too long" in client.ask("take_in", student="anna")["error"]
    assert client.ask("work")["success"]


def test_requests_are_spread_and_all_answered(client):
    requests = [("die" if number == 3 else "work", {"number": str(number)}) for number in range(6)]
    done, before = [], set(threading.enumerate())
    run_all([client], requests, lambda request, answer: done.append((request[1]["number"], answer["success"])))
    assert done == [(str(number), number != 3) for number in range(6)]
    assert all(thread.daemon for thread in set(threading.enumerate()) - before)
