"""What changes from one edition to another: sections, items and what is asked of them, as lines to read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from oversight.checklist.edition import AnswerKind, Bilingual, Edition, ExtraField, Item, Section
from oversight.checklist.field_telling import told_field
from oversight.words import _


class DifferenceKind(StrEnum):
    """What became of a part."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CHANGED = "changed"


class PartKind(StrEnum):
    """What differs."""

    TITLE = "title"
    SECTION = "section"
    ITEM = "item"
    RULES = "rules"


@dataclass(frozen=True)
class Difference:
    """One difference: ``place`` is the id of the item or section, ``what`` the aspect in words.

    ``is_retyped`` tells that answers given before may not fit any more.
    """

    kind: DifferenceKind
    part: PartKind
    place: str
    title: str
    what: str = ""
    before: str = ""
    after: str = ""
    is_retyped: bool = False


def differences(old: Edition, new: Edition) -> tuple[Difference, ...]:
    """Return all differences in the order of the new edition; what is gone comes last."""
    return (
        *_of_head(old, new),
        *_of_sections(old, new),
        *_of_items(old, new),
    )


def _of_head(old: Edition, new: Edition) -> Iterator[Difference]:
    if old.title != new.title:
        told = old.title.ja, new.title.ja
        yield Difference(DifferenceKind.CHANGED, PartKind.TITLE, "", new.title.spoken(), _("題名"), *told)
    if old.rules != new.rules:
        yield Difference(DifferenceKind.CHANGED, PartKind.RULES, "", _("記録がそろったとみなす決まり"))


def _of_sections(old: Edition, new: Edition) -> Iterator[Difference]:
    before = {section.id: section for section in old.sections}
    stay = [section.id for section in new.sections if section.id in before]
    moved = _moved([section.id for section in old.sections if section.id in stay], stay)
    for section in new.sections:
        was = before.get(section.id)
        if was is None:
            yield _section(DifferenceKind.ADDED, section)
            continue
        if section.id in moved:
            yield _section(DifferenceKind.MOVED, section)
        for what, one, other in _section_aspects(was, section):
            if one != other:
                yield Difference(
                    DifferenceKind.CHANGED,
                    PartKind.SECTION,
                    section.id,
                    section.title.spoken(),
                    what,
                    one,
                    other,
                )
    after = {section.id for section in new.sections}
    yield from (_section(DifferenceKind.REMOVED, one) for one in old.sections if one.id not in after)


def _section(kind: DifferenceKind, section: Section) -> Difference:
    return Difference(kind, PartKind.SECTION, section.id, section.title.spoken())


def _section_aspects(old: Section, new: Section) -> Iterator[tuple[str, str, str]]:
    yield _("題名"), _both(old.title), _both(new.title)
    yield _("繰り返し"), _told_repeats(old), _told_repeats(new)


def _told_repeats(section: Section) -> str:
    if not section.repeats:
        return _("しない")
    return section.repeat_count or _("検査員が加える")


def _of_items(old: Edition, new: Edition) -> Iterator[Difference]:
    before = {item.id: item for item in old.items}
    for section in new.sections:
        was = next((each for each in old.sections if each.id == section.id), None)
        old_order = [item.id for item in was.items] if was is not None else []
        stay = [item.id for item in section.items if item.id in old_order]
        moved = _moved([one for one in old_order if one in stay], stay)
        for item in section.items:
            earlier = before.get(item.id)
            if earlier is None:
                yield _item(DifferenceKind.ADDED, item)
                continue
            if item.id in moved or item.id not in old_order:
                home = old.section_of(item.id)
                places = (home.title.spoken() if home else "", section.title.spoken())
                yield _item(DifferenceKind.MOVED, item, *(places if item.id not in old_order else ()))
            yield from _changed(earlier, item)
    after = {item.id for item in new.items}
    yield from (_item(DifferenceKind.REMOVED, one) for one in old.items if one.id not in after)


def _item(kind: DifferenceKind, item: Item, before: str = "", after: str = "") -> Difference:
    return Difference(kind, PartKind.ITEM, item.id, item.title.spoken(), "", before, after)


def _changed(old: Item, new: Item) -> Iterator[Difference]:
    retyped = is_retyped(old, new)
    for what, before, after in _item_aspects(old, new):
        if before != after:
            yield Difference(
                DifferenceKind.CHANGED,
                PartKind.ITEM,
                new.id,
                new.title.spoken(),
                what,
                before,
                after,
                retyped,
            )


def _item_aspects(old: Item, new: Item) -> Iterator[tuple[str, str, str]]:
    yield _("題名"), _both(old.title), _both(new.title)
    yield _("確認すること"), _both(old.look_at), _both(new.look_at)
    yield _("根拠"), _told_basis(old), _told_basis(new)
    yield _("重大性"), old.severity.value, new.severity.value
    yield _("条件"), old.condition, new.condition
    yield _("答え方"), _told_answer(old), _told_answer(new)
    yield _("あわせて尋ねること"), _told_fields(old), _told_fields(new)


def is_retyped(old: Item, new: Item) -> bool:
    """Tell whether an answer to the old item may not fit the new: it is answered in another way."""
    if old.answer is not new.answer:
        return True
    kinds = {one.id: (one.kind, one.choices) for one in new.fields}
    return any(kinds.get(one.id) != (one.kind, one.choices) for one in old.fields)


def _both(text: Bilingual) -> str:
    return f"{text.ja} / {text.en}" if text.en else text.ja


def _told_basis(item: Item) -> str:
    return _("、").join(f"{one.source} {one.clause.ja} {one.as_of.isoformat()}" for one in item.basis)


def _told_answer(item: Item) -> str:
    return _("適・不適・非該当") if item.answer is AnswerKind.MARK else _("記入")


def _told_fields(item: Item) -> str:
    return _("、").join(map(_told_field, item.fields))


def _told_field(field: ExtraField) -> str:
    return _("{field}（{asked}）").format(field=_both(field.label), asked=told_field(field))


def _moved(old: list[str], new: list[str]) -> frozenset[str]:
    """Return the fewest ids that have to move to make the new order of the old one."""
    position = {one: number for number, one in enumerate(old)}
    return frozenset(new) - frozenset(_longest_rising([position[one] for one in new], new))


def _longest_rising(numbers: list[int], names: list[str]) -> Iterator[str]:
    """Yield the names along one longest rising run of their numbers (patience sorting)."""
    from bisect import bisect_left

    tops: list[int] = []
    at: list[int] = []
    before: list[int | None] = []
    for index, number in enumerate(numbers):
        pile = bisect_left(tops, number)
        before.append(at[pile - 1] if pile else None)
        if pile == len(tops):
            tops.append(number)
            at.append(index)
        else:
            tops[pile], at[pile] = number, index
    step: int | None = at[-1] if at else None
    while step is not None:
        yield names[step]
        step = before[step]
