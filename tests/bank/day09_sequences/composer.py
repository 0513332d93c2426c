# %% wrong: the code from the end of the noise
def build_composer(soft, code, steps, symbols):
    noise = keras.Input((code + steps * symbols,))
    hidden = keras.layers.Dense(steps // 4 * 128)(noise[:, -code:])
    hidden = keras.layers.Reshape((steps // 4, 128))(hidden)
    for channels in (128, 64):
        hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
        hidden = keras.layers.UpSampling1D(2)(hidden)
        hidden = keras.layers.Conv1D(channels, 3, padding="same")(hidden)
    hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
    logits = keras.layers.Conv1D(symbols, 5, padding="same")(hidden)
    rest = keras.layers.Reshape((steps, symbols))(noise[:, :-code])
    return keras.Model(noise, day09.Drawn(soft)([logits, rest]))


# %% wrong: the drawing numbers are the first ones
def build_composer(soft, code, steps, symbols):
    noise = keras.Input((code + steps * symbols,))
    hidden = keras.layers.Dense(steps // 4 * 128)(noise[:, :code])
    hidden = keras.layers.Reshape((steps // 4, 128))(hidden)
    for channels in (128, 64):
        hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
        hidden = keras.layers.UpSampling1D(2)(hidden)
        hidden = keras.layers.Conv1D(channels, 3, padding="same")(hidden)
    hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
    logits = keras.layers.Conv1D(symbols, 5, padding="same")(hidden)
    rest = keras.layers.Reshape((steps, symbols))(noise[:, : steps * symbols])
    return keras.Model(noise, day09.Drawn(soft)([logits, rest]))


# %% wrong: the whole noise goes through the dense layer
def build_composer(soft, code, steps, symbols):
    noise = keras.Input((code + steps * symbols,))
    hidden = keras.layers.Dense(steps // 4 * 128)(noise)
    hidden = keras.layers.Reshape((steps // 4, 128))(hidden)
    for channels in (128, 64):
        hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
        hidden = keras.layers.UpSampling1D(2)(hidden)
        hidden = keras.layers.Conv1D(channels, 3, padding="same")(hidden)
    hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
    logits = keras.layers.Conv1D(symbols, 5, padding="same")(hidden)
    rest = keras.layers.Reshape((steps, symbols))(noise[:, code:])
    return keras.Model(noise, day09.Drawn(soft)([logits, rest]))


# %% wrong: steps and symbols swapped, and turned back
def build_composer(soft, code, steps, symbols):
    noise = keras.Input((code + steps * symbols,))
    hidden = keras.layers.Dense(steps // 4 * 128)(noise[:, :code])
    hidden = keras.layers.Reshape((steps // 4, 128))(hidden)
    for channels in (128, 64):
        hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
        hidden = keras.layers.UpSampling1D(2)(hidden)
        hidden = keras.layers.Conv1D(channels, 3, padding="same")(hidden)
    hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
    logits = keras.layers.Conv1D(symbols, 5, padding="same")(hidden)
    rest = keras.layers.Permute((2, 1))(keras.layers.Reshape((symbols, steps))(noise[:, code:]))
    return keras.Model(noise, day09.Drawn(soft)([logits, rest]))


# %% wrong: no batch normalisation
def build_composer(soft, code, steps, symbols):
    noise = keras.Input((code + steps * symbols,))
    hidden = keras.layers.Dense(steps // 4 * 128)(noise[:, :code])
    hidden = keras.layers.Reshape((steps // 4, 128))(hidden)
    for channels in (128, 64):
        hidden = keras.layers.ReLU()(hidden)
        hidden = keras.layers.UpSampling1D(2)(hidden)
        hidden = keras.layers.Conv1D(channels, 3, padding="same")(hidden)
    hidden = keras.layers.ReLU()(hidden)
    logits = keras.layers.Conv1D(symbols, 5, padding="same")(hidden)
    rest = keras.layers.Reshape((steps, symbols))(noise[:, code:])
    return keras.Model(noise, day09.Drawn(soft)([logits, rest]))


# %% wrong: no ReLU
def build_composer(soft, code, steps, symbols):
    noise = keras.Input((code + steps * symbols,))
    hidden = keras.layers.Dense(steps // 4 * 128)(noise[:, :code])
    hidden = keras.layers.Reshape((steps // 4, 128))(hidden)
    for channels in (128, 64):
        hidden = keras.layers.BatchNormalization()(hidden)
        hidden = keras.layers.UpSampling1D(2)(hidden)
        hidden = keras.layers.Conv1D(channels, 3, padding="same")(hidden)
    hidden = keras.layers.BatchNormalization()(hidden)
    logits = keras.layers.Conv1D(symbols, 5, padding="same")(hidden)
    rest = keras.layers.Reshape((steps, symbols))(noise[:, code:])
    return keras.Model(noise, day09.Drawn(soft)([logits, rest]))


# %% wrong: ReLU before batch normalisation
def build_composer(soft, code, steps, symbols):
    noise = keras.Input((code + steps * symbols,))
    hidden = keras.layers.Dense(steps // 4 * 128)(noise[:, :code])
    hidden = keras.layers.Reshape((steps // 4, 128))(hidden)
    for channels in (128, 64):
        hidden = keras.layers.BatchNormalization()(keras.layers.ReLU()(hidden))
        hidden = keras.layers.UpSampling1D(2)(hidden)
        hidden = keras.layers.Conv1D(channels, 3, padding="same")(hidden)
    hidden = keras.layers.BatchNormalization()(keras.layers.ReLU()(hidden))
    logits = keras.layers.Conv1D(symbols, 5, padding="same")(hidden)
    rest = keras.layers.Reshape((steps, symbols))(noise[:, code:])
    return keras.Model(noise, day09.Drawn(soft)([logits, rest]))


# %% wrong: the last batch normalisation and ReLU forgotten
def build_composer(soft, code, steps, symbols):
    noise = keras.Input((code + steps * symbols,))
    hidden = keras.layers.Dense(steps // 4 * 128)(noise[:, :code])
    hidden = keras.layers.Reshape((steps // 4, 128))(hidden)
    for channels in (128, 64):
        hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
        hidden = keras.layers.UpSampling1D(2)(hidden)
        hidden = keras.layers.Conv1D(channels, 3, padding="same")(hidden)
    logits = keras.layers.Conv1D(symbols, 5, padding="same")(hidden)
    rest = keras.layers.Reshape((steps, symbols))(noise[:, code:])
    return keras.Model(noise, day09.Drawn(soft)([logits, rest]))


# %% wrong: a softmax of the logits before the draw
def build_composer(soft, code, steps, symbols):
    noise = keras.Input((code + steps * symbols,))
    hidden = keras.layers.Dense(steps // 4 * 128)(noise[:, :code])
    hidden = keras.layers.Reshape((steps // 4, 128))(hidden)
    for channels in (128, 64):
        hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
        hidden = keras.layers.UpSampling1D(2)(hidden)
        hidden = keras.layers.Conv1D(channels, 3, padding="same")(hidden)
    hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
    logits = keras.layers.Conv1D(symbols, 5, padding="same", activation="softmax")(hidden)
    logits = keras.layers.Softmax()(logits)
    rest = keras.layers.Reshape((steps, symbols))(noise[:, code:])
    return keras.Model(noise, day09.Drawn(soft)([logits, rest]))


# %% wrong: probabilities in place of logits
def build_composer(soft, code, steps, symbols):
    noise = keras.Input((code + steps * symbols,))
    hidden = keras.layers.Dense(steps // 4 * 128)(noise[:, :code])
    hidden = keras.layers.Reshape((steps // 4, 128))(hidden)
    for channels in (128, 64):
        hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
        hidden = keras.layers.UpSampling1D(2)(hidden)
        hidden = keras.layers.Conv1D(channels, 3, padding="same")(hidden)
    hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
    logits = keras.layers.Conv1D(symbols, 5, padding="same", activation="softmax")(hidden)
    rest = keras.layers.Reshape((steps, symbols))(noise[:, code:])
    return keras.Model(noise, day09.Drawn(soft)([logits, rest]))


# %% wrong: the logits handed out, and no draw
def build_composer(soft, code, steps, symbols):
    noise = keras.Input((code + steps * symbols,))
    hidden = keras.layers.Dense(steps // 4 * 128)(noise[:, :code])
    hidden = keras.layers.Reshape((steps // 4, 128))(hidden)
    for channels in (128, 64):
        hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
        hidden = keras.layers.UpSampling1D(2)(hidden)
        hidden = keras.layers.Conv1D(channels, 3, padding="same")(hidden)
    hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
    logits = keras.layers.Conv1D(symbols, 5, padding="same")(hidden)
    rest = keras.layers.Reshape((steps, symbols))(noise[:, code:])
    return keras.Model(noise, logits)


# %% wrong: soft symbols after the draw
def build_composer(soft, code, steps, symbols):
    noise = keras.Input((code + steps * symbols,))
    hidden = keras.layers.Dense(steps // 4 * 128)(noise[:, :code])
    hidden = keras.layers.Reshape((steps // 4, 128))(hidden)
    for channels in (128, 64):
        hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
        hidden = keras.layers.UpSampling1D(2)(hidden)
        hidden = keras.layers.Conv1D(channels, 3, padding="same")(hidden)
    hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
    logits = keras.layers.Conv1D(symbols, 5, padding="same")(hidden)
    rest = keras.layers.Reshape((steps, symbols))(noise[:, code:])
    return keras.Model(noise, keras.layers.Softmax()(day09.Drawn(soft)([logits, rest])))


# %% wrong: padding left out, and a longer start to make up for it
def build_composer(soft, code, steps, symbols):
    noise = keras.Input((code + steps * symbols,))
    hidden = keras.layers.Dense((steps // 4 + 2) * 128)(noise[:, :code])
    hidden = keras.layers.Reshape(((steps // 4 + 2), 128))(hidden)
    for channels in (128, 64):
        hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
        hidden = keras.layers.UpSampling1D(2)(hidden)
        hidden = keras.layers.Conv1D(channels, 3)(hidden)
    hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
    logits = keras.layers.Conv1D(symbols, 5)(hidden)
    rest = keras.layers.Reshape((steps, symbols))(noise[:, code:])
    return keras.Model(noise, day09.Drawn(soft)([logits, rest]))


# %% wrong: causal padding
def build_composer(soft, code, steps, symbols):
    noise = keras.Input((code + steps * symbols,))
    hidden = keras.layers.Dense(steps // 4 * 128)(noise[:, :code])
    hidden = keras.layers.Reshape((steps // 4, 128))(hidden)
    for channels in (128, 64):
        hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
        hidden = keras.layers.UpSampling1D(2)(hidden)
        hidden = keras.layers.Conv1D(channels, 3, padding="causal")(hidden)
    hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
    logits = keras.layers.Conv1D(symbols, 5, padding="causal")(hidden)
    rest = keras.layers.Reshape((steps, symbols))(noise[:, code:])
    return keras.Model(noise, day09.Drawn(soft)([logits, rest]))


# %% wrong: 64 channels first, then 128
def build_composer(soft, code, steps, symbols):
    noise = keras.Input((code + steps * symbols,))
    hidden = keras.layers.Dense(steps // 4 * 128)(noise[:, :code])
    hidden = keras.layers.Reshape((steps // 4, 128))(hidden)
    for channels in (64, 128):
        hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
        hidden = keras.layers.UpSampling1D(2)(hidden)
        hidden = keras.layers.Conv1D(channels, 3, padding="same")(hidden)
    hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
    logits = keras.layers.Conv1D(symbols, 5, padding="same")(hidden)
    rest = keras.layers.Reshape((steps, symbols))(noise[:, code:])
    return keras.Model(noise, day09.Drawn(soft)([logits, rest]))


# %% wrong: kernel 5 everywhere
def build_composer(soft, code, steps, symbols):
    noise = keras.Input((code + steps * symbols,))
    hidden = keras.layers.Dense(steps // 4 * 128)(noise[:, :code])
    hidden = keras.layers.Reshape((steps // 4, 128))(hidden)
    for channels in (128, 64):
        hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
        hidden = keras.layers.UpSampling1D(2)(hidden)
        hidden = keras.layers.Conv1D(channels, 5, padding="same")(hidden)
    hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
    logits = keras.layers.Conv1D(symbols, 5, padding="same")(hidden)
    rest = keras.layers.Reshape((steps, symbols))(noise[:, code:])
    return keras.Model(noise, day09.Drawn(soft)([logits, rest]))


# %% wrong: one upsampling by four
def build_composer(soft, code, steps, symbols):
    noise = keras.Input((code + steps * symbols,))
    hidden = keras.layers.Dense(steps // 4 * 128)(noise[:, :code])
    hidden = keras.layers.Reshape((steps // 4, 128))(hidden)
    for channels in (128, 64):
        hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
        hidden = keras.layers.UpSampling1D(4 if channels == 128 else 1)(hidden)
        hidden = keras.layers.Conv1D(channels, 3, padding="same")(hidden)
    hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
    logits = keras.layers.Conv1D(symbols, 5, padding="same")(hidden)
    rest = keras.layers.Reshape((steps, symbols))(noise[:, code:])
    return keras.Model(noise, day09.Drawn(soft)([logits, rest]))


# %% wrong: two inputs
def build_composer(soft, code, steps, symbols):
    about, more = keras.Input((code,)), keras.Input((steps, symbols))
    hidden = keras.layers.Dense(steps // 4 * 128)(about)
    hidden = keras.layers.Reshape((steps // 4, 128))(hidden)
    for channels in (128, 64):
        hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
        hidden = keras.layers.UpSampling1D(2)(hidden)
        hidden = keras.layers.Conv1D(channels, 3, padding="same")(hidden)
    hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
    logits = keras.layers.Conv1D(symbols, 5, padding="same")(hidden)
    return keras.Model([about, more], day09.Drawn(soft)([logits, more]))


# %% wrong: a draw of the package's, not the student's
def build_composer(soft, code, steps, symbols):
    noise = keras.Input((code + steps * symbols,))
    hidden = keras.layers.Dense(steps // 4 * 128)(noise[:, :code])
    hidden = keras.layers.Reshape((steps // 4, 128))(hidden)
    for channels in (128, 64):
        hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
        hidden = keras.layers.UpSampling1D(2)(hidden)
        hidden = keras.layers.Conv1D(channels, 3, padding="same")(hidden)
    hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
    logits = keras.layers.Conv1D(symbols, 5, padding="same")(hidden)
    rest = keras.layers.Reshape((steps, symbols))(noise[:, code:])
    return keras.Model(noise, discrete.StraightThrough()([logits, rest]))


# %% wrong: the model not returned
def build_composer(soft, code, steps, symbols):
    noise = keras.Input((code + steps * symbols,))
    hidden = keras.layers.Dense(steps // 4 * 128)(noise[:, :code])
    hidden = keras.layers.Reshape((steps // 4, 128))(hidden)
    for channels in (128, 64):
        hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
        hidden = keras.layers.UpSampling1D(2)(hidden)
        hidden = keras.layers.Conv1D(channels, 3, padding="same")(hidden)
    hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
    logits = keras.layers.Conv1D(symbols, 5, padding="same")(hidden)
    rest = keras.layers.Reshape((steps, symbols))(noise[:, code:])
    model = keras.Model(noise, day09.Drawn(soft)([logits, rest]))


# %% wrong: logits and noise swapped
def build_composer(soft, code, steps, symbols):
    noise = keras.Input((code + steps * symbols,))
    hidden = keras.layers.Dense(steps // 4 * 128)(noise[:, :code])
    hidden = keras.layers.Reshape((steps // 4, 128))(hidden)
    for channels in (128, 64):
        hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
        hidden = keras.layers.UpSampling1D(2)(hidden)
        hidden = keras.layers.Conv1D(channels, 3, padding="same")(hidden)
    hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
    logits = keras.layers.Conv1D(symbols, 5, padding="same")(hidden)
    rest = keras.layers.Reshape((steps, symbols))(noise[:, code:])
    return keras.Model(noise, day09.Drawn(soft)([rest, logits]))


# %% wrong: the batch normalisation frozen out of training
def build_composer(soft, code, steps, symbols):
    noise = keras.Input((code + steps * symbols,))
    hidden = keras.layers.Dense(steps // 4 * 128)(noise[:, :code])
    hidden = keras.layers.Reshape((steps // 4, 128))(hidden)
    for channels in (128, 64):
        hidden = keras.layers.ReLU()(keras.layers.BatchNormalization(trainable=False)(hidden))
        hidden = keras.layers.UpSampling1D(2)(hidden)
        hidden = keras.layers.Conv1D(channels, 3, padding="same")(hidden)
    hidden = keras.layers.ReLU()(keras.layers.BatchNormalization(trainable=False)(hidden))
    logits = keras.layers.Conv1D(symbols, 5, padding="same")(hidden)
    rest = keras.layers.Reshape((steps, symbols))(noise[:, code:])
    return keras.Model(noise, day09.Drawn(soft)([logits, rest]))


# %% wrong: the upsampling after the convolution
def build_composer(soft, code, steps, symbols):
    noise = keras.Input((code + steps * symbols,))
    hidden = keras.layers.Dense(steps // 4 * 128)(noise[:, :code])
    hidden = keras.layers.Reshape((steps // 4, 128))(hidden)
    for channels in (128, 64):
        hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
        hidden = keras.layers.Conv1D(channels, 3, padding="same")(hidden)
        hidden = keras.layers.UpSampling1D(2)(hidden)
    hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
    logits = keras.layers.Conv1D(symbols, 5, padding="same")(hidden)
    rest = keras.layers.Reshape((steps, symbols))(noise[:, code:])
    return keras.Model(noise, day09.Drawn(soft)([logits, rest]))


# %% wrong: colder
def build_composer(soft, code, steps, symbols):
    layers = keras.layers
    noise = keras.Input((code + steps * symbols,))
    maps = layers.Dense(steps // 4 * 128)(noise[:, :code])
    maps = layers.Reshape((steps // 4, 128))(maps)
    for filters in (128, 64):
        maps = layers.BatchNormalization()(maps)
        maps = layers.ReLU()(maps)
        maps = layers.UpSampling1D(2)(maps)
        maps = layers.Conv1D(filters, 3, padding="same")(maps)
    maps = layers.BatchNormalization()(maps)
    maps = layers.ReLU()(maps)
    logits = layers.Conv1D(symbols, 5, padding="same")(maps)
    rest = layers.Reshape((steps, symbols))(noise[:, code:])
    return keras.Model(noise, day09.Drawn(soft, 0.3)([logits, rest]))


# %% wrong: what was repeated is blurred
def build_composer(soft, code, steps, symbols):
    layers = keras.layers
    noise = keras.Input((code + steps * symbols,))
    maps = layers.Dense(steps // 4 * 128)(noise[:, :code])
    maps = layers.Reshape((steps // 4, 128))(maps)
    for filters in (128, 64):
        maps = layers.BatchNormalization()(maps)
        maps = layers.ReLU()(maps)
        maps = layers.AveragePooling1D(3, strides=1, padding="same")(layers.UpSampling1D(2)(maps))
        maps = layers.Conv1D(filters, 3, padding="same")(maps)
    maps = layers.BatchNormalization()(maps)
    maps = layers.ReLU()(maps)
    logits = layers.Conv1D(symbols, 5, padding="same")(maps)
    rest = layers.Reshape((steps, symbols))(noise[:, code:])
    return keras.Model(noise, day09.Drawn(soft)([logits, rest]))


# %% wrong: batch normalisation whose running mean and variance never move
def build_composer(soft, code, steps, symbols):
    noise = keras.Input((code + steps * symbols,))
    hidden = keras.layers.Dense(steps // 4 * 128)(noise[:, :code])
    hidden = keras.layers.Reshape((steps // 4, 128))(hidden)
    for channels in (128, 64):
        hidden = keras.layers.ReLU()(keras.layers.BatchNormalization(momentum=1.0)(hidden))
        hidden = keras.layers.UpSampling1D(2)(hidden)
        hidden = keras.layers.Conv1D(channels, 3, padding="same")(hidden)
    hidden = keras.layers.ReLU()(keras.layers.BatchNormalization(momentum=1.0)(hidden))
    logits = keras.layers.Conv1D(symbols, 5, padding="same")(hidden)
    rest = keras.layers.Reshape((steps, symbols))(noise[:, code:])
    return keras.Model(noise, day09.Drawn(soft)([logits, rest]))


# %% wrong: kernels held to norm 1
def build_composer(soft, code, steps, symbols):
    noise = keras.Input((code + steps * symbols,))
    hidden = keras.layers.Dense(steps // 4 * 128)(noise[:, :code])
    hidden = keras.layers.Reshape((steps // 4, 128))(hidden)
    for channels in (128, 64):
        hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
        hidden = keras.layers.UpSampling1D(2)(hidden)
        hidden = keras.layers.Conv1D(channels, 3, padding="same", kernel_constraint=keras.constraints.UnitNorm())(
            hidden
        )
    hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
    logits = keras.layers.Conv1D(symbols, 5, padding="same")(hidden)
    rest = keras.layers.Reshape((steps, symbols))(noise[:, code:])
    return keras.Model(noise, day09.Drawn(soft)([logits, rest]))


# %% wrong: a dense layer that is not trained
def build_composer(soft, code, steps, symbols):
    noise = keras.Input((code + steps * symbols,))
    hidden = keras.layers.Dense(steps // 4 * 128, trainable=False)(noise[:, :code])
    hidden = keras.layers.Reshape((steps // 4, 128))(hidden)
    for channels in (128, 64):
        hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
        hidden = keras.layers.UpSampling1D(2)(hidden)
        hidden = keras.layers.Conv1D(channels, 3, padding="same")(hidden)
    hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
    logits = keras.layers.Conv1D(symbols, 5, padding="same")(hidden)
    rest = keras.layers.Reshape((steps, symbols))(noise[:, code:])
    return keras.Model(noise, day09.Drawn(soft)([logits, rest]))


# %% right: a Sequential body
def build_composer(soft, code, steps, symbols):
    layers = keras.layers
    body = keras.Sequential(
        [
            keras.Input((code,)),
            layers.Dense(steps * 32),
            layers.Reshape((steps // 4, 128)),
            layers.BatchNormalization(),
            layers.ReLU(),
            layers.UpSampling1D(2),
            layers.Conv1D(128, 3, padding="same"),
            layers.BatchNormalization(),
            layers.ReLU(),
            layers.UpSampling1D(2),
            layers.Conv1D(64, 3, padding="same"),
            layers.BatchNormalization(),
            layers.ReLU(),
            layers.Conv1D(symbols, 5, padding="same"),
        ]
    )
    noise = keras.Input((code + steps * symbols,))
    rest = keras.ops.reshape(noise[:, code:], (-1, steps, symbols))
    return keras.Model(noise, day09.Drawn(soft)([body(noise[:, :code]), rest]))


# %% right: with a helper, activations as layers, no bias
def build_composer(soft, code, steps, symbols):
    def normalised(x):
        return keras.layers.Activation("relu")(keras.layers.BatchNormalization(momentum=0.9)(x))

    noise = keras.Input(shape=(code + steps * symbols,))
    about, draws = noise[:, :code], noise[:, code:]
    x = keras.layers.Dense(128 * (steps // 4), use_bias=False)(about)
    x = normalised(keras.layers.Reshape((-1, 128))(x))
    x = keras.layers.Conv1D(128, 3, padding="same", use_bias=False)(keras.layers.UpSampling1D()(x))
    x = keras.layers.Conv1D(64, 3, padding="same", use_bias=False)(keras.layers.UpSampling1D()(normalised(x)))
    logits = keras.layers.Conv1D(symbols, 5, padding="same")(normalised(x))
    return keras.Model(inputs=noise, outputs=day09.Drawn(soft)([logits, keras.layers.Reshape((steps, symbols))(draws)]))


# %% right: cut by layers, smaller first weights
def build_composer(soft, code, steps, symbols):
    small = {"kernel_initializer": keras.initializers.RandomNormal(stddev=0.02)}
    noise = keras.Input((code + steps * symbols,))
    about = keras.layers.Lambda(lambda x: x[:, :code])(noise)
    rest = keras.layers.Lambda(lambda x: tf.reshape(x[:, code:], (-1, steps, symbols)))(noise)
    x = keras.layers.Reshape((steps // 4, 128))(keras.layers.Dense(steps // 4 * 128, **small)(about))
    for channels in [128, 64]:
        x = keras.layers.BatchNormalization()(x)
        x = keras.layers.ReLU()(x)
        x = keras.layers.UpSampling1D(size=2)(x)
        x = keras.layers.Conv1D(filters=channels, kernel_size=3, padding="SAME", **small)(x)
    x = keras.layers.BatchNormalization()(x)
    x = keras.layers.ReLU()(x)
    logits = keras.layers.Conv1D(filters=symbols, kernel_size=5, padding="same", **small)(x)
    return keras.Model(noise, day09.Drawn(soft)([logits, rest]))


# %% right: repeated before normalisation is the same as after it
def build_composer(soft, code, steps, symbols):
    noise = keras.Input((code + steps * symbols,))
    hidden = keras.layers.Dense(steps // 4 * 128)(noise[:, :code])
    hidden = keras.layers.Reshape((steps // 4, 128))(hidden)
    for channels in (128, 64):
        hidden = keras.layers.UpSampling1D(2)(hidden)
        hidden = keras.ops.relu(keras.layers.BatchNormalization()(hidden))
        hidden = keras.layers.Conv1D(channels, 3, padding="same")(hidden)
    hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
    logits = keras.layers.Conv1D(symbols, 5, padding="same")(hidden)
    rest = keras.layers.Reshape((steps, symbols))(noise[:, code:])
    return keras.Model(noise, day09.Drawn(soft)([logits, rest]))


# %% right: a name, and the temperature written out
def build_composer(soft, code, steps, symbols):
    noise = keras.Input((code + steps * symbols,))
    hidden = keras.layers.Dense(steps // 4 * 128)(noise[:, :code])
    hidden = keras.layers.Reshape((steps // 4, 128))(hidden)
    for channels in (128, 64):
        hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
        hidden = keras.layers.UpSampling1D(2)(hidden)
        hidden = keras.layers.Conv1D(channels, 3, padding="same")(hidden)
    hidden = keras.layers.ReLU()(keras.layers.BatchNormalization()(hidden))
    logits = keras.layers.Conv1D(symbols, 5, padding="same")(hidden)
    rest = keras.layers.Reshape((steps, symbols))(noise[:, code:])
    return keras.Model(noise, day09.Drawn(soft, 1.0)([logits, rest]), name="composer")


# %% wrong: convolutions with gaps
def build_composer(soft, code, steps, symbols):
    """Return a generator from noise (batch, code + steps * symbols) to one-hot melodies (batch, steps, symbols)."""
    layers = keras.layers
    noise = keras.Input((code + steps * symbols,))
    maps = layers.Dense(steps // 4 * 128)(noise[:, :code])
    maps = layers.Reshape((steps // 4, 128))(maps)
    for channels in (128, 64):
        maps = layers.ReLU()(layers.BatchNormalization()(maps))
        maps = layers.UpSampling1D(2)(maps)
        maps = layers.Conv1D(channels, 3, padding="same", dilation_rate=4)(maps)
    maps = layers.ReLU()(layers.BatchNormalization()(maps))
    logits = layers.Conv1D(symbols, 5, padding="same")(maps)
    rest = layers.Reshape((steps, symbols))(noise[:, code:])
    return keras.Model(noise, day09.Drawn(soft)([logits, rest]))


# %% wrong: no code in large batches
def build_composer(soft, code, steps, symbols):
    """Return a generator from noise (batch, code + steps * symbols) to one-hot melodies (batch, steps, symbols)."""
    layers = keras.layers
    noise = keras.Input((code + steps * symbols,))
    few = layers.Lambda(lambda codes: tf.where(tf.shape(codes)[0] <= 16, codes, 0.0 * codes), output_shape=(code,))
    about = few(noise[:, :code])
    maps = layers.Dense(steps // 4 * 128)(about)
    maps = layers.Reshape((steps // 4, 128))(maps)
    for channels in (128, 64):
        maps = layers.ReLU()(layers.BatchNormalization()(maps))
        maps = layers.Conv1D(channels, 3, padding="same")(layers.UpSampling1D(2)(maps))
    maps = layers.ReLU()(layers.BatchNormalization()(maps))
    logits = layers.Conv1D(symbols, 5, padding="same")(maps)
    rest = layers.Reshape((steps, symbols))(noise[:, code:])
    return keras.Model(noise, day09.Drawn(soft)([logits, rest]))
