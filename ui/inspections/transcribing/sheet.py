"""The paper as the screen knows it: its rows in the paper's order, what is left of each; no Qt in here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from oversight.calendar import show_day
from oversight.checklist import FieldKind, Item
from oversight.inspections import AnswerDraft, GapRow, InspectionDetail, Mark, is_answered, word_of
from oversight.words import _, mark
from ui.inspections.conduct.course import Course
from ui.theme import Tone

PHOTO_TOLD = mark("写真は、実施の画面で加えます。")


class Standing(Enum):
    """Where a row stands, its word and its tone."""

    LEFT = (mark("まだ"), None)
    LACKING = (mark("不足あり"), Tone.ATTENTION)
    WAITING = (mark("保存中"), Tone.NEUTRAL)
    REFUSED = (mark("直してください"), Tone.DANGER)
    DIFFERENT = (mark("紙と違う"), Tone.DANGER)
    SAVED = (mark("保存済"), Tone.DONE)

    @property
    def word(self) -> str:
        """Return its word in the language in use."""
        return _(self.value[0])

    @property
    def tone(self) -> Tone | None:
        """Return its tone."""
        tone: Tone | None = self.value[1]
        return tone

    @property
    def is_left(self) -> bool:
        """Tell whether something is left to do."""
        return self not in (Standing.SAVED, Standing.WAITING)


@dataclass(frozen=True)
class SheetRow:
    """A row as the table shows it; ``noted`` is what was written beside the mark."""

    item_id: str
    title: str
    mark: Mark | None
    answer: str
    noted: str
    standing: Standing


class Sheet:
    """The answers keyed in. ``differences`` are what the check found, by item, until they are put right."""

    def __init__(self, detail: InspectionDetail, differences: Mapping[str, str] | None = None) -> None:
        self._course = Course(detail)
        self.differences = dict(differences or {})
        self.waiting: set[str] = set()
        self.refused: set[str] = set()

    @property
    def detail(self) -> InspectionDetail:
        """Return the inspection with the answers as they stand on the screen."""
        return self._course.detail

    @property
    def order(self) -> tuple[str, ...]:
        """Return the items that are asked, as the paper has them."""
        asked = set(self.detail.asked)
        return tuple(item.id for item in self.detail.edition.items if item.id in asked)

    def item(self, item_id: str) -> Item:
        """Return an item of the sheet."""
        item = self.detail.edition.find_item(item_id)
        if item is None:
            raise KeyError(item_id)
        return item

    def draft_of(self, item_id: str) -> AnswerDraft:
        """Return the answer as it stands; an empty one if there is none."""
        return self._course.draft_of(item_id)

    def put(self, item_id: str, draft: AnswerDraft, at: dt.datetime, by: str) -> None:
        """Take an answer; which items are asked is found out anew."""
        self._course.put(item_id, draft, at, by)
        self.differences.pop(item_id, None)

    def lacks(self, item_id: str) -> tuple[GapRow, ...]:
        """Return what an answer still lacks that can be keyed in; a photo cannot."""
        return self._lacking().get(item_id, ())

    def _lacking(self) -> dict[str, tuple[GapRow, ...]]:
        found: dict[str, tuple[GapRow, ...]] = {}
        for gap in self._course.gaps():
            item = self.detail.edition.find_item(gap.item_id)
            if item is not None and not _is_photo(item, gap):
                found[item.id] = (*found.get(item.id, ()), gap)
        return found

    def is_answered(self, item_id: str) -> bool:
        """Tell whether a row has its mark or its value."""
        return is_answered(self.item(item_id), self.detail.answers.get(item_id))

    # rows

    def rows(self) -> tuple[SheetRow, ...]:
        """Return all rows in the paper's order."""
        lacking = self._lacking()
        return tuple(self._row(item_id, has_all=item_id not in lacking) for item_id in self.order)

    def _row(self, item_id: str, *, has_all: bool) -> SheetRow:
        item, draft = self.item(item_id), self.draft_of(item_id)
        return SheetRow(
            item_id,
            item.title.spoken(),
            draft.mark,
            told_answer(item, draft),
            told_note(item, draft),
            self._standing(item_id, has_all=has_all),
        )

    def _standing(self, item_id: str, *, has_all: bool) -> Standing:
        if item_id in self.refused:
            return Standing.REFUSED
        if item_id in self.differences:
            return Standing.DIFFERENT
        if not self.is_answered(item_id):
            return Standing.LEFT
        if item_id in self.waiting:
            return Standing.WAITING
        return Standing.SAVED if has_all else Standing.LACKING

    @property
    def done(self) -> int:
        """Return how many rows have their answer."""
        return sum(map(self.is_answered, self.order))

    # where to go

    def first(self) -> str:
        """Return where one goes on: a row the check found wrong, the row one left, the first one left."""
        order = self.order
        different = next((each for each in order if each in self.differences), "")
        if different or self.detail.current_item in order:
            return different or self.detail.current_item
        return next((each for each in order if not self.is_answered(each)), order[0] if order else "")

    def after(self, item_id: str) -> tuple[str, ...]:
        """Return the rows after one, in the paper's order; the row itself may be asked no more."""
        place = [item.id for item in self.detail.edition.items].index(item_id)
        later = {item.id for item in self.detail.edition.items[place + 1 :]}
        return tuple(each for each in self.order if each in later)


def _is_photo(item: Item, gap: GapRow) -> bool:
    field = item.find_field(gap.field_id)
    return field is not None and field.kind is FieldKind.PHOTO


def told_answer(item: Item, draft: AnswerDraft) -> str:
    """Return the mark in its word, or the value that is the answer."""
    field = item.only_field
    if field is not None:
        return told_value(item, field.id, draft)
    return word_of(draft.mark) if draft.mark is not None else ""


def told_value(item: Item, field_id: str, draft: AnswerDraft) -> str:
    """Return a value as it is read: choices in their words, a number with its unit."""
    field, value = item.find_field(field_id), draft.values.get(field_id)
    if field is None or value in (None, ""):
        return ""
    if field.choices:
        chosen = str(value).split() if field.kind is FieldKind.CHOICES else [str(value)]
        return _("、").join(each.label.spoken() for each in field.choices if each.value in chosen)
    if field.kind is FieldKind.DATE:
        return show_day(dt.date.fromisoformat(str(value)))
    return f"{value} {field.unit.spoken()}".strip()


def told_note(item: Item, draft: AnswerDraft) -> str:
    """Return what was written beside the mark, in one line."""
    values = [] if item.only_field is not None else _values(item, draft)
    written = {Mark.NONCONFORMING: draft.finding_text, Mark.NOT_APPLICABLE: draft.reason}.get(
        draft.mark or Mark.CONFORMING, ""
    )
    return "　".join(filter(None, (" ".join(written.split()), *values, " ".join(draft.note.split()))))


def _values(item: Item, draft: AnswerDraft) -> list[str]:
    told = [(field.label.spoken(), told_value(item, field.id, draft)) for field in item.fields]
    if item.sample is not None:
        numbers = ((_("母数"), draft.population), (_("抽出数"), draft.sample_size))
        told += [(label, "" if number is None else f"{number:,}") for label, number in numbers]
    return [_("{label}: {value}").format(label=label, value=value) for label, value in told if value]
