"""K25: how the public can answer, and who signs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checks.base import CheckContext, Finding, diagnostic
from checks.words import Words, paragraph_words
from models.diagnostics import Diagnostic, Severity
from models.notice import Notice
from models.source import Span
from models.taken import Taken
from models.values import NoticeKind

# The sentence that asks for supervision and says how; else any line that says how. Reprints carry numbers of others.
# Sample: "欢迎广大干部群众……监督。……联系电话：6012306"
_INVITATIONS = (re.compile(r"(?:欢迎|接受)[^。]{0,30}监督"), re.compile(r"联系(?:方式|电话)"))
_PHONE = re.compile(r"\d{3,4}[-—－]?\d{3,4}[-—－]?\d{0,4}")
_MAIL = re.compile(r"[\w.+-]@[\w-]+\.[\w.-]")
_POST = re.compile(
    r"(?:邮政信箱|通[讯信]地址|联系地址|邮寄地址|来信地址)[:：]?\s*(?P<place>[^；;，,。\n]*)"
)
_STREET = re.compile(r"[路街道巷弄]|\d号|大道|信箱\d+")
# Samples: "邮箱地址:青屿区海棠路96号", where a mail address should stand
_MAIL_LABEL = re.compile(r"(?:电子)?邮箱(?:地址)?[:：]?\s*(?P<place>[^；;，,。\n]*)")
_SIGNED = re.compile(
    r"^[ \t\u3000]*\S{2,40}(?:党组|党委|党工委|委员会|局|办公室|支部)[ \t\u3000]*$", re.M
)
_DATED = re.compile(
    r"(?:(?:19|20)\d\d|二[〇○零0]\S{2})\s{0,8}年?[^\n]{0,8}\d{0,8}[日号]?[ \t\u3000]{0,40}$", re.M
)


def check_contact(notice: Notice, context: CheckContext) -> Iterator[Diagnostic]:
    """K25: a notice says by phone, post and mail how to answer it, and is signed and dated.

    Why: 双公开 asks for it, and the supervising office looks for it before anything else; an address that is none
    means that nobody tried it.

    When it is wrong: where a site keeps signature and date in a block of its own. Only the end of a notice that
    invites supervision is looked at, and nothing is more than a hint.
    """
    del context
    if notice.kind is not NoticeKind.RECTIFICATION_NOTICE:
        return
    invitation = _invitation(notice)
    if invitation is not None:
        misplaced = list(_misplaced(notice, invitation))
        for finding in (*_missing(notice, invitation, misplaced), *misplaced):
            yield diagnostic(notice, finding)


def _invitation(notice: Notice) -> Span | None:
    """The paragraph that asks for supervision, the last one if there are several."""
    clutter = Taken(0, len(notice.text))
    for part in notice.reading.clutter:
        clutter.add(part.span.start, part.span.end)
    for pattern in _INVITATIONS:
        found = [match.start() for match in pattern.finditer(notice.text)]
        outside = [at for at in found if not clutter.holds(at, at + 1)]
        if outside:
            return notice.source.paragraph_at(outside[-1])
    return None


def _missing(notice: Notice, invitation: Span, misplaced: Sequence[Finding]) -> Iterator[Finding]:
    words, tail = paragraph_words(notice, invitation).text, notice.text[invitation.end :]
    parts = {
        "联系电话": _PHONE.search(words),
        "通信地址": _POST.search(words) or misplaced or None,
        "电子邮箱": _MAIL.search(words),
        "落款": _SIGNED.search(tail),
        "落款日期": _DATED.search(tail),
    }
    missing = [name for name, found in parts.items() if found is None]
    if missing:
        params = (("missing", "、".join(missing)),)
        yield Finding("K25", Severity.HINT, "parts_missing", params, [invitation])


def _misplaced(notice: Notice, invitation: Span) -> Iterator[Finding]:
    words = paragraph_words(notice, invitation)
    for label in _MAIL_LABEL.finditer(words.text):
        if _STREET.search(label["place"]) and "@" not in label["place"]:
            yield _hint("mail_is_street", label, words)
    for label in _POST.finditer(words.text):
        if not _STREET.search(label["place"]):
            yield _hint("post_without_street", label, words)


def _hint(template: str, label: re.Match[str], words: Words) -> Finding:
    params = (("words", label.group()),)
    return Finding("K25", Severity.HINT, template, params, words.places(*label.span()))
