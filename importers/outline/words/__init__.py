"""What words are by themselves, wherever they stand: enumerators, labels, numbers, dates, states, and what a heading sounds like."""
