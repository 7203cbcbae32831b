"""What can be wrong with an edition, and the one fault that is looked for before all others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from oversight.personal_number import find_individual_numbers, mask
from oversight.words import _


class FaultKind(StrEnum):
    """What is wrong with an edition."""

    SCHEMA = "schema"
    MISSING_TITLE = "missing_title"
    MISSING_SEVERITY = "missing_severity"
    MISSING_BASIS = "missing_basis"
    MISSING_AS_OF = "missing_as_of"
    DUPLICATE_ID = "duplicate_id"
    UNKNOWN_SOURCE = "unknown_source"
    TWO_SAMPLES = "two_samples"
    NO_NUMBER_FITS = "no_number_fits"
    BAD_CONDITION = "bad_condition"
    UNKNOWN_NAME = "unknown_name"
    CIRCULAR = "circular"
    UNREACHABLE = "unreachable"
    IMPOSSIBLE_ANSWER = "impossible_answer"
    RETIRED_ID = "retired_id"
    INDIVIDUAL_NUMBER = "individual_number"


@dataclass(frozen=True)
class LintFault:
    """One fault: its kind, the place (item id, or a path into the document), and a sentence that names it."""

    kind: FaultKind
    place: str
    sentence: str


def individual_number_faults(document: Mapping[str, Any]) -> Iterator[LintFault]:
    """Yield each place of a document that holds an Individual Number; the digits are not repeated.

    Asked first: other faults quote the document, so none is told while one of these stands.
    """
    for place, text in _texts(document, ""):
        if find_individual_numbers(text):
            place_without_digits = mask(place)
            sentence = _("{place}: 個人番号らしい数字があります。").format(place=place_without_digits)
            yield LintFault(FaultKind.INDIVIDUAL_NUMBER, place_without_digits, sentence)


def _texts(part: Any, place: str) -> Iterator[tuple[str, str]]:
    """Yield every text with its path of keys and positions; numbers and keys count as texts too."""
    if isinstance(part, Mapping):
        for key, value in part.items():
            yield place, str(key)
            yield from _texts(value, f"{place} {key}".strip())
    elif isinstance(part, list):
        for number, value in enumerate(part, start=1):
            yield from _texts(value, f"{place} {number}")
    else:
        yield place, str(part)
