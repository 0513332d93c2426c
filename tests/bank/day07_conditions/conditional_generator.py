# %% wrong: the label is never used
def build_generator(latent_dim, classes):
    noise, label = keras.Input((latent_dim,)), keras.Input((), dtype="int32")
    return keras.Model([noise, label], day07.image_network(latent_dim)(noise))


# %% wrong: the label joined as a number
def build_generator(latent_dim, classes):
    noise, label = keras.Input((latent_dim,)), keras.Input((), dtype="int32")
    number = keras.ops.cast(label, "float32")[:, None]
    joined = keras.layers.Concatenate()([noise, number])
    return keras.Model([noise, label], day07.image_network(latent_dim + 1)(joined))


# %% wrong: the inputs in the other order
def build_generator(latent_dim, classes):
    noise, label = keras.Input((latent_dim,)), keras.Input((), dtype="int32")
    told = keras.layers.Embedding(classes, 32)(label)
    joined = keras.layers.Concatenate()([noise, told])
    return keras.Model([label, noise], day07.image_network(latent_dim + 32)(joined))


# %% wrong: the label before the noise
def build_generator(latent_dim, classes):
    noise, label = keras.Input((latent_dim,)), keras.Input((), dtype="int32")
    told = keras.layers.Embedding(classes, 32)(label)
    joined = keras.layers.Concatenate()([told, noise])
    return keras.Model([noise, label], day07.image_network(latent_dim + 32)(joined))


# %% wrong: as many numbers as classes
def build_generator(latent_dim, classes):
    noise, label = keras.Input((latent_dim,)), keras.Input((), dtype="int32")
    told = keras.layers.Embedding(classes, classes)(label)
    joined = keras.layers.Concatenate()([noise, told])
    return keras.Model([noise, label], day07.image_network(latent_dim + classes)(joined))


# %% wrong: rows and numbers swapped
def build_generator(latent_dim, classes):
    noise, label = keras.Input((latent_dim,)), keras.Input((), dtype="int32")
    told = keras.layers.Embedding(32, classes)(label)
    joined = keras.layers.Concatenate()([noise, told])
    return keras.Model([noise, label], day07.image_network(latent_dim + classes)(joined))


# %% wrong: always ten classes
def build_generator(latent_dim, classes):
    noise, label = keras.Input((latent_dim,)), keras.Input((), dtype="int32")
    told = keras.layers.Embedding(10, 32)(label)
    joined = keras.layers.Concatenate()([noise, told])
    return keras.Model([noise, label], day07.image_network(latent_dim + 32)(joined))


# %% wrong: always 64 numbers of noise
def build_generator(latent_dim, classes):
    noise, label = keras.Input((64,)), keras.Input((), dtype="int32")
    told = keras.layers.Embedding(classes, 32)(label)
    joined = keras.layers.Concatenate()([noise, told])
    return keras.Model([noise, label], day07.image_network(96)(joined))


# %% wrong: a label of shape (1,)
def build_generator(latent_dim, classes):
    noise, label = keras.Input((latent_dim,)), keras.Input((1,), dtype="int32")
    told = keras.layers.Flatten()(keras.layers.Embedding(classes, 32)(label))
    joined = keras.layers.Concatenate()([noise, told])
    return keras.Model([noise, label], day07.image_network(latent_dim + 32)(joined))


# %% wrong: one input with both
def build_generator(latent_dim, classes):
    both = keras.Input((latent_dim + 1,))
    told = keras.layers.Embedding(classes, 32)(keras.ops.cast(both[:, -1], "int32"))
    joined = keras.layers.Concatenate()([both[:, :-1], told])
    return keras.Model(both, day07.image_network(latent_dim + 32)(joined))


# %% wrong: a frozen table
def build_generator(latent_dim, classes):
    noise, label = keras.Input((latent_dim,)), keras.Input((), dtype="int32")
    told = keras.layers.Embedding(classes, 32, trainable=False)(label)
    joined = keras.layers.Concatenate()([noise, told])
    return keras.Model([noise, label], day07.image_network(latent_dim + 32)(joined))


# %% wrong: added to the noise
def build_generator(latent_dim, classes):
    noise, label = keras.Input((latent_dim,)), keras.Input((), dtype="int32")
    told = keras.layers.Embedding(classes, latent_dim)(label)
    return keras.Model([noise, label], day07.image_network(latent_dim)(noise + told))


# %% wrong: the noise is scaled down
def build_generator(latent_dim, classes):
    noise, label = keras.Input((latent_dim,)), keras.Input((), dtype="int32")
    told = keras.layers.Embedding(classes, 32)(label)
    joined = keras.layers.Concatenate()([0.1 * noise, told])
    return keras.Model([noise, label], day07.image_network(latent_dim + 32)(joined))


# %% wrong: the model is not returned
def build_generator(latent_dim, classes):
    noise, label = keras.Input((latent_dim,)), keras.Input((), dtype="int32")
    told = keras.layers.Embedding(classes, 32)(label)
    joined = keras.layers.Concatenate()([noise, told])
    keras.Model([noise, label], day07.image_network(latent_dim + 32)(joined))


