"""The table of rules: what a check can say, under permanent codes, with an example of the fault and of the mended text.

The reference is made from this table, and each example is run by the tests. An example without a `=== path` line is
part of a cluster organisation's front matter; with such lines it is one or several whole files.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. `why` says what goes wrong for readers when it is broken."""

    code: str
    severity: Literal["error", "warning"]
    title: str
    why: str
    bad: str
    good: str

    @property
    def waivable(self) -> bool:
        """Whether a waiver may switch it off: what breaks it can be published all the same."""
        return (self.severity == "warning" or self.code.startswith("HG4")) and self.code not in _OF_WAIVERS


_OF_WAIVERS = frozenset({"HG904", "HG905", "HG906"})


def _error(code: str, title: str, why: str, bad: str, good: str) -> Rule:
    return Rule(code=code, severity="error", title=title, why=why, bad=bad, good=good)


def _warning(code: str, title: str, why: str, bad: str, good: str) -> Rule:
    return Rule(code=code, severity="warning", title=title, why=why, bad=bad, good=good)


_HEAD = "title: Example cluster\nsummary: An example.\nform: cluster\ncountry: DE\nsectors: [food]\nservices: [roadmapping]\norigin: hub\n"
_GOOD_FILE = f"=== clusters/example.md\n---\n{_HEAD}---\nText.\n"


def _form(front: str, text: str) -> str:
    """The file of a template that is filled in."""
    head = "title: Plan\nsummary: An example.\nservices: [roadmapping]\norigin: hub\n"
    return f"=== templates/plan.md\n---\n{head}{front}\n---\n{text}\n"


_OWN_KIND = '''\
=== mkdocs.yml
docs_dir: content
plugins:
  - hubgen: {kinds: kinds_of_another_time}
=== kinds_of_another_time.py
from hubgen import kinds
from hubgen.schema import Text, field


class Cluster(kinds.Cluster):
    """A cluster organisation with a slogan, which was once called its motto."""

    slogan: Text | None = field("Slogan", "What it says of itself.", None, renamed_from="motto")
    fax: Text | None = field("Fax", "Its fax.", None, deprecated="write a mail address under contact")


KINDS = (Cluster, *(kind for kind in kinds.KINDS if kind is not kinds.Cluster))
'''
"""A hub's own kind of cluster organisation."""
_ALONE = f"=== clusters/example.md\n---\n{_HEAD.replace('services: [roadmapping]' + chr(10), '')}---\n"


def _waiver(rule: str, until: str) -> str:
    """A record on its own, and a waiver for it."""
    reason = "its services are being asked for"
    keys = (f"- rule: {rule}", "  path: content/clusters/example.md", f"  reason: {reason}", f"  until: {until}")
    return f"{_ALONE}=== waivers.yml\nwaivers:\n" + "".join(f"  {key}\n" for key in keys)


