"""Whatever is imported, edited and undone in whatever order: what stands is whole, what is undone is gone."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from models.base import new_id
from models.contract import Contract, ContractPeriod, Place
from models.contractor import Contractor
from models.department import Department, Role
from oversight.access import Actor
from oversight.clock import JAPAN, FixedClock
from oversight.desk import Desk
from oversight.engines import embedded_engine
from oversight.exchange import ImportsService
from oversight.journal import JournalService
from oversight.office import open_store
from oversight.register import ContractorsService, ContractsService

CLOCK = FixedClock(dt.datetime(2026, 11, 24, 9, 0, tzinfo=JAPAN))
COMPANIES = ("北海データ", "南海印刷", "東海事務")
SECTIONS = ("保健課", "税務課")
NUMBERS = ("委1", "委2", "委3")
COMPANY = st.tuples(st.sampled_from(COMPANIES), st.sampled_from(("札幌市", "小樽市")))
COMPANY_ROWS = st.lists(COMPANY, min_size=1, max_size=3)
CONTRACT_ROWS = st.lists(
    st.tuples(
        st.sampled_from(NUMBERS),
        st.sampled_from(("業務甲", "業務乙")),
        st.sampled_from(COMPANIES),
        st.sampled_from(SECTIONS),
        st.sampled_from(("R8.4.1", "R8.10.1")),
        st.sampled_from(("R9.3.31", "R8.3.31")),
        st.sampled_from(("本庁舎", "支所", "")),
    ),
    min_size=1,
    max_size=4,
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("contractors"), COMPANY_ROWS),
        st.tuples(st.just("contracts"), CONTRACT_ROWS),
        st.tuples(st.just("edit_contract"), st.integers(0, 2)),
        st.tuples(st.just("edit_contractor"), st.integers(0, 2)),
        st.tuples(st.just("undo"), st.integers(0, 5)),
    ),
    min_size=2,
    max_size=7,
)
HEADINGS = {
    "contractors": ("名称", "所在地"),
    "contracts": ("契約番号", "件名", "委託先", "所管課", "履行開始日", "履行終了日", "履行場所"),
}
_MODELS: tuple[Any, ...] = (Contractor, Department, Contract, ContractPeriod, Place)


def table(kind: str, rows: list[tuple[str, ...]]) -> bytes:
    book = openpyxl.Workbook()
    for row in (HEADINGS[kind], *rows):
        book.worksheets[0].append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


class Play:
    """Does the steps on a store and remembers what people edited by hand."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.imports = desk, ImportsService(desk)
        self.contracts, self.contractors = ContractsService(desk), ContractorsService(desk)
        self.edits = 0
        self.has_left = False
        self.edited: dict[str, str] = {}

    def do(self, step: str, given: object) -> None:
        if step in HEADINGS:
            assert isinstance(given, list)
            preview = self.imports.preview(step, table(step, given), file_name="a.xlsx")
            self.imports.run(preview, leave_out_refused=True)
            return
        assert isinstance(given, int)
        deeds = {
            "edit_contract": self.edit_contract,
            "edit_contractor": self.edit_contractor,
            "undo": self.undo,
        }
        deeds[step](given)

    def edit_contract(self, at: int) -> None:
        for row in self.contracts.list_contracts()[at : at + 1]:
            self.edits += 1
            draft = replace(self.contracts.get_contract(row.id).draft, remarks=f"訂正{self.edits}")
            self.contracts.change_contract(row.id, draft, reason="訂正")
            self.edited[str(row.id)] = draft.remarks

    def edit_contractor(self, at: int) -> None:
        for row in self.contractors.list_contractors()[at : at + 1]:
            self.edits += 1
            draft = replace(self.contractors.get_contractor(row.id).draft, remarks=f"訂正{self.edits}")
            self.contractors.change_contractor(row.id, draft)
            self.edited[str(row.id)] = draft.remarks

    def undo(self, at: int) -> None:
        for run in [each for each in self.imports.list_runs() if not each.is_undone][at : at + 1]:
            self.has_left = bool(self.imports.undo(run.id, reason="誤り").left_alone) or self.has_left
            self.look()

    def look(self) -> None:
        """Hold the store to what the office relies on."""
        with self.desk.reading() as session:
            rows = {row.id: row for model in _MODELS for row in session.scalars(select(model))}
            standing = {row_id: row for row_id, row in rows.items() if row.withdrawn_on is None}
        for row in standing.values():
            for name in ("contract_id", "contractor_id", "department_id"):
                assert getattr(row, name, None) is None or getattr(row, name) in standing
        for row_id, remarks in self.edited.items():
            kept: Any = next(row for row in standing.values() if str(row.id) == row_id)
            assert kept.remarks == remarks
        numbers = [row.number for row in standing.values() if isinstance(row, Contract)]
        assert len(numbers) == len(set(numbers))
        for listed in self.contracts.list_contracts():
            assert self.contracts.get_contract(listed.id).draft.periods
        assert JournalService(self.desk).verify().is_sound


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
def test_any_order_of_imports_edits_and_undos_leaves_what_stands_whole(
    empty_store: Path, steps: list[tuple[str, object]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store.db"
        shutil.copyfile(empty_store, path)
        engine = embedded_engine(path, bytes(range(32)), create=True)
        actor = Actor(new_id(), "福井", "", frozenset({Role.MANAGER}))
        play = Play(Desk(open_store(engine, CLOCK), CLOCK, actor))
        play.do("contractors", [(name, "函館市") for name in COMPANIES])
        for step, given_rows in steps:
            play.do(step, given_rows)
        play.look()
        while runs := [each for each in play.imports.list_runs() if not each.is_undone]:
            outcome = play.imports.undo(runs[0].id, reason="誤り")
            assert play.edited or play.has_left or outcome.left_alone == ()
            play.look()
        if not play.edited and not play.has_left:
            assert play.contracts.list_contracts() == ()
            assert play.contractors.list_contractors() == ()
        engine.dispose()
