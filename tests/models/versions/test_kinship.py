from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.facts import FactName
from models.library import ReadFile
from models.notice import body_words
from models.source import squeeze
from models.values import NoticeKind, VersionLabel
from models.versions.fingerprint import Fingerprint, fingerprint_of, unpacked
from models.versions.kinship import TELLING, Kinship, Likeness, kinship
from models.versions.naming import version_label
from models.versions.units import SameUnit, same_unit
from tests.importers.rendering.content import BODIES
from tests.importers.rendering.render import render
from tests.importers.rendering.styles import STYLES
from tests.models.versions.texts import (
    FINANCE,
    LABELLED,
    TOLD,
    draft,
    other_round,
    read,
    replaced,
    wrapped,
)


def likeness(file: ReadFile) -> Likeness:
    facts = {
        fact.name: fact.value for fact in file.reading.facts if fact.name in TELLING and fact.value
    }
    body = body_words(file.source, file.reading)
    return Likeness(file.reading.kind, facts, fingerprint_of(body))


def between(one: str, other: str) -> Kinship | None:
    found = kinship(likeness(read(one)), likeness(read(other)))
    assert found == kinship(likeness(read(other)), likeness(read(one)))
    return found


def is_sure(found: Kinship | None) -> bool:
    return found is not None and found.is_sure


def with_two_more_problems(text: str) -> str:
    start = text.index("（二）聚焦")
    more = "".join(
        f"{number}.{name}。\n一是{name}，{detail}。\n整改措施：\n（1）{measure}。\n完成情况：\n已整改完成。\n"
        f"（1）{outcome}。\n"
        for number, name, detail, measure, outcome in (
            (
                2,
                "公物仓管理松散",
                "有31件设备没有登记入库",
                "逐件清点补登",
                "31件设备已全部补登入库",
            ),
            (
                3,
                "差旅审批倒置",
                "抽查的12次出差有5次事后补批",
                "上线事前审批",
                "上线后办理审批88次",
            ),
        )
    )
    return text[:start] + more + text[start:]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: replaced(text, "交流研讨仅2次", "交流研讨仅两次，多为照本宣科"),
        lambda text: replaced(text, "阶段性完成", "已整改完成"),
        with_two_more_problems,
        lambda text: replaced(text, "整改进展情况的通报", "集中整改进展情况的通报（送审稿）"),
        wrapped,
        lambda text: text.replace("\n", "\n\n　　"),
        lambda text: text[: len(text) * 2 // 3],
        lambda text: replaced(text, "2024年1月26日", "2024年1月25日"),
    ],
    ids=[
        "paragraph",
        "status",
        "added",
        "title",
        "wrapped",
        "blank-lines",
        "shortened",
        "one-date",
    ],
)
def test_changed_draft_is_surely_a_version(change: object) -> None:
    assert callable(change)
    assert is_sure(between(draft(), change(draft())))


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_notices_of_other_units_in_the_same_template_are_no_versions(style: object) -> None:
    texts = [likeness(read(render(style, body).text)) for body in BODIES]
    found = [kinship(one, other) for at, one in enumerate(texts) for other in texts[at + 1 :]]
    assert found == [None] * len(found)


@pytest.mark.parametrize(
    ("before", "after"), [("财政局", "统计局"), ("云溪县", "云岭县")], ids=["trade", "county"]
)
def test_copied_notice_of_another_unit_is_no_version(before: str, after: str) -> None:
    """Not even where all words but the name of the unit are the same."""
    assert between(draft(), replaced(draft(), before, after)) is None
    one = likeness(read(draft()))
    named = {**one.facts, FactName.UNIT: one.facts[FactName.UNIT].replace(before, after)}
    assert kinship(one, Likeness(one.kind, named, one.fingerprint)) is None


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("中共云溪县财政局党组", "云溪县财政局", SameUnit.YES),
        ("中共云溪县财政局党组", "县财政局党委", SameUnit.YES),
        ("云州市临河区教体局", "中共临河区教体局党组", SameUnit.YES),
        ("中国共产党云溪县委员会", "中共云溪县委", SameUnit.YES),
        ("中国共产党青山镇委员会", "云溪县青山镇党委", SameUnit.YES),
        ("云溪县卫生健康委员会党组", "云溪县卫生健康委", SameUnit.YES),
        ("云溪县人民政府办公室党组", "中共云溪县政府办公室党组", SameUnit.YES),
        ("中共河东街道工委", "河东街道党工委", SameUnit.YES),
        ("云溪县教体局", "中共云溪县教育和体育局党组", SameUnit.MAYBE),
        ("云溪县市监局", "云溪县市场监督管理局", SameUnit.MAYBE),
        ("中共云溪县民政局", "云岭县民政局", SameUnit.NO),
        ("云溪县民政局", "云溪县财政局", SameUnit.NO),
        ("中共云溪县委", "中共云溪县委宣传部", SameUnit.NO),
        ("云州市教体局", "云州市临河区教体局", SameUnit.NO),
        ("云县教体局", "云溪县教育和体育局", SameUnit.NO),
        ("云溪县青山镇党委", "云溪县红石镇党委", SameUnit.NO),
    ],
)
def test_unit_is_known_by_place_and_name(one: str, other: str, expected: SameUnit) -> None:
    assert same_unit(one, other) is same_unit(other, one) is expected


