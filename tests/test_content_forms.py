"""The hub's own forms: that each decides as its practice does, keeps its dates, and leads from weak areas to practices."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from hubgen.forms.plan import plan
from hubgen.kinds import Template
from hubgen.words import load
from tests.checking import ROOT, lines
from tests.test_content import real

CODE = """
import { made, scores, verdict } from "./hubgen/client/fill-rules.js";
const told = ([plan, values]) => {
  const found = verdict(plan, values);
  const all = made(plan, values, { is_missing: "{label}", not_answered: "-", weak: "weak", sound: "sound" });
  return { tone: found?.tone, missing: found?.missing, weak: scores(plan, values).filter(({ weak }) => weak), all };
};
let text = "";
process.stdin.on("data", (part) => (text += part)).on("end", () => console.log(JSON.stringify(JSON.parse(text).map(told))));
"""

MET = {"market": "Met", "competence": "Met", "complexity": "Met", "readiness": "Met"}
VOUCHER = {
    "begun": "No",
    "size": "10 to 49",
    "instrument": "Insight",
    "bottleneck": "No samples.",
    "partner": "An institute",
    "amount": "4000",
    "declarations": ["The activity has not begun and will not begin before approval"],
}
ESCP = dict.fromkeys(("strategy", "agenda", "agreement", "roadmap", "rights", "branding", "logo"), "In place")
DECISIONS: list[tuple[str, dict[str, Any], str, list[str]]] = [
    ("screening-checklist", MET, "go", []),
    ("screening-checklist", MET | {"market": "Not met"}, "stop", ["Criterion 1, a market across the world"]),
    ("screening-checklist", MET | {"competence": "Not met"}, "stop", ["Criterion 2, competence at home"]),
    ("screening-checklist", MET | {"complexity": "Not met"}, "stop", ["Criterion 3, complex and unsolved"]),
    ("screening-checklist", MET | {"readiness": "Not met"}, "stop", ["Criterion 4, an owner who pays and takes part"]),
    ("screening-checklist", MET | {"market": "Not yet clear"}, "open", ["Criterion 1, a market across the world"]),
    ("market-check-form", {"new_market": "No, it is new to the company", "proof": "Yes"}, "go", []),
    ("market-check-form", {"new_market": "No market was found", "proof": "Yes"}, "stop", []),
    ("voucher-application", VOUCHER, "go", []),
    ("voucher-application", VOUCHER | {"begun": "Yes"}, "stop", []),
    ("voucher-application", VOUCHER | {"size": "250 or more"}, "stop", []),
    ("voucher-application", VOUCHER | {"amount": "4000.50"}, "open", []),
    ("voucher-application", VOUCHER | {"instrument": "Meet & Greet", "amount": "500"}, "go", []),
    ("voucher-application", VOUCHER | {"instrument": "Meet & Greet", "amount": "501"}, "open", []),
    ("voucher-application", VOUCHER | {"partner": ""}, "open", ["A partner"]),
    ("escp-checklist", ESCP, "go", []),
    ("escp-checklist", ESCP | {"logo": "In draft"}, "open", ["7. Common logo"]),
    ("escp-checklist", ESCP | {"strategy": "Missing"}, "stop", ["1. Joint strategy"]),
    ("competence-map", {"product_words": "Yes", "offers": ["imaging"]}, "stop", []),
    ("round-table-brief", {"signed": "Yes", "rivals": "No"}, "open", ["A project with a title", "Its aim", "Its partners", "Its lead", "What may be told outside"]),
    ("round-table-brief", {"signed": "No"}, "stop", []),
    ("platform-charter", {"chair_free": "Yes"}, "stop", []),
    ("stakeholder-plan", {"own_interest": "Yes"}, "stop", []),
    ("white-paper-outline", {"released": "No"}, "stop", []),
    ("interest-group-work-plan", {"agreed": "No"}, "stop", []),
]  # fmt: skip
"""A template, answers, the tone of its verdict, and what it says is missing."""


@cache
def made_of(template: str) -> dict[str, Any]:
    """The plan of a template of this hub."""
    entry = real().hub.records[f"templates/{template}"]
    assert isinstance(entry.record, Template)
    return plan(entry.record, entry.text, lambda name: (), lambda name: (name, name), load())


def told(*asked: tuple[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """What the browser's module says of forms with answers in them."""
    given = json.dumps([[made_of(template), values] for template, values in asked])
    command = [sys.executable, "scripts/node.py", "--input-type=module", "-e", CODE]
    done = subprocess.run(command, cwd=ROOT, input=given, capture_output=True, text=True, check=True)
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def test_each_form_decides_as_its_practice_does() -> None:
    found = told(*((template, values) for template, values, _, _ in DECISIONS))
    assert [(one["tone"], one["missing"]) for one in found] == [(tone, missing) for _, _, tone, missing in DECISIONS]


