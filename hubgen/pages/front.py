"""Where people come in: the home page."""

from __future__ import annotations

import re
from heapq import nsmallest

from ..hub import RecordEntry
from .derived import DerivedPages
from .markup import Html

NEWEST = 5
CONTRIBUTE = "about/contribute"
"""The ordinary page that tells how to contribute, where a hub has one."""
_FIRST = re.compile(r"<p>")


class Front(DerivedPages):
    """Makes home."""

    def home(self, title: str, lead: str) -> str:
        """The home page around an editor's own title and lead."""
        held = [(kind, n) for kind in self.hub.kinds if (n := len(self.hub.of_kind(kind.folder)))]
        newest = nsmallest(NEWEST, (e for e in self.hub.records.values() if e.record.reviewed), key=_latest)
        given = Html(_lead(lead))  # noqa: S704 - the page's own HTML, made by MkDocs
        return self.render(
            "home.html",
            "",
            title="" if "<h1" in lead else title,
            lead=given,
            chain=self.chain(),
            counts=held,
            folders={kind.folder for kind, _ in held},
            newest=newest,
            contribute=CONTRIBUTE in self.hub.index.paths.values(),
        )


def _latest(entry: RecordEntry) -> tuple[int, str]:
    """A sort key that puts the last reviewed first, and those of one day by title."""
    return -int((entry.record.reviewed or "0").replace("-", "")), entry.title.casefold()


def _lead(html: str) -> str:
    """An editor's own words, with the first paragraph as the lead."""
    return _FIRST.sub('<p class="hub-lead">', html, count=1)
