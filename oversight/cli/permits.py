"""oversight permits …: who may bring which device where, until when."""

from __future__ import annotations

import argparse
from contextlib import closing
from typing import TYPE_CHECKING

from oversight.cli.asking import Subparsers, add_vault_arguments, open_from
from oversight.japanese import fold
from oversight.words import _, _n

if TYPE_CHECKING:
    from oversight.devices import PermitRow


def add_commands(commands: Subparsers[argparse.ArgumentParser]) -> None:
    """Add the commands of this room."""
    permits = commands.add_parser("permits", help=_("持込許可の一覧"))
    deeds = permits.add_subparsers(dest="deed", required=True, metavar=_("操作"))
    listed = deeds.add_parser("list", help=_("終わっていない持込許可と申請の一覧"))
    add_vault_arguments(listed)
    listed.add_argument("--area", default="", help=_("場所か区域の名称（一部でもよい）"))
    listed.add_argument("--expiring", action="store_true", help=_("30日以内に期限が来るものだけ"))
    listed.set_defaults(run=_list)


def _list(options: argparse.Namespace) -> int:
    from oversight.devices import PermitStanding

    with closing(open_from(options)) as office:
        rows = office.permits.list_permits()
    wanted = fold(options.area)
    here = [row for row in rows if not row.standing.is_over and wanted in fold(row.told_area)]
    expiring = [row for row in here if row.standing is PermitStanding.EXPIRING]
    for row in expiring if options.expiring else here:
        print(_line(row))
    told = _n("持込許可・申請 {count}件、期限間近 {expiring}件", len(here))
    print(told.format(count=len(here), expiring=len(expiring)))
    return 0


def _line(row: PermitRow) -> str:
    draft = row.draft
    until = f"{draft.starts_on:%Y-%m-%d}/{draft.ends_on:%Y-%m-%d}"
    device = f"{row.device_word} {draft.serial}"
    return f"{row.number}\t{row.standing.word}\t{until}\t{draft.holder}\t{device}\t{row.told_area}"