def test_dates_follow_from_the_one_that_is_known() -> None:
    check, event, platform = told(
        ("market-check-form", {"submitted": "2027-03-01"}),
        ("speed-dating-event-plan", {"event_day": "2027-04-21"}),
        ("platform-charter", {"start": "2027-09-01"}),
    )
    assert check["all"]["answer_due"] == "2027-03-22"
    assert (event["all"]["begin"], event["all"]["closes"]) == ("2027-01-27", "2027-04-07")
    assert platform["all"]["report"] == "2028-03-01"


@pytest.mark.parametrize("template", ["service-portfolio-self-assessment", "cluster-policy-self-assessment"])
def test_a_weak_area_leads_to_a_practice_that_shows_how(template: str) -> None:
    areas = made_of(template)["scores"]
    first = dict.fromkeys(areas[0]["fields"], "2") | dict.fromkeys(areas[1]["fields"], "3")
    (found,) = told((template, first))
    assert [area["label"] for area in found["weak"]] == [areas[0]["label"]]
    assert all(any(f"cases/{name}" in real().hub.records for name, _ in area["leads_to"]) for area in areas)
    scales = {field["id"] for field in made_of(template)["fields"] if field["type"] == "scale"}
    assert scales == {name for area in areas for name in area["fields"]}


CONDITION = re.compile(r"{% if .*?%}.*?(?:{% else %}(.*?))?{% endif %}", re.DOTALL)
LINES = {"text", "long-text", "number", "money", "date"}
"""Types that are lines to write on in a blank document."""


@pytest.mark.parametrize("key", [one.key for one in real().hub.of_kind("templates")])
def test_each_line_of_a_blank_document_says_what_it_is_for(key: str) -> None:
    record = real().hub.records[key].record
    assert isinstance(record, Template)
    lines_to_write = {one.id for one in record.fields if one.type in LINES}
    text = [line for line in CONDITION.sub(r"\1", real().hub.records[key].text).splitlines() if line.strip()]
    bare = [
        line
        for above, line in pairwise(["", *text])
        if line.strip("{ }") in lines_to_write and not above.startswith("#") and not above.endswith(":")
    ]
    assert bare == []


def test_a_date_that_follows_says_plainly_by_how_much() -> None:
    path = "content/templates/plan.md"
    text = """---
title: Plan
summary: An example.
services: [roadmapping]
origin: hub
fields: [{id: day, label: Day, type: date}]
dates:
  - {id: one, label: One, since: day, before: soon}
  - {id: two, label: Two, since: day}
  - {id: three, label: Three, since: one, before: 8 weeks}
---
{{ day }} {{ one }} {{ two }} {{ three }}
"""
    assert lines({path: text}) == [
        f'{path}:8:47: error[HG412]: dates: "soon" is no length of time.\n  hint: write: 3 weeks, 10 days, 6 months',
        f"{path}:9:5: error[HG412]: dates: a date that follows has either after or before.\n  hint: write one of them: after: 3 weeks",
    ]
