"""The Dirac-GAN under the reader's fingers: a field, a penalty, a step size, and where both players begin."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from gan_course import dynamics, plots
from gan_course.arguments import not_negative, one_of
from gan_course.labs.stage import Answer, Laboratory
from gan_course.plots import Picture

__all__ = ["ORDERS", "DiracGame", "dirac", "dirac_answer", "dirac_picture"]

LIMIT, SIDE = 2.0, 16  # the plane reaches from -LIMIT to LIMIT; arrows along a side
STEPS, FAR = 200, 1e6
ORDERS = {"in turn": dynamics.alternating_path, "both at once": dynamics.simultaneous_path}


@dataclass(frozen=True)
class DiracGame:
    """What there is to choose.

    Args:
        gamma: Weight γ of the R1 penalty, at least 0.
        step_size: The step size h, at least 0.
        theta: The generator's point at first.
        psi: The discriminator's slope at first.
        order: A key of `ORDERS`: whether the players step in turn or both at once.

    Raises:
        ValueError: If a number is out of range or the order unknown.
    """

    gamma: float = 0.0
    step_size: float = 0.3
    theta: float = 1.5
    psi: float = 0.5
    order: str = "in turn"

    def __post_init__(self) -> None:
        not_negative("gamma", self.gamma)
        not_negative("step_size", self.step_size)
        one_of("order", self.order, ORDERS)
        for name in ("theta", "psi"):
            not_negative(f"the size of {name}", abs(getattr(self, name)))

    def field(self, theta: Any, psi: Any) -> tuple[Any, Any]:
        """The direction in which the players move.

        Args:
            theta: Where the generator puts its samples, any shape.
            psi: The discriminator's slope, of the same shape.

        Returns:
            Both rates, as `dynamics.dirac_field` gives them.
        """
        return dynamics.dirac_field(theta, psi, gamma=self.gamma)

    def path(self) -> np.ndarray:
        """Take the steps.

        Returns:
            θ and ψ at first and after each of the steps, shape (STEPS + 1, 2); players that run away stop at `FAR`.
        """
        with np.errstate(over="ignore", invalid="ignore"):
            path = ORDERS[self.order](self.field, (self.theta, self.psi), self.step_size, STEPS)
        return np.clip(np.nan_to_num(path, nan=FAR), -FAR, FAR)

    def told(self) -> str:
        """Say what became of the players.

        Returns:
            A sentence, with the eigenvalues of the field at the equilibrium.
        """
        distances = np.linalg.norm(self.path(), axis=1)
        first, second = dynamics.dirac_eigenvalues(self.gamma)
        pair = f"{first.real:.2f} ± {first.imag:.2f}i" if first.imag else f"{first.real:.2f} and {second.real:.2f}"
        return (
            f"In {STEPS} steps the distance from the equilibrium went from {distances[0]:.2f} to {distances[-1]:.2g}. "
            f"Eigenvalues there: {pair}."
        )


def dirac(gamma: float = 0.0, step_size: float = 0.3) -> Laboratory:
    """Let the reader move the penalty, the step size and the start of the Dirac-GAN.

    Args:
        gamma: Weight γ of the R1 penalty at first.
        step_size: The step size at first.

    Returns:
        The laboratory; end the cell with it.

    Raises:
        ValueError: If one of them is negative.
    """
    games = [DiracGame(gamma, step_size)]

    def answer(question: dict[str, Any]) -> Answer:
        games[0] = changed(games[0], question)
        return dirac_answer(games[0])

    settings = {
        "limit": LIMIT,
        "side": SIDE,
        "gamma": gamma,
        "step_size": step_size,
        "start": [games[0].theta, games[0].psi],
        "orders": list(ORDERS),
    }
    return Laboratory("dirac.js", settings, answer, lambda: dirac_picture(games[0]))


def changed(game: DiracGame, question: dict[str, Any]) -> DiracGame:
    """Change what a question of the browser names.

    Args:
        game: The game as it is.
        question: Fields of the game by name, or ``start`` with θ and ψ; other names are passed over.

    Returns:
        The new game.

    Raises:
        ValueError: If one of them cannot be.

    Examples:
        >>> changed(DiracGame(), {"start": [0.5, -1.0], "gamma": 1.0})
        DiracGame(gamma=1.0, step_size=0.3, theta=0.5, psi=-1.0, order='in turn')
    """
    parts = {name: question[name] for name in ("gamma", "step_size", "theta", "psi", "order") if name in question}
    if "start" in question:
        parts["theta"], parts["psi"] = question["start"]
    return replace(game, **parts)


def dirac_answer(game: DiracGame) -> Answer:
    """Compute the picture.

    Args:
        game: What was chosen.

    Returns:
        The sentence, and as float32 arrays the rates on a net of SIDE × SIDE cells, rows upwards, and the path.
    """
    middles = LIMIT * ((2 * np.arange(SIDE) + 1) / SIDE - 1)
    rates = np.stack(game.field(*np.meshgrid(middles, middles)), axis=-1)
    return {"told": game.told()}, (rates.astype(np.float32), game.path().astype(np.float32))


def dirac_picture(game: DiracGame) -> Picture:
    """Draw the picture that stays without a kernel.

    Args:
        game: What was chosen.

    Returns:
        The field with the path.
    """
    title = f"The Dirac-GAN with γ = {game.gamma:g} and steps of {game.step_size:g}, {game.order}"
    return plots.vector_field(
        game.field, paths={f"{STEPS} steps": game.path()}, title=title, alt=f"{title}. {game.told()}"
    )
