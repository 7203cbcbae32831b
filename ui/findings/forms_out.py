"""The forms of corrections leave the program: one to a file, or those of an inspection into a folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from oversight.findings import FindingRow
from oversight.reports import FormKind
from oversight.words import _, _n, mark
from ui import paper_out
from ui.shell import Shell

_FILTERS = {FormKind.PDF: mark("PDF (*.pdf)"), FormKind.WORKBOOK: mark("Excel (*.xlsx)")}


def save_form(shell: Shell, parent: QWidget, finding: FindingRow, kind: FormKind) -> None:
    """Ask for a file and write the form of one finding into it."""
    stem = f"correction_{finding.number}.{kind.value}"
    name, _kind = QFileDialog.getSaveFileName(
        parent, _("様式を保存する"), str(Path.home() / stem), _(_FILTERS[kind])
    )
    if not name:
        return
    path, forms = Path(name), shell.office.correction_forms

    def work() -> None:
        paper_out.write_out(path, forms.make_form(finding.id, kind))

    told = _("様式を保存しました: {name}").format(name=path.name)
    shell.read(work, lambda _nothing: shell.notices.tell(told), owner=parent, what=_("様式を作っています"))


def save_forms(shell: Shell, parent: QWidget, finding: FindingRow) -> None:
    """Ask for a folder and write the forms of all findings of the same inspection, in both kinds."""
    name = QFileDialog.getExistingDirectory(parent, _("様式を置くフォルダー"))
    if not name:
        return
    folder, forms = Path(name), shell.office.correction_forms

    def work() -> int:
        rows = forms.list_to_send(finding.id)
        for file_name, content in forms.make_forms([row.id for row in rows], kinds=tuple(FormKind)):
            paper_out.write_out(folder / file_name, content)
        return len(rows)

    def tell(count: int) -> None:
        shell.notices.tell(_n("{count}件の指摘の様式を書き出しました。", count).format(count=count))

    shell.read(work, tell, owner=parent, what=_("様式を作っています"))
