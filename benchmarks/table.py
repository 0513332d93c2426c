"""A comparison as a Markdown table of medians over the rounds; a ratio is the median of the rounds' own ratios."""

import statistics
from collections.abc import Mapping, Sequence

from benchmarks.comparison import CEILING, COURSE, PYTORCH, Comparison


def table(compared: Comparison, times: Mapping[str, Sequence[float]], multiply_adds: Mapping[str, int]) -> str:
    """Lay measured times out.

    Args:
        compared: What was measured.
        times: Milliseconds a step of each contestant, one value a round; of the ceiling, milliseconds a matrix product.
        multiply_adds: Those of one step of each contestant; of the ceiling, of one matrix product.
    """
    lines = [
        f"| {compared.title} | images/s | ms/step (min–max) | GAN.fit is faster by | of the matrix-product rate |",
        "|---|---:|---:|---:|---:|",
    ]
    for name, contestant in compared.contestants.items():
        if name in times:
            lines.append(f"| {contestant.label} | {_figures(name, compared.batch_size, times, multiply_adds)} |")
        elif name == PYTORCH:
            lines.append(f"| {contestant.label} | not installed: `pip install torch==2.13.0` | | | |")
    return "\n".join(lines)


def _figures(name: str, batch_size: int, times: Mapping[str, Sequence[float]], multiply_adds: Mapping[str, int]) -> str:
    # The ceiling does the work of one GAN.fit step.
    scale = multiply_adds[COURSE] / multiply_adds[CEILING] if name == CEILING else 1
    steps = [scale * milliseconds for milliseconds in times[name]]
    middle = statistics.median(steps)
    ratio = _paired(steps, times[COURSE])
    share = _paired(times[CEILING], times[name]) * multiply_adds[name] / multiply_adds[CEILING]
    return (
        f"{1000 * batch_size / middle:,.0f} | {middle:.1f} ({min(steps):.1f}–{max(steps):.1f}) "
        f"| {ratio:.2f}× | {share:.0%}"
    )


def _paired(numerators: Sequence[float], denominators: Sequence[float]) -> float:
    return statistics.median(above / below for above, below in zip(numerators, denominators, strict=True))
