"""Work spread over processors, where there is enough of it to be worth the spreading.

Workers are forked, so that they see the hub without a copy being sent to them; where a system cannot fork, the work is
done in turn. The outcome is the same whatever the number of workers.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeVar

from .check import Checked, check
from .publish import Refused
from .settings import Settings
from .source import Disk

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


class WorkerDied(Refused):
    """A worker ended without an answer: killed, or out of memory."""


def spread(work: Callable[[T], R], items: Sequence[T], /, workers: int | None = None) -> list[R]:
    """What the work makes of each item, in the order of the items.

    The items are dealt out like cards, so that each worker has its part of the heavy ones. Raises whatever a worker
    raised, and `WorkerDied` for one that ended without a word.
    """
    number = min(workers or processors(), max(1, len(items) // WORTH_IT))
    if number == 1 or not _may_fork():
        return [work(item) for item in items]
    running = [_started(work, items[n::number]) for n in range(1, number)]
    made: list[Any] = [None] * len(items)
    # this process does the first part itself
    made[::number] = [work(item) for item in items[::number]]
    for n, (process, receiver) in enumerate(running, 1):
        made[n::number] = _received(process, receiver)
    return made


def _started(work: Callable[[T], R], items: Sequence[T]) -> tuple[Any, Any]:
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(sender, work, items))
    process.start()
    sender.close()
    return process, receiver


def _may_fork() -> bool:
    """Forking beside other threads can lock for ever; a preview server has one."""
    return "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1


def _answer(sender: Any, work: Callable[[T], R], items: Sequence[T]) -> None:
    try:
        outcome: tuple[bool, Any] = True, [work(item) for item in items]
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


def check_hub(settings: Settings) -> Checked:
    """Checks a hub on the disk, on all processors."""
    disk = Disk(settings.root, settings.content)
    with uncollected():
        return check(
            disk,
            settings.kinds,
            content=settings.content,
            exists=disk.has,
            mapped=partial(spread, workers=settings.options.workers),
            also=settings.issues,
        )
