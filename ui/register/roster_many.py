"""Several workers at once: one line each, typed or pasted from a workbook."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from oversight.calendar import parse_day
from oversight.change import Change
from oversight.errors import RefusedError
from oversight.register import WorkerDraft
from oversight.words import _, _n
from ui.register.deed_dialog import DeedDialog
from ui.shell import Shell
from ui.widgets.fields import MultiLineField
from ui.widgets.text import note

if TYPE_CHECKING:
    from oversight.register import ContractDetail

_ROWS = 8


@dataclass(frozen=True)
class Line:
    """A worker as one line says it; empty where the line says nothing."""

    name: str
    kana: str = ""
    employer: str = ""
    oath: str = ""
    training: str = ""


def lines_of(text: str) -> list[Line]:
    """Return the workers a text names: parted by tabs as pasted, else by 、 or commas."""
    lines = []
    for each in filter(str.strip, text.splitlines()):
        parts = [part.strip() for part in re.split(r"\t" if "\t" in each else r"[、,，]", each)]
        lines.append(Line(*parts[:5]))
    return lines


def wrong_lines(text: str) -> str:
    """Say which line cannot be taken, and why; nothing if all can."""
    for at, line in enumerate(lines_of(text), 1):
        if not line.name:
            return _("{at}行目に氏名がありません。").format(at=at)
        for written in filter(None, (line.oath, line.training)):
            try:
                parse_day(written)
            except RefusedError as error:
                return _("{at}行目「{written}」: {why}").format(at=at, written=written, why=error.sentence)
    return ""


class ManyWorkersDialog(DeedDialog):
    """Adds all workers named, or none."""

    def __init__(self, shell: Shell, parent: QWidget, contract: ContractDetail) -> None:
        workers = shell.office.workers

        def add(values: Mapping[str, Any]) -> Change:
            return workers.add_workers([_draft(contract, line) for line in lines_of(values["lines"])])

        super().__init__(
            shell,
            parent,
            heading=_("従事者をまとめて加える"),
            explained=_(
                "1行に1人。氏名、フリガナ、実所属、誓約書の日付、研修受講日の順に、「、」かタブで区切ります。"
                "表計算の表から貼り付けられます。氏名だけでもよく、実所属がなければ「{employer}」とします。"
            ).format(employer=contract.contractor),
            verb=_("加える"),
            fields=(
                MultiLineField(
                    "lines",
                    _("従事者"),
                    rows=_ROWS,
                    is_required=True,
                    check=wrong_lines,
                    placeholder=_("福井 太郎、フクイ タロウ、、R8.4.1、R8.4.10"),
                ),
            ),
            deed=add,
        )
        self.understood = note("")
        self.form.add_widget(self.understood)
        self.form.edited.connect(self._say_understood)

    @Slot()
    def _say_understood(self) -> None:
        text = self.form.fields["lines"].value()
        lines = lines_of(text)
        wrong = wrong_lines(text)
        count = _n("{count}人", len(lines)).format(count=len(lines)) if lines else ""
        self.understood.setText(wrong or count)
        self.verb_button.setText(
            _n("{count}人を加える", len(lines)).format(count=len(lines)) if lines else _("加える")
        )

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Enter to the lines."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return
        super().keyPressEvent(event)


def _draft(contract: ContractDetail, line: Line) -> WorkerDraft:
    return WorkerDraft(
        contract.id,
        line.name,
        kana=line.kana,
        employer=line.employer or contract.contractor,
        oath_on=parse_day(line.oath).day if line.oath else None,
        trained_on=parse_day(line.training).day if line.training else None,
    )
