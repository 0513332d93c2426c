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
# ## Digits
#
# A DCGAN by the rules of its paper, trained on MNIST; [Day 3](notebooks/day03/dcgan.ipynb).

# %%
import numpy as np

from gan_course import dynamics, ink, plots, recordings
from gan_course.demos import day05, day07, day08, day10
from gan_course.labs.duel import duel_picture
from gan_course.labs.duel_data import chosen
from gan_course.labs.duel_game import Duel
from gan_course.tiling import in_tiles

plots.animation(
    recordings.frames("dcgan-mnist"),
    alt="Sixteen images of the same noise while a GAN trains: first grey noise, then blots, then handwritten digits.",
)

# %% [markdown]
# The run itself: `python -m gan_course.recordings dcgan-mnist`.
#
# ## The duel
#
# A GAN of the plane, 150 steps from frame to frame. The colours say where the discriminator sees real points, an arrow
# where it sends a generated one. In [Day 2](notebooks/day02/mlp_gan.ipynb) you play it: step by step, with rules and
# data of your choice.

# %%
game = Duel(chosen("ring of 8"))
plots.animation(
    [duel_picture(game), *(duel_picture(game.play("both", 150)) for _ in range(12))],
    alt="Generated points in the middle of eight heaps of real ones. They move out, and in the end lie on all eight.",
    fps=3,
)

# %% [markdown]
# ## Two rings
#
# One forgets, one does not. The same networks, first weights and data; the right one has a relativistic loss and the
# penalties R1 and R2. [Day 5](notebooks/day05/stability.ipynb).

# %%
day05.ring_animation(
    day05.recording(),
    alt="Two rings of eight circles. In both, points of a generator move to the circles; on the left two lose theirs.",
)

# %% [markdown]
# The runs themselves: `python -m gan_course.demos.day05`.
#
# ## Vector field
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
# ## Prompt
#
# A generator that takes sentences; [Day 7](notebooks/day07/conditions.ipynb).

# %%
day07.paint(day07.painter(), "a thick seven that leans left")

# %% [markdown]
# Its training: `python -m gan_course.recordings painter`.
#
# ## Photograph to drawing
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
# The same with a picture of your own: `gan-course translate ink holiday.jpg --out drawn`. Its training, some
# twenty minutes: `python -m gan_course.ink`.
#
# ## Calls of a diffusion model
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
