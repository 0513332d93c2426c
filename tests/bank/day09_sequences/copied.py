# %% wrong: phrases that begin with HOLD count
def copied(melodies, train, length):
    def phrases(rows):
        return [tuple(row[s : s + length].tolist()) for row in rows for s in range(len(row) - length + 1)]

    known = set(phrases(train))
    return float(np.mean([phrase in known for phrase in phrases(melodies)]))


# %% wrong: the last phrase of each melody is left out
def copied(melodies, train, length):
    def phrases(rows):
        return [
            tuple(row[s : s + length].tolist())
            for row in rows
            for s in range(len(row) - length)
            if row[s] != music.HOLD
        ]

    known = set(phrases(train))
    found = [phrase in known for phrase in phrases(melodies)]
    return float(np.mean(found)) if found else 0.0


# %% wrong: the share of melodies with a copied phrase
def copied(melodies, train, length):
    def phrases(row):
        return [tuple(row[s : s + length].tolist()) for s in range(len(row) - length + 1) if row[s] != music.HOLD]

    known = {phrase for row in train for phrase in phrases(row)}
    return float(np.mean([any(phrase in known for phrase in phrases(row)) for row in melodies]))


# %% wrong: each different phrase once
def copied(melodies, train, length):
    def phrases(rows):
        return {
            tuple(row[s : s + length].tolist())
            for row in rows
            for s in range(len(row) - length + 1)
            if row[s] != music.HOLD
        }

    known, made = phrases(train), phrases(melodies)
    return len(made & known) / len(made) if made else 0.0


# %% wrong: phrases side by side, without overlap
def copied(melodies, train, length):
    def phrases(rows):
        return [
            tuple(row[s : s + length].tolist())
            for row in rows
            for s in range(0, len(row) - length + 1, length)
            if row[s] != music.HOLD
        ]

    known = set(phrases(train))
    found = [phrase in known for phrase in phrases(melodies)]
    return float(np.mean(found)) if found else 0.0


# %% wrong: only at the same place of the melody
def copied(melodies, train, length):
    found = []
    for row in melodies:
        for s in range(len(row) - length + 1):
            if row[s] != music.HOLD:
                found.append(any(np.array_equal(row[s : s + length], tune[s : s + length]) for tune in train))
    return float(np.mean(found)) if found else 0.0


# %% wrong: the share that is new
def copied(melodies, train, length):
    def phrases(rows):
        return [
            tuple(row[s : s + length].tolist())
            for row in rows
            for s in range(len(row) - length + 1)
            if row[s] != music.HOLD
        ]

    known = set(phrases(train))
    found = [phrase not in known for phrase in phrases(melodies)]
    return float(np.mean(found)) if found else 0.0


# %% wrong: held steps left out
def copied(melodies, train, length):
    def phrases(rows):
        notes = [row[row != music.HOLD] for row in rows]
        return [tuple(row[s : s + length].tolist()) for row in notes for s in range(len(row) - length + 1)]

    known = set(phrases(train))
    found = [phrase in known for phrase in phrases(melodies)]
    return float(np.mean(found)) if found else 0.0


# %% wrong: the notes of a phrase in any order
def copied(melodies, train, length):
    def phrases(rows):
        return [
            tuple(sorted(row[s : s + length].tolist()))
            for row in rows
            for s in range(len(row) - length + 1)
            if row[s] != music.HOLD
        ]

    known = set(phrases(train))
    found = [phrase in known for phrase in phrases(melodies)]
    return float(np.mean(found)) if found else 0.0


# %% wrong: all melodies joined into one
def copied(melodies, train, length):
    def phrases(rows):
        line = np.concatenate(list(rows)).tolist()
        return [tuple(line[s : s + length]) for s in range(len(line) - length + 1) if line[s] != music.HOLD]

    known = set(phrases(train))
    found = [phrase in known for phrase in phrases(melodies)]
    return float(np.mean(found)) if found else 0.0


# %% wrong: nan where there are no phrases
def copied(melodies, train, length):
    def phrases(rows):
        return [
            tuple(row[s : s + length].tolist())
            for row in rows
            for s in range(len(row) - length + 1)
            if row[s] != music.HOLD
        ]

    known = set(phrases(train))
    found = [phrase in known for phrase in phrases(melodies)]
    return sum(found) / len(found) if found else float("nan")


# %% wrong: the share of the training phrases that come up
def copied(melodies, train, length):
    def phrases(rows):
        return [
            tuple(row[s : s + length].tolist())
            for row in rows
            for s in range(len(row) - length + 1)
            if row[s] != music.HOLD
        ]

    made = set(phrases(melodies))
    return float(np.mean([phrase in made for phrase in phrases(train)]))


# %% wrong: how many, not which share
def copied(melodies, train, length):
    def phrases(rows):
        return [
            tuple(row[s : s + length].tolist())
            for row in rows
            for s in range(len(row) - length + 1)
            if row[s] != music.HOLD
        ]

    known = set(phrases(train))
    return float(sum(phrase in known for phrase in phrases(melodies)))


