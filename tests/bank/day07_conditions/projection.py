# %% wrong: the image alone
def projection(features, labels, table, weights, bias):
    return (tf.linalg.matvec(features, weights) + bias)[:, None]


# %% wrong: the fit alone
def projection(features, labels, table, weights, bias):
    return tf.reduce_sum(features * tf.gather(table, labels), axis=1, keepdims=True)


# %% wrong: no bias
def projection(features, labels, table, weights, bias):
    alone = tf.linalg.matvec(features, weights)
    return (alone + tf.reduce_sum(features * tf.gather(table, labels), axis=1))[:, None]


# %% wrong: a shape of (n,)
def projection(features, labels, table, weights, bias):
    alone = tf.linalg.matvec(features, weights) + bias
    return alone + tf.reduce_sum(features * tf.gather(table, labels), axis=1)


# %% wrong: (n,) plus (n, 1) makes a matrix
def projection(features, labels, table, weights, bias):
    alone = tf.linalg.matvec(features, weights) + bias
    return alone + tf.reduce_sum(features * tf.gather(table, labels), axis=1, keepdims=True)


# %% wrong: all classes in place of the image's own
def projection(features, labels, table, weights, bias):
    alone = tf.linalg.matvec(features, weights) + bias
    return (alone + tf.reduce_sum(features @ tf.transpose(table), axis=1))[:, None]


# %% wrong: the mean of the products
def projection(features, labels, table, weights, bias):
    alone = tf.linalg.matvec(features, weights) + bias
    return (alone + tf.reduce_mean(features * tf.gather(table, labels), axis=1))[:, None]


# %% wrong: the sum over images
def projection(features, labels, table, weights, bias):
    alone = tf.linalg.matvec(features, weights) + bias
    return (alone + tf.reduce_sum(features * tf.gather(table, labels)))[:, None]


# %% wrong: NumPy, no gradients
def projection(features, labels, table, weights, bias):
    phi, rows = np.asarray(features), np.asarray(table)[np.asarray(labels)]
    logits = phi @ np.asarray(weights) + np.asarray(bias) + (phi * rows).sum(axis=1)
    return tf.constant(logits[:, None], tf.float32)


# %% wrong: no gradient through the table
def projection(features, labels, table, weights, bias):
    alone = tf.linalg.matvec(features, weights) + bias
    rows = tf.stop_gradient(tf.gather(table, labels))
    return (alone + tf.reduce_sum(features * rows, axis=1))[:, None]


# %% wrong: no gradient of the fit in the features
def projection(features, labels, table, weights, bias):
    alone = tf.linalg.matvec(features, weights) + bias
    return (alone + tf.reduce_sum(tf.stop_gradient(features) * tf.gather(table, labels), axis=1))[:, None]


# %% wrong: the sigmoid at the end
def projection(features, labels, table, weights, bias):
    alone = tf.linalg.matvec(features, weights) + bias
    return tf.sigmoid(alone + tf.reduce_sum(features * tf.gather(table, labels), axis=1))[:, None]


# %% wrong: minus the fit
def projection(features, labels, table, weights, bias):
    alone = tf.linalg.matvec(features, weights) + bias
    return (alone - tf.reduce_sum(features * tf.gather(table, labels), axis=1))[:, None]


# %% wrong: the bias added to the fit of each feature
def projection(features, labels, table, weights, bias):
    alone = tf.linalg.matvec(features, weights)
    return (alone + tf.reduce_sum(features * tf.gather(table, labels) + bias, axis=1))[:, None]


# %% wrong: needs to know how many images there are
def projection(features, labels, table, weights, bias):
    own = tf.gather(table, labels)
    general = tf.reduce_sum(features * weights, axis=1)
    special = tf.reduce_sum(features * own, axis=1)
    return tf.reshape(general + special + bias, (features.shape[0], 1))


# %% wrong: needs a length
def projection(features, labels, table, weights, bias):
    own = tf.gather(table, labels)
    general = tf.reduce_sum(features * weights, axis=1)
    special = tf.reduce_sum(features * own, axis=1)
    return tf.reshape(general + special + bias, (len(features), 1))


# %% wrong: a loop over images, which needs to know how many there are
def projection(features, labels, table, weights, bias):
    rows = []
    for number in range(features.shape[0]):
        rows.append(tf.reduce_sum(features[number] * (weights + table[labels[number]])) + bias)
    return tf.stack(rows)[:, None]


# %% wrong: labels made an array
def projection(features, labels, table, weights, bias):
    own = tf.gather(table, np.array(labels))
    return tf.reduce_sum(features * (own + weights), axis=1, keepdims=True) + bias


# %% right: one vector for each image
def projection(features, labels, table, weights, bias):
    rows = weights + tf.gather(table, labels)
    return tf.reduce_sum(features * rows, axis=1, keepdims=True) + bias


# %% right: einsum
def projection(features, labels, table, weights, bias):
    logits = tf.einsum("ij,j->i", features, weights) + tf.einsum("ij,ij->i", features, tf.gather(table, labels))
    return tf.expand_dims(logits + bias, 1)


# %% right: one-hot labels
def projection(features, labels, table, weights, bias):
    hot = tf.one_hot(labels, table.shape[0], dtype=features.dtype)
    by_class = tf.matmul(features, table, transpose_b=True)
    fit = tf.reduce_sum(by_class * hot, axis=1, keepdims=True)
    return tf.matmul(features, weights[:, None]) + fit + bias


# %% right: with Keras's operations
def projection(features, labels, table, weights, bias):
    rows = keras.ops.take(table, labels, axis=0)
    alone = keras.ops.matmul(features, keras.ops.reshape(weights, (-1, 1))) + bias
    return alone + keras.ops.sum(features * rows, axis=-1, keepdims=True)
