"""``gan-course run-project``: checks, training, evaluation, copy audit, model card and export, in one go."""

from __future__ import annotations

import argparse
import csv
import datetime
import json
import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gan_course.cli.folder import Results, results_folder
from gan_course.cli.stopping import Stop, stop_signals

if TYPE_CHECKING:
    from gan_course.project import CopyAudit, FolderReport, Judgement, Settings
    from gan_course.project.plan import Plan

RUN, RESULTS, EXPORT = "run", "results", "export"
CARD, FORMER_CARD = "MODEL_CARD.md", "MODEL_CARD.before.md"
AUDITED = 1000  # generated pictures, at least
FAILED = 1


def add_to(subparsers: Any) -> None:
    """Declare the command.

    Args:
        subparsers: What ``ArgumentParser.add_subparsers`` returned.
    """
    description = "do a project: check its pictures, train, evaluate, look for copies, write model card and export"
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "run-project", help=description, description=f"{description}; killed or stopped, the same command goes on"
    )
    parser.add_argument("project", type=Path, metavar="DIR", help="folder that `gan-course new-project` made")
    parser.add_argument("--restart", action="store_true", help="forget what was trained, and train from the beginning")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, passed_on: Sequence[str]) -> int:
    """Do the project.

    Args:
        options: The parsed command line.
        passed_on: Nothing.

    Returns:
        Exit code: 0; or, where training was stopped, 130 by Ctrl+C, 143 by SIGTERM and 129 by SIGHUP; 1 after a loss
        that was not finite.

    Raises:
        FileNotFoundError: If there is no project, or its pictures are not there.
        ValueError: If the settings cannot be, there are too few pictures, or what was trained before is of another run.
        OSError: If the folder cannot be written.
    """
    from gan_course.project import make_plan, read_settings, survey

    began, project = time.monotonic(), options.project
    settings = read_settings(project)
    if options.restart:
        shutil.rmtree(project / RUN, ignore_errors=True)
    with results_folder(project / RESULTS, overwrite=True, option="DIR") as results, stop_signals() as stop:
        _begin(1, "pictures")
        folder = survey(settings.pictures, keep_alike=settings.keep_alike)
        print(folder)
        _write_text(results, "pictures.json", _as_json(folder.as_dict()))
        plan = make_plan(folder.count, folder.shorter_sides, settings)
        print(plan)
        code = _do(project, settings, folder, plan, results, stop)
    if not code:
        print(f"\nDone in {(time.monotonic() - began) / 60:.1f} minutes; begin with {project / CARD}")
    return code


def _do(project: Path, settings: Settings, folder: FolderReport, plan: Plan, results: Results, stop: Stop) -> int:
    from gan_course.data.dataset import scaled
    from gan_course.data.folder import read_image_folder
    from gan_course.project import audit_copies, export_generator, fakes_needed, judge

    pictures = read_image_folder(settings.pictures, plan.size, leave_out=set(folder.left_out))
    _begin(2, "training")
    trained = _train(project, settings, plan, pictures, stop)
    if isinstance(trained, int):
        return trained
    gan, history = trained
    _write_training(results, project / RUN, history, gan)
    images = scaled(pictures.pixels)
    fakes = gan.generate(max(AUDITED, fakes_needed(len(images))), seed=settings.seed + 1)

    _begin(3, "evaluation")
    judged = judge(images, fakes, seed=settings.seed)
    print(judged.report)
    _write_judgement(results, judged, images, settings.name)

    _begin(4, "copies")
    audit = audit_copies(images, fakes, mirror=settings.mirror)
    print(audit)
    _write_audit(results, audit, images, fakes)

    _begin(5, "model card and export")
    _write_card(project, settings, folder, plan, judged, audit, gan.generator.count_params())
    for path in export_generator(gan.generator, project / EXPORT):
        print(path)
    return 0


def _begin(number: int, what: str) -> None:
    print(f"\n{number} of 5: {what}", flush=True)


