"""Segments to the tree of aspects, problems, measures and outcomes, by the dialect that explains most of the document."""
