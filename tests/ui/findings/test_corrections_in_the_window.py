"""Letters, forms, evidence, chasing and re-inspection of findings, in the window and by keyboard."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from oversight.access import Actor, Role
from oversight.clock import FixedClock
from oversight.corrections import FindingContactDraft
from oversight.desk import Desk
from oversight.findings import FindingState, Urgency
from oversight.inspections import InspectionKind
from oversight.office import Office
from oversight.report_form.workbook import write_workbook
from oversight.reports import ContactKind, FileFault, FormKind
from tests.factories import make_place
from tests.oversight.corrections.correction_site import (
    PHONE,
    PLAN,
    REPORT,
    TODAY,
    Corrections,
    make_corrections,
)
from tests.oversight.corrections.test_letters import close
from tests.oversight.report_form.filling import COMPLETE, fill_book, form_data
from tests.ui.findings.test_findings_page import form_of, opened, pane_of, waited_for
from tests.ui.inspections.inspection_site import Settle
from tests.ui.test_names import nameless
from ui.chase_panel import ChasePanel
from ui.findings.page import FindingsPage
from ui.findings.pane import Wish
from ui.inspections.page import InspectionsPage
from ui.inspections.pane import InspectionPane
from ui.inspections.pane import Wish as InspectionWish
from ui.inspections.plan_panel import PlanPanel
from ui.intake import IntakePanel
from ui.notices import Notice
from ui.reports.page import ReportsPage
from ui.rooms import OpenFiles, OpenRecord, PlanReinspection, Room
from ui.shell import Shell

D = dt.date
LATE = D(2026, 12, 8)
"""Seven days after the phone's finding fell due."""


def state_of(site: Corrections) -> FindingState:
    """Return the state as the store has it now."""
    return site.phone.state


@pytest.fixture
def site(office: Office, desk: Desk, clock: FixedClock) -> Corrections:
    return make_corrections(desk, clock)


@pytest.fixture
def page(site: Corrections, shell: Shell, qtbot: QtBot, settle: Settle) -> FindingsPage:
    page = FindingsPage(shell)
    qtbot.addWidget(page)
    page.resize(1158, 768)
    page.show()
    settle()
    return page


@pytest.fixture
def told(shell: Shell) -> list[str]:
    said: list[str] = []

    def note(notice: Notice) -> None:
        said.append(f"{notice.sentence} {notice.remedy}")

    shell.notices.raised.connect(note)
    return said


def texts_of(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def drop(widget: QWidget, folder: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder))])
    event = QDropEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    widget.dropEvent(event)


def press_key(widget: QWidget, key: Qt.Key = Qt.Key.Key_Space) -> None:
    widget.window().activateWindow()
    QTest.qWait(10)
    widget.setFocus()
    QTest.qWait(10)
    assert QApplication.focusWidget() is widget
    QTest.keyClick(widget, key)


def refreshed(page: FindingsPage, settle: Settle) -> None:
    """Read the list anew with nothing beside it: a pane still being read would take a form's place."""
    page.close_detail()
    page.on_show()
    settle()
    settle()


def form_after(page: FindingsPage, wish: Wish, settle: Settle) -> Any:
    press_key(pane_of(page).buttons[wish])
    settle()
    return form_of(page)


def submitted(page: FindingsPage, form: Any, settle: Settle) -> None:
    press_key(form.do_button)
    for _reading in range(3):
        settle()
        QTest.qWait(20)
    waited_for(page, page.shown)  # type: ignore[arg-type]


def chosen_files(monkeypatch: pytest.MonkeyPatch, folder: Path, *names: str) -> None:
    files = [str(folder / name) for name in names]
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (files[0] if files else "", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (files, ""))


def test_the_request_letter_is_seen_then_made_by_keyboard(
    page: FindingsPage, site: Corrections, settle: Settle, told: list[str]
) -> None:
    opened(page, site.phone.id)
    form = form_after(page, Wish.LETTER, settle)
    assert nameless(form) == []
    said = texts_of(form)
    for word in (
        "株式会社髙﨑事務サービス 代表取締役 髙﨑 一郎",
        "私物スマートフォン1台",
        "12/1(火)",
        "まだ作っていません",
    ):
        assert word in said, word
    fields = form.form.fields
    assert fields["finding_ids"].value() == (site.phone.id, site.rules.id)
    fields["finding_ids"].set_value((site.phone.id,))
    fields["urgent_ids"].set_value((site.rules.id,))
    press_key(form.do_button)
    settle()
    assert fields["urgent_ids"].error, "what is urgent has to stand in the letter"
    fields["urgent_ids"].set_value((site.phone.id,))
    fields["told_on"].set_value(TODAY)
    submitted(page, form, settle)
    pane = pane_of(page)
    assert (pane.finding.state, pane.finding.urgency) == (FindingState.REQUESTED, Urgency.URGENT)
    assert site.rules.state is FindingState.OPEN
    assert "是R8-0001 是正要求書" in texts_of(pane)
    assert nameless(page) == []


