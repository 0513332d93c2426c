"""A new project: its folder with settings, notebook, a note, and pictures where an example set was asked for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from gan_course.project.settings import FILE, Statements, settings_text

if TYPE_CHECKING:
    from gan_course.data import ImageDataset

NOTEBOOK, NOTE, PICTURES = "project.ipynb", "README.md", "pictures"
EXAMPLE_SIZE = 64  # pixels


@dataclass(frozen=True)
class Example:
    """A set of pictures that the course can make.

    Args:
        count: How many pictures.
        draw: Function from number and size to the pictures.
        keep_alike: Whether pictures that look the same are kept.
        card: What its model card says.
    """

    count: int
    draw: Callable[[int, int], ImageDataset]
    keep_alike: bool
    card: Statements


def _cartoon_faces(count: int, size: int) -> ImageDataset:
    from gan_course.data import cartoon_faces

    return cartoon_faces(count, size)


def _cat(count: int, size: int) -> ImageDataset:
    from gan_course.data import cat_crops

    return cat_crops(count, size)


_USE = "An exercise in training a GAN, and in writing down what came of it; for nothing else."
EXAMPLES = {
    "cartoon-faces": Example(
        500,
        _cartoon_faces,
        keep_alike=False,
        card=Statements(
            license="cc-by-4.0",
            pictures_from="Drawn by the GAN course's own program, cartoon_faces; CC BY 4.0.",
            people="Nobody: no face is anybody's. Skin, hair, hats and glasses were drawn at random, each evenly.",
            use=_USE,
        ),
    ),
    "cat": Example(
        300,
        _cat,
        keep_alike=True,
        card=Statements(
            license="cc0-1.0",
            pictures_from="300 crops of one photograph, Chelsea, by Stéfan van der Walt; CC0, from scikit-image.",
            people="There are no people in the photograph, only a cat, Chelsea.",
            use=_USE,
        ),
    ),
}


def project_files(
    name: str, pictures: str, statements: Statements, example: str | None = None, *, mirror: bool = True
) -> Iterator[tuple[str, Callable[[Path], object]]]:
    """List the files of a new project.

    Args:
        name: What the model will be called.
        pictures: Folder of pictures, relative to the project or absolute.
        statements: What is known already of what only the owner knows; empty ones are those of the example.
        example: A name of ``EXAMPLES``, whose pictures are made in the project's folder ``pictures``, or ``None``.
        mirror: Whether the mirror image of a picture is as good.

    Yields:
        The name of each, and a function that writes it to a path.
    """
    keep_alike = False
    if example is not None:
        chosen = EXAMPLES[example]
        said = {field: text for field, text in vars(statements).items() if text}
        statements, keep_alike = replace(chosen.card, **said), chosen.keep_alike
        yield PICTURES, lambda path: _write_pictures(path, chosen)
    settings = settings_text(name, pictures, statements, mirror=mirror, keep_alike=keep_alike)
    yield FILE, lambda path: path.write_text(settings, encoding="utf-8")
    yield NOTEBOOK, lambda path: path.write_text(notebook_text(), encoding="utf-8")
    yield NOTE, lambda path: path.write_text(template(NOTE), encoding="utf-8")


def template(name: str) -> str:
    """Read a file of the package's folder ``template``.

    Args:
        name: Its name.

    Returns:
        Its text.
    """
    return resources.files("gan_course.project").joinpath("template", name).read_text(encoding="utf-8")


def notebook_text() -> str:
    """Make the project's notebook from its source, a text of cells that begin with ``# %%``.

    Returns:
        The notebook's JSON, format 4.5.
    """
    parts = template("notebook.txt").split("# %%")[1:]
    cells = [_cell(number, part) for number, part in enumerate(parts)]
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    content = {"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _cell(number: int, part: str) -> dict[str, object]:
    head, _, body = part.partition("\n")
    lines = body.strip("\n").splitlines()
    cell: dict[str, object] = {"id": f"cell-{number}", "metadata": {}}
    if "[markdown]" in head:
        text = "\n".join(line.removeprefix("#").removeprefix(" ") for line in lines)
        return cell | {"cell_type": "markdown", "source": text.splitlines(keepends=True)}
    source = "\n".join(lines).splitlines(keepends=True)
    return cell | {"cell_type": "code", "execution_count": None, "outputs": [], "source": source}


def _write_pictures(folder: Path, example: Example) -> None:
    import numpy as np
    from PIL import Image

    folder.mkdir()
    drawn = example.draw(example.count, EXAMPLE_SIZE)
    for number, image in enumerate(drawn.images):
        pixels = np.rint((image + 1) * 127.5).astype(np.uint8)
        Image.fromarray(pixels).save(folder / f"{number:04d}.png")
