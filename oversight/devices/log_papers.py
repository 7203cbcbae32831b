"""The entry log of a month and blank sheets on paper, filled from what the screen shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from uuid import UUID

from sqlalchemy.orm import Session

from oversight.choice_words import word_of
from oversight.clock import JAPAN, at_japan
from oversight.devices.areas import AreaRow, read_area, read_holding
from oversight.devices.classes import all_classes_of
from oversight.devices.month_log import MonthLog
from oversight.devices.rule_words import told_rule
from oversight.devices.visit_rows import VisitRow
from oversight.devices.visit_words import (
    told_device,
    told_devices,
    told_exceptions,
    told_group,
    told_late,
    told_left,
    told_period,
    told_reason,
    told_signature,
    told_uses,
    told_witness,
)
from oversight.errors import RefusedError
from oversight.papers import Paper, print_entry_log, print_entry_sheet
from oversight.papers.entry_log_data import (
    AreaData,
    EntryLogData,
    EntrySheetData,
    HeldRule,
    LogLine,
    LookedBack,
)
from oversight.papers.wording import short_day_text, time_text
from oversight.reports.told import show_month_on_paper
from oversight.settings import read_settings
from oversight.words import _, _n

LINES = 12
"""How many entries a blank sheet has room for."""
MOST_SHEETS = 26
"""As many sheets are printed at once: each has a letter."""


def log_paper(session: Session, log: MonthLog) -> Paper:
    """Print the entry log of an area and month as it stands."""
    return print_entry_log(
        EntryLogData(
            area=_area(session, log.area),
            month=show_month_on_paper(log.month),
            on=log.on,
            made_at=dt.datetime.combine(log.on, dt.time(9), JAPAN),
            rules=tuple(_rules(log)),
            visits=tuple(_visit(each, log) for each in log.visits),
            parts=(_witnesses(log), _exceptions(log), _permits(log), _unreturned(log)),
        )
    )


def sheet_paper(session: Session, area_id: UUID, count: int, now: dt.datetime) -> Paper:
    """Print blank sheets for an area's door; each has a number of its own, made of the moment."""
    if not 1 <= count <= MOST_SHEETS:
        raise RefusedError(
            _("一度に刷れるのは1～{most}枚です。").format(most=MOST_SHEETS),
            _("枚数を見直してください。"),
            field="count",
        )
    area = read_area(session, area_id)
    holding = read_holding(session, area)
    classes = all_classes_of(read_settings(session).device_classes)
    return print_entry_sheet(
        EntrySheetData(
            area=_area(session, area),
            made_at=now.replace(second=0, microsecond=0),
            rule=told_rule(holding, [each for each in classes if each.in_use]),
            numbers=sheet_numbers(now, count),
            lines=LINES,
            asks_escort=bool(holding.escort_by),
        )
    )


def sheet_numbers(now: dt.datetime, count: int) -> tuple[str, ...]:
    """Return the numbers of sheets printed at a moment: 261124-0900-A and so on."""
    moment = f"{at_japan(now):%y%m%d-%H%M}"
    return tuple(f"{moment}-{chr(ord('A') + place)}" for place in range(count))


def _area(session: Session, area: AreaRow) -> AreaData:
    settings, draft = read_settings(session), area.draft
    facts = (
        (_("区分"), word_of(draft.level)),
        (_("使用システム"), _("、").join(draft.systems)),
        (_("委託先"), area.contractor),
        (_("契約"), area.contract),
    )
    return AreaData(settings.city, settings.section, area.place, draft.name, facts)


def _rules(log: MonthLog) -> Iterator[HeldRule]:
    rules = log.rules
    for number, holding in rules:
        since = _("第{number}号から").format(number=number) if len(rules) > 1 else ""
        yield HeldRule(since, told_rule(holding, log.classes))


def show_moment(moment: dt.datetime) -> str:
    """Return a moment as the papers of the door write it: R8.11.24 9:00."""
    return f"{short_day_text(at_japan(moment).date())} {time_text(moment)}"


def _visit(visit: VisitRow, log: MonthLog) -> LogLine:
    kinds = _("、").join(told_exceptions(visit))
    reason = told_reason(visit)
    return LogLine(
        number=str(visit.number),
        entered=show_moment(visit.entered_at),
        left=told_left(visit, show_moment),
        person=visit.person,
        organisation=visit.organisation,
        purpose=visit.purpose,
        devices=told_devices(visit, show_moment),
        attended=(
            *_labelled(_("立会い"), told_witness(visit)),
            *_labelled(_("付添い"), visit.escort),
        ),
        signatures=tuple(map(told_signature, visit.signatures)),
        remarks=(
            *_labelled(_("例外"), kinds),
            *_labelled(_("理由"), reason),
            *told_late(visit),
            *filter(None, (told_group(visit, log.visits),)),
        ),
    )


def _labelled(label: str, told: str) -> tuple[str, ...]:
    return (_("{label}：{told}").format(label=label, told=told),) if told else ()


def _witnesses(log: MonthLog) -> LookedBack:
    rows = tuple(
        (each.name, _n("{count:,}回", each.times).format(count=each.times), show_moment(each.last_at))
        for each in log.witnesses
    )
    heads = (_("立会職員"), _("回数"), _("最後の立会い"))
    return LookedBack(_("立会いの回数"), heads, (120.0, 40.0, 107.0), rows, _("立会いの記録はありません。"))


def _exceptions(log: MonthLog) -> LookedBack:
    rows = tuple(
        (*_who(each), _("、").join(told_exceptions(each)), told_reason(each) or each.late_reason)
        for each in log.exceptional
    )
    heads = (*_who_heads(), _("例外"), _("理由"))
    none = _("決まりに反する入室はありません。")
    return LookedBack(_("例外"), heads, (14.0, 34.0, 82.0, 57.0, 80.0), rows, none)


def _permits(log: MonthLog) -> LookedBack:
    rows = tuple(
        (use.number, use.holder, f"{use.device}\n{use.serial}", told_period(use, log.on), told_uses(use))
        for use in log.permits
    )
    heads = (_("許可番号"), _("持ち込む者"), _("機器・識別番号"), _("期間"), _("この月の持込み"))
    none = _("この月に使われた許可も、終わった許可もありません。")
    return LookedBack(_("持込許可"), heads, (32.0, 75.0, 70.0, 50.0, 40.0), rows, none)


def _unreturned(log: MonthLog) -> LookedBack:
    rows = tuple(
        (*_who(visit), told_left(visit, show_moment), told_device(device, show_moment))
        for visit, device in log.unreturned
    )
    heads = (*_who_heads(), _("退室"), _("返却の記録がない機器"))
    none = _("返却の記録がない機器はありません。")
    return LookedBack(_("返却されない機器"), heads, (14.0, 34.0, 82.0, 34.0, 103.0), rows, none)


def _who_heads() -> tuple[str, str, str]:
    return _("番号"), _("入室"), _("入室者・所属")


def _who(visit: VisitRow) -> tuple[str, str, str]:
    who = f"{visit.person}\n{visit.organisation}".strip()
    return str(visit.number), show_moment(visit.entered_at), who
