"""What a reviewer may want to look at: each hint a sentence that unfolds the items it speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from oversight.clock import at_japan
from oversight.inspections import Hint, InspectionDetail, InspectionState, is_reviewer, word_of
from oversight.words import _
from ui.icons import set_icon
from ui.shell import Shell
from ui.theme import Tone, current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.flow import Flow
from ui.widgets.text import Tag, note, prose, quiet_line, section

if TYPE_CHECKING:
    from collections.abc import Iterator

_GIVEN = frozenset({InspectionState.IN_PROGRESS, InspectionState.FINALISED, InspectionState.CORRECTING})
_LEFT = Qt.AlignmentFlag.AlignLeft


class HintsBox(QWidget):
    """Reads its hints by itself; in sight only where there are any and a reviewer looks."""

    def __init__(self, shell: Shell, detail: InspectionDetail, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._detail = detail
        self.rows: list[HintRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(current_theme().space(8))
        self.hide()
        if detail.state in _GIVEN and is_reviewer(shell.office.actor, detail):
            office, inspection_id = shell.office, detail.id
            shell.read(lambda: office.inspections.list_hints(inspection_id), self._show, owner=self)

    def _show(self, hints: tuple[Hint, ...]) -> None:
        if not hints:
            return
        self._column.addWidget(section(_("確認の手がかり")))
        self._column.addWidget(
            note(_("見る人への目安です。理由があることもあり、何も止めず、どの書類にも載りません。"))
        )
        for hint in hints:
            row = HintRow(hint, self._detail)
            self.rows.append(row)
            self._column.addWidget(row)
        self.show()


class HintRow(QWidget):
    """One hint, and the way to its items."""

    def __init__(self, hint: Hint, detail: InspectionDetail, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hint, self._detail = hint, detail
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(4))
        self.told = prose(hint.told)
        column.addWidget(self.told)
        self.button = Button("", kind=ButtonKind.QUIET)
        self.items: QWidget | None = None
        column.addWidget(self.button, 0, _LEFT)
        self.button.clicked.connect(self.turn)
        if not hint.items:
            self.button.hide()
        self._dress()

    @property
    def is_open(self) -> bool:
        """Tell whether the items are in sight."""
        return self.items is not None and not self.items.isHidden()

    @Slot()
    def turn(self) -> None:
        """Unfold the items, or fold them away."""
        if self.items is None:
            self.items = QWidget()
            inner = QVBoxLayout(self.items)
            inner.setContentsMargins(current_theme().space(16), 0, 0, current_theme().space(8))
            for line in self._lines():
                inner.addWidget(line)
            self._column.addWidget(self.items)
            self.items.show()
        else:
            self.items.setVisible(not self.is_open)
        self._dress()

    def _dress(self) -> None:
        count = len(self.hint.items)
        words = _("項目を隠す") if self.is_open else _("{count}項目を見る").format(count=count)
        self.button.setText(words)
        self.button.setAccessibleName(f"{words}　{self.hint.told}")
        set_icon(self.button, "chevron-up" if self.is_open else "chevron-down", "action")

    def _lines(self) -> Iterator[QWidget]:
        """Yield an item each: what was asked, the mark, when it was saved, what was written."""
        for item_id in self.hint.items:
            item, saved = self._detail.edition.find_item(item_id), self._detail.answers.get(item_id)
            asked = item.title.spoken() if item is not None else ""
            yield prose(f"{item_id}　{asked}".rstrip())
            if saved is None:
                continue
            draft, row = saved.draft, QWidget()
            flow = Flow(row)
            flow.addWidget(Tag(word_of(draft.mark) if draft.mark else _("回答なし"), Tone.NEUTRAL))
            flow.addWidget(quiet_line(f"{at_japan(saved.answered_at):%Y-%m-%d %H:%M:%S}"))
            yield row
            for text in filter(None, (draft.finding_text, draft.reason, draft.evidence, draft.note)):
                yield note(text)
