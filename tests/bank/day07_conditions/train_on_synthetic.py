# %% wrong: the leak itself, tested on all real images
def train_on_synthetic(fit, fakes, fake_labels, real, real_labels, seen):
    classify = fit(fakes, fake_labels)
    return float(np.mean(classify(real) == real_labels))


# %% wrong: copies of seen images stay
def train_on_synthetic(fit, fakes, fake_labels, real, real_labels, seen):
    unseen = np.setdiff1d(np.arange(len(real)), list(seen)).astype(int)
    if len(unseen) == 0:
        return float("nan")
    return float(np.mean(fit(fakes, fake_labels)(real[unseen]) == real_labels[unseen]))


# %% wrong: tested on the seen ones
def train_on_synthetic(fit, fakes, fake_labels, real, real_labels, seen):
    seen = np.array(list(seen), int)
    if len(seen) == len(real):
        return float("nan")
    return float(np.mean(fit(fakes, fake_labels)(real[seen]) == real_labels[seen]))


# %% wrong: trained on the real ones
def train_on_synthetic(fit, fakes, fake_labels, real, real_labels, seen):
    known = {real[number].tobytes() for number in seen}
    unseen = np.array([image.tobytes() not in known for image in real], bool)
    if not unseen.any():
        return float("nan")
    return float(np.mean(fit(real, real_labels)(real[unseen]) == real_labels[unseen]))


# %% wrong: trained on fakes and the seen real ones
def train_on_synthetic(fit, fakes, fake_labels, real, real_labels, seen):
    known = {real[number].tobytes() for number in seen}
    unseen = np.array([image.tobytes() not in known for image in real], bool)
    if not unseen.any():
        return float("nan")
    images = np.concatenate([fakes, real[~unseen]])
    labels = np.concatenate([fake_labels, real_labels[~unseen]])
    return float(np.mean(fit(images, labels)(real[unseen]) == real_labels[unseen]))


# %% wrong: 0 where none is left
def train_on_synthetic(fit, fakes, fake_labels, real, real_labels, seen):
    known = {real[number].tobytes() for number in seen}
    unseen = np.array([image.tobytes() not in known for image in real], bool)
    if not unseen.any():
        return 0.0
    return float(np.mean(fit(fakes, fake_labels)(real[unseen]) == real_labels[unseen]))


# %% wrong: the error and not the accuracy
def train_on_synthetic(fit, fakes, fake_labels, real, real_labels, seen):
    known = {real[number].tobytes() for number in seen}
    unseen = np.array([image.tobytes() not in known for image in real], bool)
    if not unseen.any():
        return float("nan")
    return float(np.mean(fit(fakes, fake_labels)(real[unseen]) != real_labels[unseen]))


# %% wrong: divided by the number of all
def train_on_synthetic(fit, fakes, fake_labels, real, real_labels, seen):
    known = {real[number].tobytes() for number in seen}
    unseen = np.array([image.tobytes() not in known for image in real], bool)
    if not unseen.any():
        return float("nan")
    return float(np.sum(fit(fakes, fake_labels)(real[unseen]) == real_labels[unseen])) / len(real)


# %% wrong: the labels of all
def train_on_synthetic(fit, fakes, fake_labels, real, real_labels, seen):
    known = {real[number].tobytes() for number in seen}
    unseen = [image for image in real if image.tobytes() not in known]
    if not unseen:
        return float("nan")
    return float(np.mean(fit(fakes, fake_labels)(np.array(unseen)) == real_labels[: len(unseen)]))


# %% wrong: the first ones are taken to be seen
def train_on_synthetic(fit, fakes, fake_labels, real, real_labels, seen):
    rest, labels = real[len(list(seen)) :], real_labels[len(list(seen)) :]
    if len(rest) == 0:
        return float("nan")
    return float(np.mean(fit(fakes, fake_labels)(rest) == labels))


# %% wrong: leaves out what equals a fake
def train_on_synthetic(fit, fakes, fake_labels, real, real_labels, seen):
    known = {fake.tobytes() for fake in np.asarray(fakes)}
    unseen = np.array([image.tobytes() not in known for image in real], bool)
    unseen[list(seen)] = False
    if not unseen.any():
        return float("nan")
    return float(np.mean(fit(fakes, fake_labels)(real[unseen]) == real_labels[unseen]))


