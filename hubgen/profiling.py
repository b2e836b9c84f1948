"""Where the time of a build goes: how long each stage takes, and which records take longest, in whatever process.

Stages follow one another, so the beginning of one is the end of the last and nothing is left out. Times of records are
processor time, since the processes that make them share the processors.
"""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from functools import partial
from typing import Any, Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")
S = TypeVar("S")

SLOWEST = 10
"""Records that are named, and as many other pages at most."""


class Spread(Protocol):
    """A way to spread work over processors: see `parallel.spread`."""

    def __call__(
        self, work: Callable[[T], R], items: Sequence[T], executor: Executor, then: Callable[[R], S], /
    ) -> list[S]: ...


class Watch:
    """Looks on while a hub is built, and keeps nothing of it."""

    def begins(self, stage: str) -> None:
        """A stage begins, and the one before it ends."""

    def around(self, spread: Spread, what: str) -> Spread:
        """The same way to spread work."""
        return spread

    def lines(self, paths: Mapping[str, str]) -> Iterator[str]:
        """What there is to tell; `paths` has the file of each record, by key."""
        yield from ()


class Profile(Watch):
    """Takes down how long stages and records take."""

    def __init__(self) -> None:
        self._stages: list[tuple[str, float, float]] = []
        self._items: dict[str, dict[str, float]] = defaultdict(dict)

    def begins(self, stage: str) -> None:
        self._stages.append((stage, time.perf_counter(), _processor()))

    def around(self, spread: Spread, what: str) -> Spread:
        """The same way to spread work, which also takes down how long each item takes."""

        def timed(work: Callable[[T], R], items: Sequence[T], executor: Executor, then: Callable[[R], S], /) -> list[S]:
            made = spread(_Clocked(work), items, executor, partial(_and_then, then))
            self._items[what] |= {str(item): taken for item, (taken, _) in zip(items, made, strict=True)}
            return [one for _, one in made]

        return timed

    def lines(self, paths: Mapping[str, str]) -> Iterator[str]:
        yield from self._told_of_stages()
        records, others = self._taken(paths)
        yield from _told("Slowest records", records)
        yield from _told("Slowest other pages and files", others)

    def _told_of_stages(self) -> Iterator[str]:
        if not self._stages:
            return
        ends = [*self._stages[1:], ("", time.perf_counter(), _processor())]
        yield f"{'Stage':<44} {'time':>9} {'processor':>10}"
        for (stage, began, used), (_, ended, now) in zip(self._stages, ends, strict=True):
            yield f"{stage:<44} {ended - began:>7.2f} s {now - used:>8.2f} s"
        # what the process used before the first stage was for Python to start
        yield f"{'All':<44} {ends[-1][1] - self._stages[0][1]:>7.2f} s {ends[-1][2]:>8.2f} s"

    def _taken(self, paths: Mapping[str, str]) -> tuple[dict[str, dict[str, float]], dict[str, dict[str, float]]]:
        """Seconds of each record by its file, and of all else by its name, each by what was done."""
        found: dict[str, dict[str, float]] = defaultdict(dict)
        for what, items in self._items.items():
            for item, seconds in items.items():
                found[paths.get(item, item)][what] = seconds
        files = set(paths.values())
        records = {name: taken for name, taken in found.items() if name in files}
        return records, {name: taken for name, taken in found.items() if name not in files}


class _Clocked:
    """Work that also says how many seconds it took; it can travel where the work can."""

    def __init__(self, work: Callable[[Any], Any]) -> None:
        self.work = work

    def __call__(self, item: Any) -> tuple[float, Any]:
        began = time.process_time()
        made = self.work(item)
        return time.process_time() - began, made


def _and_then(then: Callable[[R], S], timed: tuple[float, R]) -> tuple[float, S]:
    """What is done with what was made, which counts as well."""
    began = time.process_time()
    done = then(timed[1])
    return timed[0] + time.process_time() - began, done


def _processor() -> float:
    """Seconds of processor time of this process, and of those of its children that have ended."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _told(title: str, taken: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    slowest = sorted(taken, key=lambda name: (-sum(taken[name].values()), name))[:SLOWEST]
    if slowest:
        yield f"{title}, of {len(taken):,}"
    for name in slowest:
        parts = ", ".join(f"{what} {seconds * 1000:.1f}" for what, seconds in taken[name].items())
        yield f"  {sum(taken[name].values()) * 1000:>8.1f} ms  {name} ({parts})"
