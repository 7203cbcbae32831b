"""Settings of the office: one row a key, each change journalled."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from models.base import NOT_PROSE, Base, Edited, JsonDocument


class Setting(Edited, Base):
    """One setting: a key of ``oversight.settings`` and its value."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(unique=True, info=NOT_PROSE)
    value: Mapped[dict[str, Any]] = mapped_column(JsonDocument)
