"""The shape of the code: short files, short functions, telling names, nothing left for later."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = ("models", "oversight", "ui", "checklists", "resources", "packaging")
LONGEST_FILE = 400
LONGEST_FUNCTION = 30
# a migration is the transcript of one day's tables, written once and never touched: no logic to shorten
TRANSCRIPTS = "models/migrations/versions/"
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "common", "misc"}
LEFT_FOR_LATER = re.compile(r"\b(TO" + "DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")
# what only one module may do, and the module that may (docs/window.md#threads, #failures)
ONLY = {
    "threads": (("ui",), {"threading", "QThread", "QThreadPool", "QRunnable"}, {"ui/background.py"}),
    "message boxes": (("ui",), {"QMessageBox"}, {"ui/notices.py"}),
}
CLOCK = "oversight/clock.py"
ASKS_THE_TIME = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
    ("time", "time_ns"),
    ("QDate", "currentDate"),
    ("QDateTime", "currentDateTime"),
    ("QDateTime", "currentDateTimeUtc"),
    ("QTime", "currentTime"),
}


def files(root: Path, *folders: str) -> Iterator[Path]:
    """Give the Python files of some of a tree's folders."""
    for folder in folders or CODE:
        yield from sorted((root / folder).rglob("*.py"))


def tree_of(path: Path) -> ast.Module:
    """Parse one file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def named(root: Path, path: Path) -> str:
    """Return a file's path inside the tree, with slashes."""
    return path.relative_to(root).as_posix()


def long_files(root: Path) -> list[str]:
    """Return the files longer than allowed."""
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in files(root)}
    return [f"{named(root, p)}: {length} lines" for p, length in lengths.items() if length > LONGEST_FILE]


def long_functions(root: Path) -> list[str]:
    """Return the functions longer than allowed, docstrings not counted."""
    return [
        f"{named(root, path)}:{node.lineno} {node.name}: {body_length(node)} lines"
        for path in files(root)
        if not named(root, path).startswith(TRANSCRIPTS)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and body_length(node) > LONGEST_FUNCTION
    ]


def body_length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the lines from a function's ``def`` to its end, less those of its docstring."""
    length = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if ast.get_docstring(node, clean=False) is not None:
        length -= (first.end_lineno or first.lineno) - first.lineno + 1
    return length


def empty_names(root: Path) -> list[str]:
    """Return the modules and packages whose name says nothing."""
    found = []
    for path in files(root):
        inside = path.relative_to(root)
        if {part.removesuffix(".py") for part in inside.parts} & EMPTY_NAMES:
            found.append(inside.as_posix())
    return found


def left_for_later(root: Path) -> list[str]:
    """Return the lines that put something off."""
    found = []
    for path in files(root, *CODE, "tests"):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if LEFT_FOR_LATER.search(line):
                found.append(f"{named(root, path)}:{number}")
    return found


def calls_in(root: Path, *folders: str) -> Iterator[tuple[str, ast.Call]]:
    """Give every call in some of a tree's folders, with the name of its file."""
    for path in files(root, *folders):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call):
                yield named(root, path), node


def asking_the_time(root: Path) -> list[str]:
    """Return where a module other than the clock asks the machine for the day or the moment."""
    calls = calls_in(root, "models", "oversight", "ui")
    return [
        f"{file}:{call.lineno}" for file, call in calls if file != CLOCK and is_one_of(call, ASKS_THE_TIME)
    ]


def is_one_of(call: ast.Call, pairs: set[tuple[str, str]]) -> bool:
    """Tell whether a call is ``owner.method`` for one of the pairs, however the owner is reached."""
    if not isinstance(call.func, ast.Attribute):
        return False
    owner = call.func.value
    last = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
    return (last, call.func.attr) in pairs


