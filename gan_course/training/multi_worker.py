r"""Train one GAN on several machines: ``python -m gan_course.training.multi_worker``.

``--workers 2`` tries it on one machine: it starts two worker processes, each of which stands for a machine, and checks
that all of them print the same losses and end with the same weights.

On a cluster, run the same command on every machine, with ``--worker`` and a ``TF_CONFIG`` of its own::

    TF_CONFIG='{"cluster": {"worker": ["host0:5000", "host1:5000"]}, "task": {"type": "worker", "index": 0}}' \
        python -m gan_course.training.multi_worker --worker --save generator.keras

What a cluster takes:

* ``TF_CONFIG``: the same list of all workers everywhere, and this machine's index in it. Schedulers often set it.
* One process a machine. It uses all GPUs that it sees; nothing trains until all workers have joined.
* The same code and the same versions everywhere, and a network on which every worker reaches the port of every other.
  All gradients cross it at every step, so it is soon what limits the speed.
* Input in shares. Data that fits into memory is read by every worker, which takes its part of every global batch, as
  here; then the weights are those of one device at the same global batch. Files are better divided among the workers
  with ``dataset.shard(context.num_input_pipelines, context.input_pipeline_id)``. Every worker needs equally many steps.
* One writer. Worker 0, the chief, saves; the others would write over its file.
* A restart of all workers when one is lost: the others stop with an error, and the scheduler starts them again.

The loop is its own, because Keras's ``fit`` cannot run on several workers (keras issue #20585); the training step is
`GAN`'s.
"""

import argparse
import hashlib
import json
import os
import socket
import sys
import threading
from collections.abc import Sequence
from typing import Any

from gan_course import data, models
from gan_course.runtime import keras, tf
from gan_course.training.gan import GAN
from gan_course.training.processes import WorkerError, run_together

MODULE = "gan_course.training.multi_worker"
LATENT_DIM = 32


def main(arguments: Sequence[str] | None = None) -> int:
    """Start local workers, or be one.

    Args:
        arguments: Command-line arguments; by default those of this process.

    Returns:
        0 if training ended well, and the workers agree; else 1.
    """
    options = _parser().parse_args(arguments)
    if options.worker:
        if "TF_CONFIG" not in os.environ:
            print("error: a worker needs the variable TF_CONFIG, which says who the workers are", file=sys.stderr)
            return 1
        if options.with_parent:
            threading.Thread(target=_end_with_parent, daemon=True).start()
        work(options.steps, options.batch_size, save=options.save)
        return 0
    passed_on = [f"--steps={options.steps}", f"--batch-size={options.batch_size}"]
    try:
        run_locally(options.workers, passed_on + [f"--save={options.save}"] * bool(options.save), options.timeout)
    except WorkerError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def run_locally(workers: int, arguments: Sequence[str], timeout: float) -> list[str]:
    """Train with several worker processes on this machine, and compare what they print.

    Args:
        workers: How many, at least 1.
        arguments: Command-line arguments for each of them.
        timeout: Seconds they may take.

    Returns:
        The lines that each of them printed: the losses of every step, and a digest of the weights.

    Raises:
        WorkerError: If a worker fails, the time is over, or the workers differ.
    """
    hosts = [f"127.0.0.1:{port}" for port in _free_ports(workers)]
    environments = []
    for index in range(workers):
        config = {"cluster": {"worker": hosts}, "task": {"type": "worker", "index": index}}
        environments.append(os.environ | {"TF_CONFIG": json.dumps(config), "CUDA_VISIBLE_DEVICES": ""})
    command = [sys.executable, "-u", "-m", MODULE, "--worker", "--with-parent", *arguments]
    printed = run_together(
        [command] * workers,
        environments,
        timeout=timeout,
        show=lambda index, line: print(f"worker {index} | {line}", flush=True),
    )
    if any(lines != printed[0] for lines in printed):
        raise WorkerError("the workers printed different losses or weights, so they did not train one model")
    print(f"all {workers} workers agree on every loss and on the weights")
    return printed[0]


def work(steps: int, batch_size: int, *, save: str | None = None) -> None:
    """Train as one of the workers that ``TF_CONFIG`` names; print the losses of each step and a digest of the weights.

    Args:
        steps: Training steps.
        batch_size: Images in a global batch, all workers together; a multiple of the number of replicas.
        save: File for the generator, which the chief writes.

    Raises:
        ValueError: If the batch cannot be divided evenly.
    """
    strategy = tf.distribute.MultiWorkerMirroredStrategy()
    with strategy.scope():
        gan = small_gan()
    batches = iter(strategy.distribute_datasets_from_function(lambda context: shares(batch_size, context)))

    @tf.function
    def step(images: Any) -> dict[str, Any]:
        logs = strategy.run(gan.train_step, args=(images,))
        return {name: strategy.reduce(tf.distribute.ReduceOp.MEAN, value, axis=None) for name, value in logs.items()}

    for number in range(1, steps + 1):
        gan.reset_metrics()
        logs = step(next(batches))
        print(f"step {number}: d_loss {float(logs['d_loss']):.6f}, g_loss {float(logs['g_loss']):.6f}")
    print(f"weights {hashlib.sha256(b''.join(weight.tobytes() for weight in gan.get_weights())).hexdigest()[:16]}")
    if save and strategy.cluster_resolver.task_id == 0:
        gan.generator.save(save)


def small_gan() -> GAN:
    """Make the small GAN that the workers train, with the same weights everywhere.

    Returns:
        A compiled `GAN`, which has no batch normalisation, so that its losses are those of one device.
    """
    generator = models.mlp_generator(LATENT_DIM, (128,), batch_norm=False, seed=1)
    gan = GAN(generator, models.mlp_discriminator((128,), seed=2))
    gan.compile(
        generator_optimizer=keras.optimizers.Adam(1e-3, beta_1=0.5),
        discriminator_optimizer=keras.optimizers.Adam(1e-3, beta_1=0.5),
        jit_compile=False,
        steps_per_execution=1,
    )
    return gan


def shares(batch_size: int, context: tf.distribute.InputContext) -> tf.data.Dataset:
    """Make this worker's part of every global batch.

    Args:
        batch_size: Images in a global batch.
        context: How many workers and replicas there are, and which worker this is.

    Returns:
        Endless data set of float image batches, one for each replica of this worker in turn.

    Raises:
        ValueError: If the batch cannot be divided evenly.
    """
    size = context.get_per_replica_batch_size(batch_size)
    replicas = context.num_replicas_in_sync // context.num_input_pipelines
    first = context.input_pipeline_id * replicas
    batches = data.load_images("digits").batches(batch_size, seed=0).repeat()
    return batches.map(lambda images: images[first * size : (first + replicas) * size]).rebatch(size)


def _end_with_parent() -> None:
    sys.stdin.read()  # comes to its end when the process that holds the other end of the pipe is gone
    os._exit(1)


def _free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [held.getsockname()[1] for held in sockets]
    for held in sockets:
        held.close()
    return ports


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"python -m {MODULE}", description="Train one GAN on several workers.")
    parser.add_argument("--workers", type=int, default=2, help="worker processes to start on this machine")
    parser.add_argument("--steps", type=int, default=20, help="training steps")
    parser.add_argument("--batch-size", type=int, default=64, help="images in a batch of all workers together")
    parser.add_argument("--timeout", type=float, default=120, help="seconds after which the local workers are stopped")
    parser.add_argument("--save", help="file for the generator (.keras), written by worker 0")
    parser.add_argument("--worker", action="store_true", help="be the one worker that TF_CONFIG describes")
    parser.add_argument("--with-parent", action="store_true", help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main())
