# %% wrong: simultaneous in both cases
def play(start, step_size, rounds, alternating):
    x, y = start
    path = [(x, y)]
    for _ in range(rounds):
        x, y = x - step_size * y, y + step_size * x
        path.append((x, y))
    return np.array(path, float)


# %% wrong: alternating in both cases, because x is overwritten before y's step
def play(start, step_size, rounds, alternating):
    x, y = start
    path = [(x, y)]
    for _ in range(rounds):
        x = x - step_size * y
        y = y + step_size * x
        path.append((x, y))
    return np.array(path, float)


# %% wrong: the two kinds swapped
def play(start, step_size, rounds, alternating):
    x, y = start
    path = [(x, y)]
    for _ in range(rounds):
        new_x = x - step_size * y
        y = y + step_size * (x if alternating else new_x)
        x = new_x
        path.append((x, y))
    return np.array(path, float)


# %% wrong: both players descend
def play(start, step_size, rounds, alternating):
    x, y = start
    path = [(x, y)]
    for _ in range(rounds):
        new_x = x - step_size * y
        y = y - step_size * (new_x if alternating else x)
        x = new_x
        path.append((x, y))
    return np.array(path, float)


# %% wrong: each player follows the slope in the other's number
def play(start, step_size, rounds, alternating):
    x, y = start
    path = [(x, y)]
    for _ in range(rounds):
        new_x = x - step_size * x
        y = y + step_size * y
        x = new_x
        path.append((x, y))
    return np.array(path, float)


# %% wrong: y moves first
def play(start, step_size, rounds, alternating):
    x, y = start
    path = [(x, y)]
    for _ in range(rounds):
        new_y = y + step_size * x
        x = x - step_size * (new_y if alternating else y)
        y = new_y
        path.append((x, y))
    return np.array(path, float)


# %% wrong: the start is left out
def play(start, step_size, rounds, alternating):
    x, y = start
    path = []
    for _ in range(rounds):
        new_x = x - step_size * y
        x, y = new_x, y + step_size * (new_x if alternating else x)
        path.append((x, y))
    return np.array(path, float)


# %% wrong: only the last position
def play(start, step_size, rounds, alternating):
    step = dynamics.alternating_step(step_size) if alternating else dynamics.simultaneous_step(step_size)
    return np.linalg.matrix_power(step, rounds) @ np.array(start, float)


# %% wrong: whole numbers, because the start has whole numbers
def play(start, step_size, rounds, alternating):
    path = np.zeros((rounds + 1, 2), int)
    path[0] = start
    for number in range(rounds):
        x, y = path[number]
        new_x = x - step_size * y
        path[number + 1] = new_x, y + step_size * (new_x if alternating else x)
    return path


# %% wrong: one row of the array that all rounds share
def play(start, step_size, rounds, alternating):
    position = np.array(start, float)
    path = [position]
    for _ in range(rounds):
        old_x = position[0]
        position[0] -= step_size * position[1]
        position[1] += step_size * (position[0] if alternating else old_x)
        path.append(position)
    return np.array(path)


# %% right: a matrix for each kind of round
def play(start, step_size, rounds, alternating):
    h = step_size
    step = np.array([[1, -h], [h, 1 - h * h]]) if alternating else np.array([[1, -h], [h, 1]])
    path = [np.array(start, float)]
    for _ in range(rounds):
        path.append(step @ path[-1])
    return np.stack(path)


# %% right: into an array that was made before
def play(start, step_size, rounds, alternating):
    path = np.empty((rounds + 1, 2))
    path[0] = start
    for number in range(rounds):
        x, y = path[number]
        path[number + 1, 0] = x - step_size * y
        seen = path[number + 1, 0] if alternating else x
        path[number + 1, 1] = y + step_size * seen
    return path


# %% right: the course's paths
def play(start, step_size, rounds, alternating):
    walk = dynamics.alternating_path if alternating else dynamics.simultaneous_path
    return walk(lambda x, y: (-y, x), start, step_size, rounds)


# %% right: complex numbers for the simultaneous rounds, and lists
def play(start, step_size, rounds, alternating):
    if not alternating:
        place = complex(*start)
        places = [place * (1 + 1j * step_size) ** number for number in range(rounds + 1)]
        return [[place.real, place.imag] for place in places]
    path = [list(map(float, start))]
    while len(path) <= rounds:
        x = path[-1][0] - step_size * path[-1][1]
        path.append([x, path[-1][1] + step_size * x])
    return path


