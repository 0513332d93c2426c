# %% wrong: the formula of the convolution
def transposed_size(size, kernel, stride, padding):
    if padding == "same":
        return -(-size // stride)
    return (size - kernel) // stride + 1


# %% wrong: valid for both paddings
def transposed_size(size, kernel, stride, padding):
    return (size - 1) * stride + kernel


# %% wrong: n·s + k, as if the last stamp began after the last input
def transposed_size(size, kernel, stride, padding):
    if padding == "same":
        return size * stride
    return size * stride + kernel


# %% wrong: the stride forgotten with the padding "same"
def transposed_size(size, kernel, stride, padding):
    if padding == "same":
        return size
    return (size - 1) * stride + kernel


# %% wrong: the last stamp's first pixel counted in place of its last
def transposed_size(size, kernel, stride, padding):
    if padding == "same":
        return size * stride
    return (size - 1) * stride + 1


# %% wrong: the two paddings swapped
def transposed_size(size, kernel, stride, padding):
    if padding == "valid":
        return size * stride
    return (size - 1) * stride + kernel


# %% right: the convolution's formula turned around, as a float that is whole in value
def transposed_size(size, kernel, stride, padding):
    if padding == "same":
        return size / (1 / stride)
    return (size - 1) / (1 / stride) + kernel


# %% wrong: doubling, whatever the stride is
def transposed_size(size, kernel, stride, padding):
    if padding == "same":
        return 2 * size
    return 2 * size + kernel - 2


# %% wrong: half a kernel cut off at either end with the padding "same", as other frameworks do
def transposed_size(size, kernel, stride, padding):
    cut = kernel // 2 if padding == "same" else 0
    return (size - 1) * stride + kernel - 2 * cut


# %% wrong: kernel and stride swapped
def transposed_size(size, kernel, stride, padding):
    if padding == "same":
        return size * stride
    return (size - 1) * kernel + stride


# %% right: what sticks out of the last stamp
def transposed_size(size, kernel, stride, padding):
    return size * stride + (kernel - stride) * (padding == "valid")


# %% right: Keras is asked
def transposed_size(size, kernel, stride, padding):
    layer = keras.layers.Conv1DTranspose(1, kernel, strides=stride, padding=padding)
    return layer.compute_output_shape((None, size, 1))[1]


# %% right: the stamps are placed one after the other
def transposed_size(size, kernel, stride, padding):
    end = 0
    for place in range(size):
        end = place * stride + (kernel if padding == "valid" else stride)
    return end


# %% right: the course's version
def transposed_size(size, kernel, stride, padding):
    return conv_arithmetic.transposed_output_size(size, kernel, stride, padding)


# %% wrong: never smaller than the kernel
def transposed_size(size, kernel, stride, padding):
    return size * stride + kernel - stride if padding == "valid" else max(size * stride, kernel)


# %% wrong: printed in place of returned
def transposed_size(size, kernel, stride, padding):
    print((size - 1) * stride + kernel if padding == "valid" else size * stride)


# %% right: a case for each padding
def transposed_size(size, kernel, stride, padding):
    match padding:
        case "valid":
            return stride * (size - 1) + kernel
        case "same":
            return stride * size
        case _:
            raise ValueError(padding)
