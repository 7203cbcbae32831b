"""Records printed in processes of their own, as many at once as the machine has cores.

What a process needs reaches it through memory alone, and what it printed comes back the same way: nothing of
a record is written anywhere in between. Processes are started anew (``spawn``), as on Windows; what a frozen
program does then is in ``oversight.frozen``. Where no process can be started, or one dies, the rest is
printed here.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context

from oversight.papers import Paper, print_inspection_record
from oversight.papers.record_data import InspectionRecordData
from oversight.words import language, speaking

_LOOK_SECONDS = 0.1


@dataclass(frozen=True)
class RecordJob:
    """A record to print, with its photos, the JSON it was frozen as and the language it is printed in."""

    record: InspectionRecordData
    source: bytes
    language: str


def job_of(record: InspectionRecordData, source: bytes) -> RecordJob:
    """Return the job to print a record in the language in use."""
    return RecordJob(record, source, language())


def print_job(job: RecordJob) -> Paper:
    """Print one record; the bytes do not depend on the process it is printed in."""
    with speaking(job.language):
        return print_inspection_record(job.record, job.source)


def core_count() -> int:
    """Return how many processes this machine runs well at once."""
    return os.cpu_count() or 1


def print_apart(
    jobs: Iterable[RecordJob], *, processes: int, waiting: Callable[[], None]
) -> Generator[Paper, None, None]:
    """Yield the papers in the order of the jobs, of which few more are read ahead than are printed at once.

    ``waiting`` is called at least every tenth of a second; what it raises ends the printing.
    """
    if processes < 2:
        yield from map(print_job, _heeding(jobs, waiting))
        return
    presses = _Presses(processes)
    try:
        yield from presses.print_all(jobs, waiting)
    finally:
        presses.close()


def _heeding(jobs: Iterable[RecordJob], waiting: Callable[[], None]) -> Iterator[RecordJob]:
    for job in jobs:
        waiting()
        yield job


class _Presses:
    """A pool of processes that may break; what it cannot print is printed here."""

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self._pool = ProcessPoolExecutor(processes, get_context("spawn"), initializer=_begin)

    def close(self) -> None:
        self._pool.shutdown(cancel_futures=True)

    def print_all(self, jobs: Iterable[RecordJob], waiting: Callable[[], None]) -> Iterator[Paper]:
        ahead: deque[tuple[RecordJob, Future[Paper] | None]] = deque()
        for job in jobs:
            ahead.append((job, self._send(job)))
            if len(ahead) > self._processes:
                yield _take(*ahead.popleft(), waiting)
        while ahead:
            yield _take(*ahead.popleft(), waiting)

    def _send(self, job: RecordJob) -> Future[Paper] | None:
        try:
            return self._pool.submit(print_job, job)
        except (BrokenProcessPool, OSError):
            return None


def _take(job: RecordJob, future: Future[Paper] | None, waiting: Callable[[], None]) -> Paper:
    while future is not None:
        waiting()
        try:
            return future.result(timeout=_LOOK_SECONDS)
        except TimeoutError:
            continue
        except BrokenProcessPool:
            break
    return print_job(job)


def _begin() -> None:
    """Leave Ctrl+C to the process that started this one: it ends what is under way in good order."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
