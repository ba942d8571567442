"""A text cut at its enumerators and labels, with the numbers that a paste has damaged or lost found again."""
