# %% wrong: the variance taken for the standard deviation
def initialise(network, std=0.02, seed=0):
    random = np.random.default_rng(seed)
    for layer in network.layers:
        if isinstance(layer, keras.layers.Dense | keras.layers.Conv2D | keras.layers.Conv2DTranspose):
            layer.kernel.assign(random.normal(0, std**2, layer.kernel.shape))
            if layer.use_bias:
                layer.bias.assign(np.zeros(layer.bias.shape))


# %% wrong: a uniform distribution from -std to std
def initialise(network, std=0.02, seed=0):
    random = np.random.default_rng(seed)
    for layer in network.layers:
        if isinstance(layer, keras.layers.Dense | keras.layers.Conv2D | keras.layers.Conv2DTranspose):
            layer.kernel.assign(random.uniform(-std, std, layer.kernel.shape))
            if layer.use_bias:
                layer.bias.assign(np.zeros(layer.bias.shape))


# %% wrong: a uniform distribution, with the right standard deviation
def initialise(network, std=0.02, seed=0):
    random = np.random.default_rng(seed)
    for layer in network.layers:
        if isinstance(layer, keras.layers.Dense | keras.layers.Conv2D | keras.layers.Conv2DTranspose):
            layer.kernel.assign(random.uniform(-std * 3**0.5, std * 3**0.5, layer.kernel.shape))
            if layer.use_bias:
                layer.bias.assign(np.zeros(layer.bias.shape))


# %% wrong: batch normalisation is drawn as well, so that its scale nearly vanishes
def initialise(network, std=0.02, seed=0):
    random = np.random.default_rng(seed)
    network.set_weights([random.normal(0, std, weight.shape) for weight in network.get_weights()])


# %% wrong: every layer gets a generator of its own, with the same seed
def initialise(network, std=0.02, seed=0):
    for layer in network.layers:
        if isinstance(layer, keras.layers.Dense | keras.layers.Conv2D | keras.layers.Conv2DTranspose):
            random = np.random.default_rng(seed)
            layer.kernel.assign(random.normal(0, std, layer.kernel.shape))
            if layer.use_bias:
                layer.bias.assign(np.zeros(layer.bias.shape))


# %% wrong: the biases are left as they are
def initialise(network, std=0.02, seed=0):
    random = np.random.default_rng(seed)
    for layer in network.layers:
        if isinstance(layer, keras.layers.Dense | keras.layers.Conv2D | keras.layers.Conv2DTranspose):
            layer.kernel.assign(random.normal(0, std, layer.kernel.shape))


# %% wrong: the dense layer is forgotten
def initialise(network, std=0.02, seed=0):
    random = np.random.default_rng(seed)
    for layer in network.layers:
        if isinstance(layer, keras.layers.Conv2D | keras.layers.Conv2DTranspose):
            layer.kernel.assign(random.normal(0, std, layer.kernel.shape))
            layer.bias.assign(np.zeros(layer.bias.shape))


# %% wrong: the seed is ignored
def initialise(network, std=0.02, seed=0):
    random = np.random.default_rng()
    for layer in network.layers:
        if isinstance(layer, keras.layers.Dense | keras.layers.Conv2D | keras.layers.Conv2DTranspose):
            layer.kernel.assign(random.normal(0, std, layer.kernel.shape))
            if layer.use_bias:
                layer.bias.assign(np.zeros(layer.bias.shape))


# %% wrong: 0.02 written into the code
def initialise(network, std=0.02, seed=0):
    random = np.random.default_rng(seed)
    for layer in network.layers:
        if isinstance(layer, keras.layers.Dense | keras.layers.Conv2D | keras.layers.Conv2DTranspose):
            layer.kernel.assign(random.normal(0, 0.02, layer.kernel.shape))
            if layer.use_bias:
                layer.bias.assign(np.zeros(layer.bias.shape))


# %% wrong: the arrays are drawn, but never put into the layers
def initialise(network, std=0.02, seed=0):
    random = np.random.default_rng(seed)
    for layer in network.layers:
        if isinstance(layer, keras.layers.Dense | keras.layers.Conv2D | keras.layers.Conv2DTranspose):
            kernel = layer.kernel.numpy()
            kernel[:] = random.normal(0, std, kernel.shape)
            if layer.use_bias:
                layer.bias.assign(np.zeros(layer.bias.shape))


# %% wrong: added to the old weights
def initialise(network, std=0.02, seed=0):
    random = np.random.default_rng(seed)
    for layer in network.layers:
        if isinstance(layer, keras.layers.Dense | keras.layers.Conv2D | keras.layers.Conv2DTranspose):
            layer.kernel.assign_add(random.normal(0, std, layer.kernel.shape))
            if layer.use_bias:
                layer.bias.assign(np.zeros(layer.bias.shape))


# %% wrong: one number for the whole kernel
def initialise(network, std=0.02, seed=0):
    random = np.random.default_rng(seed)
    for layer in network.layers:
        if isinstance(layer, keras.layers.Dense | keras.layers.Conv2D | keras.layers.Conv2DTranspose):
            layer.kernel.assign(np.full(layer.kernel.shape, random.normal(0, std)))
            if layer.use_bias:
                layer.bias.assign(np.zeros(layer.bias.shape))


# %% right: standard normal numbers, scaled
def initialise(network, std=0.02, seed=0):
    random = np.random.default_rng(seed)
    for layer in network.layers:
        if hasattr(layer, "kernel"):
            layer.kernel.assign((std * random.standard_normal(layer.kernel.shape)).astype("float32"))
            if layer.use_bias:
                layer.bias.assign(keras.ops.zeros_like(layer.bias))


# %% right: set_weights, layer by layer
def initialise(network, std=0.02, seed=0):
    random = np.random.default_rng(seed)
    kinds = (keras.layers.Dense, keras.layers.Conv2D, keras.layers.Conv2DTranspose)
    for layer in (layer for layer in network.layers if isinstance(layer, kinds)):
        kernel, *bias = layer.get_weights()
        layer.set_weights([random.normal(loc=0.0, scale=std, size=kernel.shape), *(0 * numbers for numbers in bias)])


# %% right: one seed a layer, all drawn from one generator
def initialise(network, std=0.02, seed=0):
    random = np.random.default_rng(seed)
    for layer in network.layers:
        if type(layer).__name__ in ("Dense", "Conv2D", "Conv2DTranspose"):
            initializer = keras.initializers.RandomNormal(stddev=std, seed=int(random.integers(2**31)))
            layer.kernel.assign(initializer(layer.kernel.shape))
            if layer.bias is not None:
                layer.bias.assign([0.0] * layer.bias.shape[0])
