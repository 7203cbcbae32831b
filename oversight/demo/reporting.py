"""Monthly reports of the made-up city: most closed in time; some late, returned, to be checked, waived."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.contract import Contract
from models.monthly_report import MonthlyReport, OwedReport, ReportReturn, ReportState, ReportWaiver
from models.report_filing import AttentionPoint, ReportFiling
from oversight.calendar import DueRule, first_day, fiscal_year_of
from oversight.demo.dice import Dice
from oversight.demo.filing import make_filing
from oversight.demo.truths import Truths
from oversight.reports.lines import ReportKey
from oversight.reports.owed import DueDays
from oversight.settings import read_settings

TABLES = (ReportWaiver, MonthlyReport, ReportReturn, ReportFiling, AttentionPoint)
"""Parents before children."""
CAME_LATE = 0.06
_LONGEST_STREAK, _LATEST = 3, 12
_VERSION = {"version": 1, "withdrawn_reason": ""}
_ONE = dt.timedelta(days=1)


def followed_from(today: dt.date) -> dt.date:
    """Return the first month the city follows up here: April of the fiscal year before this one."""
    return first_day(fiscal_year_of(today) - 1)


@dataclass
class Reporting:
    """What the steps share, and the rows waiting to be written.

    ``told`` holds the figures on devices of those whose newest report waits to be held against the log.
    """

    session: Session
    dice: Dice
    today: dt.date
    truths: Truths
    signature: str
    days: DueDays
    rules: dict[UUID, tuple[str, DueRule]]
    told: Mapping[UUID, Mapping[str, int]]
    odd: list[UUID] = field(default_factory=list)
    rows: dict[type[Any], list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))

    def put(self, model: type[Any], **values: Any) -> UUID:
        """Note a row; the identifier is drawn from the seed."""
        row_id = self.dice.new_id()
        self.rows[model].append({"id": row_id, **_VERSION, **values})
        return row_id


def make_reports(
    session: Session,
    dice: Dice,
    today: dt.date,
    truths: Truths,
    signature: str,
    told: Mapping[UUID, Mapping[str, int]],
) -> Reporting:
    """Make what has come in by a day, from what the store says is owed."""
    query = select(Contract.id, Contract.number, Contract.report_due_rule).order_by(Contract.number)
    rules = {row.id: (row.number, DueRule.read(row.report_due_rule)) for row in session.execute(query)}
    days = DueDays(read_settings(session).closing_days.calendar())
    reporting = Reporting(session, dice, today, truths, signature, days, rules, told)
    due: dict[UUID, list[tuple[dt.date, dt.date]]] = defaultdict(list)
    owed = select(OwedReport.contract_id, OwedReport.month, OwedReport.due_on)
    for row in session.execute(owed.where(OwedReport.due_on < today).order_by(OwedReport.month)):
        due[row.contract_id].append((row.month, row.due_on))
    free = [each for each in rules if len(due[each]) > _LONGEST_STREAK and each not in told]
    fates = _fates(dice, free) | {each: Fate.TO_CHECK for each in told if due[each]}
    for contract_id in rules:
        _of_contract(reporting, contract_id, due[contract_id], fates.get(contract_id))
    return reporting


class Fate(Enum):
    """What became of a contract's newest month, and of how many contracts (in a share)."""

    MISSING = 0.02
    TO_CHECK = 0.021
    RETURNED = 0.005
    WAIVED = 0.004


def _fates(dice: Dice, contract_ids: list[UUID]) -> dict[UUID, Fate]:
    """Draw who meets which fate; each befalls one contract at least."""
    drawn = dice.sample(contract_ids, len(contract_ids))
    fates = [fate for fate in Fate for _one in range(max(1, round(fate.value * len(drawn))))]
    return dict(zip(drawn, fates, strict=False))


def _of_contract(
    reporting: Reporting, contract_id: UUID, due: list[tuple[dt.date, dt.date]], fate: Fate | None
) -> None:
    number, truths = reporting.rules[contract_id][0], reporting.truths
    missing = reporting.dice.randint(1, _LONGEST_STREAK) if fate is Fate.MISSING else 0
    kept, late = due[: len(due) - missing], due[len(due) - missing :]
    truths.report_overdue += [f"{number} {month:%Y-%m}" for month, _due in late]
    for month, due_on in kept if fate in (None, Fate.MISSING) else kept[:-1]:
        _close(reporting, contract_id, month, due_on)
    if fate is Fate.TO_CHECK:
        _leave_to_check(reporting, contract_id, *kept[-1])
    elif fate is Fate.RETURNED:
        _return(reporting, contract_id, *kept[-1])
    elif fate is Fate.WAIVED:
        _waive(reporting, contract_id, kept[-1][0])


