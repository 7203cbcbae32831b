"""Conditions in the expression language of XLSForm / ODK XForms: ``${基幹系} = 'yes' or ${SUB-01} = ''``.

elementpath reads the grammar (XPath 1.0); the tree is turned once into plain calls and kept. A condition
speaks of names in ``${…}`` only: paths into a form and functions that need a document are refused with a
sentence. In a constraint, and only there, ``.`` is the value it is asked of.
"""

from __future__ import annotations

import datetime as dt
import math
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from oversight.checklist.functions import BUILT_APART, FUNCTIONS
from oversight.checklist.values import Value, as_number, as_text, as_truth, is_equal
from oversight.errors import RefusedError
from oversight.words import _

if TYPE_CHECKING:
    from elementpath.xpath_tokens import XPathToken

LONGEST = 2000
"""The most characters a condition may have."""

_PIECES = re.compile(
    r"""(?P<text>'[^']*'|"[^"]*")|\$\{\s*(?P<name>[^{}]*?)\s*\}|(?P<call>[^\W\d][\w.\-]*)(?=\s*\()"""
)
_WORD_OPERATORS = ("and", "or", "div", "mod")


@dataclass(frozen=True)
class Asking:
    """What a condition is asked with: the value of each name, the day if there is a clock, and ``.``."""

    value_of: Callable[[str], Value]
    today: dt.date | None = None
    current: Value = ""


Step = Callable[[Asking], Value]
Read = TypeVar("Read")


@dataclass(frozen=True)
class Condition:
    """A condition ready to be asked: the names it speaks of, and whether it looks at the day.

    ``compared`` holds each name (``.`` for the current value) with a text it is compared with.
    """

    source: str
    names: frozenset[str]
    uses_today: bool
    step: Step = field(repr=False, compare=False)
    compared: frozenset[tuple[str, str]] = frozenset()

    def holds(
        self, value_of: Callable[[str], Value], today: dt.date | None = None, current: Value = ""
    ) -> bool:
        """Tell whether the condition is true; ``value_of`` gives the value of a name."""
        return as_truth(self.step(Asking(value_of, today, current)))


@lru_cache(maxsize=8192)
def compile_condition(source: str, *, of_value: bool = False) -> Condition:
    """Read a condition once; raise ``RefusedError`` when it cannot be read or uses what is not offered.

    A condition ``of_value`` is a constraint: it may speak of the value it is asked of as ``.``.
    """
    if len(source) > LONGEST:
        raise _refused(_("条件式が長すぎます({count}文字まで)。").format(count=LONGEST))
    builder = _Builder(source, of_value=of_value)
    step = builder.build()
    return Condition(source, frozenset(builder.names), builder.uses_today, step, frozenset(builder.compared))


def tree_of(source: str) -> tuple[XPathToken, tuple[str, ...]]:
    """Return the tree of a condition that can be read; its variables ``v0``, ``v1`` … stand for the names."""
    builder = _Builder(source, of_value=True)
    return builder.tree(), tuple(builder.names)


def names_replaced(source: str, new_name: Callable[[str], str]) -> str:
    """Return an expression in which each ``${name}`` outside quoted texts is ``${new_name(name)}``."""

    def replaced(match: re.Match[str]) -> str:
        return match[0] if match["name"] is None else f"${{{new_name(match['name'])}}}"

    return _PIECES.sub(replaced, source)


def names_in(source: str) -> frozenset[str]:
    """Return every name of an expression, also of one that cannot be read."""
    return frozenset(match["name"] for match in _PIECES.finditer(source) if match["name"])


def _refused(sentence: str) -> RefusedError:
    return RefusedError(
        sentence, _("条件式は XLSForm の書き方で、${…} の名前と使える関数だけで書いてください。")
    )


