"""Fields made while a page is already in sight: the focus is led to their control without a proxy.

Qt walks through proxies too, and those of widgets made late stand at the end of the chain: Tab would jump
to them from anywhere (see ``ui.widgets.lead_focus``).
"""

from __future__ import annotations

from ui.widgets.fields import Field
from ui.widgets.lead_focus import lead_focus


def led(field: Field) -> Field:
    """Let ``field.setFocus()`` put the focus into what stood in for it, no longer as a proxy."""
    stood_in = field.focusProxy() or field.control
    field.setFocusProxy(None)  # type: ignore[arg-type]  # the stubs do not know that None takes it away
    lead_focus(field, stood_in)
    return field
