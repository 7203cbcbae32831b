"""From the gate to the desk and back: unlocking, locking, unlocking again, closing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

from oversight.errors import OversightError
from oversight.words import _, _n
from ui.background import Background
from ui.lock_watch import LockWatch
from ui.looks import Looks
from ui.notices import Notices, Question
from ui.theme import Tone
from ui.vault.unlock_page import UnlockPage
from ui.window import Window

if TYPE_CHECKING:
    from oversight.clock import Clock
    from oversight.journal import Verdict
    from oversight.settings import OfficeSettings
    from ui.page import Page
    from ui.shell import Shell
    from ui.vault.door import Entry

Pages = Callable[[], "Sequence[type[Page]]"]
_VERIFY_AFTER_MS = 1500
VERIFIED_AT_ONCE = 5_000
"""Entries that are walked in well under a second, so that opening the vault walks them unasked."""
DEFAULT_LOCK_MINUTES = 5


class Session(QObject):
    """Holds the open office.

    ``folder_used`` names the vault last opened, ``goes_on_changed`` a habit in conducting: to be remembered.
    """

    folder_used = Signal(str)
    goes_on_changed = Signal(bool)

    def __init__(
        self,
        *,
        app: QGuiApplication,
        window: Window,
        background: Background,
        notices: Notices,
        looks: Looks,
        clock: Clock,
        pages: Pages,
    ) -> None:
        super().__init__(window)
        self._app, self._window, self._pages = app, window, pages
        self._background, self._notices, self._looks, self._clock = background, notices, looks, clock
        self._entry: Entry | None = None
        self.shell: Shell | None = None
        self.is_locked = True
        self.goes_on = True
        self._folder: Path | None = None
        self.watch = LockWatch(app, self)
        self.watch.lock_due.connect(self.lock)
        looks.redressed.connect(self._redress)

    # the gate

    def show_unlock(self, folder: Path | None) -> None:
        """Show the way in."""
        self._folder = folder
        page = UnlockPage(self._background, self._clock, folder)
        page.opened.connect(self.enter)
        page.create_wanted.connect(self.show_create)
        page.recover_wanted.connect(self.show_recover)
        self._window.show_gate(page)

    @Slot()
    def show_create(self) -> None:
        """Show how a vault is made."""
        from ui.vault.create_page import CreatePage

        page = CreatePage(self._background, self._clock)
        page.opened.connect(self._offer_recovery)
        page.back_wanted.connect(self._back_to_unlock)
        self._window.show_gate(page)

    @Slot(object)
    def show_recover(self, folder: Path) -> None:
        """Show how a vault is opened with the recovery code."""
        from ui.vault.recover_page import RecoverPage

        page = RecoverPage(self._background, self._clock, folder)
        page.opened.connect(self.enter)
        page.back_wanted.connect(self._back_to_unlock)
        self._window.show_gate(page)

    @Slot()
    def _back_to_unlock(self) -> None:
        self.show_unlock(self._folder)

    @Slot(object)
    def _offer_recovery(self, entry: Entry) -> None:
        from ui.vault.recovery_offer import RecoveryOffer

        self._entry, self.is_locked = entry, False
        self.watch.start(DEFAULT_LOCK_MINUTES)
        page = RecoveryOffer(entry.office, self._background, self._notices)
        page.done.connect(self._enter_new)
        self._window.show_gate(page)

    @Slot()
    def _enter_new(self) -> None:
        if self._entry is not None:
            self.enter(self._entry)

    # the desk

    @Slot(object)
    def enter(self, entry: Entry) -> None:
        """Sit down at the desk of an office just opened."""
        from ui.refresh import Refresh
        from ui.shell import Shell

        self._entry, self.is_locked = entry, False
        self.shell = Shell(
            office=entry.office,
            background=self._background,
            notices=self._notices,
            refresh=Refresh(self),
            looks=self._looks,
            clock=self._clock,
            parent=self,
        )
        self.shell.goes_on = self.goes_on
        self.shell.goes_on_changed.connect(self._keep_goes_on)
        self.shell.lock_wanted.connect(self.lock)
        self.shell.journal_verified.connect(self.say_verdict)
        self._notices.clear()
        self._window.open_desk(self.shell, self._pages())
        self.folder_used.emit(str(entry.folder))
        self._after_opening()

    @Slot(bool)
    def _keep_goes_on(self, is_on: bool) -> None:
        self.goes_on = is_on
        self.goes_on_changed.emit(is_on)

    def _after_opening(self) -> None:
        """Read the settings that matter to the window, look at the journal, tell of an upgrade."""
        entry, desk = self._entry, self._window.desk
        if entry is None or desk is None:
            return
        self.watch.start(DEFAULT_LOCK_MINUTES)
        self._background.run(entry.office.settings.read, self.use_settings, owner=desk)
        QTimer.singleShot(_VERIFY_AFTER_MS, desk, self.verify)
        upgrade = entry.office.upgrade
        if upgrade is not None and upgrade.was_upgraded:
            self._notices.tell(
                _("記録の形式を新しくしました。"),
                _("前の形式の控えは、保管庫の中に残してあります。"),
                Tone.DONE,
            )

    def use_settings(self, settings: OfficeSettings) -> None:
        """Follow the office's settings: whose records, and how long until it locks."""
        if self._entry is None or self._window.desk is None:
            return
        office = self._entry.office
        self._window.desk.navigation.say_who(
            settings.organisation, office.actor.signature, is_encrypted=office.vault is not None
        )
        if not self.is_locked:
            self.watch.start(settings.auto_lock_minutes)

    @Slot()
    def verify(self) -> None:
        """Walk the journal and say in the navigation how far it is sound; a long one only when asked."""
        if self._entry is None or self._window.desk is None or self.is_locked:
            return
        journal = self._entry.office.journal

        def work() -> Verdict | int:
            count = journal.head().sequence
            return journal.verify() if count <= VERIFIED_AT_ONCE else count

        self._background.run(work, self._say_how_far, owner=self._window.desk)

    def _say_how_far(self, answer: Verdict | int) -> None:
        if not isinstance(answer, int):
            self.say_verdict(answer)
        elif self._window.desk is not None:
            text = _("記録簿 第{count:,}件（検証は記録簿の画面で）").format(count=answer)
            self._window.desk.navigation.say_soundness(text, is_sound=True)

    @Slot(object)
    def say_verdict(self, verdict: Verdict) -> None:
        """Say in the navigation what walking the journal found."""
        if self._window.desk is None:
            return
        if verdict.is_sound:
            text = _("記録簿 第{count:,}件まで健全").format(count=verdict.entries)
        elif verdict.differing:
            text = _n("記録簿と合わない記録 {count:,}件", verdict.differing).format(count=verdict.differing)
        else:
            text = _("記録簿に異常（第{count:,}件）").format(count=verdict.fault_at or verdict.entries)
        self._window.desk.navigation.say_soundness(text, is_sound=verdict.is_sound)

    # locking

    @Slot()
    def lock(self) -> None:
        """Hide the records at once, then close the office, which wipes the keys."""
        if self.is_locked or self._entry is None:
            return
        from ui.vault.lock_cover import LockCover

        self.is_locked = True
        self.watch.stop()
        self._background.stop()
        self._close_dialogs()
        entry = self._entry
        cover = LockCover(self._background, self._clock, entry, entry.office.actor.signature)
        cover.opened.connect(self._enter_again)
        cover.other_wanted.connect(self._ask_to_leave)
        self._window.show_gate(cover)
        self._notices.clear()
        self._empty_clipboard()
        self._background.run(entry.office.close, self._locked, self._lock_failed, owner=self)

    def _locked(self, _nothing: None) -> None:
        """Let the machine sleep: the keys are gone."""
        self.watch.keys_wiped()

    def _lock_failed(self, error: Exception) -> None:
        """Hold sleep back no longer than the try lasted; say what went wrong."""
        self.watch.keys_wiped()
        if isinstance(error, OversightError):  # of the others the one funnel hears by itself
            self._notices.show_error(error)

    def _close_dialogs(self) -> None:
        """Close every window but the one: dialogs and popups may show records."""
        for window in self._app.topLevelWindows():
            if window is not self._window.windowHandle():
                window.close()

    def _empty_clipboard(self) -> None:
        """Take off what this program put there; some systems cannot say whose it is."""
        clipboard = self._app.clipboard()
        copied = self.shell.copied if self.shell is not None else ""
        if clipboard.ownsClipboard() or (copied and clipboard.text() == copied):
            clipboard.clear()

    @Slot(object)
    def _enter_again(self, entry: Entry) -> None:
        """Go on where the same person, with the same roles, left off; for anyone else begin anew."""
        before = self._entry
        if before is None or self.shell is None or before.office.actor != entry.office.actor:
            self.enter(entry)
            return
        before.office.take_up(entry.office)
        self._entry = replace(entry, office=before.office)
        self.is_locked = False
        self._window.show_desk()
        self._after_opening()

    @Slot()
    def _ask_to_leave(self) -> None:
        desk = self._window.desk
        if desk is None or not desk.has_unsaved:
            self._leave()
            return
        question = Question(
            _("保存していない入力があります"),
            _("別の利用者で開くと、入力の途中の内容は失われます。保存済みの記録は残ります。"),
            _("保存せずに別の利用者で開く"),
            is_dangerous=True,
        )
        self._notices.ask(question, self._leave, parent=self._window)

    def _leave(self) -> None:
        """Free the desk and show the way in."""
        folder = self._entry.folder if self._entry else None
        self._entry = None
        self._window.close_desk()
        self._drop_shell()
        self.show_unlock(folder)

    def _drop_shell(self) -> None:
        if self.shell is not None:
            self.shell.deleteLater()
            self.shell = None

    # looks and the end

    @Slot()
    def _redress(self) -> None:
        """Build the desk anew in the new language and sizes, at the page that was in sight."""
        desk = self._window.desk
        if desk is None or self.shell is None or self.is_locked:
            return
        if desk.has_unsaved:
            self._notices.tell(
                _("保存していない入力があるので、画面は作り直していません。"),
                _("保存してから、もう一度選んでください。入力の途中の内容は残っています。"),
                Tone.ATTENTION,
            )
            return
        room = desk.page.key.value if desk.page is not None else ""
        self._window.open_desk(self.shell, self._pages()).open(room)
        self._after_opening()

    def close(self) -> None:
        """Close the office and wait for all work: called once, when the window closes."""
        self.watch.stop()
        self._background.close()
        if self._entry is not None and not self.is_locked:
            self.is_locked = True
            self._entry.office.close()
        self.watch.keys_wiped()
