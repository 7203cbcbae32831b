"""Days proposed for what is open: why each, by whom; what is taken becomes plans in one go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from oversight.calendar import show_short
from oversight.change import Change
from oversight.coverage import CoverKey, Proposal
from oversight.words import _, _n, mark
from ui.coverage.rows import told_points
from ui.shell import Shell
from ui.theme import Tone, current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.columns import Align, Column
from ui.widgets.flow import Flow
from ui.widgets.lead_focus import lead_focus
from ui.widgets.row_table import RowTable
from ui.widgets.text import note, prose

_ROWS_IN_SIGHT = 5


class ProposalsPanel(QWidget):
    """Stands in the place of the list; ``done`` follows the plans made, ``declined`` the way back."""

    done = Signal(int)
    declined = Signal()

    def __init__(self, shell: Shell, proposals: Sequence[Proposal], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self.proposals = tuple(proposals)
        self._left_out = {_key(each) for each in proposals if each.day is None}
        self.table: RowTable[Proposal] = RowTable(self._columns(), name=_("検査の日の提案"), key=_key)
        self.why = prose("")
        self.take_button = Button("", kind=ButtonKind.PRIMARY, icon="calendar")
        self.toggle_button = Button(_("選んだ契約を外す・戻す"), icon="check")
        self.back_button = Button(_("やめる"))
        self._lay_out()
        lead_focus(self, self.table)
        self.table.installEventFilter(self)
        self.table.row_chosen.connect(self._tell)
        self.table.row_opened.connect(self._toggle)
        self.take_button.clicked.connect(self.take)
        self.toggle_button.clicked.connect(self.toggle)
        self.back_button.clicked.connect(self.declined)
        self.table.replace_rows(self.proposals)
        self.table.choose_first()
        self._count()

    def _columns(self) -> tuple[Column[Proposal], ...]:
        return (
            Column(
                mark("計画"),
                self._told_choice,
                tone=lambda each: Tone.INFO if self.is_taken(each) else Tone.NEUTRAL,
                is_tag=True,
            ),
            Column(mark("提案日"), _told_day, lambda each: each.day or dt.date.max),
            Column(
                mark("優先度"),
                lambda each: told_points(each.risk),
                lambda each: -each.risk.points,
                align=Align.RIGHT,
            ),
            Column(mark("委託先"), lambda each: each.contract.contractor, width=108, stretch=2),
            Column(mark("契約"), lambda each: each.contract.title, width=118, stretch=3),
            Column(mark("検査員"), _told_team, stretch=1, spare=1),
            Column(
                mark("期限"),
                lambda each: show_short(each.year.due_on),
                lambda each: each.year.due_on,
                spare=2,
            ),
        )

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(8))
        told = _(
            "まだ検査も予定もない契約に、優先度の高い順に日と検査員を提案しています。"
            "閉庁日を避け、検査員の週の件数（設定）に収めています。計画するまで、何も書き込みません。"
        )
        self.table.setMinimumHeight(current_theme().row_height * _ROWS_IN_SIGHT)
        for widget in (note(told), self.table, self.why):
            column.addWidget(widget, 1 if widget is self.table else 0)
        buttons = Flow()
        for button in (self.take_button, self.toggle_button, self.back_button):
            buttons.addWidget(button)
        column.addLayout(buttons)

    def is_taken(self, proposal: Proposal) -> bool:
        """Tell whether a proposal will be planned."""
        return _key(proposal) not in self._left_out

    def _told_choice(self, proposal: Proposal) -> str:
        if proposal.day is None:
            return _("空きなし")
        return _("計画する") if self.is_taken(proposal) else _("見送る")

    @Slot(object)
    def _tell(self, proposal: Proposal | None) -> None:
        """Say why the proposal under the cursor stands where it does."""
        if proposal is None:
            self.why.setText("")
            return
        told = _("{contractor}　{why}").format(contractor=proposal.contract.contractor, why=proposal.why)
        if proposal.day is None:
            day = show_short(proposal.year.due_on)
            told += "\n" + _("{day}までに、検査員の空いている開庁日がありません。").format(day=day)
        self.why.setText(told)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Space take a proposal out or back."""
        is_press = event.type() == QEvent.Type.KeyPress
        if is_press and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space:
            self.toggle()
            return True
        return super().eventFilter(watched, event)

    @Slot()
    def toggle(self) -> None:
        """Take the proposal under the cursor out, or back."""
        if self.table.chosen is not None:
            self._toggle(self.table.chosen)

    @Slot(object)
    def _toggle(self, proposal: Proposal) -> None:
        if proposal.day is not None:
            self._left_out ^= {_key(proposal)}
            self.table.viewport().update()
            self._count()

    @property
    def taken(self) -> tuple[Proposal, ...]:
        """Return what will be planned."""
        return tuple(each for each in self.proposals if self.is_taken(each))

    def _count(self) -> None:
        count = len(self.taken)
        self.take_button.setText(_n("{count}件の検査を計画する", count).format(count=count))
        self.take_button.setEnabled(count > 0)

    @Slot()
    def take(self) -> None:
        """Plan what is taken: all of it, or nothing."""
        taken, plan = self.taken, self._shell.office.year_plan
        self.take_button.setEnabled(False)

        def finish(_change: Change) -> None:
            self.done.emit(len(taken))

        self._shell.do(
            lambda: plan.adopt(taken), finish, self._fail, owner=self, what=_("検査を計画しています")
        )

    def _fail(self, error: Exception) -> None:
        self._count()
        self._shell.notices.show_error(error)


def _key(proposal: Proposal) -> CoverKey:
    return CoverKey(proposal.contract.contract_id, proposal.year.starts_on)


def _told_day(proposal: Proposal) -> str:
    return show_short(proposal.day) if proposal.day else ""


def _told_team(proposal: Proposal) -> str:
    return _("、").join(member.name for member in proposal.team)
