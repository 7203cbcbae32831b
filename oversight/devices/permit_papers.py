"""What the permit and the register say, filled from the rows that the screen shows."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from sqlalchemy.orm import Session

from oversight.calendar import show_dotted
from oversight.clock import JAPAN
from oversight.devices.classes import class_words
from oversight.devices.permit_rows import PermitRow
from oversight.devices.permits import PermitStanding
from oversight.errors import RefusedError
from oversight.papers import Paper, print_device_permit, print_permit_register
from oversight.papers.permit_data import PermitData, PermitRegisterData, RegisteredPermit
from oversight.settings import read_settings
from oversight.words import _, speaking


def permit_paper(session: Session, row: PermitRow) -> Paper:
    """Print a permit, always in Japanese; refuse one that is not granted or lets nobody in any more."""
    if not row.standing.is_granted or row.decided_on is None:
        raise RefusedError(
            _("効力のある許可だけが、許可証になります（今は「{standing}」）。").format(
                standing=row.standing.word
            ),
            _("終わった許可は、台帳に載っています。"),
        )
    with speaking("ja"):
        return print_device_permit(_permit(session, row, row.decided_on))


def _permit(session: Session, row: PermitRow, granted_on: dt.date) -> PermitData:
    settings, draft = read_settings(session), row.draft
    kinds = class_words(settings.device_classes)
    return PermitData(
        number=row.number,
        granted_on=granted_on,
        granted_by=row.decided_by,
        made_at=_morning(granted_on),
        city_name=settings.city,
        section=row.department,
        holder=draft.holder,
        organisation=draft.organisation,
        contract=row.contract,
        contractor=row.contractor,
        place=row.place,
        area=row.area,
        purpose=draft.purpose,
        device_kind=kinds.get(draft.device_class, draft.device_class),
        device=draft.device,
        serial=draft.serial,
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        measures=tuple(map(_, draft.measures)),
        conditions=draft.conditions,
        checked_out_how=draft.checked_out_how,
        shortened_because=row.ended_reason,
    )


def register_paper(session: Session, rows: Sequence[PermitRow], on: dt.date) -> Paper:
    """Print the register of some permits as of a day, by number."""
    settings = read_settings(session)
    counts = Counter(row.standing for row in rows)
    return print_permit_register(
        PermitRegisterData(
            city_name=settings.city,
            section=settings.section,
            on=on,
            made_at=_morning(on),
            told=tuple((each.word, counts[each]) for each in PermitStanding if counts[each]),
            rows=tuple(_registered(row) for row in sorted(rows, key=lambda row: row.number)),
        )
    )


def _registered(row: PermitRow) -> RegisteredPermit:
    draft = row.draft
    return RegisteredPermit(
        number=row.number,
        standing=row.standing.word,
        holder=draft.holder,
        organisation=draft.organisation,
        place=row.place,
        area=row.area,
        device=f"{row.device_word} {draft.device}",
        serial=draft.serial,
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        measures=_("・").join(map(_, draft.measures)),
        decided=tell_decision(row),
    )


def tell_decision(row: PermitRow) -> str:
    """Return by whom and when it was decided, then why where it was refused or ended."""
    decided = f"{show_dotted(row.decided_on)} {row.decided_by}".strip()
    ended = f"{show_dotted(row.ended_on)} {row.ended_reason}".strip()
    return "\n".join(filter(None, (decided, row.decision_reason, ended)))


def _morning(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(9), JAPAN)
