"""Workbooks, ledger tables and record cards to the same tree that text notices give."""
