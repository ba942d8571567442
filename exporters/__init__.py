"""Notices to ledger rows, ledger rows to workbooks."""
