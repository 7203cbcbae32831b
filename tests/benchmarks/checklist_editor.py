"""What the editor of a checklist of 1,000 items costs: opening, choosing, typing, moving, the linter.

Each is held against the same with the shipped edition of 93 items; the longest stall is that of the window's
own thread while a person types, between two turns of its loop.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from oversight.checklist import builtin_editions, document_from_edition, lint_document
from oversight.checklist.drafts import NewDraft
from oversight.checklist.editing import Place
from oversight.clock import MachineClock
from oversight.office import Founder, create_office
from tests.benchmarks.figures import middle, seconds, tell
from tests.cheap_keys import cheap_keys
from tests.oversight.checklist.sound_editions import big_edition
from ui.background import Background
from ui.checklist.editor import Editor
from ui.checklist.opened import Opened, read_draft
from ui.checklist.rows import ChecklistRow
from ui.crash import CrashBook
from ui.looks import Look, Looks
from ui.notices import Notices
from ui.refresh import Refresh
from ui.shell import Shell
from ui.theme import load_first_fonts, load_later_fonts

_TYPED = 60


class Stalls:
    """Notes the longest time between two turns of the window's loop."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._since = QElapsedTimer()
        self._timer = QTimer(interval=0)
        self._timer.timeout.connect(self._turn)
        self._timer.start()
        self._since.start()

    def _turn(self) -> None:
        self.longest = max(self.longest, self._since.nsecsElapsed() / 1e9)
        self._since.restart()

    def stop(self) -> float:
        """Return the longest, in seconds."""
        self._timer.stop()
        return self.longest


class Bench:
    """An office with a draft, and the editor on it."""

    def __init__(self, shell: Shell, document: dict[str, Any]) -> None:
        self.shell = shell
        draft_id = shell.office.checklists.begin_draft(NewDraft(document)).row_id
        assert draft_id is not None
        self.draft_id = draft_id
        self.opened = self.read()

    def read(self) -> Opened:
        """Read the draft from the store."""
        return read_draft(self.shell.office, self.draft_id)

    def open(self) -> Editor:
        """Open the editor on what was read beside the window, until it is painted."""
        opened = self.opened
        assert opened.draft is not None
        editor = Editor(self.shell, ChecklistRow(draft=opened.draft.line), opened)
        editor.resize(1366, 768)
        editor.show()
        QApplication.processEvents()
        return editor

    def settle(self, editor: Editor) -> None:
        """Wait until everything is kept and looked at."""
        ends_at = time.monotonic() + 30
        while time.monotonic() < ends_at:
            QTest.qWait(20)
            is_seen = editor.seen is not None and editor.seen.document is editor.draft.document
            if is_seen and editor.keeper is not None and not editor.keeper.is_unsaved:
                return


def _closed(editor: Editor) -> None:
    editor.watcher.stop()
    editor.hide()
    editor.deleteLater()


def _undone(editor: Editor) -> None:
    editor.draft.steps.undo()
    QApplication.processEvents()


def measure(bench: Bench) -> dict[str, float]:
    """Return the seconds of each deed."""
    figures: dict[str, float] = {}
    figures["read"] = middle(bench.read, 5)
    figures["opened"] = middle(lambda: _closed(bench.open()), 5)
    editor = bench.open()
    bench.settle(editor)
    places = [Place(section, item) for section in range(3) for item in range(5)]
    figures["chosen"] = middle(lambda: editor.go_to(places.pop()), 15)
    editor.go_to(Place(1, 2))
    title = editor.form_part.item.fields["title.ja"].control
    title.setFocus()
    typed = [seconds(lambda: QTest.keyClicks(title, "a")) for _sign in range(_TYPED)]
    figures["typed"] = sorted(typed)[len(typed) // 2]
    figures["moved"] = middle(lambda: (editor.deeds.move_down(), QApplication.processEvents()), 9)
    figures["added"] = middle(lambda: (editor.deeds.copy_item(), QApplication.processEvents()), 5)
    figures["undone"] = middle(lambda: _undone(editor), 9)
    stalls = Stalls()
    editor.go_to(Place(1, 2))
    title.setFocus()
    for _sign in range(_TYPED):
        QTest.keyClicks(title, "b")
        QTest.qWait(30)
    bench.settle(editor)
    figures["stalled"] = stalls.stop()
    editor.hide()
    editor.watcher.stop()
    return figures


def main() -> None:
    """Measure both checklists."""
    app = QApplication.instance() or QApplication(sys.argv)
    assert isinstance(app, QApplication)
    app.setStyle("Fusion")
    load_first_fonts()
    load_later_fonts()
    small, big = document_from_edition(builtin_editions()[0]), big_edition()
    with TemporaryDirectory() as folder, cheap_keys():
        founder = Founder(name="福井 太郎", post="係長", user_id="fukui", passphrase="ゆき ふる まち 走る鹿")
        clock = MachineClock()
        vault = Path(folder) / "vault"
        office = create_office(vault, city="札幌市", section="総務局", founder=founder, clock=clock)
        background, notices = Background(), Notices(CrashBook(Path(folder) / "crash"))
        looks = Looks(app, Look("ja", "light", 100))
        shell = Shell(
            office=office, background=background, notices=notices, refresh=Refresh(), looks=looks, clock=clock
        )
        few, many = (measure(Bench(shell, document)) for document in (small, big))
        background.close()
        office.close()
    words = {
        "read": ("a draft of 1,000 items read beside the window, against one of 93", "≤ 11"),
        "opened": ("the editor opened on it, and closed", "≤ 2"),
        "chosen": ("an item chosen", "≤ 2"),
        "typed": ("a sign typed into a title", "≤ 4"),
        "moved": ("an item moved", "≤ 3"),
        "added": ("an item copied", "≤ 5"),
        "undone": ("a step undone", "≤ 5"),
        "stalled": ("longest stall of the window while typing", "≤ 3"),
    }
    for name, (word, goal) in words.items():
        tell(word, many[name], few[name], goal)
    lint_document(big)
    tell("the linter", middle(lambda: lint_document(big), 5), middle(lambda: lint_document(small), 5), "≤ 11")


if __name__ == "__main__":
    main()
