"""The hub's search: what pages are found by, and the files that the browser searches.

    page ──documents──▶ Document ──findable──▶ Findable ─┐
                                                         ├─index──▶ Artifacts below search/
    page ──documents──▶ Document ──findable──▶ Findable ─┘

The first two steps look at one page alone and can be done on any processor. `client/search-index.js` reads the files.
"""

from .documents import Document, Documents
from .findable import Findable, findable
from .index import FOLDER, index

__all__ = ["FOLDER", "Document", "Documents", "Findable", "findable", "index"]
