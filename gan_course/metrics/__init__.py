"""Numbers that compare generated samples with real ones, on arrays of features."""

from gan_course.metrics.density_coverage import coverage, density

__all__ = ["coverage", "density"]
