"""A few of the inspections of the made-up city that are still open are planned for the coming days."""

from __future__ import annotations

import datetime as dt

from models.inspection import Inspection, InspectionState
from oversight.calendar import fiscal_year_of
from oversight.checklist import builtin_editions
from oversight.demo.dice import Dice
from oversight.demo.register import make_register
from oversight.demo.truths import Truths
from oversight.demo.visits import Visits, make_visits

TODAY = dt.date(2026, 6, 1)


def test_what_is_planned_lies_in_the_coming_days_of_the_year() -> None:
    dice, truths = Dice(7), Truths(TODAY.isoformat(), 7, "user", "passphrase", "colleague")
    register = make_register(dice, TODAY, truths, contracts=120, contractors=40)
    lead = (dice.new_id(), "係長", "須田 一郎")
    visits = Visits(register, builtin_editions()[0], dice.new_id(), lead)
    make_visits(visits)
    rows = visits.rows[Inspection]
    planned = [row for row in rows if row["state"] is InspectionState.PLANNED]
    assert planned
    for row in planned:
        assert TODAY <= row["planned_on"] <= TODAY + dt.timedelta(days=40)
        assert row["fiscal_year"] == fiscal_year_of(TODAY)
