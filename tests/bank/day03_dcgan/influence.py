# %% wrong: a second name for the same array, which is then changed
def influence(network, batch, index, training):
    perturbed = batch
    before = np.asarray(network(batch, training=training))
    perturbed[index] += 1
    after = np.asarray(network(perturbed, training=training))
    return np.abs(after - before).reshape(len(before), -1).max(axis=1)


# %% wrong: both runs see the perturbed array
def influence(network, batch, index, training):
    perturbed = batch
    perturbed[index] = perturbed[index] + 1
    before = np.asarray(network(batch, training=training))
    after = np.asarray(network(perturbed, training=training))
    return np.abs(after - before).reshape(len(before), -1).max(axis=1)


# %% wrong: training is not handed on
def influence(network, batch, index, training):
    perturbed = np.array(batch)
    perturbed[index] += 1
    before, after = np.asarray(network(batch)), np.asarray(network(perturbed))
    return np.abs(after - before).reshape(len(before), -1).max(axis=1)


# %% wrong: always in training
def influence(network, batch, index, training):
    perturbed = np.array(batch)
    perturbed[index] += 1
    before, after = np.asarray(network(batch, training=True)), np.asarray(network(perturbed, training=True))
    return np.abs(after - before).reshape(len(before), -1).max(axis=1)


# %% wrong: one number for the whole batch
def influence(network, batch, index, training):
    perturbed = np.array(batch)
    perturbed[index] += 1
    before = np.asarray(network(batch, training=training))
    after = np.asarray(network(perturbed, training=training))
    return np.abs(after - before).max()


# %% wrong: without the absolute value, so that a fall does not count
def influence(network, batch, index, training):
    perturbed = np.array(batch)
    perturbed[index] += 1
    before = np.asarray(network(batch, training=training))
    after = np.asarray(network(perturbed, training=training))
    return (after - before).reshape(len(before), -1).max(axis=1)


# %% wrong: the mean change in place of the largest
def influence(network, batch, index, training):
    perturbed = np.array(batch)
    perturbed[index] += 1
    before = np.asarray(network(batch, training=training))
    after = np.asarray(network(perturbed, training=training))
    return np.abs(after - before).reshape(len(before), -1).mean(axis=1)


# %% wrong: only the first number of the sample is perturbed
def influence(network, batch, index, training):
    perturbed = np.array(batch)
    perturbed[(index, *[0] * (batch.ndim - 1))] += 1
    before = np.asarray(network(batch, training=training))
    after = np.asarray(network(perturbed, training=training))
    return np.abs(after - before).reshape(len(before), -1).max(axis=1)


# %% wrong: every sample is perturbed
def influence(network, batch, index, training):
    before = np.asarray(network(batch, training=training))
    after = np.asarray(network(batch + 1, training=training))
    return np.abs(after - before).reshape(len(before), -1).max(axis=1)


# %% wrong: the perturbed sample is run alone
def influence(network, batch, index, training):
    changes = np.zeros(len(batch))
    before = np.asarray(network(batch, training=training))[index]
    after = np.asarray(network(batch[index : index + 1] + 1, training=training))[0]
    changes[index] = np.abs(after - before).max()
    return changes


# %% wrong: it works for rows of numbers only
def influence(network, batch, index, training):
    perturbed = batch.copy()
    perturbed[index] += 1
    change = np.abs(np.asarray(network(perturbed, training=training)) - np.asarray(network(batch, training=training)))
    return change.max(axis=1)


# %% right: the sample is put together anew
def influence(network, batch, index, training):
    perturbed = np.concatenate([batch[:index], batch[index : index + 1] + 1, batch[index + 1 :]])
    gaps = keras.ops.abs(network(perturbed, training=training) - network(batch, training=training))
    return keras.ops.max(keras.ops.reshape(gaps, (len(batch), -1)), axis=1)


# %% right: a loop over the samples
def influence(network, batch, index, training):
    perturbed = batch.copy()
    perturbed[index] = batch[index] + 1
    before, after = network(batch, training=training), network(perturbed, training=training)
    return np.array([float(np.abs(np.asarray(a) - np.asarray(b)).max()) for a, b in zip(after, before, strict=True)])


# %% right: a mask over the batch
def influence(network, batch, index, training):
    mask = (np.arange(len(batch)) == index).reshape(-1, *[1] * (batch.ndim - 1)).astype("float32")
    difference = (network(batch + mask, training=training) - network(batch, training=training)).numpy()
    return np.max(np.abs(difference), axis=tuple(range(1, difference.ndim)))


# %% right: TensorFlow, and a list at the end
def influence(network, batch, index, training):
    images = tf.constant(batch)
    mask = tf.reshape(tf.one_hot(index, len(batch)), (-1, *[1] * (len(images.shape) - 1)))
    gaps = tf.abs(network(images + mask, training=training) - network(images, training=training))
    return [float(tf.reduce_max(gap)) for gap in gaps]


# %% right: a list of samples, copied one by one
def influence(network, batch, index, training):
    samples = [sample + (number == index) for number, sample in enumerate(batch)]
    before = np.asarray(network(np.stack(list(batch)), training=training), float)
    after = np.asarray(network(np.stack(samples), training=training), float)
    return np.abs(after - before).max(axis=tuple(range(1, before.ndim)))


# %% wrong: 1 added to the caller's array and taken off again, which rounds
def influence(network, batch, index, training):
    before = np.asarray(network(batch, training=training))
    batch[index] += 1
    after = np.asarray(network(batch, training=training))
    batch[index] -= 1
    return np.abs(after - before).reshape(len(batch), -1).max(axis=1)


# %% wrong: the perturbed sample clipped to the range of pixels
def influence(network, batch, index, training):
    perturbed = np.array(batch)
    perturbed[index] = np.clip(perturbed[index] + 1, -1, 1)
    change = np.abs(np.asarray(network(perturbed, training=training)) - np.asarray(network(batch, training=training)))
    return change.reshape(len(batch), -1).max(axis=1)


# %% wrong: the change of the largest number in place of the largest change
def influence(network, batch, index, training):
    perturbed = np.array(batch)
    perturbed[index] += 1

    def biggest(x):
        return np.abs(np.asarray(network(x, training=training))).reshape(len(batch), -1).max(axis=1)

    return np.abs(biggest(perturbed) - biggest(batch))


# %% wrong: the Euclidean length of the change
def influence(network, batch, index, training):
    perturbed = np.array(batch)
    perturbed[index] += 1
    change = np.asarray(network(perturbed, training=training)) - np.asarray(network(batch, training=training))
    return np.linalg.norm(change.reshape(len(batch), -1), axis=1)


# %% wrong: the perturbed sample left out
def influence(network, batch, index, training):
    perturbed = np.array(batch)
    perturbed[index] += 1
    change = np.abs(np.asarray(network(perturbed, training=training)) - np.asarray(network(batch, training=training)))
    return np.delete(change.reshape(len(batch), -1).max(axis=1), index)


# %% right: the infinity norm
def influence(network, batch, index, training):
    perturbed = batch.copy()
    perturbed[index] += 1
    outputs = [network(x, training=training).numpy().reshape(len(batch), -1) for x in (batch, perturbed)]
    return np.linalg.norm(outputs[1] - outputs[0], ord=np.inf, axis=1)
