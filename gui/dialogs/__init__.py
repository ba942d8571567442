"""Dialogs: they ask, and tell what was decided."""
