"""oversight reports …: what is overdue, and the day's chasing; forms are in a room of their own."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from oversight.calendar import parse_day
from oversight.cli import report_forms
from oversight.cli.asking import Subparsers, add_vault_arguments, open_from, write_file
from oversight.cli.letters import give_letters, tell_chased
from oversight.words import _, _n

if TYPE_CHECKING:
    from oversight.reports import Chased, LateReport


def add_commands(commands: Subparsers[argparse.ArgumentParser]) -> None:
    """Add the commands of this room."""
    reports = commands.add_parser("reports", help=_("月次報告の期限超過と督促"))
    deeds = reports.add_subparsers(dest="deed", required=True, metavar=_("操作"))
    overdue = deeds.add_parser("overdue", help=_("期限を過ぎた月次報告の一覧"))
    add_vault_arguments(overdue)
    overdue.add_argument("--output", type=Path, help=_("書き出す先（.csv ならCSV、ほかはExcel）"))
    overdue.set_defaults(run=_overdue)
    chase = deeds.add_parser("chase", help=_("その日に出す督促の文書を作る"))
    add_vault_arguments(chase)
    chase.add_argument("--on", help=_("どの日として行うか（今日が既定）"))
    chase.add_argument("--outbox", type=Path, help=_("PDFとメールの下書きを書き出すフォルダー"))
    chase.set_defaults(run=_chase)
    diary = deeds.add_parser("calendar", help=_("提出期限と約束の日を予定表（iCal）に書き出す"))
    add_vault_arguments(diary)
    diary.add_argument("file", type=Path, help=_("書き出す先"))
    diary.set_defaults(run=_diary)
    report_forms.add_commands(deeds)


def _diary(options: argparse.Namespace) -> int:
    with closing(open_from(options)) as office:
        write_file(options.file, office.chasing.write_diary())
    return 0


def _overdue(options: argparse.Namespace) -> int:
    from oversight.reports.overdue_book import write_late_reports

    with closing(open_from(options)) as office:
        rows = office.reports.list_late()
    if options.output:
        is_csv = options.output.suffix.lower() == ".csv"
        write_file(options.output, write_late_reports(rows, is_csv=is_csv))
    for row in rows:
        print(_line(row))
    print(_n("期限超過 {count}件", len(rows)).format(count=len(rows)))
    return 0


def _line(row: LateReport) -> str:
    late = _n("{standing} {days}日", row.days).format(standing=row.standing.word, days=row.days)
    return "\t".join((row.department, row.contractor, row.contract_number, f"{row.month:%Y-%m}", late))


def _chase(options: argparse.Namespace) -> int:
    on = parse_day(options.on).day if options.on else None
    with closing(open_from(options)) as office:
        outcome = office.chasing.chase(on)
        give_letters(options, outcome.letters, office.chasing.read_letter)
    tell_chased(len(outcome.letters), map(_to_do, outcome.to_do))
    return 0


def _to_do(each: Chased) -> str:
    title = _(each.step.rung.title) if each.step.rung else ""
    return "\t".join((title, each.contract.contractor, each.contract.number, f"{each.key.month:%Y-%m}"))
