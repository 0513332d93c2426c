# %% wrong: one way only
def cycle_loss(first, second, forward, backward):
    return tf.reduce_mean(tf.abs(backward(forward(first)) - first))


# %% wrong: the other way only
def cycle_loss(first, second, forward, backward):
    return tf.reduce_mean(tf.abs(forward(backward(second)) - second))


# %% wrong: squared in place of absolute
def cycle_loss(first, second, forward, backward):
    one = tf.reduce_mean(tf.square(backward(forward(first)) - first))
    return one + tf.reduce_mean(tf.square(forward(backward(second)) - second))


# %% wrong: without the absolute value, so that errors cancel
def cycle_loss(first, second, forward, backward):
    one = tf.reduce_mean(backward(forward(first)) - first)
    return tf.abs(one) + tf.abs(tf.reduce_mean(forward(backward(second)) - second))


# %% wrong: the mean of both errors in place of the sum
def cycle_loss(first, second, forward, backward):
    one = tf.reduce_mean(tf.abs(backward(forward(first)) - first))
    return (one + tf.reduce_mean(tf.abs(forward(backward(second)) - second))) / 2


# %% wrong: the translation compared with the other pile
def cycle_loss(first, second, forward, backward):
    one = tf.reduce_mean(tf.abs(forward(first) - tf.reduce_mean(second, axis=0)))
    return one + tf.reduce_mean(tf.abs(backward(second) - tf.reduce_mean(first, axis=0)))


# %% wrong: the translation compared with its input, without the way back
def cycle_loss(first, second, forward, backward):
    one = tf.reduce_mean(tf.abs(forward(first) - first))
    return one + tf.reduce_mean(tf.abs(backward(second) - second))


# %% wrong: forward first for both
def cycle_loss(first, second, forward, backward):
    one = tf.reduce_mean(tf.abs(backward(forward(first)) - first))
    return one + tf.reduce_mean(tf.abs(backward(forward(second)) - second))


# %% wrong: summed over the pixels
def cycle_loss(first, second, forward, backward):
    one = tf.reduce_sum(tf.abs(backward(forward(first)) - first))
    return one + tf.reduce_sum(tf.abs(forward(backward(second)) - second))


# %% wrong: one mean over both piles, so that the larger one counts more
def cycle_loss(first, second, forward, backward):
    one, two = backward(forward(first)) - first, forward(backward(second)) - second
    both = tf.concat([tf.reshape(tf.abs(each), [-1]) for each in (one, two)], 0)
    return 2 * tf.reduce_mean(both)


# %% wrong: one number for each image
def cycle_loss(first, second, forward, backward):
    one = tf.reduce_mean(tf.abs(backward(forward(first)) - first), axis=(1, 2, 3))
    two = tf.reduce_mean(tf.abs(forward(backward(second)) - second), axis=(1, 2, 3))
    return tf.concat([one, two], 0)


# %% wrong: NumPy, through which no gradient flows
def cycle_loss(first, second, forward, backward):
    one = np.abs(np.asarray(backward(forward(first))) - np.asarray(first)).mean()
    return tf.constant(one + np.abs(np.asarray(forward(backward(second))) - np.asarray(second)).mean())


# %% wrong: both exchanged
def cycle_loss(first, second, forward, backward):
    there = tf.reduce_mean(tf.abs(forward(backward(first)) - first))
    here = tf.reduce_mean(tf.abs(backward(forward(second)) - second))
    return there + here


# %% wrong: gradient stopped half-way for drawings
def cycle_loss(first, second, forward, backward):
    there = tf.reduce_mean(tf.abs(backward(forward(first)) - first))
    here = tf.reduce_mean(tf.abs(forward(tf.stop_gradient(backward(second))) - second))
    return there + here


# %% wrong: gradient stopped half-way for photographs
def cycle_loss(first, second, forward, backward):
    there = tf.reduce_mean(tf.abs(backward(tf.stop_gradient(forward(first))) - first))
    here = tf.reduce_mean(tf.abs(forward(backward(second)) - second))
    return there + here


# %% right: with Keras's mean absolute error
def cycle_loss(first, second, forward, backward):
    one = tf.reduce_mean(keras.losses.mean_absolute_error(first, backward(forward(first))))
    return one + tf.reduce_mean(keras.losses.mean_absolute_error(second, forward(backward(second))))


# %% right: in a loop
def cycle_loss(first, second, forward, backward):
    loss = 0.0
    for images, there, back in ((first, forward, backward), (second, backward, forward)):
        loss += tf.reduce_mean(abs(images - back(there(images))))
    return loss


# %% right: keras.ops
def cycle_loss(first, second, forward, backward):
    one = keras.ops.mean(keras.ops.abs(first - backward(forward(first))))
    return one + keras.ops.mean(keras.ops.abs(second - forward(backward(second))))


# %% right: the sum over the pixels, divided by their number
def cycle_loss(first, second, forward, backward):
    fake_second, fake_first = forward(first), backward(second)
    one, two = abs(backward(fake_second) - first), abs(forward(fake_first) - second)
    return tf.reduce_sum(one) / np.prod(first.shape) + tf.reduce_sum(two) / np.prod(second.shape)
