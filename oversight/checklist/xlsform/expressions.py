"""Expressions of a form in the names of an edition: calculations put in, what cannot be read named."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from oversight.checklist.expression import LONGEST, compile_condition
from oversight.checklist.xlsform.questions import Wanted
from oversight.errors import RefusedError
from oversight.words import _

_PIECES = re.compile(
    r"""(?P<text>'[^']*'|"[^"]*")|\$\{\s*(?P<name>[^{}]*?)\s*\}"""
    r"""|(?P<path>(?:current\(\)/)?\.\./(?P<beside>[^\W\d][\w.\-]*)(?![\w.\-/]))"""
    r"""|(?P<word>(?<![\w$/@.:\-])[^\W\d][\w.\-]*(?!\s*\()(?![\w.\-/:]))"""
)
_OPERATORS = frozenset(("and", "or", "div", "mod"))


class UnreadableError(Exception):
    """An expression means nothing in an edition; the sentence says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass
class Translator:
    """Knows what each name of the form has become."""

    names: Mapping[str, str]
    """Questions, their fields and repeating groups: the name in the edition."""
    calculated: Mapping[str, Wanted]
    gone: Mapping[str, str] = field(default_factory=dict)
    """Names that are not in the edition, with the reason."""
    circles: list[tuple[str, ...]] = field(default_factory=list)
    """Calculations that lean on one another in a circle."""

    def read(self, text: str, *, of_value: bool = False) -> str:
        """Return an expression of an edition; raise ``UnreadableError`` where it has no meaning there."""
        told = self._told(text, ())
        try:
            compile_condition(told, of_value=of_value)
        except RefusedError as refusal:
            raise UnreadableError(refusal.sentence[:300]) from None
        return told

    def _told(self, text: str, above: tuple[str, ...]) -> str:
        def replaced(match: re.Match[str]) -> str:
            if match["name"] is not None:
                return self._name(match["name"], above)
            if match["beside"] is not None and match["beside"] in self.names:
                return f"${{{self.names[match['beside']]}}}"
            return match[0]

        told = _PIECES.sub(replaced, text).strip()
        if len(told) > LONGEST:
            raise UnreadableError(_("条件式が長すぎます({count}文字まで)。").format(count=LONGEST))
        return told

    def _name(self, name: str, above: tuple[str, ...]) -> str:
        if name in above:
            circle = (*above[above.index(name) :], name)
            self.circles.append(circle)
            told = _("計算が堂々巡りになっています: {names}").format(names=" → ".join(circle))
            raise UnreadableError(told)
        if name in self.calculated:
            return f"({self._calculation(name, above)})"
        if name in self.names:
            return f"${{{self.names[name]}}}"
        reason = self.gone.get(name) or _("点検表の中にありません。")
        raise UnreadableError(_("「{name}」は{reason}").format(name=name, reason=reason))

    def _calculation(self, name: str, above: tuple[str, ...]) -> str:
        told = self._told(self.calculated[name].text, (*above, name))
        try:
            compile_condition(told)
        except RefusedError as refusal:
            sentence = _("計算「{name}」を読めません: {reason}").format(
                name=name, reason=refusal.sentence[:300]
            )
            raise UnreadableError(sentence) from None
        return told


def joined(expressions: list[str]) -> str:
    """Return expressions that must all hold as one."""
    if len(expressions) < 2:
        return "".join(expressions)
    return " and ".join(f"({one})" for one in expressions)


def words_replaced(text: str, new_word: Callable[[str], str | None]) -> str:
    """Return an expression with bare words replaced, as the columns of a choice filter are.

    Texts, ``${…}``, functions and operators stay; so does a word for which ``new_word`` returns ``None``.
    """

    def replaced(match: re.Match[str]) -> str:
        word = match["word"]
        if word is None or (word in _OPERATORS and text[: match.start()].strip()):
            return match[0]
        return new_word(word) or match[0]

    return _PIECES.sub(replaced, text)


def literal(text: str) -> str:
    """Return an expression that stands for a text; XPath 1.0 has no sign to escape a quote with."""
    if "'" not in text:
        return f"'{text}'"
    if '"' not in text:
        return f'"{text}"'
    pieces = text.split("'")
    return "concat(" + """, "'", """.join(f"'{piece}'" for piece in pieces) + ")"


def is_balanced(text: str) -> bool:
    """Tell whether every bracket outside quoted texts opens before it closes."""
    depth = 0
    for sign in re.sub(r"""'[^']*'|"[^"]*\"""", "", text):
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            return False
    return depth == 0
