# %% wrong: the straight line
def slerp(start, end, t):
    return (1 - t) * start + t * end


# %% wrong: the straight line, stretched to the right norm, which is not at a steady pace
def slerp(start, end, t):
    point = (1 - t) * np.asarray(start) + t * np.asarray(end)
    norm = (1 - t) * np.linalg.norm(start) + t * np.linalg.norm(end)
    return norm * point / np.linalg.norm(point)


# %% wrong: the weights swapped
def slerp(start, end, t):
    cosine = np.dot(start, end) / (np.linalg.norm(start) * np.linalg.norm(end))
    angle = np.arccos(np.clip(cosine, -1, 1))
    if angle < 1e-6:
        return (1 - t) * start + t * end
    return (np.sin(t * angle) * start + np.sin((1 - t) * angle) * end) / np.sin(angle)


# %% wrong: the cosine not divided by the norms
def slerp(start, end, t):
    angle = np.arccos(np.clip(np.dot(start, end), -1, 1))
    if angle < 1e-6:
        return (1 - t) * start + t * end
    return (np.sin((1 - t) * angle) * start + np.sin(t * angle) * end) / np.sin(angle)


# %% wrong: not clipped, so that rounding gives NaN
def slerp(start, end, t):
    angle = np.arccos(np.dot(start, end) / (np.linalg.norm(start) * np.linalg.norm(end)))
    if angle < 1e-6:
        return (1 - t) * start + t * end
    return (np.sin((1 - t) * angle) * start + np.sin(t * angle) * end) / np.sin(angle)


# %% wrong: 0 divided by 0 for two vectors of one direction
def slerp(start, end, t):
    cosine = np.dot(start, end) / (np.linalg.norm(start) * np.linalg.norm(end))
    angle = np.arccos(np.clip(cosine, -1, 1))
    with np.errstate(invalid="ignore"):
        return (np.sin((1 - t) * angle) * start + np.sin(t * angle) * end) / np.sin(angle)


# %% wrong: divided by the angle in place of its sine
def slerp(start, end, t):
    cosine = np.dot(start, end) / (np.linalg.norm(start) * np.linalg.norm(end))
    angle = np.arccos(np.clip(cosine, -1, 1))
    if angle < 1e-6:
        return (1 - t) * start + t * end
    return (np.sin((1 - t) * angle) * start + np.sin(t * angle) * end) / angle


# %% wrong: the ends made unit vectors, and not stretched back
def slerp(start, end, t):
    a, b = start / np.linalg.norm(start), end / np.linalg.norm(end)
    angle = np.arccos(np.clip(np.dot(a, b), -1, 1))
    if angle < 1e-6:
        return (1 - t) * start + t * end
    return (np.sin((1 - t) * angle) * a + np.sin(t * angle) * b) / np.sin(angle)


# %% wrong: cosine and sine weights, as if every angle were a right one
def slerp(start, end, t):
    return np.cos(t * np.pi / 2) * np.asarray(start) + np.sin(t * np.pi / 2) * np.asarray(end)


# %% wrong: the start for two vectors of one direction
def slerp(start, end, t):
    cosine = np.dot(start, end) / (np.linalg.norm(start) * np.linalg.norm(end))
    angle = np.arccos(np.clip(cosine, -1, 1))
    if angle < 1e-6:
        return start
    return (np.sin((1 - t) * angle) * start + np.sin(t * angle) * end) / np.sin(angle)


# %% wrong: a straight line for every angle that looks small
def slerp(start, end, t):
    cosine = np.dot(start, end) / (np.linalg.norm(start) * np.linalg.norm(end))
    if cosine > 0.95:
        return (1 - t) * start + t * end
    angle = np.arccos(cosine)
    return (np.sin((1 - t) * angle) * start + np.sin(t * angle) * end) / np.sin(angle)


# %% wrong: right for two vectors of the same norm only
def slerp(start, end, t):
    cosine = np.dot(start, end) / np.dot(start, start)
    angle = np.arccos(np.clip(cosine, -1, 1))
    if angle < 1e-6:
        return (1 - t) * start + t * end
    return (np.sin((1 - t) * angle) * start + np.sin(t * angle) * end) / np.sin(angle)


# %% wrong: the angle without its sign, so that a wide one is taken for its acute neighbour
def slerp(start, end, t):
    cosine = abs(np.dot(start, end)) / (np.linalg.norm(start) * np.linalg.norm(end))
    angle = np.arccos(np.clip(cosine, -1, 1))
    if angle < 1e-6:
        return (1 - t) * start + t * end
    return (np.sin((1 - t) * angle) * start + np.sin(t * angle) * end) / np.sin(angle)


