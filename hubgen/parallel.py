"""Work spread over processors, where there is enough of it to be worth the spreading.

Workers are forked, so that they see the hub without a copy being sent to them; where a system cannot fork, the work is
done in turn. The outcome is the same whatever the number of workers.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar

from .check import Checked, ParseAll, check, in_turn
from .kinds import Record
from .parse import Parsed, parse
from .settings import Settings
from .source import Disk, Document

T = TypeVar("T")
R = TypeVar("R")

WORTH_IT = 400
"""Items below which starting workers costs more than it saves."""


def processors() -> int:
    """Processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def uncollected() -> Iterator[None]:
    """Work without the garbage collector, which would walk all records again and again and find nothing to free."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


class WorkerDied(Exception):
    """A worker ended without an answer: killed, or out of memory."""


def spread(work: Callable[[Sequence[T]], R], items: Sequence[T], workers: int | None = None) -> list[R]:
    """What `work` makes of each share of the items, in the order of the items.

    Raises whatever a worker raised, and `WorkerDied` for one that ended without a word.
    """
    number = min(workers or processors(), max(1, len(items) // WORTH_IT))
    if number == 1 or not _may_fork():
        return [work(items)]
    size = -(-len(items) // number)
    shares = [items[n : n + size] for n in range(0, len(items), size)]
    context = multiprocessing.get_context("fork")
    running = []
    for share in shares[1:]:
        receiver, sender = context.Pipe(duplex=False)
        process = context.Process(target=_answer, args=(sender, work, share))
        process.start()
        sender.close()
        running.append((process, receiver))
    # this process does the first share itself
    answers: list[R] = [work(shares[0])]
    for process, receiver in running:
        answers.append(_received(process, receiver))
    return answers


def _may_fork() -> bool:
    """Forking beside other threads can lock for ever; a preview server has one."""
    return "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1


def _answer(sender: Any, work: Callable[[Sequence[T]], R], share: Sequence[T]) -> None:
    try:
        outcome: tuple[bool, Any] = True, work(share)
    except Exception as error:  # noqa: BLE001 - handed over to the process that waits, which raises it
        outcome = False, error
    sender.send(outcome)
    sender.close()


def _received(process: Any, receiver: Any) -> Any:
    try:
        done, value = receiver.recv()
    except EOFError:
        process.join()
        raise WorkerDied(
            f"a worker ended with code {process.exitcode} and no answer; with less to do at once it may go through: set workers: 1"
        ) from None
    process.join()
    if not done:
        raise value
    return value


def spread_parsing(workers: int | None) -> ParseAll:
    """A way to parse documents that uses several processors for many of them."""

    def parse_all(documents: Iterable[Document], kinds: tuple[type[Record], ...], content: str) -> Iterator[Parsed]:
        few = list(islice(documents := iter(documents), WORTH_IT * 2))
        if len(few) < WORTH_IT * 2:
            return in_turn(few, kinds, content)
        every = [*few, *documents]
        shares = spread(lambda share: [parse(document, kinds, content) for document in share], every, workers)
        return (one for share in shares for one in share)

    return parse_all


def check_hub(settings: Settings) -> Checked:
    """Checks a hub on the disk, on all processors."""
    disk = Disk(settings.root, settings.content)
    with uncollected():
        return check(
            disk,
            settings.kinds,
            content=settings.content,
            exists=disk.has,
            parse_all=spread_parsing(settings.options.workers),
            also=settings.issues,
        )
