"""What is known of one record: facts in two columns, warnings, and parts that open when pressed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from ui.icons import set_icon
from ui.theme import Tone, current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.flow import Flow
from ui.widgets.text import Tag, note, prose, quiet_line

_LABEL_WIDTH = 92


class Column(QWidget):
    """A column of facts, texts, warnings, tags and buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "clear")
        outer = QVBoxLayout(self)  # a layout aligned to the top would not grow with lines that wrap
        outer.setContentsMargins(0, 0, 0, 0)
        self.column = QVBoxLayout()
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(current_theme().space(8))
        outer.addLayout(self.column)
        outer.addStretch(1)

    def add_tags(self, *tags: tuple[str, Tone]) -> None:
        """Add words on their grounds, in a line that flows."""
        flow = Flow()
        for word, tone in tags:
            flow.addWidget(Tag(word, tone))
        self.column.addLayout(flow)

    def add_facts(self, *facts: tuple[str, str]) -> None:
        """Add label and value for each fact that has a value; labels above values where text is large."""
        theme = current_theme()
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.space(12))
        grid.setVerticalSpacing(theme.space(6))
        grid.setColumnStretch(1, 1)
        is_wide = theme.scale <= 1.5
        grid.setColumnMinimumWidth(0, theme.width(_LABEL_WIDTH) if is_wide else 0)
        top = Qt.AlignmentFlag.AlignTop
        for at, (label, value) in enumerate(fact for fact in facts if fact[1]):
            text = prose(value)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            text.setAccessibleName(f"{label} {value}")
            place = (at, 0) if is_wide else (at * 2, 0)
            grid.addWidget(note(label), *place, 1, 1 if is_wide else 2, top)
            grid.addWidget(text, at if is_wide else at * 2 + 1, 1 if is_wide else 0, 1, 1 if is_wide else 2)
        self.column.addLayout(grid)

    def add_warning(self, sentence: str, indent: int = 0) -> None:
        """Add something to look at."""
        label = note(f"！{sentence}")
        label.setProperty("role", "warning")
        self._add_indented(label, indent)

    def add_text(self, text: str, indent: int = 0) -> None:
        """Add running text."""
        self._add_indented(prose(text), indent)

    def add_note(self, text: str, indent: int = 0) -> None:
        """Add small quiet text."""
        self._add_indented(note(text), indent)

    def _add_indented(self, widget: QWidget, indent: int) -> None:
        widget.setContentsMargins(indent * current_theme().space(16), 0, 0, 0)
        self.column.addWidget(widget)

    def add_buttons(self, *buttons: QWidget) -> None:
        """Add buttons in a line that flows."""
        flow = Flow()
        for button in buttons:
            flow.addWidget(button)
        self.column.addLayout(flow)

    def add(self, what: QWidget | QLayout) -> None:
        """Add a widget or a layout."""
        if isinstance(what, QWidget):
            self.column.addWidget(what)
        else:
            self.column.addLayout(what)


Build = Callable[[Column], None]


class Part(QWidget):
    """A heading with a summary; what is in it is built when it is first opened."""

    opened = Signal(str, bool)

    def __init__(self, name: str, heading: str, summary: str, build: Build, tone: Tone | None = None) -> None:
        super().__init__()
        self.name, self._build = name, build
        self.inside: Column | None = None
        self.heading = Button(heading, kind=ButtonKind.QUIET, icon="chevron-right")
        self.heading.setCheckable(True)
        self.heading.setAccessibleDescription(summary)
        head = QHBoxLayout()
        head.setSpacing(current_theme().space(12))
        head.addWidget(self.heading)
        head.addWidget(quiet_line(summary) if tone is None else Tag(summary, tone), 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(current_theme().space(4))
        self._column.addLayout(head)
        self.heading.toggled.connect(self.open)

    @Slot(bool)
    def open(self, is_open: bool) -> None:
        """Show or hide what is in it."""
        self.heading.setChecked(is_open)
        set_icon(self.heading, "chevron-down" if is_open else "chevron-right", "action")
        if is_open and self.inside is None:
            self.inside = Column()
            self.inside.column.setContentsMargins(current_theme().space(12), 0, 0, current_theme().space(8))
            self._build(self.inside)
            self._column.addWidget(self.inside)
        if self.inside is not None:
            self.inside.setVisible(is_open)
        self.opened.emit(self.name, is_open)


class FactsView(QScrollArea):
    """The content of a detail pane: first what decides, then parts to open."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.facts = Column()
        room = current_theme().control["focus"] + current_theme().control["focus_outline"]
        self.facts.column.setContentsMargins(room, room, current_theme().space(12), room)
        self.setWidget(self.facts)
        self.parts: dict[str, Part] = {}

    def add_part(self, part: Part) -> None:
        """Add a part to open."""
        self.parts[part.name] = part
        self.facts.add(part)
