"""Chance that is the same on every machine, and texts in the words of the field: sentences, lists, tables, bodies.

Knows nothing of the kinds of record: `records.py` says what a record holds, `generate.py` writes files.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

WORDS = 500
"""About how many words a body has."""
LINKS = 5
"""How many internal links a body holds."""


class Dice:
    """Draws that depend on the seed alone: built on `random()`, the one draw that Python promises never to change."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(f"hubgen {seed}").random

    def below(self, number: int) -> int:
        """A whole number from 0, less than `number`."""
        return int(self._random() * number)

    def between(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low + self.below(high - low + 1)

    def chance(self, share: float) -> bool:
        """True in `share` of all draws."""
        return self._random() < share

    def one(self, items: Sequence[T]) -> T:
        """One item, each as likely as the other."""
        return items[self.below(len(items))]

    def popular(self, items: Sequence[T]) -> T:
        """One item, the first ones far more often: a hub has a few records that everybody refers to."""
        return items[int(len(items) * self._random() ** 2)]

    def few(self, items: Sequence[T], low: int, high: int) -> list[T]:
        """Between `low` and `high` different items, the first ones more often."""
        number = min(self.between(low, high), len(items))
        found: dict[int, T] = {}
        while len(found) < number:
            at = int(len(items) * self._random() ** 2)
            found.setdefault(at, items[at])
        return list(found.values())

    def maybe(self, share: float, make: Callable[[], T]) -> T | None:
        """What `make` gives, in `share` of all draws; else None."""
        return make() if self.chance(share) else None

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """All items in another order."""
        found = list(items)
        for n in range(len(found) - 1, 0, -1):
            at = self.below(n + 1)
            found[n], found[at] = found[at], found[n]
        return found


_WHO = (
    "the cluster management", "a project team of four members", "the advisory board", "each working group",
    "the regional agency", "a start-up from the neighbouring sector", "the research institute", "the smallest firm",
    "the problem owner", "a moderator from outside", "the host organisation", "a large member", "the coordinator",
    "the innovation platform", "a circle of experts", "the partner cluster", "the funding authority", "every participant",
    "the steering committee", "a group of suppliers", "the technology scout", "one in three member companies",
)  # fmt: skip
_DOES = (
    "prepares", "collects", "compares", "reviews", "publishes", "agrees on", "tests", "asks for", "hands over", "refines",
    "describes", "moderates", "weighs", "follows", "documents", "pays for", "questions", "shortens", "repeats", "shares",
)  # fmt: skip
_WHAT = (
    "a short list of ideas with market potential", "the competence map of the region", "a roadmap for the next five years",
    "the criteria by which proposals are chosen", "the results of earlier pilot projects", "a letter of intent",
    "an outline of the business plan", "the needs of users in two other industries", "a confidential description of the problem",
    "the profile of each candidate", "three scenarios for the value chain", "the rules on intellectual property",
    "a budget with milestones and gates", "the minutes of the round table", "new applications for known materials",
    "an offer that no member could make alone", "the questions that the survey left open", "a joint stand at the trade fair",
    "the first prototype under real conditions", "what customers said about the demonstrator",
)  # fmt: skip
_HOW = (
    "within three weeks", "before the first meeting", "in half a day", "with an external moderator", "at no cost to the members",
    "in two rounds, with a pause between them", "together with a university", "without naming the company",
    "once the contract is signed", "on the basis of interviews", "after the call has closed", "in small groups",
    "as long as the partners agree", "under the lead of one firm", "across the border", "twice a year",
    "when a gate has been passed", "with a budget of its own", "in the language of the members", "step by step",
)  # fmt: skip
_LEAD = (
    "In the first year", "As a rule", "Where several sectors meet", "For most members", "After the pilot phase",
    "In practice", "If demand is unclear", "By contrast", "At the end of each round", "From the second meeting on",
)  # fmt: skip
_LINKED = (
    "The approach goes back to {}.", "A similar road was taken by {}, with fewer partners.", "For the method, see {}.",
    "It was prepared together with {} and reviewed a year later.", "What was learnt there is now part of {}.",
    "Members who want to go further turn to {}.", "Compare this with {}, where the order of the steps is another.",
    "The first contact came about through {}.", "The figures can be read beside those of {}.", "It builds on {} and adds a gate.",
)  # fmt: skip
HEADINGS = (
    "How it came about", "How to do it", "Who takes part", "What it takes", "What to watch out for", "From the hub",
    "What the report leaves open", "What came of it", "Where it can be used", "The next steps", "How it is paid for",
    "What members say", "Before you begin", "How partners are found", "Sharing of results", "How success is measured",
)  # fmt: skip
_COLUMNS = ("Phase", "Who", "Takes", "Result", "Cost")


def sentence(dice: Dice) -> str:
    """A sentence of about 15 words, with a stressed word or two now and then."""
    what = dice.one(_WHAT)
    if dice.chance(0.08):
        what = f"**{what}**"
    said = f"{dice.one(_WHO)} {dice.one(_DOES)} {what} {dice.one(_HOW)}"
    if dice.chance(0.3):
        return f"{dice.one(_LEAD)}, {said}."
    if dice.chance(0.2):
        said += f", and {dice.one(_WHO)} *{dice.one(_DOES)}* {dice.one(_WHAT)}"
    return f"{said[:1].upper()}{said[1:]}."


def plain_sentence(dice: Dice) -> str:
    """A sentence without any mark-up, for front matter."""
    return sentence(dice).replace("*", "")


def prose(dice: Dice, low: int, high: int) -> str:
    """A paragraph of `low` to `high` sentences without mark-up."""
    return " ".join(plain_sentence(dice) for _ in range(dice.between(low, high)))


def phrase(dice: Dice) -> str:
    """A few words that stand for a thing, such as an item of a list."""
    what = dice.one(_WHAT)
    return f"{what[:1].upper()}{what[1:]}"


def actor(dice: Dice) -> str:
    """Somebody who does something."""
    who = dice.one(_WHO)
    return f"{who[:1].upper()}{who[1:]}"


def duration(dice: Dice) -> str:
    """A time in words."""
    return f"{dice.one(('about', 'at most', 'at least'))} {dice.between(2, 12)} {dice.one(('days', 'weeks', 'months'))}"


# --- bodies -----------------------------------------------------------------------------------------------------------


def body(dice: Dice, links: Sequence[str]) -> str:
    """A text of about `WORDS` words in sections, with all `links` in it."""
    waiting = iter(links)
    blocks = [_paragraph(dice, next(waiting, ""))]
    headings = iter(dice.shuffled(HEADINGS))
    while (link := next(waiting, "")) or _count(blocks) < WORDS - 50:
        blocks += [f"## {next(headings)}", *_section(dice, link)]
    return "\n\n".join(blocks) + "\n"


IN_CELLS = 8
"""Places of a form that stand in a table."""


def form(dice: Dice, places: Sequence[str], links: Sequence[str]) -> str:
    """A document to fill in: a table of places, places in sections, a list to tick off, and where to read on."""
    rows = "\n".join(f"| {phrase(dice)} | {{{{ {place} }}}} |" for place in places[:IN_CELLS])
    blocks = ["## 1 Who asks", f"| Entry | Value |\n| --- | --- |\n{rows}", "## 2 The answer", _paragraph(dice, "")]
    for place in places[IN_CELLS:]:
        blocks += [f"### {phrase(dice)}", f"{{{{ {place} }}}}"]
    ticks = "\n".join(f"- [ ] {sentence(dice)}" for _ in range(3))
    read_on = "\n".join(f"- {dice.one(_LINKED).format(link)}" for link in links)
    return (
        "\n\n".join([*blocks, table(dice), "## 3 Checks", ticks, "## 4 How to use it", _paragraph(dice, ""), read_on])
        + "\n"
    )


def _count(blocks: Sequence[str]) -> int:
    return sum(len(block.split()) for block in blocks)


def _section(dice: Dice, link: str) -> Iterator[str]:
    """A paragraph, with something else after it in most sections."""
    drawn = dice.below(20)
    if drawn < 7:
        yield _paragraph(dice, "")
        yield _bullets(dice, link)
    elif drawn < 11:
        yield _paragraph(dice, link)
        yield "\n".join(f"{n}. {sentence(dice)}" for n in range(1, dice.between(3, 5)))
    elif drawn < 14:
        yield _paragraph(dice, link)
        yield f"> **From the practice.** {sentence(dice)}"
    elif drawn < 15:
        yield _paragraph(dice, link)
        yield table(dice)
    elif drawn < 17:
        yield _paragraph(dice, link)
        yield f"### {phrase(dice)}"
        yield _paragraph(dice, "")
    else:
        yield _paragraph(dice, link)


def _paragraph(dice: Dice, link: str) -> str:
    """Two to four sentences in lines of a hundred characters, as an editor would break them."""
    said = [sentence(dice) for _ in range(dice.between(2, 4))]
    if link:
        said.insert(dice.below(len(said)), dice.one(_LINKED).format(link))
    return _wrapped(" ".join(said))


def _wrapped(text: str) -> str:
    lines = [""]
    for word in text.split(" "):
        if len(lines[-1]) + len(word) > 110:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return "\n".join(lines)


def _bullets(dice: Dice, link: str) -> str:
    items = [sentence(dice) for _ in range(dice.between(2, 4))]
    if link:
        items.append(dice.one(_LINKED).format(link))
    return "\n".join(f"- {item}" for item in items)


def table(dice: Dice) -> str:
    """A table of some phases."""
    columns = _COLUMNS[: dice.between(3, len(_COLUMNS))]
    rows = [
        (f"Phase {n}", actor(dice), duration(dice), phrase(dice), f"EUR {n * 500}")
        for n in range(1, dice.between(4, 6))
    ]
    lines = [columns, ("---",) * len(columns), *(row[: len(columns)] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
