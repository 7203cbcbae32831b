"""Evidence without a camera: what each kind owes, written with its item, changed, withdrawn with a reason.

Source: docs/records.md#evidence.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from models.attachment import Attachment
from models.evidence import Evidence, EvidenceKind, SketchDraft
from models.inspection import Inspection
from oversight.attachments import attach, media_type_of
from oversight.desk import Desk, get_row
from oversight.errors import RefusedError
from oversight.evidence_words import SaidEvidence
from oversight.faces import face_of
from oversight.field_words import field_word
from oversight.inspections.conducting import note_pictures, open_inspection
from oversight.inspections.drawing import Drawing, document_from_drawing, drawing_from_document
from oversight.inspections.filling import filled_edition
from oversight.prose import refuse_in_row
from oversight.words import _

DRAWING_TYPE = "application/vnd.oversight.drawing+json"
"""The media type under which the vectors of a sketch are attached."""
_OWED: dict[EvidenceKind, tuple[str, ...]] = {
    EvidenceKind.SKETCH: (),
    EvidenceKind.SERIAL: ("subject", "number"),
    EvidenceKind.COUNT: ("subject", "population", "sample_size"),
    EvidenceKind.STATEMENT: ("speaker", "witness", "said"),
    EvidenceKind.DOCUMENT: ("subject",),
}
_DERIVED = frozenset({"drawing", "labels"})


@dataclass(frozen=True, kw_only=True)
class EvidenceDraft(SaidEvidence):
    """A piece of evidence as entered; the words in a sketch follow from its drawing."""

    drawing: Drawing | None = None


@dataclass(frozen=True, kw_only=True)
class EvidenceRow(SaidEvidence):
    """A piece of evidence in the record; a sketch's picture and vectors come from ``office.attachments``."""

    id: UUID
    item_id: str
    attachment_id: UUID | None
    drawing_id: UUID | None
    sha256: str
    noted_at: dt.datetime
    noted_by: str

    @property
    def is_uncounted(self) -> bool:
        """Tell whether it is a sample whose result is not written with it."""
        return self.kind is EvidenceKind.COUNT and self.failed is None

    def draft(self) -> EvidenceDraft:
        """Return it as it would be entered."""
        return face_of(EvidenceDraft, self, drawing=None)


@dataclass(frozen=True)
class SketchDraftRow:
    """A sketch begun and not yet evidence; ``evidence_id`` is the sketch it draws anew."""

    id: UUID
    item_id: str
    evidence_id: UUID | None
    drawing: Drawing
    saved_at: dt.datetime


# what is owed


def check_evidence(draft: EvidenceDraft) -> None:
    """Refuse a piece of evidence that lacks what its kind owes, or contradicts itself."""
    for name in _OWED[draft.kind]:
        if getattr(draft, name) in (None, ""):
            label = field_word("evidence", name)
            raise RefusedError(_("「{label}」がありません。").format(label=label), field=name)
    if draft.kind is EvidenceKind.COUNT:
        _check_count(draft)
    elif draft.kind is EvidenceKind.STATEMENT and draft.speaker == draft.witness:
        raise RefusedError(
            _("話した人と聞いた者が同じです。"), _("もう1人の氏名を書いてください。"), field="witness"
        )
    elif draft.kind is EvidenceKind.DOCUMENT and not (draft.number or draft.pages or draft.dated_on):
        raise RefusedError(
            _("文書の番号、頁、日付のどれかが要ります。"),
            _("後から同じ文書を探せるように書いてください。"),
            field="number",
        )


def _check_count(draft: EvidenceDraft) -> None:
    population, size, failed = draft.population or 0, draft.sample_size or 0, draft.failed
    if not 0 < size <= population:
        raise RefusedError(
            _("抽出数は1以上、母数以下にしてください。"), _("数を見直してください。"), field="sample_size"
        )
    if failed is None and not draft.seed:
        raise RefusedError(_("不備の数がありません。"), _("なければ0と入力してください。"), field="failed")
    if failed is not None and not 0 <= failed <= size:
        raise RefusedError(_("不備の数が抽出数を超えています。"), _("数を見直してください。"), field="failed")


def _stripped(draft: EvidenceDraft) -> dict[str, Any]:
    values = {each.name: getattr(draft, each.name) for each in fields(draft) if each.name not in _DERIVED}
    plain = {name: value.strip() if type(value) is str else value for name, value in values.items()}
    return plain | {"picks": list(draft.picks)}


# writing


def add(
    session: Session, desk: Desk, inspection_id: UUID, item_id: str, draft: EvidenceDraft, picture: bytes
) -> Evidence:
    """Let a piece of evidence stand with its item, after those already there."""
    inspection = open_inspection(session, inspection_id)
    if filled_edition(session, inspection_id).find_item(item_id) is None:
        raise RefusedError(_("その点検項目は、この検査の点検表にありません。"))
    query = select(func.count()).select_from(Evidence)
    count = session.scalar(query.where(Evidence.inspection_id == inspection_id, Evidence.item_id == item_id))
    row = Evidence(inspection_id=inspection_id, item_id=item_id, kind=draft.kind, position=count or 0)
    row.labels = []
    _fill(session, desk, row, draft, picture)
    session.add(row)
    note_pictures(session, desk, inspection, item_id)
    return row


