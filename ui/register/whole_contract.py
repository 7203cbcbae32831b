"""A contract with what other services know of it, and the words that sum each up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from oversight.calendar import is_out_of_era, show_day, show_period, show_short
from oversight.inspection_years import Cover
from oversight.register import PeriodDraft, SubjectCheck, word_of
from oversight.words import _, _n
from ui.register.contract_columns import RUNNING
from ui.theme import Tone
from ui.tones import COVER_TONES

if TYPE_CHECKING:
    from oversight.inspections import InspectionRow
    from oversight.office import Office
    from oversight.register import (
        ContractDetail,
        ContractListRow,
        FieldChange,
        SubcontractNode,
        WorkerRow,
    )


@dataclass(frozen=True)
class WholeContract:
    """A contract with what other services know of it."""

    row: ContractListRow
    detail: ContractDetail
    tiers: tuple[SubcontractNode, ...]
    workers: tuple[WorkerRow, ...]
    inspections: tuple[InspectionRow, ...]
    changes: dict[int, tuple[FieldChange, ...]]


def read_whole(office: Office, row: ContractListRow) -> WholeContract:
    """Read all of a contract; runs off the window's thread."""
    return WholeContract(
        row,
        office.contracts.get_contract(row.id),
        office.subcontracts.list_tree(row.id),
        office.workers.list_workers(row.id),
        office.inspections.list_inspections(contract_id=row.id),
        office.contracts.list_amended_fields(row.id),
    )


def tags_of(whole: WholeContract) -> list[tuple[str, Tone]]:
    """Return the words that stand over a contract: its state and what it handles."""
    row, draft = whole.row, whole.detail.draft
    tags = [(word_of(draft.state), Tone.DONE if draft.state in RUNNING else Tone.NEUTRAL)]
    flags = (
        (draft.handles_specific, _("特定個人情報"), Tone.INFO),
        (draft.handles_sensitive, _("要配慮個人情報"), Tone.INFO),
        (row.uses_core_system, _("基幹系"), Tone.INFO),
        (row.is_subcontracted, _("再委託あり"), Tone.NEUTRAL),
    )
    return tags + [(word, tone) for holds, word, tone in flags if holds]


def told_inspection(row: ContractListRow) -> tuple[str, Tone]:
    """Return how this fiscal year's inspection stands."""
    if row.inspected_on is not None:
        return _("{day} 実施").format(day=show_short(row.inspected_on)), Tone.DONE
    if row.planned_on is not None and row.cover is not Cover.WAIVED:
        return _("{day} 予定").format(day=show_short(row.planned_on)), Tone.INFO
    if row.cover is not None:
        return row.cover.word, COVER_TONES[row.cover]
    return _("対象外"), Tone.NEUTRAL


def told_periods(whole: WholeContract) -> Iterator[tuple[str, str]]:
    """Yield each period with its days, how they were written, and what is left of the service."""
    for period in whole.detail.draft.periods:
        yield word_of(period.kind), told_period(period)
    left = whole.row.days_left
    if left is not None and whole.row.state in RUNNING:
        yield _("残り"), _n("{count:,}日", left).format(count=left) if left >= 0 else _("満了")


def told_period(period: PeriodDraft) -> str:
    """Return a period's days, and the contract's own writing where it is outside its era."""
    shown = show_period(period.starts_on, period.ends_on)
    written = [text for text in (period.starts_as_written, period.ends_as_written) if is_out_of_era(text)]
    return "\n".join((shown, *(_("契約書の表記: {text}").format(text=text) for text in written)))


def told_signing(whole: WholeContract) -> str:
    """Return the day of signing, with the contract's own writing where it is outside its era."""
    draft = whole.detail.draft
    shown = show_day(draft.signed_on, weekday=True)
    if is_out_of_era(draft.signed_as_written):
        return "\n".join((shown, _("契約書の表記: {text}").format(text=draft.signed_as_written)))
    return shown


def attention_of(whole: WholeContract) -> list[str]:
    """Return what to look at about a contract, the same of several workers or tiers told once."""
    missing = [each for each in whole.detail.subjects if each.result is SubjectCheck.MISSING]
    told = [_("契約に定めなし: {subject}").format(subject=word_of(each.subject)) for each in missing]
    sentence = _("再委託先 {name}: {what}")
    told += [sentence.format(name=n.contractor, what=what) for n in whole.tiers for what in n.attention]
    workers = Counter(what for each in whole.workers for what in each.attention)
    told += [
        _n("従事者 {count}人: {what}", workers[what]).format(count=workers[what], what=what)
        for what in workers
    ]
    return told
