"""A visit in words, as screen, workbook, paper and command line tell it; ``show`` writes a moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from models.device import DoorPointKind
from oversight.calendar import show_dotted
from oversight.choice_words import word_of
from oversight.devices.month_log import PermitUse
from oversight.devices.visit_rows import VisitDeviceRow, VisitRow, VisitSignatureRow
from oversight.words import _, _n

ShowMoment = Callable[[dt.datetime], str]


def told_left(visit: VisitRow, show: ShowMoment) -> str:
    """Return when a visitor left, or that they are inside."""
    return show(visit.left_at) if visit.left_at is not None else _("在室")


def told_devices(visit: VisitRow, show: ShowMoment) -> tuple[str, ...]:
    """Return each device declared with what became of it, or that nothing was carried."""
    if visit.carries_nothing:
        return (_("持込なし"),)
    return tuple(told_device(device, show) for device in visit.devices)


def told_device(device: VisitDeviceRow, show: ShowMoment) -> str:
    """Return a device with its treatment, where it was kept or under which permit, and its handing back."""
    where = [word_of(device.treatment), device.kept_at, device.permit_number, device.serial]
    if device.returned_at is not None:
        where.append(_("{time} 返却").format(time=show(device.returned_at)))
    where.append(device.return_note)
    told = _("{device} {count}台").format(device=device.class_word, count=device.count)
    return _("{what}（{rules}）").format(what=told, rules=" ".join(filter(None, where)))


def told_witness(visit: VisitRow) -> str:
    """Return who witnessed and how; an empty text for nobody."""
    if visit.witnessed_how is None:
        return visit.witness
    return _("{what}（{rules}）").format(what=visit.witness, rules=word_of(visit.witnessed_how))


def told_signature(signature: VisitSignatureRow) -> str:
    """Return who signed at which moment of a visit and by which way, or why not."""
    way = word_of(signature.method)
    told = _("{label}：{told}").format(label=word_of(signature.kind), told=way)
    if not signature.declined_reason:
        return told
    return _("{what}（{rules}）").format(what=told, rules=signature.declined_reason)


def told_exceptions(visit: VisitRow) -> tuple[str, ...]:
    """Return the words of what a visitor was let in with all the same."""
    return tuple(word_of(DoorPointKind(kind)) for kind in visit.exceptions)


def told_reason(visit: VisitRow) -> str:
    """Return why a visitor was let in all the same."""
    return str(visit.rule.get("exception_reason", ""))


def told_late(visit: VisitRow) -> tuple[str, ...]:
    """Return what was entered afterwards and why, the sheet it was keyed in from first."""
    sheet = _("紙の記録票 {sheet}").format(sheet=visit.sheet) if visit.sheet else ""
    entry = _("後から記録: {reason}").format(reason=visit.late_reason) if visit.late_reason else ""
    is_told = visit.left_late_reason in ("", visit.late_reason)
    left = "" if is_told else _("退室を後から記録: {reason}").format(reason=visit.left_late_reason)
    return tuple(filter(None, (sheet, entry, left)))


def told_group(visit: VisitRow, visits: Sequence[VisitRow]) -> str:
    """Return with whom a visitor came, by number; an empty text for who came alone."""
    if visit.group_id is None:
        return ""
    others = [each.number for each in visits if each.group_id == visit.group_id and each.id != visit.id]
    if not others:
        return ""
    numbers = _("・").join(_("第{number}号").format(number=number) for number in sorted(others))
    return _("同行 {numbers}").format(numbers=numbers)


def told_period(use: PermitUse, on: dt.date) -> str:
    """Return the days of a permit, with the word for one that lets nobody in any more."""
    period = _("{start}～{end}").format(start=show_dotted(use.starts_on), end=show_dotted(use.over_on))
    if not use.is_over(on):
        return period
    return _("{what}（{rules}）").format(what=period, rules=_("終了") if use.was_ended else _("期限切れ"))


def told_uses(use: PermitUse) -> str:
    """Return how often something was brought in under a permit, and how often while it did not hold."""
    told = _n("{count:,}回", len(use.visit_ids)).format(count=len(use.visit_ids))
    if not use.wrong_ids:
        return told
    wrong = _n("うち無効のとき{count:,}回", len(use.wrong_ids)).format(count=len(use.wrong_ids))
    return _("{what}（{rules}）").format(what=told, rules=wrong)
