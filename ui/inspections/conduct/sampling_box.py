"""Choosing a sample in place: how many a risk asks for and why, which numbers, and their seed."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from oversight.errors import RefusedError
from oversight.personal_number import find_individual_numbers
from oversight.sampling import ALGORITHM, Risk, Sample, SamplingRule, draw_sample, new_seed
from oversight.words import _, mark
from ui.theme import current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.choice_fields import OneOfField
from ui.widgets.fields import TextField
from ui.widgets.flow import Flow
from ui.widgets.led_field import led
from ui.widgets.number_field import NumberField
from ui.widgets.text import note, prose
from ui.widgets.walked_button import bring_into_sight

_RISK_WORDS = {
    Risk.LOW: mark("低（{rate}%の不備を{confidence}%）"),
    Risk.MIDDLE: mark("中（{rate}%の不備を{confidence}%）"),
    Risk.HIGH: mark("高（{rate}%の不備を{confidence}%）"),
}


class SamplingBox(QWidget):
    """``taken`` carries the ``Sample`` taken; its population is that of the field beside."""

    taken = Signal(object)

    def __init__(
        self,
        population: NumberField,
        rules: Mapping[Risk, SamplingRule],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._population, self._rules = population, rules
        self.sample: Sample | None = None
        self.open_button = Button(_("標本を選ぶ"), kind=ButtonKind.QUIET, icon="list-check")
        self.box = QFrame()
        self.box.setProperty("piece", "card")
        self.risk = _risk_field(rules)
        self.seed = TextField("seed", _("種"), width=220)
        self.finding, self.picked = prose(""), prose("")
        self.take_button = Button(_("この標本を使う"), icon="check")
        self.again_button = Button(_("別の種で選び直す"), kind=ButtonKind.QUIET, icon="refresh")
        self.close_button = Button(_("やめる"), kind=ButtonKind.QUIET, icon="x")
        for field in (self.risk, self.seed):
            led(field)
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        space = current_theme().space
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(8))
        first = Flow()
        first.addWidget(self.open_button)
        column.addLayout(first)
        column.addWidget(self.box)
        inner = QVBoxLayout(self.box)
        inner.setContentsMargins(space(16), space(12), space(16), space(12))
        inner.setSpacing(space(8))
        how = _("番号は、種と番号の{algorithm}の小さい順に選びます。同じ種なら誰でも同じ番号になります。")
        for widget in (
            self.risk,
            self.seed,
            self.finding,
            self.picked,
            note(how.format(algorithm=ALGORITHM.partition("/")[0])),
        ):
            inner.addWidget(widget)
        deeds = Flow()
        deeds.setSpacing(space(8))
        for button in (self.take_button, self.again_button, self.close_button):
            deeds.addWidget(button)
        inner.addLayout(deeds)
        self.box.hide()

    def _listen(self) -> None:
        self.open_button.clicked.connect(self.open)
        self.close_button.clicked.connect(self.close_box)
        self.again_button.clicked.connect(self.draw_again)
        self.take_button.clicked.connect(self._take)
        self.risk.edited.connect(self.draw)
        self.seed.edited.connect(self.draw)
        self._population.edited.connect(self._follow)

    @Slot()
    def open(self) -> None:
        """Open the box, once there is a population to choose from."""
        if self._population.is_empty:
            self._population.show_error(_("母数を入力してから選んでください。"))
            self._population.setFocus()
            return
        if not self._population.check():
            self._population.setFocus()
            return
        self.seed.set_value(new_seed())
        self.open_button.hide()
        self.box.show()
        self.draw()
        self.risk.setFocus()
        QTimer.singleShot(0, self, self._show_all)

    @Slot()
    def _show_all(self) -> None:
        """Scroll once the box has its height: to its end, then so far back that it begins in sight."""
        bring_into_sight(self.take_button)
        bring_into_sight(self.risk)

    @Slot()
    def close_box(self) -> None:
        """Close it; nothing is changed."""
        was_open = not self.box.isHidden()
        self.box.hide()
        self.open_button.show()
        if was_open:
            self.open_button.setFocus()

    @Slot()
    def _follow(self) -> None:
        if not self.box.isHidden():
            self.draw()

    @Slot()
    def draw_again(self) -> None:
        """Draw with another seed."""
        self.seed.set_value(new_seed())
        self.draw()

    @Slot()
    def draw(self) -> None:
        """Draw the sample for what is chosen and show it, or say why there is none."""
        self.sample = None
        self.seed.show_error("")
        try:
            self.sample = self._drawn()
        except RefusedError as error:
            self.finding.say(str(error))
            self.picked.say("")
        else:
            self.finding.say(self.sample.told)
            numbers = ", ".join(str(each) for each in self.sample.picks)
            told = _("抽出数 {size:,}件。番号 {numbers}")
            self.picked.say(told.format(size=self.sample.size, numbers=numbers))
        self.take_button.setEnabled(self.sample is not None)

    def _drawn(self) -> Sample:
        if find_individual_numbers(self.seed.value()):
            raise RefusedError(_("種に個人番号らしい数字があります。"), field="seed")
        return draw_sample(self._population.value() or 0, self._rules[self.risk.value()], self.seed.value())

    @Slot()
    def _take(self) -> None:
        if self.sample is not None:
            self.taken.emit(self.sample)
            self.close_box()


def _risk_field(rules: Mapping[Risk, SamplingRule]) -> OneOfField:
    """Make the choice of a risk, each with what it asks for."""
    words = [
        (risk, _(_RISK_WORDS[risk]).format(rate=rule.rate, confidence=rule.confidence))
        for risk, rule in rules.items()
    ]
    field = OneOfField(
        "risk",
        _("リスク"),
        words,
        hint=_(
            "見逃さない不備の割合と、見つかる確からしさです。市の設定で変えられます（初めは独自の既定値）。"
        ),
    )
    field.set_value(Risk.MIDDLE)
    return field
