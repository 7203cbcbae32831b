"""Where the inspector stands and what is answered, as the screen knows it; no Qt in here.

Conditions are asked anew after each answer, so the course always tells which items are asked now. What failed
last time and what the contractor reported on stands first (docs/records.md#items-that-stand-first).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from oversight.checklist import Item, Section
from oversight.checklist.edition import Bilingual
from oversight.checklist.logic import Relevance
from oversight.checklist.unrolling import part_id
from oversight.inspections import (
    TRANSCRIPTION,
    AnswerDraft,
    AttendeeDraft,
    Conclusion,
    Contradiction,
    EvidenceRow,
    GapRow,
    InspectionDetail,
    Mark,
    PhotoRow,
    SavedAnswer,
    SectionProgress,
    SketchDraftRow,
    contradictions_of,
    focus_items,
)
from oversight.inspections.filling import counted, settled
from oversight.inspections.finalising import list_gaps
from oversight.inspections.reading import asked_anew, filled_of, progress_of, with_pictures_marked
from oversight.words import _, mark

CLOSING, FINISH = "closing", "finish"
"""The places after the last item: people and closing talk, then the record itself."""
STEPS = (CLOSING, FINISH)
FOCUS = "focus"
"""The section of the items that stand first."""
_FOCUS_TITLE = mark("重点項目")
_NEVER = dt.datetime.min.replace(tzinfo=dt.UTC)
"""The moment of an answer that is not in the store."""
_CLOSING_GAPS = {"", "attendees", "closing_talk", "door", TRANSCRIPTION}


@dataclass(frozen=True)
class Closing:
    """What is written at the end, beside the people."""

    conclusion: Conclusion | None
    closing_talk: str
    opinion: str
    documents_checked: tuple[str, ...]


class Course:
    """The way through one inspection. ``position`` is an item's id or one of ``STEPS``.

    ``asks_to_drop`` names the section whose last part would go, with its answers, if that is pressed again.
    """

    def __init__(self, detail: InspectionDetail) -> None:
        self.detail = detail
        self._first = focus_items(detail)
        self.asks_to_drop = ""
        self.position = self._first_position()

    def _first_position(self) -> str:
        if self.detail.current_item in self.places:
            return self.detail.current_item
        if not self.detail.answers and self.asked:
            return self.asked[0]  # also where nothing is owed: every question may stay away
        return self._unanswered_in(self.asked)

    # what is asked and answered

    @property
    def item(self) -> Item | None:
        """Return the item one stands at; None at a step after the items."""
        return self.detail.edition.find_item(self.position)

    def draft_of(self, item_id: str) -> AnswerDraft:
        """Return the answer to an item as it stands; an empty one if there is none."""
        saved = self.detail.answers.get(item_id)
        return saved.draft if saved is not None else AnswerDraft()

    def mark_of(self, item_id: str) -> Mark | None:
        """Return the mark given to an item."""
        return self.draft_of(item_id).mark

    def put(self, item_id: str, draft: AnswerDraft, at: dt.datetime, by: str) -> None:
        """Take an answer and ask every condition anew."""
        self._ask_anew(self._with(item_id, SavedAnswer(draft, at, by)))

    def _with(self, item_id: str, saved: SavedAnswer) -> InspectionDetail:
        return replace(self.detail, answers={**self.detail.answers, item_id: saved})

    def _ask_anew(self, detail: InspectionDetail) -> None:
        self.detail = asked_anew(detail)
        self._first = focus_items(self.detail)

    def settle(self, item_id: str, draft: AnswerDraft) -> AnswerDraft:
        """Return an answer with the mark it stands with: one by its value has it from the value."""
        item = self.detail.edition.find_item(item_id)
        pictures = counted([*self.photos_of(item_id), *self.evidences_of(item_id)])
        return draft if item is None else settled(item, draft, pictures.get(item_id, 0))

    def relevance_with(self, draft: AnswerDraft) -> Relevance:
        """Return what is asked and allowed if this were the answer to the item one stands at."""
        saved = SavedAnswer(self.settle(self.position, draft), _NEVER, "")
        return filled_of(self._with(self.position, saved)).relevance

    def put_people(self, people: tuple[AttendeeDraft, ...]) -> None:
        """Take who attends."""
        self.detail = replace(self.detail, attendees=people)

    def put_words(self, words: Closing) -> None:
        """Take the closing talk and what stands beside it."""
        self.detail = replace(
            self.detail,
            conclusion=words.conclusion,
            closing_talk=words.closing_talk,
            opinion=words.opinion,
            documents_checked=words.documents_checked,
        )

    def put_photos(self, photos: tuple[PhotoRow, ...]) -> None:
        """Take the photos as they are in the store; conditions may ask for them."""
        self._ask_anew(with_pictures_marked(replace(self.detail, photos=photos), _NEVER, ""))

    def put_evidences(self, evidences: tuple[EvidenceRow, ...], drafts: tuple[SketchDraftRow, ...]) -> None:
        """Take the evidence and the sketches begun as they are in the store."""
        detail = replace(self.detail, evidences=evidences, sketch_drafts=drafts)
        self._ask_anew(with_pictures_marked(detail, _NEVER, ""))

    # parts of sections that repeat

    def parts(self) -> tuple[tuple[Section, int], ...]:
        """Return the sections to which the inspector adds, and how often each is filled."""
        sections = [one for one in self.detail.published.sections if one.repeats and not one.repeat_count]
        return tuple((one, self.detail.repeats.get(one.id, 1)) for one in sections)

    def answered_in_last(self, section_id: str) -> int:
        """Return how many items of the last part of a section hold something."""
        section, count = next(each for each in self.parts() if each[0].id == section_id)
        items = [part_id(item.id, count) for item in section.items]
        return sum(self._holds_something(item_id) for item_id in items)

    def _holds_something(self, item_id: str) -> bool:
        is_said = replace(self.draft_of(item_id), correct_by=None) != AnswerDraft()
        return is_said or bool(self.photos_of(item_id) or self.evidences_of(item_id))

    def take_parts(self, read: InspectionDetail, section_id: str) -> None:
        """Take what was read anew after a part was added or taken out; stand where that is."""
        before = self.detail.repeats.get(section_id, 1)
        count = read.repeats.get(section_id, 1)
        find = self.detail.edition.find_item
        here = {each: saved for each, saved in self.detail.answers.items() if find(each) is not None}
        self._ask_anew(
            replace(
                self.detail,
                repeats=read.repeats,
                answers={**read.answers, **here},
                photos=read.photos,
                evidences=read.evidences,
                sketch_drafts=read.sketch_drafts,
            )
        )
        parts = [part_id(section_id, number) for number in range(max(count, 1), 0, -1)]
        if count > before or self.detail.edition.find_item(self.position) is None:
            entries = (each for part in parts for each in self.asked if self._is_in(each, part))
            self.position = next(entries, self._unanswered_in(self.asked))

    @property
    def words(self) -> Closing:
        """Return the closing talk and what stands beside it."""
        detail = self.detail
        return Closing(detail.conclusion, detail.closing_talk, detail.opinion, detail.documents_checked)

    def photos_of(self, item_id: str) -> tuple[PhotoRow, ...]:
        """Return the photos that stand with an item."""
        return tuple(photo for photo in self.detail.photos if photo.item_id == item_id)

    def evidences_of(self, item_id: str) -> tuple[EvidenceRow, ...]:
        """Return the evidence without a camera that stands with an item."""
        return tuple(each for each in self.detail.evidences if each.item_id == item_id)

    def sketch_drafts_of(self, item_id: str) -> tuple[SketchDraftRow, ...]:
        """Return the sketches begun at an item."""
        return tuple(each for each in self.detail.sketch_drafts if each.item_id == item_id)

    @property
    def evidenced_count(self) -> int:
        """Return how many of the items asked have a photo or other evidence."""
        held = {each.item_id for each in self.detail.photos}
        held |= {each.item_id for each in self.detail.evidences}
        return sum(item_id in held for item_id in self.detail.asked)

    @property
    def asked_count(self) -> int:
        """Return how many items are asked."""
        return len(self.detail.asked)

    @property
    def answered_count(self) -> int:
        """Return how many of them have a mark."""
        return sum(self.mark_of(item_id) is not None for item_id in self.detail.asked)

    def count_of(self, mark: Mark) -> int:
        """Return how many of the items asked carry a mark."""
        return sum(self.mark_of(item_id) is mark for item_id in self.detail.asked)

    def sections(self) -> tuple[SectionProgress, ...]:
        """Return how far each section is, each item counted once; what stands first is a section."""
        first = set(self._first)
        rest = replace(self.detail, asked=tuple(each for each in self.detail.asked if each not in first))
        return (*self._focus_progress(), *progress_of(rest))

    def _focus_progress(self) -> tuple[SectionProgress, ...]:
        if not self._first:
            return ()
        marks = [self.mark_of(item_id) for item_id in self._first]
        answered = sum(mark is not None for mark in marks)
        failed = marks.count(Mark.NONCONFORMING)
        return (SectionProgress(FOCUS, _(_FOCUS_TITLE), answered, len(marks), failed),)

    def section(self) -> Section | None:
        """Return the section one stands in."""
        return self._section_of(self.position)

    def _section_of(self, item_id: str) -> Section | None:
        if item_id in self._first:
            return self._focus_section()
        return self.detail.edition.section_of(item_id)

    def _focus_section(self) -> Section:
        found = (self.detail.edition.find_item(each) for each in self._first)
        title = Bilingual(_(_FOCUS_TITLE), _(_FOCUS_TITLE))
        return Section(FOCUS, title, tuple(item for item in found if item is not None))

    @property
    def asked(self) -> tuple[str, ...]:
        """Return the items asked in the order of the course: what stands first, then the checklist."""
        return tuple(dict.fromkeys((*self._first, *self.detail.asked)))

    def contradictions(self) -> tuple[Contradiction, ...]:
        """Return where a mark is the contrary of what the contractor reported."""
        return contradictions_of(self.detail)

    # where to go

    @property
    def places(self) -> tuple[str, ...]:
        """Return all places in order: the items asked, then the steps."""
        return (*self.asked, *STEPS)

    def _index(self) -> int:
        """Return where one stands among the places; an item no longer asked counts as the next one."""
        if self.position in self.places:
            return self.places.index(self.position)
        order = [item.id for item in self.detail.edition.items]
        here, first = order.index(self.position), self._first
        return sum(each in first or order.index(each) < here for each in self.asked)

    def following(self) -> str:
        """Return the next place; the last one if there is none."""
        step = 1 if self.position in self.places else 0
        return self.places[min(self._index() + step, len(self.places) - 1)]

    def preceding(self) -> str:
        """Return the place before; the first one if there is none."""
        return self.places[max(self._index() - 1, 0)]

    def next_unanswered(self) -> str:
        """Return the next item that owes an answer, from the beginning again at the end; else the steps."""
        asked, start = self.asked, self._index() + 1
        return self._unanswered_in((*asked[start:], *asked[:start]))

    def _unanswered_in(self, item_ids: tuple[str, ...]) -> str:
        return next((each for each in item_ids if self._is_owed(each)), CLOSING)

    def _is_owed(self, item_id: str) -> bool:
        """Tell whether an item has no mark and wants one; a value that is only advised may stay away."""
        item = self.detail.edition.find_item(item_id)
        field = item.only_field if item is not None else None
        return self.mark_of(item_id) is None and (field is None or field.is_required)

    def entry_of(self, section_id: str) -> str:
        """Return where a section is entered: its first item without a mark, else its first."""
        asked = [each for each in self.asked if self._is_in(each, section_id)]
        return next((each for each in asked if self.mark_of(each) is None), asked[0])

    def _is_in(self, item_id: str, section_id: str) -> bool:
        section = self._section_of(item_id)
        return section is not None and section.id == section_id

    def place_in_section(self) -> tuple[int, int]:
        """Return which of how many items of the section one stands at, counted from 1."""
        section = self.section()
        asked = [each for each in self.asked if self._is_in(each, section.id)] if section else []
        return (asked.index(self.position) + 1 if self.position in asked else 0), len(asked)

    # what is missing

    def gaps(self) -> tuple[GapRow, ...]:
        """Return what is still missing before the record can be finalised."""
        return list_gaps(self.detail)

    def is_complete(self, item_id: str) -> bool:
        """Tell whether nothing is missing at an item."""
        return all(gap.item_id != item_id for gap in self.gaps())


def place_of_gap(gap: GapRow) -> str:
    """Return where a gap is mended."""
    return CLOSING if gap.item_id in _CLOSING_GAPS else gap.item_id
