"""Tab goes as one reads, also where parts were made later than what stands beneath them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QLayout, QWidget
from typing_extensions import override

from ui.widgets.lead_focus import lead_focus


def in_reading_order(holder: QWidget) -> Iterator[QWidget]:
    """Yield the controls in a widget that Tab stops at, in the order of its layouts."""
    layout = holder.layout()
    if layout is not None:
        yield from _of_layout(layout)


def _of_layout(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        widget, inner = (item.widget(), item.layout()) if item is not None else (None, None)
        if widget is not None:
            if _stops_tab(widget):
                yield widget
            yield from in_reading_order(widget)
        elif inner is not None:
            yield from _of_layout(inner)


def _stops_tab(widget: QWidget) -> bool:
    takes_tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
    return takes_tab and widget.focusProxy() is None


def _take_off_proxies(holder: QWidget) -> None:
    """Lead the focus of compound widgets instead: one left behind in the chain draws Tab back into it."""
    for each in holder.findChildren(QWidget):
        stood_in = each.focusProxy()
        if stood_in is not None and each.isAncestorOf(stood_in):
            each.setFocusProxy(None)  # type: ignore[arg-type]  # the stubs do not know that None takes it away
            lead_focus(each, stood_in)


class TabChain(QObject):
    """Keeps the order of Tab in ``holder`` that of its layouts, whenever they change."""

    def __init__(self, holder: QWidget) -> None:
        super().__init__(holder)
        self._holder = holder
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.chain)
        holder.installEventFilter(self)

    @property
    def is_waiting(self) -> bool:
        """Tell whether the order is about to be made anew."""
        return self._soon.isActive()

    @Slot()
    def chain(self) -> None:
        """Put the controls in order; what follows the holder in the window stays after it."""
        _take_off_proxies(self._holder)
        for one, following in pairwise(in_reading_order(self._holder)):
            QWidget.setTabOrder(one, following)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Chain anew once the layout has settled."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._soon.start()
        return False
