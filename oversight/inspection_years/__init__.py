"""Years of contracts that owe an inspection, and how each is covered (docs/records.md#coverage)."""

from oversight.inspection_years.reading import (
    CoveredYear,
    of_contract,
    read_covered,
    read_covered_of,
    read_years,
)
from oversight.inspection_years.standing import (
    COUNTING,
    Cover,
    Covering,
    Excuse,
    Visit,
    covering_of,
    tell_covering,
)
from oversight.inspection_years.states import AHEAD, CHANGEABLE, OPEN, RECORDED, UNSIGNED, owes
from oversight.inspection_years.years import CoverKey, CoverYear, Term, years_of

__all__ = [
    "AHEAD",
    "CHANGEABLE",
    "COUNTING",
    "OPEN",
    "RECORDED",
    "UNSIGNED",
    "Cover",
    "CoverKey",
    "CoverYear",
    "CoveredYear",
    "Covering",
    "Excuse",
    "Term",
    "Visit",
    "covering_of",
    "of_contract",
    "owes",
    "read_covered",
    "read_covered_of",
    "read_years",
    "tell_covering",
    "years_of",
]
