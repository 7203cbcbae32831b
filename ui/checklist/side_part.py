"""Beside the form: how an item looks, the dry run, what is to be put right, what differs."""

from __future__ import annotations

import datetime as dt
from enum import Enum

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from oversight.words import _, mark
from ui.checklist.difference_list import DifferenceList
from ui.checklist.dry_run import DryRun
from ui.checklist.fault_list import FaultList
from ui.checklist.preview import Preview
from ui.checklist.watcher import Seen
from ui.theme import current_theme
from ui.widgets.chips import ChipRow, ChipSpec


class Side(Enum):
    """What stands beside the form."""

    PREVIEW = mark("見本")
    DRY_RUN = mark("試す")
    FAULTS = mark("直すところ")
    DIFFERENCES = mark("元との違い")
    TAKEN_IN = mark("取り込みの記録")


class SidePart(QWidget):
    """``turned`` follows another side being shown; ``taken`` tells what a file lost on its way in."""

    turned = Signal()

    def __init__(
        self,
        today: dt.date,
        *,
        is_read_only: bool,
        has_base: bool,
        taken: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.preview, self.dry_run = Preview(), DryRun(today)
        self.faults, self.differences = FaultList(), DifferenceList()
        parts: dict[Side, QWidget] = {
            Side.PREVIEW: self.preview,
            Side.DRY_RUN: self.dry_run,
            Side.FAULTS: self.faults,
            Side.DIFFERENCES: self.differences,
            **({Side.TAKEN_IN: taken} if taken is not None else {}),
        }
        self._parts: dict[Side, QWidget] = {}
        for side, part in parts.items():
            if self._is_offered(side, is_read_only=is_read_only, has_base=has_base):
                self._parts[side] = part
            else:
                part.setParent(self)
                part.hide()
        specs = [ChipSpec(side, _(side.value)) for side in self._parts]
        self.chips = ChipRow(specs, name=_("横に出すもの"), one=True)
        self._lay_out()
        self.chips.chosen_changed.connect(self._turn)

    def _lay_out(self) -> None:
        self.stack = QStackedWidget()
        for part in self._parts.values():
            self.stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(8))
        column.addWidget(self.chips)
        column.addWidget(self.stack, 1)

    @staticmethod
    def _is_offered(side: Side, *, is_read_only: bool, has_base: bool) -> bool:
        if side is Side.FAULTS:
            return not is_read_only
        return side is not Side.DIFFERENCES or has_base

    @property
    def side(self) -> Side:
        """Return what is shown."""
        side = self.chips.only
        return side if isinstance(side, Side) else Side.PREVIEW

    def turn(self, side: Side) -> None:
        """Show another side."""
        self.chips.choose(side)

    @Slot(object)
    def _turn(self, _chosen: object) -> None:
        self.stack.setCurrentWidget(self._parts[self.side])
        self.turned.emit()

    def show_seen(self, seen: Seen) -> None:
        """Show what a look at the draft found."""
        self.faults.show_faults(seen.faults)
        self.differences.show_differences(seen.differences)
        counts = {Side.FAULTS: len(seen.faults), Side.DIFFERENCES: len(seen.differences)}
        for side, count in counts.items():
            self.chips.say_count(side, _("{word} {count:,}").format(word=_(side.value), count=count))
        self.dry_run.show_edition(seen.edition)
        if seen.trial is not None:
            self.dry_run.say(len(seen.trial.asked), seen.trial.of, seen.trial.wrong)
