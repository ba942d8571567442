"""The parts of the window: tree, comparison, source, judgements, findings, library."""
