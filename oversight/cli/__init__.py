"""The command line: the same deeds as the window, for administrators and for scripts.

``oversight journal verify`` answers with its exit code: 0 sound, 3 changed, 4 cut off, 5 reordered, 6 rows
that are not what the journal says. Every other failure of the world exits with 2 and its sentence, Ctrl+C
with 130; passphrases are asked for, never arguments.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from oversight import __version__
from oversight.cli import (
    checklists,
    contractors,
    demonstration,
    exchanging,
    findings,
    journals,
    permits,
    record_checks,
    records,
    reports,
    vaults,
    visits,
)
from oversight.errors import OversightError
from oversight.frozen import take_up_helper_work
from oversight.words import LANGUAGES, _, use_language

FAILED = 2
STOPPED = 130
"""What shells expect of a command that Ctrl+C ended (128 + SIGINT)."""


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    parser = argparse.ArgumentParser(prog="oversight", description=_("個人情報を取り扱う委託先の監督台帳"))
    parser.add_argument("--version", action="version", version=f"oversight {__version__}")
    parser.add_argument("--language", choices=LANGUAGES, default="ja", help=_("表示する言語"))
    commands = parser.add_subparsers(dest="command", required=True, metavar=_("命令"))
    rooms = (
        *(vaults, journals, checklists, exchanging, contractors),
        *(records, record_checks, findings, permits, visits, reports, demonstration),
    )
    for room in rooms:
        room.add_commands(commands)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    take_up_helper_work()
    words = list(sys.argv[1:] if arguments is None else arguments)
    use_language(_language_in(words))
    options = build_parser().parse_args(words)
    try:
        code: int = options.run(options)
    except OversightError as error:
        print(error.sentence, file=sys.stderr)
        if error.remedy:
            print(error.remedy, file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print(_("途中で止めました。"), file=sys.stderr)
        return STOPPED
    return code


def _language_in(words: Sequence[str]) -> str:
    for at, word in enumerate(words):
        if word == "--language" and at + 1 < len(words):
            return words[at + 1]
        if word.startswith("--language="):
            return word.partition("=")[2]
    return "ja"
