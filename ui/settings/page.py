"""Settings: one question at a time: the screen, the locks, the colleagues, the backups."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from oversight.change import Change, Subject
from oversight.words import _, mark
from ui.page import Page
from ui.rooms import Room
from ui.settings.backup_panel import BackupPanel
from ui.settings.colleagues_panel import ColleaguesPanel
from ui.settings.device_classes_panel import DeviceClassesPanel
from ui.settings.door_pin_panel import DoorPinPanel
from ui.settings.door_rules_panel import DoorRulesPanel
from ui.settings.hints_panel import HintsPanel
from ui.settings.ladder_panel import FINDINGS, LadderPanel
from ui.settings.locks_panel import LocksPanel
from ui.settings.look_panel import LookPanel
from ui.settings.office_panel import OfficePanel
from ui.settings.risk_panel import RiskPanel
from ui.settings.routes_panel import RoutesPanel
from ui.settings.sampling_panel import SamplingPanel
from ui.shell import Shell
from ui.widgets.chips import ChipRow, ChipSpec
from ui.widgets.lead_focus import lead_focus


class SettingsPage(Page):
    """One panel a subject; what concerns all is journalled, what concerns this machine is not."""

    key: ClassVar[Room] = Room.SETTINGS
    title: ClassVar[str] = mark("設定")
    icon: ClassVar[str] = "settings"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.look, self.backups = LookPanel(shell.looks), BackupPanel(shell)
        self.office_panel, self.locks = OfficePanel(shell), LocksPanel(shell)
        self.ladder, self.finding_ladder = LadderPanel(shell), LadderPanel(shell, FINDINGS)
        self.risks, self.routes = RiskPanel(shell), RoutesPanel(shell)
        self.door_rules, self.device_classes = DoorRulesPanel(shell), DeviceClassesPanel(shell)
        self.sampling, self.hints = SamplingPanel(shell), HintsPanel(shell)
        self.door_pin, self.colleagues = DoorPinPanel(shell), ColleaguesPanel(shell)
        self._of_office = (
            *(self.office_panel, self.ladder, self.finding_ladder, self.risks),
            *(self.routes, self.door_rules, self.device_classes, self.sampling, self.hints, self.locks),
        )
        self.panels = QStackedWidget()
        panels = self._named()
        for _word, panel in panels:
            self.panels.addWidget(panel)
        chips = [ChipSpec(place, word) for place, (word, _panel) in enumerate(panels)]
        self.chips = ChipRow(chips, name=_("設定の種類"), one=True)
        self.add_filter(self.chips)
        lead_focus(self, self.chips.chips[0])
        self.set_body(self.panels)
        self.chips.chosen_changed.connect(self._turn)

    def _named(self) -> tuple[tuple[str, QWidget], ...]:
        """Return the panels in their order, each with its word."""
        return (
            (_("画面"), self.look),
            (_("事務所と期限"), self.office_panel),
            (_("月次報告の督促"), self.ladder),
            (_("指摘の督促"), self.finding_ladder),
            (_("検査の優先度"), self.risks),
            (_("標本"), self.sampling),
            (_("確認の手がかり"), self.hints),
            (_("決裁"), self.routes),
            (_("入室の決まり"), self.door_rules),
            (_("持込機器の種類"), self.device_classes),
            (_("錠と鍵"), self.locks),
            (_("自分の暗証番号"), self.door_pin),
            (_("職員"), self.colleagues),
            (_("控え"), self.backups),
        )

    @Slot(object)
    def _turn(self, _chosen: object) -> None:
        place = self.chips.only
        if isinstance(place, int):
            self.panels.setCurrentIndex(place)

    @override
    def on_show(self) -> None:
        for panel in (*self._of_office, self.door_pin, self.colleagues, self.backups):
            panel.read()

    @override
    def on_change(self, change: Change) -> None:
        if change.touches(Subject.SETTINGS):
            for panel in self._of_office:
                panel.read()
        if change.touches(Subject.PEOPLE):
            self.door_pin.read()
            self.colleagues.read()

    @override
    def has_unsaved(self) -> bool:
        return any(panel.is_changed for panel in (*self._of_office, self.door_pin))

    @override
    def help_text(self) -> str:
        return _(
            "「画面」はこのパソコンだけの設定です。ほかは保管庫を使う全員に関わり、変えると記録簿に残ります。"
        )
