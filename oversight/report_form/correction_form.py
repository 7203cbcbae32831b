"""The report of correction (是正報告書) as a form: one finding, pre-filled, and its identity.

Its code holds the finding and the beginning of a hash over what the city wrote, so that a form whose fact,
measure or day was written over is told from the one that was sent.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from typing_extensions import override

from oversight.calendar import show_day
from oversight.report_form.answers import Cell, plain
from oversight.report_form.form import FormData, HeadFact
from oversight.report_form.identity import CORRECTION_PREFIX, body_of, code_of
from oversight.words import _, speaking

NUMBER_FIELD, FACT_FIELD, MEASURE_FIELD, DUE_FIELD = "finding_number", "fact", "measure", "finding_due"
PREFILLED = (NUMBER_FIELD, FACT_FIELD, MEASURE_FIELD, DUE_FIELD)
"""What the city wrote and the contractor must not change."""

_NO_FINDING = UUID(int=0)
_DIGEST_BYTES = 3
_SIGNS_IN_LINE, _POINTS_OF_LINE = 34, 16


@dataclass(frozen=True)
class CorrectionIdentity:
    """Which finding a form is about; ``digest`` stands for the pre-filled texts, in hexadecimal."""

    finding_id: UUID
    digest: str
    edition: str

    @property
    def code(self) -> str:
        """Return the identity as it is printed: OV2-XXXXXXXX-…"""
        body = self.finding_id.bytes + bytes.fromhex(self.digest) + bytes.fromhex(self.edition[:8])
        return code_of(CORRECTION_PREFIX, body)


def correction_identity_from_code(code: str) -> CorrectionIdentity | None:
    """Return the identity of a code, however spaced, or ``None`` for what is none or is damaged."""
    body = body_of(CORRECTION_PREFIX, code)
    if body is None:
        return None
    digest, edition = body[16 : 16 + _DIGEST_BYTES], body[16 + _DIGEST_BYTES :]
    return CorrectionIdentity(UUID(bytes=body[:16]), digest.hex(), edition.hex())


def digest_of(fields: Mapping[str, Cell]) -> str:
    """Return what stands for the pre-filled texts; blanks and line ends, which programs change, count not."""
    texts = ("".join(plain(fields.get(name)).split()) for name in PREFILLED)
    return hashlib.sha256("\x1f".join(texts).encode()).digest()[:_DIGEST_BYTES].hex()


@dataclass(frozen=True)
class CorrectionFormData(FormData):
    """A form about one finding; ``due_on`` is the day the correction is awaited by."""

    finding_id: UUID = _NO_FINDING
    finding_number: str = ""
    fact: str = ""
    basis: str = ""
    measure: str = ""

    @property
    @override
    def is_blank(self) -> bool:
        """Tell that the form knows what it is about."""
        return False

    @property
    @override
    def leaves_room_for_check(self) -> bool:
        """Tell that the verification is kept with the finding, by another person, not on the form."""
        return False

    @property
    @override
    def made_on(self) -> dt.date:
        """Return the day the questions were published: the same form gives the same bytes."""
        return self.questions.published_on

    @property
    def prefilled(self) -> dict[str, Cell]:
        """Return what the city wrote, by field: in Japanese, as the form says it whoever looks at it."""
        with speaking("ja"):
            due = show_day(self.due_on, weekday=True)
        return {
            NUMBER_FIELD: self.finding_number,
            FACT_FIELD: self.fact,
            MEASURE_FIELD: self.measure,
            DUE_FIELD: due,
        }

    @property
    @override
    def code(self) -> str:
        """Return the code of the form's identity."""
        edition = self.questions.content_hash[:8]
        return CorrectionIdentity(self.finding_id, digest_of(self.prefilled), edition).code

    @override
    def head_facts(self) -> Iterator[HeadFact]:
        """Yield what stands at the head."""
        given = self.prefilled
        yield HeadFact(_("契約"), f"{self.contract_number} {self.contract_title}".strip())
        yield HeadFact(_("受託者"), self.contractor)
        yield HeadFact(_("指摘番号"), self.finding_number, NUMBER_FIELD)
        yield _tall(_("指摘の事実"), self.fact, FACT_FIELD)
        yield _tall(_("根拠"), self.basis)
        yield _tall(_("求める措置"), self.measure, MEASURE_FIELD)
        yield HeadFact(_("是正期限"), str(given[DUE_FIELD]), DUE_FIELD)
        yield HeadFact(_("提出先"), " ".join(filter(None, (self.city, self.section, self.phone))))


def _tall(label: str, value: str, name: str = "") -> HeadFact:
    lines = sum(1 + len(line) // _SIGNS_IN_LINE for line in value.splitlines() or [""])
    return HeadFact(label, value, name, height=max(20, lines * _POINTS_OF_LINE))
