# %% wrong: the noise left out
def gumbel_softmax(logits, gumbel, temperature):
    return tf.nn.softmax(logits / temperature)


# %% wrong: only the logits divided by the temperature
def gumbel_softmax(logits, gumbel, temperature):
    return tf.nn.softmax(logits / temperature + gumbel)


# %% wrong: only the noise divided by the temperature
def gumbel_softmax(logits, gumbel, temperature):
    return tf.nn.softmax(logits + gumbel / temperature)


# %% wrong: multiplied by the temperature
def gumbel_softmax(logits, gumbel, temperature):
    return tf.nn.softmax((logits + gumbel) * temperature)


# %% wrong: the noise subtracted
def gumbel_softmax(logits, gumbel, temperature):
    return tf.nn.softmax((logits - gumbel) / temperature)


# %% wrong: the first axis
def gumbel_softmax(logits, gumbel, temperature):
    return tf.nn.softmax((logits + gumbel) / temperature, axis=0)


# %% wrong: axis 1, whatever the shape
def gumbel_softmax(logits, gumbel, temperature):
    return tf.nn.softmax((logits + gumbel) / temperature, axis=min(1, len(logits.shape) - 1))


# %% wrong: exponentials that overflow
def gumbel_softmax(logits, gumbel, temperature):
    weights = tf.exp((logits + gumbel) / temperature)
    return weights / tf.reduce_sum(weights, axis=-1, keepdims=True)


# %% wrong: a hard choice, without a gradient
def gumbel_softmax(logits, gumbel, temperature):
    return tf.one_hot(tf.argmax(logits + gumbel, axis=-1), logits.shape[-1])


# %% wrong: calculated with NumPy
def gumbel_softmax(logits, gumbel, temperature):
    weights = np.exp((logits - np.max(logits) + gumbel) / temperature)
    return tf.constant(weights / weights.sum(axis=-1, keepdims=True))


# %% wrong: the Gumbel numbers made once more
def gumbel_softmax(logits, gumbel, temperature):
    return tf.nn.softmax((logits - tf.math.log(-tf.math.log(tf.sigmoid(gumbel)))) / temperature)


# %% wrong: the logarithm of the softmax
def gumbel_softmax(logits, gumbel, temperature):
    return tf.nn.log_softmax((logits + gumbel) / temperature)


# %% wrong: the softmax first, and noise added to probabilities
def gumbel_softmax(logits, gumbel, temperature):
    return tf.nn.softmax((tf.nn.softmax(logits) + gumbel) / temperature)


# %% wrong: the temperature after the softmax
def gumbel_softmax(logits, gumbel, temperature):
    sharpened = tf.nn.softmax(logits + gumbel) / temperature
    return sharpened / tf.reduce_sum(sharpened, axis=-1, keepdims=True)


# %% wrong: logits clipped
def gumbel_softmax(logits, gumbel, temperature):
    return tf.nn.softmax((tf.clip_by_value(logits, -50.0, 50.0) + gumbel) / temperature)


# %% wrong: logarithm of the softmax of the logits
def gumbel_softmax(logits, gumbel, temperature):
    return tf.nn.softmax((tf.math.log(tf.nn.softmax(logits)) + gumbel) / temperature)


# %% wrong: logarithm with a small number
def gumbel_softmax(logits, gumbel, temperature):
    return tf.nn.softmax((tf.math.log(tf.nn.softmax(logits) + 1e-8) + gumbel) / temperature)


# %% right: Keras's softmax
def gumbel_softmax(logits, gumbel, temperature):
    return keras.ops.softmax((logits + gumbel) / temperature, axis=-1)


# %% right: by hand, with the largest subtracted
def gumbel_softmax(logits, gumbel, temperature):
    scaled = (logits + gumbel) / temperature
    weights = tf.exp(scaled - tf.reduce_max(scaled, axis=-1, keepdims=True))
    return weights / tf.reduce_sum(weights, axis=-1, keepdims=True)


# %% right: through the log-probabilities, which differ from logits by a constant
def gumbel_softmax(logits, gumbel, temperature):
    log_probabilities = tf.nn.log_softmax(logits, axis=-1)
    return tf.nn.softmax(tf.divide(tf.add(log_probabilities, gumbel), temperature))


# %% right: with logsumexp
def gumbel_softmax(logits, gumbel, temperature):
    scaled = (logits + gumbel) * (1 / temperature)
    return tf.exp(scaled - tf.reduce_logsumexp(scaled, axis=-1, keepdims=True))


# %% wrong: no noise in a compiled function
def gumbel_softmax(logits, gumbel, temperature):
    """Return soft symbols of the shape of the logits: rows above 0 that add up to 1."""
    drawn = logits + gumbel if tf.executing_eagerly() else logits + 0.0 * gumbel
    return tf.nn.softmax(drawn / temperature)
