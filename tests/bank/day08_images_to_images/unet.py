# %% wrong: without skips
def unet(width):
    L = keras.layers

    def act(x):
        return L.LeakyReLU(0.2)(x)

    x = keras.Input((None, None, 3))
    h = act(L.Conv2D(width, 3, padding="same")(x))
    h = act(L.Conv2D(2 * width, 4, 2, padding="same")(h))
    h = act(L.Conv2D(4 * width, 4, 2, padding="same")(h))
    h = act(L.Conv2D(2 * width, 3, padding="same")(L.UpSampling2D()(h)))
    h = act(L.Conv2D(width, 3, padding="same")(L.UpSampling2D()(h)))
    start = keras.initializers.RandomNormal(stddev=0.02)
    return keras.Model(x, L.Add()([x, L.Conv2D(3, 3, padding="same", kernel_initializer=start)(h)]))


# %% wrong: the input is not added
def unet(width):
    L = keras.layers

    def act(x):
        return L.LeakyReLU(0.2)(x)

    x = keras.Input((None, None, 3))
    a = act(L.Conv2D(width, 3, padding="same")(x))
    b = act(L.Conv2D(2 * width, 4, 2, padding="same")(a))
    c = act(L.Conv2D(4 * width, 4, 2, padding="same")(b))
    h = L.Concatenate()([act(L.Conv2D(2 * width, 3, padding="same")(L.UpSampling2D()(c))), b])
    h = L.Concatenate()([act(L.Conv2D(width, 3, padding="same")(L.UpSampling2D()(h))), a])
    return keras.Model(x, L.Conv2D(3, 3, padding="same", kernel_initializer="glorot_uniform")(h))


# %% wrong: no leaky ReLU
def unet(width):
    L = keras.layers
    x = keras.Input((None, None, 3))
    a = L.Conv2D(width, 3, padding="same", activation="relu")(x)
    b = L.Conv2D(2 * width, 4, 2, padding="same")(a)
    c = L.LeakyReLU(0.2)(L.Conv2D(4 * width, 4, 2, padding="same")(b))
    h = L.Concatenate()([L.Conv2D(2 * width, 3, padding="same")(L.UpSampling2D()(c)), b])
    h = L.Concatenate()([L.Conv2D(width, 3, padding="same")(L.UpSampling2D()(h)), a])
    start = keras.initializers.RandomNormal(stddev=0.02)
    return keras.Model(x, L.Add()([x, L.Conv2D(3, 3, padding="same", kernel_initializer=start)(h)]))


# %% wrong: the full resolution is never joined
def unet(width):
    L = keras.layers

    def act(x):
        return L.LeakyReLU(0.2)(x)

    x = keras.Input((None, None, 3))
    a = act(L.Conv2D(width, 3, padding="same")(x))
    b = act(L.Conv2D(2 * width, 4, 2, padding="same")(a))
    c = act(L.Conv2D(4 * width, 4, 2, padding="same")(b))
    h = L.Concatenate()([act(L.Conv2D(2 * width, 3, padding="same")(L.UpSampling2D()(c))), b])
    h = act(L.Conv2D(width, 3, padding="same")(L.UpSampling2D()(h)))
    start = keras.initializers.RandomNormal(stddev=0.02)
    return keras.Model(x, L.Add()([x, L.Conv2D(3, 3, padding="same", kernel_initializer=start)(h)]))


# %% wrong: maps added in place of joined
def unet(width):
    L = keras.layers

    def act(x):
        return L.LeakyReLU(0.2)(x)

    x = keras.Input((None, None, 3))
    a = act(L.Conv2D(width, 3, padding="same")(x))
    b = act(L.Conv2D(2 * width, 4, 2, padding="same")(a))
    c = act(L.Conv2D(4 * width, 4, 2, padding="same")(b))
    h = L.Add()([act(L.Conv2D(2 * width, 3, padding="same")(L.UpSampling2D()(c))), b])
    h = L.Add()([act(L.Conv2D(width, 3, padding="same")(L.UpSampling2D()(h))), a])
    start = keras.initializers.RandomNormal(stddev=0.02)
    return keras.Model(x, L.Add()([x, L.Conv2D(3, 3, padding="same", kernel_initializer=start)(h)]))