_TABLE = (
    # --- HG1xx: reading -----------------------------------------------------------------------------------------------
    _error(
        "HG101",
        "Not UTF-8",
        "A file in another encoding turns names such as Skåne into nonsense.",
        "=== clusters/example.md (Latin-1)\n---\ntitle: Skåne\n---\n",
        _GOOD_FILE,
    ),
    _error(
        "HG102",
        "Empty file",
        "An empty file publishes nothing, and its address is taken.",
        "=== clusters/example.md\n\n",
        _GOOD_FILE,
    ),
    _error(
        "HG103",
        "No front matter",
        "Without front matter nothing says what the record is.",
        "=== clusters/example.md\nJust text.\n",
        _GOOD_FILE,
    ),
    _error(
        "HG104",
        "Front matter not closed",
        "Without the closing line, nobody can say where the keys end and the text begins.",
        "=== clusters/example.md\n---\ntitle: Example cluster\n\nText.\n",
        _GOOD_FILE,
    ),
    _error(
        "HG105",
        "Front matter is not a mapping",
        "A record is keys with values; a list or a sentence says nothing of what it means.",
        "=== clusters/example.md\n---\n- title\n- summary\n---\n",
        _GOOD_FILE,
    ),
    _error(
        "HG106",
        "Front matter is not YAML",
        "What cannot be parsed cannot be published, and guessing would publish something wrong.",
        'title: "Example" cluster',
        "title: '\"Example\" cluster'",
    ),
    _error(
        "HG107",
        "Key written twice",
        "Only one of the two values could be kept, and nobody would know which.",
        "place: Augsburg\nplace: Munich",
        "place: Augsburg",
    ),
    _error(
        "HG108",
        "Tab in the indentation",
        "YAML takes blanks only; a tab looks like blanks and is not.",
        "location:\n\tlat: 48.37\n\tlon: 10.90",
        "location:\n  lat: 48.37\n  lon: 10.90",
    ),
    _error(
        "HG109",
        "Merge conflict left in the file",
        "Both versions would be published, or neither.",
        "<<<<<<< HEAD\nplace: Augsburg\n=======\nplace: Munich\n>>>>>>> other",
        "place: Augsburg",
    ),
    _error(
        "HG110",
        "Front matter in another language",
        "The hub reads YAML; TOML and JSON front matter would be shown as text.",
        '=== clusters/example.md\n+++\ntitle = "Example cluster"\n+++\n',
        _GOOD_FILE,
    ),
    _error(
        "HG112",
        "Front matter too large or too deep",
        "Bounds keep one file from stopping the build of all others.",
        "private: " + "[" * 70 + "]" * 70,
        "private: {note: ask again in spring}",
    ),
    _error(
        "HG113",
        "File too large",
        "A record is read by people and by every build; half a megabyte is a book.",
        "=== clusters/example.md (3 MB)\n",
        _GOOD_FILE,
    ),
    _error(
        "HG114",
        "Link out of the content",
        "A symbolic link could publish any file of the machine that builds.",
        "=== clusters/example.md (a link to ../../../secret.md)\n",
        _GOOD_FILE,
    ),
    _error(
        "HG115",
        "Names that differ in case only",
        "Many systems cannot hold both files, and one would vanish on checkout.",
        f"=== clusters/EXAMPLE.md\n---\n{_HEAD}---\n=== clusters/example.md\n---\n{_HEAD}---\n",
        _GOOD_FILE,
    ),
    _error(
        "HG116",
        "Invisible character",
        "Characters nobody can see get into titles, addresses and exports.",
        "place: Augs\x07burg",
        "place: Augsburg",
    ),
    _error(
        "HG117",
        "File name is no id",
        "The file's name is the record's address for good: it must be readable and typeable.",
        f"=== clusters/Example Cluster.md\n---\n{_HEAD}---\n",
        f"=== clusters/example-cluster.md\n---\n{_HEAD}---\n",
    ),
    _error(
        "HG118",
        "Colon in an unquoted value",
        "YAML takes what stands before a colon and a blank for a key.",
        "place: Augsburg: the old town",
        "place: 'Augsburg: the old town'",
    ),
    _error(
        "HG119",
        "File cannot be read",
        "A file the build may not read would be missing in silence.",
        "=== clusters/example.md (a broken link)\n",
        _GOOD_FILE,
    ),
    _warning(
        "HG120",
        "Name reserved for a translation",
        "`name.de.md` is kept for the German translation of `name.md`; translations are not published yet.",
        f"=== clusters/example.de.md\n---\n{_HEAD}---\n",
        f"=== clusters/example-de.md\n---\n{_HEAD}---\n",
    ),
    # --- HG2xx: fields ------------------------------------------------------------------------------------------------
    _error("HG201", "Unknown key", "A misspelt key would be lost in silence.", "conutry: DE", "country: DE"),
    _error(
        "HG202",
        "Required key missing",
        "Pages, lists and search need it.",
        f"=== clusters/example.md\n---\n{_HEAD.replace('country: DE' + chr(10), '')}---\n",
        _GOOD_FILE,
    ),
    _error(
        "HG203",
        "Wrong type of value",
        "A list where text belongs, or words where a number belongs, cannot be shown or compared.",
        "sectors: food",
        "sectors: [food]",
    ),
    _error(
        "HG204",
        "Not one of the allowed values",
        "Filters and pages know these values only.",
        "form: clutser",
        "form: cluster",
    ),
    _error(
        "HG205",
        "Not in the vocabulary",
        "A controlled vocabulary is what lets people find all of a sector and not half of it.",
        "sectors: [foood]",
        "sectors: [food]",
    ),
    _error(
        "HG206",
        "Not a date",
        "A date that means nothing cannot be shown, sorted or checked.",
        "founded: 2014-02-30",
        "founded: 2014-02-28",
    ),
    _error(
        "HG207",
        "Unsafe address",
        "Addresses such as javascript: run code in the reader's browser.",
        "website: javascript:alert(1)",
        "website: https://www.example.eu",
    ),
    _error(
        "HG208",
        "Malformed address",
        "An address without https:// leads nowhere; a full stop at its end is part of the sentence, not of the address.",
        "website: www.example.eu.",
        "website: https://www.example.eu",
    ),
    _error(
        "HG209",
        "Unknown country",
        "Country codes follow ISO 3166-1, so that lists by country are whole.",
        "country: Germany",
        "country: DE",
    ),
    _error(
        "HG210",
        "Unknown region",
        "Region codes follow Eurostat's NUTS, so that regions can be named and compared.",
        "serves: [DE29X]",
        "serves: [DE27]",
    ),
    _warning(
        "HG211",
        "Named twice",
        "A list that names one thing twice counts it twice; mostly one of the two was meant to be another.",
        "sectors: [food, packaging, food]",
        "sectors: [food, packaging]",
    ),
    _error(
        "HG212",
        "Unknown language",
        "Browsers and screen readers need the language's code to read a text aloud.",
        "lang: German",
        "lang: de",
    ),
    _warning(
        "HG213",
        "Key with a new name",
        "A key was renamed in the schema. What it says is still shown, but not for ever.",
        f"{_OWN_KIND}=== clusters/example.md\n---\nmotto: Lighter than air\n{_HEAD}---\nText.\n",
        f"{_OWN_KIND}=== clusters/example.md\n---\nslogan: Lighter than air\n{_HEAD}---\nText.\n",
    ),
    _warning(
        "HG214",
        "Key that is to go",
        "A later version of the schema will not know the key: say it in the way that stays.",
        f"{_OWN_KIND}=== clusters/example.md\n---\nfax: none\n{_HEAD}---\nText.\n",
        f"{_OWN_KIND}=== clusters/example.md\n---\ncontact: office@example.eu\n{_HEAD}---\nText.\n",
    ),
    # --- HG3xx: references and links ----------------------------------------------------------------------------------
    _error(
        "HG301",
        "Reference to nothing",
        "Readers would meet a dead end.",
        "services: [roadmaping]",
        "services: [roadmapping]",
    ),
    _error(
        "HG302",
        "Reference to the wrong kind",
        "The relation would claim something else than was meant.",
        "hosted_by: [roadmapping]",
        "hosted_by: [foodregio]",
    ),
    _error(
        "HG303",
        "Ambiguous reference",
        "The same id in two folders: the link could lead to either.",
        "same_as: [multicluster]",
        "same_as: [partnerships/multicluster]",
    ),
    _error(
        "HG304",
        "Reference to a draft",
        "A draft is not published, so the link would be dead.",
        "hosted_by: [unfinished]",
        "hosted_by: [foodregio]",
    ),
    _error(
        "HG305",
        "Dead link in a text",
        "Readers would meet a dead end.",
        f"=== clusters/example.md\n---\n{_HEAD}---\nSee [the food cluster](fodregio.md).\n",
        f"=== clusters/example.md\n---\n{_HEAD}---\nSee [the food cluster](foodregio.md).\n",
    ),
    _error(
        "HG306",
        "Link to a heading that is not there",
        "Readers would land at the top of the page and search.",
        f"=== clusters/example.md\n---\n{_HEAD}---\nSee [members](foodregio.md#membres).\n",
        f"=== clusters/example.md\n---\n{_HEAD}---\nSee [members](foodregio.md#members).\n",
    ),
    _error(
        "HG307",
        "Unsafe address in a text",
        "Addresses such as javascript: run code in the reader's browser.",
        f"=== clusters/example.md\n---\n{_HEAD}---\n[Click](javascript:alert(1))\n",
        f"=== clusters/example.md\n---\n{_HEAD}---\n[Click](https://www.example.eu)\n",
    ),
    _warning(
        "HG308",
        "HTML in a record",
        "HTML is not passed through: readers would see its tags as text.",
        f"=== clusters/example.md\n---\n{_HEAD}---\nA <b>bold</b> word.\n",
        f"=== clusters/example.md\n---\n{_HEAD}---\nA **bold** word.\n",
    ),
    _error(
        "HG309",
        "Id taken twice",
        "Two files would be published at one address.",
        f"=== clusters/north/foodregio.md\n---\n{_HEAD}---\n",
        f"=== clusters/north/other.md\n---\n{_HEAD}---\n",
    ),
    _error(
        "HG310",
        "Former id in use",
        "An old address can lead to one record only.",
        "former_ids: [foodregio]",
        "former_ids: [example-old]",
    ),
    _error(
        "HG311",
        "Circle of relations",
        "Nothing can follow, or be hosted by, what follows from it.",
        "=== clusters/example.md\n---\n"
        + _HEAD
        + "successor_of: other\n---\n=== clusters/other.md\n---\n"
        + _HEAD.replace("Example", "Other")
        + "successor_of: example\n---\n",
        "=== clusters/example.md\n---\n"
        + _HEAD
        + "successor_of: other\n---\n=== clusters/other.md\n---\n"
        + _HEAD.replace("Example", "Other")
        + "---\n",
    ),
    _error(
        "HG312",
        "Reference to itself",
        "A record tied to itself says nothing.",
        "hosted_by: [example]",
        "hosted_by: [foodregio]",
    ),
    _warning(
        "HG313",
        "Almost a link",
        "A bracket too few, or a blank in a link, and readers see brackets where they should find a way.",
        f"=== clusters/example.md\n---\n{_HEAD}---\nSee [[foodregio], (its members)[foodregio.md] or [more] (foodregio.md).\n",
        f"=== clusters/example.md\n---\n{_HEAD}---\nSee [[foodregio]], [its members](foodregio.md) or `[[foodregio]`.\n",
    ),
    # --- HG4xx: content -----------------------------------------------------------------------------------------------
    _warning(
        "HG401",
        "Figure without a date",
        "A number without a date is wrong sooner or later, and nobody can tell when.",
        "member_count: {value: 100, source: eco-d41-2014}",
        "member_count: {value: 100, as_of: 2014, source: eco-d41-2014}",
    ),
    _warning(
        "HG402",
        "Figure without a source",
        "Readers must be able to check a number.",
        "member_count: {value: 100, as_of: 2014}",
        "member_count: {value: 100, as_of: 2014, source: eco-d41-2014}",
    ),
    _error(
        "HG403",
        "Title taken twice",
        "Readers could not tell the two apart in a list.",
        f"=== clusters/nordfood.md\n---\n{_HEAD.replace('Example cluster', 'foodRegio')}---\n",
        f"=== clusters/nordfood.md\n---\n{_HEAD.replace('Example cluster', 'Nordfood')}---\n",
    ),
    _error(
        "HG404",
        "Website taken twice",
        "Two records of one organisation drift apart; mostly one is a copy.",
        f"=== clusters/nordfood.md\n---\n{_HEAD}website: https://www.foodregio.example.eu\n---\n",
        f"=== clusters/nordfood.md\n---\n{_HEAD}website: https://www.foodregio.example.eu/north\n---\n",
    ),
    _warning(
        "HG405",
        "Record on its own",
        "Readers find a record by what it is tied to; this one is tied to nothing.",
        _ALONE,
        _GOOD_FILE,
    ),
    _warning(
        "HG406",
        "Term that nothing uses",
        "An empty page for a term disappoints whoever opens it.",
        "=== vocabularies/sectors.yml\ntitle: Sectors\nsummary: Fields of business.\none: Sector\nterms:\n  - {id: food, label: Food, definition: What people eat.}\n  - {id: packaging, label: Packaging, definition: What holds it.}\n  - {id: alchemy, label: Alchemy, definition: Gold from lead.}\n",
        "=== vocabularies/sectors.yml\ntitle: Sectors\nsummary: Fields of business.\none: Sector\nterms:\n  - {id: food, label: Food, definition: What people eat.}\n  - {id: packaging, label: Packaging, definition: What holds it.}\n",
    ),
    _warning(
        "HG407",
        "Reviewed in the future",
        "A date of review that has not come yet tells readers that the record is fresher than it is.",
        "reviewed: 2999-01-01",
        "reviewed: 2014-04-30",
    ),
    _warning(
        "HG408",
        "Point outside of the country",
        "A point in the wrong place puts the record into the wrong part of the map; mostly latitude and longitude are swapped.",
        "location: {lat: 10.9, lon: 48.37}",
        "location: {lat: 48.37, lon: 10.9}",
    ),
    _warning(
        "HG409",
        "Region of another country",
        "Region and country contradict each other, so that one of the lists the record is in is wrong.",
        "region: AT33",
        "region: DE27",
    ),
    _error(
        "HG410",
        "Place that cannot be filled in",
        "Whoever fills the document in finds a place that no field belongs to, or a sign of the language in the text.",
        _form("fields: [{id: topic, label: Topic}]", "About {{ topik }}."),
        _form("fields: [{id: topic, label: Topic}]", "About {{ topic }}."),
    ),
    _warning(
        "HG411",
        "Field without a place",
        "What somebody fills in there does not get into the document.",
        _form("fields: [{id: topic, label: Topic}, {id: day, label: Day, type: date}]", "About {{ topic }}."),
        _form(
            "fields: [{id: topic, label: Topic}, {id: day, label: Day, type: date}]", "About {{ topic }}, {{ day }}."
        ),
    ),
    _error(
        "HG412",
        "Form that does not hold together",
        "A rule that names what is not there never holds, and the form decides wrongly or not at all.",
        _form(
            "fields: [{id: market, label: Market, type: choice, options: [Met, Not met]}]\n"
            "verdicts: [{says: Go on., tone: go, when: [{answer: market, equals: met}]}]",
            "Market: {{ market }}. {{ verdict }}",
        ),
        _form(
            "fields: [{id: market, label: Market, type: choice, options: [Met, Not met]}]\n"
            "verdicts: [{says: Go on., tone: go, when: [{answer: market, equals: Met}]}]",
            "Market: {{ market }}. {{ verdict }}",
        ),
    ),
    # --- HG9xx: the hub itself ----------------------------------------------------------------------------------------
    _error(
        "HG901",
        "Configuration",
        "The hub cannot be read with these settings.",
        "=== mkdocs.yml\nplugins:\n  - hubgen:\n      schema: 2\n",
        "=== mkdocs.yml\nplugins:\n  - hubgen:\n      schema: 1\n",
    ),
    _warning(
        "HG902",
        "Page to be filled in",
        "The law asks the owner of a site for facts that only the owner knows.",
        "=== imprint.md\n# Imprint\n\n[fill in: postal address]\n",
        "=== imprint.md\n# Imprint\n\nExample Street 1, 10115 Berlin\n",
    ),
    _warning(
        "HG903",
        "Folder with nearly the name of a kind",
        "Files in it are ordinary pages, not records; mostly that is a slip.",
        "=== cluster/example.md\n# Example\n",
        "=== about/example.md\n# Example\n",
    ),
    _error(
        "HG904",
        "Waiver that cannot hold",
        "A waiver of a rule, file or folder that does not exist, or of a rule that keeps the site whole, does nothing but look as if.",
        _waiver("HG465", "2999-12-31"),
        _waiver("HG405", "2999-12-31"),
    ),
    _error(
        "HG905",
        "Waiver that has ended",
        "A waiver is for a time, so that exceptions are looked at again and do not pile up.",
        _waiver("HG405", "2014-12-31"),
        _waiver("HG405", "2999-12-31"),
    ),
    _warning(
        "HG906",
        "Waiver that waives nothing",
        "It would hide the next fault that somebody makes there.",
        _waiver("HG401", "2999-12-31"),
        _waiver("HG405", "2999-12-31"),
    ),
)

RULES: dict[str, Rule] = {rule.code: rule for rule in _TABLE}
"""All rules by code."""


def in_words(rule: Rule) -> str:
    """A rule for whoever broke it: its title, why it exists, a bad and a good example."""
    parts = [f"{rule.code}: {rule.title} ({rule.severity})", rule.why]
    if rule.waivable:
        parts[1] += " It can be waived for a record or a folder, for a time."
    parts += [f"{label}:\n\n{_indented(text)}" for label, text in (("Wrong", rule.bad), ("Right", rule.good))]
    return "\n\n".join(parts)


def _indented(example: str) -> str:
    """An example of several lines, set off from the words around it; what nobody can see is written as an escape."""
    shown = (f"{line[4:]}:" if line.startswith("=== ") else f"    {line}" for line in example.rstrip("\n").split("\n"))
    text = "\n".join(line.rstrip() for line in shown)
    return "".join(c if c.isprintable() or c == "\n" else c.encode("unicode_escape").decode() for c in text)
