"""The office: its name, the terms that no law fixes, its closing days, from when reports are followed up."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Slot

from oversight.calendar import parse_month
from oversight.change import Change
from oversight.closing_lines import days_of, lines_of_days, lines_of_rules, rules_of
from oversight.errors import RefusedError
from oversight.reports import OwedDifference
from oversight.words import _
from ui.notices import Question
from ui.settings.saving import end_form, save_button
from ui.shell import Shell
from ui.widgets.fields import MultiLineField, TextField
from ui.widgets.form_panel import FormPanel
from ui.widgets.number_field import NumberField

if TYPE_CHECKING:
    from oversight.settings import OfficeSettings

_TERMS = {"A": "corrective_a", "B": "corrective_b", "C": "corrective_c"}
_BEARING = ("reports_from", "closing_rules", "closed_days")


class OfficePanel(FormPanel):
    """What concerns everyone in the office; a change of closing days is told before it is made."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._settings: OfficeSettings | None = None
        self.save_button = save_button(_("事務所の設定を保存する"))
        self._add_office()
        self._add_terms()
        self._add_closing_days()
        end_form(self, shell, (self.save_button,))
        self.save_button.clicked.connect(self.save)

    def _add_office(self) -> None:
        self.add_section(_("事務所"), _("この保管庫を使う全員の設定です。帳票にも出ます。"))
        self.add(TextField("city", _("市区町村"), is_required=True), TextField("section", _("担当の課")))

    def _add_terms(self) -> None:
        self.add_section(_("期限の決まり"), _("法令に定めがないため、市で決めるものです。"))
        self.add(
            *(
                NumberField(
                    name,
                    _("是正期限 {severity}").format(severity=severity),
                    low=1,
                    high=3660,
                    unit=_("日間"),
                    width=120,
                    is_required=True,
                )
                for severity, name in _TERMS.items()
            )
        )
        self.add(
            NumberField(
                "resubmit_days", _("差戻から再提出まで"), low=1, high=366, unit=_("日間"), width=120,
                is_required=True,
            ),
            TextField(
                "reports_from",
                _("月次報告を管理し始める月"),
                check=_wrong_month,
                hint=_("空けておくと、契約の初めの月から数えます。例: 令和8年4月"),
            ),
        )  # fmt: skip

    def _add_closing_days(self) -> None:
        self.add_section(_("閉庁日"), _("土曜日・日曜日・国民の祝日は、初めから閉庁日です。"))
        self.add(
            MultiLineField(
                "closing_rules",
                _("毎年の閉庁日"),
                rows=2,
                check=_wrong_with(rules_of),
                hint=_(
                    "1行に1つ。例: 年末年始 12/29～1/3。変わるときは、後に「2027-04-01から」などを添えます。"
                ),
            )
        )
        self.add(
            MultiLineField(
                "closed_days",
                _("臨時の閉庁日"),
                rows=2,
                check=_wrong_with(days_of),
                hint=_("1行に1日。例: 令和8年12月10日 庁舎停電"),
            )
        )

    # reading

    def read(self) -> None:
        """Read the settings; what is being typed is not written over."""
        self._shell.read(self._shell.office.settings.read, self._show, owner=self)

    def _show(self, settings: OfficeSettings) -> None:
        self._settings = settings
        if self.is_changed and self._before:
            return
        values: dict[str, Any] = {name: settings.corrective_days[key] for key, name in _TERMS.items()}
        self.fill(
            values
            | {
                "city": settings.city,
                "section": settings.section,
                "resubmit_days": settings.resubmit_days,
                "reports_from": settings.reports_from[:7],
                "closing_rules": lines_of_rules(settings.closing_rules),
                "closed_days": lines_of_days(settings.closed_days),
            }
        )

    def settings_typed(self) -> dict[str, Any]:
        """Return the settings as typed; only once ``check`` has found nothing wrong."""
        values = self.values()
        month = values["reports_from"]
        return {
            "city": values["city"],
            "section": values["section"],
            "corrective_days": {key: values[name] for key, name in _TERMS.items()},
            "resubmit_days": values["resubmit_days"],
            "reports_from": parse_month(month).isoformat() if month else "",
            "closing_rules": rules_of(values["closing_rules"]),
            "closed_days": days_of(values["closed_days"]),
        }

    # saving

    @Slot()
    def save(self) -> None:
        """Write the settings; ask first where days that reports fall due on would move."""
        if not self.check() or self._settings is None:
            return
        typed, settings, office = self.settings_typed(), self._settings, self._shell.office
        if all(typed[name] == getattr(settings, name) for name in _BEARING):
            self._write(typed)
            return
        bearing = {name: typed[name] for name in _BEARING}
        self._shell.read(
            lambda: office.reports.preview_settings(**bearing),
            lambda moved: self._ask(typed, moved),
            owner=self,
            what=_("期限の変わる月を数えています"),
        )

    def _ask(self, typed: dict[str, Any], moved: dict[UUID, tuple[OwedDifference, ...]]) -> None:
        if not moved:
            self._write(typed)
            return
        months = sum(len(each) for each in moved.values())
        told = _(
            "{contracts:,}契約の{months:,}か月分で、月次報告の要る月か期限が変わります。受け取り済みの月は変わりません。"
        )
        question = Question(
            _("月次報告の期限が変わります"),
            told.format(contracts=len(moved), months=months),
            _("変えて保存する"),
        )
        self._shell.notices.ask(question, lambda: self._write(typed), parent=self)

    def _write(self, typed: dict[str, Any]) -> None:
        settings = self._shell.office.settings
        self._shell.do(lambda: settings.change(**typed), self._saved, self._fail, owner=self)

    def _saved(self, _change: Change) -> None:
        self._before = self.values()
        self._shell.notices.tell(_("事務所の設定を保存しました。"))

    def _fail(self, error: Exception) -> None:
        if not self.show_refusal(error):
            self._shell.notices.show_error(error)


def _wrong_with(read: Callable[[str], object]) -> Callable[[Any], str]:
    """Return the check of a field that ``read`` reads."""

    def wrong(text: Any) -> str:
        try:
            read(str(text))
        except RefusedError as error:
            return str(error)
        return ""

    return wrong


def _wrong_month(text: Any) -> str:
    return _wrong_with(parse_month)(text)
