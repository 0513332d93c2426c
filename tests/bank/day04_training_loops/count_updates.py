# %% wrong: the count to k starts anew in each epoch
def count_updates(images, batch_size, epochs, discriminator_steps):
    batches = images // batch_size
    return epochs * batches, epochs * (batches // discriminator_steps)


# %% wrong: the discriminator takes k steps on every batch
def count_updates(images, batch_size, epochs, discriminator_steps):
    batches = epochs * (images // batch_size)
    return batches * discriminator_steps, batches


# %% wrong: partial batches counted
def count_updates(images, batch_size, epochs, discriminator_steps):
    batches = epochs * -(-images // batch_size)
    return batches, batches // discriminator_steps


# %% wrong: the images of all epochs put together before they are divided into batches
def count_updates(images, batch_size, epochs, discriminator_steps):
    batches = epochs * images // batch_size
    return batches, batches // discriminator_steps


# %% wrong: the generator begins
def count_updates(images, batch_size, epochs, discriminator_steps):
    batches = epochs * (images // batch_size)
    return batches, -(-batches // discriminator_steps)


# %% wrong: k steps of the discriminator, and then a batch for the generator
def count_updates(images, batch_size, epochs, discriminator_steps):
    batches = epochs * (images // batch_size)
    turns = batches // (discriminator_steps + 1)
    return batches - turns, turns


# %% wrong: not a whole number
def count_updates(images, batch_size, epochs, discriminator_steps):
    batches = epochs * (images // batch_size)
    return batches, batches / discriminator_steps


# %% wrong: the generator first in the pair
def count_updates(images, batch_size, epochs, discriminator_steps):
    batches = epochs * (images // batch_size)
    return batches // discriminator_steps, batches


# %% right: by counting
def count_updates(images, batch_size, epochs, discriminator_steps):
    discriminator = generator = 0
    for _ in range(epochs):
        for _ in range(images // batch_size):
            discriminator += 1
            generator += discriminator % discriminator_steps == 0
    return discriminator, generator


# %% right: with the remainder taken off
def count_updates(images, batch_size, epochs, discriminator_steps):
    d = (images - images % batch_size) * epochs / batch_size
    return [int(d), int((d - d % discriminator_steps) / discriminator_steps)]
