"""hubgen: a hub of records about cluster organisations, checked, linked and published as a static site.

The core is plain Python: it reads, checks, links, renders and exports. MkDocs is met in `hubgen.plugin` only.
"""

from .check import Checked, check
from .hub import Hub
from .issues import Issue, Report
from .kinds import KINDS, Record

__version__ = "0.1.0"
__all__ = ["KINDS", "Checked", "Hub", "Issue", "Record", "Report", "__version__", "check"]
