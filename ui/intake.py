"""Filled-in forms before they are taken in: file by file what would become of it, then the deed."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from oversight.access import Deed, may
from oversight.corrections import CorrectionLook, Look, Received
from oversight.reports import show_month
from oversight.words import _, _n, mark
from ui.course_bar import FILES, CourseBar
from ui.shell import Shell
from ui.theme import Tone, current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.columns import Column
from ui.widgets.date_field import DateField
from ui.widgets.facts import Facts
from ui.widgets.lead_focus import lead_focus
from ui.widgets.pane import Pane
from ui.widgets.row_table import RowTable
from ui.widgets.text import note, prose, section

_WIDE, _TABLE_HEIGHT, _PANE_HEIGHT = 900, 200, 150
"""Pixels at 100 %: from which width the file chosen stands beside the list; how low both may get."""


def _tone(look: Look) -> Tone:
    if look.fault is not None:
        return Tone.DANGER
    wants_a_look = look.notes if isinstance(look, CorrectionLook) else look.points
    return Tone.ATTENTION if look.missing or wants_a_look else Tone.DONE


def _contract(look: Look) -> str:
    number, contractor, _title = _contract_parts(look)
    return f"{number} {contractor}".strip()


def _contract_parts(look: Look) -> tuple[str, str, str]:
    """Return number, contractor and title of the contract a file is about."""
    if isinstance(look, CorrectionLook):
        row = look.finding
        return (row.contract_number, row.contractor, row.contract_title) if row else ("", "", "")
    head = look.contract
    return (head.number, head.contractor, head.title) if head else ("", "", "")


def _about(look: Look) -> str:
    """Return the month, or the finding, that a file is about."""
    if isinstance(look, CorrectionLook):
        return _("指摘 {number}").format(number=look.finding.number) if look.finding else ""
    return show_month(look.key.month) if look.key else ""


def _order(look: Look) -> tuple[int, str]:
    """Sort months by time, and findings by number after them."""
    if isinstance(look, CorrectionLook):
        return (1 << 30, look.finding.number if look.finding else "")
    return (look.key.month.toordinal() if look.key else 0, "")


COLUMNS: tuple[Column[Look], ...] = (
    Column(mark("結果"), lambda look: look.word, tone=_tone, is_tag=True),
    Column(mark("ファイル"), lambda look: look.name, stretch=2),
    Column(mark("契約"), _contract, stretch=2, spare=1),
    Column(mark("対象"), _about, sort_key=_order),
    Column(mark("内容"), lambda look: look.told, stretch=3),
)


class LookPane(Pane):
    """One file in full: why it cannot be taken in, or what it lacks, changes, and what wants a look."""

    def __init__(self, look: Look) -> None:
        super().__init__(_("ファイルの内容"))
        self.column.addWidget(prose(look.name, "strong"))
        number, contractor, title = _contract_parts(look)
        if number and _about(look):
            facts = ((_("委託先"), contractor), (_("契約"), f"{number} {title}"))
            self.column.addWidget(Facts((*facts, (_("対象"), _about(look)))))
        for heading, lines in _parts(look):
            if lines:
                self.column.addWidget(section(heading))
            for line in lines:
                self.column.addWidget(prose(line))
        self.end()


def _parts(look: Look) -> Iterator[tuple[str, tuple[str, ...]]]:
    if look.fault is not None:
        yield look.word, tuple(filter(None, (look.sentence, look.remedy)))
        return
    if isinstance(look, CorrectionLook):
        yield _("注意点"), (*look.notes, *look.missing)
        answered = _("{label}: {text}")
        yield look.word, tuple(answered.format(label=label, text=text) for label, text in look.answered)
        return
    changed = _("{label}: {before}→{after}")
    yield _("注意点"), look.points
    yield _("未回答か読めない設問"), look.missing
    yield _("台帳との違い"), look.differences
    yield (
        _("前月から変わった回答"),
        tuple(
            changed.format(
                label=line.label, before=line.before or _("（なし）"), after=line.shown or _("（なし）")
            )
            for line in look.lines
            if line.is_changed
        ),
    )


def _deed(look: Look) -> Deed:
    return Deed.EDIT_FINDING if isinstance(look, CorrectionLook) else Deed.RECEIVE_REPORT


class IntakePanel(QScrollArea):
    """``finished`` carries what was taken in, ``left`` tells that nothing is to be."""

    finished = Signal(object)
    left = Signal()

    def __init__(self, shell: Shell, looks: tuple[Look, ...]) -> None:
        super().__init__()
        self._shell, self.looks, self._actor = shell, looks, shell.office.actor
        self.table: RowTable[Look] = RowTable(COLUMNS, name=_("取り込むファイル"), key=lambda look: look.path)
        self.received_field = DateField("received_on", _("到達日"), is_required=True)
        self.received_field.set_value(shell.clock.today())
        self.take_button = Button(self._word(), kind=ButtonKind.PRIMARY, icon="file-import")
        self.back_button = Button(_("やめる"))
        self.course_bar = CourseBar(_("取り込んでいます"), counted=FILES)
        self._middle = QHBoxLayout()
        self._beside = QVBoxLayout()
        self._lay_out()
        self.table.replace_rows(looks)
        self.table.row_chosen.connect(self._show_look)
        self.take_button.clicked.connect(self.take_in)
        self.back_button.clicked.connect(self.left)
        self.take_button.setEnabled(bool(self._ready()))
        lead_focus(self, self.table)
        self._show_look(looks[0] if looks else None)

    def _ready(self) -> list[Look]:
        """Return what can be taken in, and by this person."""
        return [look for look in self.looks if look.fault is None and may(self._actor, _deed(look))]

    def _word(self) -> str:
        count, left = len(self._ready()), len(self.looks) - len(self._ready())
        if left:
            return _n("取り込む（{count:,}件、{left:,}件は除く）", count).format(count=count, left=left)
        return _n("取り込む（{count:,}件）", count).format(count=count)

    def _lay_out(self) -> None:
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        holder = QWidget()
        holder.setProperty("surface", "clear")
        column = QVBoxLayout(holder)
        room = current_theme().control["focus"] + current_theme().control["focus_outline"] + 2
        column.setContentsMargins(room, room, room, room)
        told = _("まだ何も書き込んでいません。取り込むと、ファイルは受け取ったままの形で残ります。")
        column.addWidget(note(told))
        self.table.setMinimumHeight(current_theme().width(_TABLE_HEIGHT))
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._middle.setSpacing(current_theme().space(16))
        self._middle.addWidget(self.table, 2)
        self._middle.addLayout(self._beside, 1)
        column.addLayout(self._middle, 1)
        column.addWidget(self.course_bar)
        column.addWidget(self.received_field)
        foot = QHBoxLayout()
        foot.addWidget(self.back_button)
        foot.addStretch(1)
        foot.addWidget(self.take_button)
        column.addLayout(foot)
        self.setWidget(holder)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the file chosen beside the list, or beneath it where both would be cut."""
        super().resizeEvent(event)
        is_wide = self.width() >= current_theme().width(_WIDE)
        sideways, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._middle.setDirection(sideways if is_wide else down)

    @Slot(object)
    def _show_look(self, look: Look | None) -> None:
        while (item := self._beside.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if look is not None:
            pane = LookPane(look)
            pane.setMinimumHeight(current_theme().width(_PANE_HEIGHT))
            self._beside.addWidget(pane)

    @Slot()
    def take_in(self) -> None:
        """Take in what can be, on the day it came."""
        if not self.received_field.check():
            self.received_field.setFocus()
            return
        intake, day, looks = self._shell.office.intake, self.received_field.value(), self._ready()
        course = self.course_bar.start()
        self.take_button.setEnabled(False)
        self._shell.read(
            lambda: intake.take_in(looks, received_on=day, course=course),
            self._finish,
            self._fail,
            owner=self,
        )

    def _finish(self, outcome: Received) -> None:
        self.course_bar.end()
        self.finished.emit(outcome)

    def _fail(self, error: Exception) -> None:
        self.course_bar.end()
        self.take_button.setEnabled(True)
        self._shell.notices.show_error(error)
