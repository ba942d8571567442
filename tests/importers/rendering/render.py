"""Renders a body in a style: the text of a notice, and its gold."""

from __future__ import annotations

from tests.importers.rendering.content import Body, Topic
from tests.importers.rendering.hands import Hand
from tests.importers.rendering.prefaces import write_preface
from tests.importers.rendering.rendered import Rendered
from tests.importers.rendering.singles import Round, Single, render_round, render_single
from tests.importers.rendering.styles import Level, Style
from tests.importers.rendering.writer import Gold, Writer

_STATUS = (
    ("已整改完成。", "completed"),
    ("正在整改中。", "in_progress"),
    ("阶段性完成。", "partly"),
)


class Renderer:
    """Writes one notice."""

    def __init__(self, style: Style, body: Body, hand: Hand) -> None:
        self._style = style
        self._hand = hand
        self._body = body
        self._writer = Writer()
        self._running = {"problem": 0, "sub_problem": 0}
        self._leaves = 0

    def render(self) -> Rendered:
        """The notice and its gold."""
        style, body, writer = self._style, self._body, self._writer
        title = f"{body.unit}关于{body.level}巡察{style.genre}"
        writer.line(title)
        facts = write_preface(writer, style, body, self._hand)
        aspects = self._aspects()
        self._closing()
        gold = {
            "kind": "rectification_notice",
            "title": title,
            "organisation": body.unit,
            "inspection_level": body.level,
            "published": "2024-08-16",
            "aspects": aspects,
            "claims": [],
            **facts,
        }
        return Rendered(f"{style.name}-{body.short}", writer.text, gold)

    def _aspects(self) -> list[Gold]:
        found = []
        for at, (name, topics) in enumerate(self._body.aspects, 1):
            aspect: Gold = (
                self._heading("aspect", self._style.aspect, name, at)
                if self._style.aspect
                else {"number": None, "title": None}
            )
            if self._style.aspect:
                self._writer.end()
            aspect["problems"] = self._problems(topics)
            found.append(aspect)
        return found

    def _heading(
        self, kind: str, level: Level, name: str, value: int, topic: Topic | None = None
    ) -> Gold:
        printed, number = self._hand.write(kind, level.form, value)
        self._writer.put(printed)
        words = level.words.format(name)
        if topic is not None and level.detail:
            words += topic.detail
        if topic is not None and self._style.extra.get("quoted_detail") and "“" in level.words:
            words = level.words.format(f"{name}。{topic.detail.rstrip('。')}")
        if self._style.problem_label and level is self._style.problem:
            self._writer.put(self._style.problem_label)
        self._writer.put(words)
        return {"number": number, "title": words.strip()}

    def _problems(self, topics: tuple[Topic, ...]) -> list[Gold]:
        level, sub = self._style.problem, self._style.sub_problem
        groups = (
            [topics]
            if sub and len(topics) < 3
            else [topics[:1], topics[1:]]
            if sub
            else [(topic,) for topic in topics]
        )
        found = []
        for at, group in enumerate(groups, 1):
            value = self._next("problem", at, running=level.running or self._style.aspect is None)
            name = group[0].name if sub is None else self._group_name(at)
            problem = self._heading(
                "problem", level, name, value, group[0] if sub is None else None
            )
            if sub is None:
                problem["issues"] = [{"number": None, "title": None, **self._leaf(group[0], level)}]
            else:
                self._writer.end()
                problem["issues"] = self._subs(group, sub)
            found.append(problem)
        return found

    def _group_name(self, at: int) -> str:
        return ("履行主体责任有差距", "重点工作推进不力", "日常监督管理存在短板")[at % 3]

    def _subs(self, topics: tuple[Topic, ...], level: Level) -> list[Gold]:
        found = []
        for at, topic in enumerate(topics, 1):
            value = self._next("sub_problem", at, running=level.running)
            heading = self._heading("sub_problem", level, topic.name, value, topic)
            found.append({**heading, **self._leaf(topic, level)})
        return found

    def _next(self, kind: str, at: int, *, running: bool) -> int:
        self._running[kind] += 1
        return self._running[kind] if running else at

    # What stands under a problem

    def _leaf(self, topic: Topic, level: Level) -> Gold:
        style = self._style
        self._leaves += 1
        said, status = _STATUS[0 if self._leaves % 5 else 1 + (self._leaves // 5) % 2]
        leaf: Gold = {"status": status if style.status else "unstated", "deadline": None}
        if not level.inline:
            self._writer.end()
        if style.body == "labelled":
            leaf |= self._labelled(topic, said)
        else:
            leaf["actions"] = self._actions(topic, said)
        self._writer.end()
        if style.status == "own":
            self._writer.line(f"完成情况：{said.rstrip('。')}")
        if any("2024年12月" in words for words in style.fields):
            leaf["deadline"] = "2024-12"
        return leaf

    def _labelled(self, topic: Topic, said: str) -> Gold:
        first, second = self._style.labels
        self._label(first)
        measures = self._items(topic.measures)
        self._writer.end()
        for words in self._style.fields:
            self._writer.line(words)
        self._writer.put(second)
        if self._style.status == "label":
            self._writer.put(said)
        if self._style.label_alone:
            self._writer.end()
        outcomes = self._items(topic.outcomes)
        for at, outcome in enumerate(outcomes):
            outcome["answers_measure"] = at
        return {"measures": measures, "outcomes": outcomes}

    def _label(self, words: str) -> None:
        self._writer.put(words)
        if self._style.label_alone:
            self._writer.end()

    def _items(self, sentences: tuple[str, ...]) -> list[Gold]:
        found = []
        for at, words in enumerate(sentences, 1):
            printed, number = self._hand.write("item", self._style.item, at)
            self._writer.put(printed + words)
            if not self._style.joined:
                self._writer.end()
            found.append({"number": number, "text": words})
        return found

    def _actions(self, topic: Topic, said: str) -> list[Gold]:
        style = self._style
        if style.body == "progress":
            self._label(style.labels[0])
        if style.status == "first":
            self._writer.put(said if style.body == "progress" else f"该问题{said}")
        pairs = list(zip(topic.measures, topic.outcomes, strict=True))
        if not style.item:
            parts = [
                part
                for measure, outcome in pairs
                for part in (_part("measure", measure), _part("outcome", outcome))
            ]
            text = "".join(part["text"] for part in parts)
            self._writer.put(text)
            return [{"number": None, "text": text, "parts": parts}]
        found = []
        for at, (measure, outcome) in enumerate(pairs, 1):
            printed, number = self._hand.write("item", style.item, at)
            ending = "。" if at == len(pairs) or not style.joined else style.ending
            result = outcome.rstrip("。") + ending
            self._writer.put(printed + measure + result)
            if not style.joined:
                self._writer.end()
            found.append(
                {
                    "number": number,
                    "text": measure + result,
                    "parts": [_part("measure", measure), _part("outcome", result)],
                }
            )
        return found

    def _closing(self) -> None:
        writer = self._writer
        if self._style.chapters:
            writer.line("三、下一步工作打算")
            writer.line("下一步，将继续抓好巡察整改，持续巩固整改成果，推动各项工作再上新台阶。")
        writer.line(
            "欢迎广大干部群众对巡察整改落实情况进行监督。联系电话：0000-12345678；电子邮箱：zhenggai@example.com。"
        )
        writer.line(self._body.unit)
        writer.line("2024年8月16日")


def _part(kind: str, words: str) -> Gold:
    return {"kind": kind, "text": words}


Manner = Style | Single | Round


def render(manner: Manner, body: Body, hand: Hand | None = None) -> Rendered:
    """The notice of a body in a manner of writing, with its gold; `hand` writes the numbers."""
    if isinstance(manner, Round):
        return render_round(manner, body)
    if isinstance(manner, Single):
        return render_single(manner, body, hand or Hand())
    return Renderer(manner, body, hand or Hand()).render()
