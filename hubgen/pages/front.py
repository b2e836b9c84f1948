"""Where people come in: the home page, and the page for addresses that lead nowhere."""

from __future__ import annotations

import re
from heapq import nsmallest
from urllib.parse import urlsplit

from markupsafe import Markup

from ..hub import RecordEntry
from .derived import DerivedPages
from .page import Page

NEWEST = 5
_FIRST = re.compile(r"<p>")


class Front(DerivedPages):
    """Makes home and the page not found."""

    def home(self, title: str, lead: str) -> str:
        """The home page around an editor's own title and lead."""
        newest = nsmallest(NEWEST, (e for e in self.hub.records.values() if e.record.reviewed), key=_latest)
        given = Markup(_lead(lead))  # noqa: S704 - the page's own HTML, made by MkDocs
        return self.render(
            "home.html",
            "",
            title="" if "<h1" in lead else title,
            lead=given,
            chain=self.chain(),
            counts=[(kind, n) for kind in self.hub.kinds if (n := len(self.hub.of_kind(kind.folder)))],
            newest=newest,
            folders=self.site.folders,
        )

    def not_found(self) -> Page:
        """What a server shows for an address that leads nowhere. It may be shown at any depth, so its links begin at the site's path."""
        up = (urlsplit(self.around.site_url).path.rstrip("/") + "/") if self.around.site_url else "/"
        kinds = [kind for kind in self.hub.kinds if self.hub.of_kind(kind.folder)]
        html = self.render("not_found.html", "404.html", up, kinds=kinds)
        return Page(
            url="404.html",
            title=self.words["not_found.title"],
            description=self.words["not_found.lead"],
            html=html,
            layout="page",
        )


def _latest(entry: RecordEntry) -> tuple[int, str]:
    """A sort key that puts the last reviewed first, and those of one day by title."""
    return -int((entry.record.reviewed or "0").replace("-", "")), entry.title.casefold()


def _lead(html: str) -> str:
    """An editor's own words, with the first paragraph as the lead."""
    return _FIRST.sub('<p class="hub-lead">', html, count=1)