def change(session: Session, desk: Desk, evidence_id: UUID, draft: EvidenceDraft, picture: bytes) -> Evidence:
    """Change a piece of evidence of an open inspection; its kind stays."""
    row = _standing(session, evidence_id)
    if row.kind is not draft.kind:
        raise RefusedError(_("証拠の種別は変えられません。"), _("外して、新しく加えてください。"))
    _fill(session, desk, row, draft, picture)
    return row


def withdraw(session: Session, desk: Desk, evidence_id: UUID, reason: str) -> Evidence:
    """Take a piece of evidence out of the inspection; it stays in the store, withdrawn, with the reason."""
    if not reason.strip():
        raise RefusedError(_("外す理由がありません。"), _("理由を書いてください。"), field="reason")
    row = _standing(session, evidence_id)
    row.withdrawn_on, row.withdrawn_reason = desk.today(), reason.strip()
    note_pictures(session, desk, get_row(session, Inspection, row.inspection_id), row.item_id)
    return row


def _standing(session: Session, evidence_id: UUID) -> Evidence:
    row = get_row(session, Evidence, evidence_id)
    open_inspection(session, row.inspection_id)
    if row.withdrawn_on is not None:
        raise RefusedError(_("この証拠は外されています。"), _("項目を開き直してください。"))
    return row


def _fill(session: Session, desk: Desk, row: Evidence, draft: EvidenceDraft, picture: bytes) -> None:
    values = _stripped(draft)
    check_evidence(EvidenceDraft(**{**values, "picks": draft.picks}))
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
    if draft.kind is EvidenceKind.SKETCH and (draft.drawing is not None or row.attachment_id is None):
        _attach_sketch(session, desk, row, draft.drawing, picture)
    row.noted_at, row.noted_by = desk.clock.now(), desk.actor.signature


def _attach_sketch(
    session: Session, desk: Desk, row: Evidence, drawing: Drawing | None, picture: bytes
) -> None:
    if drawing is None or not drawing.marks:
        raise RefusedError(_("見取図に何も描かれていません。"), _("描いてから記録に加えてください。"))
    if media_type_of(picture) != "image/png":
        raise RefusedError(_("見取図の画像がありません。"), _("もう一度記録に加えてください。"))
    document = document_from_drawing(drawing)
    refuse_in_row(SketchDraft, {"drawing": document})
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    name = _("見取図")
    row.attachment_id = attach(session, desk, content=picture, file_name=f"{name}.png").id
    row.drawing_id = attach(
        session, desk, content=text.encode("utf-8"), file_name=f"{name}.json", as_type=DRAWING_TYPE
    ).id
    row.labels = list(drawing.labels)


def drawing_from_content(content: bytes) -> Drawing:
    """Return the vectors of an attached drawing; refuse what is none."""
    try:
        document = json.loads(content)
    except ValueError:
        document = {}
    return drawing_from_document(document)


# sketches being drawn


def keep_sketch(
    session: Session,
    desk: Desk,
    draft_id: UUID,
    *,
    inspection_id: UUID,
    item_id: str,
    drawing: Drawing,
    evidence_id: UUID | None,
) -> dt.datetime:
    """Keep a sketch being drawn as it stands; it is no evidence yet and not journalled."""
    open_inspection(session, inspection_id)
    document, at = document_from_drawing(drawing), desk.clock.now()
    refuse_in_row(SketchDraft, {"drawing": document})
    own = select(SketchDraft.id).where(SketchDraft.id == draft_id)
    if session.scalar(own) is not None:
        session.execute(
            update(SketchDraft).where(SketchDraft.id == draft_id).values(drawing=document, saved_at=at)
        )
        return at
    session.execute(
        insert(SketchDraft).values(
            id=draft_id,
            inspection_id=inspection_id,
            item_id=item_id,
            evidence_id=evidence_id,
            drawing=document,
            saved_at=at,
        )
    )
    return at


def drop_sketch(session: Session, draft_id: UUID) -> None:
    """Forget a sketch being drawn: it has become evidence, or was given up."""
    session.execute(delete(SketchDraft).where(SketchDraft.id == draft_id))


# reading


def read_evidences(session: Session, inspection_id: UUID) -> tuple[EvidenceRow, ...]:
    """Return the evidence that stands, item by item in the order it was added."""
    query = (
        select(Evidence, Attachment.sha256)
        .outerjoin(Attachment, Evidence.attachment_id == Attachment.id)
        .where(Evidence.inspection_id == inspection_id, Evidence.withdrawn_on.is_(None))
        .order_by(Evidence.item_id, Evidence.position, Evidence.id)
    )
    return tuple(
        face_of(EvidenceRow, row, sha256=sha256 or "", picks=tuple(row.picks), labels=tuple(row.labels))
        for row, sha256 in session.execute(query)
    )


def read_sketch_drafts(session: Session, inspection_id: UUID) -> tuple[SketchDraftRow, ...]:
    """Return the sketches begun and not finished."""
    query = (
        select(SketchDraft).where(SketchDraft.inspection_id == inspection_id).order_by(SketchDraft.saved_at)
    )
    return tuple(
        face_of(SketchDraftRow, row, drawing=drawing_from_document(row.drawing))
        for row in session.scalars(query)
    )


def evidence_counts(evidences: Iterable[EvidenceRow], counted: Iterable[str] = ()) -> dict[str, int]:
    """Return how many whole pieces of evidence stand with each item.

    A sample without its result is whole only where the item itself tells the result: ``counted``.
    """
    told, counts = frozenset(counted), dict[str, int]()
    for each in evidences:
        if not each.is_uncounted or each.item_id in told:
            counts[each.item_id] = counts.get(each.item_id, 0) + 1
    return counts
