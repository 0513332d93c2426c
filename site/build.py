"""Build the site: ``python site/build.py [--quick] [--out FOLDER]``.

``FOLDER/source`` is laid out as the repository is, so that links lead to the same files; `lesson_pages` and `api_pages`
make what is not there as it stands. Sphinx reads it and writes ``FOLDER/html``. Outputs of cells are kept in
``FOLDER/cache``: only what changed runs again.
"""

import argparse
import os
import re
import sys
from collections.abc import Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import jupytext
import nbformat
from sphinx.cmd.build import build_main

import api_pages
import lesson_pages
from gan_classroom.authoring.build import write
from gan_classroom.authoring.notebook import to_bytes
from gan_course import recordings
from gan_course.demos import day05
from gan_course.labs.scrubber import WIDEST, Scrubber, frames_of, from_pixels

HERE = Path(__file__).parent
ROOT = HERE.parent
COPIED = ("*.md", "docs/*.md", "deploy/*.md", "pictures/*", "LICENSE")
PROLOGUE = "# {}\nimport still_displays\n\nstill_displays.register()"
DISPLAYS = [HERE / "still_displays.py", *(ROOT / "gan_course/labs").glob("scrubber.*")]
ENLARGED = 4  # CSS pixels for each pixel of a digit
PAGES_BRANCH = "gh-pages"
STEPS = 100  # of training between two frames of the recorded DCGAN

_LINK = re.compile(r"\]\(([^)#:\s]+)[^)]*\)")


