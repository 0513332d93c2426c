"""Training: networks that train against each other as a ``keras.Model``, and what watches them train."""

# A saved GAN may hold objects of these modules, which Keras finds once they are registered.
import gan_course.augment
import gan_course.layers  # noqa: F401
from gan_course import penalties, reconstruction
from gan_course.runtime import keras
from gan_course.training.adversarial import AdversarialModel, Step
from gan_course.training.cycle import CycleGAN
from gan_course.training.gan import GAN
from gan_course.training.guard import NonFiniteLossError
from gan_course.training.hooks import FitCallback
from gan_course.training.interrupt import StopOnInterrupt
from gan_course.training.progress import ProgressLine
from gan_course.training.resume import Resume
from gan_course.training.samples import SampleFrames

for _kind in (
    penalties.R1,
    penalties.R2,
    penalties.GradientPenalty,
    penalties.Sum,
    reconstruction.AbsoluteError,
):
    keras.saving.register_keras_serializable("gan_course")(_kind)

__all__ = [
    "GAN",
    "AdversarialModel",
    "CycleGAN",
    "FitCallback",
    "NonFiniteLossError",
    "ProgressLine",
    "Resume",
    "SampleFrames",
    "Step",
    "StopOnInterrupt",
]
