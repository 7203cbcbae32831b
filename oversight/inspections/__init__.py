"""On-site inspections (実地検査): plan, conduct, finalise, correct, print; findings."""

from models.inspection import InspectionKind, InspectionMethod, InspectionState
from models.marks import Conclusion, EvidenceKind, Mark, Severity
from oversight.choice_words import word_of
from oversight.inspections.drafts import AnswerDraft, AttendeeDraft, InspectorDraft, PlanDraft, SavedAnswer
from oversight.inspections.entry_log import EntryEvidence, LogMonth
from oversight.inspections.entry_words import ITEMS_OF_THE_DOOR
from oversight.inspections.evidence import EvidenceDraft, EvidenceRow, SketchDraftRow
from oversight.inspections.focus import Contradiction, contradictions_of, focus_items, told_reports
from oversight.inspections.hints import Hint, HintKind, is_reviewer
from oversight.inspections.method_rules import PaperRuling
from oversight.inspections.moving import AnswerFate, Fate, MovePreview
from oversight.inspections.photographing import no_photos_here
from oversight.inspections.reported import Reported, ReportedPoint, Statement
from oversight.inspections.rows import (
    Finished,
    GapRow,
    InspectionDetail,
    InspectionRow,
    PhotoRow,
    PreviousAnswer,
    RecordRow,
    SectionProgress,
)
from oversight.inspections.service import InspectionsService, Saved
from oversight.inspections.transcription_reading import TRANSCRIPTION, is_answered, unkeyed
from oversight.inspections.transcription_rows import TranscriptionRow, TranscriptionState
from oversight.inspections.visiting import told_tier

__all__ = [
    "ITEMS_OF_THE_DOOR",
    "TRANSCRIPTION",
    "AnswerDraft",
    "AnswerFate",
    "AttendeeDraft",
    "Conclusion",
    "Contradiction",
    "EntryEvidence",
    "EvidenceDraft",
    "EvidenceKind",
    "EvidenceRow",
    "Fate",
    "Finished",
    "GapRow",
    "Hint",
    "HintKind",
    "InspectionDetail",
    "InspectionKind",
    "InspectionMethod",
    "InspectionRow",
    "InspectionState",
    "InspectionsService",
    "InspectorDraft",
    "LogMonth",
    "Mark",
    "MovePreview",
    "PaperRuling",
    "PhotoRow",
    "PlanDraft",
    "PreviousAnswer",
    "RecordRow",
    "Reported",
    "ReportedPoint",
    "Saved",
    "SavedAnswer",
    "SectionProgress",
    "Severity",
    "SketchDraftRow",
    "Statement",
    "TranscriptionRow",
    "TranscriptionState",
    "contradictions_of",
    "focus_items",
    "is_answered",
    "is_reviewer",
    "no_photos_here",
    "told_reports",
    "told_tier",
    "unkeyed",
    "word_of",
]
