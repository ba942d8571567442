"""Pure functions from a notice to diagnostics, by the codes of CHECKS (K1 to K29)."""
