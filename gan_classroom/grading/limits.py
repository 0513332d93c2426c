"""What one submission may use."""

from dataclasses import dataclass

__all__ = ["Limits"]


@dataclass(frozen=True)
class Limits:
    """The limits of one submission. What goes over one is stopped; the others go on.

    Args:
        cell_seconds: Wall time of a cell.
        notebook_seconds: Wall time of all cells together; any one process may take twice as much CPU time.
        memory_mb: Memory of all its processes together, in MB.
        processes: Processes that it may have at a time.
        file_mb: Size of any one file it writes, in MB.
        scratch_mb: Size of its scratch folder, in MB; ``/dev/shm`` gets as much again.
        submission_mb: Size of the file that is handed in, in MB.
    """

    cell_seconds: int = 120
    notebook_seconds: int = 600
    memory_mb: int = 4096
    processes: int = 64
    file_mb: int = 256
    scratch_mb: int = 512
    submission_mb: int = 50
