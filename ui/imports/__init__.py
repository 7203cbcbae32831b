"""The window of imports: choose, look, take in, take back."""
