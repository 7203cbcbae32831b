"""From the bytes of a YAML file to a plain document: dicts, lists, texts, numbers; days as ``YYYY-MM-DD``.

The file comes from outside: nothing in it makes an object, a repeated key is refused instead of quietly
winning, and neither size, depth nor repeated aliases can fill the memory.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import TYPE_CHECKING, Any

from oversight.errors import RefusedError
from oversight.words import _

if TYPE_CHECKING:
    from yaml.nodes import MappingNode

LARGEST_BYTES = 4 * 1024 * 1024
MOST_PARTS = 200_000
DEEPEST = 20


def document_from_yaml(content: bytes) -> dict[str, Any]:
    """Read a YAML file whose top is a mapping; raise ``RefusedError`` with the line where it fails."""
    import yaml

    if len(content) > LARGEST_BYTES:
        raise _refused(_("点検表のファイルが大きすぎます。"))
    try:
        given = yaml.load(content, Loader=_loader())  # noqa: S506 - a SafeLoader underneath
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise _refused(_sentence_of(error)) from None
    if not isinstance(given, dict):
        raise _refused(_("点検表のファイルの中身が、点検表の形をしていません。"))
    plain: dict[str, Any] = _Plain().part(given, 0)
    return plain


def _refused(sentence: str) -> RefusedError:
    return RefusedError(sentence, _("YAML の書き方で書いた点検表のファイルを選んでください。"))


def _sentence_of(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return _("点検表のファイルを YAML として読めません。")
    return _("点検表のファイルの{line}行目を YAML として読めません。").format(line=mark.line + 1)


@cache
def _loader() -> Any:
    """Make the loader class: libyaml's fast one where the platform has it."""
    import yaml

    safe: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    class OnceLoader(safe):  # type: ignore[misc]  # its base is chosen at run time
        """A safe loader that refuses a key written twice."""

        def construct_mapping(self, node: MappingNode, deep: bool = False) -> dict[Any, Any]:
            """Build a mapping; a repeated key is an error at its line."""
            seen: set[str] = set()
            for key, _value in node.value:
                if str(key.value) in seen:
                    raise yaml.constructor.ConstructorError(None, None, "repeated key", key.start_mark)
                seen.add(str(key.value))
            mapping: dict[Any, Any] = super().construct_mapping(node, deep)
            return mapping

    return OnceLoader


class _Plain:
    """Copies what the loader made, days turned to text, counting the parts so that aliases cannot swell."""

    def __init__(self) -> None:
        self.parts = 0

    def part(self, given: Any, depth: int) -> Any:
        """Return the plain copy of one part."""
        self.parts += 1
        if self.parts > MOST_PARTS or depth > DEEPEST:
            raise _refused(_("点検表のファイルの中身が大きすぎるか、入れ子が深すぎます。"))
        if isinstance(given, dict):
            return {str(key): self.part(value, depth + 1) for key, value in given.items()}
        if isinstance(given, list):
            return [self.part(value, depth + 1) for value in given]
        return given.isoformat() if isinstance(given, dt.date) else given
