"""A plugin: a test fails if the program logs a warning or worse that the test did not announce.

A test announces a record by capturing its logger at that level::

    with caplog.at_level(logging.WARNING, logger="oversight.store"):
        ...

Records of that level and above from that logger (and those below it) are then expected. Python's own
warnings are failures through ``filterwarnings = error`` and Qt's through ``qt_log_level_fail``.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Generator

import pytest
from _pytest.logging import LogCaptureHandler
from typing_extensions import override


class Watch(logging.Handler):
    """Collects the records of warning level and above that the running test did not announce."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.unexpected: list[str] = []

    @override
    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record unless the test announced it."""
        if not _is_announced(record):
            self.unexpected.append(f"{record.name} {record.levelname}: {record.getMessage()}")

    def take(self) -> list[str]:
        """Return what was collected and begin anew."""
        taken, self.unexpected = self.unexpected, []
        return taken


def _is_announced(record: logging.LogRecord) -> bool:
    """Tell whether ``caplog`` captures at this level and the record's logger, or one above it, was named."""
    capturing = [h for h in logging.getLogger().handlers if isinstance(h, LogCaptureHandler) and h.level]
    announced = {handler.level for handler in capturing if handler.level <= record.levelno}
    logger: logging.Logger | None = logging.getLogger(record.name)
    while logger is not None and logger.parent is not None:
        if logger.level in announced:
            return True
        logger = logger.parent
    return False


WATCH = pytest.StashKey[Watch]()


def _fail_if_any(item: pytest.Item) -> None:
    taken = item.stash[WATCH].take()
    if taken:
        pytest.fail("unexpected in the log:\n" + "\n".join(taken), pytrace=False)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Watch the log from the first fixture to the last."""
    watch = item.stash[WATCH] = Watch()
    logging.getLogger().addHandler(watch)
    try:
        return (yield)
    finally:
        logging.getLogger().removeHandler(watch)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, object, object]:
    """Fail a fixture that logs what nobody announced."""
    answer = yield
    _fail_if_any(item)
    return answer


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Fail a test during which something was logged that nobody announced."""
    answer = yield
    _fail_if_any(item)
    return answer


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, object, object]:
    """Fail a tear-down that logs what nobody announced."""
    answer = yield
    _fail_if_any(item)
    return answer


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest: begun last, it would keep one worker busy while others stand idle."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def pytest_collection_finish() -> None:
    """Leave what stands before the first test out of the collections of cycles to come."""
    gc.collect()
    gc.freeze()
