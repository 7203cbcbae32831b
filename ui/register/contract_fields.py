"""The fields of a contract that are lists: typed or pasted one a line, read back beneath while one types."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any, TypeVar
from uuid import UUID

from PySide6.QtCore import Slot
from typing_extensions import override

from oversight.japanese import listed
from oversight.register import HoursDraft, PlaceDraft, SystemDraft
from oversight.words import _, _n, mark
from ui.register.hours import closed_days, hours_of_text, lines_of_hours
from ui.register.quick_chips import QuickChips
from ui.widgets.fields import MultiLineField
from ui.widgets.text import note

ITEMS = (
    mark("氏名"), mark("住所"), mark("生年月日"), mark("性別"), mark("電話番号"), mark("被保険者番号"),
    mark("世帯"), mark("口座情報"), mark("所得・課税"), mark("健康・医療"), mark("要介護度"),
    mark("個人番号"),
)  # fmt: skip
USUAL_HOURS = (
    mark("平日 9:00-17:30"),
    mark("平日 8:45-17:15"),
    mark("平日 8:30-17:15"),
    mark("毎日 24時間"),
)
_FORBIDDEN, _CORE = mark("撮影禁止"), mark("基幹系")
Part = TypeVar("Part", PlaceDraft, SystemDraft)


class ReadBackField(MultiLineField):
    """Lines with what was understood beneath; what was filled in and left alone comes back as it was."""

    def __init__(self, name: str, label: str, **rest: Any) -> None:
        self._before: tuple[Any, ...] = ()
        self._filled = ""
        super().__init__(name, label, **rest)
        self._read = note("")
        self._read.hide()
        self.column.insertWidget(2, self._read)
        self.lines.textChanged.connect(self._read_back)

    def parse(self, text: str) -> tuple[Any, ...]:
        """Return the parts the text names."""
        raise NotImplementedError

    def lines_of(self, parts: Sequence[Any]) -> list[str]:
        """Return the lines that read back as the parts."""
        raise NotImplementedError

    def read_back(self, parts: Sequence[Any]) -> str:
        """Say what was understood."""
        raise NotImplementedError

    @property
    def understood(self) -> str:
        """Return what stands beneath the field."""
        return self._read.text()

    @override
    def value(self) -> tuple[Any, ...]:  # type: ignore[override]
        text = self.lines.toPlainText()
        return self._before if text == self._filled else self.parse(text)

    @override
    def set_value(self, value: Any) -> None:
        self._before = tuple(value or ())
        self._filled = "\n".join(self.lines_of(self._before))
        super().set_value(self._filled)

    @Slot()
    def _read_back(self) -> None:
        parts = self.value()
        self._read.setText(self.read_back(parts) if parts else "")
        self._read.setVisible(bool(parts))


class ItemsField(ReadBackField):
    """A list of words, one a line or parted by 、; the usual ones are chips."""

    def __init__(self, name: str, label: str, *, has_chips: bool = False, **rest: Any) -> None:
        super().__init__(name, label, **rest)
        self.quick: QuickChips | None = None
        if has_chips:
            self.quick = QuickChips([_(item) for item in ITEMS], name=_("よくある項目"))
            self.quick.pressed.connect(self._put)
            self.column.insertWidget(1, self.quick)

    @override
    def parse(self, text: str) -> tuple[str, ...]:
        return listed(text)

    @override
    def lines_of(self, parts: Sequence[Any]) -> list[str]:
        return [_("、").join(parts)] if parts else []

    @override
    def read_back(self, parts: Sequence[Any]) -> str:
        return _n("{count}項目", len(parts)).format(count=len(parts))

    @Slot()
    @override
    def _read_back(self) -> None:
        super()._read_back()
        if self.quick is not None:
            self.quick.show_on(self.value())

    @Slot(str, bool)
    def _put(self, word: str, is_on: bool) -> None:
        words = [each for each in self.value() if each != word]
        self.lines.setPlainText(_("、").join([*words, word] if is_on else words))


def marked(line: str, word: str) -> tuple[str, bool]:
    """Part a line from the mark at its end, （基幹系）, in the source's language or the one in use."""
    for each in dict.fromkeys((word, _(word))):
        sign = re.escape(each)
        match = re.search(rf"[\s　]*[（(]\s*{sign}\s*[）)]\s*$|[\s　]+{sign}\s*$", line, re.IGNORECASE)
        if match is not None:
            return line[: match.start()].strip(), True
    return line.strip(), False


def matched(names: Sequence[str], before: Sequence[Part]) -> list[Part | None]:
    """Return for each name the part it was: by its name, else by its place if no part was added or removed.

    A part mended keeps its identifier: inspections refer to it.
    """
    known = {part.name: part for part in before}
    found = [known.pop(name, None) for name in names]
    if len(names) == len(before):
        left = {part.id for part in known.values()}
        found = [each or (old if old.id in left else None) for each, old in zip(found, before, strict=True)]
    return found


