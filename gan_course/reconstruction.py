"""Further terms of a generator's loss, for ``GAN.compile(generator_term=…)``: how far fakes are from their real ones.

Such a term is a function ``(*, real_samples, fake_samples, condition)`` that returns a scalar. Those of this module are
objects that can be called so; a saved ``GAN`` keeps them.
"""

from dataclasses import dataclass
from typing import Any

from gan_course.arguments import not_negative
from gan_course.described import Described


@dataclass(frozen=True)
class AbsoluteError(Described):
    """Draw each fake sample to the real one of the same condition: λ · E|y − G(x)|, the mean over all their entries.

    For paired data, where each condition has one real sample. The discriminator sees to what the mean cannot: the error
    alone is least at the median of all samples that a condition allows, which is blurred.

    Args:
        weight: The weight λ, at least 0.

    Raises:
        ValueError: If it is not a number of at least 0.

    Source: Isola et al. 2017, arXiv 1611.07004, eq. 3 and 4, where λ is 100.

    Examples:
        >>> import numpy as np
        >>> real, fake = np.zeros((2, 3), "float32"), np.ones((2, 3), "float32")
        >>> float(AbsoluteError(10.0)(real_samples=real, fake_samples=fake))
        10.0
    """

    weight: float = 100.0

    def __post_init__(self) -> None:
        not_negative("weight", self.weight)

    def __call__(self, *, real_samples: Any, fake_samples: Any, condition: Any = None) -> Any:
        """Compute the term on one batch.

        Args:
            real_samples: Tensor (batch, …).
            fake_samples: Tensor of the same shape.
            condition: Not used.

        Returns:
            A scalar tensor, at least 0.
        """
        from gan_course.runtime import tf

        return self.weight * tf.reduce_mean(tf.abs(real_samples - fake_samples))
