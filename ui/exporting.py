"""Writing what a table shows to a workbook the user names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from oversight.exchange.export import export_csv, export_workbook
from oversight.words import _, _n
from ui.page import Page
from ui.widgets.row_table import RowTable


def save_table(page: Page, table: RowTable[Any], title: str) -> None:
    """Ask for a file and write the rows shown, in their order, as the table shows them."""
    model = table.rows_model
    headings = [_(column.header) for column in model.columns]
    rows = [[column.text(row) for column in model.columns] for row in model.shown]

    def content(is_csv: bool) -> bytes:
        return export_csv(headings, rows) if is_csv else export_workbook(headings, rows, title=title)

    save_list(page, title, len(rows), content)


def save_list(page: Page, title: str, count: int, content: Callable[[bool], bytes]) -> None:
    """Ask for a file and write a list of ``count`` rows; ``content`` makes CSV, or a workbook."""
    name, _kind = QFileDialog.getSaveFileName(
        page, _("書き出す先"), f"{title}.xlsx", _("Excel (*.xlsx);;CSV (*.csv)")
    )
    if not name:
        return
    path = Path(name)

    def write() -> Path:
        path.write_bytes(content(path.suffix.lower() == ".csv"))
        return path

    def done(written: Path) -> None:
        sentence = _n("{count:,}行を書き出しました: {name}", count)
        page.shell.notices.tell(sentence.format(count=count, name=written.name))

    page.shell.read(write, done, owner=page, what=_("書き出しています"))
