"""The MkDocs adapter: nothing outside this package imports MkDocs.

`hooks.py` is the plugin, `files.py` says which files MkDocs takes and how its theme is dressed, `translating.py` turns its
configuration and pages into the core's, `building.py` is what the commands call, `faults.py` how a build ends early.
"""

from __future__ import annotations

from .building import PreviewHost, build_site
from .faults import ContentFaults
from .files import RecordFile
from .hooks import HubPlugin

__all__ = ["ContentFaults", "HubPlugin", "PreviewHost", "RecordFile", "build_site"]
