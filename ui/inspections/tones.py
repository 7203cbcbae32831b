"""Which tone goes with which word; the word always stands there too."""

from __future__ import annotations

from oversight.approvals import Standing
from oversight.inspections import Conclusion, Mark
from ui.theme import Tone

MARK_TONES = {
    Mark.CONFORMING: Tone.DONE,
    Mark.NONCONFORMING: Tone.DANGER,
    Mark.NOT_APPLICABLE: Tone.NEUTRAL,
    Mark.RECORDED: Tone.INFO,
}
CONCLUSION_TONES = {
    Conclusion.NO_PROBLEM: Tone.DONE,
    Conclusion.MINOR: Tone.NEUTRAL,
    Conclusion.NEEDS_IMPROVEMENT: Tone.ATTENTION,
    Conclusion.SERIOUS: Tone.DANGER,
}
APPROVAL_TONES = {
    Standing.UNDER_WAY: Tone.INFO,
    Standing.RETURNED: Tone.ATTENTION,
    Standing.WITHDRAWN: Tone.NEUTRAL,
    Standing.APPROVED: Tone.DONE,
}
