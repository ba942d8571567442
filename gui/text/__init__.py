"""Words of a notice as the window shows them: runs, rows, places in a document, marks."""
