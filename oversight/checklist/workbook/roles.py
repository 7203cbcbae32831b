"""Where the headings of a checklist stand, and what each column holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from oversight.checklist.workbook.heading_words import has_box, mark_of, marks_among, role_of
from oversight.checklist.workbook.numbering import is_number
from oversight.checklist.workbook.sheets import RawSheet
from oversight.checklist.workbook.understood import ANSWER_ROLES, ColumnRole
from oversight.exchange.guards import ROWS_ABOVE

_BODY_SEEN = 400
_UNIQUE = (ColumnRole.NUMBER, ColumnRole.QUESTION, ColumnRole.SEVERITY)


@dataclass(frozen=True)
class Headings:
    """The rows of the headings (numbers from 0, one or two) and the role of each column."""

    rows: tuple[int, ...]
    roles: tuple[ColumnRole, ...]


def find_roles(raw: RawSheet, heading_rows: Sequence[int] | None = None) -> Headings | None:
    """Return headings and roles; ``None`` where the sheet has nothing like the table of a checklist.

    ``heading_rows`` are given where a person said which rows they are.
    """
    rows = tuple(heading_rows) if heading_rows is not None else _heading_rows(raw)
    width = max((len(row) for row in raw.rows), default=0)
    if not rows:
        return _by_content(raw, width)
    named = _named(raw, rows, width)
    roles = _settled(raw, rows[-1] + 1, named)
    if heading_rows is None and ColumnRole.QUESTION not in roles:
        return None
    return Headings(rows, roles)


def _known(cells: Iterable[str]) -> set[ColumnRole]:
    return {role for cell in cells if (role := role_of(cell)) is not None}


def _heading_rows(raw: RawSheet) -> tuple[int, ...]:
    """Return the row with most known headings, with the row above or beneath that belongs to it."""
    filled = [at for at, row in enumerate(raw.rows) if any(row)][: ROWS_ABOVE * 2]
    scores = {at: _score(raw.rows[at]) for at in filled}
    best = max(scores, key=lambda at: (scores[at], -at), default=-1)
    if best < 0 or scores[best] < 2:
        return ()
    beneath, above = best + 1, best - 1
    if beneath in scores and _are_sub_headings(raw, best, beneath):
        return best, beneath
    if above in scores and _are_sub_headings(raw, above, best) and _known(raw.rows[above]):
        return above, best
    return (best,)


def _score(cells: Sequence[str]) -> int:
    """Count different roles; a row of a filled-in form (○ in one column) must not outdo the headings."""
    known = _known(cells)
    return len(known) + (2 if ColumnRole.QUESTION in known else 0)


def _are_sub_headings(raw: RawSheet, upper: int, lower: int) -> bool:
    """Tell whether a row stands beneath headings as their second line."""
    cells = raw.rows[lower]
    filled = [at for at, text in enumerate(cells) if text]
    under = _spans(raw, upper)
    fits = [at for at in filled if role_of(cells[at]) is not None]
    return bool(filled) and len(fits) == len(filled) and _has_answers_or_spans(cells, fits, under)


def _has_answers_or_spans(cells: Sequence[str], fits: Sequence[int], under: Mapping[int, int]) -> bool:
    return sum(mark_of(cells[at]) is not None for at in fits) > 1 or any(at in under for at in fits)


def _upper_text(raw: RawSheet, row: int, column: int) -> str:
    return raw.rows[row][column] if column < len(raw.rows[row]) else ""


def _spans(raw: RawSheet, row: int) -> dict[int, int]:
    """Return for each column beneath a heading merged over several columns that heading's column."""
    return {
        column: left
        for (top, left), (bottom, right) in raw.merged
        if top <= row <= bottom and left < right
        for column in range(left, right + 1)
    }


def _named(raw: RawSheet, rows: Sequence[int], width: int) -> list[list[ColumnRole]]:
    """Return for each column the roles its headings could mean, the nearest first."""
    named: list[list[ColumnRole]] = [[] for _column in range(width)]
    for row in reversed(rows):
        under = _spans(raw, row)
        for column in range(width):
            text = _upper_text(raw, row, under.get(column, column))
            role = role_of(text) if text else None
            if role is not None:
                named[column].append(role)
    return named


def _settled(raw: RawSheet, start: int, named: Sequence[Sequence[ColumnRole]]) -> tuple[ColumnRole, ...]:
    """Choose one role a column: an empty column has none; the contents decide among several."""
    body = [row for row in raw.rows[start : start + _BODY_SEEN] if any(row)]
    roles = [each[0] if each else ColumnRole.IGNORED for each in named]
    for column, role in enumerate(roles):
        if role is ColumnRole.IGNORED and marks_among(raw.offered.get(column, ())):
            roles[column] = ColumnRole.MARK
    _leave_out_covered(raw, start, roles)
    _find_question(body, roles)
    _part_questions(body, roles)
    _find_number(body, roles)
    _keep_first(roles)
    return tuple(roles)


