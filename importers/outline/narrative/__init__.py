"""Which words of a narrative that parts nothing are measure and which outcome."""
