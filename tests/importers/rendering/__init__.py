"""Invented notices, rendered from a structure, so that what a reader should find in them is known by construction."""
