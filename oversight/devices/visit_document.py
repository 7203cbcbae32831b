"""What is signed at the door: canonical JSON of a visit and its devices, of a leaving and its returns."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from models.attachment import Attachment
from models.base import Base
from models.device import DeviceReturn, Visit, VisitDevice, VisitExit, VisitSignature, VisitSigner
from oversight.desk import get_row
from oversight.devices.visit_rows import VisitCheck
from oversight.ledger.noting import plain

_GOING_OUT = frozenset({VisitSigner.CARRIER_OUT, VisitSigner.WITNESS_OUT})
_COMING_BACK = frozenset({VisitSigner.CARRIER_BACK, VisitSigner.WITNESS_BACK})
_LATER = frozenset({"escort", "escort_id", "sheet", "class_word", "handing"})
"""Fields that came after the first visits were signed: where nothing stands in them, they are not written."""


def hash_of_entry(visit: Visit, devices: Iterable[VisitDevice]) -> str:
    """Return the SHA-256, in hex, over a visit and its devices: all of them but the hash itself."""
    written = {name: value for name, value in _written(visit).items() if name != "document_hash"}
    return _hash({"visit": written, "devices": _in_order(devices)})


def hash_of_leaving(visit: Visit, left: VisitExit, returns: Iterable[DeviceReturn]) -> str:
    """Return the SHA-256 over a leaving: the visit by its hash, the exit, what was handed back with it."""
    document = {"visit": visit.document_hash, "exit": _written(left), "returns": _in_order(returns)}
    return _hash(document)


def hash_of_handing(visit: Visit, handing: int, returns: Iterable[DeviceReturn]) -> str:
    """Return the SHA-256 over a later handing back: the visit by its hash, what was handed back then."""
    return _hash({"visit": visit.document_hash, "handing": handing, "returns": _in_order(returns)})


def check_visit(session: Session, visit_id: UUID) -> VisitCheck:
    """Hold a visit, its signatures and their pictures against what lies in the store."""
    visit = get_row(session, Visit, visit_id)
    devices = session.scalars(select(VisitDevice).where(VisitDevice.visit_id == visit_id)).all()
    entry, ids = hash_of_entry(visit, devices), [each.id for each in devices]
    leaving, handings = _hash_of_leaving_kept(session, visit, ids), _hashes_of_handings(session, visit, ids)
    signatures = session.scalars(select(VisitSignature).where(VisitSignature.visit_id == visit_id))
    unsound = {
        each.kind
        for each in signatures
        if each.signed_hash != _signed_of(each, entry, leaving, handings)
        or not _has_its_picture(session, each)
    }
    return VisitCheck(visit_id, entry == visit.document_hash, tuple(sorted(unsound)))


def _signed_of(each: VisitSignature, entry: str, leaving: str, handings: Mapping[int, str]) -> str:
    """Return the hash a signature must hold."""
    if each.kind in _COMING_BACK:
        return handings.get(each.handing, "")
    return leaving if each.kind in _GOING_OUT else entry


def _hashes_of_handings(session: Session, visit: Visit, device_ids: list[UUID]) -> dict[int, str]:
    query = select(DeviceReturn).where(DeviceReturn.visit_device_id.in_(device_ids), DeviceReturn.handing > 0)
    handings: defaultdict[int, list[DeviceReturn]] = defaultdict(list)
    for each in session.scalars(query):
        handings[each.handing].append(each)
    return {number: hash_of_handing(visit, number, returns) for number, returns in handings.items()}


def _hash_of_leaving_kept(session: Session, visit: Visit, device_ids: list[UUID]) -> str:
    """Return the hash of the leaving as it was signed: what was handed back later is no part of it."""
    left = session.scalar(select(VisitExit).where(VisitExit.visit_id == visit.id))
    if left is None:
        return ""
    returns = session.scalars(
        select(DeviceReturn).where(DeviceReturn.visit_device_id.in_(device_ids), DeviceReturn.id < left.id)
    )
    return hash_of_leaving(visit, left, returns)


def _has_its_picture(session: Session, signature: VisitSignature) -> bool:
    if signature.picture_id is None:
        return True
    picture = session.get(Attachment, signature.picture_id)
    if picture is None:
        return False
    signed = signature.picture_sha256 or picture.sha256
    return hashlib.sha256(picture.content).hexdigest() == picture.sha256 == signed


def _in_order(rows: Iterable[VisitDevice] | Iterable[DeviceReturn]) -> list[dict[str, Any]]:
    return sorted((_written(row) for row in rows), key=lambda row: str(row["id"]))


def _written(row: Base) -> dict[str, Any]:
    values = {each.key: plain(getattr(row, each.key)) for each in inspect(type(row)).column_attrs}
    return {key: value for key, value in values.items() if value or key not in _LATER}


def _hash(document: dict[str, Any]) -> str:
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
