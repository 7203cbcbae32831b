"""Which contracts are visited first: the points of each factor, and what inspectors can carry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Slot

from oversight.access import Deed, may
from oversight.change import Change
from oversight.coverage import DEFAULT_RULES, Factor, RiskRule, stored_rules
from oversight.coverage.risk import HIGHEST, read_rules
from oversight.words import _
from ui.shell import Shell
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.fields import Field
from ui.widgets.flow import Flow
from ui.widgets.form_panel import FormPanel
from ui.widgets.number_field import NumberField
from ui.widgets.text import note

if TYPE_CHECKING:
    from oversight.settings import OfficeSettings

_CARRYING = ("inspectors_per_visit", "visits_per_inspector_week", "notice_days")
_CAPPED = frozenset({Factor.SEVERE_FINDINGS, Factor.LATE_REPORTS, Factor.MONTHS_SINCE})


class RiskPanel(FormPanel):
    """The office's table of points; only what is saved counts."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.save_button = Button(_("優先度の設定を保存する"), kind=ButtonKind.PRIMARY, icon="device-floppy")
        self.default_button = Button(_("はじめの点数に戻す"), icon="refresh")
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
        self._add_deeds(may(shell.office.actor, Deed.CHANGE_SETTINGS))

    def _add_deeds(self, may_edit: bool) -> None:
        if may_edit:
            buttons = Flow()
            for button in (self.save_button, self.default_button):
                buttons.addWidget(button)
            self.column.addLayout(buttons)
        else:
            for field in self.fields.values():
                field.set_read_only(True)
            self.add_widget(note(_("変えられるのは、管理者と個人情報担当です。")))
        self.column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.save_button.clicked.connect(self.save)
        self.default_button.clicked.connect(self.put_back)

    def read(self) -> None:
        """Read the table; what is being typed is not written over."""
        self._shell.read(self._shell.office.settings.read, self._show, owner=self)

    def _show(self, settings: OfficeSettings) -> None:
        if self.is_changed and self._before:
            return
        carried = {name: getattr(settings, name) for name in _CARRYING}
        self.fill(_values(read_rules(settings.inspection_risks)) | carried)

    @Slot()
    def put_back(self) -> None:
        """Show the house's own points; saving makes them count."""
        for name, value in _values(DEFAULT_RULES).items():
            if name in self.fields:
                self.fields[name].set_value(value)

    def rules_typed(self) -> tuple[RiskRule, ...]:
        """Return the table as typed; only once ``check`` has found nothing wrong."""
        values = self.values()
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

    @Slot()
    def save(self) -> None:
        """Write the table and what inspectors carry."""
        if not self.check():
            return
        values, settings = self.values(), self._shell.office.settings
        typed: dict[str, Any] = {name: values[name] for name in _CARRYING}
        typed["inspection_risks"] = stored_rules(self.rules_typed())
        self._shell.do(lambda: settings.change(**typed), self._finish, self._fail, owner=self)

    def _finish(self, _change: Change) -> None:
        self.fill(self.values())
        self._shell.notices.tell(_("優先度の設定を保存しました。"))

    def _fail(self, error: Exception) -> None:
        if not self.show_refusal(error):
            self._shell.notices.show_error(error)


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
