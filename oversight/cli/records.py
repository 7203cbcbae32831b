"""oversight inspection …: list inspections, print a record; coverage is in a room of its own."""

from __future__ import annotations

import argparse
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
