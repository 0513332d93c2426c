"""A line of text that is written over: in a terminal, in a notebook, and in a saved notebook without bloating it."""

import sys
from typing import Any


class Line:
    """One line on standard output; in a notebook, one output that is replaced, so that only the last text is saved."""

    def __init__(self) -> None:
        self._length = 0
        self._display: Any = None
        self._in_notebook = _in_notebook()

    def write(self, text: str) -> None:
        """Put a text in the place of the one before.

        Args:
            text: One line.
        """
        if not self._in_notebook:
            sys.stdout.write("\r" + text.ljust(self._length))
            sys.stdout.flush()
        elif self._display is None:
            from IPython.display import display

            self._display = display({"text/plain": text}, raw=True, display_id=True)
        else:
            self._display.update({"text/plain": text}, raw=True)
        self._length = len(text)

    def close(self) -> None:
        """End the line, so that what is printed next starts on a new one."""
        if self._length and not self._in_notebook:
            print(flush=True)


def _in_notebook() -> bool:
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return hasattr(shell, "kernel")
