"""The entry log of an area, month by month: who came and left, with what, who stood by; to a workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from oversight.calendar import show_short
from oversight.calendar.fiscal import next_month
from oversight.clock import at_japan
from oversight.devices import AreaRow, DoorPointKind, VisitDeviceRow, VisitRow, WitnessCount
from oversight.inspections import word_of
from oversight.reports import show_month
from oversight.words import _, _n, mark
from ui.actions import EXPORT, action_button
from ui.exporting import save_table
from ui.shell import Shell
from ui.theme import Tone, current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.columns import Align, Column
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow import Flow
from ui.widgets.lead_focus import lead_focus
from ui.widgets.row_table import RowTable
from ui.widgets.text import note, section


def told_left(visit: VisitRow) -> str:
    """Return when a visitor left, or that they are inside."""
    return _told_moment(visit.left_at) if visit.left_at is not None else _("在室")


def told_devices(visit: VisitRow) -> str:
    """Return what was declared and what became of it."""
    if visit.carries_nothing:
        return _("持込なし")
    return _("、").join(_told_device(device) for device in visit.devices)


def told_exceptions(visit: VisitRow) -> str:
    """Return with what a visitor was let in all the same, and that it was entered afterwards."""
    late = [_("後から記録")] if visit.late_reason else []
    return _("、").join([*late, *(word_of(DoorPointKind(kind)) for kind in visit.exceptions)])


def _told_device(device: VisitDeviceRow) -> str:
    told = _("{device} {count}台").format(device=device.class_word, count=device.count)
    where = [word_of(device.treatment), device.kept_at or device.permit_number]
    if device.returned_at is not None:
        where.append(_("{time} 返却").format(time=_told_moment(device.returned_at)))
    return _("{what}（{rules}）").format(what=told, rules=" ".join(filter(None, where)))


def _told_moment(moment: dt.datetime) -> str:
    at = at_japan(moment)
    return f"{show_short(at.date())} {at:%H:%M}"


COLUMNS: tuple[Column[VisitRow], ...] = (
    Column(mark("番号"), lambda row: str(row.number), lambda row: row.number, align=Align.RIGHT),
    Column(mark("入室日時"), lambda row: _told_moment(row.entered_at), lambda row: row.entered_at),
    Column(
        mark("退室日時"),
        told_left,
        lambda row: row.left_at or row.entered_at,
        tone=lambda row: Tone.DANGER if row.unaccounted else None,
    ),
    Column(mark("入室者"), lambda row: row.person, stretch=1),
    Column(mark("所属"), lambda row: row.organisation, stretch=2, spare=2),
    Column(mark("目的"), lambda row: row.purpose, stretch=2, spare=3),
    Column(mark("機器"), told_devices, stretch=3),
    Column(mark("立会職員"), lambda row: row.witness, stretch=1, spare=1),
    Column(mark("付添い"), lambda row: row.escort, stretch=1, spare=5),
    Column(mark("例外"), told_exceptions, tone=lambda _row: Tone.ATTENTION, stretch=1, spare=4),
)


def open_entry_log(shell: Shell, area: AreaRow, month: dt.date | None = None) -> None:
    """Open the entry log of an area on the whole window; at a month asked for, over what covers it."""
    log = EntryLog(shell, area, month or shell.clock.today().replace(day=1))
    if month is not None:
        log.leave_button.setText(_("元の画面へ戻る"))
    shell.cover(log, over=month is not None)


class EntryLog(QWidget):
    """Covers the window with one month of one area."""

    def __init__(self, shell: Shell, area: AreaRow, month: dt.date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell, self.area, self.month = shell, area, month
        self.setProperty("surface", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("入退室記録"))
        self.table: RowTable[VisitRow] = RowTable(COLUMNS, name=_("入退室記録"), key=lambda row: row.id)
        self.empty = EmptyState("")
        self.body = QStackedWidget()
        self.heading, self.witnesses = section(""), note("")
        self.previous_button = Button(_("前の月"), kind=ButtonKind.QUIET, icon="chevron-left")
        self.next_button = Button(_("次の月"), kind=ButtonKind.QUIET, icon="chevron-right")
        self.export_button = action_button(EXPORT, self.export)
        self.leave_button = Button(_("一覧へ戻る"), kind=ButtonKind.QUIET, icon="arrow-left")
        self._lay_out()
        self.previous_button.clicked.connect(self._go_back)
        self.next_button.clicked.connect(self._go_on)
        self.leave_button.clicked.connect(self.leave)
        lead_focus(self, self.previous_button)
        self.read()

    def _lay_out(self) -> None:
        space = current_theme().space
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.leave_button)
        tools = Flow()
        for button in (self.previous_button, self.next_button, self.export_button):
            tools.addWidget(button)
        self.body.addWidget(self.table)
        self.body.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(32), space(16), space(32), space(16))
        column.setSpacing(space(12))
        column.addLayout(head)
        column.addLayout(tools)
        column.addWidget(self.body, 1)
        column.addWidget(self.witnesses)

    def read(self) -> None:
        """Read the month."""
        visits, area_id, month = self._shell.office.visits, self.area.id, self.month

        def work() -> tuple[tuple[VisitRow, ...], tuple[WitnessCount, ...]]:
            return visits.list_visits(area_id, month), visits.who_witnessed(area_id, month)

        self._shell.read(work, self._show, owner=self, what=_("入退室記録を読んでいます"))

    def _show(self, answer: tuple[tuple[VisitRow, ...], tuple[WitnessCount, ...]]) -> None:
        rows, witnesses = answer
        count = _n("{count:,}件の入室", len(rows)).format(count=len(rows))
        title = _("入退室記録　{area}　{month}　{count}")
        self.heading.setText(title.format(area=self.area.told, month=show_month(self.month), count=count))
        self.table.replace_rows(rows)
        self.body.setCurrentWidget(self.table if rows else self.empty)
        self.empty.say(_("この月の入室の記録はありません。"), _("「入口を開く」で、入室を記録します。"))
        self.export_button.setEnabled(bool(rows))
        self.witnesses.setText(_("、").join(_told_witnesses(witnesses)))
        self.witnesses.setVisible(bool(witnesses))
        self.next_button.setEnabled(next_month(self.month) <= self._shell.clock.today())

    @Slot()
    def _go_back(self) -> None:
        self.month = (self.month - dt.timedelta(days=1)).replace(day=1)
        self.read()

    @Slot()
    def _go_on(self) -> None:
        self.month = next_month(self.month)
        self.read()

    @Slot()
    def export(self) -> None:
        """Write the month to a workbook."""
        month = f"{self.month:%Y-%m}"
        title = _("入退室記録　{area}　{month}").format(area=self.area.told, month=month)
        save_table(self._shell, self.table, title)

    @Slot()
    def leave(self) -> None:
        """Go back to where one came from."""
        self._shell.uncover()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)


def _told_witnesses(witnesses: tuple[WitnessCount, ...]) -> Iterator[str]:
    for each in witnesses:
        yield _n("立会い {name} {count}回", each.times).format(name=each.name, count=each.times)
