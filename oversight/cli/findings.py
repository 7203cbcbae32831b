"""oversight findings …: what is to be put right, its letters, their chasing; forms have their own room."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from oversight.calendar import parse_day
from oversight.cli import finding_forms
from oversight.cli.asking import Subparsers, add_vault_arguments, open_from
from oversight.cli.letters import give_letters, tell_chased
from oversight.errors import NotFoundError
from oversight.words import _, _n

if TYPE_CHECKING:
    from oversight.corrections import ChasedFinding
    from oversight.findings import FindingRow
    from oversight.office import Office

_REQUEST, _CLOSURE = "request", "closure"


def add_commands(commands: Subparsers[argparse.ArgumentParser]) -> None:
    """Add the commands of this room."""
    findings = commands.add_parser("findings", help=_("指摘の一覧・文書・督促"))
    deeds = findings.add_subparsers(dest="deed", required=True, metavar=_("操作"))
    listed = deeds.add_parser("list", help=_("続いている指摘の一覧"))
    add_vault_arguments(listed)
    listed.add_argument("--overdue", action="store_true", help=_("期限を過ぎたものだけ"))
    listed.set_defaults(run=_list)
    letter = deeds.add_parser("letter", help=_("是正要求書か完了通知書を作る"))
    add_vault_arguments(letter)
    letter.add_argument("kind", choices=(_REQUEST, _CLOSURE), help=_("文書の種類"))
    letter.add_argument("numbers", nargs="+", help=_("指摘番号（同じ検査のもの）"))
    _add_letter_arguments(letter)
    letter.set_defaults(run=_letter)
    result = deeds.add_parser("result", help=_("結果通知書を作る"))
    add_vault_arguments(result)
    result.add_argument("number", help=_("検査番号"))
    _add_letter_arguments(result)
    result.set_defaults(run=_result)
    chase = deeds.add_parser("chase", help=_("その日に出す、指摘の督促の文書を作る"))
    add_vault_arguments(chase)
    chase.add_argument("--on", help=_("どの日として行うか（今日が既定）"))
    chase.add_argument("--outbox", type=Path, help=_("PDFとメールの下書きを書き出すフォルダー"))
    chase.set_defaults(run=_chase)
    finding_forms.add_commands(deeds)


def _add_letter_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--on", help=_("発信日（今日が既定）"))
    parser.add_argument("--signer", default="", help=_("誰の名で"))
    parser.add_argument("--outbox", type=Path, help=_("PDFとメールの下書きを書き出すフォルダー"))
    parser.add_argument("--output", type=Path, help=_("PDFを書き出すファイル"))


def _list(options: argparse.Namespace) -> int:
    with closing(open_from(options)) as office:
        rows = office.findings.list_findings(standing_only=True)
    shown = [row for row in rows if row.days_overdue or not options.overdue]
    for row in shown:
        print(_line(row))
    overdue = sum(row.days_overdue > 0 for row in rows)
    told = _n("指摘 {count}件、期限超過 {overdue}件", len(rows))
    print(told.format(count=len(rows), overdue=overdue))
    return 0


def _line(row: FindingRow) -> str:
    from oversight.choice_words import word_of

    late = _n("期限超過 {days}日", row.days_overdue).format(days=row.days_overdue) if row.days_overdue else ""
    parts = (row.number, row.severity.value, word_of(row.state), f"{row.due_on:%Y-%m-%d}", row.contractor)
    return "\t".join((*parts, late)).rstrip()


def rows_of(office: Office, numbers: Sequence[str]) -> tuple[FindingRow, ...]:
    """Return the findings of some numbers; raise ``NotFoundError`` for one that is none."""
    known = {row.number: row for row in office.findings.list_findings()}
    for number in numbers:
        if number not in known:
            raise NotFoundError(
                _("その番号の指摘がありません: {number}").format(number=number),
                _("指摘番号を確かめてください。"),
            )
    return tuple(known[number] for number in numbers)


def _letter(options: argparse.Namespace) -> int:
    with closing(open_from(options)) as office:
        letters = office.correction_letters
        make = letters.make_request if options.kind == _REQUEST else letters.make_closure
        ids = [row.id for row in rows_of(office, options.numbers)]
        made = make(ids, issued_on=_day(office, options), signer=options.signer)
        give_letters(options, (made,), office.correction_letters.read_letter)
    return 0


def _result(options: argparse.Namespace) -> int:
    with closing(open_from(options)) as office:
        found = [row for row in office.inspections.list_inspections() if row.number == options.number]
        if not found:
            raise NotFoundError(_("その番号の検査がありません。"), _("検査番号を確かめてください。"))
        made = office.correction_letters.make_result(
            found[0].id, issued_on=_day(office, options), signer=options.signer
        )
        give_letters(options, (made,), office.correction_letters.read_letter)
    return 0


def _day(office: Office, options: argparse.Namespace) -> dt.date:
    return parse_day(options.on).day if options.on else office.desk.today()


def _chase(options: argparse.Namespace) -> int:
    on = parse_day(options.on).day if options.on else None
    with closing(open_from(options)) as office:
        outcome = office.finding_chasing.chase(on)
        give_letters(options, outcome.letters, office.correction_letters.read_letter)
    tell_chased(len(outcome.letters), map(_to_do, outcome.to_do))
    return 0


def _to_do(each: ChasedFinding) -> str:
    title = _(each.step.rung.title) if each.step.rung else ""
    return f"{title}\t{each.finding.contractor}\t{each.finding.number}"
