"""What windows, papers and the command line are shown of approvals: frozen rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from models.approval import Decision
from oversight.words import _, mark


class Standing(Enum):
    """Where the approval of a record stands; each in its word."""

    UNDER_WAY = mark("決裁待ち")
    RETURNED = mark("差戻")
    WITHDRAWN = mark("起案取下げ")
    APPROVED = mark("決裁済")

    @property
    def word(self) -> str:
        """Return the word in the language in use."""
        return _(self.value)


class Happening(Enum):
    """What happened to a record on its way; each in its word."""

    DRAFTED = mark("起案")
    APPROVED = mark("承認")
    BY_PROXY = mark("承認（代決）")
    RETURNED = mark("差戻")
    WITHDRAWN = mark("起案取下げ")
    CORRECTED = mark("訂正")

    @property
    def word(self) -> str:
        """Return the word in the language in use."""
        return _(self.value)


@dataclass(frozen=True)
class ApprovalMark:
    """Where the newest version of a record stands, for lists.

    ``awaits`` is the post that decides next. ``is_mine`` tells that it awaits the person who asks,
    ``is_ours`` that they drafted it, or that their section did or owns the contract.
    """

    standing: Standing
    awaits: str = ""
    is_mine: bool = False
    is_ours: bool = False


@dataclass(frozen=True)
class StepRow:
    """A step of a route as shown: who decides in words, the ``holder`` if named; its decision, if any."""

    position: int
    post: str
    held_by: str
    holder: str = ""
    decision: Decision | None = None
    decided_by: str = ""
    decided_at: dt.datetime | None = None
    proxy_for: str = ""
    proxy_reason: str = ""
    comment: str = ""


@dataclass(frozen=True)
class HistoryRow:
    """One thing that happened to a record on its way: ``version`` is that of the record."""

    happening: Happening
    version: int
    at: dt.datetime | None
    by: str
    said: str = ""
    post: str = ""
    proxy_for: str = ""


@dataclass(frozen=True)
class ApprovalRow:
    """One drafting of one version, and what the person who asks may do about it now.

    ``position`` is the step that decides next, from 1; 0 when none does.
    """

    id: UUID
    version: int
    standing: Standing
    drafted_by: str
    drafted_at: dt.datetime
    comment: str
    steps: tuple[StepRow, ...]
    position: int = 0
    may_decide: bool = False
    may_stand_in: bool = False
    may_withdraw: bool = False

    @property
    def next_step(self) -> StepRow | None:
        """Return the step that decides next, or None."""
        return self.steps[self.position - 1] if self.position else None


@dataclass(frozen=True)
class ApprovalsView:
    """All of one inspection's approvals: the newest one, and all that happened, oldest first.

    ``may_draft`` tells that the newest version can be drafted by the person who asks.
    """

    inspection_id: UUID
    newest: ApprovalRow | None
    history: tuple[HistoryRow, ...]
    may_draft: bool = False

    @property
    def is_under_way(self) -> bool:
        """Tell whether a decision is awaited: no correction begins meanwhile."""
        return self.newest is not None and self.newest.standing is Standing.UNDER_WAY


@dataclass(frozen=True)
class AwaitingRow:
    """A record that awaits a decision, for the command line."""

    inspection_number: str
    version: int
    post: str
    held_by: str
    drafted_by: str
    drafted_at: dt.datetime
    is_mine: bool


@dataclass(frozen=True)
class DecisionDraft:
    """A decision as entered.

    A return owes its reason in ``comment``. ``is_proxy`` decides for whoever holds the post (代決):
    ``proxy_for`` names them, the post where it is left empty, and ``proxy_reason`` says why.
    ``opens_correction`` lets a return open the record for its next version; else it goes back to the
    drafter as it is.
    """

    decision: Decision
    comment: str = ""
    is_proxy: bool = False
    proxy_for: str = ""
    proxy_reason: str = ""
    opens_correction: bool = False
