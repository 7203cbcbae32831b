"""An understood workbook as the document of an edition, and the layout by which it goes out again."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from models.marks import Severity
from oversight.checklist.edition import Edition, Item, document_from_edition
from oversight.checklist.faults import individual_number_faults
from oversight.checklist.workbook.entries import Entry, list_entries
from oversight.checklist.workbook.heading_words import severity_of
from oversight.checklist.workbook.layout import layout_of
from oversight.checklist.workbook.matching import match_items, title_key
from oversight.checklist.workbook.understood import WorkbookNote, WorkbookUnderstood
from oversight.errors import RefusedError
from oversight.japanese import fold
from oversight.personal_number import PersonalNumberError, refuse_individual_number
from oversight.words import _

BOOK = "BOOK"
"""The id of the source that stands for the workbook itself."""
_RULES = {
    "finding_on_nonconforming": True,
    "reason_on_not_applicable": True,
    "severity_a_forbids_no_problem": True,
    "values_owed_on": ["conforming"],
    "samples_owed_on": ["conforming", "nonconforming"],
}
Document = dict[str, Any]


@dataclass(frozen=True)
class WorkbookDraft:
    """An edition's document, sound by the schema; where each item stands in the workbook; what to look at."""

    document: Document
    layout: dict[str, Any]
    notes: tuple[WorkbookNote, ...]


def draft_from(
    understood: WorkbookUnderstood, *, title: str, today: dt.date, based_on: Edition | None = None
) -> WorkbookDraft:
    """Return the edition that a workbook says, with stable ids; ``RefusedError`` where it has no item.

    An item found in ``based_on`` keeps its id and what the workbook does not say; one not found is retired.
    """
    refuse_individual_number(title, field=_("題名"))
    entries = list_entries(understood)
    if not entries:
        raise RefusedError(
            _("点検項目が1つも見つかりません。何も取り込んでいません。"),
            _("プレビューで、使うシート、問いの列、点検項目の行を選び直してください。"),
            field="file",
        )
    named = title.strip()[:2000] or PurePath(understood.file_name).stem or "点検表"
    return _Drafting(entries, named, today, based_on).draft(understood)


