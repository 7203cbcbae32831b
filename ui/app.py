"""The desktop program: the only place where everything is wired together."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from oversight.frozen import take_up_helper_work
from oversight.words import _
from ui.background import Background
from ui.crash import CrashBook
from ui.looks import SIZES, THEMES, Look, Looks
from ui.notices import Notices
from ui.preferences import FILE_NAME, Preferences, read_preferences, settings_folder, write_preferences
from ui.session import Session
from ui.theme import load_first_fonts, load_later_fonts
from ui.window import Window

if TYPE_CHECKING:
    from oversight.clock import Clock
    from ui.page import Page


def page_classes() -> tuple[type[Page], ...]:
    """Return the pages in the order of the navigation; loaded with the office, after the window is up."""
    from ui.checklist.page import ChecklistsPage
    from ui.coverage.page import CoveragePage
    from ui.devices.areas_page import AreasPage
    from ui.devices.permits_page import PermitsPage
    from ui.findings.page import FindingsPage
    from ui.home.page import HomePage
    from ui.imports.page import ImportsPage
    from ui.inspections.page import InspectionsPage
    from ui.journal.page import JournalPage
    from ui.register.contractors_page import ContractorsPage
    from ui.register.contracts_page import ContractsPage
    from ui.reports.page import ReportsPage
    from ui.settings.page import SettingsPage

    return (
        HomePage,
        ContractsPage,
        ContractorsPage,
        ReportsPage,
        CoveragePage,
        InspectionsPage,
        FindingsPage,
        AreasPage,
        PermitsPage,
        ChecklistsPage,
        ImportsPage,
        JournalPage,
        SettingsPage,
    )


def load_office_and_pages() -> None:
    """Import what the desk needs while the passphrase is typed (docs/window.md#start)."""
    from ui.vault.door import load_office

    load_office()
    page_classes()


class Program(QObject):
    """The running program: one window, one session."""

    def __init__(
        self, app: QApplication, *, settings: Path, folder: Path | None, look: Look | None, clock: Clock
    ) -> None:
        super().__init__()
        self._path = settings / FILE_NAME
        self.preferences = read_preferences(self._path)
        self.crashes = CrashBook(settings / "crash", clock)
        self.background = Background(self)
        self.looks = Looks(app, look or self.preferences.look, self)
        self.notices = Notices(self.crashes, self)
        self.window = Window(self.notices)
        self.session = Session(
            app=app,
            window=self.window,
            background=self.background,
            notices=self.notices,
            looks=self.looks,
            clock=clock,
            pages=page_classes,
        )
        self.session.goes_on = self.preferences.goes_on
        self._folder = folder or (Path(self.preferences.folder) if self.preferences.folder else None)
        self._wire()

    def _wire(self) -> None:
        self.crashes.tell = self.notices.show_error
        self.background.failed.connect(self.notices.show_error)
        self.background.waiting.connect(self.window.say_waiting)
        self.looks.redressed.connect(self._keep_look)
        self.session.folder_used.connect(self._keep_folder)
        self.session.goes_on_changed.connect(self._keep_goes_on)
        self.window.closing.connect(self.close)

    def show(self) -> None:
        """Show the window with the way in; load the rest once it is on the screen."""
        self.session.show_unlock(self._folder)
        if len(self.preferences.geometry) == 4:
            self.window.setGeometry(*self.preferences.geometry)
        if self.preferences.is_maximised:
            self.window.showMaximized()
        else:
            self.window.show()
        QTimer.singleShot(0, self, self._load_the_rest)

    @Slot()
    def _load_the_rest(self) -> None:
        from ui.singletons import hold_singletons

        hold_singletons()
        load_later_fonts()
        self.background.run_aside(load_office_and_pages, self._loaded, owner=self)
        report = self.crashes.take_last()
        if report:
            from ui.crash_report import offer_report

            offer_report(report, self.notices, self.window)

    def _loaded(self, _nothing: None) -> None:
        """Nothing more to do: the office is in memory when the passphrase comes."""

    @Slot()
    def _keep_look(self) -> None:
        self._keep(self.preferences.with_look(self.looks.look))

    @Slot(str)
    def _keep_folder(self, folder: str) -> None:
        self._keep(replace(self.preferences, folder=folder))

    @Slot(bool)
    def _keep_goes_on(self, is_on: bool) -> None:
        self._keep(replace(self.preferences, goes_on=is_on))

    def _keep(self, preferences: Preferences) -> None:
        self.preferences = preferences
        write_preferences(self._path, preferences)

    @Slot()
    def close(self) -> None:
        """Remember where the window stood and close the office."""
        box = self.window.normalGeometry()
        self._keep(
            replace(
                self.preferences,
                geometry=(box.x(), box.y(), box.width(), box.height()),
                is_maximised=self.window.isMaximized(),
            )
        )
        self.session.close()


@dataclass(frozen=True)
class Options:
    """What the command line says; None or 0 where it says nothing."""

    folder: Path | None = None
    language: str | None = None
    theme: str | None = None
    text_size: int = 0
    settings: Path | None = None


def parse_arguments(arguments: Sequence[str]) -> Options:
    """Return the options given on the command line."""
    if not arguments:
        return Options()  # a start without options need not load the parser
    import argparse

    parser = argparse.ArgumentParser(prog="oversight-desktop", description=_("委託監督台帳の窓を開きます。"))
    parser.add_argument("--folder", type=Path, help=_("開く保管庫のフォルダー"))
    parser.add_argument("--language", choices=("ja", "en"), help=_("表示の言語"))
    parser.add_argument("--theme", choices=THEMES, help=_("画面の明るさ"))
    parser.add_argument("--text-size", type=int, default=0, choices=SIZES, help=_("文字の大きさ（％）"))
    parser.add_argument("--settings", type=Path, help=_("この窓の設定を置くフォルダー"))
    return Options(**vars(parser.parse_args(arguments)))


def chosen_look(options: Options, kept: Look) -> Look:
    """Return the look kept, with what the command line says instead."""
    return Look(
        options.language or kept.language,
        options.theme or kept.theme,
        options.text_size or kept.text_percent,
    )


def prepare_application() -> QApplication:
    """Make the application with its name, style and first fonts."""
    QGuiApplication.setApplicationName("Oversight")
    QGuiApplication.setDesktopFileName("oversight")
    # the style by argument: QApplication.setStyle would load all of QStyle before the first window
    app = QApplication([*sys.argv[:1], "-style", "fusion"])
    load_first_fonts()
    return app


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window and run until it is closed; return the exit code."""
    from oversight.clock import MachineClock

    take_up_helper_work()
    options = parse_arguments(sys.argv[1:] if arguments is None else arguments)
    app = prepare_application()
    settings = options.settings or settings_folder()
    kept = read_preferences(settings / FILE_NAME)
    program = Program(
        app,
        settings=settings,
        folder=options.folder,
        look=chosen_look(options, kept.look),
        clock=MachineClock(),
    )
    program.crashes.watch()
    program.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
