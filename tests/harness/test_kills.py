"""A few kills in every test run; the full count by command (CONTRIBUTING.md, "Kills"). Damage is found."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from oversight.desk import Desk
from oversight.engines import EmbeddedStore, open_connection
from oversight.errors import VaultError
from oversight.inspections import AnswerDraft, InspectionsService, InspectionState, Mark
from oversight.vault.keys import SecretKey
from oversight.vault.lock_file import LOCK_NAME
from tests.harness.entries import STEPS, Entry, Held, entry_for
from tests.harness.kill_child import desk_of
from tests.harness.kills import KEY, DamageError, Worker, moment_of, refuse_broken_file, refuse_without_reason
from tests.harness.window_kills import Windows

KILLS, WINDOWS = 6, 1


@pytest.fixture(scope="module")
def worker(tmp_path_factory: pytest.TempPathFactory) -> Worker:
    return Worker(tmp_path_factory.mktemp("kills"), "few")


def test_nothing_acknowledged_is_lost_whenever_the_process_dies(worker: Worker) -> None:
    for _each in range(KILLS):
        worker.kill_once()
    tally = worker.tally
    assert tally.kills == KILLS
    assert tally.acknowledged >= KILLS
    assert tally.cut_whole + tally.cut_absent == KILLS


def test_an_interrupted_folder_goes_on_with_the_same_seed_only(worker: Worker, tmp_path: Path) -> None:
    again = Worker(_copy(worker, tmp_path), "few")
    assert again.tally.kills == worker.tally.kills
    assert again.tally.entries > worker.tally.entries
    with pytest.raises(SystemExit, match="another seed"):
        Worker(again.folder, "other")
    with pytest.raises(VaultError):
        Worker(again.folder, "few")


def _copy(worker: Worker, tmp_path: Path) -> Path:
    return shutil.copytree(worker.folder, tmp_path / "copy", ignore=shutil.ignore_patterns(LOCK_NAME))


def test_nothing_shown_as_saved_is_lost_whenever_the_window_dies(tmp_path: Path) -> None:
    windows = Windows(tmp_path, "few3")
    for _each in range(WINDOWS):
        windows.kill_once()
    assert windows.acknowledged > 0


def test_the_same_seed_draws_the_same_moments_and_entries(worker: Worker) -> None:
    assert [moment_of("a", kill) for kill in range(50)] == [moment_of("a", kill) for kill in range(50)]
    assert moment_of("a", 1) != moment_of("b", 1)
    drawn = [_drawn(worker, number) for number in (5, 5)]
    assert drawn[0].held == drawn[1].held


def _drawn(worker: Worker, number: int) -> Entry:
    return entry_for("a", number, worker.edition, worker.held)


def test_every_step_is_drawn_and_every_entry_changes_what_is_held(worker: Worker) -> None:
    held, names = replace(worker.held, state=InspectionState.IN_PROGRESS), set()
    for number in range(400):
        entry = entry_for("all", number, worker.edition, held)
        assert entry.held != held or entry.name == "stand"
        held = entry.held
        names.add(entry.name)
    assert len(names) == len(STEPS) + 1  # and the correction of what was frozen


# the harness itself


@pytest.fixture
def broken(worker: Worker, tmp_path: Path) -> Worker:
    """Give a copy of the store, to be damaged."""
    return Worker(_copy(worker, tmp_path), "few")


def _desk(worker: Worker) -> Desk:
    return desk_of(worker.task())


def test_damage_is_found(broken: Worker) -> None:
    """Let an acknowledged answer be lost, changed, and its page be spoilt: each is told."""
    desk = _desk(broken)
    InspectionsService(desk).save_answer(
        UUID(broken.tally.inspection_id), "ORG-01", AnswerDraft(mark=Mark.CONFORMING, note="よそから")
    )
    desk.store.close()
    with pytest.raises(DamageError, match="answers"):
        broken.check(None)
    broken.accept_what_is_there()
    connection = open_connection(EmbeddedStore(broken.path, SecretKey(KEY)))
    connection.execute("UPDATE answer SET note = '書き換え' WHERE item_id = 'ORG-02'")
    connection.close()
    broken.accept_what_is_there()
    with pytest.raises(DamageError, match="journal"):
        broken.check(None)
    content = bytearray(broken.path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    broken.path.write_bytes(content)
    with pytest.raises(DamageError, match="the file"):
        refuse_broken_file(broken.path)


def test_a_mark_without_its_reason_is_found() -> None:
    for mark in (Mark.NONCONFORMING, Mark.NOT_APPLICABLE):
        with pytest.raises(DamageError, match="ORG-01"):
            refuse_without_reason(Held({"ORG-01": AnswerDraft(mark=mark)}))
    refuse_without_reason(Held({"ORG-01": AnswerDraft(mark=Mark.CONFORMING), "ORG-02": AnswerDraft()}))
