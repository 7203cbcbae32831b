"""oversight checklist …: hold an edition to its schema and rules."""

from __future__ import annotations

import argparse
from pathlib import Path

from oversight.cli.asking import Subparsers
from oversight.words import _


def add_commands(commands: Subparsers[argparse.ArgumentParser]) -> None:
    """Add the commands of this room."""
    checklist = commands.add_parser("checklist", help=_("点検表の版を扱う"))
    deeds = checklist.add_subparsers(dest="deed", required=True, metavar=_("操作"))
    lint = deeds.add_parser("lint", help=_("版のファイルを調べる（終了コード 1 は誤りあり）"))
    lint.add_argument("file", type=Path, help=_("版のファイル（YAML）"))
    lint.set_defaults(run=_lint)


def _lint(options: argparse.Namespace) -> int:
    from oversight.checklist import lint_file

    faults = lint_file(options.file)
    for sentence in faults:
        print(sentence)
    if not faults:
        print(_("誤りはありません。"))
    return 1 if faults else 0
