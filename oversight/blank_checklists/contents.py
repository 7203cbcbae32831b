"""A blank checklist from an edition: what its paper says, with only the items that can be asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from oversight.blank_checklists.plain_conditions import told_condition
from oversight.checklist.answers import Facts
from oversight.checklist.edition import Edition, ExtraField, FieldKind, Item
from oversight.checklist.expression import compile_condition
from oversight.checklist.logic import items_leaned_on
from oversight.checklist.reach import Reach
from oversight.checklist.unrolling import MOST_PARTS
from oversight.clock import JAPAN
from oversight.errors import RefusedError
from oversight.papers.checklist_data import (
    BlankChecklistData,
    BlankField,
    BlankItem,
    BlankSection,
    Labelled,
    WayToFill,
)
from oversight.words import _

_WAYS: Mapping[FieldKind, WayToFill] = {
    FieldKind.CHOICE: WayToFill.ONE,
    FieldKind.CHOICES: WayToFill.SEVERAL,
    FieldKind.PHOTO: WayToFill.PHOTO,
}
_NUMBER_SHOWN = 8


@dataclass(frozen=True)
class BlankWish:
    """How a blank checklist is wanted: how often repeating sections are printed, how much room to write."""

    parts: int = 1
    is_roomy: bool = False


@dataclass(frozen=True)
class BlankHead:
    """Whose blank checklist it is; ``known`` are the facts of the inspection, ``None`` without one."""

    city: str
    owning_section: str
    on: dt.date
    facts: tuple[Labelled, ...]
    known: Facts | None = None
    inspection_number: str = ""


def unknown_facts() -> tuple[Labelled, ...]:
    """Return the labels of what is written by hand where the inspection is not known."""
    labels = (_("検査番号"), _("実施日"), _("委託契約"), _("委託先"), _("場所"), _("検査員"))
    return tuple((label, "") for label in labels)


def blank_data(edition: Edition, head: BlankHead, wish: BlankWish) -> BlankChecklistData:
    """Return what the paper says, in the language in use."""
    if not 1 <= wish.parts <= MOST_PARTS:
        raise RefusedError(
            _("繰り返す部分を刷れるのは1～{most}組です。").format(most=MOST_PARTS),
            _("組の数を見直してください。"),
            field="parts",
        )
    short = edition.content_hash[:_NUMBER_SHOWN].upper()
    return BlankChecklistData(
        city_name=head.city,
        owning_section=head.owning_section,
        title=edition.title.spoken(),
        edition=edition.number_in_words,
        content_hash=edition.content_hash,
        document_number=f"{head.inspection_number or edition.id}-{short}",
        made_at=dt.datetime.combine(head.on, dt.time(9), JAPAN),
        facts=head.facts,
        sections=tuple(_sections(edition, head.known)),
        sources=tuple(_sources(edition)),
        inspection_number=head.inspection_number,
        parts=wish.parts,
        is_roomy=wish.is_roomy,
    )


def _sources(edition: Edition) -> Iterator[Labelled]:
    """Yield the sources that items rest on."""
    used = {basis.source for item in edition.items for basis in item.basis}
    yield from ((each.id, each.title.spoken()) for each in edition.sources if each.id in used)


def _sections(edition: Edition, known: Facts | None) -> Iterator[BlankSection]:
    reach = Reach(edition, facts=known) if known is not None else None
    for section in edition.sections:
        ruled_out = {
            item.id for item in section.items if reach is not None and not reach.is_reachable(item.id)
        }
        asked = (item for item in section.items if item.id not in ruled_out)
        yield BlankSection(
            code=section.id,
            title=section.title.spoken(),
            items=tuple(_item(edition, item, is_known=known is not None) for item in asked),
            repeats=section.repeats,
            not_asked=tuple(item.id for item in section.items if item.id in ruled_out),
        )


def _item(edition: Edition, item: Item, *, is_known: bool) -> BlankItem:
    is_settled = is_known and _rests_on_facts(edition, item)
    return BlankItem(
        item_id=item.id,
        title=item.title.spoken(),
        look_at=item.look_at.spoken(),
        basis=_("、").join(f"{basis.source} {basis.clause.spoken()}".rstrip() for basis in item.basis),
        severity=item.severity,
        is_marked=item.only_field is None,
        condition="" if is_settled else told_condition(edition, item.condition),
        fields=tuple(_field(field) for field in item.fields),
    )


def _rests_on_facts(edition: Edition, item: Item) -> bool:
    """Tell whether the facts alone say that an item is asked."""
    return not item.condition or not items_leaned_on(edition, compile_condition(item.condition))


def _field(field: ExtraField) -> BlankField:
    return BlankField(
        label=field.label.spoken(),
        way=_WAYS.get(field.kind, WayToFill.LINE),
        unit=_("年　月　日") if field.kind is FieldKind.DATE else field.unit.spoken(),
        limits=_("、").join(_limits(field)),
        choices=tuple(choice.label.spoken() for choice in field.choices),
        is_required=field.is_required,
        population=field.sample_of.spoken() if field.sample_of else "",
    )


def _limits(field: ExtraField) -> Iterator[str]:
    if field.decimals:
        yield _("小数{count}桁まで").format(count=field.decimals)
    if field.minimum is not None:
        yield _("{number:g}以上").format(number=field.minimum)
    if field.maximum is not None:
        yield _("{number:g}以下").format(number=field.maximum)
    if field.constraint_message.ja:
        yield field.constraint_message.spoken()
