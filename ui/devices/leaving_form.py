"""The forms by which somebody leaves, and by which a device left behind is handed back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from oversight.change import Change
from oversight.devices import CarrierSign, InsideRow, LeavingDraft, VisitDeviceRow
from oversight.words import _
from ui.deed_form import DeedForm
from ui.devices.late import late_fields, moment_of, refused_at
from ui.shell import Shell
from ui.widgets.choice_fields import MultiChoiceField
from ui.widgets.fields import Field, MultiLineField
from ui.widgets.ink_pad import InkField


def leaving_form(shell: Shell, row: InsideRow) -> DeedForm:
    """Return the form that records a leaving, with all that is handed back or taken out."""
    visits, visit = shell.office.visits, row.visit
    fields = _device_fields(visit.owed)
    ink = InkField("drawing", _("{person} さんの署名").format(person=visit.person))

    def leave(values: Mapping[str, Any]) -> Change:
        drawing = values["drawing"]
        signed = {visit.id: CarrierSign(drawing=drawing)} if drawing is not None else {}
        draft = LeavingDraft(
            (visit.id,),
            values.get("device_ids", ()),
            values.get("note", ""),
            at=moment_of(values),
            late_reason=values["late_reason"],
            signed=signed,
        )
        with refused_at({"left_at": "late_at"}):
            return visits.leave(draft)

    return DeedForm(
        shell,
        heading=_("{person} さんの退室").format(person=visit.person),
        verb=_("退室を記録する"),
        explained=_told_leaving() if fields else _("預けた機器も、持ち込んだ機器もありません。"),
        fields=(*fields, ink, *late_fields()),
        deed=leave,
    )


def _told_leaving() -> str:
    return _("返すもの・持ち出すものを確かめます。確かめられないものは外して記録すると、赤いまま残ります。")


def handing_back_form(shell: Shell, row: InsideRow) -> DeedForm:
    """Return the form that records what was handed back after its visitor left."""
    visits = shell.office.visits
    return DeedForm(
        shell,
        heading=_("{person} さんの機器の返却").format(person=row.visit.person),
        verb=_("返却を記録する"),
        explained=_("退室の後で返した機器、持ち出しを確かめた機器を選びます。"),
        fields=_device_fields(row.visit.owed),
        deed=lambda values: visits.hand_back(values["device_ids"], note=values["note"]),
    )


def told_device(device: VisitDeviceRow) -> str:
    """Return a device in a line: スマートフォン 1台（ロッカー12）."""
    told = _("{device} {count}台").format(device=device.class_word, count=device.count)
    where = device.kept_at or device.permit_number or device.serial
    return _("{what}（{rules}）").format(what=told, rules=where) if where else told


def _device_fields(devices: tuple[VisitDeviceRow, ...]) -> tuple[Field, ...]:
    if not devices:
        return ()
    options = [(device.id, told_device(device)) for device in devices]
    back = MultiChoiceField("device_ids", _("返した機器・持ち出す機器"), options)
    back.set_value(tuple(device.id for device in devices))
    return back, MultiLineField("note", _("気付いたこと"), rows=2)
