"""Use cases without Qt: what both the command line and the window call."""
