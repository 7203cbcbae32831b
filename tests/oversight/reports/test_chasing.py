"""Chasing through its deeds, on both engines: calls, promises, letters, drafts of mails."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from email import message_from_bytes
from email.policy import default as modern
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from models.department import Role
from oversight.desk import Desk
from oversight.errors import ChangedMeanwhileError, NotPermittedError, RefusedError
from oversight.journal import JournalService
from oversight.personal_number import PersonalNumberError
from oversight.register import PeriodDraft, PeriodKind
from oversight.reports import (
    Channel,
    ChasingService,
    ContactDraft,
    ContactKind,
    OnLadder,
    ReportKey,
    ReportsService,
    Rung,
    WaiverDraft,
)
from oversight.reports.ladder import stored_ladder
from oversight.reports.outbox import draft_of, write_outbox
from oversight.settings import SettingsService
from oversight.words import speaking
from tests.factories import make_contract, make_contractor
from tests.oversight.papers.reading_pdf import solid, text_of
from tests.oversight.register.entries import row_id_of
from tests.oversight.reports.test_reports import enter, move_to, receive

D = dt.date
OCTOBER = PeriodDraft(PeriodKind.SERVICE, D(2026, 10, 1), D(2026, 10, 31))
AUTUMN = PeriodDraft(PeriodKind.SERVICE, D(2026, 9, 1), D(2026, 10, 31))
MONTH = D(2026, 10, 1)
"""October's report is due on 10 November 2026, September's on 13 October."""


@pytest.fixture
def chasing(desk: Desk) -> ChasingService:
    return ChasingService(desk)


def rung_of(chasing: ChasingService, key: ReportKey) -> str:
    (found,) = [each for each in chasing.list_chased() if each.key == key]
    step = found.step
    return step.rung.id if step.rung and step.standing is OnLadder.DUE else step.standing


def call(key: ReportKey, on: D, **values: Any) -> ContactDraft[ReportKey]:
    return replace(ContactDraft(key, ContactKind.CALL, on, said="準備中"), **values)


def test_a_month_climbs_the_ladder_with_what_is_done_about_it(desk: Desk, chasing: ChasingService) -> None:
    key = ReportKey(enter(desk, OCTOBER), MONTH)
    move_to(desk, D(2026, 11, 4))
    assert chasing.list_chased() == ()
    move_to(desk, D(2026, 11, 5))
    assert rung_of(chasing, key) == "notice"
    move_to(desk, D(2026, 11, 11))
    assert rung_of(chasing, key) == "call"
    chasing.note_contact(call(key, D(2026, 11, 11), person="山﨑"))
    assert rung_of(chasing, key) == OnLadder.AHEAD
    move_to(desk, D(2026, 11, 17))
    assert rung_of(chasing, key) == "reminder"
    outcome = chasing.chase()
    assert [letter.number for letter in outcome.letters] == ["督R8-0001"]
    assert rung_of(chasing, key) == OnLadder.AHEAD
    move_to(desk, D(2026, 11, 24))
    assert rung_of(chasing, key) == "demand"
    (letter,) = chasing.chase().letters
    assert (letter.number, letter.title, letter.answer_by) == ("督R8-0002", "催告", D(2026, 12, 4))
    move_to(desk, D(2026, 12, 10))
    assert rung_of(chasing, key) == "measures"
    chasing.note_contact(call(key, D(2026, 12, 10), kind=ContactKind.CONSULTATION))
    assert rung_of(chasing, key) == OnLadder.TOP
    assert [row.number for row in chasing.list_letters(key)] == ["督R8-0001", "督R8-0002"]
    assert [row.kind for row in chasing.list_contacts(key)] == [ContactKind.CALL, ContactKind.CONSULTATION]


def test_chasing_twice_makes_no_letter_twice(desk: Desk, chasing: ChasingService) -> None:
    for at in range(3):
        enter(desk, OCTOBER, number=f"R8-{at:03}")
    move_to(desk, D(2026, 11, 17))
    assert [letter.number for letter in chasing.chase().letters] == ["督R8-0001", "督R8-0002", "督R8-0003"]
    assert chasing.chase().letters == ()
    assert chasing.chase(D(2026, 11, 18)).letters == ()
    entries = JournalService(desk).list_entries(subject="report_letter")
    assert len(entries) == 3


def test_a_letter_is_about_all_months_of_a_contract_at_that_step(desk: Desk, chasing: ChasingService) -> None:
    contract_id = enter(desk, AUTUMN)
    move_to(desk, D(2026, 12, 20))
    chased = chasing.list_chased()
    assert {each.step.rung.id for each in chased if each.step.rung} == {"measures"}
    SettingsService(desk).change(
        report_ladder=stored_ladder(
            [Rung("only", 7, "文書督促", "係長", Channel.LETTER, "{months}の{contract}")]
        )
    )
    (letter,) = chasing.chase().letters
    text = solid(text_of(chasing.read_letter(letter.letter_id).pdf))
    assert "令和8年9月分、令和8年10月分の介護認定調査業務" in text
    for month in (9, 10):
        assert chasing.list_letters(ReportKey(contract_id, D(2026, month, 1))) == (letter,)


def test_two_steps_of_one_contract_are_two_letters(desk: Desk, chasing: ChasingService) -> None:
    enter(desk, AUTUMN)
    move_to(desk, D(2026, 10, 27))
    assert [each.title for each in chasing.chase().letters] == ["催告"]
    move_to(desk, D(2026, 11, 17))
    outcome = chasing.chase()
    assert [each.title for each in outcome.letters] == ["文書督促"]
    assert [each.key.month for each in outcome.to_do] == [D(2026, 9, 1)], (
        "measures are a person's to consider"
    )


def test_a_promise_pauses_and_what_was_skipped_is_not_sent(desk: Desk, chasing: ChasingService) -> None:
    key = ReportKey(enter(desk, OCTOBER), MONTH)
    move_to(desk, D(2026, 11, 12))
    chasing.note_contact(call(key, D(2026, 11, 12), said="", promised_on=D(2026, 11, 25)))
    move_to(desk, D(2026, 11, 25))
    assert rung_of(chasing, key) == OnLadder.PAUSED
    assert chasing.chase().letters == ()
    move_to(desk, D(2026, 11, 26))
    (letter,) = chasing.chase().letters
    assert letter.title == "催告"


def test_what_came_in_or_is_excused_is_left_alone(desk: Desk, chasing: ChasingService) -> None:
    received, waived = enter(desk, OCTOBER, number="R8-001"), enter(desk, OCTOBER, number="R8-002")
    move_to(desk, D(2026, 11, 17))
    receive(desk, received, MONTH)
    ReportsService(desk).waive(WaiverDraft(waived, MONTH, MONTH, "取扱いなし"))
    assert chasing.list_chased() == ()
    assert chasing.chase().letters == ()
    with pytest.raises(RefusedError, match="待っていません"):
        chasing.note_contact(call(ReportKey(received, MONTH), D(2026, 11, 17)))


def test_a_returned_report_climbs_anew_from_its_own_day(desk: Desk, chasing: ChasingService) -> None:
    key = ReportKey(enter(desk, OCTOBER), MONTH)
    move_to(desk, D(2026, 11, 17))
    chasing.chase()
    report_id = receive(desk, key.contract_id, MONTH)
    ReportsService(desk).return_report(report_id, reasons="記入漏れ", resubmit_on=D(2026, 11, 24))
    move_to(desk, D(2026, 11, 25))
    assert rung_of(chasing, key) == "call"
    move_to(desk, D(2026, 12, 1))
    (letter,) = chasing.chase().letters
    assert letter.title == "文書督促"
    assert len(chasing.list_letters(key)) == 2


def test_a_contact_noted_by_mistake_is_taken_back_and_its_step_is_open_again(
    desk: Desk, chasing: ChasingService
) -> None:
    key = ReportKey(enter(desk, OCTOBER), MONTH)
    move_to(desk, D(2026, 11, 12))
    contact_id = row_id_of(chasing.note_contact(call(key, D(2026, 11, 12))))
    with pytest.raises(RefusedError, match="理由"):
        chasing.withdraw_contact(contact_id, reason=" ")
    with pytest.raises(ChangedMeanwhileError):
        chasing.withdraw_contact(contact_id, reason="別の契約", version=9)
    chasing.withdraw_contact(contact_id, reason="別の契約の電話だった", version=1)
    assert chasing.list_contacts(key) == ()
    assert rung_of(chasing, key) == "call"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"happened_on": D(2026, 11, 13)}, "happened_on"),
        ({"promised_on": D(2026, 11, 11)}, "promised_on"),
        ({"said": "  "}, "said"),
    ],
)
def test_a_contact_that_cannot_be_is_refused_at_its_field(
    desk: Desk, chasing: ChasingService, values: dict[str, Any], field: str
) -> None:
    key = ReportKey(enter(desk, OCTOBER), MONTH)
    move_to(desk, D(2026, 11, 12))
    with pytest.raises(RefusedError) as refused:
        chasing.note_contact(call(key, D(2026, 11, 12), **values))
    assert refused.value.field == field
    assert chasing.list_contacts(key) == ()


def test_an_individual_number_told_on_the_telephone_is_not_written_down(
    desk: Desk, chasing: ChasingService
) -> None:
    key = ReportKey(enter(desk, OCTOBER), MONTH)
    move_to(desk, D(2026, 11, 12))
    with pytest.raises(PersonalNumberError):
        chasing.note_contact(call(key, D(2026, 11, 12), said="本人は 123456789018"))


def test_the_office_may_look_ahead_at_its_ladder(desk: Desk, chasing: ChasingService) -> None:
    key = ReportKey(enter(desk, OCTOBER), MONTH)
    move_to(desk, D(2026, 11, 17))
    assert [rung.id for rung in chasing.read_ladder()] == ["notice", "call", "reminder", "demand", "measures"]
    (ahead,) = chasing.list_chased(D(2026, 12, 10))
    assert (ahead.key, ahead.step.rung and ahead.step.rung.id, ahead.days_late(D(2026, 12, 10))) == (
        key,
        "measures",
        30,
    )


def test_an_auditor_chases_nobody(desk: Desk, desk_as: Callable[..., Desk]) -> None:
    enter(desk, OCTOBER)
    move_to(desk, D(2026, 11, 17))
    with pytest.raises(NotPermittedError):
        ChasingService(desk_as(Role.AUDITOR)).chase()


def with_address(desk: Desk) -> UUID:
    contractor_id = make_contractor(
        desk,
        "株式会社髙﨑事務サービス",
        email="office@example.jp",
        representative_title="代表取締役",
        representative_name="髙﨑 恵",
    )
    return make_contract(desk, contractor_id=contractor_id, service=(D(2026, 10, 1), D(2026, 10, 31)))


def test_the_letter_says_to_whom_about_what_and_by_when_in_japanese(
    desk: Desk, chasing: ChasingService
) -> None:
    with_address(desk)
    SettingsService(desk).change(city="吹田市")
    move_to(desk, D(2026, 11, 24))
    with speaking("en"):
        (letter,) = chasing.chase().letters
    sent = chasing.read_letter(letter.letter_id)
    text = solid(text_of(sent.pdf))
    for told in (
        "督R8-0001",
        "令和8年11月24日",
        "株式会社髙﨑事務サービス御中",
        "代表取締役髙﨑恵様",
        "吹田市",
        "課長",
        "令和8年10月分",
        "令和8年11月10日（火）",
        "14日",
        "令和8年12月4日",
        "催告します",
    ):
        assert solid(told) in text, told


def test_the_drafts_of_mails_lie_in_the_outbox_with_the_letter_attached(
    desk: Desk, chasing: ChasingService, tmp_path: Path
) -> None:
    with_address(desk)
    move_to(desk, D(2026, 11, 24))
    (letter,) = chasing.chase().letters
    sent = chasing.read_letter(letter.letter_id)
    names = sorted(path.name for path in write_outbox(tmp_path / "out", (sent,)))
    assert names == ["督R8-0001.eml", "督R8-0001.pdf"]
    message = message_from_bytes((tmp_path / "out" / "督R8-0001.eml").read_bytes(), policy=modern)
    assert (message["To"], message["X-Unsent"]) == ("office@example.jp", "1")
    assert message["Subject"] == "個人情報取扱状況報告書の提出について（督R8-0001）"
    body = message.get_body()
    assert body is not None
    assert "令和8年12月4日(金)までに" in body.get_content()
    (attached,) = message.iter_attachments()
    assert attached.get_content() == sent.pdf
    assert attached.get_filename() == "督R8-0001.pdf"


def test_a_folder_that_cannot_be_written_is_told_and_the_letter_is_kept(
    desk: Desk, chasing: ChasingService, tmp_path: Path
) -> None:
    with_address(desk)
    move_to(desk, D(2026, 11, 24))
    (letter,) = chasing.chase().letters
    block = tmp_path / "block"
    block.write_text("x", encoding="utf-8")
    with pytest.raises(RefusedError, match="残っています"):
        write_outbox(block, (chasing.read_letter(letter.letter_id),))
    paper = chasing.print_letter(letter.letter_id)
    assert (paper.page_count, paper.pdf[:5]) == (1, b"%PDF-")


def test_a_reminder_without_a_day_to_answer_by_names_none(desk: Desk, chasing: ChasingService) -> None:
    with_address(desk)
    move_to(desk, D(2026, 11, 17))
    (letter,) = chasing.chase().letters
    sent = chasing.read_letter(letter.letter_id)
    assert letter.answer_by is None
    assert "提出する日" not in text_of(sent.pdf)
    body = message_from_bytes(draft_of(sent), policy=modern).get_body()
    assert body is not None
    assert "までに" not in body.get_content()


def test_a_letter_made_meanwhile_is_not_made_again(
    desk: Desk, chasing: ChasingService, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(desk, OCTOBER)
    move_to(desk, D(2026, 11, 17))
    seen = chasing.list_chased()
    chasing.chase()
    monkeypatch.setattr(ChasingService, "list_chased", lambda _self, _on: seen)
    assert chasing.chase().letters == ()


def test_a_contact_that_does_not_answer_the_step_leaves_it_due(desk: Desk, chasing: ChasingService) -> None:
    key = ReportKey(enter(desk, OCTOBER), MONTH)
    move_to(desk, D(2026, 11, 12))
    chasing.note_contact(call(key, D(2026, 11, 12), kind=ContactKind.CONSULTATION))
    chased = chasing.get_chased(key)
    assert chased is not None
    assert (chased.step.standing, chased.past.contacts, chased.past.taken) == (OnLadder.DUE, 1, frozenset())
    assert chasing.get_chased(ReportKey(key.contract_id, D(2030, 1, 1))) is None


def test_the_list_for_a_meeting_says_what_was_done_and_what_comes_next(
    desk: Desk, chasing: ChasingService
) -> None:
    assert "期限を過ぎた報告はありません。" in text_of(chasing.print_overdue().pdf)
    first, second = enter(desk, OCTOBER, number="R8-001"), enter(desk, OCTOBER, number="R8-002")
    move_to(desk, D(2026, 11, 17))
    chasing.note_contact(call(ReportKey(first, MONTH), D(2026, 11, 17), promised_on=D(2026, 12, 1)))
    chasing.chase()
    paper = chasing.print_overdue()
    text = solid(text_of(paper.pdf))
    for told in ("令和8年11月17日（火）現在2件", "R8-001", "R8-002", "7日", "連絡1回", "文書1通", "R8.11.10"):
        assert told in text, told
    assert solid("約束の12/1(火)まで停止") in text
    assert chasing.print_overdue().pdf == paper.pdf, "the same list gives the same bytes"
    one = solid(text_of(chasing.print_overdue({ReportKey(second, MONTH)}).pdf))
    assert "R8-001" not in one
