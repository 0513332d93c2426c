"""nbgrader's execution of a submission, made to survive what submissions do."""

import re
from time import monotonic
from typing import Any

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat.v4 import new_code_cell, new_output
from nbgrader.preprocessors import Execute
from nbgrader.utils import is_grade
from traitlets import Integer

from gan_course.grading import verdict

_GUARD = "__import__('gan_course.grading.guard', fromlist=['guard']).{}()"
_TEXT, _MEDIA, _ERROR, _OUTPUTS = 20_000, 5_000_000, 5_000, 200  # characters for a cell or an error; outputs


class SteadyExecute(Execute):
    """Executes a submission; a dead kernel, an endless loop and endless output become remarks in its cells."""

    total_timeout = Integer(600, help="Seconds for a whole notebook.").tag(config=True)

    def preprocess(self, nb: Any, resources: Any = None, km: Any = None) -> tuple[Any, Any]:
        """Execute a notebook.

        Args:
            nb: The notebook, changed in place.
            resources: nbconvert's resources.
            km: A kernel manager, or None for a new one.

        Returns:
            The notebook and the resources.
        """
        self._deadline = monotonic() + self.total_timeout
        self._stopped = False
        self._guarded = False
        self.timeout_func = lambda cell: max(1, int(min(self.timeout, self._deadline - monotonic())))
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
        self._text, self._media = _TEXT, _MEDIA
        if not self._stopped and monotonic() > self._deadline:
            self._stop(cell, verdict.TIMED_OUT, f"the notebook took over {self.total_timeout} s; the rest was not run")
        elif self._stopped:
            _fail(cell, verdict.NOT_RUN, "the notebook was stopped before this cell")
        else:
            self._execute(cell, resources, index)
        self.nb.cells[index] = cell
        if is_grade(cell):
            verdict.settle(cell)
        return cell, resources

    def _execute(self, cell: Any, resources: Any, index: int) -> None:
        try:
            self._prepare(index)
            answer = self._ask("altered", index) if is_grade(cell) else "intact"
            if answer == "intact":
                super().preprocess_cell(cell, resources, index)
            else:
                _fail(cell, verdict.CHECKS_ALTERED, answer.removeprefix("altered: "))
        except DeadKernelError:
            self._stop(cell, verdict.KERNEL_DIED, "the rest was not run")
        except CellTimeoutError:
            self._stop(cell, verdict.TIMED_OUT, "it could not be stopped, and the rest was not run")

    def _prepare(self, index: int) -> None:
        if not self._guarded and self._ask("remember", index) != "intact":
            raise RuntimeError("the kernel cannot import gan_course.grading.guard")
        self._guarded = True

    def _stop(self, cell: Any, name: str, reason: str) -> None:
        self._stopped = True
        _fail(cell, name, reason)

    def _ask(self, question: str, index: int) -> str:
        """Ask the guard in the kernel."""
        cell = self.execute_cell(new_code_cell(_GUARD.format(question)), index, store_history=False)
        results = [output.data["text/plain"] for output in cell.outputs if output.output_type == "execute_result"]
        return results[-1].strip("'") if results else "the guard of the checks does not answer"

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


def _fail(cell: Any, name: str, reason: str) -> None:
    plain = re.sub(r"\x1b\[[0-9;]*m", "", reason)
    cell.outputs.append(new_output("error", ename=name, evalue=plain, traceback=[f"{name}: {plain}"]))
