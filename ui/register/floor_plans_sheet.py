"""The floor plans of a contract's places: looked at, put, replaced, taken away."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from oversight.change import Change
from oversight.words import _
from ui.register.deed_dialog import DeedDialog, reason_field
from ui.register.floor_plan_files import PlanFile, read_plan
from ui.register.sheet import Deed, Sheet
from ui.shell import Shell
from ui.theme import current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.flow import Flow
from ui.widgets.number_field import NumberField
from ui.widgets.text import note, strong

if TYPE_CHECKING:
    from oversight.office import Office
    from oversight.register import ContractDetail, PlaceWithPlan

_SHOWN = QSize(320, 200)


class PlanCard(QFrame):
    """A place with its plan; ``put_wanted`` and ``withdraw_wanted`` carry the place."""

    put_wanted = Signal(object)
    withdraw_wanted = Signal(object)

    def __init__(self, place: PlaceWithPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = place
        self.setProperty("piece", "card")
        has_plan = place.attachment_id is not None
        self.picture = QLabel(_("読んでいます…") if has_plan else _("平面図はまだありません"))
        self.picture.setAccessibleName(_("{place}の平面図").format(place=place.name))
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.put_button = Button(_("差し替える") if has_plan else _("平面図を選ぶ"), icon="upload")
        self.put_button.setAccessibleName(f"{self.put_button.text()} {place.name}")
        self.withdraw_button = Button(_("外す"), kind=ButtonKind.QUIET, icon="trash")
        self.withdraw_button.setAccessibleName(_("{place}の平面図を外す").format(place=place.name))
        self._lay_out(has_plan=has_plan)
        self.put_button.clicked.connect(self._put)
        self.withdraw_button.clicked.connect(self._withdraw)

    def _lay_out(self, *, has_plan: bool) -> None:
        space = current_theme().space
        row = QHBoxLayout(self)
        row.setContentsMargins(space(12), space(12), space(12), space(12))
        row.setSpacing(space(16))
        self.picture.setMinimumSize(_SHOWN)
        row.addWidget(self.picture)
        column = QVBoxLayout()
        name = strong(self.place.name)
        name.setWordWrap(True)
        column.addWidget(name)
        column.addWidget(note(self.place.file_name))
        deeds = Flow()
        deeds.addWidget(self.put_button)
        deeds.addWidget(self.withdraw_button)
        column.addLayout(deeds)
        column.addStretch(1)
        row.addLayout(column, 1)
        self.withdraw_button.setVisible(has_plan)

    def show_image(self, image: QImage) -> None:
        """Show the plan, small and whole."""
        fitted = image.scaled(
            _SHOWN, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        self.picture.setPixmap(QPixmap.fromImage(fitted))

    @Slot()
    def _put(self) -> None:
        self.put_wanted.emit(self.place)

    @Slot()
    def _withdraw(self) -> None:
        self.withdraw_wanted.emit(self.place)


class FloorPlansSheet(Sheet):
    """Each deed is done at once; the sheet itself saves nothing."""

    def __init__(self, shell: Shell, detail: ContractDetail) -> None:
        super().__init__(shell, _("履行場所の平面図"), "")
        self._detail = detail
        self._change: Change | None = None
        self.cards: list[PlanCard] = []
        self.page = NumberField("page", _("PDFの頁"), low=1, high=999, width=120)
        self.page.set_value(1)
        self.save_button.hide()
        told = _(
            "見取図は、この平面図の上に描けます。平面図は保管庫の中だけに置き、検査記録には図に重ねて載ります。"
        )
        self.form.add_widget(note(told))
        self.form.add(self.page)
        self._shelf = QVBoxLayout()
        self._shelf.setSpacing(current_theme().space(12))
        self.form.column.addLayout(self._shelf)
        self.close_form()
        self.refresh()

    @property
    @override
    def is_changed(self) -> bool:
        return False

    @override
    def deed(self) -> Deed | None:
        return None

    def refresh(self) -> None:
        """Read the places again."""
        office, contract_id = self.shell.office, self._detail.id
        self.shell.read(lambda: office.contracts.list_floor_plans(contract_id), self._show, owner=self)

    def _show(self, places: tuple[PlaceWithPlan, ...]) -> None:
        for card in self.cards:
            self._shelf.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [PlanCard(place) for place in places]
        for card in self.cards:
            card.put_wanted.connect(self._pick)
            card.withdraw_wanted.connect(self._withdraw)
            self._shelf.addWidget(card)
            if card.place.attachment_id is not None:
                work = partial(_image_in, self.shell.office, card.place.attachment_id)
                self.shell.read(work, card.show_image, owner=card)

    @Slot(object)
    def _pick(self, place: PlaceWithPlan) -> None:
        path, page = ask_for_plan(self), self.page.value() or 1
        if path is not None:
            self.shell.background.run_aside(
                lambda: read_plan(path, page),
                lambda plan: self._put(place, plan),
                owner=self,
                what=_("平面図を読んでいます"),
            )

    def _put(self, place: PlaceWithPlan, plan: PlanFile) -> None:
        contracts = self.shell.office.contracts
        self.shell.do(
            lambda: contracts.put_floor_plan(place.id, content=plan.content, file_name=plan.file_name),
            self._did,
            owner=self,
        )

    @Slot(object)
    def _withdraw(self, place: PlaceWithPlan) -> None:
        contracts = self.shell.office.contracts

        def withdraw(values: Mapping[str, Any]) -> Change:
            return contracts.withdraw_floor_plan(place.id, **values)

        dialog = DeedDialog(
            self.shell,
            self,
            heading=_("{place}の平面図を外す").format(place=place.name),
            explained=_("これまでに描いた見取図は、そのまま残ります。"),
            verb=_("外す"),
            fields=(reason_field(_("外す理由")),),
            deed=withdraw,
            is_dangerous=True,
        )
        dialog.did.connect(self._did)
        dialog.open_over()

    @Slot(object)
    def _did(self, change: Change) -> None:
        self._change = change
        self.refresh()

    @Slot()
    @override
    def leave(self) -> None:
        """Go back to the contract."""
        self.finished.emit(self._change)


def _image_in(office: Office, attachment_id: UUID) -> QImage:
    return QImage.fromData(office.attachments.read_content(attachment_id))


def ask_for_plan(parent: QWidget) -> Path | None:
    """Let the user choose a plan; None if they do not."""
    name, _kind = QFileDialog.getOpenFileName(
        parent, _("平面図を選ぶ"), str(Path.home()), _("平面図 (*.png *.jpg *.jpeg *.pdf)")
    )
    return Path(name) if name else None
