"""What is entered while the harness kills, as a table of steps; each says what the store must hold after it.

All is drawn from a seed and from what the store holds, so that the process that enters and the one that kills
it draw the same entry without telling each other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from io import BytesIO
from random import Random
from uuid import UUID

from PIL import Image
from sqlalchemy import select

from models.inspection import Inspection, Photo
from oversight.checklist import Edition, FieldKind, Item
from oversight.desk import Desk
from oversight.evidence_words import told
from oversight.inspections import (
    AnswerDraft,
    AttendeeDraft,
    Conclusion,
    EvidenceDraft,
    EvidenceKind,
    InspectionsService,
    InspectionState,
    Mark,
)
from oversight.inspections.drawing import Drawing, DrawnMark, MarkKind, new_sketch_id

_VALUES: Mapping[FieldKind, str | int] = {
    FieldKind.NUMBER: 1,
    FieldKind.DATE: "2026-11-20",
    FieldKind.TEXT: "所長 山﨑",
}
_WORDS = (
    *("鍵のない棚に申請書の束があった。", "入退室の記録に抜けが3件ある。", "名簿にない者が在席していた。"),
    *("規程集 第4版 12頁", "所長の説明による", "現物と台帳を突き合わせた"),
)


@dataclass(frozen=True)
class Held:
    """What the store holds of one inspection, in order.

    ``photos``: item → (SHA-256 received, caption); ``evidences``: (item, kind, what it says, SHA-256 of the
    picture); ``sketches``: drafts as (item, number of marks, title).
    """

    answers: Mapping[str, AnswerDraft]
    attendees: tuple[AttendeeDraft, ...] = ()
    closing: tuple[Conclusion | None, str, str, tuple[str, ...]] = (None, "", "", ())
    photos: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    withdrawn: Mapping[str, str] = field(default_factory=dict)
    evidences: tuple[tuple[str, str, str, str], ...] = ()
    sketches: tuple[tuple[str, int, str], ...] = ()
    stands_at: str = ""
    state: InspectionState = InspectionState.IN_PROGRESS
    reason: str = ""
    records: int = 0


def read_held(desk: Desk, inspection_id: UUID) -> Held:
    """Read it, as a window that opens the inspection would."""
    detail = InspectionsService(desk).get_inspection(inspection_id)
    photos: dict[str, tuple[tuple[str, str], ...]] = {}
    for photo in detail.photos:
        photos[photo.item_id] = (*photos.get(photo.item_id, ()), (photo.source_sha256, photo.caption))
    with desk.reading() as session:
        query = select(Photo.source_sha256, Photo.withdrawn_reason).where(
            Photo.inspection_id == inspection_id, Photo.withdrawn_on.is_not(None)
        )
        withdrawn = {sha256: reason for sha256, reason in session.execute(query)}  # noqa: C416 - rows, not pairs
        reason = session.get_one(Inspection, inspection_id).correction_reason
    return Held(
        answers={item_id: saved.draft for item_id, saved in detail.answers.items()},
        attendees=detail.attendees,
        closing=(detail.conclusion, detail.closing_talk, detail.opinion, detail.documents_checked),
        photos=photos,
        withdrawn=withdrawn,
        evidences=tuple((row.item_id, row.kind.value, told(row), row.sha256) for row in detail.evidences),
        sketches=tuple(
            (row.item_id, len(row.drawing.marks), row.drawing.title) for row in detail.sketch_drafts
        ),
        stands_at=detail.current_item,
        state=detail.state,
        reason=reason,
        records=len(detail.records),
    )


Deed = Callable[[InspectionsService, UUID], object]


@dataclass(frozen=True)
class Entry:
    """What is entered, and what the store holds once it is."""

    name: str
    held: Held
    deed: Deed


@dataclass(frozen=True)
class Drawn:
    """What an entry is drawn from."""

    dice: Random
    number: int
    edition: Edition
    held: Held

    def item(self) -> Item:
        """Draw an item."""
        return self.dice.choice(self.edition.items)

    def words(self, what: str) -> str:
        """Draw words that no other entry has."""
        return f"{what}{self.number} {self.dice.choice(_WORDS)}"


Step = Callable[[Drawn], Entry | None]
"""Draws an entry; ``None`` where there is nothing to do it to."""


def _answer(drawn: Drawn, name: str, item_id: str, draft: AnswerDraft) -> Entry:
    held = replace(drawn.held, answers={**drawn.held.answers, item_id: draft}, stands_at=item_id)
    return Entry(name, held, lambda service, each: service.save_answer(each, item_id, draft))


def whole_answer(item: Item, **values: object) -> AnswerDraft:
    """Return an answer that lacks nothing, 適 unless told otherwise."""
    draft = AnswerDraft(
        mark=Mark.CONFORMING,
        values={each.id: _VALUES[each.kind] for each in item.fields if each.kind in _VALUES},
        population=30 if item.sample else None,
        sample_size=10 if item.sample else None,
    )
    return replace(draft, **values)  # type: ignore[arg-type]


def conforming(drawn: Drawn) -> Entry:
    """適, with its evidence."""
    item = drawn.item()
    return _answer(drawn, "conforming", item.id, whole_answer(item, evidence=drawn.words("証拠")))


def nonconforming(drawn: Drawn) -> Entry:
    """不適, with what was found and what is asked for."""
    item = drawn.item()
    draft = whole_answer(
        item,
        mark=Mark.NONCONFORMING,
        finding_text=drawn.words("不適"),
        measure=drawn.words("措置"),
    )
    return _answer(drawn, "nonconforming", item.id, draft)


def not_applicable(drawn: Drawn) -> Entry:
    """非該当: the reason asked for is written with the mark."""
    draft = AnswerDraft(mark=Mark.NOT_APPLICABLE, reason=drawn.words("理由"))
    return _answer(drawn, "reason", drawn.item().id, draft)


def add_note(drawn: Drawn) -> Entry:
    """A note to an answer that stands."""
    item_id = drawn.dice.choice(sorted(drawn.held.answers))
    draft = replace(drawn.held.answers[item_id], note=drawn.words("メモ"))
    return _answer(drawn, "note", item_id, draft)


def stand(drawn: Drawn) -> Entry:
    """Go to another item."""
    item_id = drawn.item().id
    held = replace(drawn.held, stands_at=item_id)
    return Entry("stand", held, lambda service, each: service.stand_at(each, item_id))


def add_photo(drawn: Drawn) -> Entry:
    """A photo no other entry has."""
    item_id, caption, content = drawn.item().id, drawn.words("写真"), _picture(drawn)
    added = (*drawn.held.photos.get(item_id, ()), (hashlib.sha256(content).hexdigest(), caption))

    def deed(service: InspectionsService, inspection_id: UUID) -> object:
        return service.add_photo(
            inspection_id, item_id, content=content, file_name=f"{drawn.number}.jpg", caption=caption
        )

    return Entry("photo", replace(drawn.held, photos={**drawn.held.photos, item_id: added}), deed)


def _picture(drawn: Drawn) -> bytes:
    out = BytesIO()
    grain = Image.frombytes("RGB", (32, 24), Random(drawn.number).randbytes(32 * 24 * 3))
    grain.save(out, "JPEG", quality=70, comment=f"{drawn.number}".encode())
    return out.getvalue()


def caption_photo(drawn: Drawn) -> Entry | None:
    """Other words to a photo."""
    found = _some_photo(drawn)
    if found is None:
        return None
    item_id, place = found
    caption, shelf = drawn.words("説明"), list(drawn.held.photos[item_id])
    sha256 = shelf[place][0]
    shelf[place] = (sha256, caption)
    held = replace(drawn.held, photos={**drawn.held.photos, item_id: tuple(shelf)})
    return Entry(
        "caption",
        held,
        lambda service, each: service.caption_photo(_photo_id(service, each, sha256), caption),
    )


def withdraw_photo(drawn: Drawn) -> Entry | None:
    """A photo taken out: the reason asked for is written with it."""
    found = _some_photo(drawn)
    if found is None:
        return None
    item_id, place = found
    reason, shelf = drawn.words("理由"), list(drawn.held.photos[item_id])
    sha256, _caption = shelf.pop(place)
    photos = {**drawn.held.photos, item_id: tuple(shelf)}
    held = replace(
        drawn.held,
        photos={key: value for key, value in photos.items() if value},
        withdrawn={**drawn.held.withdrawn, sha256: reason},
    )
    return Entry(
        "photo out",
        held,
        lambda service, each: service.withdraw_photo(_photo_id(service, each, sha256), reason=reason),
    )


def _some_photo(drawn: Drawn) -> tuple[str, int] | None:
    places = [(item, at) for item in sorted(drawn.held.photos) for at in range(len(drawn.held.photos[item]))]
    return drawn.dice.choice(places) if places else None


def _photo_id(service: InspectionsService, inspection_id: UUID, sha256: str) -> UUID:
    photos = service.get_inspection(inspection_id).photos
    return next(photo.id for photo in photos if photo.source_sha256 == sha256)


def draw(drawn: Drawn) -> Entry:
    """A stroke of a sketch: a sheet that was begun is drawn on, else a new one is."""
    begun = drawn.held.sketches
    item_id, marks, title = begun[0] if begun else (drawn.item().id, 0, drawn.words("図"))
    drawing = _drawing(marks + 1, title)
    held = replace(drawn.held, sketches=((item_id, marks + 1, title),))

    def deed(service: InspectionsService, inspection_id: UUID) -> object:
        drafts = service.get_inspection(inspection_id).sketch_drafts
        sketch_id = drafts[0].id if drafts else new_sketch_id()
        return service.keep_sketch(sketch_id, inspection_id, item_id, drawing)

    return Entry("stroke", held, deed)


def add_sketch(drawn: Drawn) -> Entry | None:
    """The sheet that was begun becomes evidence, and is a draft no more."""
    if not drawn.held.sketches:
        return None
    item_id, marks, title = drawn.held.sketches[0]
    drawing, picture = _drawing(marks, title), _png(drawn)
    draft = EvidenceDraft(kind=EvidenceKind.SKETCH, subject=title, drawing=drawing)
    row = (item_id, EvidenceKind.SKETCH.value, told(draft), hashlib.sha256(picture).hexdigest())
    held = replace(drawn.held, evidences=_in_order((*drawn.held.evidences, row)), sketches=())

    def deed(service: InspectionsService, inspection_id: UUID) -> object:
        (begun,) = service.get_inspection(inspection_id).sketch_drafts
        return service.add_evidence(inspection_id, item_id, draft, picture=picture, sketch_id=begun.id)

    return Entry("sketch", held, deed)


def add_statement(drawn: Drawn) -> Entry:
    """What somebody said, heard by two."""
    item_id = drawn.item().id
    draft = EvidenceDraft(
        kind=EvidenceKind.STATEMENT,
        said=drawn.words("陳述"),
        speaker="髙﨑 恵",
        speaker_post="所長",
        witness="大野 実",
    )
    row = (item_id, EvidenceKind.STATEMENT.value, told(draft), "")
    held = replace(drawn.held, evidences=_in_order((*drawn.held.evidences, row)))
    return Entry("statement", held, lambda service, each: service.add_evidence(each, item_id, draft))


def _in_order(rows: tuple[tuple[str, str, str, str], ...]) -> tuple[tuple[str, str, str, str], ...]:
    """Return them item by item, within an item as they were added: as the store tells them."""
    return tuple(sorted(rows, key=lambda row: row[0]))


def _drawing(marks: int, title: str) -> Drawing:
    """Return a sheet with so many strokes; the same each time it is drawn."""
    lines = (DrawnMark(MarkKind.LINE, ((at, at), (at + 90, at * 2), (500, at))) for at in range(1, marks + 1))
    return Drawing(marks=tuple(lines), title=title)


def _png(drawn: Drawn) -> bytes:
    out = BytesIO()
    Image.frombytes("RGB", (32, 24), Random(drawn.number).randbytes(32 * 24 * 3)).save(out, "PNG")
    return out.getvalue()


def attend(drawn: Drawn) -> Entry:
    """Another list of who attends."""
    people = tuple(
        AttendeeDraft(f"立会 {drawn.number} {each}", "所長", "髙﨑事務サービス", "責任者")
        for each in range(drawn.dice.randint(1, 3))
    )
    held = replace(drawn.held, attendees=people)
    return Entry("attendees", held, lambda service, each: service.put_attendees(each, people))


def close(drawn: Drawn) -> Entry:
    """Conclusion, closing talk, opinion and documents."""
    talk, opinion = drawn.words("講評"), drawn.words("意見")
    documents = (drawn.words("資料"), "入退室記録")

    def deed(service: InspectionsService, inspection_id: UUID) -> object:
        return service.conclude(
            inspection_id,
            conclusion=Conclusion.SERIOUS,
            closing_talk=talk,
            opinion=opinion,
            documents_checked=documents,
        )

    return Entry(
        "closing words",
        replace(drawn.held, closing=(Conclusion.SERIOUS, talk, opinion, documents)),
        deed,
    )


def finalise(drawn: Drawn) -> Entry | None:
    """Freeze the record, once all is there; what follows is its correction."""
    if not drawn.held.attendees or not drawn.held.closing[1] or drawn.held.sketches:
        return None
    held = replace(drawn.held, state=InspectionState.FINALISED, reason="", records=drawn.held.records + 1)
    return Entry("finalise", held, lambda service, each: service.finalise(each))


def correct(drawn: Drawn) -> Entry:
    """Open the record anew: the reason asked for is written with it."""
    reason = drawn.words("訂正")
    held = replace(drawn.held, state=InspectionState.CORRECTING, reason=reason)
    return Entry("correct", held, lambda service, each: service.start_correction(each, reason=reason))


STEPS: tuple[tuple[int, Step], ...] = (
    (20, conforming),
    (14, nonconforming),
    (12, not_applicable),
    (10, add_note),
    (6, stand),
    (12, add_photo),
    (5, caption_photo),
    (5, withdraw_photo),
    (10, draw),
    (5, add_sketch),
    (4, add_statement),
    (6, attend),
    (6, close),
    (2, finalise),
)
"""How often each is drawn."""


def entry_for(seed: str, number: int, edition: Edition, held: Held) -> Entry:
    """Draw an entry; a record that is frozen can only be corrected."""
    drawn = Drawn(Random(f"{seed}:{number}"), number, edition, held)
    if held.state is InspectionState.FINALISED:
        return correct(drawn)
    weights, steps = zip(*STEPS, strict=True)
    while True:
        (step,) = drawn.dice.choices(steps, weights)
        entry: Entry | None = step(drawn)
        if entry is not None:
            return entry
