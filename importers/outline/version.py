"""Which version of the parser this is; stands alone so that asking for it loads nothing else."""

# Rises whenever the same text may be read otherwise: notices read before are then offered 重新识读.
PARSER_VERSION = 1
