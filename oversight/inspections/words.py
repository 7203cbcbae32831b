"""The words of an inspection: kinds, methods, states, marks, severities, conclusions."""

from __future__ import annotations

from enum import StrEnum

from models.finding import FindingState
from models.inspection import InspectionKind, InspectionMethod, InspectionState
from models.marks import Conclusion, Mark, Severity
from oversight.words import _, mark

_WORDS: tuple[tuple[StrEnum, str], ...] = (
    (InspectionKind.PRE_CONTRACT, mark("契約前")),
    (InspectionKind.REGULAR, mark("定期")),
    (InspectionKind.SPECIAL, mark("随時")),
    (InspectionKind.AFTER_INCIDENT, mark("事故後")),
    (InspectionKind.REINSPECTION, mark("再検査")),
    (InspectionMethod.VISIT, mark("訪問")),
    (InspectionMethod.VIDEO, mark("テレビ通話")),
    (InspectionMethod.PHOTOS, mark("写真等")),
    (InspectionMethod.PAPER, mark("書面")),
    (InspectionState.PLANNED, mark("計画")),
    (InspectionState.NOTIFIED, mark("通知済")),
    (InspectionState.IN_PROGRESS, mark("実施中")),
    (InspectionState.FINALISED, mark("記録確定")),
    (InspectionState.CORRECTING, mark("訂正中")),
    (InspectionState.CALLED_OFF, mark("取止め")),
    (Mark.CONFORMING, mark("適")),
    (Mark.NONCONFORMING, mark("不適")),
    (Mark.NOT_APPLICABLE, mark("非該当")),
    (Severity.A, mark("A 重大")),
    (Severity.B, mark("B 要改善")),
    (Severity.C, mark("C 改善が望ましい")),
    (Conclusion.NO_PROBLEM, mark("問題なし")),
    (Conclusion.MINOR, mark("軽微な指摘あり")),
    (Conclusion.NEEDS_IMPROVEMENT, mark("要改善")),
    (Conclusion.SERIOUS, mark("重大な不適合あり")),
    (FindingState.OPEN, mark("是正待ち")),
    (FindingState.CORRECTED, mark("是正報告あり")),
    (FindingState.CLOSED, mark("完了")),
    (FindingState.DROPPED, mark("取下げ")),
)
_BY_KIND = {(type(member), member): word for member, word in _WORDS}


def word_of(
    value: InspectionKind | InspectionMethod | InspectionState | Mark | Severity | Conclusion | FindingState,
) -> str:
    """Return the office's word for an enumeration's member, in the language in use."""
    return _(_BY_KIND[type(value), value])
