"""oversight reports form / take-in: the forms of monthly reports out, and what comes back on them in."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from oversight.calendar import parse_day, parse_month
from oversight.cli.asking import Subparsers, add_vault_arguments, open_from, write_file
from oversight.errors import NotFoundError
from oversight.words import _, _n

if TYPE_CHECKING:
    from oversight.office import Office
    from oversight.reports import FileLook, FormKind, ReportKey

_BOTH = "both"
_SOME_REFUSED = 1


def add_commands(deeds: Subparsers[argparse.ArgumentParser]) -> None:
    """Add the commands of this room below ``oversight reports``."""
    form = deeds.add_parser("form", help=_("報告書の様式を書き出す"))
    add_vault_arguments(form)
    form.add_argument("output", type=Path, help=_("書き出すフォルダー"))
    form.add_argument("--month", help=_("対象月（例 2026/4）。無ければ白紙の様式"))
    form.add_argument("--contract", help=_("契約番号。無ければ、その月にまだ出ていない契約すべて"))
    form.add_argument("--kind", choices=("pdf", "xlsx", _BOTH), default=_BOTH, help=_("様式の種類"))
    form.set_defaults(run=_form)
    take_in = deeds.add_parser("take-in", help=_("記入された様式を取り込む"))
    add_vault_arguments(take_in)
    take_in.add_argument("files", nargs="+", type=Path, help=_("ファイルかフォルダー"))
    take_in.add_argument("--received-on", help=_("到達日（今日が既定）"))
    take_in.add_argument("--dry-run", action="store_true", help=_("試すだけで、書き込まない"))
    take_in.set_defaults(run=_take_in)


def _form(options: argparse.Namespace) -> int:
    from oversight.reports import FormKind

    kinds = tuple(FormKind) if options.kind == _BOTH else (FormKind(options.kind),)
    with closing(open_from(options)) as office:
        if not options.month:
            for kind in kinds:
                content = office.filings.make_form(None, kind)
                write_file(options.output / f"form.{kind.value}", content)
            return 0
        keys = _keys(office, options)
        _write_forms(office, keys, kinds, options.output)
    print(_n("{count}件の契約の様式を書き出しました。", len(keys)).format(count=len(keys)))
    return 0


def _write_forms(office: Office, keys: Sequence[ReportKey], kinds: Sequence[FormKind], folder: Path) -> None:
    for name, content in office.filings.make_forms(keys, kinds=kinds):
        write_file(folder / name, content)


def _keys(office: Office, options: argparse.Namespace) -> tuple[ReportKey, ...]:
    from oversight.reports import ReportKey

    month = parse_month(options.month)
    if not options.contract:
        return office.filings.list_to_send(month)
    found = [row for row in office.contracts.list_contracts() if row.number == options.contract]
    if not found:
        raise NotFoundError(_("その番号の契約がありません。"), _("契約番号を確かめてください。"))
    return (ReportKey(found[0].id, month),)


def _take_in(options: argparse.Namespace) -> int:
    received_on = parse_day(options.received_on).day if options.received_on else None
    with closing(open_from(options)) as office:
        looks = office.filings.look_at(options.files)
        for look in looks:
            print(_line(look))
        refused = [look for look in looks if look.fault is not None]
        taken = 0
        if not options.dry_run:
            outcome = office.filings.take_in(looks, received_on=received_on)
            taken = len(outcome.taken)
            for look, reason in outcome.refused:
                print(f"{look.name}\t{reason}")
            refused += [look for look, _reason in outcome.refused]
    told = _n("{count}件を取り込みました。取り込めないもの {refused}件", taken)
    print(told.format(count=taken, refused=len(refused)))
    return _SOME_REFUSED if refused else 0


def _line(look: FileLook) -> str:
    number = look.contract.number if look.contract else ""
    month = f"{look.key.month:%Y-%m}" if look.key else ""
    return f"{look.word}\t{look.name}\t{number}\t{month}\t{look.told}"
