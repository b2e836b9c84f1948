"""What Lighthouse says of a built hub: `python -m benchmarks.lighthouse SITE`, or `make lighthouse`.

Serves the folder as a static host would (compressed, kept alive, under a sub-path, with the policy a careful host sets),
audits home, one record and one directory on Lighthouse's slow phone and on its desktop, and writes the medians of
several runs to `lighthouse.md` here.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from .hosting import FLAGS, browser_program, served

HERE = Path(__file__).parent
RESULTS = HERE / "lighthouse.md"
PAGES = {"Home": "", "Record": "cases/clean-innovation-model/", "Directory": "clusters/"}
CATEGORIES = {"performance": 0.95, "accessibility": 1.0, "best-practices": 1.0, "seo": 1.0}
"""What is asked of each, out of 1."""
FORMS = {"phone": (), "desktop": ("--preset=desktop",)}
METRICS = {
    "first-contentful-paint": "ms",
    "largest-contentful-paint": "ms",
    "total-blocking-time": "ms",
    "total-byte-weight": "B",
}


def audit(address: str, form: str) -> dict[str, Any]:
    """Lighthouse's report on one address, as it writes it."""
    program = HERE / "node_modules" / ".bin" / "lighthouse"
    command = [str(program), address, *FORMS[form], "--quiet", "--output=json", f"--chrome-flags={' '.join(FLAGS)}"]
    command.append(f"--only-categories={','.join(CATEGORIES)}")
    environment = os.environ | {"CHROME_PATH": browser_program()}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise SystemExit(f"lighthouse: {done.stderr.strip()[-2000:]}")
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def measure(site: Path, rounds: int) -> str:
    """The table of results, and what was found at fault."""
    lines: list[str] = []
    faults: dict[str, None] = {}
    version = ""
    with served(site) as root:
        for form in FORMS:
            for name, url in PAGES.items():
                reports = [audit(root + url, form) for _ in range(rounds)]
                version = reports[0]["lighthouseVersion"]
                scores = [statistics.median(r["categories"][one]["score"] for r in reports) for one in CATEGORIES]
                numbers = [statistics.median(r["audits"][one]["numericValue"] for r in reports) for one in METRICS]
                cells = [f"{score:.2f}" for score in scores] + [f"{number:,.0f}" for number in numbers]
                lines.append(f"| {name}, {form} | {' | '.join(cells)} |")
                faults |= dict.fromkeys(_faults(name, form, reports[0]))
                print(lines[-1], file=sys.stderr, flush=True)
    head = [*CATEGORIES, *(f"{one} ({unit})" for one, unit in METRICS.items())]
    wanted = ", ".join(f"{name} {least:.2f}" for name, least in CATEGORIES.items())
    return "\n".join(
        [
            "# What Lighthouse says",
            "",
            f"Lighthouse {version}, medians of {rounds} runs a page; phone is its slow phone on a slow network, simulated. Asked: {wanted}.",
            "The site is served compressed on the machine itself, under a sub-path and with the policy of the design.",
            "",
            f"| page | {' | '.join(head)} |",
            f"|---|{'---:|' * len(head)}",
            *lines,
            "",
            "Audits below full marks:" if faults else "All audits have full marks.",
            "",
            *(f"- {fault}" for fault in faults),
            "",
        ]
    )


def _faults(page: str, form: str, report: dict[str, Any]) -> Iterator[str]:
    for name in CATEGORIES:
        for reference in report["categories"][name]["auditRefs"]:
            found = report["audits"][reference["id"]]
            if reference["weight"] and found["score"] is not None and found["score"] < 0.9:
                yield f"{page}, {form}: {found['title']} ({found.get('displayValue') or found['score']})"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures a built site and writes the results."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lighthouse", description=__doc__)
    parser.add_argument("site", type=Path, help="The folder of a built site.")
    parser.add_argument("--rounds", type=int, default=3, help="How often each page is audited (default: %(default)s).")
    parser.add_argument(
        "--output", type=Path, default=RESULTS, help=f"The file of results (default: {RESULTS.name} here)."
    )
    given = parser.parse_args(arguments)
    text = measure(given.site, given.rounds)
    print(text, end="")
    given.output.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
