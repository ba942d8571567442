"""One reader a format: bytes to the text as a person reads it, with the evidence the format has."""
