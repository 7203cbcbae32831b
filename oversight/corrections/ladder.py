"""The ladder of findings, in words about corrections: docs/records.md#chasing-of-findings."""

from __future__ import annotations

from sqlalchemy.orm import Session

from oversight.reports import Channel, Rung
from oversight.reports.ladder import read_ladder
from oversight.settings import read_settings
from oversight.words import mark

FINDING_PLACES = frozenset({"contractor", "contract", "numbers", "answer_by"})
"""What a wording may name."""

_REMINDER = mark(
    "　下記の指摘事項について、是正期限を過ぎても是正報告が届いていません。速やかに是正し、報告してください。"
    "　なお、行き違いで既に報告されている場合は、御容赦ください。"
)
_DEMAND = mark(
    "　下記の指摘事項について、是正期限を過ぎた今も是正報告が提出されていません。"
    "契約に基づき、{answer_by}までに是正し報告するよう催告します。期限までに報告がない場合は、"
    "契約上の措置を検討します。"
)
FINDING_LADDER = (
    Rung("notice", -5, mark("是正期限の予告"), mark("担当"), Channel.NOTICE),
    Rung("call", 1, mark("督促（電話・メール）"), mark("担当"), Channel.CALL),
    Rung("reminder", 7, mark("文書督促"), mark("係長"), Channel.LETTER, _REMINDER),
    Rung("demand", 14, mark("催告"), mark("課長"), Channel.LETTER, _DEMAND, 10),
    Rung("measures", 30, mark("契約上の措置の検討"), mark("部長"), Channel.CONSULTATION),
)


def finding_ladder(session: Session) -> tuple[Rung, ...]:
    """Return the office's ladder of findings."""
    return read_ladder(read_settings(session).finding_ladder, FINDING_LADDER)
