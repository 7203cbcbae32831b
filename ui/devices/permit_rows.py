"""How the list shows permits, and which of them a chip lets through."""

from __future__ import annotations

from oversight.calendar import show_dotted
from oversight.devices import PermitRow, PermitStanding
from oversight.japanese import fold
from oversight.words import _, _n, mark
from ui.list_page import View
from ui.theme import Tone
from ui.widgets.columns import Column

STANDING_TONES = {
    PermitStanding.WAITING: Tone.INFO,
    PermitStanding.EXPIRING: Tone.ATTENTION,
    PermitStanding.VALID: Tone.DONE,
    PermitStanding.NOT_BEGUN: Tone.INFO,
    PermitStanding.EXPIRED: Tone.NEUTRAL,
    PermitStanding.ENDED: Tone.NEUTRAL,
    PermitStanding.REFUSED: Tone.NEUTRAL,
}


class PermitView(View):
    """What a chip lets through, in its word."""

    RUNNING = mark("続いているもの")
    WAITING = mark("許可待ち")
    IN_FORCE = mark("今日有効")
    EXPIRING = mark("期限が近い")
    NOT_BEGUN = mark("開始前")
    OVER = mark("終わったもの")
    ALL = mark("すべて")

    def lets_through(self, row: PermitRow) -> bool:
        """Tell whether the chip shows a permit."""
        match self:
            case PermitView.RUNNING:
                return not row.standing.is_over
            case PermitView.OVER:
                return row.standing.is_over
            case PermitView.ALL:
                return True
            case _:
                return row.standing in _SHOWN[self]


_SHOWN = {
    PermitView.WAITING: (PermitStanding.WAITING,),
    PermitView.IN_FORCE: (PermitStanding.VALID, PermitStanding.EXPIRING),
    PermitView.EXPIRING: (PermitStanding.EXPIRING,),
    PermitView.NOT_BEGUN: (PermitStanding.NOT_BEGUN,),
}


def holds_words(row: PermitRow, text: str) -> bool:
    """Tell whether every word of a search stands in a row, variants and kana folded."""
    draft = row.draft
    whole = fold(
        " ".join(
            (
                *(row.number, draft.holder, draft.organisation, row.device_word, draft.device),
                *(draft.serial, row.place, row.area, row.contract, row.contractor, draft.purpose),
            )
        )
    )
    return all(fold(word) in whole for word in text.split())


def told_until(row: PermitRow) -> str:
    """Return the last day and, where it is near, how many days are left: R9.3.31 あと12日."""
    until = show_dotted(row.draft.ends_on)
    if row.standing is not PermitStanding.EXPIRING:
        return until
    if not row.days_left:
        return _("{day} 今日まで").format(day=until)
    return _n("{day} あと{days}日", row.days_left).format(day=until, days=row.days_left)


def told_device(row: PermitRow) -> str:
    """Return the class and the device in a line."""
    return f"{row.device_word} {row.draft.device}"


def _until_tone(row: PermitRow) -> Tone | None:
    return Tone.ATTENTION if row.standing is PermitStanding.EXPIRING else None


COLUMNS: tuple[Column[PermitRow], ...] = (
    Column(mark("番号"), lambda row: row.number, figures=True),
    Column(
        mark("状態"),
        lambda row: row.standing.word,
        sort_key=lambda row: list(PermitStanding).index(row.standing),
        tone=lambda row: STANDING_TONES[row.standing],
        is_tag=True,
    ),
    Column(mark("許可の期限"), told_until, sort_key=lambda row: row.draft.ends_on, tone=_until_tone),
    Column(mark("持ち込む者"), lambda row: row.draft.holder, stretch=1),
    Column(mark("機器"), told_device, stretch=2, spare=1),
    Column(mark("区域"), lambda row: f"{row.area}　{row.place}", stretch=2, spare=2),
    Column(mark("識別番号"), lambda row: row.draft.serial, spare=3),
    Column(mark("委託先"), lambda row: row.contractor, stretch=1, spare=4),
)
