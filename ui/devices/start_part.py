"""Where one begins at a door: those who come often, one press each, and the ways for anybody else."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from oversight.devices import Regular
from oversight.words import _
from ui.widgets.buttons import Button, ButtonKind, NameButton
from ui.widgets.flow import Flow
from ui.widgets.pane import Pane
from ui.widgets.text import note, section


class StartPart(Pane):
    """Each button leads to a form."""

    def __init__(self, regulars: tuple[Regular, ...], parent: QWidget | None = None) -> None:
        super().__init__(_("入室の受付"), parent)
        self.entry_wanted = Button(_("入室を受け付ける"), kind=ButtonKind.PRIMARY, icon="door-enter")
        self.group_wanted = Button(_("組で受け付ける（2人以上）"), icon="users")
        self.regular_buttons: list[tuple[Regular, Button]] = []
        if regulars:
            self.column.addWidget(section(_("よく来る人")))
            self.column.addWidget(
                note(_("押すと、前回と同じ申告が入ります。今日の持ち物を確かめてください。"))
            )
            flow = Flow()
            for regular in regulars:
                told = _told_regular(regular)
                button = NameButton(told, spoken=told, kind=ButtonKind.LINE, icon="user")
                flow.addWidget(button)
                self.regular_buttons.append((regular, button))
            self.column.addLayout(flow)
        ways = Flow()
        ways.addWidget(self.entry_wanted)
        ways.addWidget(self.group_wanted)
        self.column.addLayout(ways)
        self.end()


def _told_regular(regular: Regular) -> str:
    told = f"{regular.person}　{regular.organisation}".strip()
    return _("{person}（離任）").format(person=told) if regular.is_leaver else told
