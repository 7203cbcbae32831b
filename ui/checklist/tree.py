"""The tree of a checklist: arrows walk; faults are marked, what is not asked is grey."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget
from typing_extensions import override

from oversight.checklist.editing import HEAD, Place
from oversight.words import _
from ui.checklist.tree_model import FAULTS_ROLE, GREY_ROLE, HAS_CONDITION_ROLE, TreeModel
from ui.theme import Tone, current_theme
from ui.widgets.focus_ring import paint_ring
from ui.widgets.row_painter import paint_tag

Index = QModelIndex | QPersistentModelIndex


class ChecklistTree(QTreeView):
    """``place_chosen`` carries the place under the cursor."""

    place_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tree_model = TreeModel(self)
        self.setModel(self.tree_model)
        self.setItemDelegate(_Painter(self))
        self.setAccessibleName(_("点検表の構成"))
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setIndentation(current_theme().space(16))
        self._folded: set[int] = set()
        self._is_showing = False
        self.tree_model.modelReset.connect(self._unfold)
        self.tree_model.marked.connect(self.viewport().update)
        self.collapsed.connect(self._note_folded)
        self.expanded.connect(self._note_unfolded)
        self.selectionModel().currentChanged.connect(self._note_choice)

    @property
    def place(self) -> Place:
        """Return the place under the cursor."""
        return self.tree_model.place_of(self.currentIndex())

    def choose(self, place: Place) -> None:
        """Put the cursor on a place without telling it."""
        self._is_showing = True
        index = self.tree_model.index_of(place)
        self.setCurrentIndex(index if index.isValid() else self.tree_model.index_of(HEAD))
        self.scrollTo(self.currentIndex())
        self._is_showing = False

    @Slot()
    def _unfold(self) -> None:
        self._is_showing = True
        self.expandAll()
        for at in self._folded:
            self.setExpanded(self.tree_model.index(at, 0), False)
        self._is_showing = False

    @Slot(QModelIndex)
    def _note_folded(self, index: QModelIndex) -> None:
        if not self._is_showing:
            self._folded.add(index.row())

    @Slot(QModelIndex)
    def _note_unfolded(self, index: QModelIndex) -> None:
        if not self._is_showing:
            self._folded.discard(index.row())

    @Slot(QModelIndex)
    def _note_choice(self, index: QModelIndex) -> None:
        if not self._is_showing and index.isValid():
            self.place_chosen.emit(self.tree_model.place_of(index))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, then the focus ring round the one under the cursor."""
        super().paintEvent(event)
        if not self.hasFocus() or not self.currentIndex().isValid():
            return
        box = self.visualRect(self.currentIndex())
        painter = QPainter(self.viewport())
        paint_ring(painter, QRect(0, box.top(), self.viewport().width(), box.height()))
        painter.end()


class _Painter(QStyledItemDelegate):
    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row: its text, and how many faults it has."""
        theme = current_theme()
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        is_top = not index.parent().isValid()
        painter.save()
        row = QRect(0, option.rect.top(), option.rect.right() + 1, option.rect.height())
        painter.fillRect(
            row if is_selected else option.rect, theme.colour("selected" if is_selected else "ground")
        )
        box = option.rect.adjusted(theme.space(4), 0, -theme.space(6), 0)
        if count := index.data(FAULTS_ROLE):
            box.setRight(self._paint_count(painter, box, str(count)))
        is_grey = bool(index.data(GREY_ROLE))
        role = "disabled" if is_grey else "on_selected" if is_selected else "text"
        painter.setFont(theme.font("body", bold=is_top))
        painter.setPen(theme.colour(role))
        sign = _("条件") if index.data(HAS_CONDITION_ROLE) else ""
        text = str(index.data() or "")
        if sign:
            box.setRight(self._paint_sign(painter, box, sign))
            painter.setFont(theme.font("body", bold=is_top))
            painter.setPen(theme.colour(role))
        shown = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        painter.restore()

    def _paint_count(self, painter: QPainter, box: QRect, count: str) -> int:
        """Paint how many faults there are at the right end; return where the text has to stop."""
        theme = current_theme()
        width = QFontMetrics(theme.font("note")).horizontalAdvance(count) + theme.space(16)
        paint_tag(painter, QRect(box.right() - width, box.top(), width, box.height()), count, Tone.DANGER)
        return box.right() - width - theme.space(6)

    def _paint_sign(self, painter: QPainter, box: QRect, sign: str) -> int:
        """Say in small that the item has a condition; return where the text has to stop."""
        theme = current_theme()
        painter.setFont(theme.font("note"))
        painter.setPen(theme.colour("sub"))
        width = QFontMetrics(painter.font()).horizontalAdvance(sign) + 2
        place = QRect(box.right() - width, box.top(), width, box.height())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), sign)
        return box.right() - width - theme.space(6)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the row's height."""
        return QSize(0, current_theme().row_height)
