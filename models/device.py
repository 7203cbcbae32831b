"""Devices at the door (持込機器): handling areas, permits, visits, what was deposited and handed back.

A visit and all that belongs to it is written once and never changed; what comes later (leaving, handing
back, a signature) is a row of its own. Fields: docs/records.md#devices.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column

from models.base import (
    DERIVED,
    NOT_PROSE,
    Base,
    Edited,
    Identified,
    JsonDocument,
    refuse_changes,
    words_column,
)
from models.marks import Treatment as Treatment  # noqa: PLC0414 - light, for papers; asked for here
from models.report_filing import PointState
from models.signature import SignatureMethod


class AreaLevel(StrEnum):
    """取扱区域, where personal data is handled, or 管理区域, where its systems stand."""

    HANDLING = "handling"
    CONTROLLED = "controlled"


class PermitState(StrEnum):
    """申請中 → 許可 or 不許可; a permit ends by its last day, by a decision, or with its holder's leaving."""

    REQUESTED = "requested"
    PERMITTED = "permitted"
    REFUSED = "refused"
    ENDED = "ended"


class VisitSigner(StrEnum):
    """Who signs at the door, and when: the carrier (入室者) and the witness (立会職員).

    In, out, and when something is handed back later (``…_back``).
    """

    CARRIER_IN = "carrier_in"
    WITNESS_IN = "witness_in"
    CARRIER_OUT = "carrier_out"
    WITNESS_OUT = "witness_out"
    CARRIER_BACK = "carrier_back"
    WITNESS_BACK = "witness_back"


class WitnessMethod(StrEnum):
    """How it was checked that nothing was carried in: 目視, 申告, 金属探知."""

    SIGHT = "sight"
    WORD = "word"
    DETECTOR = "detector"


class Handling(StrEnum):
    """What a rule says of a class of devices: 禁止, 預ける, 許可があれば持込可, 持込可."""

    BANNED = "banned"
    DEPOSIT = "deposit"
    PERMIT = "permit"
    ALLOWED = "allowed"


class DoorPointKind(StrEnum):
    """What at a door wants a look (注意点)."""

    LEFT_OPEN = "left_open"
    NOT_RETURNED = "not_returned"
    PERMIT = "permit"
    BANNED = "banned"
    CAMERA = "camera"
    UNWITNESSED = "unwitnessed"
    UNESCORTED = "unescorted"
    OWN_WITNESS = "own_witness"
    LEAVER = "leaver"
    OVER_MOST = "over_most"
    ALONE = "alone"
    FOUND = "found"


class HandlingArea(Edited, Base):
    """取扱区域・管理区域 of a place; ``systems`` are used there, by the names the contract gives them.

    ``uses_core`` says that a core system (基幹系) is among them. ``closes_at`` is a local wall-clock time;
    without one the contract's business hours close the area.
    """

    __tablename__ = "handling_area"
    __table_args__ = (CheckConstraint("max_persons IS NULL OR max_persons > 0", name="max_persons"),)

    place_id: Mapped[UUID] = mapped_column(ForeignKey("place.id"), index=True)
    name: Mapped[str]
    level: Mapped[AreaLevel] = mapped_column(words_column(AreaLevel))
    systems: Mapped[list[str]] = mapped_column(JsonDocument, default=list)
    uses_core: Mapped[bool] = mapped_column(default=False)
    max_persons: Mapped[int | None]
    closes_at: Mapped[dt.time | None]
    remarks: Mapped[str] = mapped_column(default="")


class DevicePermit(Edited, Base):
    """持込許可: one device of one holder, for a purpose, a period within the fiscal year, and an area.

    ``device_class`` is the identifier of a class of the office's list. ``measures`` are what protects the
    data (暗号化, 封印, 通信断, マルウェア検査); ``checked_out_how`` says how taking out is checked.
    ``ends_on`` is the last day in force, brought forward when the holder leaves the roster; ``ended_on`` is
    the day of the decision that ended it, or the leaver's last day.
    """

    __tablename__ = "device_permit"
    __table_args__ = (CheckConstraint("ends_on >= starts_on", name="period"),)

    number: Mapped[str] = mapped_column(unique=True, info=NOT_PROSE)
    contract_id: Mapped[UUID] = mapped_column(ForeignKey("contract.id"), index=True)
    area_id: Mapped[UUID] = mapped_column(ForeignKey("handling_area.id"), index=True)
    worker_id: Mapped[UUID | None] = mapped_column(ForeignKey("worker.id"), index=True)
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    holder: Mapped[str]
    organisation: Mapped[str] = mapped_column(default="")
    purpose: Mapped[str]
    device_class: Mapped[str] = mapped_column(info=NOT_PROSE)
    device: Mapped[str]
    serial: Mapped[str]
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date] = mapped_column(index=True)
    measures: Mapped[list[str]] = mapped_column(JsonDocument, default=list)
    conditions: Mapped[str] = mapped_column(default="")
    checked_out_how: Mapped[str] = mapped_column(default="")
    state: Mapped[PermitState] = mapped_column(words_column(PermitState))
    requested_on: Mapped[dt.date]
    requested_by: Mapped[str] = mapped_column(default="", server_default="")
    requested_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    decided_on: Mapped[dt.date | None]
    decided_by: Mapped[str] = mapped_column(default="")
    decided_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    decision_reason: Mapped[str] = mapped_column(default="")
    ended_on: Mapped[dt.date | None]
    ended_reason: Mapped[str] = mapped_column(default="")


