"""Three hundred filled-in forms: made, looked at, taken in ÷ reading the same files and their SHA-256."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

from models.department import Role
from oversight.access import Actor
from oversight.clock import MachineClock
from oversight.desk import Desk
from oversight.engines import embedded_engine
from oversight.office import open_store
from oversight.reports import FileLook, FilingService, FormKind
from oversight.upgrading import bring_up_to_date
from tests.benchmarks.figures import seconds, tell
from tests.oversight.reports.planted_forms import plant


def main() -> None:
    """Plant the files, then time each step on all of them."""
    with tempfile.TemporaryDirectory() as place:
        store, folder, clock = Path(place) / "store.db", Path(place) / "files", MachineClock()
        folder.mkdir()
        engine = embedded_engine(store, bytes(range(32)), create=True)
        bring_up_to_date(engine, store_path=store, backups=Path(place), clock=clock)
        actor = Actor(None, "福井 太郎", "係長", frozenset({Role.MANAGER}))
        filings = FilingService(Desk(open_store(engine, clock), clock, actor))
        plant(filings._desk, folder)
        paths = sorted(folder.iterdir())
        plain = seconds(lambda: [hashlib.sha256(path.read_bytes()).digest() for path in paths])
        looks: list[FileLook] = []
        tell("looking at 300 files", seconds(lambda: looks.extend(filings.look_at([folder]))), plain, "none")
        tell("taking 260 of them in", seconds(lambda: filings.take_in(looks)), plain, "none")
        keys = [look.key for look in looks if look.fault is None and look.key is not None][:100]
        for kind in FormKind:
            made = seconds(lambda kind=kind: list(filings.make_forms(keys, kinds=(kind,))))  # type: ignore[misc]
            tell(f"making 100 forms as {kind.value}", made, plain, "none")
        engine.dispose()


if __name__ == "__main__":
    main()
