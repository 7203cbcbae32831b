"""Corrections (是正): the letters about findings, the forms contractors fill in, the chasing of late ones."""

from oversight.corrections.chasing import ChasedFinding, FindingContactDraft
from oversight.corrections.chasing_service import FindingChasingService
from oversight.corrections.evidence import EvidenceRow
from oversight.corrections.form_service import CorrectionFormsService
from oversight.corrections.intake import IntakeService, Look, Received
from oversight.corrections.kept_letters import ResultNotices
from oversight.corrections.ladder import FINDING_LADDER, FINDING_PLACES
from oversight.corrections.letter_service import CorrectionLettersService
from oversight.corrections.letter_texts import SIGNER
from oversight.corrections.letters import LetterOffer
from oversight.corrections.reinspections import ReinspectionRow
from oversight.corrections.taking_in import CorrectionLook, CorrectionParts

__all__ = [
    "FINDING_LADDER",
    "FINDING_PLACES",
    "SIGNER",
    "ChasedFinding",
    "CorrectionFormsService",
    "CorrectionLettersService",
    "CorrectionLook",
    "CorrectionParts",
    "EvidenceRow",
    "FindingChasingService",
    "FindingContactDraft",
    "IntakeService",
    "LetterOffer",
    "Look",
    "Received",
    "ReinspectionRow",
    "ResultNotices",
]
