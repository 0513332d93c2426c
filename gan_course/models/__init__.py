"""The networks of the course: functions that return a ``keras.Model``."""

from gan_course.models.conditional import Labels, Sentences, conditional_discriminator, conditional_generator
from gan_course.models.dcgan import dcgan_discriminator, dcgan_generator
from gan_course.models.mlp import mlp_discriminator, mlp_generator
from gan_course.models.tutorial import tutorial_discriminator, tutorial_generator

__all__ = [
    "Labels",
    "Sentences",
    "conditional_discriminator",
    "conditional_generator",
    "dcgan_discriminator",
    "dcgan_generator",
    "mlp_discriminator",
    "mlp_generator",
    "tutorial_discriminator",
    "tutorial_generator",
]
