"""The model card of a project: what was measured, and what its owner says in the settings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import gan_course
from gan_course import model_card
from gan_course.copy_audit import BOUND
from gan_course.project.exporting import KERAS_FILE, SAVED_MODEL
from gan_course.project.judging import FLOOR_OF
from gan_course.project.survey import FEW

if TYPE_CHECKING:
    from gan_course.metrics.evaluation import Measure, Report
    from gan_course.project.copies import CopyAudit
    from gan_course.project.plan import Plan
    from gan_course.project.settings import Settings
    from gan_course.project.survey import FolderReport

TASK = "unconditional-image-generation"  # as Hugging Face calls it
ASKED = {
    "author": "who answers for this model",
    "pictures_from": "where the pictures are from, and under which licence",
    "people": "whether people can be recognised in the pictures, and what these agreed to",
    "use": "what the model is for, and what not",
}


@dataclass(frozen=True, eq=False)
class Results:
    """What came of a project's run.

    Args:
        folder: What its pictures are.
        plan: How it trained.
        report: The measures of the generator.
        audit: The copy audit.
        weights: Number of weights of the generator.
        made_on: The day on which the card is written.
    """

    folder: FolderReport
    plan: Plan
    report: Report
    audit: CopyAudit
    weights: int
    made_on: date


def make_card(settings: Settings, results: Results) -> str:
    """Write the model card of a project.

    What the settings leave unsaid stands in it as TODO, and `model_card.validate` names it.

    Args:
        settings: With the statements of the project's owner.
        results: What came of the run.

    Returns:
        The card.
    """
    sections = {
        "Model Details": _details(settings, results),
        "Intended Use": f"{_said(settings, 'use')}\n\nWhere people could take its pictures for real ones, say that "
        "they are generated.",
        "Factors": _factors(results.folder),
        "Metrics": _metrics(results.report),
        "Evaluation Data": _evaluation_data(results.report),
        "Training Data": _training_data(settings, results),
        "Quantitative Analyses": _analyses(results),
        "Ethical Considerations": _ethics(settings, results.audit),
        "Caveats and Recommendations": _caveats(results),
    }
    return model_card.render(settings.name, _metadata(settings, results), sections)


def _metadata(settings: Settings, results: Results) -> dict[str, Any]:
    metrics = [
        {"type": name, "name": measure.label, "value": round(measure.value, 6)}
        for name, measure in results.report.measures.items()
    ]
    result = {
        "task": {"type": TASK},
        "dataset": {"type": "image-folder", "name": f"pictures of {settings.name}"},
        "metrics": metrics,
    }
    license_ = {"license": settings.card.license} if settings.card.license else {}
    named = {"license_name": f"licence of {settings.name}"} if settings.card.license == "other" else {}
    return {
        **license_,
        **named,
        "library_name": "keras",
        "pipeline_tag": TASK,
        "tags": ["gan", "image-generation", f"{results.plan.size}x{results.plan.size}"],
        "model-index": [{"name": settings.name, "results": [result]}],
    }


def _details(settings: Settings, results: Results) -> str:
    recipe, plan = results.plan.recipe, results.plan
    return f"""\
- By: {_said(settings, "author")}
- Made on: {results.made_on.isoformat()}, with gan-course {gan_course.__version__}
- Kind: the generator of a generative adversarial network, {results.weights:,} weights, which turns {recipe.latent_dim}
  standard normal numbers into a picture of {plan.size}×{plan.size} pixels with values in [-1, 1]
- Trained by: the recipe *{plan.name}*, {recipe.steps:,} steps of {recipe.batch_size} pictures, loss {recipe.loss}, seed
  {settings.seed}
- Licence: {settings.card.license or "TODO: a licence"}

```python
import keras, numpy as np

generator = keras.saving.load_model("export/{KERAS_FILE}")  # or tf.saved_model.load("export/{SAVED_MODEL}").serve
pictures = generator(np.random.default_rng(0).standard_normal((16, {recipe.latent_dim})).astype("float32"))
```"""


def _factors(folder: FolderReport) -> str:
    places = [look.file.relative_to(folder.folder).parts for look in folder.looks]
    groups = sorted({parts[0] for parts in places if len(parts) > 1})
    named = f"The pictures come in the groups {', '.join(groups)}. " if groups else ""
    return (
        f"{named}What else varies in the pictures, such as kinds, groups of people, light or cameras, was not written "
        "down for each of them, so the measures are not broken down by it. Look at the samples beside the training "
        "pictures: what is rare there is rarer here, or missing."
    )


def _metrics(report: Report) -> str:
    return (
        f"Features: {report.features}; these need no network trained on other pictures, and distances in them are no "
        "FID. Squared Fréchet and kernel distance see how far two sets of pictures are apart; precision and density, "
        "whether generated pictures lie among real ones; recall and coverage, whether real ones are reached. Each "
        f"stands beside its floor, that of {FLOOR_OF}. A generated picture counts as a copy where its distance to the "
        f"nearest training picture is below {BOUND:.2f} of that to the second nearest."
    )


def _evaluation_data(report: Report) -> str:
    return (
        f"There is no separate set: a small collection has none to spare. {report.samples:,} generated pictures were "
        f"compared with {report.samples:,} training pictures; for the floor, as many others of the training pictures "
        "were compared with the same ones."
    )


def _training_data(settings: Settings, results: Results) -> str:
    folder, sides = results.folder, results.folder.shorter_sides
    left_out = len(folder.left_out)
    mirrored = ", and their mirror images" if settings.mirror else ""
    return f"""\
{_said(settings, "pictures_from")}

{folder.count:,} pictures{mirrored}; the shorter side has {sides[0]:,} to {sides[-1]:,} pixels. {left_out:,} more files
were left out: {len(folder.unreadable):,} could not be read, {left_out - len(folder.unreadable):,} were the same picture
as another. The middle square of each was scaled to {results.plan.size}×{results.plan.size} pixels."""


def _analyses(results: Results) -> str:
    rows = [_row(measure) for measure in results.report.measures.values()]
    table = ["| measure | generated | 95 % interval | floor | better |", "|---|---:|---:|---:|---|", *rows]
    return "\n".join([*table, "", str(results.audit), "", "One run with one seed: another would differ."])


def _row(measure: Measure) -> str:
    ends = "" if measure.low is None or measure.high is None else f"{measure.low:.3g} to {measure.high:.3g}"
    return f"| {measure.label} | {measure.value:.3g} | {ends} | {measure.floor:.3g} | {measure.better} |"


def _ethics(settings: Settings, audit: CopyAudit) -> str:
    copies = len(audit.copies)
    found = "no copy of a training picture was found" if not copies else f"{copies:,} were copies of training pictures"
    return (
        f"{_said(settings, 'people')}\n\nAmong {len(audit.ratios):,} generated pictures {found}. An audit of samples "
        "cannot show that there are none."
    )


def _caveats(results: Results) -> str:
    few = results.folder.count < FEW
    size = results.plan.size
    return (
        f"It makes pictures of {size}×{size} pixels, and makes nothing that the training pictures do not show. "
        + (f"It learned from {results.folder.count:,} pictures only, which it may know by heart. " if few else "")
        + "Look at many samples before you use it, and audit those that you publish for copies."
    )


def _said(settings: Settings, name: str) -> str:
    return getattr(settings.card, name).strip() or f"TODO: say {ASKED[name]}."
