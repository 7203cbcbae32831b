"""The two deeds on a finding: the contractor's report kept, the correction confirmed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from oversight.change import Change
from oversight.inspections import FindingRow
from oversight.words import _
from ui.shell import Shell
from ui.theme import current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.date_field import DateField
from ui.widgets.fields import Field, MultiLineField, TextField
from ui.widgets.flow import Flow
from ui.widgets.form_panel import FormPanel
from ui.widgets.lead_focus import lead_focus
from ui.widgets.text import prose

Deed = Callable[[Mapping[str, Any]], Change]


class FindingForm(QWidget):
    """``done`` follows the deed, ``declined`` the way back; a refusal shows at its field."""

    done = Signal()
    declined = Signal()

    def __init__(
        self,
        shell: Shell,
        *,
        verb: str,
        explained: str,
        fields: Sequence[Field],
        deed: Deed,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._shell, self._deed, self.heading = shell, deed, verb
        self.form = FormPanel()
        self.form.add_widget(prose(explained))
        for field in fields:
            self.form.add(field)
        self.form.fill({})
        self.do_button = Button(verb, kind=ButtonKind.PRIMARY)
        self.back_button = Button(_("やめる"))
        self._lay_out()
        lead_focus(self, fields[0])
        self.do_button.clicked.connect(self.submit)
        self.back_button.clicked.connect(self.declined)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(12))
        column.addWidget(self.form, 1)
        buttons = Flow()
        buttons.addWidget(self.do_button)
        buttons.addWidget(self.back_button)
        column.addLayout(buttons)

    @property
    def is_changed(self) -> bool:
        """Tell whether something is typed that is not saved."""
        return self.form.is_changed

    @Slot()
    def submit(self) -> None:
        """Do the deed if the fields allow it."""
        if not self.form.check():
            return
        values = self.form.values()
        self.do_button.setEnabled(False)
        self._shell.do(lambda: self._deed(values), self._finish, self._fail, owner=self)

    def _finish(self, _change: Change) -> None:
        self.done.emit()

    def _fail(self, error: Exception) -> None:
        self.do_button.setEnabled(True)
        if not self.form.show_refusal(error):
            self._shell.notices.show_error(error)


def correction_form(shell: Shell, finding: FindingRow) -> FindingForm:
    """Return the form that keeps the contractor's report."""
    service, finding_id, version = shell.office.findings, finding.id, finding.version
    reply = MultiLineField("reply", _("委託先の回答（原因と行った措置）"), rows=5, is_required=True)
    day = DateField("corrected_on", _("是正日"), is_required=True)
    reply.set_value(finding.reply)
    day.set_value(finding.corrected_on or shell.clock.today())
    return FindingForm(
        shell,
        verb=_("是正報告を記録する"),
        explained=_("委託先から届いた改善の報告を残します。確認がすむまで、指摘は終わりません。"),
        fields=(reply, day),
        deed=lambda values: service.record_correction(finding_id, version=version, **values),
    )


def closing_form(shell: Shell, finding: FindingRow) -> FindingForm:
    """Return the form that confirms the correction."""
    service, finding_id = shell.office.findings, finding.id
    seen = TextField("reason", _("確認した方法"), hint=_("例: 写真で確認、再検査で確認"))
    return FindingForm(
        shell,
        verb=_("完了にする"),
        explained=_("是正を確認したことを、確認した人と今日の日付で残します。"),
        fields=(seen,),
        deed=lambda values: service.close_finding(finding_id, reason=values["reason"]),
    )
