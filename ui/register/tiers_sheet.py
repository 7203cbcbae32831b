"""The tiers of a contract: apply, permit as the city, refuse, end, or record as unpermitted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Slot
from typing_extensions import override

from oversight.calendar import show_dotted
from oversight.register import SubcontractDraft, SubcontractNode, SubcontractState, word_of
from oversight.words import _, _n, mark
from ui.register.contract_fields import ItemsField
from ui.register.lines_sheet import LinesSheet
from ui.register.picker import Pick, PickerField
from ui.register.picks import Choices, add_contractors, contractor_picks, read_choices
from ui.register.sheet import Deed
from ui.register.tier_deeds import TierWish, tier_dialog
from ui.shell import Shell
from ui.theme import Tone
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.choice_fields import ChoiceField, YesNoField
from ui.widgets.columns import Column
from ui.widgets.date_field import DateField
from ui.widgets.fields import MultiLineField, TextField

if TYPE_CHECKING:
    from oversight.register import ContractDetail

_DRAFT = frozenset(each.name for each in fields(SubcontractDraft))
_TONES = {
    SubcontractState.UNPERMITTED: Tone.DANGER,
    SubcontractState.REFUSED: Tone.DANGER,
    SubcontractState.PERMITTED: Tone.DONE,
    SubcontractState.ACTIVE: Tone.DONE,
    SubcontractState.ENDED: Tone.NEUTRAL,
}


def _permission(node: SubcontractNode) -> str:
    return " ".join(filter(None, (show_dotted(node.permitted_on), node.permitted_by)))


COLUMNS: tuple[Column[SubcontractNode], ...] = (
    Column(
        mark("再委託先"),
        lambda n: f"{'　' * (n.depth - 1)}└ {n.contractor}",
        phrase=lambda n: _("{depth}段目 {path}").format(depth=n.depth, path=" → ".join(n.path)),
        stretch=3,
    ),
    Column(
        mark("状態"),
        lambda n: word_of(n.state),
        tone=lambda n: _TONES.get(n.state, Tone.ATTENTION),
        is_tag=True,
    ),
    Column(mark("市の許諾"), _permission, spare=1),
    Column(
        mark("注意"),
        lambda n: _("{count}件").format(count=len(n.attention)) if n.attention else "",
        phrase=lambda n: " ".join(n.attention),
        tone=lambda n: Tone.ATTENTION if n.attention else None,
        is_tag=True,
    ),
)


class TiersSheet(LinesSheet[SubcontractNode]):
    """再委託."""

    def __init__(self, shell: Shell, detail: ContractDetail) -> None:
        heading = _("再委託　{title}").format(title=detail.draft.title)
        super().__init__(shell, heading, COLUMNS, _n("再委託", 2), _("再委託を加える"))
        self._contract = detail
        self.wishes: dict[TierWish, Button] = {}
        for wish in TierWish:
            kind = ButtonKind.DANGER if wish.is_dangerous else ButtonKind.LINE
            button = Button(wish.word, icon=wish.icon, kind=kind)
            button.setProperty("wish", wish.name)
            button.clicked.connect(self._do_wish)
            self.wishes[wish] = button
            self.add_deed(button)
        self.contractor_field = PickerField("contractor_id", _("再委託先"), is_required=True)
        add_contractors(shell, self.contractor_field)
        self.parent_field = ChoiceField("parent_id", _("上位の再委託"), (), placeholder=_("契約の直下"))
        self._add_fields()
        self._enter(None)
        office = shell.office
        shell.read(lambda: read_choices(office), self._offer, owner=self)
        self.refresh()

    def _add_fields(self) -> None:
        form = self.form
        form.add(self.contractor_field)
        form.add(self.parent_field)
        form.add(TextField("scope", _("業務範囲")))
        form.add(DateField("starts_on", _("開始日")), DateField("ends_on", _("終了日")))
        form.add(
            YesNoField("is_subsidiary", _("子会社か")),
            YesNoField("has_notice_clause", _("再々委託の通知義務の条項"), yes=_("あり"), no=_("なし")),
        )
        part = self.fold(_("申請・監督・備考"))
        part.add(ItemsField("personal_data_items", _("個人情報の項目"), rows=2))
        part.add(TextField("reason", _("再委託の理由")))
        part.add(DateField("applied_on", _("承諾申請日")))
        part.add(TextField("supervision_method", _("監督方法")))
        part.add(TextField("safety_check_result", _("安全管理の確認結果")))
        part.add(MultiLineField("remarks", _("備考"), rows=2))

    def _offer(self, choices: Choices) -> None:
        own = self._contract.draft.contractor_id
        self.contractor_field.set_picks([each for each in contractor_picks(choices[0]) if each.value != own])

    @override
    def key_of(self, row: SubcontractNode) -> UUID:
        return row.id

    @override
    def read_rows(self) -> Sequence[SubcontractNode]:
        return self.shell.office.subcontracts.list_tree(self._contract.id)

    @override
    def show_line(self, row: SubcontractNode | None) -> None:
        above = self.table.chosen if row is None else None
        others = [each for each in self.table.rows_model.rows if row is None or each.id != row.id]
        self.parent_field.set_options(
            [(each.id, f"{'　' * (each.depth - 1)}{each.contractor}") for each in others]
        )
        draft = SubcontractDraft(self._contract.id, self._contract.id, above.id if above else None)
        if row is not None:
            draft = row.draft
            if not self.contractor_field.offers(draft.contractor_id):
                self.contractor_field.set_picks([Pick(draft.contractor_id, row.contractor)])
        self.form.fill({name: getattr(draft, name) for name in self.form.fields})

    def _draft(self) -> SubcontractDraft:
        values = {name: value for name, value in self.form.values().items() if name in _DRAFT}
        for name in ("is_subsidiary", "has_notice_clause"):
            values[name] = bool(values[name])
        return SubcontractDraft(self._contract.id, **values)

    @override
    def deed(self) -> Deed:
        draft, row, tiers = self._draft(), self.row, self.shell.office.subcontracts
        if row is None:
            return lambda: tiers.add_subcontract(draft)
        return lambda: tiers.change_subcontract(row.id, draft, version=row.version)

    @override
    def may_do(self, button: Button, row: SubcontractNode) -> bool:
        wish = TierWish[str(button.property("wish"))]
        return wish.is_open_to(self.shell.office.actor, row.state)

    @Slot()
    def _do_wish(self) -> None:
        if self.row is not None:
            wish = TierWish[str(self.sender().property("wish"))]
            self.open_dialog(tier_dialog(self.shell, self, wish, self.row))
