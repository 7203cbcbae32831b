"""What tests of the command line share."""

from __future__ import annotations

from collections.abc import Callable

PASSPHRASE = "石狩の川に鮭がのぼる秋の朝"
OTHER = "手稲の山に初雪が降りる頃に"
Run = Callable[..., tuple[int, str, str]]