def test_unit_in_short_may_be_a_version_only_where_the_words_are_the_same() -> None:
    one = likeness(read(draft()))
    short = {**one.facts, FactName.UNIT: "云溪县财局"}
    found = kinship(one, Likeness(one.kind, short, one.fingerprint))
    assert found is not None
    assert not found.is_sure
    fewer = Fingerprint(dict([*list(one.fingerprint.sentences.items())[::2], (7, 500)]))
    assert kinship(one, Likeness(one.kind, short, fewer)) is None


def test_another_round_of_the_unit_is_no_version() -> None:
    assert between(draft(), other_round(draft())) is None


def test_the_same_words_in_another_round_are_not_surely_a_version() -> None:
    named = replaced(draft(), "关于县委巡察", "关于十三届县委第五轮巡察")
    later = replaced(named, "第五轮", "第六轮")
    assert read(named).reading.facts != read(later).reading.facts
    assert not is_sure(between(named, later))


def test_two_other_dates_are_not_surely_a_version() -> None:
    later = replaced(
        replaced(draft(), "2023年10月9日", "2025年10月9日"), "2024年1月26日", "2026年1月26日"
    )
    found = between(draft(), later)
    assert found is not None
    assert not found.is_sure


def test_other_kind_of_document_is_no_version() -> None:
    one = likeness(read(draft()))
    other = Likeness(NoticeKind.FEEDBACK_NOTICE, one.facts, one.fingerprint)
    assert kinship(one, other) is None


def test_short_part_is_not_surely_a_version() -> None:
    whole = likeness(read(draft()))
    part = dict(list(whole.fingerprint.sentences.items())[:8])
    found = kinship(whole, Likeness(whole.kind, whole.facts, Fingerprint(part)))
    assert not is_sure(found)


def test_texts_without_a_known_unit_need_nearly_all_words() -> None:
    one = likeness(read(draft()))
    nameless = Likeness(one.kind, {}, one.fingerprint)
    assert is_sure(kinship(one, nameless))
    fewer = Fingerprint(dict([*list(one.fingerprint.sentences.items())[::2], (7, 500)]))
    assert not is_sure(kinship(one, Likeness(one.kind, {}, fewer)))


def test_rewritten_half_of_an_unclear_draft_may_be_a_version() -> None:
    one = likeness(read(draft()))
    sentences = list(one.fingerprint.sentences.items())
    kept = len(sentences) * 2 // 5
    other = dict(sentences[:kept]) | {
        -at: length for at, (_, length) in enumerate(sentences[kept:])
    }
    found = kinship(one, Likeness(one.kind, one.facts, Fingerprint(other)))
    assert found is not None
    assert not found.is_sure


def test_unit_written_in_short_is_the_same_unit() -> None:
    one = likeness(read(draft()))
    short = {**one.facts, FactName.UNIT: "云溪县财政局"}
    assert is_sure(kinship(one, Likeness(one.kind, short, one.fingerprint)))


@given(st.text(alphabet="一二三四五是年月，。；（）1230abc \n甲乙丙丁", max_size=300))
def test_fingerprint_survives_storing_and_other_breaks(text: str) -> None:
    made = fingerprint_of(squeeze(text))
    assert unpacked(made.packed()) == made
    assert fingerprint_of(squeeze(text.replace("\n", "\n \n"))) == made
    assert set(made.sketch) <= set(made.sentences)
    assert made.shared(made) == made.length


def test_damaged_fingerprint_is_refused() -> None:
    with pytest.raises(ValueError, match="no fingerprint"):
        unpacked(b"\x01\x02")


def test_renumbered_problems_have_the_same_sentences() -> None:
    one = fingerprint_of(squeeze("（一）1.储备粮轮换监管很不严格。（2）一是按季通报轮换进度情况；"))
    other = fingerprint_of(
        squeeze("（三）12.储备粮轮换监管很不严格。（5）二是按季通报轮换进度情况；")
    )
    assert one == other
    assert len(one.sentences) == 2


@pytest.mark.parametrize(
    ("name", "text", "label"),
    [
        ("整改通报（送审稿）.docx", "", VersionLabel.DRAFT),
        ("通报-征求意见稿.txt", "", VersionLabel.DRAFT),
        ("送审稿（修改稿）.txt", "", VersionLabel.REVISED),
        ("通报 三稿.wps", "", VersionLabel.REVISED),
        ("定稿.pdf", "（送审稿）", VersionLabel.PUBLISHED),
        ("通报.txt", "关于整改进展情况的通报\n（公开稿）\n", VersionLabel.PUBLISHED),
        ("通报.txt", "通报的送审稿已经印发。", None),
        ("通报.txt", "", None),
    ],
)
def test_version_label_is_what_the_file_says(
    name: str, text: str, label: VersionLabel | None
) -> None:
    assert version_label(name, text) is label


def test_other_layout_of_the_same_problems_is_at_most_a_maybe() -> None:
    found = between(render(LABELLED, FINANCE).text, render(TOLD, FINANCE).text)
    assert found is None or found.share < 1
