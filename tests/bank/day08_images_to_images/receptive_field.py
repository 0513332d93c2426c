# %% wrong: strides left out
def receptive_field(layers):
    return 1 + sum(kernel - 1 for kernel, _ in layers)


# %% wrong: the kernels multiplied
def receptive_field(layers):
    field = 1
    for kernel, _ in layers:
        field *= kernel
    return field


# %% wrong: a layer's own stride counts for itself
def receptive_field(layers):
    field, apart = 1, 1
    for kernel, stride in layers:
        apart *= stride
        field += (kernel - 1) * apart
    return field


# %% wrong: strides added in place of multiplied
def receptive_field(layers):
    field, apart = 1, 0
    for kernel, stride in layers:
        field += (kernel - 1) * max(apart, 1)
        apart += stride
    return field


# %% wrong: only the stride of the layer before
def receptive_field(layers):
    field, apart = 1, 1
    for kernel, stride in layers:
        field += (kernel - 1) * apart
        apart = stride
    return field


# %% wrong: the kernel in place of the kernel less one
def receptive_field(layers):
    field, apart = 0, 1
    for kernel, stride in layers:
        field += kernel * apart
        apart *= stride
    return max(field, 1)


# %% wrong: beginning at 0
def receptive_field(layers):
    field, apart = 0, 1
    for kernel, stride in layers:
        field += (kernel - 1) * apart
        apart *= stride
    return field


# %% wrong: from the logits on, with the strides on the wrong side
def receptive_field(layers):
    field = 1
    for kernel, stride in layers:
        field = (field - 1) * stride + kernel
    return field


# %% wrong: the product of all strides
def receptive_field(layers):
    total = 1
    for _, stride in layers:
        total *= stride
    return total


# %% wrong: the sum of the kernels
def receptive_field(layers):
    return max(1, sum(kernel for kernel, _ in layers))


# %% wrong: no more than three layers
def receptive_field(layers):
    seen, apart = 1, 1
    for kernel, stride in layers[:3]:
        seen += (kernel - 1) * apart
        apart *= stride
    return seen


# %% wrong: strides above three count as three
def receptive_field(layers):
    seen, apart = 1, 1
    for kernel, stride in layers:
        seen += (kernel - 1) * apart
        apart *= min(stride, 3)
    return seen


# %% right: backwards, from the logit to the picture
def receptive_field(layers):
    field = 1
    for kernel, stride in reversed(layers):
        field = (field - 1) * stride + kernel
    return field


# %% right: a sum with the product of the strides before
def receptive_field(layers):
    strides = [stride for _, stride in layers]
    return 1 + sum((kernel - 1) * int(np.prod(strides[:i])) for i, (kernel, _) in enumerate(layers))


# %% right: recursive
def receptive_field(layers):
    if not layers:
        return 1
    kernel, stride = layers[0]
    return kernel + stride * (receptive_field(layers[1:]) - 1)


# %% right: the places that it begins and ends at
def receptive_field(layers):
    first, last = 0, 0
    for kernel, stride in layers[::-1]:
        first, last = first * stride, last * stride + kernel - 1
    return np.int64(last - first + 1)
