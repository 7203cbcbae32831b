"""Reports through their deeds, on both engines: owed, late, received, returned, closed, waived."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from alembic import command
from sqlalchemy import delete, select

from models.department import Role
from models.monthly_report import OwedReport
from oversight.access import Deed
from oversight.change import Subject
from oversight.clock import JAPAN, FixedClock
from oversight.desk import Desk
from oversight.engines import embedded_engine
from oversight.errors import ChangedMeanwhileError, NotPermittedError, OversightError, RefusedError
from oversight.journal import JournalService
from oversight.office import Founder, create_office, open_office
from oversight.register import ContractsService, ContractState, PeriodDraft, PeriodKind
from oversight.reports import (
    Difference,
    MonthRow,
    ReceiptDraft,
    ReportsService,
    Standing,
    WaiverDraft,
    reckon,
)
from oversight.settings import SettingsService
from oversight.vault import read_vault
from tests.models.test_migrations import configured
from tests.oversight.register.entries import PREPARATION, SERVICE, contract_draft, row_id_of

D = dt.date
PASSPHRASE = "石狩の川に鮭がのぼる秋の朝"
YEAR = PeriodDraft(PeriodKind.SERVICE, D(2026, 4, 1), D(2027, 3, 31))


def enter(desk: Desk, *periods: PeriodDraft, number: str = "R8-001", **values: object) -> UUID:
    """Register a contract with the given periods."""
    draft = contract_draft(desk, number, periods=periods or (YEAR,), **values)
    return row_id_of(ContractsService(desk).add_contract(draft))


def move_to(desk: Desk, day: D) -> None:
    """Let it be nine in the morning of a day."""
    assert isinstance(desk.clock, FixedClock)
    desk.clock.moment = dt.datetime(day.year, day.month, day.day, 9, tzinfo=JAPAN)


def receive(desk: Desk, contract_id: UUID, month: D, on: D | None = None) -> UUID:
    """Receive a month's report."""
    draft = ReceiptDraft(contract_id, month, on or desk.today())
    return row_id_of(ReportsService(desk).receive_report(draft))


def month_of(desk: Desk, contract_id: UUID, month: D) -> MonthRow:
    """Return one month of a contract."""
    return next(row for row in ReportsService(desk).list_months(contract_id) if row.month == month)


def standings(desk: Desk, contract_id: UUID) -> dict[D, Standing]:
    """Return where each month of a contract stands."""
    return {row.month: row.standing for row in ReportsService(desk).list_months(contract_id)}


def test_a_contract_owes_36_reports_and_none_for_its_preparation(desk: Desk) -> None:
    contract_id = enter(desk, PREPARATION, SERVICE)
    rows = ReportsService(desk).list_months(contract_id)
    assert (len(rows), rows[0].month, rows[-1].month) == (36, D(2023, 4, 1), D(2026, 3, 1))
    assert rows[-1].due_on == D(2026, 4, 10)


def test_preparation_months_owe_where_the_contract_says_so(desk: Desk) -> None:
    contract_id = enter(desk, PREPARATION, SERVICE, report_due_rule={"preparation": True})
    assert len(ReportsService(desk).list_months(contract_id)) == 42


@pytest.mark.parametrize(
    ("state", "signed_on"),
    [
        (ContractState.DRAFTED, None),
        (ContractState.ANNOUNCED, None),
        (ContractState.SAFETY_CHECK, None),
        (ContractState.CANCELLED, None),
    ],
)
def test_a_contract_not_signed_owes_nothing(desk: Desk, state: ContractState, signed_on: D | None) -> None:
    assert ReportsService(desk).list_months(enter(desk, state=state, signed_on=signed_on)) == ()


def test_the_expectation_outlives_the_contract(desk: Desk) -> None:
    contract_id = enter(desk, PeriodDraft(PeriodKind.SERVICE, D(2024, 6, 20), D(2025, 3, 14)))
    service = ContractsService(desk)
    draft = service.get_contract(contract_id).draft
    service.change_contract(contract_id, replace(draft, state=ContractState.CLOSED))
    late = ReportsService(desk).list_late()
    assert (late[-1].month, late[-1].due_on) == (D(2025, 3, 1), D(2025, 4, 10))
    assert {row.streak for row in late} == {10}


