"""What a change would do to what is owed, shown before it is made. Nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from uuid import UUID

from sqlalchemy.orm import Session

from oversight.calendar import DueRule
from oversight.inspection_years.states import owes
from oversight.register import ContractDraft
from oversight.reports.owed import DueDays, OwedDifference, Term, differences
from oversight.reports.reckoning import (
    Owed,
    Terms,
    counts_as_term,
    owed_of,
    read_terms,
    reckoned,
    standing_rows,
)
from oversight.settings import OfficeSettings, read_settings


def preview_contract(
    session: Session, contract_id: UUID | None, draft: ContractDraft
) -> tuple[OwedDifference, ...]:
    """Return the months that a contract as drafted adds, takes away or moves; received ones stay."""
    settings = read_settings(session)
    known = read_terms(session, [contract_id])[contract_id] if contract_id else Terms()
    terms = Terms(
        DueRule.read(draft.report_due_rule),
        owes(draft.state, draft.signed_on),
        [
            Term(period.starts_on, period.ends_on)
            for period in draft.periods
            if counts_as_term(period.kind, draft.report_due_rule)
        ],
        known.waivers,
        known.received,
    )
    days = DueDays(settings.closing_days.calendar())
    before = standing_rows(session, [contract_id]).get(contract_id, {}) if contract_id else {}
    return _differences(before, owed_of(terms, settings.first_report_month, days))


def preview_settings(
    session: Session, values: Mapping[str, object]
) -> dict[UUID, tuple[OwedDifference, ...]]:
    """Return what changed settings do to each contract that they touch."""
    settings = OfficeSettings(**{**asdict(read_settings(session)), **values})
    found = {}
    for before, after in reckoned(session, settings):
        for contract_id, wanted in after.items():
            if changed := _differences(before.get(contract_id, {}), wanted):
                found[contract_id] = changed
    return found


def _differences(before: Owed, after: Owed) -> tuple[OwedDifference, ...]:
    """Compare due days; that a month is excused is no difference here."""
    return differences(
        {month: due_on for month, (due_on, _waiver) in before.items()},
        {month: due_on for month, (due_on, _waiver) in after.items()},
    )
