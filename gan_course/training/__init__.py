"""Training: a GAN as a ``keras.Model``, and what watches it train."""

# A saved GAN may hold classes of these modules, which Keras finds once they are registered.
import gan_course.augment
import gan_course.layers
import gan_course.penalties  # noqa: F401
from gan_course.training.gan import GAN
from gan_course.training.guard import NonFiniteLossError
from gan_course.training.interrupt import StopOnInterrupt
from gan_course.training.progress import ProgressLine
from gan_course.training.resume import Resume
from gan_course.training.samples import SampleFrames

__all__ = ["GAN", "NonFiniteLossError", "ProgressLine", "Resume", "SampleFrames", "StopOnInterrupt"]
