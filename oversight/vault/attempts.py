"""Failed attempts slow down: 1, 2, 4, 8 … up to 60 seconds, for each user id, across restarts.

The counts lie beside the vault and hold no name and no secret. Whoever may write the folder can delete them:
they slow down guessing at the window; guessing at a copied file is what Argon2id slows down.
"""

from __future__ import annotations

import contextlib
import json
import math
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from oversight.errors import VaultError
from oversight.vault.header_file import replace_file
from oversight.words import _, _n

ATTEMPTS_NAME: Final = "attempts.json"
LONGEST_WAIT_SECONDS: Final = 60.0
_MOST_OCTETS: Final = 64 * 1024


class TooSoonError(VaultError):
    """The passphrase was not looked at: ``seconds`` must pass first."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(
            _("続けて間違えたため、しばらく解錠できません。"),
            _n("{seconds}秒待ってから、もう一度入力してください。", math.ceil(seconds)).format(
                seconds=math.ceil(seconds)
            ),
        )


class Attempts:
    """The failed attempts at one vault, by bucket: a user's tag, the recovery code, or unknown users.

    ``monotonic`` gives seconds that only grow until the machine starts anew; they may be compared between
    processes. After a new start of the machine the wait counts from there.
    """

    def __init__(self, folder: Path, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._path = folder / ATTEMPTS_NAME
        self._monotonic = monotonic
        self._failures: dict[str, tuple[int, float]] = {}

    def refuse_too_soon(self, bucket: str) -> None:
        """Raise ``TooSoonError`` while the wait after the last failure lasts."""
        count, failed_at = self._known().get(bucket, (0, 0.0))
        now = self._monotonic()
        passed = now - failed_at if now >= failed_at else now
        remaining = wait_seconds(count) - passed
        if remaining > 0:
            raise TooSoonError(remaining)

    def note_failure(self, bucket: str) -> None:
        """Count one failure."""
        failures = self._known()
        count, _failed_at = failures.get(bucket, (0, 0.0))
        failures[bucket] = (count + 1, self._monotonic())
        self._keep(failures)

    def note_success(self, bucket: str) -> None:
        """Forget the failures of a bucket."""
        failures = self._known()
        if failures.pop(bucket, None) is not None:
            self._keep(failures)

    def _known(self) -> dict[str, tuple[int, float]]:
        return {**self._failures, **self._persisted()}

    def _persisted(self) -> dict[str, tuple[int, float]]:
        try:
            with self._path.open("rb") as file:
                document = json.loads(file.read(_MOST_OCTETS))
            return {str(bucket): (int(count), float(at)) for bucket, (count, at) in document.items()}
        except (OSError, ValueError, TypeError, AttributeError, RecursionError, OverflowError):
            return {}

    def _keep(self, failures: dict[str, tuple[int, float]]) -> None:
        self._failures = failures
        with contextlib.suppress(OSError):
            replace_file(self._path, json.dumps(failures, sort_keys=True).encode("ascii"))


def wait_seconds(failures: int) -> float:
    """Return how long to wait after so many failures in a row."""
    if failures < 1:
        return 0.0
    return min(2.0 ** min(failures - 1, 10), LONGEST_WAIT_SECONDS)
