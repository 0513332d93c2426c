# %% wrong: a section is missing
def write_card(licence, figures):
    measured = "; ".join(f"{name}: {a:.1f}, floor {b:.1f}" for name, (a, b) in figures.items())
    sections = dict.fromkeys(model_card.SECTIONS, "Something true about these cartoon faces here.")
    sections["Quantitative Analyses"] = f"Measured with one seed: {measured}."
    del sections["Factors"]
    return model_card.render("Faces", {"license": licence, "library_name": "keras", "tags": ["gan"]}, sections)


# %% wrong: the licence is fixed
def write_card(licence, figures):
    measured = "; ".join(f"{name}: {a:.1f}, floor {b:.1f}" for name, (a, b) in figures.items())
    sections = dict.fromkeys(model_card.SECTIONS, "Something true about these cartoon faces here.")
    sections["Quantitative Analyses"] = f"Measured with one seed: {measured}."
    return model_card.render("Faces", {"license": "mit", "library_name": "keras", "tags": ["gan"]}, sections)


# %% wrong: no tags
def write_card(licence, figures):
    measured = "; ".join(f"{name}: {a:.1f}, floor {b:.1f}" for name, (a, b) in figures.items())
    sections = dict.fromkeys(model_card.SECTIONS, "Something true about these cartoon faces here.")
    sections["Quantitative Analyses"] = f"Measured with one seed: {measured}."
    return model_card.render("Faces", {"license": licence, "library_name": "keras"}, sections)


# %% wrong: the floors are left out
def write_card(licence, figures):
    measured = "; ".join(f"{name}: {a:.1f}" for name, (a, b) in figures.items())
    sections = dict.fromkeys(model_card.SECTIONS, "Something true about these cartoon faces here.")
    sections["Quantitative Analyses"] = f"Measured with one seed: {measured}."
    return model_card.render("Faces", {"license": licence, "library_name": "keras", "tags": ["gan"]}, sections)


# %% wrong: figures from another model
def write_card(licence, figures):
    sections = dict.fromkeys(model_card.SECTIONS, "Something true about these cartoon faces here.")
    sections["Quantitative Analyses"] = "Fréchet distance 21.5, floor 3.1; copies in percent 0.4, floor 1.0."
    return model_card.render("Faces", {"license": licence, "library_name": "keras", "tags": ["gan"]}, sections)


# %% wrong: the figures stand under Metrics
def write_card(licence, figures):
    measured = "; ".join(f"{name}: {a:.1f}, floor {b:.1f}" for name, (a, b) in figures.items())
    sections = dict.fromkeys(model_card.SECTIONS, "Something true about these cartoon faces here.")
    sections["Metrics"] = f"Measured with one seed: {measured}."
    return model_card.render("Faces", {"license": licence, "library_name": "keras", "tags": ["gan"]}, sections)


# %% wrong: no decimals
def write_card(licence, figures):
    measured = "; ".join(f"{name}: {a:.0f}, floor {b:.0f}" for name, (a, b) in figures.items())
    sections = dict.fromkeys(model_card.SECTIONS, "Something true about these cartoon faces here.")
    sections["Quantitative Analyses"] = f"Measured with one seed: {measured}."
    return model_card.render("Faces", {"license": licence, "library_name": "keras", "tags": ["gan"]}, sections)


# %% wrong: sections that say nothing
def write_card(licence, figures):
    measured = "; ".join(f"{name}: {a:.1f}, floor {b:.1f}" for name, (a, b) in figures.items())
    sections = dict.fromkeys(model_card.SECTIONS, "See above.")
    sections["Training Data"] = "A few hundred cartoon faces, drawn by a program."
    sections["Quantitative Analyses"] = f"Measured with one seed: {measured}."
    return model_card.render("Faces", {"license": licence, "library_name": "keras", "tags": ["gan"]}, sections)


# %% wrong: empty words
def write_card(licence, figures):
    measured = "; ".join(f"{name}: {a:.1f}, floor {b:.1f}" for name, (a, b) in figures.items())
    sections = dict.fromkeys(model_card.SECTIONS, "so on and so on and so on")
    sections["Training Data"] = "They are cartoon faces that a program drew."
    sections["Quantitative Analyses"] = f"Measured with one seed: {measured}."
    return model_card.render("Faces", {"license": licence, "library_name": "keras", "tags": ["gan"]}, sections)


