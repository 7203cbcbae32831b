"""Lines of a paper sheet as they are keyed in, kept half done, listed, and handed to the service."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from oversight.clock import JAPAN
from oversight.devices import DeclaredDevice, SheetLine, Treatment, WitnessMethod
from oversight.words import _, mark
from ui.devices.declared_field import Declaration
from ui.widgets.columns import Align, Column
from ui.widgets.days import moment_narrow

_TEXTS = ("person", "organisation", "purpose", "witness", "escort")
_CHOICES = ("are_back", "is_signed")


@dataclass(frozen=True)
class KeyedLine:
    """A line as it was typed; ``values`` are those of the form by field."""

    values: Mapping[str, Any]

    @property
    def number(self) -> int:
        """Return its number on the sheet."""
        return int(self.values["line"])

    @property
    def entered_at(self) -> dt.datetime:
        """Return when its person entered."""
        return dt.datetime.combine(self.values["entered_on"], self.values["entered_at"], JAPAN)

    @property
    def left_at(self) -> dt.datetime | None:
        """Return when they left, on the day of entering unless another is typed."""
        if self.values["left_at"] is None:
            return None
        day = self.values["left_on"] or self.values["entered_on"]
        return dt.datetime.combine(day, self.values["left_at"], JAPAN)

    def kept(self) -> dict[str, Any]:
        """Return it as a draft keeps it."""
        return kept_of(self.values)

    def written(self) -> SheetLine:
        """Return it as the service takes it."""
        values, declared = self.values, self.values["declared"]
        kind, row_id = values["who"] or ("", "")
        return SheetLine(
            self.number,
            self.entered_at,
            self.left_at,
            **{name: values[name] for name in _TEXTS},
            worker_id=UUID(row_id) if kind == "worker" else None,
            staff_id=UUID(row_id) if kind == "staff" else None,
            devices=declared.devices,
            carries_nothing=declared.carries_nothing,
            are_back=values["are_back"] is not False,
            witnessed_how=values["witnessed_how"],
            is_signed=bool(values["is_signed"]),
        )


def kept_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of the form as JSON keeps them."""
    how, declared = values["witnessed_how"], values["declared"]
    return {
        **{name: values[name] for name in (*_TEXTS, *_CHOICES, "line")},
        **{name: _iso(values[name]) for name in ("entered_on", "entered_at", "left_on", "left_at")},
        "who": list(values["who"]) if values["who"] else None,
        "carries_nothing": declared.carries_nothing,
        "devices": [
            [each.class_id, each.count, each.treatment.value, each.kept_at, each.serial]
            for each in declared.devices
        ],
        "witnessed_how": how.value if how else None,
    }


def _iso(value: dt.date | dt.time | None) -> str | None:
    return None if value is None else value.isoformat()


def typed_values(kept: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of the form for a line that was kept."""
    days = {name: _day(kept.get(name)) for name in ("entered_on", "left_on")}
    times = {name: _time(kept.get(name)) for name in ("entered_at", "left_at")}
    how, who = kept.get("witnessed_how"), kept.get("who")
    return {
        **{name: kept.get(name, "") for name in _TEXTS},
        **{name: kept.get(name) for name in (*_CHOICES, "line")},
        **days,
        **times,
        "who": (who[0], who[1]) if who else None,
        "declared": _declaration(kept),
        "witnessed_how": WitnessMethod(how) if how else None,
    }


def _declaration(kept: Mapping[str, Any]) -> Declaration:
    devices = tuple(
        DeclaredDevice(class_id, count, Treatment(treatment), kept_at, serial)
        for class_id, count, treatment, kept_at, serial in kept.get("devices", ())
    )
    return Declaration(devices, bool(kept.get("carries_nothing")))


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _time(text: str | None) -> dt.time | None:
    return dt.time.fromisoformat(text) if text else None


def lines_of(kept: Iterable[Mapping[str, Any]]) -> tuple[KeyedLine, ...]:
    """Return the lines a draft kept."""
    return tuple(KeyedLine(typed_values(each)) for each in kept)


def columns(names: Mapping[Any, str], classes: Mapping[str, str]) -> tuple[Column[KeyedLine], ...]:
    """Return the columns of the lines keyed in; ``names`` are those of the people in the lists."""

    def told_person(line: KeyedLine) -> str:
        who = line.values["who"]
        return names.get(who, "") if who else str(line.values["person"])

    def told_devices(line: KeyedLine) -> str:
        declared: Declaration = line.values["declared"]
        told = [_told_device(device, classes) for device in declared.devices]
        return _("、").join(told) if told else _("持込なし")

    return (
        Column(mark("行"), lambda line: str(line.number), lambda line: line.number, align=Align.RIGHT),
        Column(mark("入室日時"), lambda line: moment_narrow(line.entered_at), lambda line: line.entered_at),
        Column(mark("退室日時"), lambda line: moment_narrow(line.left_at) if line.left_at else ""),
        Column(mark("入室者"), told_person, stretch=2),
        Column(mark("機器"), told_devices, stretch=2, spare=1),
        Column(mark("立会職員"), lambda line: str(line.values["witness"]), stretch=1, spare=2),
    )


def _told_device(device: DeclaredDevice, classes: Mapping[str, str]) -> str:
    word = classes.get(device.class_id, device.class_id)
    return _("{device} {count}台").format(device=word, count=device.count)
