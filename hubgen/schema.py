"""Field types: what a value in front matter may be. The one module that the record types import from.

Front matter reaches these types as text, lists and mappings only (see `yaml.py`): a scalar becomes a number, a date or
a country here, by the type its field declares, and never by what YAML guesses. Claims and citations are defined here,
the plainer types in the modules that they are imported from. Places in files, rules and messages are left to
`parse.py`; what a reference points to is left to `index.py`.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator

from .addresses import Address, DatedAddress, Mailbox, Url, address_fault
from .dates import Day, When, last_day
from .declaring import ANY, Demands, Loc, Part, Reference, Requires, fault, field, references, values_at, written_at
from .places import (
    COUNTRY_SYNONYMS,
    Country,
    Language,
    Location,
    Nuts,
    Region,
    country_names,
    nuts_labels,
    region_label,
)
from .texts import ID_PATTERN, Cells, Id, Ids, LooseText, OneOrMore, PlaceName, Prose, Text, Texts

_NUMBER = re.compile(r"\d{1,3}(?:[,\u202f\u00a0 ]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?")


class Claim(Part):
    """A figure with its date and source. `value` is a number, or words that hold one: `more than 30`."""

    value: LooseText = field("Value", "The figure, as the source words it: 174, more than 30, up to EUR 500.")
    as_of: When | None = field("As of", "The date the figure held.", None)
    source: Id | None = field(
        "Source", "The publication that says so.", None, to="white-papers", inverse="Cited for a figure in"
    )
    section: LooseText | None = field("Section", "Where in the publication.", None)
    note: Text | None = field("Note", "What a reader must know about the figure.", None)

    @property
    def number(self) -> float | None:
        """The first number in the value, for sorting; None where there is none."""
        match = _NUMBER.search(self.value)
        return float(re.sub(r"[,\u202f\u00a0 ]", "", match[0])) if match and len(match[0]) < 40 else None


def _as_claims(value: Any) -> Any:
    claims = value if isinstance(value, list | tuple) else [value]
    return [{"value": claim} if isinstance(claim, str) else claim for claim in claims]


_ClaimInput = str | int | float | Claim
Claims = Annotated[
    tuple[Claim, ...], BeforeValidator(_as_claims, json_schema_input_type=_ClaimInput | list[_ClaimInput])
]
"""A figure: a plain value, `{value, as_of, source, section, note}`, or a list of them that may disagree."""


def _numeric(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    for claim in claims:
        if claim.number is None:
            raise fault("HG203", f'"{claim.value[:40]}" holds no number.', "write a figure: 174, or: about 100")
    return claims


Count = Annotated[Claims, AfterValidator(_numeric)]
"""Claims whose value holds a number."""


class Citation(Part):
    """Where a record's content comes from: a publication and a place in it, or the hub itself."""

    publication: Id | None = field(
        "Publication", "The publication's id in white-papers/.", None, to="white-papers", inverse="Cited by"
    )
    section: LooseText | None = field("Section", "The section, as the publication numbers it.", None)
    page: LooseText | None = field("Page", "The page or pages.", None)
    note: Text | None = field("Note", "What was taken from it, or a footnote's number.", None)
    origin: Literal["hub"] | None = field("Origin", "hub, for the hub's own guidance.", None)


def _as_citation(value: Any) -> Any:
    return {"publication": value} if isinstance(value, str) else value


def _named(citation: Citation) -> Citation:
    if not citation.publication and not citation.origin:
        raise fault(
            "HG202",
            'this source names no "publication".',
            "write {publication: eco-d41-2014, section: 3.2.1}, or {origin: hub}",
        )
    return citation


OneCitation = Annotated[
    Citation, BeforeValidator(_as_citation, json_schema_input_type=str | Citation), AfterValidator(_named)
]
Citations = Annotated[
    tuple[OneCitation, ...],
    BeforeValidator(
        lambda v: [v] if isinstance(v, dict) else v, json_schema_input_type=Citation | tuple[OneCitation, ...]
    ),
]


__all__ = [
    "ANY",
    "COUNTRY_SYNONYMS",
    "ID_PATTERN",
    "Address",
    "Cells",
    "Citation",
    "Citations",
    "Claim",
    "Claims",
    "Count",
    "Country",
    "DatedAddress",
    "Day",
    "Demands",
    "Id",
    "Ids",
    "Language",
    "Loc",
    "Location",
    "LooseText",
    "Mailbox",
    "Nuts",
    "OneOrMore",
    "Part",
    "PlaceName",
    "Prose",
    "Reference",
    "Region",
    "Requires",
    "Text",
    "Texts",
    "Url",
    "When",
    "address_fault",
    "country_names",
    "fault",
    "field",
    "last_day",
    "nuts_labels",
    "references",
    "region_label",
    "values_at",
    "written_at",
]
