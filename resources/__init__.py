"""Fonts, icons, translations and the theme: data only."""
