"""Signatures at the door: the carrier's by pen, by word or declined; the witness's by PIN or passphrase."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.base import new_id
from models.device import Visit, VisitSignature, VisitSigner
from models.signature import SignatureMethod
from oversight.access import Actor, PinWitness
from oversight.desk import Desk
from oversight.devices.visit_rows import CarrierSign
from oversight.errors import RefusedError
from oversight.inspections.by_hand import keep_drawing, refuse_untrue_word
from oversight.words import _


@dataclass(frozen=True)
class Signing:
    """What is signed: a visit, and the hash of what was on the screen; ``handing`` as in the store."""

    session: Session
    desk: Desk
    visit: Visit
    document_hash: str
    handing: int = 0


def sign_as_carrier(signing: Signing, kind: VisitSigner, signed: CarrierSign) -> None:
    """Keep what the carrier gave: one of drawing, typed name, reason for not signing."""
    row = _row(signing, kind, signing.visit.person, _method_of(signed, signing.visit.person))
    row.declined_reason = signed.declined_reason.strip()
    if signed.drawing is not None:
        keep_drawing(signing.session, signing.desk, row, signed.drawing)
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
    refuse_untrue_word(signed.typed_name, person, signed.was_spoken, field="typed_name")
    return SignatureMethod.TYPED


def _row(signing: Signing, kind: VisitSigner, name: str, method: SignatureMethod) -> VisitSignature:
    return VisitSignature(
        id=new_id(),
        visit_id=signing.visit.id,
        kind=kind,
        handing=signing.handing,
        name=name,
        method=method,
        signed_hash=signing.document_hash,
        signed_at=signing.desk.clock.now(),
        taken_by=signing.desk.actor.signature,
    )
