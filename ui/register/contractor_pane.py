"""All of a contractor beside the table: what decides first, then its parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from oversight.calendar import show_day
from oversight.corporate_number import show_corporate_number
from oversight.register import ContractorState, word_of
from oversight.words import _, _n
from ui.register.facts_view import Column, FactsView, Part
from ui.theme import Tone
from ui.widgets.buttons import Button, ButtonKind

if TYPE_CHECKING:
    from oversight.office import Office
    from oversight.register import ContractListRow, ContractorDetail

_MOST_CONTRACTS = 10
_TONES = {ContractorState.UNDER_CONTRACT: Tone.DONE, ContractorState.UNSUITABLE: Tone.DANGER}


@dataclass(frozen=True)
class WholeContractor:
    """A contractor with its contracts, its remarks as of today."""

    detail: ContractorDetail
    contracts: tuple[ContractListRow, ...]
    remarks: tuple[str, ...]


def read_contractor(office: Office, contractor_id: UUID) -> WholeContractor:
    """Read all of a contractor; runs off the window's thread."""
    detail = office.contractors.get_contractor(contractor_id)
    rows = office.contracts.list_contracts()
    remarks = office.contractors.review_contractor(detail.draft, apart_from=contractor_id)
    return WholeContractor(
        detail,
        tuple(row for row in rows if row.contractor_id == contractor_id),
        tuple(each.sentence for each in remarks),
    )


class ContractorPane(QWidget):
    """What is known of a contractor, and what may be done with it; ``summary`` makes what offers its PDF."""

    edit_wanted = Signal()
    withdraw_wanted = Signal()
    contracts_wanted = Signal()

    def __init__(
        self, whole: WholeContractor, *, may_edit: bool, summary: Callable[[], QWidget] | None = None
    ) -> None:
        super().__init__()
        self.whole, self._may_edit = whole, may_edit
        self.view = FactsView()
        self.view.setAccessibleName(_("委託先の内容"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self._show_first(self.view.facts)
        self.view.add_part(Part("people", _("代表者・連絡先"), "", self._show_people))
        self.view.add_part(Part("marks", _("認証"), "", self._show_marks))
        self.view.add_part(Part("notes", _("事故・備考"), "", self._show_notes))
        if summary is not None:
            heading = _("委託先の概要（PDF）")
            self.view.add_part(Part("summary", heading, "", lambda column: column.add(summary())))

    def _show_first(self, column: Column) -> None:
        draft = self.whole.detail.draft
        column.add_tags(
            (word_of(draft.state), _TONES.get(draft.state, Tone.NEUTRAL)),
            (word_of(draft.kind), Tone.NEUTRAL),
        )
        column.add_facts(
            (_("法人番号"), show_corporate_number(draft.corporate_number)),
            (_("商号カナ"), draft.kana),
            (_("所在地"), f"{draft.postal_code} {draft.address}".strip()),
            (_("電話"), draft.phone),
            (_n("契約", 2), "\n".join(_told(row) for row in self.whole.contracts[:_MOST_CONTRACTS])),
        )
        for sentence in self.whole.remarks:
            column.add_warning(sentence)
        self.edit_button = Button(_("委託先を直す"), icon="pencil")
        self.edit_button.clicked.connect(self.edit_wanted)
        count = len(self.whole.contracts)
        self.contracts_button = Button(_("契約を見る（{count}件）").format(count=count), icon="file-text")
        self.contracts_button.clicked.connect(self.contracts_wanted)
        buttons = [self.edit_button] if self._may_edit else []
        column.add_buttons(*buttons, *([self.contracts_button] if count else []))

    def _show_people(self, column: Column) -> None:
        draft = self.whole.detail.draft
        column.add_facts(
            (_("代表者"), f"{draft.representative_title} {draft.representative_name}".strip()),
            (_("担当者"), f"{draft.contact_department} {draft.contact_name}".strip()),
            (_("FAX"), draft.fax),
            (_("メール"), draft.email),
        )

    def _show_marks(self, column: Column) -> None:
        draft = self.whole.detail.draft
        until = _("{number}（{day}まで）")
        marks = (
            (_("プライバシーマーク"), draft.privacy_mark_number, draft.privacy_mark_until),
            (_("ISO/IEC 27001"), draft.iso27001_number, draft.iso27001_until),
        )
        for label, number, day in marks:
            told = until.format(number=number, day=show_day(day)) if day else number
            column.add_facts((label, told or _("なし")))

    def _show_notes(self, column: Column) -> None:
        draft = self.whole.detail.draft
        column.add_facts(
            (_("過去の事故・処分"), draft.past_incidents or _("なし")),
            (_("備考"), draft.remarks),
        )
        if self._may_edit:
            button = Button(_("登録の誤りとして取り下げる"), icon="trash", kind=ButtonKind.QUIET)
            button.clicked.connect(self.withdraw_wanted)
            column.add_buttons(button)


def _told(row: ContractListRow) -> str:
    return f"{row.number}　{row.title}"
