"""The stage of a laboratory: a canvas in the browser that asks the kernel, and a picture that stays without a kernel.

The browser draws; the kernel computes and sends arrays. Each question of the browser gets one answer, and the browser
waits for it before it asks again. So a slow computer shows fewer pictures a second, and never falls behind.
"""

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import anywidget
import numpy as np
import traitlets
from IPython import get_ipython
from IPython.display import display

from gan_course.plots import Picture

__all__ = ["Answer", "Laboratory", "read_script", "still_bundle"]

FOLDER = Path(__file__).parent
Answer = tuple[dict[str, Any], Sequence[np.ndarray]]


def read_script(name: str) -> str:
    """Read the part of a laboratory that runs in the browser, which needs no network.

    Args:
        name: Name of a script beside this module.

    Returns:
        What all laboratories share, followed by that script.
    """
    return "\n".join((FOLDER / part).read_text(encoding="utf-8") for part in ("stage.js", name))


def still_bundle(picture: Picture, name: str) -> dict[str, str]:
    """Mark a picture as the one that stands for a laboratory where there is no kernel.

    Args:
        picture: The picture.
        name: The laboratory's own name; its script hides the picture of this name while it is alive.

    Returns:
        What a notebook shows, by MIME type.
    """
    bundle, _ = picture._repr_mimebundle_()
    return bundle | {"text/html": f'<div data-gan-lab="{name}">{bundle["text/html"]}</div>'}


class Laboratory:
    """A picture that answers under the reader's fingers; a notebook shows it.

    Args:
        script: Name of its script.
        settings: What the script needs to know at the start, such as choices.
        answer: Function from a question of the browser to the answer and its arrays, which are sent as their bytes. Its
            ``ValueError`` is shown.
        still: Makes the picture that stays without a kernel; None where something else sees to that.
        more: Function from the same question to further answers, sent as they come. An answer says under ``left`` how
            many are still to follow; the browser asks again after the last.

    Attributes:
        widget: The part in the browser.
    """

    def __init__(
        self,
        script: str,
        settings: Mapping[str, Any],
        answer: Callable[[dict[str, Any]], Answer],
        still: Callable[[], Picture] | None = None,
        more: Callable[[dict[str, Any]], Iterable[Answer]] = lambda question: (),
    ) -> None:
        self._answer, self._still, self._more = answer, still, more
        self.widget = _widget(script, settings)
        self.widget.on_msg(self._receive)

    def answer(self, question: Any) -> Answer:
        """Answer a question of the browser.

        Args:
            question: What it asks; anything at all, since it comes from outside.

        Returns:
            The answer and its arrays; under ``error``, what was wrong with the question.
        """
        if not isinstance(question, dict):
            return {"error": "expected a question by names"}, ()
        try:
            answer, arrays = self._answer(question)
        except (ValueError, TypeError) as error:
            answer, arrays = {"error": str(error)}, ()
        return {**answer, "view": question.get("view")}, arrays

    def answers(self, question: Any) -> Iterator[Answer]:
        """Answer a question of the browser, as often as it asks for.

        Args:
            question: As for `answer`.

        Yields:
            The answers.
        """
        first = self.answer(question)
        yield first
        if "error" not in first[0]:
            for answer, arrays in self._more(question):
                yield {**answer, "view": question.get("view")}, arrays

    def tell(self, answer: dict[str, Any], arrays: Sequence[np.ndarray] = ()) -> None:
        """Send something that the browser did not ask for.

        Args:
            answer: What to tell.
            arrays: Arrays, which are sent as their bytes.
        """
        self.widget.send(answer, buffers=[np.ascontiguousarray(array).tobytes() for array in arrays])

    def listen(self) -> None:
        """Hear also while a cell runs what the browser tells over its direct line; this comes in another thread.

        Where there is no kernel nothing happens.
        """
        kernel = getattr(get_ipython(), "kernel", None)
        if kernel is not None:
            kernel.comm_manager.register_target(f"gan_course.{self.widget.still}", self._connect)

    def _connect(self, channel: Any, opening: Any) -> None:
        channel.on_msg(lambda message: self.tell(*self.answer(message["content"]["data"])))

    def _receive(self, widget: Any, question: Any, buffers: Any) -> None:
        for answer, arrays in self.answers(question):
            self.tell(answer, arrays)

    def _ipython_display_(self) -> None:
        if self._still is not None:
            display(still_bundle(self._still(), self.widget.still), raw=True)
        display(self.widget)


def _widget(script: str, settings: Mapping[str, Any]) -> Any:
    class Stage(anywidget.AnyWidget):
        _esm = read_script(script)
        _css = (FOLDER / "stage.css").read_text(encoding="utf-8")
        settings = traitlets.Dict().tag(sync=True)
        still = traitlets.Unicode().tag(sync=True)

    return Stage(settings=dict(settings), still=secrets.token_hex(6))
