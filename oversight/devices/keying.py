"""Keying in a paper sheet of the door: its lines become entries and leavings recorded afterwards.

All lines or none. A line is recorded once: the same sheet and line twice is refused. Refusals name the line
and the field: ``lines.3.entered_at`` (docs/records.md#paper-sheets).
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.device import HandlingArea, Visit, VisitDevice, WitnessMethod
from oversight.desk import Desk
from oversight.devices.entering import enter
from oversight.devices.leaving import LeavingDraft, leave
from oversight.devices.visit_rows import DeclaredDevice, EntryDraft
from oversight.errors import RefusedError
from oversight.field_words import field_word
from oversight.owed_devices import KEPT
from oversight.personal_number import refuse_individual_number
from oversight.words import _

_WRITTEN = ("person", "organisation", "purpose", "witness", "escort")
_PLACES = {
    "witness_written": "witness",
    "escort_id": "escort",
    "device_ids": "are_back",
    "late_reason": "entered_at",
}
"""Fields of a line under another name than those of entering and leaving."""


@dataclass(frozen=True)
class SheetLine:
    """A line as it stands on paper; ``are_back`` says that its devices are noted as handed back or taken out.

    Without ``left_at`` no leaving is noted. ``is_signed`` tells whether the carrier's signature is there.
    """

    number: int
    entered_at: dt.datetime
    left_at: dt.datetime | None = None
    person: str = ""
    organisation: str = ""
    purpose: str = ""
    worker_id: UUID | None = None
    staff_id: UUID | None = None
    devices: tuple[DeclaredDevice, ...] = ()
    carries_nothing: bool = False
    are_back: bool = True
    witness: str = ""
    witnessed_how: WitnessMethod | None = None
    escort: str = ""
    is_signed: bool = True


@dataclass(frozen=True)
class SheetDraft:
    """A sheet: its number, the lines with something on them, who held what was keyed against the paper.

    ``reason`` says why paper was used.
    """

    area_id: UUID
    number: str
    checked_by: str
    lines: tuple[SheetLine, ...]
    reason: str = ""

    @property
    def name(self) -> str:
        """Return its number as it is kept, without differences of width and case."""
        return unicodedata.normalize("NFKC", self.number).strip().upper()

    def place(self, line: SheetLine) -> str:
        """Return sheet and line as a visit keeps them: 261124-0900-A/03."""
        return f"{self.name}/{line.number:02}"

    def told_reason(self, line: SheetLine) -> str:
        """Return why a line was recorded afterwards, with who checked it and whether it is signed."""
        signed = _("署名あり") if line.is_signed else _("署名なし")
        told = _("紙の記録票から転記（照合 {checked_by}、入室者の{signed}）")
        reason = told.format(checked_by=self.checked_by.strip(), signed=signed)
        return f"{self.reason.strip()} {reason}".strip()


def key_in(session: Session, desk: Desk, draft: SheetDraft) -> list[Visit]:
    """Record a sheet: who came at the same minute as one group, each leaving after its entry."""
    _refuse_incomplete(draft)
    session.scalar(select(HandlingArea.id).where(HandlingArea.id == draft.area_id).with_for_update())
    _refuse_twice(session, draft)
    visits: list[Visit] = []
    lines = sorted(draft.lines, key=lambda line: (line.entered_at, line.number))
    for _moment, group in groupby(lines, key=lambda line: line.entered_at):
        visits += _key_group(session, desk, draft, tuple(group))
    return visits


def _refuse_incomplete(draft: SheetDraft) -> None:
    if not draft.name:
        raise RefusedError(_("用紙番号がありません。"), _("用紙の番号を入れてください。"), field="number")
    if not draft.checked_by.strip():
        raise RefusedError(
            _("紙と照合した人の名前がありません。"), _("照合した人を書いてください。"), field="checked_by"
        )
    for name in ("number", "checked_by", "reason"):
        _refuse_number(getattr(draft, name), name, field_word("visit", "late_reason"))
    if not draft.lines:
        raise RefusedError(_("記録する行がありません。"), _("1行以上入れてください。"), field="lines")


def _refuse_twice(session: Session, draft: SheetDraft) -> None:
    places = {draft.place(line): line for line in draft.lines}
    if len(places) < len(draft.lines):
        raise RefusedError(_("同じ行が2つあります。"), _("行の番号を見直してください。"), field="lines")
    query = select(Visit.sheet, Visit.number).where(Visit.area_id == draft.area_id, Visit.sheet.in_(places))
    for place, number in session.execute(query.order_by(Visit.sheet)):
        with told_of_line(places[place]):
            raise RefusedError(
                _("この用紙のこの行は、もう第{number}号として記録されています。").format(number=number),
                _("用紙番号と行を見直してください。"),
                field="number",
            )


@contextmanager
def told_of_line(*lines: SheetLine) -> Iterator[None]:
    """Let a refusal say which line and field it is about; ``persons.1.…`` is the second line of a group."""
    try:
        yield
    except RefusedError as error:
        line, name = lines[0], error.field
        if name.startswith("persons."):
            _persons, place, name = name.split(".", 2)
            line = lines[int(place)]
        name = _PLACES.get(name, name)
        error.field = f"lines.{line.number}.{name}"
        raise


def _key_group(session: Session, desk: Desk, draft: SheetDraft, lines: Sequence[SheetLine]) -> list[Visit]:
    for line in lines:
        with told_of_line(line):
            _refuse_numbers(line)
    with told_of_line(*lines):
        visits = enter(session, desk, [(_entry(draft, line), None) for line in lines], None)
    for line, visit in zip(lines, visits, strict=True):
        if line.left_at is not None:
            with told_of_line(line):
                leave(session, desk, _leaving(session, draft, line, visit), None)
    return visits


def _refuse_numbers(line: SheetLine) -> None:
    for name in _WRITTEN:
        _refuse_number(getattr(line, name), name, field_word("visit", name))
    for place, device in enumerate(line.devices):
        for name in ("kept_at", "serial"):
            told = getattr(device, name)
            _refuse_number(told, f"devices.{place}.{name}", field_word("visit_device", name))


def _refuse_number(text: str, name: str, word: str) -> None:
    """Refuse an Individual Number at the field it stands in, before the store refuses it."""
    try:
        refuse_individual_number(text, field=word)
    except RefusedError as error:
        error.field = name
        raise


def _entry(draft: SheetDraft, line: SheetLine) -> EntryDraft:
    return EntryDraft(
        draft.area_id,
        line.person,
        line.organisation,
        line.purpose,
        worker_id=line.worker_id,
        staff_id=line.staff_id,
        devices=line.devices,
        carries_nothing=line.carries_nothing,
        entered_at=line.entered_at,
        late_reason=draft.told_reason(line),
        witnessed_how=line.witnessed_how,
        witness_written=line.witness,
        escort=line.escort,
        sheet=draft.place(line),
    )


def _leaving(session: Session, draft: SheetDraft, line: SheetLine, visit: Visit) -> LeavingDraft:
    own = select(VisitDevice.id).where(VisitDevice.visit_id == visit.id, VisitDevice.treatment.in_(KEPT))
    back = session.scalars(own.order_by(VisitDevice.position)).all() if line.are_back else ()
    return LeavingDraft((visit.id,), tuple(back), at=line.left_at, late_reason=draft.told_reason(line))
