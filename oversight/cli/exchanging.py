"""oversight import / imports / export …: workbooks in and out, and an import taken back."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from oversight.cli.asking import Subparsers, add_vault_arguments, open_from, read_file, write_file
from oversight.clock import at_japan
from oversight.errors import NotFoundError
from oversight.words import _, _n

if TYPE_CHECKING:
    from oversight.exchange import ImportRunRow
    from oversight.office import Office

KINDS = ("contractors", "contracts")
LAST = "last"


def add_commands(commands: Subparsers[argparse.ArgumentParser]) -> None:
    """Add the commands of this room."""
    take_in = commands.add_parser("import", help=_("Excel・CSVから委託先・契約を取り込む"))
    add_vault_arguments(take_in)
    take_in.add_argument("kind", choices=KINDS, help=_("何を取り込むか"))
    take_in.add_argument("file", type=Path, help=_("ファイル"))
    take_in.add_argument("--dry-run", action="store_true", help=_("試すだけで、書き込まない"))
    take_in.add_argument("--faults", type=Path, help=_("取り込めない行の一覧を書き出す先"))
    take_in.set_defaults(run=_import)
    imports = commands.add_parser("imports", help=_("済んだ取込の一覧と取消し"))
    deeds = imports.add_subparsers(dest="deed", required=True, metavar=_("操作"))
    show = deeds.add_parser("list", help=_("済んだ取込の一覧"))
    add_vault_arguments(show)
    show.set_defaults(run=_list)
    undo = deeds.add_parser("undo", help=_("取込を取り消す"))
    add_vault_arguments(undo)
    undo.add_argument("number", help=_("取込の番号（last は直前のもの）"))
    undo.add_argument("--reason", default="", help=_("取り消す理由"))
    undo.set_defaults(run=_undo)
    write_out = commands.add_parser("export", help=_("委託先・契約の一覧をExcel・CSVに書き出す"))
    add_vault_arguments(write_out)
    write_out.add_argument("kind", choices=KINDS, help=_("何を書き出すか"))
    write_out.add_argument(
        "--output", type=Path, required=True, help=_("書き出す先（.csv ならCSV、ほかはExcel）")
    )
    write_out.set_defaults(run=_export)


def _import(options: argparse.Namespace) -> int:
    content = read_file(options.file)
    with closing(open_from(options)) as office:
        preview = office.imports.preview(options.kind, content, file_name=options.file.name)
        print(preview.summary)
        if options.faults and preview.refused:
            write_file(options.faults, office.imports.faults_book(preview))
        if not options.dry_run:
            office.imports.run(preview)
    return 0


def _list(options: argparse.Namespace) -> int:
    with closing(open_from(options)) as office:
        for run in office.imports.list_runs():
            moment = at_japan(run.run_at).strftime("%Y-%m-%d %H:%M")
            state = _("取消し済み") if run.is_undone else ""
            print(f"{run.id}\t{moment}\t{run.kind}\t{run.rows_total}\t{run.file_name}\t{state}")
    return 0


def _undo(options: argparse.Namespace) -> int:
    with closing(open_from(options)) as office:
        outcome = office.imports.undo(_run_named(office, options.number).id, reason=options.reason)
    print(_n("{count}件を取り消しました。", outcome.undone).format(count=outcome.undone))
    for name in outcome.left_alone:
        print(_("取込の後に変更または使用されたため、そのまま: {name}").format(name=name))
    return 0


def _run_named(office: Office, name: str) -> ImportRunRow:
    for run in office.imports.list_runs():
        if name == str(run.id) or (name == LAST and not run.is_undone):
            return run
    raise NotFoundError(
        _("その番号の取込がありません。"), _("一覧（oversight imports list）で番号を確かめてください。")
    )


def _export(options: argparse.Namespace) -> int:
    from oversight.exchange.lists import write_contractors, write_contracts

    is_csv = options.output.suffix.lower() == ".csv"
    with closing(open_from(options)) as office:
        if options.kind == "contractors":
            content = write_contractors(office.contractors.list_contractors(), is_csv=is_csv)
        else:
            content = write_contracts(office.contracts.list_contracts(), is_csv=is_csv)
    write_file(options.output, content)
    return 0
