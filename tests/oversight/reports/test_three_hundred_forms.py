"""Three hundred forms come in at once: each file ends as it was planted, and only the sound ones are kept."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from models.attachment import Attachment
from models.department import Role
from models.monthly_report import MonthlyReport
from models.report_filing import ReportFiling
from oversight.access import Actor
from oversight.clock import FixedClock
from oversight.desk import Desk
from oversight.journal import JournalService
from oversight.office import open_store
from oversight.report_form.faults import FileFault
from oversight.reports import FilingService
from tests.oversight.reports.planted_forms import NUMBER, SPOILT, plant


@pytest.fixture
def desk(embedded: Engine, clock: FixedClock) -> Desk:
    store = open_store(embedded, clock)
    return Desk(store, clock, Actor(None, "福井 太郎", "係長", frozenset({Role.MANAGER})))


@pytest.mark.slow
def test_every_file_ends_as_it_was_planted(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "came in"
    folder.mkdir()
    planted = plant(desk, folder)
    assert (len(planted), sum(fault is not None for fault in planted.values())) == (300, SPOILT)
    assert len(set(planted.values())) == 12 + 1, "every fault of a file but two, and none"
    filings = FilingService(desk)
    looks = filings.look_at([folder])
    assert {look.name: look.fault for look in looks} == planted
    assert not any(NUMBER in f"{look.sentence}{look.remedy}{look.told}" for look in looks)
    outcome = filings.take_in(looks)
    assert (len(outcome.taken), outcome.refused) == (300 - SPOILT, ())
    kept = {
        hashlib.sha256((folder / name).read_bytes()).hexdigest()
        for name, fault in planted.items()
        if fault is None
    }
    with desk.reading() as session:
        assert set(session.scalars(select(Attachment.sha256))) == kept
        reports = session.scalars(select(MonthlyReport)).all()
        filed = session.scalars(select(ReportFiling.report_id)).all()
    assert Counter(filed) == Counter(row.id for row in reports)
    assert JournalService(desk).verify().is_sound
    again = Counter(look.fault for look in filings.look_at([folder]))
    copies = list(planted.values()).count(FileFault.DUPLICATE)
    assert again[FileFault.DUPLICATE] == 300 - SPOILT + copies
    assert again[None] == 0
