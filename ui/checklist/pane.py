"""One edition or draft beside the list: what it is, and the deeds on it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from oversight.calendar.shown import show_day
from oversight.checklist import Edition
from oversight.checklist.half_written import edition_as_written
from oversight.words import _, _n
from ui.checklist.rows import ChecklistRow, told_use
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.days import moment_in_full
from ui.widgets.facts import Facts
from ui.widgets.flow import Flow
from ui.widgets.lead_focus import lead_focus
from ui.widgets.pane import Pane
from ui.widgets.text import Tag, note, section

if TYPE_CHECKING:
    from oversight.office import Office


class Wish(Enum):
    """What a button of the pane asks for."""

    OPEN = auto()
    COPY = auto()
    DROP = auto()
    PUT_IN_USE = auto()
    TAKE_OUT = auto()
    MAKE_USUAL = auto()
    COMPARE = auto()
    EXPORT = auto()


@dataclass(frozen=True)
class ShownChecklist:
    """A row with its content; ``notes`` tell what was reduced when a draft was taken in."""

    row: ChecklistRow
    edition: Edition
    based_on: str = ""
    notes: tuple[str, ...] = ()


def read_checklist(office: Office, row: ChecklistRow) -> ShownChecklist:
    """Read what the pane shows."""
    if row.edition is not None:
        edition = office.checklists.read_edition(row.edition.id)
        before = row.edition.based_on_id
        based = office.checklists.read_edition(before) if before is not None else None
        return ShownChecklist(
            row, edition, f"{based.title.spoken()} {based.number_in_words}" if based else ""
        )
    detail = office.checklists.read_draft(row.id)
    notes = tuple(str(note.get("told", "")) for note in detail.notes)
    return ShownChecklist(
        row, edition_as_written(detail.document), detail.line.based_on, tuple(filter(None, notes))
    )


class ChecklistPane(Pane):
    """``wished`` carries what a button asks for."""

    wished = Signal(object)

    def __init__(self, shown: ShownChecklist, *, may_change: bool, parent: QWidget | None = None) -> None:
        super().__init__(_("点検表の内容"), parent)
        self.shown, self._may_change = shown, may_change
        self.buttons: dict[Wish, Button] = {}
        row = shown.row
        if row.standing:
            tags = Flow()
            tags.addWidget(Tag(row.standing, row.tone))
            self.column.addLayout(tags)
        self._lay_deeds(row)
        self.column.addWidget(Facts(_facts_of(shown)))
        self.column.addWidget(section(_("区分")))
        self.column.addWidget(Facts(_sections_of(shown.edition)))
        for told in shown.notes:
            self.column.addWidget(note(told))
        self.end()
        lead_focus(self, self.buttons[Wish.OPEN])

    def _lay_deeds(self, row: ChecklistRow) -> None:
        deeds = Flow()
        for wish, word, kind, icon in _deeds_on(row, may_change=self._may_change):
            button = Button(word, kind=kind, icon=icon)
            button.clicked.connect(_Wisher(self, wish).tell)
            self.buttons[wish] = button
            deeds.addWidget(button)
        self.column.addLayout(deeds)


class _Wisher(QObject):
    """Tells the wish of one button: no lambda may hold the pane."""

    def __init__(self, pane: ChecklistPane, wish: Wish) -> None:
        super().__init__(pane)
        self._pane, self._wish = pane, wish

    @Slot()
    def tell(self) -> None:
        """Tell the wish."""
        self._pane.wished.emit(self._wish)


Deed = tuple[Wish, str, ButtonKind, str]


def _deeds_on(row: ChecklistRow, *, may_change: bool) -> list[Deed]:
    first = ButtonKind.PRIMARY
    compare: Deed = (Wish.COMPARE, _("版を比べる"), ButtonKind.LINE, "arrow-right")
    export: Deed = (Wish.EXPORT, _("書き出す"), ButtonKind.LINE, "file-export")
    if row.draft is not None:
        word = _("案を開く") if may_change else _("案を見る")
        drop: Deed = (Wish.DROP, _("案を捨てる"), ButtonKind.QUIET, "trash")
        based = [compare] if row.draft.based_on_id is not None else []
        return [(Wish.OPEN, word, first, "pencil"), *based, export, *([drop] if may_change else [])]
    look: Deed = (Wish.OPEN, _("中を見る"), first if not may_change else ButtonKind.LINE, "eye")
    if not may_change or row.edition is None:
        return [look, compare, export]
    copy: Deed = (Wish.COPY, _("写して案を作る"), first, "pencil")
    return [look, copy, compare, export, *_deeds_of_use(row)]


def _deeds_of_use(row: ChecklistRow) -> list[Deed]:
    line = row.edition
    if line is None or line.is_usual:
        return []
    usual: Deed = (Wish.MAKE_USUAL, _("ふだん使う"), ButtonKind.LINE, "check")
    if line.is_in_use:
        return [usual, (Wish.TAKE_OUT, _("使うのをやめる"), ButtonKind.QUIET, "x")]
    return [(Wish.PUT_IN_USE, _("この版を使う"), ButtonKind.LINE, "check"), usual]


def _facts_of(shown: ShownChecklist) -> tuple[tuple[str, str], ...]:
    row, count = shown.row, len(shown.edition.items)
    items = _n("{count:,}項目", count).format(count=count)
    if row.edition is not None:
        line = row.edition
        return (
            (_("点検項目"), items),
            (_("公開した日"), show_day(line.published_on)),
            (_("公開した人"), line.published_by),
            (_("変更の説明"), line.change_note),
            (_("もとの版"), shown.based_on),
            (_("使った検査"), told_use(line)),
        )
    draft = row.draft
    if draft is None:
        return ()
    return (
        (_("点検項目"), items),
        (_("もとの版"), shown.based_on),
        (_("取り込んだもの"), draft.came_from),
        (_("始めた人"), draft.begun_by),
        (_("最後の変更"), f"{moment_in_full(draft.saved_at)} {draft.saved_by}"),
    )


def _sections_of(edition: Edition) -> tuple[tuple[str, str], ...]:
    told = []
    for part in edition.sections:
        count = _n("{count:,}項目", len(part.items)).format(count=len(part.items))
        told.append((part.id, f"{part.title.spoken()}　{count}" + (_("・繰り返す") if part.repeats else "")))
    return tuple(told)