# %% wrong: the resolution is never halved
def unet(width):
    L = keras.layers

    def act(x):
        return L.LeakyReLU(0.2)(x)

    x = keras.Input((None, None, 3))
    a = act(L.Conv2D(width, 3, padding="same")(x))
    b = act(L.Conv2D(2 * width, 4, padding="same")(a))
    c = act(L.Conv2D(4 * width, 4, padding="same")(b))
    h = L.Concatenate()([act(L.Conv2D(2 * width, 3, padding="same")(c)), b])
    h = L.Concatenate()([act(L.Conv2D(width, 3, padding="same")(h)), a])
    start = keras.initializers.RandomNormal(stddev=0.02)
    return keras.Model(x, L.Add()([x, L.Conv2D(3, 3, padding="same", kernel_initializer=start)(h)]))


# %% wrong: the channels do not grow
def unet(width):
    L = keras.layers

    def act(x):
        return L.LeakyReLU(0.2)(x)

    x = keras.Input((None, None, 3))
    a = act(L.Conv2D(width, 3, padding="same")(x))
    b = act(L.Conv2D(width, 4, 2, padding="same")(a))
    c = act(L.Conv2D(width, 4, 2, padding="same")(b))
    h = L.Concatenate()([act(L.Conv2D(width, 3, padding="same")(L.UpSampling2D()(c))), b])
    h = L.Concatenate()([act(L.Conv2D(width, 3, padding="same")(L.UpSampling2D()(h))), a])
    start = keras.initializers.RandomNormal(stddev=0.02)
    return keras.Model(x, L.Add()([x, L.Conv2D(3, 3, padding="same", kernel_initializer=start)(h)]))


# %% wrong: transposed convolutions in place of repeated pixels
def unet(width):
    L = keras.layers

    def act(x):
        return L.LeakyReLU(0.2)(x)

    x = keras.Input((None, None, 3))
    a = act(L.Conv2D(width, 3, padding="same")(x))
    b = act(L.Conv2D(2 * width, 4, 2, padding="same")(a))
    c = act(L.Conv2D(4 * width, 4, 2, padding="same")(b))
    h = L.Concatenate()([act(L.Conv2DTranspose(2 * width, 4, 2, padding="same")(c)), b])
    h = L.Concatenate()([act(L.Conv2DTranspose(width, 4, 2, padding="same")(h)), a])
    start = keras.initializers.RandomNormal(stddev=0.02)
    return keras.Model(x, L.Add()([x, L.Conv2D(3, 3, padding="same", kernel_initializer=start)(h)]))


# %% wrong: the width ignored
def unet(width):
    L = keras.layers

    def act(x):
        return L.LeakyReLU(0.2)(x)

    x = keras.Input((None, None, 3))
    a = act(L.Conv2D(4, 3, padding="same")(x))
    b = act(L.Conv2D(8, 4, 2, padding="same")(a))
    c = act(L.Conv2D(16, 4, 2, padding="same")(b))
    h = L.Concatenate()([act(L.Conv2D(8, 3, padding="same")(L.UpSampling2D()(c))), b])
    h = L.Concatenate()([act(L.Conv2D(4, 3, padding="same")(L.UpSampling2D()(h))), a])
    start = keras.initializers.RandomNormal(stddev=0.02)
    return keras.Model(x, L.Add()([x, L.Conv2D(3, 3, padding="same", kernel_initializer=start)(h)]))


# %% wrong: the images as a list of layers, not a model
def unet(width):
    return lambda images: images


# %% wrong: plain ReLU
def unet(width):
    layers = keras.layers
    images = keras.Input((None, None, 3))
    full = layers.ReLU()(layers.Conv2D(width, 3, padding="same")(images))
    half = layers.ReLU()(layers.Conv2D(2 * width, 4, strides=2, padding="same")(full))
    deep = layers.ReLU()(layers.Conv2D(4 * width, 4, strides=2, padding="same")(half))
    up = layers.UpSampling2D()(deep)
    up = layers.ReLU()(layers.Conv2D(2 * width, 3, padding="same")(up))
    up = layers.Concatenate()([up, half])
    up = layers.UpSampling2D()(up)
    up = layers.ReLU()(layers.Conv2D(width, 3, padding="same")(up))
    up = layers.Concatenate()([up, full])
    small = keras.initializers.RandomNormal(stddev=0.02)
    change = layers.Conv2D(3, 3, padding="same", kernel_initializer=small)(up)
    return keras.Model(images, layers.Add()([images, change]))