def _leave_to_check(reporting: Reporting, contract_id: UUID, month: dt.date, due_on: dt.date) -> None:
    """Let a report wait to be checked: with its figures on devices told, or the first of the others odd."""
    truths, told = reporting.truths, reporting.told.get(contract_id)
    is_odd = told is None and not reporting.odd
    key = f"{reporting.rules[contract_id][0]} {month:%Y-%m}"
    truths.report_to_check.append(key)
    if told is not None:
        is_short = told["devices"] < told["permits"]
        (truths.report_devices_differ if is_short else truths.report_devices_agree).append(key)
    if is_odd:
        reporting.odd.append(contract_id)
    row_id, day = _receive(reporting, contract_id, month, due_on, state=ReportState.RECEIVED)
    _file(reporting, ReportKey(contract_id, month), row_id, day, is_odd=is_odd)


def _received_on(reporting: Reporting, due_on: dt.date) -> dt.date:
    dice = reporting.dice
    shift = dice.randint(1, _LATEST) if dice.happens(CAME_LATE) else -dice.randint(0, 6)
    return min(due_on + dt.timedelta(days=shift), reporting.today - _ONE)


def _receive(
    reporting: Reporting, contract_id: UUID, month: dt.date, due_on: dt.date, **values: Any
) -> tuple[UUID, dt.date]:
    received_on = _received_on(reporting, due_on)
    rule = reporting.rules[contract_id][1]
    blank = {"resubmit_on": None, "checked_on": None, "checked_by": "", "closed_on": None, "closed_by": ""}
    blank |= {"chief_checked_on": None, "chief_checked_by": ""}
    row_id = reporting.put(
        MonthlyReport,
        **{
            "contract_id": contract_id,
            "month": month,
            "due_on": due_on,
            "due_told": reporting.days.of(rule, month).explanation,
            "received_on": received_on,
            "submitted_by": "",
            "remarks": "",
            **blank,
            **values,
        },
    )
    return row_id, received_on


def _file(
    reporting: Reporting, key: ReportKey, report_id: UUID, received_on: dt.date, *, is_odd: bool
) -> None:
    filing = make_filing(
        reporting.session,
        reporting.dice,
        key,
        received_on,
        is_odd=is_odd,
        told=reporting.told.get(key.contract_id, {}),
    )
    filing_id = reporting.put(
        ReportFiling, report_id=report_id, entered_by=reporting.signature, **filing.values
    )
    for point in filing.points:
        reporting.put(AttentionPoint, report_id=report_id, filing_id=filing_id, **point)


def _close(reporting: Reporting, contract_id: UUID, month: dt.date, due_on: dt.date) -> None:
    day = min(due_on + dt.timedelta(days=reporting.dice.randint(1, 9)), reporting.today)
    signed = {"checked_on": day, "closed_on": day}
    who = {"checked_by": reporting.signature, "closed_by": reporting.signature}
    _receive(reporting, contract_id, month, due_on, state=ReportState.CLOSED, **signed, **who)


def _return(reporting: Reporting, contract_id: UUID, month: dt.date, due_on: dt.date) -> None:
    number, again = reporting.rules[contract_id][0], reporting.today + dt.timedelta(days=5)
    reporting.truths.report_returned.append(f"{number} {month:%Y-%m}")
    row_id, received_on = _receive(
        reporting, contract_id, month, due_on, state=ReportState.RETURNED, resubmit_on=again
    )
    reporting.put(
        ReportReturn,
        report_id=row_id,
        number=1,
        returned_on=min(received_on + _ONE, reporting.today),
        returned_by=reporting.signature,
        reasons="従事者の増減が名簿と合わない。教育を受けた日が空欄。",
        resubmit_on=again,
        resubmitted_on=None,
    )


def _waive(reporting: Reporting, contract_id: UUID, month: dt.date) -> None:
    number = reporting.rules[contract_id][0]
    reporting.truths.report_waived.append(f"{number} {month:%Y-%m}")
    reporting.put(
        ReportWaiver,
        contract_id=contract_id,
        first_month=month,
        last_month=month,
        reason="システム更改のため、この月は取扱いがない。",
        approved_on=min(month + dt.timedelta(days=20), reporting.today),
        approved_by=reporting.signature,
    )
