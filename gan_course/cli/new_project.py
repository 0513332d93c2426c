"""``gan-course new-project``: makes the folder of a project, from a folder of pictures to a model card."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gan_course.cli.folder import results_folder

STATEMENTS = {
    "license": "of the model: an identifier of Hugging Face's list, such as cc-by-4.0",
    "author": "who answers for the model",
    "pictures-from": "where the pictures are from, and under which licence",
    "people": "whether people can be recognised in them, and what these agreed to",
    "use": "what the model is for, and what not",
}
EXAMPLES = ("cartoon-faces", "cat")


def add_to(subparsers: Any) -> None:
    """Declare the command.

    Args:
        subparsers: What ``ArgumentParser.add_subparsers`` returned.
    """
    description = "make a project of your own: pictures, settings, a notebook; then `gan-course run-project`"
    parser: argparse.ArgumentParser = subparsers.add_parser("new-project", help=description, description=description)
    parser.add_argument("project", type=Path, metavar="DIR", help="folder to make")
    pictures = parser.add_mutually_exclusive_group()
    pictures.add_argument(
        "--images", type=Path, metavar="FOLDER", help="your pictures; by default those in DIR/pictures"
    )
    pictures.add_argument("--example", choices=EXAMPLES, help="let the course make pictures for you")
    parser.add_argument("--name", metavar="TEXT", help="what the model is called (default: the folder's name)")
    parser.add_argument(
        "--no-mirror",
        dest="mirror",
        action="store_false",
        help="mirror images of the pictures would be wrong, as of text",
    )
    for name, meaning in STATEMENTS.items():
        parser.add_argument(f"--{name}", default="", metavar="TEXT", help=f"for the model card: {meaning}")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, passed_on: Sequence[str]) -> int:
    """Make the folder.

    Args:
        options: The parsed command line.
        passed_on: Nothing.

    Returns:
        Exit code 0.

    Raises:
        FileExistsError: If there is a project, or anything else, in the folder.
        FileNotFoundError: If the pictures are not there.
        ValueError: If there are too few of them, or a licence is unknown.
        OSError: If the folder cannot be written.
    """
    from gan_course.project import Statements, survey
    from gan_course.project.making import PICTURES, project_files

    project: Path = options.project
    _check_new(project)
    statements = Statements(**{name.replace("-", "_"): getattr(options, name.replace("-", "_")) for name in STATEMENTS})
    pictures = PICTURES
    if options.images:
        print(survey(options.images))
        pictures = str(options.images.expanduser().resolve())
    name = options.name or project.resolve().name
    with results_folder(project, overwrite=False, option="DIR") as results:
        for file, make in project_files(name, pictures, statements, options.example, mirror=options.mirror):
            results.write(file, make)
        if not options.images and not options.example:
            results.write(PICTURES, Path.mkdir)
        print("\n".join(str(path) for path in sorted(results.written)))
    first = "" if options.images or options.example else f"put pictures into {project / PICTURES}, then "
    print(f"Next: {first}gan-course run-project {project}, or open {project / 'project.ipynb'}")
    return 0


def _check_new(project: Path) -> None:
    from gan_course.project.settings import FILE

    if (project / FILE).exists():
        raise FileExistsError(
            f"expected a new folder, got the project {project}; go on with it: gan-course run-project {project}"
        )
    if project.is_dir() and (found := sorted(path.name for path in project.iterdir() if path.name[0] != ".")):
        raise FileExistsError(
            f"expected a new folder, or an empty one, got {project}, which holds {found[0]}; choose another DIR, and "
            "name a folder of pictures with --images"
        )
