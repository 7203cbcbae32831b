"""oversight checklist list, import, export: checklists of the office as files."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from oversight.calendar import show_day
from oversight.cli.asking import Subparsers, add_vault_arguments, open_from, write_file
from oversight.errors import NotFoundError
from oversight.words import _, _n

if TYPE_CHECKING:
    from oversight.checklist.rows import EditionLine
    from oversight.checklist.told_notes import ToldNote
    from oversight.office import Office

_KINDS = ("xlsform", "excel", "yaml")


def add_commands(deeds: Subparsers[argparse.ArgumentParser]) -> None:
    """Add the commands of this room."""
    listing = deeds.add_parser("list", help=_("点検表の版の一覧"))
    add_vault_arguments(listing)
    listing.set_defaults(run=_list)
    giving = deeds.add_parser("export", help=_("点検表の版をファイルに書き出す"))
    add_vault_arguments(giving)
    giving.add_argument("edition", help=_("版（一覧の1列目）"))
    giving.add_argument("--as", dest="given_as", choices=_KINDS, required=True, help=_("ファイルの種類"))
    giving.add_argument("--output", type=Path, help=_("書き出す先（なければ版の題名で、今のフォルダーに）"))
    giving.set_defaults(run=_export)
    taking = deeds.add_parser("import", help=_("Excelの点検表、XLSForm、版のファイルから案を作る"))
    add_vault_arguments(taking)
    taking.add_argument("file", type=Path, help=_("取り込むファイル"))
    taking.add_argument("--title", default="", help=_("点検表の題名（なければファイルの題名）"))
    taking.add_argument("--based-on", default="", help=_("元にする版（一覧の1列目）"))
    taking.add_argument("--dry-run", action="store_true", help=_("書き込まずに、取り込めるかを確かめる"))
    taking.set_defaults(run=_import)


def _list(options: argparse.Namespace) -> int:
    with closing(open_from(options)) as office:
        for line in office.checklists.list_editions():
            print(_line(line))
    return 0


def _line(line: EditionLine) -> str:
    standing = _("ふだん使う") if line.is_usual else _("使用中") if line.is_in_use else ""
    items = _n("{count:,}項目", line.item_count).format(count=line.item_count)
    return "\t".join((key_of(line), line.title, items, show_day(line.published_on), standing))


def key_of(line: EditionLine) -> str:
    """Return how an edition is called on the command line: its series and its number."""
    return f"{line.series}/{line.number}"


def _edition(office: Office, wanted: str) -> EditionLine:
    for line in office.checklists.list_editions():
        if wanted in (key_of(line), str(line.id)):
            return line
    raise NotFoundError(
        _("その版はありません: {name}").format(name=wanted),
        _("oversight checklist list の1列目を指定してください。"),
    )


def _export(options: argparse.Namespace) -> int:
    from oversight.checklist.giving_out import GivenAs

    with closing(open_from(options)) as office:
        line = _edition(office, options.edition)
        given_as = GivenAs(options.given_as)
        if given_as is GivenAs.EXCEL and line.has_workbook:
            given_as = GivenAs.OWN_EXCEL
        given = office.checklists.give_out(line.id, given_as)
    write_file(options.output or Path(given.file_name), given.content)
    _tell(given.notes)
    return 0


def _import(options: argparse.Namespace) -> int:
    from oversight.checklist.taking_in import KIND_WORDS, FileRefusedError, read_chosen

    with closing(open_from(options)) as office:
        try:
            looked = office.checklists.look_into(read_chosen(options.file), options.file.name)
        except FileRefusedError as refusal:
            _tell(refusal.notes, to_errors=True)
            raise
        title = options.title or looked.title
        base = _edition(office, options.based_on).id if options.based_on else None
        made = office.checklists.would_become(
            looked, title=title, based_on=office.checklists.read_edition(base) if base else None
        )
        count = len(made.edition.items)
        told = _n("{count:,}項目", count).format(count=count)
        print("\t".join((_(KIND_WORDS[looked.kind]), title, told)))
        _tell(made.notes)
        if not options.dry_run:
            office.checklists.take_in(looked, title=title, based_on_id=base)
    print(
        _("何も書き込んでいません。")
        if options.dry_run
        else _("案を作りました。画面で直して公開してください。")
    )
    return 0


def _tell(notes: Iterable[ToldNote], *, to_errors: bool = False) -> None:
    for each in notes:
        print(f"{each.word}\t{each.told}", file=sys.stderr if to_errors else sys.stdout)
