"""Which contracts are visited first: the points of each factor, and what inspectors can carry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from oversight.coverage import DEFAULT_RULES, Factor, RiskRule, stored_rules
from oversight.coverage.risk import HIGHEST, read_rules
from oversight.words import _
from ui.settings.saving import Saving, SavingPanel
from ui.shell import Shell
from ui.widgets.fields import Field
from ui.widgets.number_field import NumberField

if TYPE_CHECKING:
    from oversight.settings import OfficeSettings

_CARRYING = ("inspectors_per_visit", "visits_per_inspector_week", "notice_days")
_CAPPED = frozenset({Factor.SEVERE_FINDINGS, Factor.LATE_REPORTS, Factor.MONTHS_SINCE})


class RiskPanel(SavingPanel):
    """The office's table of points; only what is saved counts."""

    def __init__(self, shell: Shell) -> None:
        saving = Saving(
            save=_("優先度の設定を保存する"),
            put_back=_("はじめの点数に戻す"),
            told=_("優先度の設定を保存しました。"),
            stored=_stored,
            default=_values(DEFAULT_RULES),
            changes=_changes,
        )
        super().__init__(shell, saving)
        self.add_section(
            _("優先度の点数"),
            _(
                "実地検査の日を提案するとき、点数の高い契約から早い日を割り当てます。法令に定めがないため、市で決めます。"
            ),
        )
        for rule in DEFAULT_RULES:
            self.add(*_fields(rule))
        self.add_section(_("検査員の割当"), _("提案はこの範囲に収めます。"))
        self.add(*_carrying())
        self.end()

    def rules_typed(self) -> tuple[RiskRule, ...]:
        """Return the table as typed; only once ``check`` has found nothing wrong."""
        return _rules_typed(self.values())


def _rules_typed(values: Mapping[str, Any]) -> tuple[RiskRule, ...]:
    return tuple(
        replace(
            rule,
            **{
                name: values[f"{rule.factor}.{name}"]
                for name in ("points", "step", "most")
                if f"{rule.factor}.{name}" in values
            },
        )
        for rule in DEFAULT_RULES
    )


def _changes(values: Mapping[str, Any]) -> dict[str, Any]:
    carried = {name: values[name] for name in _CARRYING}
    return carried | {"inspection_risks": stored_rules(_rules_typed(values))}


def _stored(settings: OfficeSettings) -> dict[str, Any]:
    carried = {name: getattr(settings, name) for name in _CARRYING}
    return _values(read_rules(settings.inspection_risks)) | carried


def _values(rules: tuple[RiskRule, ...]) -> dict[str, int]:
    return {
        f"{rule.factor}.{name}": getattr(rule, name) for rule in rules for name in ("points", "step", "most")
    }


def _fields(rule: RiskRule) -> Iterator[Field]:
    """Yield the fields of a factor: its points; for what is counted, each how many and at most."""
    yield _number(f"{rule.factor}.points", rule.factor.word, 0, _("点"))
    if rule.factor is Factor.MONTHS_SINCE:
        yield _number(f"{rule.factor}.step", _("何か月ごと"), 1, _("か月"))
    if rule.factor in _CAPPED:
        yield _number(f"{rule.factor}.most", _("上限"), 0, _("点"))


def _number(name: str, label: str, low: int, unit: str) -> NumberField:
    return NumberField(name, label, low=low, high=HIGHEST, unit=unit, width=120, is_required=True)


def _carrying() -> tuple[Field, ...]:
    return (
        NumberField(
            "inspectors_per_visit",
            _("1回の検査員"),
            low=1,
            high=10,
            unit=_("人"),
            width=120,
            is_required=True,
        ),
        NumberField(
            "visits_per_inspector_week",
            _("検査員1人の週の件数"),
            low=1,
            high=10,
            unit=_("件"),
            width=120,
            is_required=True,
        ),
        NumberField(
            "notice_days",
            _("提案から検査まで"),
            low=0,
            high=90,
            unit=_("日間以上"),
            width=120,
            is_required=True,
        ),
    )
