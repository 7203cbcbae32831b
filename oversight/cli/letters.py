"""What commands that make letters share: saying what was made, writing it where the user asked for it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from oversight.calendar import show_day
from oversight.cli.asking import write_file
from oversight.words import _n

if TYPE_CHECKING:
    from oversight.reports import LetterRow, SentLetter


def give_letters(
    options: argparse.Namespace, letters: Sequence[LetterRow], read: Callable[[UUID], SentLetter]
) -> None:
    """Say what was made, and write it where the user asked for it."""
    from oversight.reports.outbox import write_outbox

    sent = tuple(read(letter.letter_id) for letter in letters)
    for letter in letters:
        answer = show_day(letter.answer_by) if letter.answer_by else ""
        print(f"{letter.number}\t{letter.title}\t{answer}".rstrip())
    if options.outbox:
        write_outbox(options.outbox, sent)
    if getattr(options, "output", None):
        write_file(options.output, sent[0].pdf)


def tell_chased(count: int, to_do: Iterable[str]) -> None:
    """Say what is left to do by hand, and how many letters were made."""
    for line in to_do:
        print(line)
    print(_n("{count}通の文書を作りました。", count).format(count=count))
