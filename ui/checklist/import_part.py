"""How a file of a checklist comes onto the page: chosen, dropped or handed over; looked into, then shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QMimeData, QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from oversight.checklist.rows import EditionLine
from oversight.checklist.taking_in import SUFFIXES, FileLooked, read_chosen
from oversight.errors import OversightError
from oversight.exchange.course import StoppedError
from oversight.personal_number import mask
from oversight.words import _, mark
from ui.checklist.import_page import ImportPage
from ui.checklist.refused_page import RefusedPage
from ui.course_bar import CourseBar
from ui.dropped import paths_of

if TYPE_CHECKING:
    from ui.page import Page

_STEPS = mark("{done:,}/{total:,}段階")
Found = tuple[FileLooked, tuple[EditionLine, ...], UUID | None]


class ImportPart(QObject):
    """``drafted`` carries the id of a draft that was made of a file."""

    drafted = Signal(object)

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self.course_bar = CourseBar(_("ファイルを確かめています"), counted=_STEPS)
        page.column.insertWidget(page.column.count() - 1, self.course_bar)
        page.setAcceptDrops(page.office.checklists.may_change())

    @Slot()
    def choose(self) -> None:
        """Ask for a file."""
        kinds = _("点検表 ({suffixes});;すべて (*)").format(suffixes=" ".join(SUFFIXES))
        name, _kind = QFileDialog.getOpenFileName(self._page, _("取り込むファイル"), "", kinds)
        if name:
            self.look_into(Path(name))

    def look_into(self, path: Path) -> None:
        """Look into a file off the window's thread; nothing is written."""
        checklists, course = self._page.office.checklists, self.course_bar.start()

        def failed(error: Exception) -> None:
            self._refuse(path, error)

        self._page.shell.background.run_aside(
            lambda: checklists.look_into(read_chosen(path), path.name, course=course),
            self._find_base,
            failed,
            owner=self,
            what=_("ファイルを確かめています"),
        )

    def _find_base(self, looked: FileLooked) -> None:
        """Find the editions it could be the next one of, and the one it was written from."""
        checklists = self._page.office.checklists
        self._page.shell.read(
            lambda: (looked, checklists.list_editions(), checklists.base_of(looked)), self._show, owner=self
        )

    def _show(self, found: Found) -> None:
        self.course_bar.end()
        cover = ImportPage(self._page.shell, *found)
        cover.drafted.connect(self.drafted)
        self._page.shell.cover(cover)

    def _refuse(self, path: Path, error: Exception) -> None:
        self.course_bar.end()
        if isinstance(error, StoppedError):
            self._page.shell.notices.tell(error.sentence, error.remedy)
        elif isinstance(error, OversightError):
            cover = RefusedPage(self._page.shell, mask(path.name), error)
            cover.another_wanted.connect(self.choose)
            self._page.shell.cover(cover)

    def takes(self, dropped: QMimeData) -> bool:
        """Tell whether what is dragged is one file of this machine, and may be taken in."""
        return self._page.acceptDrops() and len(paths_of(dropped)) == 1

    def take(self, dropped: QMimeData) -> None:
        """Look into the file dropped."""
        if self.takes(dropped):
            self.look_into(paths_of(dropped)[0])
