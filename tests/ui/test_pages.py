from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from oversight.access import Role
from oversight.change import Change, Subject
from oversight.clock import FixedClock
from oversight.desk import Desk
from oversight.errors import OversightError
from oversight.findings import FindingRow, FindingState
from oversight.home import HomeView
from oversight.inspection_years import CoverKey
from oversight.inspections import (
    InspectionKind,
    InspectionMethod,
    InspectionRow,
    InspectionState,
    Severity,
)
from oversight.journal import Soundness, Verdict
from oversight.office import Office, open_office
from oversight.people import StaffDraft
from oversight.reports import LateReport, ReportKey, ReportsToday, Standing
from oversight.reports.today import ages_of
from oversight.settings import OfficeSettings
from tests.factories import make_contract
from tests.ui.keyring_fake import MemoryKeyring
from ui.home.cards import CARDS, GROUPS
from ui.home.page import HomePage
from ui.home.todo import todos
from ui.journal.page import JournalPage
from ui.looks import Looks
from ui.notices import ConfirmDialog, Notice
from ui.page import Page
from ui.passphrase_pair import DEFAULT_LENGTH
from ui.refresh import Refresh
from ui.rooms import OpenMonth, OpenRecord, OpenRows, Room
from ui.settings.colleague_form import ColleagueForm, KeyForm
from ui.settings.page import SettingsPage
from ui.settings.passphrase_dialog import PassphraseDialog
from ui.shell import Shell
from ui.theme import Tone
from ui.widgets.cards import Card

USER_ID, PASSPHRASE = "fukui", "ゆき ふる まち 走る鹿"
NEW_PASSPHRASE = "あさひ のぼる 川辺の橋"
Settle = Callable[[], None]
Heard = list[Notice]


@pytest.fixture
def heard(shell: Shell) -> Heard:
    heard: Heard = []
    shell.notices.raised.connect(heard.append)
    return heard


@pytest.fixture
def shown(qtbot: QtBot, shell: Shell, settle: Settle) -> Callable[[type[Page]], Any]:
    def show(kind: type[Page]) -> Page:
        page = kind(shell)
        qtbot.addWidget(page)
        page.resize(1158, 768)
        page.show()
        with qtbot.waitActive(page):
            page.activateWindow()
        settle()
        return page

    return show