class Repository(NamedTuple):
    """Where the course lies on GitHub; without a name the pages have no buttons that need one."""

    name: str | None
    commit: str


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the site.

    Args:
        arguments: Command-line arguments; those of the process by default.

    Returns:
        Sphinx's exit code: 0 if all is well; warnings are errors.
    """
    parser = argparse.ArgumentParser(description="Build the site: lessons with their outputs, gallery and reference.")
    parser.add_argument("--quick", action="store_true", help="run the first page alone, in a minute")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "site", help="folder (default: build/site)")
    options = parser.parse_args(arguments)
    out = options.out.resolve()
    repository = Repository(os.environ.get("GITHUB_REPOSITORY"), os.environ.get("GITHUB_SHA", "main"))
    lay_out(out / "source", source(repository) | moving_figures(every=10 if options.quick else 1))
    os.environ["PYTHONPATH"] = os.pathsep.join([str(HERE), str(ROOT)])  # of the kernels
    mode = "off" if options.quick else "cache"
    settings = [f"-Dnb_execution_mode={mode}", f"-Dnb_execution_cache_path={out / 'cache'}"]
    folders = ["-c", str(HERE), "-d", str(out / "doctrees"), str(out / "source"), str(out / "html")]
    code = build_main(["--fail-on-warning", "-q", *settings, *folders])
    if code == 0:
        write(out / "html", students(repository))
        print(f"open {out / 'html' / 'index.html'}")
    return code


def source(repository: Repository) -> dict[str, bytes]:
    """Collect what Sphinx reads.

    Args:
        repository: Where the course lies.

    Returns:
        Files by their path below the source folder.
    """
    files = {path.relative_to(ROOT).as_posix(): path.read_bytes() for glob in COPIED for path in ROOT.glob(glob)}
    files |= {path: (ROOT / path).read_bytes() for path in linked(files) if path not in files}
    files |= {path.name: path.read_bytes() for path in HERE.glob("*.md")}
    files |= {name: text.encode() for name, text in api_pages.pages("gan_course").items()}
    files["gallery.ipynb"] = gallery()
    files |= {f"notebooks/{name}": lesson(name, repository) for name in lessons()}
    listed = "\n".join(f"notebooks/{Path(name).with_suffix('').as_posix()}" for name in lessons())
    return files | {"lessons.md": files["lessons.md"].replace(b"LESSONS", listed.encode())}


def linked(files: dict[str, bytes]) -> set[str]:
    """Find the files that Markdown links to, such as a module.

    Args:
        files: Contents by their path below the root.

    Returns:
        Paths of files below the root, notebooks left out.
    """
    found = set()
    for name, content in files.items():
        if name.endswith(".md"):
            for target in _LINK.findall(content.decode()):
                path = (ROOT / name).parent.joinpath(target).resolve()
                if path.is_file() and path.suffix != ".ipynb":
                    found.add(path.relative_to(ROOT).as_posix())
    return found


def lessons() -> list[str]:
    """List the lessons.

    Returns:
        Their notebooks' paths below ``notebooks``: those of no day first, then day by day.
    """
    found = [path.relative_to(ROOT / "solutions") for path in (ROOT / "solutions").rglob("*.ipynb")]
    kept = [path for path in found if ".ipynb_checkpoints" not in path.parts]
    return [path.as_posix() for path in sorted(kept, key=lambda path: (len(path.parts), path))]


def lesson(name: str, repository: Repository) -> bytes:
    """Make the page of a lesson.

    Args:
        name: One of `lessons`.
        repository: Where the course lies.

    Returns:
        The notebook to be executed.
    """
    full, student = (nbformat.read(ROOT / folder / name, as_version=4) for folder in ("solutions", "notebooks"))
    text = ROOT / "lessons" / (name.removesuffix(".ipynb").replace("/", "_") + ".py")
    made = lesson_pages.page(full, student, prologue=prologue(text), links=links(name, repository))
    if "/" not in name:  # the first page runs in a quick build, too: it takes seconds
        made.metadata["mystnb"] = {"execution_mode": "cache"}
    return to_bytes(made)


def gallery() -> bytes:
    """Make the gallery.

    Returns:
        The notebook to be executed.
    """
    path = HERE / "gallery.py"
    notebook = jupytext.read(path, fmt="py:percent")
    notebook.cells.insert(1, nbformat.v4.new_code_cell(prologue(path), metadata={"tags": ["remove-cell"]}))
    for number, cell in enumerate(notebook.cells):
        cell.id = f"gallery-{number}"
    return to_bytes(notebook)


def prologue(text: Path) -> str:
    """Write the cell that runs first.

    Args:
        text: The file that the page's cells come from.

    Returns:
        Code whose first line names all that the outputs depend on beside the cells: the budget, the data, TensorFlow,
        Keras, and the modules of the course that are imported.
    """
    chosen = [os.environ.get(name, "") for name in ("GAN_COURSE_BUDGET", "GAN_COURSE_DATASET", "GAN_COURSE_DATA")]
    versions = [f"{name} {version(name)}" for name in ("tensorflow", "keras")]
    modules = lesson_pages.dependencies(text, ROOT)
    shown = b"".join(path.read_bytes() for path in DISPLAYS)
    return PROLOGUE.format(", ".join([*chosen, *versions, modules, sha256(shown).hexdigest()[:16]]))


def links(name: str, repository: Repository) -> str:
    """Write what stands under a lesson's title.

    Args:
        name: One of `lessons`.
        repository: Where the course lies.

    Returns:
        HTML: a list of links.
    """
    up = "../" * (name.count("/") + 1)
    entries = {"Download the notebook": f"{up}students/{name}"}
    if repository.name:
        entries["Open in Binder"] = binder(f"notebooks/{name}", repository.name)
        colab = "https://colab.research.google.com/github"
        entries["Open in Colab"] = f"{colab}/{repository.name}/blob/{PAGES_BRANCH}/students/{name}"
    items = "".join(f'<li><a href="{address}">{words}</a></li>' for words, address in entries.items())
    return f'<ul class="lesson-links">{items}</ul>'


def binder(path: str, repository: str) -> str:
    """Write the address at which Binder opens a file.

    Args:
        path: The file, below the root of the repository.
        repository: Owner and name on GitHub.

    Returns:
        The address.
    """
    return f"https://mybinder.org/v2/gh/{repository}/HEAD?urlpath={quote(f'lab/tree/{path}', safe='')}"


def students(repository: Repository) -> dict[str, bytes]:
    """Make the copies to take along.

    Args:
        repository: Where the course lies.

    Returns:
        Notebooks by their path below the site.
    """
    copies = {name: nbformat.read(ROOT / "notebooks" / name, as_version=4) for name in lessons()}
    return {f"students/{name}": to_bytes(lesson_pages.take_along(copy, *repository)) for name, copy in copies.items()}


def moving_figures(every: int = 1) -> dict[str, bytes]:
    """Draw the start page's recorded runs.

    Args:
        every: Which frames: each, each second one, ….

    Returns:
        HTML by its path below the source folder.
    """
    films = recordings.frames("dcgan-mnist")[::every]
    steps = [f"{number * every * STEPS:,} steps" for number in range(len(films))]
    alt = "Sixteen images that a generator makes of the same noise, after {} of training."
    digits = [from_pixels(film, alt.format(at), scale=ENLARGED) for film, at in zip(films, steps, strict=True)]
    runs = day05.recording()
    film = day05.ring_animation(runs, every=every, alt="Two rings of eight circles, with generated points.")
    rings = frames_of(film, widest=WIDEST)
    at = [f"{step:,} steps" for step in runs["plain"].steps[::every]]
    figures = {
        "digits": Scrubber(tuple(digits), tuple(steps), "training", pixelated=True),
        "rings": Scrubber(tuple(rings), tuple(at), "training"),
    }
    return {f"moving/{name}.html": figure.html().encode() for name, figure in figures.items()}


def lay_out(folder: Path, files: dict[str, bytes]) -> None:
    """Write the files that changed, and delete what does not belong to them.

    Args:
        folder: Folder to write to.
        files: Contents by path.
    """
    write(folder, files)
    for path in folder.rglob("*"):
        if path.is_file() and path.relative_to(folder).as_posix() not in files:
            path.unlink()


if __name__ == "__main__":
    sys.exit(main())