def test_a_report_is_late_from_the_day_after_its_shifted_due_day(desk: Desk) -> None:
    contract_id = enter(desk, PeriodDraft(PeriodKind.SERVICE, D(2026, 9, 1), D(2026, 9, 30)))
    expected = {
        D(2026, 9, 30): Standing.NOT_YET_DUE,
        D(2026, 10, 1): Standing.AWAITED,
        D(2026, 10, 13): Standing.AWAITED,
        D(2026, 10, 14): Standing.OVERDUE,
    }
    for day, standing in expected.items():
        move_to(desk, day)
        assert standings(desk, contract_id) == {D(2026, 9, 1): standing}
        assert ReportsService(desk).count_late() == len(ReportsService(desk).list_late())
    (late,) = ReportsService(desk).list_late()
    assert (late.days, late.streak, late.standing) == (1, 1, Standing.OVERDUE)
    assert (late.contract_number, late.contractor) == ("R8-001", "株式会社髙﨑 R8-001")
    row = month_of(desk, contract_id, D(2026, 9, 1))
    assert row.explanation == "10/10(土) → 10/11 日曜日 → 10/12 スポーツの日 → 10/13(火)"


def test_a_streak_counts_the_months_in_a_row_up_to_the_newest(desk: Desk) -> None:
    contract_id = enter(desk)
    receive(desk, contract_id, D(2026, 7, 1))
    late = ReportsService(desk).list_late()
    assert [row.month.month for row in late] == [4, 5, 6, 8, 9, 10]
    assert {row.streak for row in late} == {3}
    assert [row.days for row in late] == sorted((row.days for row in late), reverse=True)


def test_due_this_week_counts_what_has_not_come_in_and_is_not_excused(desk: Desk) -> None:
    service = ReportsService(desk)
    ids = [enter(desk, number=f"R8-{at:03}") for at in range(3)]
    move_to(desk, D(2026, 12, 7))
    assert service.count_due_between(D(2026, 12, 7), D(2026, 12, 13)) == 3
    receive(desk, ids[0], D(2026, 11, 1))
    service.waive(WaiverDraft(ids[1], D(2026, 11, 1), D(2026, 11, 1), "設備の入替え"))
    assert service.count_due_between(D(2026, 12, 7), D(2026, 12, 13)) == 1


def test_a_report_goes_its_way_with_who_and_when(desk: Desk) -> None:
    service, contract_id = ReportsService(desk), enter(desk)
    report_id = receive(desk, contract_id, D(2026, 4, 1), D(2026, 5, 12))
    assert [row.report_id for row in service.list_open()] == [report_id]
    row = month_of(desk, contract_id, D(2026, 4, 1))
    assert (row.standing, row.days_late, row.received_on) == (Standing.RECEIVED, 1, D(2026, 5, 12))
    service.begin_check(report_id)
    service.return_report(report_id, reasons="従業者数が名簿と違う", resubmit_on=D(2026, 12, 1))
    row = month_of(desk, contract_id, D(2026, 4, 1))
    assert (row.standing, row.due_on, row.resubmit_on) == (
        Standing.RETURNED,
        D(2026, 5, 11),
        D(2026, 12, 1),
    )
    service.receive_again(report_id, received_on=D(2026, 11, 24))
    assert standings(desk, contract_id)[D(2026, 4, 1)] is Standing.RESUBMITTED
    service.begin_check(report_id)
    service.check_report(report_id)
    service.close_report(report_id)
    row = month_of(desk, contract_id, D(2026, 4, 1))
    assert (row.standing, row.checked_by, row.closed_by) == (
        Standing.CLOSED,
        "係長 福井 太郎",
        "係長 福井 太郎",
    )
    assert (row.checked_on, row.closed_on, row.resubmit_on) == (desk.today(), desk.today(), None)
    (returned,) = row.returns
    assert (returned.number, returned.reasons, returned.resubmitted_on) == (
        1,
        "従業者数が名簿と違う",
        D(2026, 11, 24),
    )
    assert service.list_open() == ()
    deeds = [entry.deed for entry in JournalService(desk).list_entries(subject="monthly_report")]
    assert [deed.removeprefix("月次報告: ") for deed in reversed(deeds)] == [
        "受取り",
        "確認の開始",
        "差戻",
        "再提出の受取り",
        "確認の開始",
        "確認",
        "完結",
    ]