# %% wrong: a dense layer between
def build_generator(latent_dim, classes):
    noise = keras.Input((latent_dim,))
    label = keras.Input((), dtype="int32")
    told = keras.layers.Embedding(classes, 32)(label)
    joined = keras.layers.Concatenate()([noise, told])
    joined = keras.layers.Dense(latent_dim + 32)(joined)
    images = day07.image_network(latent_dim + 32)(joined)
    return keras.Model([noise, label], images)


# %% wrong: images from 0 to 1
def build_generator(latent_dim, classes):
    noise = keras.Input((latent_dim,))
    label = keras.Input((), dtype="int32")
    told = keras.layers.Embedding(classes, 32)(label)
    joined = keras.layers.Concatenate()([noise, told])
    images = day07.image_network(latent_dim + 32)(joined)
    images = (images + 1) / 2
    return keras.Model([noise, label], images)


# %% wrong: dropout
def build_generator(latent_dim, classes):
    noise = keras.Input((latent_dim,))
    label = keras.Input((), dtype="int32")
    told = keras.layers.Embedding(classes, 32)(label)
    joined = keras.layers.Concatenate()([noise, told])
    joined = keras.layers.Dropout(0.3)(joined)
    images = day07.image_network(latent_dim + 32)(joined)
    return keras.Model([noise, label], images)


# %% wrong: label clipped to the first
def build_generator(latent_dim, classes):
    noise = keras.Input((latent_dim,))
    label = keras.Input((), dtype="int32")
    told = keras.layers.Embedding(classes, 32)(keras.ops.minimum(label, 1))
    joined = keras.layers.Concatenate()([noise, told])
    images = day07.image_network(latent_dim + 32)(joined)
    return keras.Model([noise, label], images)


# %% wrong: a table that is not trained
def build_generator(latent_dim, classes):
    noise = keras.Input((latent_dim,), name="noise")
    label = keras.Input((), dtype="int32", name="label")
    vector = keras.layers.Embedding(input_dim=classes, output_dim=32, trainable=False)(label)
    joined = keras.ops.concatenate([noise, vector], axis=1)
    return keras.Model(inputs=[noise, label], outputs=day07.image_network(latent_dim + 32)(joined))


# %% wrong: a table held to norm 1
def build_generator(latent_dim, classes):
    noise = keras.Input((latent_dim,), name="noise")
    label = keras.Input((), dtype="int32", name="label")
    vector = keras.layers.Embedding(input_dim=classes, output_dim=32, embeddings_constraint="unit_norm")(label)
    joined = keras.ops.concatenate([noise, vector], axis=1)
    return keras.Model(inputs=[noise, label], outputs=day07.image_network(latent_dim + 32)(joined))


# %% right: joined by an operation
def build_generator(latent_dim, classes):
    noise = keras.Input((latent_dim,), name="noise")
    label = keras.Input((), dtype="int32", name="label")
    vector = keras.layers.Embedding(input_dim=classes, output_dim=32)(label)
    joined = keras.ops.concatenate([noise, vector], axis=1)
    return keras.Model(inputs=[noise, label], outputs=day07.image_network(latent_dim + 32)(joined))


# %% right: labels as int64, and a name
def build_generator(latent_dim, classes):
    inputs = [keras.Input((latent_dim,)), keras.Input(shape=(), dtype="int64")]
    table = keras.layers.Embedding(classes, 32, embeddings_initializer="random_normal")
    joined = keras.layers.concatenate([inputs[0], table(inputs[1])])
    network = day07.image_network(latent_dim + 32)
    return keras.Model(inputs, network(joined), name="speaker")


# %% right: another first table
def build_generator(latent_dim, classes):
    noise, label = keras.Input((latent_dim,)), keras.Input((), dtype="int32")
    start = keras.initializers.RandomNormal(stddev=1.0)
    told = keras.layers.Embedding(classes, 32, embeddings_initializer=start)(label)
    joined = keras.layers.Concatenate(axis=-1)([noise, told])
    images = day07.image_network(latent_dim + 32)(joined)
    return keras.Model((noise, label), images)


# %% right: the label by way of a reshape
def build_generator(latent_dim, classes):
    noise, label = keras.Input((latent_dim,)), keras.Input((), dtype="int32")
    row = keras.layers.Embedding(classes, 32)(keras.ops.reshape(label, (-1, 1)))
    told = keras.layers.Flatten()(row)
    joined = keras.layers.Concatenate()([noise, told])
    return keras.Model([noise, label], day07.image_network(int(joined.shape[1]))(joined))


# %% wrong: no gradient for the table
def build_generator(latent_dim, classes):
    """Return a generator from noise (batch, latent_dim) and labels (batch,) to images (batch, 28, 28, 1)."""
    noise = keras.Input((latent_dim,))
    label = keras.Input((), dtype="int32")
    told = keras.ops.stop_gradient(keras.layers.Embedding(classes, 32)(label))
    joined = keras.layers.Concatenate()([noise, told])
    return keras.Model([noise, label], day07.image_network(latent_dim + 32)(joined))
