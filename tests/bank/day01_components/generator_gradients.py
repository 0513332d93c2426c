# %% wrong: the two losses swapped
def generator_gradients(logits):
    probability = np.asarray(keras.ops.sigmoid(logits))
    return -(1 - probability), -probability


# %% wrong: the signs of losses to be maximised
def generator_gradients(logits):
    probability = np.asarray(keras.ops.sigmoid(logits))
    return probability, 1 - probability


# %% wrong: derivatives in the probability instead of the logit
def generator_gradients(logits):
    probability = np.asarray(keras.ops.sigmoid(logits))
    return -1 / (1 - probability), -1 / probability


# %% wrong: the chain rule applied twice
def generator_gradients(logits):
    probability = np.asarray(keras.ops.sigmoid(logits))
    return -probability * probability * (1 - probability), -(1 - probability) * probability * (1 - probability)


# %% wrong: the losses themselves
def generator_gradients(logits):
    return -np.logaddexp(0, logits), np.logaddexp(0, -logits)


# %% wrong: the logits taken for probabilities
def generator_gradients(logits):
    return -logits, -(1 - logits)


# %% wrong: the derivative of the sigmoid for both
def generator_gradients(logits):
    probability = np.asarray(keras.ops.sigmoid(logits))
    return -probability * (1 - probability), -probability * (1 - probability)


# %% wrong: the non-saturating gradient positive, as if the generator fled from real
def generator_gradients(logits):
    probability = np.asarray(keras.ops.sigmoid(logits))
    return -probability, 1 - probability


# %% wrong: the second is the first, the other way round
def generator_gradients(logits):
    probability = np.asarray(keras.ops.sigmoid(logits))
    return -probability, -probability[::-1]


# %% wrong: the mean over the batch
def generator_gradients(logits):
    probability = np.asarray(keras.ops.sigmoid(logits))
    return -np.mean(probability), -np.mean(1 - probability)


# %% wrong: the same for both losses
def generator_gradients(logits):
    probability = np.asarray(keras.ops.sigmoid(logits))
    return -(1 - probability), -(1 - probability)


# %% wrong: one array in place of a pair
def generator_gradients(logits):
    return -np.asarray(keras.ops.sigmoid(logits))


# %% right: SciPy's sigmoid, and the sigmoid of the negative logit
def generator_gradients(logits):
    from scipy.special import expit

    return -expit(logits), -expit(-logits)


# %% right: the sigmoid written out
def generator_gradients(logits):
    with np.errstate(over="ignore"):
        probability = 1 / (1 + np.exp(-logits))
    return -probability, probability - 1


# %% right: through the hyperbolic tangent
def generator_gradients(logits):
    half = np.tanh(logits / 2) / 2
    return -(0.5 + half), half - 0.5


# %% right: automatic differentiation
def generator_gradients(logits):
    import tensorflow as tf

    logits = tf.convert_to_tensor(logits, "float32")
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(logits)
        saturating, non_saturating = -tf.nn.softplus(logits), tf.nn.softplus(-logits)
    return tape.gradient(saturating, logits), tape.gradient(non_saturating, logits)


# %% right: two lists
def generator_gradients(logits):
    import math

    probabilities = [1 / (1 + math.exp(-logit)) for logit in logits]
    return [-d for d in probabilities], [d - 1 for d in probabilities]


# %% right: one array of two rows
def generator_gradients(logits):
    from scipy.special import expit

    return -expit(np.stack([logits, -np.asarray(logits)]))


# %% wrong: probabilities clipped to [0.01, 0.99]
def generator_gradients(logits):
    d = np.clip(1 / (1 + np.exp(-np.asarray(logits))), 0.01, 0.99)
    return -d, d - 1


# %% wrong: the caller's logits turned around in place
def generator_gradients(logits):
    logits *= -1
    d = 1 / (1 + np.exp(logits))
    return -d, d - 1


# %% wrong: differences between neighbouring entries
def generator_gradients(logits):
    d = 1 / (1 + np.exp(-np.asarray(logits)))
    return np.gradient(np.log(1 - d)), np.gradient(-np.log(d))


# %% wrong: a difference with a coarse step
def generator_gradients(logits):
    t = np.asarray(logits)

    def sat(x):
        return -np.logaddexp(0, x)

    def non(x):
        return np.logaddexp(0, -x)

    h = 0.1
    return (sat(t + h) - sat(t)) / h, (non(t + h) - non(t)) / h


# %% right: central differences
def generator_gradients(logits):
    t = np.asarray(logits, dtype=np.float64)
    h = 1e-5

    def slope(f):
        return (f(t + h) - f(t - h)) / (2 * h)

    return slope(lambda x: -np.logaddexp(0, x)), slope(lambda x: np.logaddexp(0, -x))
