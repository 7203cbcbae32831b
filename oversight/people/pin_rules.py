"""What a PIN for the door must keep: 6 to 12 figures, none that colleagues guess, no Individual Number.

After NIST SP 800-63B (as of Rev. 4, 2025-08), 3.2.10 on activation secrets: figures alone will do, six at
least are advised, and those commonly chosen are to be blocked. No text here ever holds the figures.
"""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise
from typing import Final

from oversight.errors import RefusedError
from oversight.personal_number import PersonalNumberError, find_individual_numbers
from oversight.vault.passphrases import normalised
from oversight.words import _

SHORTEST: Final = 6
LONGEST: Final = 12
_FIGURES: Final = re.compile(rf"[0-9]{{{SHORTEST},{LONGEST}}}")
_FEWEST_GUESSES: Final = 5_000
"""Below this zxcvbn knows the figures: a common choice, a pattern of keys, the user id; few random ones."""


def spelled_pin(pin: str) -> str:
    """Return the one spelling of a PIN as typed, full-width figures too; refuse what can be none."""
    spelling = normalised(pin)
    if _FIGURES.fullmatch(spelling) is None:
        raise refused_pin(
            _("暗証番号は、{low}桁から{high}桁の数字です。").format(low=SHORTEST, high=LONGEST),
            _("数字だけを入力してください。"),
        )
    return spelling


def check_new_pin(pin: str, *, user_id: str) -> str:
    """Return the one spelling of a new PIN; refuse one easily guessed or like an Individual Number."""
    spelling = spelled_pin(pin)
    if find_individual_numbers(spelling):
        raise PersonalNumberError(
            _("個人番号らしい12桁の数字は、暗証番号にできません。"),
            _("別の数字にしてください。"),
            field="pin",
        )
    if _is_run(spelling):
        raise refused_pin(
            _("同じ数字の連続や、順に並んだ数字は、暗証番号にできません。"),
            _("つながりのない数字にしてください。"),
        )
    if _is_day(spelling):
        raise refused_pin(
            _("日付のように読める数字は、暗証番号にできません。"),
            _("誕生日など、知られている日を避けてください。"),
        )
    if _is_guessed(spelling, user_id):
        raise refused_pin(
            _("この数字は推測されやすいものです。"),
            _("よくある並び、キーの並び、利用者IDを避けてください。"),
        )
    return spelling


def refused_pin(sentence: str, remedy: str) -> RefusedError:
    """Return a refusal at the field of the PIN."""
    return RefusedError(sentence, remedy, field="pin")


def _is_run(figures: str) -> bool:
    """Tell whether each figure follows the one before by the same step of 0, 1 or −1, past 9 too."""
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(figures)}
    return len(steps) == 1 and steps <= {0, 1, 9}


def _is_day(figures: str) -> bool:
    """Tell whether figures read as a day as it is written here (19830415, 830415), or as year and month."""
    readings = {8: (figures,), 6: (f"19{figures}", f"20{figures}", f"{figures}01")}
    return any(each[:2] in {"19", "20"} and _is_of_calendar(each) for each in readings.get(len(figures), ()))


def _is_of_calendar(figures: str) -> bool:
    try:
        return bool(dt.date.fromisoformat(figures))
    except ValueError:
        return False


def _is_guessed(figures: str, user_id: str) -> bool:
    from zxcvbn import zxcvbn

    return bool(zxcvbn(figures, user_inputs=[user_id])["guesses"] < _FEWEST_GUESSES)
