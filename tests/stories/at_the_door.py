"""A week at a door through the real windows, by keyboard: permits, deposits, witnesses, returns, the log.

The room uses a core system: every electronic device is banned and kept at the door, and a city employee
stands by. Beside it lies a room with the systems themselves, where a permit lets a device in.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from typing_extensions import override

from models.marks import Severity
from oversight.devices import AreaLevel, WitnessMethod
from tests.stories.dialogs import answering
from tests.stories.door_days import CONTROLLED, CORE, MONDAY, REGULAR, DoorDays
from tests.stories.keyboard import CTRL
from tests.stories.office_days import CHIEF, HEAD, INSPECTOR, typed, write_on
from ui.deed_form import DeedForm
from ui.devices.declared_field import DeclaredField
from ui.devices.door_page import DoorPage
from ui.devices.entry_form import EntryForm
from ui.devices.entry_log import EntryLog
from ui.devices.found_form import FoundForm
from ui.devices.group_form import GroupForm
from ui.devices.keying_page import KeyingPage
from ui.devices.leaving_form import HandingBackForm, LeavingForm
from ui.inspections.conduct.mode import ConductMode
from ui.inspections.page import InspectionsPage
from ui.inspections.pane import InspectionPane
from ui.inspections.pane import Wish as Asked
from ui.paper_row import PaperRow
from ui.rooms import Room
from ui.vault.lock_cover import LockCover

SHEET = "261204-1600-A"
MOVERS = tuple(f"運送 {figure}郎" for figure in "一二三四五六七八")


@dataclass
class AtTheDoor(DoorDays):
    """``presses`` counts what it takes to let a regular in."""

    presses: int = 0
    refusals: list[str] = field(default_factory=list)
    gaps_before: list[str] = field(default_factory=list)
    gaps_after: list[str] = field(default_factory=list)

    @override
    def play(self) -> None:
        """Play the week."""
        self.program.show()
        self.program.window.resize(1366, 768)
        self.keys.rest(0.3)
        self.unlock()
        self.register_area(CORE, AreaLevel.HANDLING, most="8")
        self.register_area(CONTROLLED, AreaLevel.CONTROLLED)
        self.permit_laptop()
        self.set_pin(CHIEF)
        self.sign_in(INSPECTOR)
        self.first_day()
        self.second_day()
        self.third_day()
        self.fourth_day()
        self.look_back()

    # Monday: a phone in a locker, a witness who is not the visitor, the way out

    def first_day(self) -> None:
        """Let a worker in with a phone; nobody witnesses themselves; the phone goes back signed for."""
        self.be_at(MONDAY, 10)
        page = self.open_door(CORE)
        self.keys.picture("door-empty")
        self.try_own_witness(page)
        form = self.begin(page.start.entry_wanted)
        self.keys.choose(form.form.fields["who"], self._worker(form, REGULAR))
        self.keys.fill(form.form.fields["purpose"], "データ入力")
        self.declare(self.declared_of(form), "smartphone", "ロッカー12")
        self.witness(form, CHIEF)
        self.sign_in_on(form)
        self.keys.picture("door-entry")
        self.note_down(form)
        assert page.form is None, self.told_of(form)
        self.keys.picture("door-inside")
        self.be_at(MONDAY, 12)
        self.leave(page)
        self.keys.picture("door-left")
        self.keys.press(Qt.Key.Key_Escape)

    def try_own_witness(self, page: DoorPage) -> None:
        """Try to let a colleague in who is their own witness: refused, and noted."""
        form = self.begin(page.start.entry_wanted)
        self.keys.choose(form.form.fields["who"], self._colleague(form, CHIEF.name))
        self.keys.fill(form.form.fields["purpose"], "立入り")
        self.declare_nothing(self.declared_of(form))
        self.witness(form, CHIEF)
        self.sign_in_on(form)
        self.note_down(form)
        self.refusals.append(self.told_of(form))
        self.keys.picture("own-witness-refused")
        self.keys.push(form.back_button)
        self.keys.rest(0.3)

    def leave(self, page: DoorPage) -> None:
        """Let the one who is inside leave; what they get back they sign for."""
        self.keys.push(page.inside.buttons[0])
        form = self.keys.wait_for(LeavingForm)
        (card,) = form.leavers.cards
        write_on(card.signed)
        self.keys.picture("leaving")
        self.note_down(form)

    # Tuesday: the regular again, cut off in the middle; eight movers; the way out of all but one phone

    def second_day(self) -> None:
        """Let the regular in by a few presses, half of them before the lock; then eight movers."""
        self.be_at(MONDAY + dt.timedelta(days=1), 9)
        page = self.open_door(CORE)
        self.keys.picture("door-regulars")
        (_regular, button) = page.start.regular_buttons[0]
        form = self.begin(button)
        self.keys.rest(0.6)
        self.lock_and_open_again()
        page = self.keys.wait_for(DoorPage)
        form = self.keys.wait_for(EntryForm)
        self.keys.picture("door-came-back")
        self.witness(form, CHIEF)
        self.sign_in_on(form)
        self.note_down(form)
        assert page.form is None, self.told_of(form)
        self.let_movers_in(page)
        self.be_at(self.today, 16)
        self.let_movers_out(page)
        self.leave_without_phone(page)
        self.keys.press(Qt.Key.Key_Escape)

    def lock_and_open_again(self) -> None:
        """Lock in the middle, and open again."""
        self.keys.press(Qt.Key.Key_L, CTRL)
        cover = self.keys.wait_for(LockCover)
        self.keys.fill(cover.passphrase_field, INSPECTOR.passphrase)
        self.keys.push(cover.unlock_button)

    def let_movers_in(self, page: DoorPage) -> None:
        """Let eight movers in as one group: one more than may be, with its reason."""
        self.keys.push(page.start.group_wanted)
        form = self.keys.wait_for(GroupForm)
        self.keys.fill(form.form.fields["organisation"], "北都運送株式会社")
        self.keys.fill(form.form.fields["purpose"], "什器の搬入")
        for name in MOVERS:
            self.keys.fill(form.persons.name_field, name)
            self.keys.press(Qt.Key.Key_Return)
        self.keys.picture("movers")
        self.keys.push(form.persons.begin_button)
        for card in form.persons.cards:
            assert card.declared is not None
            assert card.signed is not None
            self.declare_nothing(card.declared)
            write_on(card.signed)
            self.keys.push(card.next_button)
        self.keys.picture("movers-signed")
        self.witness(form, CHIEF)
        self.note_down(form)
        self.refusals.append(self.told_of(form))
        self.keys.picture("movers-too-many")
        self.keys.fill(form.form.fields["exception_reason"], "搬入は8人で行うため。9人目までを認めた。")
        self.witness(form, CHIEF)
        self.note_down(form)
        assert page.form is None, self.told_of(form)
        self.keys.picture("movers-inside")

    def let_movers_out(self, page: DoorPage) -> None:
        """Let the movers leave at once."""
        self.keys.push(page.inside.group_buttons[0])
        form = self.keys.wait_for(LeavingForm)
        self.keys.picture("movers-leaving")
        self.note_down(form)

    def leave_without_phone(self, page: DoorPage) -> None:
        """Let the regular leave while the locker cannot be opened: it stays red."""
        self.keys.push(page.inside.buttons[0])
        form = self.keys.wait_for(LeavingForm)
        (card,) = form.leavers.cards
        self.keys.tab_to(card.devices)
        self.keys.press(Qt.Key.Key_Space)
        self.note_down(form)
        assert page.form is None, self.told_of(form)
        self.keys.picture("not-returned")

    # Wednesday: what was not returned is a point; handed back, signed for

    def third_day(self) -> None:
        """Find the point about the phone, hand it back, and let it be signed for."""
        self.be_at(MONDAY + dt.timedelta(days=2), 9)
        self.open_area(CORE)
        self.keys.picture("points")
        page = self.open_door(CORE)
        self.keys.push(page.inside.buttons[0])
        form = self.keys.wait_for(HandingBackForm)
        (card,) = form.leavers.cards
        write_on(card.signed)
        self.note_down(form)
        assert page.form is None, self.told_of(form)
        self.keys.picture("handed-back")
        self.find_stick(page)
        self.keys.press(Qt.Key.Key_Escape)
        self.enter_under_permit()

    def find_stick(self, page: DoorPage) -> None:
        """Find a memory stick inside that nobody declared, and make a finding of it."""
        self.keys.push(page.found_button)
        form = self.keys.wait_for(FoundForm)
        found = {"class_id": "usb_memory", "note": "東側の机3番の下。持ち主は名乗り出ていない。"}
        self.fill_form(form, found)
        measure = {"severity": Severity.A, "measure": "入室時の確認を改めること。"}
        self.keys.picture("found")
        self.fill_form(self.keys.wait_for(DeedForm), measure)
        self.keys.picture("found-finding")

    def enter_under_permit(self) -> None:
        """Let the holder of the permit in with the laptop, escorted; it is checked out again."""
        page = self.open_door(CONTROLLED)
        form = self.begin(page.start.entry_wanted)
        self.keys.choose(form.form.fields["who"], self._worker(form, self.holder))
        self.keys.fill(form.form.fields["purpose"], "記録装置の点検")
        self.keys.choose(form.form.fields["escort_id"], self._staff_id(page, CHIEF.name))
        (button,) = self.declared_of(form).permits.buttons.values()
        self.keys.picture("permit-shown")
        self.keys.push(button)
        self.sign_in_on(form)
        self.note_down(form)
        assert page.form is None, self.told_of(form)
        self.be_at(self.today, 11)
        self.leave(page)
        assert page.form is None
        self.keys.press(Qt.Key.Key_Escape)

    # Thursday: an inspector with a laptop, for the inspection of that day

    def fourth_day(self) -> None:
        """Enter for the inspection, see the log at its items; the laptop kept holds the record back."""
        self.be_at(MONDAY + dt.timedelta(days=3), 9)
        self.plan_inspection()
        page = self.open_door(CORE)
        form = self.begin(page.start.entry_wanted)
        self.keys.choose(form.form.fields["who"], self._colleague(form, INSPECTOR.name))
        assert form.form.fields["inspection_id"].value() is not None, "nothing is offered"
        self.declare(self.declared_of(form), "laptop", "ロッカー5")
        self.witness(form, CHIEF)
        self.sign_in_on(form)
        self.keys.picture("inspector-enters")
        self.note_down(form)
        assert page.form is None, self.told_of(form)
        self.keys.press(Qt.Key.Key_Escape)
        self.gaps_before = self.door_gaps()
        page = self.open_door(CORE)
        self.be_at(self.today, 11)
        self.leave(page)
        self.keys.press(Qt.Key.Key_Escape)
        self.gaps_after = self.door_gaps()

    def door_gaps(self) -> list[str]:
        """Return what of the door still stands in the way of the day's record."""
        self._go_to(Room.INSPECTIONS)
        page = self.keys.wait_for(InspectionsPage)
        self.open_row(page.table, page.table.rows_model.rows[0].id)
        pane = self.keys.wait_for(InspectionPane)
        wish = Asked.CONDUCT if Asked.CONDUCT in pane.buttons else Asked.GO_ON
        self.keys.push(pane.buttons[wish])
        mode = self.keys.wait_for(ConductMode)
        mode.go("DEV-01")
        self.keys.rest(0.3)
        self.keys.picture("entry-evidence")
        gaps = [gap.sentence for gap in mode.course.gaps() if gap.item_id == "door"]
        self.keys.press(Qt.Key.Key_Escape)
        self.keys.wait_for(InspectionsPage)
        return gaps

    # looking back: the month on paper, a sheet of a day without a laptop keyed in

    def look_back(self) -> None:
        """Print the month, print a blank sheet, key it in filled."""
        self.be_at(MONDAY + dt.timedelta(days=4), 16)
        pane = self.open_area(CORE)
        self.keys.push(pane.log_button)
        log = self.keys.wait_for(EntryLog)
        self.keys.picture("log")
        self.keys.push(log.paper_button)
        self.save_paper("month.pdf")
        self.keys.push(log.sheet_button)
        self.save_paper("sheet.pdf")
        self.keys.push(log.key_button)
        self.key_sheet_in(self.keys.wait_for(KeyingPage))
        log = self.keys.wait_for(EntryLog, ready=lambda each: each.log is not None)
        self.keys.rest(0.3)
        self.keys.picture("log-keyed")
        self.keys.press(Qt.Key.Key_Escape)
        self._go_to(Room.HOME)
        self.keys.picture("home")

    def save_paper(self, name: str) -> None:
        """Save the paper that is offered."""
        row = self.keys.wait_for(PaperRow)
        with answering(self.papers() / name):
            self.keys.push(row.save_button)
            self.keys.rest(0.3)

    def key_sheet_in(self, page: KeyingPage) -> None:
        """Key two lines of a sheet in."""
        for name, text in (("number", SHEET), ("checked_by", HEAD.name), ("reason", "停電のため。")):
            self.keys.fill(page.head.fields[name], text)
        for person, entered, left in (("北 一郎", "10:00", "10:30"), ("北 二郎", "10:05", "10:40")):
            fields = page.form.fields
            if not fields["entered_on"].value():
                self.keys.fill(fields["entered_on"], typed(self.today))
            self.keys.fill(fields["entered_at"], entered)
            self.keys.fill(fields["left_at"], left)
            self.keys.fill(fields["person"], person)
            self.keys.fill(fields["purpose"], "空調の修理")
            declared = fields["declared"]
            assert isinstance(declared, DeclaredField)
            self.declare_nothing(declared)
            self.keys.fill(fields["witness"], CHIEF.name)
            self.keys.choose(fields["witnessed_how"], WitnessMethod.SIGHT)
            self.keys.choose(fields["is_signed"], True)
            self.keys.picture("keying")
            self.keys.push(page.keep_button)
        self.keys.push(page.record_button)
        self.keys.rest(0.5)

    def _staff_id(self, page: DoorPage, name: str) -> object:
        return next(each.id for each in page.standing.staff if each.name == name)

    def _worker(self, form: EntryForm, name: str) -> object:
        return self._who(form, "worker", name)

    def _colleague(self, form: EntryForm, name: str) -> object:
        return self._who(form, "staff", name)

    def _who(self, form: EntryForm, kind: str, name: str) -> object:
        choice = form.form.fields["who"]
        told = [choice.combo.itemText(at) for at in range(choice.combo.count())]  # type: ignore[attr-defined]
        values = choice._values  # type: ignore[attr-defined]
        return next(
            value
            for value, text in zip(values, told, strict=True)
            if value and value[0] == kind and name in text
        )
