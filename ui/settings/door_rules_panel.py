"""The rules at the doors of areas: where each applies, what becomes of which device, what else is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from oversight.change import Change
from oversight.devices import (
    DEFAULT_CLASSES,
    DEFAULT_RULES,
    EVERY_ELECTRONIC,
    AreaLevel,
    DeviceClass,
    DoorRule,
    Handling,
    refuse_wrong_rules,
    rules_of,
    written_of,
)
from oversight.devices.classes import all_classes_of
from oversight.errors import RefusedError
from oversight.inspections import word_of
from oversight.words import _, mark
from ui.settings.saving import StepsPanel, may_change
from ui.shell import Shell
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.choice_fields import ChoiceField, MultiChoiceField
from ui.widgets.fields import Field, MultiLineField, TextField
from ui.widgets.flow import Flow
from ui.widgets.form_panel import FormPanel
from ui.widgets.number_field import NumberField
from ui.widgets.text import note

if TYPE_CHECKING:
    from oversight.office import Office

_DEMANDS = {
    "witness": mark("市職員の立会い"),
    "two_persons": mark("2人以上で入室"),
    "escort": mark("付添い"),
    "no_camera": mark("撮影の禁止"),
}
_CORE = {True: mark("基幹系を使う区域だけ"), False: mark("基幹系を使わない区域だけ")}
_MOST_PERSONS = 999

Stored = tuple[tuple[DoorRule, ...], tuple[DeviceClass, ...]]


class DoorRulesForm(FormPanel):
    """One section for each rule; ``unwanted`` carries the place of a rule to be taken out."""

    unwanted = Signal(int)

    def __init__(self, rules: Sequence[DoorRule], classes: Sequence[DeviceClass], *, may_edit: bool) -> None:
        super().__init__()
        self.rules, self._classes = tuple(rules), tuple(classes)
        self.remove_buttons: list[Button] = []
        for at, rule in enumerate(self.rules):
            self._add_rule(at, rule, may_edit=may_edit)
        self.fill({})

    def _add_rule(self, at: int, rule: DoorRule, *, may_edit: bool) -> None:
        heading = _("{number} {title}").format(number=at + 1, title=rule.told or _("新しい決まり"))
        self.add_section(heading)
        for row in (*self._where(at), *self._what(at)):
            self.add(*row)
        for name, value in self._values(at, rule):
            self.fields[name].set_value(value)
            self.fields[name].set_read_only(not may_edit)
        if may_edit:
            self._add_removal(at, heading)

    def _where(self, at: int) -> Iterator[tuple[Field, ...]]:
        yield (TextField(f"{at}.word", _("決まりの名"), is_required=True),)
        hint = _("要綱・規程・指針の名と、いつ現在か")
        yield (MultiLineField(f"{at}.source", _("出典"), rows=2, is_required=True, hint=hint),)
        levels = [(level, word_of(level)) for level in AreaLevel]
        cores = [(core, _(word)) for core, word in _CORE.items()]
        yield (
            ChoiceField(f"{at}.level", _("区域の区分"), levels, placeholder=_("どの区分でも")),
            ChoiceField(f"{at}.core", _("基幹系"), cores, placeholder=_("どちらでも")),
        )
        yield (TextField(f"{at}.system", _("このシステムを使う区域だけ")),)

    def _what(self, at: int) -> Iterator[tuple[Field, ...]]:
        words = [(handling, word_of(handling)) for handling in Handling]
        rest = _("電子機器すべて（下に挙げたものを除く）")
        yield (ChoiceField(f"{at}.{EVERY_ELECTRONIC}", rest, words, placeholder=_("決めない")),)
        shown = [each for each in self._classes if each.in_use or self._names(at, each)]
        names = [(each.id, _told_class(each)) for each in shown]
        for handling, word in words:
            yield (MultiChoiceField(f"{at}.{handling.value}", word, names),)
        demands = [(name, _(word)) for name, word in _DEMANDS.items()]
        yield (MultiChoiceField(f"{at}.demands", _("ほかに求めること"), demands),)
        yield (
            NumberField(f"{at}.max_persons", _("同時に入れる人数"), low=1, high=_MOST_PERSONS, unit=_("人")),
        )

    def _names(self, at: int, each: DeviceClass) -> bool:
        """Tell whether a rule names a class; one no longer offered is shown where it does."""
        return each.id in self.rules[at].devices

    @staticmethod
    def _values(at: int, rule: DoorRule) -> Iterator[tuple[str, Any]]:
        for name in ("source", "level", "core", "system", "max_persons"):
            yield f"{at}.{name}", _(rule.source) if name == "source" else getattr(rule, name)
        yield f"{at}.word", rule.told
        yield f"{at}.{EVERY_ELECTRONIC}", rule.devices.get(EVERY_ELECTRONIC)
        for handling in Handling:
            said = (name for name, what in rule.devices.items() if what is handling)
            yield f"{at}.{handling.value}", tuple(name for name in said if name != EVERY_ELECTRONIC)
        yield f"{at}.demands", tuple(name for name in _DEMANDS if getattr(rule, name))

    def _add_removal(self, at: int, heading: str) -> None:
        button = Button(_("この決まりを外す"), kind=ButtonKind.QUIET, icon="trash")
        button.setAccessibleName(_("「{heading}」を外す").format(heading=heading))
        button.clicked.connect(partial(self.unwanted.emit, at))
        self.remove_buttons.append(button)
        row = QWidget()
        Flow(row).addWidget(button)
        self.add_widget(row)

    def typed(self) -> tuple[DoorRule, ...]:
        """Return the rules as typed; one left as it was stays the very same."""
        values = self.values()
        return tuple(self._typed(at, rule, values) for at, rule in enumerate(self.rules))

    def _typed(self, at: int, rule: DoorRule, values: dict[str, Any]) -> DoorRule:
        own: dict[str, Any] = {
            name: values[f"{at}.{name}"] for name in ("level", "core", "system", "max_persons")
        }
        word, source = values[f"{at}.word"], values[f"{at}.source"]
        devices: dict[str, Handling] = {}
        if values[f"{at}.{EVERY_ELECTRONIC}"] is not None:
            devices[EVERY_ELECTRONIC] = values[f"{at}.{EVERY_ELECTRONIC}"]
        for handling in Handling:
            devices |= dict.fromkeys(values[f"{at}.{handling.value}"], handling)
        demands: dict[str, Any] = {name: name in values[f"{at}.demands"] for name in _DEMANDS}
        return replace(
            rule,
            word=rule.word if word == rule.told else word,
            source=rule.source if source == _(rule.source) else source,
            devices=devices,
            **own,
            **demands,
        )

    def twice(self) -> str:
        """Return the field that names a device another one of its rule names already, or nothing."""
        for at in range(len(self.rules)):
            seen: set[str] = set()
            for handling in Handling:
                named = set(self.fields[f"{at}.{handling.value}"].value())
                if named & seen:
                    return f"{at}.{handling.value}"
                seen |= named
        return ""


class DoorRulesPanel(StepsPanel[DoorRulesForm]):
    """Shows the office's rules; only what is saved counts."""

    def __init__(self, shell: Shell) -> None:
        form = DoorRulesForm((), (), may_edit=may_change(shell))
        super().__init__(shell, form, save=_("入室の決まりを保存する"), put_back=_("はじめの決まりに戻す"))
        self.add_button.setText(_("決まりを加える"))
        self._stored: Stored = ((), DEFAULT_CLASSES)
        told = _(
            "取扱区域の入口で、何を持ち込めるか、だれが立ち会うかです。区域に当たる決まりが重なるときは、"
            "機器ごとに最も厳しいものが当たり、その名が入口の画面に出ます。記録した入室には及びません。"
        )
        self._lay_out(note(told))
        self.save_button.clicked.connect(self.save)
        self.add_button.clicked.connect(self.add_rule)
        self.default_button.clicked.connect(self.put_back)

    def read(self) -> None:
        """Read the rules; what is being typed is not written over."""
        office = self._shell.office
        self._shell.read(lambda: _read(office), self._show_stored, owner=self)

    def _show_stored(self, stored: Stored) -> None:
        if not self.is_changed:
            self._stored = stored
            self._show(stored[0])

    def _show(self, rules: Sequence[DoorRule]) -> None:
        form = DoorRulesForm(rules, self._stored[1], may_edit=self._may_edit)
        form.unwanted.connect(self.remove_rule)
        self._put_in(form)

    @property
    def is_changed(self) -> bool:
        """Tell whether something is typed that is not saved."""
        return self.form.typed() != self._stored[0]

    @Slot()
    def add_rule(self) -> None:
        """Add a rule after the last; it waits for its words."""
        typed = self.form.typed()
        self._show((*typed, DoorRule(f"rule-{uuid4().hex[:8]}", "", "")))
        self.form.point_at(f"{len(typed)}.word")

    @Slot(int)
    def remove_rule(self, at: int) -> None:
        """Take a rule out; it is back if nothing is saved."""
        typed = self.form.typed()
        self._show((*typed[:at], *typed[at + 1 :]))
        self.add_button.setFocus()

    @Slot()
    def put_back(self) -> None:
        """Show the house's own rules; saving makes them count."""
        self._show(DEFAULT_RULES)

    @Slot()
    def save(self) -> None:
        """Write the rules if they can be kept."""
        if not self.form.check():
            return
        if twice := self.form.twice():
            self.form.fields[twice].show_error(_("同じ機器が、この決まりの別の欄にもあります。"))
            self.form.point_at(twice)
            return
        typed = self.form.typed()
        try:
            refuse_wrong_rules(typed)
        except RefusedError as error:
            self._shell.notices.show_error(error)
            return
        stored = [] if typed == DEFAULT_RULES else [written_of(rule) for rule in typed]
        settings = self._shell.office.settings

        def finish(_change: Change) -> None:
            self._finish(typed)

        self._shell.do(lambda: settings.change(device_rules=stored), finish, self._fail, owner=self)

    def _finish(self, typed: tuple[DoorRule, ...]) -> None:
        self._stored = (typed, self._stored[1])
        self._show(typed)
        self._shell.notices.tell(_("入室の決まりを保存しました。"))

    def _fail(self, error: Exception) -> None:
        self._shell.notices.show_error(error)


def _told_class(each: DeviceClass) -> str:
    return each.told if each.in_use else _("{word}（選択肢にない）").format(word=each.told)


def _read(office: Office) -> Stored:
    settings = office.settings.read()
    return rules_of(settings.device_rules), all_classes_of(settings.device_classes)
