"""What is asked before an attention point is dismissed or becomes a finding."""

from __future__ import annotations

from oversight.choice_words import word_of
from oversight.inspections import Severity
from oversight.reports import PointFindingDraft, PointRow
from oversight.words import _
from ui.deed_form import DeedForm
from ui.shell import Shell
from ui.widgets.choice_fields import OneOfField
from ui.widgets.date_field import DateField
from ui.widgets.fields import MultiLineField


def dismissal_of(shell: Shell, point: PointRow) -> DeedForm:
    """Return the form that finds nothing wrong with a point."""
    filings = shell.office.filings
    return DeedForm(
        shell,
        heading=_("支障なしとする"),
        verb=_("支障なしとする"),
        explained=_("{told} なぜ支障がないかを残します。").format(told=point.told),
        fields=(MultiLineField("reason", _("理由"), is_required=True),),
        deed=lambda values: filings.dismiss_point(
            point.point_id, reason=values["reason"], version=point.version
        ),
    )


def finding_of(shell: Shell, point: PointRow) -> DeedForm:
    """Return the form that makes a finding of a point."""
    filings = shell.office.filings
    severity = OneOfField(
        "severity", _("重大性"), [(each, word_of(each)) for each in Severity], is_required=True
    )
    fact = MultiLineField("fact", _("事実"), rows=3, is_required=True)
    fact.set_value(point.told)
    measure = MultiLineField("measure", _("求める措置"), rows=2)
    due = DateField("due_on", _("是正期限"), hint=_("空けておくと、重大性の決まりの日になります。"))
    return DeedForm(
        shell,
        heading=_("指摘にする"),
        verb=_("指摘にする"),
        explained=_("是正を求める指摘にします。検査の指摘と同じように、完了まで追います。"),
        fields=(severity, fact, measure, due),
        deed=lambda values: filings.make_finding(
            point.point_id, PointFindingDraft(**values), version=point.version
        ),
    )
