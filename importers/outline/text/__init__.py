"""A source text to the text that the outline reads: paragraphs without wraps, clutter and blanks, each sign with its place."""
