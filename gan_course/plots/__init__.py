"""Pictures for the lessons: each function takes data and a description in words, and returns a `Picture`.

No function draws on a global figure, shows anything or, `save_gif` apart, writes a file; a notebook shows the picture
that a cell ends with.
"""

from gan_course.plots.animations import animation, save_gif
from gan_course.plots.charts import bars, curves, densities, histogram
from gan_course.plots.images import image_grid, tile
from gan_course.plots.piano_roll import piano_rolls
from gan_course.plots.pictures import Animation, Picture, picture
from gan_course.plots.plane import decision_map, scatter, vector_field
from gan_course.plots.style import DISCRIMINATOR, FAKE, GENERATOR, GUIDE, PALETTE, REAL, drawing

__all__ = [
    "DISCRIMINATOR",
    "FAKE",
    "GENERATOR",
    "GUIDE",
    "PALETTE",
    "REAL",
    "Animation",
    "Picture",
    "animation",
    "bars",
    "curves",
    "decision_map",
    "densities",
    "drawing",
    "histogram",
    "image_grid",
    "piano_rolls",
    "picture",
    "save_gif",
    "scatter",
    "tile",
    "vector_field",
]
