"""The settings of a project: one TOML file, with a line for each choice and what only its owner knows."""

import dataclasses
import json
import tomllib
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

from gan_course.arguments import one_of, whole
from gan_course.model_card import LICENSES
from gan_course.recipes import RECIPES

FILE = "settings.toml"
AUTO = "auto"
SIZES = (32, 64)


@dataclass(frozen=True)
class Statements:
    """What the model card says that no program can find out; an empty text is one still to be written.

    Args:
        license: Of the model: an identifier of Hugging Face's list, such as ``"cc-by-4.0"``.
        author: Who answers for the model.
        pictures_from: Where the pictures are from, and under which licence.
        people: Whether people can be recognised in them, and what these agreed to.
        use: What the model is for, and what not.
    """

    license: str = ""
    author: str = ""
    pictures_from: str = ""
    people: str = ""
    use: str = ""

    def __post_init__(self) -> None:
        if self.license and self.license not in LICENSES:
            raise ValueError(
                f"expected [card] license to be one of Hugging Face's identifiers, got {self.license!r}; write such as "
                "cc-by-4.0, cc0-1.0, mit or other"
            )

    @property
    def missing(self) -> list[str]:
        """The names of those that are empty."""
        return [name for name, text in dataclasses.asdict(self).items() if not text.strip()]


@dataclass(frozen=True)
class Settings:
    """How a project is done.

    Args:
        name: What the model is called.
        pictures: Folder of pictures.
        size: 32 or 64, or ``"auto"``.
        mirror: Whether the mirror image of a picture is as good.
        keep_alike: Whether pictures that look the same as another are trained on.
        recipe: A name of ``recipes.RECIPES``, or ``"auto"``.
        steps: Training steps, or ``"auto"``.
        seed: Of weights, noise and order.
        card: What the model card says that no program can find out.

    Raises:
        ValueError: If one of them cannot be.
    """

    name: str
    pictures: Path
    size: int | str = AUTO
    mirror: bool = True
    keep_alike: bool = False
    recipe: str = AUTO
    steps: int | str = AUTO
    seed: int = 0
    card: Statements = field(default_factory=Statements)

    def __post_init__(self) -> None:
        if not isinstance(self.name, str) or not self.name.strip():
            raise ValueError(f"expected name to say what the model is called, got {self.name!r}")
        one_of("size", self.size, (*SIZES, AUTO))
        one_of("recipe", self.recipe, (*_unconditional(), AUTO))
        for name in ("mirror", "keep_alike"):
            if not isinstance(getattr(self, name), bool):
                raise ValueError(f"expected {name} to be true or false, got {getattr(self, name)!r}")
        if self.steps != AUTO:
            whole("steps", self.steps, at_least=1)  # type: ignore[arg-type]
        whole("seed", self.seed, at_least=0)


def read_settings(project: Path) -> Settings:
    """Read the settings of a project.

    Args:
        project: Its folder.

    Returns:
        The settings; a relative folder of pictures is taken from the project's folder.

    Raises:
        FileNotFoundError: If there is no settings file.
        ValueError: If it is no TOML, a line is missing or unknown, or a value cannot be.
    """
    path = Path(project) / FILE
    if not path.is_file():
        raise FileNotFoundError(
            f"expected a project with {FILE}, got none in {project}; make one: gan-course new-project {project}"
        )
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
        return _settings(found, Path(project))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path}: expected TOML, got: {error}; correct that line") from error
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from error


def settings_text(name: str, pictures: str, card: Statements, *, mirror: bool, keep_alike: bool) -> str:
    """Write a settings file.

    Args:
        name: As in `Settings`.
        pictures: Folder of pictures, relative to the file or absolute.
        card: As in `Settings`.
        mirror: As in `Settings`.
        keep_alike: As in `Settings`.

    Returns:
        The file's text, with comments.
    """
    values = {"name": name, "pictures": pictures, "mirror": mirror, "keep_alike": keep_alike}
    values |= dataclasses.asdict(card)
    written = {key: json.dumps(value, ensure_ascii=False) for key, value in values.items()}  # TOML writes them so too
    template = resources.files("gan_course.project").joinpath("template", FILE).read_text(encoding="utf-8")
    return template.format(**written)


def _settings(found: dict[str, Any], project: Path) -> Settings:
    parts = {
        "pictures": ("folder", "size", "mirror", "keep_alike"),
        "training": ("recipe", "steps", "seed"),
        "card": (),
    }
    _check_names("", found, ("name", *parts))
    sections = {part: found.get(part, {}) for part in parts}
    for part, section in sections.items():
        if not isinstance(section, dict):
            raise ValueError(f"expected a section [{part}], got {part} = {section!r}; write its lines below [{part}]")
        names = parts[part] or tuple(entry.name for entry in dataclasses.fields(Statements))
        _check_names(f"[{part}] ", section, names)
    chosen = {**sections["pictures"], **sections["training"]}
    folder = chosen.pop("folder", "pictures")
    for name, text in {"[pictures] folder": folder, **sections["card"]}.items():
        if not isinstance(text, str):
            raise ValueError(f'expected {name} to be a text, got {text!r}; write it between "…"')
    pictures = project / Path(folder).expanduser()
    return Settings(found.get("name", ""), pictures, **chosen, card=Statements(**sections["card"]))


def _check_names(where: str, found: dict[str, Any], known: tuple[str, ...]) -> None:
    for name in found:
        one_of(f"{where}settings", name, known)


def _unconditional() -> tuple[str, ...]:
    return tuple(name for name, recipe in RECIPES.items() if not recipe.classes)