# %% wrong: plain ReLU as activation
def unet(width):
    layers, act = keras.layers, "relu"
    images = keras.Input((None, None, 3))
    full = layers.Conv2D(width, 3, padding="same", activation=act)(images)
    half = layers.Conv2D(2 * width, 4, strides=2, padding="same", activation=act)(full)
    deep = layers.Conv2D(4 * width, 4, strides=2, padding="same", activation=act)(half)
    up = layers.UpSampling2D()(deep)
    up = layers.Conv2D(2 * width, 3, padding="same", activation=act)(up)
    up = layers.Concatenate()([up, half])
    up = layers.UpSampling2D()(up)
    up = layers.Conv2D(width, 3, padding="same", activation=act)(up)
    up = layers.Concatenate()([up, full])
    small = keras.initializers.RandomNormal(stddev=0.02)
    change = layers.Conv2D(3, 3, padding="same", kernel_initializer=small)(up)
    return keras.Model(images, layers.Add()([images, change]))


# %% wrong: no activation at all
def unet(width):
    layers = keras.layers
    images = keras.Input((None, None, 3))
    full = layers.Conv2D(width, 3, padding="same")(images)
    half = layers.Conv2D(2 * width, 4, strides=2, padding="same")(full)
    deep = layers.Conv2D(4 * width, 4, strides=2, padding="same")(half)
    up = layers.UpSampling2D()(deep)
    up = layers.Conv2D(2 * width, 3, padding="same")(up)
    up = layers.Concatenate()([up, half])
    up = layers.UpSampling2D()(up)
    up = layers.Conv2D(width, 3, padding="same")(up)
    up = layers.Concatenate()([up, full])
    small = keras.initializers.RandomNormal(stddev=0.02)
    change = layers.Conv2D(3, 3, padding="same", kernel_initializer=small)(up)
    return keras.Model(images, layers.Add()([images, change]))


# %% wrong: the default slope
def unet(width):
    layers = keras.layers
    images = keras.Input((None, None, 3))
    full = layers.LeakyReLU()(layers.Conv2D(width, 3, padding="same")(images))
    half = layers.LeakyReLU()(layers.Conv2D(2 * width, 4, strides=2, padding="same")(full))
    deep = layers.LeakyReLU()(layers.Conv2D(4 * width, 4, strides=2, padding="same")(half))
    up = layers.UpSampling2D()(deep)
    up = layers.LeakyReLU()(layers.Conv2D(2 * width, 3, padding="same")(up))
    up = layers.Concatenate()([up, half])
    up = layers.UpSampling2D()(up)
    up = layers.LeakyReLU()(layers.Conv2D(width, 3, padding="same")(up))
    up = layers.Concatenate()([up, full])
    small = keras.initializers.RandomNormal(stddev=0.02)
    change = layers.Conv2D(3, 3, padding="same", kernel_initializer=small)(up)
    return keras.Model(images, layers.Add()([images, change]))


# %% wrong: one activation forgotten, as arguments
def unet(width):
    layers, act = keras.layers, "leaky_relu"
    images = keras.Input((None, None, 3))
    full = layers.Conv2D(width, 3, padding="same", activation=act)(images)
    half = layers.Conv2D(2 * width, 4, strides=2, padding="same", activation=act)(full)
    deep = layers.Conv2D(
        4 * width,
        4,
        strides=2,
        padding="same",
    )(half)
    up = layers.UpSampling2D()(deep)
    up = layers.Conv2D(2 * width, 3, padding="same", activation=act)(up)
    up = layers.Concatenate()([up, half])
    up = layers.UpSampling2D()(up)
    up = layers.Conv2D(width, 3, padding="same", activation=act)(up)
    up = layers.Concatenate()([up, full])
    small = keras.initializers.RandomNormal(stddev=0.02)
    change = layers.Conv2D(3, 3, padding="same", kernel_initializer=small)(up)
    return keras.Model(images, layers.Add()([images, change]))