def test_a_returned_report_is_late_after_its_own_day_and_the_first_due_day_stays(desk: Desk) -> None:
    service = ReportsService(desk)
    contract_id = enter(desk, PeriodDraft(PeriodKind.SERVICE, D(2026, 10, 1), D(2026, 10, 31)))
    report_id = receive(desk, contract_id, D(2026, 10, 1), D(2026, 11, 6))
    service.return_report(report_id, reasons="記入漏れ", resubmit_on=service.propose_resubmission())
    assert service.propose_resubmission() == D(2026, 12, 1)
    assert service.count_late() == 0
    move_to(desk, D(2026, 12, 2))
    (late,) = service.list_late()
    assert (late.standing, late.days, late.due_on) == (Standing.RESUBMISSION_OVERDUE, 1, D(2026, 12, 1))
    assert (late.report_id, late.streak, service.count_late()) == (report_id, 0, 1)
    row = month_of(desk, contract_id, D(2026, 10, 1))
    assert (row.standing, row.due_on) == (Standing.RESUBMISSION_OVERDUE, D(2026, 11, 10))
    assert row.standing.is_late


Step = Callable[[ReportsService, UUID], object]
STEPS: dict[str, Step] = {
    "begin_check": lambda service, report: service.begin_check(report),
    "return": lambda service, report: service.return_report(
        report, reasons="漏れ", resubmit_on=D(2026, 12, 1)
    ),
    "again": lambda service, report: service.receive_again(report, received_on=D(2026, 11, 24)),
    "check": lambda service, report: service.check_report(report),
    "close": lambda service, report: service.close_report(report),
}
ALLOWED = {
    (): {"begin_check", "return", "check"},
    ("begin_check",): {"return", "check"},
    ("return",): {"again"},
    ("return", "again"): {"begin_check", "return", "check"},
    ("check",): {"return", "close"},
    ("check", "close"): set(),
}


@pytest.mark.parametrize("way", ALLOWED, ids=lambda way: "-".join(way) or "received")
@pytest.mark.parametrize("step", STEPS)
def test_a_step_out_of_order_is_refused_and_changes_nothing(
    desk: Desk, way: tuple[str, ...], step: str
) -> None:
    service, contract_id = ReportsService(desk), enter(desk)
    report_id = receive(desk, contract_id, D(2026, 4, 1))
    for each in way:
        STEPS[each](service, report_id)
    before = month_of(desk, contract_id, D(2026, 4, 1))
    if step in ALLOWED[way]:
        STEPS[step](service, report_id)
        assert month_of(desk, contract_id, D(2026, 4, 1)).standing is not before.standing
        return
    with pytest.raises(RefusedError) as refusal:
        STEPS[step](service, report_id)
    assert before.standing.word in refusal.value.sentence
    assert month_of(desk, contract_id, D(2026, 4, 1)) == before


def refused(work: Callable[[], object]) -> str:
    """Return the sentence of a refusal."""
    with pytest.raises(RefusedError) as refusal:
        work()
    assert refusal.value.sentence
    return refusal.value.field


def test_what_cannot_be_is_refused_with_the_field_to_look_at(desk: Desk) -> None:
    service, contract_id = ReportsService(desk), enter(desk)
    future, before = D(2026, 11, 25), D(2026, 11, 23)
    assert refused(lambda: receive(desk, contract_id, D(2026, 4, 1), future)) == "received_on"
    assert refused(lambda: receive(desk, contract_id, D(2020, 4, 1))) == "month"
    report_id = receive(desk, contract_id, D(2026, 4, 1))
    assert refused(lambda: receive(desk, contract_id, D(2026, 4, 30))) == "month"
    send = service.return_report
    assert refused(lambda: send(report_id, reasons=" ", resubmit_on=future)) == "reasons"
    assert refused(lambda: send(report_id, reasons="漏れ", resubmit_on=before)) == "resubmit_on"
    send(report_id, reasons="漏れ", resubmit_on=future)
    again = service.receive_again
    assert refused(lambda: again(report_id, received_on=future)) == "received_on"
    assert refused(lambda: again(report_id, received_on=before)) == "received_on"
    assert refused(lambda: service.withdraw_report(report_id, reason="")) == "reason"


