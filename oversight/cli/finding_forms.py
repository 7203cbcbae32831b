"""oversight findings form / take-in: the forms of corrections out, and what comes back on them in."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from oversight.cli.asking import Subparsers, add_vault_arguments, open_from
from oversight.cli.form_files import add_kind_argument, add_take_in, kinds_of, write_forms
from oversight.errors import NotFoundError
from oversight.words import _, _n

if TYPE_CHECKING:
    from oversight.corrections import CorrectionLook


def add_commands(deeds: Subparsers[argparse.ArgumentParser]) -> None:
    """Add the commands of this room below ``oversight findings``."""
    form = deeds.add_parser("form", help=_("是正報告書の様式を書き出す"))
    add_vault_arguments(form)
    form.add_argument("output", type=Path, help=_("書き出すフォルダー"))
    form.add_argument("--number", help=_("指摘番号。無ければ、続いている指摘すべて"))
    add_kind_argument(form)
    form.set_defaults(run=_form)
    add_take_in(
        deeds,
        told=_("記入された是正報告書を取り込む"),
        service=lambda office: office.correction_forms,
        about=_about,
    )


def _form(options: argparse.Namespace) -> int:
    with closing(open_from(options)) as office:
        rows = office.correction_forms.list_to_send()
        if options.number:
            rows = tuple(row for row in rows if row.number == options.number)
            if not rows:
                raise NotFoundError(
                    _("その番号の続いている指摘がありません。"), _("指摘番号を確かめてください。")
                )
        write_forms(
            office.correction_forms.make_forms([row.id for row in rows], kinds=kinds_of(options)),
            options.output,
        )
    print(_n("{count}件の指摘の様式を書き出しました。", len(rows)).format(count=len(rows)))
    return 0


def _about(look: CorrectionLook) -> tuple[str, ...]:
    return (look.finding.number if look.finding else "",)
