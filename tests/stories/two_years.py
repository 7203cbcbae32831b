"""One contract over two fiscal years through the real windows, by keyboard: plan to recurrence.

The room bans cameras: what is owed as a photo is met by other evidence. One finding of severity A is refused
once, verified, approved; the record is amended. In the second year the same item fails again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from oversight.access import Role
from oversight.clock import JAPAN, FixedClock
from oversight.words import _
from tests.stories.day import PASSPHRASE, Day
from tests.stories.keyboard import CTRL
from ui.coverage.notices_panel import NoticesPanel
from ui.coverage.page import CoveragePage
from ui.coverage.proposals import ProposalsPanel
from ui.desk_view import DeskView
from ui.rooms import Room
from ui.settings.colleague_form import ColleagueForm, KeyForm
from ui.settings.page import SettingsPage
from ui.vault.lock_cover import LockCover
from ui.vault.unlock_page import UnlockPage

PLACE = "認定調査センター 2階 作業室／大阪府吹田市泉町1丁目（撮影禁止）"
FIRST_DAY = dt.date(2025, 5, 12)


@dataclass(frozen=True)
class Colleague:
    """A colleague of the section: who they are and how they sign in."""

    name: str
    post: str
    user_id: str
    passphrase: str


INSPECTOR = Colleague("福井 太郎", "主査", "fukui", PASSPHRASE)
CHIEF = Colleague("舘 花子", "係長", "tachi", "白い雲が三つ並んで渡る午後の橋")
HEAD = Colleague("大野 実", "課長", "ohno", "古い時計台の鐘が七つ鳴り終える")


@dataclass
class TwoYears(Day):
    """Goes on from a new vault; ``clock`` is set to each day something is done."""

    clock: FixedClock | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        self.papers = self.out / "papers"
        self.service_until, self.places = "令和9年3月31日", PLACE

    def be_at(self, day: dt.date, hour: int = 9) -> None:
        """Go on to an hour of a day."""
        assert self.clock is not None
        self.clock.moment = dt.datetime(day.year, day.month, day.day, hour, tzinfo=JAPAN)

    # people

    def add_colleagues(self) -> None:
        """Let the section chief and the head have a key each, typed by themselves."""
        self.tell(_("職員"))
        self._go_to(Room.SETTINGS)
        page = self.keys.wait_for(SettingsPage)
        self.keys.push(page.chips.chips[-2])
        panel = page.colleagues
        for each in (CHIEF, HEAD):
            self.keys.push(panel.add_button)
            form = self.keys.wait_for(ColleagueForm)
            self.keys.fill(form.fields["name"], each.name)
            self.keys.fill(form.fields["post"], each.post)
            self.keys.choose(form.fields["roles"], Role.MANAGER)
            self.keys.push(form.save_button)
            self.keys.rest(0.3)
            panel.table.choose(next(row.id for row in panel.table.rows_model.rows if row.name == each.name))
            self.keys.push(panel.key_button)
            key = self.keys.wait_for(KeyForm)
            self.keys.fill(key.user_field, each.user_id)
            self.keys.fill(key.pair.first, each.passphrase)
            self.keys.fill(key.pair.second, each.passphrase)
            self.keys.push(key.give_button)
            self.keys.rest(0.5)
        self.keys.picture("colleagues")

    def sign_in(self, who: Colleague) -> None:
        """Lock, and let another open with their own key."""
        self.keys.press(Qt.Key.Key_L, CTRL)
        cover = self.keys.wait_for(LockCover)
        self.keys.push(cover.other_button)
        page = self.keys.wait_for(UnlockPage)
        self.keys.fill(page.user_field, who.user_id)
        self.keys.fill(page.passphrase_field, who.passphrase)
        self.keys.push(page.unlock_button)
        self.keys.wait_for(DeskView)

    # plan and notice

    def plan_by_proposal(self) -> dt.date:
        """Take the day that is proposed, with its reason; return it."""
        self.tell(_("検査を計画する"))
        self._go_to(Room.COVERAGE)
        page = self.keys.wait_for(CoveragePage)
        self.keys.picture("coverage-open")
        self.keys.push(page.propose_button)
        panel = self.keys.wait_for(ProposalsPanel)
        self.keys.picture("proposals")
        (proposal,) = panel.proposals
        assert proposal.day is not None
        self.keys.push(panel.take_button)
        self.keys.wait_for(CoveragePage, ready=lambda each: each.proposals is None)
        return proposal.day

    def send_notice(self, number: int) -> None:
        """Print the plan and the notice in one go."""
        page = self.keys.wait_for(CoveragePage)
        page.outward.notices_action.trigger()
        panel = self.keys.wait_for(NoticesPanel)
        self.keys.fill(panel.form.fields["pattern"], "吹高第{n}号")
        self.keys.fill(panel.form.fields["first"], str(number))
        self.keys.picture("notices")
        with self.answering(self.papers):
            self.keys.push(panel.write_button)
            self.keys.rest(1.0)

    @contextmanager
    def answering(self, path: Path) -> Iterator[None]:
        """Answer what the system's own dialogs ask for a file or a folder."""
        kept = {name: getattr(QFileDialog, name) for name in ("getSaveFileName", "getExistingDirectory")}
        QFileDialog.getSaveFileName = lambda *_a, **_k: (str(path), "")  # type: ignore[method-assign]
        QFileDialog.getExistingDirectory = lambda *_a, **_k: str(path)  # type: ignore[method-assign]
        try:
            yield
        finally:
            for name, asked in kept.items():
                setattr(QFileDialog, name, asked)