def test_a_receipt_taken_back_leaves_the_month_owed_and_can_be_entered_again(desk: Desk) -> None:
    service, contract_id = ReportsService(desk), enter(desk)
    report_id = receive(desk, contract_id, D(2026, 4, 1))
    service.withdraw_report(report_id, reason="別の契約の報告だった")
    assert standings(desk, contract_id)[D(2026, 4, 1)] is Standing.OVERDUE
    with pytest.raises(RefusedError):
        service.begin_check(report_id)
    receive(desk, contract_id, D(2026, 4, 1))
    assert standings(desk, contract_id)[D(2026, 4, 1)] is Standing.RECEIVED


def test_a_closed_report_is_not_taken_back(desk: Desk) -> None:
    service, contract_id = ReportsService(desk), enter(desk)
    report_id = receive(desk, contract_id, D(2026, 4, 1))
    service.check_report(report_id)
    service.close_report(report_id)
    with pytest.raises(RefusedError):
        service.withdraw_report(report_id, reason="誤り")
    assert standings(desk, contract_id)[D(2026, 4, 1)] is Standing.CLOSED


def test_a_waived_month_counts_as_waived_and_never_as_done(desk: Desk) -> None:
    service, contract_id = ReportsService(desk), enter(desk)
    waiver_id = row_id_of(service.waive(WaiverDraft(contract_id, D(2026, 5, 9), D(2026, 6, 1), " 休業 ")))
    found = standings(desk, contract_id)
    assert [month.month for month, each in found.items() if each is Standing.WAIVED] == [5, 6]
    assert [row.month.month for row in service.list_late()] == [4, 7, 8, 9, 10]
    row = month_of(desk, contract_id, D(2026, 5, 1))
    assert row.waiver is not None
    assert (row.waiver.reason, row.waiver.approved_by) == ("休業", "係長 福井 太郎")
    service.end_waiver(waiver_id, reason="休業を取りやめた", version=row.waiver.version)
    assert service.list_waivers(contract_id) == ()
    assert service.count_late() == 7


def test_a_waived_month_can_still_be_received(desk: Desk) -> None:
    service, contract_id = ReportsService(desk), enter(desk)
    service.waive(WaiverDraft(contract_id, D(2026, 5, 1), D(2026, 5, 1), "休業"))
    receive(desk, contract_id, D(2026, 5, 1))
    assert standings(desk, contract_id)[D(2026, 5, 1)] is Standing.RECEIVED


def test_a_waiver_without_reason_months_or_sense_is_refused(desk: Desk) -> None:
    service, contract_id = ReportsService(desk), enter(desk)

    def waive(first: D, last: D, reason: str = "休業") -> str:
        return refused(lambda: service.waive(WaiverDraft(contract_id, first, last, reason)))

    assert waive(D(2026, 5, 1), D(2026, 5, 1), " ") == "reason"
    assert waive(D(2026, 6, 1), D(2026, 5, 1)) == "last_month"
    assert waive(D(2020, 5, 1), D(2020, 6, 1)) == "first_month"
    waiver_id = row_id_of(service.waive(WaiverDraft(contract_id, D(2026, 5, 1), D(2026, 5, 1), "休業")))
    assert refused(lambda: service.end_waiver(waiver_id, reason=" ")) == "reason"


