"""The deeds on one tier: who may, in which states, what each asks for (番号法 10)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from oversight.access import Actor, Deed, may
from oversight.change import Change
from oversight.register import SubcontractState
from oversight.words import _, mark
from ui.register.deed_dialog import DeedDialog, reason_field
from ui.shell import Shell
from ui.widgets.date_field import DateField
from ui.widgets.fields import Field, TextField

if TYPE_CHECKING:
    from oversight.office import Office
    from oversight.register import SubcontractNode

_S = SubcontractState
_ASKED = frozenset({_S.APPLIED, _S.EXAMINING, _S.UNPERMITTED, _S.REFUSED})


class TierWish(Enum):
    """What may be asked of a tier: verb, icon, who may, in which states, whether it is dangerous."""

    PERMIT = (mark("市として許諾する"), "check", Deed.PERMIT_SUBCONTRACT, _ASKED, False)
    EXAMINE = (mark("審査を始める"), "search", Deed.EDIT_REGISTER, frozenset({_S.APPLIED}), False)
    START = (mark("稼働にする"), "arrow-right", Deed.EDIT_REGISTER, frozenset({_S.PERMITTED}), False)
    REFUSE = (
        mark("不許諾とする"), "x", Deed.PERMIT_SUBCONTRACT, frozenset({_S.APPLIED, _S.EXAMINING}), True,
    )  # fmt: skip
    END = (
        mark("終了を記録する"), "flag", Deed.EDIT_REGISTER,
        frozenset({_S.PERMITTED, _S.ACTIVE, _S.UNPERMITTED}), False,
    )  # fmt: skip
    UNPERMITTED = (
        mark("無断再委託と記録する"), "alert-triangle", Deed.EDIT_REGISTER,
        frozenset({_S.APPLIED, _S.EXAMINING, _S.REFUSED}), True,
    )  # fmt: skip
    WITHDRAW = (
        mark("登録の誤りとして取り下げる"), "trash", Deed.EDIT_REGISTER, frozenset(SubcontractState), True,
    )  # fmt: skip

    @property
    def word(self) -> str:
        """Return the verb in the language in use."""
        return _(self.value[0])

    @property
    def icon(self) -> str:
        """Return the icon's name."""
        return self.value[1]

    @property
    def is_dangerous(self) -> bool:
        """Tell whether the deed takes something away."""
        return self.value[4]

    def is_open_to(self, actor: Actor, state: SubcontractState) -> bool:
        """Tell whether a person may do it now; the deed itself decides again."""
        return state in self.value[3] and may(actor, self.value[2])


Make = tuple[str, tuple[Field, ...], Callable[[Mapping[str, Any]], Change]]
"""What is explained, the fields asked for, and the deed."""


def tier_dialog(shell: Shell, parent: QWidget, wish: TierWish, node: SubcontractNode) -> DeedDialog:
    """Make the small form of a deed on a tier."""
    explained, fields, deed = _MAKERS[wish](shell.office, node)
    return DeedDialog(
        shell,
        parent,
        heading=f"{wish.word}　{node.contractor}",
        verb=wish.word,
        explained=explained,
        fields=fields,
        deed=deed,
        is_dangerous=wish.is_dangerous,
    )


def _permit(office: Office, node: SubcontractNode) -> Make:
    permitted_on = DateField("permitted_on", _("許諾日"), is_required=True)
    permitted_on.set_value(office.desk.today())
    fields = (permitted_on, TextField("number", _("許諾番号")), TextField("conditions", _("許諾の条件")))
    explained = _("最初の委託元である市の許諾です。許諾者はあなた（{by}）になります。")
    return (
        explained.format(by=office.actor.signature),
        fields,
        lambda values: office.subcontracts.permit_subcontract(node.id, version=node.version, **values),
    )


def _end(office: Office, node: SubcontractNode) -> Make:
    ends_on = DateField("ends_on", _("終了日"), is_required=True)
    ends_on.set_value(node.draft.ends_on or office.desk.today())
    return (
        _("終了した後も、記録は残ります。"),
        (ends_on,),
        lambda values: office.subcontracts.end_subcontract(node.id, version=node.version, **values),
    )


def _withdraw(office: Office, node: SubcontractNode) -> Make:
    return (
        _("一覧から除きます。記録そのものと記録簿は残ります。終わった再委託は「終了」を記録します。"),
        (reason_field(_("取り下げる理由")),),
        lambda values: office.subcontracts.withdraw_subcontract(node.id, version=node.version, **values),
    )


def _moved_to(
    state: SubcontractState, explained: str, *, asks_reason: bool = True
) -> Callable[[Office, SubcontractNode], Make]:
    def make(office: Office, node: SubcontractNode) -> Make:
        fields: tuple[Field, ...] = (reason_field(),) if asks_reason else ()
        return (
            _(explained),
            fields,
            lambda values: office.subcontracts.set_state(node.id, state, version=node.version, **values),
        )

    return make


_MAKERS: dict[TierWish, Callable[[Office, SubcontractNode], Make]] = {
    TierWish.PERMIT: _permit,
    TierWish.EXAMINE: _moved_to(
        _S.EXAMINING, mark("承諾申請の審査を始めたことを記録します。"), asks_reason=False
    ),
    TierWish.START: _moved_to(
        _S.ACTIVE, mark("許諾を受けた再委託が業務を始めたことを記録します。"), asks_reason=False
    ),
    TierWish.REFUSE: _moved_to(_S.REFUSED, mark("許諾しないことを、理由とともに記録します。")),
    TierWish.END: _end,
    TierWish.UNPERMITTED: _moved_to(
        _S.UNPERMITTED,
        mark("市の許諾のないまま再委託されていたことを、分かった経緯とともに記録します。"),
    ),
    TierWish.WITHDRAW: _withdraw,
}
