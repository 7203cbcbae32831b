"""Walks a window with Tab as a person does, and tells what is never reached."""

from __future__ import annotations

from types import TracebackType

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from typing_extensions import override

_MOST_STEPS = 400
_LONGEST_PAUSE_MS = 500


def told(widget: QWidget) -> str:
    """Return a widget's class and its name, for a person to find it."""
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return f"{type(widget).__name__} {widget.accessibleName() or text}"


def walked(window: QWidget, key: Qt.Key = Qt.Key.Key_Tab) -> list[QWidget]:
    """Return the widgets that get the focus, in order, until the walk comes round."""
    passed: list[QWidget] = []
    for _step in range(_MOST_STEPS):
        focused = QApplication.focusWidget()
        assert focused is not None, f"the focus got lost after {[told(each) for each in passed]}"
        if focused in passed:
            return passed
        passed.append(focused)
        QTest.keyClick(focused, key)
        QApplication.processEvents()
    raise AssertionError("the walk does not come round")


def stops(window: QWidget) -> list[QWidget]:
    """Return the controls in sight that Tab must reach; of a group of which one is pressed, that one."""
    found = []
    for widget in window.findChildren(QWidget):
        takes_tab = (widget.focusPolicy() & Qt.FocusPolicy.TabFocus) == Qt.FocusPolicy.TabFocus
        if not takes_tab or widget.focusProxy() or not widget.isEnabled() or not widget.isVisibleTo(window):
            continue
        if not _stands_for_its_group(widget):
            continue
        found.append(widget)
    return found


def _stands_for_its_group(widget: QWidget) -> bool:
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    if group is None or not group.exclusive():
        return True
    pressed = group.checkedButton()
    return widget is (pressed if pressed is not None else group.buttons()[0])


def unreached(window: QWidget, key: Qt.Key = Qt.Key.Key_Tab) -> list[str]:
    """Return what Tab never reaches, from where the focus is."""
    passed = walked(window, key)
    return [told(stop) for stop in stops(window) if stop not in passed]


def pauses(window: QWidget) -> bool:
    """Tell whether a short pause is running after which something more will be read."""
    timers = window.findChildren(QTimer)
    return any(
        each.isActive() and each.isSingleShot() and each.interval() <= _LONGEST_PAUSE_MS for each in timers
    )


class WindowsShown(QObject):
    """Within ``with``: notes every window that comes up, however shortly."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []

    def __enter__(self) -> list[str]:
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        return self.told

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.told.append(told(watched))
        return False
