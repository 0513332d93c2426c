"""Draw the gallery's pictures that README shows into ``pictures/``: ``python site/gallery_pictures.py``."""

import base64
import re
from pathlib import Path

import jupytext
import nbclient
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell

from gan_course.files import write_atomically

__all__ = ["drawn", "pictures"]

HERE = Path(__file__).parent
KINDS = {"image/gif": "gif", "image/png": "png"}
FILMS = """\
import base64
from gan_course.plots import Animation

formatter = get_ipython().display_formatter.mimebundle_formatter
formatter.for_type(Animation, lambda film: {"image/gif": base64.b64encode(film.gif).decode()})"""
_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)


def pictures(gallery: NotebookNode) -> dict[str, bytes]:
    """Take the pictures out of an executed gallery.

    Args:
        gallery: The notebook, with outputs.

    Returns:
        Image files, named by the heading that each stands under.
    """
    found, heading = {}, ""
    for cell in gallery.cells:
        if cell.cell_type == "markdown":
            heading = [heading, *_HEADING.findall(cell.source)][-1]
        for output in cell.get("outputs", []):
            kind = next((kind for kind in KINDS if kind in output.get("data", {})), None)
            if kind:
                found[f"{heading.lower().replace(' ', '-')}.{KINDS[kind]}"] = base64.b64decode(output.data[kind])
    return found


def drawn() -> dict[str, bytes]:
    """Run the gallery.

    Returns:
        As `pictures`.
    """
    gallery = jupytext.read(HERE / "gallery.py", fmt="py:percent")
    gallery.cells.insert(0, new_code_cell(FILMS))
    nbclient.NotebookClient(gallery, timeout=600).execute()
    return pictures(gallery)


if __name__ == "__main__":
    readme = (HERE.parent / "README.md").read_text(encoding="utf-8")
    for name, content in drawn().items():
        if f"](pictures/{name})" in readme:
            print(write_atomically(HERE.parent / "pictures" / name, content), f"{len(content) / 1000:.0f} kB")
