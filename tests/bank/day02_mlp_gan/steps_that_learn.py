# %% wrong: Keras looks at the flag at every step
def steps_that_learn(events):
    trainable, learns = True, []
    for event in events:
        if event == "freeze":
            trainable = False
        if event == "unfreeze":
            trainable = True
        if event == "train":
            learns.append(trainable)
    return learns


# %% wrong: compile takes note of the flag, as in Keras 2
def steps_that_learn(events):
    trainable, noted, learns = True, True, []
    for event in events:
        if event == "freeze":
            trainable = False
        if event == "unfreeze":
            trainable = True
        if event == "compile":
            noted = trainable
        if event == "train":
            learns.append(noted)
    return learns


# %% wrong: compile does not throw the training function away
def steps_that_learn(events):
    trainable, built, learns = True, None, []
    for event in events:
        if event == "freeze":
            trainable = False
        elif event == "unfreeze":
            trainable = True
        elif event == "train":
            built = trainable if built is None else built
            learns.append(built)
    return learns


# %% wrong: compile makes everything trainable again
def steps_that_learn(events):
    trainable, built, learns = True, None, []
    for event in events:
        if event == "freeze":
            trainable = False
        elif event == "unfreeze":
            trainable = True
        elif event == "compile":
            trainable, built = True, None
        else:
            built = trainable if built is None else built
            learns.append(built)
    return learns


# %% wrong: frozen once means frozen for good
def steps_that_learn(events):
    frozen, learns = False, []
    for event in events:
        frozen = frozen or event == "freeze"
        if event == "train":
            learns.append(not frozen)
    return learns


# %% wrong: every step learns
def steps_that_learn(events):
    return [True for event in events if event == "train"]


# %% wrong: one answer for each event
def steps_that_learn(events):
    trainable, built, learns = True, None, []
    for event in events:
        if event in ("freeze", "unfreeze"):
            trainable = event == "unfreeze"
        elif event == "compile":
            built = None
        elif built is None:
            built = trainable
        learns.append(event == "train" and built)
    return learns


# %% right: look back to the last compile
def steps_that_learn(events):
    learns = []
    for index, event in enumerate(events):
        if event == "train":
            compiled = max(i for i in range(index) if events[i] == "compile")
            first = events.index("train", compiled)
            flags = [e for e in events[:first] if e in ("freeze", "unfreeze")]
            learns.append(not flags or flags[-1] == "unfreeze")
    return learns


# %% right: ask Keras itself
def steps_that_learn(events):
    network = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    learns = []
    for event in events:
        if event == "compile":
            network.compile(optimizer=keras.optimizers.SGD(0.1), loss="mse")
        elif event == "train":
            before = network.get_weights()
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                network.train_on_batch(np.ones((2, 1)), np.array([[5.0], [9.0]]))
            after = network.get_weights()
            learns.append(not all(map(np.array_equal, before, after)))
        else:
            network.trainable = event == "unfreeze"
    return learns


# %% right: with a dictionary, and numbers for the answers
def steps_that_learn(events):
    state, learns = {"now": 1, "built": None}, []
    for event in events:
        match event:
            case "freeze":
                state["now"] = 0
            case "unfreeze":
                state["now"] = 1
            case "compile":
                state["built"] = None
            case "train":
                if state["built"] is None:
                    state["built"] = state["now"]
                learns.append(state["built"])
    return learns


# %% wrong: the flag as it was before the last change
def steps_that_learn(events):
    learns, earlier, now = [], True, True
    for event in events:
        if event in ("freeze", "unfreeze"):
            earlier, now = now, event == "unfreeze"
        elif event == "train":
            learns.append(earlier)
    return learns


# %% wrong: the answers exchanged
def steps_that_learn(events):
    trainable, built, learns = True, None, []
    for event in events:
        if event in ("freeze", "unfreeze"):
            trainable = event == "unfreeze"
        elif event == "compile":
            built = None
        else:
            built = trainable if built is None else built
            learns.append(not built)
    return learns


# %% wrong: unfreezing is seen at once, freezing is not
def steps_that_learn(events):
    trainable, built, learns = True, None, []
    for event in events:
        if event in ("freeze", "unfreeze"):
            trainable = event == "unfreeze"
            built = True if trainable and built is not None else built
        elif event == "compile":
            built = None
        else:
            built = trainable if built is None else built
            learns.append(built)
    return learns


# %% right: split at each compile, as an array
def steps_that_learn(events):
    learns, trainable = [], True
    rest = list(events)
    while rest:
        end = rest.index("compile", 1) if "compile" in rest[1:] else len(rest)
        part, rest = rest[:end], rest[end:]
        flag = None
        for event in part:
            if event == "train":
                flag = trainable if flag is None else flag
                learns.append(flag)
            elif event != "compile":
                trainable = event == "unfreeze"
    return np.array(learns)


# %% wrong: freezing twice thaws
def steps_that_learn(events):
    trainable, found, out = True, None, []
    for e in events:
        if e in ("freeze", "unfreeze"):
            trainable = not trainable
        elif e == "compile":
            found = None
        else:
            found = trainable if found is None else found
            out.append(found)
    return out


# %% wrong: the caller's list used up
def steps_that_learn(events):
    trainable, found, out = True, None, []
    while events:
        e = events.pop(0)
        if e == "freeze":
            trainable = False
        elif e == "unfreeze":
            trainable = True
        elif e == "compile":
            found = None
        else:
            found = trainable if found is None else found
            out.append(found)
    return out


# %% wrong: compile counts only straight after a change of the flag
def steps_that_learn(events):
    trainable, found, out = True, None, []
    for i, e in enumerate(events):
        if e == "freeze":
            trainable = False
        elif e == "unfreeze":
            trainable = True
        elif e == "compile":
            if i > 0 and events[i - 1] in ("freeze", "unfreeze"):
                found = None
        else:
            found = trainable if found is None else found
            out.append(found)
    return out


# %% wrong: what was found is kept for the next network
state = {"trainable": True, "found": None}


def steps_that_learn(events):
    out = []
    for e in events:
        if e == "freeze":
            state["trainable"] = False
        elif e == "unfreeze":
            state["trainable"] = True
        elif e == "compile":
            state["found"] = None
        else:
            if state["found"] is None:
                state["found"] = state["trainable"]
            out.append(state["found"])
    return out


# %% right: recursion
def steps_that_learn(events, flag=True, built=None):
    if not events:
        return []
    first, rest = events[0], events[1:]
    if first == "train":
        built = flag if built is None else built
        return [built, *steps_that_learn(rest, flag, built)]
    if first == "compile":
        return steps_that_learn(rest, flag, None)
    return steps_that_learn(rest, first == "unfreeze", built)


# %% right: a generator, and a dictionary that forgets
def steps_that_learn(events):
    def go():
        state = {"trainable": True}
        for event in events:
            if event == "train":
                yield state.setdefault("function", state["trainable"])
            elif event == "compile":
                state.pop("function", None)
            else:
                state["trainable"] = event != "freeze"

    return list(go())
