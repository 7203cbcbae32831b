"""Leavers: what ends with a person's entry on the roster, in the same deed.

Beneath both the register and the devices, which it holds together. Rules: docs/records.md#permits.
"""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models.device import DevicePermit, PermitState
from oversight.calendar import show_day
from oversight.words import _, speaking


def end_with_roster(session: Session, worker_id: UUID, *, last_day: dt.date, today: dt.date) -> bool:
    """Let no permit of a leaver outlast the last day on the roster; tell whether one was shortened.

    Through the session that changes the roster, so that both happen or neither. A later last day lengthens
    nothing. A request whose days are all over is ended.
    """
    with speaking("ja"):
        reason = _("名簿の離任日（{day}）に合わせて終了").format(day=show_day(last_day))
    rows = _running(session, worker_id, DevicePermit.ends_on > last_day)
    for row in rows:
        row.ended_on, row.ended_reason = last_day, reason
        is_waiting = row.state is PermitState.REQUESTED
        if last_day < row.starts_on or (is_waiting and last_day < today):
            row.state = PermitState.ENDED
        else:
            row.ends_on = last_day
    return bool(rows)


def end_at_once(session: Session, worker_id: UUID, *, today: dt.date, why: str = "") -> bool:
    """End the permits of one who is on no roster any more; tell whether there was one."""
    with speaking("ja"):
        reason = _("名簿から除かれたため終了")
    rows = _running(session, worker_id, DevicePermit.ends_on >= today)
    for row in rows:
        row.state, row.ended_on = PermitState.ENDED, today
        row.ended_reason = f"{reason} {why}".strip()
    return bool(rows)


def _running(session: Session, worker_id: UUID, which: ColumnElement[bool]) -> list[DevicePermit]:
    query = select(DevicePermit).where(
        DevicePermit.worker_id == worker_id,
        DevicePermit.state.in_((PermitState.REQUESTED, PermitState.PERMITTED)),
        DevicePermit.withdrawn_on.is_(None),
        which,
    )
    return list(session.scalars(query))
