"""Writing what a table shows to a workbook the user names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from oversight.exchange.export import export_csv, export_workbook
from oversight.words import _, _n
from ui.shell import Shell
from ui.widgets.row_table import RowTable


def save_table(shell: Shell, table: RowTable[Any], title: str) -> None:
    """Ask for a file and write the rows shown, in their order, as the table shows them."""
    model = table.rows_model
    headings = [_(column.header) for column in model.columns]
    rows = [[column.text(row) for column in model.columns] for row in model.shown]

    def content(is_csv: bool) -> bytes:
        return export_csv(headings, rows) if is_csv else export_workbook(headings, rows, title=title)

    save_list(shell, title, len(rows), content, owner=table)


def save_list(
    shell: Shell, title: str, count: int, content: Callable[[bool], bytes], *, owner: QWidget
) -> None:
    """Ask for a file and write a list of ``count`` rows; ``content`` makes CSV, or a workbook."""
    name, _kind = QFileDialog.getSaveFileName(
        owner, _("書き出す先"), f"{title}.xlsx", _("Excel (*.xlsx);;CSV (*.csv)")
    )
    if not name:
        return
    path = Path(name)

    def write() -> Path:
        path.write_bytes(content(path.suffix.lower() == ".csv"))
        return path

    def done(written: Path) -> None:
        sentence = _n("{count:,}行を書き出しました: {name}", count)
        shell.notices.tell(sentence.format(count=count, name=written.name))

    shell.read(write, done, owner=owner, what=_("書き出しています"))
