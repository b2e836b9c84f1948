"""What tests ask of a page in a browser: that it complains of nothing, stays on its host, and is accessible."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parent.parent / "node_modules/axe-core/axe.min.js"


class Watch:
    """Everything a page complains of, and every request that leaves the site."""

    def __init__(self, page: Page, root: str) -> None:
        self.troubles: list[str] = []
        self.root = root
        page.on("console", lambda message: self._note(message.type in {"error", "warning"}, f"console: {message.text}"))
        page.on("pageerror", lambda error: self._note(True, f"error: {error}"))
        page.on("request", lambda request: self._note(not request.url.startswith(root), f"request: {request.url}"))

    def _note(self, trouble: bool, text: str) -> None:
        # a browser reports the answer 404 itself, also where it is what was asked for
        if trouble and "status of 404" not in text:
            self.troubles.append(text)


def violations(page: Page) -> list[str]:
    """What axe-core finds on a page, however slight: its weight, the rule, and the first element at fault."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{violation['impact']} {violation['id']}: {violation['nodes'][0]['html'][:160]}"
        for violation in found["violations"]
    ]
