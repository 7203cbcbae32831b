"""What each letter about findings says, in Japanese: subject, body, numbered entries, findings, closing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from oversight.calendar import show_day
from oversight.choice_words import word_of
from oversight.findings import FindingRow, Urgency
from oversight.papers.correction_letter_data import LetterFinding
from oversight.papers.record_data import FindingData, InspectionRecordData
from oversight.papers.wording import day_text, severity_text, tell_earlier
from oversight.reports import Rung
from oversight.reports.told import show_month_on_paper
from oversight.words import _, _n, mark

Pair = tuple[str, str]
SIGNER: Final = mark("課長")
"""In whose name a letter goes out unless it is said otherwise; Japanese, as the letters are."""


@dataclass(frozen=True)
class LetterText:
    """The parts of a letter that its kind decides."""

    subject: str
    body: str
    entries: tuple[Pair, ...]
    findings: tuple[LetterFinding, ...] = ()
    findings_label: str = ""
    framed: Pair = ("", "")
    closing: tuple[str, ...] = ()


def told_source(row: FindingRow) -> str:
    """Return where a finding was found: 令和8年11月24日の実地検査（R8-0001）, 令和8年10月分の月次報告, …."""
    if row.report_month is not None:
        return _("{month}の月次報告").format(month=show_month_on_paper(row.report_month))
    day = day_text(row.found_on) if row.found_on else ""
    if row.inspection_id is None:
        return _("{day}の入退室の記録の確認").format(day=day)
    return _("{day}の実地検査（{number}）").format(day=day, number=row.inspection_number)


def result_text(record: InspectionRecordData) -> LetterText:
    """Say how an inspection came out, from its frozen record."""
    closing = (
        _("指摘事項の是正は、別に送る是正要求書により期限までに行い、報告してください。")
        if record.findings
        else _("引き続き、契約と法令に従って個人情報を適正に取り扱ってください。")
    )
    return LetterText(
        _("実地検査の結果について（通知）"),
        _("　{day}に実施した下記の実地検査の結果を通知します。").format(day=day_text(record.conducted_on)),
        tuple(_result_entries(record)),
        tuple(
            LetterFinding(each.number, severity_text(each.severity), tuple(_result_rows(each)))
            for each in record.findings
        ),
        _("指摘事項の内容"),
        (_("講評"), record.closing_talk),
        (closing,),
    )


def _result_entries(record: InspectionRecordData) -> Iterator[Pair]:
    count = len(record.findings)
    yield _("契約"), f"{record.contract.number} {record.contract.title}".strip()
    told = _("{number}（{kind}・{method}）")
    yield (
        _("検査番号"),
        told.format(number=record.inspection_number, kind=record.kind, method=record.method),
    )
    yield _("実施日"), day_text(record.conducted_on, weekday=True)
    yield _("検査員"), _("、").join(f"{each.post} {each.name}".strip() for each in record.inspectors)
    yield _("総合所見"), record.conclusion
    found = _n("{count}件（別に是正を求めます。）", count).format(count=count) if count else _("なし")
    yield _("指摘事項"), found


def _result_rows(found: FindingData) -> Iterator[Pair]:
    earlier = tell_earlier(found.earlier_number, found.earlier_found_on, found.earlier_closed_on)
    yield from _given(
        (_("事実"), found.fact),
        (_("求める措置"), found.measure),
        (_("是正期限"), day_text(found.due_on, weekday=True)),
        (_("再発"), earlier),
    )


def request_text(
    rows: Sequence[FindingRow], contract: str, section: str, titles: Mapping[str, str]
) -> LetterText:
    """Ask for corrections: each with its basis, measure and day, and how to answer.

    ``titles`` are those of the checklist's items, by their ids.
    """
    body = _(
        "　{source}で確認した下記の指摘事項について、契約に基づき是正を求めます。"
        "原因を調べ、期限までに是正し、改善計画と是正報告を提出してください。"
    ).format(source=told_source(rows[0]))
    answer = _(
        "回答の方法　同封（添付）の是正報告書の様式に、改善計画（原因・措置・完了予定日）を書いて速やかに"
        "{section}へ提出し、是正を終えたら同じ様式に行った措置・是正日・証跡の一覧を書き加えて、"
        "証跡の写しとともに提出してください。"
    ).format(section=section)
    return LetterText(
        _("個人情報の取扱いに係る是正について（要求）"),
        body,
        ((_("契約"), contract),),
        tuple(_finding(row, tuple(_request_rows(row, titles))) for row in rows),
        _("指摘事項"),
        closing=(
            answer,
            _("個人番号（マイナンバー）は、様式のどの欄にも書かないでください。"),
        ),
    )


def _request_rows(row: FindingRow, titles: Mapping[str, str]) -> Iterator[Pair]:
    yield from _given(
        (_("点検項目"), f"{row.item_id}　{titles.get(row.item_id, '')}".strip()),
        (_("事実"), row.fact),
        (_("根拠"), row.basis),
        (_("求める措置"), row.measure or _("原因を除き、再び起こらないようにすること。")),
        (_("是正期限"), day_text(row.due_on, weekday=True)),
        (_("口頭で伝えた日"), day_text(row.told_on) if row.told_on else ""),
        (_("再発"), tell_earlier(row.earlier_number, row.earlier_found_on, row.earlier_closed_on)),
    )


def reminder_text(
    rung: Rung, rows: Sequence[FindingRow], contract: str, contractor: str, answer_by: dt.date | None
) -> LetterText:
    """Remind of corrections that are late, or demand them, in the words of the step."""
    body = _(rung.wording).format(
        contractor=contractor,
        contract=contract,
        numbers=_("、").join(row.number for row in rows),
        answer_by=show_day(answer_by),
    )
    last = (_("報告する日　{day}まで").format(day=day_text(answer_by, weekday=True)),) if answer_by else ()
    return LetterText(
        _("是正報告書の提出について（{title}）").format(title=_(rung.title)),
        body,
        ((_("契約"), contract),),
        tuple(_finding(row, tuple(_reminder_rows(row))) for row in rows),
        _("是正報告のない指摘事項"),
        closing=last,
    )


def _reminder_rows(row: FindingRow) -> Iterator[Pair]:
    late = _n("{day}（{days}日超過）", row.days_overdue)
    yield from _given(
        (_("事実"), row.fact),
        (_("求める措置"), row.measure),
        (_("求めた日"), day_text(row.requested_on) if row.requested_on else ""),
        (_("是正期限"), late.format(day=day_text(row.due_on, weekday=True), days=row.days_overdue)),
    )


def return_text(row: FindingRow, contract: str, reasons: str, received_on: dt.date | None) -> LetterText:
    """Send a report of correction back, with the reasons and the new day."""
    body = _(
        "　{received}に受け取った下記の是正報告は、次の理由により差し戻します。"
        "理由にある点を直し、期限までに再び報告してください。"
    ).format(received=day_text(received_on))
    rows = _given(
        (_("事実"), row.fact),
        (_("求める措置"), row.measure),
        (_("報告の内容"), row.reply),
        (_("新しい期限"), day_text(row.due_on, weekday=True)),
    )
    return LetterText(
        _("是正報告の差戻しについて"),
        body,
        ((_("契約"), contract),),
        (_finding(row, tuple(rows)),),
        _("指摘事項"),
        (_("差し戻す理由と直すところ"), reasons),
    )


def closure_text(rows: Sequence[FindingRow], contract: str) -> LetterText:
    """Say that corrections were verified, and that the findings are closed."""
    return LetterText(
        _("個人情報の取扱いに係る是正の完了について（通知）"),
        _("　{source}で指摘した下記の事項について、是正を確認したので、完了とします。").format(
            source=told_source(rows[0])
        ),
        ((_("契約"), contract),),
        tuple(_finding(row, tuple(_closure_rows(row))) for row in rows),
        _("完了した指摘事項"),
        closing=(_("同じ指摘を繰り返さないよう、行った措置を続けてください。"),),
    )


def _closure_rows(row: FindingRow) -> Iterator[Pair]:
    how = word_of(row.confirmed_how) if row.confirmed_how else ""
    yield from _given(
        (_("事実"), row.fact),
        (_("行った是正"), row.reply),
        (_("是正日"), day_text(row.corrected_on)),
        (_("確認"), f"{day_text(row.confirmed_on)}　{how}".strip()),
        (_("再発"), tell_earlier(row.earlier_number, row.earlier_found_on, row.earlier_closed_on)),
    )


def _finding(row: FindingRow, rows: tuple[Pair, ...]) -> LetterFinding:
    severity = severity_text(row.severity)
    if row.urgency is Urgency.URGENT:
        severity = _("{severity}・{urgency}").format(severity=severity, urgency=word_of(row.urgency))
    return LetterFinding(row.number, severity, rows)


def _given(*pairs: Pair) -> Iterator[Pair]:
    """Yield the lines that say something."""
    return (pair for pair in pairs if pair[1])
