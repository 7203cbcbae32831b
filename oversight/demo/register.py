"""The register of the made-up city: sections, bodies, contracts with their parts, tiers, rosters."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from models.contract import (
    Contract,
    ContractKind,
    ContractPeriod,
    ContractState,
    ContractSubject,
    ContractSubjectCheck,
    ContractSystem,
    Place,
    SubjectCheck,
)
from models.contractor import Contractor, ContractorKind, ContractorState
from models.department import Department
from oversight.calendar import first_day, fiscal_year_of, last_day
from oversight.demo.dice import Dice
from oversight.demo.ground import DemoContract, Register
from oversight.demo.names import DEPARTMENTS, OPERATIONS, Operation, body_name, corporate_number, person_name
from oversight.demo.oddities import plant_roster, plant_tiers
from oversight.demo.truths import Truths
from oversight.japanese import search_text_of

_YEARS = 3
_TOWNS = ("中央区北1条西2丁目", "北区北24条西6丁目", "豊平区平岸6条10丁目", "厚別区厚別中央1条5丁目")


def make_register(
    dice: Dice, today: dt.date, truths: Truths, *, contracts: int, contractors: int
) -> Register:
    """Make sections, contractors and contracts with all their parts."""
    register = Register(dice, today, truths)
    sections = [
        (register.put(Department, name=name, kana=kana, bureau=bureau, phone=""), name)
        for bureau, name, kana in DEPARTMENTS[1:]
    ]
    bodies = _put_contractors(register, contractors)
    for number in range(1, contracts + 1):
        _put_contract(register, number, bodies, dice.choice(sections))
    plant_tiers(register, bodies)
    plant_roster(register)
    truths.contracts, truths.contractors = contracts, contractors
    return register


def _put_contractors(register: Register, count: int) -> list[tuple[UUID, str, str]]:
    dice = register.dice
    numbers = dice.sample(range(10**11, 10**12 - 1), count)
    bodies = []
    for body in numbers:
        name, kana = body_name(dice)
        digits = corporate_number(body)
        address = f"札幌市{dice.choice(_TOWNS)}"
        representative = person_name(dice)[0]
        row_id = register.put(
            Contractor,
            name=name,
            kana=kana,
            corporate_number=digits,
            kind=ContractorKind.PRIVATE,
            state=ContractorState.UNDER_CONTRACT,
            representative_title="代表取締役",
            representative_name=representative,
            postal_code=f"060-{dice.randint(0, 9999):04d}",
            address=address,
            phone=f"011-{dice.randint(200, 899)}-{dice.randint(0, 9999):04d}",
            search_text=search_text_of(name, kana, digits, address, representative),
        )
        bodies.append((row_id, name, kana))
    return bodies


def _put_contract(
    register: Register, at: int, bodies: list[tuple[UUID, str, str]], section: tuple[UUID, str]
) -> None:
    dice, operation = register.dice, register.dice.choice(OPERATIONS)
    contractor_id, contractor, kana = bodies[at % len(bodies)]
    starts_on, ends_on = _service(dice, register.today)
    year = fiscal_year_of(starts_on)
    number = f"委{year - 2018}-{at:04d}"
    contract_id = register.put(
        Contract,
        number=number,
        title=operation.title,
        title_kana=operation.kana,
        contractor_id=contractor_id,
        department_id=section[0],
        kind=ContractKind.SINGLE_YEAR if (ends_on - starts_on).days < 366 else ContractKind.LONG_TERM,
        state=ContractState.IN_SERVICE if ends_on >= register.today else ContractState.COMPLETED,
        signed_on=starts_on - dt.timedelta(days=14),
        search_text=search_text_of(number, operation.title, operation.kana, contractor, kana, section[1]),
        **_facts(dice, operation),
    )
    place_id = _put_parts(register, contract_id, operation, starts_on, ends_on)
    register.contracts.append(
        DemoContract(
            contract_id, number, contractor_id, contractor, place_id, operation, (starts_on, ends_on)
        )
    )


def _facts(dice: Dice, operation: Operation) -> dict[str, Any]:
    return {
        "amount_yen": dice.randint(5, 900) * 100_000,
        "payment_cycle": "毎月",
        "personal_data_items": list(operation.items),
        "media": ["paper", "electronic", *(["system"] if operation.system else [])],
        "handles_specific": operation.is_specific,
        "persons_count": dice.choice((300, 800, 4_000, 12_000, 90_000, 120_000)),
        "subcontract_allowed": True,
        "officer_in_charge": person_name(dice)[0],
        "section_chief": person_name(dice)[0],
        "section_head": person_name(dice)[0],
        "pia_number": str(dice.randint(1, 40)) if operation.is_specific else "",
    }


def _service(dice: Dice, today: dt.date) -> tuple[dt.date, dt.date]:
    """Draw a service period: mostly running, one to three years long, some ended a year or two ago."""
    year = fiscal_year_of(today)
    length = dice.choice((1, 3, 3, 5))
    ended = dice.choices((0, 1, 2), weights=(8, 1, 1))[0]
    start = year - ended - (dice.randint(0, length - 1) if not ended else length - 1)
    return first_day(start), last_day(start + length - 1)


def _put_parts(
    register: Register, contract_id: UUID, operation: Operation, starts_on: dt.date, ends_on: dt.date
) -> UUID:
    dice = register.dice
    register.put(
        ContractPeriod, contract_id=contract_id, kind="service", starts_on=starts_on, ends_on=ends_on
    )
    if operation.system:
        register.put(
            ContractSystem, contract_id=contract_id, name=operation.system, is_core=operation.is_core
        )
    for subject in ContractSubject:
        register.put(
            ContractSubjectCheck,
            contract_id=contract_id,
            subject=subject,
            result=SubjectCheck.PRESENT,
            article=f"特記事項第{dice.randint(2, 15)}条",
            checked_on=starts_on - dt.timedelta(days=20),
        )
    return register.put(
        Place,
        contract_id=contract_id,
        name=dice.choice(("本社 2階 作業室", "事務センター 3階", "データ入力室", "札幌支店 事務室")),
        address=f"札幌市{dice.choice(_TOWNS)}",
        area="取扱区域",
        photography_forbidden=operation.is_core and dice.happens(0.5),
    )
