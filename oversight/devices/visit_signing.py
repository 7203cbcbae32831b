"""Signatures at the door: the carrier's by pen, by word or declined; the witness's by PIN or passphrase."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.base import new_id
from models.device import Visit, VisitSignature, VisitSigner
from models.signature import SignatureMethod
from oversight.access import Actor, PinWitness
from oversight.attachments import attach, media_type_of
from oversight.desk import Desk
from oversight.devices.visit_rows import CarrierSign
from oversight.errors import RefusedError
from oversight.inspections.signature_rows import Drawing
from oversight.japanese import fold
from oversight.words import _


@dataclass(frozen=True)
class Signing:
    """What is signed: a visit, and the hash of what was on the screen."""

    session: Session
    desk: Desk
    visit: Visit
    document_hash: str


def sign_as_carrier(signing: Signing, kind: VisitSigner, signed: CarrierSign) -> None:
    """Keep what the carrier gave: one of drawing, typed name, reason for not signing."""
    row = _row(signing, kind, signing.visit.person, _method_of(signed, signing.visit.person))
    row.declined_reason = signed.declined_reason.strip()
    if signed.drawing is not None:
        _attach(signing, row, signed.drawing)
    signing.session.add(row)


def sign_as_witness(signing: Signing, kind: VisitSigner, witness: Actor) -> None:
    """Keep that a member of staff, who has just proven to be present, witnessed."""
    method = SignatureMethod.PIN if isinstance(witness, PinWitness) else SignatureMethod.KEY
    row = _row(signing, kind, witness.name, method)
    row.post, row.staff_id = witness.post, witness.staff_id
    signing.session.add(row)


def _method_of(signed: CarrierSign, person: str) -> SignatureMethod:
    ways = [signed.drawing is not None, bool(signed.typed_name.strip()), bool(signed.declined_reason.strip())]
    if sum(ways) != 1:
        raise RefusedError(
            _("署名の仕方が決まっていません。"),
            _("手書き、氏名の入力、署名しない理由のどれか一つにしてください。"),
            field="signed",
        )
    if ways[0]:
        return SignatureMethod.PEN
    if ways[2]:
        return SignatureMethod.DECLINED
    if fold(signed.typed_name) != fold(person):
        raise RefusedError(
            _("入室者の氏名と違います。"), _("記録にある氏名を、本人が入力してください。"), field="typed_name"
        )
    if not signed.was_spoken:
        raise RefusedError(
            _("口頭の確認がありません。"),
            _("申告のとおりだと本人が述べたことを確かめてください。"),
            field="was_spoken",
        )
    return SignatureMethod.TYPED


def _row(signing: Signing, kind: VisitSigner, name: str, method: SignatureMethod) -> VisitSignature:
    return VisitSignature(
        id=new_id(),
        visit_id=signing.visit.id,
        kind=kind,
        name=name,
        method=method,
        signed_hash=signing.document_hash,
        signed_at=signing.desk.clock.now(),
        taken_by=signing.desk.actor.signature,
    )


def _attach(signing: Signing, row: VisitSignature, drawing: Drawing) -> None:
    if not drawing.strokes or media_type_of(drawing.png) != "image/png":
        raise RefusedError(_("署名が書かれていません。"), _("署名欄に書いてください。"), field="drawing")
    picture = attach(signing.session, signing.desk, content=drawing.png, file_name="drawn_signature.png")
    row.picture_id, row.picture_sha256 = picture.id, picture.sha256
    row.strokes = drawing.strokes_document()
