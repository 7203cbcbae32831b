"""Letters about findings, through a writing session: numbered, printed in Japanese, kept as made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import new_id
from models.correction import FindingLetter, FindingLetterItem, LetterKind
from models.finding import Finding, FindingState
from models.inspection import Inspection, InspectionState
from oversight.attachments import attach
from oversight.calendar import fiscal_year_of
from oversight.clock import JAPAN
from oversight.corrections import letter_texts
from oversight.corrections.kept_letters import newest_record, parties_of, person_of, results_of
from oversight.corrections.letter_texts import LetterText
from oversight.desk import Desk, get_row
from oversight.errors import RefusedError
from oversight.findings import AWAITED, FindingRow
from oversight.findings.reading import list_findings
from oversight.inspections.filling import filled_edition
from oversight.inspections.record_document import record_from_document
from oversight.papers import print_correction_letter
from oversight.papers.correction_letter_data import CorrectionLetterData
from oversight.reports import LetterRow
from oversight.reports.climbing import letter_row
from oversight.reports.letters import next_number
from oversight.settings import read_settings
from oversight.words import _, mark, speaking

SERIES = {
    LetterKind.RESULT: "結",
    LetterKind.REQUEST: "是",
    LetterKind.REMINDER: "是督",
    LetterKind.RETURN: "是差",
    LetterKind.CLOSURE: "是完",
}
"""Each kind counts on its own within the fiscal year: 是R8-0001."""
TITLES = {
    LetterKind.RESULT: mark("結果通知書"),
    LetterKind.REQUEST: mark("是正要求書"),
    LetterKind.RETURN: mark("差戻通知書"),
    LetterKind.CLOSURE: mark("完了通知書"),
}
_NEEDED = {LetterKind.REQUEST: AWAITED, LetterKind.CLOSURE: frozenset({FindingState.CLOSED})}


@dataclass(frozen=True)
class LetterOffer:
    """A letter before it is made: to whom, about which findings it can be; ``chosen`` are those it owes."""

    kind: LetterKind
    title: str
    contractor: str
    person: str
    contract: str
    source: str
    findings: tuple[FindingRow, ...]
    chosen: frozenset[UUID]


@dataclass(frozen=True)
class Issue:
    """What a letter is made of."""

    kind: LetterKind
    contract_id: UUID
    on: dt.date
    signer: str
    title: str
    text: LetterText
    findings: tuple[FindingRow, ...] = ()
    inspection_id: UUID | None = None
    record_number: int | None = None
    rung: str = ""
    answer_by: dt.date | None = None


def offer(session: Session, kind: LetterKind, finding_id: UUID, today: dt.date) -> LetterOffer:
    """Return what a letter about a finding could hold: the findings of the same inspection or report."""
    (wanted,) = list_findings(session, today, ids={get_row(session, Finding, finding_id).id})
    rows = tuple(row for row in _same_source(session, wanted, today) if row.state in _NEEDED[kind])
    told = told_already(session, kind, {row.id for row in rows})
    contract, contractor, _department = parties_of(session, wanted.contract_id)
    return LetterOffer(
        kind,
        _(TITLES[kind]),
        contractor.name,
        person_of(contractor),
        f"{contract.number} {contract.title}",
        letter_texts.told_source(wanted),
        rows,
        frozenset(row.id for row in rows if row.id == finding_id or row.id not in told),
    )


def _same_source(session: Session, wanted: FindingRow, today: dt.date) -> tuple[FindingRow, ...]:
    query = select(Finding.id).where(Finding.contract_id == wanted.contract_id)
    if wanted.inspection_id is not None:
        query = query.where(Finding.inspection_id == wanted.inspection_id)
    else:
        query = query.where(Finding.id == wanted.id)
    return list_findings(session, today, ids=set(session.scalars(query)))


def told_already(session: Session, kind: LetterKind, ids: Collection[UUID]) -> set[UUID]:
    """Return which findings a letter of a kind was made about."""
    query = (
        select(FindingLetterItem.finding_id)
        .join(FindingLetter, FindingLetter.id == FindingLetterItem.letter_id)
        .where(
            FindingLetter.kind == kind,
            FindingLetter.withdrawn_on.is_(None),
            FindingLetterItem.finding_id.in_(ids),
        )
    )
    return set(session.scalars(query))


def chosen_rows(
    session: Session, ids: Collection[UUID], kind: LetterKind, today: dt.date
) -> tuple[FindingRow, ...]:
    """Return the findings chosen for one letter; refuse none, those of two inspections, and a wrong state."""
    rows = list_findings(session, today, ids=set(ids))
    if not rows:
        raise RefusedError(
            _("文書に載せる指摘がありません。"), _("指摘を選んでください。"), field="finding_ids"
        )
    if len({(row.contract_id, row.inspection_id, row.report_month) for row in rows}) > 1:
        raise RefusedError(
            _("別の検査の指摘は、一つの文書に載せられません。"), _("検査ごとに作ってください。")
        )
    if any(row.state not in _NEEDED[kind] for row in rows):
        raise RefusedError(
            _("指摘の状態が変わったので、その文書は作れません。何も変更していません。"),
            _("一覧を開き直してください。"),
        )
    return rows


def issue(session: Session, desk: Desk, made: Issue) -> LetterRow:
    """Print a letter under the next number of its series and keep it."""
    number = next_number(session, FindingLetter.number, SERIES[made.kind], fiscal_year_of(made.on))
    paper = print_correction_letter(_data(session, made, number))
    kept = attach(session, desk, content=paper.pdf, file_name=f"{number}.pdf")
    row = FindingLetter(
        id=new_id(),
        number=number,
        kind=made.kind,
        contract_id=made.contract_id,
        inspection_id=made.inspection_id,
        record_number=made.record_number,
        rung=made.rung,
        title=made.title,
        issued_on=made.on,
        answer_by=made.answer_by,
        signer=made.signer.strip(),
        made_by=desk.actor.signature,
        attachment_id=kept.id,
    )
    session.add(row)
    session.flush()
    session.add_all(
        FindingLetterItem(
            id=new_id(), letter_id=row.id, finding_id=each.id, rung=made.rung, due_on=each.due_on
        )
        for each in made.findings
    )
    return letter_row(row)


def _data(session: Session, made: Issue, number: str) -> CorrectionLetterData:
    contract, contractor, department = parties_of(session, made.contract_id)
    text = made.text
    return CorrectionLetterData(
        number=number,
        issued_on=made.on,
        made_at=dt.datetime.combine(made.on, dt.time(9), JAPAN),
        city_name=read_settings(session).city,
        section=department.name,
        phone=department.phone,
        signer=made.signer.strip(),
        addressee=contractor.name,
        addressee_person=person_of(contractor),
        subject=text.subject,
        body=text.body,
        contract_title=contract.title,
        entries=text.entries,
        findings=text.findings,
        findings_label=text.findings_label,
        framed=text.framed,
        closing=text.closing,
    )


def told_contract(row: FindingRow) -> str:
    """Return a finding's contract as letters name it."""
    return f"{row.contract_number} {row.contract_title}".strip()


