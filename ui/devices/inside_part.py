"""Who and what is inside an area now: longest first, what is unaccounted for in red."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from oversight.devices import InsideRow
from oversight.words import _, _n
from ui.devices.leaving_form import told_device
from ui.theme import Tone, current_theme
from ui.widgets.buttons import Button
from ui.widgets.days import moment_narrow
from ui.widgets.flow import Flow
from ui.widgets.pane import Pane
from ui.widgets.text import Tag, note, section, strong


class InsidePart(Pane):
    """``leaving_wanted`` and ``return_wanted`` carry the row."""

    leaving_wanted = Signal(object)
    return_wanted = Signal(object)

    def __init__(self, rows: Sequence[InsideRow], most: int | None, parent: QWidget | None = None) -> None:
        super().__init__(_("いま中にいる人"), parent)
        self.buttons: list[Button] = []
        count = sum(row.visit.is_inside for row in rows)
        told = _n("いま中に{count}人", count).format(count=count)
        if most is not None:
            told = _("{told}（上限{most}人）").format(told=told, most=most)
        self.column.addWidget(section(told))
        if not rows:
            self.column.addWidget(note(_("だれもいません。返していない機器もありません。")))
        for row in rows:
            self.column.addWidget(self._card(row))
        self.end()

    def _card(self, row: InsideRow) -> QWidget:
        visit, card = row.visit, QFrame()
        card.setProperty("piece", "card")
        space = current_theme().space
        column = QVBoxLayout(card)
        column.setContentsMargins(space(12), space(12), space(12), space(12))
        column.setSpacing(space(6))
        head = Flow()
        head.addWidget(strong(visit.person))
        if not visit.is_inside:
            head.addWidget(Tag(_("退室済み・返却なし"), Tone.DANGER))
        elif row.is_past_closing:
            head.addWidget(Tag(_("閉室時刻を過ぎています"), Tone.DANGER))
        column.addLayout(head)
        column.addWidget(note(_told_visit(row)))
        for device in visit.owed:
            column.addWidget(note(told_device(device)))
        word = _("退室を記録する") if visit.is_inside else _("返却を記録する")
        button = Button(word, icon="door-exit" if visit.is_inside else "check")
        button.setAccessibleName(f"{visit.person} {word}")
        wanted = self.leaving_wanted if visit.is_inside else self.return_wanted
        button.clicked.connect(partial(wanted.emit, row))
        self.buttons.append(button)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return card


def _told_visit(row: InsideRow) -> str:
    visit = row.visit
    since = _("{time} 入室").format(time=moment_narrow(visit.entered_at))
    return "　".join(part for part in (visit.organisation, visit.purpose, since) if part)
