"""The forms of the page: a year excused, an excuse taken back, notices numbered."""

from __future__ import annotations

from oversight.coverage import CoverDetail
from oversight.words import _
from ui.deed_form import DeedForm
from ui.shell import Shell
from ui.widgets.fields import MultiLineField


def waiver_form(shell: Shell, detail: CoverDetail) -> DeedForm:
    """Return the form that excuses a year."""
    service, row = shell.office.coverage, detail.row
    told = _(
        "{year}の実地検査を免除します。免除は実施とは別に数え、承認した人と理由が残ります。あとで取り消せます。"
    )
    return DeedForm(
        shell,
        heading=_("検査を免除する"),
        verb=_("免除する"),
        explained=told.format(year=row.year.word),
        fields=(MultiLineField("reason", _("免除する理由"), is_required=True),),
        deed=lambda values: service.waive(row.key, reason=values["reason"]),
    )


def waiver_end_form(shell: Shell, detail: CoverDetail) -> DeedForm:
    """Return the form that takes an excuse back."""
    service, excuse = shell.office.coverage, detail.row.covering.excuse
    assert excuse is not None  # noqa: S101 - the button stands at an excused year only
    return DeedForm(
        shell,
        heading=_("免除を取り消す"),
        verb=_("免除を取り消す"),
        explained=_("免除を取り消すと、この年の検査はまた未実施になります。"),
        fields=(MultiLineField("reason", _("取り消す理由"), is_required=True),),
        deed=lambda values: service.end_waiver(
            excuse.waiver_id, reason=values["reason"], version=excuse.version
        ),
    )
