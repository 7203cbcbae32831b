"""When the monthly reports of a contract fall due: the rule, what a closed day does, preparation months."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from oversight.calendar import DueKind, DueRule, Shift
from oversight.words import _, mark
from ui.register.folded import Folded
from ui.widgets.choice_fields import ChoiceField, YesNoField
from ui.widgets.date_field import DateField
from ui.widgets.number_field import NumberField

KIND, NUMBER, SHIFT, DAY, PREPARATION = (
    "report_kind",
    "report_number",
    "report_shift",
    "report_day",
    "report_preparation",
)
NAMES = (KIND, NUMBER, SHIFT, DAY, PREPARATION)
_KINDS = {
    DueKind.NEXT_MONTH_DAY: mark("翌月の決まった日"),
    DueKind.NEXT_MONTH_BUSINESS_DAY: mark("翌月の決まった開庁日（第N開庁日）"),
    DueKind.END_OF_NEXT_MONTH: mark("翌月末日"),
    DueKind.FIXED_DAY: mark("指定日"),
}
_SHIFTS = {
    Shift.LATER: mark("次の開庁日にする"),
    Shift.EARLIER: mark("前の開庁日にする"),
    Shift.NONE: mark("動かさない"),
}


def add_report_terms(part: Folded) -> None:
    """Add the fields; which of them count follows from the kind."""
    kind = ChoiceField(KIND, _("月次報告の期日"), [(each, _(word)) for each, word in _KINDS.items()])
    number = NumberField(NUMBER, _("何日・第何開庁日"), low=1, high=31, width=160)
    day = DateField(DAY, _("指定日"))
    part.add(kind, number)
    part.add(day)
    part.add(
        ChoiceField(SHIFT, _("閉庁日に当たるとき"), [(each, _(word)) for each, word in _SHIFTS.items()]),
        YesNoField(PREPARATION, _("準備期間の月も報告を求める"), yes=_("求める"), no=_("求めない")),
    )

    def show_what_counts() -> None:
        number.setVisible(kind.value() in (DueKind.NEXT_MONTH_DAY, DueKind.NEXT_MONTH_BUSINESS_DAY, None))
        day.setVisible(kind.value() is DueKind.FIXED_DAY)

    kind.edited.connect(show_what_counts)
    kind.combo.currentIndexChanged.connect(show_what_counts)
    show_what_counts()


def report_values(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields' values for a rule as it is kept."""
    rule = DueRule.read(document)
    return {
        KIND: rule.kind,
        NUMBER: rule.number,
        SHIFT: rule.shift,
        DAY: rule.day,
        PREPARATION: bool(document.get("preparation")),
    }


def report_document(values: Mapping[str, Any], base: Mapping[str, Any]) -> dict[str, Any]:
    """Return the rule as it is kept; one that says the same as before stays as it was written."""
    day: dt.date | None = values[DAY]
    rule = DueRule(
        values[KIND] or DueKind.NEXT_MONTH_DAY, values[NUMBER] or 10, values[SHIFT] or Shift.LATER, day
    )
    owes_preparation = bool(values[PREPARATION])
    if rule == DueRule.read(base) and owes_preparation == bool(base.get("preparation")):
        return dict(base)
    return {**rule.document(), "preparation": owes_preparation}
