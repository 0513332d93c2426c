"""Which cells of a lesson the answers to some exercises can reach."""

import symtable
from collections.abc import Collection, Iterator, Sequence

from gan_classroom.authoring.lesson import Cell

__all__ = ["reached"]


def reached(cells: Sequence[Cell], exercises: Collection[str]) -> set[int]:
    """Find the code cells that may run otherwise after other answers to some exercises.

    Those are the answers' own cells, and each cell that reads a name which an answer or a reached cell has set. Where a
    cell that is not reached sets such a name anew, the name is free again. Names are followed, not what they stand for:
    that a cell changes an object which another cell made is not seen.

    Args:
        cells: Those of a lesson, in order.
        exercises: Names of exercises.

    Returns:
        The numbers of the cells.
    """
    found: set[int] = set()
    touched: set[str] = set()
    for cell in cells:
        if cell.kind != "code":
            continue
        module = symtable.symtable(cell.source, f"cell {cell.number}", "exec")
        sets = {
            each.get_name()
            for each in module.get_symbols()
            if each.is_assigned() or each.is_imported() or each.is_namespace()
        }
        if cell.exercise in exercises or not touched.isdisjoint(_read(module)):
            found.add(cell.number)
            touched |= sets
        else:
            touched -= sets
    return found


def _read(scope: symtable.SymbolTable) -> Iterator[str]:
    """List the names of the module that a scope and those in it read."""
    outermost = scope.get_type() == "module"
    yield from (
        each.get_name() for each in scope.get_symbols() if each.is_referenced() and (outermost or each.is_global())
    )
    for inner in scope.get_children():
        yield from _read(inner)
