"""Copies what the theme needs of other people's work from `node_modules/` into `theme/assets/vendor/`.

Responsible for the two typefaces, the Markdown parser of forms, and their licences: `python -m hubgen.assets`. They are pinned in `package.json` and
never committed. What the hub itself wrote (styles, client modules) is not its business.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "theme" / "assets" / "vendor"

SANS = "@fontsource-variable/source-sans-3"
SERIF = "@fontsource/source-serif-4"
MARKDOWN = "markdown-it"
FILES: tuple[tuple[str, str], ...] = (
    (f"{SANS}/files/source-sans-3-latin-wght-normal.woff2", "source-sans-3-latin.woff2"),
    (f"{SANS}/files/source-sans-3-latin-ext-wght-normal.woff2", "source-sans-3-latin-ext.woff2"),
    (f"{SANS}/files/source-sans-3-latin-wght-italic.woff2", "source-sans-3-italic-latin.woff2"),
    (f"{SANS}/files/source-sans-3-latin-ext-wght-italic.woff2", "source-sans-3-italic-latin-ext.woff2"),
    (f"{SANS}/LICENSE", "source-sans-3-licence.txt"),
    (f"{SERIF}/files/source-serif-4-latin-600-normal.woff2", "source-serif-4-latin.woff2"),
    (f"{SERIF}/files/source-serif-4-latin-ext-600-normal.woff2", "source-serif-4-latin-ext.woff2"),
    (f"{SERIF}/LICENSE", "source-serif-4-licence.txt"),
    # .js, for not every static host knows .mjs as a script
    (f"{MARKDOWN}/dist/browser/markdown-it.esm.min.mjs", "markdown-it.js"),
    (f"{MARKDOWN}/LICENSE", "markdown-it-licence.txt"),
)
"""Where each file lies below `node_modules/`, and its name on the site, which `hub.css` refers to."""


class MissingAssets(Exception):
    """What npm should have installed is not there."""


def copy_assets(modules: Path = MODULES, vendor: Path = VENDOR) -> list[Path]:
    """Returns the files of `vendor`, after copying all of `FILES` there; copies nothing when one of them is missing."""
    missing = [source for source, _ in FILES if not (modules / source).is_file()]
    if missing:
        raise MissingAssets(
            f"{modules / missing[0]} is missing: run `npm ci` in {modules.parent}, then `python -m hubgen.assets` again"
        )
    vendor.mkdir(parents=True, exist_ok=True)
    return [Path(shutil.copyfile(modules / source, vendor / name)) for source, name in FILES]


def main() -> int:
    """Copies the assets and says how many; 1, with what to do, when they are not installed."""
    try:
        copied = copy_assets()
    except MissingAssets as fault:
        print(f"hubgen.assets: {fault}", file=sys.stderr)
        return 1
    print(f"{len(copied)} files in {VENDOR}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
