"""Forms go out and come back in the window: made, dropped, looked at, taken in, typed in, decided about."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QTableWidgetItem, QWidget
from pytestqt.qtbot import QtBot

from oversight.access import Actor, Role
from oversight.clock import JAPAN, FixedClock
from oversight.desk import Desk
from oversight.office import Office
from oversight.register import WorkerDraft
from oversight.report_form.answers import Answer, Answers
from oversight.report_form.recognising import recognise
from oversight.reports import FileFault, FormKind, Original, PaperDraft, ReportKey, Standing
from tests.factories import make_contract, make_contractor, make_department, make_place
from tests.oversight.report_form.filling import COMPLETE, fill_book, fill_pdf
from tests.ui.inspections.inspection_site import Settle
from tests.ui.reports.test_reports_page import form_of, opened, pane_of, submit
from tests.ui.test_names import nameless
from ui.app import page_classes
from ui.deed_form import DeedForm
from ui.desk_view import DeskView
from ui.intake import IntakePanel
from ui.notices import Notice
from ui.reports.answer_fields import AnswerField, ChoiceAnswerField, LongAnswerField, TableField
from ui.reports.forms_panel import FormsPanel
from ui.reports.page import ReportsPage
from ui.reports.pane import Wish
from ui.reports.paper_entry import PaperEntry
from ui.rooms import OpenFiles
from ui.shell import Shell

D = dt.date
OCTOBER = D(2026, 10, 1)
SERVICE = (D(2026, 9, 1), D(2027, 3, 31))


@pytest.fixture
def key(office: Office, desk: Desk) -> ReportKey:
    contract_id = make_contract(
        desk,
        contractor_id=make_contractor(desk, "株式会社髙﨑事務サービス"),
        department_id=make_department(desk, "介護保険課"),
        service=SERVICE,
        media=["paper"],
    )
    make_place(desk, contract_id)
    office.workers.add_workers([WorkerDraft(contract_id, "髙橋 一郎", trained_on=D(2026, 5, 1))])
    return ReportKey(contract_id, OCTOBER)


@pytest.fixture
def page(key: ReportKey, shell: Shell, qtbot: QtBot, settle: Settle) -> ReportsPage:
    page = ReportsPage(shell)
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


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def filled(office: Office, key: ReportKey, **answers: str) -> bytes:
    return fill_book(office.filings.make_form(key, FormKind.WORKBOOK), {**COMPLETE, **answers})


def standing(office: Office, key: ReportKey) -> Standing:
    detail = office.reports.get_month(key)
    assert detail is not None
    return detail.month.standing


def drop(widget: QWidget, *urls: QUrl) -> None:
    data = QMimeData()
    data.setUrls(list(urls))
    event = QDropEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    widget.dropEvent(event)


def intake_of(page: ReportsPage) -> IntakePanel:
    assert page.coming_in.panel is not None
    return page.coming_in.panel


def texts_of(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QWidget) if hasattr(each, "text"))


def test_dropped_files_are_shown_before_anything_is_written_and_then_taken_in(
    page: ReportsPage, office: Office, key: ReportKey, settle: Settle, tmp_path: Path, told: list[str]
) -> None:
    folder = tmp_path / "came in"
    folder.mkdir()
    put(folder, "a good one.xlsx", filled(office, key, devices="3"))
    put(folder, "b damaged.pdf", b"%PDF-1.7 broken")
    drop(page, QUrl.fromLocalFile(str(folder)))
    settle()
    settle()
    panel = intake_of(page)
    assert [(look.name, look.fault) for look in panel.looks] == [
        ("a good one.xlsx", None),
        ("b damaged.pdf", FileFault.DAMAGED),
    ]
    assert panel.take_button.text() == "取り込む（1件、1件は除く）"
    assert "持ち込んだ機器が3件ですが、例外許可は0件です。" in texts_of(panel)
    panel.table.choose(folder / "b damaged.pdf")
    settle()
    assert "委託先に送り直してもらってください。" in texts_of(panel)
    assert standing(office, key) is Standing.OVERDUE
    panel.received_field.set_value(D(2026, 11, 9))
    panel.take_button.click()
    settle()
    settle()
    assert page.coming_in.panel is None
    assert page.window().focusWidget() is page.table
    assert standing(office, key) is Standing.RECEIVED
    assert any("1件の報告を取り込みました。" in each for each in told)
    detail = office.reports.get_month(key)
    assert detail is not None
    assert detail.month.received_on == D(2026, 11, 9)


def test_files_of_elsewhere_are_not_taken(page: ReportsPage, settle: Settle) -> None:
    drop(page, QUrl("https://example.jp/a.pdf"))
    settle()
    assert page.coming_in.panel is None


def test_leaving_takes_nothing_in_and_the_list_is_back(
    page: ReportsPage, office: Office, key: ReportKey, settle: Settle, tmp_path: Path
) -> None:
    path = put(tmp_path, "a.xlsx", filled(office, key))
    page.on_open(OpenFiles((path,)))
    settle()
    settle()
    panel = intake_of(page)
    page.on_show()
    page.search.setText("x")
    settle()
    assert page._body.currentWidget() is panel
    assert not page.chips.isVisible()
    panel.back_button.click()
    settle()
    assert page.coming_in.panel is None
    assert page._body.currentWidget() is not panel
    assert page.search.isVisible()
    assert standing(office, key) is Standing.OVERDUE


def test_files_and_folders_are_chosen_from_the_menu(
    page: ReportsPage,
    office: Office,
    key: ReportKey,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    told: list[str],
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    page.coming_in.choose_folder()
    settle()
    assert any("フォルダーにファイルがありません。" in each for each in told)
    path = put(folder, "a.xlsx", filled(office, key))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(path)], ""))
    page.coming_in.choose_files()
    settle()
    settle()
    assert intake_of(page).looks[0].fault is None
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    page.coming_in.choose_files()
    page.coming_in.choose_folder()


def test_an_empty_arrival_day_is_asked_for(
    page: ReportsPage, office: Office, key: ReportKey, settle: Settle, tmp_path: Path
) -> None:
    page.coming_in.look_at([put(tmp_path, "a.xlsx", filled(office, key))])
    settle()
    settle()
    panel = intake_of(page)
    panel.received_field.set_value(None)
    panel.take_button.click()
    settle()
    assert panel.received_field.error
    assert standing(office, key) is Standing.OVERDUE


def test_everything_in_the_panel_has_a_name(
    page: ReportsPage, office: Office, key: ReportKey, settle: Settle, tmp_path: Path
) -> None:
    page.coming_in.look_at([put(tmp_path, "a.xlsx", filled(office, key))])
    settle()
    settle()
    assert nameless(intake_of(page)) == []


def test_points_are_decided_in_the_pane_and_only_then_the_report_is_right(
    page: ReportsPage, office: Office, key: ReportKey, settle: Settle, told: list[str]
) -> None:
    answers = Answers({"incident": Answer("yes"), "log_anomalies": Answer(2)})
    office.filings.enter(PaperDraft(key, D(2026, 11, 9), answers, Original(b"%PDF-1.4\n", "scan.pdf")))
    pane = opened(page, key, settle)
    pane.buttons[Wish.CHECK].click()
    settle()
    assert any("注意点が2件" in each for each in told)
    (card,) = pane.filings
    (log, dismiss, _finding), (incident, _dismiss, make) = card.point_buttons
    assert "異常が2件" in log.told
    assert "事故" in incident.told
    dismiss.click()
    settle()
    form = page.split.detail if page.split else None
    assert isinstance(form, DeedForm)
    form.form.fields["reason"].set_value("試験の記録だった")
    submit(form, settle)
    card = pane_of(page).filings[0]
    ((_point, _dismiss, make),) = card.point_buttons
    make.click()
    settle()
    form = page.split.detail if page.split else None
    assert isinstance(form, DeedForm)
    form.form.fields["severity"].set_value(form.form.fields["severity"]._values[0])  # type: ignore[attr-defined]
    submit(form, settle)
    assert pane_of(page).filings[0].point_buttons == []
    assert "試験の記録だった" in texts_of(pane_of(page))
    (finding,) = office.findings.list_findings()
    assert finding.report_month == OCTOBER
    assert finding.number in texts_of(pane_of(page))
    pane_of(page).buttons[Wish.CHECK].click()
    settle()
    assert standing(office, key) is Standing.CHECKED


def test_the_original_is_saved_as_received_and_the_answers_unfold(
    page: ReportsPage,
    office: Office,
    key: ReportKey,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pdf = fill_pdf(office.filings.make_form(key, FormKind.PDF), COMPLETE)
    office.filings.take_in(office.filings.look_at([put(tmp_path, "a.pdf", pdf)]))
    (card,) = opened(page, key, settle).filings
    target = tmp_path / "kept.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    card.original_button.click()
    settle()
    assert target.read_bytes() == pdf
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    card.original_button.click()
    assert not card._answers.isVisible()
    card.answers_button.click()
    assert card._answers.isVisible()
    assert "1,200件" in texts_of(card)
    assert "髙橋 一郎" in texts_of(card)


# forms out


def test_the_forms_of_a_month_are_written_into_a_folder(
    page: ReportsPage,
    key: ReportKey,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    told: list[str],
) -> None:
    page.outward.forms_button.click()
    settle()
    panel = page.split.detail if page.split else None
    assert isinstance(panel, FormsPanel)
    assert panel.month_field.value() == D(2026, 11, 1)
    panel.month_field.set_value(OCTOBER)
    folder = tmp_path / "out"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    panel.write_button.click()
    settle()
    settle()
    assert sorted(path.name for path in folder.iterdir()) == ["R8-001_2026-10.pdf", "R8-001_2026-10.xlsx"]
    assert any("1件の契約の様式を書き出しました。" in each for each in told)
    blank = tmp_path / "blank.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(blank), ""))
    panel.blank_buttons[FormKind.WORKBOOK].click()
    settle()
    assert recognise(blank.read_bytes(), "x").identity.contract_id is None
    blank_pdf = tmp_path / "blank.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(blank_pdf), ""))
    panel.blank_buttons[FormKind.PDF].click()
    settle()
    assert blank_pdf.read_bytes().startswith(b"%PDF")
    assert nameless(panel) == []


@pytest.mark.parametrize("wish", [Wish.FORM_PDF, Wish.FORM_BOOK])
def test_the_form_of_one_month_is_saved_from_its_pane(
    page: ReportsPage,
    key: ReportKey,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    wish: Wish,
) -> None:
    target = tmp_path / "form"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    opened(page, key, settle).buttons[wish].click()
    settle()
    assert recognise(target.read_bytes(), "x").identity.contract_id == key.contract_id
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    pane_of(page).buttons[wish].click()


# paper


def entry_of(page: ReportsPage, key: ReportKey, settle: Settle) -> PaperEntry:
    opened(page, key, settle).buttons[Wish.ENTER].click()
    settle()
    assert page.typing_in.entry is not None
    return page.typing_in.entry


def test_a_paper_is_typed_in_with_the_keyboard_alone(
    page: ReportsPage, office: Office, key: ReportKey, settle: Settle, tmp_path: Path
) -> None:
    entry = entry_of(page, key, settle)
    page.activateWindow()
    line = entry.panel.fields["submitted_on"]
    assert isinstance(line, AnswerField)
    line.line.setFocus()
    for typed in ("R8.11.5", "Yamada", "Sato", "1200", "1180", "-", "12"):
        QTest.keyClicks(page.window().focusWidget(), typed)
        QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Return)
    for typed in ("workers_changed", "workers"):
        assert entry.panel.fields[typed].isAncestorOf(page.window().focusWidget())
        QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Tab)
    answers = entry.answers()
    assert answers.of("submitted_on") == Answer("2026-11-05")
    assert answers.of("submitted_by") == Answer("Yamada")
    assert (answers.number("received"), answers.number("processed")) == (1200, 1180)
    assert answers.of("returned") == Answer(is_nil=True)
    assert answers.number("workers_count") == 12
    entry.take_scan(put(tmp_path, "scan.pdf", b"%PDF-1.4\n% scan"))
    settle()
    assert "写し: scan.pdf" in entry.said.text()
    entry.save_button.click()
    settle()
    settle()
    assert page.typing_in.entry is None
    (filing,) = office.filings.list_filings(key)
    assert (filing.original, filing.submitted_by) == ("scan.pdf", "Yamada")
    assert standing(office, key) is Standing.RECEIVED


def test_tables_hold_what_the_city_knows_and_take_what_is_new(
    page: ReportsPage, key: ReportKey, settle: Settle
) -> None:
    entry = entry_of(page, key, settle)
    grid = entry.panel.fields["workers"]
    assert isinstance(grid, TableField)
    known = grid.grid.item(0, 0)
    assert known is not None
    assert known.text() == "髙橋 一郎"
    assert not known.flags() & Qt.ItemFlag.ItemIsEditable
    grid.grid.setItem(1, 0, QTableWidgetItem("新田 二郎"))
    grid.grid.setItem(0, 3, QTableWidgetItem("R8.10.20"))
    worker, added = entry.answers().rows("workers")
    assert (worker.is_known, worker.day("left_on")) == (True, D(2026, 10, 20))
    assert (added.text("name"), added.is_known) == ("新田 二郎", False)
    entry._look()
    settle()
    assert "名簿にない従事者「新田 二郎」" in entry.points.text()
    assert "未回答 30問" in entry.said.text()


def test_what_cannot_be_read_is_told_at_its_field_and_nothing_is_saved(
    page: ReportsPage, office: Office, key: ReportKey, settle: Settle
) -> None:
    entry = entry_of(page, key, settle)
    field = entry.panel.fields["received"]
    assert isinstance(field, AnswerField)
    field.line.setText("約百件")
    entry.save_button.click()
    settle()
    assert field.error == "「約百件」を読めません。"
    assert standing(office, key) is Standing.OVERDUE


def test_an_individual_number_typed_is_refused_without_being_told(
    page: ReportsPage, office: Office, key: ReportKey, settle: Settle, told: list[str]
) -> None:
    entry = entry_of(page, key, settle)
    notes = entry.panel.fields["notes"]
    assert isinstance(notes, LongAnswerField)
    notes.lines.setPlainText("番号 123456789018")
    entry.save_button.click()
    settle()
    assert any("個人番号" in each for each in told)
    assert not any("123456789018" in each for each in told)
    assert entry.save_button.isEnabled()
    assert standing(office, key) is Standing.OVERDUE


def test_choices_and_longer_texts_take_nothing_of_the_kind(
    page: ReportsPage, key: ReportKey, settle: Settle
) -> None:
    entry = entry_of(page, key, settle)
    choice, text = entry.panel.fields["subcontracts_changed"], entry.panel.fields["corrections"]
    assert isinstance(choice, ChoiceAnswerField)
    assert isinstance(text, LongAnswerField)
    choice.buttons[-1].click()
    text.lines.setPlainText("-")
    assert entry.answers().of("subcontracts_changed") == Answer(is_nil=True)
    assert entry.answers().of("corrections") == Answer(is_nil=True)
    assert not choice.is_empty
    assert not text.is_empty
    for field in (choice, text, entry.panel.fields["received"]):
        field.set_value(Answer(is_nil=True) if field is choice else Answer("no" if field is choice else 3))
        field.set_value(Answer())
        assert field.is_empty


def test_leaving_the_entry_saves_nothing_and_typing_counts_as_unsaved(
    page: ReportsPage, office: Office, key: ReportKey, settle: Settle, tmp_path: Path
) -> None:
    entry = entry_of(page, key, settle)
    assert not page.has_unsaved()
    assert nameless(entry) == []
    drop(entry, QUrl.fromLocalFile(str(put(tmp_path, "scan.png", b"\x89PNG\r\n\x1a\n"))))
    settle()
    assert page.has_unsaved()
    entry.back_button.click()
    settle()
    assert page.typing_in.entry is None
    assert not page.has_unsaved()
    assert standing(office, key) is Standing.OVERDUE


def test_a_scan_is_chosen_from_a_file(
    page: ReportsPage, key: ReportKey, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = entry_of(page, key, settle)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    entry.scan_button.click()
    path = put(tmp_path, "写し.pdf", b"%PDF-1.4\n")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    entry.scan_button.click()
    settle()
    assert "写し: 写し.pdf" in entry.said.text()


def test_who_may_not_receive_is_offered_neither_form_nor_files(
    key: ReportKey, desk: Desk, shell: Shell, qtbot: QtBot, settle: Settle
) -> None:
    auditor = Actor(None, "監査 一", roles=frozenset({Role.AUDITOR}))
    shell.office = Office(Desk(desk.store, desk.clock, auditor))
    page = ReportsPage(shell)
    qtbot.addWidget(page)
    page.show()
    settle()
    assert not page.coming_in.button.isVisible()
    pane = opened(page, key, settle)
    assert set(pane.buttons).isdisjoint({Wish.FORM_PDF, Wish.FORM_BOOK, Wish.ENTER, Wish.RECEIVE})


def test_a_month_received_with_its_answers_is_not_typed_in_again(
    page: ReportsPage, office: Office, key: ReportKey, settle: Settle, clock: FixedClock
) -> None:
    clock.moment = dt.datetime(2026, 11, 24, 9, tzinfo=JAPAN)
    pane = opened(page, key, settle)
    submit(form_of(page, Wish.RECEIVE, settle), settle)
    pane = pane_of(page)
    assert Wish.ENTER in pane.buttons
    office.filings.enter(PaperDraft(key, D(2026, 11, 9), Answers({"notes": Answer("済")})))
    assert Wish.ENTER not in opened(page, key, settle).buttons


def test_files_dropped_on_any_page_are_looked_at_among_the_reports(
    shell: Shell, office: Office, key: ReportKey, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    view = DeskView(shell, page_classes())
    qtbot.addWidget(view)
    view.show()
    settle()
    path = put(tmp_path, "a.xlsx", filled(office, key))
    drop(view, QUrl.fromLocalFile(str(path)))
    settle()
    settle()
    page = view.page
    assert isinstance(page, ReportsPage)
    assert [look.name for look in intake_of(page).looks] == ["a.xlsx"]


def test_the_chief_looks_before_the_head_may_close(
    page: ReportsPage, office: Office, key: ReportKey, settle: Settle
) -> None:
    draft = office.contracts.get_contract(key.contract_id).draft
    named = replace(draft, section_chief="舘 花子", section_head="宮﨑 一")
    office.contracts.change_contract(key.contract_id, named)
    office.filings.enter(PaperDraft(key, D(2026, 11, 9), Answers({"notes": Answer("済")})))
    pane = opened(page, key, settle)
    pane.buttons[Wish.CHECK].click()
    settle()
    settle()
    pane = pane_of(page)
    assert "係長 舘 花子" in texts_of(pane), "who is to look next"
    assert Wish.CLOSE not in pane.buttons
    pane.buttons[Wish.CHIEF].click()
    settle()
    settle()
    pane = pane_of(page)
    assert Wish.CHIEF not in pane.buttons
    assert "課長 宮﨑 一" in texts_of(pane)
    assert "（舘 花子の代決）" in texts_of(pane)
    submit(form_of(page, Wish.CLOSE, settle), settle)
    assert standing(office, key) is Standing.CLOSED
