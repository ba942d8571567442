"""What a notice says of itself: what it is, whose, when, how many problems are in which state."""
