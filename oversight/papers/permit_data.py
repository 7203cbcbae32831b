"""What a permit and the register of permits say; everything is given, nothing is looked up."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class PermitData:
    """持込許可証: one device of one holder; ``granted_by`` is the post and name of whoever decided."""

    number: str
    granted_on: dt.date
    granted_by: str
    made_at: dt.datetime
    city_name: str
    section: str
    holder: str
    organisation: str
    contract: str
    contractor: str
    place: str
    area: str
    purpose: str
    device_kind: str
    device: str
    serial: str
    starts_on: dt.date
    ends_on: dt.date
    measures: tuple[str, ...]
    conditions: str
    checked_out_how: str
    shortened_because: str = ""


@dataclass(frozen=True)
class RegisteredPermit:
    """A line of the register; ``decided`` says by whom and when, and why where it was refused or ended."""

    number: str
    standing: str
    holder: str
    organisation: str
    place: str
    area: str
    device: str
    serial: str
    starts_on: dt.date
    ends_on: dt.date
    measures: str
    decided: str


@dataclass(frozen=True)
class PermitRegisterData:
    """持込許可台帳 as of a day."""

    city_name: str
    section: str
    on: dt.date
    made_at: dt.datetime
    told: tuple[tuple[str, int], ...]
    rows: tuple[RegisteredPermit, ...]
