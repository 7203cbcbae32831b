"""An office with a record of last year, and what one does in the room of checklists by keyboard."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from oversight.access import Role
from oversight.calendar import show_wareki
from oversight.checklist.editing import Place, places_of_items
from oversight.clock import JAPAN, FixedClock
from oversight.inspections import AnswerDraft, AttendeeDraft, Conclusion, InspectorDraft, Mark, PlanDraft
from oversight.japanese import fold
from oversight.office import Founder, Office, create_office
from oversight.people import StaffDraft
from tests.answering import answer_all
from tests.factories import make_contract, make_place
from tests.oversight.inspections.signed_site import drawing
from tests.stories.day import FINDING, MEASURE, NONCONFORMING
from tests.stories.dialogs import answering
from tests.stories.keyboard import CTRL
from tests.stories.office_days import CHIEF, INSPECTOR, OfficeDays
from ui.checklist.editor import Editor
from ui.checklist.import_page import ImportPage
from ui.checklist.page import ChecklistsPage
from ui.checklist.pane import ChecklistPane
from ui.checklist.side_part import Side
from ui.deed_form import DeedForm
from ui.desk_view import DeskView
from ui.inspections.page import InspectionsPage
from ui.inspections.pane import InspectionPane
from ui.inspections.plan_panel import PlanPanel
from ui.rooms import Room
from ui.vault.unlock_page import UnlockPage

LAST_YEAR, THIS_YEAR = dt.date(2026, 11, 24), dt.date(2027, 11, 24)
NUMBER = "吹高-77"
_FAILED = AnswerDraft(mark=Mark.NONCONFORMING, finding_text=FINDING, measure=MEASURE)


def found_office(folder: Path, clock: FixedClock) -> UUID:
    """Make the office a year before, with a signed record by the shipped edition; return that inspection."""
    clock.moment = dt.datetime(LAST_YEAR.year, LAST_YEAR.month, LAST_YEAR.day, 9, tzinfo=JAPAN)
    founder = Founder(
        name=INSPECTOR.name, post=INSPECTOR.post, user_id=INSPECTOR.user_id, passphrase=INSPECTOR.passphrase
    )
    office = create_office(folder, city="吹田市", section="高齢福祉室", founder=founder, clock=clock)
    try:
        roles = frozenset({Role.MANAGER, Role.INSPECTOR})
        added = office.people.add_staff(StaffDraft(CHIEF.name, post=CHIEF.post, roles=roles)).row_id
        assert added is not None
        office.people.give_key(added, user_id=CHIEF.user_id, passphrase=CHIEF.passphrase)
        contract_id = make_contract(
            office.desk,
            number=NUMBER,
            service=(dt.date(2026, 4, 1), dt.date(2029, 3, 31)),
            core_system="介護保険システム",
            handles_specific=True,
            search_text=fold(NUMBER),
        )
        inspection_id = _inspect(office, contract_id, make_place(office.desk, contract_id))
    finally:
        office.close()
    clock.moment = dt.datetime(THIS_YEAR.year, THIS_YEAR.month, THIS_YEAR.day, 9, tzinfo=JAPAN)
    return inspection_id


def _inspect(office: Office, contract_id: UUID, place_id: UUID) -> UUID:
    """Inspect with one finding, finalise, and sign as the contractor and as the inspector."""
    service, mine = office.inspections, office.actor
    lead = InspectorDraft(mine.name, mine.post, mine.staff_id, is_lead=True)
    plan = PlanDraft(contract_id, LAST_YEAR, place_id=place_id, inspectors=(lead,))
    inspection_id = service.plan_inspection(plan).row_id
    assert inspection_id is not None
    service.start(inspection_id)
    answer_all(service, inspection_id, {NONCONFORMING: _FAILED})
    people = [AttendeeDraft("山﨑 恵", "所長", "髙﨑事務サービス", "業務責任者")]
    service.put_attendees(inspection_id, people)
    service.conclude(inspection_id, conclusion=Conclusion.SERIOUS, closing_talk="私物の持込みがあった。")
    service.finalise(inspection_id)
    (record,) = service.get_inspection(inspection_id).records
    seen = record.document_hash
    office.signatures.sign_drawn(record.id, 0, seen_hash=seen, drawing=drawing())
    office.signatures.sign_as_inspector(record.id, 0, signer=mine, seen_hash=seen, drawing=None)
    return inspection_id


@dataclass
class ChecklistDays(OfficeDays):
    """Begins with an office that is closed; ``told`` keeps what the windows said."""

    last_year: UUID | None = None
    told: dict[str, str] = field(default_factory=dict)

    def unlock(self) -> None:
        """Open the office as the chief."""
        page = self.keys.wait_for(UnlockPage)
        self.keys.fill(page.user_field, CHIEF.user_id)
        self.keys.fill(page.passphrase_field, CHIEF.passphrase)
        self.keys.push(page.unlock_button)
        self.keys.wait_for(DeskView)

    # the room

    def open_only_checklist(self) -> ChecklistPane:
        """Open the pane of the one checklist there is."""
        self._go_to(Room.CHECKLISTS)
        page = self.keys.wait_for(ChecklistsPage, ready=lambda each: bool(each.table.rows_model.rows))
        (row_id,) = [row.id for row in page.table.rows_model.rows]
        self.open_row(page.table, row_id)
        self.keys.wait_for(Editor)  # Enter shows it whole; behind it the pane stands open
        self.keys.picture("whole")
        self.keys.press(Qt.Key.Key_Escape)
        return self.keys.wait_for(ChecklistPane, ready=lambda pane: pane.shown.row.id == row_id)

    def editor_at_rest(self) -> Editor:
        """Wait until the draft in the editor is kept and looked at as it stands."""

        def is_at_rest(editor: Editor) -> bool:
            keeper = editor.keeper
            is_kept = keeper is None or not keeper.is_unsaved
            return is_kept and editor.seen is not None and editor.seen.document is editor.draft.document

        return self.keys.wait_for(Editor, ready=is_at_rest)

    def turn_side(self, editor: Editor, side: Side) -> None:
        """Show another side by its chip."""
        chip = next(each for each in editor.side.chips.chips if each.value is side)
        self.press_chip(editor.side.chips, chip)

    # the tree and the form

    def walk_to(self, editor: Editor, item_id: str) -> None:
        """Walk with the arrows to an item of the tree."""
        places = {item.get("id"): place for place, item in places_of_items(editor.draft.document)}
        self.walk_to_place(editor, places[item_id])

    def walk_to_place(self, editor: Editor, place: Place) -> None:
        """Walk with the arrows to a place of the tree."""
        if not editor.tree.hasFocus():
            self.keys.press(Qt.Key.Key_F6)
        assert editor.tree.hasFocus()
        for _step in range(400):
            if editor.tree.place == place:
                self.keys.rest()
                return
            down = _order(editor.tree.place) < _order(place)
            QTest.keyClick(editor.tree, Qt.Key.Key_Down if down else Qt.Key.Key_Up)
        raise AssertionError("never reached")

    def write(self, editor: Editor, name: str, text: str) -> None:
        """Type into a field of the form of what is chosen."""
        self.keys.fill(editor.form_part.form.fields[name], text)

    def pick(self, editor: Editor, name: str, value: object) -> None:
        """Choose in a field of the form of what is chosen."""
        self.keys.choose(editor.form_part.form.fields[name], value)

    def publish(self, note: str, picture: str) -> None:
        """Publish the draft in the editor, for new inspections."""
        editor = self.editor_at_rest()
        self.keys.press(Qt.Key.Key_F6)
        self.keys.press(Qt.Key.Key_Return, CTRL)
        assert editor.seen is not None
        assert editor.seen.faults == (), editor.seen.faults
        form = self.keys.wait_for(DeedForm)
        self.keys.fill(form.form.fields["change_note"], note)
        self.keys.picture(picture)
        self.keys.push(form.do_button)
        self.keys.wait_for(ChecklistPane, ready=lambda pane: pane.shown.row.edition is not None)
        self.keys.picture(f"{picture}-done")

    # files

    def look_into(self, path: Path) -> ImportPage:
        """Choose a file to be taken in."""
        self._go_to(Room.CHECKLISTS)
        page = self.keys.wait_for(ChecklistsPage)
        with answering(path):
            self.keys.push(page.import_button)
            self.keys.rest(0.3)
        return self.keys.wait_for(ImportPage, ready=lambda each: bool(each.counted.text()))

    def make_draft(self, cover: ImportPage, title: str) -> Editor:
        """Make the draft of what is looked at, under a title."""
        self.keys.fill(cover.title_field, title)
        self.keys.push(cover.make_button)
        return self.editor_at_rest()

    # inspections

    def plan_with(self, title: str) -> None:
        """Plan an inspection for today by a checklist, and open it to be conducted."""
        self._go_to(Room.INSPECTIONS)
        page = self.keys.wait_for(InspectionsPage)
        before = page.table.rows_model.rowCount()
        self.keys.press(Qt.Key.Key_N, CTRL)
        panel = self.keys.wait_for(PlanPanel)
        self.keys.tab_to(panel.contract)
        self.keys.type(NUMBER)
        self.keys.press(Qt.Key.Key_Down)
        self.keys.press(Qt.Key.Key_Return)
        self.keys.rest(0.3)
        self.keys.press(Qt.Key.Key_Tab)
        self.keys.choose(panel.place, panel.place._values[1])
        self.keys.fill(panel.planned_on, show_wareki(self.today))
        combo = panel.checklist.combo
        told = [combo.itemText(at) for at in range(combo.count())]
        at = next(at for at, word in enumerate(told) if word.startswith(title))
        self.keys.choose(panel.checklist, panel.checklist._values[at])
        self.keys.picture("plan")
        self.keys.push(panel.save_button)
        self.keys.wait_for(InspectionsPage, ready=lambda page: page.table.rows_model.rowCount() == before + 1)
        self.keys.rest(0.5)

    def open_inspection(self, inspection_id: UUID) -> InspectionPane:
        """Open an inspection beside the list."""
        self._go_to(Room.INSPECTIONS)
        page = self.keys.wait_for(InspectionsPage)
        self.press_chip(page.chips, page.chips.chips[-1])
        self.open_row(page.table, inspection_id)
        return self.keys.wait_for(InspectionPane, ready=lambda pane: pane.detail.id == inspection_id)

    def print_record(self, pane: InspectionPane, name: str) -> None:
        """Save the record of an inspection from its pane."""
        with answering(self.papers() / name):
            self.keys.push(pane.papers[-1].save_button)
            self.keys.rest(0.5)


def _order(place: Place) -> tuple[int, int]:
    return place.section, -1 if place.item is None else place.item
