import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from gan_course.runtime import tf
from gan_course.training.replicas import only_if, share_of

# The sums over a batch run in another order on two devices, so the last bits differ, and a few steps enlarge that.
CLOSE = 1e-6


@pytest.fixture(scope="module")
def two_devices(tmp_path_factory):
    command = [sys.executable, str(Path(__file__).parent / "two_devices.py"), str(tmp_path_factory.mktemp("saved"))]
    run = subprocess.run(command, capture_output=True, text=True, timeout=600)
    assert run.returncode == 0, run.stderr[-3000:]
    return json.loads(run.stdout.splitlines()[-1])


@pytest.mark.parametrize("case", ["plain", "everything", "uneven", "penalised"])
@pytest.mark.parametrize("what", ["weights", "history", "held_out", "images"])
def test_two_devices_do_what_one_does(case, what, two_devices):
    assert two_devices[case]["steps"] == 6
    assert two_devices[case][what] < CLOSE


def test_two_devices_keep_to_the_discriminators_steps(two_devices):
    assert two_devices["plain"]["generator_steps"] == 6
    assert two_devices["everything"]["generator_steps"] == 3


def test_every_replica_gets_its_own_part_of_the_noise(two_devices):
    parts = two_devices["noise"]["parts"]
    assert [len(part) for part in parts] == [3, 2]
    np.testing.assert_array_equal(np.concatenate(parts), two_devices["noise"]["whole"])


def test_penalties_draw_other_numbers_on_every_replica(two_devices):
    first, second = two_devices["noise"]["seeds"]
    assert first != second


def test_random_penalties_and_augmentations_leave_the_replicas_with_equal_weights(two_devices):
    assert two_devices["random_parts"] == {"finite": True, "apart": 0}


def test_a_loss_that_is_not_finite_on_one_replica_stops_training(two_devices):
    assert "discriminator's loss was not finite at step 7" in two_devices["broken_share"]["error"]
    assert two_devices["broken_share"]["kept"]


def test_a_model_of_two_devices_loads_on_one_and_on_two(two_devices):
    assert two_devices["saved"] == [0, 0]


@pytest.mark.parametrize(
    ("attempt", "message"),
    [
        ("mixed", "the generator_optimizer to be made under the current"),
        ("network", "the generator to be made under the current"),
        ("compiled_outside", "the generator to be made under the current"),
        ("many_steps", "steps_per_execution"),
        ("xla", "jit_compile"),
    ],
)
def test_what_several_devices_cannot_do_is_refused(attempt, message, two_devices):
    assert message in two_devices["refusals"][attempt]


def test_without_a_strategy_nothing_is_refused(two_devices):
    assert "outside" not in two_devices["refusals"]


def test_one_device_has_the_whole_batch():
    batch = tf.reshape(tf.range(6.0), (3, 2))
    share = share_of(batch)
    assert share.of(batch) is batch
    assert share.of_mean(batch) is batch
    assert share.own_seed(batch) is batch
    gradients = [batch, None]
    assert share.of_sum(gradients) is gradients


@pytest.mark.parametrize("condition", [True, False])
def test_only_if_runs_the_step_where_the_condition_holds(condition):
    taken = tf.Variable(0)
    only_if(tf.constant(condition), lambda: (2, 3), lambda *numbers: taken.assign(sum(numbers)) and None)
    assert taken.numpy() == 5 * condition
