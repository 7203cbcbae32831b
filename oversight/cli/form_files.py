"""oversight … form / take-in: what the forms of monthly reports and of corrections have in common."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable, Iterable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from oversight.calendar import parse_day
from oversight.cli.asking import Subparsers, add_vault_arguments, open_from, write_file
from oversight.words import _, _n

if TYPE_CHECKING:
    from oversight.intake import IncomingFile, TakenIn
    from oversight.office import Office
    from oversight.reports import FormKind

_BOTH = "both"
_SOME_REFUSED = 1
LookT = TypeVar("LookT", bound="IncomingFile")


class FormsIn(Protocol[LookT]):
    """A service that looks at files and takes them in."""

    def look_at(self, paths: Iterable[Path], /) -> tuple[LookT, ...]:
        """Tell file by file what taking in would do."""
        ...

    def take_in(self, looks: tuple[LookT, ...], /, *, received_on: dt.date | None) -> TakenIn[LookT]:
        """Take in the files that can be."""
        ...


def add_kind_argument(parser: argparse.ArgumentParser) -> None:
    """Add as what forms are written: PDF, workbook or both."""
    parser.add_argument("--kind", choices=("pdf", "xlsx", _BOTH), default=_BOTH, help=_("様式の種類"))


def kinds_of(options: argparse.Namespace) -> tuple[FormKind, ...]:
    """Return as what forms are to be written."""
    from oversight.reports import FormKind

    return tuple(FormKind) if options.kind == _BOTH else (FormKind(options.kind),)


def write_forms(forms: Iterable[tuple[str, bytes]], folder: Path) -> None:
    """Write forms into a folder, each under its name, as they are made."""
    for name, content in forms:
        write_file(folder / name, content)


def add_take_in(
    deeds: Subparsers[argparse.ArgumentParser],
    *,
    told: str,
    service: Callable[[Office], FormsIn[LookT]],
    about: Callable[[LookT], tuple[str, ...]],
) -> None:
    """Add the command that takes in files; ``about`` gives the cells that say what a file is about.

    Each file is a line: what becomes of it, its name, what it is about, what to know of it. The command ends
    with 1 where a file cannot be taken in.
    """
    take_in = deeds.add_parser("take-in", help=told)
    add_vault_arguments(take_in)
    take_in.add_argument("files", nargs="+", type=Path, help=_("ファイルかフォルダー"))
    take_in.add_argument("--received-on", help=_("到達日（今日が既定）"))
    take_in.add_argument("--dry-run", action="store_true", help=_("試すだけで、書き込まない"))
    take_in.set_defaults(run=partial(_take_in, service, about))


def _take_in(
    service: Callable[[Office], FormsIn[LookT]],
    about: Callable[[LookT], tuple[str, ...]],
    options: argparse.Namespace,
) -> int:
    received_on = parse_day(options.received_on).day if options.received_on else None
    with closing(open_from(options)) as office:
        forms = service(office)
        looks = forms.look_at(options.files)
        for look in looks:
            print("\t".join((look.word, look.name, *about(look), look.told)))
        refused = [look for look in looks if look.fault is not None]
        taken = 0
        if not options.dry_run:
            outcome = forms.take_in(looks, received_on=received_on)
            taken = len(outcome.taken)
            for look, reason in outcome.refused:
                print(f"{look.name}\t{reason}")
            refused += [look for look, _reason in outcome.refused]
    told = _n("{count}件を取り込みました。取り込めないもの {refused}件", taken)
    print(told.format(count=taken, refused=len(refused)))
    return _SOME_REFUSED if refused else 0
