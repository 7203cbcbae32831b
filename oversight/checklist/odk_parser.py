"""XPath 1.0 grammar, by elementpath, with the names of ODK's functions added. Import it on first use only."""

from __future__ import annotations

from typing import Any

from elementpath.tdop import Parser
from elementpath.xpath1 import XPath1Parser
from elementpath.xpath_tokens import XPathToken
from typing_extensions import override

from oversight.checklist.functions import FUNCTIONS

_ARITY_OF_OWN = {"regex": 2, "today": 0}
_LONGER_IN_ODK = ("round",)
"""Functions of XPath 1.0 that take more arguments in ODK."""


class OdkParser(XPath1Parser):
    """Parse an expression into a tree; giving the tree a meaning is ``expression``'s part."""

    @override
    def parse(self, source: str) -> XPathToken:
        """Return the tree, without the trial evaluation of the base class: it knows no ODK function."""
        parse: Any = Parser.parse
        tree: XPathToken = parse(self, source)
        return tree


def _add_functions() -> None:
    for name, function in FUNCTIONS.items():
        if name not in XPath1Parser.symbol_table or name in _LONGER_IN_ODK:
            OdkParser.symbol_table.pop(name, None)
            nargs: Any = (
                function.least if function.least == function.most else (function.least, function.most)
            )
            OdkParser.function(name, nargs=nargs)
    for name, arity in _ARITY_OF_OWN.items():
        OdkParser.function(name, nargs=arity)


_add_functions()
