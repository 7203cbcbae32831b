"""A year's work on checklists through the real windows, by keyboard.

The shipped edition is copied, ten items are changed, and it is published; a workbook of the office's own and
two XLSForms come in, are inspected by, and the workbook goes out again in its layout.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from oversight.checklist import FieldKind
from oversight.checklist.edition import AnswerKind
from oversight.inspections import Conclusion
from oversight.words import _
from tests.oversight.checklist.xlsform.test_published_forms import PUBLISHED
from tests.stories.checklist_days import ChecklistDays
from tests.stories.dialogs import answering
from tests.stories.keyboard import CTRL
from tests.stories.office_forms import rooms_form, workbook_of_office
from ui.checklist.editor import Editor
from ui.checklist.pane import ChecklistPane, Wish
from ui.checklist.records_field import RecordsField
from ui.checklist.side_part import Side
from ui.checklist.taken_panel import TakenPanel
from ui.checklist.workbook_panel import WorkbookPanel
from ui.inspections.conduct.course import CLOSING
from ui.inspections.conduct.mode import ConductMode
from ui.inspections.page import InspectionsPage

SHIPPED = "個人情報取扱委託 実地検査点検表"
OFFICE, PUBLISHED_FORM, ROOMS = "あおば市の点検表 令和9年度", "公開された様式", "部屋の点検票"
NEW_TITLES = {
    "ORG-01": "個人情報の方針・規程・手順書を整え、現場で閲覧できるか",
    "HUM-06": "派遣の従事者も教育したか",
}
ADDED = {"DEV": "眼鏡型の端末を預けさせているか", "MED": "複合機の蓄積文書を消しているか"}
FAULTY, MENDED = "${INC-99} = 'conforming'", "${INC-01} = 'conforming'"
RETIRED_FOR = "要領の改正により、LOG-03 の照合に含めた。"
ALT = Qt.KeyboardModifier.AltModifier
FIRST_CHOSEN = ("acknowledge_test", "server", "lock")
TYPED: Mapping[str, str] = {"name": "Warehouse 3", "reason": "No lock was ordered", "my_name": "Yamazaki"}


@dataclass
class Checklists(ChecklistDays):
    """The steps in order."""

    @override
    def play(self) -> None:
        """Play all of it."""
        self.program.show()
        self.program.window.resize(1366, 768)
        self.keys.rest(0.3)
        self.unlock()
        for step in (
            self.print_last_year,
            self.copy_shipped,
            self.change_ten,
            self.look_at_differences,
            self.publish_second,
            self.print_last_year_again,
            self.bring_workbook,
            self.inspect_by_workbook,
            self.give_workbook_back,
            self.bring_published,
            self.inspect_by_published,
            self.bring_rooms,
            self.inspect_rooms,
        ):
            step()

    # last year's record, before and after

    def print_last_year(self, name: str = "before.pdf") -> None:
        """Print the record of last year."""
        assert self.last_year is not None
        pane = self.open_inspection(self.last_year)
        self.keys.picture("last-year")
        self.print_record(pane, name)

    def print_last_year_again(self) -> None:
        """Print it once more: the checklist has gone on, the record has not."""
        self.print_last_year("after.pdf")

    # ten items

    def copy_shipped(self) -> None:
        """Copy the shipped edition, and open the copy."""
        pane = self.open_only_checklist()
        self.keys.picture("checklists")
        self.keys.push(pane.buttons[Wish.COPY])
        draft = self.keys.wait_for(ChecklistPane, ready=lambda each: each.shown.row.draft is not None)
        self.keys.push(draft.buttons[Wish.OPEN])
        self.editor_at_rest()
        self.keys.picture("editor")

    def change_ten(self) -> None:
        """Change ten items: two titles, a severity, a condition, one retired, two new, and the rest."""
        editor = self.editor_at_rest()
        for item_id, title in NEW_TITLES.items():
            self.walk_to(editor, item_id)
            self.keys.press(Qt.Key.Key_Return)
            self.write(editor, "title.ja", title)
        self.walk_to(editor, "ORG-05")
        self.keys.press(Qt.Key.Key_Return)
        self.pick(editor, "severity", "A")
        self.write_condition(editor)
        self.retire(editor)
        for section_id, title in ADDED.items():
            self.add_after(editor, f"{section_id}-02", title)
        self.walk_to(editor, "TEC-02")
        self.keys.press(Qt.Key.Key_Down, ALT)
        self.retype(editor)
        self.answer_by_value(editor)

    def write_condition(self, editor: Editor) -> None:
        """Write a condition with a fault, be told, go to it by F8, mend it."""
        self.walk_to(editor, "INC-02")
        self.keys.press(Qt.Key.Key_Return)
        self.write(editor, "condition", FAULTY)
        editor = self.editor_at_rest()
        self.turn_side(editor, Side.FAULTS)
        self.told["condition"] = editor.form_part.form.fields["condition"].error
        assert editor.seen is not None
        self.told["faults"] = "\n".join(fault.sentence for fault in editor.seen.faults)
        self.keys.picture("condition-faulty")
        self.keys.press(Qt.Key.Key_F8)
        assert editor.form_part.form.fields["condition"].isAncestorOf(_focused())
        self.write(editor, "condition", MENDED)
        editor = self.editor_at_rest()
        assert editor.seen is not None
        assert editor.seen.faults == ()
        self.keys.picture("condition-mended")

    def retire(self, editor: Editor) -> None:
        """Retire an item with its reason."""
        self.walk_to(editor, "LOG-04")
        self.keys.press(Qt.Key.Key_Delete, CTRL)
        self.keys.fill(editor.form_part.retire.reason, RETIRED_FOR)
        self.keys.picture("retire")
        self.keys.push(editor.form_part.retire.do_button)

    def add_after(self, editor: Editor, item_id: str, title: str) -> None:
        """Add an item after another, with what it rests on."""
        self.walk_to(editor, item_id)
        self.keys.press(Qt.Key.Key_N, CTRL)
        self.keys.type(title)
        basis = self.records(editor, "basis")
        self.keys.push(basis.add_button)
        self.keys.choose(basis.fields["source"], "P1")
        editor = self.editor_at_rest()
        assert editor.seen is not None
        assert editor.seen.faults == ()

    def retype(self, editor: Editor) -> None:
        """Ask for a text where a number was asked for."""
        self.walk_to(editor, "MED-01")
        self.keys.press(Qt.Key.Key_Return)
        fields = self.records(editor, "fields")
        self.keys.tab_to(fields.table)
        self.keys.press(Qt.Key.Key_Home)
        self.keys.press(Qt.Key.Key_Return)
        self.keys.choose(fields.fields["kind"], FieldKind.TEXT.value)
        self.keys.picture("retyped")

    def answer_by_value(self, editor: Editor) -> None:
        """Let an item be answered by a number instead of marks."""
        self.walk_to(editor, "END-06")
        self.keys.press(Qt.Key.Key_Return)
        self.pick(editor, "answer", AnswerKind.VALUE.value)
        self.keys.picture("by-value")

    def records(self, editor: Editor, name: str) -> RecordsField:
        """Return a list of records in the form."""
        records = editor.form_part.form.fields[name]
        assert isinstance(records, RecordsField)
        return records

    def look_at_differences(self) -> None:
        """See what differs from the edition it was copied from."""
        editor = self.editor_at_rest()
        self.turn_side(editor, Side.DIFFERENCES)
        table = editor.side.differences.table
        self.keys.tab_to(table)
        self.keys.press(Qt.Key.Key_Down)
        self.told["differences"] = "\n".join(
            f"{one.kind.name} {one.place}" for one in editor.side.differences.differences
        )
        self.keys.picture("differences")

    def publish_second(self) -> None:
        """Publish it for new inspections."""
        self.publish("要領の改正と、昨年の指摘を受けて10項目を直した。", "publish")

    # the office's own workbook

    def bring_workbook(self) -> None:
        """Correct what a row and a column were taken for; make it a draft; publish it."""
        path = self.papers() / "あおば市.xlsx"
        path.write_bytes(workbook_of_office())
        cover = self.look_into(path)
        panel = cover.panel
        assert isinstance(panel, WorkbookPanel)
        self.keys.picture("workbook")
        self.go_to_cell(panel, row=7, column=1)
        self.keys.press(Qt.Key.Key_Return)
        self.choose_in_menu(panel, _("上の項目の続き"))
        self.go_to_cell(panel, row=7, column=2)
        self.keys.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
        self.choose_in_menu(panel, _("根拠"))
        self.told["workbook"] = cover.counted.text()
        self.keys.picture("workbook-corrected")
        self.make_draft(cover, OFFICE)
        self.keys.picture("workbook-draft")
        self.publish("市の様式を取り込んだ。", "workbook-publish")

    def go_to_cell(self, panel: WorkbookPanel, *, row: int, column: int) -> None:
        """Walk with the arrows to a cell of the sheet."""
        table = panel.table
        self.keys.tab_to(table)
        place = table.sheet_model.place_of(row)
        for way, steps in (
            (Qt.Key.Key_Down, place - table.currentIndex().row()),
            (Qt.Key.Key_Right, column - table.currentIndex().column()),
        ):
            back = Qt.Key.Key_Up if way is Qt.Key.Key_Down else Qt.Key.Key_Left
            for _step in range(abs(steps)):
                self.keys.press(way if steps > 0 else back)
        assert (table.currentIndex().row(), table.currentIndex().column()) == (place, column)

    def choose_in_menu(self, panel: WorkbookPanel, wanted: str) -> None:
        """Walk the list that opened to a word, and take it."""
        menu = panel.table.menu
        assert menu.isVisible()
        wanted_ones = [action for action in menu.actions() if action.text() == wanted]
        for _step in range(len(menu.actions())):
            if menu.activeAction() in wanted_ones:
                break
            QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Return)
        panel.window().activateWindow()
        self.keys.rest(0.3)

    def inspect_by_workbook(self) -> None:
        """Inspect by it: one item fails."""
        self.plan_with(OFFICE)
        items = self.begin_inspection().course.asked
        self.failing = (items[1],)
        self.conclusion, self.closing_talk = Conclusion.NEEDS_IMPROVEMENT, "台帳の記載を改めること。"
        mode = self.keys.wait_for(ConductMode)
        while mode.course.item is not None:
            self._answer(mode)
        self.end_inspection("workbook-record.pdf")

    def begin_inspection(self) -> ConductMode:
        """Begin the inspection that was planned."""
        self._open_chosen_inspection()
        mode = self.keys.wait_for(ConductMode)
        self.keys.press(Qt.Key.Key_X, CTRL | Qt.KeyboardModifier.ShiftModifier)
        self.keys.rest(0.3)
        self.keys.picture("conduct")
        return mode

    def end_inspection(self, name: str) -> None:
        """Close the visit, finalise the record and print it."""
        mode = self.keys.wait_for(ConductMode)
        assert mode.course.position == CLOSING, mode.course.position
        self.record = self.papers() / name
        self.close_visit()
        self.finalise()

    def give_workbook_back(self) -> None:
        """Write the answers into the office's own layout."""
        page = self.keys.wait_for(InspectionsPage)
        pane = self.open_inspection(self.newest(page))
        with answering(self.papers() / "workbook-out.xlsx"):
            self.keys.push(pane.workbook.save_button)
            self.keys.rest(0.5)
        self.keys.picture("workbook-out")
        self.told["given"] = pane.workbook.said.text()

    def newest(self, page: InspectionsPage) -> UUID:
        """Return the inspection planned last."""
        return max(page.table.rows_model.rows, key=lambda row: row.number).id

    # forms

    def bring_published(self) -> None:
        """Take in a form that was published: what it lost is listed."""
        self.bring_form(PUBLISHED / "xlsform_spec_test.xlsx", PUBLISHED_FORM, "published")

    def bring_rooms(self) -> None:
        """Take in a form in two languages with rooms that are added."""
        path = self.papers() / "rooms.xlsx"
        path.write_bytes(rooms_form())
        self.bring_form(path, ROOMS, "rooms")

    def bring_form(self, path: Path, title: str, picture: str) -> None:
        """Look into a form, see what was left out, make it a draft, publish it."""
        cover = self.look_into(path)
        assert isinstance(cover.panel, TakenPanel)
        self.keys.tab_to(cover.panel.content)
        self.told[picture] = cover.counted.text()
        self.keys.picture(picture)
        self.make_draft(cover, title)
        self.keys.picture(f"{picture}-draft")
        self.publish("様式を取り込んだ。", f"{picture}-publish")

    def inspect_by_published(self) -> None:
        """Fill it in: an answer makes questions appear; a number breaks a rule and is mended."""
        self.plan_with(PUBLISHED_FORM)
        mode = self.begin_inspection()
        whole = len(mode.course.asked)
        self.stand_at_first(mode)
        self.keys.press(Qt.Key.Key_1)
        self.keys.rest(0.2)
        skipped = len(mode.course.asked)
        self.stand_at_first(mode)
        self.keys.press(Qt.Key.Key_2)
        self.keys.rest(0.2)
        self.told["asked"] = f"{whole} {skipped} {len(mode.course.asked)}"
        self.fill_in(mode, "published")
        self.end_without_findings("published-record.pdf")

    def inspect_rooms(self) -> None:
        """Fill in the rooms: a second one is added, its answer makes a question appear."""
        self.plan_with(ROOMS)
        mode = self.begin_inspection()
        assert mode.course.position == "server"
        self.fill_in(mode, "room")
        while mode.course.item is None:
            self.keys.press(Qt.Key.Key_Left, ALT)
        self.keys.push(mode.side.sections.buttons["add:room"])
        self.keys.rest(0.3)
        self.keys.picture("room-added")
        self.fill_in(mode, "second-room")
        self.told["rooms"] = " ".join(mode.course.asked)
        self.end_without_findings("rooms-record.pdf")

    def stand_at_first(self, mode: ConductMode) -> None:
        """Go back to the first question."""
        while mode.course.position != mode.course.asked[0]:
            self.keys.press(Qt.Key.Key_Left, ALT)

    def fill_in(self, mode: ConductMode, picture: str) -> None:
        """Fill in each question from where one stands, by what it asks for."""
        self.keys.picture(f"{picture}-first")
        while (item := mode.course.item) is not None:
            self.fill_one(mode)
            if mode.course.item is item:
                if _focused() is not mode.foot.next_button:
                    self.keys.press(Qt.Key.Key_Escape)  # out of the text
                self.keys.press(Qt.Key.Key_Right, ALT)
            assert mode.course.item is not item, f"{item.id} holds back"
        self.keys.picture(f"{picture}-last")

    def fill_one(self, mode: ConductMode) -> None:
        """Answer the question one stands at."""
        item = mode.course.item
        assert item is not None
        only = item.only_field
        if only is None:
            self.keys.press(Qt.Key.Key_1)
        elif only.kind in (FieldKind.CHOICE, FieldKind.CHOICES):
            if mode.stage.item.panel.fields[only.id].is_empty:
                self.keys.press(Qt.Key.Key_1 if item.id in FIRST_CHOSEN else Qt.Key.Key_2)
        elif only.kind is not FieldKind.PHOTO:
            self.keys.fill(mode.stage.item.panel.fields[only.id], _text_of(item.id, only.kind))

    def end_without_findings(self, name: str) -> None:
        """Close a visit in which nothing was found."""
        self.conclusion, self.closing_talk = Conclusion.NO_PROBLEM, "指摘はない。"
        self.end_inspection(name)


def _focused() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def _text_of(item_id: str, kind: FieldKind) -> str:
    of_kind = {FieldKind.NUMBER: "3", FieldKind.DATE: "令和9年11月20日"}
    times = {"time_test": "10:30", "datetime_test": "2027-11-24 10:30"}
    name = item_id.split("#", 1)[0]
    return of_kind.get(kind) or times.get(name) or TYPED.get(name, "Seen")
