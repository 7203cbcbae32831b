"""The forms of the deeds on a finding: requested, planned, reported, extended, refused, verified."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from oversight.access import Deed, may
from oversight.change import Change
from oversight.corrections import SIGNER, FindingContactDraft
from oversight.findings import FindingRow, Urgency, Verification
from oversight.inspections import word_of
from oversight.words import _
from ui.contact_forms import contact_form
from ui.deed_form import DeedForm
from ui.findings.shown import Shown
from ui.findings.wishes import Wish
from ui.reauthentication import Reauthentication
from ui.shell import Shell
from ui.widgets.choice_fields import ChoiceField, MultiChoiceField
from ui.widgets.date_field import DateField
from ui.widgets.fields import Field, MultiLineField, TextField


def finding_form(shell: Shell, wish: Wish, shown: Shown) -> DeedForm:
    """Return the form of a deed."""
    return _confirm(shell, shown) if wish is Wish.CONFIRM else _FORMS[wish](shell, shown.finding)


def _request(shell: Shell, finding: FindingRow) -> DeedForm:
    service, finding_id, version = shell.office.findings, finding.id, finding.version
    day = DateField("requested_on", _("是正を求めた日"), is_required=True)
    urgency = ChoiceField(
        "urgency", _("緊急性"), [(each, word_of(each)) for each in Urgency], is_required=True
    )
    told = DateField("told_on", _("口頭で伝えた日（緊急のとき）"))
    day.set_value(finding.requested_on or shell.clock.today())
    urgency.set_value(finding.urgency)
    told.set_value(finding.told_on)
    return DeedForm(
        shell,
        heading=_("是正を求めたことを記録する"),
        verb=_("記録する"),
        explained=_("文書で是正を求めた日を残します。緊急の指摘は、文書の前に口頭で伝えた日も残します。"),
        fields=(day, urgency, told),
        deed=lambda values: service.request_correction(finding_id, version=version, **values),
    )


def _plan(shell: Shell, finding: FindingRow) -> DeedForm:
    service, finding_id, version = shell.office.findings, finding.id, finding.version
    day = DateField("received_on", _("受け取った日"), is_required=True)
    plan = MultiLineField("plan", _("改善計画（原因とこれから行う措置）"), rows=5, is_required=True)
    until = DateField("plan_until", _("完了の予定日"), is_required=True)
    day.set_value(shell.clock.today())
    plan.set_value(finding.plan)
    until.set_value(finding.plan_until or finding.due_on)
    return DeedForm(
        shell,
        heading=_("改善計画を記録する"),
        verb=_("改善計画を記録する"),
        explained=_("委託先から届いた改善の計画を残します。是正期限は変わりません。"),
        fields=(day, plan, until),
        deed=lambda values: service.receive_plan(finding_id, version=version, **values),
    )


def _report(shell: Shell, finding: FindingRow) -> DeedForm:
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


def _extend(shell: Shell, finding: FindingRow) -> DeedForm:
    """Ask for the new day and the reason; a manager who is not signed in proves to be present."""
    service, finding_id, version = shell.office.findings, finding.id, finding.version
    fields = (
        DateField("until", _("延長後の期限"), is_required=True),
        MultiLineField("reason", _("延長の理由"), is_required=True),
    )
    is_own = may(shell.office.actor, Deed.EXTEND_FINDING)
    presence = None if is_own else Reauthentication(shell, label=_("承認する管理職"))

    def extend(values: Mapping[str, Any]) -> Change:
        approver = presence.prove(values) if presence is not None else None
        return service.extend(
            finding_id,
            until=values["until"],
            reason=values["reason"],
            version=version,
            approver=approver,
        )

    return DeedForm(
        shell,
        heading=_("是正期限を延長する"),
        verb=_("延長する"),
        explained=_("延長は、承認した人と理由が残ります。初めの期限も残ります。"),
        fields=(*fields, *(presence.fields if presence is not None else ())),
        deed=extend,
    )


def _refuse(shell: Shell, finding: FindingRow) -> DeedForm:
    service, finding_id, version = shell.office.correction_letters, finding.id, finding.version
    signer = TextField("signer", _("誰の名で"))
    signer.set_value(SIGNER)
    return DeedForm(
        shell,
        heading=_("是正報告を差し戻す"),
        verb=_("差し戻す"),
        explained=_(
            "是正が足りないときに、理由と新しい期限を示して差し戻し、差戻通知書を作ります。初めの期限も残ります。"
        ),
        fields=(
            MultiLineField("reasons", _("認めない理由"), is_required=True),
            DateField("due_on", _("新しい期限"), is_required=True),
            signer,
        ),
        deed=lambda values: service.send_back(finding_id, version=version, **values),
    )


def _contact(shell: Shell, finding: FindingRow) -> DeedForm:
    service, finding_id = shell.office.finding_chasing, finding.id
    return contact_form(
        shell,
        _("電話・メール・訪問・庁内協議を、この指摘の記録として残します。"),
        lambda values: service.note_contact(FindingContactDraft(finding_id, **values)),
    )


def _confirm(shell: Shell, shown: Shown) -> DeedForm:
    """Ask how and by what it was verified; a re-inspection is offered where one is on record."""
    service, finding = shell.office.correction_forms, shown.finding
    ways = tuple(Verification) if shown.reinspections else (Verification.PAPER,)
    how = ChoiceField("how", _("確認の方法"), [(each, word_of(each)) for each in ways], is_required=True)
    how.set_value(ways[-1])
    hint = _("例: 掲示の写真と入室記録4週間分で確かめた")
    fields: list[Field] = [
        how,
        MultiLineField("said", _("確認した内容"), rows=3, hint=hint, is_required=True),
    ]
    names = list(dict.fromkeys(row.file_name for row in shown.evidence))
    if names:
        fields.append(MultiChoiceField("looked_at", _("見た証跡"), [(name, name) for name in names]))
    return DeedForm(
        shell,
        heading=_("是正を確認して完了にする"),
        verb=_("完了にする"),
        explained=_told_confirming(shown),
        fields=fields,
        deed=lambda values: service.confirm(finding.id, version=finding.version, **values),
    )


def _told_confirming(shown: Shown) -> str:
    told = _("是正を確認したことを、確認した人と今日の日付で残します。完了を求めた本人は確認できません。")
    if shown.reinspections:
        return "\n".join((told, _("記録のある再検査: {told}").format(told=shown.reinspections[0].told)))
    return "\n".join((told, _("是正日以後の再検査の記録はありません。書面で確認します。")))


_FORMS: dict[Wish, Callable[[Shell, FindingRow], DeedForm]] = {
    Wish.REQUEST: _request,
    Wish.PLAN: _plan,
    Wish.REPORT: _report,
    Wish.EXTEND: _extend,
    Wish.REFUSE: _refuse,
    Wish.CONTACT: _contact,
}
