"""Filters of lists that a person named and kept: in the encrypted store, for their words may name people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.setting import Setting
from oversight.change import Change, Subject
from oversight.desk import Desk
from oversight.errors import RefusedError
from oversight.words import _

LONGEST_NAME = 40
MOST = 50
_FIELD = "filters"


@dataclass(frozen=True)
class KeptFilter:
    """A filter of one page: the chip, the words searched for, and what else the page narrows by."""

    page: str
    name: str
    chip: str = ""
    words: str = ""
    more: Mapping[str, str] = field(default_factory=dict)


class KeptFiltersService:
    """Keeps, lists and drops the filters of the person signed in; anyone may."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def _key(self) -> str:
        return f"filters:{self._desk.actor.staff_id or self._desk.actor.name}"

    def list_kept(self, page: str) -> tuple[KeptFilter, ...]:
        """Return the filters kept for a page, by name."""
        with self._desk.reading() as session:
            kept = _stored(session, self._key)
        found = (KeptFilter(**each) for each in kept if each["page"] == page)
        return tuple(sorted(found, key=lambda each: each.name))

    def keep(self, kept: KeptFilter) -> Change:
        """Keep a filter under its name; one of the same name on the same page gives way."""
        name = kept.name.strip()
        if not name or len(name) > LONGEST_NAME:
            raise RefusedError(
                _("名前がないか、長すぎます。"),
                _("{count}文字までの名前を付けてください。").format(count=LONGEST_NAME),
                field="name",
            )
        own = {**vars(kept), "name": name, "more": dict(kept.more)}
        with self._desk.store.writing(self._desk.actor, "setting.keep_filter") as session:
            others = [each for each in _stored(session, self._key) if not _is(each, kept.page, name)]
            if len(others) >= MOST:
                raise RefusedError(
                    _("残せる絞り込みは{count}個までです。").format(count=MOST),
                    _("使わないものを外してください。"),
                    field="name",
                )
            _write(session, self._key, [*others, own])
        return Change.of(Subject.SETTINGS)

    def drop(self, page: str, name: str) -> Change:
        """Drop a filter by its name."""
        with self._desk.store.writing(self._desk.actor, "setting.drop_filter") as session:
            others = [each for each in _stored(session, self._key) if not _is(each, page, name)]
            _write(session, self._key, others)
        return Change.of(Subject.SETTINGS)


def _is(kept: Mapping[str, Any], page: str, name: str) -> bool:
    return (kept["page"], kept["name"]) == (page, name)


def _stored(session: Session, key: str) -> list[dict[str, Any]]:
    row = session.scalar(select(Setting).where(Setting.key == key))
    return list(row.value.get(_FIELD, ())) if row else []


def _write(session: Session, key: str, filters: list[dict[str, Any]]) -> None:
    row = session.scalar(select(Setting).where(Setting.key == key))
    if row is None:
        session.add(Setting(key=key, value={_FIELD: filters}))
    else:
        row.value = {_FIELD: filters}
