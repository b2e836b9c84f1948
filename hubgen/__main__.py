"""`python -m hubgen` is the same as the command `hubgen`."""

from .cli import run

run()
