# %% wrong: reshaped alone, without a transpose
def rearranged(maps, r, back):
    def depth_to_space(maps, r):
        b, h, w, c = maps.shape
        return maps.reshape(b, h * r, w * r, c // r**2)

    def space_to_depth(images, r):
        b, h, w, c = images.shape
        return images.reshape(b, h // r, w // r, c * r**2)

    return space_to_depth(maps, r) if back else depth_to_space(maps, r)


# %% wrong: the roles of i and j swapped
def rearranged(maps, r, back):
    def depth_to_space(maps, r):
        b, h, w, c = maps.shape
        parts = maps.reshape(b, h, w, r, r, c // r**2)
        return parts.transpose(0, 1, 4, 2, 3, 5).reshape(b, h * r, w * r, c // r**2)

    def space_to_depth(images, r):
        b, h, w, c = images.shape
        parts = images.reshape(b, h // r, r, w // r, r, c)
        return parts.transpose(0, 1, 3, 4, 2, 5).reshape(b, h // r, w // r, c * r**2)

    return space_to_depth(maps, r) if back else depth_to_space(maps, r)


# %% wrong: the channels first, as PyTorch orders them
def rearranged(maps, r, back):
    def depth_to_space(maps, r):
        b, h, w, c = maps.shape
        parts = maps.reshape(b, h, w, c // r**2, r, r)
        return parts.transpose(0, 1, 4, 2, 5, 3).reshape(b, h * r, w * r, c // r**2)

    def space_to_depth(images, r):
        b, h, w, c = images.shape
        parts = images.reshape(b, h // r, r, w // r, r, c)
        return parts.transpose(0, 1, 3, 5, 2, 4).reshape(b, h // r, w // r, c * r**2)

    return space_to_depth(maps, r) if back else depth_to_space(maps, r)


# %% wrong: the pixels of a block lie h and w apart, not side by side
def rearranged(maps, r, back):
    def depth_to_space(maps, r):
        b, h, w, c = maps.shape
        parts = maps.reshape(b, h, w, r, r, c // r**2)
        return parts.transpose(0, 3, 1, 4, 2, 5).reshape(b, h * r, w * r, c // r**2)

    def space_to_depth(images, r):
        b, h, w, c = images.shape
        parts = images.reshape(b, r, h // r, r, w // r, c)
        return parts.transpose(0, 2, 4, 1, 3, 5).reshape(b, h // r, w // r, c * r**2)

    return space_to_depth(maps, r) if back else depth_to_space(maps, r)


# %% wrong: channels repeated over the block, and the mean taken on the way back
def rearranged(maps, r, back):
    def depth_to_space(maps, r):
        return maps[..., : maps.shape[-1] // r**2].repeat(r, axis=1).repeat(r, axis=2)

    def space_to_depth(images, r):
        return np.tile(images[:, ::r, ::r], r**2)

    return space_to_depth(maps, r) if back else depth_to_space(maps, r)


# %% wrong: height and width swapped
def rearranged(maps, r, back):
    def depth_to_space(maps, r):
        b, h, w, c = maps.shape
        parts = maps.reshape(b, h, w, r, r, c // r**2)
        return parts.transpose(0, 2, 3, 1, 4, 5).reshape(b, w * r, h * r, c // r**2)

    def space_to_depth(images, r):
        b, w, h, c = images.shape
        parts = images.reshape(b, w // r, r, h // r, r, c)
        return parts.transpose(0, 3, 1, 2, 4, 5).reshape(b, h // r, w // r, c * r**2)

    return space_to_depth(maps, r) if back else depth_to_space(maps, r)


# %% wrong: the way back rearranges as the way there
def rearranged(maps, r, back):
    def depth_to_space(maps, r):
        b, h, w, c = maps.shape
        parts = maps.reshape(b, h, w, r, r, c // r**2)
        return parts.transpose(0, 1, 3, 2, 4, 5).reshape(b, h * r, w * r, c // r**2)

    def space_to_depth(images, r):
        b, h, w, c = images.shape
        return images.reshape(b, h // r, r, w // r, r, c).reshape(b, h // r, w // r, c * r**2)

    return space_to_depth(maps, r) if back else depth_to_space(maps, r)


# %% wrong: for the first image of the batch only
def rearranged(maps, r, back):
    def depth_to_space(maps, r):
        _, h, w, c = maps.shape
        parts = maps[0].reshape(h, w, r, r, c // r**2)
        return parts.transpose(0, 2, 1, 3, 4).reshape(1, h * r, w * r, c // r**2)

    def space_to_depth(images, r):
        _, h, w, c = images.shape
        parts = images[0].reshape(h // r, r, w // r, r, c)
        return parts.transpose(0, 2, 1, 3, 4).reshape(1, h // r, w // r, c * r**2)

    return space_to_depth(maps, r) if back else depth_to_space(maps, r)


# %% wrong: for blocks of two only
def rearranged(maps, r, back):
    def depth_to_space(maps, r):
        b, h, w, c = maps.shape
        parts = maps.reshape(b, h, w, 2, 2, c // 4)
        return parts.transpose(0, 1, 3, 2, 4, 5).reshape(b, 2 * h, 2 * w, c // 4)

    def space_to_depth(images, r):
        b, h, w, c = images.shape
        parts = images.reshape(b, h // 2, 2, w // 2, 2, c)
        return parts.transpose(0, 1, 3, 2, 4, 5).reshape(b, h // 2, w // 2, c * 4)

    return space_to_depth(maps, r) if back else depth_to_space(maps, r)


# %% wrong: through 8-bit numbers
def rearranged(maps, r, back):
    n, h, w, c = maps.shape
    maps = maps.astype("uint8")
    if back:
        parts = maps.reshape(n, h // r, r, w // r, r, c)
        return parts.transpose(0, 1, 3, 2, 4, 5).reshape(n, h // r, w // r, r * r * c)
    parts = maps.reshape(n, h, w, r, r, c // r**2)
    return parts.transpose(0, 1, 3, 2, 4, 5).reshape(n, h * r, w * r, c // r**2)


# %% wrong: integers
def rearranged(maps, r, back):
    n, h, w, c = maps.shape
    maps = maps.astype(int)
    if back:
        parts = maps.reshape(n, h // r, r, w // r, r, c)
        return parts.transpose(0, 1, 3, 2, 4, 5).reshape(n, h // r, w // r, r * r * c)
    parts = maps.reshape(n, h, w, r, r, c // r**2)
    return parts.transpose(0, 1, 3, 2, 4, 5).reshape(n, h * r, w * r, c // r**2)


# %% right: of TensorFlow
def rearranged(maps, r, back):
    def depth_to_space(maps, r):
        return maps if r == 1 else tf.nn.depth_to_space(maps, r).numpy()

    def space_to_depth(images, r):
        return images if r == 1 else tf.nn.space_to_depth(images, r).numpy()

    return space_to_depth(maps, r) if back else depth_to_space(maps, r)


# %% right: with slices
def rearranged(maps, r, back):
    def depth_to_space(maps, r):
        b, h, w, c = maps.shape
        n = c // r**2
        images = np.zeros((b, h * r, w * r, n), maps.dtype)
        for i in range(r):
            for j in range(r):
                images[:, i::r, j::r] = maps[..., (i * r + j) * n : (i * r + j + 1) * n]
        return images

    def space_to_depth(images, r):
        return np.concatenate([images[:, i::r, j::r] for i in range(r) for j in range(r)], axis=-1)

    return space_to_depth(maps, r) if back else depth_to_space(maps, r)


# %% right: with moveaxis
def rearranged(maps, r, back):
    def depth_to_space(maps, r):
        b, h, w, _c = maps.shape
        return np.moveaxis(maps.reshape(b, h, w, r, r, -1), 3, 2).reshape(b, h * r, w * r, -1)

    def space_to_depth(images, r):
        b, h, w, c = images.shape
        return np.moveaxis(images.reshape(b, h // r, r, w // r, r, c), 2, 3).reshape(b, h // r, w // r, -1)

    return space_to_depth(maps, r) if back else depth_to_space(maps, r)


# %% right: with swapaxes
def rearranged(maps, r, back):
    def depth_to_space(maps, r):
        b, h, w, c = maps.shape
        return maps.reshape(b, h, w, r, r, c // (r * r)).swapaxes(2, 3).reshape(b, h * r, w * r, c // (r * r))

    def space_to_depth(images, r):
        b, h, w, c = images.shape
        parts = images.reshape(b, h // r, r, w // r, r, c).swapaxes(2, 3)
        return parts.reshape(b, h // r, w // r, r * r * c)

    return space_to_depth(maps, r) if back else depth_to_space(maps, r)
