# %% [markdown]
# # Start here
#
# Two networks play against each other. The **generator** turns random numbers into images. The **discriminator** tells
# real images from generated ones. Each gets better because the other one does. In ten days you build such pairs
# yourself, train them, judge them, and put them to use.
#
# Run the cells in order: *Run → Run All Cells* does it for all of them. Below is what a generator makes of sixteen
# random inputs while it learns. Press *play*, or move the slider.

# %%
from gan_course import budget, day_map, plots, solved
from gan_course.data import load_images
from gan_course.demos import day03
from gan_course.doctor.report import told

from IPython.display import Markdown, display

day03.film("dcgan-digits", steps=100)

# %% [markdown]
# That was recorded from the GAN of Day 3. On Day 2 you play such a game with your own hands: two small networks, and
# points in the plane.
#
# ## 1. Is everything here?
#
# This cell looks at Python, the packages, the memory, the settings and the network. It takes some seconds, and changes
# nothing.

# %%
print(told())

# %% [markdown]
# Where a line begins with ✗, the course cannot work before that is put right; the arrow says how. Where it begins with
# !, it works, but could work better. In a terminal, `gan-course doctor` tells all that was found.
#
# ## 2. The days, and how far you are
#
# The times are those that were measured when the lessons were written, on two CPU cores; the time to study is an
# estimate. What you solve is noted on this computer alone, when a check shows its ✓, and is still here tomorrow. Run
# the cell again to see what is new.

# %%
days, done = day_map.read_days(), solved.successes()
display(Markdown(day_map.progress_table(days, done)))
display(Markdown(f"**{day_map.next_step(days, done)}**"))

# %% [markdown]
# ## 3. The data
#
# Most days need images of handwritten digits. This is the data set that they will use on this computer:

# %%
data = load_images()
print(f"training budget: {budget.name()}")
plots.image_grid(
    data.images[:24],
    columns=12,
    title=f"Twenty-four training images of {data.name}",
    alt="Two rows of twelve images, as the data set holds them: white strokes or shapes on black.",
)

# %% [markdown]
# To change it, set an environment variable before you start JupyterLab:
#
# | to get | set |
# |---|---|
# | the digits that come with scikit-learn, without a network | `GAN_COURSE_DATASET=digits` |
# | MNIST, from files that you have | `GAN_COURSE_DATA=` and the folder with `mnist.npz`, or with the four IDX files |
# | the clothes of Fashion-MNIST | `GAN_COURSE_DATASET=fashion_mnist` |
# | downloads, and what is noted of your progress, in another folder | `GAN_COURSE_CACHE=` and the folder |
# | shorter training, only to try that all cells run | `GAN_COURSE_BUDGET=smoke` |
#
# Now go to the day that stands below the table.
