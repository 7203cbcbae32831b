"""Files that came in, looked at one by one: recognised, checked, compared; nothing is written here.

A file that cannot be taken in is named with its reason and stops no other.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.attachment import Attachment
from models.contract import Contract
from models.monthly_report import MonthlyReport, OwedReport, ReportState
from models.report_filing import ReportFiling
from oversight.errors import RefusedError
from oversight.exchange.guards import DamagedFileError, OversizeFileError, read_file
from oversight.report_form.answers import list_missing
from oversight.report_form.faults import FileFault, FileFaultError
from oversight.report_form.recognising import RecognisedForm, recognise
from oversight.report_form.workbook_reading import LIMITS
from oversight.reports.comparing import AnswerLine, differences_of, lines_of
from oversight.reports.filings import standing_report_of, takes_filing
from oversight.reports.lines import ContractHead, ReportKey, read_heads
from oversight.reports.point_words import tell_point
from oversight.reports.points import find_points
from oversight.reports.register_facts import read_facts
from oversight.reports.told import show_month
from oversight.words import _, _n


@dataclass(frozen=True)
class FileLook:
    """One file: what becomes of it when it is taken in, and why; ``fault`` is None where it can be.

    ``missing`` names questions without an answer, ``differences`` what is other than the register, ``points``
    what wants a look.
    """

    path: Path
    sha256: str = ""
    fault: FileFault | None = None
    sentence: str = ""
    remedy: str = ""
    key: ReportKey | None = None
    contract: ContractHead | None = None
    is_again: bool = False
    missing: tuple[str, ...] = ()
    lines: tuple[AnswerLine, ...] = ()
    differences: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    form: RecognisedForm | None = None

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return self.path.name

    @property
    def word(self) -> str:
        """What becomes of the file, in a word."""
        if self.fault is not None:
            return self.fault.word
        return _("再提出") if self.is_again else _("受け取れる")

    @property
    def told(self) -> str:
        """What to know of the file before it is taken in, in a line."""
        if self.fault is not None:
            return self.sentence
        changed = sum(line.is_changed for line in self.lines)
        counted = (
            (_n("未回答 {count}", len(self.missing)), len(self.missing)),
            (_n("前月から変化 {count}", changed), changed),
            (_n("台帳との違い {count}", len(self.differences)), len(self.differences)),
            (_n("注意点 {count}", len(self.points)), len(self.points)),
        )
        return _("・").join(text.format(count=count) for text, count in counted if count) or _("問題なし")


def files_of(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the files of a choice: those chosen, and all beneath folders chosen, by name.

    What office programs leave beside an open file (~$…) and hidden files are passed over.
    """
    found: dict[Path, None] = {}
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        found |= {each: None for each in inside if each.is_file() and not each.name.startswith(("~$", "."))}
    return tuple(found)


def read_incoming(path: Path) -> bytes:
    """Return a file's bytes; raise ``FileFaultError`` for one that cannot be opened or is far too large."""
    try:
        return read_file(path, LIMITS)
    except OversizeFileError as error:
        raise FileFaultError(FileFault.TOO_LARGE) from error
    except DamagedFileError as error:
        raise FileFaultError(FileFault.DAMAGED) from error
    except RefusedError as error:
        raise FileFaultError(FileFault.UNOPENED) from error


class Looking:
    """Looks at the files of one batch; two for one month are told apart."""

    def __init__(self, today: dt.date) -> None:
        self._today = today
        self._hashes: set[str] = set()
        self._months: dict[ReportKey, str] = {}

    def look_at(self, session: Session, path: Path) -> FileLook:
        """Return what becomes of one file."""
        key, sha256 = None, ""
        try:
            content = read_incoming(path)
            sha256 = hashlib.sha256(content).hexdigest()
            form = recognise(content, path.name)
            key = self._key_of(session, form)
            self._refuse_double(session, key, sha256, path)
            return self._taken(session, path, sha256, key, form)
        except FileFaultError as error:
            head = read_heads(session, key.contract_id)[key.contract_id] if key else None
            return FileLook(path, sha256, error.fault, error.sentence, error.remedy, key, head)

    def _key_of(self, session: Session, form: RecognisedForm) -> ReportKey:
        """Return which report it is; a blank form says so by the contract's number and the month."""
        contract_id = form.identity.contract_id or _contract_by_number(session, form.contract_number)
        if contract_id is None or session.get(Contract, contract_id) is None:
            raise FileFaultError(FileFault.UNKNOWN_CONTRACT)
        if form.month is None:
            raise FileFaultError(FileFault.WRONG_MONTH, _("対象月が書かれていません。"))
        return ReportKey(contract_id, form.month)

    def _refuse_double(self, session: Session, key: ReportKey, sha256: str, path: Path) -> None:
        if sha256 in self._hashes or _is_kept(session, sha256):
            raise FileFaultError(FileFault.DUPLICATE)
        if key in self._months:
            detail = _("一緒に選んだ「{name}」と同じ契約・月です。").format(name=self._months[key])
            raise FileFaultError(FileFault.ALREADY_HERE, detail)
        report = standing_report_of(session, key)
        if report is None:
            _refuse_not_owed(session, key, self._today)
        elif not takes_filing(session, report):
            raise FileFaultError(FileFault.ALREADY_HERE)
        self._hashes.add(sha256)
        self._months[key] = path.name

    def _taken(
        self, session: Session, path: Path, sha256: str, key: ReportKey, form: RecognisedForm
    ) -> FileLook:
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