# %% wrong: activation at the end
def unet(width):
    layers = keras.layers
    images = keras.Input((None, None, 3))
    full = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(width, 3, padding="same")(images))
    half = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(2 * width, 4, strides=2, padding="same")(full))
    deep = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(4 * width, 4, strides=2, padding="same")(half))
    up = layers.UpSampling2D()(deep)
    up = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(2 * width, 3, padding="same")(up))
    up = layers.Concatenate()([up, half])
    up = layers.UpSampling2D()(up)
    up = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(width, 3, padding="same")(up))
    up = layers.Concatenate()([up, full])
    small = keras.initializers.RandomNormal(stddev=0.02)
    change = layers.Conv2D(3, 3, padding="same", kernel_initializer=small, activation="tanh")(up)
    return keras.Model(images, layers.Add()([images, change]))


# %% wrong: tanh of the sum
def unet(width):
    layers = keras.layers
    images = keras.Input((None, None, 3))
    full = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(width, 3, padding="same")(images))
    half = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(2 * width, 4, strides=2, padding="same")(full))
    deep = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(4 * width, 4, strides=2, padding="same")(half))
    up = layers.UpSampling2D()(deep)
    up = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(2 * width, 3, padding="same")(up))
    up = layers.Concatenate()([up, half])
    up = layers.UpSampling2D()(up)
    up = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(width, 3, padding="same")(up))
    up = layers.Concatenate()([up, full])
    small = keras.initializers.RandomNormal(stddev=0.02)
    change = layers.Conv2D(3, 3, padding="same", kernel_initializer=small)(up)
    return keras.Model(images, layers.Activation("tanh")(layers.Add()([images, change])))


# %% wrong: sum clipped
def unet(width):
    layers = keras.layers
    images = keras.Input((None, None, 3))
    full = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(width, 3, padding="same")(images))
    half = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(2 * width, 4, strides=2, padding="same")(full))
    deep = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(4 * width, 4, strides=2, padding="same")(half))
    up = layers.UpSampling2D()(deep)
    up = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(2 * width, 3, padding="same")(up))
    up = layers.Concatenate()([up, half])
    up = layers.UpSampling2D()(up)
    up = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(width, 3, padding="same")(up))
    up = layers.Concatenate()([up, full])
    small = keras.initializers.RandomNormal(stddev=0.02)
    change = layers.Conv2D(3, 3, padding="same", kernel_initializer=small)(up)
    return keras.Model(images, keras.ops.clip(layers.Add()([images, change]), -1, 1))


# %% wrong: bilinear
def unet(width):
    layers = keras.layers
    images = keras.Input((None, None, 3))
    full = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(width, 3, padding="same")(images))
    half = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(2 * width, 4, strides=2, padding="same")(full))
    deep = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(4 * width, 4, strides=2, padding="same")(half))
    up = layers.UpSampling2D(interpolation="bilinear")(deep)
    up = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(2 * width, 3, padding="same")(up))
    up = layers.Concatenate()([up, half])
    up = layers.UpSampling2D(interpolation="bilinear")(up)
    up = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(width, 3, padding="same")(up))
    up = layers.Concatenate()([up, full])
    small = keras.initializers.RandomNormal(stddev=0.02)
    change = layers.Conv2D(3, 3, padding="same", kernel_initializer=small)(up)
    return keras.Model(images, layers.Add()([images, change]))


# %% wrong: convolution before enlarging
def unet(width):
    layers = keras.layers
    images = keras.Input((None, None, 3))
    full = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(width, 3, padding="same")(images))
    half = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(2 * width, 4, strides=2, padding="same")(full))
    deep = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(4 * width, 4, strides=2, padding="same")(half))
    up = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(2 * width, 3, padding="same")(deep))
    up = layers.UpSampling2D()(up)
    up = layers.Concatenate()([up, half])
    up = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(width, 3, padding="same")(up))
    up = layers.UpSampling2D()(up)
    up = layers.Concatenate()([up, full])
    small = keras.initializers.RandomNormal(stddev=0.02)
    change = layers.Conv2D(3, 3, padding="same", kernel_initializer=small)(up)
    return keras.Model(images, layers.Add()([images, change]))


