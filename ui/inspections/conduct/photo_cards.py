"""A photo in the record, and a photo chosen and not yet added."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from oversight.inspections import PhotoRow
from oversight.pictures import Blackened
from oversight.words import _
from ui.inspections.conduct.blackening import blackened_image
from ui.inspections.conduct.pictures import THUMBNAIL, Picture
from ui.theme import current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.fields import TextField
from ui.widgets.flow import Flow
from ui.widgets.text import note

_CAPTION_WIDTH = 280


def thumbnail_size() -> QSize:
    """Return the size of a thumbnail at the text size in use."""
    theme = current_theme()
    return QSize(theme.space(THUMBNAIL.width()), theme.space(THUMBNAIL.height()))


class Thumbnail(QLabel):
    """A picture, small, whole; until it is read its place is kept."""

    def __init__(self, spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(thumbnail_size())
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName(spoken)
        self.setText(_("読んでいます…"))

    def show_image(self, image: QImage) -> None:
        """Show the picture."""
        ratio = self.devicePixelRatioF()
        fitted = image.scaled(
            self.size() * ratio,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        pixmap = QPixmap.fromImage(fitted)
        pixmap.setDevicePixelRatio(ratio)
        self.setPixmap(pixmap)


class PhotoCard(QFrame):
    """A photo in the record; ``withdraw_wanted`` follows the second press, which the first asks for.

    ``caption_given`` carries its identifier and another caption.
    """

    withdraw_wanted = Signal(object)
    caption_given = Signal(object, str)

    def __init__(self, photo: PhotoRow, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.photo_id: UUID = photo.id
        self.sha256, self.caption = photo.sha256, photo.caption
        self.setProperty("piece", "card")
        caption = photo.caption or _("写真{number}").format(number=number)
        self.thumbnail = Thumbnail(caption)
        self._words = note(caption)
        self.caption_field = TextField("caption", _("写真の説明"))
        self.caption_field.set_value(photo.caption)
        self.caption_field.hide()
        self.caption_button = Button(_("説明を直す"), kind=ButtonKind.QUIET, icon="pencil")
        self.caption_button.setAccessibleName(_("{caption}の説明を直す").format(caption=caption))
        self.cancel_button = Button(_("やめる"), kind=ButtonKind.QUIET, icon="x")
        self.cancel_button.setAccessibleName(_("{caption}の説明を直すのをやめる").format(caption=caption))
        self.cancel_button.hide()
        self.remove_button = Button(_("外す"), kind=ButtonKind.QUIET, icon="trash")
        self.remove_button.setAccessibleName(_("{caption}を外す").format(caption=caption))
        self._asked = False
        self._lay_out()
        self._fit()
        self.remove_button.clicked.connect(self._withdraw)
        self.caption_button.clicked.connect(self._turn_caption)
        self.cancel_button.clicked.connect(self.close_caption)
        self.caption_field.line.returnPressed.connect(self._turn_caption)
        self.caption_field.line.installEventFilter(self)

    def _lay_out(self) -> None:
        space = current_theme().space
        column = QVBoxLayout(self)
        column.setContentsMargins(space(8), space(8), space(8), 0)
        column.setSpacing(space(4))
        for widget in (
            self.thumbnail,
            self._words,
            self.caption_field,
            self.caption_button,
            self.cancel_button,
            self.remove_button,
        ):
            column.addWidget(widget)

    def _fit(self) -> None:
        """Be as wide as the picture and the verbs; wrapped words get the height they need at that width."""
        self._words.ensurePolished()
        width = max(thumbnail_size().width(), self.caption_button.sizeHint().width())
        self._words.setFixedSize(width, self._words.heightForWidth(width))
        self.caption_field.setFixedWidth(max(width, current_theme().width(_CAPTION_WIDTH)))

    @Slot()
    def _turn_caption(self) -> None:
        """Open the caption for changes, or hand over what was written."""
        if self.caption_field.isHidden():
            self._words.hide()
            self.caption_field.show()
            self.cancel_button.show()
            self.caption_button.setText(_("説明を保存する"))
            self.caption_field.setFocus()
            return
        self.caption_field.show_error("")
        self.caption_given.emit(self.photo_id, self.caption_field.value())

    @property
    def has_unsaved_caption(self) -> bool:
        """Tell whether a caption was written and is not in the record."""
        return not self.caption_field.isHidden() and self.caption_field.value() != self.caption

    @Slot()
    def close_caption(self) -> None:
        """Leave the caption as it is in the record."""
        self.caption_field.set_value(self.caption)
        self.caption_field.show_error("")
        self.caption_field.hide()
        self.cancel_button.hide()
        self._words.show()
        self.caption_button.setText(_("説明を直す"))
        self.caption_button.setFocus()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Escape leave the caption before it leaves the inspection."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.close_caption()
                return True
        return super().eventFilter(watched, event)

    def show_refusal(self, sentence: str) -> None:
        """Say why the caption was not taken; what was written stays."""
        self._words.hide()
        self.caption_field.show()
        self.cancel_button.show()
        self.caption_field.show_error(sentence)

    @Slot()
    def _withdraw(self) -> None:
        if not self._asked:
            self._asked = True
            self.remove_button.setText(_("本当に外す"))
            return
        self.remove_button.setEnabled(False)
        self.withdraw_wanted.emit(self.photo_id)


class PendingPhoto(QFrame):
    """A photo to look at once more before it becomes part of the record, with its caption.

    ``added``, ``dropped`` and ``blacken_wanted`` tell which button was pressed. ``key`` names its saving;
    ``areas`` are painted black when it is saved, before anything is kept.
    """

    added = Signal(object)
    dropped = Signal(object)
    blacken_wanted = Signal(object)

    def __init__(self, picture: Picture, caption: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture, self.key = picture, key
        self.areas: tuple[Blackened, ...] = ()
        self.setProperty("piece", "card")
        self.thumbnail = Thumbnail(_("加える前の写真"))
        self.thumbnail.show_image(picture.thumbnail)
        self.caption = TextField("caption", _("写真の説明"))
        self.caption.set_value(caption)
        self.add_button = Button(_("この写真を加える"), icon="camera")
        self.blacken_button = Button(_("黒塗りする"), kind=ButtonKind.QUIET, icon="eye-off")
        self.drop_button = Button(_("やめる"), kind=ButtonKind.QUIET)
        self._lay_out()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.add_button.clicked.connect(self._add)
        self.drop_button.clicked.connect(self._drop)
        self.blacken_button.clicked.connect(self._blacken)
        self.caption.line.returnPressed.connect(self._add)

    def _lay_out(self) -> None:
        space = current_theme().space
        row = QHBoxLayout(self)
        row.setContentsMargins(space(12), space(12), space(12), space(12))
        row.setSpacing(space(16))
        row.addWidget(self.thumbnail, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(space(8))
        column.addWidget(note(_("画面や書類の個人情報が写っていないか、加える前に確かめてください。")))
        column.addWidget(self.caption)
        buttons = Flow()
        for button in (self.add_button, self.blacken_button, self.drop_button):
            buttons.addWidget(button)
        column.addLayout(buttons)
        row.addLayout(column, 1)

    def holds_focus(self) -> bool:
        """Tell whether one is busy with this photo."""
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def show_areas(self, areas: tuple[Blackened, ...]) -> None:
        """Show what will be black."""
        self.areas = areas
        self.thumbnail.show_image(blackened_image(self.picture.thumbnail, areas))
        told = _("加える前の写真（一部黒塗り）") if areas else _("加える前の写真")
        self.thumbnail.setAccessibleName(told)

    @Slot()
    def _add(self) -> None:
        self._let_press(False)
        self.caption.show_error("")
        self.added.emit(self)

    @Slot()
    def _drop(self) -> None:
        self.dropped.emit(self)

    @Slot()
    def _blacken(self) -> None:
        self.blacken_wanted.emit(self)

    def _let_press(self, is_free: bool) -> None:
        """Let nothing more be blackened or dropped while the photo is being saved; keep the focus here."""
        if not is_free and self.holds_focus():
            self.caption.setFocus()
        for button in (self.add_button, self.blacken_button, self.drop_button):
            button.setEnabled(is_free)

    def show_refusal(self, sentence: str) -> None:
        """Say why the photo was not taken in."""
        self.caption.show_error(sentence)
        self._let_press(True)
