"""Where in a draft a fault stands, so that one can go there (``oversight.checklist.faults``)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from oversight.checklist.editing import HEAD, Document, Place, places_of_items, sections_of
from oversight.checklist.faults import LintFault

_BY_NUMBER = re.compile(r"(?:sections (?P<section>\d+)|(?P<id>\S+)) items (?P<item>\d+)")
_SECTION_BY_NUMBER = re.compile(r"sections (?P<section>\d+)")


class FaultPlaces:
    """The places of a document by the words in which faults name them."""

    def __init__(self, document: Document) -> None:
        self._items: dict[str, Place] = {
            str(item.get("id")): place for place, item in reversed([*places_of_items(document)])
        }
        self._sections: dict[str, int] = {
            str(one.get("id")): at for at, one in reversed([*enumerate(sections_of(document))])
        }

    def place_of(self, fault: LintFault) -> Place:
        """Return where a fault stands; the head where it belongs to no section."""
        if (counted := _BY_NUMBER.match(fault.place)) is not None:
            at = int(counted["section"]) - 1 if counted["section"] else self._sections.get(counted["id"], -1)
            return HEAD if at < 0 else Place(at, int(counted["item"]) - 1)
        if (counted := _SECTION_BY_NUMBER.match(fault.place)) is not None:
            return Place(int(counted["section"]) - 1)
        name = fault.place.partition(" ")[0]
        found = self._items.get(name) or self._items.get(name.partition(".")[0])
        if found is not None:
            return found
        return Place(self._sections[name]) if name in self._sections else HEAD


def faults_by_place(document: Document, faults: Iterable[LintFault]) -> dict[Place, tuple[LintFault, ...]]:
    """Return the faults at each place that has some."""
    places = FaultPlaces(document)
    found: dict[Place, tuple[LintFault, ...]] = {}
    for fault in faults:
        place = places.place_of(fault)
        found[place] = (*found.get(place, ()), fault)
    return found
