"""How deep official writing nests each form of enumerator, by custom."""

from __future__ import annotations

from importers.outline.words.marks import Form

# The order in which official writing nests its marks; later ones stand lower.
_CUSTOM = (
    Form.PART,
    Form.CHINESE_COMMA,
    Form.ORDINAL,
    Form.CHINESE_PAREN,
    Form.ARABIC_DOT,
    Form.ARABIC_COMMA,
    Form.COUNTED,
    Form.LEAD,
    Form.FIELD,
    Form.ARABIC_PAREN,
    Form.ARABIC_RIGHT,
    Form.SHI,
    Form.SINGLE,
    Form.COMPOUND,
    Form.DEEP_COMPOUND,
)


def nesting(form: Form) -> int:
    """How deep official writing nests a form by custom; 0 is the top."""
    if form is Form.PLAIN:
        return -1
    return _CUSTOM.index(form) if form in _CUSTOM else len(_CUSTOM)
