"""The left side of the mode: which inspection, how far, what is saved, and the way to each section."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from oversight.checklist import Section
from oversight.checklist.rows import EditionLine
from oversight.checklist.unrolling import base_id
from oversight.errors import OversightError
from oversight.inspections import InspectionDetail, told_tier
from oversight.words import _, _n
from ui.inspections.conduct.course import CLOSING, FINISH, FOCUS, Course, place_of_gap
from ui.inspections.conduct.saving import Saver
from ui.inspections.conduct.section_list import Entry, SectionList
from ui.inspections.conduct.wrapped_check import WrappedCheck
from ui.inspections.move_form import NewerLine
from ui.theme import Tone, current_theme, set_look
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.days import saved_at
from ui.widgets.flow import Flow
from ui.widgets.text import Tag, note, quiet_line, strong

_WIDTH = 300
_ADD, _DROP = "add", "drop"
_SHARE = 0.75
"""How much of the text's growth the side follows: the item needs the room more."""


class Side(QFrame):
    """``section_wanted`` names a section, ``step_wanted`` a step; ``retry_wanted`` asks to save again.

    ``part_wanted`` names a section to fill once more, ``drop_wanted`` one whose last part is to go;
    ``move_wanted`` asks to see what a newer edition changes.
    """

    section_wanted = Signal(str)
    step_wanted = Signal(str)
    part_wanted = Signal(str)
    drop_wanted = Signal(str)
    move_wanted = Signal()
    retry_wanted = Signal()

    def __init__(
        self, detail: InspectionDetail, newer: EditionLine | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("piece", "navigation")
        self.setAccessibleName(_("検査の進み具合"))
        self.number = strong(_("実地検査 {number}").format(number=detail.number))
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(_("回答の進み具合"))
        self.count, self.saved = quiet_line(), quiet_line()
        self.unsaved = UnsavedBox()
        self.points_button = _points_button(len(detail.reported.points))
        self.newer = NewerLine(newer)
        self.sections = SectionList()
        self.goes_on = WrappedCheck(_("「適」のあと次へ進む"))
        self._lay_out(detail)
        self.sections.wanted.connect(self._tell)
        self.points_button.clicked.connect(self._want_closing)
        self.newer.button.clicked.connect(self.move_wanted)
        self.unsaved.retry_button.clicked.connect(self.retry_wanted)

    def _lay_out(self, detail: InspectionDetail) -> None:
        theme = current_theme()
        space = theme.space
        self.setFixedWidth(max(space(_WIDTH), round(theme.width(_WIDTH) * _SHARE)))
        column = QVBoxLayout(self)
        column.setContentsMargins(space(16), space(16), 1, space(8))
        column.setSpacing(space(8))
        head = QVBoxLayout()
        head.setContentsMargins(0, 0, space(16), 0)
        head.setSpacing(space(6))
        for widget in (self.number, *_whereabouts(detail)):
            head.addWidget(widget)
        head.addWidget(self.points_button, 0, Qt.AlignmentFlag.AlignLeft)
        head.addWidget(self.newer)
        head.addWidget(self.progress)
        told = Flow()
        told.setSpacing(space(12))
        told.addWidget(self.count)
        told.addWidget(self.saved)
        head.addLayout(told)
        head.addWidget(self.unsaved)
        column.addLayout(head)
        column.addWidget(self._scrolling(), 1)

    def _scrolling(self) -> QScrollArea:
        holder = QWidget()
        holder.setProperty("surface", "clear")
        inner = QVBoxLayout(holder)
        space = current_theme().space
        inner.setContentsMargins(0, 0, space(16), 0)
        inner.setSpacing(0)
        inner.addWidget(self.sections)
        inner.addWidget(self.goes_on)
        inner.addStretch(1)
        area = self._area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setAccessibleName(_("点検表の区分"))
        area.setWidget(holder)
        area.verticalScrollBar().rangeChanged.connect(self._show_here)
        return area

    def show_course(self, course: Course) -> None:
        """Show how far one is and where one stands."""
        answered, asked = course.answered_count, course.asked_count
        self.progress.setRange(0, max(asked, 1))
        self.progress.setValue(answered)
        self.count.setText(_("{answered} / {asked} 項目").format(answered=answered, asked=asked))
        section = course.section()
        self.sections.show_entries(entries_of(course), section.id if section else course.position)
        QTimer.singleShot(0, self, self._show_here)

    @Slot()
    @Slot(int, int)
    def _show_here(self, _least: int = 0, _most: int = 0) -> None:
        """Bring the section one stands in into sight, unless one walks the list oneself."""
        here = self.sections.here
        if here is not None and not self.isAncestorOf(QApplication.focusWidget() or self):
            self._area.ensureWidgetVisible(here)

    def show_saving(self, saver: Saver, *, has_drafts: bool) -> None:
        """Say what is saved and what is not, as it is."""
        self.unsaved.say(saver)
        self.saved.setVisible(not self.unsaved.is_said)
        if has_drafts or not saver.is_saved:
            self.saved.setText(_("保存しています…"))
        elif saver.saved_at is not None:
            self.saved.setText(saved_at(saver.saved_at))

    def show_done(self) -> None:
        """Let nothing be gone to or changed any more: the record stands."""
        self.sections.setEnabled(False)
        self.goes_on.hide()
        self.newer.hide()

    @Slot()
    def _want_closing(self) -> None:
        self.step_wanted.emit(CLOSING)

    def _tell(self, key: str) -> None:
        deed, colon, section_id = key.partition(":")
        if colon:
            (self.part_wanted if deed == _ADD else self.drop_wanted).emit(section_id)
        else:
            (self.step_wanted if key in (CLOSING, FINISH) else self.section_wanted).emit(key)


class UnsavedBox(QFrame):
    """Says plainly that something is not saved, why, and offers to try again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("piece", "notice")
        self._headline = Tag(_("まだ保存されていません"), Tone.DANGER)
        self._why = note("")
        set_look(self, tone="danger")
        self.retry_button = Button(_("もう一度保存する"), kind=ButtonKind.DANGER, icon="refresh")
        space = current_theme().space
        column = QVBoxLayout(self)
        column.setContentsMargins(space(8), space(8), space(8), space(8))
        column.addWidget(self._headline)
        column.addWidget(self._why)
        column.addWidget(self.retry_button)
        self.is_said = False
        self.hide()

    def say(self, saver: Saver) -> None:
        """Show the box while something is not saved that is not on its way."""
        failure = saver.failure
        self.is_said = failure is not None or bool(saver.refusal)
        self.retry_button.setVisible(failure is not None)
        if isinstance(failure, OversightError):
            self._why.setText(str(failure))
        elif failure is not None:
            self._why.setText(_("入力した内容はこの画面に残っています。"))
        else:
            self._why.setText(_("入力した内容に直すところがあります。"))
        self.setAccessibleName(f"{self._headline.text()} {self._why.text()}")
        self.setVisible(self.is_said)


def _points_button(count: int) -> Button:
    """Make the way to the undecided points of the contractor's reports, in sight where there are any."""
    told = _n("月次報告の注意点 {count}件", count).format(count=count)
    button = Button(told, kind=ButtonKind.QUIET, icon="alert-triangle")
    if not count:
        button.hide()  # to show it here would open a window of its own
    return button


def _whereabouts(detail: InspectionDetail) -> tuple[QLabel, ...]:
    visited = told_tier(detail.subcontractor, detail.subcontract_depth)
    lines: list[QLabel] = [note(line) for line in (detail.contractor, visited, detail.place) if line]
    if detail.photography_forbidden:
        lines.append(Tag(_("撮影禁止の区域"), Tone.ATTENTION))
    return tuple(lines)


def entries_of(course: Course) -> tuple[Entry, ...]:
    """Return the sections and steps as the list shows them, with what may be added and taken out."""
    sections = tuple(
        Entry(
            row.section_id,
            row.title,
            f"{row.answered}/{row.asked}",
            _("{asked}項目のうち{answered}項目に回答").format(asked=row.asked, answered=row.answered),
            has_finding=row.nonconforming > 0,
            is_done=row.answered == row.asked,
        )
        for row in course.sections()
    )
    gaps = course.gaps()
    at_closing = sum(place_of_gap(gap) == CLOSING for gap in gaps)
    return (
        *_with_deeds(course, sections),
        _step(CLOSING, _("立会・講評"), at_closing),
        _step(FINISH, _("記録の確定"), len(gaps)),
    )


def _with_deeds(course: Course, sections: tuple[Entry, ...]) -> Iterator[Entry]:
    """Yield the sections, each that the inspector adds to with the ways to do so after its last part."""
    yield from (each for each in sections if each.key == FOCUS)
    counts = {section.id: count for section, count in course.parts()}
    for section in course.detail.published.sections:
        yield from (each for each in sections if base_id(each.key) == section.id)
        if section.id in counts:
            yield from _deeds_of(course, section, counts[section.id])


def _deeds_of(course: Course, section: Section, count: int) -> tuple[Entry, ...]:
    """Return the ways to fill a section once more and to take its last part out."""
    title = section.title.spoken()
    added = Entry(
        f"{_ADD}:{section.id}", _("＋ {section}を加える").format(section=title), "", "", is_deed=True
    )
    if not count:
        return (added,)
    word = _("－ {section}の最後の1つを外す").format(section=title)
    if course.asks_to_drop == section.id:
        held = course.answered_in_last(section.id)
        told = _n("もう一度押すと、回答{count}件とともに外します。", held)
        word = told.format(count=held)
    return added, Entry(f"{_DROP}:{section.id}", word, "", "", is_deed=True)


def _step(key: str, word: str, missing: int) -> Entry:
    figures = _("不足 {count}").format(count=missing) if missing else _("不足なし")
    return Entry(key, word, figures, figures, is_done=not missing)
