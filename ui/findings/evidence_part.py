"""What came with the reports of a finding: the forms as received and the evidence, each to be saved."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from oversight.calendar import show_short
from oversight.corrections import EvidenceRow
from oversight.words import _
from ui import paper_out
from ui.shell import Shell
from ui.theme import current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.text import prose, section


class EvidencePart(QWidget):
    """Hidden where nothing came."""

    def __init__(self, shell: Shell, rows: Sequence[EvidenceRow]) -> None:
        super().__init__()
        self._shell = shell
        self.save_buttons: list[Button] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(current_theme().space(4))
        self._column.addWidget(section(_("届いた様式と証跡")))
        for row in rows:
            self._add(row)
        self.setVisible(bool(rows))

    def _add(self, row: EvidenceRow) -> None:
        kind = _("様式") if row.is_form else _("証跡")
        told = _("{kind}　{name}　{day} {who}　SHA-256 {hash}…")
        line = told.format(
            kind=kind,
            name=row.file_name,
            day=show_short(row.added_on),
            who=row.added_by,
            hash=row.sha256[:12],
        )
        self._column.addWidget(prose(line))
        button = Button(_("受け取ったままの形で保存する"), kind=ButtonKind.QUIET, icon="device-floppy")
        button.setAccessibleName(_("{name} を受け取ったままの形で保存する").format(name=row.file_name))
        button.clicked.connect(partial(self.save, row))
        self.save_buttons.append(button)
        self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def save(self, row: EvidenceRow, _checked: bool = False) -> None:
        """Ask where, and write the file there as it was received."""
        name, _kind = QFileDialog.getSaveFileName(
            self, _("証跡を保存する"), str(Path.home() / row.file_name), _("すべて (*)")
        )
        if not name:
            return
        path, attachments = Path(name), self._shell.office.attachments

        def work() -> None:
            paper_out.write_out(path, attachments.read_content(row.attachment_id))

        told = _("保存しました: {name}").format(name=path.name)
        self._shell.read(work, lambda _nothing: self._shell.notices.tell(told), owner=self)
