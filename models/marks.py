"""Words of an inspection's answers, free of any table so that rules and windows can share them."""

from __future__ import annotations

from enum import StrEnum


class Mark(StrEnum):
    """適 / 不適 / 非該当; 記入済 where an item is answered by its value and the value is there.

    ``RECORDED`` follows from the values and is never given by hand.
    """

    CONFORMING = "conforming"
    NONCONFORMING = "nonconforming"
    NOT_APPLICABLE = "not_applicable"
    RECORDED = "recorded"


GIVEN_MARKS = (Mark.CONFORMING, Mark.NONCONFORMING, Mark.NOT_APPLICABLE)
"""The marks an inspector gives to an item."""


class Severity(StrEnum):
    """重大性: A 重大 / B 要改善 / C 改善が望ましい (docs/checklists.md#severity)."""

    A = "A"
    B = "B"
    C = "C"


class Conclusion(StrEnum):
    """総合所見: 問題なし / 軽微 / 要改善 / 重大 (docs/records.md#inspections)."""

    NO_PROBLEM = "no_problem"
    MINOR = "minor"
    NEEDS_IMPROVEMENT = "needs_improvement"
    SERIOUS = "serious"


class EvidenceKind(StrEnum):
    """証拠の種別 without a camera: 見取図/製造・封印番号/抽出計数/陳述/文書 (docs/records.md#evidence)."""

    SKETCH = "sketch"
    SERIAL = "serial"
    COUNT = "count"
    STATEMENT = "statement"
    DOCUMENT = "document"


class Treatment(StrEnum):
    """What became of a device at the door: not taken in, 預け, or taken in under a permit or by the rule."""

    REFUSED = "refused"
    DEPOSITED = "deposited"
    ADMITTED = "admitted"
