"""One declared action per deed: its verb, icon and key, the same on every button that does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWidget

from oversight.words import _, mark
from ui.shortcuts import Shortcut
from ui.widgets.buttons import Button, ButtonKind


@dataclass(frozen=True)
class Action:
    """A deed as a button shows it; ``word`` is marked with ``mark`` and translated when shown."""

    word: str
    icon: str = ""
    shortcut: Shortcut | None = None


ADD = Action(mark("新しく登録する"), "plus", Shortcut.ADD)
EDIT = Action(mark("直す"), "pencil", Shortcut.EDIT)
SAVE = Action(mark("保存する"), "device-floppy", Shortcut.SAVE)
PRINT = Action(mark("印刷する"), "printer", Shortcut.PRINT)
EXPORT = Action(mark("表計算へ"), "file-export", Shortcut.EXPORT)
IMPORT = Action(mark("取り込む"), "file-import", Shortcut.IMPORT)
LOCK = Action(mark("錠をかける"), "lock", Shortcut.LOCK)
VERIFY = Action(mark("記録簿を検証する"), "shield-check")
BACK_UP = Action(mark("今すぐ控えを取る"), "database-export")


def action_button(
    action: Action,
    deed: Callable[[], object],
    *,
    kind: ButtonKind = ButtonKind.LINE,
    word: str = "",
    parent: QWidget | None = None,
) -> Button:
    """Make the button of an action: its verb (or ``word`` instead), icon, and key in the tool tip.

    ``deed`` is a method of a QObject; the key works while the button is in sight and enabled.
    """
    button = Button(word or _(action.word), kind=kind, icon=action.icon, parent=parent)
    if action.shortcut is not None:
        bind(action.shortcut, button, button.click)  # setShortcut would be lost at the next setText
        button.setToolTip(f"{action.shortcut.word}  {action.shortcut.shown}")
    button.clicked.connect(deed)
    return button


def bind(shortcut: Shortcut, owner: QWidget, deed: Callable[[], object]) -> QShortcut:
    """Let a key do a deed while its owner's window is in front and the owner in sight.

    A text field keeps single signs for itself (Qt asks it first), and an input method takes its keys
    before either.
    """
    bound = QShortcut(shortcut.keys, owner)
    bound.setAutoRepeat(False)
    bound.activated.connect(deed)
    return bound
