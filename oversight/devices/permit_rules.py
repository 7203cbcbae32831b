"""What refuses a permit: a rule that asks for none, a period, a person, somebody who decides for themselves.

Rules: docs/records.md#permits.
"""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy.orm import Session

from models.department import Staff
from models.device import DevicePermit, Handling, PermitState
from models.worker import Worker, WorkerState
from oversight.access import Actor
from oversight.calendar import fiscal_year_of, last_day, show_day
from oversight.desk import get_row
from oversight.devices.areas import AreaRow, read_holding
from oversight.devices.classes import class_words
from oversight.devices.permit_rows import PermitDraft
from oversight.errors import RefusedError
from oversight.settings import read_settings
from oversight.words import _, mark

_NOT_ASKED = {
    Handling.ALLOWED: (
        mark("この区域では、{device}の持込みに許可は要りません{rules}。"),
        mark("許可なしで持ち込めます。"),
    ),
    Handling.DEPOSIT: (
        mark("この区域では、{device}は入口で預ける規則です{rules}。許可の申請は受けられません。"),
        mark("持ち込まずに、入口で預けてください。"),
    ),
    Handling.BANNED: (
        mark("この区域では、{device}の持込みは禁止です{rules}。許可の申請は受けられません。"),
        mark("持ち込まずに済む方法を検討してください。"),
    ),
}
_OWED = (
    ("device", mark("機器の名称がありません。"), mark("機種や型番を書いてください。")),
    ("serial", mark("識別番号がありません。"), mark("製造番号か管理番号を書いてください。")),
    ("purpose", mark("目的がありません。"), mark("持ち込んで何をするかを書いてください。")),
)


def refuse_wrong_draft(draft: PermitDraft, today: dt.date) -> None:
    """Refuse what is missing, and a period that is over or leaves the fiscal year it begins in."""
    for name, sentence, remedy in _OWED:
        if not str(getattr(draft, name)).strip():
            raise RefusedError(_(sentence), _(remedy), field=name)
    if not any(each.strip() for each in draft.measures):
        raise RefusedError(
            _("安全の措置がありません。"), _("暗号化などの措置を1つ以上選んでください。"), field="measures"
        )
    if draft.ends_on < draft.starts_on:
        raise RefusedError(_("終了日が開始日より前です。"), _("日付を見直してください。"), field="ends_on")
    if draft.ends_on < today:
        raise RefusedError(
            _("許可の期間がもう過ぎています。"), _("これからの期間にしてください。"), field="ends_on"
        )
    end = last_day(fiscal_year_of(draft.starts_on))
    if draft.ends_on > end:
        raise RefusedError(
            _("許可の期間は、年度をまたげません。"),
            _("{day}までにして、次の年度は申請し直してください。").format(day=show_day(end)),
            field="ends_on",
        )


def refuse_without_need(session: Session, area: AreaRow, device_class: str) -> None:
    """Refuse a class for which the rule of the area asks for no permit; the rule is named."""
    words = class_words(read_settings(session).device_classes)
    if device_class not in words:
        raise RefusedError(
            _("その機器の種類は、市の一覧にありません。"),
            _("一覧から選び直してください。"),
            field="device_class",
        )
    said = read_holding(session, area).devices[device_class]
    if said.handling is Handling.PERMIT:
        return
    sentence, remedy = _NOT_ASKED[said.handling]
    rules = _("（規則: {rules}）").format(rules=_("・").join(said.rules)) if said.rules else ""
    raise RefusedError(
        _(sentence).format(device=words[device_class], rules=rules), _(remedy), field="device_class"
    )


def person_of(session: Session, area: AreaRow, draft: PermitDraft, today: dt.date) -> tuple[str, str]:
    """Return name and employer of whom a permit is made out to; refuse one who is not there that long."""
    if draft.worker_id is not None:
        return _worker(session, area, draft, draft.worker_id, today)
    if draft.staff_id is not None:
        return _staff(session, draft.staff_id, today)
    if not draft.holder.strip():
        raise RefusedError(
            _("持ち込む者がありません。"), _("名簿から選ぶか、氏名を書いてください。"), field="holder"
        )
    return draft.holder.strip(), draft.organisation.strip()


def _worker(
    session: Session, area: AreaRow, draft: PermitDraft, worker_id: UUID, today: dt.date
) -> tuple[str, str]:
    row = get_row(session, Worker, worker_id)
    has_left = row.ends_on is not None and row.ends_on < today
    if row.withdrawn_on is not None or row.state is WorkerState.STRUCK or has_left:
        raise RefusedError(
            _("この従事者は、名簿に残っていません。"),
            _("名簿を確かめて、選び直してください。"),
            field="worker_id",
        )
    if row.contract_id != area.contract_id:
        raise RefusedError(
            _("この従事者は、区域の契約の名簿にありません。"),
            _("その契約の名簿から選ぶか、氏名を書いてください。"),
            field="worker_id",
        )
    if row.ends_on is not None and draft.ends_on > row.ends_on:
        raise RefusedError(
            _("許可の期間が、従事者の終了日（{day}）を過ぎています。").format(day=show_day(row.ends_on)),
            _("その日までにしてください。"),
            field="ends_on",
        )
    return row.name, row.employer or area.contractor


def _staff(session: Session, staff_id: UUID, today: dt.date) -> tuple[str, str]:
    row = get_row(session, Staff, staff_id)
    if row.withdrawn_on is not None or (row.left_on is not None and row.left_on < today):
        raise RefusedError(
            _("この職員は、もう在籍していません。"), _("選び直してください。"), field="staff_id"
        )
    return row.name, row.post


def refuse_undecidable(row: DevicePermit, actor: Actor) -> None:
    """Refuse a decision on what is decided already, and one by the person who asked."""
    if row.state is not PermitState.REQUESTED:
        raise RefusedError(
            _("この申請は、もう決まっているか終わっています。"), _("一覧を開き直してください。")
        )
    if (row.requested_id, row.requested_by) == (actor.staff_id, actor.signature):
        raise RefusedError(
            _("申請を受けた本人は、許可・不許可を決められません。"),
            _("別の管理職が自分の鍵で開いて決めてください。"),
        )


def owe(text: str, sentence: str, remedy: str) -> str:
    """Return a reason without blanks around it, or refuse a deed that owes one."""
    if not text.strip():
        raise RefusedError(sentence, remedy, field="reason")
    return text.strip()
