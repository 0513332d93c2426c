"""The duel, played for ten minutes: neither kernel nor browser grows. ``GAN_COURSE_BROWSER=all`` runs it.

`pytest -rP` prints the pictures a second, and the memory before and after.
"""

import os
import time

import psutil
import pytest

SECONDS = 600
WARM_UP = 60  # seconds until what is kept for good is there, such as compiled functions
GROWTH = 1.1


@pytest.mark.skipif(os.environ.get("GAN_COURSE_BROWSER") != "all", reason="ten minutes; GAN_COURSE_BROWSER=all runs it")
def test_the_duel_does_not_grow_while_it_is_played(student):
    student.write("long.ipynb", ["from gan_course.labs.duel import duel\nduel()", "import os; print(os.getpid())"])
    student.open("long.ipynb")
    student.run_all("long.ipynb")
    kernel = psutil.Process(int("".join(student.saved("long.ipynb")[1]["outputs"][0]["text"])))
    duel = student.page.get_by_role("group", name="the duel", exact=True)
    duel.wait_for()
    browser = student.page.context.new_cdp_session(student.page)

    def memory():
        browser.send("HeapProfiler.collectGarbage")
        return kernel.memory_info().rss / 1e6, browser.send("Runtime.getHeapUsage")["usedSize"] / 1e6

    def play(seconds):
        count, begun = student.pictures(duel), time.monotonic()
        student.page.wait_for_timeout(1000 * seconds)
        return (student.pictures(duel) - count) / (time.monotonic() - begun)

    duel.get_by_role("button", name="play").click()
    play(WARM_UP)
    before = memory()
    rate = play(SECONDS)
    after = memory()
    print(f"{rate:.1f} pictures a second during {SECONDS} s; kernel {before[0]:.0f} to {after[0]:.0f} MB, ", end="")
    print(f"JavaScript heap {before[1]:.1f} to {after[1]:.1f} MB")
    assert rate > 1
    assert all(now < GROWTH * then for then, now in zip(before, after, strict=True))
