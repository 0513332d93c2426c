# %% wrong: the sum over the replicas
def replicated_gradients(gradients, real_images, noise, replicas):
    shares = zip(np.array_split(real_images, replicas), np.array_split(noise, replicas), strict=True)
    return [sum(one) for one in zip(*(gradients(*share) for share in shares), strict=True)]


# %% wrong: a plain mean, whatever the sizes of the shares
def replicated_gradients(gradients, real_images, noise, replicas):
    shares = zip(np.array_split(real_images, replicas), np.array_split(noise, replicas), strict=True)
    return [sum(one) / replicas for one in zip(*(gradients(*share) for share in shares), strict=True)]


# %% wrong: the same noise on every replica
def replicated_gradients(gradients, real_images, noise, replicas):
    parts = [(images, gradients(images, noise[: len(images)])) for images in np.array_split(real_images, replicas)]
    sizes = [len(images) / len(real_images) for images, _ in parts]
    return [
        sum(size * gradient for size, gradient in zip(sizes, one, strict=True))
        for one in zip(*(part for _, part in parts), strict=True)
    ]


# %% wrong: every replica gets the whole batch
def replicated_gradients(gradients, real_images, noise, replicas):
    results = [gradients(real_images, noise) for _ in range(replicas)]
    return [sum(one) / replicas for one in zip(*results, strict=True)]


# %% wrong: the images that do not divide evenly are dropped
def replicated_gradients(gradients, real_images, noise, replicas):
    size = len(real_images) // replicas
    results = [
        gradients(real_images[i * size : (i + 1) * size], noise[i * size : (i + 1) * size]) for i in range(replicas)
    ]
    return [sum(one) / replicas for one in zip(*results, strict=True)]


# %% wrong: one number for all gradients
def replicated_gradients(gradients, real_images, noise, replicas):
    shares = list(zip(np.array_split(real_images, replicas), np.array_split(noise, replicas), strict=True))
    results = [gradients(*share) for share in shares]
    return [np.mean([np.mean(gradient) for gradient in one]) for one in zip(*results, strict=True)]


# %% wrong: the gradients of the last replica
def replicated_gradients(gradients, real_images, noise, replicas):
    for images, vectors in zip(np.array_split(real_images, replicas), np.array_split(noise, replicas), strict=True):
        result = gradients(images, vectors)
    return result


# %% wrong: one device does it all
def replicated_gradients(gradients, real_images, noise, replicas):
    return gradients(real_images, noise)


# %% right: a running total, weighted at the end
def replicated_gradients(gradients, real_images, noise, replicas):
    total = None
    for images, vectors in zip(np.array_split(real_images, replicas), np.array_split(noise, replicas), strict=True):
        own = [len(images) * np.asarray(gradient) for gradient in gradients(images, vectors)]
        total = own if total is None else [a + b for a, b in zip(total, own, strict=True)]
    return [gradient / len(real_images) for gradient in total]


# %% right: np.average with the sizes as weights
def replicated_gradients(gradients, real_images, noise, replicas):
    rows = np.array_split(np.arange(len(real_images)), replicas)
    results = [gradients(real_images[mine], noise[mine]) for mine in rows]
    weights = [len(mine) for mine in rows]
    return [np.average(np.stack(one), axis=0, weights=weights) for one in zip(*results, strict=True)]