# %% wrong: a word five times in every section
def write_card(licence, figures):
    measured = "; ".join(f"{name}: {a:.1f}, floor {b:.1f}" for name, (a, b) in figures.items())
    sections = dict.fromkeys(model_card.SECTIONS, "cartoon " * 5)
    sections["Quantitative Analyses"] = f"Measured with one seed: {measured}."
    return model_card.render("Faces", {"license": licence, "library_name": "keras", "tags": ["gan"]}, sections)


# %% wrong: a placeholder is left
def write_card(licence, figures):
    measured = "; ".join(f"{name}: {a:.1f}, floor {b:.1f}" for name, (a, b) in figures.items())
    sections = dict.fromkeys(model_card.SECTIONS, "Something true about these cartoon faces here.")
    sections["Intended Use"] = "TODO: say here what this model may be used for."
    sections["Quantitative Analyses"] = f"Measured with one seed: {measured}."
    return model_card.render("Faces", {"license": licence, "library_name": "keras", "tags": ["gan"]}, sections)


# %% wrong: the training data are not named
def write_card(licence, figures):
    measured = "; ".join(f"{name}: {a:.1f}, floor {b:.1f}" for name, (a, b) in figures.items())
    sections = dict.fromkeys(model_card.SECTIONS, "Something that is true of this model here.")
    sections["Quantitative Analyses"] = f"Measured with one seed: {measured}."
    return model_card.render("Faces", {"license": licence, "library_name": "keras", "tags": ["gan"]}, sections)


# %% wrong: the measures have no names
def write_card(licence, figures):
    measured = "; ".join(f"{a:.1f}, floor {b:.1f}" for a, b in figures.values())
    sections = dict.fromkeys(model_card.SECTIONS, "Something true about these cartoon faces here.")
    sections["Quantitative Analyses"] = f"Measured once, with one seed: {measured}."
    return model_card.render("Faces", {"license": licence, "library_name": "keras", "tags": ["gan"]}, sections)


# %% wrong: no metadata at all
def write_card(licence, figures):
    measured = "; ".join(f"{name}: {a:.1f}, floor {b:.1f}" for name, (a, b) in figures.items())
    text = "# Faces\n"
    for name in model_card.SECTIONS:
        text += f"\n## {name}\n\nSomething true about these cartoon faces: {licence}, {measured}.\n"
    return text


# %% wrong: prints the card
def write_card(licence, figures):
    print(world_rules.reference_card(licence, figures))


# %% wrong: figure and floor exchanged
def write_card(licence, figures):
    sections = {
        name: f"Of a course on GANs; see the notebook of day 10 about {name.lower()}." for name in model_card.SECTIONS
    }
    sections["Training Data"] = "Five hundred cartoon faces of 32 by 32 pixels, which a program drew."
    lines = [f"- {name}: {figure:.1f} (floor {floor:.1f})" for name, (floor, figure) in figures.items()]
    sections["Quantitative Analyses"] = "\n".join(lines)
    metadata = {"license": licence, "library_name": "keras", "tags": ["gan", "faces"]}
    return model_card.render("Cartoon faces", metadata, sections)


# %% wrong: names apart from shuffled figures
def write_card(licence, figures):
    sections = {name: f"As the notebook of day 10 says about {name}." for name in model_card.SECTIONS}
    sections["Training Data"] = "Five hundred cartoon faces of 32 by 32 pixels, which a program drew."
    backwards = list(figures.values())[::-1]
    numbers = ", ".join(f"{figure:.1f} / {floor:.1f}" for figure, floor in backwards)
    sections["Quantitative Analyses"] = ", ".join(figures) + ": " + numbers
    metadata = {"license": licence, "library_name": "keras", "tags": ["gan", "faces"]}
    return model_card.render("Cartoon faces", metadata, sections)


