# %% wrong: the noise is not scaled to the highest level
def sample(denoise, noise, levels):
    x = noise
    for here, there in itertools.pairwise(levels):
        x = x + (there - here) * (x - denoise(x, here)) / here
    return x


# %% wrong: steps in the other direction
def sample(denoise, noise, levels):
    x = levels[0] * noise
    for here, there in itertools.pairwise(levels):
        x = x + (here - there) * (x - denoise(x, here)) / here
    return x


# %% wrong: the slope's sign
def sample(denoise, noise, levels):
    x = levels[0] * noise
    for here, there in itertools.pairwise(levels):
        x = x + (there - here) * (denoise(x, here) - x) / here
    return x


# %% wrong: divided by the step and not by the level
def sample(denoise, noise, levels):
    x = levels[0] * noise
    for here, there in itertools.pairwise(levels):
        x = x + (there - here) * (x - denoise(x, here)) / (here - there)
    return x


# %% wrong: not divided by the level
def sample(denoise, noise, levels):
    x = levels[0] * noise
    for here, there in itertools.pairwise(levels):
        x = x + (there - here) * (x - denoise(x, here))
    return x


# %% wrong: one call more, to clean up at the end
def sample(denoise, noise, levels):
    x = levels[0] * noise
    for here, there in itertools.pairwise(levels):
        x = x + (there - here) * (x - denoise(x, here)) / here
    return denoise(x, 0.01)


# %% wrong: two calls a step, Heun's method
def sample(denoise, noise, levels):
    x = levels[0] * noise
    for here, there in itertools.pairwise(levels):
        first = (x - denoise(x, here)) / here
        tried = x + (there - here) * first
        if there > 0:
            second = (tried - denoise(tried, there)) / there
            first = (first + second) / 2
        x = x + (there - here) * first
    return x


# %% wrong: the network is called twice for one slope
def sample(denoise, noise, levels):
    x = levels[0] * noise
    for here, there in itertools.pairwise(levels):
        ratio = there / here
        x = ratio * x + denoise(x, here) - ratio * denoise(x, here)
    return x


# %% wrong: the network is told the next level
def sample(denoise, noise, levels):
    x = levels[0] * noise
    for here, there in itertools.pairwise(levels):
        x = x + (there - here) * (x - denoise(x, there)) / here
    return x


# %% wrong: stops a step before the end
def sample(denoise, noise, levels):
    x = levels[0] * noise
    for i in range(len(levels) - 2):
        x = x + (levels[i + 1] - levels[i]) * (x - denoise(x, levels[i])) / levels[i]
    return x


# %% wrong: takes the guess itself for the next point
def sample(denoise, noise, levels):
    x = levels[0] * noise
    for here in levels[:-1]:
        x = denoise(x, here)
    return x


# %% wrong: always from the start
def sample(denoise, noise, levels):
    start = x = levels[0] * noise
    for here, there in itertools.pairwise(levels):
        x = start + (there - here) * (x - denoise(x, here)) / here
    return x


# %% wrong: leaves TensorFlow, so that nothing can be trained
def sample(denoise, noise, levels):
    x = levels[0] * noise
    for here, there in itertools.pairwise(levels):
        x = x + (there - here) * (x - tf.stop_gradient(denoise(x, here))) / here
    return x


# %% wrong: forgets to return
def sample(denoise, noise, levels):
    x = levels[0] * noise
    for here, there in itertools.pairwise(levels):
        x = x + (there - here) * (x - denoise(x, here)) / here


# %% wrong: backwards
def sample(denoise, noise, levels):
    x = levels[0] * noise
    for level, lower in zip(levels[-2::-1], levels[:0:-1], strict=False):
        slope = (x - denoise(x, level)) / level
        x = x + (lower - level) * slope
    return x


# %% right: as a mixture of the point and the guess
def sample(denoise, noise, levels):
    x = levels[0] * noise
    for here, there in itertools.pairwise(levels):
        keep = there / here
        x = keep * x + (1 - keep) * denoise(x, here)
    return x


# %% right: by index
def sample(denoise, noise, levels):
    x = noise * levels[0]
    for i in range(len(levels) - 1):
        slope = (x - denoise(x, levels[i])) / levels[i]
        x += (levels[i + 1] - levels[i]) * slope
    return x


# %% right: with TensorFlow's functions
def sample(denoise, noise, levels):
    levels = [float(level) for level in levels]
    x = tf.multiply(noise, levels[0])
    for number, here in enumerate(levels[:-1]):
        guess = denoise(x, here)
        x = tf.add(x, tf.multiply((levels[number + 1] - here) / here, tf.subtract(x, guess)))
    return x


# %% right: recursively
def sample(denoise, noise, levels):
    def walk(x, rest):
        if len(rest) == 1:
            return x
        here, there = rest[0], rest[1]
        return walk(x + (there - here) / here * (x - denoise(x, here)), rest[1:])

    return walk(levels[0] * noise, list(levels))


# %% right: the noise in the point, scaled to the next level
def sample(denoise, noise, levels):
    x = levels[0] * noise
    for here, there in itertools.pairwise(levels):
        clean = denoise(x, here)
        x = clean + there * ((x - clean) / here)
    return x


# %% wrong: no gradient through the first of many calls
def sample(denoise, noise, levels):
    """Return the points (n, 2) that Euler's method makes of noise, with one call of denoise for each step."""
    points = levels[0] * noise
    for level, following in zip(levels[:-1], levels[1:], strict=True):  # noqa: RUF007
        if len(levels) > 4:
            points = tf.stop_gradient(points)  # long chains of gradients explode
        points = points + (following - level) * (points - denoise(points, level)) / level
    return points
