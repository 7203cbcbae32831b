"""The whole record, page by page, as it will be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from oversight.words import _
from ui.theme import current_theme
from ui.widgets.buttons import Button
from ui.widgets.text import prose

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument

_WIDEST = 900


class _Sheet(QScrollArea):
    """Scrolls a page by key; at its end Page Down goes on to the next, at its head Page Up back."""

    turned = Signal(int)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_PageDown and bar.value() == bar.maximum():
            self.turned.emit(1)
        elif event.key() == Qt.Key.Key_PageUp and bar.value() == bar.minimum():
            self.turned.emit(-1)
        else:
            super().keyPressEvent(event)


class RecordPages(QWidget):
    """``closed`` asks to go back. Page Up and Page Down go through the pages, the arrows scroll."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document: QPdfDocument | None = None
        self._buffer = QBuffer(self)
        self.page = 0
        self.back_button = Button(_("署名へ戻る"), icon="arrow-left")
        self.previous_button = Button(_("前の頁"), icon="chevron-left")
        self.next_button = Button(_("次の頁"), icon="chevron-right")
        self.said = prose(_("記録の頁を作っています…"))
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self.area = _Sheet()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName(_("記録の頁"))
        self.area.setWidget(self.picture)
        self._lay_out()
        self.back_button.clicked.connect(self.closed)
        self.previous_button.clicked.connect(self.turn_back)
        self.next_button.clicked.connect(self.turn_on)
        self.area.turned.connect(self._turn)
        self._show_page()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(12))
        row = QHBoxLayout()
        row.setSpacing(current_theme().space(12))
        for button in (self.back_button, self.previous_button, self.next_button):
            row.addWidget(button)
        row.addWidget(self.said, 1, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(row)
        column.addWidget(self.area, 1)

    def show_paper(self, pdf: bytes) -> None:
        """Show the first page of a paper."""
        from PySide6.QtPdf import QPdfDocument

        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document = QPdfDocument(self)
        self._document.load(self._buffer)
        self.page = 0
        self._show_page()
        self.area.setFocus()

    @property
    def count(self) -> int:
        """Return how many pages there are; 0 while they are being made."""
        return 0 if self._document is None else int(self._document.pageCount())

    @Slot()
    def turn_on(self) -> None:
        """Go to the next page."""
        self._turn(1)

    @Slot()
    def turn_back(self) -> None:
        """Go to the page before."""
        self._turn(-1)

    @Slot(int)
    def _turn(self, step: int) -> None:
        wanted = self.page + step
        if 0 <= wanted < self.count:
            self.page = wanted
            self._show_page()
            self.area.verticalScrollBar().setValue(0)

    def _show_page(self) -> None:
        self.previous_button.setEnabled(self.page > 0)
        self.next_button.setEnabled(self.page + 1 < self.count)
        if self._document is None or not self.count:
            return
        self.said.say(_("{page} / {count}頁").format(page=self.page + 1, count=self.count))
        self._paint(self._document)

    def _paint(self, document: QPdfDocument) -> None:
        points = document.pagePointSize(self.page)
        ratio = self.devicePixelRatioF()
        width = round(min(self.area.viewport().width(), current_theme().width(_WIDEST)) * ratio)
        image = document.render(self.page, QSize(width, round(width * points.height() / points.width())))
        picture = QPixmap(image.size())
        picture.fill(Qt.GlobalColor.white)  # a page has no ground of its own
        painter = QPainter(picture)
        painter.drawImage(0, 0, image)
        painter.end()
        picture.setDevicePixelRatio(ratio)
        self.picture.setPixmap(picture)
        self.picture.setAccessibleName(_("第{page}頁").format(page=self.page + 1))
        self.picture.setAccessibleDescription(document.getAllText(self.page).text())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page to the width."""
        super().resizeEvent(event)
        self._show_page()
