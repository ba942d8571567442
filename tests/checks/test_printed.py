"""What print puts between the words of a sentence, line ends and page furniture, is no end of it."""

from __future__ import annotations

from checks.runner import run_checks
from importers.outline.pipeline import read_notice
from models.diagnostics import Diagnostic
from models.notice import unstored_notice
from models.source import Clutter, Evidence, SourceText, Span

_BREAK = "⏎"
_FURNITURE = ("县水务局", "— 2 —")
_NOTICE = (
    "中共某县水务局党组关于县委巡察整改进展情况的通报\n"
    "根据县委统一部署，县委第一巡察组对县水务局党组进行了巡察。现将整改进展情况予以公布。\n"
    "（一）河湖管护方面\n"
    "1.巡河流于形式。\n"
    "整改措施：\n（1）修订巡河制度。\n"
    "完成情况：已整改完成。\n（1）{outcome}\n"
    "2.水费收缴不及时。\n"
    "整改措施：\n（1）追缴水费。\n"
    "完成情况：已整改完成。\n（1）追缴水费12万元。\n"
    "{invitation}\n"
    "中共某县水务局党组\n2024年5月6日\n"
)
_INVITATION = (
    "欢迎干部群众监督。联系电话：0000-1234567；通信地址：某县滨河路18号；电子邮箱：a@b.example。"
)


def printed(
    outcome: str = "修订了巡河制度。", invitation: str = _INVITATION
) -> tuple[Diagnostic, ...]:
    """The findings on a notice whose lines were broken by print at every ⏎; a page ends at every ⏎⏎."""
    parts = _NOTICE.format(outcome=outcome, invitation=invitation)
    parts = parts.replace(_BREAK * 2, f"\n{_FURNITURE[0]}\n{_FURNITURE[1]}\n\f")
    text, wrapped = "", []
    for sign in parts:
        if sign in (_BREAK, "\f"):
            wrapped.append(len(text) + (sign == _BREAK))
        text += {_BREAK: "\n", "\f": ""}.get(sign, sign)
    clutter = tuple(
        Clutter(Span(at, at + len(words)), "页眉")
        for words in _FURNITURE
        if (at := text.find(f"\n{words}\n") + 1)
    )
    evidence = Evidence(clutter=clutter, wrapped=tuple(wrapped))
    source = SourceText(text, "通报.pdf", "0" * 64, "pdf", evidence=evidence)
    return run_checks(unstored_notice(source, read_notice(source)))


def found(code: str, diagnostics: tuple[Diagnostic, ...]) -> list[Diagnostic]:
    return [each for each in diagnostics if each.code == code]


def test_sentence_cut_by_the_end_of_a_page_is_judged_once() -> None:
    whole = found("K10", printed("巡河制度拟于10月修订，届时正在推进的巡河将全面铺开。"))
    cut = found("K10", printed("巡河制度拟于10月修订，⏎⏎届时正在推进的巡河将全面铺开。"))
    assert [each.message for each in cut] == [each.message for each in whole]
    assert len(cut) == 1


def test_clause_cut_by_the_end_of_a_page_is_quoted_whole_without_what_stands_between() -> None:
    (one,) = found("K10", printed("巡河制度拟于10月⏎⏎修订完善。"))
    assert "“巡河制度拟于10月修订完善”" in one.message
    assert not any(words in "".join(one.quotes) for words in _FURNITURE)


def test_result_before_a_page_break_counts_for_the_sentence_behind_it() -> None:
    whole = found("K10", printed("已印发通报3期，并拟于10月开展回头看。"))
    cut = found("K10", printed("已印发通报3期，⏎⏎并拟于10月开展回头看。"))
    assert [each.message for each in cut] == [each.message for each in whole]


def test_address_that_goes_on_in_the_next_line_has_its_street() -> None:
    assert not found("K25", printed())
    wrapped = "欢迎干部群众监督。联系电话：0000-⏎1234567；通信地址：某县⏎滨河路18号；电子⏎邮箱：a@b.⏎example。"
    assert not found("K25", printed(invitation=wrapped))


def test_street_in_the_place_of_a_mail_address_is_found_behind_a_line_end() -> None:
    words = "欢迎干部群众监督。联系电话：0000-1234567；邮箱地址：某县⏎海棠路96号；电子邮箱：a@b.example。"
    (one,) = found("K25", printed(invitation=words))
    assert one.message == "“邮箱地址：某县海棠路96号”写的是街道地址，不是邮箱。"
