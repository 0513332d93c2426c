"""nbgrader's execution of a submission: in the sandbox, guarded, and made to survive what submissions do."""

import contextlib
import functools
import json
import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Any

from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import from_dict
from nbformat.v4 import new_code_cell, new_output
from nbgrader.preprocessors import Execute
from nbgrader.utils import is_grade
from traitlets import Bool, Enum, Integer, Unicode

from gan_classroom.grading import guard, harmless, hidden, verdict
from gan_classroom.grading.sandbox.manager import SandboxedKernelManager
from gan_course.checks import NOT_ATTEMPTED

#: How the lessons run while they are graded, unless the environment says otherwise: briefly, and without a network.
_BRIEFLY = {"GAN_COURSE_BUDGET": "smoke", "GAN_COURSE_DATASET": "digits"}
_TEXT, _MEDIA, _ERROR, _OUTPUTS = 20_000, 5_000_000, 5_000, 200  # characters for a cell or an error; outputs


class SteadyExecute(Execute):
    """Executes a submission; a dead kernel, an endless loop and endless output become remarks in its cells.

    Before the first cell of the student, the lesson's own imports run. A check counts only where the exercise was
    attempted, as its source says, and where the kernel's reply to the check's own cell says that its end was reached.
    Of a notebook that comes back as it was handed out nothing runs.

    ``c.Autograde.autograde_preprocessors`` makes nbgrader use it.
    """

    sandboxed = Bool(True, help="Whether the kernel runs in the sandbox.").tag(config=True)
    total_timeout = Integer(600, help="Seconds for a whole notebook.").tag(config=True)
    skip_cells_with_tag = Unicode("", help="No tag of a student's keeps a cell from being run.").tag(config=True)
    shutdown_kernel = Enum(["graceful", "immediate"], "immediate", help="How the kernel ends.").tag(config=True)

    def preprocess(self, nb: Any, resources: Any = None, km: Any = None) -> tuple[Any, Any]:
        """Execute a notebook.

        Args:
            nb: The notebook, changed in place.
            resources: nbconvert's resources.
            km: A kernel manager, or None for a new one.

        Returns:
            The notebook and the resources.
        """
        self.kernel_manager_class = SandboxedKernelManager if self.sandboxed else AsyncKernelManager
        self._release = self._released(resources)
        if self._as_handed_out(nb.cells):
            for cell in filter(is_grade, nb.cells):
                _fail(cell, verdict.UNATTEMPTED, NOT_ATTEMPTED)
            return nb, resources
        self._deadline = monotonic() + self.total_timeout
        self._stopped = False
        self._begun = False
        self._secret = hidden.hidden_lines(cell.source for cell in nb.cells if is_grade(cell))
        self.timeout_func = lambda cell: max(1, int(min(self.timeout, self._deadline - monotonic())))
        # a kernel is forked from a process that has imported these
        self.config.SandboxedKernelManager.imports = "\n".join(guard.lesson.imports(self._release))
        with _briefly():
            return super().preprocess(nb, resources, km)

    def preprocess_cell(self, cell: Any, resources: Any, index: int) -> tuple[Any, Any]:
        """Execute a cell, or say why it was not executed.

        Args:
            cell: The cell, changed in place.
            resources: nbconvert's resources.
            index: Its place in the notebook.

        Returns:
            The cell and the resources.
        """
        if cell.cell_type != "code":
            return cell, resources
        self._changed = False
        if not self._stopped and monotonic() > self._deadline:
            self._stop(cell, verdict.TIMED_OUT, f"the notebook took over {self.total_timeout} s; the rest was not run")
        elif self._stopped:
            _fail(cell, verdict.NOT_RUN, "the notebook was stopped before this cell")
        else:
            self._execute(cell, resources, index)
        self.nb.cells[index] = cell
        self._tidy(cell)
        if self._changed:
            cell.outputs.append(new_output("stream", name="stdout", text=verdict.CHANGED))
        return cell, resources

    def _tidy(self, cell: Any) -> None:
        """Keep what is harmless of what a cell put out, and no hidden test."""
        try:
            cell.outputs = [from_dict(harmless.output(output)) for output in cell.outputs]
        except ValueError as error:
            cell.outputs = []
            self._stop(cell, verdict.KERNEL_DIED, str(error))
        if is_grade(cell):
            verdict.settle(cell)
            hidden.conceal(cell)
        hidden.leave_out(cell, self._secret)

    def _execute(self, cell: Any, resources: Any, index: int) -> None:
        try:
            if not self._begun:
                self._begin(index)
            if is_grade(cell):
                self._check(cell, resources, index)
            else:
                self._allow(_TEXT)
                super().preprocess_cell(cell, resources, index)
                self._run(self._keep.get(index, ""), index)
        except DeadKernelError:
            reasons = [getattr(self.km, "exceeded", ""), "the rest was not run"]
            self._stop(cell, verdict.KERNEL_DIED, "; ".join(filter(None, reasons)))
        except CellTimeoutError:
            self._stop(cell, verdict.TIMED_OUT, "it could not be stopped, and the rest was not run")
        except OSError:  # a full disk concerns all
            raise
        except Exception as error:  # a kernel can send what it likes
            self._stop(cell, verdict.KERNEL_DIED, f"its messages cannot be read: {error!r}"[:300])

    def _begin(self, index: int) -> None:
        """Import what the lesson imports, and have each reply say how far a check came."""
        self.kc.execute = functools.partial(self.kc.execute, user_expressions={guard.REACHED: guard.REACHED})
        self._run(guard.imports(self._release, self.nb.cells), index)
        self._keep = guard.keep(self.nb.cells, self._release)
        self._begun = True

    def _as_handed_out(self, cells: list[Any]) -> bool:
        """Tell from the sources that there is nothing to grade, for which the lesson would train for a minute."""
        written = guard.written((cell for cell in cells if not is_grade(cell)), self._release)
        return not written and all(self._untouched(cells, place) for place, cell in enumerate(cells) if is_grade(cell))

    def _untouched(self, cells: list[Any], place: int) -> bool:
        return guard.untouched(cells[place].metadata.nbgrader.grade_id, cells[:place], self._release)

    def _check(self, cell: Any, resources: Any, index: int) -> None:
        if self._untouched(self.nb.cells, index):
            _fail(cell, verdict.UNATTEMPTED, NOT_ATTEMPTED)
            return
        self._run(guard.preamble(self._release, cell.source), index)
        self._allow(_TEXT)
        source, mark = cell.source, secrets.token_hex(16)
        cell.source = guard.marked(source, mark)
        try:
            self.execute_cell(cell, index, store_history=False)  # later cells do not find it in ``In``
        finally:
            cell.source = source
        if not (guard.reached(self._reply, mark) or any(output.output_type == "error" for output in cell.outputs)):
            _fail(cell, verdict.CUT_SHORT, "what the check calls ended it")
        self._changed = bool(self._run(guard.after(), index))

    def on_cell_executed(self, **executed: Any) -> None:
        """Keep the kernel's reply to a cell, and note its error as nbgrader does.

        Args:
            executed: ``execute_reply``, ``cell`` and more.
        """
        self._reply = executed["execute_reply"]
        super().on_cell_executed(**executed)

    def _run(self, source: str, index: int) -> list[Any]:
        """Run something of the grader's own."""
        self._allow(_TEXT)
        return self.execute_cell(new_code_cell(source), index, store_history=False).outputs if source else []

    def _allow(self, characters: int) -> None:
        self._text, self._media = characters, _MEDIA

    def _stop(self, cell: Any, name: str, reason: str) -> None:
        self._stopped = True
        _fail(cell, name, reason)

    def _released(self, resources: Any) -> dict[str, Any]:
        names, folders = resources["nbgrader"], self.config.CourseDirectory
        folder = Path(folders.get("root", ".")) / folders.get("release_directory", "release")
        path = folder / names["assignment"] / f"{names['notebook']}.ipynb"
        return json.loads(path.read_text(encoding="utf-8"))

    def output(self, outs: list[Any], msg: dict[str, Any], display_id: str | None, cell_index: int) -> Any:
        """Take over an output, as long as the cell has not shown too much.

        Args:
            outs: The cell's outputs so far.
            msg: The kernel's message.
            display_id: Name of an output that is updated later, or None.
            cell_index: The cell's place.

        Returns:
            The output, or None if it was left out.
        """
        content = msg["content"]
        if msg["msg_type"] == "error":
            content["evalue"] = content["evalue"][:_ERROR]
            content["traceback"] = [line[:_ERROR] for line in content["traceback"]]
            return super().output(outs, msg, display_id, cell_index)
        for part, key in [(content, "text"), (content.get("data", {}), "text/plain")]:
            if isinstance(part.get(key), str):
                part[key] = self._shorten(part[key])
        self._media -= sum(len(str(value)) for value in content.get("data", {}).values())
        if content.get("text") == "" or self._media < 0 or len(outs) >= _OUTPUTS:
            return None
        return super().output(outs, msg, display_id, cell_index)

    def _shorten(self, text: str) -> str:
        kept = text[: self._text]
        self._text -= len(kept)
        return kept if kept == text or not kept else f"{kept}… (output cut)"


@contextlib.contextmanager
def _briefly() -> Iterator[None]:
    """Other notebooks of the same process, such as an instructor's, train as long as they did."""
    added = {name: value for name, value in _BRIEFLY.items() if name not in os.environ}
    os.environ.update(added)
    try:
        yield
    finally:
        for name in added:
            del os.environ[name]


def _fail(cell: Any, name: str, reason: str) -> None:
    plain = re.sub(r"\x1b\[[0-9;]*m", "", reason)
    cell.outputs.append(new_output("error", ename=name, evalue=plain, traceback=[f"{name}: {plain}"]))
