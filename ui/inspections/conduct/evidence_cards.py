"""A piece of evidence in the record, and a sketch begun and not finished."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from oversight.evidence_words import told, told_sample
from oversight.inspections import EvidenceKind, EvidenceRow, SketchDraftRow, word_of
from oversight.words import _
from ui.inspections.conduct.photo_cards import Thumbnail
from ui.theme import Tone, current_theme, set_look
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.days import saved_at
from ui.widgets.fields import TextField
from ui.widgets.flow import Flow
from ui.widgets.led_field import led
from ui.widgets.text import Tag, note, prose


class EvidenceCard(QFrame):
    """``change_wanted`` asks to change it; ``withdraw_given`` carries its row and why to take it out."""

    change_wanted = Signal(object)
    withdraw_given = Signal(object, str)

    def __init__(self, row: EvidenceRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self.setProperty("piece", "card")
        self.thumbnail: Thumbnail | None = None
        said, word = told(row), word_of(row.kind)
        self.words = prose(said)
        self.change_button = Button(_("直す"), kind=ButtonKind.QUIET, icon="pencil")
        self.change_button.setAccessibleName(_("{what}を直す").format(what=f"{word} {said}"))
        self.remove_button = Button(_("外す"), kind=ButtonKind.QUIET, icon="trash")
        self.remove_button.setAccessibleName(_("{what}を外す").format(what=f"{word} {said}"))
        self.reason = TextField("reason", _("外す理由"), is_required=True)
        self.keep_button = Button(_("外さない"), kind=ButtonKind.QUIET, icon="x")
        led(self.reason)
        self._lay_out(word)
        self._show_reason(is_asked=False)
        self.change_button.clicked.connect(self._change)
        self.remove_button.clicked.connect(self._remove)
        self.reason.line.returnPressed.connect(self._remove)
        self.keep_button.clicked.connect(self._keep)

    def _lay_out(self, word: str) -> None:
        space = current_theme().space
        row = QHBoxLayout(self)
        row.setContentsMargins(space(12), space(8), space(12), space(8))
        row.setSpacing(space(12))
        if self.row.kind is EvidenceKind.SKETCH:
            self.thumbnail = Thumbnail(told(self.row))
            row.addWidget(self.thumbnail)
        column = QVBoxLayout()
        column.setSpacing(space(4))
        head = Flow()
        head.setSpacing(space(8))
        head.addWidget(Tag(word, Tone.INFO))
        if self.row.is_uncounted:
            head.addWidget(Tag(_("結果はまだ"), Tone.ATTENTION))
        column.addLayout(head)
        column.addWidget(self.words)
        for label, text in told_sample(self.row):
            column.addWidget(note(f"{label}: {text}"))
        column.addWidget(note(f"{saved_at(self.row.noted_at)}　{self.row.noted_by}"))
        column.addWidget(self.reason)
        deeds = Flow()
        deeds.setSpacing(space(8))
        for button in (self.change_button, self.remove_button, self.keep_button):
            deeds.addWidget(button)
        column.addLayout(deeds)
        row.addLayout(column, 1)

    def show_image(self, image: QImage) -> None:
        """Show the sketch."""
        if self.thumbnail is not None:
            self.thumbnail.show_image(image)

    def _show_reason(self, *, is_asked: bool) -> None:
        self.reason.setVisible(is_asked)
        self.keep_button.setVisible(is_asked)
        self.change_button.setVisible(not is_asked)
        self.remove_button.setText(_("この理由で外す") if is_asked else _("外す"))

    @Slot()
    def _change(self) -> None:
        self.change_wanted.emit(self.row)

    @Slot()
    def _remove(self) -> None:
        """Ask for the reason; the second press gives it."""
        if self.reason.isHidden():
            self._show_reason(is_asked=True)
            self.reason.setFocus()
        elif self.reason.check():
            self.withdraw_given.emit(self.row, self.reason.value())

    @Slot()
    def _keep(self) -> None:
        self.reason.set_value(None)
        self.reason.show_error("")
        self._show_reason(is_asked=False)
        self.remove_button.setFocus()

    def show_refusal(self, sentence: str) -> None:
        """Say why it was not taken out."""
        self._show_reason(is_asked=True)
        self.reason.show_error(sentence)


class SketchDraftCard(QFrame):
    """A sketch begun: ``resumed`` asks to go on, ``dropped`` follows the second press."""

    resumed = Signal(object)
    dropped = Signal(object)

    def __init__(self, row: SketchDraftRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self.setProperty("piece", "notice")
        set_look(self, tone="attention")
        self.resume_button = Button(_("見取図の続きを描く"), icon="pencil")
        self.drop_button = Button(_("描きかけを捨てる"), kind=ButtonKind.QUIET, icon="trash")
        self._asked = False
        space = current_theme().space
        column = QVBoxLayout(self)
        column.setContentsMargins(space(12), space(8), space(12), space(8))
        column.setSpacing(space(8))
        column.addWidget(prose(_("描きかけの見取図があります。まだ記録に加わっていません。")))
        deeds = Flow()
        deeds.addWidget(self.resume_button)
        deeds.addWidget(self.drop_button)
        column.addLayout(deeds)
        self.resume_button.clicked.connect(self._resume)
        self.drop_button.clicked.connect(self._drop)

    @Slot()
    def _resume(self) -> None:
        self.resumed.emit(self.row)

    @Slot()
    def _drop(self) -> None:
        if not self._asked:
            self._asked = True
            self.drop_button.setText(_("本当に捨てる"))
            return
        self.drop_button.setEnabled(False)
        self.dropped.emit(self.row)
