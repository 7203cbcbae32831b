"""What holds at the door of an area: rules, the strictest of those that apply, and which said so.

Pure: rules are data, the house's own stand below and an office may keep others in its settings
(docs/records.md#device-rules).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from models.device import AreaLevel, Handling
from oversight.devices.classes import DeviceClass
from oversight.errors import RefusedError
from oversight.japanese import fold
from oversight.words import _, mark

EVERY_ELECTRONIC = "*"
"""Stands for every electronic class that a rule does not name."""


_STRICTNESS = {each: place for place, each in enumerate(reversed(Handling))}


@dataclass(frozen=True)
class DoorRule:
    """A rule; it applies where level, core system and system all fit (None and "" fit any).

    ``devices`` says what holds for a class by its identifier, or for ``EVERY_ELECTRONIC``. ``source`` names
    where the rule comes from.
    """

    id: str
    word: str
    source: str
    level: AreaLevel | None = None
    core: bool | None = None
    system: str = ""
    devices: Mapping[str, Handling] = field(default_factory=dict)
    witness: bool = False
    two_persons: bool = False
    escort: bool = False
    no_camera: bool = False
    max_persons: int | None = None

    @property
    def told(self) -> str:
        """Return its name in the language in use."""
        return _(self.word)

    def applies(self, area: AreaFacts) -> bool:
        """Tell whether an area is one the rule is about."""
        return (
            self.level in (None, area.level)
            and self.core in (None, area.uses_core)
            and (not self.system or fold(self.system) in {fold(name) for name in area.systems})
        )

    def says_of(self, device: DeviceClass) -> Handling | None:
        """Return what it says of a class, or None where it says nothing."""
        if device.id in self.devices:
            return self.devices[device.id]
        return self.devices.get(EVERY_ELECTRONIC) if device.is_electronic else None


@dataclass(frozen=True)
class AreaFacts:
    """What rules ask of an area."""

    level: AreaLevel
    uses_core: bool = False
    systems: tuple[str, ...] = ()
    max_persons: int | None = None
    photography_forbidden: bool = False


@dataclass(frozen=True)
class Said:
    """What holds for a class, and the names of the rules that say it."""

    handling: Handling
    rules: tuple[str, ...]


@dataclass(frozen=True)
class Holding:
    """What holds at a door; every ``…_by`` names the rules, empty where nothing is asked.

    ``max_persons_by`` is empty where the area itself says how many.
    """

    devices: Mapping[str, Said]
    witness_by: tuple[str, ...] = ()
    two_persons_by: tuple[str, ...] = ()
    escort_by: tuple[str, ...] = ()
    no_camera_by: tuple[str, ...] = ()
    max_persons: int | None = None
    max_persons_by: tuple[str, ...] = ()


DEFAULT_RULES = (
    DoorRule(
        "core",
        mark("基幹系システムを使う区域"),
        mark("第77回 札幌市情報公開・個人情報保護審議会 会議録（令和6年6月4日現在）"),
        core=True,
        devices={
            EVERY_ELECTRONIC: Handling.BANNED,
            "medical": Handling.ALLOWED,
            "city_device": Handling.PERMIT,
        },
        witness=True,
        no_camera=True,
    ),
    DoorRule(
        "controlled",
        mark("管理区域"),
        mark("個人情報保護委員会 特定個人情報ガイドライン（行政機関等編）別添1 2 E a（令和7年9月24日現在）"),
        level=AreaLevel.CONTROLLED,
        devices={
            EVERY_ELECTRONIC: Handling.PERMIT,
            "medical": Handling.ALLOWED,
        },
        escort=True,
    ),
    DoorRule(
        "handling",
        mark("取扱区域"),
        mark("個人情報保護委員会 特定個人情報ガイドライン（行政機関等編）別添1 2 E c（令和7年9月24日現在）"),
        level=AreaLevel.HANDLING,
        devices={
            EVERY_ELECTRONIC: Handling.DEPOSIT,
            "medical": Handling.ALLOWED,
            "city_device": Handling.ALLOWED,
        },
    ),
)
"""The house's own rules; a city sets others in its settings."""


def rules_of(written: Sequence[Mapping[str, Any]]) -> tuple[DoorRule, ...]:
    """Return an office's rules as they are kept in the settings; empty stands for the house's own."""
    return tuple(_rule_of(each) for each in written) or DEFAULT_RULES


def _rule_of(written: Mapping[str, Any]) -> DoorRule:
    values = dict(written)
    values["level"] = AreaLevel(values["level"]) if values.get("level") else None
    values["devices"] = {name: Handling(word) for name, word in values.get("devices", {}).items()}
    return DoorRule(**values)


def written_of(rule: DoorRule) -> dict[str, Any]:
    """Return a rule as the settings keep it."""
    return {**asdict(rule), "devices": dict(rule.devices)}


def refuse_wrong_rules(rules: Sequence[DoorRule]) -> None:
    """Refuse no rule at all, and one without a name, without a source, or that says nothing."""
    if not rules:
        raise RefusedError(_("決まりがありません。"), _("1つ以上残してください。"))
    for rule in rules:
        if not rule.word.strip() or not rule.source.strip():
            raise RefusedError(
                _("名か出典のない決まりがあります。"), _("どこに定められた決まりかを書いてください。")
            )
        demands = (rule.witness, rule.two_persons, rule.escort, rule.no_camera, rule.max_persons)
        if not (rule.devices or any(demands)):
            told = _("「{rule}」は、何も決めていません。").format(rule=rule.told)
            raise RefusedError(told, _("機器の扱いか、ほかに求めることを選んでください。"))


def holding_in(area: AreaFacts, rules: Iterable[DoorRule], classes: Iterable[DeviceClass]) -> Holding:
    """Return what holds at the door of an area: of overlapping rules the strictest, named with its like.

    A class of which no rule speaks may come in.
    """
    applying = [rule for rule in rules if rule.applies(area)]
    most, most_by = _fewest(area, applying)
    return Holding(
        {each.id: _strictest(applying, each) for each in classes},
        witness_by=_names(applying, "witness"),
        two_persons_by=_names(applying, "two_persons"),
        escort_by=_names(applying, "escort"),
        no_camera_by=(*_names(applying, "no_camera"), *_banned_by_place(area)),
        max_persons=most,
        max_persons_by=most_by,
    )


def _strictest(rules: Sequence[DoorRule], device: DeviceClass) -> Said:
    said = [(rule, found) for rule in rules if (found := rule.says_of(device)) is not None]
    if not said:
        return Said(Handling.ALLOWED, ())
    handling = max((found for _rule, found in said), key=_STRICTNESS.__getitem__)
    return Said(handling, tuple(rule.told for rule, found in said if found is handling))


def _names(rules: Sequence[DoorRule], asked: str) -> tuple[str, ...]:
    return tuple(rule.told for rule in rules if getattr(rule, asked))


def _banned_by_place(area: AreaFacts) -> tuple[str, ...]:
    return (_("撮影禁止の履行場所"),) if area.photography_forbidden else ()


def _fewest(area: AreaFacts, rules: Sequence[DoorRule]) -> tuple[int | None, tuple[str, ...]]:
    asked = [(rule.max_persons, rule.told) for rule in rules if rule.max_persons is not None]
    own = [(area.max_persons, "")] if area.max_persons is not None else []
    if not (asked or own):
        return None, ()
    most = min(count for count, _name in (*asked, *own))
    return most, tuple(name for count, name in asked if count == most)