class _Drafting:
    """Draws one edition up."""

    def __init__(
        self, entries: Sequence[Entry], title: str, today: dt.date, based_on: Edition | None
    ) -> None:
        self._entries, self._title, self._today, self._based_on = entries, title, today, based_on
        self._before: Document = document_from_edition(based_on) if based_on is not None else {}
        self._items = {one["id"]: one for part in self._before.get("sections", ()) for one in part["items"]}
        self._matched = match_items(entries, based_on)
        self._taken = {*self._items, *(one["id"] for one in self._before.get("retired", ()))}
        self._taken |= {one["name"] for one in self._before.get("facts", ())}
        self._ids: list[str] = []
        self._section_ids: set[str] = set()
        self._notes: list[WorkbookNote] = []
        self._needs_book = False

    def draft(self, understood: WorkbookUnderstood) -> WorkbookDraft:
        """Return document, layout and notes."""
        sections = [self._section(at, group) for at, group in enumerate(_grouped(self._entries), start=1)]
        retired = [*self._before.get("retired", ()), *self._newly_retired()]
        document = {
            **{name: self._before[name] for name in ("facts",) if name in self._before},
            **self._named(),
            "sources": self._sources(),
            "rules": self._before.get("rules", dict(_RULES)),
            "sections": sections,
            **({"retired": retired} if retired else {}),
        }
        _refuse_numbers(document)
        names = [(part["id"], part["title"]["ja"]) for part in sections]
        layout = layout_of(understood, self._entries, self._ids, names)
        return WorkbookDraft(document, layout, (*understood.notes, *self._notes))

    def _named(self) -> Document:
        number = self._before.get("number", 0) + 1
        key = hashlib.sha256(self._title.encode("utf-8")).hexdigest()[:8]
        titled: Document = {"ja": self._title}
        if self._before.get("title", {}).get("ja") == self._title:
            titled = self._before["title"]
        return {
            "id": f"book-{key}-{number}",
            "number": number,
            "title": titled,
            "published_on": self._today.isoformat(),
        }

    def _sources(self) -> list[Document]:
        sources = list(self._before.get("sources", ()))
        if not self._needs_book and sources:
            return sources
        book = {"id": BOOK, "title": {"ja": self._title}, "as_of": self._today.isoformat()}
        return [*(one for one in sources if one["id"] != BOOK), book]

    def _section(self, place: int, group: Sequence[tuple[int, Entry]]) -> Document:
        title = group[0][1].section.title
        known = self._known_section(title, group)
        own_id = known["id"] if known is not None else self._free_section_id(place)
        self._section_ids.add(own_id)
        kept: Document = {
            name: known[name] for name in ("repeats", "repeat_count") if known is not None and name in known
        }
        texts = self._text(title, known["title"] if known is not None else None)
        return {
            "id": own_id,
            "title": texts,
            "items": [self._item(at, entry, own_id) for at, entry in group],
            **kept,
        }

    def _known_section(self, title: str, group: Sequence[tuple[int, Entry]]) -> Document | None:
        """Return the earlier section of that title, else that of which most of the items come."""
        free = [part for part in self._before.get("sections", ()) if part["id"] not in self._section_ids]
        same = [part for part in free if title_key(part["title"]["ja"]) == title_key(title)]
        ids = {self._matched[at].id for at, _entry in group if at in self._matched}
        like = [part for part in free if sum(one["id"] in ids for one in part["items"]) * 2 > len(group)]
        return next(iter([*same, *like]), None)

    def _free_section_id(self, place: int) -> str:
        known = {part["id"] for part in self._before.get("sections", ())} | self._section_ids
        while f"S{place:02d}" in known:
            place += 1
        return f"S{place:02d}"

    def _item(self, at: int, entry: Entry, section_id: str) -> Document:
        matched = self._matched.get(at)
        known = self._items.get(matched.id) if matched is not None else None
        own_id = matched.id if matched is not None else self._free_id(section_id)
        self._ids.append(own_id)
        made = dict(known or {}) | {"id": own_id, "title": self._title_of(entry, known)}
        if entry.look_at.text:
            made["look_at"] = self._text(entry.look_at.text, made.get("look_at"))
        made["basis"] = self._basis(entry, matched)
        made["severity"] = self._severity(entry, known)
        return made

    def _free_id(self, section_id: str) -> str:
        stem = section_id.replace(".", "_")
        stem = stem if stem[:1].isalpha() else f"S{stem}"
        used = [one.rpartition("-")[2] for one in self._taken if one.rpartition("-")[0] == stem]
        number = max((int(one) for one in used if one.isdecimal()), default=0) + 1
        self._taken.add(f"{stem}-{number:02d}")
        return f"{stem}-{number:02d}"

    def _title_of(self, entry: Entry, known: Document | None) -> Document:
        texts = self._text(entry.question.text, known["title"] if known is not None else None)
        if entry.english.strip():
            return {**texts, "en": entry.english}
        if "en" in texts and known is not None and fold(texts["ja"]) != fold(known["title"]["ja"]):
            self._note(entry, _("問いの文が変わりました。英語の文も確かめてください。"))
        return texts

    def _text(self, ja: str, known: Document | None) -> Document:
        """Return a text in the workbook's words, with the English that was known."""
        return {**(known or {}), "ja": ja}

    def _basis(self, entry: Entry, matched: Item | None) -> list[Document]:
        written = entry.basis.text
        if matched is not None and self._based_on is not None:
            cited = "\n".join(cited_lines(self._based_on, matched))
            if not written or fold(written) == fold(cited):
                return list(self._items[matched.id]["basis"])
        self._needs_book = True
        return [{"source": BOOK, **({"clause": {"ja": written}} if written else {})}]

    def _severity(self, entry: Entry, known: Document | None) -> str:
        meant = severity_of(entry.severity)
        if meant is not None:
            return meant.value
        if entry.severity:
            self._note(entry, _("重大性「{word}」が分かりません。").format(word=entry.severity[:40]))
        return str(known["severity"]) if known is not None else Severity.B.value

    def _note(self, entry: Entry, sentence: str) -> None:
        self._notes.append(WorkbookNote(entry.sheet.name, entry.row, sentence))

    def _newly_retired(self) -> Iterator[Document]:
        for own_id, one in self._items.items():
            if own_id not in self._ids:
                sentence = _("{item}「{title}」がブックにありません。やめた項目にします。")
                self._notes.append(
                    WorkbookNote("", 0, sentence.format(item=own_id, title=one["title"]["ja"][:60]))
                )
                yield {"id": own_id, "title": one["title"], "reason": "新しいブックにないため。"}


def _refuse_numbers(document: Document) -> None:
    """Refuse a number that only stands when the parts of a text are joined."""
    for fault in individual_number_faults(document):
        raise PersonalNumberError(
            fault.sentence, _("数字を消して保存してから、選び直してください。"), field="file"
        )


def cited_lines(edition: Edition, item: Item) -> tuple[str, ...]:
    """Return the bases of an item in Japanese, a line each: the title of the source and the clause."""
    titles: Mapping[str, str] = {source.id: source.title.ja for source in edition.sources}
    return tuple(f"{titles.get(one.source, one.source)} {one.clause.ja}".rstrip() for one in item.basis)


def _grouped(entries: Iterable[Entry]) -> list[list[tuple[int, Entry]]]:
    """Part the entries into sections: as long as the title stays."""
    groups: list[list[tuple[int, Entry]]] = []
    for at, entry in enumerate(entries):
        if groups and groups[-1][-1][1].section.title == entry.section.title:
            groups[-1].append((at, entry))
        else:
            groups.append([(at, entry)])
    return groups
