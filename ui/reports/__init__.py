"""Monthly handling reports in the window: what is awaited, late, to be checked, returned; and its deeds."""
