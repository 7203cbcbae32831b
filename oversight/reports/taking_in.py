"""Files that came in, looked at one by one: recognised, checked, compared; nothing is written here.

A file that cannot be taken in is named with its reason and stops no other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session
from typing_extensions import override

from models.attachment import Attachment
from models.contract import Contract
from models.monthly_report import MonthlyReport, OwedReport, ReportState
from models.report_filing import ReportFiling
from oversight.intake import IncomingFile, Looking
from oversight.report_form.answers import list_missing
from oversight.report_form.faults import FileFault, FileFaultError
from oversight.report_form.recognising import RecognisedForm, recognise
from oversight.reports.comparing import AnswerLine, differences_of, lines_of
from oversight.reports.filings import standing_report_of, takes_filing
from oversight.reports.lines import ContractHead, ReportKey, read_heads
from oversight.reports.point_words import tell_point
from oversight.reports.points import find_points
from oversight.reports.register_facts import read_facts
from oversight.reports.told import show_month
from oversight.words import _, _n


@dataclass(frozen=True)
class FileLook(IncomingFile):
    """One file of a monthly report: what becomes of it when it is taken in, and why.

    ``missing`` names questions without an answer, ``differences`` what is other than the register, ``points``
    what wants a look.
    """

    key: ReportKey | None = None
    contract: ContractHead | None = None
    is_again: bool = False
    missing: tuple[str, ...] = ()
    lines: tuple[AnswerLine, ...] = ()
    differences: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    form: RecognisedForm | None = None

    @override
    def _word_taken(self) -> str:
        return _("再提出") if self.is_again else _("受け取れる")

    @override
    def _notable(self) -> Iterator[str]:
        changed = sum(line.is_changed for line in self.lines)
        counted = (
            (_n("未回答 {count}", len(self.missing)), len(self.missing)),
            (_n("前月から変化 {count}", changed), changed),
            (_n("台帳との違い {count}", len(self.differences)), len(self.differences)),
            (_n("注意点 {count}", len(self.points)), len(self.points)),
        )
        return (text.format(count=count) for text, count in counted if count)


class ReportLooking(Looking[RecognisedForm, ReportKey, FileLook]):
    """Looks at the reports of one batch; two for one month are told apart."""

    @override
    def _recognise(self, content: bytes, name: str) -> RecognisedForm:
        return recognise(content, name)

    @override
    def _about(self, session: Session, form: RecognisedForm) -> ReportKey:
        """Return which report it is; a blank form says so by the contract's number and the month."""
        contract_id = form.identity.contract_id or _contract_by_number(session, form.contract_number)
        if contract_id is None or session.get(Contract, contract_id) is None:
            raise FileFaultError(FileFault.UNKNOWN_CONTRACT)
        if form.month is None:
            raise FileFaultError(FileFault.WRONG_MONTH, _("対象月が書かれていません。"))
        return ReportKey(contract_id, form.month)

    @override
    def _refused(
        self, session: Session, path: Path, sha256: str, error: FileFaultError, about: ReportKey | None
    ) -> FileLook:
        head = read_heads(session, about.contract_id)[about.contract_id] if about else None
        return FileLook(path, sha256, error.fault, error.sentence, error.remedy, about, head)

    @override
    def _look(
        self, session: Session, path: Path, sha256: str, form: RecognisedForm, about: ReportKey
    ) -> FileLook:
        self._refuse_double(session, about, sha256)
        look = _taken(session, path, sha256, form, about)
        self._batch.add(about, look)
        return look

    def _refuse_double(self, session: Session, key: ReportKey, sha256: str) -> None:
        if self._batch.holds(sha256) or _is_kept(session, sha256):
            raise FileFaultError(FileFault.DUPLICATE)
        name = self._batch.name_of(key)
        if name is not None:
            detail = _("一緒に選んだ「{name}」と同じ契約・月です。").format(name=name)
            raise FileFaultError(FileFault.ALREADY_HERE, detail)
        report = standing_report_of(session, key)
        if report is None:
            _refuse_not_owed(session, key, self._today)
        elif not takes_filing(session, report):
            raise FileFaultError(FileFault.ALREADY_HERE)


def _taken(session: Session, path: Path, sha256: str, form: RecognisedForm, key: ReportKey) -> FileLook:
    facts = read_facts(session, key)
    report = standing_report_of(session, key)
    questions = form.questions
    points = find_points(questions, form.answers, facts, key.month)
    return FileLook(
        path,
        sha256,
        key=key,
        contract=read_heads(session, key.contract_id)[key.contract_id],
        is_again=report is not None and report.state is ReportState.RETURNED,
        missing=tuple(each.label.spoken() for each in list_missing(questions, form.answers)),
        lines=lines_of(questions, form.answers, facts),
        differences=differences_of(form.answers, facts),
        points=tuple(tell_point(point.kind, point.details, questions) for point in points),
        form=form,
    )


def _contract_by_number(session: Session, number: str) -> UUID | None:
    query = select(Contract.id).where(Contract.number == number, Contract.withdrawn_on.is_(None))
    return session.scalars(query).one_or_none() if number else None


def _is_kept(session: Session, sha256: str) -> bool:
    """Tell whether a file is the original of a filing that stands."""
    query = (
        select(ReportFiling.id)
        .join(Attachment, Attachment.id == ReportFiling.attachment_id)
        .join(MonthlyReport, MonthlyReport.id == ReportFiling.report_id)
        .where(Attachment.sha256 == sha256, MonthlyReport.withdrawn_on.is_(None))
    )
    return session.scalars(query).first() is not None


def _refuse_not_owed(session: Session, key: ReportKey, today: dt.date) -> None:
    if key.month > today:
        detail = _("{month}は、まだ始まっていません。").format(month=show_month(key.month))
        raise FileFaultError(FileFault.WRONG_MONTH, detail)
    if session.get(OwedReport, key) is None:
        raise FileFaultError(FileFault.WRONG_MONTH, show_month(key.month))
