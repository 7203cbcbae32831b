"""oversight import / export …: workbooks in and out."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path

from oversight.cli.asking import add_vault_arguments, open_from, write_file
from oversight.cli.vaults import Subparsers
from oversight.words import _

KINDS = ("contractors", "contracts")


def add_commands(commands: Subparsers[argparse.ArgumentParser]) -> None:
    """Add the commands of this room."""
    take_in = commands.add_parser("import", help=_("Excel・CSVから委託先・契約を取り込む"))
    add_vault_arguments(take_in)
    take_in.add_argument("kind", choices=KINDS, help=_("何を取り込むか"))
    take_in.add_argument("file", type=Path, help=_("ファイル"))
    take_in.add_argument("--dry-run", action="store_true", help=_("試すだけで、書き込まない"))
    take_in.add_argument("--faults", type=Path, help=_("取り込めない行の一覧を書き出す先"))
    take_in.set_defaults(run=_import)


def _import(options: argparse.Namespace) -> int:
    with closing(open_from(options)) as office:
        preview = office.imports.preview(options.kind, options.file.read_bytes(), file_name=options.file.name)
        print(preview.summary)
        if options.faults and preview.refused:
            write_file(options.faults, office.imports.faults_book(preview))
        if not options.dry_run:
            office.imports.run(preview)
    return 0
