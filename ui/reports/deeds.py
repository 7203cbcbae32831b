"""The forms of the deeds on a month's report, and the deeds that need no form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from oversight.change import Change
from oversight.reports import (
    ContactDraft,
    MonthDetail,
    ReceiptDraft,
    WaiverDraft,
    show_month,
)
from oversight.words import _
from ui.contact_forms import contact_form
from ui.deed_form import DeedForm
from ui.reports.pane import Wish
from ui.shell import Shell
from ui.widgets.choice_fields import ChoiceField
from ui.widgets.date_field import DateField
from ui.widgets.fields import MultiLineField, TextField


@dataclass(frozen=True)
class FormBasis:
    """What forms offer: the day of a resubmission, and the months of the contract still to come in."""

    resubmit_on: dt.date
    months: tuple[dt.date, ...]


AT_ONCE = frozenset({Wish.BEGIN_CHECK, Wish.CHECK, Wish.CHIEF})
"""Wishes that are done when pressed: the step can be taken back by returning the report."""


def deed_at_once(shell: Shell, wish: Wish, detail: MonthDetail) -> Callable[[], Change]:
    """Return the deed of a wish that needs no form."""
    service, month = shell.office.reports, detail.month
    deeds = {
        Wish.BEGIN_CHECK: service.begin_check,
        Wish.CHECK: service.check_report,
        Wish.CHIEF: service.check_by_chief,
    }
    deed = deeds[wish]
    report_id = _id(detail)
    return lambda: deed(report_id, version=month.version)


def deed_form(shell: Shell, wish: Wish, detail: MonthDetail, basis: FormBasis) -> DeedForm:
    """Return the form of a deed that asks for more than a press."""
    return _FORMS[wish](shell, detail, basis)


def _receive(shell: Shell, detail: MonthDetail, _basis: FormBasis) -> DeedForm:
    service, key = shell.office.reports, detail.key
    day = DateField("received_on", _("到達日"), is_required=True)
    who = TextField("submitted_by", _("提出者"))
    remarks = MultiLineField("remarks", _("備考"), rows=2)
    day.set_value(shell.clock.today())
    return DeedForm(
        shell,
        heading=_("{month}の受け取りを記録する").format(month=show_month(key.month)),
        verb=_("受け取りを記録する"),
        explained=_("報告が届いた日を残します。期限に間に合ったかは、この日で決まります。"),
        fields=(day, who, remarks),
        deed=lambda values: service.receive_report(ReceiptDraft(key.contract_id, key.month, **values)),
    )


def _contact(shell: Shell, detail: MonthDetail, _basis: FormBasis) -> DeedForm:
    service, key = shell.office.chasing, detail.key
    return contact_form(
        shell,
        _("電話・メール・訪問・庁内協議を、この月の報告の記録として残します。"),
        lambda values: service.note_contact(ContactDraft(key, **values)),
    )


def _receive_again(shell: Shell, detail: MonthDetail, _basis: FormBasis) -> DeedForm:
    service, month = shell.office.reports, detail.month
    day = DateField("received_on", _("再び届いた日"), is_required=True)
    day.set_value(shell.clock.today())
    return DeedForm(
        shell,
        heading=_("再提出を記録する"),
        verb=_("再提出を記録する"),
        explained=_("差し戻した報告が再び届いた日を残します。もとの提出期限は変わりません。"),
        fields=(day,),
        deed=lambda values: service.receive_again(_id(detail), version=month.version, **values),
    )


def _return(shell: Shell, detail: MonthDetail, basis: FormBasis) -> DeedForm:
    service, month = shell.office.reports, detail.month
    reasons = MultiLineField("reasons", _("差し戻す理由と直すところ"), rows=4, is_required=True)
    day = DateField("resubmit_on", _("再提出の期限"), is_required=True)
    day.set_value(basis.resubmit_on)
    return DeedForm(
        shell,
        heading=_("差し戻す"),
        verb=_("差し戻す"),
        explained=_("理由と再提出の期限を残します。もとの提出期限は変わりません。"),
        fields=(reasons, day),
        deed=lambda values: service.return_report(_id(detail), version=month.version, **values),
    )


def _close(shell: Shell, detail: MonthDetail, _basis: FormBasis) -> DeedForm:
    service, month = shell.office.reports, detail.month
    return DeedForm(
        shell,
        heading=_("完結する"),
        verb=_("完結する"),
        explained=_("この月の報告を終わりにします。完結した報告は、もう変えられません。"),
        fields=(),
        deed=lambda _values: service.close_report(_id(detail), version=month.version),
    )


def _withdraw(shell: Shell, detail: MonthDetail, _basis: FormBasis) -> DeedForm:
    service, month = shell.office.reports, detail.month
    return DeedForm(
        shell,
        heading=_("受け取りを取り消す"),
        verb=_("受け取りを取り消す"),
        explained=_(
            "誤って記録した受け取りを取り消します。取り消した記録は理由とともに残り、月はまた提出待ちになります。"
        ),
        fields=(MultiLineField("reason", _("取り消す理由"), is_required=True),),
        deed=lambda values: service.withdraw_report(
            _id(detail), reason=values["reason"], version=month.version
        ),
        is_dangerous=True,
    )


def _waive(shell: Shell, detail: MonthDetail, basis: FormBasis) -> DeedForm:
    service, key = shell.office.reports, detail.key
    options = [(month, show_month(month)) for month in basis.months if month >= key.month]
    last = ChoiceField("last_month", _("いつまで"), options, is_required=True)
    last.set_value(key.month)
    reason = MultiLineField("reason", _("免除する理由"), is_required=True)
    return DeedForm(
        shell,
        heading=_("{month}からの報告を免除する").format(month=show_month(key.month)),
        verb=_("免除する"),
        explained=_("免除した月は「免除」として数え、提出とは数えません。承認した人と理由が残ります。"),
        fields=(last, reason),
        deed=lambda values: service.waive(WaiverDraft(key.contract_id, key.month, **values)),
    )


def _end_waiver(shell: Shell, detail: MonthDetail, _basis: FormBasis) -> DeedForm:
    service, waiver = shell.office.reports, detail.month.waiver
    assert waiver is not None  # noqa: S101 - only a waived month asks for this
    return DeedForm(
        shell,
        heading=_("免除を取り消す"),
        verb=_("免除を取り消す"),
        explained=_("この免除が及ぶ月は、すべてまた提出を待つことになります。"),
        fields=(MultiLineField("reason", _("取り消す理由"), is_required=True),),
        deed=lambda values: service.end_waiver(
            waiver.waiver_id, reason=values["reason"], version=waiver.version
        ),
        is_dangerous=True,
    )


def _id(detail: MonthDetail) -> UUID:
    report_id = detail.month.report_id
    assert report_id is not None  # noqa: S101 - only what has come in is checked, returned, closed
    return report_id


_FORMS: dict[Wish, Callable[[Shell, MonthDetail, FormBasis], DeedForm]] = {
    Wish.RECEIVE: _receive,
    Wish.CONTACT: _contact,
    Wish.RECEIVE_AGAIN: _receive_again,
    Wish.RETURN: _return,
    Wish.CLOSE: _close,
    Wish.WITHDRAW: _withdraw,
    Wish.WAIVE: _waive,
    Wish.END_WAIVER: _end_waiver,
}
