"""The language of documents that are filled in: places, conditions and loops, in the spelling of Liquid.

    {{ place }}   {% if place %} … {% elsif place == "Met" %} … {% else %} … {% endif %}
    {% for row in table %} … {{ row.column }} … {% endfor %}

That is all: no filter, no other tag, no arithmetic. So a document can be read once, when the hub is built, into a tree
of plain lists and texts, which the browser evaluates too (`client/fill-tree.js`). Nothing that was filled in is ever
read as language, since the tree is made before.

A node is a text; `["place", way, where]`, where `where` is the white space before a place that has a line of its own, `|`
for one in a row of a table, or null for one within another line; `["if", [[condition, nodes], …], nodes]`; or `["for", name, way, nodes]`. A condition is
`["all" | "any", [[way, operator, value], …]]`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple

Node = Any
"""A text, or a list as told above: what `json.dumps` can write."""
Tree = list[Node]

MAX_DEPTH = 8
"""Conditions and loops within each other, at most."""
ROW = "|"
"""Where a place is that stands in a row of a table."""
OPERATORS = ("==", "!=", ">=", "<=", ">", "<", "contains")
_TAG = re.compile(r"\{\{(?P<place>[^{}\n]*)\}\}|\{%(?P<tag>[^{}\n]*?)%\}|(?P<open>\{\{|\{%)")
_WAY = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?")
_TEST = re.compile(
    r"""\s*(?P<way>[a-z][a-z0-9_.]*)\s*(?:(?P<operator>==|!=|>=|<=|>|<|contains\b)\s*(?P<value>"[^"]*"|'[^']*'|-?\d+(?:\.\d+)?))?\s*"""
)
_JOINT = re.compile(r"\b(and|or)\b")
_LOOP = re.compile(r"([a-z][a-z0-9_]*)\s+in\s+([a-z][a-z0-9_]*)")


@dataclass(frozen=True, slots=True)
class Fault:
    """What cannot be understood, at a character of the text."""

    at: int
    message: str
    hint: str


class Named(NamedTuple):
    """A place, table or field that the text names, at a character of the text."""

    at: int
    way: str
    use: str
    """`place` within a line, `alone` for a place with a line of its own, `test`, `loop`."""
    value: str = ""
    """What a test compares with by `==`, `!=` or `contains`."""
    loops: tuple[tuple[str, str], ...] = ()
    """The loops around it: the name of a row, and its table."""


@dataclass(frozen=True, slots=True)
class Read:
    """A text that was read: its tree, what it names, and what is wrong with it."""

    tree: Tree
    named: tuple[Named, ...]
    faults: tuple[Fault, ...]


@dataclass(slots=True)
class _Block:
    """A condition or loop that is still open."""

    at: int
    word: str
    node: list[Any]
    into: Tree
    loop: tuple[str, str] | None = None
    ended: bool = False
    """Whether its `else` was met."""


