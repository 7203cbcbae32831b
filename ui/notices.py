"""What the program says to the user: one bar for notices, one dialog that confirms once.

Each notice says what happened, what was kept, and what to do. Nothing here stops the work except the
one confirmation of a deed that cannot be undone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from oversight.errors import OversightError
from oversight.words import _
from ui.crash import CrashBook
from ui.icons import set_icon
from ui.theme import Tone, current_theme, set_look
from ui.widgets.buttons import Button, ButtonKind, IconButton
from ui.widgets.text import prose, section

_DONE_LASTS_MS = 10_000
_ICONS = {
    Tone.NEUTRAL: "info-circle",
    Tone.INFO: "info-circle",
    Tone.DONE: "circle-check",
    Tone.ATTENTION: "alert-triangle",
    Tone.DANGER: "alert-triangle",
    Tone.RETURNED: "arrow-back-up",
}
_ICON_ROLES = {Tone.DONE: "done", Tone.ATTENTION: "attention", Tone.DANGER: "danger"}


@dataclass(frozen=True)
class Notice:
    """One thing said: the sentence, what to do next, and at most one deed offered (such as undo)."""

    sentence: str
    remedy: str = ""
    tone: Tone = Tone.DONE
    deed_word: str = ""
    deed: Callable[[], None] | None = None


@dataclass(frozen=True)
class Question:
    """A deed to confirm once: what will happen, what cannot be undone, and the verb on the button."""

    title: str
    consequence: str
    verb: str
    is_dangerous: bool = False


class Notices(QObject):
    """The one funnel: everything said to the user, and every failure, passes here."""

    raised = Signal(object)
    cleared = Signal()

    def __init__(self, crashes: CrashBook, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._crashes = crashes

    def tell(self, sentence: str, remedy: str = "", tone: Tone = Tone.DONE) -> None:
        """Say a sentence in the bar."""
        self.raised.emit(Notice(sentence, remedy, tone))

    def offer(self, notice: Notice) -> None:
        """Show a notice with its deed."""
        self.raised.emit(notice)

    def offer_undo(self, sentence: str, undo: Callable[[], None]) -> None:
        """Say what was done and offer to take it back."""
        self.raised.emit(Notice(sentence, tone=Tone.DONE, deed_word=_("元に戻す"), deed=undo))

    @Slot(object)
    def show_error(self, error: BaseException) -> None:
        """Say a failure of the world in its own words; keep a report of anything else."""
        if isinstance(error, OversightError):
            self.raised.emit(Notice(error.sentence, error.remedy, Tone.DANGER))
            return
        self._crashes.keep(error)
        self.raised.emit(
            Notice(
                _("予期しない誤りが起きました。保存済みの記録は失われていません。"),
                _(
                    "もう一度試してください。続くときは、次に起動したときに報告を保存して、担当に渡してください。"
                ),
                Tone.DANGER,
            )
        )

    def clear(self) -> None:
        """Take the notice away."""
        self.cleared.emit()

    def ask(self, question: Question, then: Callable[[], None], *, parent: QWidget) -> QDialog:
        """Ask once before a deed that cannot be undone; ``then`` runs if the verb is pressed."""
        dialog = ConfirmDialog(question, then, parent)
        dialog.open()
        return dialog


class NoticeBar(QFrame):
    """Shows the latest notice; stays until it is closed, replaced or, for a success, ten seconds old."""

    def __init__(self, notices: Notices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notice: Notice | None = None
        self.setProperty("piece", "notice")
        self._icon = QLabel()
        self._sentence = section("")
        self._remedy = prose("")
        self._deed = Button("", kind=ButtonKind.LINE)
        self._close = IconButton("x", _("知らせを閉じる"))
        self._leave = QTimer(self, singleShot=True, interval=_DONE_LASTS_MS)
        self._lay_out()
        self._deed.clicked.connect(self._do)
        self._close.clicked.connect(self.dismiss)
        self._leave.timeout.connect(self.dismiss)
        notices.raised.connect(self.show_notice)
        notices.cleared.connect(self.dismiss)
        self.hide()

    def _lay_out(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._sentence)
        texts.addWidget(self._remedy)
        row = QHBoxLayout(self)
        space = current_theme().space
        row.setContentsMargins(space(16), space(8), space(8), space(8))
        row.setSpacing(space(12))
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        row.addWidget(self._deed)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)

    @property
    def notice(self) -> Notice | None:
        """Return what the bar says now."""
        return self._notice

    @Slot(object)
    def show_notice(self, notice: Notice) -> None:
        """Say a notice, also to assistive technology."""
        self._notice = notice
        set_look(self, tone=notice.tone.value)
        set_icon(self._icon, _ICONS[notice.tone], _ICON_ROLES.get(notice.tone, "action"))
        self._sentence.setText(notice.sentence)
        self._remedy.setText(notice.remedy)
        self._remedy.setVisible(bool(notice.remedy))
        self._deed.setText(notice.deed_word)
        self._deed.setVisible(notice.deed is not None)
        self.setAccessibleName(f"{notice.sentence} {notice.remedy}".strip())
        self.show()
        from PySide6.QtGui import QAccessible, QAccessibleEvent  # slow to load, and needed only now

        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
        self._leave.stop()
        if notice.tone is Tone.DONE and notice.deed is None:
            self._leave.start()

    @Slot()
    def dismiss(self) -> None:
        """Take the notice away."""
        self._notice = None
        self._leave.stop()
        self.hide()

    @Slot()
    def _do(self) -> None:
        notice = self._notice
        self.dismiss()
        if notice is not None and notice.deed is not None:
            notice.deed()


class ConfirmDialog(QDialog):
    """Asks once, in the deed's own verb; Escape and the other button change nothing."""

    def __init__(self, question: Question, then: Callable[[], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._then = then
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(question.title)
        space = current_theme().space
        column = QVBoxLayout(self)
        column.setContentsMargins(space(24), space(24), space(24), space(24))
        column.setSpacing(space(16))
        column.addWidget(section(question.title))
        column.addWidget(prose(question.consequence))
        row = QHBoxLayout()
        row.addStretch(1)
        self.stay_button = Button(_("やめる"), kind=ButtonKind.LINE)
        kind = ButtonKind.DANGER if question.is_dangerous else ButtonKind.PRIMARY
        self.verb_button = Button(question.verb, kind=kind)
        row.addWidget(self.stay_button)
        row.addWidget(self.verb_button)
        column.addLayout(row)
        self.setMinimumWidth(current_theme().width(420))
        self.stay_button.clicked.connect(self.reject)
        self.verb_button.clicked.connect(self.accept)
        self.accepted.connect(self._go)
        self.stay_button.setFocus()

    @Slot()
    def _go(self) -> None:
        self._then()
