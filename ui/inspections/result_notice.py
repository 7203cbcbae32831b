"""結果通知書: the form that makes it, and how it is printed again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from oversight.change import Change, Subject
from oversight.corrections import SIGNER
from oversight.inspections import InspectionDetail, word_of
from oversight.words import _
from ui.deed_form import DeedForm
from ui.paper_row import Make
from ui.shell import Shell
from ui.widgets.date_field import DateField
from ui.widgets.fields import TextField

if TYPE_CHECKING:
    from oversight.office import Office
    from oversight.papers import Paper


def result_form(shell: Shell, detail: InspectionDetail) -> DeedForm:
    """Return the form that makes the notice of an inspection's result."""
    letters, inspection_id = shell.office.correction_letters, detail.id
    day = DateField("issued_on", _("発信日"), is_required=True)
    day.set_value(shell.clock.today())
    signer = TextField("signer", _("誰の名で"))
    signer.set_value(SIGNER)

    def make(values: Mapping[str, Any]) -> Change:
        letters.make_result(inspection_id, **values)
        return Change.of(Subject.FINDING, Subject.INSPECTION)

    told = _(
        "まだ作っていません。作ると番号が付き、文書はそのまま残り、取り消せません。\n"
        "宛先: {contractor}\n契約: {contract}\n総合所見: {conclusion}\n"
        "確定した記録（第{version}版）の所見・指摘・講評を載せます。"
    ).format(
        contractor=detail.contractor,
        contract=f"{detail.contract_number} {detail.contract_title}",
        conclusion=word_of(detail.conclusion) if detail.conclusion else "",
        version=max((record.number for record in detail.records), default=1),
    )
    return DeedForm(
        shell,
        heading=_("結果通知書を作る"),
        verb=_("結果通知書を作る"),
        explained=told,
        fields=(day, signer),
        deed=make,
    )


def printed(letter_id: UUID) -> Make:
    """Return what prints a notice again, as it was made."""

    def make(office: Office) -> Paper:
        return office.correction_letters.print_letter(letter_id)

    return make