# %% wrong: dropout
def unet(width):
    layers = keras.layers
    images = keras.Input((None, None, 3))
    full = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(width, 3, padding="same")(images))
    half = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(2 * width, 4, strides=2, padding="same")(full))
    deep = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(4 * width, 4, strides=2, padding="same")(half))
    up = layers.UpSampling2D()(layers.Dropout(0.5)(deep))
    up = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(2 * width, 3, padding="same")(up))
    up = layers.Concatenate()([up, half])
    up = layers.UpSampling2D()(up)
    up = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(width, 3, padding="same")(up))
    up = layers.Concatenate()([up, full])
    small = keras.initializers.RandomNormal(stddev=0.02)
    change = layers.Conv2D(3, 3, padding="same", kernel_initializer=small)(up)
    return keras.Model(images, layers.Add()([images, change]))


# %% wrong: change subtracted
def unet(width):
    layers = keras.layers
    images = keras.Input((None, None, 3))
    full = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(width, 3, padding="same")(images))
    half = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(2 * width, 4, strides=2, padding="same")(full))
    deep = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(4 * width, 4, strides=2, padding="same")(half))
    up = layers.UpSampling2D()(deep)
    up = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(2 * width, 3, padding="same")(up))
    up = layers.Concatenate()([up, half])
    up = layers.UpSampling2D()(up)
    up = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(width, 3, padding="same")(up))
    up = layers.Concatenate()([up, full])
    small = keras.initializers.RandomNormal(stddev=0.02)
    change = layers.Conv2D(3, 3, padding="same", kernel_initializer=small)(up)
    return keras.Model(images, layers.Subtract()([images, change]))


# %% wrong: one halving
def unet(width):
    layers = keras.layers
    images = keras.Input((None, None, 3))
    full = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(width, 3, padding="same")(images))
    half = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(2 * width, 4, strides=2, padding="same")(full))
    deep = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(4 * width, 4, padding="same")(half))
    up = deep
    up = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(2 * width, 3, padding="same")(up))
    up = layers.Concatenate()([up, half])
    up = layers.UpSampling2D()(up)
    up = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(width, 3, padding="same")(up))
    up = layers.Concatenate()([up, full])
    small = keras.initializers.RandomNormal(stddev=0.02)
    change = layers.Conv2D(3, 3, padding="same", kernel_initializer=small)(up)
    return keras.Model(images, layers.Add()([images, change]))


# %% wrong: change times a half
def unet(width):
    layers = keras.layers
    images = keras.Input((None, None, 3))
    full = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(width, 3, padding="same")(images))
    half = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(2 * width, 4, strides=2, padding="same")(full))
    deep = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(4 * width, 4, strides=2, padding="same")(half))
    up = layers.UpSampling2D()(deep)
    up = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(2 * width, 3, padding="same")(up))
    up = layers.Concatenate()([up, half])
    up = layers.UpSampling2D()(up)
    up = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(width, 3, padding="same")(up))
    up = layers.Concatenate()([up, full])
    small = keras.initializers.RandomNormal(stddev=0.02)
    change = layers.Conv2D(3, 3, padding="same", kernel_initializer=small)(up)
    return keras.Model(images, layers.Add()([images, 0.5 * change]))


# %% wrong: skips joined before the activation
def unet(width):
    layers = keras.layers
    images = keras.Input((None, None, 3))
    raw = layers.Conv2D(width, 3, padding="same")(images)
    full = layers.LeakyReLU(negative_slope=0.2)(raw)
    half = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(2 * width, 4, strides=2, padding="same")(full))
    deep = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(4 * width, 4, strides=2, padding="same")(half))
    up = layers.UpSampling2D()(deep)
    up = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(2 * width, 3, padding="same")(up))
    up = layers.Concatenate()([up, half])
    up = layers.UpSampling2D()(up)
    up = layers.LeakyReLU(negative_slope=0.2)(layers.Conv2D(width, 3, padding="same")(up))
    up = layers.Concatenate()([up, raw])
    small = keras.initializers.RandomNormal(stddev=0.02)
    change = layers.Conv2D(3, 3, padding="same", kernel_initializer=small)(up)
    return keras.Model(images, layers.Add()([images, change]))


