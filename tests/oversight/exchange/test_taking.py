"""How one row of a file finds its place: known, changed, unchanged, refused; and stops on its course."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from typing_extensions import override

from oversight.desk import Desk
from oversight.errors import RefusedError
from oversight.exchange import Action, Course, ImportPreview, ImportsService, StoppedError, read_file
from oversight.exchange.guards import Limits
from oversight.journal import JournalService
from oversight.register import ContractKind, ContractorsService, ContractsService
from tests.factories import make_contractor
from tests.oversight.exchange.test_imports import CONTRACT, CONTRACTS, TWO, book

HEADINGS = (*CONTRACTS, "委託先法人番号", "締結日", "履行場所")
ROW = (*CONTRACT, "7000012050002", dt.date(2026, 3, 1), "作業室")


@pytest.fixture
def service(desk: Desk) -> ImportsService:
    return ImportsService(desk)


def previewed(service: ImportsService, *rows: tuple[object, ...]) -> ImportPreview:
    return service.preview("contracts", book(HEADINGS, *rows), file_name="台帳.xlsx")


def actions(preview: ImportPreview) -> list[Action]:
    return [each.action for each in preview.outcomes]


def test_a_contract_is_known_again_whatever_of_it_changes(service: ImportsService, desk: Desk) -> None:
    make_contractor(desk, "株式会社北海", corporate_number="7000012050002")
    service.run(previewed(service, ROW))
    (listed,) = ContractsService(desk).list_contracts()
    draft = ContractsService(desk).get_contract(listed.id).draft
    assert (listed.contractor, draft.signed_on) == ("株式会社北海", dt.date(2026, 3, 1))
    assert actions(previewed(service, ROW)) == [Action.UNCHANGED]
    moved = previewed(service, (*ROW[:-1], "別の室"))
    assert actions(moved) == [Action.CHANGED]
    ((before, after),) = moved.outcomes[0].changes.values()
    assert "別の室" not in before
    assert "別の室" in after
    signed = previewed(service, (*ROW[:-2], "R8.3.2", "作業室"))
    assert ("2026-03-01", "2026-03-02") in signed.outcomes[0].changes.values()


def test_a_number_twice_in_one_file_is_added_then_changed(service: ImportsService, desk: Desk) -> None:
    make_contractor(desk, "株式会社北海", corporate_number="7000012050002")
    other = (ROW[0], "別の件名", *ROW[2:])
    preview = previewed(service, ROW, other)
    assert actions(preview) == [Action.NEW, Action.CHANGED]
    service.run(preview)
    (listed,) = ContractsService(desk).list_contracts()
    assert listed.title == "別の件名"


def test_a_refused_row_takes_nothing_of_the_rows_before_it_along(service: ImportsService, desk: Desk) -> None:
    make_contractor(desk, "株式会社北海", corporate_number="7000012050002")
    wrong = (ROW[0], *ROW[1:5], dt.date(2020, 3, 31), *ROW[6:])
    preview = previewed(service, ROW, wrong)
    assert actions(preview) == [Action.NEW, Action.REFUSED]
    service.run(preview, leave_out_refused=True)
    (listed,) = ContractsService(desk).list_contracts()
    assert ContractsService(desk).get_contract(listed.id).draft.periods[0].ends_on == dt.date(2026, 3, 31)
    assert JournalService(desk).verify().is_sound


def test_a_withdrawn_contractor_is_no_longer_found(service: ImportsService, desk: Desk) -> None:
    made = make_contractor(desk, "株式会社北海", corporate_number="7000012050002")
    ContractorsService(desk).withdraw_contractor(made, reason="誤り")
    assert actions(previewed(service, ROW)) == [Action.REFUSED]


def test_what_is_stopped_on_its_course_leaves_nothing(service: ImportsService, desk: Desk) -> None:
    preview = service.preview("contractors", TWO, file_name="a.xlsx")
    before = JournalService(desk).count()

    class Stopping(Course):
        @override
        def step(self) -> None:
            self.is_stopping = self.done == 1
            super().step()

    course = Stopping()
    with pytest.raises(StoppedError):
        service.run(preview, course=course)
    assert (course.done, course.total) == (2, 2)
    with pytest.raises(StoppedError):
        service.preview("contractors", TWO, file_name="a.xlsx", course=Course(is_stopping=True))
    assert ContractorsService(desk).list_contractors() == ()
    assert JournalService(desk).count() == before


def test_an_import_undone_does_not_keep_the_one_before_from_being_undone(
    service: ImportsService, desk: Desk
) -> None:
    service.run(service.preview("contractors", TWO, file_name="a.xlsx"))
    first = service.list_runs()[0].id
    moved = book(("名称", "所在地"), ("㈲ひばり印刷", "小樽市"))
    service.run(service.preview("contractors", moved, file_name="b.xlsx"))
    second = next(each.id for each in service.list_runs() if each.id != first)
    assert service.undo(second, reason="誤り").left_alone == ()
    assert service.undo(first, reason="誤り").left_alone == ()
    assert ContractorsService(desk).list_contractors() == ()


def test_a_file_is_read_only_as_far_as_it_may_be(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a" * 11)
    assert read_file(path) == b"a" * 11
    with pytest.raises(RefusedError, match="大きすぎ"):
        read_file(path, Limits(file_bytes=10))
    with pytest.raises(RefusedError, match="開けません"):
        read_file(tmp_path / "ない.csv")


def test_kinds_and_numbers_come_back_when_an_import_is_undone(service: ImportsService, desk: Desk) -> None:
    made = make_contractor(desk, "株式会社北海", corporate_number="7000012050002")
    headings = ("契約番号", "件名", "委託先", "所管課", "履行開始日", "履行終了日", "契約種別", "本人の数")
    row = ("1", "業務", "株式会社北海", "課", "R8.4.1", "R9.3.31")
    service.run(service.preview("contracts", book(headings[:6], row), file_name="a.xlsx"))
    preview = service.preview("contracts", book(headings, (*row, "単価契約", 500)), file_name="a.xlsx")
    assert ("", "500") in preview.outcomes[0].changes.values()
    service.run(preview)
    kinds = book(("名称", "種別"), ("株式会社北海", "他自治体"))
    service.run(service.preview("contractors", kinds, file_name="b.xlsx"))
    before = ContractorsService(desk).get_contractor(made).draft.kind
    for run in service.list_runs()[:2]:
        service.undo(run.id, reason="誤り")
    (listed,) = ContractsService(desk).list_contracts()
    assert (listed.kind, listed.persons_count) == (ContractKind.SINGLE_YEAR, None)
    assert ContractorsService(desk).get_contractor(made).draft.kind is not before