def said(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


# home


def card_of(page: HomePage, heading: str) -> Card:
    return next(card for card in page.cards if card.heading == heading)


def inspection(number: int, day: dt.date) -> InspectionRow:
    from models.base import new_id

    return InspectionRow(
        id=new_id(),
        version=1,
        number=f"R8-{number:04}",
        fiscal_year=2026,
        contract_id=new_id(),
        contract_number="1",
        contract_title="介護認定事務センター運営業務",
        contractor="株式会社髙﨑事務サービス",
        department="介護保険課",
        place="認定事務センター",
        kind=InspectionKind.REGULAR,
        method=InspectionMethod.VISIT,
        state=InspectionState.PLANNED,
        planned_on=day,
        conducted_on=None,
        lead="福井 太郎",
        conclusion=None,
        answered=0,
        findings=0,
    )


def finding(days: int, due: dt.date) -> FindingRow:
    from models.base import new_id

    return FindingRow(
        id=new_id(),
        version=1,
        number="1",
        inspection_id=new_id(),
        inspection_number="R8-0001",
        contract_id=new_id(),
        report_month=None,
        contract_number="1",
        contract_title="介護認定事務センター運営業務",
        contractor="株式会社髙﨑事務サービス",
        department="介護保険課",
        item_id="DEV-01",
        severity=Severity.A,
        state=FindingState.OPEN,
        fact="私物スマートフォン1台",
        basis="",
        measure="",
        found_on=None,
        due_on=due,
        due_explanation="",
        days_overdue=days,
        repeated=False,
        reply="",
        corrected_on=None,
    )


NO_REPORTS = ReportsToday((), frozenset(), dt.date(2026, 11, 30), frozenset(), None, frozenset(), ())


def view(**ids: Any) -> HomeView:
    empty: dict[str, Any] = {
        name: frozenset()
        for name in (
            *("inspected", "not_inspected", "missed", "planned_this_week", "past_plan"),
            *("in_progress", "findings_open", "findings_overdue", "findings_to_verify"),
        )
    }
    today = dt.date(2026, 11, 24)
    reports: ReportsToday = ids.pop("reports", NO_REPORTS)
    return HomeView(
        today=today,
        fiscal_year=2026,
        contracts=2412,
        longest_overdue_days=42,
        reports=reports,
        **{**empty, **ids},
    )


def test_what_is_most_pressing_stands_first() -> None:
    day = dt.date(2026, 11, 24)
    soon, past, running = inspection(1, day), inspection(2, dt.date(2026, 11, 1)), inspection(3, day)
    done, late = inspection(4, day), finding(42, dt.date(2026, 10, 13))
    today = view(
        planned_this_week=frozenset({soon.id}),
        past_plan=frozenset({past.id}),
        in_progress=frozenset({running.id}),
        findings_overdue=frozenset({late.id}),
    )
    rows = todos(today, [soon, past, running, done], [late, finding(0, day)])
    assert [row.kind for row in rows] == ["期限超過 42日", "予定日を過ぎた検査", "今週の検査", "検査中"]
    assert [row.room for row in rows] == [Room.FINDINGS, *[Room.INSPECTIONS] * 3]
    assert rows[0].tone is Tone.DANGER


def test_home_counts_and_each_number_opens_exactly_its_rows(
    shown: Callable[..., Any], shell: Shell, desk: Desk, qtbot: QtBot
) -> None:
    contract_id = make_contract(desk)
    key = CoverKey(contract_id, dt.date(2026, 4, 1))
    page: HomePage = shown(HomePage)
    assert {card.heading: card.count for card in page.cards if card.count} == {
        "月次報告 期限超過": 7,
        "今年度 未実施の実地検査": 1,
    }
    assert "今日　令和8年11月24日(火)" in said(page)
    assert "1契約のうち、今日あなたが動くべきもの 7件" in said(page)
    with qtbot.waitSignal(shell.page_wanted) as wanted:
        card_of(page, "今年度 未実施の実地検査").click()
    assert wanted.args == ["coverage", OpenRows(frozenset({key}), "今年度 未実施の実地検査")]


def late_report(days: int, department: str = "介護保険課") -> LateReport:
    from models.base import new_id

    today = dt.date(2026, 11, 24)
    return LateReport(
        contract_id=new_id(),
        month=dt.date(2026, 9, 1),
        contract_number="1",
        contract_title="介護認定事務センター運営業務",
        contractor="株式会社髙﨑事務サービス",
        department_id=uuid5(NAMESPACE_OID, department),
        department=department,
        due_on=today - dt.timedelta(days=days),
        days=days,
        streak=2,
        standing=Standing.OVERDUE,
        report_id=None,
    )


def reports_today(*late: LateReport) -> ReportsToday:
    oldest = dt.date(2026, 11, 16)
    waiting = frozenset({ReportKey(row.contract_id, dt.date(2026, 8, 1)) for row in late})
    return ReportsToday(late, waiting, dt.date(2026, 11, 30), waiting, oldest, frozenset(), ages_of(late))


def test_home_tells_the_reports_that_are_late_and_each_number_opens_its_own(
    shown: Callable[..., Any], shell: Shell, qtbot: QtBot
) -> None:
    page: HomePage = shown(HomePage)
    rows = (late_report(42), late_report(14), late_report(3, "市民税課"))
    today = view(reports=reports_today(*rows))
    page._show_numbers(today)
    page._show_list(todos(today, [], []))
    assert [card.accessibleName() for card in page.groups[0].in_order] == [
        "月次報告 期限超過 3件 最長 42日・連続2か月",
        "今週が期限の報告 3件 11/30(月)まで",
        "確認を待つ報告 3件 最古 11/16(月) 受取",
        "差し戻して未提出の報告 0件",
    ]
    assert [row.kind for row in page.table.rows_model.shown] == [
        "期限超過 42日",
        "期限超過 14日",
        "期限超過 3日",
    ]
    with qtbot.waitSignal(shell.page_wanted) as wanted:
        page.table.row_opened.emit(page.table.rows_model.shown[0])
    assert wanted.args == ["reports", OpenMonth(rows[0].contract_id, rows[0].month)]
    ages = page.ages
    told = [[ages.model().index(row, at).data() for at in range(6)] for row in range(3)]
    assert told == [
        ["介護保険課", "2", "–", "1", "–", "1"],
        ["市民税課", "1", "1", "–", "–", "–"],
        ["全課の計", "3", "1", "1", "–", "1"],
    ]
    ages.setCurrentCell(0, 5)
    with qtbot.waitSignal(shell.page_wanted) as wanted:
        QTest.keyClick(ages, Qt.Key.Key_Return)
    keys = frozenset({ReportKey(rows[0].contract_id, rows[0].month)})
    assert wanted.args == ["reports", OpenRows(keys, "介護保険課 期限超過 31日以上")]
    ages.setCurrentCell(0, 4)
    with qtbot.assertNotEmitted(shell.page_wanted):
        QTest.keyClick(ages, Qt.Key.Key_Space)


def test_home_groups_its_numbers_and_lets_what_counts_stand_first(
    shown: Callable[..., Any], qtbot: QtBot
) -> None:
    page: HomePage = shown(HomePage)
    late, soon = finding(42, dt.date(2026, 10, 13)), inspection(1, dt.date(2026, 11, 24))
    page._show_numbers(view(findings_overdue=frozenset({late.id}), permits_expiring=frozenset({soon.id})))
    assert [group.accessibleName() for group in page.groups] == [
        "月次報告",
        "検査・是正",
        "決裁",
        "入退室・持込",
    ]
    assert sum(len(group.cards) for group in GROUPS) == len({card.heading for card in page.cards})
    doors = page.groups[3]
    assert [(card.heading, card.is_quiet) for card in doors.in_order] == [
        ("持込許可の期限が近い", False),
        ("注意点のある区域", True),
        ("許可を待つ申請", True),
    ]
    qtbot.waitUntil(lambda: doors.in_order[1].y() > doors.in_order[0].y())
    assert doors.in_order[1].height() < doors.in_order[0].height() // 2
    assert {card.accessibleDescription() for card in doors.cards} == {"入退室・持込"}


def test_tab_walks_the_cards_of_home_as_they_stand(shown: Callable[..., Any]) -> None:
    page: HomePage = shown(HomePage)
    soon = inspection(1, dt.date(2026, 11, 24))
    for wanted in ({"permits_expiring": frozenset({soon.id})}, {"past_plan": frozenset({soon.id})}):
        page._show_numbers(view(**wanted))
        order = [card for group in page.groups for card in group.in_order]
        order[0].setFocus()
        walked = []
        for card in order:
            walked.append(QApplication.focusWidget())
            QTest.keyClick(card, Qt.Key.Key_Tab)
        assert walked == order


@pytest.mark.parametrize(("width", "is_beside"), [(1158, True), (700, False)])
def test_the_heading_of_a_group_stands_where_there_is_room(
    shown: Callable[..., Any], qtbot: QtBot, width: int, is_beside: bool
) -> None:
    page: HomePage = shown(HomePage)
    page.resize(width, 768)
    group = page.groups[0]
    qtbot.waitUntil(lambda: (group.in_order[0].x() > group._title.geometry().right()) is is_beside)
    for card in group.cards:
        assert card.width() >= card.minimumSizeHint().width()
        assert card.geometry().right() <= group.width()


def test_home_lists_what_is_to_be_done_and_enter_opens_it(
    shown: Callable[..., Any], shell: Shell, qtbot: QtBot
) -> None:
    page: HomePage = shown(HomePage)
    late = finding(42, dt.date(2026, 10, 13))
    today = view(findings_overdue=frozenset({late.id}))
    page._show_numbers(today)
    page._show_list(todos(today, [], [late]))
    assert card_of(page, "是正期限を過ぎた指摘").accessibleName() == "是正期限を過ぎた指摘 1件 最長 42日"
    assert "2,412契約のうち、今日あなたが動くべきもの 1件" in said(page)
    with qtbot.waitSignal(shell.page_wanted) as wanted:
        page.table.row_opened.emit(page.table.rows_model.shown[0])
    assert wanted.args == ["findings", OpenRecord(late.id)]


def test_home_reads_again_only_when_it_is_concerned(
    shown: Callable[..., Any], shell: Shell, background: Any
) -> None:
    page: HomePage = shown(HomePage)
    shell.refresh.changed.emit(Change.of(Subject.PEOPLE))
    assert background.is_idle
    shell.refresh.changed.emit(Change.of(Subject.FINDING))
    assert not background.is_idle
    assert page.help_text()


def test_an_empty_city_says_where_to_begin(shown: Callable[..., Any]) -> None:
    assert "契約がまだ登録されていません。" in said(shown(HomePage))


def test_a_card_is_dumb_until_its_number_is_known(shell: Shell, qtbot: QtBot) -> None:
    page = HomePage(shell)
    qtbot.addWidget(page)
    with qtbot.assertNotEmitted(shell.page_wanted):
        page.cards[0].click()
    page._show_list(())
    assert len(page.cards) == len(CARDS)


def test_buttons_go_beneath_a_title_that_leaves_them_no_room(shown: Callable[..., Any], qtbot: QtBot) -> None:
    page: JournalPage = shown(JournalPage)

    def top() -> int:
        return page.verify_button.mapTo(page, page.verify_button.rect().topLeft()).y()

    beside = top()
    page.say_title("記録簿　" * 12)
    qtbot.waitUntil(lambda: top() > beside + 20)
    page.say_title("記録簿")
    qtbot.waitUntil(lambda: top() == beside)


# the journal


def test_the_journal_is_read_newest_first(shown: Callable[..., Any], office: Office) -> None:
    for number in range(3):
        office.people.add_staff(StaffDraft(name=f"職員{number}"))
    page: JournalPage = shown(JournalPage)
    sequences = [entry.sequence for entry in page.table.rows_model.shown]
    assert sequences == sorted(sequences, reverse=True)
    assert f"全{len(sequences)}件のうち、新しい{len(sequences)}件" in said(page)
    assert page.more_button.isHidden()


def test_the_journal_is_narrowed_by_words(shown: Callable[..., Any], office: Office, qtbot: QtBot) -> None:
    office.people.add_staff(StaffDraft(name="髙橋 花子"))
    page: JournalPage = shown(JournalPage)
    field = page.find_field()
    assert field is page.search
    page.search.insert("髙橋")
    qtbot.waitUntil(lambda: len(page.table.rows_model.shown) == 1)
    page.search.clear()
    qtbot.waitUntil(lambda: len(page.table.rows_model.shown) > 1)


def test_an_entry_is_shown_in_full(shown: Callable[..., Any], office: Office) -> None:
    office.people.add_staff(StaffDraft(name="髙橋 花子", post="主任" * 900))
    page: JournalPage = shown(JournalPage)
    page.table.choose_first()
    assert page.split is not None
    assert page.split.detail is not None
    text = said(page.split)
    assert "髙橋 花子" in text
    assert "（以下略）" in text
    assert page.table.rows_model.shown[0].hash[:8] in text
    page.table.row_chosen.emit(None)
    assert page.split.detail is None


def test_older_entries_are_read_on_demand(
    shown: Callable[..., Any], office: Office, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.journal.page.PAGE_SIZE", 2)
    for number in range(3):
        office.people.add_staff(StaffDraft(name=f"職員{number}"))
    page: JournalPage = shown(JournalPage)
    assert len(page.table.rows_model.rows) == 2
    while page.more_button.isVisible():
        page.more_button.click()
        settle()
    assert len(page.table.rows_model.rows) == office.journal.count()


def test_a_deed_elsewhere_appears_in_the_journal(
    shown: Callable[..., Any], shell: Shell, settle: Settle, office: Office
) -> None:
    page: JournalPage = shown(JournalPage)
    before = len(page.table.rows_model.rows)
    shell.do(lambda: office.people.add_staff(StaffDraft(name="髙橋")), owner=page)
    settle()
    assert len(page.table.rows_model.rows) == before + 1
    assert page.help_text()


def test_the_journal_is_verified_and_the_result_said(
    shown: Callable[..., Any], settle: Settle, heard: Heard
) -> None:
    page: JournalPage = shown(JournalPage)
    page.verify_button.click()
    assert not page.verify_button.isEnabled()
    settle()
    assert page.verify_button.isEnabled()
    assert "件まで健全です。" in heard[-1].sentence
    page._say_verdict(Verdict(Soundness.CHANGED, 10, fault_at=7))
    assert heard[-1].tone is Tone.DANGER
    assert "第7件" in heard[-1].sentence
    page._verify_failed(OversightError("読めません。"))
    assert heard[-1].sentence == "読めません。"


# settings


@pytest.fixture
def vault_office(vault: Path, clock: FixedClock) -> Any:
    office = open_office(vault, user_id=USER_ID, passphrase=PASSPHRASE, clock=clock)
    yield office
    office.close()


@pytest.fixture
def settings(
    vault_office: Office, background: Any, notices: Any, looks: Looks, clock: FixedClock, qtbot: QtBot
) -> SettingsPage:
    background.failed.connect(notices.show_error)
    shell = Shell(
        office=vault_office,
        background=background,
        notices=notices,
        refresh=Refresh(),
        looks=looks,
        clock=clock,
    )
    page = SettingsPage(shell)
    page._kept_shell = shell  # type: ignore[attr-defined]
    qtbot.addWidget(page)
    page.resize(1158, 768)
    page.show()
    qtbot.waitUntil(lambda: background.is_idle, timeout=20_000)
    return page


@pytest.fixture
def told(settings: SettingsPage) -> Heard:
    told: Heard = []
    settings.shell.notices.raised.connect(told.append)
    return told


def test_choosing_a_size_redresses_at_once(settings: SettingsPage, qtbot: QtBot) -> None:
    looks = settings.shell.looks
    with qtbot.waitSignal(looks.redressed):
        settings.look.size_field.buttons[4].click()
    assert looks.look.text_percent == 200


def test_panels_are_turned_by_chips(settings: SettingsPage) -> None:
    for place in range(5):
        settings.chips.choose(place)
        assert settings.panels.currentIndex() == place
    settings.chips.choose()
    assert settings.panels.currentIndex() == 4
    assert settings.help_text()


def test_the_locks_are_set_for_all(
    settings: SettingsPage, settle: Settle, told: Heard, vault_office: Office
) -> None:
    locks = settings.locks
    assert not settings.has_unsaved()
    locks.minutes_field.line.setText("90")
    assert settings.has_unsaved()
    locks.save_button.click()
    assert locks.minutes_field.error
    locks.minutes_field.line.setText("10")
    locks.quick_field.buttons[0].click()
    locks.save_button.click()
    settle()
    assert told[-1].sentence == "錠の設定を保存しました。"
    assert vault_office.settings.read().auto_lock_minutes == 10
    assert vault_office.settings.read().quick_unlock_allowed
    assert not settings.has_unsaved()
    assert locks.remember_button.isEnabled()


def test_what_is_typed_is_not_overwritten_by_a_refresh(settings: SettingsPage, settle: Settle) -> None:
    settings.locks.minutes_field.line.setText("7")
    settings.on_change(Change.of(Subject.SETTINGS, Subject.PEOPLE))
    settle()
    assert settings.locks.minutes_field.value() == 7


def test_a_refusal_of_the_locks_stands_at_its_field(settings: SettingsPage, told: Heard) -> None:
    from oversight.errors import RefusedError

    settings.locks._fail(RefusedError("だめです。", field="auto_lock_minutes"))
    assert settings.locks.minutes_field.error == "だめです。"
    settings.locks._fail(OversightError("だめです。"))
    assert told[-1].sentence == "だめです。"
    settings.backups._fail(RefusedError("だめです。", field="backups_kept"))
    assert settings.backups.kept_field.error == "だめです。"
    settings.backups._fail(OversightError("これも。"))
    assert told[-1].sentence == "これも。"


def test_this_machine_remembers_and_forgets(
    settings: SettingsPage, settle: Settle, told: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    backend = MemoryKeyring()
    monkeypatch.setattr("oversight.vault.quick_unlock._machine_backend", lambda: backend)
    settings.office.settings.change(quick_unlock_allowed=True)
    settings.locks.remember()
    settle()
    assert len(backend.kept) == 1
    settings.locks.forget()
    settle()
    assert backend.kept == {}
    assert "消しました" in told[-1].sentence


def test_a_backup_is_made(settings: SettingsPage, settle: Settle, told: Heard, vault: Path) -> None:
    settings.backups.back_up_button.click()
    settle()
    assert told[-1].sentence == "控えを取りました。"
    assert len(list((vault / "backups").iterdir())) == 1
    settings.backups.kept_field.line.setText("3")
    settings.backups.save_button.click()
    settle()
    assert settings.office.settings.read().backups_kept == 3
    settings.backups.kept_field.line.setText("0")
    settings.backups.save_button.click()
    assert settings.backups.kept_field.error


def test_ones_passphrase_is_changed(
    settings: SettingsPage, settle: Settle, told: Heard, qtbot: QtBot, vault: Path, clock: FixedClock
) -> None:
    settings.locks.passphrase_button.click()
    dialog = settings.window().findChild(PassphraseDialog)
    assert isinstance(dialog, PassphraseDialog)
    dialog.change_button.click()
    assert dialog.old_field.error
    dialog.old_field.set_value(PASSPHRASE)
    dialog.change_button.click()
    assert dialog.pair.first.error
    for first in ("password1234", NEW_PASSPHRASE):
        dialog.pair.first.set_value(first)
        dialog.pair.second.set_value(first)
        dialog.change_button.click()
        settle()
        if first != NEW_PASSPHRASE:
            assert dialog.pair.first.error
    assert told[-1].sentence == "パスフレーズを変えました。"
    settings.office.close()
    open_office(vault, user_id=USER_ID, passphrase=NEW_PASSPHRASE, clock=clock).close()


def test_a_wrong_old_passphrase_is_said_at_its_field(settings: SettingsPage, settle: Settle) -> None:
    dialog = PassphraseDialog(settings.shell, settings)
    dialog.open()
    dialog.old_field.set_value("wrong passphrase")
    dialog.pair.first.set_value(NEW_PASSPHRASE)
    dialog.pair.second.set_value(NEW_PASSPHRASE)
    dialog.change_button.click()
    settle()
    assert "違います" in dialog.old_field.error
    dialog._fail(OversightError("別の失敗です。"))
    assert "別の失敗です。" in dialog.errors.text
    dialog.reject()


def test_the_recovery_sheet_is_saved_where_the_user_says(
    settings: SettingsPage, settle: Settle, told: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui.recovery_sheet import RecoverySheet

    (sheet,) = settings.locks.findChildren(RecoverySheet)
    target = tmp_path / "sheet.pdf"
    for chosen, sentence in (
        ("", "回復用紙は出していません。"),
        (str(tmp_path / "none" / "x.pdf"), "ファイルを保存できませんでした。記録はそのまま残っています。"),
        (str(target), "回復用紙を保存しました。印刷したら、ファイルは消してください。"),
    ):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, chosen=chosen: (chosen, ""))
        sheet.save_button.click()
        settle()
        assert told[-1].sentence == sentence
        assert sheet.isEnabled()
    assert target.read_bytes().startswith(b"%PDF")


def test_the_recovery_sheet_is_printed_or_not(
    settings: SettingsPage, settle: Settle, told: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui import recovery_sheet

    (sheet,) = settings.locks.findChildren(recovery_sheet.RecoverySheet)
    for is_printed, sentence in ((True, "回復用紙を印刷しました。"), (False, "回復用紙は出していません。")):
        monkeypatch.setattr(recovery_sheet, "print_pdf", lambda *_, is_printed=is_printed: is_printed)
        sheet.print_button.click()
        settle()
        assert told[-1].sentence == sentence


# colleagues


def add_hanako(settings: SettingsPage, settle: Settle) -> None:
    panel = settings.colleagues
    panel.add_button.click()
    form = panel.split.detail
    assert isinstance(form, ColleagueForm)
    form.save_button.click()
    assert form.fields["name"].error
    form.fields["name"].set_value("舘 花子")
    form.fields["kana"].set_value("たち はなこ")
    settle()
    form.save_button.click()
    settle()
    assert panel.split.detail is None


def test_a_colleague_is_added_changed_and_given_a_key(
    settings: SettingsPage, settle: Settle, told: Heard, vault: Path, clock: FixedClock, qtbot: QtBot
) -> None:
    panel = settings.colleagues
    settings.chips.choose(3)
    add_hanako(settings, settle)
    hanako = next(row for row in panel.table.rows_model.rows if row.name == "舘 花子")
    assert hanako.roles == {Role.INSPECTOR}
    panel.table.choose(hanako.id)
    assert panel.key_button.isEnabled()
    assert not panel.take_button.isEnabled()
    panel.table.row_opened.emit(hanako)
    form = panel.split.detail
    assert isinstance(form, ColleagueForm)
    settle()
    form.fields["post"].set_value("主任")
    form.department_field.combo.setCurrentIndex(1)
    form.save_button.click()
    settle()
    assert {row.post for row in panel.table.rows_model.rows} == {"情報公開係長", "主任"}
    panel.key_button.click()
    keys = panel.split.detail
    assert isinstance(keys, KeyForm)
    keys.give_button.click()
    assert keys.user_field.error
    for user_id, passphrase in (
        ("tachi", "password1234"),
        (USER_ID, NEW_PASSPHRASE),
        ("tachi", NEW_PASSPHRASE),
    ):
        keys.user_field.set_value(user_id)
        keys.pair.first.set_value(passphrase)
        keys.pair.second.set_value(passphrase)
        keys.give_button.click()
        settle()
        if passphrase != NEW_PASSPHRASE:
            assert keys.pair.first.error
        elif user_id == USER_ID:
            assert keys.user_field.error
    assert told[-1].sentence == "舘 花子さんに鍵を渡しました。"
    settings.office.close()
    other = open_office(vault, user_id="tachi", passphrase=NEW_PASSPHRASE, clock=clock)
    assert other.actor.name == "舘 花子"
    other.close()


def test_a_key_is_taken_away_after_one_question(
    settings: SettingsPage, settle: Settle, told: Heard, vault_office: Office, qtbot: QtBot
) -> None:
    row_id = vault_office.people.add_staff(StaffDraft(name="舘 花子")).row_id
    assert row_id is not None
    vault_office.people.give_key(row_id, user_id="tachi", passphrase=NEW_PASSPHRASE)
    panel = settings.colleagues
    panel.ask_to_take_key()
    settings.on_show()
    settle()
    panel.table.choose(row_id)
    assert panel.take_button.isEnabled()
    panel.take_button.click()
    dialog = settings.window().findChild(ConfirmDialog)
    assert isinstance(dialog, ConfirmDialog)
    dialog.verb_button.click()
    settle()
    assert told[-1].sentence == "舘 花子さんの鍵を外しました。"
    assert not panel.take_button.isEnabled()


def test_the_last_administrator_keeps_the_role(settings: SettingsPage, settle: Settle, told: Heard) -> None:
    panel = settings.colleagues
    me = panel.table.rows_model.rows[0]
    panel.change(me)
    form = panel.split.detail
    assert isinstance(form, ColleagueForm)
    settle()
    form.fields["roles"].set_value((Role.INSPECTOR,))
    form.save_button.click()
    settle()
    assert form.fields["roles"].error
    form._fail(OversightError("別の失敗です。"))
    assert told[-1].sentence == "別の失敗です。"


def test_who_may_not_manage_sees_why(
    desk_as: Callable[..., Desk],
    background: Any,
    notices: Any,
    looks: Looks,
    clock: FixedClock,
    qtbot: QtBot,
    engine: Any,
) -> None:
    from oversight.office import office_on_engine

    actor = desk_as(Role.INSPECTOR).actor
    shell = Shell(
        office=office_on_engine(engine, actor, clock),
        background=background,
        notices=notices,
        refresh=Refresh(),
        looks=looks,
        clock=clock,
    )
    page = SettingsPage(shell)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: background.is_idle, timeout=20_000)
    assert page.locks.save_button.isHidden()
    assert page.backups.save_button.isHidden()
    assert page.colleagues.add_button.isHidden()
    page.colleagues.table.row_opened.emit(page.colleagues.table.rows_model.rows[0])
    assert page.colleagues.split.detail is None
    page.colleagues.give_key()
    assert background.is_idle
    page.backups.back_up_button.click()
    raised: Heard = []
    notices.raised.connect(raised.append)
    qtbot.waitUntil(lambda: bool(raised))
    assert "庁内サーバー" in raised[0].sentence
    QTest.qWait(0)
    assert QApplication.instance() is not None


def test_the_least_length_of_a_passphrase_is_the_offices_to_set(
    settings: SettingsPage, settle: Settle, told: Heard
) -> None:
    settings.locks.length_field.line.setText("7")
    settings.locks.save_button.click()
    assert settings.locks.length_field.error
    settings.locks.length_field.line.setText("20")
    settings.locks.save_button.click()
    settle()
    assert settings.office.settings.read().minimum_passphrase_length == 20
    settings.locks.read()
    settle()
    settings.locks.passphrase_button.click()
    (dialog,) = settings.findChildren(PassphraseDialog)
    assert "20文字以上" in dialog.pair.first.control.accessibleDescription()
    dialog.pair.first.set_value("ゆき ふる まち 走る鹿")
    dialog.pair._judge()
    settle()
    assert "20文字以上" in dialog.pair.verdict
    dialog.close()


def test_a_window_asks_for_the_offices_default_until_it_knows_better() -> None:
    assert OfficeSettings().minimum_passphrase_length == DEFAULT_LENGTH