class Visit(Identified, Base):
    """入室: one person who entered an area, as declared and witnessed at the door.

    ``rule`` is the rule that held, with its reasons; ``document_hash`` is the SHA-256 over the visit and its
    devices that the signatures are bound to. ``late_reason`` says why it was entered afterwards; ``group_id``
    is shared by those who came together. ``inspection_id`` is the inspection for which an inspector came.
    ``escort`` is the member of staff who stays with the visitor inside (付添い); ``sheet`` names the paper
    sheet and line it was keyed in from.
    """

    __tablename__ = "visit"
    __table_args__ = (UniqueConstraint("area_id", "number"), Index(None, "contract_id", "entered_at"))

    area_id: Mapped[UUID] = mapped_column(ForeignKey("handling_area.id"), index=True)
    contract_id: Mapped[UUID] = mapped_column(ForeignKey("contract.id"))
    number: Mapped[int]
    entered_at: Mapped[dt.datetime] = mapped_column(index=True)
    person: Mapped[str]
    organisation: Mapped[str] = mapped_column(default="")
    worker_id: Mapped[UUID | None] = mapped_column(ForeignKey("worker.id"), index=True)
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"), index=True)
    inspection_id: Mapped[UUID | None] = mapped_column(ForeignKey("inspection.id"), index=True)
    purpose: Mapped[str]
    carries_nothing: Mapped[bool]
    group_id: Mapped[UUID | None] = mapped_column(index=True)
    late_reason: Mapped[str] = mapped_column(default="")
    rule: Mapped[dict[str, Any]] = mapped_column(JsonDocument, info=NOT_PROSE)
    witness: Mapped[str] = mapped_column(default="")
    witness_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"), index=True)
    witnessed_how: Mapped[WitnessMethod | None] = mapped_column(words_column(WitnessMethod))
    escort: Mapped[str] = mapped_column(default="", server_default="")
    escort_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    sheet: Mapped[str] = mapped_column(default="", server_default="")
    document_hash: Mapped[str] = mapped_column(info=NOT_PROSE)
    recorded_at: Mapped[dt.datetime]
    recorded_by: Mapped[str]


class VisitDevice(Identified, Base):
    """Devices of one class that a visitor declared, and what became of them at the door.

    ``class_word`` is the class as it was called then; ``kept_at`` is the locker or seal number of what was
    deposited; ``serial`` names one that was admitted.
    """

    __tablename__ = "visit_device"
    __table_args__ = (CheckConstraint("count > 0", name="count"),)

    visit_id: Mapped[UUID] = mapped_column(ForeignKey("visit.id"), index=True)
    position: Mapped[int]
    device_class: Mapped[str] = mapped_column(info=NOT_PROSE)
    class_word: Mapped[str] = mapped_column(default="", server_default="", info=NOT_PROSE)
    count: Mapped[int]
    treatment: Mapped[Treatment] = mapped_column(words_column(Treatment))
    kept_at: Mapped[str] = mapped_column(default="")
    serial: Mapped[str] = mapped_column(default="")
    permit_id: Mapped[UUID | None] = mapped_column(ForeignKey("device_permit.id"), index=True)


class VisitSignature(Identified, Base):
    """A signature at the door: the carrier's by pen, the witness's by their own PIN or passphrase.

    ``handing`` counts what is handed back after the leaving, from 1; 0 is entering and leaving.
    """

    __tablename__ = "visit_signature"
    __table_args__ = (UniqueConstraint("visit_id", "kind", "handing"),)

    visit_id: Mapped[UUID] = mapped_column(ForeignKey("visit.id"), index=True)
    kind: Mapped[VisitSigner] = mapped_column(words_column(VisitSigner))
    handing: Mapped[int] = mapped_column(default=0, server_default="0")
    name: Mapped[str]
    post: Mapped[str] = mapped_column(default="")
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    method: Mapped[SignatureMethod] = mapped_column(words_column(SignatureMethod))
    declined_reason: Mapped[str] = mapped_column(default="")
    signed_hash: Mapped[str] = mapped_column(info=NOT_PROSE)
    picture_id: Mapped[UUID | None] = mapped_column(ForeignKey("attachment.id"))
    picture_sha256: Mapped[str] = mapped_column(default="", server_default="", info=NOT_PROSE)
    strokes: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    signed_at: Mapped[dt.datetime]
    taken_by: Mapped[str] = mapped_column(default="")


