"""The page that shows editors how well the hub is kept, and the same as JSON."""

from __future__ import annotations

from typing import Any

from pydantic_core import to_json

from ..exports import API
from ..insights.quality import QUALITY_SCHEMA, Quality, ages, as_data
from .derived import DerivedPages
from .fields import fields
from .page import Derivation, Page

URL = "quality/"
SHOWN = 100
"""Lines of a list; of more, the number is told, and the JSON has them all."""


class QualityPages(DerivedPages):
    """Makes the page, where the hub's state is known."""

    def derivations(self) -> list[Derivation]:
        return [Derivation(URL, self._page)] if self.around.quality else []

    def _page(self) -> Page:
        assert self.around.quality
        found = self.around.quality()
        words = self.words["quality"]
        html = self.render(
            "quality.html",
            URL,
            q=found,
            ages=ages(),
            shown=SHOWN,
            records=self.hub.records,
            labels={
                kind.folder: {field.name: field.label.lower() for field in fields(kind)} for kind in self.hub.kinds
            },
            data=f"{API}/quality.json",
        )
        return Page(
            url=URL,
            title=words["title"],
            description=words["about"],
            html=html,
            layout="page",
            beside=tuple(quality_files(found)),
            found=False,
        )


def quality_files(found: Quality) -> list[tuple[str, bytes]]:
    """The state of the hub for machines, with its schema: path and content."""
    return [
        (f"{API}/quality.json", _json({"$schema": "quality.schema.json"} | as_data(found))),
        (f"{API}/quality.schema.json", _json(QUALITY_SCHEMA)),
    ]


def _json(content: Any) -> bytes:
    return to_json(content, indent=1) + b"\n"
