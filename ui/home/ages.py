"""What is late in each section, by how long; each number opens exactly its reports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget
from typing_extensions import override

from oversight.words import _, _n
from ui.theme import TONE_ROLES, Tone, current_theme
from ui.widgets.focus_ring import paint_ring

if TYPE_CHECKING:
    from oversight.reports import SectionAges

Bands = Sequence[frozenset[Any]]
"""Sets of reports, one for each band of lateness."""
_SAID = Qt.ItemDataRole.UserRole + 1
_MOST_ROWS = 6
_NAME, _NARROW_NAME, _PAD = 128, 64, 26
_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


def bands() -> tuple[str, ...]:
    """Return the words of the bands of lateness: 1～7日 … 31日以上."""
    from oversight.reports import AGES

    between = [_("{first}～{last}日").format(first=a, last=b - 1) for a, b in pairwise(AGES)]
    return (*between, _("{first}日以上").format(first=AGES[-1]))


class AgesTable(QTableWidget):
    """Sections × bands of lateness; ``opened`` carries the reports behind a number and its words."""

    opened = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sections: tuple[SectionAges, ...] = ()
        self._least = 0
        self.setAccessibleName(_("課ごとの月次報告 期限超過"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QTableWidget.Shape.NoFrame)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.cellClicked.connect(self._open)

    def show_sections(self, sections: Sequence[SectionAges]) -> None:
        """Show the sections, those with most late first, and their sum where there are several."""
        self._sections = tuple(sections)
        heads = (_("所管課"), _("計"), *bands())
        self.setColumnCount(len(heads))
        for column, head in enumerate(heads):
            words = QTableWidgetItem(head)
            words.setTextAlignment(_sides(column))
            self.setHorizontalHeaderItem(column, words)
        rows: list[tuple[str, Bands]] = [(each.department, each.late) for each in self._sections]
        if len(rows) > 1:
            every = zip(*(late for _name, late in rows), strict=True)
            rows.append((_("全課の計"), [_union(band) for band in every]))
        self.setRowCount(len(rows))
        for at, (name, late) in enumerate(rows):
            self._fill(at, name, heads, (_union(late), *late))
        self._fit()

    def _fill(self, at: int, name: str, heads: Sequence[str], sets: Bands) -> None:
        title = QTableWidgetItem(name)
        title.setToolTip(name)
        title.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.setItem(at, 0, title)
        for column, keys in enumerate(sets, start=1):
            item = QTableWidgetItem(f"{len(keys):,}" if keys else "–")
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            item.setTextAlignment(_sides(column))
            item.setData(Qt.ItemDataRole.UserRole, keys)
            told = _n("{count:,}件", len(keys)).format(count=len(keys))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{name} {heads[column]} {told}")
            item.setData(_SAID, _("{section} 期限超過 {band}").format(section=name, band=heads[column]))
            self.setItem(at, column, item)

    def _fit(self) -> None:
        theme = current_theme()
        for row in range(self.rowCount()):
            self.setRowHeight(row, theme.row_height)
            for column in range(1, self.columnCount()):
                item = self.item(row, column)
                if item is not None and item.data(Qt.ItemDataRole.UserRole):
                    last = column == self.columnCount() - 1
                    item.setForeground(theme.colour(TONE_ROLES[Tone.DANGER if last else Tone.INFO][0]))
        self.horizontalHeader().setFixedHeight(theme.row_height)
        bold = QFontMetrics(theme.font(bold=True))
        heads = [self.horizontalHeaderItem(column) for column in range(1, self.columnCount())]
        numbers = [bold.horizontalAdvance(head.text()) + theme.space(_PAD) for head in heads if head]
        widths = [theme.width(_NAME), *numbers]
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        self.horizontalHeader().setMinimumSectionSize(theme.width(_NARROW_NAME))
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        bar = self.verticalScrollBar().sizeHint().width() if self.rowCount() > _MOST_ROWS else 0
        self.setMaximumWidth(sum(widths) + bar + 2)
        self._least = sum(numbers) + theme.width(_NARROW_NAME) + bar + 2
        self._fit_height()

    def _fit_height(self) -> None:
        """Keep the rows in sight where the numbers themselves must be scrolled."""
        bar = self.horizontalScrollBar().sizeHint().height() if self.width() < self._least else 0
        rows = min(self.rowCount(), _MOST_ROWS) + 1
        self.setFixedHeight(current_theme().row_height * rows + bar + 2)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make room for the bar where it is needed."""
        super().resizeEvent(event)
        self._fit_height()

    @override
    def sizeHint(self) -> QSize:
        """Ask for room for whole names; in a narrow window they give way, not the numbers."""
        return QSize(self.maximumWidth(), self.height())

    @Slot(int, int)
    def _open(self, row: int, column: int) -> None:
        item = self.item(row, column)
        keys = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        if item is not None and keys:
            self.opened.emit(keys, item.data(_SAID))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the number under the cursor on Enter or the space bar; other keys walk."""
        index: QModelIndex = self.currentIndex()
        if event.key() in _OPENS and index.isValid():
            self._open(index.row(), index.column())
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the numbers, then the focus ring round the one under the cursor."""
        super().paintEvent(event)
        index = self.currentIndex()
        if self.hasFocus() and index.isValid():
            painter = QPainter(self.viewport())
            paint_ring(painter, self.visualRect(index))
            painter.end()

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of theme or text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_sections"):
            self._fit()


def _union(bands: Iterable[frozenset[Any]]) -> frozenset[Any]:
    return frozenset[Any]().union(*bands)


def _sides(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
