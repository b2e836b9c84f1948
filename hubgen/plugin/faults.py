"""How a build ends early: in MkDocs' terms, and in the hub's."""

from __future__ import annotations

from mkdocs.exceptions import PluginError

from .. import issues
from ..issues import Report
from ..publish import Refused


class ContentFaults(PluginError):
    """The content has errors: nothing was built, and the last site is as it was."""

    def __init__(self, report: Report) -> None:
        super().__init__(f"{issues.summary(report)}; nothing was built")
        self.report = report


class BuildRefused(PluginError, Refused):
    """The site cannot go where it is asked to go."""
