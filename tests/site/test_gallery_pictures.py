import base64
import re
from pathlib import Path

import gallery_pictures
import jupytext
import nbformat

ROOT = Path(__file__).parents[2]


def test_pictures_bear_the_name_of_their_heading():
    new = nbformat.v4
    png, gif = (base64.b64encode(content).decode() for content in (b"png", b"gif"))
    film = new.new_code_cell("film", outputs=[new.new_output("display_data", {"image/gif": gif, "text/html": "<img>"})])
    shown = new.new_code_cell("shown", outputs=[new.new_output("display_data", {"image/png": png})])
    said = new.new_code_cell("said", outputs=[new.new_output("stream", text="words")])
    cells = [
        new.new_markdown_cell("# Gallery\n\n## Two rings\n\nText."),
        film,
        new.new_markdown_cell("How it is made.\n\n## Prompt\n"),
        said,
        shown,
    ]
    found = gallery_pictures.pictures(new.new_notebook(cells=cells))
    assert found == {"two-rings.gif": b"gif", "prompt.png": b"png"}


def test_readme_shows_pictures_that_the_gallery_can_draw():
    shown = re.findall(r"\]\(pictures/([a-z-]+)\.(gif|png)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    gallery = jupytext.read(ROOT / "site" / "gallery.py", fmt="py:percent")
    text = "\n".join(cell.source for cell in gallery.cells if cell.cell_type == "markdown")
    headings = {heading.lower().replace(" ", "-") for heading in re.findall(r"^## (.+)$", text, re.MULTILINE)}
    drawn = {name for name, kind in shown} - {"digits", "quality"}
    assert len(drawn) == 4
    assert drawn | {"digits"} <= headings
    assert all((ROOT / "pictures" / f"{name}.{kind}").is_file() for name, kind in shown)
