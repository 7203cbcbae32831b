"""The forms of chasing a correction: a contact noted, and one taken back."""

from __future__ import annotations

from oversight.corrections import FindingContactDraft
from oversight.findings import FindingRow
from oversight.inspections import word_of
from oversight.reports import ContactKind, ContactRow
from oversight.words import _
from ui.deed_form import DeedForm
from ui.shell import Shell
from ui.widgets.choice_fields import OneOfField
from ui.widgets.date_field import DateField
from ui.widgets.fields import MultiLineField, TextField


def contact_form(shell: Shell, finding: FindingRow) -> DeedForm:
    """Return the form that notes a call, mail, visit or consultation."""
    service, finding_id = shell.office.finding_chasing, finding.id
    kind = OneOfField("kind", _("方法"), [(each, word_of(each)) for each in ContactKind], is_required=True)
    day = DateField("happened_on", _("連絡した日"), is_required=True)
    promised = DateField("promised_on", _("約束の日"), hint=_("約束の日までは、督促の段階を進めません。"))
    kind.set_value(ContactKind.CALL)
    day.set_value(shell.clock.today())
    return DeedForm(
        shell,
        heading=_("連絡を記録する"),
        verb=_("連絡を記録する"),
        explained=_("電話・メール・訪問・庁内協議を、この指摘の記録として残します。"),
        fields=(
            kind,
            day,
            TextField("person", _("相手")),
            MultiLineField("said", _("話したこと"), rows=3),
            promised,
        ),
        deed=lambda values: service.note_contact(FindingContactDraft(finding_id, **values)),
    )


def withdrawal_of(shell: Shell, contact: ContactRow) -> DeedForm:
    """Return the form that takes back a contact noted by mistake."""
    service = shell.office.finding_chasing
    return DeedForm(
        shell,
        heading=_("連絡の記録を取り消す"),
        verb=_("取り消す"),
        explained=_("誤って残した連絡を取り消します。理由とともに残り、督促の段階はまたその前に戻ります。"),
        fields=(MultiLineField("reason", _("取り消す理由"), is_required=True),),
        deed=lambda values: service.withdraw_contact(
            contact.contact_id, reason=values["reason"], version=contact.version
        ),
        is_dangerous=True,
    )
