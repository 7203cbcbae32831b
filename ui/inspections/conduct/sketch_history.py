"""What was drawn so far and what can be taken back or done again; no Qt in here."""

from __future__ import annotations

from dataclasses import replace

from oversight.inspections.drawing import Drawing, DrawnMark


class SketchHistory:
    """A drawing with its past and, after steps back, its future."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self._past: list[Drawing] = []
        self._future: list[Drawing] = []

    @property
    def can_undo(self) -> bool:
        """Tell whether there is a step to take back."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Tell whether there is a step to do again."""
        return bool(self._future)

    def take(self, drawing: Drawing) -> bool:
        """Take the drawing as it stands after a step; tell whether anything changed."""
        if drawing == self.drawing:
            return False
        self._past.append(self.drawing)
        self._future.clear()
        self.drawing = drawing
        return True

    def add(self, mark: DrawnMark) -> None:
        """Add a mark on top of the others."""
        self.take(replace(self.drawing, marks=(*self.drawing.marks, mark)))

    def erase(self, marks: frozenset[int]) -> bool:
        """Take out the marks at some places of the order drawn; tell whether there were any."""
        kept = tuple(each for place, each in enumerate(self.drawing.marks) if place not in marks)
        return self.take(replace(self.drawing, marks=kept))

    def undo(self) -> bool:
        """Take the last step back, if there is one."""
        return self._step(self._past, self._future)

    def redo(self) -> bool:
        """Do again what was taken back, if anything was."""
        return self._step(self._future, self._past)

    def _step(self, source: list[Drawing], other: list[Drawing]) -> bool:
        if not source:
            return False
        other.append(self.drawing)
        self.drawing = source.pop()
        return True
