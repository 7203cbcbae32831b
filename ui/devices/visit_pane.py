"""One visit beside the entry log: all that belongs to it, signatures, devices, rule, who came along."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from oversight.devices import DeviceClass, VisitRow
from oversight.devices import visit_words as words
from oversight.devices.kept_rule import holding_as_kept
from oversight.devices.rule_words import told_rule
from oversight.words import _
from ui.theme import Tone
from ui.widgets.days import moment_in_full, moment_narrow
from ui.widgets.facts import Fact, Facts
from ui.widgets.flow import Flow
from ui.widgets.pane import Pane
from ui.widgets.text import Tag, section


class VisitPane(Pane):
    """Scrolls by the arrow keys: it takes the focus, for there is nothing in it to press."""

    def __init__(
        self,
        visit: VisitRow,
        visits: Sequence[VisitRow],
        classes: Sequence[DeviceClass],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("入室の内容"), parent)
        self.visit = visit
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        tags = tuple(_tags(visit))
        if tags:
            row = Flow()
            for tag in tags:
                row.addWidget(tag)
            self.column.addLayout(row)
        self.column.addWidget(Facts(tuple(_facts(visit, visits))))
        self.column.addWidget(section(_("入室のときの規則")))
        self.column.addWidget(Facts(told_rule(holding_as_kept(visit.rule), classes)))
        self.end()


def _tags(visit: VisitRow) -> Iterator[Tag]:
    if visit.is_inside:
        yield Tag(_("在室"), Tone.INFO)
    if visit.unaccounted:
        yield Tag(_("退室済み・返却なし"), Tone.DANGER)
    for word in words.told_exceptions(visit):
        yield Tag(word, Tone.ATTENTION)
    if visit.late_reason or visit.left_late_reason:
        yield Tag(_("後から記録"), Tone.NEUTRAL)


def _facts(visit: VisitRow, visits: Sequence[VisitRow]) -> Iterator[Fact]:
    yield _("入室日時"), moment_in_full(visit.entered_at)
    yield _("退室日時"), words.told_left(visit, moment_in_full)
    yield _("入室者"), f"{visit.person}\n{visit.organisation}".strip()
    yield _("目的"), visit.purpose
    yield _("機器"), "\n".join(words.told_devices(visit, moment_narrow))
    yield _("立会職員"), words.told_witness(visit)
    yield _("付添い"), visit.escort
    yield _("署名"), "\n".join(map(words.told_signature, visit.signatures)) or _("署名の記録はありません。")
    yield _("例外の理由"), words.told_reason(visit)
    yield _("後から記録"), "\n".join(words.told_late(visit))
    yield _("同行"), words.told_group(visit, visits)
    yield _("記録"), f"{moment_in_full(visit.recorded_at)}　{visit.recorded_by}"