@dataclass(slots=True)
class _Reader:
    text: str
    tree: Tree = field(default_factory=list)
    named: list[Named] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    open: list[_Block] = field(default_factory=list)

    @property
    def into(self) -> Tree:
        return self.open[-1].into if self.open else self.tree

    @property
    def loops(self) -> tuple[tuple[str, str], ...]:
        return tuple(block.loop for block in self.open[:MAX_DEPTH] if block.loop)

    def read(self) -> Read:
        text, at, end = self.text, 0, -1
        for found in _TAG.finditer(text):
            start, after = found.span()
            if first := start > end:  # of its line, whose bounds are looked for once
                begin, end = text.rfind("\n", 0, start) + 1, text.find("\n", after)
                end = len(text) if end < 0 else end
                before = text[begin:start]
                row = before.lstrip().startswith(ROW)
            if found["open"]:
                message = f'"{found["open"]}" is never closed.'
                self._fault(start, message, "close it on the same line, or write other signs")
                continue
            # a place or tag that has a line alone takes all of it
            alone = first and not before.strip() and not text[after:end].strip()
            self._say(text[at : begin if alone else start])
            at = after
            if found["place"] is None:
                self._tag(start, found["tag"].strip())
                at = end + 1 if alone else after
            else:
                self._place(start, found["place"].strip(), before if alone else ROW if row else None)
                while alone and text[at : at + 1] in {" ", "\t"}:
                    at += 1
        self._say(text[at:])
        for block in self.open:
            self._fault(block.at, f'this "{block.word}" has no end.', f"add {{% end{block.word} %}}")
        return Read(self.tree, tuple(self.named), tuple(self.faults))

    def _say(self, text: str) -> None:
        if text:
            self.into.append(text)

    def _fault(self, at: int, message: str, hint: str) -> None:
        self.faults.append(Fault(at, message, hint))

    def _place(self, at: int, way: str, where: str | None) -> None:
        if not _WAY.fullmatch(way):
            hint = "write the name of a place alone; there are no filters" if "|" in way else "write {{ place }}"
            self._fault(at, f'"{way[:60]}" is no name of a place.', hint)
            return
        use = "place" if where in {None, ROW} else "alone"
        self.named.append(Named(at, way, use, loops=self.loops))
        self.into.append(["place", way, where])

    def _tag(self, at: int, tag: str) -> None:
        word, _, rest = tag.partition(" ")
        match word:
            case "if" | "for" if len(self.open) >= MAX_DEPTH:
                self._fault(at, f"more than {MAX_DEPTH} conditions and loops within each other.", "make it simpler")
                self.open.append(_Block(at, word, [], []))
            case "if":
                branch: Tree = []
                node = ["if", [[self._condition(at, rest), branch]], []]
                self._open(_Block(at, "if", node, branch))
            case "for":
                self._for(at, rest)
            case "elsif" | "else":
                self._branch(at, word, rest)
            case "endif" | "endfor":
                self._end(at, word)
            case _:
                self._fault(at, f'there is no tag "{word[:30]}".', "tags: if, elsif, else, endif, for, endfor")

    def _open(self, block: _Block) -> None:
        self.into.append(block.node)
        self.open.append(block)

    def _for(self, at: int, rest: str) -> None:
        found = _LOOP.fullmatch(rest.strip())
        inside: Tree = []
        if not found:
            self._fault(at, "a loop names a row and a table.", "write {% for row in table %}")
            self.open.append(_Block(at, "for", [], inside))
            return
        self.named.append(Named(at, found[2], "loop", loops=self.loops))
        self._open(_Block(at, "for", ["for", found[1], found[2], inside], inside, loop=(found[1], found[2])))

    def _branch(self, at: int, word: str, rest: str) -> None:
        block = self.open[-1] if self.open else None
        if not block or block.word != "if" or block.ended:
            self._fault(at, f'this "{word}" belongs to no if.', "write {% if place %} before it")
            return
        if word == "else":
            block.ended, block.into = True, block.node[2] if block.node else []
            return
        block.into = []
        if block.node:
            block.node[1].append([self._condition(at, rest), block.into])

    def _end(self, at: int, word: str) -> None:
        if not self.open or f"end{self.open[-1].word}" != word:
            self._fault(at, f'this "{word}" ends nothing.', f"write {{% {word[3:]} … %}} before it")
            return
        self.open.pop()

    def _condition(self, at: int, text: str) -> Node:
        """The condition of an `if`; one that cannot be read never holds."""
        # joints within quotation marks are no joints
        masked = re.sub(r"\"[^\"]*\"|'[^']*'", lambda quoted: "·" * len(quoted[0]), text)
        joints = {*_JOINT.findall(masked)}
        if len(joints) > 1:
            self._fault(at, "a condition has either and or or, not both.", "write one condition within another")
        cuts = [0, *(end for found in _JOINT.finditer(masked) for end in found.span()), len(text)]
        tests = [self._test(at, text[cuts[n] : cuts[n + 1]]) for n in range(0, len(cuts), 2)]
        return ["any" if "or" in joints else "all", [test for test in tests if test]]

    def _test(self, at: int, text: str) -> Node | None:
        found = _TEST.fullmatch(text)
        if not found or not _WAY.fullmatch(found["way"]):
            self._fault(
                at, f'"{text.strip()[:60]}" is no condition.', f'write place, or place == "Met"; {", ".join(OPERATORS)}'
            )
            return None
        operator, value = found["operator"] or "filled", (found["value"] or "").strip("\"'")
        if operator in {">=", "<=", ">", "<"} and not re.fullmatch(r"-?\d+(?:\.\d+)?", value):
            self._fault(
                at,
                f'"{operator}" compares with a number, not with "{value[:30]}".',
                "write a number without quotation marks",
            )
        compared = value if operator in {"==", "!=", "contains"} else ""
        self.named.append(Named(at, found["way"], "test", value=compared, loops=self.loops))
        return [found["way"], operator, value]


def read(text: str) -> Read:
    """The tree of a text, with everything it names and every fault."""
    return _Reader(text).read()
