"""Text to outline, the same way for every format; each package knows only those before it.

words, text, numbering, tree; then narrative and facts, tables; and `pipeline`, which calls them in order.
"""
