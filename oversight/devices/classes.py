"""What an office may make of its list of classes of devices (``oversight.device_classes``)."""

from __future__ import annotations

from collections.abc import Sequence

from oversight.device_classes import DEFAULT_CLASSES, DeviceClass, all_classes_of, class_words, classes_of
from oversight.errors import RefusedError
from oversight.words import _

__all__ = [
    "DEFAULT_CLASSES",
    "DeviceClass",
    "all_classes_of",
    "class_words",
    "classes_of",
    "refuse_wrong_classes",
]

_LONGEST = 24


def refuse_wrong_classes(classes: Sequence[DeviceClass]) -> None:
    """Refuse an empty list, one without words, one that names the same twice."""
    if not any(each.in_use for each in classes):
        raise RefusedError(_("機器の種類がありません。"), _("1つ以上残してください。"))
    words = [each.word.strip() for each in classes]
    if not all(words):
        raise RefusedError(_("名前のない機器の種類があります。"), _("名前を書いてください。"))
    if max(map(len, words)) > _LONGEST:
        raise RefusedError(
            _("{count}文字までの名前を付けてください。").format(count=_LONGEST), _("短い名前にしてください。")
        )
    if len({each.id for each in classes}) < len(classes) or len(set(words)) < len(words):
        raise RefusedError(_("同じ機器の種類が2つあります。"), _("どちらかを外してください。"))
