"""The rule that held at a door as a visit keeps it, and read back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from models.device import DoorPointKind, Handling
from oversight.devices.rules import Holding, Said

_NAMED = ("witness_by", "two_persons_by", "escort_by", "no_camera_by", "max_persons_by")
"""The demands of a rule, each with the rules that make it."""


def rule_as_kept(holding: Holding, passed: Sequence[DoorPointKind], reason: str) -> Mapping[str, object]:
    """Return the rule that held as the visit keeps it, with what was let pass and why."""
    return {
        "devices": _said(holding),
        **{name: list(getattr(holding, name)) for name in _NAMED},
        "max_persons": holding.max_persons,
        "exceptions": [kind.value for kind in passed],
        "exception_reason": reason.strip(),
    }


def holding_as_kept(rule: Mapping[str, Any]) -> Holding:
    """Return what held, from what ``rule_as_kept`` made of it."""
    devices = {
        name: Said(Handling(each["handling"]), tuple(each["rules"]))
        for each in rule["devices"]
        for name in each["classes"]
    }
    by: dict[str, Any] = {name: tuple(rule.get(name, ())) for name in _NAMED}
    return Holding(devices, max_persons=rule.get("max_persons"), **by)


def _said(holding: Holding) -> list[dict[str, object]]:
    """Return what holds for the classes, those of which the same is said together: a log has many visits."""
    classes: dict[Said, list[str]] = {}
    for name, said in sorted(holding.devices.items()):
        classes.setdefault(said, []).append(name)
    return [
        {"handling": said.handling.value, "rules": list(said.rules), "classes": names}
        for said, names in classes.items()
    ]
