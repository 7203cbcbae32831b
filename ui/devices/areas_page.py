"""The handling areas of all places, and what holds at the door of each."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Slot
from typing_extensions import override

from oversight.access import Deed, may
from oversight.change import Subject
from oversight.devices import AreaRow, DoorPointRow, PlaceChoice
from oversight.words import _, mark
from ui.actions import ADD, action_button
from ui.devices.area_forms import NewAreaForm, area_form, withdrawal_form
from ui.devices.area_pane import AreaPane, ShownArea, read_area, read_areas
from ui.devices.area_rows import COLUMNS, AreaView, holds_words
from ui.devices.door_page import open_door
from ui.devices.entry_log import open_entry_log
from ui.devices.found_form import FoundWay
from ui.list_page import ListPage, View
from ui.point_forms import OpenPoint, dismissal_of, finding_of
from ui.rooms import OpenEntryLog, Room
from ui.shell import Shell
from ui.widgets.buttons import ButtonKind


class AreasPage(ListPage[AreaRow]):
    """The list of areas with its detail pane."""

    key: ClassVar[Room] = Room.DEVICES
    title: ClassVar[str] = mark("持込機器")
    icon: ClassVar[str] = "door-enter"
    concerned: ClassVar[tuple[Subject, ...]] = (Subject.DEVICE, Subject.CONTRACT, Subject.SETTINGS)

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell,
            columns=COLUMNS,
            key=lambda row: row.id,
            views=AreaView,
            name=_("取扱区域の一覧"),
            search=_("区域・場所・委託先・契約で絞る"),
        )
        self.found = FoundWay(shell, self)
        self.found.form_wanted.connect(self.show_form)
        self.chips.choose(AreaView.ALL)
        self.add_area_button = action_button(ADD, self.add, kind=ButtonKind.PRIMARY, word=_("区域を登録する"))
        self.add_button(self.add_area_button)
        self.add_area_button.setVisible(may(self.office.actor, Deed.EDIT_REGISTER))

    @override
    def read_rows(self) -> None:
        office = self.office
        self.shell.read(
            lambda: read_areas(office), self.show_rows, owner=self, what=_("取扱区域を読んでいます")
        )

    @override
    def on_open(self, request: object) -> None:
        if not isinstance(request, OpenEntryLog):
            super().on_open(request)
            return
        areas, area_id, month = self.office.areas, request.area_id, request.month

        def done(area: AreaRow) -> None:
            open_entry_log(self.shell, area, month)

        self.shell.read(lambda: areas.get_area(area_id), done, owner=self)

    @override
    def help_text(self) -> str:
        return _(
            "個人情報を取り扱う区域と、その入口の決まりです。決まりは区分と使うシステムで決まり、重なるときは"
            "最も厳しいものが当たります。どの決まりによるかが、機器ごとに出ます。決まりは設定で変えられます。"
        )

    @override
    def lets_through(self, view: View, row: AreaRow) -> bool:
        return isinstance(view, AreaView) and view.lets_through(row)

    @override
    def holds_words(self, row: AreaRow, text: str) -> bool:
        return holds_words(row, text)

    @override
    def told_count(self, shown: int, of: int) -> str:
        return _("{shown:,}件を表示（全{of:,}件）").format(shown=shown, of=of)

    @override
    def told_empty(self, of: int) -> tuple[str, str]:
        if not of:
            return _("取扱区域がまだありません。"), _("「区域を登録する」で、部屋ごとに登録します。")
        return _("この条件に当たる区域はありません。"), _("「すべて」を選ぶと全部が出ます。")

    @override
    @Slot()
    def show_chosen(self) -> None:
        area, office = self.chosen_row, self.office
        if area is None:
            self.close_detail()
            return
        self.shell.read(lambda: read_area(office, area), self._show_pane, owner=self)

    def _show_pane(self, shown: ShownArea) -> None:
        if shown.area.id != self.shown or self.is_asking:
            return
        pane = AreaPane(self.shell, shown)
        pane.door_wanted.connect(self._open_door)
        pane.log_wanted.connect(self._open_log)
        pane.found_wanted.connect(self._ask_found)
        pane.points.dismissal_wanted.connect(self._dismiss)
        pane.points.finding_wanted.connect(self._make_finding)
        pane.change_wanted.connect(self._change)
        pane.withdrawal_wanted.connect(self._withdraw)
        self.show_detail(shown.area.draft.name, pane)

    @Slot()
    def add(self) -> None:
        """Ask for a new area."""
        if may(self.office.actor, Deed.EDIT_REGISTER):
            self.shell.read(self.office.areas.list_places, self._ask_new, owner=self)

    def _ask_new(self, places: tuple[PlaceChoice, ...]) -> None:
        self.shown = None
        self.show_form(NewAreaForm(self.shell, places))

    @Slot()
    def _open_door(self) -> None:
        if (row := self.chosen_row) is not None:
            open_door(self.shell, row.id, owner=self)

    @Slot()
    def _open_log(self) -> None:
        if (row := self.chosen_row) is not None:
            open_entry_log(self.shell, row)

    @Slot()
    def _ask_found(self) -> None:
        if (row := self.chosen_row) is not None:
            self.found.ask(row)

    @Slot(object)
    def _dismiss(self, point: DoorPointRow) -> None:
        self.show_form(dismissal_of(self.shell, self._open_point(point)))

    @Slot(object)
    def _make_finding(self, point: DoorPointRow) -> None:
        self.show_form(finding_of(self.shell, self._open_point(point)))

    def _open_point(self, point: DoorPointRow) -> OpenPoint:
        return OpenPoint(self.office.visits, point.id, point.told, point.version)

    @Slot()
    def _change(self) -> None:
        if (row := self.chosen_row) is not None:
            self.show_form(area_form(self.shell, row))

    @Slot()
    def _withdraw(self) -> None:
        if (row := self.chosen_row) is not None:
            self.show_form(withdrawal_form(self.shell, row))
