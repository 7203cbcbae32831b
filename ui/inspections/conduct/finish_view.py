"""The last step: what is missing, each a key away from its place; then the record, finalised, printed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from oversight.checklist import Edition
from oversight.inspections import Finished, GapRow, InspectionDetail, Mark, word_of
from oversight.words import _, _n
from ui.inspections.conduct.course import Course
from ui.inspections.conduct.item_head import BigTitle
from ui.inspections.conduct.scrolling import Scrolling
from ui.inspections.signing.offer import SigningOffer
from ui.inspections.tones import CONCLUSION_TONES, MARK_TONES
from ui.paper_row import PaperRow
from ui.shell import Shell
from ui.theme import Tone, current_theme, set_look
from ui.tones import SEVERITY_TONES
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.flow import Flow
from ui.widgets.text import Tag, note, prose, section

_ROWS_IN_SIGHT = 4
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TOP_LEFT = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft


class GapList(QListWidget):
    """What is missing; ``gap_wanted`` carries the gap of a row clicked or entered."""

    gap_wanted = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gaps: tuple[GapRow, ...] = ()
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(True)
        self.itemClicked.connect(self._tell)
        self.itemActivated.connect(self._tell)

    def show_gaps(self, gaps: tuple[GapRow, ...], edition: Edition | None = None) -> None:
        """Show the gaps, of an edition with what their item asks, each row high enough for a finger."""
        self._gaps = gaps
        self.clear()
        for gap in gaps:
            item = edition.find_item(gap.item_id) if edition is not None else None
            asked = f"　{item.title.spoken()}" if item is not None else ""
            self.addItem(QListWidgetItem(gap.sentence + asked))
        self._fit_rows()
        if gaps:
            self.setCurrentRow(0)

    def _fit_rows(self) -> None:
        """Give each row the lines its text needs."""
        theme = current_theme()
        words, room = QFontMetrics(theme.font()), QRect(0, 0, self.viewport().width() - theme.space(16), 9999)
        for place in range(self.count()):
            row = self.item(place)
            lines = words.boundingRect(room, int(Qt.TextFlag.TextWordWrap), row.text()).height()
            row.setSizeHint(QSize(0, max(theme.control_height, lines + theme.space(16))))
        in_sight = range(min(self.count(), _ROWS_IN_SIGHT))
        self.setMinimumHeight(sum(self.item(place).sizeHint().height() for place in in_sight) + 4)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the texts wrap anew."""
        super().resizeEvent(event)
        self._fit_rows()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter a row on Enter, and let nothing else take the same key for itself."""
        super().keyPressEvent(event)
        if event.key() in _ENTERS:
            event.accept()

    @Slot(QListWidgetItem)
    def _tell(self, row: QListWidgetItem) -> None:
        self.gap_wanted.emit(self._gaps[self.row(row)])


class FinishView(Scrolling):
    """``gap_wanted`` carries a gap to go to; ``finalise_wanted`` follows the confirmed deed;
    ``close_wanted`` asks to leave the mode.
    """

    gap_wanted = Signal(object)
    finalise_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, shell: Shell, detail: InspectionDetail, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell, self._number = shell, detail.number
        self.heading, self.said = BigTitle(_("記録の確定")), prose("")
        self.gaps = GapList(_("不足の一覧"))
        self.contradicted = section(_("月次報告との食い違い"))
        self.contradictions = GapList(_("月次報告との食い違いの一覧"))
        self.marks, self.findings = QWidget(), QWidget()
        self._marks_flow = Flow(self.marks)
        self._findings_column = QVBoxLayout(self.findings)
        self._findings_column.setContentsMargins(0, 0, 0, 0)
        self.finalise_button = Button(_("記録を確定する"), kind=ButtonKind.PRIMARY, icon="lock")
        self.confirm = ConfirmBox()
        self.done = QWidget()
        self._lay_out()
        self.gaps.gap_wanted.connect(self.gap_wanted)
        self.contradictions.gap_wanted.connect(self.gap_wanted)
        self.finalise_button.clicked.connect(self._ask)
        self.confirm.confirmed.connect(self._confirmed)
        self.confirm.declined.connect(self._declined)
        self.verticalScrollBar().rangeChanged.connect(self.bring_focus_into_sight)  # what is told comes later

    def _lay_out(self) -> None:
        self._done_column = QVBoxLayout(self.done)
        self._done_column.setContentsMargins(0, 0, 0, 0)
        self._done_column.setSpacing(current_theme().space(16))
        for widget in (self.heading, self.said, self.marks, self.findings):
            self.column.addWidget(widget)
        self.column.addWidget(self.gaps, 100)
        self.column.addWidget(self.contradicted)
        self.column.addWidget(self.contradictions, 50)
        self.column.addWidget(self.finalise_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self.confirm)
        self.column.addWidget(self.done)
        self.column.addStretch(1)
        self.done.hide()

    # before

    def show_course(self, course: Course) -> None:
        """Show what is missing, or what will be finalised."""
        missing = course.gaps()
        self.gaps.show_gaps(missing, course.detail.edition)
        self.gaps.setVisible(bool(missing))
        self.findings.setVisible(not missing)
        self.finalise_button.setVisible(not missing)
        self.confirm.hide()
        if missing:
            told = _n("不足が{count}件あります。選ぶと、その項目へ移ります。", len(missing)).format(
                count=len(missing)
            )
        else:
            told = _("不足はありません。内容を確かめて、記録を確定してください。")
        self.said.say(told)
        self._show_marks(course)
        self._show_findings(course)
        self._show_contradictions(course)

    def _show_contradictions(self, course: Course) -> None:
        """List where a mark contradicts the contractor's report; it does not stand in the way."""
        found = course.contradictions()
        rows = tuple(GapRow(each.item_id, f"{each.item_id}　{each.told()}") for each in found)
        self.contradictions.show_gaps(rows)
        for widget in (self.contradicted, self.contradictions):
            widget.setVisible(bool(rows))

    def _show_marks(self, course: Course) -> None:
        _empty(self._marks_flow)
        for mark, tone in MARK_TONES.items():
            held = course.count_of(mark)
            if held or mark is not Mark.RECORDED:
                text = _("{word} {count}項目").format(word=word_of(mark), count=held)
                self._marks_flow.addWidget(Tag(text, tone))
        count = course.evidenced_count
        self._marks_flow.addWidget(Tag(_n("証拠あり {count}項目", count).format(count=count), Tone.INFO))
        conclusion = course.detail.conclusion
        if conclusion is not None:
            said = _("総合所見 {word}").format(word=word_of(conclusion))
            self._marks_flow.addWidget(Tag(said, CONCLUSION_TONES[conclusion]))

    def _show_findings(self, course: Course) -> None:
        _empty(self._findings_column)
        for item_id in course.detail.asked:
            if course.mark_of(item_id) is Mark.NONCONFORMING:
                self._findings_column.addWidget(_finding_line(course, item_id))

    def focus_first(self) -> None:
        """Put the cursor where one goes on: the first gap, or the deed itself."""
        (self.gaps if self.gaps.count() else self.finalise_button).setFocus()
        self.bring_focus_into_sight()

    @Slot()
    def _ask(self) -> None:
        self.finalise_button.hide()
        self.confirm.ask()
        QTimer.singleShot(0, self, self._show_all_of_question)

    @Slot()
    def _show_all_of_question(self) -> None:
        """Scroll once the question has its height."""
        self.ensureWidgetVisible(self.confirm, 0, current_theme().space(16))

    @Slot()
    def _confirmed(self) -> None:
        self.confirm.setEnabled(False)
        self.said.say(_("記録を確定しています…"))
        self.finalise_wanted.emit()

    @Slot()
    def _declined(self) -> None:
        self.confirm.hide()
        self.finalise_button.show()
        self.finalise_button.setFocus()

    def show_failure(self, sentence: str) -> None:
        """Say why the record was not finalised; it can be tried again."""
        self.confirm.setEnabled(True)
        self.said.say(sentence)
        self._declined()

    # after

    def show_done(self, finished: Finished) -> None:
        """Say that the record stands, and offer it on paper."""
        version = finished.record_number
        self.heading.setText(_("記録を確定しました"))
        told = _("{number} 第{version}版。この版はこのまま残ります。").format(
            number=self._number, version=version
        )
        self.said.say(told)
        for widget in (self.gaps, self.contradicted, self.contradictions, self.finalise_button, self.confirm):
            widget.hide()
        _empty(self._done_column)
        self._done_column.addWidget(section(_("指摘事項")))
        self._done_column.addWidget(prose(_told_findings(finished.finding_numbers)))
        self._done_column.addWidget(section(_("その場の署名")))
        self.signing = SigningOffer(self._shell, finished.record_id, is_first=True)
        self._done_column.addWidget(self.signing)
        self._done_column.addWidget(section(_("検査記録（PDF）")))
        name = _("実地検査記録_{number}_第{version}版.pdf").format(number=self._number, version=version)
        record_id = finished.record_id
        self.paper = PaperRow(
            self._shell, _("検査記録"), name, lambda office: office.inspections.print_record(record_id)
        )
        self._done_column.addWidget(self.paper)
        self.leave_button = Button(_("検査の一覧へ戻る"), icon="arrow-left")
        self.leave_button.clicked.connect(self.close_wanted)
        self._done_column.addWidget(self.leave_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.done.show()
        self.signing.button.setFocus()
        QTimer.singleShot(0, self, self.bring_focus_into_sight)


class ConfirmBox(QFrame):
    """Asks once, in place, before what cannot be undone."""

    confirmed = Signal()
    declined = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("piece", "notice")
        set_look(self, tone="attention")
        self.yes_button = Button(_("確定する"), kind=ButtonKind.PRIMARY, icon="check")
        self.no_button = Button(_("まだ確定しない"), kind=ButtonKind.LINE)
        space = current_theme().space
        column = QVBoxLayout(self)
        column.setContentsMargins(space(16), space(12), space(16), space(12))
        column.setSpacing(space(12))
        column.addWidget(section(_("記録を確定しますか")))
        column.addWidget(
            prose(_("確定した版の回答は変えられません。後で直すときは「訂正する」で新しい版を作ります。"))
        )
        row = QHBoxLayout()
        row.addWidget(self.yes_button)
        row.addWidget(self.no_button)
        row.addStretch(1)
        column.addLayout(row)
        self.yes_button.clicked.connect(self.confirmed)
        self.no_button.clicked.connect(self.declined)
        self.hide()

    def ask(self) -> None:
        """Show the question."""
        self.setEnabled(True)
        self.show()
        self.yes_button.setFocus()


def _finding_line(course: Course, item_id: str) -> QWidget:
    """Make the line of a nonconformity: severity, item, what was found."""
    item = course.detail.edition.find_item(item_id)
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(current_theme().space(12))
    if item is not None:
        row.addWidget(Tag(word_of(item.severity), SEVERITY_TONES[item.severity]), 0, _TOP_LEFT)
    words = note(f"{item_id}　{course.draft_of(item_id).finding_text}")
    row.addWidget(words, 1)
    return line


def _told_findings(numbers: Sequence[str]) -> str:
    if not numbers:
        return _("指摘はありません。")
    return _("{count}件: {numbers}").format(count=len(numbers), numbers=_("、").join(numbers))


def _empty(layout: Flow | QVBoxLayout) -> None:
    """Free all widgets of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
