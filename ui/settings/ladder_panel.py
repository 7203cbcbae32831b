"""The ladder of chasing: after how many days which step, who signs, how, in which words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from oversight.change import Change
from oversight.corrections import FINDING_LADDER, FINDING_PLACES
from oversight.errors import RefusedError
from oversight.reports import Channel, Rung
from oversight.reports.ladder import DEFAULT_LADDER, PLACES, stored_ladder
from oversight.words import _, mark
from ui.settings.saving import StepsPanel, may_change
from ui.shell import Shell
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.choice_fields import ChoiceField
from ui.widgets.fields import Field, MultiLineField, TextField
from ui.widgets.flow import Flow
from ui.widgets.form_panel import FormPanel
from ui.widgets.number_field import NumberField
from ui.widgets.text import note

if TYPE_CHECKING:
    from oversight.office import Office

CHANNEL_WORDS = {
    Channel.NOTICE: mark("予告（担当が行う）"),
    Channel.CALL: mark("電話・メール（担当が行う）"),
    Channel.LETTER: mark("文書（PDFと下書きを作る）"),
    Channel.CONSULTATION: mark("庁内協議"),
}
_EARLIEST, _LATEST = -60, 366


@dataclass(frozen=True)
class LadderSubject:
    """What is chased: the setting that holds its ladder, the house's own, and its words."""

    setting: str
    default: tuple[Rung, ...]
    places: frozenset[str]
    told: str
    since: str
    hint: str
    read: Callable[[Office], tuple[Rung, ...]]


REPORTS = LadderSubject(
    "report_ladder",
    DEFAULT_LADDER,
    PLACES,
    mark("月次報告が届かないとき、提出期限から何日で何をするかです。法令に定めがないため、市で決めます。"),
    mark("提出期限から（前は−）"),
    mark("{answer_by} は回答の期限、{months} は月、{contractor} は委託先、{contract} は契約に変わります。"),
    lambda office: office.chasing.read_ladder(),
)
FINDINGS = LadderSubject(
    "finding_ladder",
    FINDING_LADDER,
    FINDING_PLACES,
    mark(
        "文書で是正を求めた指摘の報告が届かないとき、是正期限から何日で何をするかです。"
        "法令に定めがないため、市で決めます。"
    ),
    mark("是正期限から（前は−）"),
    mark(
        "{answer_by} は回答の期限、{numbers} は指摘番号、{contractor} は委託先、"
        "{contract} は契約に変わります。"
    ),
    lambda office: office.finding_chasing.read_ladder(),
)


class RungsForm(FormPanel):
    """One section for each step; ``unwanted`` carries the place of a step to be taken out."""

    unwanted = Signal(int)

    def __init__(self, rungs: Sequence[Rung], *, may_edit: bool, subject: LadderSubject = REPORTS) -> None:
        super().__init__()
        self._subject = subject
        self.rungs = tuple(rungs)
        self.remove_buttons: list[Button] = []
        for at, rung in enumerate(self.rungs):
            self._add_rung(at, rung, may_edit=may_edit)
        self.fill({})

    def _add_rung(self, at: int, rung: Rung, *, may_edit: bool) -> None:
        heading = _("{number} {title}").format(number=at + 1, title=_(rung.title) or _("新しい段階"))
        self.add_section(heading)
        for row in self._rows(at):
            self.add(*row)
        for name in ("days", "title", "signer", "channel", "wording", "answer_days"):
            self.fields[f"{at}.{name}"].set_value(getattr(rung, name))
            self.fields[f"{at}.{name}"].set_read_only(not may_edit)
        if may_edit:
            self._add_removal(at, heading)

    def _rows(self, at: int) -> Iterator[tuple[Field, ...]]:
        days = NumberField(
            f"{at}.days",
            _(self._subject.since),
            low=_EARLIEST,
            high=_LATEST,
            unit=_("日間"),
            is_required=True,
        )
        answer = NumberField(
            f"{at}.answer_days", _("回答までの日数（0は期限なし）"), high=_LATEST, unit=_("日間")
        )
        yield days, answer
        yield (
            TextField(f"{at}.title", _("段階の名"), is_required=True),
            TextField(f"{at}.signer", _("誰の名で"), is_required=True),
        )
        options = [(channel, _(word)) for channel, word in CHANNEL_WORDS.items()]
        yield (ChoiceField(f"{at}.channel", _("方法"), options, is_required=True),)
        hint = _(self._subject.hint)
        yield (MultiLineField(f"{at}.wording", _("文書の本文"), rows=4, hint=hint),)

    def _add_removal(self, at: int, heading: str) -> None:
        button = Button(_("この段階を外す"), kind=ButtonKind.QUIET, icon="trash")
        button.setAccessibleName(_("「{heading}」を外す").format(heading=heading))
        button.clicked.connect(partial(self.unwanted.emit, at))
        self.remove_buttons.append(button)
        row = QWidget()
        flow = Flow(row)
        flow.addWidget(button)
        self.add_widget(row)

    def typed(self) -> tuple[Rung, ...]:
        """Return the steps as typed; what is not a number yet counts as 0."""
        values = self.values()
        return tuple(replace(rung, **self._typed(at, rung, values)) for at, rung in enumerate(self.rungs))

    def _typed(self, at: int, rung: Rung, values: dict[str, Any]) -> dict[str, Any]:
        wording = values[f"{at}.wording"]
        return {
            "days": values[f"{at}.days"] or 0,
            "title": values[f"{at}.title"],
            "signer": values[f"{at}.signer"],
            "channel": values[f"{at}.channel"] or Channel.CALL,
            "wording": rung.wording if wording == rung.wording.strip() else wording,
            "answer_days": values[f"{at}.answer_days"] or 0,
        }

    def show_at(self, error: RefusedError) -> bool:
        """Show a refusal at the field of the step it is about; tell whether one was found."""
        for at in range(len(self.rungs)):
            field: Field = self.fields[f"{at}.{error.field}"] if error.field else self.fields[f"{at}.days"]
            try:
                stored_ladder(self.typed()[: at + 1], self._subject.places)
            except RefusedError:
                field.show_error(str(error))
                self.point_at(field.name)
                return True
        return False


