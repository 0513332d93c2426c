"""What a comparison is: ways of training one and the same GAN, side by side with the machine's ceiling."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.cost import CEILING_MULTIPLY_ADDS, matrix_products, step_cost

Run = Callable[[int], None]  # runs so many steps

CEILING, COURSE, PYTORCH = "matrix_products", "gan_fit", "pytorch"


@dataclass(frozen=True)
class Contestant:
    """A way of training the GAN.

    Args:
        label: Its row in the table.
        prepare: Prepares everything and returns a function that runs a number of steps.
        steps: Steps that are timed at once; of `GAN.fit`, a multiple of those in one call of TensorFlow (50, or 10 with
            convolutions), which it runs to their end.
        generator_runs: How often a step runs the generator forwards.
        discriminator_runs: The same for the discriminator.
    """

    label: str
    prepare: Callable[[], Run]
    steps: int
    generator_runs: int = 1
    discriminator_runs: int = 3


@dataclass(frozen=True)
class Comparison:
    """Contestants that train the same networks on batches of the same size.

    Args:
        title: What is trained, for the table's head.
        batch_size: Real images a step.
        networks: Builds the generator and the discriminator, Keras models.
        trainers: Contestants by name, `COURSE` among them.
        rounds: How often each is timed by default.
        ceiling_steps: Matrix products that are timed at once.
    """

    title: str
    batch_size: int
    networks: Callable[[], tuple[Any, Any]]
    trainers: Mapping[str, Contestant]
    rounds: int
    ceiling_steps: int

    @property
    def contestants(self) -> dict[str, Contestant]:
        """The trainers, and as the last one the ceiling."""
        label = "ceiling: GAN.fit's multiply-adds alone, at the rate of large matrix products"
        return {**self.trainers, CEILING: Contestant(label, matrix_products, self.ceiling_steps)}

    def multiply_adds(self) -> dict[str, int]:
        """Count the multiply-adds of one step of each contestant."""
        generator, discriminator = self.networks()
        costs = {
            name: self.batch_size
            * step_cost(
                generator,
                discriminator,
                generator_runs=trainer.generator_runs,
                discriminator_runs=trainer.discriminator_runs,
            )
            for name, trainer in self.trainers.items()
        }
        return {**costs, CEILING: CEILING_MULTIPLY_ADDS}
