"""Corrections (是正): the letters about findings, the forms contractors fill in, the chasing of late ones."""

from oversight.corrections.chasing import ChasedFinding, FindingContactDraft
from oversight.corrections.chasing_service import FindingChaseOutcome, FindingChasingService
from oversight.corrections.kept_letters import ResultNotices
from oversight.corrections.ladder import FINDING_LADDER, FINDING_PLACES
from oversight.corrections.letter_service import CorrectionLettersService
from oversight.corrections.letters import LetterOffer
from oversight.corrections.reminders import DueFindingLetter, due_letters

__all__ = [
    "FINDING_LADDER",
    "FINDING_PLACES",
    "ChasedFinding",
    "CorrectionLettersService",
    "DueFindingLetter",
    "FindingChaseOutcome",
    "FindingChasingService",
    "FindingContactDraft",
    "LetterOffer",
    "ResultNotices",
    "due_letters",
]
