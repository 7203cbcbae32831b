"""What is asked before an attention point, of a report or of a door, is dismissed or becomes a finding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from oversight.change import Change
from oversight.choice_words import word_of
from oversight.inspections import Severity
from oversight.reports import PointFindingDraft
from oversight.words import _
from ui.deed_form import DeedForm
from ui.shell import Shell
from ui.widgets.choice_fields import OneOfField
from ui.widgets.date_field import DateField
from ui.widgets.fields import MultiLineField


class PointDeeds(Protocol):
    """The service that decides points of a kind."""

    def dismiss_point(self, point_id: UUID, *, reason: str, version: int | None = None) -> Change:
        """Find nothing wrong with a point."""

    def make_finding(self, point_id: UUID, draft: PointFindingDraft, *, version: int | None = None) -> Change:
        """Make a finding of a point."""


@dataclass(frozen=True)
class OpenPoint:
    """A point to be decided, and who decides it."""

    deeds: PointDeeds
    id: UUID
    told: str
    version: int


def dismissal_of(shell: Shell, point: OpenPoint) -> DeedForm:
    """Return the form that finds nothing wrong with a point."""
    return DeedForm(
        shell,
        heading=_("支障なしとする"),
        verb=_("支障なしとする"),
        explained=_("{told} なぜ支障がないかを残します。").format(told=point.told),
        fields=(MultiLineField("reason", _("理由"), is_required=True),),
        deed=lambda values: point.deeds.dismiss_point(
            point.id, reason=values["reason"], version=point.version
        ),
    )


def finding_of(shell: Shell, point: OpenPoint) -> DeedForm:
    """Return the form that makes a finding of a point."""
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
        deed=lambda values: point.deeds.make_finding(
            point.id, PointFindingDraft(**values), version=point.version
        ),
    )
