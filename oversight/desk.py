"""What every service is handed: the store, the clock and the person who acts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from typing import TypeVar
from uuid import UUID

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from models.base import Base, Edited
from oversight.access import Actor, Deed, require
from oversight.clock import Clock
from oversight.errors import ChangedMeanwhileError, NotFoundError, RefusedError
from oversight.prose import declaring
from oversight.store import Store, WritingSession
from oversight.words import _

Row = TypeVar("Row", bound=Base)


@dataclass(frozen=True)
class Desk:
    """A signed-in person at the store."""

    store: Store
    clock: Clock
    actor: Actor

    def reading(self) -> AbstractContextManager[Session]:
        """Give a session for reading."""
        return self.store.reading()

    def writing(self, deed: Deed, name: str, reason: str = "") -> AbstractContextManager[WritingSession]:
        """Give a session for one deed of the acting person; refuse it unless a role allows it.

        ``name`` is the deed's name in the journal, e.g. ``contractor.add``.
        """
        require(self.actor, deed)
        return self.store.writing(self.actor, name, reason)

    @contextmanager
    def declaring_not_individual_number(self, reason: str) -> Iterator[None]:
        """Let a manager write digits that only look like an Individual Number; the reason is journalled.

        The digits themselves are blacked out in the journal (docs/security.md#individual-numbers).
        """
        require(self.actor, Deed.DECLARE_NOT_INDIVIDUAL_NUMBER)
        if not reason.strip():
            raise RefusedError(_("理由がありません。"), _("個人番号ではないと言える理由を書いてください。"))
        with self.store.extra_reason(reason), declaring():
            yield

    def of_person(self, actor: Actor) -> Desk:
        """Return the same desk with another person at it, who has just proven to be present."""
        return replace(self, actor=actor)

    def today(self) -> dt.date:
        """Return the day in Japan."""
        return self.clock.today()


def get_row(session: Session, model: type[Row], row_id: UUID) -> Row:
    """Return a row by its identifier, or raise ``NotFoundError``."""
    row = session.get(model, row_id)
    if row is None:
        raise NotFoundError(_("その記録は見つかりません。"), _("一覧を開き直してください。"))
    return row


def check_version(row: Edited, version: int | None) -> None:
    """Refuse to write over a change made after the caller read the row; ``None`` means whatever stands."""
    if version is not None and row.version != version:
        raise ChangedMeanwhileError(
            _("この記録は、ほかの窓か端末で先に変更されました。何も変更していません。"),
            _("開き直して、今の内容を見てから入力し直してください。"),
        )


def touch(row: Edited) -> None:
    """Count a change of a row's parts as a change of the row: a stale copy of the whole is then refused."""
    flag_modified(row, "withdrawn_reason")


def take_back(desk: Desk, row: Edited, *, reason: str) -> None:
    """Take back what was noted or granted, for a reason; what it did is open again."""
    if not reason.strip():
        raise RefusedError(_("取り消す理由がありません。"), _("理由を書いてください。"), field="reason")
    row.withdrawn_on, row.withdrawn_reason = desk.today(), reason.strip()
