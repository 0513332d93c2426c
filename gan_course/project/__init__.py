"""A GAN of one's own: from a folder of pictures to a model card and an export.

``gan-course new-project`` makes a project's folder, ``gan-course run-project`` does the rest with these functions, and
the notebook of the project calls them one by one.
"""

from gan_course.project.card import make_card
from gan_course.project.copies import CopyAudit, audit_copies
from gan_course.project.exporting import export_generator
from gan_course.project.features import PictureFeatures
from gan_course.project.judging import Judgement, fakes_needed, judge
from gan_course.project.plan import Plan, make_plan
from gan_course.project.settings import Settings, Statements, read_settings
from gan_course.project.survey import FolderReport, survey
from gan_course.project.training import read_frames, train, with_mirrored

__all__ = [
    "CopyAudit",
    "FolderReport",
    "Judgement",
    "PictureFeatures",
    "Plan",
    "Settings",
    "Statements",
    "audit_copies",
    "export_generator",
    "fakes_needed",
    "judge",
    "make_card",
    "make_plan",
    "read_frames",
    "read_settings",
    "survey",
    "train",
    "with_mirrored",
]
