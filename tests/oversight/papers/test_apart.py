"""Records printed in other processes: the same bytes, in order, and never stuck."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any

import pytest

from oversight import papers
from oversight.errors import StoppedError
from oversight.papers import apart
from oversight.papers.apart import RecordJob, core_count, job_of, print_apart, print_job
from oversight.words import speaking
from tests.oversight.papers.sample_papers import frozen_record
from tests.oversight.papers.sample_record import full_record, small_record


def jobs(count: int) -> list[RecordJob]:
    return [job_of(*frozen_record(small_record(remarks=f"備考{number}"))) for number in range(count)]


def keep_on() -> None:
    pass


def test_other_processes_print_the_same_bytes_in_order_and_in_the_language_asked_for() -> None:
    with speaking("en"):
        english = job_of(*frozen_record(full_record(photos=1, language="en")))
    wanted = [*jobs(4), english]
    printed = list(print_apart(wanted, processes=2, waiting=keep_on))
    assert printed == [print_job(job) for job in wanted]
    assert english.language == "en"
    with speaking("en"):
        assert printed[-1] == papers.print_inspection_record(english.record, english.source)


def test_one_process_prints_here_and_asks_before_each_record(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: Any, **_more: Any) -> None:
        raise AssertionError("a process")

    monkeypatch.setattr("oversight.papers.apart.ProcessPoolExecutor", refuse)
    asked: list[int] = []
    wanted = jobs(3)
    printed = list(print_apart(wanted, processes=1, waiting=lambda: asked.append(1)))
    assert printed == [print_job(job) for job in wanted]
    assert len(asked) == 3


def test_few_records_are_read_ahead() -> None:
    read: list[int] = []

    def reading() -> Iterator[RecordJob]:
        for number, job in enumerate(jobs(6)):
            read.append(number)
            yield job

    printing = print_apart(reading(), processes=2, waiting=keep_on)
    next(printing)
    assert len(read) == 3
    printing.close()


def test_what_is_raised_while_waiting_ends_the_printing() -> None:
    def stop() -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        list(print_apart(jobs(4), processes=2, waiting=stop))
    with pytest.raises(StoppedError):
        list(print_apart(jobs(2), processes=1, waiting=stop))


def die(_job: RecordJob) -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def test_when_a_process_dies_the_rest_is_printed_here(monkeypatch: pytest.MonkeyPatch) -> None:
    submit = ProcessPoolExecutor.submit
    wanted = jobs(5)
    expected = [print_job(job) for job in wanted]

    def submit_dying(pool: Any, _work: Any, job: RecordJob) -> Future[Any]:
        return submit(pool, die, job)

    monkeypatch.setattr(ProcessPoolExecutor, "submit", submit_dying)
    assert list(print_apart(wanted, processes=2, waiting=keep_on)) == expected


@pytest.mark.parametrize("error", [BrokenProcessPool("dead"), OSError("no process")])
def test_where_no_process_can_be_started_all_is_printed_here(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def refuse(*_args: Any) -> None:
        raise error

    monkeypatch.setattr(ProcessPoolExecutor, "submit", refuse)
    wanted = jobs(3)
    assert list(print_apart(wanted, processes=2, waiting=keep_on)) == [print_job(job) for job in wanted]


def test_a_helper_leaves_ctrl_c_to_the_one_who_started_it() -> None:
    before = signal.getsignal(signal.SIGINT)
    try:
        apart._begin()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
    assert core_count() >= 1


def test_nothing_of_a_record_is_written_in_between(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    list(print_apart(jobs(3), processes=2, waiting=keep_on))
    assert list(tmp_path.iterdir()) == []
