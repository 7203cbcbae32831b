"""oversight checklist …: hold an edition to its schema and rules; print one to be filled in by hand."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from oversight.cli import checklist_files
from oversight.cli.asking import Subparsers, add_vault_arguments, open_from, write_file
from oversight.errors import NotFoundError
from oversight.words import _

if TYPE_CHECKING:
    from oversight.office import Office
    from oversight.papers import Paper


def add_commands(commands: Subparsers[argparse.ArgumentParser]) -> None:
    """Add the commands of this room."""
    checklist = commands.add_parser("checklist", help=_("点検表の版を扱う"))
    deeds = checklist.add_subparsers(dest="deed", required=True, metavar=_("操作"))
    lint = deeds.add_parser("lint", help=_("版のファイルを調べる（終了コード 1 は誤りあり）"))
    lint.add_argument("file", type=Path, help=_("版のファイル（YAML）"))
    lint.set_defaults(run=_lint)
    blank = deeds.add_parser("blank", help=_("記入用の点検表をPDFで書き出す"))
    add_vault_arguments(blank)
    whose = blank.add_mutually_exclusive_group()
    whose.add_argument("--inspection", default="", help=_("検査番号（省略は点検表だけ）"))
    whose.add_argument("--edition", default="", help=_("点検表の系列/版の番号（省略はふだん使う版）"))
    blank.add_argument("--parts", type=int, default=1, help=_("繰り返す部分を刷る組の数（省略は1）"))
    blank.add_argument("--roomy", action="store_true", help=_("記入欄を広くとる"))
    blank.add_argument("--output", type=Path, required=True, help=_("書き出す先"))
    blank.set_defaults(run=_blank)
    checklist_files.add_commands(deeds)


def _lint(options: argparse.Namespace) -> int:
    from oversight.checklist import lint_file

    faults = lint_file(options.file)
    for sentence in faults:
        print(sentence)
    if not faults:
        print(_("誤りはありません。"))
    return 1 if faults else 0


def _blank(options: argparse.Namespace) -> int:
    with closing(open_from(options)) as office:
        paper = _of_inspection(office, options) if options.inspection else _of_edition(office, options)
        write_file(options.output, paper.pdf)
    return 0


def _of_inspection(office: Office, options: argparse.Namespace) -> Paper:
    for row in office.inspections.list_inspections():
        if row.number == options.inspection:
            return office.inspections.print_blank(row.id, parts=options.parts, is_roomy=options.roomy)
    raise NotFoundError(_("その番号の検査がありません。"), _("一覧で番号を確かめてください。"))


def _of_edition(office: Office, options: argparse.Namespace) -> Paper:
    """Print the edition named, or the one that is usually taken."""
    lines = office.checklists.list_editions() if options.edition else office.checklists.list_in_use()
    for line in lines:
        if options.edition in ("", f"{line.series}/{line.number}"):
            return office.checklists.print_blank(line.id, parts=options.parts, is_roomy=options.roomy)
    raise NotFoundError(_("その点検表がありません。"), _("点検表の一覧で系列と版の番号を確かめてください。"))
