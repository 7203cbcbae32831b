"""How the witness at a door proves to be present."""

from __future__ import annotations

from oversight.words import _
from ui.reauthentication import Reauthentication
from ui.shell import Shell


def witness_proof(shell: Shell) -> Reauthentication:
    """Return the fields by which the witness says who they are and proves it."""
    return Reauthentication(shell, label=_("立会職員"))
