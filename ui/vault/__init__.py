"""The way in: unlocking, creating, recovering, the cover of a locked window."""
