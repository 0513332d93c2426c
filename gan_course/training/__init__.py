"""Training: a GAN as a ``keras.Model``, and what watches it train."""

from gan_course.training.gan import GAN
from gan_course.training.guard import NonFiniteLossError
from gan_course.training.interrupt import StopOnInterrupt
from gan_course.training.progress import ProgressLine
from gan_course.training.resume import Resume
from gan_course.training.samples import SampleFrames

__all__ = ["GAN", "NonFiniteLossError", "ProgressLine", "Resume", "SampleFrames", "StopOnInterrupt"]
