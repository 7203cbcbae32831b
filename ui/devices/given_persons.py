"""What each person of a group gives at the door."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from oversight.devices import CarrierSign
from oversight.register import WorkerState
from oversight.words import _
from ui.devices.declared_field import Declaration

if TYPE_CHECKING:
    from ui.devices.door_reading import DoorStanding

Who = tuple[str, str]
"""``worker`` or ``staff``, and the identifier."""


NO_DECLARATION = Declaration()


@dataclass(frozen=True)
class Given:
    """Who comes (``who`` of the lists, else a name), with what, and what they sign with."""

    who: Who | None
    person: str
    organisation: str = ""
    declared: Declaration = NO_DECLARATION
    signed: CarrierSign | None = None


def who_values(who: Who | None, person: str) -> dict[str, Any]:
    """Return a person as the service asks for them."""
    kind, row_id = who or ("", "")
    return {
        "worker_id": UUID(row_id) if kind == "worker" else None,
        "staff_id": UUID(row_id) if kind == "staff" else None,
        "person": person,
    }


def people_of(standing: DoorStanding, *, with_struck: bool = False) -> Iterator[tuple[Who, str]]:
    """Yield who may be chosen: the roster, on request with those struck, then the city's staff."""
    for worker in standing.workers:
        if with_struck or worker.draft.state is not WorkerState.STRUCK:
            yield ("worker", str(worker.id)), f"{worker.draft.name}　{worker.draft.employer}".strip()
    for staff in standing.staff:
        yield ("staff", str(staff.id)), _("市　{post} {name}").format(post=staff.post, name=staff.name)


def name_of(standing: DoorStanding, who: Who | None, person: str) -> str:
    """Return the name of somebody chosen or typed."""
    names = {("worker", str(each.id)): each.draft.name for each in standing.workers}
    names |= {("staff", str(each.id)): each.name for each in standing.staff}
    return names.get(who, person) if who else person
