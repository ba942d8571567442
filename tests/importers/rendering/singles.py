"""B18 to B20: one task a page, the opinion of a check on the spot, the totals of a whole round."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tests.importers.rendering.content import Body, Topic
from tests.importers.rendering.hands import Hand
from tests.importers.rendering.rendered import Rendered
from tests.importers.rendering.writer import Gold, Writer


@dataclass(frozen=True)
class Single:
    """A page about one task.

    Attributes:
        title: what stands behind the name of the body.
        labels: of the problem, the target, the measures (empty where the page has none) and what was done.
        number: the form of numbers before the labels, empty for none.
        item: the form of the items, empty for one unnumbered narrative.
        joined: items stand in one paragraph.
        label_alone: the label of what was done has a line of its own.
        verdict: what the checking office says, with its label; empty for none. It is no state that the notice itself reports.
    """

    name: str
    title: str
    labels: tuple[str, str, str, str]
    number: str = ""
    item: str = "1、"
    joined: bool = False
    label_alone: bool = True
    verdict: tuple[str, str] = ("", "")
    tail: tuple[str, ...] = ("公示时间：2024年8月16日至8月29日",)


@dataclass(frozen=True)
class Round:
    """A notice about a whole round: only totals. `words` has one place for each total."""

    name: str
    words: str


SINGLES: tuple[Single, ...] = (
    Single(
        "B18",
        "生态环境保护督察反馈问题整改完成情况公示",
        ("整改任务：", "整改目标：", "", "整改完成情况："),
    ),
    Single(
        "B18M",
        "督察反馈问题整改情况公示",
        ("反馈问题：", "整改目标：", "整改措施：", "完成情况："),
        item="（1）",
        tail=("整改时限：2024年12月底前", "公示期：10个工作日"),
    ),
    Single(
        "B18N",
        "督察反馈问题整改情况公示",
        ("存在问题：", "整改标准：", "", "整改情况："),
        item="一是",
        joined=True,
        label_alone=False,
    ),
    Single(
        "B18P",
        "督察反馈问题整改情况公示",
        ("问题描述：", "目标要求：", "", "整改进展情况："),
        item="",
        label_alone=False,
    ),
    Single(
        "B19",
        "督察反馈问题整改验收销号意见",
        ("整改任务", "整改目标", "", "完成情况："),
        number="一、",
        item="1.",
        verdict=("验收意见", "已完成整改，同意销号。"),
        tail=("验收组组长：赵某某",),
    ),
    Single(
        "B19M",
        "反馈问题整改验收销号意见",
        ("反馈问题", "整改目标", "整改措施", "整改完成情况"),
        number="（一）",
        item="1.",
        verdict=("销号意见", "已完成整改，同意销号。"),
        tail=(),
    ),
)
ROUNDS: tuple[Round, ...] = (
    Round(
        "B20",
        "截至2024年7月底，反馈的{}个问题已整改完成{}个，基本完成{}个，正在整改{}个，完成率{}%。",
    ),
    Round(
        "B20M",
        "本轮巡察共反馈问题{}个。截至目前，已完成整改{}个、阶段性完成{}个、正在推进{}个，整改完成率为{}%。",
    ),
)


def render_single(single: Single, body: Body, hand: Hand) -> Rendered:
    """The page about the first problem of a body, with its gold."""
    return _Page(single, body, hand).render()


class _Page:
    def __init__(self, single: Single, body: Body, hand: Hand) -> None:
        self._single, self._body, self._hand = single, body, hand
        self._writer = Writer()
        self._fields = 0

    def render(self) -> Rendered:
        single, writer = self._single, self._writer
        topic = self._body.aspects[0][1][0]
        title = f"{self._body.short}{single.title}"
        writer.line(title)
        problem, target, _, _ = single.labels
        self._field(problem, topic.detail)
        self._field(target, "2024年底前完成整改任务，建立长效机制。")
        leaf = {"number": None, "title": None, "status": "unstated", **self._told(topic)}
        label, verdict = single.verdict
        if label:
            self._field(label, verdict)
        for words in (*single.tail, self._body.unit, "2024年8月16日"):
            writer.line(words)
        heading = {"number": None, "title": topic.detail, "issues": [leaf]}
        aspects = [{"number": None, "title": None, "problems": [heading]}]
        gold = {"kind": "rectification_notice", "title": title, "aspects": aspects}
        return Rendered(f"{single.name}-{self._body.short}", writer.text, gold)

    def _field(self, label: str, words: str) -> None:
        self._label(label)
        if self._single.number:
            self._writer.end()
        self._writer.line(words)

    def _label(self, label: str) -> None:
        self._fields += 1
        printed, _ = self._hand.write("field", self._single.number, self._fields)
        self._writer.put(printed + label)

    def _told(self, topic: Topic) -> Gold:
        _, _, first, second = self._single.labels
        if first:
            return {
                "measures": self._items(first, topic.measures),
                "outcomes": self._items(second, topic.outcomes),
            }
        pairs = zip(topic.measures, topic.outcomes, strict=True)
        words = tuple(measure + outcome for measure, outcome in pairs)
        return {"actions": self._items(second, words)}

    def _items(self, label: str, sentences: tuple[str, ...]) -> list[Gold]:
        single, writer = self._single, self._writer
        self._label(label if single.label_alone or label.endswith("：") else f"{label}：")
        if single.label_alone:
            writer.end()
        sentences = sentences if single.item else ("".join(sentences),)
        found = []
        for at, words in enumerate(sentences, 1):
            printed, number = self._hand.write("item", single.item, at)
            writer.put(printed + words)
            if not single.joined:
                writer.end()
            found.append({"number": number, "text": words})
        writer.end()
        return found


def render_round(notice: Round, body: Body) -> Rendered:
    """The totals of a round, in numbers that depend on the body."""
    size = 100 + 10 * len(body.unit)
    totals = (size, size - 20, 12, 8, round(100 * (size - 20) / size, 1))
    text = (
        f"{body.level}第五轮巡察整改情况的通报\n"
        f"2023年9月至11月，{body.level}派出6个巡察组，对12个单位党组织开展了第五轮巡察。现将整改总体情况予以公布。\n"
        f"{notice.words.format(*totals)}各单位制定完善制度118项。\n"
        "下一步，将加强督促检查，推动未完成的问题整改到位。\n"
        f"{body.level}巡察工作领导小组办公室\n2024年8月16日\n"
    )
    subjects = ("problems", "done", "phased", "ongoing", "rate_percent")
    gold = {"aspects": [], "totals": dict(zip(subjects, totals, strict=True))}
    return Rendered(f"{notice.name}-{body.short}", text, gold)


def restyled_single(single: Single, manner: str) -> Single:
    """A page with other enumerators, on lines of its own, or run together."""
    if manner == "own_lines":
        return replace(single, joined=False, label_alone=True)
    if manner == "run_together":
        return replace(single, joined=bool(single.item), label_alone=False)
    turn = "abc".index(manner[-1])
    return replace(
        single,
        number=("（一）", "1、", "一、")[turn] if single.number else "",
        item=("（1）", "①", "一是")[turn] if single.item else "",
    )
