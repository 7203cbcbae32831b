"""Permits as deeds: asked for, granted, denied, ended; and their papers."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from models.device import DevicePermit, PermitState
from oversight.access import Deed, require
from oversight.calendar import fiscal_year_of
from oversight.change import Change, Subject
from oversight.desk import Desk, check_version, get_row
from oversight.devices import permit_papers
from oversight.devices.areas import read_area
from oversight.devices.permit_numbers import next_number
from oversight.devices.permit_rows import (
    PermitDraft,
    PermitOffer,
    PermitRow,
    list_permits,
    read_offer,
    read_permit,
    which_of,
)
from oversight.devices.permit_rules import (
    owe,
    person_of,
    refuse_undecidable,
    refuse_without_need,
    refuse_wrong_draft,
)
from oversight.devices.permits import PermitDays
from oversight.errors import RefusedError
from oversight.papers import Paper
from oversight.words import _


class PermitsService:
    """持込許可: lists them, keeps what is asked and decided, and prints them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # Reading

    def list_permits(
        self, *, area_id: UUID | None = None, ids: Collection[UUID] | None = None
    ) -> tuple[PermitRow, ...]:
        """Return the permits of an area, or some, or all: by standing, the earliest last day first."""
        with self._desk.reading() as session:
            return list_permits(session, self._desk.today(), *which_of(area_id, ids))

    def get_permit(self, permit_id: UUID) -> PermitRow:
        """Return one permit; raise ``NotFoundError``."""
        with self._desk.reading() as session:
            return read_permit(session, permit_id, self._desk.today())

    def get_offer(self, area_id: UUID) -> PermitOffer:
        """Return what a request for an area may choose from; nothing is written."""
        with self._desk.reading() as session:
            return read_offer(session, area_id, self._desk.today())

    # Writing

    def ask(self, draft: PermitDraft) -> Change:
        """Keep a request under the next number; only where the area's rule lets the class in by permit."""
        with self._desk.writing(Deed.ASK_PERMIT, "device_permit.ask") as session:
            today, actor = self._desk.today(), self._desk.actor
            area = read_area(session, draft.area_id)
            refuse_without_need(session, area, draft.device_class)
            refuse_wrong_draft(draft, today)
            holder, organisation = person_of(session, area, draft, today)
            row = DevicePermit(
                number=next_number(session, fiscal_year_of(draft.starts_on)),
                contract_id=area.contract_id,
                area_id=area.id,
                worker_id=draft.worker_id,
                staff_id=draft.staff_id if draft.worker_id is None else None,
                holder=holder,
                organisation=organisation,
                **_values_of(draft),
                state=PermitState.REQUESTED,
                requested_on=today,
                requested_by=actor.signature,
                requested_id=actor.staff_id,
            )
            session.add(row)
            session.flush()
        return Change.of(Subject.DEVICE, row_id=row.id)

    def grant(
        self,
        permit_id: UUID,
        *,
        conditions: str | None = None,
        checked_out_how: str | None = None,
        version: int | None = None,
    ) -> Change:
        """Grant a request, by another manager than the one who asked; today's rule is asked once more."""
        with self._desk.writing(Deed.DECIDE_PERMIT, "device_permit.grant") as session:
            row, today = get_row(session, DevicePermit, permit_id), self._desk.today()
            check_version(row, version)
            refuse_undecidable(row, self._desk.actor)
            refuse_without_need(session, read_area(session, row.area_id), row.device_class)
            if row.ends_on < today:
                raise RefusedError(
                    _("許可の期間がもう過ぎています。"), _("不許可にして、申請し直してもらってください。")
                )
            if conditions is not None:
                row.conditions = conditions.strip()
            if checked_out_how is not None:
                row.checked_out_how = checked_out_how.strip()
            self._decide(row, PermitState.PERMITTED)
        return Change.of(Subject.DEVICE, row_id=permit_id)

    def deny(self, permit_id: UUID, *, reason: str, version: int | None = None) -> Change:
        """Refuse a request with a reason, by another manager than the one who asked."""
        reason = owe(reason, _("不許可の理由がありません。"), _("理由を書いてください。"))
        with self._desk.writing(Deed.DECIDE_PERMIT, "device_permit.deny", reason) as session:
            row = get_row(session, DevicePermit, permit_id)
            check_version(row, version)
            refuse_undecidable(row, self._desk.actor)
            self._decide(row, PermitState.REFUSED)
            row.decision_reason = reason
        return Change.of(Subject.DEVICE, row_id=permit_id)

    def _decide(self, row: DevicePermit, state: PermitState) -> None:
        actor = self._desk.actor
        row.state, row.decided_on = state, self._desk.today()
        row.decided_by, row.decided_id = actor.signature, actor.staff_id

    def end(self, permit_id: UUID, *, reason: str, version: int | None = None) -> Change:
        """End a permit from today on, by a manager; or take a request back, by whoever may ask."""
        reason = owe(reason, _("終える理由がありません。"), _("理由を書いてください。"))
        with self._desk.writing(Deed.ASK_PERMIT, "device_permit.end", reason) as session:
            row, today = get_row(session, DevicePermit, permit_id), self._desk.today()
            check_version(row, version)
            if row.state is PermitState.PERMITTED:
                require(self._desk.actor, Deed.DECIDE_PERMIT)
            if PermitDays(row.state, row.starts_on, row.ends_on, row.ended_on).standing(today).is_over:
                raise RefusedError(_("この持込許可は、もう終わっています。"), _("一覧を開き直してください。"))
            row.state, row.ended_on, row.ended_reason = PermitState.ENDED, today, reason
        return Change.of(Subject.DEVICE, row_id=permit_id)

    # Papers

    def print_permit(self, permit_id: UUID) -> Paper:
        """Print 持込許可証 in Japanese; refuse one that lets nobody in any more."""
        with self._desk.reading() as session:
            return permit_papers.permit_paper(session, read_permit(session, permit_id, self._desk.today()))

    def print_register(self, ids: Collection[UUID] | None = None) -> Paper:
        """Print 持込許可台帳 as of today, of all permits or of some, in the language in use."""
        today = self._desk.today()
        with self._desk.reading() as session:
            rows = list_permits(session, today, *which_of(None, ids))
            return permit_papers.register_paper(session, rows, today)


def _values_of(draft: PermitDraft) -> dict[str, Any]:
    return {
        "purpose": draft.purpose.strip(),
        "device_class": draft.device_class,
        "device": draft.device.strip(),
        "serial": draft.serial.strip(),
        "starts_on": draft.starts_on,
        "ends_on": draft.ends_on,
        "measures": [each.strip() for each in draft.measures if each.strip()],
        "conditions": draft.conditions.strip(),
        "checked_out_how": draft.checked_out_how.strip(),
    }
