"""A month looked back on: who witnessed, exceptions, permits used, what never came back; on paper."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any
from uuid import UUID

import page
import pytest

from models.device import PermitState, Treatment, WitnessMethod
from oversight.devices import (
    CarrierSign,
    DeclaredDevice,
    DoorPointKind,
    EntryDraft,
    LeavingDraft,
    MonthLog,
    visit_words,
    written_of,
)
from oversight.devices.log_papers import MOST_SHEETS, sheet_numbers
from oversight.errors import RefusedError
from oversight.settings import SettingsService
from oversight.words import speaking
from tests.oversight.devices.door_site import HOUR, LAPTOP, PHONE, Door
from tests.oversight.devices.test_keying import ESCORTED, line, sheet
from tests.oversight.inspections.signed_site import drawing
from tests.oversight.papers.reading_pdf import solid, text_of

MONTH = dt.date(2026, 11, 1)


def log_of(door: Door, area_id: UUID | None = None, month: dt.date = MONTH) -> MonthLog:
    return door.visits.read_month(area_id or door.area_id, month)


def late(door: Door, **values: Any) -> EntryDraft:
    """Return an entry of yesterday, recorded afterwards."""
    at = door.clock.moment - 24 * HOUR
    return door.draft(**{"entered_at": at, "late_reason": "記入もれ", **values})


def test_permits_used_and_run_out_are_told_with_the_days_they_did_not_hold(door: Door) -> None:
    used = door.permit(number="許-1", area_id=door.area_id)
    expired = door.permit(number="許-2", ends_on=dt.date(2026, 11, 20), serial="SN-200")
    ended: dict[str, Any] = {"state": PermitState.ENDED, "ended_on": dt.date(2026, 11, 24)}
    ended_id = door.permit(number="許-3", **ended)
    door.permit(number="許-4", ends_on=dt.date(2026, 10, 31))
    door.permit(number="許-5", ends_on=dt.date(2026, 11, 9), state=PermitState.REFUSED)
    earlier: dict[str, Any] = {"state": PermitState.ENDED, "ended_on": dt.date(2026, 10, 1)}
    door.permit(number="許-6", **earlier, ends_on=dt.date(2026, 11, 2))
    door.permit(number="許-7", area_id=door.core_id, ends_on=dt.date(2026, 11, 9))
    first = door.enter(devices=(DeclaredDevice("laptop", 1, Treatment.ADMITTED, permit_id=used),))
    wrong = DeclaredDevice("laptop", 1, Treatment.ADMITTED, permit_id=expired)
    second = door.come(late(door, person="葛城 一郎", devices=(wrong,))).visit_ids[0]
    uses = {use.id: use for use in log_of(door).permits}
    assert list(uses) == [used, expired, ended_id]
    assert (uses[used].visit_ids, uses[used].wrong_ids) == ((first,), ())
    assert not uses[used].is_over(door.desk.today())
    assert uses[expired].visit_ids == uses[expired].wrong_ids == (second,)
    assert uses[expired].is_over(door.desk.today())
    assert not uses[expired].is_over(dt.date(2026, 11, 20)), "the last day is one it holds on"
    assert (uses[ended_id].visit_ids, uses[ended_id].over_on) == ((), dt.date(2026, 11, 24))
    assert uses[ended_id].is_over(dt.date(2026, 11, 24)), "from the day it is ended it lets nobody in"
    text = solid(text_of(door.visits.print_month(door.area_id, MONTH).pdf))
    assert "R8.4.1～R8.11.20（期限切れ）1回（うち無効のとき1回）" in text
    assert "R8.4.1～R8.11.24（終了）0回" in text
    assert "R8.4.1～R9.3.31" in text


def test_what_never_came_back_and_what_was_let_pass_is_listed(door: Door) -> None:
    gone = door.enter(devices=(PHONE,))
    door.leave(gone, device_ids=())
    door.enter("葛城 一郎", devices=(PHONE,))
    door.come(late(door, person="舘 次郎", area_id=door.core_id, devices=(LAPTOP,)))
    log = log_of(door)
    assert [visit.id for visit, _device in log.unreturned] == [gone], "who is inside still has it"
    assert log.exceptional == ()
    core = log_of(door, door.core_id)
    assert {DoorPointKind(each) for visit in core.exceptional for each in visit.exceptions} == {
        DoorPointKind.BANNED,
        DoorPointKind.UNWITNESSED,
    }


def test_a_rule_that_changed_is_told_from_the_visit_on(door: Door) -> None:
    assert [number for number, _holding in log_of(door).rules] == [0]
    door.enter()
    door.enter("葛城 一郎")
    area = door.areas.get_area(door.area_id)
    door.areas.change_area(door.area_id, replace(area.draft, max_persons=5))
    door.enter("舘 次郎")
    rules = log_of(door).rules
    assert [(number, holding.max_persons) for number, holding in rules] == [(1, 8), (3, 5)]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_log_on_paper_tells_all_of_a_visit(door: Door, language: str) -> None:
    visits = door.visits
    signed = CarrierSign(drawing=drawing())
    group = [(door.draft(name, area_id=door.core_id), signed) for name in ("山﨑 恵", "葛城 一郎")]
    visits.enter_group(group, witness=door.witness)
    door.clock.moment += HOUR
    (first, _second) = visits.list_visits(door.core_id, MONTH)
    door.leave(first.id)
    seen = {"witness": "𠮷田", "witnessed_how": WitnessMethod.WORD}
    written = line(door, 2, "舘 次郎", devices=(PHONE,), are_back=False, **seen)
    visits.key_in(sheet(door, written, area_id=door.core_id, reason="停電"))
    with speaking(language):
        paper = visits.print_month(door.core_id, MONTH)
        again = visits.print_month(door.core_id, MONTH)
    assert paper.pdf == again.pdf
    for profile in ("2u", "ua1"):
        assert page.validate_pdf_bytes(paper.pdf, profile=page.ValidationProfile(profile)).failures == []
    if language == "ja":
        _look_over(solid(text_of(paper.pdf)))


def _look_over(text: str) -> None:
    for said in (
        *("端末室", "介護保険システム", "令和8年11月分", "3件の入室", "持込禁止：スマートフォン"),
        *("R8.11.249:00", "在室", "株式会社髙﨑", "データ入力", "主査舘花子（目視）", "同行第2号"),
        *("入室者（入室時）：手書きの署名", "立会職員（入室時）：本人のパスフレーズ"),
        *("スマートフォン1台（預かるロッカー3）", "紙の記録票261124-0900-A/02", "後から記録:停電"),
        *("主査舘花子2回", "𠮷田1回", "返却の記録がない機器"),
    ):
        assert solid(said) in text, said


def test_who_did_not_sign_and_who_left_unrecorded_is_told_with_the_reason(door: Door) -> None:
    declined = CarrierSign(declined_reason="手を負傷")
    (visit_id,) = door.visits.enter(door.draft(devices=(PHONE,)), signed=declined).visit_ids
    door.clock.moment += HOUR
    (device,) = door.visits.get_visit(visit_id).devices
    at = door.clock.moment - HOUR / 2
    late = {"at": at, "late_reason": "記入もれ", "note": "画面に傷"}
    door.visits.leave(LeavingDraft((visit_id,), (device.id,), **late))  # type: ignore[arg-type]
    visit = door.visits.get_visit(visit_id)
    assert visit_words.told_late(visit) == ("退室を後から記録: 記入もれ",)
    (signature,) = visit.signatures
    assert visit_words.told_signature(signature) == "入室者（入室時）：署名しない（手を負傷）"
    (told,) = visit_words.told_devices(visit, lambda moment: f"{moment:%H:%M}")
    assert told.endswith("返却 画面に傷）")
    assert visit_words.told_group(replace(visit, group_id=visit.id), [visit]) == ""
    assert visit_words.told_witness(visit) == ""


def test_a_month_without_visits_is_a_paper_too(door: Door) -> None:
    text = solid(text_of(door.visits.print_month(door.area_id, dt.date(2026, 5, 1)).pdf))
    for said in (
        "この月の入室の記録はありません。",
        "立会いの記録はありません。",
        "決まりに反する入室はありません。",
        "この月に使われた許可も、終わった許可もありません。",
        "返却の記録がない機器はありません。",
        "入口で預かる：スマートフォン",
    ):
        assert said in text, said


def test_blank_sheets_have_numbers_of_their_own_and_the_rule_at_their_head(door: Door) -> None:
    paper = door.visits.print_sheets(door.core_id, 3)
    assert paper.pdf == door.visits.print_sheets(door.core_id, 3).pdf
    assert paper.page_count == 3
    text = solid(text_of(paper.pdf))
    for said in ("端末室", "持込禁止", "スマートフォン", "市職員の立会い", "転記した者", "照合した者"):
        assert said in text, said
    numbers = sheet_numbers(door.clock.moment, 3)
    assert numbers == ("261124-0900-A", "261124-0900-B", "261124-0900-C")
    assert all(number in text for number in numbers)
    door.clock.moment += dt.timedelta(minutes=1)
    assert not set(numbers) & set(sheet_numbers(door.clock.moment, MOST_SHEETS))
    for count in (0, MOST_SHEETS + 1):
        with pytest.raises(RefusedError) as refused:
            door.visits.print_sheets(door.core_id, count)
        assert refused.value.field == "count"


@pytest.mark.parametrize(("language", "head"), [("ja", "付添いの職員"), ("en", "Escort")])
def test_the_escort_stands_on_the_log_and_has_a_column_on_the_sheet_where_one_is_asked_for(
    door: Door, language: str, head: str
) -> None:
    with speaking(language):
        plain = solid(text_of(door.visits.print_sheets(door.area_id, 1).pdf))
        SettingsService(door.desk).change(device_rules=[written_of(ESCORTED)])
        door.enter(escort_id=door.witness.staff_id)
        asked = door.visits.print_sheets(door.area_id, 1)
        log = solid(text_of(door.visits.print_month(door.area_id, MONTH).pdf))
    assert head not in plain
    assert head in solid(text_of(asked.pdf))
    assert asked.page_count == 1
    assert "主査舘花子" in log
    if language == "ja":
        assert "付添い：主査舘花子" in log