class VisitExit(Identified, Base):
    """退室: when a visitor left; ``late_reason`` says why it was entered afterwards."""

    __tablename__ = "visit_exit"

    visit_id: Mapped[UUID] = mapped_column(ForeignKey("visit.id"), unique=True)
    left_at: Mapped[dt.datetime]
    late_reason: Mapped[str] = mapped_column(default="")
    recorded_at: Mapped[dt.datetime]
    recorded_by: Mapped[str]


class DeviceReturn(Identified, Base):
    """返却・持出確認: devices handed back, or admitted ones checked out; ``note`` says what was found.

    ``handing`` is that of its signatures: 0 with the leaving, else counted from 1 in its visit.
    """

    __tablename__ = "device_return"

    visit_device_id: Mapped[UUID] = mapped_column(ForeignKey("visit_device.id"), unique=True)
    handing: Mapped[int] = mapped_column(default=0, server_default="0")
    returned_at: Mapped[dt.datetime]
    note: Mapped[str] = mapped_column(default="")
    recorded_at: Mapped[dt.datetime]
    recorded_by: Mapped[str]


class DoorPin(Identified, Base):
    """暗証番号 by which a member of staff proves at a door to be present; ``digest`` is its Argon2id string.

    ``failures`` counts wrong ones since the last right one; after too many the passphrase is asked for.
    """

    __tablename__ = "door_pin"
    __table_args__ = ({"info": DERIVED},)

    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), unique=True)
    digest: Mapped[str] = mapped_column(info=NOT_PROSE)
    failures: Mapped[int] = mapped_column(default=0)
    set_at: Mapped[dt.datetime]


class DoorPoint(Edited, Base):
    """注意点 of the door: what wants a look, until it is dismissed with a reason or made a finding.

    ``key`` names what it is about, so that the same is not noted twice; ``details`` holds the figures that
    its sentence is made of.
    """

    __tablename__ = "door_point"
    __table_args__ = (UniqueConstraint("kind", "key"),)

    kind: Mapped[str] = mapped_column(info=NOT_PROSE)
    key: Mapped[str] = mapped_column(info=NOT_PROSE)
    area_id: Mapped[UUID] = mapped_column(ForeignKey("handling_area.id"), index=True)
    contract_id: Mapped[UUID] = mapped_column(ForeignKey("contract.id"), index=True)
    visit_id: Mapped[UUID | None] = mapped_column(ForeignKey("visit.id"), index=True)
    noticed_at: Mapped[dt.datetime]
    details: Mapped[dict[str, Any]] = mapped_column(JsonDocument)
    state: Mapped[PointState] = mapped_column(words_column(PointState))
    reason: Mapped[str] = mapped_column(default="")
    finding_id: Mapped[UUID | None] = mapped_column(ForeignKey("finding.id"))
    decided_on: Mapped[dt.date | None]
    decided_by: Mapped[str] = mapped_column(default="")


class OpenVisit(Base):
    """A visit that is not over: inside, or a device unaccounted for. Made from the others at any time."""

    __tablename__ = "open_visit"
    __table_args__ = ({"info": DERIVED},)

    visit_id: Mapped[UUID] = mapped_column(ForeignKey("visit.id"), primary_key=True)
    area_id: Mapped[UUID] = mapped_column(ForeignKey("handling_area.id"), index=True)
    inspection_id: Mapped[UUID | None] = mapped_column(ForeignKey("inspection.id"), index=True)
    entered_at: Mapped[dt.datetime]
    left_at: Mapped[dt.datetime | None]


class VisitDraft(Identified, Base):
    """A visit being entered at the door, kept after each step until it is recorded; not journalled."""

    __tablename__ = "visit_draft"
    __table_args__ = ({"info": DERIVED},)

    area_id: Mapped[UUID] = mapped_column(ForeignKey("handling_area.id"), index=True)
    draft: Mapped[dict[str, Any]] = mapped_column(JsonDocument)
    saved_at: Mapped[dt.datetime]
    saved_by: Mapped[str]


refuse_changes(Visit, VisitDevice, VisitSignature, VisitExit, DeviceReturn)
