"""Tiers and rosters of the made-up city: sound ones, and the planted oddities with their truths."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from models.contract import ContractPeriod, ContractSubjectCheck, SubjectCheck
from models.subcontract import Subcontract, SubcontractState
from models.worker import Employment, Worker, WorkerState
from oversight.demo.ground import DemoContract, Register
from oversight.demo.names import person_name

_DAY = dt.timedelta(days=1)
SHARE_WITH_TIERS = 0.19
"""About a fifth of entrusted work is re-entrusted (docs/law.md#re-entrusting)."""


def plant_tiers(register: Register, bodies: list[tuple[UUID, str, str]]) -> None:
    """Give some contracts permitted tiers; plant three kinds of wrong ones."""
    running = [each for each in register.contracts if each.service[1] >= register.today]
    odd = register.dice.sample(running, 3 * _each(running))
    count = len(odd) // 3
    for contract in register.contracts:
        if contract in odd or not register.dice.happens(SHARE_WITH_TIERS):
            continue
        first = _tier(register, contract, bodies)
        if register.dice.happens(0.2):
            _tier(register, contract, bodies, parent_id=first, depth=2)
    truths = register.truths
    for contract in odd[:count]:
        parent = _tier(register, contract, bodies)
        _tier(register, contract, bodies, parent_id=parent, depth=2, permitted_on=None,
              state=SubcontractState.UNPERMITTED)  # fmt: skip
        truths.unpermitted_subcontract.append(contract.number)
    for contract in odd[count : 2 * count]:
        _tier(
            register, contract, bodies, is_subsidiary=True, permitted_on=None, state=SubcontractState.APPLIED
        )
        truths.subsidiary_without_permission.append(contract.number)
    for contract in odd[2 * count :]:
        _tier(register, contract, bodies, permitted_on=contract.service[0] + 30 * _DAY)
        truths.started_before_permission.append(contract.number)


def _each(running: list[DemoContract]) -> int:
    return max(1, len(running) // 200)


def _tier(
    register: Register,
    contract: DemoContract,
    bodies: list[tuple[UUID, str, str]],
    *,
    parent_id: UUID | None = None,
    depth: int = 1,
    **own: Any,
) -> UUID:
    """Put one tier; bodies are taken some way along the list, so that none stands above itself."""
    at = next(i for i, body in enumerate(bodies) if body[0] == contract.contractor_id)
    starts_on, ends_on = contract.service
    values: dict[str, Any] = {
        "state": SubcontractState.ACTIVE,
        "permitted_on": starts_on - 10 * _DAY,
        "is_subsidiary": False,
        **own,
    }
    return register.put(
        Subcontract,
        contract_id=contract.id,
        parent_id=parent_id,
        contractor_id=bodies[(at + 7 * depth) % len(bodies)][0],
        scope="データ入力の一部",
        starts_on=starts_on,
        ends_on=ends_on,
        applied_on=starts_on - 30 * _DAY,
        permitted_by="課長" if values["permitted_on"] else "",
        has_notice_clause=True,
        **values,
    )


def plant_roster(register: Register) -> None:
    """Give each running contract a few sound workers; plant leavers, foreign employers, old training."""
    dice, today, truths = register.dice, register.today, register.truths
    running = [each for each in register.contracts if each.service[1] >= today]
    for contract in running:
        for _each_worker in range(dice.randint(2, 4)):
            _worker(register, contract)
    odd = dice.sample(running, 3 * _each(running))
    count = len(odd) // 3
    for contract in odd[:count]:
        name = _worker(register, contract, ends_on=today - 20 * _DAY, entry_card_number="C-90")
        truths.leaver_on_roster.append(f"{contract.number} {name}")
    for contract in odd[count : 2 * count]:
        name = _worker(register, contract, employer="合同会社そらまめ派遣")
        truths.foreign_employer.append(f"{contract.number} {name}")
    for contract in odd[2 * count :]:
        name = _worker(register, contract, trained_on=today - 400 * _DAY)
        truths.training_too_old.append(f"{contract.number} {name}")
    _plant_paper_oddities(register, running)


def _worker(register: Register, contract: DemoContract, **own: Any) -> str:
    dice = register.dice
    name, kana = person_name(dice)
    started = contract.service[0]
    values: dict[str, Any] = {
        "employer": contract.contractor,
        "ends_on": None,
        "trained_on": dice.day_between(register.today - 300 * _DAY, register.today),
        "entry_card_number": "",
        **own,
    }
    register.put(
        Worker,
        contract_id=contract.id,
        name=name,
        kana=kana,
        employment=Employment.EMPLOYEE,
        state=WorkerState.ACTIVE,
        role="入力・照合",
        starts_on=started,
        oath_on=started,
        **values,
    )
    return name


def _plant_paper_oddities(register: Register, running: list[DemoContract]) -> None:
    """Write one contract's end out of its era, and leave subjects out of some contracts' texts."""
    truths = register.truths
    chosen = register.dice.sample(running, 1 + _each(running))
    for row in register.rows[ContractPeriod]:
        if row["contract_id"] == chosen[0].id:
            ends_on = row["ends_on"]
            row["ends_as_written"] = f"平成{ends_on.year - 1988}年{ends_on.month}月{ends_on.day}日"
            truths.out_of_era.append(chosen[0].number)
    missing = {each.id: each.number for each in chosen[1:]}
    for row in register.rows[ContractSubjectCheck]:
        number = missing.pop(row["contract_id"], None)
        if number is not None:
            row["result"], row["article"] = SubjectCheck.MISSING, ""
            truths.missing_subject.append(number)
