"""How many modes of a ring and of a grid of Gaussians a GAN covers, plain and regularised, after the same steps."""
