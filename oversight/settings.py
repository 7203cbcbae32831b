"""Settings of the office: what no law fixes (house defaults in docs/) and what differs from city to city."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.setting import Setting
from oversight.access import Deed
from oversight.change import Change, Subject
from oversight.closing_days import DEFAULT_RULES, ClosingDays, wrong_with
from oversight.desk import Desk
from oversight.errors import RefusedError
from oversight.hint_limits import wrong_limit
from oversight.sampling import DEFAULT_CONFIDENCES, DEFAULT_RATES, wrong_with_rules
from oversight.vault.passphrases import LOWEST_MINIMUM_LENGTH
from oversight.vault.passphrases import MINIMUM_LENGTH as DEFAULT_PASSPHRASE_LENGTH
from oversight.words import _

_KEY = "office"


@dataclass(frozen=True)
class OfficeSettings:
    """All settings with their defaults.

    ``corrective_days`` are house defaults (docs/checklists.md#deadlines-of-findings): C is by the next
    inspection, a year. ``auto_lock_minutes``: docs/security.md#locking. ``reports_from`` is the first day
    (ISO) of the first month whose reports are followed up here; those before it were elsewhere.
    ``report_ladder`` holds the steps of chasing (docs/records.md#chasing); empty stands for the house's own.
    ``finding_ladder`` holds those for findings (docs/records.md#chasing-of-findings).
    ``inspection_risks`` holds the points of a contract (docs/records.md#risk); empty stands for the house's
    own. ``sampling_rates`` and ``sampling_confidences`` are per cent by risk (docs/checklists.md#sampling).
    ``notice_days`` lie at least between a proposal and the visit proposed.
    ``approval_routes`` holds the steps of approval by section (docs/records.md#approval); empty stands for
    the house's own. ``hint_limits`` holds from where on a reviewer is given a hint; empty stands for the
    house's own. ``device_classes`` and ``device_rules`` hold what may come in at the door
    (docs/records.md#devices); empty stands for the house's own. ``minimum_passphrase_length`` counts
    characters of a passphrase made from now on.
    """

    city: str = ""
    section: str = ""
    auto_lock_minutes: int = 5
    quick_unlock_allowed: bool = False
    minimum_passphrase_length: int = DEFAULT_PASSPHRASE_LENGTH
    corrective_days: dict[str, int] = field(default_factory=lambda: {"A": 7, "B": 30, "C": 365})
    paper_substitute_persons: int = 1000
    paper_substitute_days: int = 14
    backups_kept: int = 10
    reports_from: str = ""
    resubmit_days: int = 7
    report_ladder: list[dict[str, Any]] = field(default_factory=list)
    finding_ladder: list[dict[str, Any]] = field(default_factory=list)
    inspection_risks: list[dict[str, Any]] = field(default_factory=list)
    sampling_rates: dict[str, int] = field(default_factory=lambda: dict(DEFAULT_RATES))
    sampling_confidences: dict[str, int] = field(default_factory=lambda: dict(DEFAULT_CONFIDENCES))
    hint_limits: dict[str, int] = field(default_factory=dict)
    inspectors_per_visit: int = 2
    visits_per_inspector_week: int = 2
    notice_days: int = 14
    approval_routes: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    inspector_may_approve_last: bool = False
    device_classes: list[dict[str, Any]] = field(default_factory=list)
    device_rules: list[dict[str, Any]] = field(default_factory=list)
    closing_rules: list[dict[str, str]] = field(default_factory=lambda: [dict(DEFAULT_RULES[0])])
    closed_days: dict[str, str] = field(default_factory=dict)
    holidays: dict[str, str] = field(default_factory=dict)

    @property
    def closing_days(self) -> ClosingDays:
        """Return the office's closing days."""
        return ClosingDays(tuple(self.closing_rules), self.closed_days, self.holidays)

    @property
    def first_report_month(self) -> dt.date:
        """Return the first month whose reports the office follows up here; the first of all by default."""
        return dt.date.fromisoformat(self.reports_from) if self.reports_from else dt.date.min

    @property
    def organisation(self) -> str:
        """Return city and section as they head a paper."""
        return f"{self.city} {self.section}".strip()


PASSPHRASE_LENGTHS = (LOWEST_MINIMUM_LENGTH, 64)
"""Between these the office may set the least length of a passphrase, in characters."""
_BOUNDS = {
    "auto_lock_minutes": (1, 60),
    "backups_kept": (1, 1000),
    "minimum_passphrase_length": PASSPHRASE_LENGTHS,
    "paper_substitute_days": (1, 366),
    "resubmit_days": (1, 366),
    "inspectors_per_visit": (1, 10),
    "visits_per_inspector_week": (1, 10),
    "notice_days": (0, 90),
}


class SettingsService:
    """Reads and changes the settings."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def read(self) -> OfficeSettings:
        """Return the settings as they stand."""
        with self._desk.reading() as session:
            return read_settings(session)

    def change(self, *, reason: str = "", **values: Any) -> Change:
        """Set the named settings; each is checked against its bounds."""
        _check(values)
        with self._desk.writing(Deed.CHANGE_SETTINGS, "setting.change", reason) as session:
            write_settings(session, values)
        return Change.of(Subject.SETTINGS)


def read_settings(session: Session) -> OfficeSettings:
    """Return the settings through a session already open."""
    row = session.scalar(select(Setting).where(Setting.key == _KEY))
    known = {each.name for each in fields(OfficeSettings)}
    stored = row.value if row else {}
    return OfficeSettings(**{name: value for name, value in stored.items() if name in known})


def write_settings(session: Session, values: dict[str, Any]) -> None:
    """Write settings through a writing session already open."""
    row = session.scalar(select(Setting).where(Setting.key == _KEY))
    if row is None:
        session.add(Setting(key=_KEY, value={**asdict(OfficeSettings()), **values}))
    else:
        row.value = {**row.value, **values}


def _check(values: dict[str, Any]) -> None:
    known = {each.name for each in fields(OfficeSettings)}
    for name, value in values.items():
        if name not in known:
            raise RefusedError(_("その名前の設定はありません。"), field=name)
        low, high = _BOUNDS.get(name, (None, None))
        if low is not None and high is not None and not low <= value <= high:
            sentence = _("{low}から{high}までの数にしてください。").format(low=low, high=high)
            raise RefusedError(_("設定できない値です。"), sentence, field=name)
    wrong = wrong_limit(values.get("hint_limits", {}))
    if wrong:
        raise RefusedError(_("設定できない値です。"), _("数を見直してください。"), field=wrong)
    wrong = _unreadable(values) or wrong_with_rules(
        values.get("sampling_rates", {}), values.get("sampling_confidences", {})
    )
    if wrong:
        raise RefusedError(_("設定できない値です。"), _("日付と名前を見直してください。"), field=wrong)
    if any(days < 1 for days in values.get("corrective_days", {}).values()):
        raise RefusedError(
            _("設定できない値です。"), _("是正期限は1日以上にしてください。"), field="corrective_days"
        )


def _unreadable(values: dict[str, Any]) -> str:
    """Return the name of a day or a range of days that cannot be read, or an empty text."""
    days = values.get("reports_from", "")
    try:
        if days and dt.date.fromisoformat(days).day != 1:
            return "reports_from"
    except ValueError:
        return "reports_from"
    return wrong_with(
        ClosingDays(
            tuple(values.get("closing_rules", ())), values.get("closed_days", {}), values.get("holidays", {})
        )
    )