class LadderPanel(StepsPanel[RungsForm]):
    """Shows the office's ladder; only what is saved counts."""

    def __init__(self, shell: Shell, subject: LadderSubject = REPORTS) -> None:
        form = RungsForm((), may_edit=may_change(shell), subject=subject)
        super().__init__(shell, form, save=_("督促の段階を保存する"), put_back=_("はじめの段階に戻す"))
        self._subject = subject
        self._stored: tuple[Rung, ...] = ()
        self._lay_out(note(_(subject.told)))
        self.save_button.clicked.connect(self.save)
        self.add_button.clicked.connect(self.add_rung)
        self.default_button.clicked.connect(self.put_back)

    def read(self) -> None:
        """Read the ladder; what is being typed is not written over."""
        office, read = self._shell.office, self._subject.read
        self._shell.read(lambda: read(office), self._show_stored, owner=self)

    def _show_stored(self, rungs: tuple[Rung, ...]) -> None:
        if self.is_changed:
            return
        self._stored = rungs
        self._show(rungs)

    def _show(self, rungs: Sequence[Rung]) -> None:
        form = RungsForm(rungs, may_edit=self._may_edit, subject=self._subject)
        form.unwanted.connect(self.remove_rung)
        self._put_in(form)

    @property
    def is_changed(self) -> bool:
        """Tell whether something is typed that is not saved."""
        return self.form.typed() != self._stored

    @Slot()
    def add_rung(self) -> None:
        """Add a step after the last; it waits for its words."""
        typed = self.form.typed()
        days = max((rung.days for rung in typed), default=0) + 1
        self._show((*typed, Rung(f"step-{uuid4().hex[:8]}", days, "", "", Channel.CALL)))
        self.form.point_at(f"{len(typed)}.title")

    @Slot(int)
    def remove_rung(self, at: int) -> None:
        """Take a step out; it is back if nothing is saved."""
        typed = self.form.typed()
        self._show((*typed[:at], *typed[at + 1 :]))
        self.add_button.setFocus()

    @Slot()
    def put_back(self) -> None:
        """Show the house's own steps; saving makes them count."""
        self._show(self._subject.default)

    @Slot()
    def save(self) -> None:
        """Write the ladder if it can be climbed and worded."""
        if not self.form.check():
            return
        typed = self.form.typed()
        try:
            stored = [] if typed == self._subject.default else stored_ladder(typed, self._subject.places)
        except RefusedError as error:
            if not self.form.show_at(error):
                self._shell.notices.show_error(error)
            return
        settings, setting = self._shell.office.settings, self._subject.setting

        values: dict[str, Any] = {setting: stored}

        def finish(_change: Change) -> None:
            self._finish(typed)

        self._shell.do(lambda: settings.change(**values), finish, self._fail, owner=self)

    def _finish(self, typed: tuple[Rung, ...]) -> None:
        self._stored = tuple(sorted(typed, key=lambda rung: rung.days))
        self._show(self._stored)
        self._shell.notices.tell(_("督促の段階を保存しました。"))

    def _fail(self, error: Exception) -> None:
        self._shell.notices.show_error(error)
