"""oversight visits …: the entry log of an area and month, listed or printed for filing."""

from __future__ import annotations

import argparse
import datetime as dt
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from oversight.calendar import parse_month
from oversight.cli.asking import Subparsers, add_vault_arguments, open_from, write_file
from oversight.clock import at_japan
from oversight.errors import NotFoundError, RefusedError
from oversight.japanese import fold
from oversight.words import _, _n

if TYPE_CHECKING:
    from oversight.devices import AreaRow, VisitRow
    from oversight.office import Office


def add_commands(commands: Subparsers[argparse.ArgumentParser]) -> None:
    """Add the commands of this room."""
    visits = commands.add_parser("visits", help=_("取扱区域の入退室記録"))
    deeds = visits.add_subparsers(dest="deed", required=True, metavar=_("操作"))
    listed = deeds.add_parser("list", help=_("区域と月の入退室の一覧"))
    _add_arguments(listed)
    listed.set_defaults(run=_list)
    printed = deeds.add_parser("print", help=_("区域と月の入退室記録をPDFで書き出す"))
    _add_arguments(printed)
    printed.add_argument("--output", type=Path, required=True, help=_("書き出す先"))
    printed.set_defaults(run=_print)


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    add_vault_arguments(parser)
    parser.add_argument("--area", required=True, help=_("場所か区域の名称（一部でもよい）"))
    parser.add_argument("--month", help=_("対象の月（例: 2026-11、R8.11。省略は今月）"))


def _list(options: argparse.Namespace) -> int:
    with closing(open_from(options)) as office:
        log = office.visits.read_month(_area(office, options.area).id, _month(office, options.month))
    for visit in log.visits:
        print(_line(visit))
    for each in log.witnesses:
        print(_n("立会い {name} {count}回", each.times).format(name=each.name, count=each.times))
    told = _n("入室 {count}件、例外 {exceptional}件、返却されない機器 {unreturned}件", len(log.visits))
    counts = {"exceptional": len(log.exceptional), "unreturned": len(log.unreturned)}
    print(told.format(count=len(log.visits), **counts))
    return 0


def _print(options: argparse.Namespace) -> int:
    with closing(open_from(options)) as office:
        area = _area(office, options.area)
        write_file(options.output, office.visits.print_month(area.id, _month(office, options.month)).pdf)
    return 0


def _area(office: Office, wanted: str) -> AreaRow:
    """Return the one area with these words in its name."""
    found = [area for area in office.areas.list_areas() if fold(wanted) in fold(area.told)]
    if not found:
        raise NotFoundError(_("その取扱区域は見つかりません。"), _("場所か区域の名称を確かめてください。"))
    if len(found) > 1:
        told = _("、").join(area.told for area in found)
        raise RefusedError(
            _("当てはまる区域が{count}つあります: {areas}").format(count=len(found), areas=told),
            _("1つに決まるように、名称を続けて書いてください。"),
        )
    return found[0]


def _month(office: Office, typed: str | None) -> dt.date:
    return parse_month(typed) if typed else office.desk.today().replace(day=1)


def _line(visit: VisitRow) -> str:
    from oversight.devices.visit_words import told_devices, told_exceptions, told_left

    devices = _("、").join(told_devices(visit, _moment))
    exceptions = _("、").join(told_exceptions(visit))
    parts = (
        *(str(visit.number), _moment(visit.entered_at), told_left(visit, _moment), visit.person),
        *(visit.organisation, devices, visit.witness, visit.escort, exceptions),
    )
    return "\t".join(parts)


def _moment(moment: dt.datetime) -> str:
    return f"{at_japan(moment):%Y-%m-%d %H:%M}"
