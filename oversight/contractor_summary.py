"""委託先の概要: gathers what the register, the reports and the inspections say of one contractor."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from oversight.calendar import first_day, fiscal_year_of, last_day, months_of, show_dotted
from oversight.clock import JAPAN
from oversight.corporate_number import show_corporate_number
from oversight.desk import Desk
from oversight.findings import FindingRow, FindingsService
from oversight.inspections import InspectionsService
from oversight.papers import Paper, print_contractor_summary
from oversight.papers.summary_data import (
    ContractorSummaryData,
    ContractSummary,
    FindingSummary,
    LateSummary,
    Part,
)
from oversight.papers.wording import severity_text
from oversight.register import (
    ContractListRow,
    ContractorDraft,
    ContractorsService,
    ContractsService,
    SubcontractsService,
    word_of,
)
from oversight.reports import (
    BoardRow,
    Chased,
    ChasingService,
    ReportLine,
    ReportsService,
    Standing,
    board_of,
    show_month_short,
    tell_step,
)
from oversight.settings import read_settings
from oversight.words import _, _n, mark

T = TypeVar("T")
_CONTRACTS, _LATE, _TIERS, _FINDINGS = 5, 4, 3, 3
"""As many rows as one page has room for."""
_LONGEST_FACT, _LONGEST_NAME = 70, 20
_SIGNS = {
    Standing.NOT_YET_DUE: ("-", mark("未到来")),
    Standing.AWAITED: ("…", mark("提出待ち")),
    Standing.OVERDUE: ("！", mark("期限超過")),
    Standing.RESUBMISSION_OVERDUE: ("！", mark("期限超過")),
    Standing.RETURNED: (mark("戻"), mark("差戻し中")),
    Standing.WAIVED: (mark("免"), mark("免除")),
}
_IN_TIME, _CAME_LATE = ("○", mark("期限内")), (mark("遅"), mark("遅れて提出"))


def print_summary(desk: Desk, contractor_id: UUID) -> Paper:
    """Print one page about a contractor as of today."""
    return print_contractor_summary(read_summary(desk, contractor_id))


def read_summary(desk: Desk, contractor_id: UUID) -> ContractorSummaryData:
    """Gather the summary; raise ``NotFoundError`` for a contractor that is not there."""
    draft = ContractorsService(desk).get_contractor(contractor_id).draft
    today = desk.today()
    year = fiscal_year_of(today)
    rows = [row for row in ContractsService(desk).list_contracts() if row.contractor_id == contractor_id]
    ids = {row.id for row in rows}
    chased = [each for each in ChasingService(desk).list_chased() if each.key.contract_id in ids]
    late = [_late(each, today) for each in chased if each.days_late(today)]
    standing = FindingsService(desk).list_findings(standing_only=True)
    findings = [_finding(row) for row in standing if row.contract_id in ids]
    with desk.reading() as session:
        settings = read_settings(session)
    return ContractorSummaryData(
        city_name=settings.city,
        section=settings.section,
        on=today,
        made_at=dt.datetime.combine(today, dt.time(9), JAPAN),
        year=year,
        name=draft.name,
        facts=_facts(draft),
        key=_key(),
        contracts=_contracts(desk, _of_year(rows, year), year),
        tiers=_part(_tiers(desk, rows), _TIERS),
        late=_part(late, _LATE),
        findings=_part(findings, _FINDINGS),
    )


def _part(rows: Sequence[T], most: int) -> Part[T]:
    return Part(tuple(rows[:most]), max(len(rows) - most, 0))


def _facts(draft: ContractorDraft) -> tuple[tuple[str, str], ...]:
    return (
        (_("法人番号"), show_corporate_number(draft.corporate_number)),
        (_("状態"), word_of(draft.state)),
        (_("所在地"), f"{draft.postal_code} {draft.address}".strip()),
        (_("電話"), draft.phone),
        (_("代表者"), f"{draft.representative_title} {draft.representative_name}".strip()),
        (_("担当者"), f"{draft.contact_department} {draft.contact_name}".strip()),
    )


def _of_year(rows: Sequence[ContractListRow], year: int) -> list[ContractListRow]:
    """Return the contracts whose service touches a fiscal year, or whose days are not known."""
    return [
        row
        for row in rows
        if (row.service_until is None or row.service_until >= first_day(year))
        and (row.service_from is None or row.service_from <= last_day(year))
    ]


def _contracts(desk: Desk, rows: Sequence[ContractListRow], year: int) -> Part[ContractSummary]:
    board = {row.contract.contract_id: row for row in board_of(ReportsService(desk).list_year(year), year)}
    part = _part(rows, _CONTRACTS)
    return Part(tuple(_contract(desk, row, board.get(row.id), year) for row in part.rows), part.more)


def _contract(desk: Desk, row: ContractListRow, board: BoardRow | None, year: int) -> ContractSummary:
    visits = InspectionsService(desk).list_inspections(contract_id=row.id)
    days = [visit.conducted_on for visit in visits if visit.conducted_on is not None]
    return ContractSummary(
        name=f"{row.number} {row.title}",
        department=row.department,
        service=_("{start}～{end}").format(start=_short(row.service_from), end=_short(row.service_until)),
        inspected_on=max(days, default=None),
        signs=tuple(map(_sign, board.months)) if board else ("",) * len(months_of(year)),
    )


def _short(day: dt.date | None) -> str:
    return show_dotted(day) if day else ""


def _sign(line: ReportLine | None) -> str:
    if line is None:
        return ""
    found = _SIGNS.get(line.standing)
    if found is None:
        found = _CAME_LATE if line.days_late else _IN_TIME
    return _(found[0])


def _key() -> str:
    """Return what the signs mean, each once: ○ 期限内　遅 遅れて提出 …."""
    pairs = dict.fromkeys((_IN_TIME, _CAME_LATE, *_SIGNS.values()))
    return _("　").join(f"{_(sign)} {_(word)}" for sign, word in pairs)


def _tiers(desk: Desk, rows: Sequence[ContractListRow]) -> list[str]:
    told = _("{contract}　{depth}次 {name}（{state}）")
    service = SubcontractsService(desk)
    return [
        told.format(contract=row.number, depth=node.depth, name=node.contractor, state=word_of(node.state))
        for row in rows
        if row.is_subcontracted
        for node in service.list_tree(row.id)
    ]


def _late(each: Chased, today: dt.date) -> LateSummary:
    contacts, letters = each.past.contacts, each.past.letters
    parts = (
        _n("連絡{count}回", contacts).format(count=contacts) if contacts else "",
        _n("文書{count}通", letters).format(count=letters) if letters else "",
    )
    return LateSummary(
        contract=f"{each.contract.number} {_cut(each.contract.title, _LONGEST_NAME)}",
        month=show_month_short(each.key.month),
        due_on=each.awaited_on,
        days=each.days_late(today),
        done=_("・").join(filter(None, parts)) or _("なし"),
        next_step=tell_step(each.step),
    )


def _finding(row: FindingRow) -> FindingSummary:
    fact = _cut(row.fact, _LONGEST_FACT)
    return FindingSummary(row.number, severity_text(row.severity), word_of(row.state), fact)


def _cut(text: str, most: int) -> str:
    """Return a text that is not too long for its line; an ellipsis stands for the rest."""
    return text if len(text) <= most else text[: most - 1] + "…"