def _train(project: Path, settings: Settings, plan: Plan, pictures: Any, stop: Stop) -> Any:
    """Train; return the GAN and the history, or an exit code where training was stopped."""
    from gan_course.project import train, with_mirrored
    from gan_course.training import NonFiniteLossError, ProgressLine, StopOnInterrupt

    interrupts = StopOnInterrupt()
    shown = with_mirrored(pictures) if settings.mirror else pictures
    try:
        trained = train(plan, shown, project / RUN, seed=settings.seed, callbacks=[interrupts, ProgressLine()])
    except NonFiniteLossError as error:
        print(f"\n{error}; choose another seed in {project / 'settings.toml'}, and add --restart")
        return FAILED
    except ValueError as error:
        if "holds checkpoints of another" not in str(error):
            raise
        raise ValueError(f"{error}; or forget that run: gan-course run-project {project} --restart") from error
    if interrupts.interrupted:
        print(f"\n{stop.reason}: nothing is lost that was saved; the same command goes on from there", flush=True)
        return stop.exit_code
    stop.must_finish = True
    return trained


def _write_training(results: Results, run_folder: Path, history: dict[str, list[float]], gan: Any) -> None:
    from gan_course import plots
    from gan_course.project import read_frames
    from gan_course.project.training import STEPS_PER_EPOCH

    def write_history(path: Path) -> None:
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(["step", *history])
            for epoch, row in enumerate(zip(*history.values(), strict=True), start=1):
                writer.writerow([epoch * STEPS_PER_EPOCH, *row])

    results.write("model.keras", gan.save)
    results.write("history.csv", write_history)
    results.write("training.gif", lambda path: plots.save_gif(read_frames(run_folder), path))


def _write_judgement(results: Results, judged: Judgement, images: Any, name: str) -> None:
    from gan_course import report_pictures
    from gan_course.project.judging import FLOOR_OF

    features = judged.features
    nearest = report_pictures.nearest_picture(images, judged.fakes, features(images), features(judged.fakes))
    _write_text(results, "report.txt", f"{name}\n{judged.report}\n")
    _write_text(results, "report.json", _as_json({"model": name, **judged.report.as_dict()}))
    results.write("grid.png", report_pictures.sample_picture(judged.fakes).save)
    results.write("measures.png", report_pictures.share_picture(judged.report, real=FLOOR_OF).save)
    results.write("nearest.png", nearest.save)


def _write_audit(results: Results, audit: CopyAudit, images: Any, fakes: Any) -> None:
    import numpy as np

    from gan_course import plots
    from gan_course.report_pictures import PAIRS

    closest = np.argsort(audit.ratios, kind="stable")[:PAIRS]
    title = f"The {len(closest)} generated pictures that are most like one training picture, and below each that one"
    picture = plots.image_grid(
        np.concatenate([fakes[closest], images[audit.nearest[closest]]]),
        columns=len(closest),
        alt=f"{title}. Ratios of distances: {', '.join(f'{ratio:.2f}' for ratio in audit.ratios[closest])}.",
        title=title,
    )
    _write_text(results, "copies.json", _as_json(audit.as_dict()))
    results.write("copies.png", picture.save)


def _write_card(
    project: Path,
    settings: Settings,
    folder: FolderReport,
    plan: Plan,
    judged: Judgement,
    audit: CopyAudit,
    weights: int,
) -> None:
    from gan_course import model_card
    from gan_course.files import write_atomically
    from gan_course.project import make_card
    from gan_course.project.card import Results as Outcome

    path = project / CARD
    card = make_card(settings, Outcome(folder, plan, judged.report, audit, weights, datetime.date.today()))
    if path.exists() and path.read_text(encoding="utf-8") != card:
        path.replace(project / FORMER_CARD)
        print(f"{path} was replaced; the one before is {FORMER_CARD}")
    write_atomically(path, card.encode())
    problems = model_card.validate(card)
    print(f"{path}: {'valid' if not problems else 'not valid yet'}")
    for problem in problems:
        print(f"  {problem}")
    if problems:
        print(
            f"  Write what is missing under [card] in {project / 'settings.toml'} and run this again; it trains no more"
        )


def _write_text(results: Results, name: str, text: str) -> None:
    results.write(name, lambda path: path.write_text(text, encoding="utf-8"))


def _as_json(content: dict[str, Any]) -> str:
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
