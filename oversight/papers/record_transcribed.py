"""How a record says that its answers were keyed in from paper, and by whom that was checked."""

from __future__ import annotations

from oversight.papers.record_data import TranscribedData
from oversight.papers.wording import day_text, moment_text
from oversight.words import _


def transcribed_text(data: TranscribedData) -> str:
    """Write whose paper was keyed in by whom and when, and who held it against the paper and when."""
    told = _(
        "紙の点検表（{day}、記入者 {filled}）から転記した。"
        "転記者 {keyed}（{keyed_at}から）　照合者 {checked}（{checked_at}）"
    ).format(
        day=day_text(data.paper_on),
        filled=data.filled_in_by,
        keyed=data.transcribed_by,
        keyed_at=moment_text(data.transcribed_at),
        checked=data.checked_by,
        checked_at=moment_text(data.checked_at),
    )
    return "\n".join(filter(None, (told, data.remarks.strip())))
