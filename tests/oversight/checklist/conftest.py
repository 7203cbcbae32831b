"""A small sound edition to plant faults in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Document = dict[str, Any]
MakeDocument = Callable[..., Document]


def both(ja: str, en: str = "words") -> Document:
    return {"ja": ja, "en": en}


def item(item_id: str, condition: str = "", severity: str = "B", **more: Any) -> Document:
    made: Document = {
        "id": item_id,
        "title": both("題名", "Title"),
        "look_at": both("見るもの", "What to look at"),
        "basis": [{"source": "P1", "clause": both("別添1 2 A", "Annex 1, 2 A")}],
        "severity": severity,
        **more,
    }
    if condition:
        made["condition"] = condition
    return made


def field(field_id: str, kind: str = "number", need: str = "required", **more: Any) -> Document:
    return {"id": field_id, "kind": kind, "label": both("数", "Count"), "need": need, **more}


def facts() -> list[Document]:
    return [
        {"name": "特定個人情報", "kind": "yes_no", "label": both("特定個人情報")},
        {
            "name": "検査方法",
            "kind": "choice",
            "label": both("検査方法"),
            "choices": [{"value": "visit", "label": both("訪問")}, {"value": "paper", "label": both("書面")}],
        },
        {
            "name": "媒体",
            "kind": "choices",
            "label": both("媒体"),
            "choices": [{"value": "paper", "label": both("紙")}, {"value": "data", "label": both("電子")}],
        },
        {"name": "人数", "kind": "number", "label": both("人数")},
        {"name": "締結日", "kind": "date", "label": both("締結日")},
    ]


def document_with(*items: Document, **more: Any) -> Document:
    """Return a sound document with one section of the given items."""
    return {
        "id": "small",
        "number": 2,
        "title": both("小さな点検表", "A small checklist"),
        "published_on": "2026-04-01",
        "facts": facts(),
        "sources": [
            {"id": "P1", "title": both("指針", "Guidelines"), "as_of": "2025-09-24"},
            {"id": "I", "title": both("本市の運用案", "The city's own"), "as_of": "2026-04-01"},
        ],
        "rules": {
            "finding_on_nonconforming": True,
            "reason_on_not_applicable": True,
            "severity_a_forbids_no_problem": True,
            "values_owed_on": ["conforming"],
            "samples_owed_on": ["conforming", "nonconforming"],
        },
        "sections": [{"id": "AAA", "title": both("区分", "Section"), "items": list(items)}],
        **more,
    }


class Making:
    """What the tests build documents with."""

    both = staticmethod(both)
    item = staticmethod(item)
    field = staticmethod(field)
    document_with = staticmethod(document_with)


@pytest.fixture
def make() -> type[Making]:
    return Making
