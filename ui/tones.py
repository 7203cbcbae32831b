"""The tones of standings that more than one room shows; the word always stands there too."""

from __future__ import annotations

from oversight.inspection_years import Cover
from oversight.inspections import InspectionState, Severity
from ui.theme import Tone

COVER_TONES = {
    Cover.ON_SITE: Tone.DONE,
    Cover.REMOTE: Tone.DONE,
    Cover.PAPER: Tone.DONE,
    Cover.WAIVED: Tone.NEUTRAL,
    Cover.OPEN: Tone.ATTENTION,
    Cover.MISSED: Tone.DANGER,
}
INSPECTION_TONES = {
    InspectionState.PLANNED: Tone.NEUTRAL,
    InspectionState.NOTIFIED: Tone.INFO,
    InspectionState.IN_PROGRESS: Tone.ATTENTION,
    InspectionState.FINALISED: Tone.DONE,
    InspectionState.CORRECTING: Tone.ATTENTION,
    InspectionState.CALLED_OFF: Tone.NEUTRAL,
}
SEVERITY_TONES = {Severity.A: Tone.DANGER, Severity.B: Tone.ATTENTION, Severity.C: Tone.NEUTRAL}
