"""A process that enters an inspection through the real window until it is killed.

Keys and buttons do what a hand does; a line is printed only once the window says 保存済み: what was entered,
where one stands, and where one goes next.
"""

from __future__ import annotations

import json
import sys
from io import BytesIO
from pathlib import Path
from random import Random
from uuid import UUID

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.inspections.conduct_child import open_mode, wait_until_saved
from ui.inspections.conduct.course import CLOSING
from ui.inspections.conduct.keeping import photo_key
from ui.inspections.conduct.mode import ConductMode
from ui.inspections.conduct.pictures import picture_of
from ui.window import Window

Told = dict[str, str]
_FAR = 10_000
"""Keys of these photos begin where a person choosing files does not come."""


class Hand:
    """Enters one thing after another, drawn from a seed."""

    def __init__(self, window: Window, mode: ConductMode, seed: str) -> None:
        self._window, self._mode, self._seed = window, mode, seed
        self._dice = Random(seed)
        self._count = 0

    def enter_one(self) -> Told:
        """Enter something where one stands, or at the closing page; return what."""
        self._count += 1
        words = f"{self._seed} {self._count}"
        steps = (self._finding, self._reason, self._note, self._photo, self._attend, self._close)
        (step,) = self._dice.choices(steps, (5, 4, 3, 3, 1, 1))
        return step(words)

    def go_on(self) -> str:
        """Draw the item to go to next."""
        return self._dice.choice(self._mode.course.asked)

    def _type(self, words: str) -> None:
        QTest.keyClicks(QApplication.focusWidget() or self._window, words)

    def _answer(self, key: Qt.Key, field: str, words: str) -> Told:
        item_id, view = self._mode.course.position, self._mode.stage.item
        QTest.keyClick(QApplication.focusWidget() or self._window, key)
        view.panel.fields[field].set_value("")
        view.panel.fields[field].setFocus()
        self._type(words)
        self._mode.answering.keep()
        return {"what": field, "item": item_id, "words": words}

    def _finding(self, words: str) -> Told:
        return self._answer(Qt.Key.Key_2, "finding_text", words)

    def _reason(self, words: str) -> Told:
        return self._answer(Qt.Key.Key_3, "reason", words)

    def _note(self, words: str) -> Told:
        return self._answer(Qt.Key.Key_1, "note", words)

    def _photo(self, words: str) -> Told:
        out = BytesIO()
        grain = Random(words).randbytes(32 * 24 * 3)
        Image.frombytes("RGB", (32, 24), grain).save(out, "JPEG")
        content, item_id = out.getvalue(), self._mode.course.position
        picture = picture_of(content, "photo.jpg")
        key = photo_key(_FAR + self._count)
        self._mode.stage.photos.offer(picture, key, item_id)
        card = self._mode.stage.photos.find_pending(key)
        assert card is not None
        card.caption.set_value(words)
        card.add_button.click()
        return {"what": "photo", "item": item_id, "words": words, "sha256": picture.source_sha256}

    def _attend(self, words: str) -> Told:
        self._mode.go(CLOSING)
        people = self._mode.stage.closing.attendees
        people.add()
        people.lines[-1].name.setFocus()
        self._type(words)
        self._mode.answering.keep()
        return {"what": "attendee", "item": CLOSING, "words": words}

    def _close(self, words: str) -> Told:
        self._mode.go(CLOSING)
        talk = self._mode.stage.closing.closing_talk
        talk.set_value("")
        talk.setFocus()
        self._type(words)
        self._mode.answering.keep()
        return {"what": "closing_talk", "item": CLOSING, "words": words}


def main() -> None:
    """Enter until killed."""
    path, key, inspection_id, staff_id, seed = sys.argv[1:]
    window, mode = open_mode(Path(path), bytes.fromhex(key), UUID(inspection_id), UUID(staff_id))
    mode.side.goes_on.set_checked(False)
    hand = Hand(window, mode, seed)
    print(json.dumps({"what": "open", "stands": mode.course.position}), flush=True)  # noqa: T201 - read by the harness
    while True:
        told = hand.enter_one()
        wait_until_saved(mode)
        then = hand.go_on()
        print(json.dumps({**told, "then": then}), flush=True)  # noqa: T201 - read by the harness
        mode.go(then)


if __name__ == "__main__":
    main()
