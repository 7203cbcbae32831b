"""oversight journal …: verify the chain, list what was done."""

from __future__ import annotations

import argparse
import sys
import time
from contextlib import closing
from typing import Final

from oversight.cli.asking import Subparsers, add_vault_arguments, open_from
from oversight.clock import at_japan
from oversight.errors import RefusedError
from oversight.journal import Head, Soundness, describe_difference
from oversight.words import _, _n, mark, mark_n

EXIT_CODES = {
    Soundness.SOUND: 0,
    Soundness.CHANGED: 3,
    Soundness.CUT_OFF: 4,
    Soundness.REORDERED: 5,
    Soundness.ROWS_DIFFER: 6,
}
_SENTENCES = {
    Soundness.SOUND: mark_n("記録簿は健全で、今の記録と合っています（{count}件）。"),
    Soundness.CHANGED: mark("記録簿の第{at}件が、書かれた後に変えられています。"),
    Soundness.CUT_OFF: mark("記録簿の第{at}件から先が失われています。"),
    Soundness.REORDERED: mark("記録簿の第{at}件から順序が入れ替わっています。"),
    Soundness.ROWS_DIFFER: mark_n("記録簿と合わない記録が{rows}件あります。"),
}
_PAUSE_SECONDS: Final = 0.3


def add_commands(commands: Subparsers[argparse.ArgumentParser]) -> None:
    """Add the commands of this room."""
    journal = commands.add_parser("journal", help=_("記録簿を確かめる"))
    deeds = journal.add_subparsers(dest="deed", required=True, metavar=_("操作"))
    verify = deeds.add_parser(
        "verify",
        help=_(
            "つながりと、今の記録が記録簿と合うことを確かめる"
            "（終了コード 0 健全 3 変更 4 欠落 5 入替え 6 記録が合わない）"
        ),
    )
    add_vault_arguments(verify)
    verify.add_argument(
        "--anchor",
        action="append",
        default=[],
        metavar=_("番号:要約値"),
        help=_("紙に印字された番号と要約値（繰り返し可）"),
    )
    verify.set_defaults(run=_verify)
    show = deeds.add_parser("list", help=_("新しい順に表示する"))
    add_vault_arguments(show)
    show.add_argument("--count", type=int, default=50, help=_("件数"))
    show.set_defaults(run=_list)


def _verify(options: argparse.Namespace) -> int:
    anchors = [_anchor(text) for text in options.anchor]
    with closing(open_from(options)) as office:
        verdict = office.journal.verify(anchors, progress=Telling().tell)
    sentence = _n(_SENTENCES[verdict.soundness], verdict.differing or verdict.entries)
    print(sentence.format(count=verdict.entries, at=verdict.fault_at, rows=verdict.differing))
    for each in verdict.differences:
        print(f"{each.table}\t{each.row_id}\t{describe_difference(each)}")
    return EXIT_CODES[verdict.soundness]


class Telling:
    """Tells a terminal how far long work is, on one line of standard error; a file or a pipe gets nothing."""

    def __init__(self) -> None:
        self._told_at = time.monotonic()
        self._is_terminal = sys.stderr.isatty()

    def tell(self, done: int, total: int) -> None:
        """Tell, a few times a second at most; wipe the line at the end."""
        now = time.monotonic()
        if not self._is_terminal or (now - self._told_at < _PAUSE_SECONDS and done < total):
            return
        self._told_at = now
        text = _("{percent}％（止めるには Ctrl+C）").format(percent=done * 100 // max(total, 1))
        print(f"\r{text}" if done < total else "\r\x1b[K", end="", file=sys.stderr, flush=True)


def _anchor(text: str) -> Head:
    number, _colon, digest = text.partition(":")
    if not number.isdecimal() or not digest:
        raise RefusedError(_("印字された番号と要約値の形が違います。"), _("例 --anchor 1234:9f3c…"))
    return Head(int(number), digest.replace(" ", ""))


def _list(options: argparse.Namespace) -> int:
    with closing(open_from(options)) as office:
        for entry in office.journal.list_entries(limit=options.count):
            moment = at_japan(entry.at).strftime("%Y-%m-%d %H:%M:%S")
            print(f"{entry.sequence}\t{moment}\t{entry.actor}\t{entry.deed}\t{entry.reason}")
    return 0