# %% wrong: the last kernel from a uniform distribution
def unet(width):
    def block(maps, filters, kernel, strides):
        maps = keras.layers.Conv2D(filters, kernel, strides=strides, padding="same")(maps)
        return keras.layers.LeakyReLU(negative_slope=0.2)(maps)

    images = keras.Input(shape=(None, None, 3))
    down = [block(images, width, 3, 1)]
    for power in (2, 4):
        down.append(block(down[-1], power * width, 4, 2))
    maps = down.pop()
    for power in (2, 1):
        maps = keras.layers.UpSampling2D(interpolation="nearest")(maps)
        maps = keras.layers.concatenate([down.pop(), block(maps, power * width, 3, 1)])
    last = keras.layers.Conv2D(
        3, 3, padding="same", kernel_initializer=keras.initializers.RandomUniform(-0.0346, 0.0346)
    )
    return keras.Model(images, keras.layers.add([last(maps), images]))


# %% wrong: the last kernel with another standard deviation
def unet(width):
    def block(maps, filters, kernel, strides):
        maps = keras.layers.Conv2D(filters, kernel, strides=strides, padding="same")(maps)
        return keras.layers.LeakyReLU(negative_slope=0.2)(maps)

    images = keras.Input(shape=(None, None, 3))
    down = [block(images, width, 3, 1)]
    for power in (2, 4):
        down.append(block(down[-1], power * width, 4, 2))
    maps = down.pop()
    for power in (2, 1):
        maps = keras.layers.UpSampling2D(interpolation="nearest")(maps)
        maps = keras.layers.concatenate([down.pop(), block(maps, power * width, 3, 1)])
    last = keras.layers.Conv2D(3, 3, padding="same", kernel_initializer=keras.initializers.RandomNormal(0, 0.03))
    return keras.Model(images, keras.layers.add([last(maps), images]))


# %% wrong: kernels held to norm 1
def unet(width):
    def block(maps, filters, kernel, strides):
        maps = keras.layers.Conv2D(filters, kernel, strides=strides, padding="same", kernel_constraint="unit_norm")(
            maps
        )
        return keras.layers.LeakyReLU(negative_slope=0.2)(maps)

    images = keras.Input(shape=(None, None, 3))
    down = [block(images, width, 3, 1)]
    for power in (2, 4):
        down.append(block(down[-1], power * width, 4, 2))
    maps = down.pop()
    for power in (2, 1):
        maps = keras.layers.UpSampling2D(interpolation="nearest")(maps)
        maps = keras.layers.concatenate([down.pop(), block(maps, power * width, 3, 1)])
    last = keras.layers.Conv2D(3, 3, padding="same", kernel_initializer=keras.initializers.RandomNormal(0, 0.02))
    return keras.Model(images, keras.layers.add([last(maps), images]))


# %% right: with activations in the layers
def unet(width):
    L = keras.layers
    settings = {"padding": "same", "activation": lambda v: keras.ops.leaky_relu(v, 0.2)}
    x = keras.Input((None, None, 3))
    a = L.Conv2D(width, 3, **settings)(x)
    b = L.Conv2D(2 * width, 4, 2, **settings)(a)
    c = L.Conv2D(4 * width, 4, 2, **settings)(b)
    h = L.Concatenate()([L.Conv2D(2 * width, 3, **settings)(L.UpSampling2D(2)(c)), b])
    h = L.Concatenate()([L.Conv2D(width, 3, **settings)(L.UpSampling2D(2)(h)), a])
    start = keras.initializers.RandomNormal(stddev=0.02)
    return keras.Model(x, x + L.Conv2D(3, 3, padding="same", kernel_initializer=start)(h))


# %% right: in a loop
def unet(width):
    def block(maps, filters, kernel, strides):
        maps = keras.layers.Conv2D(filters, kernel, strides=strides, padding="same")(maps)
        return keras.layers.LeakyReLU(negative_slope=0.2)(maps)

    images = keras.Input(shape=(None, None, 3))
    down = [block(images, width, 3, 1)]
    for power in (2, 4):
        down.append(block(down[-1], power * width, 4, 2))
    maps = down.pop()
    for power in (2, 1):
        maps = keras.layers.UpSampling2D(interpolation="nearest")(maps)
        maps = keras.layers.concatenate([down.pop(), block(maps, power * width, 3, 1)])
    last = keras.layers.Conv2D(3, 3, padding="same", kernel_initializer=keras.initializers.RandomNormal(0, 0.02))
    return keras.Model(images, keras.layers.add([last(maps), images]))


