"""oversight inspection …: list inspections, print a record; coverage is in a room of its own."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing
from pathlib import Path

from oversight.cli import approvals, coverage
from oversight.cli.asking import Subparsers, add_vault_arguments, open_from, write_file
from oversight.errors import NotFoundError
from oversight.words import _


def add_commands(commands: Subparsers[argparse.ArgumentParser]) -> None:
    """Add the commands of this room."""
    inspection = commands.add_parser("inspection", help=_("実地検査の一覧と記録書"))
    deeds = inspection.add_subparsers(dest="deed", required=True, metavar=_("操作"))
    show = deeds.add_parser("list", help=_("一覧"))
    add_vault_arguments(show)
    show.set_defaults(run=_list)
    record = deeds.add_parser("print", help=_("確定した記録書をPDFで書き出す"))
    add_vault_arguments(record)
    record.add_argument("number", help=_("検査番号"))
    record.add_argument("--version-number", type=int, default=0, help=_("記録の版（省略は最新）"))
    record.add_argument("--output", type=Path, required=True, help=_("書き出す先"))
    record.set_defaults(run=_print)
    year = deeds.add_parser("print-year", help=_("年度の確定した記録書をまとめてPDFで書き出す"))
    add_vault_arguments(year)
    year.add_argument("--year", type=int, required=True, help=_("年度（西暦）"))
    year.add_argument("--output", type=Path, required=True, help=_("書き出すフォルダー"))
    year.add_argument("--processes", type=int, help=_("同時に使う処理の数（省略はCPUの数）"))
    year.set_defaults(run=_print_year)
    coverage.add_commands(deeds)
    approvals.add_commands(deeds)


def _list(options: argparse.Namespace) -> int:
    from oversight.inspections import word_of

    with closing(open_from(options)) as office:
        for row in office.inspections.list_inspections():
            print(f"{row.number}\t{row.planned_on}\t{word_of(row.state)}\t{row.contract_title}")
    return 0


def _print(options: argparse.Namespace) -> int:
    with closing(open_from(options)) as office:
        for row in office.inspections.list_inspections():
            if row.number == options.number:
                records = office.inspections.get_inspection(row.id).records
                wanted = [each for each in records if options.version_number in (0, each.number)]
                if wanted:
                    write_file(options.output, office.inspections.print_record(wanted[-1].id).pdf)
                    return 0
    raise NotFoundError(_("その番号の確定した記録がありません。"), _("一覧で番号と状態を確かめてください。"))


def _print_year(options: argparse.Namespace) -> int:
    """Print a year's records; Ctrl+C stops it and keeps what is finished."""
    with closing(open_from(options)) as office:
        printed = office.inspections.print_year(
            options.year, options.output, _tell, processes=options.processes
        )
    for each in printed.records:
        print(f"{each.number}\t{each.version}\t{each.file_name}\t{each.sha256}")
    if printed.is_stopped:
        raise KeyboardInterrupt
    if not printed.total:
        raise NotFoundError(
            _("その年度に確定した記録はありません。"), _("一覧で年度と状態を確かめてください。")
        )
    print(options.output / printed.list_name)
    return 0


def _tell(done: int, total: int) -> None:
    """Show how far it is where someone watches."""
    if sys.stderr.isatty():
        print(f"\r{done} / {total}", end="", file=sys.stderr, flush=True)
