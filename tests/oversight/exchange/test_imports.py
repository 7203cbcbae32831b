"""A dry run writes nothing; a run writes all or nothing; an undo takes it back."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Sequence
from uuid import UUID

import openpyxl
import pytest

from models.department import Role
from oversight.desk import Desk
from oversight.errors import NotPermittedError, RefusedError
from oversight.exchange import Action, ImportPreview, ImportsService
from oversight.exchange.writing import ContractTaker
from oversight.journal import JournalService
from oversight.people import PeopleService
from oversight.personal_number import PersonalNumberError
from oversight.register import ContractorsService, ContractsService
from tests.factories import make_contractor

CONTRACTORS = ("名称", "商号カナ", "法人番号", "所在地")
CONTRACTS = ("契約番号", "件名", "受託者", "担当課", "履行期間（自）", "履行期間（至）", "マイナンバーの有無")
INDIVIDUAL_NUMBER = "123456789018"


def book(headings: Sequence[object], *rows: Sequence[object]) -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (headings, *rows):
        sheet.append(list(row))
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


@pytest.fixture
def service(desk: Desk) -> ImportsService:
    return ImportsService(desk)


def previewed(service: ImportsService, kind: str, content: bytes) -> ImportPreview:
    return service.preview(kind, content, file_name="台帳.xlsx")


TWO = book(
    CONTRACTORS,
    ("株式会社北海データ", "ホッカイデータ", "7000012050002", "札幌市"),
    ("㈲ひばり印刷", "ヒバリインサツ", None, "札幌市北区"),
)


def names(desk: Desk) -> set[str]:
    return {row.name for row in ContractorsService(desk).list_contractors()}


def run_id(service: ImportsService) -> UUID:
    return service.list_runs()[0].id


def test_a_dry_run_tells_and_writes_nothing(service: ImportsService, desk: Desk) -> None:
    before = JournalService(desk).count()
    preview = previewed(service, "contractors", TWO)
    assert [outcome.action for outcome in preview.outcomes] == [Action.NEW, Action.NEW]
    assert "新規2" in preview.summary
    assert names(desk) == set()
    assert JournalService(desk).count() == before


def test_a_run_writes_what_was_shown_and_an_undo_takes_it_back(service: ImportsService, desk: Desk) -> None:
    service.run(previewed(service, "contractors", TWO))
    assert names(desk) == {"株式会社北海データ", "㈲ひばり印刷"}
    (run,) = service.list_runs()
    assert (run.rows_total, run.made, run.changed, run.is_undone) == (2, 2, 0, False)
    outcome = service.undo(run.id, reason="試し")
    assert (outcome.undone, outcome.left_alone) == (2, ())
    assert names(desk) == set()
    assert service.list_runs()[0].is_undone
    service.run(previewed(service, "contractors", TWO))
    assert len(names(desk)) == 2
    assert JournalService(desk).verify().is_sound


def test_an_undo_owes_a_reason_and_happens_once(service: ImportsService) -> None:
    service.run(previewed(service, "contractors", TWO))
    with pytest.raises(RefusedError):
        service.undo(run_id(service), reason=" ")
    service.undo(run_id(service), reason="試し")
    with pytest.raises(RefusedError):
        service.undo(run_id(service), reason="再度")


def test_known_contractors_are_changed_and_put_back(service: ImportsService, desk: Desk) -> None:
    service.run(previewed(service, "contractors", TWO))
    again = book(
        CONTRACTORS,
        ("株式会社北海データ", "ホッカイデータ", "7000012050002", "小樽市"),
        ("有限会社ひばり印刷", "ヒバリインサツ", None, "札幌市北区"),
    )
    preview = previewed(service, "contractors", again)
    assert [each.action for each in preview.outcomes] == [Action.CHANGED, Action.CHANGED]
    assert preview.outcomes[0].changes == {"所在地": ("札幌市", "小樽市")}
    service.run(preview)
    service.undo(run_id(service), reason="誤り")
    found = ContractorsService(desk).find_contractor("7000012050002")
    assert found is not None
    assert found.draft.address == "札幌市"
    assert names(desk) == {"株式会社北海データ", "㈲ひばり印刷"}


def test_the_same_file_twice_changes_nothing(service: ImportsService) -> None:
    service.run(previewed(service, "contractors", TWO))
    preview = previewed(service, "contractors", TWO)
    assert {each.action for each in preview.outcomes} == {Action.UNCHANGED}


def test_what_was_changed_since_is_left_alone_and_named(service: ImportsService, desk: Desk) -> None:
    service.run(previewed(service, "contractors", TWO))
    contractors = ContractorsService(desk)
    found = contractors.find_contractor("7000012050002")
    assert found is not None
    draft = found.draft
    contractors.change_contractor(found.id, type(draft)(**{**vars(draft), "phone": "011-211-2167"}))
    outcome = service.undo(run_id(service), reason="誤り")
    assert (outcome.undone, outcome.left_alone) == (1, ("委託先 株式会社北海データ",))
    assert names(desk) == {"株式会社北海データ"}


def test_a_contractor_of_an_ambiguous_name_is_refused(service: ImportsService, desk: Desk) -> None:
    for address in ("札幌市", "小樽市"):
        make_contractor(desk, "北海データ", address=address)
    rows = (("北海データ", None, None, "函館市"), ("北海データ", None, None, "小樽市"))
    preview = previewed(service, "contractors", book(CONTRACTORS, *rows))
    assert [each.action for each in preview.outcomes] == [Action.REFUSED, Action.UNCHANGED]


CONTRACT = (
    "委8-1",
    "介護認定業務",
    "株式会社髙﨑",
    "介護保険課",
    "令和5年4月1日",
    dt.date(2026, 3, 31),
    "有",
)


def test_contracts_are_taken_in_with_their_periods_as_written_and_a_new_section(
    service: ImportsService, desk: Desk
) -> None:
    make_contractor(desk, "㈱高崎")
    preview = previewed(service, "contracts", book(CONTRACTS, CONTRACT))
    (outcome,) = preview.outcomes
    assert outcome.action is Action.NEW
    assert "新しく登録します" in outcome.reason
    service.run(preview)
    (row,) = ContractsService(desk).list_contracts()
    assert (row.number, row.department, row.handles_specific) == ("委8-1", "介護保険課", True)
    (period,) = ContractsService(desk).get_contract(row.id).draft.periods
    assert (period.starts_on, period.starts_as_written) == (dt.date(2023, 4, 1), "令和5年4月1日")
    assert period.ends_on == dt.date(2026, 3, 31)
    service.undo(run_id(service), reason="試し")
    assert ContractsService(desk).list_contracts() == ()
    assert "介護保険課" not in {each.name for each in PeopleService(desk, None).list_departments()}
    service.run(previewed(service, "contracts", book(CONTRACTS, CONTRACT)))


def test_a_changed_contract_changes_only_the_columns_of_the_file(service: ImportsService, desk: Desk) -> None:
    make_contractor(desk, "㈱高崎")
    service.run(previewed(service, "contracts", book((*CONTRACTS, "履行場所"), (*CONTRACT, "作業室"))))
    later = (*CONTRACT[:5], "平成32年3月31日", "無")
    later = (*later[:4], "平成29年4月1日", *later[5:])
    preview = previewed(service, "contracts", book(CONTRACTS, later))
    (outcome,) = preview.outcomes
    assert outcome.action is Action.CHANGED
    assert {"特定個人情報", "契約期間"} == set(outcome.changes)
    assert "元号" in outcome.reason
    service.run(preview)
    (row,) = ContractsService(desk).list_contracts()
    draft = ContractsService(desk).get_contract(row.id).draft
    assert draft.periods[0].ends_as_written == "平成32年3月31日"
    assert [place.name for place in draft.places] == ["作業室"]
    service.undo(run_id(service), reason="誤り")
    draft = ContractsService(desk).get_contract(row.id).draft
    assert draft.handles_specific
    assert draft.periods[0].ends_on == dt.date(2026, 3, 31)


def test_rows_that_cannot_be_taken_in_keep_all_out_unless_left_out(
    service: ImportsService, desk: Desk
) -> None:
    make_contractor(desk, "㈱高崎")
    unknown = ("委8-2", "業務", "知らない会社", "新しい課", "R5.4.1", "R6.3.31", "無")
    wrong = ("委8-3", "業務", "㈱高崎", "介護保険課", "R5.4.1", "R4.3.31", "無")
    preview = previewed(service, "contracts", book(CONTRACTS, unknown, CONTRACT, wrong))
    assert [each.action for each in preview.outcomes] == [Action.REFUSED, Action.NEW, Action.REFUSED]
    assert [each.label for each in preview.refused] == ["委8-2", "委8-3"]
    with pytest.raises(RefusedError, match="2行"):
        service.run(preview)
    assert ContractsService(desk).list_contracts() == ()
    service.run(preview, leave_out_refused=True)
    assert [row.number for row in ContractsService(desk).list_contracts()] == ["委8-1"]
    assert "新しい課" not in {each.name for each in PeopleService(desk, None).list_departments()}
    assert JournalService(desk).verify().is_sound


def test_a_doubled_row_is_told(service: ImportsService) -> None:
    row = ("北海データ", None, None, "札幌市")
    preview = previewed(service, "contractors", book(CONTRACTORS, row, row))
    assert "2行目と同じ" in preview.outcomes[1].reason


def test_a_failure_in_the_middle_leaves_nothing_half_written(
    service: ImportsService, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_contractor(desk, "㈱高崎")
    rows = [(f"委8-{n}", *CONTRACT[1:]) for n in range(5)]
    preview = previewed(service, "contracts", book(CONTRACTS, *rows))
    before, taken = JournalService(desk).count(), ContractTaker.take

    def failing(taker: ContractTaker, values: dict[str, object]) -> object:
        if values["number"] == "委8-3":
            raise RuntimeError
        return taken(taker, values)

    monkeypatch.setattr(ContractTaker, "take", failing)
    with pytest.raises(RuntimeError):
        service.run(preview)
    assert ContractsService(desk).list_contracts() == ()
    assert JournalService(desk).count() == before


def test_an_individual_number_is_refused_by_row_and_never_comes_back(service: ImportsService) -> None:
    content = book(CONTRACTORS, ("北海データ", None, None, f"番号 {INDIVIDUAL_NUMBER}"))
    preview = previewed(service, "contractors", content)
    (outcome,) = preview.outcomes
    assert outcome.action is Action.REFUSED
    assert INDIVIDUAL_NUMBER not in repr(preview)
    assert INDIVIDUAL_NUMBER not in outcome.reason
    sheet = openpyxl.load_workbook(io.BytesIO(service.faults_book(preview))).active
    assert sheet is not None
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row]
    assert not any(INDIVIDUAL_NUMBER in cell for cell in cells)
    with pytest.raises(PersonalNumberError):
        service.preview("contractors", TWO, file_name=f"{INDIVIDUAL_NUMBER}.xlsx")


def test_errors_come_back_as_the_same_workbook_with_a_reason_beside_each_row(service: ImportsService) -> None:
    content = book(CONTRACTORS, ("北海データ", None, "7000012050003", None), ("南海データ", None, None, None))
    sheet = openpyxl.load_workbook(
        io.BytesIO(service.faults_book(previewed(service, "contractors", content)))
    ).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == (*CONTRACTORS, "取り込めない理由")
    assert "検査数字" in str(rows[1][4])
    assert rows[2] == ("南海データ", None, None, None, None)


def test_columns_can_be_corrected(service: ImportsService) -> None:
    content = book(("会社", "よみ"), ("北海データ", "ホッカイデータ"))
    assert {each.action for each in previewed(service, "contractors", content).outcomes} == {Action.REFUSED}
    preview = service.preview("contractors", content, file_name="a.xlsx", columns={"name": 0, "kana": 1})
    assert preview.outcomes[0].action is Action.NEW


def test_an_inspector_does_not_import(service: ImportsService, desk_as: Callable[..., Desk]) -> None:
    preview = previewed(service, "contractors", TWO)
    with pytest.raises(NotPermittedError):
        ImportsService(desk_as(Role.INSPECTOR)).run(preview)
