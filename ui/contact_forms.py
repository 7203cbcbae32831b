"""The forms of chasing, whatever is awaited: a contact noted, and one taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol
from uuid import UUID

from oversight.change import Change
from oversight.choice_words import word_of
from oversight.reports import ContactKind, ContactRow
from oversight.words import _
from ui.deed_form import DeedForm
from ui.shell import Shell
from ui.widgets.choice_fields import OneOfField
from ui.widgets.date_field import DateField
from ui.widgets.fields import MultiLineField, TextField


class Withdraw(Protocol):
    """The deed that takes a contact back."""

    def __call__(self, contact_id: UUID, *, reason: str, version: int | None) -> Change:
        """Take back a contact, and say why."""
        ...


def contact_form(shell: Shell, explained: str, note: Callable[[Mapping[str, Any]], Change]) -> DeedForm:
    """Return the form that notes a call, mail, visit or consultation; ``note`` is given what was typed."""
    kind = OneOfField("kind", _("方法"), [(each, word_of(each)) for each in ContactKind], is_required=True)
    day = DateField("happened_on", _("連絡した日"), is_required=True)
    person = TextField("person", _("相手"))
    said = MultiLineField("said", _("話したこと"), rows=3)
    promised = DateField("promised_on", _("約束の日"), hint=_("約束の日までは、督促の段階を進めません。"))
    kind.set_value(ContactKind.CALL)
    day.set_value(shell.clock.today())
    return DeedForm(
        shell,
        heading=_("連絡を記録する"),
        verb=_("連絡を記録する"),
        explained=explained,
        fields=(kind, day, person, said, promised),
        deed=note,
    )


def withdrawal_of(shell: Shell, contact: ContactRow, withdraw: Withdraw) -> DeedForm:
    """Return the form that takes back a contact noted by mistake."""
    return DeedForm(
        shell,
        heading=_("連絡の記録を取り消す"),
        verb=_("取り消す"),
        explained=_("誤って残した連絡を取り消します。理由とともに残り、督促の段階はまたその前に戻ります。"),
        fields=(MultiLineField("reason", _("取り消す理由"), is_required=True),),
        deed=lambda values: withdraw(contact.contact_id, reason=values["reason"], version=contact.version),
        is_dangerous=True,
    )
