"""Waivers: a rule that is switched off for a record or a folder, with a reason and an end date, in `waivers.yml`.

Only what may stand without harm can be waived: warnings, and the rules of content. What a record needs in order to be
read, linked and shown cannot.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from .issues import Issue
from .near import nearest
from .rules import RULES
from .schema import Day, Part, Text, field

if TYPE_CHECKING:
    from .parse import Parsed


class Waiver(Part):
    """One rule, switched off for one file or for all in a folder."""

    rule: Text = field("Rule", "The code of the rule: HG405.")
    path: Text = field("Path", "The file or folder, as messages name it: content/clusters/example.md.")
    reason: Text = field("Reason", "Why the rule does not hold here, for whoever comes next.")
    until: Day = field("Until", "The last day on which it is switched off: 2027-03-31.")


class Waivers(BaseModel):
    """All waivers of a hub."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    waivers: tuple[Waiver, ...] = field("Waivers", "Each with rule, path, reason and until.", ())


def waived(issues: Iterable[Issue], parsed: Iterable[Parsed], today: dt.date) -> tuple[list[Issue], int]:
    """The issues without those that are waived, with the faults of the waivers themselves; and how many were waived."""
    found = list(issues)
    one = next((one for one in parsed if one.waivers), None)
    if one is None or one.waivers is None:
        return found, 0
    paths = {part for other in parsed for part in _above(other.path)} | {issue.path for issue in found}
    faults = {n: _faults(one, n, paths, today) for n, _ in enumerate(one.waivers.waivers or ())}
    holding = {
        (waiver.rule, waiver.path.rstrip("/")): n
        for n, waiver in enumerate(one.waivers.waivers or ())
        if not (faults[n] or one.left_out)
    }
    kept, used = [], set()
    for issue in found:
        by = next((n for part in _above(issue.path) if (n := holding.get((issue.code, part), -1)) >= 0), -1)
        used.add(by)
        if by < 0:
            kept.append(issue)
    # what is at fault otherwise is not looked at by all rules
    unsure = {part for issue in found if issue.severity == "error" for part in _above(issue.path)}
    idle = (_idle(one, n) for (_, path), n in holding.items() if n not in used and path not in unsure)
    return [*kept, *(fault for found in faults.values() for fault in found), *idle], len(found) - len(kept)


def _above(path: str) -> Iterator[str]:
    """A path and every folder it lies in, the nearest first."""
    while path:
        yield path
        path = path.rpartition("/")[0]


def _faults(one: Parsed, n: int, paths: set[str], today: dt.date) -> list[Issue]:
    """Why a waiver cannot hold; at most one reason for each of what it says."""
    assert one.waivers
    waiver = one.waivers.waivers[n]
    rule = RULES.get(waiver.rule)
    found = []
    if rule is None:
        message = f'there is no rule "{waiver.rule[:60]}".'
        found.append(one.issue("HG904", ("waivers", n, "rule"), message, "write the code of a message, such as HG405"))
    elif not rule.waivable:
        message = f"{rule.code} cannot be waived: what breaks it cannot be published."
        found.append(one.issue("HG904", ("waivers", n, "rule"), message, "mend what it tells of, and take this away"))
    if (path := waiver.path.rstrip("/")) not in paths:
        close = nearest(path, sorted(paths)) if len(paths) < 1_000 else ""
        hint = f'did you mean "{close}"?' if close else "write it as messages do, from the hub's folder"
        found.append(one.issue("HG904", ("waivers", n, "path"), f'there is no file or folder "{path[:120]}".', hint))
    if waiver.until < today.isoformat():
        message = f"this waiver of {waiver.rule[:20]} for {path[:120]} ended on {waiver.until}."
        hint = "mend what it was for and take it away, or give it another end"
        found.append(one.issue("HG905", ("waivers", n, "until"), message, hint))
    return found


def _idle(one: Parsed, n: int) -> Issue:
    assert one.waivers
    waiver = one.waivers.waivers[n]
    message = f"nothing in {waiver.path[:120]} breaks {waiver.rule}."
    return one.issue("HG906", ("waivers", n, "rule"), message, "take the waiver away")
