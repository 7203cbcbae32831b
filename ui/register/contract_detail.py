"""All of a contract beside the table: what decides first, then its parts, each with its deeds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from oversight.access import Deed, may
from oversight.calendar import is_out_of_era, show_day, show_fiscal_year, show_period
from oversight.register import ContractDraft, PeriodDraft, SubjectCheck, word_of
from oversight.words import _
from ui.register.contract_fields import lines_of_hours
from ui.register.contract_sheet import ContractSheet
from ui.register.facts_view import FactsView
from ui.register.roster_sheet import RosterSheet
from ui.register.subjects_sheet import SubjectsSheet
from ui.register.tiers_sheet import TiersSheet
from ui.rooms import AddRecord, Room
from ui.shell import Shell
from ui.widgets.buttons import Button

if TYPE_CHECKING:
    from oversight.inspections import InspectionRow
    from oversight.office import Office
    from oversight.register import ContractDetail, SubcontractNode, WorkerRow


@dataclass(frozen=True)
class WholeContract:
    """A contract with what other services know of it."""

    detail: ContractDetail
    tiers: tuple[SubcontractNode, ...]
    workers: tuple[WorkerRow, ...]
    inspections: tuple[InspectionRow, ...]


def read_whole(office: Office, contract_id: UUID) -> WholeContract:
    """Read all of a contract; runs off the window's thread."""
    return WholeContract(
        office.contracts.get_contract(contract_id),
        office.subcontracts.list_tree(contract_id),
        office.workers.list_workers(contract_id),
        office.inspections.list_inspections(contract_id=contract_id),
    )


class ContractPane(QWidget):
    """``sheet_wanted`` carries a sheet to cover the window with."""

    sheet_wanted = Signal(object)

    def __init__(self, shell: Shell, whole: WholeContract) -> None:
        super().__init__()
        self._shell, self._whole = shell, whole
        self._may_edit = may(shell.office.actor, Deed.EDIT_REGISTER)
        self.view = FactsView()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self._show_facts(whole.detail)
        self._show_handling(whole.detail.draft)
        self._show_subjects(whole.detail)
        self._show_tiers(whole.tiers)
        self._show_roster(whole.workers)
        self._show_inspections(whole)
        self._show_amendments(whole.detail)

    def _button(self, word: str, icon: str, name: str) -> None:
        button = Button(word, icon=icon)
        button.setProperty("deed", name)
        button.clicked.connect(self._want_sheet)
        self.view.add_button(button)

    @Slot()
    def _want_sheet(self) -> None:
        shell, detail = self._shell, self._whole.detail
        match self.sender().property("deed"):
            case "edit":
                self.sheet_wanted.emit(ContractSheet(shell, detail))
            case "amend":
                self.sheet_wanted.emit(ContractSheet(shell, detail, is_amendment=True))
            case "subjects":
                self.sheet_wanted.emit(SubjectsSheet(shell, detail))
            case "tiers":
                self.sheet_wanted.emit(TiersSheet(shell, detail))
            case "roster":
                self.sheet_wanted.emit(RosterSheet(shell, detail))
            case "plan":
                shell.open(Room.INSPECTIONS, AddRecord(detail.id))

    def _show_facts(self, detail: ContractDetail) -> None:
        draft = detail.draft
        self.view.add_facts(
            (_("契約番号"), draft.number),
            (_("委託先"), detail.contractor),
            (_("所管課"), detail.department),
            (_("契約種別・状態"), f"{word_of(draft.kind)}　{word_of(draft.state)}"),
            *((word_of(each.kind), _period_words(each)) for each in draft.periods),
            (_("契約締結日"), draft.signed_as_written or show_day(draft.signed_on)),
            (_("検査の要る年度"), "・".join(show_fiscal_year(year) for year in detail.inspection_years)),
        )
        if self._may_edit:
            self._button(_("契約を直す"), "pencil", "edit")
            self._button(_("変更契約を記録する"), "file-text", "amend")

    def _show_handling(self, draft: ContractDraft) -> None:
        self.view.add_section(_("個人情報"))
        self.view.add_facts(
            (_("特定個人情報"), _("あり") if draft.handles_specific else _("なし")),
            (_("個人情報の項目"), "、".join(draft.personal_data_items)),
            (_("本人の数"), "" if draft.persons_count is None else f"{draft.persons_count:,}"),
            (_("媒体"), "・".join(word_of(medium) for medium in draft.media)),
            (
                _("使用システム"),
                "\n".join(f"{s.name}（{_('基幹系')}）" if s.is_core else s.name for s in draft.systems),
            ),
            (_("履行場所"), "\n".join(f"{place.name} {place.address}".strip() for place in draft.places)),
            (_("業務時間"), "\n".join(lines_of_hours(draft.hours))),
            (_("備考"), draft.remarks),
        )

    def _show_subjects(self, detail: ContractDetail) -> None:
        self.view.add_section(_("契約に定める10事項"))
        present = sum(each.result is SubjectCheck.PRESENT for each in detail.subjects)
        self.view.add_text(
            _("{present} / {count} 定めあり").format(present=present, count=len(detail.subjects))
        )
        for each in detail.subjects:
            if each.result is SubjectCheck.MISSING:
                self.view.add_warning(_("定めなし: {subject}").format(subject=word_of(each.subject)))
        if self._may_edit:
            self._button(_("10事項を確認する"), "list-check", "subjects")

    def _show_tiers(self, tiers: tuple[SubcontractNode, ...]) -> None:
        self.view.add_section(_("再委託"))
        for node in tiers:
            indent = "　" * (node.depth - 1)
            self.view.add_text(f"{indent}└ {node.contractor}（{word_of(node.state)}）")
            for sentence in node.attention:
                self.view.add_warning(f"{indent}　{sentence}")
        if not tiers:
            self.view.add_text(_("再委託はありません。"))
        if self._may_edit:
            self._button(_("再委託を扱う"), "sitemap", "tiers")

    def _show_roster(self, workers: tuple[WorkerRow, ...]) -> None:
        self.view.add_section(_("従事者"))
        self.view.add_text(_("{count}人").format(count=len(workers)))
        for row in workers:
            for sentence in row.attention:
                self.view.add_warning(f"{row.draft.name}: {sentence}")
        if self._may_edit:
            self._button(_("名簿を扱う"), "users", "roster")

    def _show_inspections(self, whole: WholeContract) -> None:
        self.view.add_section(_("実地検査"))
        for row in whole.inspections:
            day = row.conducted_on or row.planned_on
            self.view.add_text(f"{row.number}　{show_day(day)}")
        if may(self._shell.office.actor, Deed.PLAN_INSPECTION):
            self._button(_("検査を計画する"), "clipboard-check", "plan")

    def _show_amendments(self, detail: ContractDetail) -> None:
        if detail.amendments:
            self.view.add_section(_("変更契約"))
        for each in detail.amendments:
            self.view.add_text(
                _("第{number}回　{day}　{reason}").format(
                    number=each.number, day=show_day(each.amended_on), reason=each.reason
                )
            )


def _period_words(period: PeriodDraft) -> str:
    shown = show_period(period.starts_on, period.ends_on)
    written = [text for text in (period.starts_as_written, period.ends_as_written) if is_out_of_era(text)]
    return "\n".join((shown, *(_("契約書の表記: {text}").format(text=text) for text in written)))