def _id_of(part: PlaceDraft | SystemDraft | None) -> UUID | None:
    return part.id if part is not None else None


def _lines_in(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class PlacesField(ReadBackField):
    """Places, one a line: 名称／所在地／取扱区域（撮影禁止）; all but the name may be left out."""

    @override
    def parse(self, text: str) -> tuple[PlaceDraft, ...]:
        lines = [marked(line, _FORBIDDEN) for line in _lines_in(text)]
        parts = [[part.strip() for part in re.split("[／/]", line, maxsplit=2)] for line, _mark in lines]
        old = matched([part[0] for part in parts], self._before)
        return tuple(
            PlaceDraft(
                part[0],
                part[1] if len(part) > 1 else "",
                area=part[2] if len(part) > 2 else "",
                photography_forbidden=is_forbidden,
                remarks=before.remarks if before else "",
                id=_id_of(before),
            )
            for part, (_line, is_forbidden), before in zip(parts, lines, old, strict=True)
            if part[0]
        )

    @override
    def lines_of(self, parts: Sequence[Any]) -> list[str]:
        return [self._line(place) for place in parts]

    def _line(self, place: PlaceDraft) -> str:
        words = [place.name, place.address, place.area]
        while not words[-1]:
            words.pop()
        return f"{'／'.join(words)}（{_(_FORBIDDEN)}）" if place.photography_forbidden else "／".join(words)

    @override
    def read_back(self, parts: Sequence[Any]) -> str:
        return "\n".join(told_place(place) for place in parts)

    @override
    def wrong(self) -> str:
        if any(line.startswith(("／", "/")) for line in _lines_in(self.lines.toPlainText())):
            return _("名称のない行があります。名称／所在地 の順に書いてください。")
        return super().wrong()


def told_place(place: PlaceDraft) -> str:
    """Return a place in words: name, area, address, whether cameras are forbidden."""
    words = " ".join(filter(None, (place.name, place.area)))
    address = f"　{place.address}" if place.address else ""
    return f"{words}{address}　{_(_FORBIDDEN)}" if place.photography_forbidden else f"{words}{address}"


class SystemsField(ReadBackField):
    """Systems, one a line; 「（基幹系）」 at the end of the line marks a core system."""

    @override
    def parse(self, text: str) -> tuple[SystemDraft, ...]:
        lines = [marked(line, _CORE) for line in _lines_in(text)]
        old = matched([name for name, _core in lines], self._before)
        return tuple(
            SystemDraft(name, is_core, _id_of(before))
            for (name, is_core), before in zip(lines, old, strict=True)
            if name
        )

    @override
    def lines_of(self, parts: Sequence[Any]) -> list[str]:
        return [told_system(system) for system in parts]

    @override
    def read_back(self, parts: Sequence[Any]) -> str:
        core = [system.name for system in parts if system.is_core]
        return _("基幹系: {names}").format(names=_("、").join(core)) if core else _("基幹系の使用なし")


def told_system(system: SystemDraft) -> str:
    """Return a system in words, as the field reads it back."""
    return f"{system.name}（{_(_CORE)}）" if system.is_core else system.name


class HoursField(ReadBackField):
    """Business hours, one line a group of weekdays: 月-金 9:00-17:30; the usual ones are chips."""

    def __init__(self, name: str, label: str, **rest: Any) -> None:
        super().__init__(name, label, **rest)
        self.quick = QuickChips([_(each) for each in USUAL_HOURS], name=_("よくある業務時間"), keeps=False)
        self.quick.pressed.connect(self._put)
        self.column.insertWidget(1, self.quick)

    @override
    def parse(self, text: str) -> tuple[HoursDraft, ...]:
        known = {hours.weekday: hours.id for hours in self._before}
        spans, _unread = hours_of_text(text)
        return tuple(HoursDraft(day, *spans[day], known.get(day)) for day in sorted(spans))

    @override
    def lines_of(self, parts: Sequence[Any]) -> list[str]:
        return lines_of_hours(parts)

    @override
    def read_back(self, parts: Sequence[Any]) -> str:
        told = "　".join(lines_of_hours(parts))
        closed = closed_days(parts)
        return _("{hours}　業務なし: {days}").format(hours=told, days=closed) if closed else told

    @override
    def wrong(self) -> str:
        _spans, unread = hours_of_text(unicodedata.normalize("NFC", self.lines.toPlainText()))
        if unread:
            return _("「{line}」は業務時間として読めません。例: 月-金 9:00-17:30").format(line=unread)
        return super().wrong()

    @Slot(str, bool)
    def _put(self, line: str, _is_on: bool) -> None:
        before = self.lines.toPlainText().strip()
        self.lines.setPlainText(f"{before}\n{line}" if before and not self.wrong() else line)
