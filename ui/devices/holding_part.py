"""What holds at the door of an area, in words: what is asked, what becomes of each device, and why."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QVBoxLayout, QWidget

from oversight.choice_words import word_of
from oversight.devices import DeviceClass, Handling, Holding
from oversight.words import _, _n
from ui.theme import Tone, current_theme
from ui.widgets.facts import Facts
from ui.widgets.text import Tag, note, section

HANDLING_TONES = {
    Handling.BANNED: Tone.DANGER,
    Handling.DEPOSIT: Tone.ATTENTION,
    Handling.PERMIT: Tone.INFO,
    Handling.ALLOWED: Tone.NEUTRAL,
}


class HoldingPart(QWidget):
    """The demands of a door, then its devices by what becomes of them, each with the rules that say so."""

    def __init__(
        self, holding: Holding, classes: tuple[DeviceClass, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(8))
        column.addWidget(section(_("入口で求めること")))
        asked = tuple(told_demands(holding))
        column.addWidget(Facts(asked) if asked else note(_("決まりはありません。")))
        column.addWidget(section(_("持ち込む機器")))
        for handling in Handling:
            names = told_devices(holding, classes, handling)
            if names:
                column.addWidget(Tag(word_of(handling), HANDLING_TONES[handling]))
                for line in names:
                    column.addWidget(note(line))


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


def told_devices(holding: Holding, classes: tuple[DeviceClass, ...], handling: Handling) -> tuple[str, ...]:
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
