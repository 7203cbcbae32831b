"""Every key of the program, in one place; a test holds that no two clash where both work."""

from __future__ import annotations

from enum import Enum

from PySide6.QtGui import QKeySequence

from oversight.words import _, mark


class Scope(Enum):
    """Where a key works. Keys of the window work everywhere, so no other scope may use them."""

    WINDOW = "window"
    PAGE = "page"
    CHECKLIST = "checklist"
    CONDUCT = "conduct"


class Shortcut(Enum):
    """Scope, keys, and the words of what they do."""

    PAGE_1 = (Scope.WINDOW, "Ctrl+1", mark("1番目の画面"))
    PAGE_2 = (Scope.WINDOW, "Ctrl+2", mark("2番目の画面"))
    PAGE_3 = (Scope.WINDOW, "Ctrl+3", mark("3番目の画面"))
    PAGE_4 = (Scope.WINDOW, "Ctrl+4", mark("4番目の画面"))
    PAGE_5 = (Scope.WINDOW, "Ctrl+5", mark("5番目の画面"))
    PAGE_6 = (Scope.WINDOW, "Ctrl+6", mark("6番目の画面"))
    PAGE_7 = (Scope.WINDOW, "Ctrl+7", mark("7番目の画面"))
    PAGE_8 = (Scope.WINDOW, "Ctrl+8", mark("8番目の画面"))
    PAGE_9 = (Scope.WINDOW, "Ctrl+9", mark("9番目の画面"))
    PAGE_10 = (Scope.WINDOW, "Ctrl+0", mark("10番目の画面"))
    PAGE_11 = (Scope.WINDOW, "Ctrl+-", mark("11番目の画面"))
    PAGE_12 = (Scope.WINDOW, "Ctrl+^", mark("12番目の画面"))
    PAGE_13 = (Scope.WINDOW, "Ctrl+\\", mark("13番目の画面"))
    FIND = (Scope.WINDOW, "Ctrl+F", mark("探す"))
    LOCK = (Scope.WINDOW, "Ctrl+L", mark("錠をかける"))
    EXPLAIN = (Scope.WINDOW, "F1", mark("この画面の説明"))
    DISMISS_NOTICE = (Scope.WINDOW, "Ctrl+Shift+X", mark("知らせを閉じる"))
    ADD = (Scope.PAGE, "Ctrl+N", mark("新しく登録する"))
    EDIT = (Scope.PAGE, "F2", mark("直す"))
    SAVE = (Scope.PAGE, "Ctrl+S", mark("保存する"))
    PRINT = (Scope.PAGE, "Ctrl+P", mark("印刷する"))
    EXPORT = (Scope.PAGE, "Ctrl+E", mark("表計算へ書き出す"))
    IMPORT = (Scope.PAGE, "Ctrl+I", mark("取り込む"))
    READ_AGAIN = (Scope.PAGE, "F5", mark("読み直す"))
    UNDO_CHANGE = (Scope.CHECKLIST, "Ctrl+Z", mark("変更を一つ戻す"))
    REDO_CHANGE = (Scope.CHECKLIST, "Ctrl+Y", mark("戻した変更をやり直す"))
    ADD_ITEM = (Scope.CHECKLIST, "Ctrl+N", mark("点検項目を加える"))
    ADD_SECTION = (Scope.CHECKLIST, "Ctrl+Shift+N", mark("区分を加える"))
    COPY_ITEM = (Scope.CHECKLIST, "Ctrl+D", mark("点検項目を複製する"))
    RETIRE_ITEM = (Scope.CHECKLIST, "Ctrl+Del", mark("点検項目を廃止する"))
    MOVE_UP = (Scope.CHECKLIST, "Alt+Up", mark("上へ移す"))
    MOVE_DOWN = (Scope.CHECKLIST, "Alt+Down", mark("下へ移す"))
    NEXT_FAULT = (Scope.CHECKLIST, "F8", mark("次の直すところへ"))
    TO_TREE = (Scope.CHECKLIST, "F6", mark("構成と内容を行き来する"))
    PUBLISH = (Scope.CHECKLIST, "Ctrl+Return", mark("公開する"))
    ANSWER_CONFORMING = (Scope.CONDUCT, "1", mark("適"))
    ANSWER_NONCONFORMING = (Scope.CONDUCT, "2", mark("不適"))
    ANSWER_NOT_APPLICABLE = (Scope.CONDUCT, "3", mark("非該当"))
    CHOOSE_4 = (Scope.CONDUCT, "4", mark("4番目の答え"))
    CHOOSE_5 = (Scope.CONDUCT, "5", mark("5番目の答え"))
    CHOOSE_6 = (Scope.CONDUCT, "6", mark("6番目の答え"))
    CHOOSE_7 = (Scope.CONDUCT, "7", mark("7番目の答え"))
    CHOOSE_8 = (Scope.CONDUCT, "8", mark("8番目の答え"))
    CHOOSE_9 = (Scope.CONDUCT, "9", mark("9番目の答え"))
    CHOOSE_NONE = (Scope.CONDUCT, "0", mark("選べる答えがない（非該当）"))
    PREVIOUS_ITEM = (Scope.CONDUCT, "Alt+Left", mark("前の項目"))
    NEXT_ITEM = (Scope.CONDUCT, "Alt+Right", mark("次の項目"))
    NEXT_UNANSWERED = (Scope.CONDUCT, "N", mark("未回答の項目へ"))
    ADD_EVIDENCE = (Scope.CONDUCT, "E", mark("証拠を加える"))
    ADD_OTHER_EVIDENCE = (Scope.CONDUCT, "V", mark("写真のほかの証拠を加える"))
    DRAW_SKETCH = (Scope.CONDUCT, "S", mark("見取図を描く"))
    WRITE_NOTE = (Scope.CONDUCT, "M", mark("メモを書く"))
    PASTE_PHOTO = (Scope.CONDUCT, "Ctrl+V", mark("写真を貼り付ける"))
    UNDO_BLACK = (Scope.CONDUCT, "Ctrl+Z", mark("黒塗りを一つ戻す"))
    REDO_BLACK = (Scope.CONDUCT, "Ctrl+Y", mark("黒塗りをやり直す"))

    @property
    def scope(self) -> Scope:
        """Return where the key works."""
        return self.value[0]

    @property
    def keys(self) -> QKeySequence:
        """Return the keys for Qt."""
        return QKeySequence(self.value[1])

    @property
    def shown(self) -> str:
        """Return the keys as they are shown beside what they do."""
        return self.value[1]

    @property
    def word(self) -> str:
        """Return what the key does, in the language in use."""
        return _(self.value[2])

    @property
    def is_letter(self) -> bool:
        """Tell whether the key is a single sign, which must never reach past a text field."""
        return len(self.value[1]) == 1


PAGES = (
    Shortcut.PAGE_1,
    Shortcut.PAGE_2,
    Shortcut.PAGE_3,
    Shortcut.PAGE_4,
    Shortcut.PAGE_5,
    Shortcut.PAGE_6,
    Shortcut.PAGE_7,
    Shortcut.PAGE_8,
    Shortcut.PAGE_9,
    Shortcut.PAGE_10,
    Shortcut.PAGE_11,
    Shortcut.PAGE_12,
    Shortcut.PAGE_13,
)
"""The keys of the pages, in the order of the navigation: the figures, then the keys beside 0."""
