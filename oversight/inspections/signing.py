"""Signing a frozen record through a writing session; what is signed is the document that was on the screen.

A version takes one signature from each person: a second is refused until the first is voided with its reason
(docs/records.md#signatures). Only the newest version, and none that is being corrected, takes any.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import new_id
from models.inspection import Inspection, InspectionRecord, InspectionState
from models.signature import Signature, SignatureMethod, SignatureVoiding, SignerKind
from oversight.access import Role
from oversight.desk import Desk, get_row
from oversight.errors import RefusedError
from oversight.inspections.by_hand import keep_drawing, refuse_untrue_word
from oversight.inspections.record_document import record_from_document
from oversight.inspections.signature_reading import document_hash_of, newest_number, read_signers
from oversight.inspections.signature_rows import Drawing, SignerRow
from oversight.japanese import fold
from oversight.words import _


@dataclass(frozen=True)
class Given:
    """What a signer gives, and by which way."""

    method: SignatureMethod
    drawing: Drawing | None = None
    declined_reason: str = ""


def sign_drawn(
    session: Session, desk: Desk, record_id: UUID, position: int, seen_hash: str, drawing: Drawing
) -> Signature:
    """Keep what an attendee has drawn on the screen."""
    record, signer = _attendee(session, record_id, position, seen_hash)
    return _put(session, desk, record, signer, Given(SignatureMethod.PEN, drawing))


def sign_typed(
    session: Session,
    desk: Desk,
    record_id: UUID,
    position: int,
    seen_hash: str,
    *,
    name: str,
    was_spoken: bool,
) -> Signature:
    """Keep that an attendee typed their name and said aloud that the facts are so."""
    record, signer = _attendee(session, record_id, position, seen_hash)
    refuse_untrue_word(name, signer.name, was_spoken)
    return _put(session, desk, record, signer, Given(SignatureMethod.TYPED))


def decline(
    session: Session, desk: Desk, record_id: UUID, position: int, seen_hash: str, reason: str
) -> Signature:
    """Keep that an attendee does not sign, and why: that too is a fact of the visit."""
    record, signer = _attendee(session, record_id, position, seen_hash)
    if not reason.strip():
        raise RefusedError(
            _("署名しない理由がありません。"),
            _("本人が述べた理由を書いてください。"),
            field="declined_reason",
        )
    given = Given(SignatureMethod.DECLINED, declined_reason=reason.strip())
    return _put(session, desk, record, signer, given)


def sign_as_inspector(
    session: Session,
    desk: Desk,
    record_id: UUID,
    position: int,
    seen_hash: str,
    drawing: Drawing | None,
) -> Signature:
    """Keep the signature of the person at the desk, who has proven to be present, as that inspector."""
    record, signers = _signers(session, record_id, seen_hash)
    signer = _one_of(signers, SignerKind.INSPECTOR, position)
    if not _is_same_person(signer, desk):
        raise RefusedError(
            _("パスフレーズの職員は、この検査員ではありません。"),
            _("検査員本人が、自分のパスフレーズで署名してください。"),
            field="user_id",
        )
    return _put(session, desk, record, signer, Given(SignatureMethod.KEY, drawing))


def void(session: Session, desk: Desk, signature_id: UUID, reason: str) -> SignatureVoiding:
    """Void a signature given by mistake; it stays on record, and its signer may sign anew.

    An inspector's signature is voided by that inspector or a manager alone.
    """
    row = get_row(session, Signature, signature_id)
    record = get_row(session, InspectionRecord, row.record_id)
    _refuse_superseded(session, record)
    if not reason.strip():
        raise RefusedError(
            _("無効にする理由がありません。"), _("何を誤ったかを書いてください。"), field="reason"
        )
    if _voiding_of(session, signature_id) is not None:
        raise RefusedError(_("この署名は、すでに無効です。"))
    if row.staff_id not in (None, desk.actor.staff_id) and Role.MANAGER not in desk.actor.roles:
        raise RefusedError(
            _("検査員の署名は、本人か管理職だけが無効にできます。"),
            _("本人か管理職のパスフレーズで行ってください。"),
            field="user_id",
        )
    voiding = SignatureVoiding(
        id=new_id(),
        signature_id=signature_id,
        reason=reason.strip(),
        voided_at=desk.clock.now(),
        voided_by=desk.actor.signature,
        staff_id=desk.actor.staff_id,
    )
    session.add(voiding)
    return voiding


def _voiding_of(session: Session, signature_id: UUID) -> SignatureVoiding | None:
    return session.scalar(select(SignatureVoiding).where(SignatureVoiding.signature_id == signature_id))


def _attendee(
    session: Session, record_id: UUID, position: int, seen_hash: str
) -> tuple[InspectionRecord, SignerRow]:
    record, signers = _signers(session, record_id, seen_hash)
    return record, _one_of(signers, SignerKind.ATTENDEE, position)


def _signers(
    session: Session, record_id: UUID, seen_hash: str
) -> tuple[InspectionRecord, tuple[SignerRow, ...]]:
    """Return the version and who signs it, if it may be signed and is what was on the screen."""
    record = get_row(session, InspectionRecord, record_id)
    _refuse_superseded(session, record)
    if not document_hash_of(record.document) == record.document_hash == seen_hash:
        raise RefusedError(
            _("保存されている記録が、画面に出した記録と違います。署名は残していません。"),
            _("画面を開き直し、同じになるなら管理者に知らせてください。"),
        )
    return record, read_signers(session, record, record_from_document(record.document))


def _refuse_superseded(session: Session, record: InspectionRecord) -> None:
    state = get_row(session, Inspection, record.inspection_id).state
    if state is InspectionState.CORRECTING or record.number != newest_number(session, record.inspection_id):
        raise RefusedError(
            _("この版は訂正されるか、すでに訂正されています。"),
            _("署名は、訂正が終わった後の最も新しい版にしてください。"),
        )


def _one_of(signers: tuple[SignerRow, ...], kind: SignerKind, position: int) -> SignerRow:
    found = next((each for each in signers if (each.kind, each.position) == (kind, position)), None)
    if found is None:
        raise RefusedError(_("その人は、この記録の署名者ではありません。"))
    return found


def _is_same_person(signer: SignerRow, desk: Desk) -> bool:
    if signer.staff_id is not None:
        return signer.staff_id == desk.actor.staff_id
    return fold(signer.name) == fold(desk.actor.name)


def _put(
    session: Session, desk: Desk, record: InspectionRecord, signer: SignerRow, given: Given
) -> Signature:
    if not signer.is_open:
        raise RefusedError(
            _("この人の署名は、この版にすでにあります。"),
            _("誤りなら、理由を書いて無効にしてから署名し直してください。"),
        )
    is_inspector = signer.kind is SignerKind.INSPECTOR
    row = Signature(
        id=new_id(),
        record_id=record.id,
        kind=signer.kind,
        position=signer.position,
        attempt=len(signer.voided) + 1,
        name=signer.name,
        post=signer.post,
        organisation=signer.organisation,
        staff_id=desk.actor.staff_id if is_inspector else None,
        method=given.method,
        declined_reason=given.declined_reason,
        signed_hash=record.document_hash,
        signed_at=desk.clock.now(),
        taken_by=desk.actor.signature,
    )
    if given.drawing is not None:
        keep_drawing(session, desk, row, given.drawing)
    session.add(row)
    return row
