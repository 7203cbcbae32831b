"""oversight inspection approvals: what awaits a decision, and whose."""

from __future__ import annotations

import argparse
from contextlib import closing

from oversight.cli.asking import Subparsers, add_vault_arguments, open_from
from oversight.words import _


def add_commands(deeds: Subparsers[argparse.ArgumentParser]) -> None:
    """Add the command of this room."""
    show = deeds.add_parser("approvals", help=_("決裁を待つ記録の一覧"))
    add_vault_arguments(show)
    show.add_argument("--mine", action="store_true", help=_("自分の決裁を待つものだけ"))
    show.set_defaults(run=_list)


def _list(options: argparse.Namespace) -> int:
    from oversight.calendar import show_short
    from oversight.clock import JAPAN

    with closing(open_from(options)) as office:
        for row in office.approvals.list_awaiting():
            if row.is_mine or not options.mine:
                version = _("第{version}版").format(version=row.version)
                drafted = show_short(row.drafted_at.astimezone(JAPAN).date())
                told = (row.inspection_number, version, drafted, row.drafted_by, row.post, row.held_by)
                print("\t".join(told))
    return 0
