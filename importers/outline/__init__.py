"""Text to outline, the same way for every format: clutter, marks, dialect, build, narrative, facts, links."""
