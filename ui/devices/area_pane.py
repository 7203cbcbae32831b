"""One area beside the list: what it is, what holds at its door, and the deeds on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from oversight.access import Actor, Deed, may
from oversight.devices import AreaRow, DeviceClass, DoorPointRow, Holding
from oversight.words import _
from ui.devices.area_rows import told_level
from ui.devices.holding_part import HoldingPart
from ui.devices.points_part import PointsPart
from ui.shell import Shell
from ui.theme import Tone
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.facts import Facts
from ui.widgets.flow import Flow
from ui.widgets.lead_focus import lead_focus
from ui.widgets.pane import Pane
from ui.widgets.text import Tag

if TYPE_CHECKING:
    from oversight.office import Office


@dataclass(frozen=True)
class ShownArea:
    """An area with what holds at its door."""

    area: AreaRow
    holding: Holding
    classes: tuple[DeviceClass, ...]
    points: tuple[DoorPointRow, ...] = ()


def read_areas(office: Office) -> tuple[AreaRow, ...]:
    """Note what at the doors wants a look by now, and read the areas."""
    if may(office.actor, Deed.RECORD_VISIT):
        office.visits.look_for_points()
    return office.areas.list_areas()


def read_area(office: Office, area: AreaRow) -> ShownArea:
    """Read what the pane shows of an area."""
    holding, classes = office.areas.get_holding(area.id), office.areas.list_classes()
    return ShownArea(area, holding, classes, office.visits.list_points(area_id=area.id))


class AreaPane(Pane):
    """Each ``…_wanted`` asks for what its button says of the area shown."""

    door_wanted = Signal()
    log_wanted = Signal()
    found_wanted = Signal()
    change_wanted = Signal()
    withdrawal_wanted = Signal()

    def __init__(self, shell: Shell, shown: ShownArea, parent: QWidget | None = None) -> None:
        super().__init__(_("取扱区域の内容"), parent)
        self.shown, area = shown, shown.area
        tags = Flow()
        tags.addWidget(Tag(told_level(area), Tone.ATTENTION if area.draft.uses_core else Tone.NEUTRAL))
        self.column.addLayout(tags)
        self.change_button = Button(_("区域を直す"), icon="pencil")
        self.withdraw_button = Button(_("区域を外す"), kind=ButtonKind.QUIET, icon="trash")
        self.change_button.clicked.connect(self.change_wanted)
        self.withdraw_button.clicked.connect(self.withdrawal_wanted)
        self.door_button = Button(_("入口を開く"), kind=ButtonKind.PRIMARY, icon="door-enter")
        self.door_button.clicked.connect(self.door_wanted)
        self.log_button = Button(_("入退室記録を見る"), icon="clipboard-list")
        self.log_button.clicked.connect(self.log_wanted)
        self.found_button = Button(_("申告のない機器を見つけた"), icon="alert-triangle")
        self.found_button.clicked.connect(self.found_wanted)
        self._lay_deeds(shell.office.actor)
        self.points = PointsPart(shown.points, shell.office.actor)
        self.points.setHidden(not shown.points)
        self.column.addWidget(self.points)
        self.column.addWidget(Facts(_facts_of(area)))
        self.column.addWidget(HoldingPart(shown.holding, shown.classes))
        self.end()
        lead_focus(self, self.door_button if may(shell.office.actor, Deed.RECORD_VISIT) else self.log_button)

    def _lay_deeds(self, actor: Actor) -> None:
        deeds = Flow()
        if may(actor, Deed.RECORD_VISIT):
            deeds.addWidget(self.door_button)
            deeds.addWidget(self.found_button)
        deeds.addWidget(self.log_button)
        if may(actor, Deed.EDIT_REGISTER):
            for button in (self.change_button, self.withdraw_button):
                deeds.addWidget(button)
        self.column.addLayout(deeds)


def _facts_of(area: AreaRow) -> tuple[tuple[str, str], ...]:
    draft = area.draft
    return (
        (_("履行場所"), area.place),
        (_("委託先"), area.contractor),
        (_("契約"), area.contract),
        (_("システム"), _("、").join(draft.systems)),
        (_("閉室時刻"), f"{draft.closes_at:%H:%M}" if draft.closes_at else ""),
        (_("備考"), draft.remarks),
    )
