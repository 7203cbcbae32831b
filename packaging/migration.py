"""Draft a migration: migrate an empty store in memory, compare it with the models, write down the difference.

Runs inside the environment (``python3 packaging/dev.py migration --words "what changes"``). What it writes
is a draft: read it, add what only a person knows (rows to carry over), and plant rows for it in the tests.
"""

from __future__ import annotations

import sys

from alembic import command
from alembic.config import Config
from console import ROOT
from sqlalchemy import create_engine, event
from sqlalchemy.pool import StaticPool

FOLDER = ROOT / "models" / "migrations"


def next_number() -> str:
    """Return the number after the newest migration's, four digits."""
    numbers = [int(path.name[:4]) for path in (FOLDER / "versions").glob("[0-9]*.py")]
    return f"{max(numbers, default=0) + 1:04}"


def draft(words: str) -> str:
    """Write the draft and return its path."""
    number = next_number()
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    engine = create_engine("sqlite://", poolclass=StaticPool)
    event.listen(engine, "connect", lambda raw, _record: raw.execute("PRAGMA foreign_keys=OFF"))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        written = command.revision(config, words, autogenerate=True, rev_id=number)
    return str(getattr(written, "path", number))


if __name__ == "__main__":
    print(draft(sys.argv[1]))
