"""What the user can do: the table of actions, what each does, and the bars built from it."""
