"""Days as the office counts them: eras, fiscal years, closing days, due days that explain themselves."""

from oversight.calendar.business import ClosingCalendar, ClosingRule, read_holiday_csv
from oversight.calendar.due import ComputedDay, DueKind, DueRule, Shift, deadline, due_day
from oversight.calendar.era import TypedDay, is_out_of_era, parse_day, parse_month
from oversight.calendar.fiscal import (
    first_day,
    fiscal_year_of,
    fiscal_years_between,
    last_day,
    month_of,
    months_between,
    months_of,
    next_month,
)
from oversight.calendar.shown import (
    show_day,
    show_dotted,
    show_fiscal_year,
    show_fiscal_year_short,
    show_period,
    show_short,
    show_wareki,
    weekday_word,
)

__all__ = [
    "ClosingCalendar",
    "ClosingRule",
    "ComputedDay",
    "DueKind",
    "DueRule",
    "Shift",
    "TypedDay",
    "deadline",
    "due_day",
    "first_day",
    "fiscal_year_of",
    "fiscal_years_between",
    "is_out_of_era",
    "last_day",
    "month_of",
    "months_between",
    "months_of",
    "next_month",
    "parse_day",
    "parse_month",
    "read_holiday_csv",
    "show_day",
    "show_dotted",
    "show_fiscal_year",
    "show_fiscal_year_short",
    "show_period",
    "show_short",
    "show_wareki",
    "weekday_word",
]
