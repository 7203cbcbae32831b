"""oversight findings form / take-in: the forms of corrections out, and what comes back on them in."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from oversight.calendar import parse_day
from oversight.cli.asking import Subparsers, add_vault_arguments, open_from, write_file
from oversight.errors import NotFoundError
from oversight.words import _, _n

if TYPE_CHECKING:
    from oversight.corrections import CorrectionLook

_BOTH = "both"
_SOME_REFUSED = 1


def add_commands(deeds: Subparsers[argparse.ArgumentParser]) -> None:
    """Add the commands of this room below ``oversight findings``."""
    form = deeds.add_parser("form", help=_("是正報告書の様式を書き出す"))
    add_vault_arguments(form)
    form.add_argument("output", type=Path, help=_("書き出すフォルダー"))
    form.add_argument("--number", help=_("指摘番号。無ければ、続いている指摘すべて"))
    form.add_argument("--kind", choices=("pdf", "xlsx", _BOTH), default=_BOTH, help=_("様式の種類"))
    form.set_defaults(run=_form)
    take_in = deeds.add_parser("take-in", help=_("記入された是正報告書を取り込む"))
    add_vault_arguments(take_in)
    take_in.add_argument("files", nargs="+", type=Path, help=_("ファイルかフォルダー"))
    take_in.add_argument("--received-on", help=_("到達日（今日が既定）"))
    take_in.add_argument("--dry-run", action="store_true", help=_("試すだけで、書き込まない"))
    take_in.set_defaults(run=_take_in)


def _form(options: argparse.Namespace) -> int:
    from oversight.reports import FormKind

    kinds = tuple(FormKind) if options.kind == _BOTH else (FormKind(options.kind),)
    with closing(open_from(options)) as office:
        rows = office.correction_forms.list_to_send()
        if options.number:
            rows = tuple(row for row in rows if row.number == options.number)
            if not rows:
                raise NotFoundError(
                    _("その番号の続いている指摘がありません。"), _("指摘番号を確かめてください。")
                )
        for name, content in office.correction_forms.make_forms([row.id for row in rows], kinds=kinds):
            write_file(options.output / name, content)
    print(_n("{count}件の指摘の様式を書き出しました。", len(rows)).format(count=len(rows)))
    return 0


def _take_in(options: argparse.Namespace) -> int:
    received_on = parse_day(options.received_on).day if options.received_on else None
    with closing(open_from(options)) as office:
        looks = office.correction_forms.look_at(options.files)
        for look in looks:
            print(_line(look))
        refused = [look for look in looks if look.fault is not None]
        taken = 0
        if not options.dry_run:
            outcome = office.correction_forms.take_in(looks, received_on=received_on)
            taken = len(outcome.taken)
            for look, reason in outcome.refused:
                print(f"{look.name}\t{reason}")
            refused += [look for look, _reason in outcome.refused]
    told = _n("{count}件を取り込みました。取り込めないもの {refused}件", taken)
    print(told.format(count=taken, refused=len(refused)))
    return _SOME_REFUSED if refused else 0


def _line(look: CorrectionLook) -> str:
    number = look.finding.number if look.finding else ""
    return f"{look.word}\t{look.name}\t{number}\t{look.told}"