class _Builder:
    """Turns one expression into a step."""

    def __init__(self, source: str, *, of_value: bool) -> None:
        self.source = source
        self.of_value = of_value
        self.names: list[str] = []
        self.uses_today = False
        self.compared: list[tuple[str, str]] = []

    def build(self) -> Step:
        """Return the step of the whole expression."""
        return self._read(self._step)

    def tree(self) -> XPathToken:
        """Return the expression as the library read it; a name stands as ``v`` and its place in ``names``."""
        return self._read(lambda token: token)

    def _read(self, use: Callable[[XPathToken], Read]) -> Read:
        from elementpath.exceptions import ElementPathError

        from oversight.checklist.odk_parser import OdkParser

        text = self._with_variables()
        try:
            return use(OdkParser().parse(text))
        except (ElementPathError, SyntaxError, RecursionError):
            # The library's words are English and speak of our inner variable names: they help no officer.
            sentence = _("条件式「{source}」は書き方に誤りがあり、読めません。").format(source=self.source)
            raise _refused(sentence) from None

    def _with_variables(self) -> str:
        """Put an XPath variable in the place of each ``${name}``, leaving quoted texts alone."""
        pieces: list[str] = []
        end = 0
        for match in _PIECES.finditer(self.source):
            pieces += [self._plain(self.source[end : match.start()]), self._replaced(match)]
            end = match.end()
        pieces.append(self._plain(self.source[end:]))
        return "".join(pieces)

    def _plain(self, text: str) -> str:
        if any(sign in text for sign in "${}"):
            raise _refused(_("条件式「{source}」の ${{…}} が閉じていません。").format(source=self.source))
        return text

    def _replaced(self, match: re.Match[str]) -> str:
        if match["text"] is not None:
            return match["text"]
        if match["call"] is not None:
            return self._known_call(match["call"])
        if not match["name"]:
            raise _refused(_("条件式「{source}」に名前のない ${{}} があります。").format(source=self.source))
        if match["name"] not in self.names:
            self.names.append(match["name"])
        # Spaces keep a following minus sign from becoming a part of the name.
        return f" $v{self.names.index(match['name'])} "

    def _known_call(self, name: str) -> str:
        if name not in FUNCTIONS and name not in (*BUILT_APART, *_WORD_OPERATORS):
            raise _refused(_("条件式の関数 {name}() は使えません。").format(name=name))
        return name

    def _step(self, token: XPathToken) -> Step:
        symbol = token.symbol
        if symbol == "(string)":
            return _constant(str(token.value))
        if symbol in _NUMBERS:
            return _constant(float(str(token.value)))
        if symbol == "$":
            return self._variable(self._name_of(token))
        if symbol == "(":
            return self._step(token[0])
        if symbol == "." and self.of_value:
            return lambda asking: asking.current
        return self._call(symbol, token) if token.label == "function" else self._operation(symbol, token)

    def _operation(self, symbol: str, token: XPathToken) -> Step:
        if len(token) == 1 and symbol in "+-":
            return _unary(symbol, self._step(token[0]))
        if len(token) == 2 and symbol in _OPERATORS:
            if symbol in ("=", "!="):
                self._note_compared(token[0], token[1])
                self._note_compared(token[1], token[0])
            return _binary(_OPERATORS[symbol], self._step(token[0]), self._step(token[1]))
        raise _refused(
            _("条件式「{source}」には、使えない書き方「{symbol}」があります。").format(
                source=self.source, symbol=symbol
            )
        )

    def _name_of(self, token: XPathToken) -> str:
        return self.names[int(str(token.value).removeprefix("v"))]

    def _variable(self, name: str) -> Step:
        return lambda asking: asking.value_of(name)

    def _note_compared(self, named: XPathToken, constant: XPathToken) -> None:
        if constant.symbol != "(string)" or not str(constant.value):
            return
        if named.symbol == "$":
            self.compared.append((self._name_of(named), str(constant.value)))
        elif named.symbol == ".":
            self.compared.append((".", str(constant.value)))

    def _call(self, name: str, token: XPathToken) -> Step:
        if name == "today":
            self.uses_today = True
            return _today
        if name == "regex":
            return self._regex(token)
        function = FUNCTIONS.get(name)
        if function is None or not function.takes(len(token)):
            raise _refused(_("条件式の関数 {name}() の引数の数が違います。").format(name=name))
        if name == "selected":
            self._note_compared(token[0], token[1])
        call, steps = function.call, [self._step(part) for part in token]
        return lambda asking: call(*[step(asking) for step in steps])

    def _regex(self, token: XPathToken) -> Step:
        """Build ``regex(text, 'pattern')``; the whole text must match, as in ODK."""
        text = self._step(token[0])
        pattern = _pattern(str(token[1].value)) if token[1].symbol == "(string)" else None
        if pattern is None:
            raise _refused(_("regex() の2つ目には、正しい正規表現を引用符で囲んで書いてください。"))
        return lambda asking: pattern.fullmatch(as_text(text(asking))) is not None


def _pattern(text: str) -> re.Pattern[str] | None:
    try:
        return re.compile(text)
    except re.error:
        return None


def _constant(value: Value) -> Step:
    return lambda _asking: value


def _today(asking: Asking) -> Value:
    if asking.today is None:
        raise _refused(_("today() を使う条件は、日付の決まった検査でだけ判定できます。"))
    return asking.today


def _unary(symbol: str, step: Step) -> Step:
    if symbol == "-":
        return lambda asking: -as_number(step(asking))
    return lambda asking: as_number(step(asking))


def _binary(combine: Callable[[Step, Step, Asking], Value], left: Step, right: Step) -> Step:
    return lambda asking: combine(left, right, asking)


def _comparing(compare: Callable[[float, float], bool]) -> Callable[[Step, Step, Asking], Value]:
    return lambda left, right, asking: compare(as_number(left(asking)), as_number(right(asking)))


def _reckoning(reckon: Callable[[float, float], float]) -> Callable[[Step, Step, Asking], Value]:
    return lambda left, right, asking: reckon(as_number(left(asking)), as_number(right(asking)))


def _divide(left: float, right: float) -> float:
    if right != 0:
        return left / right
    if left == 0 or math.isnan(left):
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1.0, right)


def _remainder(left: float, right: float) -> float:
    """Return the remainder with the sign of the dividend (XPath 1.0, 3.5)."""
    if right == 0 or math.isinf(left):
        return math.nan
    return math.fmod(left, right)


_NUMBERS = ("(integer)", "(decimal)", "(float)")
_OPERATORS: Mapping[str, Callable[[Step, Step, Asking], Value]] = {
    "and": lambda left, right, asking: as_truth(left(asking)) and as_truth(right(asking)),
    "or": lambda left, right, asking: as_truth(left(asking)) or as_truth(right(asking)),
    "=": lambda left, right, asking: is_equal(left(asking), right(asking)),
    "!=": lambda left, right, asking: not is_equal(left(asking), right(asking)),
    "<": _comparing(operator.lt),
    "<=": _comparing(operator.le),
    ">": _comparing(operator.gt),
    ">=": _comparing(operator.ge),
    "+": _reckoning(operator.add),
    "-": _reckoning(operator.sub),
    "*": _reckoning(operator.mul),
    "div": _reckoning(_divide),
    "mod": _reckoning(_remainder),
}
