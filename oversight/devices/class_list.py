"""The office's list of device classes changed as a whole, and what a change does at the doors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.device import DevicePermit, DoorPoint, DoorPointKind, VisitDevice
from oversight.choice_words import word_of
from oversight.device_classes import DEFAULT_CLASSES, DeviceClass, all_classes_of
from oversight.devices.classes import refuse_wrong_classes
from oversight.devices.rules import DoorRule, rules_of
from oversight.errors import RefusedError
from oversight.settings import read_settings, write_settings
from oversight.words import _


def used_classes(session: Session) -> frozenset[str]:
    """Return the classes something was ever recorded of: they may leave the choice, never the list."""
    found = set(session.scalars(select(VisitDevice.device_class).distinct()))
    found |= set(session.scalars(select(DevicePermit.device_class).distinct()))
    points = select(DoorPoint.details).where(DoorPoint.kind == DoorPointKind.FOUND.value)
    return frozenset(found | {str(details.get("device", "")) for details in session.scalars(points)})


def put_classes(session: Session, classes: Sequence[DeviceClass]) -> None:
    """Set the list; refuse one that cannot be kept, and one without a class in use or named by a rule."""
    refuse_wrong_classes(classes)
    settings = read_settings(session)
    kept = {each.id for each in classes}
    gone = [each for each in all_classes_of(settings.device_classes) if each.id not in kept]
    used = used_classes(session) if gone else frozenset[str]()
    for each in gone:
        if each.id in used:
            raise RefusedError(
                _("「{word}」は、入室か許可の記録に使われています。").format(word=each.told),
                _("一覧に残し、選択肢から外してください。"),
            )
        naming = [rule.told for rule in rules_of(settings.device_rules) if each.id in rule.devices]
        if naming:
            raise RefusedError(
                _("「{word}」は、入室の決まりに書かれています（{rules}）。").format(
                    word=each.told, rules=_("、").join(naming)
                ),
                _("決まりから外すか、選択肢から外すだけにしてください。"),
            )
    stored = [] if tuple(classes) == DEFAULT_CLASSES else [asdict(each) for each in classes]
    write_settings(session, {"device_classes": stored})


def told_effects(
    before: Sequence[DeviceClass], after: Sequence[DeviceClass], rules: Sequence[DoorRule]
) -> tuple[str, ...]:
    """Return in sentences what a change of the list does: what is offered, and which rule then says what."""
    old = {each.id: each for each in before if each.in_use}
    new = {each.id: each for each in after if each.in_use}
    gone = (
        _("「{word}」は、入口で選べなくなります。記録と決まりには残ります。").format(word=each.told)
        for each in old.values()
        if each.id not in new
    )
    changed = (told for each in new.values() for told in _effects(old.get(each.id), each, rules))
    return (*gone, *changed)


def _effects(old: DeviceClass | None, new: DeviceClass, rules: Sequence[DoorRule]) -> Iterator[str]:
    if old is None:
        said = [_told(rule.told, _handling(new, rule)) for rule in rules if rule.says_of(new) is not None]
        held = _("、").join(said) or _("どの決まりも及ばず、持ち込めます")
        yield _("「{word}」を選べるようにします。{held}。").format(word=new.told, held=held)
    elif old.is_electronic is not new.is_electronic:
        for rule in rules:
            if rule.says_of(old) is not rule.says_of(new):
                change = _("{before} → {after}").format(
                    before=_handling(old, rule), after=_handling(new, rule)
                )
                yield _("「{word}」の扱いが変わります。{change}。").format(
                    word=new.told, change=_told(rule.told, change)
                )
    if new.takes_pictures is not (old is not None and old.takes_pictures):
        yield (
            _("「{word}」は、撮影の禁止の対象になります。").format(word=new.told)
            if new.takes_pictures
            else _("「{word}」は、撮影の禁止の対象でなくなります。").format(word=new.told)
        )


def _handling(device: DeviceClass, rule: DoorRule) -> str:
    said = rule.says_of(device)
    return word_of(said) if said is not None else _("決めない")


def _told(rule: str, said: str) -> str:
    return _("{rule}: {said}").format(rule=rule, said=said)