def test_an_extension_and_an_early_end_are_shown_before_and_leave_received_months_alone(desk: Desk) -> None:
    service, contracts, contract_id = ReportsService(desk), ContractsService(desk), enter(desk)
    kept = receive(desk, contract_id, D(2026, 10, 1))
    detail = contracts.get_contract(contract_id)
    shorter = replace(detail.draft, periods=(replace(detail.draft.periods[0], ends_on=D(2026, 8, 20)),))
    shown = service.preview_contract(contract_id, shorter)
    assert [(each.month.month, each.kind) for each in shown] == [
        (month, Difference.REMOVED) for month in (9, 11, 12, 1, 2, 3)
    ]
    assert len(ReportsService(desk).list_months(contract_id)) == 12
    contracts.amend_contract(contract_id, shorter, amended_on=D(2026, 8, 1), reason="解約")
    months = service.list_months(contract_id)
    assert [row.month.month for row in months] == [4, 5, 6, 7, 8, 10]
    assert months[-1].report_id == kept
    assert service.preview_contract(contract_id, shorter) == ()


def test_another_rule_moves_the_due_days_of_what_has_not_come_in(desk: Desk) -> None:
    service, contracts, contract_id = ReportsService(desk), ContractsService(desk), enter(desk)
    receive(desk, contract_id, D(2026, 4, 1))
    draft = contracts.get_contract(contract_id).draft
    changed = replace(draft, report_due_rule={"kind": "end_of_next_month"})
    shown = service.preview_contract(contract_id, changed)
    assert {each.kind for each in shown} == {Difference.MOVED}
    assert (shown[0].month, shown[0].before, shown[0].after) == (
        D(2026, 5, 1),
        D(2026, 6, 10),
        D(2026, 6, 30),
    )
    contracts.change_contract(contract_id, changed)
    assert month_of(desk, contract_id, D(2026, 5, 1)).due_on == D(2026, 6, 30)
    received = month_of(desk, contract_id, D(2026, 4, 1))
    assert (received.due_on, received.explanation) == (D(2026, 5, 11), "5/10(日) → 5/11(月)")


def test_a_new_contract_is_previewed_too(desk: Desk) -> None:
    draft = contract_draft(desk, "R9-001", periods=(YEAR,))
    shown = ReportsService(desk).preview_contract(None, draft)
    assert [each.kind for each in shown] == [Difference.ADDED] * 12


def test_a_withdrawn_contract_owes_nothing_more(desk: Desk) -> None:
    contract_id = enter(desk)
    ContractsService(desk).withdraw_contract(contract_id, reason="二重登録")
    assert ReportsService(desk).list_late() == ()


def test_another_closing_day_moves_due_days_and_is_shown_before(desk: Desk) -> None:
    service, contract_id = ReportsService(desk), enter(desk)
    values: dict[str, Any] = {"closed_days": {"2026-12-10": "庁舎停電"}}
    shown = service.preview_settings(**values)
    assert [(each.before, each.after) for each in shown[contract_id]] == [(D(2026, 12, 10), D(2026, 12, 11))]
    assert month_of(desk, contract_id, D(2026, 11, 1)).due_on == D(2026, 12, 10)
    SettingsService(desk).change(**values)
    row = month_of(desk, contract_id, D(2026, 11, 1))
    assert (row.due_on, row.explanation) == (D(2026, 12, 11), "12/10(木) 庁舎停電 → 12/11(金)")


def test_a_city_that_begins_later_is_not_late_for_months_before(desk: Desk) -> None:
    contract_id = enter(desk, SERVICE)
    SettingsService(desk).change(reports_from="2026-02-01")
    assert list(standings(desk, contract_id)) == [D(2026, 2, 1), D(2026, 3, 1)]


def test_a_setting_that_bears_on_nothing_leaves_what_is_owed_alone(desk: Desk) -> None:
    contract_id = enter(desk)
    with desk.writing(Deed.EDIT_REGISTER, "test") as session:
        session.execute(delete(OwedReport))
    SettingsService(desk).change(auto_lock_minutes=7)
    assert ReportsService(desk).list_months(contract_id) == ()


