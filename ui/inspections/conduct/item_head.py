"""The head of an item: what is asked, where it is written, what to look at, what was found last time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from oversight.calendar import show_day
from oversight.checklist import Edition, Item
from oversight.inspections import Mark, PreviousAnswer, ReportedPoint, Statement, told_reports, word_of
from oversight.reports import show_month
from oversight.words import _
from ui.inspections.tones import MARK_TONES
from ui.theme import Tone, current_theme
from ui.tones import SEVERITY_TONES
from ui.widgets.flow import Flow
from ui.widgets.text import Prose, Tag, note, prose, quiet_line

_TITLE_PX = 28
_STACKED_FROM = 1.5
_LONGEST_ID = 24


class BigTitle(Prose):
    """The question itself, at 28 px; it wraps."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text, "strong")
        self._dress()

    def _dress(self) -> None:
        font = current_theme().font("title", bold=True)
        font.setPixelSize(current_theme().width(_TITLE_PX))
        self.setFont(font)

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._dress()


class ItemHead(QWidget):
    """Built once, filled anew for each item."""

    def __init__(self, edition: Edition, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edition = edition
        self.item_id, self.severity = Tag(), Tag()
        self.place, self.previous_day = quiet_line(), quiet_line()
        self.previous_mark = Tag()
        self.title = BigTitle()
        self.look_at = prose("", "sub")
        self.basis = note("")
        self.previous_text = prose("", "warning")
        self.reported, self.points = prose("", "sub"), prose("", "warning")
        self._lay_out()

    def _lay_out(self) -> None:
        theme = current_theme()
        space = theme.space
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(6))
        tags = Flow()
        tags.setSpacing(space(12))
        for widget in (self.item_id, self.severity, self.place, self.previous_day, self.previous_mark):
            tags.addWidget(widget)
        tags.push_right(self.previous_day)
        column.addLayout(tags)
        column.addSpacing(space(6))
        for widget in (self.title, self.look_at, self.previous_text, self.reported, self.points):
            column.addWidget(widget)
        self.basis.setAlignment(Qt.AlignmentFlag.AlignTop)
        if not self.has_basis_below:
            column.insertWidget(column.indexOf(self.previous_text), self.basis)
            # two lines, needed or not: the answers beneath must not move from item to item
            self.basis.setMinimumHeight(round(theme.text_px("note") * 2 * 1.4))

    @property
    def has_basis_below(self) -> bool:
        """Tell whether the basis stands at the end: large words would push them out of sight."""
        return current_theme().scale >= _STACKED_FROM

    def show_item(self, item: Item, place: str, previous: PreviousAnswer | None) -> None:
        """Show an item, where it stands in its section, and last time's answer."""
        self.item_id.setText(_shortened(item.id))
        self.item_id.setToolTip(item.id if len(item.id) > _LONGEST_ID else "")
        self.item_id.setAccessibleName(item.id)
        self.severity.say(word_of(item.severity), SEVERITY_TONES[item.severity])
        self.place.setText(place)
        self.title.setText(item.title.spoken())
        things, basis = item.look_at.spoken(), cited(self._edition, item)
        self.look_at.say(_("見るもの: {things}").format(things=things))
        self.look_at.setVisible(bool(things))
        self.basis.setText(_("根拠: {basis}").format(basis=basis) if basis else "")
        self._show_previous(previous)

    def show_reported(self, statements: Sequence[Statement], points: Sequence[ReportedPoint]) -> None:
        """Show what the contractor's own monthly reports say of the item, and what in them is undecided."""
        for line, told in ((self.reported, told_reports(statements)), (self.points, _told_points(points))):
            line.say(told)
            line.setVisible(bool(told))

    def _show_previous(self, previous: PreviousAnswer | None) -> None:
        self.previous_day.setVisible(previous is not None)
        self.previous_mark.setVisible(previous is not None)
        text = previous.text if previous is not None else ""
        self.previous_text.setVisible(bool(text))
        if previous is None:
            return
        self.previous_day.setText(_("前回 {day}").format(day=show_day(previous.conducted_on)))
        mark = previous.mark
        self.previous_mark.say(
            word_of(mark) if mark is not None else _("回答なし"),
            MARK_TONES[mark] if mark is not None else Tone.NEUTRAL,
        )
        self.previous_mark.setToolTip(text)
        if text:
            self.previous_text.setText(_said_before(mark).format(text=text))


def _said_before(mark: Mark | None) -> str:
    if mark is Mark.RECORDED:
        return _("前回の記入: {text}")
    return _("前回の指摘: {text}") if mark is Mark.NONCONFORMING else _("前回の理由: {text}")


def _shortened(item_id: str) -> str:
    """Return an id short enough to stand beside the other signs; the tool tip has it whole."""
    return item_id if len(item_id) <= _LONGEST_ID else f"{item_id[: _LONGEST_ID - 1]}…"


def _told_points(points: Sequence[ReportedPoint]) -> str:
    return "\n".join(
        _("月次報告の注意点 {month}: {told}").format(month=show_month(each.month), told=each.told)
        for each in points
    )


def cited(edition: Edition, item: Item) -> str:
    """Return what an item rests on: each source once with its clauses and the day it is known to stand."""
    clauses: dict[tuple[str, str], list[str]] = {}
    for basis in item.basis:
        held = clauses.setdefault((basis.source, show_day(basis.as_of)), [])
        if basis.clause.spoken():
            held.append(basis.clause.spoken())
    told = []
    for (source_id, day), named in clauses.items():
        source = edition.find_source(source_id)
        title = source.title.spoken() if source is not None else source_id
        whole = " ".join(filter(None, (title, _("、").join(named))))
        told.append(_("{title}（{day}時点）").format(title=whole, day=day))
    return _("、").join(told)
