"""The classes of devices one may bring to a door: the house's list, and what an office made of it.

The list is practice, not law: docs/records.md#device-classes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from oversight.words import _, mark


@dataclass(frozen=True)
class DeviceClass:
    """One class; ``is_electronic`` ones are what rules speak of as a whole, ``takes_pictures`` what a ban
    of cameras is about. ``word`` is Japanese; the house's own are told in the language in use. One that is
    not ``in_use`` is no longer offered, and keeps its word for what was recorded with it."""

    id: str
    word: str
    is_electronic: bool = True
    takes_pictures: bool = False
    in_use: bool = True

    @property
    def told(self) -> str:
        """Return the word in the language in use."""
        return _(self.word)


DEFAULT_CLASSES = (
    DeviceClass("smartphone", mark("スマートフォン"), takes_pictures=True),
    DeviceClass("mobile_phone", mark("携帯電話"), takes_pictures=True),
    DeviceClass("tablet", mark("タブレット"), takes_pictures=True),
    DeviceClass("laptop", mark("ノートパソコン"), takes_pictures=True),
    DeviceClass("smartwatch", mark("スマートウォッチ")),
    DeviceClass("usb_memory", mark("USBメモリ")),
    DeviceClass("storage", mark("SDカード・外付けディスク")),
    DeviceClass("camera", mark("デジタルカメラ"), takes_pictures=True),
    DeviceClass("voice_recorder", mark("ICレコーダー")),
    DeviceClass("game_console", mark("ゲーム機")),
    DeviceClass("mobile_router", mark("モバイルルータ")),
    DeviceClass("earphones", mark("無線イヤホン")),
    DeviceClass("smart_glasses", mark("眼鏡型端末"), takes_pictures=True),
    DeviceClass("scanner_pen", mark("スキャナペン"), takes_pictures=True),
    DeviceClass("medical", mark("医療機器（申告）")),
    DeviceClass("city_device", mark("市の貸与端末"), takes_pictures=True),
    DeviceClass("paper", mark("紙・筆記具"), is_electronic=False),
)


def classes_of(written: Sequence[dict[str, Any]]) -> tuple[DeviceClass, ...]:
    """Return what an office offers, of the list kept in its settings; empty stands for the house's own."""
    return tuple(each for each in all_classes_of(written) if each.in_use)


def all_classes_of(written: Sequence[dict[str, Any]]) -> tuple[DeviceClass, ...]:
    """Return an office's whole list, what is no longer offered among it."""
    return tuple(DeviceClass(**each) for each in written) or DEFAULT_CLASSES


def known_classes(written: Sequence[dict[str, Any]]) -> dict[str, DeviceClass]:
    """Return all classes there are or were, by identifier."""
    return {each.id: each for each in (*DEFAULT_CLASSES, *all_classes_of(written))}


def class_words(written: Sequence[dict[str, Any]]) -> dict[str, str]:
    """Return the words of all classes there are or were, in the language in use, by identifier."""
    return {class_id: each.told for class_id, each in known_classes(written).items()}
