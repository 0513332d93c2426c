"""The duel: a GAN of the plane that is played, step by step or running, while its rules and its data change."""

import dataclasses
from collections.abc import Iterator
from typing import Any

import numpy as np

from gan_course import losses, plots, toys
from gan_course.arguments import one_of
from gan_course.labs import duel_data
from gan_course.labs.duel_game import GRID_SIDE, HEAT_SIDE, PENALTIES, PLAYERS, Duel, Rules, View
from gan_course.labs.stage import Answer, Laboratory
from gan_course.plots import Picture

__all__ = ["DuelLaboratory", "changed", "duel", "duel_arrays", "duel_picture"]

QUANTUM = 1 / 2048  # points are sent as whole multiples of this: within ±16, far outside of the plane
MOST_STEPS, MOST_PICTURES = 100, 4  # in one picture, and in answer to one question
RATES = (0.0001, 0.0003, 0.001, 0.003, 0.01)
GAMMAS = (0.03, 0.1, 0.3, 1.0, 3.0)
RULES = tuple(field.name for field in dataclasses.fields(Rules))
SHOWN_REAL = 120


class DuelLaboratory:
    """The duel in a notebook.

    Args:
        data: A key of `duel_data.CHOICES`.
        rules: The rules at first.
        steps: Steps that both have played when it is first seen.

    Attributes:
        duel: The networks in play.
        laboratory: What the notebook shows.
    """

    def __init__(self, data: str = "ring of 8", rules: Rules | None = None, *, steps: int = 0) -> None:
        self._seed = 0
        self.duel = Duel(duel_data.chosen(data), rules).play("both", steps)
        settings = {
            "data": list(duel_data.CHOICES),
            "chosen": data,
            "losses": [(name.replace("_", " "), name) for name in losses.NAMES],
            "penalties": list(PENALTIES),
            "rules": dataclasses.asdict(self.duel.rules),
            "rates": RATES,
            "gammas": GAMMAS,
            "limit": duel_data.LIMIT,
            "heat_side": HEAT_SIDE,
            "net_side": GRID_SIDE,
            "quantum": QUANTUM,
        }
        self.laboratory = Laboratory("duel.js", settings, self.answer, lambda: duel_picture(self.duel), self.more)

    def answer(self, question: dict[str, Any]) -> Answer:
        """Change what is asked to change, play what is asked to be played, and show what came of it.

        Args:
            question: ``who`` and ``steps`` to play, ``pictures`` times; ``data``, ``strokes`` or any of the rules to
                change; ``begin`` for new networks; ``all`` to get the real points as well. All may be left out.

        Returns:
            The figures, and the arrays of `duel_arrays`.

        Raises:
            ValueError: If one of these cannot be.
        """
        who, steps = question.get("who", "both"), question.get("steps", 0)
        one_of("who", who, PLAYERS)
        one_of("steps", steps, range(MOST_STEPS + 1))
        one_of("pictures", question.get("pictures", 1), range(1, MOST_PICTURES + 1))
        rules, data = changed(self.duel.rules, question), _data(question)
        if question.get("begin"):
            self._seed += 1
            self.duel = Duel(data or self.duel.data, rules, seed=self._seed)
        if rules != self.duel.rules:
            self.duel.rules = rules
        if data:
            self.duel.data = data
        view = self.duel.play(who, steps).view()
        told = {"told": _figures(view), "who": who, "moved": steps > 0, "begun": bool(question.get("begin"))}
        told["left"] = question.get("pictures", 1) - 1
        real = bool(data or question.get("all") or question.get("begin"))
        return told, duel_arrays(view)[: 5 if real else 4]

    def more(self, question: dict[str, Any]) -> Iterator[Answer]:
        """Play on, for further pictures in answer to the same question.

        Each question costs the front end a change from idle to busy and back, which it shows in several places.

        Args:
            question: As for `answer`, which comes first.

        Yields:
            The further answers.
        """
        played: dict[str, Any] = {name: question[name] for name in ("who", "steps") if name in question}
        for left in range(question.get("pictures", 1) - 1, 0, -1):
            yield self.answer({**played, "pictures": left})

    def _ipython_display_(self) -> None:
        self.laboratory._ipython_display_()


def duel(data: str = "ring of 8", rules: Rules | None = None, *, steps: int = 0) -> DuelLaboratory:
    """Let the reader play a GAN of the plane: either player or both, by steps or running, with other rules or data.

    Args:
        data: What the generator is to imitate at first, a key of `duel_data.CHOICES`.
        rules: What the players minimise at first, and how fast.
        steps: Steps that both have played when it is first seen.

    Returns:
        The laboratory; end the cell with it.

    Raises:
        ValueError: If there are no data of that name.
    """
    return DuelLaboratory(data, rules, steps=steps)


def changed(rules: Rules, question: dict[str, Any]) -> Rules:
    """Change the rules that a question names.

    Args:
        rules: The rules as they are.
        question: What to change, by the names of the rules; other names are passed over.

    Returns:
        The new rules.

    Raises:
        ValueError: If one of them cannot be.

    Examples:
        >>> changed(Rules(), {"loss": "hinge", "all": True}).loss
        'hinge'
    """
    return dataclasses.replace(rules, **{name: question[name] for name in RULES if name in question})


def duel_arrays(view: View) -> tuple[np.ndarray, ...]:
    """Write a view in few bytes, as the browser draws it.

    Args:
        view: The view.

    Returns:
        The heat map (uint8, 255 for "real"), generated points (int16, multiples of `QUANTUM`), pushes (float32), the
        net and the real points (int16).
    """
    heat = np.round(255 * view.heat).astype(np.uint8)
    return heat, _quantised(view.fake), view.pushes.astype(np.float32), _quantised(view.net), _quantised(view.real)


def duel_picture(duel: Duel) -> Picture:
    """Draw a duel as it stands.

    Args:
        duel: The duel.

    Returns:
        The picture, with its figures in the description.
    """
    view = duel.view()
    title = f"The duel after {view.d_steps:,} steps of D and {view.g_steps:,} of G"
    count = len(view.pushes)
    return plots.decision_map(
        duel.probability,
        view.real[:SHOWN_REAL],
        view.fake[:count],
        arrows=view.pushes[:count],
        limit=duel_data.LIMIT,
        title=title,
        alt=f"{title}. Real points, generated points with arrows that say where each is told to go; colours show where "
        f"the discriminator sees real points. The generator covers {view.covered} of {view.modes} modes, and "
        f"{view.on_mode:.0%} of its points lie on one.",
    )


def _data(question: dict[str, Any]) -> toys.GaussianMixture | None:
    if "strokes" in question:
        return duel_data.drawn(question["strokes"])
    return duel_data.chosen(question["data"]) if "data" in question else None


def _figures(view: View) -> dict[str, Any]:
    figures = {name: getattr(view, name) for name in ("modes", "covered", "on_mode", "d_steps", "g_steps")}
    losses_ = {name: getattr(view, name) for name in ("d_loss", "g_loss")}
    return figures | {name: value if np.isfinite(value) else None for name, value in losses_.items()}


def _quantised(points: np.ndarray) -> np.ndarray:
    scaled = np.nan_to_num(points / QUANTUM, nan=32767, posinf=32767, neginf=-32768)
    return np.clip(np.round(scaled), -32768, 32767).astype(np.int16)
