"""Further periods of a contract, one a line: 履行 令和6年10月1日～令和7年3月31日, 準備 R6.4.1～R6.5.31."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from typing_extensions import override

from oversight.calendar import parse_day, show_period
from oversight.errors import RefusedError
from oversight.register import PeriodDraft, PeriodKind, word_of
from oversight.words import _
from ui.register.contract_fields import ReadBackField

_KINDS = {
    "準備期間": PeriodKind.PREPARATION,
    "準備": PeriodKind.PREPARATION,
    "preparation period": PeriodKind.PREPARATION,
    "preparation": PeriodKind.PREPARATION,
    "履行期間": PeriodKind.SERVICE,
    "履行": PeriodKind.SERVICE,
    "service period": PeriodKind.SERVICE,
    "service": PeriodKind.SERVICE,
}
_LINE = re.compile(
    rf"^\s*(?:(?P<kind>{'|'.join(_KINDS)}))?\s*[::]?\s*(?P<from>.+?)\s*(?:[~～〜–—]|から|\bto\b)\s*(?P<until>.+?)(?:まで)?\s*$",
    re.IGNORECASE,
)


class PeriodsField(ReadBackField):
    """Periods beside the first of each kind; days keep how they were typed."""

    @override
    def parse(self, text: str) -> tuple[PeriodDraft, ...]:
        read = [self._read_line(line, at) for at, line in enumerate(_lines_in(text))]
        return tuple(period for period in read if period is not None)

    def _read_line(self, line: str, at: int) -> PeriodDraft | None:
        match = _LINE.match(line)
        if match is None:
            return None
        try:
            first, last = parse_day(match["from"]), parse_day(match["until"])
        except RefusedError:
            return None
        kind = _KINDS[match["kind"].lower()] if match["kind"] else PeriodKind.SERVICE
        known = self._before[at].id if at < len(self._before) else None
        return PeriodDraft(kind, first.day, last.day, match["from"], match["until"], known)

    @override
    def lines_of(self, parts: Sequence[Any]) -> list[str]:
        return [
            f"{word_of(part.kind)} {part.starts_as_written or part.starts_on.isoformat()}"
            f"～{part.ends_as_written or part.ends_on.isoformat()}"
            for part in parts
        ]

    @override
    def read_back(self, parts: Sequence[Any]) -> str:
        return "\n".join(
            f"{word_of(part.kind)} {show_period(part.starts_on, part.ends_on)}" for part in parts
        )

    @override
    def wrong(self) -> str:
        for at, line in enumerate(_lines_in(self.lines.toPlainText())):
            period = self._read_line(line, at)
            if period is None:
                sentence = _("「{line}」は期間として読めません。例: 履行 R6.10.1～R7.3.31")
                return sentence.format(line=line)
            if period.ends_on < period.starts_on:
                return _("終わりが始まりより前です。日付を見直してください。")
        return super().wrong()


def _lines_in(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