def test_a_letter_is_laid_out_as_a_draft_of_a_mail(
    page: FindingsPage,
    site: Corrections,
    settle: Settle,
    told: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    site.letters.make_request({site.phone.id}, issued_on=TODAY)
    opened(page, site.phone.id)
    chosen_files(monkeypatch, tmp_path)
    (button,) = pane_of(page).letters.mail_buttons
    press_key(button)
    settle()
    assert (tmp_path / "是R8-0001.eml").exists()
    assert "是R8-0001 の文書と下書きを置きました。" in told[-1]
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    button.click()
    settle()
    assert len(told) == 1


def test_the_days_letters_hold_those_of_findings(
    page: FindingsPage,
    site: Corrections,
    settle: Settle,
    told: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = page.deeds.chase_button.text()
    site.letters.make_request({site.phone.id}, issued_on=TODAY)
    site.stand_at(LATE)
    page.on_show()
    settle()
    count = page.deeds.chase_button.text()
    assert count != before
    press_key(page.deeds.chase_button)
    settle()
    assert page.split is not None
    panel = page.split.detail
    assert isinstance(panel, ChasePanel)
    assert f"指摘 {site.phone.number}" in texts_of(panel)
    assert count.removeprefix("督促の文書を作る（").split("通")[0] in panel.make_button.text()
    chosen_files(monkeypatch, tmp_path)
    press_key(panel.make_button)
    settle()
    settle()
    assert (tmp_path / "是督R8-0001.pdf").exists()
    assert "文書を作りました" in told[-1]
    assert [letter.number for letter in site.letters.list_letters(site.phone.id)][-1] == "是督R8-0001"


def test_a_contact_pauses_the_ladder_and_is_taken_back(
    page: FindingsPage, site: Corrections, settle: Settle
) -> None:
    opened(page, site.phone.id)
    assert Wish.CONTACT not in pane_of(page).buttons
    site.letters.make_request({site.phone.id}, issued_on=TODAY)
    site.stand_at(LATE)
    refreshed(page, settle)
    opened(page, site.phone.id)
    assert "次: 本日 文書督促" in texts_of(pane_of(page))
    assert "行わずに過ぎた段階: 督促（電話・メール）" in texts_of(pane_of(page))
    form = form_after(page, Wish.CONTACT, settle)
    form.form.fields["said"].set_value("明後日出す")
    form.form.fields["promised_on"].set_value(D(2026, 12, 10))
    submitted(page, form, settle)
    pane = pane_of(page)
    assert "約束の12/10(木)まで停止" in texts_of(pane)
    press_key(pane.chasing.withdrawals[0])
    form = form_of(page)
    form.form.fields["reason"].set_value("別の委託先")
    submitted(page, form, settle)
    assert "本日 文書督促" in texts_of(pane_of(page))


def test_who_may_not_chase_takes_no_contact_back(
    page: FindingsPage, site: Corrections, settle: Settle, office: Office
) -> None:
    site.letters.make_request({site.phone.id}, issued_on=TODAY)
    site.stand_at(LATE)
    site.chasing.note_contact(FindingContactDraft(site.phone.id, ContactKind.CALL, LATE, promised_on=LATE))
    object.__setattr__(office.desk, "actor", Actor(None, "監査", "", frozenset({Role.AUDITOR})))
    pane = opened(page, site.phone.id)
    assert pane.chasing.withdrawals == []
    assert "電話" in texts_of(pane.chasing)


def test_forms_are_given_for_one_finding_and_for_an_inspection(
    page: FindingsPage,
    site: Corrections,
    settle: Settle,
    told: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pane = opened(page, site.phone.id)
    chosen_files(monkeypatch, tmp_path, "one.pdf")
    for action in pane.forms_button.menu().actions():
        action.trigger()
        settle()
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix in (".pdf", ".xlsx")) == [
        *sorted(
            f"correction_{row.number}.{kind}" for row in (site.phone, site.rules) for kind in ("pdf", "xlsx")
        ),
        "one.pdf",
    ]
    assert "2件の指摘の様式を書き出しました。" in told[-1]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    for action in pane.forms_button.menu().actions():
        action.trigger()
    settle()
    assert len(told) == 3
    page.close_detail()
    page.deeds.give_form(FormKind.PDF)
    page.deeds.do_wish(Wish.LETTER)
    assert page.pane is None


def both_forms(site: Corrections, office: Office, folder: Path) -> Path:
    folder.mkdir()
    form = office.correction_forms.make_form(site.phone.id, FormKind.WORKBOOK)
    (folder / "a correction.xlsx").write_bytes(fill_book(form, PLAN | REPORT))
    monthly = fill_book(write_workbook(form_data(site.contract_id)), COMPLETE)
    (folder / "b monthly.xlsx").write_bytes(monthly)
    (folder / "c other.txt").write_bytes(b"dear city")
    return folder


def test_dropped_files_of_both_forms_are_sorted_shown_and_taken_in(
    page: FindingsPage, site: Corrections, office: Office, settle: Settle, told: list[str], tmp_path: Path
) -> None:
    folder = both_forms(site, office, tmp_path / "came in")
    drop(page, folder)
    settle()
    settle()
    panel = page.coming_in.panel
    assert isinstance(panel, IntakePanel)
    assert [look.fault for look in panel.looks] == [None, None, FileFault.NOT_A_FORM]
    model = panel.table.rows_model
    shown = [[model.index(row, column).data() for column in range(4)] for row in range(3)]
    assert ["是正報告", f"指摘 {site.phone.number}"] == [shown[0][0], shown[0][3]]
    assert [shown[1][0], shown[1][3]] == ["受け取れる", "2026年10月分"]
    assert "行った措置: 預け箱を置き、入室簿に確認欄を設けた。" in texts_of(panel)
    page.on_show()
    settle()
    assert page._body.currentWidget() is panel
    assert nameless(panel) == []
    assert site.phone.state is FindingState.OPEN
    press_key(panel.take_button)
    settle()
    settle()
    assert "2件の報告を取り込みました。" in told[-1]
    assert page._heading.text() == "指摘・是正"
    assert state_of(site) is FindingState.CORRECTED


def test_the_page_of_reports_takes_corrections_and_says_who_may_not(
    site: Corrections, office: Office, shell: Shell, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    folder = both_forms(site, office, tmp_path / "came in")
    keeper = Actor(None, "個人 情報", "", frozenset({Role.DATA_PROTECTION}))
    object.__setattr__(office.desk, "actor", keeper)
    page = ReportsPage(shell)
    qtbot.addWidget(page)
    page.resize(1158, 768)
    page.show()
    page.on_open(OpenFiles((folder,)))
    settle()
    settle()
    panel = page.coming_in.panel
    assert isinstance(panel, IntakePanel)
    assert panel.take_button.text() == "取り込む（1件、2件は除く）"


def test_evidence_is_attached_saved_and_named_in_the_verification(
    page: FindingsPage,
    site: Corrections,
    office: Office,
    settle: Settle,
    told: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    site.findings.record_correction(site.phone.id, corrected_on=TODAY, reply="置いた。")
    refreshed(page, settle)
    opened(page, site.phone.id)
    photo = tmp_path / "預け箱.jpg"
    photo.write_bytes(b"\xff\xd8\xff" + bytes(40))
    chosen_files(monkeypatch, tmp_path, "預け箱.jpg")
    press_key(pane_of(page).buttons[Wish.ATTACH])
    settle()
    settle()
    assert "1件の証跡を付けました。" in told[-1]
    waited_for(page, site.phone.id)
    (save,) = pane_of(page).evidence.save_buttons
    chosen_files(monkeypatch, tmp_path, "copy.jpg")
    press_key(save)
    settle()
    assert (tmp_path / "copy.jpg").read_bytes() == photo.read_bytes()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([], ""))
    save.click()
    pane_of(page).buttons[Wish.ATTACH].click()
    settle()
    press_key(pane_of(page).buttons[Wish.ASK_CLOSURE])
    settle()
    settle()
    waited_for(page, site.phone.id)
    object.__setattr__(office.desk, "actor", Actor(None, "舘 花子", "主任", frozenset({Role.INSPECTOR})))
    form = form_after(page, Wish.CONFIRM, settle)
    assert "再検査の記録はありません" in texts_of(form)
    form.form.fields["said"].set_value("写りを見た")
    form.form.fields["looked_at"].set_value(("預け箱.jpg",))
    submitted(page, form, settle)
    assert "確認したもの: 預け箱.jpg" in texts_of(pane_of(page))
    form = form_after(page, Wish.CLOSURE_LETTER, settle)
    submitted(page, form, settle)
    assert "是完R8-0001 完了通知書" in texts_of(pane_of(page))


def test_sending_back_makes_the_letter(page: FindingsPage, site: Corrections, settle: Settle) -> None:
    site.findings.record_correction(site.phone.id, corrected_on=TODAY, reply="注意した。")
    refreshed(page, settle)
    opened(page, site.phone.id)
    form = form_after(page, Wish.REFUSE, settle)
    form.form.fields["reasons"].set_value("証跡がない。")
    form.form.fields["due_on"].set_value(D(2026, 12, 8))
    submitted(page, form, settle)
    assert "是差R8-0001 差戻通知書" in texts_of(pane_of(page))


def test_a_manager_who_is_not_signed_in_approves_an_extension(
    page: FindingsPage, site: Corrections, office: Office, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    boss = Actor(None, "須田 一郎", "課長", frozenset({Role.MANAGER}))
    monkeypatch.setattr(office.people, "reauthenticate", lambda **_given: boss)
    object.__setattr__(office.desk, "actor", Actor(None, "舘 花子", "主任", frozenset({Role.INSPECTOR})))
    opened(page, site.phone.id)
    form = form_after(page, Wish.EXTEND, settle)
    assert nameless(form) == []
    form.form.fields["until"].set_value(D(2026, 12, 20))
    form.form.fields["reason"].set_value("納期")
    form.form.fields["user_id"].set_options([("suda", "課長 須田 一郎")])
    form.form.fields["user_id"].set_value("suda")
    form.form.fields["passphrase"].set_value("x")
    submitted(page, form, settle)
    (step,) = site.findings.list_steps(site.phone.id)
    assert (step.noted_by, step.said) == ("課長 須田 一郎", "納期（申し出た職員: 主任 舘 花子）")


def test_one_press_plans_a_reinspection_of_the_same_place(
    page: FindingsPage,
    site: Corrections,
    office: Office,
    shell: Shell,
    qtbot: QtBot,
    settle: Settle,
) -> None:
    make_place(site.desk, site.contract_id)
    wanted: list[tuple[str, object]] = []
    shell.page_wanted.connect(lambda room, request: wanted.append((room, request)))
    site.findings.record_correction(site.phone.id, corrected_on=TODAY, reply="置いた。")
    refreshed(page, settle)
    opened(page, site.phone.id)
    press_key(pane_of(page).buttons[Wish.REINSPECT])
    ((room, request),) = wanted
    assert room == Room.INSPECTIONS
    assert isinstance(request, PlanReinspection)
    inspections = InspectionsPage(shell)
    qtbot.addWidget(inspections)
    inspections.on_open(request)
    inspections.show()
    settle()
    settle()
    assert inspections.split is not None
    panel = inspections.split.detail
    assert isinstance(panel, PlanPanel)
    panel.planned_on.set_value(D(2026, 11, 30))
    draft = panel.draft()
    assert (draft.kind, draft.contract_id, draft.place_id) == (
        InspectionKind.REINSPECTION,
        site.contract_id,
        site.place_id,
    )
    assert draft.purpose == f"指摘 {site.phone.number} の是正の確認"
    inspections.on_open(PlanReinspection(site.contract_id, None, "確認"))
    inspections.on_show()
    settle()


def test_a_recurrence_leads_to_the_closure_before_by_keyboard(
    page: FindingsPage, site: Corrections, settle: Settle
) -> None:
    close(site, "DEV-01")
    before = site.phone.id
    site.inspect(D(2027, 6, 1), DEV_01=PHONE)
    page.on_show()
    settle()
    again = next(row for row in page._rows if row.repeated)
    pane = opened(page, again.id)
    press_key(pane.earlier_button)
    settle()
    settle()
    waited_for(page, before)
    assert pane_of(page).finding.state is FindingState.CLOSED


def test_the_result_is_told_from_the_inspection(
    site: Corrections, shell: Shell, qtbot: QtBot, settle: Settle
) -> None:
    inspections = InspectionsPage(shell)
    qtbot.addWidget(inspections)
    inspections.resize(1158, 768)
    inspections.on_open(OpenRecord(site.inspection_id))
    inspections.show()
    settle()
    settle()
    assert inspections.split is not None
    pane = inspections.split.detail
    assert isinstance(pane, InspectionPane)
    press_key(pane.buttons[InspectionWish.RESULT])
    form: Any = inspections.split.detail
    assert "重大な不適合あり" in texts_of(form)
    press_key(form.do_button)
    settle()
    settle()
    pane = inspections.split.detail
    assert isinstance(pane, InspectionPane)
    assert "結R8-0001 結果通知書" in texts_of(pane)
    assert InspectionWish.RESULT not in pane.buttons
