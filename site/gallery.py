# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Gallery
#
# What the course's generators make, each with the lines that draw it. Everything here comes with the package: recorded
# runs, and small networks that were trained beforehand.
#
# ## Digits, from noise
#
# A DCGAN by the rules of its paper, trained on MNIST; [Day 3](notebooks/day03/dcgan.ipynb).

# %%
import numpy as np

from gan_course import dynamics, ink, plots, recordings
from gan_course.demos import day03, day05, day07, day08, day10
from gan_course.tiling import in_tiles

day03.film("dcgan-mnist", steps=100)

# %% [markdown]
# The run itself: `python -m gan_course.recordings dcgan-mnist`.
#
# ## Two GANs, one of which forgets
#
# The same networks, first weights and data; the right one has a relativistic loss and the penalties R1 and R2.
# [Day 5](notebooks/day05/stability.ipynb).

# %%
day05.ring_animation(day05.recording(), alt="Two rings of eight circles, with points that a generator made.")

# %% [markdown]
# The runs themselves: `python -m gan_course.demos.day05`.
#
# ## A game that goes in circles
#
# The smallest GAN has one weight on each side, and its two players chase each other for ever. A penalty, R1, makes them
# spiral in. [Day 5](notebooks/day05/stability.ipynb).


# %%
def players(theta, psi, gamma=0.0):
    """How fast generator and discriminator move."""
    return dynamics.dirac_field(theta, psi, gamma=gamma)


def path(gamma):
    """Where they go from one start."""
    return dynamics.flow(lambda theta, psi: players(theta, psi, gamma), (1.5, 0.5), np.linspace(0, 30, 600))


plots.vector_field(
    players,
    paths={f"γ = {gamma}": path(gamma) for gamma in (0.0, 0.3)},
    title="The Dirac GAN, without a penalty and with R1",
    alt="Arrows that turn around the middle. One path is a circle; the other spirals into the middle.",
)

# %% [markdown]
# ## Drawn as asked
#
# A generator that takes sentences; [Day 7](notebooks/day07/conditions.ipynb).

# %%
day07.paint(day07.painter(), "a thick seven that leans left")

# %% [markdown]
# Its training: `python -m gan_course.recordings painter`.
#
# ## A photograph becomes a drawing
#
# Two networks learnt from photographs and from ink drawings of other things; they never saw this cat, nor any pair.
# [Day 8](notebooks/day08/images_to_images.ipynb).

# %%
photograph, drawing = ink.unseen_picture()
network = ink.load_weights(ink.cycle_gan()).forward
drawn = {"by the network": in_tiles(network, photograph), "by the filter it imitates": drawing}
day08.side_by_side(
    {"a photograph": photograph} | drawn,
    title="A photograph that training never saw",
    alt="A cat's face three times: as a photograph, and twice with dark strokes along fur, eyes and nose.",
)

# %% [markdown]
# The same with a picture of your own: `gan-course translate ink holiday.jpg --out drawn`. Its training, some minutes:
# `python -m gan_course.ink`.
#
# ## Noise becomes two arms, call by call
#
# A diffusion model of points; more calls of the network, cleaner arms. [Day 10](notebooks/day10/world.ipynb) distils
# fifty calls into one, with a discriminator.

# %%
day10.calls_slider(day10.teacher())

# %% [markdown]
# Its training: `python -m gan_course.recordings teacher`.
#
# ## Coloured pictures
#
# The course's recipe on a folder of small coloured pictures; `gan-course train small_collection --folder DIR` trains on
# yours. [Day 3](notebooks/day03/dcgan.ipynb).

# %%
plots.animation(
    recordings.frames("colours"),
    alt="Sixteen pictures: first grey noise, then coloured digits on a dark ground of another colour.",
)
