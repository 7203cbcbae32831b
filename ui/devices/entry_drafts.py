"""An entry half made as it is kept between presses: no signature, no passphrase; and back into its form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import UUID

from oversight.devices import DeclaredDevice, Regular, Treatment
from ui.devices.declared_field import Declaration
from ui.devices.given_persons import Given

_TEXTS = (
    *("person", "organisation", "purpose", "exception_reason"),
    *("late_reason", "witness_written", "escort"),
)
_IDS = ("inspection_id", "escort_id")
_LATE: dict[str, Callable[[str], Any]] = {
    "late_on": dt.date.fromisoformat,
    "late_at": dt.time.fromisoformat,
}


def kept_of(values: dict[str, Any]) -> dict[str, Any]:
    """Return an entry half made as it is kept."""
    kept: dict[str, Any] = {name: values[name] for name in _TEXTS if name in values}
    kept |= {name: str(values[name]) for name in _IDS if values.get(name)}
    kept |= {name: values[name].isoformat() for name in _LATE if values.get(name) is not None}
    if "persons" in values:
        return kept | {"persons": [_kept_person(each) for each in values["persons"]]}
    return kept | {"who": _kept_who(values["who"]), **_kept_declaration(values["declared"])}


def values_of(kept: dict[str, Any]) -> dict[str, Any]:
    """Return the values of the form for an entry that was kept."""
    values: dict[str, Any] = {name: kept.get(name, "") for name in _TEXTS}
    values |= {name: UUID(kept[name]) if kept.get(name) else None for name in _IDS}
    values |= {name: read(kept[name]) if kept.get(name) else None for name, read in _LATE.items()}
    if "persons" in kept:
        return values | {"persons": tuple(_person(each) for each in kept["persons"])}
    return values | {"who": _who(kept), "declared": _declaration(kept)}


def values_of_regular(regular: Regular) -> dict[str, Any]:
    """Return the values of the form for somebody who comes often; a locker is given anew each time."""
    given = given_of_regular(regular)
    return {
        "who": given.who,
        "person": given.person if given.who is None else "",
        "organisation": given.organisation,
        "purpose": regular.purpose,
        "declared": given.declared,
    }


def given_of_regular(regular: Regular) -> Given:
    """Return what is known of somebody who comes often."""
    worker, staff = regular.worker_id, regular.staff_id
    who = ("worker", str(worker)) if worker else ("staff", str(staff)) if staff else None
    declared = Declaration(regular.devices, regular.carries_nothing)
    return Given(who, regular.person, "" if who else regular.organisation, declared)


def _kept_who(who: tuple[str, str] | None) -> list[str] | None:
    return list(who) if who else None


def _kept_person(given: Given) -> dict[str, Any]:
    told = {"who": _kept_who(given.who), "person": given.person, "organisation": given.organisation}
    return told | _kept_declaration(given.declared)


def _kept_declaration(declared: Declaration) -> dict[str, Any]:
    return {
        "carries_nothing": declared.carries_nothing,
        "devices": [
            [
                each.class_id,
                each.count,
                each.treatment.value,
                each.kept_at,
                each.serial,
                str(each.permit_id) if each.permit_id else "",
            ]
            for each in declared.devices
        ],
    }


def _who(kept: dict[str, Any]) -> tuple[str, str] | None:
    who = kept.get("who")
    return (who[0], who[1]) if who else None


def _person(kept: dict[str, Any]) -> Given:
    return Given(_who(kept), kept.get("person", ""), kept.get("organisation", ""), _declaration(kept))


def _declaration(kept: dict[str, Any]) -> Declaration:
    devices = tuple(
        DeclaredDevice(
            class_id, count, Treatment(treatment), kept_at, serial, UUID(permit_id) if permit_id else None
        )
        for class_id, count, treatment, kept_at, serial, permit_id in kept.get("devices", ())
    )
    return Declaration(devices, bool(kept.get("carries_nothing")))
