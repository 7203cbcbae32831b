"""What came in as a month's report: its original, what it lacks, what wants a look, what it says."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from oversight.access import Deed, may
from oversight.calendar import show_day
from oversight.choice_words import word_of
from oversight.reports import FilingRow, LogPlace, PointRow, PointState, TableShown
from oversight.words import _, _n
from ui import paper_out
from ui.shell import Shell
from ui.theme import Tone, current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.facts import Facts
from ui.widgets.flow import Flow
from ui.widgets.text import Tag, note, prose, section

_TONES = {
    PointState.OPEN: Tone.ATTENTION,
    PointState.DISMISSED: Tone.DONE,
    PointState.FINDING: Tone.DANGER,
    PointState.REPLACED: Tone.INFO,
}


class FilingCard(QWidget):
    """``dismissal_wanted`` and ``finding_wanted`` carry the point that was pressed.

    ``log_wanted`` carries the ``LogPlace`` whose entry log is to be looked at.
    """

    dismissal_wanted = Signal(object)
    finding_wanted = Signal(object)
    log_wanted = Signal(object)

    def __init__(self, shell: Shell, filing: FilingRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell, self.filing = shell, filing
        self.point_buttons: list[tuple[PointRow, Button, Button]] = []
        self.log_buttons: list[tuple[LogPlace, Button]] = []
        self.original_button = Button(_("受け取ったファイルを保存する"), icon="file-export")
        self.answers_button = Button(_("回答をすべて見る"), kind=ButtonKind.QUIET, icon="list-check")
        self.answers_button.setCheckable(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(current_theme().space(8))
        self._add_head()
        self._add_points()
        self._add_lines(_("未回答か読めない設問"), filing.missing)
        self._add_lines(_("台帳との違い"), filing.differences)
        self._add_lines(_("前月から変わった回答"), tuple(_changed(filing)))
        self._add_answers()

    def _add_head(self) -> None:
        filing = self.filing
        told = _("提出 第{number}回 {day}（{channel}）").format(
            number=filing.number, day=show_day(filing.received_on), channel=word_of(filing.channel)
        )
        self._column.addWidget(section(told))
        entered = _("入力 {who}").format(who=filing.entered_by)
        self._column.addWidget(note("　".join(filter(None, (filing.original, entered)))))
        buttons = Flow()
        if filing.original_id is not None:
            self.original_button.clicked.connect(self.save_original)
            buttons.addWidget(self.original_button)
        self.answers_button.toggled.connect(self._show_answers)
        buttons.addWidget(self.answers_button)
        self._column.addLayout(buttons)

    def _add_points(self) -> None:
        if not self.filing.points:
            return
        still = sum(point.is_open for point in self.filing.points)
        heading = _n("注意点（未決 {count}件）", still).format(count=still) if still else _("注意点")
        self._column.addWidget(prose(heading, "strong"))
        for point in self.filing.points:
            self._column.addSpacing(current_theme().space(8))
            row = QHBoxLayout()
            row.addWidget(Tag(word_of(point.state), _TONES[point.state]))
            row.addWidget(note(word_of(point.kind)), 1)
            self._column.addLayout(row)
            self._column.addWidget(prose(point.told))
            self._add_logs(point)
            if point.is_open:
                self._add_decisions(point)
            else:
                self._column.addWidget(note(_decided(point)))

    def _add_logs(self, point: PointRow) -> None:
        row = Flow()
        for place in point.logs:
            button = Button(
                _("入退室記録 {area}").format(area=place.name), kind=ButtonKind.QUIET, icon="clipboard-list"
            )
            button.setAccessibleName(_("{told} 入退室記録 {area}").format(told=point.told, area=place.name))
            button.clicked.connect(partial(self.log_wanted.emit, place))
            row.addWidget(button)
            self.log_buttons.append((place, button))
        if point.logs:
            self._column.addLayout(row)

    def _add_decisions(self, point: PointRow) -> None:
        actor = self._shell.office.actor
        dismiss = Button(_("支障なし…"), icon="circle-check")
        finding = Button(_("指摘にする…"), icon="alert-triangle")
        dismiss.setAccessibleName(_("{told} 支障なし").format(told=point.told))
        finding.setAccessibleName(_("{told} 指摘にする").format(told=point.told))
        dismiss.clicked.connect(partial(self.dismissal_wanted.emit, point))
        finding.clicked.connect(partial(self.finding_wanted.emit, point))
        row = Flow()
        row.addWidget(dismiss)
        row.addWidget(finding)
        self._column.addLayout(row)
        dismiss.setVisible(may(actor, Deed.CHECK_REPORT))
        finding.setVisible(may(actor, Deed.CHECK_REPORT) and may(actor, Deed.EDIT_FINDING))
        self.point_buttons.append((point, dismiss, finding))

    def _add_lines(self, heading: str, lines: tuple[str, ...]) -> None:
        if lines:
            self._column.addWidget(prose(heading, "strong"))
        for line in lines:
            self._column.addWidget(prose(line))

    def _add_answers(self) -> None:
        self._answers = QWidget()
        column = QVBoxLayout(self._answers)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Facts([(line.label, line.shown) for line in self.filing.lines]))
        for table in self.filing.tables:
            column.addWidget(prose(table.label, "strong"))
            for told in _rows(table):
                column.addWidget(prose(told))
        self._column.addWidget(self._answers)
        self._answers.hide()

    @Slot(bool)
    def _show_answers(self, is_shown: bool) -> None:
        self._answers.setVisible(is_shown)
        self.answers_button.setText(_("回答をたたむ") if is_shown else _("回答をすべて見る"))

    @Slot()
    def save_original(self) -> None:
        """Write the file as it was received where the user says."""
        attachment_id, shell = self.filing.original_id, self._shell
        name, _kind = QFileDialog.getSaveFileName(
            self, _("保存する先"), str(Path.home() / self.filing.original)
        )
        if not name or attachment_id is None:
            return
        path, attachments = Path(name), shell.office.attachments

        def work() -> None:
            paper_out.write_out(path, attachments.read_content(attachment_id))

        told = _("保存しました: {name}").format(name=path.name)
        shell.read(work, lambda _nothing: shell.notices.tell(told), owner=self)


def _changed(filing: FilingRow) -> Iterator[str]:
    for line in filing.lines:
        if line.is_changed:
            none = _("（なし）")
            told = _("{label}: {before}→{after}")
            yield told.format(label=line.label, before=line.before or none, after=line.shown or none)


def _rows(table: TableShown) -> Iterator[str]:
    for row in table.rows:
        pairs = zip(table.columns, row, strict=True)
        yield "　".join(
            _("{label}: {value}").format(label=label, value=value) for label, value in pairs if value
        )


def _decided(point: PointRow) -> str:
    """Return who decided when and why, or which finding it became."""
    who = " ".join(filter(None, (show_day(point.decided_on), point.decided_by)))
    became = _("指摘 {number}").format(number=point.finding) if point.finding else point.reason
    return "　".join(filter(None, (who, became)))