def using(root: Path, what: str) -> list[str]:
    """Return where a module does what only another may."""
    folders, names, allowed = ONLY[what]
    found = []
    for path in files(root, *folders):
        if named(root, path) in allowed:
            continue
        used = {getattr(n, "id", None) or getattr(n, "attr", None) for n in ast.walk(tree_of(path))}
        used |= {
            alias.name for n in ast.walk(tree_of(path)) for alias in getattr(n, "names", []) if alias_of(n)
        }
        if used & names:
            found.append(f"{named(root, path)}: {', '.join(sorted(str(name) for name in used & names))}")
    return found


def alias_of(node: ast.AST) -> bool:
    """Tell whether a node imports names."""
    return isinstance(node, ast.Import | ast.ImportFrom)


def texts_of_unknown_encoding(root: Path) -> list[str]:
    """Return where a text is opened in whatever encoding the machine prefers (cp932 on Windows)."""
    calls = calls_in(root, *CODE, "tests")
    return [f"{file}:{call.lineno}" for file, call in calls if opens_text(call) and not names_encoding(call)]


def opens_text(call: ast.Call) -> bool:
    """Tell whether a call reads or writes a file as text."""
    if isinstance(call.func, ast.Name):
        return call.func.id == "open" and not is_binary(call, 1)
    if not isinstance(call.func, ast.Attribute):
        return False
    if call.func.attr == "open":  # other things open too: images, workbooks, PDFs
        return getattr(call.func.value, "id", "") in {"path", "file"} and not is_binary(call, 0)
    return call.func.attr in {"read_text", "write_text"}


def is_binary(call: ast.Call, at: int) -> bool:
    """Tell whether a call of ``open`` names a binary mode, in its place or by name."""
    modes = [*call.args[at : at + 1], *(k.value for k in call.keywords if k.arg == "mode")]
    return any("b" in str(mode.value) for mode in modes if isinstance(mode, ast.Constant))


def names_encoding(node: ast.Call) -> bool:
    """Tell whether a call says its encoding, by name or in its place."""
    at = {"read_text": 0, "write_text": 1}.get(getattr(node.func, "attr", ""), 99)
    return len(node.args) > at or any(keyword.arg == "encoding" for keyword in node.keywords)


RULES = {
    "long file": long_files,
    "long function": long_functions,
    "empty name": empty_names,
    "left for later": left_for_later,
    "asking the time": asking_the_time,
    "threads": lambda root: using(root, "threads"),
    "message boxes": lambda root: using(root, "message boxes"),
    "unknown encoding": texts_of_unknown_encoding,
}
PLANTED = {
    "long file": ("oversight/planted.py", "x = 1\n" * (LONGEST_FILE + 1)),
    "long function": ("ui/planted.py", "def f():\n" + "    x = 1\n" * LONGEST_FUNCTION),
    "empty name": ("oversight/helpers.py", ""),
    "left for later": ("models/planted.py", "# TO" + "DO: later\n"),
    "asking the time": ("ui/planted.py", "import datetime as dt\nx = dt.date.today()\n"),
    "threads": ("ui/planted.py", "from PySide6.QtCore import QThread\n"),
    "message boxes": ("ui/planted.py", "def f(widgets):\n    widgets.QMessageBox.warning(None, '', '')\n"),
    "unknown encoding": ("oversight/planted.py", "def f(path):\n    return path.read_text()\n"),
}


@pytest.mark.parametrize("rule", RULES)
def test_the_tree_keeps_the_rule(rule: str) -> None:
    assert RULES[rule](ROOT) == []


@pytest.mark.parametrize("rule", RULES)
def test_a_planted_breach_is_found(tmp_path: Path, rule: str) -> None:
    inside, text = PLANTED[rule]
    path = tmp_path / inside
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    assert len(RULES[rule](tmp_path)) == 1


def test_a_file_and_a_function_of_the_greatest_length_are_let_pass(tmp_path: Path) -> None:
    (tmp_path / "ui").mkdir()
    longest = "def f():\n" + "    x = 1\n" * (LONGEST_FUNCTION - 1)
    (tmp_path / "ui" / "full.py").write_text(
        longest + "\n" * (LONGEST_FILE - LONGEST_FUNCTION), encoding="utf-8"
    )
    assert long_files(tmp_path) == []
    assert long_functions(tmp_path) == []
