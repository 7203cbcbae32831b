"""Failed attempts slow down, across processes, and nothing broken beside the vault locks it for ever."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.vault import Attempts, TooSoonError
from oversight.vault.attempts import ATTEMPTS_NAME, wait_seconds
from tests.oversight.vault.vault_site import Ticking


def test_wait_doubles_up_to_a_minute() -> None:
    assert [wait_seconds(failures) for failures in range(9)] == [0, 1, 2, 4, 8, 16, 32, 60, 60]
    assert wait_seconds(10**9) == 60
    assert wait_seconds(-1) == 0


def test_each_failure_lengthens_the_wait_even_for_a_new_process(tmp_path: Path) -> None:
    ticking = Ticking()
    for expected in (1, 2, 4):
        Attempts(tmp_path, ticking).note_failure("a")
        ticking.seconds += expected - 0.5
        with pytest.raises(TooSoonError) as caught:
            Attempts(tmp_path, ticking).refuse_too_soon("a")
        assert caught.value.seconds == 0.5
        assert "1秒" in caught.value.remedy
        ticking.seconds += 0.5
        Attempts(tmp_path, ticking).refuse_too_soon("a")


def test_success_forgets_the_failures(tmp_path: Path) -> None:
    ticking = Ticking()
    attempts = Attempts(tmp_path, ticking)
    attempts.note_failure("a")
    attempts.note_failure("b")
    attempts.note_success("a")
    attempts.refuse_too_soon("a")
    with pytest.raises(TooSoonError):
        attempts.refuse_too_soon("b")


def test_success_without_a_failure_writes_nothing(tmp_path: Path) -> None:
    Attempts(tmp_path, Ticking()).note_success("a")
    assert not list(tmp_path.iterdir())


def test_machine_started_anew_waits_from_its_start(tmp_path: Path) -> None:
    Attempts(tmp_path, Ticking(5000.0)).note_failure("a")
    with pytest.raises(TooSoonError):
        Attempts(tmp_path, Ticking(0.5)).refuse_too_soon("a")
    Attempts(tmp_path, Ticking(1.0)).refuse_too_soon("a")


def test_folder_that_cannot_be_written_still_slows_this_process(tmp_path: Path) -> None:
    attempts = Attempts(tmp_path / "missing", Ticking())
    attempts.note_failure("a")
    with pytest.raises(TooSoonError):
        attempts.refuse_too_soon("a")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{",
        b'{"a": 1}',
        b'{"a": [1]}',
        b'{"a": ["x", "y"]}',
        b'{"a": [1e999, 1]}',
        b"\xff",
        b"[" * 60000,
    ],
    ids=range(9),
)
def test_broken_counts_count_as_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / ATTEMPTS_NAME).write_bytes(content)
    attempts = Attempts(tmp_path, Ticking())
    attempts.refuse_too_soon("a")
    attempts.note_failure("a")
    with pytest.raises(TooSoonError):
        attempts.refuse_too_soon("a")


@given(count=st.integers(), at=st.floats(allow_nan=True))
def test_no_count_on_disk_asks_for_more_than_a_minute(
    tmp_path_factory: pytest.TempPathFactory, count: int, at: float
) -> None:
    folder = tmp_path_factory.mktemp("counts")
    (folder / ATTEMPTS_NAME).write_text(f'{{"a": [{count}, {at}]}}', encoding="utf-8")
    Attempts(folder, Ticking(at + 61 if abs(at) < 1e9 and at > 0 else 61.0)).refuse_too_soon("a")
