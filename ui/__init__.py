"""The windows. Imports oversight, never models."""
