"""An inspector's day through the real windows, by keyboard: from a new vault to the printed record.

The contract is that of the 吹田市 specification for certification surveys (介護保険認定調査等業務委託,
2022-08-31): preparation to 2023-03-31, service 2023-04-01 to 2026-03-31, Monday to Friday 9:00 to 17:30.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from oversight.calendar import show_wareki
from oversight.inspections import Conclusion, Mark
from oversight.register import ContractKind, ContractState
from oversight.words import _
from tests.stories.keyboard import CTRL, Keyboard
from ui.app import Program
from ui.desk_view import DeskView
from ui.inspections.conduct.course import CLOSING, FINISH
from ui.inspections.conduct.mode import ConductMode
from ui.inspections.page import InspectionsPage
from ui.inspections.pane import InspectionPane, Wish
from ui.inspections.plan_panel import PlanPanel
from ui.register.contract_sheet import ContractSheet
from ui.register.contractor_sheet import ContractorSheet
from ui.register.contractors_page import ContractorsPage
from ui.register.contracts_page import ContractsPage
from ui.rooms import Room
from ui.theme import load_first_fonts, load_later_fonts
from ui.vault.create_page import CreatePage
from ui.vault.lock_cover import LockCover
from ui.vault.recovery_offer import RecoveryOffer
from ui.vault.unlock_page import UnlockPage
from ui.widgets.number_field import NumberField

PASSPHRASE = "千里の丘に竹の葉が鳴る夕べ"
CONTRACTOR = "株式会社髙﨑事務サービス"
TITLE = "介護保険認定調査等業務委託"
FINDING = "作業室東側の机3番に私物スマートフォン1台（電源入）。従事者は「預け忘れ」と説明した。"
MEASURE = "持込禁止の周知と、入室時の確認を徹底すること。"
NONCONFORMING = "DEV-01"

PAGE_KEYS = (
    *(Qt.Key(Qt.Key.Key_0 + figure % 10) for figure in range(1, 11)),
    *(Qt.Key.Key_Minus, Qt.Key.Key_AsciiCircum, Qt.Key.Key_Backslash),
)
_KEYS = {
    Mark.CONFORMING: Qt.Key.Key_1,
    Mark.NONCONFORMING: Qt.Key.Key_2,
    Mark.NOT_APPLICABLE: Qt.Key.Key_3,
}


@dataclass
class Day:
    """The day's steps in order; ``tell`` says how far it is."""

    program: Program
    folder: Path
    out: Path
    today: dt.date
    tell: Callable[[str], None] = lambda _sentence: None
    answered: list[str] = field(default_factory=list)
    failing: tuple[str, ...] = (NONCONFORMING,)
    conclusion: Conclusion = Conclusion.SERIOUS
    closing_talk: str = "私物の持込1件を除き、おおむね良好である。"
    service_until: str = "令和8年3月31日"
    places: str = "認定調査センター 2階 作業室／大阪府吹田市泉町1丁目"

    def __post_init__(self) -> None:
        load_first_fonts()
        load_later_fonts()
        self.keys = Keyboard(self.program, self.out)
        self.record = self.out / "inspection-record.pdf"

    def play(self) -> None:
        """Play the whole day."""
        self.program.show()
        self.program.window.resize(1366, 768)
        self.keys.rest(0.3)
        for step in (
            self.make_vault,
            self.register_contractor,
            self.register_contract,
            self.plan_inspection,
            self.conduct,
            self.close_visit,
            self.finalise_and_print,
            self.lock_and_unlock,
        ):
            step()

    def make_vault(self) -> None:
        """Create a vault with its first person, and enter."""
        self.tell(_("保管庫を作る"))
        unlock = self.keys.wait_for(UnlockPage)
        self.keys.picture("unlock")
        self.keys.push(unlock.create_button)
        page = self.keys.wait_for(CreatePage)
        self.keys.fill(page.folder_field, str(self.folder))
        self.keys.fill(page.city_field, "吹田市")
        self.keys.fill(page.section_field, "高齢福祉室")
        self.keys.fill(page.name_field, "福井 太郎")
        self.keys.fill(page.post_field, "係長")
        self.keys.fill(page.user_field, "fukui")
        self.keys.fill(page.passphrases.first, PASSPHRASE)
        self.keys.fill(page.passphrases.second, PASSPHRASE)
        self.keys.picture("create")
        self.keys.push(page.create_button)
        offer = self.keys.wait_for(RecoveryOffer)
        self.keys.picture("recovery")
        self.keys.push(offer.go_button)
        self.keys.wait_for(DeskView)
        self.keys.picture("home-empty")

    def register_contractor(self) -> None:
        """Register the contractor."""
        self.tell(_("委託先を登録する"))
        self._go_to(Room.CONTRACTORS)
        self.keys.wait_for(ContractorsPage)
        self.keys.press(Qt.Key.Key_N, CTRL)
        sheet = self.keys.wait_for(ContractorSheet)
        self.keys.fill(sheet.form.fields["name"], CONTRACTOR)
        self.keys.fill(sheet.form.fields["kana"], "タカサキジムサービス")
        self.keys.fill(sheet.form.fields["corporate_number"], "７０００-０１２０-５０００２")
        self.keys.fill(sheet.form.fields["address"], "大阪府吹田市泉町1丁目3番40号")
        self.keys.picture("contractor")
        self.keys.press(Qt.Key.Key_S, CTRL)
        self.keys.wait_for(ContractorsPage, ready=lambda page: page.table.rows_model.rowCount() == 1)
        self.keys.picture("contractors")

    def register_contract(self) -> None:
        """Register the contract with its two periods."""
        self.tell(_("契約を登録する"))
        self._go_to(Room.CONTRACTS)
        self.keys.wait_for(ContractsPage)
        self.keys.press(Qt.Key.Key_N, CTRL)
        sheet = self.keys.wait_for(
            ContractSheet, ready=lambda each: each.form.fields["kind"].value() is not None
        )
        keys, fields = self.keys, sheet.form.fields
        keys.fill(fields["number"], "吹高-77")
        keys.fill(fields["title"], TITLE)
        keys.fill(fields["contractor_id"], "たかさき")
        keys.fill(fields["department_id"], "高齢福祉")
        keys.choose(fields["kind"], ContractKind.LONG_TERM)
        keys.choose(fields["state"], ContractState.IN_SERVICE)
        keys.fill(fields["service_from"], "令和5年4月1日")
        keys.fill(fields["service_until"], self.service_until)
        keys.choose(fields["handles_specific"], True)
        keys.picture("contract-first-look")
        terms, handling, _reports, _office = sheet.folds
        keys.push(terms.heading)
        keys.fill(fields["preparation_from"], "２０２２/８/３１")
        keys.fill(fields["preparation_until"], "R5.3.31")
        keys.fill(fields["signed_on"], "令和4年8月31日(水)")
        keys.fill(fields["hours"], "月-金 9:00-17:30")
        keys.push(handling.heading)
        keys.fill(fields["personal_data_items"], "氏名、住所、被保険者番号、心身の状況")
        keys.fill(fields["persons_count"], "12000")
        keys.fill(fields["places"], self.places)
        keys.fill(fields["systems"], "介護保険システム（基幹系）")
        keys.picture("contract-parts")
        keys.press(Qt.Key.Key_S, CTRL)
        page = keys.wait_for(ContractsPage, ready=lambda each: each.table.rows_model.rowCount() == 1)
        page.table.choose_first()
        keys.rest(0.5)
        keys.picture("contract")

    def plan_inspection(self) -> None:
        """Plan the year's inspection for today."""
        self.tell(_("検査を計画する"))
        self._go_to(Room.INSPECTIONS)
        self.keys.wait_for(InspectionsPage)
        self.keys.picture("inspections-empty")
        self.keys.press(Qt.Key.Key_N, CTRL)
        panel = self.keys.wait_for(PlanPanel)
        self.keys.tab_to(panel.contract)
        self.keys.type("吹高-77")
        self.keys.press(Qt.Key.Key_Down)
        self.keys.press(Qt.Key.Key_Return)
        self.keys.rest(0.3)
        assert panel.contract.value() is not None, "the contract is not found by its number"
        self.keys.press(Qt.Key.Key_Tab)
        self.keys.choose(panel.place, panel.place._values[1])
        self.keys.fill(panel.planned_on, show_wareki(self.today))
        self.keys.fill(panel.planned_from, "10:00")
        self.keys.fill(panel.planned_until, "12:00")
        self.keys.picture("plan")
        self.keys.push(panel.save_button)
        self.keys.wait_for(InspectionsPage, ready=lambda page: page.table.rows_model.rowCount() == 1)
        self.keys.rest(0.5)
        self.keys.picture("planned")

    def conduct(self) -> None:
        """Answer every item by key; one is nonconforming, of severity A."""
        self.tell(_("実地検査を行う"))
        self._open_chosen_inspection()
        mode = self.keys.wait_for(ConductMode)
        self.keys.press(Qt.Key.Key_X, CTRL | Qt.KeyboardModifier.ShiftModifier)  # close the notice
        self.keys.rest(0.3)
        self.keys.picture("conduct")
        while mode.course.item is not None:
            item = mode.course.item
            self._answer(mode)
            self.answered.append(item.id)
            if len(self.answered) % 20 == 0:
                self.tell(_("{count}項目に答えた").format(count=len(self.answered)))

    def _open_chosen_inspection(self) -> None:
        """Open the inspection from its list and press 「実施する」."""
        page = self.keys.wait_for(InspectionsPage)
        if page.table.isVisible():  # large words: what was just planned stands alone
            self.keys.tab_to(page.table)
            self.keys.press(Qt.Key.Key_Return)
        pane = self.keys.wait_for(InspectionPane)
        self.keys.push(pane.buttons[Wish.CONDUCT])

    def _answer(self, mode: ConductMode) -> None:
        item = mode.course.item
        assert item is not None
        extra = mode.stage.item.panel._extra
        assert extra is not None
        for name, each in extra.fields.items():
            text = {"population": "20", "sample_size": "10"}.get(name)
            if text is None:
                text = _text_for(each)
            self.keys.fill(each, text)
        if QApplication.focusWidget() is not mode.foot.next_button:
            self.keys.press(Qt.Key.Key_Escape)
        mark = Mark.NONCONFORMING if item.id in self.failing else Mark.CONFORMING
        self.keys.press(_KEYS[mark])
        if mark is Mark.NONCONFORMING:
            finding = mode.stage.item.panel.finding
            self.keys.fill(finding.finding_text, FINDING)
            self.keys.fill(finding.measure, MEASURE)
            self.keys.rest(0.3)
            self.keys.picture("nonconforming")
        if mode.course.item is item:
            self.keys.press(Qt.Key.Key_Escape)
            self.keys.press(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)

    def close_visit(self) -> None:
        """Write who attended, the closing talk and the conclusion."""
        self.tell(_("講評を書く"))
        mode = self.keys.wait_for(ConductMode)
        assert mode.course.position == CLOSING, mode.course.position
        closing = mode.stage.closing
        self.keys.push(closing.attendees.add_button)
        line = closing.attendees.lines[-1]
        self.keys.fill(line.name, "葛󠄀城 恵")
        self.keys.fill(line.post, "業務責任者")
        self.keys.fill(closing.documents, "従事者名簿\n入退室記録\n誓約書")
        self.keys.fill(closing.closing_talk, self.closing_talk)
        self.keys.fill(closing.opinion, "事実に相違ない。")
        self.keys.choose(closing.conclusion, self.conclusion)
        self.keys.picture("closing")

    def finalise(self) -> None:
        """Finalise the record and save its PDF."""
        self.tell(_("記録を確定して印刷する"))
        mode = self.keys.wait_for(ConductMode)
        self.keys.press(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
        assert mode.course.position == FINISH
        self.keys.picture("finish")
        finish = mode.stage.finish
        assert finish.finalise_button.isVisible(), [gap.sentence for gap in mode.course.gaps()]
        self.keys.push(finish.finalise_button)
        self.keys.push(finish.confirm.yes_button)
        self.keys.rest(0.5)
        self.keys.picture("finalised")
        asked = QFileDialog.getSaveFileName
        QFileDialog.getSaveFileName = lambda *_a, **_k: (str(self.record), "")  # type: ignore[method-assign]
        try:
            self.keys.push(finish.paper.save_button)
            self.keys.rest(0.5)
        finally:
            QFileDialog.getSaveFileName = asked  # type: ignore[method-assign]
        self.keys.picture("printed")
        self.keys.press(Qt.Key.Key_Escape)
        self.keys.wait_for(InspectionsPage)

    def finalise_and_print(self) -> None:
        """Finalise the record, save its PDF, and look into the other rooms."""
        self.finalise()
        for room in (
            *(Room.REPORTS, Room.FINDINGS, Room.PERMITS, Room.CHECKLISTS, Room.IMPORTS),
            *(Room.JOURNAL, Room.SETTINGS, Room.HOME),
        ):
            self._go_to(room)
            self.keys.picture(room.value)

    def lock_and_unlock(self) -> None:
        """Lock, unlock with the passphrase, and find everything still there."""
        self.tell(_("錠をかけ、解錠する"))
        self.keys.press(Qt.Key.Key_L, CTRL)
        cover = self.keys.wait_for(LockCover)
        self.keys.picture("locked")
        self.keys.fill(cover.passphrase_field, PASSPHRASE)
        self.keys.push(cover.unlock_button)
        self.keys.wait_for(DeskView)
        self._go_to(Room.INSPECTIONS)
        self.keys.wait_for(InspectionsPage, ready=lambda page: page.table.rows_model.rowCount() == 1)
        self.keys.picture("unlocked")

    def _go_to(self, room: Room) -> None:
        """Go to a page by its number key."""
        desk = self.keys.wait_for(DeskView)
        at = list(desk._classes).index(room.value)
        self.keys.press(PAGE_KEYS[at], CTRL)
        self.keys.rest(0.2)


def _text_for(each: object) -> str:
    if isinstance(each, NumberField):
        return "1"
    return "令和7年10月7日" if type(each).__name__ == "DateField" else "確認した"
