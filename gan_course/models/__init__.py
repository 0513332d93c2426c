"""The networks of the course: functions that return a ``keras.Model``."""

from gan_course.models.conditional import Labels, Sentences, conditional_discriminator, conditional_generator
from gan_course.models.dcgan import dcgan_discriminator, dcgan_generator
from gan_course.models.mlp import mlp_discriminator, mlp_generator
from gan_course.models.sequence import Ear, Pairs, Recall, melody_discriminator, sequence_generator, word_discriminator
from gan_course.models.super_resolution import (
    KeepBlockMeans,
    keep_block_means,
    super_resolution_discriminator,
    super_resolution_generator,
)
from gan_course.models.translation import patch_discriminator, unet
from gan_course.models.tutorial import tutorial_discriminator, tutorial_generator

__all__ = [
    "Ear",
    "KeepBlockMeans",
    "Labels",
    "Pairs",
    "Recall",
    "Sentences",
    "conditional_discriminator",
    "conditional_generator",
    "dcgan_discriminator",
    "dcgan_generator",
    "keep_block_means",
    "melody_discriminator",
    "mlp_discriminator",
    "mlp_generator",
    "patch_discriminator",
    "sequence_generator",
    "super_resolution_discriminator",
    "super_resolution_generator",
    "tutorial_discriminator",
    "tutorial_generator",
    "unet",
    "word_discriminator",
]