# %% wrong: degrees in place of radians
def slerp(start, end, t):
    cosine = np.dot(start, end) / (np.linalg.norm(start) * np.linalg.norm(end))
    angle = np.degrees(np.arccos(np.clip(cosine, -1, 1)))
    if angle < 1e-6:
        return (1 - t) * start + t * end
    return (np.sin((1 - t) * angle) * start + np.sin(t * angle) * end) / np.sin(angle)


# %% right: the angle from the arc tangent, and sinc in place of a case
def slerp(start, end, t):
    u, v = start / np.linalg.norm(start), end / np.linalg.norm(end)
    angle = 2 * np.arctan2(np.linalg.norm(u - v), np.linalg.norm(u + v))

    def part(share):  # sin(share · angle) / sin(angle), also at 0
        return share * np.sinc(share * angle / np.pi) / np.sinc(angle / np.pi)

    return part(1 - t) * start + part(t) * end


# %% right: the end is turned into the direction at a right angle to the start
def slerp(start, end, t):
    a, b = np.asarray(start, float), np.asarray(end, float)
    along = a / np.linalg.norm(a)
    across = b / np.linalg.norm(b)
    across = across - (across @ along) * along
    sine = np.linalg.norm(across)
    if sine < 1e-6:
        return a + t * (b - a)
    angle = np.arctan2(sine, (b / np.linalg.norm(b)) @ along)
    return np.sin((1 - t) * angle) / np.sin(angle) * a + np.sin(t * angle) / np.sin(angle) * b


# %% right: the course's version
def slerp(start, end, t):
    return latent.slerp(start, end, t)


# %% right: with the standard library
def slerp(start, end, t):
    cosine = sum(x * y for x, y in zip(start, end, strict=True)) / math.dist(start, 0 * start) / math.dist(end, 0 * end)
    angle = math.acos(max(-1.0, min(1.0, cosine)))
    if math.sin(angle) < 1e-6:
        return np.array([x + t * (y - x) for x, y in zip(start, end, strict=True)])
    weights = math.sin((1 - t) * angle) / math.sin(angle), math.sin(t * angle) / math.sin(angle)
    return np.array([weights[0] * x + weights[1] * y for x, y in zip(start, end, strict=True)])


# %% wrong: the cosine clipped to [0, 1]
def slerp(start, end, t):
    theta = np.arccos(np.clip(start @ end / (np.linalg.norm(start) * np.linalg.norm(end)), 0, 1))
    if theta < 1e-6:
        return (1 - t) * start + t * end
    return (np.sin((1 - t) * theta) * start + np.sin(t * theta) * end) / np.sin(theta)


# %% wrong: a small constant added to the sine
def slerp(start, end, t):
    theta = np.arccos(np.clip(start @ end / (np.linalg.norm(start) * np.linalg.norm(end)), -1, 1))
    s = np.sin(theta) + 1e-3
    return (np.sin((1 - t) * theta) * start + np.sin(t * theta) * end) / s


# %% wrong: the caller's start changed
def slerp(start, end, t):
    theta = np.arccos(np.clip(start @ end / (np.linalg.norm(start) * np.linalg.norm(end)), -1, 1))
    if theta < 1e-6:
        return (1 - t) * start + t * end
    start *= np.sin((1 - t) * theta) / np.sin(theta)
    start += np.sin(t * theta) / np.sin(theta) * end
    return start


# %% right: 0 as the angle tested exactly, which after clipping is enough
def slerp(start, end, t):
    theta = np.arccos(np.clip(start @ end / (np.linalg.norm(start) * np.linalg.norm(end)), -1, 1))
    if theta == 0:
        return (1 - t) * start + t * end
    return (np.sin((1 - t) * theta) * start + np.sin(t * theta) * end) / np.sin(theta)


# %% right: straight above a cosine of 0.9995, as in a much copied snippet
def slerp(start, end, t, DOT_THRESHOLD=0.9995):
    dot = np.sum(start / np.linalg.norm(start) * end / np.linalg.norm(end))
    if np.abs(dot) > DOT_THRESHOLD:
        return start + t * (end - start)
    theta_0 = np.arccos(dot)
    theta_t = theta_0 * t
    s1 = np.sin(theta_t) / np.sin(theta_0)
    s0 = np.sin(theta_0 - theta_t) / np.sin(theta_0)
    return s0 * start + s1 * end
