"""One permit beside the list: who brings what where, until when, and what may be done about it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from oversight.access import Actor, Deed, may
from oversight.calendar import show_day, show_period
from oversight.devices import PermitRow, PermitStanding
from oversight.words import _, _n, mark
from ui.devices.permit_rows import STANDING_TONES, told_device
from ui.paper_row import PaperRow
from ui.shell import Shell
from ui.theme import Tone
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.facts import Fact, Facts
from ui.widgets.flow import Flow
from ui.widgets.pane import Pane
from ui.widgets.text import Tag, prose, section

if TYPE_CHECKING:
    from oversight.office import Office
    from oversight.papers import Paper

_FIRST = 5
"""How many facts come before the deeds: who, what, which one, where, until when."""


class Wish(Enum):
    """A deed on a permit, in its verb."""

    GRANT = mark("持込みを許可する")
    DENY = mark("不許可にする")
    TAKE_BACK = mark("申請を取り下げる")
    END = mark("許可を終える")

    @property
    def word(self) -> str:
        """Return the verb in the language in use."""
        return _(self.value)

    def is_open_to(self, actor: Actor, row: PermitRow) -> bool:
        """Tell whether a person may wish for it now; the deed itself decides again."""
        if self is Wish.TAKE_BACK:
            return row.standing is PermitStanding.WAITING and may(actor, Deed.ASK_PERMIT)
        if not may(actor, Deed.DECIDE_PERMIT):
            return False
        if self is Wish.END:
            return row.standing.is_granted
        return row.standing is PermitStanding.WAITING and not row.is_asked_by(actor)


_KINDS = {Wish.GRANT: ButtonKind.PRIMARY}


class PermitPane(Pane):
    """``wished`` carries the deed asked for."""

    wished = Signal(object)

    def __init__(self, shell: Shell, permit: PermitRow, parent: QWidget | None = None) -> None:
        super().__init__(_("持込許可の内容"), parent)
        self._shell, self.permit = shell, permit
        self.buttons: dict[Wish, Button] = {}
        self.paper: PaperRow | None = None
        facts = tuple(facts_of(permit))
        self.column.addLayout(self._tags())
        self.column.addWidget(Facts(facts[:_FIRST]))
        self._say_who_decides()
        self.column.addLayout(self._deeds())
        self._offer_paper()
        self.column.addWidget(Facts(facts[_FIRST:]))
        self.end()

    def _tags(self) -> Flow:
        row, permit = Flow(), self.permit
        row.addWidget(Tag(permit.standing.word, STANDING_TONES[permit.standing]))
        if permit.standing is PermitStanding.EXPIRING:
            left = _n("あと{days}日", permit.days_left).format(days=permit.days_left)
            row.addWidget(Tag(left if permit.days_left else _("今日まで"), Tone.ATTENTION))
        return row

    def _say_who_decides(self) -> None:
        if self.permit.standing is not PermitStanding.WAITING:
            return
        if self.permit.is_asked_by(self._shell.office.actor):
            told = _("あなたが受けた申請です。許可・不許可は、別の管理職が自分の鍵で開いて決めます。")
        else:
            told = _("許可・不許可は、申請を受けた職員とは別の管理職が決めます。")
        self.column.addWidget(prose(told, "sub"))

    def _deeds(self) -> Flow:
        flow = Flow()
        for wish in Wish:
            if not wish.is_open_to(self._shell.office.actor, self.permit):
                continue
            button = self.buttons[wish] = Button(wish.word, kind=_KINDS.get(wish, ButtonKind.LINE))
            button.clicked.connect(partial(self.wished.emit, wish))
            flow.addWidget(button)
        return flow

    def _offer_paper(self) -> None:
        if not self.permit.standing.is_granted:
            return
        permit_id, number = self.permit.id, self.permit.number

        def make(office: Office) -> Paper:
            return office.permits.print_permit(permit_id)

        heading = _("持込許可証")
        self.column.addWidget(section(heading))
        self.paper = PaperRow(self._shell, f"{heading} {number}", f"{number}.pdf", make)
        self.column.addWidget(self.paper)


def facts_of(permit: PermitRow) -> Iterator[Fact]:
    """Yield what is known of a permit, in the order one asks."""
    draft = permit.draft
    yield _("持ち込む者"), f"{draft.holder}　{draft.organisation}".strip()
    yield _("機器"), told_device(permit)
    yield _("識別番号"), draft.serial
    yield _("区域"), permit.told_area
    yield _("期間"), show_period(draft.starts_on, draft.ends_on)
    yield _("目的"), draft.purpose
    yield _("安全の措置"), _("・").join(map(_, draft.measures))
    yield _("条件"), draft.conditions
    yield _("持出時の確認"), draft.checked_out_how
    yield _("申請"), f"{show_day(permit.requested_on)}　{permit.requested_by}".strip()
    decided = f"{show_day(permit.decided_on)}　{permit.decided_by}".strip()
    yield _("決定"), "\n".join(filter(None, (decided, permit.decision_reason)))
    yield _("終了"), "\n".join(filter(None, (show_day(permit.ended_on), permit.ended_reason)))
    yield _("契約"), permit.contract
    yield _("委託先"), permit.contractor
    yield _("所管課"), permit.department
