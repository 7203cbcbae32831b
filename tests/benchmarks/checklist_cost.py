"""What a checklist costs: the edition read ÷ its YAML alone; what is asked and missing ÷ its JSON written."""

from __future__ import annotations

import json

import yaml

from oversight.checklist import AnswerGiven, Conclusion, Mark, builtin_editions, gaps, relevant_items
from oversight.checklist.edition import document_from_edition
from tests.benchmarks.figures import ROOT, middle, tell

FACTS = {"特定個人情報": "yes", "再委託": "no", "基幹系": "yes"}


def main() -> None:
    """Measure both, each after a first run."""
    content = (ROOT / "checklists" / "edition_1.yaml").read_bytes()
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    edition = builtin_editions()[0]
    read = middle(builtin_editions.__wrapped__, 7)
    plain = middle(lambda: yaml.load(content, Loader=loader), 7)
    tell("edition of 93 items read, against its YAML alone", read, plain, "≤ 1.5")
    answers = {item.id: AnswerGiven(item.id, Mark.CONFORMING) for item in edition.items}
    document = document_from_edition(edition)
    written = middle(lambda: json.dumps(document, ensure_ascii=False), 30)
    asked = middle(lambda: relevant_items(edition, FACTS, answers), 30)
    missing = middle(lambda: gaps(edition, FACTS, answers, Conclusion.MINOR), 30)
    tell("which of 93 items are asked, against writing the edition as JSON", asked, written, "≤ 2")
    tell("what of 93 items is missing, against writing the edition as JSON", missing, written, "≤ 3")


if __name__ == "__main__":
    main()
