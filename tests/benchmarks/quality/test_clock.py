import itertools

import pytest

from benchmarks.quality.clock import Stopwatch, schedule


def test_the_clock_stands_still_in_a_pause():
    stopwatch = Stopwatch(itertools.count().__next__)  # a second passes each time someone looks
    assert [stopwatch.seconds, stopwatch.seconds] == [1, 2]
    with stopwatch.paused():  # 3 … 4
        pass
    assert stopwatch.seconds == 4


def test_the_clock_goes_on_after_an_error():
    now = [0.0]
    stopwatch = Stopwatch(lambda: now[0])

    def judge():
        now[0] = 5.0
        raise KeyError

    with pytest.raises(KeyError), stopwatch.paused():
        judge()
    assert stopwatch.seconds == 0


@pytest.mark.parametrize(("seconds", "points"), [(90, 40), (1200, 40), (0.5, 2), (60, 5)])
def test_the_schedule_ends_at_the_end(seconds, points):
    times = schedule(seconds, points)
    assert times[-1] == seconds
    assert times == sorted(set(times))
    assert len(times) == points
    assert times[0] == pytest.approx(seconds / 100)


def test_the_schedule_is_dense_early_and_even_late():
    times = schedule(1200, 40)
    assert sum(time < 120 for time in times) >= 10
    assert max(later - earlier for earlier, later in itertools.pairwise(times)) < 51
