"""Who and what is inside an area now: longest first, what is unaccounted for in red."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from oversight.devices import InsideRow
from oversight.words import _, _n
from ui.devices.leavers_field import told_device
from ui.theme import Tone, current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.days import moment_narrow
from ui.widgets.flow import Flow
from ui.widgets.pane import Pane
from ui.widgets.text import Tag, Wrapping, note, section


class InsidePart(Pane):
    """``exit_wanted`` and ``return_wanted`` carry the row; ``leaving_wanted`` the rows and who is chosen.

    One who has nothing to take back leaves by one press.
    """

    exit_wanted = Signal(object)
    leaving_wanted = Signal(object, object)
    return_wanted = Signal(object)

    def __init__(self, rows: Sequence[InsideRow], most: int | None, parent: QWidget | None = None) -> None:
        super().__init__(_("いま中にいる人"), parent)
        self.buttons: list[Button] = []
        self.late_buttons: list[Button] = []
        self.group_buttons: list[Button] = []
        inside = tuple(row for row in rows if row.visit.is_inside)
        told = _n("いま中に{count}人", len(inside)).format(count=len(inside))
        if most is not None:
            told = _("{told}（上限{most}人）").format(told=told, most=most)
        self.column.addWidget(section(told))
        if not rows:
            self.column.addWidget(note(_("だれもいません。返していない機器もありません。")))
        self._add_groups(inside)
        for row in rows:
            self.column.addWidget(self._card(row))
        self.end()

    def _add_groups(self, inside: Sequence[InsideRow]) -> None:
        """Offer each group to leave at once, and any who are inside together."""
        groups: dict[UUID, list[InsideRow]] = {}
        for row in inside:
            if row.visit.group_id is not None:
                groups.setdefault(row.visit.group_id, []).append(row)
        for rows in groups.values():
            if len(rows) > 1:
                names = _("、").join(row.visit.person for row in rows)
                word = _("この組の{count}人の退室").format(count=len(rows))
                button = self._group_button(word, rows, {row.visit.id for row in rows})
                button.setAccessibleName(f"{word} {names}")
                self.column.addWidget(note(names))
                self.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        if len(inside) > 1:
            button = self._group_button(_("何人かを選んで退室"), inside, frozenset())
            self.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _group_button(self, word: str, rows: Sequence[InsideRow], chosen: Collection[UUID]) -> Button:
        button = Button(word, icon="door-exit")
        button.clicked.connect(partial(self.leaving_wanted.emit, tuple(rows), frozenset(chosen)))
        self.group_buttons.append(button)
        return button

    def _card(self, row: InsideRow) -> QWidget:
        visit, card = row.visit, QFrame()
        card.setProperty("piece", "card")
        space = current_theme().space
        column = QVBoxLayout(card)
        column.setContentsMargins(space(12), space(12), space(12), space(12))
        column.setSpacing(space(6))
        head = Flow()
        head.addWidget(Wrapping(visit.person, "strong"))
        if not visit.is_inside:
            head.addWidget(Tag(_("退室済み・返却なし"), Tone.DANGER))
        elif row.is_past_closing:
            head.addWidget(Tag(_("閉室時刻を過ぎています"), Tone.DANGER))
        column.addLayout(head)
        column.addWidget(note(_told_visit(row)))
        if visit.escort:
            column.addWidget(note(_("付添い: {escort}").format(escort=visit.escort)))
        for device in visit.owed:
            column.addWidget(note(told_device(device)))
        column.addLayout(self._deeds(row))
        return card

    def _deeds(self, row: InsideRow) -> Flow:
        visit, flow = row.visit, Flow()
        word = _("退室を記録する") if visit.is_inside else _("返却を記録する")
        button = Button(word, icon="door-exit" if visit.is_inside else "check")
        button.setAccessibleName(f"{visit.person} {word}")
        flow.addWidget(button)
        self.buttons.append(button)
        by_form = partial(self.leaving_wanted.emit, (row,), frozenset({visit.id}))
        if not visit.is_inside:
            button.clicked.connect(partial(self.return_wanted.emit, row))
        elif visit.owed:
            button.clicked.connect(by_form)
        else:
            button.clicked.connect(partial(self.exit_wanted.emit, row))
            late = Button(_("後から記録する"), kind=ButtonKind.QUIET)
            late.setAccessibleName(_("{person} の退室を後から記録する").format(person=visit.person))
            late.clicked.connect(by_form)
            flow.addWidget(late)
            self.late_buttons.append(late)
        return flow


def _told_visit(row: InsideRow) -> str:
    visit = row.visit
    since = _("{time} 入室").format(time=moment_narrow(visit.entered_at))
    return "　".join(part for part in (visit.organisation, visit.purpose, since) if part)
