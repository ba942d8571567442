"""Files to text to outline: one reader a format, one pipeline for all of them. Pure; nothing is stored."""
