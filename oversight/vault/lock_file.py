"""One instance at a time: a lock the operating system releases even when the program is killed."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Self

from filelock import FileLock, Timeout

from oversight.errors import VaultError
from oversight.vault.header_file import writing_failed
from oversight.words import _

LOCK_NAME: Final = "vault.lock"


class InstanceLock:
    """The lock of one vault folder; the file stays, what counts is the system's lock on it."""

    def __init__(self, folder: Path) -> None:
        self._lock = FileLock(folder / LOCK_NAME, timeout=0, thread_local=False, fallback_to_soft=False)

    def acquire(self) -> None:
        """Take the lock; raise ``VaultError`` if another instance holds it."""
        try:
            self._lock.acquire()
        except Timeout as error:
            raise VaultError(
                _("この保管庫は、このパソコンの別の Oversight で開かれています。"),
                _("開いている Oversight を閉じてから、もう一度開いてください。"),
            ) from error
        except OSError as error:
            raise writing_failed(error) from error

    def release(self) -> None:
        """Let the next instance in; any number of times."""
        self._lock.release()

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(self, *_error: object) -> None:
        self.release()
