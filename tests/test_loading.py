"""What every page loads: one stylesheet, modules that are all known at once, their words."""

from __future__ import annotations

import json

from hubgen.loading import SAID, said, stamp, started, stylesheet
from hubgen.words import load
from tests.checking import ROOT

CLIENT = ROOT / "hubgen/client"


def test_parts_of_the_stylesheet_are_joined_in_order_and_paper_comes_last() -> None:
    parts = {"print": ".a { b: c; }\n", "shell": ".s { d: e; }\n", "hub": "@layer base, print;\n"}
    assert stylesheet(parts) == "@layer base, print;\n.s { d: e; }\n@media print {\n.a { b: c; }\n}\n"


def test_comments_and_indents_go_and_strings_stay() -> None:
    part = '/* why\n   so */\n@layer base {\n    .a::before { content: "/* text */"; }\n\n  .b { c: "\\"/*"; } /* " */\n}\n'
    assert stylesheet({"hub": part}) == '@layer base {\n.a::before { content: "/* text */"; }\n.b { c: "\\"/*"; }\n}\n'


def test_what_a_module_needs_is_known_with_what_that_needs_and_not_what_comes_later() -> None:
    modules = {
        "hub.js": 'import words from "./said.js";\nimport {\n  a,\n} from "./a.js";\nif (words) import("./later.js");\n',
        "a.js": 'export { b } from "./b.js";\nimport words from "./said.js";\nimport { a } from "./a.js";\n',
        "b.js": "export const b = 1;\n",
    }
    assert started(modules) == ["hub.js", "said.js", "a.js", "b.js"]


def test_every_page_starts_few_modules_and_all_of_them_are_there() -> None:
    found = started({path.name: path.read_text(encoding="utf-8") for path in CLIENT.glob("*.js")})
    assert {"hub.js", "search.js", "search-dialog.js", SAID} <= set(found)
    assert all((CLIENT / name).is_file() for name in found if name != SAID)
    assert "search-index.js" not in found


def test_modules_get_the_words_of_the_search_and_their_own() -> None:
    words = load()
    spoken = json.loads(said(words).removeprefix("export default ").removesuffix(";\n"))
    assert spoken == {"search": words["search"], "client": words["client"]}


def test_an_address_changes_with_what_is_there() -> None:
    assert stamp("a") == stamp("a") != stamp("b")
