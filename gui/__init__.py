"""The window. Qt only here; widgets hold no domain data."""
