"""The letters about findings before they are made: which findings, to whom, due when; then the deed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from oversight.calendar import show_short
from oversight.change import Change, Subject
from oversight.corrections import SIGNER, LetterOffer
from oversight.errors import RefusedError
from oversight.findings import FindingRow
from oversight.inspections import word_of
from oversight.words import _
from ui.deed_form import DeedForm
from ui.shell import Shell
from ui.widgets.choice_fields import MultiChoiceField
from ui.widgets.date_field import DateField
from ui.widgets.fields import TextField


def request_form(shell: Shell, offer: LetterOffer) -> DeedForm:
    """Return the form that makes 是正要求書; making it is the request."""
    letters = shell.office.correction_letters
    findings, day, signer = _fields(shell, offer)
    urgent = MultiChoiceField("urgent_ids", _("緊急のもの（口頭で伝えたもの）"), _options(offer))
    told = DateField("told_on", _("口頭で伝えた日（緊急のとき）"))

    def make(values: Mapping[str, Any]) -> Change:
        chosen, hurried = _chosen(values)
        letters.make_request(
            chosen,
            issued_on=values["issued_on"],
            signer=values["signer"],
            urgent_ids=hurried,
            told_on=values["told_on"],
        )
        return Change.of(Subject.FINDING)

    return DeedForm(
        shell,
        heading=_("是正要求書を作る"),
        verb=_("是正要求書を作る"),
        explained=_told(offer),
        fields=(findings, day, signer, urgent, told),
        deed=make,
    )


def _chosen(values: Mapping[str, Any]) -> tuple[set[Any], set[Any]]:
    """Return which findings the letter holds, and which of them are urgent."""
    chosen, hurried = set(values["finding_ids"]), set(values["urgent_ids"])
    if hurried - chosen:
        raise RefusedError(
            _("緊急とした指摘が、文書に載っていません。"),
            _("文書に載せる指摘から選んでください。"),
            field="urgent_ids",
        )
    return chosen, hurried


def closure_form(shell: Shell, offer: LetterOffer) -> DeedForm:
    """Return the form that makes 完了通知書."""
    letters = shell.office.correction_letters

    def make(values: Mapping[str, Any]) -> Change:
        letters.make_closure(values["finding_ids"], issued_on=values["issued_on"], signer=values["signer"])
        return Change.of(Subject.FINDING)

    return DeedForm(
        shell,
        heading=_("完了通知書を作る"),
        verb=_("完了通知書を作る"),
        explained=_told(offer),
        fields=_fields(shell, offer),
        deed=make,
    )


def _fields(shell: Shell, offer: LetterOffer) -> tuple[MultiChoiceField, DateField, TextField]:
    findings = MultiChoiceField("finding_ids", _("文書に載せる指摘"), _options(offer), is_required=True)
    findings.set_value(tuple(row.id for row in offer.findings if row.id in offer.chosen))
    day = DateField("issued_on", _("発信日"), is_required=True)
    day.set_value(shell.clock.today())
    signer = TextField("signer", _("誰の名で"))
    signer.set_value(SIGNER)
    return findings, day, signer


def _options(offer: LetterOffer) -> list[tuple[Any, str]]:
    return [(row.id, f"{row.number} {row.severity.value}") for row in offer.findings]


def _told(offer: LetterOffer) -> str:
    """Say all that the letter will say: to whom, where it was found, each finding with its day."""
    told = _(
        "まだ作っていません。作ると番号が付き、文書はそのまま残り、取り消せません。\n"
        "宛先: {contractor} {person}\n契約: {contract}\n{source}の指摘"
    ).format(contractor=offer.contractor, person=offer.person, contract=offer.contract, source=offer.source)
    return "\n".join((told, *(_line(row) for row in offer.findings)))


def _line(row: FindingRow) -> str:
    line = _("・{number} {severity} 期限 {day}: {fact}")
    return line.format(
        number=row.number, severity=word_of(row.severity), day=show_short(row.due_on), fact=row.fact
    )
