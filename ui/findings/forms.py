"""The two deeds on a finding: the contractor's report kept, the correction confirmed."""

from __future__ import annotations

from oversight.inspections import FindingRow
from oversight.words import _
from ui.deed_form import DeedForm
from ui.shell import Shell
from ui.widgets.date_field import DateField
from ui.widgets.fields import MultiLineField, TextField


def correction_form(shell: Shell, finding: FindingRow) -> DeedForm:
    """Return the form that keeps the contractor's report."""
    service, finding_id, version = shell.office.findings, finding.id, finding.version
    reply = MultiLineField("reply", _("委託先の回答（原因と行った措置）"), rows=5, is_required=True)
    day = DateField("corrected_on", _("是正日"), is_required=True)
    reply.set_value(finding.reply)
    day.set_value(finding.corrected_on or shell.clock.today())
    return DeedForm(
        shell,
        heading=_("是正報告を記録する"),
        verb=_("是正報告を記録する"),
        explained=_("委託先から届いた改善の報告を残します。確認がすむまで、指摘は終わりません。"),
        fields=(reply, day),
        deed=lambda values: service.record_correction(finding_id, version=version, **values),
    )


def closing_form(shell: Shell, finding: FindingRow) -> DeedForm:
    """Return the form that confirms the correction."""
    service, finding_id = shell.office.findings, finding.id
    seen = TextField("reason", _("確認した方法"), hint=_("例: 写真で確認、再検査で確認"))
    return DeedForm(
        shell,
        heading=_("完了にする"),
        verb=_("完了にする"),
        explained=_("是正を確認したことを、確認した人と今日の日付で残します。"),
        fields=(seen,),
        deed=lambda values: service.close_finding(finding_id, reason=values["reason"]),
    )
