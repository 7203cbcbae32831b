"""The keys of the mode. Single letters never work while one types or an input method composes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QObject, Qt, SignalInstance, Slot
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from ui.actions import bind
from ui.shortcuts import Shortcut


class Keys(QObject):
    """Binds each shortcut to its deed; no key works while one of ``held_by`` says so."""

    def __init__(
        self,
        owner: QWidget,
        deeds: Mapping[Shortcut, Callable[[], object]],
        held_by: Iterable[SignalInstance] = (),
    ) -> None:
        super().__init__(owner)
        for holding in held_by:
            holding.connect(self.hold)
        self._deeds = dict(deeds)
        self._bound: list[QShortcut] = []
        for shortcut in self._deeds:
            bound = bind(shortcut, owner, _Press(self, shortcut).do)
            self._bound.append(bound)

    def press(self, shortcut: Shortcut) -> None:
        """Do the deed of a key, unless a letter belongs to the text being typed."""
        if shortcut.is_letter and is_typing():
            return
        self._deeds[shortcut]()

    def stop(self) -> None:
        """Let no key work any more."""
        self.hold(True)

    @Slot(bool)
    def hold(self, is_held: bool) -> None:
        """Let no key work for a while, as one draws, or let them work again."""
        for bound in self._bound:
            bound.setEnabled(not is_held)


class _Press(QObject):
    """One key on its way to its deed; a QObject's method, so that it dies with its window."""

    def __init__(self, keys: Keys, shortcut: Shortcut) -> None:
        super().__init__(keys)
        self._keys, self._shortcut = keys, shortcut

    def do(self) -> None:
        """Press."""
        self._keys.press(self._shortcut)


def is_typing() -> bool:
    """Tell whether keys belong to a text: its field has the focus, or an input method composes in it."""
    focused = QApplication.focusWidget()
    return focused is not None and focused.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