# %% wrong: the signs of both gradients swapped
def play(start, step_size, rounds, alternating):
    x, y = start
    path = [(x, y)]
    for _ in range(rounds):
        new_x = x + step_size * y
        x, y = new_x, y - step_size * (new_x if alternating else x)
        path.append((x, y))
    return np.array(path, float)


# %% wrong: one round too few
def play(start, step_size, rounds, alternating):
    x, y = start
    path = [(x, y)]
    for _ in range(rounds - 1):
        new_x = x - step_size * y
        x, y = new_x, y + step_size * (new_x if alternating else x)
        path.append((x, y))
    return np.array(path, float)


# %% wrong: always from (1, 0)
def play(start, step_size, rounds, alternating):
    x, y = 1.0, 0.0
    path = [(x, y)]
    for _ in range(rounds):
        new_x = x - step_size * y
        x, y = new_x, y + step_size * (new_x if alternating else x)
        path.append((x, y))
    return np.array(path, float)


# %% wrong: the players take turns by rounds
def play(start, step_size, rounds, alternating):
    x, y = start
    path = [(x, y)]
    for number in range(rounds):
        if not alternating:
            x, y = x - step_size * y, y + step_size * x
        elif number % 2 == 0:
            x = x - step_size * y
        else:
            y = y + step_size * x
        path.append((x, y))
    return np.array(path, float)


# %% right: float32 tensors
def play(start, step_size, rounds, alternating):
    x, y = (tf.constant(number, tf.float32) for number in start)
    path = [tf.stack([x, y])]
    for _ in range(rounds):
        moved = x - step_size * y
        y = y + step_size * (moved if alternating else x)
        x = moved
        path.append(tf.stack([x, y]))
    return tf.stack(path)


# %% wrong: changes the caller's start
def play(start, step_size, rounds, alternating):
    places = [tuple(start)]
    for _ in range(rounds):
        x, y = start
        start[0] = x - step_size * y
        start[1] = y + step_size * (start[0] if alternating else x)
        places.append(tuple(start))
    return np.array(places, float)


# %% wrong: a place after each player's move
def play(start, step_size, rounds, alternating):
    x, y = start
    places = [(x, y)]
    for _ in range(rounds):
        if alternating:
            x = x - step_size * y
            places.append((x, y))
            y = y + step_size * x
        else:
            x, y = x - step_size * y, y + step_size * x
        places.append((x, y))
    return np.array(places, float)


# %% wrong: the step is not scaled by the gradient, only by its sign
def play(start, step_size, rounds, alternating):
    x, y = start
    places = [(x, y)]
    for _ in range(rounds):
        new_x = x - step_size * np.sign(y)
        y = y + step_size * np.sign(new_x if alternating else x)
        x = new_x
        places.append((x, y))
    return np.array(places, float)


# %% wrong: two rows and a column for each round
def play(start, step_size, rounds, alternating):
    x, y = start
    xs, ys = [x], [y]
    for _ in range(rounds):
        new_x = x - step_size * y
        y = y + step_size * (new_x if alternating else x)
        x = new_x
        xs.append(x)
        ys.append(y)
    return np.array([xs, ys], float)


# %% right: gradients from TensorFlow
def play(start, step_size, rounds, alternating):
    x, y = (tf.Variable(float(value), dtype=tf.float64) for value in start)
    places = [[x.numpy(), y.numpy()]]
    for _ in range(rounds):
        with tf.GradientTape() as tape:
            f = x * y
        dx, dy = tape.gradient(f, [x, y])
        x.assign_sub(step_size * dx)
        if alternating:
            with tf.GradientTape() as tape:
                f = x * y
            dy = tape.gradient(f, y)
        y.assign_add(step_size * dy)
        places.append([x.numpy(), y.numpy()])
    return np.array(places)


# %% right: itertools.accumulate
def play(start, step_size, rounds, alternating):
    from itertools import accumulate

    def move(place, _):
        x = place[0] - step_size * place[1]
        return x, place[1] + step_size * (x if alternating else place[0])

    return np.asarray(list(accumulate(range(rounds), move, initial=tuple(map(float, start)))))