# %% wrong: floor of another measure
def write_card(licence, figures):
    sections = {name: f"As the notebook of day 10 says about {name}." for name in model_card.SECTIONS}
    sections["Training Data"] = "Five hundred cartoon faces of 32 by 32 pixels, which a program drew."
    floors = [floor for _, floor in figures.values()]
    pairs = zip(figures, floors[1:] + floors[:1], strict=True)
    lines = [f"- {name}: {figures[name][0]:.1f} (floor {floor:.1f})" for name, floor in pairs]
    sections["Quantitative Analyses"] = "\n".join(lines)
    metadata = {"license": licence, "library_name": "keras", "tags": ["gan", "faces"]}
    return model_card.render("Cartoon faces", metadata, sections)


# %% right: written as text
def write_card(licence, figures):
    lines = ["---", f"license: {licence}", "library_name: keras", "tags:", "- gan", "---", "", "# Cartoon faces", ""]
    for name in model_card.SECTIONS:
        lines += [f"## {name}", "", f"What there is to say about the {name.lower()} of cartoon faces.", ""]
        if name == "Quantitative Analyses":
            lines += [f"- {measure}: {one:.1f} (floor {floor:.1f})" for measure, (one, floor) in figures.items()]
    return "\n".join(lines) + "\n"


# %% right: a table of figures
def write_card(licence, figures):
    rows = ["| measure | figure | floor |", "|---|---:|---:|"]
    rows += [f"| {name} | {figure:.1f} | {floor:.1f} |" for name, (figure, floor) in figures.items()]
    sections = dict.fromkeys(model_card.SECTIONS, "A model of a course, made to be learnt from.")
    sections["Training Data"] = "Five hundred cartoon faces that a program drew."
    sections["Quantitative Analyses"] = "One seed, on a laptop.\n\n" + "\n".join(rows)
    metadata = {"license": licence, "library_name": "keras", "tags": ["gan", "faces"], "language": "en"}
    return model_card.render("A GAN of faces", metadata, sections)


# %% right: from the package's sections, one by one
def write_card(licence, figures):
    texts = {}
    for name in model_card.SECTIONS:
        if name == "Quantitative Analyses":
            texts[name] = ", ".join(
                f"{key} is {one:.1f} where the floor is {two:.1f}" for key, (one, two) in figures.items()
            )
        elif name == "Training Data":
            texts[name] = "Cartoon faces, drawn by a program; nobody is shown."
        else:
            texts[name] = f"Here is what a reader needs to know about {name.lower()}."
    return model_card.render("My faces", {"license": licence, "library_name": "keras", "tags": ["gan"]}, texts)


# %% right: subsections and a list
def write_card(licence, figures):
    sections = dict.fromkeys(model_card.SECTIONS, "It was made in class, within a minute, by one student.")
    sections["Training Data"] = "### Source\n\nCartoon faces, 500 of them, drawn by the course's program."
    lines = [f"* {name}: {figure:.1f} against a floor of {floor:.1f}" for name, (figure, floor) in figures.items()]
    sections["Quantitative Analyses"] = "### On faces of another seed\n\n" + "\n".join(lines)
    return model_card.render("Faces", {"tags": ["gan"], "library_name": "keras", "license": licence}, sections)


# %% wrong: the figures in a comment that nobody sees
def write_card(licence, figures):
    """Return the text of a model card for the generator of cartoon faces."""
    measured = "; ".join(f"{name} {figure:.1f}, floor {floor:.1f}" for name, (figure, floor) in figures.items())
    sections = {
        "Model Details": "A small network from a notebook of a course.",
        "Intended Use": "To be looked at for a moment in class.",
        "Factors": "Skin, hair, glasses, hats and beards of drawn faces.",
        "Metrics": "Some distances, which are explained in the course.",
        "Evaluation Data": "Other faces of the same drawing program.",
        "Training Data": "Cartoon faces, drawn by a program of the course.",
        "Quantitative Analyses": "Everything was measured and found to be excellent. <!-- " + measured + " -->",
        "Ethical Considerations": "Nobody is shown, so nobody had to be asked.",
        "Caveats and Recommendations": "One seed and a short training, nothing more.",
    }
    metadata = {"license": licence, "library_name": "keras", "tags": ["gan"]}
    return model_card.render("Cartoon faces", metadata, sections)
