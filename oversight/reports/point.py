"""An attention point as it is found, before it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.report_filing import PointKind


@dataclass(frozen=True)
class Point:
    """Something to look at, and the facts it is told with; days are ISO texts."""

    kind: PointKind
    details: Mapping[str, Any]