def make_request(
    session: Session, desk: Desk, rows: tuple[FindingRow, ...], *, on: dt.date, signer: str
) -> LetterRow:
    """Make 是正要求書 about findings of one inspection."""
    with speaking("ja"):
        first, titles = rows[0], _item_titles(session, rows[0].inspection_id)
        text = letter_texts.request_text(rows, told_contract(first), first.department, titles)
        return issue(session, desk, _about(LetterKind.REQUEST, rows, on, signer, text))


def _item_titles(session: Session, inspection_id: UUID | None) -> dict[str, str]:
    """Return the titles of the items of the edition that an inspection asked, in Japanese."""
    if inspection_id is None:
        return {}
    return {item.id: item.title.ja for item in filled_edition(session, inspection_id).items}


def make_closure(
    session: Session, desk: Desk, rows: tuple[FindingRow, ...], *, on: dt.date, signer: str
) -> LetterRow:
    """Make 完了通知書 about findings that were verified."""
    with speaking("ja"):
        text = letter_texts.closure_text(rows, told_contract(rows[0]))
        return issue(session, desk, _about(LetterKind.CLOSURE, rows, on, signer, text))


def make_return(
    session: Session, desk: Desk, row: FindingRow, *, reasons: str, received_on: dt.date | None, signer: str
) -> LetterRow:
    """Make 差戻通知書 about a report that was found wanting."""
    with speaking("ja"):
        text = letter_texts.return_text(row, told_contract(row), reasons.strip(), received_on)
        return issue(session, desk, _about(LetterKind.RETURN, (row,), desk.today(), signer, text))


def _about(
    kind: LetterKind, rows: tuple[FindingRow, ...], on: dt.date, signer: str, text: LetterText
) -> Issue:
    first = rows[0]
    return Issue(
        kind, first.contract_id, on, signer, _(TITLES[kind]), text, rows, inspection_id=first.inspection_id
    )


def make_result(session: Session, desk: Desk, inspection_id: UUID, *, on: dt.date, signer: str) -> LetterRow:
    """Make 結果通知書 from the newest version of an inspection's record; each version gets one."""
    inspection = get_row(session, Inspection, inspection_id)
    record = newest_record(session, inspection_id)
    if inspection.state is not InspectionState.FINALISED or record is None:
        raise RefusedError(
            _("記録が確定していないので、結果を通知できません。"), _("記録を確定してから作ってください。")
        )
    if any(letter.record_number == record.number for letter in results_of(session, inspection_id)):
        raise RefusedError(
            _("この版の記録の結果通知書は、もう作ってあります。"), _("同じ文書を印刷してください。")
        )
    with speaking("ja"):
        text = letter_texts.result_text(record_from_document(record.document))
        made = Issue(
            LetterKind.RESULT,
            inspection.contract_id,
            on,
            signer,
            _(TITLES[LetterKind.RESULT]),
            text,
            inspection_id=inspection_id,
            record_number=record.number,
        )
        return issue(session, desk, made)
