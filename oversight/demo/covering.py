"""How the made-up city's years are covered other than by a visit: planted, and told in the truths."""

from __future__ import annotations

from typing import Any

from models.contract import Contract
from models.inspection import InspectionMethod, PaperGround
from oversight.calendar import first_day, fiscal_year_of
from oversight.demo.ground import DemoContract, Register
from oversight.settings import OfficeSettings

_FEW = 200
_REASONS = {
    InspectionMethod.VIDEO: "作業場所が遠隔地にあり、年度内の訪問が難しいため",
    InspectionMethod.PAPER: "本人の数が少ないため",
}


def has_room(register: Register, planted: list[str]) -> bool:
    """Tell whether another of a kind is to be planted: one, in a big city one for each 200 contracts."""
    return len(planted) < max(1, len(register.contracts) // _FEW)


def method_of(register: Register, contract: DemoContract, year: int, *, has_tiers: bool) -> dict[str, Any]:
    """Return the method of an inspection with its reason; most are visits."""
    truths = register.truths
    if year != fiscal_year_of(register.today):
        return {"method": InspectionMethod.VISIT}
    if has_room(register, truths.inspected_remotely):
        truths.inspected_remotely.append(contract.number)
        return _by(InspectionMethod.VIDEO)
    if has_room(register, truths.inspected_on_paper) and _may_be_paper(register, contract, has_tiers):
        truths.inspected_on_paper.append(contract.number)
        return _by(InspectionMethod.PAPER, paper_ground=PaperGround.PERSONS)
    return {"method": InspectionMethod.VISIT}


def _by(method: InspectionMethod, **more: Any) -> dict[str, Any]:
    return {"method": method, "method_reason": _REASONS[method], **more}


def _may_be_paper(register: Register, contract: DemoContract, has_tiers: bool) -> bool:
    """Rule on paper as the office does (docs/records.md#coverage)."""
    row = next(row for row in register.rows[Contract] if row["id"] == contract.id)
    is_small = row["persons_count"] < OfficeSettings().paper_substitute_persons
    return is_small and not has_tiers and not row["handles_specific"]


def excuse_of(register: Register, contract: DemoContract, year: int) -> dict[str, Any]:
    """Return the waiver of a contract's year."""
    return {
        "contract_id": contract.id,
        "starts_on": first_day(year),
        "reason": "施設の改修で業務を止めているため",
        "approved_on": register.today,
        "approved_by": "介護保険課長 北見 薫",
    }
