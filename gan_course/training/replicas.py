"""Training on several devices: each replica takes a share of the batch, and together they do what one device would.

Under a ``tf.distribute`` strategy every replica runs the training step on its own share of the global batch. Two things
then need care. Keras's optimizers *sum* the gradients of the replicas, while the loss of the global batch is the *mean*
over its images; so each replica's gradients count by its part of the images. And every replica must take its own part
of the noise: drawn alone, from the same seed, it would be the same on all of them.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gan_course.runtime import tf


@dataclass(frozen=True)
class Share:
    """The part of the global batch that one replica works on; the whole of it where there is no other replica.

    Args:
        size: Images in this share, an integer tensor; it may be 0 where the data set ends.
        start: Images in the shares before this one.
        total: Images in the global batch.
        replicas: How many replicas share it; at 1 every method returns what it was given.
    """

    size: Any
    start: Any
    total: Any
    replicas: int = 1

    def of(self, batch: Any) -> Any:
        """Cut this share out of something that was drawn for the global batch.

        Args:
            batch: Tensor (total, …), equal on all replicas.

        Returns:
            Tensor (size, …).
        """
        return batch if self.replicas == 1 else batch[self.start : self.start + self.size]

    def of_mean(self, loss: Any) -> Any:
        """Weigh the mean over this share, so that the mean over replicas is the mean over the global batch.

        Args:
            loss: Scalar: a mean over this share's images; NaN where it has none.

        Returns:
            The scalar · replicas · size / total, and 0 where this share is empty.
        """
        return loss if self.replicas == 1 else tf.math.multiply_no_nan(loss, self.replicas * self._part(loss.dtype))

    def of_sum(self, gradients: list[Any]) -> list[Any]:
        """Weigh the gradients, so that the sum over replicas is the gradient of the mean over the global batch.

        Args:
            gradients: Gradients of a mean over this share's images; ``None`` where there is none.

        Returns:
            Each gradient · size / total, and 0 where this share is empty.
        """
        if self.replicas == 1:
            return gradients
        return [
            g if g is None else tf.math.multiply_no_nan(tf.convert_to_tensor(g), self._part(g.dtype)) for g in gradients
        ]

    def own_seed(self, seed: Any) -> Any:
        """Make a seed of this replica's own, for random numbers that each replica draws for its share alone.

        Args:
            seed: Pair of integers, equal on all replicas.

        Returns:
            Pair of integers that differs between the replicas.
        """
        return seed if self.replicas == 1 else tf.random.experimental.stateless_fold_in(seed, _replica())

    def _part(self, dtype: Any) -> Any:
        return tf.cast(self.size, dtype) / tf.cast(self.total, dtype)


def share_of(images: Any) -> Share:
    """Find out which part of the global batch this replica has.

    Args:
        images: This replica's images, tensor (size, …).

    Returns:
        The share. Its start and total cost one exchange of a few numbers between the replicas.
    """
    size, replicas = tf.shape(images)[0], tf.distribute.get_strategy().num_replicas_in_sync
    if replicas == 1:
        return Share(size, 0, size)
    mine = tf.one_hot(_replica(), replicas, on_value=tf.cast(size, tf.float32))  # integers cannot be summed on all GPUs
    sizes = tf.cast(tf.distribute.get_replica_context().all_reduce(tf.distribute.ReduceOp.SUM, mine), tf.int32)
    return Share(size, tf.cumsum(sizes, exclusive=True)[_replica()], tf.reduce_sum(sizes), replicas)


def check_scope(**owners: Any) -> None:
    """Check that variables were made under the current strategy; elsewhere, training fails without saying why.

    Args:
        **owners: What has ``variables``, by its name in the message.

    Raises:
        ValueError: If one was made inside of another strategy's scope, or outside of this one's.
    """
    extended = tf.distribute.get_strategy().extended
    for name, owner in owners.items():
        if not all(extended.variable_created_in_scope(variable.value) for variable in owner.variables):
            raise ValueError(
                f"expected the {name} to be made under the current tf.distribute strategy, got one that was not; "
                "make both networks, the GAN and the optimizers inside one `with strategy.scope():`, and call compile "
                "there too"
            )


def only_if(condition: Any, compute: Callable[[], Any], update: Callable[..., None]) -> None:
    """Compute something, and update variables with it, where a condition holds: ``tf.cond``, also in a replica.

    The variables of all replicas are updated together, for which TensorFlow leaves the replicas' own code; from inside
    of ``tf.cond`` it cannot. So with several replicas this computes in any case, leaves them, and enters them again on
    the branch.

    Args:
        condition: Scalar boolean tensor, equal on all replicas.
        compute: Function of no arguments that returns a tuple.
        update: Function of what is in the tuple; what it returns is dropped.
    """
    if tf.distribute.get_strategy().num_replicas_in_sync == 1:
        tf.cond(condition, lambda: update(*compute()), lambda: None)
    else:
        tf.distribute.get_replica_context().merge_call(_on_all_replicas, args=(condition, update, compute()))


def _on_all_replicas(strategy: Any, conditions: Any, update: Any, computed: Any) -> None:
    condition = strategy.experimental_local_results(conditions)[0]
    update_all = functools.partial(strategy.run, lambda update, computed: update(*computed), args=(update, computed))
    tf.cond(condition, update_all, lambda: None)


def _replica() -> Any:
    return tf.distribute.get_replica_context().replica_id_in_sync_group
