"""What the source cites is there: every ``docs/…`` names a page of the repository and a heading of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CITING = ("models", "oversight", "ui", "checklists", "resources", "packaging", "tests", "docs")
KINDS = {".py", ".md", ".yaml", ".json", ".toml"}
CITED = re.compile(r"\bdocs/[\w./-]*\w(?:#[\w-]+)?|(?<=\]\()[\w./-]+\.md(?:#[\w-]+)?(?=\))")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
# papers that are no part of the repository: whoever reads the code cannot look them up
ELSEWHERE = re.compile(
    r"\b(?:DES" + r"IGN|DOM" + r"AIN|ST" + r"YLE|TE" + r"CH)(?:\.md\b|\b(?=[\s,;:)]*§|[ ,]))"
)


def sources(root: Path) -> Iterator[Path]:
    """Give every file that may cite."""
    yield from (path for path in sorted(root.glob("*")) if path.suffix in KINDS)
    for folder in CITING:
        found = (path for path in sorted((root / folder).rglob("*")) if path.suffix in KINDS)
        yield from (path for path in found if path.name != Path(__file__).name)


def anchors(page: Path) -> set[str]:
    """Return the names of a page's headings, as a browser's address gives them."""
    headings = HEADING.findall(page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def lost_citations(root: Path) -> list[str]:
    """Return each citation that leads nowhere, with the file it stands in."""
    lost = []
    for source in sources(root):
        for cited in CITED.findall(source.read_text(encoding="utf-8")):
            name, _, heading = cited.partition("#")
            page = root / name if cited.startswith("docs/") else source.parent / name
            if not page.is_file() or (heading and heading not in anchors(page)):
                lost.append(f"{source.relative_to(root).as_posix()}: {cited}")
    return lost


def citations_of_papers_elsewhere(root: Path) -> list[str]:
    """Return each line that leans on a paper outside the repository."""
    return [
        f"{source.relative_to(root).as_posix()}: {line.strip()}"
        for source in sources(root)
        for line in source.read_text(encoding="utf-8").splitlines()
        if ELSEWHERE.search(line)
    ]


def test_every_citation_leads_to_a_page_and_a_heading() -> None:
    assert lost_citations(ROOT) == []


def test_nothing_leans_on_a_paper_outside_the_repository() -> None:
    assert citations_of_papers_elsewhere(ROOT) == []


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    """Make a small tree: one page, one module."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "models").mkdir()
    (tmp_path / "docs" / "law.md").write_text("# Law\n\n## Who is bound?\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "citation",
    ["docs/law.md#who-was-bound", "docs/lore.md", "docs/law", "[law](docs/lore.md)", "[x](laws.md)"],
)
def test_a_planted_citation_that_leads_nowhere_is_found(planted: Path, citation: str) -> None:
    (planted / "models" / "contract.py").write_text(f'"""{citation}."""\n', encoding="utf-8")
    assert len(lost_citations(planted)) == 1


def test_citations_that_lead_somewhere_pass(planted: Path) -> None:
    text = '"""docs/law.md, (docs/law.md#who-is-bound). docs/law.md#law; [x](../docs/law.md#law)"""\n'
    (planted / "models" / "contract.py").write_text(text, encoding="utf-8")
    assert lost_citations(planted) == []


@pytest.mark.parametrize(
    "paper", ["DES" + "IGN §5", "DOM" + "AIN.md", "(ST" + "YLE habit 8)", "TE" + "CH §10)"]
)
def test_a_planted_paper_from_elsewhere_is_found(planted: Path, paper: str) -> None:
    (planted / "models" / "contract.py").write_text(f'"""Keep it {paper}."""\n', encoding="utf-8")
    assert len(citations_of_papers_elsewhere(planted)) == 1
