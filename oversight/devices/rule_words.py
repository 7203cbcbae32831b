"""What holds at a door in words: what is asked, what becomes of each device, and which rules say so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.device import Handling
from oversight.choice_words import word_of
from oversight.devices.classes import DeviceClass
from oversight.devices.rules import Holding
from oversight.words import _, _n


def told_demands(holding: Holding) -> Iterator[tuple[str, str]]:
    """Yield what is asked at a door, each with who says so."""
    for word, by in (
        (_("市職員の立会い"), holding.witness_by),
        (_("2人以上で入室"), holding.two_persons_by),
        (_("付添い"), holding.escort_by),
        (_("撮影の禁止"), holding.no_camera_by),
    ):
        if by:
            yield word, _("、").join(by)
    if holding.max_persons is not None:
        told = _n("{count}人まで", holding.max_persons).format(count=holding.max_persons)
        rules = _("、").join(holding.max_persons_by)
        yield _("人数"), _("{devices}（{rules}）").format(devices=told, rules=rules) if rules else told


def told_devices(holding: Holding, classes: Sequence[DeviceClass], handling: Handling) -> tuple[str, ...]:
    """Return the devices that are handled so, in a line for each set of rules that says it."""
    lines: dict[tuple[str, ...], list[str]] = {}
    for device in classes:
        said = holding.devices.get(device.id)
        if said is not None and said.handling is handling:
            lines.setdefault(said.rules, []).append(device.told)
    return tuple(
        _("{devices}（{rules}）").format(devices=_("、").join(names), rules=_("、").join(rules))
        if rules
        else _("、").join(names)
        for rules, names in lines.items()
    )


def told_rule(holding: Holding, classes: Sequence[DeviceClass]) -> tuple[tuple[str, str], ...]:
    """Return all that holds at a door, label by label: each way of handling, then what is asked."""
    handled = [
        (word_of(handling), "\n".join(told_devices(holding, classes, handling))) for handling in Handling
    ]
    demands = [_("{devices}（{rules}）").format(devices=word, rules=by) for word, by in told_demands(holding)]
    asked = (_("入口で求めること"), _("、").join(demands))
    return tuple((label, told) for label, told in (*handled, asked) if told)
