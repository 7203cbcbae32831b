"""An office with its people, and what all of them do at the windows: sign in, fill in forms, sign."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from oversight.access import Role
from oversight.clock import JAPAN, FixedClock
from tests.stories.day import PASSPHRASE, Day
from tests.stories.keyboard import CTRL
from ui.deed_form import DeedForm
from ui.desk_view import DeskView
from ui.rooms import Room
from ui.settings.colleague_form import ColleagueForm, KeyForm
from ui.settings.page import SettingsPage
from ui.vault.lock_cover import LockCover
from ui.vault.unlock_page import UnlockPage
from ui.widgets.chips import ChipRow
from ui.widgets.choice_fields import ChoiceField, MultiChoiceField, OneOfField
from ui.widgets.fields import Field
from ui.widgets.ink_pad import InkField
from ui.widgets.row_table import RowTable


@dataclass(frozen=True)
class Colleague:
    """A colleague of the section: who they are and how they sign in."""

    name: str
    post: str
    user_id: str
    passphrase: str


INSPECTOR = Colleague("福井 太郎", "係長", "fukui", PASSPHRASE)
CHIEF = Colleague("舘 花子", "係長", "tachi", "白い雲が三つ並んで渡る午後の橋")
HEAD = Colleague("大野 実", "課長", "ohno", "古い時計台の鐘が七つ鳴り終える")

STAFF = (INSPECTOR, CHIEF, HEAD)


@dataclass
class OfficeDays(Day):
    """Goes on from a new vault; the clock stands at each day on which something is done."""

    clock: FixedClock = field(default_factory=lambda: FixedClock(dt.datetime(2025, 5, 12, 9, tzinfo=JAPAN)))

    def papers(self) -> Path:
        """Return the folder the papers go into."""
        folder = self.out / "papers"
        folder.mkdir(exist_ok=True)
        return folder

    def be_at(self, day: dt.date, hour: int = 9) -> None:
        """Go on to an hour of a day."""
        self.clock.moment = dt.datetime(day.year, day.month, day.day, hour, tzinfo=JAPAN)
        self.today = day

    def add_colleagues(self) -> None:
        """Let the section chief and the head have a key each, typed by themselves."""
        self._go_to(Room.SETTINGS)
        page = self.keys.wait_for(SettingsPage)
        self.turn_settings_to(page)
        panel = page.colleagues
        for each in (CHIEF, HEAD):
            self.keys.push(panel.add_button)
            form = self.keys.wait_for(ColleagueForm)
            self.keys.fill(form.fields["name"], each.name)
            self.keys.fill(form.fields["post"], each.post)
            self.keys.choose(form.fields["roles"], Role.MANAGER)
            if each is HEAD:
                self.untick(form.fields["roles"], Role.INSPECTOR)
            self.keys.push(form.save_button)
            self.keys.rest(0.3)
            panel.table.choose(next(row.id for row in panel.table.rows_model.rows if row.name == each.name))
            self.keys.push(panel.key_button)
            key = self.keys.wait_for(KeyForm)
            self.keys.fill(key.user_field, each.user_id)
            self.keys.fill(key.pair.first, each.passphrase)
            self.keys.fill(key.pair.second, each.passphrase)
            self.keys.push(key.give_button)
            self.keys.rest(0.5)
        self.keys.picture("colleagues")

    def turn_settings_to(self, page: SettingsPage) -> None:
        self.press_chip(page.chips, page.chips.chips[page.panels.indexOf(page.colleagues)])

    def untick(self, field: Field, value: object) -> None:
        """Take one of several choices back."""
        assert isinstance(field, MultiChoiceField)
        self.keys.tab_to(field)
        self.keys.tab_or_arrow_to(field.buttons[field._values.index(value)])
        self.keys.press(Qt.Key.Key_Space)
        assert value not in field.value()

    def press_chip(self, chips: ChipRow, chip: QAbstractButton) -> None:
        """Press a chip, unless it is pressed already: Tab enters the row, arrows walk it."""
        if not chip.isChecked():
            self.keys.tab_to(chips)
            self.keys.tab_or_arrow_to(chip)
            self.keys.press(Qt.Key.Key_Space)
            self.keys.rest(0.2)

    def sign_in(self, who: Colleague) -> None:
        """Lock, and let another open with their own key."""
        self.keys.press(Qt.Key.Key_L, CTRL)
        cover = self.keys.wait_for(LockCover)
        self.keys.push(cover.other_button)
        page = self.keys.wait_for(UnlockPage)
        self.keys.fill(page.user_field, who.user_id)
        self.keys.fill(page.passphrase_field, who.passphrase)
        self.keys.push(page.unlock_button)
        self.keys.wait_for(DeskView)

    def back_to_list(self, table: QWidget) -> None:
        """Leave the pane where large text lets it cover the list."""
        if not table.isVisible():
            self.keys.press(Qt.Key.Key_Escape)
            self.keys.rest(0.3)

    def open_row(self, table: RowTable[Any], row_id: object) -> None:
        """Open a row of a list in its pane."""
        self.back_to_list(table)
        table.choose(row_id)
        self.keys.rest(0.3)
        if table.isVisible():
            self.keys.tab_to(table)
            self.keys.press(Qt.Key.Key_Return)

    def fill_form(self, form: DeedForm, values: Mapping[str, object]) -> None:
        """Fill in a form and do its deed."""
        for name, value in values.items():
            each = form.form.fields[name]
            if isinstance(each, ChoiceField | OneOfField | MultiChoiceField):
                self.keys.choose(each, value)
            else:
                self.keys.fill(each, str(value))
        self.keys.push(form.do_button)
        self.keys.rest(0.5)

    def prove(self, form: DeedForm, who: Colleague) -> None:
        self.keys.choose(form.form.fields["user_id"], who.user_id)
        self.keys.fill(form.form.fields["passphrase"], who.passphrase)


def write_on(ink: InkField) -> None:
    """Draw a few strokes with the mouse: a signature has no other way but typing."""
    pad = ink.pad
    for top in (60, 100, 140):
        QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(80, top))
        for x in range(100, 420, 20):
            QTest.mouseMove(pad, QPoint(x, top + (x * 7) % 25))
        QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(420, top))


def typed(day: dt.date) -> str:
    return f"{day.year}/{day.month}/{day.day}"