def test_reckoning_anew_gives_the_same_rows_and_leaves_no_entry(desk: Desk) -> None:
    service, contract_id = ReportsService(desk), enter(desk, PREPARATION, SERVICE)
    receive(desk, contract_id, D(2023, 5, 1))
    service.waive(WaiverDraft(contract_id, D(2023, 7, 1), D(2023, 8, 1), "休業"))
    columns = (OwedReport.month, OwedReport.due_on, OwedReport.waiver_id)
    with desk.reading() as session:
        before = session.execute(select(*columns).order_by(OwedReport.month)).all()
    entries = len(JournalService(desk).list_entries())
    for _turn in range(2):
        with desk.writing(Deed.EDIT_REGISTER, "test") as session:
            session.execute(delete(OwedReport).where(OwedReport.month > D(2024, 1, 1)))
            reckon(session)
    with desk.reading() as session:
        assert session.execute(select(*columns).order_by(OwedReport.month)).all() == before
    assert len(JournalService(desk).list_entries()) == entries
    assert len(before) == 35


def test_roles_decide_who_does_what(desk: Desk, desk_as: Callable[..., Desk]) -> None:
    contract_id = enter(desk)
    report_id = receive(desk, contract_id, D(2026, 4, 1))
    ReportsService(desk).check_report(report_id)
    inspector, auditor = ReportsService(desk_as(Role.INSPECTOR)), ReportsService(desk_as(Role.AUDITOR))
    forbidden: list[Callable[[], object]] = [
        lambda: inspector.close_report(report_id),
        lambda: inspector.waive(WaiverDraft(contract_id, D(2026, 5, 1), D(2026, 5, 1), "休業")),
        lambda: auditor.receive_report(ReceiptDraft(contract_id, D(2026, 5, 1), D(2026, 11, 1))),
        lambda: auditor.check_report(report_id),
    ]
    for deed in forbidden:
        with pytest.raises(NotPermittedError):
            deed()
    assert auditor.count_late() == 6


def test_a_stale_copy_and_a_digit_of_an_individual_number_are_refused(desk: Desk) -> None:
    service, contract_id = ReportsService(desk), enter(desk)
    report_id = receive(desk, contract_id, D(2026, 4, 1))
    service.begin_check(report_id, version=1)
    with pytest.raises(ChangedMeanwhileError):
        service.check_report(report_id, version=1)
    with pytest.raises(OversightError) as refusal:
        service.return_report(report_id, reasons="123456789018 を消す", resubmit_on=D(2026, 12, 1))
    assert "123456789018" not in str(refusal.value)
    assert standings(desk, contract_id)[D(2026, 4, 1)] is Standing.UNDER_CHECK


def test_the_change_says_that_reports_were_touched(desk: Desk) -> None:
    change = ReportsService(desk).receive_report(ReceiptDraft(enter(desk), D(2026, 4, 1), D(2026, 5, 1)))
    assert change.touches(Subject.REPORT)
    assert not change.touches(Subject.CONTRACT)


def test_every_standing_has_a_word_of_its_own() -> None:
    assert len({each.word for each in Standing}) == len(Standing)


def test_settings_that_touch_one_contract_leave_the_others_out_of_the_preview(desk: Desk) -> None:
    enter(desk, SERVICE, number="R5-001")
    touched = enter(desk)
    shown = ReportsService(desk).preview_settings(closed_days={"2026-12-10": "庁舎停電"})
    assert set(shown) == {touched}


def test_a_store_of_an_older_version_knows_what_is_owed_once_opened(
    tmp_path: Path, clock: FixedClock
) -> None:
    folder = tmp_path / "保管庫"
    folder.mkdir()
    founder = Founder("福井 太郎", "係長", "fukui", PASSPHRASE)
    with closing(
        create_office(folder, city="札幌市", section="介護", founder=founder, clock=clock)
    ) as office:
        contract_id = enter(office.desk, SERVICE)
    with closing(read_vault(folder).unlock("fukui", PASSPHRASE)) as vault:
        engine = embedded_engine(vault.store_path, vault.key)
        with engine.execution_options(oversight_write=True).connect() as connection:
            command.downgrade(configured(connection), "0003")
            connection.commit()
        engine.dispose()
    with closing(open_office(folder, user_id="fukui", passphrase=PASSPHRASE, clock=clock)) as office:
        assert office.upgrade is not None
        assert office.upgrade.was_upgraded
        assert len(office.reports.list_months(contract_id)) == 36
