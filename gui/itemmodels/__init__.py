"""Item models: they read an outline or a list and hold no data of their own."""