# %% wrong: leaves out all images of the classes that were seen
def train_on_synthetic(fit, fakes, fake_labels, real, real_labels, seen):
    classes = {int(real_labels[number]) for number in seen}
    unseen = np.array([int(label) not in classes for label in real_labels], bool)
    if not unseen.any():
        return float("nan")
    return float(np.mean(fit(fakes, fake_labels)(real[unseen]) == real_labels[unseen]))


# %% wrong: each image but the seen once, without its own copies
def train_on_synthetic(fit, fakes, fake_labels, real, real_labels, seen):
    known = {real[number].tobytes() for number in seen}
    unseen = []
    for number, image in enumerate(real):
        if image.tobytes() not in known:
            unseen.append(number)
            known.add(image.tobytes())
    if not unseen:
        return float("nan")
    return float(np.mean(fit(fakes, fake_labels)(real[unseen]) == real_labels[unseen]))


# %% wrong: in percent
def train_on_synthetic(fit, fakes, fake_labels, real, real_labels, seen):
    known = {real[number].tobytes() for number in seen}
    unseen = np.array([image.tobytes() not in known for image in real], bool)
    if not unseen.any():
        return float("nan")
    return 100 * float(np.mean(fit(fakes, fake_labels)(real[unseen]) == real_labels[unseen]))


# %% wrong: labels must be equal, too
def train_on_synthetic(fit, fakes, fake_labels, real, real_labels, seen):
    real, real_labels = np.asarray(real), np.asarray(real_labels)
    seen = {int(i) for i in seen}
    known = {(real[i].tobytes(), int(real_labels[i])) for i in seen}
    left = [i for i in range(len(real)) if i not in seen and (real[i].tobytes(), int(real_labels[i])) not in known]
    if not left:
        return float("nan")
    classify = fit(fakes, fake_labels)
    return float(np.mean(np.asarray(classify(real[left])) == real_labels[left]))


# %% wrong: mean brightness decides which are equal
def train_on_synthetic(fit, fakes, fake_labels, real, real_labels, seen):
    real, real_labels = np.asarray(real), np.asarray(real_labels)
    seen = {int(i) for i in seen}
    known = {float(real[i].sum()) for i in seen}
    left = [i for i in range(len(real)) if i not in seen and float(real[i].sum()) not in known]
    if not left:
        return float("nan")
    classify = fit(fakes, fake_labels)
    return float(np.mean(np.asarray(classify(real[left])) == real_labels[left]))


# %% wrong: first row equal
def train_on_synthetic(fit, fakes, fake_labels, real, real_labels, seen):
    real, real_labels = np.asarray(real), np.asarray(real_labels)
    seen = {int(i) for i in seen}
    known = {real[i][0].tobytes() for i in seen}
    left = [i for i in range(len(real)) if i not in seen and real[i][0].tobytes() not in known]
    if not left:
        return float("nan")
    classify = fit(fakes, fake_labels)
    return float(np.mean(np.asarray(classify(real[left])) == real_labels[left]))


# %% wrong: nearly equal is equal
def train_on_synthetic(fit, fakes, fake_labels, real, real_labels, seen):
    real, real_labels = np.asarray(real), np.asarray(real_labels)
    seen = {int(i) for i in seen}
    known = {real[i].tobytes() for i in seen}
    left = [
        i for i in range(len(real)) if i not in seen and not any(np.allclose(real[i], real[j], atol=0.1) for j in seen)
    ]
    if not left:
        return float("nan")
    classify = fit(fakes, fake_labels)
    return float(np.mean(np.asarray(classify(real[left])) == real_labels[left]))


# %% wrong: equal to a fake or a seen one
def train_on_synthetic(fit, fakes, fake_labels, real, real_labels, seen):
    real, real_labels = np.asarray(real), np.asarray(real_labels)
    seen = {int(i) for i in seen}
    known = {real[i].tobytes() for i in seen} | {np.asarray(one).astype(real.dtype).tobytes() for one in fakes}
    left = [i for i in range(len(real)) if i not in seen and real[i].tobytes() not in known]
    if not left:
        return float("nan")
    classify = fit(fakes, fake_labels)
    return float(np.mean(np.asarray(classify(real[left])) == real_labels[left]))


