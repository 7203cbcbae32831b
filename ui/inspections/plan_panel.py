"""Plans an inspection: which contract and place, when, how and why so, who, over which period."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from oversight.change import Change
from oversight.inspections import (
    InspectionDetail,
    InspectionKind,
    InspectionMethod,
    InspectorDraft,
    PaperRuling,
    PlanDraft,
    told_tier,
    word_of,
)
from oversight.words import _
from ui.inspections.checklist_field import ChecklistField
from ui.inspections.contract_field import ContractField
from ui.inspections.inspectors_field import InspectorsField
from ui.inspections.rows import RECORDED
from ui.shell import Shell
from ui.theme import current_theme, set_look
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.choice_fields import ChoiceField, OneOfField
from ui.widgets.date_field import DateField
from ui.widgets.fields import MultiLineField
from ui.widgets.flow import Flow
from ui.widgets.form_panel import FormPanel
from ui.widgets.lead_focus import lead_focus
from ui.widgets.text import prose
from ui.widgets.time_field import TimeField

if TYPE_CHECKING:
    from oversight.checklist.rows import EditionLine
    from oversight.office import Office
    from oversight.people import StaffRow
    from oversight.register import ContractListRow, PlaceDraft, SubcontractNode


@dataclass(frozen=True)
class PlanBasis:
    """What the panel is built on: contracts, staff, checklists in use, and the plan to change, if any.

    A re-inspection is ``like`` the inspection in which the findings were made, with a ``purpose``.
    """

    contracts: tuple[ContractListRow, ...]
    staff: tuple[StaffRow, ...]
    detail: InspectionDetail | None = None
    like: InspectionDetail | None = None
    purpose: str = ""
    checklists: tuple[EditionLine, ...] = ()


@dataclass(frozen=True)
class ContractBasis:
    """What is known of the contract chosen: its places, its last inspection, whether paper will do."""

    contract_id: UUID
    contractor: str
    places: tuple[PlaceDraft, ...]
    tiers: tuple[SubcontractNode, ...]
    period_from: dt.date | None
    ruling: PaperRuling


def read_basis(office: Office, inspection_id: UUID | None = None) -> PlanBasis:
    """Read what the panel is built on."""
    detail = office.inspections.get_inspection(inspection_id) if inspection_id is not None else None
    return PlanBasis(
        office.contracts.list_contracts(),
        office.people.list_staff(),
        detail,
        checklists=office.checklists.list_in_use(),
    )


def read_contract(office: Office, contract_id: UUID, on: dt.date) -> ContractBasis:
    """Read what depends on the contract; the period begins where the last inspection stood."""
    whole = office.contracts.get_contract(contract_id)
    contract = whole.draft
    rows = office.inspections.list_inspections(contract_id=contract_id)
    done = [row.conducted_on for row in rows if row.conducted_on is not None and row.state in RECORDED]
    begun = [period.starts_on for period in contract.periods]
    since = max(done, default=None) or min(begun, default=None)
    return ContractBasis(
        contract_id,
        whole.contractor,
        contract.places,
        office.subcontracts.list_tree(contract_id),
        since,
        office.inspections.rule_on_paper(contract_id, on),
    )


class PlanPanel(QWidget):
    """``planned`` carries the identifier of the inspection, ``declined`` follows the way back."""

    planned = Signal(object)
    declined = Signal()

    def __init__(self, shell: Shell, basis: PlanBasis, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell, self._basis = shell, basis
        self._today = shell.clock.today()
        self._asked: tuple[UUID, dt.date] | None = None
        self._offered: UUID | None = None
        self.is_changed = False
        self._make_fields()
        self.ruling = prose("")
        self.form = FormPanel()
        verb = _("計画を保存する") if basis.detail is not None else _("この内容で計画する")
        self.save_button = Button(verb, kind=ButtonKind.PRIMARY, icon="device-floppy")
        self.back_button = Button(_("やめる"))
        self._lay_out()
        self.save_button.clicked.connect(self.save)
        self.back_button.clicked.connect(self.declined)
        for field in (self.contract, self.planned_on, self.method):
            field.edited.connect(self._ask_contract)
        self.form.edited.connect(self._note_edit)
        self.planned_on.line.editingFinished.connect(self._ask_contract)
        self._fill()

    def _make_fields(self) -> None:
        self.contract = ContractField("contract_id", _("契約"), self._basis.contracts, is_required=True)
        self.place = ChoiceField("place_id", _("場所"), (), placeholder=_("契約を選ぶと選べます"))
        self.visited = ChoiceField("subcontract_id", _("検査先"), (), placeholder=_("契約を選ぶと選べます"))
        kinds = [(each, word_of(each)) for each in InspectionKind]
        self.kind = OneOfField("kind", _("種別"), kinds, is_required=True)
        methods = [(each, word_of(each)) for each in InspectionMethod]
        self.method = OneOfField("method", _("方法"), methods, is_required=True)
        self.method_reason = MultiLineField("method_reason", _("訪問しない理由"), rows=2, is_required=True)
        self.planned_on = DateField("planned_on", _("実施予定日"), is_required=True)
        self.planned_from = TimeField("planned_from", _("開始予定"))
        self.planned_until = TimeField("planned_until", _("終了予定"))
        self.inspectors = InspectorsField("inspectors", _("担当検査員"), self._basis.staff, is_required=True)
        self.period_from = DateField("period_from", _("対象期間の始まり"))
        self.period_until = DateField("period_until", _("対象期間の終わり"))
        self.purpose = MultiLineField(
            "purpose", _("目的"), rows=2, hint=_("空けておくと、通知書には決まった文を使います。")
        )
        self.checklist = ChecklistField(self._basis.checklists, is_planned=self._basis.detail is not None)
        self.remarks = MultiLineField("remarks", _("備考"), rows=2)

    def _lay_out(self) -> None:
        form = self.form
        for field in (self.contract, self.visited, self.place, self.planned_on):
            form.add(field)
        form.add(self.planned_from, self.planned_until)
        form.add(self.kind)
        form.add(self.method)
        form.add_widget(self.ruling)
        for other in (self.method_reason, self.checklist, self.inspectors):
            form.add(other)
        for last in (self.period_from, self.period_until, self.purpose, self.remarks):
            form.add(last)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(12))
        column.addWidget(form, 1)
        buttons = Flow()
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.back_button)
        column.addLayout(buttons)
        self.ruling.hide()
        self.checklist.setHidden(not self.checklist.is_offered)
        lead_focus(self, self.contract)

    # filling

    def _fill(self) -> None:
        detail = self._basis.detail
        self.form.fill(self._fresh() if detail is None else _values_of(detail))
        self.contract.set_read_only(detail is not None)
        self._show_method()
        self._ask_contract()

    def _fresh(self) -> dict[str, Any]:
        actor = self._shell.office.actor
        lead = InspectorDraft(actor.name, actor.post, actor.staff_id, is_lead=True)
        purpose = self._basis.purpose
        return {
            "kind": InspectionKind.REINSPECTION if purpose else InspectionKind.REGULAR,
            "purpose": purpose,
            "method": InspectionMethod.VISIT,
            "inspectors": (lead,),
            "period_until": self._today,
        }

    def choose_contract(self, contract_id: UUID) -> None:
        """Begin with a contract already chosen."""
        self.contract.set_value(contract_id)
        self._ask_contract()
        lead_focus(self, self.planned_on)

    @Slot()
    def _note_edit(self) -> None:
        self.is_changed = True

    # what depends on the contract

    @Slot()
    def _ask_contract(self) -> None:
        """Read places, last inspection and the ruling on paper for what is chosen now."""
        self._show_method()
        contract_id = self.contract.value()
        on = self.planned_on.value() or self._today
        for field in (self.place, self.visited):
            field.setEnabled(contract_id is not None)
        if contract_id is None or self._asked == (contract_id, on):
            return
        self._asked = (contract_id, on)
        office = self._shell.office
        self._shell.read(lambda: read_contract(office, contract_id, on), self._take_contract, owner=self)

    def _take_contract(self, basis: ContractBasis) -> None:
        if basis.contract_id != self.contract.value():
            return
        detail = self._basis.detail
        given = detail or self._basis.like
        chosen = self.place.value() or (given.place_id if given is not None else None)
        self.place.set_options([(place.id, _told_place(place)) for place in basis.places])
        self.place.set_value(chosen or (basis.places[0].id if len(basis.places) == 1 else None))
        self._offer_visited(basis)
        if self.period_from.is_empty and detail is None:
            self.period_from.set_value(basis.period_from)
        self._say_ruling(basis.ruling)

    def _offer_visited(self, basis: ContractBasis) -> None:
        """Offer the contractor itself and each tier beneath it; the field is gone where there are none."""
        self.visited.set_placeholder(_("委託先: {name}").format(name=basis.contractor))
        self.visited.set_options([(node.id, _told_tier(node)) for node in basis.tiers])
        given = self._basis.detail or self._basis.like
        if given is not None and self._offered is None:
            self.visited.set_value(given.subcontract_id)
        self._offered = basis.contract_id
        self.visited.setVisible(bool(basis.tiers))

    def _say_ruling(self, ruling: PaperRuling) -> None:
        self.ruling.setText(ruling.sentence)
        set_look(self.ruling, role="note" if ruling.allowed else "warning")
        self.ruling.show()

    def _show_method(self) -> None:
        """Ask for a reason where the method owes one (PPC Q&A 3-1-4)."""
        self.method_reason.setVisible(self.method.value() not in (None, InspectionMethod.VISIT))

    # saving

    def draft(self) -> PlanDraft:
        """Return the plan as entered."""
        values = self.form.values()
        if values["method"] is InspectionMethod.VISIT:
            values["method_reason"] = ""
        return PlanDraft(**values)

    @Slot()
    def save(self) -> None:
        """Save the plan if the fields allow it."""
        if not self.form.check():
            return
        draft, office, detail = self.draft(), self._shell.office, self._basis.detail

        def deed() -> Change:
            if detail is None:
                return office.inspections.plan_inspection(draft)
            return office.inspections.change_plan(detail.id, draft, version=detail.version)

        self.save_button.setEnabled(False)
        self._shell.do(deed, self._finish, self._fail, owner=self, what=_("計画を保存しています"))

    def _finish(self, change: Change) -> None:
        self.planned.emit(change.row_id)

    def _fail(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        if not self.form.show_refusal(error):
            self._shell.notices.show_error(error)


def _told_tier(node: SubcontractNode) -> str:
    return "　" * (node.depth - 1) + told_tier(node.contractor, node.depth)


def _told_place(place: PlaceDraft) -> str:
    told = _("{place}（撮影禁止）") if place.photography_forbidden else "{place}"
    return told.format(place=place.name)


def _values_of(detail: InspectionDetail) -> dict[str, Any]:
    names = (
        "contract_id",
        "subcontract_id",
        "place_id",
        "kind",
        "method",
        "method_reason",
        "planned_on",
        "planned_from",
        "planned_until",
        "inspectors",
        "period_from",
        "period_until",
        "purpose",
        "remarks",
    )
    return {name: getattr(detail, name) for name in names}
