"""The filters a person keeps for a list: kept under a name, chosen again, dropped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Slot

from oversight.change import Change
from oversight.kept_filters import LONGEST_NAME, KeptFilter, KeptFiltersService
from oversight.words import _
from ui.deed_form import DeedForm
from ui.page import Page
from ui.widgets.buttons import ButtonKind, MenuButton
from ui.widgets.fields import TextField


class KeptFilters(QObject):
    """The button on a page and what it offers.

    ``current`` says which filter is in force (without a name), ``apply`` brings one into force, ``ask`` shows
    a form beside the list.
    """

    def __init__(
        self,
        page: Page,
        *,
        current: Callable[[], KeptFilter],
        apply: Callable[[KeptFilter], None],
        ask: Callable[[DeedForm], None],
    ) -> None:
        super().__init__(page)
        self._page, self._current, self._apply, self._ask = page, current, apply, ask
        self._service = KeptFiltersService(page.office.desk)
        self.kept: tuple[KeptFilter, ...] = ()
        self.button = MenuButton(_("絞り込みを残す"), kind=ButtonKind.QUIET, icon="filter")
        page.add_filter(self.button)

    def read(self) -> None:
        """Read what is kept for the page."""
        key = self._page.key.value
        self._page.shell.read(lambda: self._service.list_kept(key), self._show, owner=self)

    def _show(self, kept: Sequence[KeptFilter]) -> None:
        self.kept = tuple(kept)
        self.button.begin_anew()
        for each in self.kept:
            self.button.offer(each.name, partial(self._apply, each))
        if self.kept:
            self.button.offer_rule()
        self.button.offer(_("今の絞り込みを名付けて残す…"), self.ask_name)
        for each in self.kept:
            self.button.offer(_("「{name}」を外す").format(name=each.name), partial(self._drop, each))

    @Slot()
    def ask_name(self) -> None:
        """Ask for the name under which the filter in force is kept."""
        current, service = self._current(), self._service
        names = {each.name for each in self.kept}

        def check(name: str) -> str:
            if len(name) > LONGEST_NAME:
                return _("{count}文字までの名前を付けてください。").format(count=LONGEST_NAME)
            return ""

        told = _("今のチップと検索の言葉を、あなたの絞り込みとして残します。ほかの職員には見えません。")
        if names:
            told = _("{told} 同じ名前のものは置き換わります。").format(told=told)
        form = DeedForm(
            self._page.shell,
            heading=_("絞り込みを残す"),
            verb=_("残す"),
            explained=told,
            fields=(TextField("name", _("名前"), is_required=True, check=check),),
            deed=lambda values: service.keep(
                KeptFilter(current.page, values["name"], current.chip, current.words, current.more)
            ),
        )
        form.done.connect(self.read)
        self._ask(form)

    def _drop(self, kept: KeptFilter) -> None:
        """Drop a filter; it can be put back at once."""
        service, page = self._service, self._page

        def put_back() -> None:
            page.shell.do(lambda: service.keep(kept), self._renew, owner=self)

        def dropped(_change: Change) -> None:
            self.read()
            page.shell.notices.offer_undo(
                _("絞り込み「{name}」を外しました。").format(name=kept.name), put_back
            )

        page.shell.do(lambda: service.drop(kept.page, kept.name), dropped, owner=self)

    def _renew(self, _change: Change) -> None:
        self.read()
