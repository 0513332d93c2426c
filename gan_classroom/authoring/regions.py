"""Regions of a cell that students do not get: solutions and hidden tests, between two comment lines."""

from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["HIDDEN_TESTS", "SOLUTION", "Region", "RegionError"]


class RegionError(ValueError):
    """A marker that is misspelt, misplaced or missing; ``line`` counts from 1 in the cell."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True)
class Region:
    """A kind of region, between ``### BEGIN NAME`` and ``### END NAME``."""

    name: str

    def spans(self, source: str) -> list[tuple[int, int]]:
        """Find the regions of this kind.

        Args:
            source: A cell's text.

        Returns:
            The lines of each region's two markers, counted from 1.

        Raises:
            RegionError: If a marker is misspelt, or begin and end do not alternate.
        """
        spans: list[tuple[int, int]] = []
        begin = 0
        for line, what in self._markers(source):
            if (what == "BEGIN") == bool(begin):
                raise RegionError(line, f"### {what} {self.name} out of turn: every BEGIN needs one END after it")
            if begin:
                spans.append((begin, line))
            begin = 0 if begin else line
        if begin:
            raise RegionError(begin, f"### BEGIN {self.name} without ### END {self.name}")
        return spans

    def hides(self, source: str, line: int) -> bool:
        """Tell whether a line lies in a region, markers included.

        Args:
            source: A cell's text with regions in order.
            line: Line of the text, from 1.

        Returns:
            Whether students do not get this line.
        """
        return any(begin <= line <= end for begin, end in self.spans(source))

    def replace(self, source: str, stub: str) -> str:
        r"""Replace each region.

        Args:
            source: A cell's text with regions in order.
            stub: One line to stand there instead, at the indentation of the first marker.

        Returns:
            The text with the stub instead of each region.

        >>> print(SOLUTION.replace("def one():\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION", "pass"))
        def one():
            pass
        """
        lines = source.split("\n")
        for begin, end in reversed(self.spans(source)):
            marker = lines[begin - 1]
            indentation = marker[: len(marker) - len(marker.lstrip())]
            lines[begin - 1 : end] = [indentation + stub]
        return "\n".join(lines)

    def _markers(self, source: str) -> Iterator[tuple[int, str]]:
        for line, text in enumerate(source.split("\n"), 1):
            for what in ("BEGIN", "END"):
                if f"{what} {self.name}" not in text:
                    continue
                if text.strip() != f"### {what} {self.name}":
                    raise RegionError(line, f"write the marker alone on its line, exactly: ### {what} {self.name}")
                yield line, what


SOLUTION = Region("SOLUTION")
HIDDEN_TESTS = Region("HIDDEN TESTS")
