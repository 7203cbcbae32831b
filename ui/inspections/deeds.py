"""The forms of the deeds on an inspection: notice recorded, called off, opened for correction."""

from __future__ import annotations

from oversight.inspections import InspectionDetail
from oversight.words import _
from ui.deed_form import DeedForm
from ui.inspections.pane import Wish
from ui.inspections.transcribing.forms import begin_form
from ui.shell import Shell
from ui.widgets.date_field import DateField
from ui.widgets.fields import MultiLineField, TextField


def deed_form(shell: Shell, wish: Wish, detail: InspectionDetail) -> DeedForm:
    """Return the form of a deed that asks for more than a press."""
    if wish is Wish.TRANSCRIBE:
        return begin_form(shell, detail)
    if wish is Wish.NOTIFY:
        return _notice_form(shell, detail)
    return _call_off_form(shell, detail) if wish is Wish.CALL_OFF else _correction_form(shell, detail)


def _notice_form(shell: Shell, detail: InspectionDetail) -> DeedForm:
    service, inspection_id, version = shell.office.inspections, detail.id, detail.version
    number = TextField("notice_number", _("通知文書番号"), is_required=True)
    day = DateField("notice_on", _("通知日"), is_required=True)
    number.set_value(detail.notice_number)
    day.set_value(detail.notice_on or shell.clock.today())
    return DeedForm(
        shell,
        heading=_("通知を記録する"),
        verb=_("通知を記録する"),
        explained=_("委託先へ通知した文書の番号と日を残します。"),
        fields=(number, day),
        deed=lambda values: service.notify(inspection_id, version=version, **values),
    )


def _call_off_form(shell: Shell, detail: InspectionDetail) -> DeedForm:
    service, inspection_id = shell.office.inspections, detail.id
    return DeedForm(
        shell,
        heading=_("検査を取り止める"),
        verb=_("取り止める"),
        explained=_("取り止めた検査は、理由とともに一覧に残ります。元には戻せません。"),
        fields=(MultiLineField("called_off_reason", _("取り止める理由"), is_required=True),),
        deed=lambda values: service.call_off(inspection_id, reason=values["called_off_reason"]),
        is_dangerous=True,
    )


def _correction_form(shell: Shell, detail: InspectionDetail) -> DeedForm:
    service, inspection_id = shell.office.inspections, detail.id
    return DeedForm(
        shell,
        heading=_("記録を訂正する"),
        verb=_("訂正を始める"),
        explained=_("今の版はそのまま残り、訂正した内容は新しい版になります。理由は記録に載ります。"),
        fields=(MultiLineField("correction_reason", _("訂正の理由"), is_required=True),),
        deed=lambda values: service.start_correction(inspection_id, reason=values["correction_reason"]),
    )
