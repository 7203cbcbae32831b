"""Nothing acknowledged is lost, whenever the process dies (docs/window.md#conducting)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine

from oversight.desk import Desk
from oversight.inspections import InspectionsService, Mark
from tests.conftest import KEY
from tests.ui.inspections.inspection_site import Site

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("answers", [1, 4])
def test_what_was_shown_as_saved_survives_a_kill(
    site: Site, desk: Desk, embedded: Engine, tmp_path: Path, answers: int
) -> None:
    inspection_id = site.plan()
    service = InspectionsService(desk)
    embedded.dispose()
    child = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "tests.ui.inspections.conduct_child",
            str(tmp_path / "store.db"),
            KEY.hex(),
            str(inspection_id),
            str(desk.actor.staff_id),
        ],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert child.stdout is not None
    told: list[list[str]] = []
    while len(told) < answers:
        line = child.stdout.readline()
        assert line, "the child ended by itself"
        if line.startswith("SAVED"):
            told.append(line.split())
    child.kill()
    child.stdout.close()
    child.wait(timeout=30)
    detail = service.get_inspection(inspection_id)
    for _saved, answered, _position in told:
        draft = detail.answers[answered].draft
        assert (draft.mark, draft.finding_text) == (Mark.NONCONFORMING, f"found at {answered}")
    # one may have gone on a step between the line and the kill
    order = list(detail.asked)
    stood, last = order.index(detail.current_item), order.index(told[-1][2])
    assert last <= stood <= last + 1
