"""A notice written in every format that is read."""
