"""What one looks back on of a month: who witnessed how often, exceptions, permits, what never came back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from oversight.choice_words import word_of
from oversight.devices import DoorPointKind, MonthLog
from oversight.devices.visit_words import told_device, told_period, told_uses
from oversight.words import _, _n
from ui.widgets.buttons import NameButton
from ui.widgets.days import moment_narrow
from ui.widgets.pane import Pane
from ui.widgets.text import note, prose, section


class MonthPart(Pane):
    """``rows_wanted`` carries the visits to be shown and what they are; ``visit_wanted`` one to be opened."""

    rows_wanted = Signal(object, str)
    visit_wanted = Signal(object)

    def __init__(self, log: MonthLog, parent: QWidget | None = None) -> None:
        super().__init__(_("月のまとめ"), parent)
        self.buttons: list[NameButton] = []
        self._log = log
        self._tell_witnesses()
        self._tell_exceptions()
        self._tell_permits()
        self._tell_unreturned()
        self.end()

    def _tell_witnesses(self) -> None:
        self.column.addWidget(section(_("立会いの回数")))
        for each in self._log.witnesses:
            told = _n("立会い {name} {count}回", each.times).format(name=each.name, count=each.times)
            visits = self._log.visits
            ids = [v.id for v in visits if (v.witness, v.witness_id) == (each.name, each.staff_id)]
            self._offer_rows(told, ids)
        self._say_none(self._log.witnesses, _("立会いの記録はありません。"))

    def _tell_exceptions(self) -> None:
        self.column.addWidget(section(_("例外")))
        for kind in DoorPointKind:
            ids = [visit.id for visit in self._log.exceptional if kind.value in visit.exceptions]
            if ids:
                told = _n("{word} {count:,}件", len(ids)).format(word=word_of(kind), count=len(ids))
                self._offer_rows(told, ids)
        self._say_none(self._log.exceptional, _("決まりに反する入室はありません。"))

    def _tell_permits(self) -> None:
        self.column.addWidget(section(_("持込許可")))
        for use in self._log.permits:
            told = f"{use.number}　{use.holder}".strip()
            if use.visit_ids:
                self._offer_rows(told, use.visit_ids)
            else:
                self.column.addWidget(prose(told))
            device = f"{use.device} {use.serial}".strip()
            self.column.addWidget(note("　".join((device, told_period(use, self._log.on), told_uses(use)))))
        self._say_none(self._log.permits, _("この月に使われた許可も、終わった許可もありません。"))

    def _tell_unreturned(self) -> None:
        self.column.addWidget(section(_("返却されない機器")))
        for visit, device in self._log.unreturned:
            told = f"{_('第{number}号').format(number=visit.number)}　{visit.person}"
            self._offer(told).clicked.connect(partial(self.visit_wanted.emit, visit.id))
            self.column.addWidget(note(told_device(device, moment_narrow)))
        self._say_none(self._log.unreturned, _("返却の記録がない機器はありません。"))

    def _say_none(self, found: Sequence[object], none: str) -> None:
        if not found:
            self.column.addWidget(note(none))

    def _offer_rows(self, told: str, ids: Iterable[UUID]) -> None:
        self._offer(told).clicked.connect(partial(self.rows_wanted.emit, frozenset(ids), told))

    def _offer(self, told: str) -> NameButton:
        button = NameButton(told, spoken=_("{name} の入室を表示する").format(name=told))
        self.buttons.append(button)
        self.column.addWidget(button)
        return button
