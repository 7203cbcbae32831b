"""oversight contractors …: the summary of one contractor as a PDF."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path

from oversight.cli.asking import Subparsers, add_vault_arguments, open_from, write_file
from oversight.errors import NotFoundError
from oversight.japanese import fold
from oversight.words import _


def add_commands(commands: Subparsers[argparse.ArgumentParser]) -> None:
    """Add the commands of this room."""
    contractors = commands.add_parser("contractors", help=_("委託先の概要"))
    deeds = contractors.add_subparsers(dest="deed", required=True, metavar=_("操作"))
    summary = deeds.add_parser("summary", help=_("委託先の概要をPDFで書き出す"))
    add_vault_arguments(summary)
    summary.add_argument("contractor", help=_("法人番号か商号"))
    summary.add_argument("file", type=Path, help=_("書き出す先"))
    summary.set_defaults(run=_summary)


def _summary(options: argparse.Namespace) -> int:
    from oversight.contractor_summary import print_summary

    wanted = fold(options.contractor)
    with closing(open_from(options)) as office:
        rows = office.contractors.list_contractors()
        found = [row for row in rows if wanted in (row.corporate_number, fold(row.name))]
        if len(found) != 1:
            raise NotFoundError(
                _("その法人番号か商号の委託先が、1つに決まりません。"),
                _("台帳の委託先の一覧で、法人番号か商号を確かめてください。"),
            )
        write_file(options.file, print_summary(office.desk, found[0].id).pdf)
    return 0
