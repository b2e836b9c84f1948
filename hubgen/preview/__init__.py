"""The live preview: a hub served while it is edited, each page made when somebody looks at it.

`requested.py` makes pages, `live.py` keeps the last state that was whole, `watching.py` tells of changes, `server.py`
answers a browser, `opening.py` finds the page that was asked for. None of it knows MkDocs: what makes ordinary pages is
handed in. `preview.js` and `preview.css` are put into pages as they are served, and are in no built site.
"""

from __future__ import annotations

from .live import Host, Live
from .opening import NoSuchPage, address_of
from .requested import Requested
from .server import Server
from .watching import Changes, watched

__all__ = ["Changes", "Host", "Live", "NoSuchPage", "Requested", "Server", "address_of", "watched"]
