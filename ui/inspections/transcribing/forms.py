"""The forms of the paper: what stands on it, what the check found wrong, and the check itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from oversight.change import Change
from oversight.inspections import InspectionDetail
from oversight.words import _
from ui.deed_form import DeedForm
from ui.reauthentication import Reauthentication
from ui.shell import Shell
from ui.widgets.date_field import DateField
from ui.widgets.fields import MultiLineField, TextField


def begin_form(shell: Shell, detail: InspectionDetail) -> DeedForm:
    """Return the form that says whose paper is keyed in, and of which day."""
    service, inspection_id, known = shell.office.inspections, detail.id, detail.transcription
    day = DateField("paper_on", _("紙の記入日"), is_required=True)
    by = TextField("filled_in_by", _("紙の記入者"), is_required=True)
    remarks = MultiLineField("remarks", _("備考"), rows=2, hint=_("紙で記録した理由など。記録書に載ります。"))
    form = DeedForm(
        shell,
        heading=_("紙から転記する"),
        verb=_("転記を始める") if known is None else _("保存する"),
        explained=_told(detail),
        fields=(day, by, remarks),
        deed=lambda values: service.begin_transcription(inspection_id, **values),
    )
    lead = next((each.name for each in detail.inspectors), "")
    form.form.fill(
        {
            "paper_on": known.paper_on if known else min(detail.planned_on, shell.clock.today()),
            "filled_in_by": known.filled_in_by if known else lead,
            "remarks": known.remarks if known else "",
        }
    )
    return form


def _told(detail: InspectionDetail) -> str:
    if detail.transcription is not None:
        return _("紙の「記入日」と「記入者」を写します。直すと、照合はもう一度要ります。")
    return _(
        "紙の「記入日」と「記入者」を写します。記入日が実施日になります。"
        "転記した後で、別の職員が紙と照合します。"
    )


def check_form(shell: Shell, detail: InspectionDetail) -> DeedForm:
    """Return the form by which another person, present by passphrase, keeps that the paper agrees."""
    service, inspection_id, row = shell.office.inspections, detail.id, detail.transcription
    present = Reauthentication(shell, label=_("照合した職員"))
    seen = row.answers_hash if row is not None else ""

    def check(values: Mapping[str, Any]) -> Change:
        return service.check_transcription(inspection_id, present.prove(values), seen_hash=seen)

    keyed = row.transcribed_by if row is not None else ""
    return DeedForm(
        shell,
        heading=_("照合を記録する"),
        verb=_("紙と合っていることを記録する"),
        explained=_("転記した人（{name}）とは別の職員が、自分のパスフレーズで記録します。").format(
            name=keyed
        ),
        fields=present.fields,
        deed=check,
    )
