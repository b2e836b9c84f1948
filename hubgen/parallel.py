"""Work spread over processors, where there is enough of it to be worth the spreading.

Workers are forked, so that they see the hub without a copy being sent to them; where a system cannot fork, the work is
done in turn. The outcome is the same whatever the number of workers.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
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
PARTS = 32
"""Parts of the work for each process."""
_BYTES = 4
"""Bytes of a part's number."""
_END = (-1, ())
"""What a worker says last."""


def processors() -> int:
    """Processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def uncollected() -> Iterator[None]:
    """Work without the garbage collector, which would walk all records again and again and find nothing to free.

    What the work leaves behind is set aside too, for else the first thing made afterwards would start a walk.
    """
    collecting = gc.isenabled()
    gc.disable()
    # what earlier work set aside may have been let go of since: a preview works again and again
    gc.unfreeze()
    try:
        yield
    finally:
        gc.freeze()
        if collecting:
            gc.enable()


def tidied() -> None:
    """Frees what earlier work left behind and set aside: a preview works for hours, and has time between two changes."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


class WorkerDied(Refused):
    """A worker ended without an answer: killed, or out of memory."""


def spread(work: Callable[[T], R], items: Sequence[T], /, workers: int | None = None) -> list[R]:
    """What the work makes of each item, in the order of the items.

    The items are dealt out like cards to many small parts, and whoever is free takes the next: so all end together.
    Raises whatever a worker raised, and `WorkerDied` for one that ended without a word.
    """
    number = min(workers or processors(), max(1, len(items) // WORTH_IT))
    if number == 1 or not _may_fork():
        return [work(item) for item in items]
    parts = [items[n :: number * PARTS] for n in range(number * PARTS)]
    waiting = _waiting(len(parts))
    running: list[tuple[Any, Any]] = []
    try:
        running += (_started(work, parts, waiting) for _ in range(number - 1))
        # this process does its share itself
        done = {n: [work(item) for item in parts[n]] for n in _taken(waiting)}
        for process, receiver in running:
            done |= _received(process, receiver)
    except BaseException:
        for process, _ in running:
            process.terminate()
            process.join()
        raise
    finally:
        os.close(waiting)
    made: list[Any] = [None] * len(items)
    for n, some in done.items():
        made[n :: len(parts)] = some
    return made


def _waiting(parts: int) -> int:
    """A pipe with the numbers of all parts: each is read by one process only."""
    reader, writer = os.pipe()
    os.write(writer, b"".join(n.to_bytes(_BYTES) for n in range(parts)))
    os.close(writer)
    return reader


def _taken(waiting: int) -> Iterator[int]:
    while number := os.read(waiting, _BYTES):
        yield int.from_bytes(number)


def _started(work: Callable[[T], R], parts: Sequence[Sequence[T]], waiting: int) -> tuple[Any, Any]:
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(sender, work, parts, waiting))
    process.start()
    sender.close()
    return process, receiver


def _may_fork() -> bool:
    """Forking beside other threads can lock for ever; a preview server has one."""
    return "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1


def _answer(sender: Any, work: Callable[[T], R], parts: Sequence[Sequence[T]], waiting: int) -> None:
    """What a worker does: makes parts, and hands them over when none is left, for until then nobody listens."""
    try:
        answers = [_packed((n, [work(item) for item in parts[n]])) for n in _taken(waiting)]
        answers.append(_packed(_END))
    except Exception as error:  # noqa: BLE001 - handed over to the process that waits, which raises it
        answers = [_packed(error)]
    for answer in answers:
        sender.send_bytes(answer)
    sender.close()


def _packed(answer: object) -> bytes:
    return pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)


def _received(process: Any, receiver: Any) -> dict[int, list[Any]]:
    """The parts that a worker made, by number."""
    done: dict[int, list[Any]] = {}
    try:
        while (answer := pickle.loads(receiver.recv_bytes())) != _END:  # noqa: S301 - from a process of our own
            if isinstance(answer, Exception):
                raise answer
            done[answer[0]] = answer[1]
    except EOFError:
        process.join()
        raise WorkerDied(
            f"a worker ended with code {process.exitcode} and no answer; with less to do at once it may go through: set workers: 1"
        ) from None
    process.join()
    return done


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
