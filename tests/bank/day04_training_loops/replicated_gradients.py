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


# %% wrong: the smaller shares first
def replicated_gradients(gradients, real_images, noise, replicas):
    n = len(real_images)
    ends = [n * (replica + 1) // replicas for replica in range(replicas)]
    shares = [(real_images[a:b], noise[a:b]) for a, b in zip([0, *ends], ends, strict=False)]
    results = [(len(share[0]) / n, gradients(*share)) for share in shares]
    return [
        sum(w * g for w, g in zip((w for w, _ in results), one, strict=True))
        for one in zip(*(r for _, r in results), strict=True)
    ]


# %% wrong: every replica gets its images and all of the noise
def replicated_gradients(gradients, real_images, noise, replicas):
    n = len(real_images)
    results = [
        [len(images) / n * np.asarray(g) for g in gradients(images, noise)]
        for images in np.array_split(real_images, replicas)
    ]
    return [sum(one) for one in zip(*results, strict=True)]


# %% wrong: every second image, in turn, as cards are dealt
def replicated_gradients(gradients, real_images, noise, replicas):
    n = len(real_images)
    results = [
        [len(real_images[r::replicas]) / n * np.asarray(g) for g in gradients(real_images[r::replicas], noise)]
        for r in range(replicas)
    ]
    return [sum(one) for one in zip(*results, strict=True)]


# %% wrong: the noise in the opposite order
def replicated_gradients(gradients, real_images, noise, replicas):
    shares = zip(np.array_split(real_images, replicas), np.array_split(noise[::-1], replicas), strict=True)
    parts = [(len(images) / len(real_images), gradients(images, vectors)) for images, vectors in shares]
    return [sum(one) for one in zip(*([part * gradient for gradient in own] for part, own in parts), strict=True)]


# %% wrong: noise of each replica's own
def replicated_gradients(gradients, real_images, noise, replicas):
    random = np.random.default_rng(0)
    results = [
        [len(images) / len(real_images) * g for g in gradients(images, random.standard_normal((len(images), 1)))]
        for images in np.array_split(real_images, replicas)
    ]
    return [sum(one) for one in zip(*results, strict=True)]


# %% wrong: the sums divided by the number of images
def replicated_gradients(gradients, real_images, noise, replicas):
    shares = zip(np.array_split(real_images, replicas), np.array_split(noise, replicas), strict=True)
    return [sum(one) / len(real_images) for one in zip(*(gradients(*share) for share in shares), strict=True)]


# %% wrong: the first gradient only
def replicated_gradients(gradients, real_images, noise, replicas):
    shares = zip(np.array_split(real_images, replicas), np.array_split(noise, replicas), strict=True)
    return [sum(len(images) / len(real_images) * gradients(images, vectors)[0] for images, vectors in shares)]


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


# %% right: in TensorFlow, float32, with shares cut by hand
def replicated_gradients(gradients, real_images, noise, replicas):
    n = len(real_images)
    size, more = divmod(n, replicas)
    start, totals = 0, None
    for replica in range(replicas):
        stop = start + size + (replica < more)
        parts = [
            tf.cast(gradient, tf.float32) * ((stop - start) / n)
            for gradient in gradients(real_images[start:stop], noise[start:stop])
        ]
        totals = parts if totals is None else [tf.add(a, b) for a, b in zip(totals, parts, strict=True)]
        start = stop
    return totals


# %% right: a tuple, each gradient as the mean over images of its share's gradient
def replicated_gradients(gradients, real_images, noise, replicas):
    rows = []
    for images, vectors in zip(np.array_split(real_images, replicas), np.array_split(noise, replicas), strict=True):
        rows += [gradients(images, vectors)] * len(images)
    return tuple(np.mean([np.asarray(row[i]) for row in rows], axis=0) for i in range(len(rows[0])))


# %% wrong: shares of the rounded-up size, so the last one is too small
def replicated_gradients(gradients, real_images, noise, replicas):
    n = len(real_images)
    size = -(-n // replicas)
    total = None
    for start in range(0, n, size):
        part = slice(start, start + size)
        answer = [np.asarray(g) * len(real_images[part]) / n for g in gradients(real_images[part], noise[part])]
        total = answer if total is None else [a + b for a, b in zip(total, answer, strict=False)]
    return total


# %% wrong: shares dealt like cards, not in order
def replicated_gradients(gradients, real_images, noise, replicas):
    n = len(real_images)
    results = []
    for i in range(replicas):
        images = real_images[i::replicas]
        results.append([np.asarray(g) * (len(images) / n) for g in gradients(images, noise[i::replicas])])
    return [sum(one) for one in zip(*results, strict=False)]


# %% right: einsum over the replicas
def replicated_gradients(gradients, real_images, noise, replicas):
    index = np.array_split(np.arange(len(real_images)), replicas)
    weights = np.array([len(i) for i in index]) / len(real_images)
    results = [gradients(real_images[i], noise[i]) for i in index]
    return [np.einsum("r,r...->...", weights, np.array([r[k] for r in results])) for k in range(len(results[0]))]


# %% right: TensorFlow tensors and tree maps
def replicated_gradients(gradients, real_images, noise, replicas):
    n = len(real_images)
    sizes = [n // replicas + (i < n % replicas) for i in range(replicas)]
    shares = zip(tf.split(real_images, sizes), tf.split(noise, sizes), strict=False)
    results = [gradients(images.numpy(), vectors.numpy()) for images, vectors in shares]
    return keras.tree.map_structure(
        lambda *g: sum(s * np.asarray(x, float) for s, x in zip(sizes, g, strict=False)) / n, *results
    )


# %% wrong: the mean of the stand-in, computed anew
def replicated_gradients(gradients, real_images, noise, replicas):
    for images, vectors in zip(np.array_split(real_images, replicas), np.array_split(noise, replicas), strict=True):
        gradients(images, vectors)
    return mean_and_product(real_images, noise)


# %% wrong: the means of images and of image times noise, whatever the replicas answer
def replicated_gradients(gradients, real_images, noise, replicas):
    for images, vectors in zip(np.array_split(real_images, replicas), np.array_split(noise, replicas), strict=True):
        gradients(images, vectors)
    return [np.mean(real_images, axis=0), np.mean(real_images * noise)]


# %% wrong: two gradients, whatever their number
def replicated_gradients(gradients, real_images, noise, replicas):
    shares = zip(np.array_split(real_images, replicas), np.array_split(noise, replicas), strict=True)
    parts = [(len(images) / len(real_images), gradients(images, vectors)) for images, vectors in shares]
    return sum(part * own[0] for part, own in parts), sum(part * own[1] for part, own in parts)


# %% wrong: for a batch of five
def replicated_gradients(gradients, real_images, noise, replicas):
    shares = zip(np.array_split(real_images, replicas), np.array_split(noise, replicas), strict=True)
    parts = [(len(images) / 5, gradients(images, vectors)) for images, vectors in shares]
    return [sum(one) for one in zip(*([part * gradient for gradient in own] for part, own in parts), strict=True)]