# %% wrong: mean of each melody's share
def copied(melodies, train, length):
    def phrases(tunes):
        for tune in tunes:
            for start in range(len(tune) - length + 1):
                phrase = tuple(int(step) for step in tune[start : start + length])
                if phrase[0] != music.HOLD:
                    yield phrase

    known = set(phrases(train))
    found = [phrase in known for phrase in phrases(melodies)]
    shares = []
    for tune in melodies:
        one = [p in known for p in phrases([tune])]
        shares.append(sum(one) / len(one) if one else 0)
    return np.mean(shares) if shares else 0


# %% wrong: text without gaps
def copied(melodies, train, length):
    def phrases(tunes):
        for tune in tunes:
            for start in range(len(tune) - length + 1):
                phrase = tuple(int(step) for step in tune[start : start + length])
                if phrase[0] != music.HOLD:
                    yield "".join(map(str, phrase))

    known = set(phrases(train))
    found = [phrase in known for phrase in phrases(melodies)]
    return sum(found) / len(found) if found else 0


# %% wrong: as many steps as the melodies
def copied(melodies, train, length):
    def phrases(tunes):
        for tune in tunes:
            for start in range(np.shape(melodies)[1] - length + 1):
                phrase = tuple(int(step) for step in tune[start : start + length])
                if phrase[0] != music.HOLD:
                    yield phrase

    known = set(phrases(train))
    found = [phrase in known for phrase in phrases(melodies)]
    return sum(found) / len(found) if found else 0


# %% wrong: as many steps as the training tunes
def copied(melodies, train, length):
    def phrases(tunes):
        for tune in tunes:
            for start in range(np.shape(train)[1] - length + 1):
                phrase = tuple(int(step) for step in tune[start : start + length])
                if phrase[0] != music.HOLD:
                    yield phrase

    known = set(phrases(train))
    found = [phrase in known for phrase in phrases(melodies)]
    return sum(found) / len(found) if found else 0


# %% wrong: first and last step decide
def copied(melodies, train, length):
    def phrases(tunes):
        for tune in tunes:
            for start in range(len(tune) - length + 1):
                phrase = tuple(int(step) for step in tune[start : start + length])
                if phrase[0] != music.HOLD:
                    yield (phrase[0], phrase[-1])

    known = set(phrases(train))
    found = [phrase in known for phrase in phrases(melodies)]
    return sum(found) / len(found) if found else 0


# %% wrong: without holds
def copied(melodies, train, length):
    def phrases(tunes):
        for tune in tunes:
            for start in range(len(tune) - length + 1):
                phrase = tuple(int(step) for step in tune[start : start + length])
                if phrase[0] != music.HOLD:
                    yield tuple(s for s in phrase if s != music.HOLD)

    known = set(phrases(train))
    found = [phrase in known for phrase in phrases(melodies)]
    return sum(found) / len(found) if found else 0


# %% right: as bytes
def copied(melodies, train, length):
    def phrases(rows):
        rows = np.asarray(rows, np.int64)
        return [
            row[s : s + length].tobytes()
            for row in rows
            for s in range(rows.shape[1] - length + 1)
            if row[s] != music.HOLD
        ]

    known, made = set(phrases(train)), phrases(melodies)
    return sum(phrase in known for phrase in made) / max(len(made), 1)


# %% right: with a sliding window
def copied(melodies, train, length):
    def phrases(rows):
        windows = np.lib.stride_tricks.sliding_window_view(np.asarray(rows), length, axis=1).reshape(-1, length)
        return [tuple(window) for window in windows[windows[:, 0] != music.HOLD].tolist()]

    known = frozenset(phrases(train))
    made = phrases(melodies)
    return len([phrase for phrase in made if phrase in known]) / len(made) if made else 0


# %% right: counted in a dictionary
def copied(melodies, train, length):
    seen = {}
    for row in train.tolist():
        for start in range(len(row) - length + 1):
            seen[tuple(row[start : start + length])] = True
    total = hits = 0
    for row in melodies.tolist():
        for start, first in enumerate(row[: len(row) - length + 1]):
            if first == music.HOLD:
                continue
            total += 1
            hits += seen.get(tuple(row[start : start + length]), False)
    return hits / total if total else 0.0


# %% right: compared with NumPy, without a set
def copied(melodies, train, length):
    def phrases(rows):
        windows = np.lib.stride_tricks.sliding_window_view(np.asarray(rows), length, axis=1).reshape(-1, length)
        return windows[windows[:, 0] != music.HOLD]

    known, made = phrases(train), phrases(melodies)
    if len(made) == 0:
        return np.float64(0)
    return np.mean([bool((known == phrase).all(axis=1).any()) for phrase in made])


# %% wrong: compared as bytes, whatever the types
def copied(melodies, train, length):
    """Return the share of phrases of some melodies that stand in the training melodies, from 0 to 1."""

    def phrases(rows):
        for row in np.asarray(rows):
            for start in range(len(row) - length + 1):
                if row[start] != music.HOLD:
                    yield row[start : start + length].tobytes()

    known = set(phrases(train))
    found = [phrase in known for phrase in phrases(melodies)]
    return float(np.mean(found)) if found else 0.0
