"""Names of files as they are shown and stored; a file system allows more in a name than a sentence or a database can hold."""

from __future__ import annotations

import re

# Control characters, signs that turn the direction of writing, lone surrogates of names in another encoding.
# Samples: "\n", "\u202e", "\udcff"
_UNSHOWN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_REPLACEMENT = "\ufffd"


def shown_name(name: str) -> str:
    """`name` on one line and writable everywhere: what cannot be shown becomes U+FFFD."""
    return _UNSHOWN.sub(_REPLACEMENT, name)
