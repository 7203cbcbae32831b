"""oversight reports form / take-in: the forms of monthly reports out, and what comes back on them in."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from oversight.calendar import parse_month
from oversight.cli.asking import Subparsers, add_vault_arguments, open_from, write_file
from oversight.cli.form_files import add_kind_argument, add_take_in, kinds_of, write_forms
from oversight.errors import NotFoundError
from oversight.words import _, _n

if TYPE_CHECKING:
    from oversight.office import Office
    from oversight.reports import FileLook, ReportKey


def add_commands(deeds: Subparsers[argparse.ArgumentParser]) -> None:
    """Add the commands of this room below ``oversight reports``."""
    form = deeds.add_parser("form", help=_("報告書の様式を書き出す"))
    add_vault_arguments(form)
    form.add_argument("output", type=Path, help=_("書き出すフォルダー"))
    form.add_argument("--month", help=_("対象月（例 2026/4）。無ければ白紙の様式"))
    form.add_argument("--contract", help=_("契約番号。無ければ、その月にまだ出ていない契約すべて"))
    add_kind_argument(form)
    form.set_defaults(run=_form)
    add_take_in(
        deeds, told=_("記入された様式を取り込む"), service=lambda office: office.filings, about=_about
    )


def _form(options: argparse.Namespace) -> int:
    kinds = kinds_of(options)
    with closing(open_from(options)) as office:
        if not options.month:
            for kind in kinds:
                content = office.filings.make_form(None, kind)
                write_file(options.output / f"form.{kind.value}", content)
            return 0
        keys = _keys(office, options)
        write_forms(office.filings.make_forms(keys, kinds=kinds), options.output)
    print(_n("{count}件の契約の様式を書き出しました。", len(keys)).format(count=len(keys)))
    return 0


def _keys(office: Office, options: argparse.Namespace) -> tuple[ReportKey, ...]:
    from oversight.reports import ReportKey

    month = parse_month(options.month)
    if not options.contract:
        return office.filings.list_to_send(month)
    found = [row for row in office.contracts.list_contracts() if row.number == options.contract]
    if not found:
        raise NotFoundError(_("その番号の契約がありません。"), _("契約番号を確かめてください。"))
    return (ReportKey(found[0].id, month),)


def _about(look: FileLook) -> tuple[str, ...]:
    number = look.contract.number if look.contract else ""
    month = f"{look.key.month:%Y-%m}" if look.key else ""
    return number, month
