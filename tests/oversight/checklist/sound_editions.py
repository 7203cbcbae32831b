"""Sound editions drawn from a seed: every kind of item, field, condition and section in turn."""

from __future__ import annotations

from random import Random
from typing import Any

from oversight.checklist import FieldKind
from tests.oversight.checklist.conftest import both, document_with, field, item

Document = dict[str, Any]
_WORDS = ("入退室", "媒体", "鍵", "委託先", "記録", "𠮷田", "廃棄", "ログ", "権限", "𣘺")
_MARKS = ("conforming", "nonconforming", "not_applicable")


def sound_edition(seed: int) -> Document:
    """Return the document of a sound edition."""
    return _Drawn(Random(seed)).document()


class _Drawn:
    def __init__(self, random: Random) -> None:
        self._random = random
        self._earlier: list[Document] = []

    def document(self) -> Document:
        sections = [self._section(at) for at in range(self._random.randint(1, 6))]
        document = {**document_with(), "title": self._words(), "sections": sections}
        if self._random.random() < 0.3:
            document["retired"] = [{"id": "OLD-01", "title": self._words(), "reason": "要領の改正"}]
        return document

    def _words(self) -> Document:
        ja = "".join(self._random.sample(_WORDS, 3))
        return both(ja) if self._random.random() < 0.7 else {"ja": ja}

    def _section(self, at: int) -> Document:
        made: Document = {"id": f"S{at}", "title": self._words()}
        if self._random.random() < 0.3:
            made["repeats"] = True
            counts = [f"${{{one['id']}.count}}" for one in self._earlier if _counts(one)]
            if counts and self._random.random() < 0.5:
                made["repeat_count"] = self._random.choice(counts)
        made["items"] = [self._item(f"S{at}-{number:02}") for number in range(1, self._random.randint(2, 12))]
        return made

    def _item(self, item_id: str) -> Document:
        made = item(item_id, self._condition(), self._random.choice("ABC"))
        made["title"] = self._words()
        if self._random.random() < 0.2:
            made["basis"].append({"source": "I", "as_of": "2026-04-01"})
        if self._random.random() < 0.2:
            made["answer"] = "value"
            made["fields"] = [self._field("count")]
        elif self._random.random() < 0.4:
            made["fields"] = [
                self._field(name) for name in ("count", "other", "more")[: self._random.randint(1, 3)]
            ]
        self._earlier.append(made)
        return made

    def _condition(self) -> str:
        parts = [self._comparison() for _part in range(self._random.choice((0, 0, 1, 1, 2)))]
        return self._random.choice((" and ", " or ")).join(dict.fromkeys(parts))

    def _comparison(self) -> str:
        marked = [
            one["id"] for one in self._earlier if one.get("answer") != "value" and "condition" not in one
        ]
        if marked and self._random.random() < 0.5:
            return f"${{{self._random.choice(marked)}}} != '{self._random.choice(_MARKS)}'"
        return self._random.choice(
            (
                "${特定個人情報} != 'no'",
                "selected(${媒体}, 'paper')",
                "${検査方法} != 'paper'",
                "${人数} >= 10",
                "${締結日} <= today()",
            )
        )

    def _field(self, field_id: str) -> Document:
        kind = self._random.choice(list(FieldKind)).value
        need = self._random.choice(("required", "advised"))
        made = field(field_id, kind, need, label=self._words())
        if kind == "number" and self._random.random() < 0.5:
            made |= {"minimum": 1, "maximum": 90, "decimals": self._random.randint(0, 3), "unit": both("件")}
        if kind in ("choice", "choices"):
            made["choices"] = [
                {
                    "value": value,
                    "label": both(value),
                    **({"condition": "${人数} > 1"} if value == "c" else {}),
                }
                for value in "abc"
            ]
        if kind == "number" and self._random.random() < 0.3:
            made |= {"constraint": ". <= ${人数} or ${人数} = ''", "constraint_message": both("多すぎます。")}
        return made


def _counts(made: Document) -> bool:
    return any(one["id"] == "count" and one["kind"] == "number" for one in made.get("fields", ()))


def big_edition(items: int = 1000, sections: int = 20) -> Document:
    """Return a sound edition of so many items, a third of them under a condition."""
    made: list[Document] = []
    ids: list[str] = []
    for at in range(sections):
        inside = []
        for number in range(1, items // sections + 1):
            one = item(f"S{at:02}-{number:03}")
            one["title"] = both(f"点検項目 {at}の{number}", f"Item {number} of {at}")
            if len(ids) > 3 and len(ids) % 3 == 0:
                one["condition"] = f"${{特定個人情報}} != 'no' and ${{{ids[-3]}}} != 'not_applicable'"
            if number % 4 == 0:
                one["fields"] = [field("count", unit=both("件"))]
            inside.append(one)
            ids.append(one["id"])
        made.append({"id": f"S{at:02}", "title": both(f"区分{at}", f"Section {at}"), "items": inside})
    return {**document_with(), "sections": made}
