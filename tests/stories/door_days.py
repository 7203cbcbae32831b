"""An office with two doors, and what one does at them by keyboard: permits, PINs, coming in, going out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt

from models.worker import Employment, Worker, WorkerState
from oversight.access import Deed, Role
from oversight.clock import JAPAN, FixedClock
from oversight.devices import AreaLevel, WitnessMethod
from oversight.japanese import fold
from oversight.office import Founder, create_office
from oversight.people import StaffDraft
from tests.factories import make_contract, make_place
from tests.stories.office_days import CHIEF, HEAD, INSPECTOR, Colleague, OfficeDays, typed, write_on
from ui.deed_form import DeedForm
from ui.desk_view import DeskView
from ui.devices.area_forms import NewAreaForm
from ui.devices.area_pane import AreaPane
from ui.devices.areas_page import AreasPage
from ui.devices.declared_field import DeclaredField
from ui.devices.door_page import DoorPage
from ui.devices.entry_form import EntryForm
from ui.devices.permit_forms import AskForm
from ui.devices.permit_pane import PermitPane, Wish
from ui.devices.permits_page import PermitsPage
from ui.rooms import Room
from ui.settings.page import SettingsPage
from ui.vault.unlock_page import UnlockPage
from ui.widgets.buttons import Button
from ui.widgets.ink_pad import InkField

MONDAY = dt.date(2026, 11, 30)
PLACE = "認定事務センター 2階 作業室"
CORE, CONTROLLED = "入力室", "サーバ室"
WORKERS = ("山﨑 恵", "髙橋 一郎", "葛󠄀城 環")
REGULAR = WORKERS[0]
PIN = "583902"
LAPTOP = "保守用ノートPC（A4・14型）"


def found_office(folder: Path, clock: FixedClock) -> None:
    """Make the office before the week: three colleagues with keys, a contract with its place and roster."""
    founder = Founder(
        name=INSPECTOR.name, post=INSPECTOR.post, user_id=INSPECTOR.user_id, passphrase=INSPECTOR.passphrase
    )
    office = create_office(folder, city="吹田市", section="高齢福祉室", founder=founder, clock=clock)
    try:
        for each in (CHIEF, HEAD):
            roles = frozenset({Role.MANAGER, Role.INSPECTOR})
            added = office.people.add_staff(StaffDraft(each.name, post=each.post, roles=roles)).row_id
            assert added is not None
            office.people.give_key(added, user_id=each.user_id, passphrase=each.passphrase)
        contract_id = make_contract(
            office.desk, number="吹高-77", core_system="介護保険システム", search_text=fold("吹高-77")
        )
        make_place(office.desk, contract_id)
        with office.desk.writing(Deed.EDIT_REGISTER, "worker.add") as session:
            for name in WORKERS:
                session.add(
                    Worker(
                        name=name,
                        contract_id=contract_id,
                        employment=Employment.EMPLOYEE,
                        state=WorkerState.ACTIVE,
                    )
                )
    finally:
        office.close()


@dataclass
class DoorDays(OfficeDays):
    """Begins with an office that is closed; the clock stands where somebody is at the door."""

    clock: FixedClock = field(default_factory=lambda: FixedClock(dt.datetime(2026, 11, 30, 9, tzinfo=JAPAN)))

    holder: str = ""

    def unlock(self) -> None:
        """Open the office."""
        page = self.keys.wait_for(UnlockPage)
        self.keys.fill(page.user_field, INSPECTOR.user_id)
        self.keys.fill(page.passphrase_field, INSPECTOR.passphrase)
        self.keys.push(page.unlock_button)
        self.keys.wait_for(DeskView)

    # areas and permits

    def register_area(self, name: str, level: AreaLevel, most: str = "") -> None:
        """Register an area of the place; what holds at its door is said beside it."""
        self._go_to(Room.DEVICES)
        page = self.keys.wait_for(AreasPage)
        self.keys.push(page.add_area_button)
        form = self.keys.wait_for(NewAreaForm)
        place = form.form.fields["place_id"]._values[-1]  # type: ignore[attr-defined]
        self.keys.choose(form.form.fields["place_id"], place)
        self.keys.fill(form.form.fields["name"], name)
        self.keys.choose(form.form.fields["level"], level)
        self.keys.fill(form.form.fields["closes_at"], "17:30")
        if most:
            self.keys.fill(form.form.fields["max_persons"], most)
        if level is AreaLevel.CONTROLLED:
            self.keys.fill(form.form.fields["systems"], "入退室の記録装置")
        self.keys.picture(f"area-{level.value}")
        self.keys.push(form.do_button)
        self.keys.rest(0.3)
        self.open_area(name)
        self.keys.picture(f"area-{level.value}-registered")

    def open_area(self, name: str) -> AreaPane:
        """Open an area beside the list."""
        self._go_to(Room.DEVICES)
        page = self.keys.wait_for(AreasPage)
        (row_id,) = [row.id for row in page.table.rows_model.rows if row.draft.name == name]
        self.open_row(page.table, row_id)
        return self.keys.wait_for(AreaPane, ready=lambda pane: pane.shown.area.draft.name == name)

    def permit_laptop(self) -> None:
        """Ask for a permit of one worker's laptop; another manager grants it, and prints it."""
        self._go_to(Room.PERMITS)
        page = self.keys.wait_for(PermitsPage)
        self.keys.push(page.ask_button)
        form = self.keys.wait_for(AskForm)
        (area,) = [each.id for each in page.office.areas.list_areas() if each.draft.name == CONTROLLED]
        self.keys.choose(form.area, area)
        self.keys.rest(0.3)
        self.keys.choose(form.device_class, "laptop")
        self.keys.choose(form.person, form.person._values[1])
        self.holder = form.person.combo.currentText().split("　")[0]
        for name, text in (
            ("device", LAPTOP),
            ("serial", "SN-2026-0042"),
            ("purpose", "入退室の記録装置の点検"),
            ("ends_on", typed(MONDAY + dt.timedelta(days=90))),
        ):
            self.keys.fill(form.form.fields[name], text)
        self.keys.choose(form.form.fields["measures"], "暗号化")
        self.keys.picture("permit-asked")
        self.keys.push(form.do_button)
        self.keys.wait_for(PermitPane)
        self.sign_in(CHIEF)
        self._go_to(Room.PERMITS)
        page = self.keys.wait_for(PermitsPage, ready=lambda each: bool(each.table.rows_model.rows))
        self.open_row(page.table, page.table.rows_model.rows[0].id)
        pane = self.keys.wait_for(PermitPane)
        self.keys.push(pane.buttons[Wish.GRANT])
        self.fill_form(self.keys.wait_for(DeedForm), {"conditions": "点検の間だけ。通信はしないこと。"})
        self.keys.picture("permit-granted")

    # people

    def set_pin(self, who: Colleague) -> None:
        """Let who is signed in set a PIN for witnessing."""
        self._go_to(Room.SETTINGS)
        page = self.keys.wait_for(SettingsPage)
        self.press_chip(page.chips, page.chips.chips[page.panels.indexOf(page.door_pin)])
        panel = page.door_pin
        self.keys.fill(panel.passphrase, who.passphrase)
        self.keys.fill(panel.pin, PIN)
        self.keys.fill(panel.again, PIN)
        self.keys.picture("pin")
        self.keys.push(panel.set_button)
        self.keys.rest(0.5)

    # the door

    def open_door(self, name: str) -> DoorPage:
        """Open the page at the door of an area."""
        pane = self.open_area(name)
        self.keys.push(pane.door_button)
        return self.keys.wait_for(DoorPage)

    def begin(self, button: Button) -> EntryForm:
        """Press a button of the door page that leads to the form of one person."""
        self.keys.push(button)
        return self.keys.wait_for(EntryForm)

    def declare(self, declared: DeclaredField, class_id: str, kept_at: str = "") -> None:
        """Declare a device of a class, kept where one says."""
        self.keys.push(declared.buttons[class_id])
        if kept_at:
            self.keys.fill(declared.cards[class_id].kept_at, kept_at)

    def declare_nothing(self, declared: DeclaredField) -> None:
        """Declare that nothing is carried."""
        self.keys.tab_or_arrow_to(declared.nothing_button)
        self.keys.press(Qt.Key.Key_Space)

    def witness(self, form: DeedForm, who: Colleague, pin: str = PIN) -> None:
        """Let a colleague prove with their PIN, and say how it was looked."""
        self.keys.choose(form.form.fields["user_id"], who.user_id)
        self.keys.rest(0.1)
        self.keys.fill(form.form.fields["pin"], pin)
        self.keys.choose(form.form.fields["witnessed_how"], WitnessMethod.SIGHT)

    def note_down(self, form: DeedForm) -> None:
        """Record what a form says."""
        self.keys.push(form.do_button)
        self.keys.rest(0.3)

    def declared_of(self, form: EntryForm) -> DeclaredField:
        """Return where devices are declared."""
        declared = form.form.fields["declared"]
        assert isinstance(declared, DeclaredField)
        return declared

    def sign_in_on(self, form: EntryForm) -> None:
        """Let the visitor sign."""
        ink = form.form.fields["signed"]
        assert isinstance(ink, InkField)
        write_on(ink)

    def told_of(self, form: DeedForm) -> str:
        """Return what a form says is wrong."""
        return "".join(each.error for each in form.form.fields.values())
