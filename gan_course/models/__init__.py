"""The networks of the course: functions that return a ``keras.Model``."""

from gan_course.models.mlp import mlp_discriminator, mlp_generator

__all__ = ["mlp_discriminator", "mlp_generator"]
