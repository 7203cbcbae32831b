"""What the entry log shows of the items on devices (DEV-…), told in the language in use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from models.device import WitnessMethod
from oversight.calendar import show_day
from oversight.choice_words import word_of
from oversight.papers.door_data import DoorData, LoggedDevice, LoggedVisit
from oversight.words import _, _n, mark

UNDECLARED, DEPOSITED, WITNESSED, PERMITTED, TAKEN_OUT, OWN = (
    "DEV-01",
    "DEV-02",
    "DEV-03",
    "DEV-04",
    "DEV-05",
    "DEV-08",
)
ITEMS_OF_THE_DOOR = frozenset({UNDECLARED, DEPOSITED, WITNESSED, PERMITTED, TAKEN_OUT, OWN})
"""Items of the house's checklist that the entry log says something of."""
_SENTENCES = {
    DEPOSITED: mark(
        "入室{visits}件（うち持込みなしの申告{nothing}件）、申告した機器{declared}台、持ち込ませなかった機器"
        "{refused}台、預けた機器{kept}台、返却の記録{back}台です。"
    ),
    WITNESSED: mark("市の職員の立会いが要る入室{wanted}件のうち、立会いの記録があるのは{count}件です。"),
    PERMITTED: mark(
        "持ち込んだ機器{count}台のうち、持込許可によるものは{permitted}台、注意点は{wrong}件です。"
    ),
    TAKEN_OUT: mark("持ち込んだ機器{count}台のうち、持出しを確かめた記録があるのは{back}台です。"),
}
_OUTSTANDING = {
    UNDECLARED: mark("見つかった機器: {visits}"),
    DEPOSITED: mark("返却の記録がないもの: {visits}"),
    WITNESSED: mark("立会いの記録がない入室: {visits}"),
    PERMITTED: mark("注意点のある入室: {visits}"),
    TAKEN_OUT: mark("持出しの記録がないもの: {visits}"),
    OWN: mark("入室の記録: {visits}"),
}
"""How the visits that stand out are introduced."""


def with_words(item_id: str, data: DoorData) -> DoorData:
    """Return what the log showed of an item, told in the language in use."""
    parts = (_figures(item_id, data), _last_witness(data), _outstanding(item_id, data))
    return replace(data, told="\n".join(part for part in parts if part))


def _figures(item_id: str, data: DoorData) -> str:
    if item_id == UNDECLARED:
        found = data.figures["found"]
        return _n("申告のない機器が区域内で見つかったことが{count}回あります。", found).format(count=found)
    return _(_SENTENCES[item_id]).format(**data.figures) if item_id in _SENTENCES else ""


def _last_witness(data: DoorData) -> str:
    if not data.last_witness:
        return ""
    return _("最後は{day}、{witness}（{how}）。").format(
        day=show_day(data.last_witnessed_on),
        witness=data.last_witness,
        how=word_of(WitnessMethod(data.last_witness_how)),
    )


def _outstanding(item_id: str, data: DoorData) -> str:
    if not data.visits:
        return ""
    areas = dict.fromkeys(each.area for each in data.visits)
    told = _("、").join(
        _("{area} {visits}").format(area=area, visits=_in_area([v for v in data.visits if v.area == area]))
        for area in areas
    )
    more = data.visits_count - len(data.visits)
    if more:
        told = _n("{told}、ほか{count}件", more).format(told=told, count=more)
    return _(_OUTSTANDING[item_id]).format(visits=told)


def _in_area(visits: Sequence[LoggedVisit]) -> str:
    return _("、").join(map(_visit, visits))


def _visit(visit: LoggedVisit) -> str:
    number = _("第{number}号").format(number=visit.number) if visit.number else show_day(visit.day)
    named = f"{number} {visit.person}".rstrip()
    things = _("・").join(map(_device, visit.devices))
    if visit.person and not things:
        things = _("持込みなし")
    return _("{what}（{rules}）").format(what=named, rules=things) if things else named


def _device(device: LoggedDevice) -> str:
    parts = (
        _("{word}{count}台").format(word=_(device.word), count=device.count),
        word_of(device.treatment) if device.treatment is not None else "",
        device.at,
        _("返却・持出しの記録あり") if device.is_back else "",
    )
    return " ".join(part for part in parts if part)
