"""Moving an inspection to a newer edition: what changes, what becomes of the answers, one press."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from oversight.checklist.differences import Difference, DifferenceKind, PartKind
from oversight.checklist.rows import EditionLine
from oversight.inspections import AnswerFate, Fate, InspectionDetail, MovePreview
from oversight.words import _, _n, mark
from ui.deed_form import DeedForm
from ui.shell import Shell
from ui.theme import Tone
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.flow import Flow
from ui.widgets.text import Tag, Wrapping, note, prose, section

_FATES = (
    (Fate.VALUE_DROPPED, mark("答え方が変わり、記録に残らない回答"), Tone.ATTENTION),
    (Fate.NOT_ASKED, mark("もう尋ねない項目の回答"), Tone.ATTENTION),
    (Fate.NEW, mark("新しく答える項目"), Tone.INFO),
)
_KINDS = {
    DifferenceKind.ADDED: mark("追加"),
    DifferenceKind.REMOVED: mark("廃止"),
    DifferenceKind.MOVED: mark("移動"),
    DifferenceKind.CHANGED: mark("変更"),
}
_TONES = {DifferenceKind.ADDED: Tone.DONE, DifferenceKind.REMOVED: Tone.DANGER}


class NewerLine(QWidget):
    """The quiet line that says a newer edition is there, with the way to what it changes.

    It is out of sight where there is none.
    """

    def __init__(self, newer: EditionLine | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        number = _("第{number}版").format(number=newer.number) if newer is not None else ""
        self.told = note(_("点検表の新しい版（{edition}）があります。").format(edition=number))
        self.button = Button(_("変わることを見る"), kind=ButtonKind.QUIET, icon="refresh")
        self.button.setAccessibleName(f"{self.told.text()} {self.button.text()}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.told)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        if newer is None:
            self.hide()  # to show it here would open a window of its own


def move_form(shell: Shell, detail: InspectionDetail, preview: MovePreview) -> DeedForm:
    """Return the form that shows what a move changes and moves on one press."""
    service, inspection_id = shell.office.inspections, detail.id
    edition = f"{preview.title} {preview.number_in_words}"
    told = _("この検査の点検表を、今の{before}から「{after}」に移します。")
    form = DeedForm(
        shell,
        heading=_("新しい版に移る"),
        verb=_("{edition}に移る").format(edition=preview.number_in_words),
        explained=told.format(before=detail.published.number_in_words, after=edition),
        fields=(),
        deed=lambda _values: service.move_to_edition(inspection_id, preview.edition_id),
    )
    form.setAccessibleName(form.heading)
    for widget in (*_told_answers(preview), *_told_differences(preview.differences)):
        form.form.add_widget(widget)
    return form


def _told_answers(preview: MovePreview) -> Iterator[QWidget]:
    kept = len(preview.of(Fate.KEPT))
    yield section(_("今の回答"))
    yield prose(_n("そのまま残る回答 {count}件", kept).format(count=kept))
    for fate, words, tone in _FATES:
        found = preview.of(fate)
        if found:
            yield Tag(_("{what} {count}件").format(what=_(words), count=len(found)), tone)
        yield from (note(_told_fate(each)) for each in found)
    yield note(_("どの回答も消えません。元の版に戻せば、また出てきます。"))


def _told_fate(each: AnswerFate) -> str:
    told = f"{each.item_id}　{each.title}"
    return _("{item}：{lost}").format(item=told, lost=each.lost) if each.lost else told


def _told_differences(found: Sequence[Difference]) -> Iterator[QWidget]:
    yield section(_n("点検表の変更 {count}件", len(found)).format(count=len(found)))
    for each in found:
        line = QWidget()
        flow = Flow(line)
        flow.addWidget(Tag(_(_KINDS[each.kind]), _TONES.get(each.kind, Tone.NEUTRAL)))
        where = "" if each.part in (PartKind.TITLE, PartKind.RULES) else each.place
        flow.addWidget(Wrapping("　".join(filter(None, (where, each.title, each.what)))))
        yield line
        if each.before or each.after:
            yield note(_("{before} → {after}").format(before=each.before or "—", after=each.after or "—"))