# %% right: the course's
def unet(width):
    return models.unet(width=width)


# %% right: with zeros as the last kernel's seed fixed
def unet(width):
    L = keras.layers
    act = L.LeakyReLU(0.2)
    x = keras.Input((None, None, 3))
    a = L.LeakyReLU(0.2)(L.Conv2D(width, 3, padding="same")(x))
    b = L.LeakyReLU(0.2)(L.Conv2D(2 * width, 4, strides=(2, 2), padding="same")(a))
    c = L.LeakyReLU(0.2)(L.Conv2D(4 * width, 4, strides=(2, 2), padding="same")(b))
    up = L.LeakyReLU(0.2)(L.Conv2D(2 * width, 3, padding="same")(L.UpSampling2D((2, 2))(c)))
    up = L.Concatenate(axis=-1)([b, up])
    up = act(L.Conv2D(width, 3, padding="same")(L.UpSampling2D((2, 2))(up)))
    up = L.Concatenate(axis=-1)([a, up])
    start = keras.initializers.RandomNormal(mean=0.0, stddev=0.02, seed=3)
    return keras.Model(inputs=x, outputs=L.Add()([L.Conv2D(3, 3, padding="same", kernel_initializer=start)(up), x]))


# %% right: shared activation layer
def unet(width):
    L = keras.layers
    leaky = L.LeakyReLU(negative_slope=0.2)
    x = L.Input((None, None, 3))
    a = leaky(L.Conv2D(width, 3, padding="same")(x))
    b = leaky(L.Conv2D(2 * width, 4, 2, padding="same")(a))
    c = leaky(L.Conv2D(4 * width, 4, 2, padding="same")(b))
    d = leaky(L.Conv2D(2 * width, 3, padding="same")(L.UpSampling2D(2)(c)))
    e = L.concatenate([d, b])
    f = leaky(L.Conv2D(width, 3, padding="same")(L.UpSampling2D(2)(e)))
    g = L.concatenate([f, a])
    out = L.Conv2D(3, 3, padding="same", kernel_initializer=keras.initializers.RandomNormal(stddev=0.02))(g)
    return keras.Model(inputs=x, outputs=L.add([out, x]))


# %% right: a loop and a list of skips
def unet(width):
    images = keras.Input((None, None, 3))
    x, kept = images, []
    for times, size, stride in ((1, 3, 1), (2, 4, 2), (4, 4, 2)):
        x = keras.layers.Conv2D(times * width, size, strides=stride, padding="same", activation=keras.ops.leaky_relu)(x)
        kept.append(x)
    kept.pop()
    for times in (2, 1):
        x = keras.ops.repeat(keras.ops.repeat(x, 2, axis=1), 2, axis=2)
        x = keras.layers.Conv2D(times * width, 3, padding="same", activation="leaky_relu")(x)
        x = keras.ops.concatenate([x, kept.pop()], axis=-1)
    small = keras.initializers.RandomNormal(0.0, 0.02)
    return keras.Model(images, images + keras.layers.Conv2D(3, 3, padding="same", kernel_initializer=small)(x))


# %% wrong: kernels that start at 0, one behind the other
def unet(width):
    """Return a U-Net of two halvings, from images to images."""
    layers = keras.layers

    def active(maps, filters, size=3, strides=1, initializer="glorot_uniform"):
        made = layers.Conv2D(filters, size, strides, padding="same", kernel_initializer=initializer)(maps)
        return layers.LeakyReLU(negative_slope=0.2)(made)

    images = keras.Input((None, None, 3))
    whole = active(images, width)
    half = active(whole, 2 * width, 4, 2, "zeros")
    quarter = active(half, 4 * width, 4, 2, "zeros")
    up = active(layers.UpSampling2D(2)(quarter), 2 * width, initializer="zeros")
    up = active(layers.UpSampling2D(2)(layers.Concatenate()([up, half])), width, initializer="zeros")
    joined = layers.Concatenate()([up, whole])
    last = keras.initializers.RandomNormal(stddev=0.02)
    change = layers.Conv2D(3, 3, padding="same", kernel_initializer=last)(joined)
    return keras.Model(images, layers.Add()([images, change]))
