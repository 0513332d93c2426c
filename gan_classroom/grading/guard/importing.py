"""Sent to a kernel as text: what a notebook imports is installed, or a module of its own as `review` read it.

Files that a notebook writes otherwise are no modules, wherever they lie and whatever becomes of ``sys.path``. And the
kernel's own log, which holds the source of each cell, is nobody's to read.
"""

import doctest
import importlib.abc
import linecache
import logging
import sys
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from typing import Any


class Text(importlib.abc.Loader):
    """Loads a module from its text.

    Args:
        text: Python source.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    def exec_module(self, module: Any) -> None:
        """Run the text in a module; who asks for its source gets the text, too.

        Args:
            module: The module.
        """
        file = f"<module {module.__name__}>"
        linecache.cache[file] = len(self.text), None, self.text.splitlines(keepends=True), file
        exec(compile(self.text, file, "exec"), module.__dict__)


def settle(written: dict[str, str]) -> None:
    """Import from today's folders, without the one that a notebook works in, and after that from texts.

    Examples in docstrings, which `review` does not read, are not run.

    Args:
        written: Name → source of each module that a notebook writes.
    """
    folders = [folder for folder in sys.path if Path(folder).resolve() != Path.cwd()]

    class Installed(PathFinder):
        """Finds what is installed, and then what was written."""

        @classmethod
        def find_spec(cls, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
            """Find a module, as the import system asks for it."""
            found = super().find_spec(name, folders if path is None else path, target)
            if found is not None and found.loader is None:  # a namespace, which would follow sys.path
                found.submodule_search_locations = [*(found.submodule_search_locations or ())]
            if found is None and path is None and name in written:
                return ModuleSpec(name, Text(written[name]))
            return found

    sys.path[:] = folders
    sys.meta_path[:] = [Installed if finder is PathFinder else finder for finder in sys.meta_path]
    for module in list(sys.modules.values()):
        places: Any = getattr(module, "__dict__", {}).get("__path__")
        if type(places).__name__ == "_NamespacePath":
            module.__path__ = [*places]
    log = sys.modules["IPython.core.interactiveshell"].InteractiveShell._instance.log
    log.disabled = True
    logging.Logger.manager.loggerDict.pop(log.name, None)
    nothing = doctest.TestResults(0, 0)
    doctest.testmod = lambda *_, **__: nothing
    doctest.run_docstring_examples = lambda *_, **__: None
