"""Which tone goes with which word; the word always stands there too."""

from __future__ import annotations

from oversight.inspections import Conclusion, InspectionState, Mark, Severity
from ui.theme import Tone

STATE_TONES = {
    InspectionState.PLANNED: Tone.NEUTRAL,
    InspectionState.NOTIFIED: Tone.INFO,
    InspectionState.IN_PROGRESS: Tone.ATTENTION,
    InspectionState.FINALISED: Tone.DONE,
    InspectionState.CORRECTING: Tone.ATTENTION,
    InspectionState.CALLED_OFF: Tone.NEUTRAL,
}
SEVERITY_TONES = {Severity.A: Tone.DANGER, Severity.B: Tone.ATTENTION, Severity.C: Tone.NEUTRAL}
MARK_TONES = {
    Mark.CONFORMING: Tone.DONE,
    Mark.NONCONFORMING: Tone.DANGER,
    Mark.NOT_APPLICABLE: Tone.NEUTRAL,
}
CONCLUSION_TONES = {
    Conclusion.NO_PROBLEM: Tone.DONE,
    Conclusion.MINOR: Tone.NEUTRAL,
    Conclusion.NEEDS_IMPROVEMENT: Tone.ATTENTION,
    Conclusion.SERIOUS: Tone.DANGER,
}
