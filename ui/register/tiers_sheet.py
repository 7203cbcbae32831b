"""The tiers of a contract: apply, permit as the city, refuse, end, or record as unpermitted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Slot
from typing_extensions import override

from oversight.access import Deed as Access
from oversight.access import may
from oversight.register import (
    ContractorRow,
    SubcontractDraft,
    SubcontractNode,
    SubcontractState,
    word_of,
)
from oversight.words import _, mark
from ui.register.contract_fields import ItemsField
from ui.register.lines_sheet import LinesSheet
from ui.register.picker import Pick, PickerField
from ui.register.sheet import Deed
from ui.shell import Shell
from ui.theme import Tone
from ui.widgets.buttons import Button
from ui.widgets.choice_fields import ChoiceField, YesNoField
from ui.widgets.columns import Column
from ui.widgets.date_field import DateField
from ui.widgets.fields import MultiLineField, TextField

if TYPE_CHECKING:
    from oversight.register import ContractDetail

_DRAFT = frozenset(each.name for each in fields(SubcontractDraft))

COLUMNS: tuple[Column[SubcontractNode], ...] = (
    Column(mark("再委託先"), lambda n: f"{'　' * (n.depth - 1)}└ {n.contractor}", stretch=2),
    Column(mark("状態"), lambda n: word_of(n.state)),
    Column(
        mark("許諾日"),
        lambda n: "" if n.permitted_on is None else f"{n.permitted_on:%Y/%m/%d}",
        figures=True,
    ),
    Column(mark("許諾者"), lambda n: n.permitted_by),
    Column(
        mark("注意"),
        lambda n: _("{count}件").format(count=len(n.attention)) if n.attention else "",
        tone=lambda n: Tone.ATTENTION if n.attention else None,
        is_tag=True,
    ),
)


class TiersSheet(LinesSheet[SubcontractNode]):
    """再委託."""

    def __init__(self, shell: Shell, detail: ContractDetail) -> None:
        heading = _("再委託　{title}").format(title=detail.draft.title)
        super().__init__(shell, heading, COLUMNS, _("再委託"), _("再委託を加える"))
        self._contract = detail
        self.permit_button = Button(_("市として許諾する"), icon="check")
        self.permit_button.setEnabled(may(shell.office.actor, Access.PERMIT_SUBCONTRACT))
        self.permit_button.clicked.connect(self.permit)
        self.state_field = ChoiceField("state", _("状態を進める"), _states())
        self.foot.insertWidget(2, self.permit_button)
        self.contractor_field = PickerField("contractor_id", _("再委託先"), is_required=True)
        self.parent_field = ChoiceField("parent_id", _("上位の再委託"), (), placeholder=_("契約の直下"))
        self._add_fields()
        contractors = shell.office.contractors
        shell.read(contractors.list_contractors, self._offer, owner=self)

    def _add_fields(self) -> None:
        form = self.form
        form.add(self.contractor_field)
        form.add(self.parent_field)
        form.add(YesNoField("is_subsidiary", _("子会社か")))
        form.add(TextField("scope", _("業務範囲")))
        form.add(ItemsField("personal_data_items", _("個人情報の項目"), rows=2))
        form.add(TextField("reason", _("再委託の理由")))
        form.add(DateField("starts_on", _("開始日")))
        form.add(DateField("ends_on", _("終了日")))
        form.add(DateField("applied_on", _("承諾申請日")))
        form.add(DateField("permitted_on", _("許諾日")))
        form.add(TextField("permission_number", _("許諾番号")))
        form.add(TextField("conditions", _("許諾の条件")))
        form.add(YesNoField("has_notice_clause", _("再々委託の通知義務の条項"), yes=_("あり"), no=_("なし")))
        form.add(TextField("supervision_method", _("監督方法")))
        form.add(TextField("safety_check_result", _("安全管理の確認結果")))
        form.add(self.state_field)
        form.add(MultiLineField("remarks", _("備考"), rows=2))

    def _offer(self, contractors: Sequence[ContractorRow]) -> None:
        own = self._contract.draft.contractor_id
        self.contractor_field.set_picks(
            [Pick(each.id, each.name, each.kana) for each in contractors if each.id != own]
        )
        self.refresh()

    @override
    def key_of(self, row: SubcontractNode) -> UUID:
        return row.id

    @override
    def read_rows(self) -> Sequence[SubcontractNode]:
        return self.shell.office.subcontracts.list_tree(self._contract.id)

    @override
    def show_line(self, row: SubcontractNode | None) -> None:
        others = [each for each in self.table.rows_model.rows if row is None or each.id != row.id]
        self.parent_field.set_options([(each.id, each.contractor) for each in others])
        draft = row.draft if row else SubcontractDraft(self._contract.id, self._contract.id)
        values: dict[str, Any] = {name: getattr(draft, name) for name in self.form.fields if name in _DRAFT}
        values |= {
            "permitted_on": row.permitted_on if row else None,
            "permission_number": row.permission_number if row else "",
            "conditions": row.conditions if row else "",
            "state": None,
        }
        self.form.fill(values)

    def _draft(self) -> SubcontractDraft:
        values = {name: value for name, value in self.form.values().items() if name in _DRAFT}
        for name in ("is_subsidiary", "has_notice_clause"):
            values[name] = bool(values[name])
        return SubcontractDraft(self._contract.id, **values)

    @override
    def deed(self) -> Deed:
        draft, row, tiers = self._draft(), self.row, self.shell.office.subcontracts
        state: SubcontractState | None = self.state_field.value()
        if row is None:
            return lambda: tiers.add_subcontract(draft)
        if state is not None:
            return lambda: tiers.set_state(row.id, state)
        return lambda: tiers.change_subcontract(row.id, draft, version=row.version)

    @Slot()
    def permit(self) -> None:
        """Permit the tier as the first entruster, as of the day typed."""
        row, values, tiers = self.row, self.form.values(), self.shell.office.subcontracts
        if row is None:
            return
        permitted_on = values["permitted_on"]
        if permitted_on is None:
            self.form.fields["permitted_on"].show_error(_("許諾日を入力してください。"))
            self.form.point_at("permitted_on")
            return
        number, conditions = values["permission_number"], values["conditions"]
        self.do(
            lambda: tiers.permit_subcontract(
                row.id, permitted_on=permitted_on, number=number, conditions=conditions
            )
        )


def _states() -> list[tuple[SubcontractState, str]]:
    skipped = {SubcontractState.APPLIED, SubcontractState.PERMITTED}
    return [(state, word_of(state)) for state in SubcontractState if state not in skipped]
