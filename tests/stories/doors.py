"""A walk through the doors of the made-up city, by keyboard: areas, a door, its log, permits, checklists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from oversight.demo import DEMO_PASSPHRASE, DEMO_USER, read_truths
from oversight.words import _
from tests.stories.day import PAGE_KEYS
from tests.stories.keyboard import CTRL, Keyboard
from ui.app import Program
from ui.checklist.editor import Editor
from ui.checklist.page import ChecklistsPage
from ui.checklist.pane import ChecklistPane, Wish
from ui.desk_view import DeskView
from ui.devices.area_pane import AreaPane
from ui.devices.areas_page import AreasPage
from ui.devices.door_page import DoorPage
from ui.devices.entry_form import EntryForm
from ui.devices.entry_log import EntryLog
from ui.devices.permit_pane import PermitPane
from ui.devices.permit_rows import PermitView
from ui.devices.permits_page import PermitsPage
from ui.rooms import Room
from ui.theme import load_first_fonts, load_later_fonts
from ui.vault.unlock_page import UnlockPage


@dataclass
class Doors:
    """The walk's steps in order; ``before`` are the pictures that were taken already."""

    program: Program
    city: Path
    out: Path
    before: list[Path] = field(default_factory=list)
    tell: Callable[[str], None] = lambda _sentence: None

    def __post_init__(self) -> None:
        load_first_fonts()
        load_later_fonts()
        self.keys = Keyboard(self.program, self.out)
        self.keys.pictures = list(self.before)
        self.contract = read_truths(self.city).door_camera[0].split()[0]

    def play(self) -> None:
        """Walk through all of it."""
        self.program.show()
        self.program.window.resize(1366, 768)
        self.keys.rest(0.3)
        for step in (
            self.enter,
            self.see_areas,
            self.see_work_room,
            self.see_archive,
            self.see_permits,
            self.copy_checklist,
        ):
            step()

    def enter(self) -> None:
        """Unlock the city."""
        self.tell(_("架空の市を開く"))
        unlock = self.keys.wait_for(UnlockPage)
        self.keys.fill(unlock.user_field, DEMO_USER)
        self.keys.fill(unlock.passphrase_field, DEMO_PASSPHRASE)
        self.keys.push(unlock.unlock_button)
        self.keys.wait_for(DeskView)
        self.keys.picture("city-home")

    def see_areas(self) -> None:
        """See all areas."""
        self.tell(_("取扱区域と入口を見る"))
        self._go_to(Room.DEVICES)
        self.keys.wait_for(AreasPage, ready=lambda page: page.table.rows_model.rowCount() > 1)
        self.keys.picture("city-areas")

    def see_work_room(self) -> None:
        """See an area with its points, and its door with people inside."""
        pane = self._choose_area("作業室")
        self.keys.picture("city-area-points")
        self.keys.push(pane.door_button)
        door = self.keys.wait_for(DoorPage)
        self.keys.picture("city-door-inside")
        self.keys.push(door.leave_button)

    def see_archive(self) -> None:
        """See a door where devices are deposited, somebody who comes often, and the log of two months."""
        pane = self._choose_area("書庫")
        self.keys.picture("city-area-deposit")
        self.keys.push(pane.door_button)
        door = self.keys.wait_for(DoorPage)
        self.keys.picture("city-door-deposit")
        self.keys.push(door.start.regular_buttons[0][1])
        self.keys.wait_for(EntryForm)
        self.keys.picture("city-door-entry")
        self.keys.press(Qt.Key.Key_Escape)
        pane = self.keys.wait_for(AreaPane)
        self.keys.push(pane.log_button)
        log = self.keys.wait_for(EntryLog, ready=lambda each: each.table.rows_model.rowCount() > 0)
        self.keys.picture("city-log")
        self.keys.push(log.previous_button)
        self.keys.rest(0.3)
        self.keys.picture("city-log-before")
        self.keys.push(log.leave_button)

    def see_permits(self) -> None:
        """See the permits in every standing, and one of them."""
        self.tell(_("持込許可を見る"))
        self._go_to(Room.PERMITS)
        page = self.keys.wait_for(PermitsPage)
        self.keys.tab_to(page.chips)
        self.keys.tab_or_arrow_to(page.chips.chips[-1])
        self.keys.press(Qt.Key.Key_Space)
        assert page.chips.only is PermitView.ALL
        self.keys.picture("city-permits")
        self._open_first(page.table)
        self.keys.wait_for(PermitPane)
        self.keys.picture("city-permit")

    def copy_checklist(self) -> None:
        """See the checklist, copy it, and see the copy in the editor."""
        self.tell(_("点検表を写して直す"))
        self._go_to(Room.CHECKLISTS)
        page = self.keys.wait_for(ChecklistsPage, ready=lambda each: bool(each.table.rows_model.rows))
        self._open_first(page.table)
        self.keys.wait_for(Editor)
        self.keys.press(Qt.Key.Key_Escape)
        pane = self.keys.wait_for(ChecklistPane)
        self.keys.picture("city-checklists")
        self.keys.push(pane.buttons[Wish.COPY])
        draft = self.keys.wait_for(ChecklistPane, ready=lambda each: each.shown.row.draft is not None)
        self.keys.push(draft.buttons[Wish.OPEN])
        editor = self.keys.wait_for(Editor, ready=lambda each: each.seen is not None)
        for _step in range(3):
            self.keys.press(Qt.Key.Key_Down)
        assert editor.place.item is not None
        self.keys.picture("city-checklist-draft")
        self.keys.press(Qt.Key.Key_Escape)

    def _choose_area(self, name: str) -> AreaPane:
        page = self.keys.wait_for(AreasPage)
        if not page.table.isVisible():  # large words: the area shown stands alone
            assert page.split is not None
            self.keys.push(page.split._close)
        self.keys.tab_to(page.search)
        self.keys.press(Qt.Key.Key_A, CTRL)
        self.keys.type(f"{self.contract} {name}")
        self.keys.rest(0.5)
        assert page.table.rows_model.rowCount() == 1, "the area is not found by its contract and name"
        self._open_first(page.table)
        return self.keys.wait_for(AreaPane, ready=lambda pane: pane.shown.area.draft.name == name)

    def _open_first(self, table: QWidget) -> None:
        """Open the first row of a list."""
        self.keys.tab_to(table)
        self.keys.press(Qt.Key.Key_Down)
        self.keys.press(Qt.Key.Key_Home, CTRL)
        self.keys.press(Qt.Key.Key_Return)

    def _go_to(self, room: Room) -> None:
        desk = self.keys.wait_for(DeskView)
        self.keys.press(PAGE_KEYS[list(desk._classes).index(room.value)], CTRL)
        self.keys.rest(0.2)
