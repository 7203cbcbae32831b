"""One contract over two fiscal years through the real windows, by keyboard: from the plan to the recurrence.

The room bans cameras: what a photo would show is met by other evidence. Two items fail; the correction of the
first is refused once, then verified by another; the record is signed, approved and amended. In the second
year the same item fails again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from typing_extensions import override

from oversight.approvals import Decision
from oversight.findings import Verification
from oversight.inspections import EvidenceKind
from oversight.words import _
from tests.oversight.report_form.filling import fill_pdf
from tests.stories.day import NONCONFORMING
from tests.stories.dialogs import answering
from tests.stories.office_days import CHIEF, HEAD, INSPECTOR, STAFF, Colleague, OfficeDays, typed, write_on
from ui.coverage.notices_panel import NoticesPanel
from ui.coverage.page import CoveragePage
from ui.coverage.proposals import ProposalsPanel
from ui.deed_form import DeedForm
from ui.findings.page import FindingsPage
from ui.findings.pane import FindingPane
from ui.findings.wishes import Wish as Asked
from ui.inspections.approval_part import ApprovalPart, ApprovalWish
from ui.inspections.conduct.mode import ConductMode
from ui.inspections.conduct.sketch_view import SketchView
from ui.inspections.page import InspectionsPage
from ui.inspections.pane import InspectionPane, Wish
from ui.inspections.signing.page import SigningPage
from ui.inspections.signing.signers import Way
from ui.intake import IntakePanel
from ui.rooms import Room
from ui.widgets.ink_pad import InkField

PLACE = "認定調査センター 2階 作業室／大阪府吹田市泉町1丁目（撮影禁止）"
START = dt.date(2025, 5, 12)
AGAIN = "PHY-08"
"""The item that fails in both years; of severity B at first."""
REASONS = "掲示の写しだけで、入室のときの確認の記録がありません。"
CORRECTION = {
    "cause": "入室のときの確認が決められていなかった。",
    "measures": "預け箱を置き、入室のときに職員が確かめる。",
    "done": "預け箱を置き、入室のときの確認を始めた。",
    "evidence": "入室の確認の記録 2週間分",
    "submitted_by": "葛城 恵",
}


@dataclass
class TwoYears(OfficeDays):
    """Goes on from a new vault; the clock stands at each day on which something is done."""

    failing: tuple[str, ...] = (NONCONFORMING, AGAIN)
    service_until: str = "令和9年3月31日"
    places: str = PLACE

    @override
    def play(self) -> None:
        """Play both years."""
        self.program.show()
        self.program.window.resize(1366, 768)
        self.keys.rest(0.3)
        self.make_vault()
        self.add_colleagues()
        self.register_contractor()
        self.register_contract()
        visit = self.first_year()
        self.second_year(visit)

    def first_year(self) -> dt.date:
        """Plan, visit, sign, approve, correct, amend."""
        visit = self.plan_by_proposal()
        self.send_notice(71)
        self.be_at(visit, 10)
        self.visit()
        self.sign()
        self.be_at(visit + dt.timedelta(days=1))
        self.approve("year-1")
        self.tell_result()
        self.put_right(visit)
        self.amend(visit + dt.timedelta(days=40))
        return visit

    def second_year(self, before: dt.date) -> None:
        """The same item fails again."""
        self.be_at(before.replace(year=before.year + 1) - dt.timedelta(days=30))
        visit = self.plan_by_proposal()
        self.send_notice(171)
        self.be_at(visit, 10)
        self.failing, self.answered = (AGAIN,), []
        self.visit()
        self.sign()
        self.be_at(visit + dt.timedelta(days=1))
        self.approve("year-2")
        self.look_at_recurrence()

    # plan and notice

    def plan_by_proposal(self) -> dt.date:
        """Take the day that is proposed, with its reason; return it."""
        self._go_to(Room.COVERAGE)
        page = self.keys.wait_for(CoveragePage)
        self.keys.picture("coverage")
        self.keys.push(page.propose_button)
        panel = self.keys.wait_for(ProposalsPanel)
        self.keys.picture("proposals")
        (proposal,) = panel.proposals
        assert proposal.day is not None
        self.keys.push(panel.take_button)
        self.keys.wait_for(CoveragePage, ready=lambda each: each.proposals is None)
        return proposal.day

    def send_notice(self, number: int) -> None:
        """Print the plan and the notice in one go."""
        page = self.keys.wait_for(CoveragePage)
        page.outward.notices_action.trigger()
        panel = self.keys.wait_for(NoticesPanel)
        self.keys.fill(panel.form.fields["pattern"], "吹高第{n}号")
        self.keys.fill(panel.form.fields["first"], str(number))
        self.keys.picture("notices")
        with answering(self.papers()):
            self.keys.push(panel.write_button)
            self.keys.rest(0.3)

    # the visit

    def visit(self) -> None:
        """Conduct the inspection in the room without a camera, and freeze the record."""
        self._go_to(Room.INSPECTIONS)
        page = self.keys.wait_for(InspectionsPage)
        row = next(row for row in page.table.rows_model.rows if row.planned_on == self.today)
        page.table.choose(row.id)
        self.keys.rest(0.3)
        self._begin_visit()
        mode = self.keys.wait_for(ConductMode)
        self.keys.rest(0.3)
        self.keys.picture("first-item")
        self.draw_sketch(mode)
        self.name_document(mode)
        self.keys.picture("evidence")
        self.keys.tab_to(mode.foot.next_button)
        while mode.course.item is not None:
            self.answered.append(mode.course.item.id)
            self._answer(mode)
        self.close_visit()
        self.keys.press(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
        finish = mode.stage.finish
        self.keys.picture("before-finalising")
        assert finish.finalise_button.isVisible(), [gap.sentence for gap in mode.course.gaps()]
        self.keys.push(finish.finalise_button)
        self.keys.push(finish.confirm.yes_button)
        self.keys.rest(0.5)

    def _begin_visit(self) -> None:
        page = self.keys.wait_for(InspectionsPage)
        if page.table.isVisible():
            self.keys.tab_to(page.table)
            self.keys.press(Qt.Key.Key_Return)
        pane = self.keys.wait_for(InspectionPane)
        self.keys.push(pane.buttons[Wish.CONDUCT])

    def draw_sketch(self, mode: ConductMode) -> None:
        """Draw where things stand, with arrows and Enter."""
        self.keys.push(mode.stage.item.evidence.sketch_button)
        view = self.keys.wait_for(SketchView)
        self.keys.fill(view.title, "作業室の机と預け箱")
        self.keys.tab_to(view.canvas)
        for key in (
            Qt.Key.Key_Return,
            Qt.Key.Key_Right,
            Qt.Key.Key_Right,
            Qt.Key.Key_Down,
            Qt.Key.Key_Return,
        ):
            self.keys.press(key)
        self.keys.picture("sketch")
        self.keys.push(view.finish_button)
        self.keys.wait_for(ConductMode, ready=lambda each: bool(each.stage.item.evidence.cards))

    def name_document(self, mode: ConductMode) -> None:
        """Name the document that was looked at, with its page."""
        strip = mode.stage.item.evidence
        self.keys.push(strip.kind_buttons[EvidenceKind.DOCUMENT])
        assert strip.form is not None
        self.keys.fill(strip.form.fields["subject"], "入退室管理規程")
        self.keys.fill(strip.form.fields["pages"], "12")
        self.keys.push(strip.form.done_button)
        self.keys.rest(0.5)
        assert len(strip.cards) == 2

    # signatures and approval

    def sign(self) -> None:
        """The attendee draws, the inspector proves to be present."""
        mode = self.keys.wait_for(ConductMode)
        self.keys.push(mode.stage.finish.signing.button)
        page = self.keys.wait_for(SigningPage)
        self.keys.picture("signing")
        for signer in page.standing.sheet.signers:
            way = Way.KEY if signer.staff_id is not None else Way.DRAW
            self.keys.push(page.signers.button_of(way, signer.name))
            form = self.keys.wait_for(DeedForm)
            ink = form.form.fields["drawing"]
            assert isinstance(ink, InkField)
            if way is Way.DRAW:
                write_on(ink)
            else:
                self.prove(form, next(each for each in STAFF if each.name == signer.name))
            self.keys.picture(f"signing-{way.name.lower()}")
            self.keys.push(form.do_button)
            self.keys.rest(0.5)
        assert not page.standing.sheet.missing
        self.keys.picture("signed")
        self.keys.push(page.leave_button)
        self.keys.wait_for(InspectionsPage)

    def approve(self, name: str) -> None:
        """Draft the newest record; section chief and head decide on the drafter's laptop, each with a key."""
        self._open_inspection()
        self._ask_approval(ApprovalWish.DRAFT, {"comment": "内容を確かめた。"})
        for who in (CHIEF, HEAD):
            self._ask_approval(ApprovalWish.COLLEAGUE, {"decision": Decision.APPROVED}, who)
        self.keys.picture(f"approved-{name}")
        self._print_record(name)

    def _open_inspection(self) -> InspectionPane:
        """Open the newest inspection in its pane."""
        self._go_to(Room.INSPECTIONS)
        page = self.keys.wait_for(InspectionsPage)
        self.back_to_list(page.table)
        newest = max(page.table.rows_model.rows, key=lambda row: row.planned_on)
        self.press_chip(page.chips, page.chips.chips[-1])
        page.table.choose(newest.id)
        self.keys.rest(0.5)
        if page.table.isVisible():
            self.keys.tab_to(page.table)
            self.keys.press(Qt.Key.Key_Return)
        return self.keys.wait_for(InspectionPane)

    def _ask_approval(
        self, wish: ApprovalWish, values: Mapping[str, object], who: Colleague | None = None
    ) -> None:
        part = self.keys.wait_for(ApprovalPart, ready=lambda each: wish in each.buttons)
        self.keys.push(part.buttons[wish])
        form = self.keys.wait_for(DeedForm)
        if who is not None:
            self.prove(form, who)
        self.fill_form(form, values)
        self.keys.wait_for(ApprovalPart)

    def _print_record(self, name: str) -> None:
        pane = self.keys.wait_for(InspectionPane)
        newest = _("検査記録 第{version}版").format(version=pane.detail.records[-1].number)
        paper = next(each for each in pane.papers if each._what == newest)
        with answering(self.papers() / f"record-{name}.pdf"):
            self.keys.push(paper.save_button)
            self.keys.rest(0.3)

    # findings

    def tell_result(self) -> None:
        """Make the result notice, then the letter that asks for the corrections, with its forms."""
        pane = self._open_inspection()
        self.keys.push(pane.buttons[Wish.RESULT])
        self.fill_form(self.keys.wait_for(DeedForm), {})
        self._open_finding(NONCONFORMING)
        self._ask(Asked.LETTER, {})
        self.keys.picture("requested")
        self._save_letter("request")

    def _open_finding(self, item_id: str) -> FindingPane:
        """Open the newest finding on an item."""
        self._go_to(Room.FINDINGS)
        page = self.keys.wait_for(FindingsPage)
        self.back_to_list(page.table)
        self.press_chip(page.chips, page.chips.chips[-1])
        rows = [row for row in page.table.rows_model.rows if row.item_id == item_id]
        newest = max(rows, key=lambda row: row.number)
        page.table.choose(newest.id)
        self.keys.rest(0.4)
        if page.table.isVisible():
            self.keys.tab_to(page.table)
            self.keys.press(Qt.Key.Key_Return)
        return self.keys.wait_for(FindingPane, ready=lambda pane: pane.finding.id == newest.id)

    def _ask(self, wish: Asked, values: Mapping[str, object] | None) -> None:
        """Ask for a deed on the finding in sight; ``None`` where it needs no form."""
        pane = self.keys.wait_for(FindingPane)
        self.keys.push(pane.buttons[wish])
        if values is not None:
            form = self.keys.wait_for(DeedForm)
            self.keys.picture(f"asked-{wish.name.lower()}")
            self.fill_form(form, values)

    def _save_letter(self, name: str) -> None:
        pane = self.keys.wait_for(FindingPane)
        with answering(self.papers() / f"{name}.pdf"):
            self.keys.push(pane.letters.papers[0].save_button)
            self.keys.rest(0.3)

    def put_right(self, visit: dt.date) -> None:
        """Plan and report come in on the form; the first report is refused once; another verifies."""
        for days, item_id in enumerate((NONCONFORMING, AGAIN), start=3):
            self.be_at(visit + dt.timedelta(days=days))
            self._take_in(item_id, CORRECTION | {"corrected_on": typed(self.today)})
        self.be_at(visit + dt.timedelta(days=5))
        self._open_finding(NONCONFORMING)
        again = visit + dt.timedelta(days=12)
        self._ask(Asked.REFUSE, {"reasons": REASONS, "due_on": typed(again)})
        self._open_finding(NONCONFORMING)
        self._save_letter("refusal")
        self.be_at(visit + dt.timedelta(days=10))
        report = {"reply": "入室のときの確認の記録2週間分を添える。", "corrected_on": typed(self.today)}
        self._ask(Asked.REPORT, report)
        for item_id in (NONCONFORMING, AGAIN):
            self._open_finding(item_id)
            self._ask(Asked.ASK_CLOSURE, None)
        self.sign_in(CHIEF)
        for item_id in (NONCONFORMING, AGAIN):
            self._open_finding(item_id)
            said = "入室のときの確認の記録2週間分を見て確かめた。"
            self._ask(Asked.CONFIRM, {"how": Verification.PAPER, "said": said})
            self._open_finding(item_id)
            self._ask(Asked.CLOSURE_LETTER, {})
        self._open_finding(NONCONFORMING)
        self.keys.picture("closed")
        self._save_letter("closure")
        self.sign_in(INSPECTOR)

    def _take_in(self, item_id: str, answers: dict[str, str]) -> None:
        """Hand out the form of a finding, let the contractor fill it in, and take it in again."""
        self._open_finding(item_id)
        page = self.keys.wait_for(FindingsPage)
        path = self.out / f"correction-{item_id}.pdf"
        pane = self.keys.wait_for(FindingPane)
        with answering(path):
            pane.forms_button.menu().actions()[0].trigger()
            self.keys.rest(0.6)
        path.write_bytes(fill_pdf(path.read_bytes(), answers | {"plan_until": answers["corrected_on"]}))
        page.coming_in.look_at([path])
        panel = self.keys.wait_for(IntakePanel)
        self.keys.picture("correction-comes-in")
        self.keys.push(panel.take_button)
        self.keys.wait_for(FindingsPage, ready=lambda each: not each.coming_in.is_open)

    # amendment and recurrence

    def amend(self, day: dt.date) -> None:
        """Correct the approved record: a second version with its reason, approved anew."""
        self.be_at(day)
        pane = self._open_inspection()
        self.keys.push(pane.buttons[Wish.CORRECT])
        reason = "立会者の職名の誤りを直すため。"
        self.fill_form(self.keys.wait_for(DeedForm), {"correction_reason": reason})
        pane = self._open_inspection()
        self.keys.push(pane.buttons[Wish.GO_ON])
        mode = self.keys.wait_for(ConductMode)
        mode.go("closing")
        self.keys.fill(mode.stage.closing.attendees.lines[-1].post, "業務統括責任者")
        self.keys.press(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
        self.keys.push(mode.stage.finish.finalise_button)
        self.keys.push(mode.stage.finish.confirm.yes_button)
        self.keys.rest(0.5)
        self.keys.press(Qt.Key.Key_Escape)
        self.keys.wait_for(InspectionsPage)
        self.approve("year-1-amended")

    def look_at_recurrence(self) -> None:
        """See the finding raised and led back to the one that was closed."""
        self.tell_result_again()
        pane = self._open_finding(AGAIN)
        self.keys.picture("recurrence")
        self.keys.push(pane.earlier_button)
        earlier = pane.finding.earlier_number
        self.keys.wait_for(FindingPane, ready=lambda each: each.finding.number == earlier)
        self.keys.picture("earlier")

    def tell_result_again(self) -> None:
        """Ask for the second correction; the letter names the first."""
        self._open_finding(AGAIN)
        self._ask(Asked.LETTER, {})
        self._save_letter("request-again")
