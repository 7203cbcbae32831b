"""What the buttons of the page of findings do: forms in the pane, letters, files, other rooms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog

from oversight.access import Deed, may
from oversight.change import Change
from oversight.corrections import LetterOffer
from oversight.exchange import read_file
from oversight.findings import FindingRow
from oversight.reports import ContactRow, FormKind, Original
from oversight.words import _, _n
from ui.chase_panel import offer_letters
from ui.contact_forms import withdrawal_of
from ui.findings.forms import finding_form
from ui.findings.forms_out import save_form, save_forms
from ui.findings.letter_forms import closure_form, request_form
from ui.findings.shown import Shown
from ui.findings.wishes import Wish
from ui.list_page import ListPage
from ui.rooms import PlanReinspection, Room
from ui.widgets.buttons import Button


class Deeds(QObject):
    """Acts on the finding that the pane shows; ``chase_button`` makes the day's letters."""

    def __init__(self, page: ListPage[FindingRow], shown: Callable[[], Shown | None]) -> None:
        super().__init__(page)
        self._page, self._read_shown = page, shown
        self.chase_button = Button("", icon="file-text")
        self.chase_button.hide()
        page.add_button(self.chase_button)
        self.chase_button.clicked.connect(self._offer_letters)

    def show_letters_due(self, count: int) -> None:
        """Offer the day's letters, with their number, to whoever may make them."""
        self.chase_button.setText(_n("督促の文書を作る（{count}通）", count).format(count=count))
        self.chase_button.setVisible(count > 0 and may(self._page.office.actor, Deed.CHASE_REPORT))
        self._page.fit_head()

    @Slot()
    def _offer_letters(self) -> None:
        offer_letters(self._page)

    @property
    def _shown(self) -> Shown | None:
        return self._read_shown()

    @Slot(object)
    def do_wish(self, wish: Wish) -> None:
        """Do a deed at once, or ask in the pane for what it needs."""
        shown = self._shown
        if shown is None:
            return
        own = {
            Wish.LETTER: self._offer_request,
            Wish.CLOSURE_LETTER: self._offer_closure,
            Wish.ASK_CLOSURE: self._ask_closure,
            Wish.ATTACH: self._choose_evidence,
            Wish.REINSPECT: self._plan_reinspection,
        }.get(wish)
        if own is not None:
            own(shown)
        else:
            self._page.show_form(finding_form(self._page.shell, wish, shown))

    def _offer_request(self, shown: Shown) -> None:
        letters, finding_id = self._page.office.correction_letters, shown.finding.id
        self._page.shell.read(lambda: letters.offer_request(finding_id), self._show_request, owner=self)

    def _show_request(self, offer: LetterOffer) -> None:
        self._page.show_form(request_form(self._page.shell, offer))

    def _offer_closure(self, shown: Shown) -> None:
        letters, finding_id = self._page.office.correction_letters, shown.finding.id
        self._page.shell.read(lambda: letters.offer_closure(finding_id), self._show_closure, owner=self)

    def _show_closure(self, offer: LetterOffer) -> None:
        self._page.show_form(closure_form(self._page.shell, offer))

    def _ask_closure(self, shown: Shown) -> None:
        findings, row = self._page.office.findings, shown.finding
        self._page.shell.do(
            lambda: findings.ask_closure(row.id, version=row.version), self._say_asked, owner=self
        )

    def _say_asked(self, _change: Change) -> None:
        told = _("完了の確認を求めました。")
        self._page.shell.notices.tell(told, _("別の職員が自分の鍵で開いて確認すると、完了になります。"))

    def _choose_evidence(self, shown: Shown) -> None:
        names, _kind = QFileDialog.getOpenFileNames(
            self._page, _("証跡のファイル"), "", _("PDF・画像 (*.pdf *.jpg *.jpeg *.png)")
        )
        if names:
            self.attach(shown, [Path(name) for name in names])

    def attach(self, shown: Shown, paths: Sequence[Path]) -> None:
        """Keep files with the newest report of a finding."""
        forms, row = self._page.office.correction_forms, shown.finding

        def work() -> Change:
            files = [Original(read_file(path), path.name) for path in paths]
            return forms.add_evidence(row.id, files, version=row.version)

        told = _n("{count}件の証跡を付けました。", len(paths)).format(count=len(paths))
        self._page.shell.do(work, lambda _change: self._page.shell.notices.tell(told), owner=self)

    def _plan_reinspection(self, shown: Shown) -> None:
        row = shown.finding
        purpose = _("指摘 {number} の是正の確認").format(number=row.number)
        self._page.shell.open(Room.INSPECTIONS, PlanReinspection(row.contract_id, row.inspection_id, purpose))

    @Slot(object)
    def give_form(self, kind: FormKind | None) -> None:
        """Write the form of the finding in sight, or those of its whole inspection."""
        shown = self._shown
        if shown is None:
            return
        if kind is None:
            save_forms(self._page.shell, self._page, shown.finding)
        else:
            save_form(self._page.shell, self._page, shown.finding, kind)

    @Slot(object)
    def take_back(self, contact: ContactRow) -> None:
        """Ask for the reason, then take back a contact noted by mistake."""
        withdraw = self._page.office.finding_chasing.withdraw_contact
        self._page.show_form(withdrawal_of(self._page.shell, contact, withdraw))
