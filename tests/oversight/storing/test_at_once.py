"""Two people at the office server who register the same thing at the same moment."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, select

from models.contract import Contract
from oversight.clock import FixedClock
from oversight.desk import Desk
from oversight.errors import ChangedMeanwhileError
from oversight.office import open_store
from oversight.register import ContractsService
from tests.oversight.register.entries import contract_draft

LONG_ENOUGH_TO_LOOK = 0.7


@pytest.mark.parametrize("engine", ["postgres"], indirect=True)
def test_the_slower_of_two_equal_numbers_is_told_so_and_nothing_is_written_twice(
    desk: Desk, engine: Engine, clock: FixedClock
) -> None:
    draft = contract_draft(desk, "R8-001")
    other = Desk(open_store(engine, clock), clock, desk.actor)
    with ThreadPoolExecutor(1) as pool:
        with desk.store.writing(desk.actor, "contract.add") as session:
            session.add(
                Contract(
                    number="R8-001",
                    title="先に登録された契約",
                    contractor_id=draft.contractor_id,
                    department_id=draft.department_id,
                    kind=draft.kind,
                    state=draft.state,
                )
            )
            session.flush()
            slower = pool.submit(ContractsService(other).add_contract, draft)
            time.sleep(LONG_ENOUGH_TO_LOOK)  # it has looked, found the number free, and waits for this one
            assert not slower.done()
        with pytest.raises(ChangedMeanwhileError, match="先に登録されました"):
            slower.result(timeout=30)
    with desk.reading() as session:
        assert session.scalars(select(Contract.title)).all() == ["先に登録された契約"]
