"""The domain: notices, their outlines, edits and findings. Standard library only (except `models.db`)."""
