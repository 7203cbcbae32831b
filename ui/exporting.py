"""Writing what a table shows to a workbook the user names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from oversight.exchange.export import export_csv, export_workbook
from oversight.words import _, _n
from ui.shell import Shell
from ui.widgets.row_table import RowTable


def save_table(shell: Shell, table: RowTable[Any], title: str) -> None:
    """Ask for a file and write the rows shown, in their order, as the table shows them."""
    name, _kind = QFileDialog.getSaveFileName(
        table, _("書き出す先"), f"{title}.xlsx", _("Excel (*.xlsx);;CSV (*.csv)")
    )
    if not name:
        return
    model, path = table.rows_model, Path(name)
    headings = [_(column.header) for column in model.columns]
    rows = [[column.text(row) for column in model.columns] for row in model.shown]

    def write() -> Path:
        is_csv = path.suffix.lower() == ".csv"
        path.write_bytes(
            export_csv(headings, rows) if is_csv else export_workbook(headings, rows, title=title)
        )
        return path

    def done(written: Path) -> None:
        sentence = _n("{count:,}行を書き出しました: {name}", len(rows))
        shell.notices.tell(sentence.format(count=len(rows), name=written.name))

    shell.read(write, done, owner=table, what=_("書き出しています"))
