"""What the curves say, in words, in a table and in a picture."""

import math
import statistics
from collections.abc import Callable, Sequence

from benchmarks.quality.curves import COURSE, RELATIVISTIC, TUTORIAL, Curve
from gan_course import plots
from gan_course.plots.style import add_legend, figure_with_axes

NAMES = {
    TUTORIAL: "the tutorial's recipe",
    COURSE: "the course's recipe",
    RELATIVISTIC: "the relativistic recipe with R1 and R2",
}
PENS = {
    TUTORIAL: {"color": plots.FAKE, "linestyle": "--", "marker": "s"},
    COURSE: {"color": plots.REAL, "linestyle": "-", "marker": "o"},
    RELATIVISTIC: {"color": plots.DISCRIMINATOR, "linestyle": "-.", "marker": "^"},
}


def report(curves: Sequence[Curve]) -> str:
    """Describe the curves.

    Args:
        curves: Runs with at least one point, of one or both contestants.
    """
    tutorials, courses = (_of(curves, name) for name in (TUTORIAL, COURSE))
    parts = [
        f"Fréchet distance (course CNN) · {curves[0].samples:,} samples · real against real {curves[0].floor:.2f}",
        table(tutorials, courses),
        *([verdict(tutorials, courses)] if tutorials and courses else []),
        *(final_level(name, runs) for name in (COURSE, RELATIVISTIC) if (runs := _of(curves, name))),
        *(f"Not finished: {curve.contestant}, seed {curve.seed}" for curve in curves if not curve.finished),
    ]
    return "\n\n".join(parts)


def table(tutorials: Sequence[Curve], courses: Sequence[Curve]) -> str:
    """Lay out the seconds of training to each level, as Markdown; medians over the seeds."""
    lines = [
        f"| Fréchet distance at or below | {NAMES[TUTORIAL]} | {NAMES[COURSE]}{_seeds(courses)} | sooner by |",
        "|---:|---:|---:|---:|",
    ]
    for level in levels([*tutorials, *courses]):
        times = [[curve.seconds_to(level) for curve in group] for group in (tutorials, courses)]
        cells = [_spread(seconds, _seconds) for seconds in times]
        lines.append(f"| {level:,g} | {cells[0]} | {cells[1]} | {_sooner(tutorials, *times)} |")
    return "\n".join(lines)


def verdict(tutorials: Sequence[Curve], courses: Sequence[Curve]) -> str:
    """Compare the course with the best level that the tutorial's recipe showed, in the best of its runs."""
    best = min((curve.best for curve in tutorials), key=lambda point: point.frechet)
    minutes = max(curve.points[-1].seconds for curve in tutorials) / 60
    times = [curve.seconds_to(best.frechet) for curve in courses]
    passed = statistics.median(times)
    end = statistics.median(curve.points[-1].frechet for curve in courses)
    ours = NAMES[COURSE].capitalize()
    return "\n".join(
        [
            f"The best level of {NAMES[TUTORIAL]} in {minutes:.1f} minutes: {best.frechet:.1f}, "
            f"after {_seconds(best.seconds)}.",
            f"{ours} does not pass it."
            if math.isinf(passed)
            else f"{ours} passes it after {_spread(times, _seconds)}: {best.seconds / passed:.1f} times sooner.",
            f"At its end it stands at {end / best.frechet:.3f} of that level, 1/{best.frechet / end:.1f}.",
        ]
    )


def final_level(contestant: str, curves: Sequence[Curve]) -> str:
    """Say where the runs of one contestant ended."""
    ends = [curve.points[-1] for curve in curves]
    seconds, distances = _spread([end.seconds for end in ends], _seconds), [end.frechet for end in ends]
    return f"Where {NAMES[contestant]} ended, after {seconds}: {_spread(distances, '{:.2f}'.format)}."


def levels(curves: Sequence[Curve]) -> list[float]:
    """Choose round levels, 1, 2, 5, 10, 20 …, from the highest first point down to the lowest point of all."""
    top = max(curve.points[0].frechet for curve in curves)
    bottom = min(curve.best.frechet for curve in curves)
    exponents = range(math.floor(math.log10(bottom)), math.ceil(math.log10(top)) + 1)
    rounded = (float(f"{digit}e{exponent}") for exponent in reversed(exponents) for digit in (5, 2, 1))
    return [level for level in rounded if bottom <= level <= top]


def picture(curves: Sequence[Curve]) -> plots.Picture:
    """Draw the curves, both axes logarithmic."""
    with plots.drawing():
        figure, (axes,) = figure_with_axes(f"Quality against seconds of training, {curves[0].samples:,} samples")
        for curve in curves:
            first = curve is _of(curves, curve.contestant)[0]
            axes.loglog(
                [point.seconds for point in curve.points],
                [point.frechet for point in curve.points],
                label=NAMES[curve.contestant] if first else None,
                markersize=3,
                linewidth=1.4,
                **PENS[curve.contestant],
            )
        axes.axhline(curves[0].floor, color=plots.GUIDE, linestyle=":", label="real against real")
        axes.set(xlabel="seconds of training", ylabel="Fréchet distance (course CNN)")
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_formatter("{x:,g}")
        add_legend(figure)
        return plots.picture(figure, alt=_described(curves))


def _described(curves: Sequence[Curve]) -> str:
    ends = "; ".join(
        f"{NAMES[curve.contestant]}, seed {curve.seed}: {curve.points[0].frechet:.1f} after "
        f"{_seconds(curve.points[0].seconds)}, at best {curve.best.frechet:.1f} after {_seconds(curve.best.seconds)}"
        for curve in curves
    )
    return f"Fréchet distance against seconds of training, both logarithmic. {ends}."


def _of(curves: Sequence[Curve], contestant: str) -> list[Curve]:
    return [curve for curve in curves if curve.contestant == contestant]


def _seeds(curves: Sequence[Curve]) -> str:
    return f", median of {len(curves)} seeds (min–max)" if len(curves) > 1 else ""


def _spread(values: Sequence[float], written: Callable[[float], str]) -> str:
    if not values:
        return ""
    middle = written(statistics.median(values))
    return f"{middle} ({written(min(values))}–{written(max(values))})" if len(values) > 1 else middle


def _seconds(seconds: float) -> str:
    if math.isinf(seconds):
        return "not reached"
    return f"{seconds:.1f} s" if seconds < 100 else f"{seconds:,.0f} s"


def _sooner(tutorials: Sequence[Curve], tutorial_times: Sequence[float], course_times: Sequence[float]) -> str:
    if not tutorial_times or not course_times or math.isinf(statistics.median(course_times)):
        return ""
    theirs, ours = statistics.median(tutorial_times), statistics.median(course_times)
    if math.isinf(theirs):
        return f"> {min(curve.points[-1].seconds for curve in tutorials) / ours:.0f}×"
    return f"{theirs / ours:.1f}×"
