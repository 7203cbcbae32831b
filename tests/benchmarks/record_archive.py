"""A record with 300 items and 60 photos as an archive ÷ printed plain ÷ the first version ÷ WeasyPrint.

Printed plain is today's layout without structure, metadata and copy inside; the first version is the code
that printed records before they were archives, taken from the repository's history. Time and size.
"""

from __future__ import annotations

from dataclasses import replace

from oversight.papers.inspection_record import print_inspection_record
from oversight.papers.record_data import InspectionRecordData
from tests.benchmarks.figures import middle, tell
from tests.benchmarks.record_against_weasyprint import page_of
from tests.benchmarks.record_at_first import print_at_first
from tests.oversight.papers.sample_papers import frozen_record
from tests.oversight.papers.sample_record import full_record

ITEMS, PHOTOS = 300, 60


def long_record() -> InspectionRecordData:
    """Return a record with exactly so many items that were asked, and so many photos."""
    record = full_record(photos=PHOTOS)
    items = [item for section in record.sections for item in section.items]
    bare = [replace(item, photos=()) for item in items]
    more = (bare * (ITEMS // len(bare) + 1))[: ITEMS - len(items)]
    named = tuple(replace(item, item_id=f"{item.item_id}b{number}") for number, item in enumerate(more))
    last = record.sections[-1]
    grown = replace(last, items=(*last.items, *named))
    return replace(record, sections=(*record.sections[:-1], grown))


def main() -> None:
    """Print each way, warm."""
    import weasyprint

    record, source = frozen_record(long_record())
    counted = [item for section in record.sections for item in section.items]
    assert len(counted) == ITEMS
    assert sum(len(item.photos) for item in counted) == PHOTOS
    page = page_of(record)
    archive = print_inspection_record(record, source).pdf
    plain = print_inspection_record(record, plain=True).pdf
    theirs = weasyprint.HTML(string=page).write_pdf()
    ours_seconds = middle(lambda: print_inspection_record(record, source), 5)
    plain_seconds = middle(lambda: print_inspection_record(record, plain=True), 5)
    their_seconds = middle(lambda: weasyprint.HTML(string=page).write_pdf(), 3)
    first_seconds, first_size = print_at_first(ITEMS, PHOTOS)
    tell("archive ÷ plain, time", ours_seconds, plain_seconds, "≤ 1.5")
    tell("archive ÷ first version, time", ours_seconds, first_seconds, "≤ 1.5")
    tell("archive ÷ WeasyPrint, time", ours_seconds, their_seconds, "≤ 0.2")
    tell("archive ÷ plain, size", len(archive) / 1e6, len(plain) / 1e6, "≤ 1.15", unit="kB")
    tell("archive ÷ first version, size", len(archive) / 1e6, first_size / 1e6, "≤ 1.15", unit="kB")
    tell("archive ÷ WeasyPrint, size", len(archive) / 1e6, len(theirs) / 1e6, "≤ 1.0", unit="kB")


if __name__ == "__main__":
    main()
