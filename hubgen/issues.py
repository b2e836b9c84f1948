"""What a check says: issues with a place, and the ways to print them.

The rules themselves are in `rules.py`. Nothing here knows how a fault was found.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from .rules import RULES

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Issue:
    """One fault: a place (path from the hub's root, 1-based line and column), a permanent code, what was found and the way out."""

    path: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""
    instead: str = ""
    """What to write in place of the key or value at the place, where there is no doubt."""

    @property
    def severity(self) -> Severity:
        return RULES[self.code].severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The outcome of a check, ready to print: issues sorted by place, and how many records there are."""

    issues: tuple[Issue, ...]
    records: int
    waived: int = 0
    """How many issues are not told of, because a waiver says so."""

    @property
    def errors(self) -> int:
        return sum(issue.severity == "error" for issue in self.issues)

    @property
    def warnings(self) -> int:
        return len(self.issues) - self.errors


def count(number: int, one: str, many: str = "") -> str:
    """`1 error`, `2 errors`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def as_line(issue: Issue) -> str:
    """An issue as compilers print it: place, severity, code and message, and the hint on a line of its own."""
    head = f"{printable(issue.path)}:{issue.line}:{issue.column}: {issue.severity}[{issue.code}]: {printable(issue.message)}"
    return f"{head}\n  hint: {printable(issue.hint)}" if issue.hint else head


def printable(text: str) -> str:
    """Text on one line, with control and direction-changing characters made visible: a message may quote hostile input."""
    return text if text.isprintable() else "".join(c if c.isprintable() else _escaped(c) for c in text)


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def summary(report: Report) -> str:
    """The last line of a check."""
    waived = f"; {report.waived:,} waived" if report.waived else ""
    return f"{count(report.records, 'record')}: {count(report.errors, 'error')}, {count(report.warnings, 'warning')}{waived}"


def text(report: Report) -> str:
    """All issues as lines, then the count."""
    return "\n".join([*map(as_line, report.issues), summary(report)])


def as_json(report: Report) -> str:
    """One object: records, errors, warnings and the issues."""
    issues = [
        {
            "code": issue.code,
            "severity": issue.severity,
            "message": issue.message,
            "path": issue.path,
            "line": issue.line,
            "column": issue.column,
            "hint": issue.hint,
        }
        for issue in report.issues
    ]
    found = {"records": report.records, "errors": report.errors, "warnings": report.warnings, "issues": issues}
    return _json(found)


def _json(found: object) -> str:
    """JSON in which whatever a terminal would act on is escaped."""
    text = json.dumps(found, ensure_ascii=False, indent=2)
    return re.sub(r"[^\n -~]", lambda match: match[0] if match[0].isprintable() else json.dumps(match[0])[1:-1], text)


def github(report: Report) -> str:
    """Workflow commands that a forge shows as annotations on the changed lines."""
    return "\n".join([*map(_annotation, report.issues), summary(report)])


def _annotation(issue: Issue) -> str:
    message = printable(issue.message) + (f"\nhint: {printable(issue.hint)}" if issue.hint else "")
    place = f"file={_property(printable(issue.path))},line={issue.line},col={issue.column},title={issue.code}"
    return f"::{issue.severity} {place}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif(report: Report) -> str:
    """SARIF 2.1.0, which code-scanning services read."""
    used = sorted({issue.code for issue in report.issues})
    run = {
        "tool": {"driver": {"name": "hubgen", "rules": [_sarif_rule(code) for code in used]}},
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(issue, used.index(issue.code)) for issue in report.issues],
    }
    return _json({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def _sarif_rule(code: str) -> dict[str, object]:
    rule = RULES[code]
    return {
        "id": code,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why},
        "defaultConfiguration": {"level": rule.severity},
    }


def _sarif_result(issue: Issue, rule: int) -> dict[str, object]:
    place = {
        "artifactLocation": {"uri": quote(issue.path.encode("utf-8", "surrogateescape"))},
        "region": {"startLine": issue.line, "startColumn": issue.column},
    }
    message = issue.message + (
        f" {issue.hint[:1].upper()}{issue.hint[1:]}{'' if issue.hint.endswith('?') else '.'}" if issue.hint else ""
    )
    return {
        "ruleId": issue.code,
        "ruleIndex": rule,
        "level": issue.severity,
        "message": {"text": message},
        "locations": [{"physicalLocation": place}],
    }


def gitlab(report: Report) -> str:
    """GitLab's report of code quality, which it shows at the changed lines of a merge request."""
    seen: Counter[str] = Counter()
    return _json([_gitlab_issue(issue, seen) for issue in report.issues])


def _gitlab_issue(issue: Issue, seen: Counter[str]) -> dict[str, object]:
    # the line is left out of the mark, so that an issue stays the same when text above it changes
    what = f"{issue.path}\n{issue.code}\n{issue.message}"
    seen[what] += 1
    mark = hashlib.sha256(f"{what}\n{seen[what]}".encode("utf-8", "surrogateescape")).hexdigest()
    return {
        "description": f"{issue.message} {issue.hint}".strip(),
        "check_name": issue.code,
        "fingerprint": mark,
        "severity": {"error": "major", "warning": "minor"}[issue.severity],
        "location": {"path": issue.path, "lines": {"begin": issue.line}},
    }


REPORTERS: dict[str, Callable[[Report], str]] = {
    "text": text,
    "json": as_json,
    "github": github,
    "gitlab": gitlab,
    "sarif": sarif,
}


def report(issues: Iterable[Issue], records: int, waived: int = 0) -> Report:
    """Issues in the order in which they are printed: by path, line and column."""
    return Report(issues=tuple(sorted(set(issues))), records=records, waived=waived)
