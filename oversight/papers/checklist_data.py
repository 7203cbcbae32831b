"""What a blank checklist holds: plain frozen data in the language it is printed in; nothing is looked up."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum

from models.marks import Severity

Labelled = tuple[str, str]
"""A label and what stands beside it; empty: room to write."""


class WayToFill(Enum):
    """How a field is filled by hand: on a line, by ticking one box or several, by a note that a photo is."""

    LINE = "line"
    ONE = "one"
    SEVERAL = "several"
    PHOTO = "photo"


@dataclass(frozen=True)
class BlankField:
    """A field to be filled in; ``limits`` says in words what it takes.

    ``population`` names what a count was counted in: population and sample size are then asked with it.
    """

    label: str
    way: WayToFill = WayToFill.LINE
    unit: str = ""
    limits: str = ""
    choices: tuple[str, ...] = ()
    is_required: bool = False
    population: str = ""


@dataclass(frozen=True)
class BlankItem:
    """An item: what it asks, on what it rests, in short, and when it is asked, in words."""

    item_id: str
    title: str
    look_at: str
    basis: str
    severity: Severity
    is_marked: bool = True
    condition: str = ""
    fields: tuple[BlankField, ...] = ()


@dataclass(frozen=True)
class BlankSection:
    """A section; one that ``repeats`` is filled once for each room, person or device, on pages of its own.

    ``not_asked`` are the numbers of its items the facts rule out.
    """

    code: str
    title: str
    items: tuple[BlankItem, ...]
    repeats: bool = False
    not_asked: tuple[str, ...] = ()


@dataclass(frozen=True)
class BlankChecklistData:
    """点検表 to be filled in by hand, of an edition or of a planned inspection.

    ``facts`` say whose it is, ``sources`` what the short names of the bases stand for. ``parts`` is how often
    a repeating section is printed. ``is_roomy`` leaves more room to write.
    """

    city_name: str
    owning_section: str
    title: str
    edition: str
    content_hash: str
    document_number: str
    made_at: dt.datetime
    facts: tuple[Labelled, ...]
    sections: tuple[BlankSection, ...]
    sources: tuple[Labelled, ...]
    inspection_number: str = ""
    parts: int = 1
    is_roomy: bool = False
