"""What a frozen record says of the paper its answers were keyed in from."""

from __future__ import annotations

from oversight.inspections.rows import InspectionDetail
from oversight.papers.record_data import TranscribedData


def transcribed_data(detail: InspectionDetail) -> TranscribedData | None:
    """Return the paper and who keyed it in and checked it; nothing where no paper was checked."""
    row = detail.transcription
    if row is None or row.checked_at is None:
        return None
    return TranscribedData(
        row.paper_on,
        row.filled_in_by,
        row.transcribed_by,
        row.transcribed_at,
        row.checked_by,
        row.checked_at,
        row.remarks,
    )
