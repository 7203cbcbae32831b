"""The classes of devices one may bring to a door: named, ordered, offered or not; never lost once used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from oversight.change import Change
from oversight.devices import DEFAULT_CLASSES, DeviceClass, DoorRule, refuse_wrong_classes, told_effects
from oversight.errors import RefusedError
from oversight.words import _
from ui.notices import Question
from ui.settings.saving import StepsPanel, may_change
from ui.shell import Shell
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.choice_fields import YesNoField
from ui.widgets.fields import TextField
from ui.widgets.flow import Flow
from ui.widgets.form_panel import FormPanel
from ui.widgets.text import note

if TYPE_CHECKING:
    from oversight.office import Office


@dataclass(frozen=True)
class Listed:
    """The list as it is kept, the classes that were ever used, and the rules that hold for them."""

    classes: tuple[DeviceClass, ...] = ()
    used: frozenset[str] = frozenset()
    rules: tuple[DoorRule, ...] = ()


class ClassesForm(FormPanel):
    """One section for each class; ``unwanted`` and ``moved`` carry its place, ``moved`` the way too."""

    unwanted = Signal(int)
    moved = Signal(int, int)

    def __init__(
        self, classes: Sequence[DeviceClass], used: frozenset[str] = frozenset(), *, may_edit: bool
    ) -> None:
        super().__init__()
        self.classes = tuple(classes)
        self.buttons: dict[tuple[str, int], Button] = {}
        for at, each in enumerate(self.classes):
            self._add_class(at, each, may_edit=may_edit)
            if may_edit:
                self._add_deeds(at, each, is_used=each.id in used)
        self.fill({})

    def _add_class(self, at: int, each: DeviceClass, *, may_edit: bool) -> None:
        heading = _("{number} {title}").format(number=at + 1, title=each.told or _("新しい種類"))
        if not each.in_use:
            heading = _("{heading}（選択肢から外したもの）").format(heading=heading)
        self.add_section(heading)
        self.add(TextField(f"{at}.word", _("種類の名"), is_required=True))
        self.add(
            YesNoField(f"{at}.is_electronic", _("電子機器")),
            YesNoField(f"{at}.takes_pictures", _("撮影できる")),
            YesNoField(f"{at}.in_use", _("入口の選択肢に出す")),
        )
        for name in ("word", "is_electronic", "takes_pictures", "in_use"):
            field = self.fields[f"{at}.{name}"]
            field.set_value(each.told if name == "word" else getattr(each, name))
            field.set_read_only(not may_edit)

    def _add_deeds(self, at: int, each: DeviceClass, *, is_used: bool) -> None:
        row = QWidget()
        flow = Flow(row)
        for way, word, icon in ((-1, _("上へ"), "chevron-up"), (1, _("下へ"), "chevron-down")):
            if 0 <= at + way < len(self.classes):
                button = self._deed(f"move{way}", at, each, word, icon)
                button.clicked.connect(partial(self.moved.emit, at, way))
                flow.addWidget(button)
        if not is_used:
            button = self._deed("remove", at, each, _("一覧から外す"), "trash")
            button.clicked.connect(partial(self.unwanted.emit, at))
            flow.addWidget(button)
        self.add_widget(row)

    def _deed(self, name: str, at: int, each: DeviceClass, word: str, icon: str) -> Button:
        button = self.buttons[name, at] = Button(word, kind=ButtonKind.QUIET, icon=icon)
        button.setAccessibleName(f"{each.told or _('新しい種類')} {word}")
        return button

    def typed(self) -> tuple[DeviceClass, ...]:
        """Return the classes as typed; one left as it was stays the very same."""
        values = self.values()
        return tuple(self._typed(at, each, values) for at, each in enumerate(self.classes))

    @staticmethod
    def _typed(at: int, each: DeviceClass, values: dict[str, Any]) -> DeviceClass:
        word = values[f"{at}.word"]
        return replace(
            each,
            word=each.word if word == each.told else word,
            is_electronic=bool(values[f"{at}.is_electronic"]),
            takes_pictures=bool(values[f"{at}.takes_pictures"]),
            in_use=bool(values[f"{at}.in_use"]),
        )


class DeviceClassesPanel(StepsPanel[ClassesForm]):
    """Shows the office's list; what a change does to the rules is said before it is saved."""

    def __init__(self, shell: Shell) -> None:
        form = ClassesForm((), may_edit=may_change(shell))
        super().__init__(shell, form, save=_("機器の種類を保存する"), put_back=_("はじめの種類に戻す"))
        self.add_button.setText(_("種類を加える"))
        self._stored = Listed()
        told = _(
            "入口で申告する機器の種類です。一度使った種類は、選択肢から外しても一覧と記録に残ります。"
            "決まりに及ぶことは、保存の前に出ます。"
        )
        self._lay_out(note(told))
        self.save_button.clicked.connect(self.save)
        self.add_button.clicked.connect(self.add_class)
        self.default_button.clicked.connect(self.put_back)

    def read(self) -> None:
        """Read the list; what is being typed is not written over."""
        office = self._shell.office
        self._shell.read(lambda: _read(office), self._show_stored, owner=self)

    def _show_stored(self, stored: Listed) -> None:
        if not self.is_changed:
            self._stored = stored
            self._show(stored.classes)

    def _show(self, classes: Sequence[DeviceClass]) -> None:
        form = ClassesForm(classes, self._stored.used, may_edit=self._may_edit)
        form.unwanted.connect(self.remove_class)
        form.moved.connect(self.move_class)
        self._put_in(form)

    @property
    def is_changed(self) -> bool:
        """Tell whether something is typed that is not saved."""
        return self.form.typed() != self._stored.classes

    @Slot()
    def add_class(self) -> None:
        """Add a class after the last; it waits for its name."""
        typed = self.form.typed()
        self._show((*typed, DeviceClass(f"class-{uuid4().hex[:8]}", "")))
        self.form.point_at(f"{len(typed)}.word")

    @Slot(int)
    def remove_class(self, at: int) -> None:
        """Take a class out that was never used; it is back if nothing is saved."""
        typed = self.form.typed()
        self._show((*typed[:at], *typed[at + 1 :]))
        self.add_button.setFocus()

    @Slot(int, int)
    def move_class(self, at: int, way: int) -> None:
        """Move a class a place up (-1) or down (1), with the cursor on the button that did it."""
        typed = list(self.form.typed())
        typed.insert(at + way, typed.pop(at))
        self._show(typed)
        again = self.form.buttons.get((f"move{way}", at + way))
        (again or self.form.buttons[f"move{-way}", at + way]).setFocus()

    @Slot()
    def put_back(self) -> None:
        """Show the house's own list, and what was used beside it out of use; saving makes it count."""
        own = {each.id for each in DEFAULT_CLASSES}
        rest = [each for each in self._stored.classes if each.id not in own and each.id in self._stored.used]
        self._show((*DEFAULT_CLASSES, *(replace(each, in_use=False) for each in rest)))

    @Slot()
    def save(self) -> None:
        """Say what the change does to the rules, and write the list once that is confirmed."""
        if not self.form.check():
            return
        typed = self.form.typed()
        try:
            refuse_wrong_classes(typed)
        except RefusedError as error:
            self._fail(error)
            return
        effects = told_effects(self._stored.classes, typed, self._stored.rules)
        if not effects:
            self._write(typed)
            return
        question = Question(_("入室の決まりに及びます"), "\n".join(effects), _("この内容で保存する"))
        self.asked = self._shell.notices.ask(question, partial(self._write, typed), parent=self)

    def _write(self, typed: tuple[DeviceClass, ...]) -> None:
        areas = self._shell.office.areas

        def finish(_change: Change) -> None:
            self._stored = replace(self._stored, classes=typed)
            self._show(typed)
            self._shell.notices.tell(_("機器の種類を保存しました。"))

        self._shell.do(lambda: areas.change_classes(typed), finish, self._fail, owner=self)

    def _fail(self, error: Exception) -> None:
        self._shell.notices.show_error(error)


def _read(office: Office) -> Listed:
    return Listed(*office.areas.list_all_classes(), office.areas.list_rules())
