"""What the phases found: a table, the ratio of the rates, and whatever is not as it should be."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from benchmarks.grading.submissions import ORDINARY, Submission

Results = Mapping[str, Any]


def table(results: Results, submissions: Sequence[Submission], workers: int) -> str:
    """Lay out the figures of the phases that have run, as Markdown.

    Args:
        results: The phases' results by name.
        submissions: The class.
        workers: Of our grading.
    """
    size, ordinary = len(submissions), len(_ordinary(submissions))
    sides = {
        "ours": (f"gan-course grade, {workers} workers", size),
        "same": ("the same, without the hostile", ordinary),
        "plain": ("nbgrader autograde", ordinary),
    }
    columns = {title: _figures(results[name], number) for name, (title, number) in sides.items() if name in results}
    lines = [
        f"| Day 1, {size - ordinary} of {size} hostile | {' | '.join(columns)} |",
        f"|---|{'---:|' * len(columns)}",
    ]
    for label in next(iter(columns.values()), {}):
        lines.append(f"| {label} | {' | '.join(column[label] for column in columns.values())} |")
    return "\n".join([*(lines if columns else []), "", *_sentences(results, submissions)]).strip()


def problems(results: Results, submissions: Sequence[Submission]) -> list[str]:
    """List what is not as it should be.

    Args:
        results: The phases' results by name.
        submissions: The class.
    """
    return [
        *_of_ours("ours", results, submissions),
        *_of_ours("same", results, _ordinary(submissions)),
        *_of_plain(results, submissions),
        *_of_killed(results),
        *_of_package(results),
    ]


def _figures(result: Results, number: int) -> dict[str, str]:
    marks = [("a quarter", number // 4), ("half", number // 2)]
    growth = {f"s a submission, after {name} of them": _after(result, mark) for name, mark in marks}
    return {
        "submissions": f"{number}",
        "minutes": f"{result['seconds'] / 60:.1f}",
        "submissions a minute": f"{_rate(result, number):.2f}",
        **growth,
        "s a submission, after all": f"{result['seconds'] / number:.2f}",
        "memory of all processes, peak": f"{result['peak']:,.0f} MB",
        "memory of all processes, median": f"{result['median']:,.0f} MB",
        "largest kernel": f"{result['kernel']:,.0f} MB",
        "load of the machine before": f"{result['load']:.2f}",
    }


def _after(result: Results, mark: int) -> str:
    return f"{result['moments'][mark - 1] / mark:.2f}" if 0 < mark <= len(result["moments"]) else "–"


def _rate(result: Results, number: int) -> float:
    return 60 * number / result["seconds"]


def _sentences(results: Results, submissions: Sequence[Submission]) -> Iterator[str]:
    size, ordinary = len(submissions), len(_ordinary(submissions))
    if "plain" in results:
        base = _rate(results["plain"], ordinary)
        for name, number, what in (("same", ordinary, "on the same submissions"), ("ours", size, "on the whole class")):
            if name in results:
                yield f"Ratio of the submissions a minute, {what}: {_rate(results[name], number) / base:.2f}×."
    if killed := results.get("killed"):
        same = "identical" if killed["identical"] else "NOT the same"
        yield (
            f"Killed after {', '.join(map(str, killed['kills']))} results and continued: the table is {same}; "
            f"{killed['seconds'] / 60:.1f} minutes; {killed['left_behind']} processes left behind."
        )


def _of_ours(phase: str, results: Results, submissions: Sequence[Submission]) -> Iterator[str]:
    if not (ours := results.get(phase)):
        return
    yield from _failed(phase, ours["code"])
    found = {row["student"]: row for row in ours["rows"]}
    if len(ours["rows"]) != len(found) or found.keys() != {one.student for one in submissions}:
        yield f"{phase}: {len(ours['rows'])} rows for {len(submissions)} submissions"
    for one in submissions:
        if row := found.get(one.student):
            total = sum(row["scores"].values())
            if (row["status"], total) != (one.status, one.total):
                wanted = f"expected {one.status}, {one.total:g}"
                yield f"{phase}: {one.student} ({one.kind}): {wanted}; got {row['status']}, {total:g}: {row['message']}"


def _of_plain(results: Results, submissions: Sequence[Submission]) -> Iterator[str]:
    if not (plain := results.get("plain")):
        return
    yield from _failed("plain", plain["code"])
    rows = {row["student"]: row["scores"] for row in results.get("ours", {}).get("rows", [])}
    for one in submissions:
        if one.kind == ORDINARY and one.student not in plain["scores"]:
            yield f"plain: {one.student} has no scores"
        elif one.kind == ORDINARY and one.student in rows and rows[one.student] != plain["scores"][one.student]:
            yield f"{one.student}: ours {rows[one.student]}; plain {plain['scores'][one.student]}"


def _of_killed(results: Results) -> Iterator[str]:
    if not (killed := results.get("killed")):
        return
    yield from _failed("killed", killed["code"])
    if len(killed["kills"]) < 3:
        yield f"killed: only {len(killed['kills'])} kills; the run ended before the others"
    if not killed["identical"]:
        yield "killed: grades.csv differs from that of the run without kills"
    if killed["left_behind"]:
        yield f"killed: {killed['left_behind']} processes still run"


def _of_package(results: Results) -> Iterator[str]:
    """Results depend on the package's code, so that a change while phases run spoils the comparison."""
    if len({state for result in results.values() for state in result["package"]}) > 1:
        yield "gan_course was changed while or between the phases; run them all again in a new folder"


def _failed(phase: str, code: int) -> Iterator[str]:
    if code:
        yield f"{phase}: exit code {code}"


def _ordinary(submissions: Sequence[Submission]) -> list[Submission]:
    return [one for one in submissions if one.kind == ORDINARY]
