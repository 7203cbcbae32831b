"""A small checklist of an office's own for tests: values of every kind, rooms to walk through."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from oversight.checklist import edition_from_document, lint_document
from oversight.checklist.adopting import Origin, adopt
from oversight.checklist.series import make_usual, put_in_use
from oversight.desk import Desk
from tests.oversight.checklist.conftest import both, document_with, field, item

Document = dict[str, Any]


def choice(value: str, ja: str, en: str, condition: str = "") -> Document:
    made: Document = {"value": value, "label": both(ja, en)}
    return {**made, "condition": condition} if condition else made


def valued(item_id: str, ja: str, en: str, kind: str, condition: str = "", **more: Any) -> Document:
    """Make an item answered by its value, labelled as it is titled."""
    label = both(ja, en)
    own = field("value", kind, **{"label": dict(label), **more})
    made = item(item_id, condition, title=label, answer="value", fields=[own])
    del made["look_at"]
    return made


def _media() -> list[Document]:
    return [
        choice("paper", "紙", "Paper"),
        choice("disk", "磁気媒体", "Disks"),
        choice("cloud", "クラウド", "Cloud"),
    ]


def rooms_document(number: int = 1, **more: Any) -> Document:
    """Return a checklist of an office: marked items, values of every kind, rooms the inspector adds."""
    media = [*_media()[:2], choice("cloud", "クラウド", "Cloud", "${BLD-01} > 1")]
    whole = [
        item("BLD-00", title=both("入口の施錠", "Locked entrance")),
        valued("BLD-01", "階数", "Floors", "number", maximum=60, unit=both("階", "floors")),
        valued("BLD-02", "管理者", "Manager", "text"),
        valued(
            "BLD-03",
            "前回の点検日",
            "Last checked",
            "date",
            constraint=". <= today()",
            constraint_message=both("点検日は今日までの日です。", "The day is not after today."),
        ),
        valued("BLD-04", "主な媒体", "Main medium", "choice", choices=media),
        valued("BLD-05", "ある媒体", "Media held", "choices", choices=_media(), need="advised"),
        valued("BLD-06", "外観の写真", "Photo from outside", "photo"),
    ]
    inside = [
        valued("ROOM-01", "部屋の名前", "Name of the room", "text"),
        valued(
            "ROOM-02",
            "鍵",
            "Lock",
            "choice",
            choices=[choice("yes", "ある", "Yes"), choice("no", "ない", "No")],
        ),
        item("ROOM-03", "${ROOM-02} = 'no'", title=both("鍵のない部屋の見張り", "Watch over open rooms")),
    ]
    document = document_with(*whole)
    document["sections"][0] = {"id": "BLD", "title": both("建物", "Building"), "items": whole}
    document["sections"].append(
        {"id": "ROOM", "title": both("部屋", "Room"), "items": inside, "repeats": True}
    )
    document["title"] = both("部屋の点検表", "Rooms")
    return {**document, "id": f"rooms-{number}", "number": number, **more}


def adopt_document(desk: Desk, document: Document, series: str = "rooms", *, usual: bool = True) -> UUID:
    """Take a sound document into the store as an edition that is in use."""
    assert lint_document(document) == ()
    with desk.store.writing(desk.actor, "checklist_edition.adopt") as session:
        edition_id = adopt(session, desk.clock, edition_from_document(document), Origin(series))
        (make_usual if usual else put_in_use)(session, edition_id)
    return edition_id
