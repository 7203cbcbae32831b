"""On-site inspections (実地検査): plan, conduct, finalise, correct, print; findings."""

from models.inspection import InspectionKind, InspectionMethod, InspectionState
from models.marks import Conclusion, EvidenceKind, Mark, Severity
from oversight.choice_words import word_of
from oversight.inspections.drafts import AnswerDraft, AttendeeDraft, InspectorDraft, PlanDraft
from oversight.inspections.evidence import EvidenceDraft, EvidenceRow, SketchDraftRow
from oversight.inspections.method_rules import PaperRuling
from oversight.inspections.photographing import no_photos_here
from oversight.inspections.rows import (
    Finished,
    GapRow,
    InspectionDetail,
    InspectionRow,
    PhotoRow,
    PreviousAnswer,
    RecordRow,
    SavedAnswer,
    SectionProgress,
)
from oversight.inspections.service import InspectionsService, Saved
from oversight.inspections.visiting import told_tier

__all__ = [
    "AnswerDraft",
    "AttendeeDraft",
    "Conclusion",
    "EvidenceDraft",
    "EvidenceKind",
    "EvidenceRow",
    "Finished",
    "GapRow",
    "InspectionDetail",
    "InspectionKind",
    "InspectionMethod",
    "InspectionRow",
    "InspectionState",
    "InspectionsService",
    "InspectorDraft",
    "Mark",
    "PaperRuling",
    "PhotoRow",
    "PlanDraft",
    "PreviousAnswer",
    "RecordRow",
    "Saved",
    "SavedAnswer",
    "SectionProgress",
    "Severity",
    "SketchDraftRow",
    "no_photos_here",
    "told_tier",
    "word_of",
]