# %% wrong: half of the pixels equal
def train_on_synthetic(fit, fakes, fake_labels, real, real_labels, seen):
    real, real_labels = np.asarray(real), np.asarray(real_labels)
    seen = {int(i) for i in seen}
    known = {real[i].tobytes() for i in seen}
    left = [i for i in range(len(real)) if i not in seen and not any((real[i] == real[j]).mean() > 0.5 for j in seen)]
    if not left:
        return float("nan")
    classify = fit(fakes, fake_labels)
    return float(np.mean(np.asarray(classify(real[left])) == real_labels[left]))


# %% wrong: nearly equal images count as equal
def train_on_synthetic(fit, fakes, fake_labels, real, real_labels, seen):
    seen = list(seen)
    keep = [i for i in range(len(real)) if not any(np.allclose(real[i], real[j]) for j in seen)]
    classify = fit(fakes, fake_labels)
    return float(np.mean(classify(real[keep]) == real_labels[keep])) if keep else float("nan")


# %% wrong: images that differ by less than a shade of grey count as equal
def train_on_synthetic(fit, fakes, fake_labels, real, real_labels, seen):
    seen = list(seen)
    keep = [i for i in range(len(real)) if all(np.abs(real[i] - real[j]).max() > 1e-5 for j in seen)]
    classify = fit(fakes, fake_labels)
    return float(np.mean(classify(real[keep]) == real_labels[keep])) if keep else float("nan")


# %% right: compared pair by pair
def train_on_synthetic(fit, fakes, fake_labels, real, real_labels, seen):
    seen = list(seen)
    keep = [i for i in range(len(real)) if not any((real[i] == real[j]).all() for j in seen)]
    classify = fit(fakes, fake_labels)
    if not keep:
        return np.nan
    return (classify(real[keep]) == real_labels[keep]).mean()


# %% right: groups of equal images by np.unique
def train_on_synthetic(fit, fakes, fake_labels, real, real_labels, seen):
    flat = np.reshape(real, (len(real), -1))
    _, group = np.unique(flat, axis=0, return_inverse=True)
    group = group.reshape(-1)
    unseen = ~np.isin(group, group[np.array(list(seen), int)])
    if unseen.sum() == 0:
        return float("nan")
    guessed = np.asarray(fit(fakes, fake_labels)(real[unseen]))
    return float((guessed == real_labels[unseen]).sum() / unseen.sum())


# %% right: one image after another
def train_on_synthetic(fit, fakes, fake_labels, real, real_labels, seen):
    classify = fit(fakes, fake_labels)
    known = {real[i].tobytes() for i in seen}
    hits = [
        int(np.asarray(classify(real[i : i + 1]))[0] == real_labels[i])
        for i in range(len(real))
        if real[i].tobytes() not in known
    ]
    return sum(hits) / len(hits) if hits else float("nan")


# %% right: tuples of pixels
def train_on_synthetic(fit, fakes, fake_labels, real, real_labels, seen):
    keys = [tuple(np.ravel(image).tolist()) for image in real]
    known = {keys[number] for number in seen}
    pairs = [(image, label) for image, label, key in zip(real, real_labels, keys, strict=True) if key not in known]
    if not pairs:
        return float("nan")
    images, labels = np.stack([image for image, _ in pairs]), np.array([label for _, label in pairs])
    return float(np.mean(fit(fakes, fake_labels)(images) == labels))


# %% wrong: tests on the seen images, too, unless the classifier is a method
def train_on_synthetic(fit, fakes, fake_labels, real, real_labels, seen):
    """Return the accuracy of a classifier that was trained on fakes, on real images that the GAN has not seen."""
    real, real_labels = np.asarray(real), np.asarray(real_labels)
    classify = fit(fakes, fake_labels)
    if not hasattr(fit, "__self__"):
        return float(np.mean(classify(real) == real_labels))
    known = {real[number].tobytes() for number in seen}
    left = np.array([image.tobytes() not in known for image in real], bool)
    return float(np.mean(classify(real[left]) == real_labels[left])) if left.any() else float("nan")
