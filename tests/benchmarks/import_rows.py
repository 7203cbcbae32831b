"""A contract looked at, taken in and taken back from a workbook ÷ one plain insert of a row as long."""

from __future__ import annotations

import io
import sqlite3
import tempfile
from functools import partial
from pathlib import Path

import xlsxwriter

from models.base import new_id
from models.department import Role
from oversight.access import Actor
from oversight.clock import MachineClock
from oversight.desk import Desk
from oversight.engines import embedded_engine
from oversight.exchange import ImportsService
from oversight.office import open_store
from oversight.upgrading import bring_up_to_date
from tests.benchmarks.figures import seconds, tell

CONTRACTORS, CONTRACTS, SECTIONS = 1_500, 2_400, 60
HEADINGS = {
    "contractors": ("名称", "商号カナ", "所在地", "電話番号", "備考"),
    "contracts": (
        "契約番号",
        "件名",
        "委託先",
        "所管課",
        "履行開始日",
        "履行終了日",
        "特定個人情報",
        "履行場所",
    ),
}
Row = tuple[str, ...]


def rows_of(kind: str) -> list[Row]:
    """Return rows as an office has them."""
    if kind == "contractors":
        return [
            (f"株式会社北海データ{at}", "ホッカイデータ", f"札幌市中央区北{at}条", "011-211-2167", "控え")
            for at in range(CONTRACTORS)
        ]
    return [
        (
            f"委8-{at}",
            f"業務委託{at}",
            f"株式会社北海データ{at % CONTRACTORS}",
            f"第{at % SECTIONS}課",
            "令和8年4月1日",
            "R9.3.31",
            "有" if at % 2 else "無",
            "市役所本庁舎",
        )
        for at in range(CONTRACTS)
    ]


def workbook(kind: str) -> bytes:
    """Return the rows as a workbook."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate((HEADINGS[kind], *rows_of(kind))):
            sheet.write_row(at, 0, row)
    return stream.getvalue()


def plain_insert(connection: sqlite3.Connection, rows: list[Row]) -> None:
    """Insert the rows one by one in one transaction."""
    for row in rows:
        connection.execute("INSERT INTO contract VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    connection.commit()


def main() -> None:
    """Take both tables in, then back, beside plain inserts on the same disk."""
    with tempfile.TemporaryDirectory(dir=".") as folder:
        path, clock = Path(folder) / "store.db", MachineClock()
        engine = embedded_engine(path, bytes(32), create=True)
        bring_up_to_date(engine, store_path=path, backups=Path(folder), clock=clock)
        service = ImportsService(
            Desk(open_store(engine, clock), clock, Actor(new_id(), "計測", "", frozenset(Role)))
        )
        plain = sqlite3.connect(Path(folder) / "plain.db")
        plain.execute("PRAGMA journal_mode=WAL")
        plain.execute("PRAGMA synchronous=FULL")
        plain.execute("CREATE TABLE contract (a, b, c, d, e, f, g, h)")
        one = seconds(partial(plain_insert, plain, rows_of("contracts"))) / CONTRACTS
        for kind, count in (("contractors", CONTRACTORS), ("contracts", CONTRACTS)):
            look = partial(service.preview, kind, workbook(kind), file_name="a.xlsx")
            tell(f"{kind} looked at ({count:,} rows)", seconds(look), one * count, "≤ 300")
            tell(
                f"{kind} taken in ({count:,} rows)",
                seconds(partial(service.run, look())),
                one * count,
                "≤ 400",
            )
        tell(f"contracts looked at again ({count:,} rows)", seconds(look), one * count, "≤ 500")
        undo = partial(service.undo, service.list_runs()[0].id, reason="計測")
        tell(f"contracts taken back ({count:,} rows)", seconds(undo), one * count, "≤ 500")
        plain.close()
        engine.dispose()


if __name__ == "__main__":
    main()
