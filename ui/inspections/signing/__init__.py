"""Signing a finalised record on the screen: what is signed, who signs, and each signature given."""