def _leave_out_covered(raw: RawSheet, start: int, roles: list[ColumnRole]) -> None:
    """Leave out what a heading merged over several columns covers, where nothing begins in a column."""
    for left, right in sorted(
        {(left, right) for (top, left), (bottom, right) in raw.merged if top < start and left < right}
    ):
        span = range(left, min(right + 1, len(roles)))
        same = [
            column
            for column in span
            if roles[column] is roles[left] and roles[left] is not ColumnRole.IGNORED
        ]
        begun = [
            column
            for column in same
            if any(
                _upper_text(raw, at, column) for at in range(start, min(start + _BODY_SEEN, len(raw.rows)))
            )
        ]
        kept = _begins_in(raw, start, same) or begun or same[:1]
        for column in same:
            if column not in kept:
                roles[column] = ColumnRole.IGNORED


def _begins_in(raw: RawSheet, start: int, columns: Sequence[int]) -> list[int]:
    """Return the columns that cells merged to the right begin in, where the form is still blank."""
    begins = {left for (top, left), (_bottom, right) in raw.merged if top >= start and left < right}
    filled = {
        at for row in raw.rows[start : start + _BODY_SEEN] for at in columns if at < len(row) and row[at]
    }
    return [] if filled else [at for at in columns if at in begins][:1]


def _texts(body: Sequence[Sequence[str]], column: int) -> list[str]:
    return [row[column] for row in body if column < len(row) and row[column]]


def _find_question(body: Sequence[Sequence[str]], roles: list[ColumnRole]) -> None:
    """Take the fullest column before the answers for the questions, where no heading says so."""
    answers = [at for at, role in enumerate(roles) if role in (*ANSWER_ROLES, ColumnRole.MARK)]
    if ColumnRole.QUESTION in roles or not answers:
        return
    free = (ColumnRole.SECTION, ColumnRole.IGNORED)
    sizes = {at: sum(map(len, _texts(body, at))) for at in range(answers[0]) if roles[at] in free}
    best = max(sizes, key=lambda at: sizes[at], default=-1)
    if best >= 0 and sizes[best]:
        roles[best] = ColumnRole.QUESTION


def _part_questions(body: Sequence[Sequence[str]], roles: list[ColumnRole]) -> None:
    """Of several columns of questions keep one: short or seldom filled ones are numbers or sections."""
    several = [at for at, role in enumerate(roles) if role is ColumnRole.QUESTION]
    if len(several) < 2:
        return
    texts = {at: _texts(body, at) for at in several}
    best = max(several, key=lambda at: (sum(map(len, texts[at])), -at))
    for at in several:
        if at != best:
            roles[at] = _beside_question(texts[at], at < best)


def _beside_question(texts: Sequence[str], is_before: bool) -> ColumnRole:
    if not texts:
        return ColumnRole.IGNORED
    if sum(is_number(text) for text in texts) * 2 > len(texts):
        return ColumnRole.NUMBER
    return ColumnRole.SECTION if is_before else ColumnRole.LOOK_AT


def _find_number(body: Sequence[Sequence[str]], roles: list[ColumnRole]) -> None:
    """Take an unnamed column of numbers left of the questions for the numbers."""
    if ColumnRole.NUMBER in roles or ColumnRole.QUESTION not in roles:
        return
    for at in range(roles.index(ColumnRole.QUESTION) - 1, -1, -1):
        texts = _texts(body, at)
        if roles[at] in (ColumnRole.IGNORED, ColumnRole.SECTION) and texts and all(map(is_number, texts)):
            roles[at] = ColumnRole.NUMBER
            return


def _keep_first(roles: list[ColumnRole]) -> None:
    """Leave one column of each role that can have only one; of answers in signs, the first set."""
    for role in (*_UNIQUE, *ANSWER_ROLES):
        several = [at for at, each in enumerate(roles) if each is role]
        for at in several[1:]:
            roles[at] = ColumnRole.IGNORED
    answers = [role for role in ANSWER_ROLES if role in roles]
    if len(answers) == 1:
        roles[roles.index(answers[0])] = ColumnRole.MARK


def _by_content(raw: RawSheet, width: int) -> Headings | None:
    """Take a sheet without headings for a checklist where numbers stand beside sentences."""
    body = [row for row in raw.rows[:_BODY_SEEN] if any(row)]
    numbers = [at for at in range(width) if _is_of(body, at, is_number)]
    for number in numbers:
        questions = [at for at in range(number + 1, width) if _is_of(body, at, lambda text: len(text) > 7)]
        if questions:
            roles = [ColumnRole.IGNORED] * width
            roles[number], roles[questions[0]] = ColumnRole.NUMBER, ColumnRole.QUESTION
            for at in _answer_columns(raw, body, questions[0], width):
                roles[at] = ColumnRole.MARK
            return Headings((), tuple(roles))
    return None


def _is_of(body: Sequence[Sequence[str]], column: int, is_so: Callable[[str], bool]) -> bool:
    texts = _texts(body, column)
    fitting = sum(is_so(text) for text in texts)
    return fitting > 1 and fitting * 2 > len(texts)


def _answer_columns(raw: RawSheet, body: Sequence[Sequence[str]], question: int, width: int) -> Iterator[int]:
    for at in range(question + 1, width):
        texts = _texts(body, at)
        if marks_among(raw.offered.get(at, ())) or (
            texts and all(has_box(text) or mark_of(text) for text in texts)
        ):
            yield at
            return
