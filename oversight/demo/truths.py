"""What was planted, and where: the file that tests and curious users hold the product's answers against."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

TRUTHS_NAME = "truths.json"


@dataclass
class Truths:
    """The way in; contracts, workers, findings, months, visits by what is odd about them; sorted.

    ``colleague_id`` is the user id of a colleague with the same passphrase, who may witness at a door. What
    is told of a visit is its contract, its area and its number there.
    """

    today: str = ""
    seed: int = 0
    user_id: str = ""
    passphrase: str = ""
    colleague_id: str = ""
    contracts: int = 0
    contractors: int = 0
    inspections: int = 0
    unpermitted_subcontract: list[str] = field(default_factory=list)
    subsidiary_without_permission: list[str] = field(default_factory=list)
    started_before_permission: list[str] = field(default_factory=list)
    leaver_on_roster: list[str] = field(default_factory=list)
    foreign_employer: list[str] = field(default_factory=list)
    training_too_old: list[str] = field(default_factory=list)
    out_of_era: list[str] = field(default_factory=list)
    missing_subject: list[str] = field(default_factory=list)
    not_inspected_this_year: list[str] = field(default_factory=list)
    inspected_remotely: list[str] = field(default_factory=list)
    inspected_on_paper: list[str] = field(default_factory=list)
    inspection_waived: list[str] = field(default_factory=list)
    inspection_missed_last_year: list[str] = field(default_factory=list)
    overdue_finding: list[str] = field(default_factory=list)
    repeated_finding: list[str] = field(default_factory=list)
    report_overdue: list[str] = field(default_factory=list)
    report_to_check: list[str] = field(default_factory=list)
    report_returned: list[str] = field(default_factory=list)
    report_waived: list[str] = field(default_factory=list)
    door_own_witness: list[str] = field(default_factory=list)
    door_expired_permit: list[str] = field(default_factory=list)
    door_leaver: list[str] = field(default_factory=list)
    door_undeclared: list[str] = field(default_factory=list)
    door_not_returned: list[str] = field(default_factory=list)
    door_over_most: list[str] = field(default_factory=list)
    door_camera: list[str] = field(default_factory=list)
    door_banned: list[str] = field(default_factory=list)
    door_left_open: list[str] = field(default_factory=list)
    visitor_not_on_roster: list[str] = field(default_factory=list)
    report_devices_differ: list[str] = field(default_factory=list)
    report_devices_agree: list[str] = field(default_factory=list)

    def write(self, folder: Path) -> Path:
        """Write the file beside the vault; it names made-up bodies and people only."""
        values = {
            name: sorted(value) if isinstance(value, list) else value for name, value in asdict(self).items()
        }
        path = folder / TRUTHS_NAME
        path.write_text(json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")
        return path


def read_truths(folder: Path) -> Truths:
    """Read the file again."""
    return Truths(**json.loads((folder / TRUTHS_NAME).read_text(encoding="utf-8")))
