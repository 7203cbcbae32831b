"""oversight inspection coverage | year-plan | calendar: how the year stands, its plan, its days."""

from __future__ import annotations

import argparse
from collections import Counter
from contextlib import closing
from pathlib import Path

from oversight.calendar import fiscal_year_of
from oversight.cli.asking import Subparsers, add_vault_arguments, open_from, write_file
from oversight.inspection_years import Cover, tell_covering
from oversight.office import Office
from oversight.words import _


def add_commands(deeds: Subparsers[argparse.ArgumentParser]) -> None:
    """Add the commands of this room to those of inspections."""
    coverage = deeds.add_parser("coverage", help=_("契約ごとの検査の実施状況"))
    _add_arguments(coverage)
    coverage.add_argument("--output", type=Path, help=_("書き出す先（.csv ならCSV、ほかはExcel）"))
    coverage.set_defaults(run=_coverage)
    plan = deeds.add_parser("year-plan", help=_("検査の年間計画をPDFで書き出す"))
    _add_arguments(plan)
    plan.add_argument("--output", type=Path, required=True, help=_("書き出す先"))
    plan.set_defaults(run=_plan)
    diary = deeds.add_parser("calendar", help=_("検査の予定日を予定表（iCal）に書き出す"))
    _add_arguments(diary)
    diary.add_argument("file", type=Path, help=_("書き出す先"))
    diary.set_defaults(run=_diary)


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    add_vault_arguments(parser)
    parser.add_argument("--year", type=int, help=_("年度（4月の西暦年。今年度が既定）"))


def _year(options: argparse.Namespace, office: Office) -> int:
    year: int | None = options.year
    return fiscal_year_of(office.desk.today()) if year is None else year


def _coverage(options: argparse.Namespace) -> int:
    from oversight.coverage.book import write_cover

    with closing(open_from(options)) as office:
        rows = office.coverage.list_year(_year(options, office))
    if options.output:
        write_file(options.output, write_cover(rows, is_csv=options.output.suffix.lower() == ".csv"))
    for row in rows:
        told = (
            row.contract.number,
            row.contract.contractor,
            row.covering.cover.word,
            tell_covering(row.covering),
        )
        print("\t".join(told).rstrip())
    counts = Counter(row.covering.cover for row in rows)
    print(_("　").join(f"{cover.word} {counts[cover]:,}" for cover in Cover))
    return 0


def _plan(options: argparse.Namespace) -> int:
    with closing(open_from(options)) as office:
        write_file(options.output, office.year_plan.print_plan(_year(options, office)).pdf)
    return 0


def _diary(options: argparse.Namespace) -> int:
    with closing(open_from(options)) as office:
        write_file(options.file, office.year_plan.write_diary(_year(options, office)))
    return 0
