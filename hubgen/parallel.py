"""Work spread over processors, where there is enough of it to be worth the spreading.

Work goes through the interface of `concurrent.futures.Executor`. The hub's own, `Forked`, forks its workers, so that they
see the hub without a copy being sent to them; where a system cannot fork, the work is done in turn. Another executor,
such as those of Dask or Ray, gets the work through a file. The outcome is the same whoever does it.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from functools import lru_cache, partial
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from .check import Checked, check
from .processors import processors
from .profiling import Spread, Watch
from .publish import Refused
from .settings import Settings
from .source import Disk, Source

T = TypeVar("T")
R = TypeVar("R")
S = TypeVar("S")
Beside = Callable[[Callable[[], None]], None]
"""A way to do work beside what follows, or at once."""

WORTH_IT = 400
"""Items below which starting workers costs more than it saves."""
PARTS = 32
"""Parts of the work for each process."""
MOST_PARTS = 1024
"""Parts at most: their numbers fit into any pipe, whose room a system may cut down to 4 KiB."""
_BYTES = 4
"""Bytes of a part's number."""
_END = (-1, ())
"""What a worker says last."""


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


class Forked(Executor):
    """An executor whose workers are forks of this process: what they work on need not be sent to them."""

    def __init__(self, workers: int | None = None) -> None:
        self._workers = workers

    def submit(self, fn: Callable[..., R], /, *args: Any, **kwargs: Any) -> Future[R]:
        """Work that comes alone is done at once, by this process."""
        future: Future[R] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - handed over to whoever asks for the result
            future.set_exception(error)
        return future

    def map(
        self, fn: Callable[..., R], *iterables: Iterable[Any], timeout: float | None = None, chunksize: int = 1
    ) -> Iterator[R]:
        """What the work makes of each item, in their order. `timeout` and `chunksize` have no meaning here."""
        return iter(self._all(lambda given: fn(*given), [*zip(*iterables, strict=False)]))

    def _all(self, work: Callable[[T], R], items: Sequence[T]) -> list[R]:
        """Each worker has a stretch of the items, in many small parts, and takes those of others when it is done: all end together.

        What lies side by side often has much in common, which is then made by one worker only. Raises whatever a worker
        raised, and `WorkerDied` for one that ended without a word.
        """
        number = min(self._workers or processors(), max(1, len(items) // WORTH_IT), MOST_PARTS)
        if number == 1 or not _may_fork():
            return [work(item) for item in items]
        several = min(number * PARTS, MOST_PARTS)
        cuts = [len(items) * n // several for n in range(several + 1)]
        made = _shared(work, [items[start:end] for start, end in pairwise(cuts)], number)
        return [one for n in range(several) for one in made[n]]


def spread(work: Callable[[T], R], items: Sequence[T], executor: Executor, then: Callable[[R], S]) -> list[S]:
    """What `then` makes of what the work makes of each item, in the order of the items.

    Only the work has to travel to other processes: `then` is done by the worker where that is a fork, else by this
    process. Raises whatever a worker raised.
    """
    if isinstance(executor, Forked):
        return list(executor.map(lambda item: then(work(item)), items))
    size = max(1, -(-len(items) // (4 * PARTS)))
    parts = [items[n : n + size] for n in range(0, len(items), size)]
    with _handed(work) as part_of:
        return [then(made) for some in executor.map(part_of, parts) for made in some]


def at_once(work: Callable[[], None]) -> None:
    """Does work, as `beside` does where nothing can be done beside."""
    work()


@contextmanager
def beside(workers: int | None = None) -> Iterator[Beside]:
    """A way to do work that only writes or deletes files, in a fork beside all that follows; its end is waited for here.

    Where there is one processor, or no fork, it is done at once. If the fork dies, what it was to do is not done.
    """
    running: list[Any] = []

    def begin(work: Callable[[], None]) -> None:
        if (workers or processors()) == 1 or not _may_fork():
            work()
            return
        running.append(multiprocessing.get_context("fork").Process(target=_undisturbed, args=(work,)))
        running[-1].start()

    try:
        yield begin
    finally:
        for process in running:
            process.join()


def _undisturbed(work: Callable[[], None]) -> None:
    # a terminal's ^C goes to all processes; this one ends soon, and the one that waits for it tells of it
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    work()


def each(executor: Executor, spread: Spread = spread) -> Callable[[Callable[[T], R], Sequence[T]], list[R]]:
    """A way to do one piece of work for each of many items by an executor."""
    return lambda work, items: spread(work, items, executor, _as_it_is)


def _as_it_is(made: R) -> R:
    return made


# --- an executor that was handed in -----------------------------------------------------------------------------------


@contextmanager
def _handed(work: Callable[[T], R]) -> Iterator[Callable[[Sequence[T]], list[R]]]:
    """The work in a file: a whole hub is read once by each worker, and not sent with every part."""
    with TemporaryDirectory(prefix="hubgen-") as folder:
        file = Path(folder, "work")
        with file.open("wb") as written:
            # a hub's own record types lie in its folder, which a worker must know before it reads of them
            pickle.dump(sys.path, written)
            pickle.dump(work, written)
        yield partial(_part, str(file))


def _part(file: str, items: Sequence[Any]) -> list[Any]:
    work = _read(file)
    return [work(item) for item in items]


@lru_cache(maxsize=1)
def _read(file: str) -> Callable[[Any], Any]:
    """The work in a file, which a worker keeps from one part to the next."""
    with Path(file).open("rb") as written:
        known = pickle.load(written)  # noqa: S301 - written by the process that asks for the work
        sys.path[:] = [*sys.path, *(folder for folder in known if folder not in sys.path)]
        work: Callable[[Any], Any] = pickle.load(written)  # noqa: S301
    return work


# --- forks ------------------------------------------------------------------------------------------------------------


def _shared(work: Callable[[T], R], parts: Sequence[Sequence[T]], number: int) -> dict[int, list[R]]:
    """The parts by their number, made by this process and forks of it, `number` in all."""
    waiting = [_waiting(range(len(parts) * n // number, len(parts) * (n + 1) // number)) for n in range(number)]
    running: list[tuple[Any, Any]] = []
    try:
        running += (_started(work, parts, waiting[n:] + waiting[:n]) for n in range(1, number))
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
        for pipe in waiting:
            os.close(pipe)
    return done


def _waiting(parts: range) -> int:
    """A pipe with the numbers of parts: each is read by one process only."""
    reader, writer = os.pipe()
    os.write(writer, b"".join(n.to_bytes(_BYTES) for n in parts))
    os.close(writer)
    return reader


def _taken(waiting: Sequence[int]) -> Iterator[int]:
    """The parts that are left, from one pipe after the other."""
    for pipe in waiting:
        while number := os.read(pipe, _BYTES):
            yield int.from_bytes(number)


def _started(work: Callable[[T], R], parts: Sequence[Sequence[T]], waiting: Sequence[int]) -> tuple[Any, Any]:
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(sender, work, parts, waiting))
    process.start()
    sender.close()
    return process, receiver


def _may_fork() -> bool:
    """Forking beside other threads can lock for ever; a preview server has one."""
    return "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1


def _answer(sender: Any, work: Callable[[T], R], parts: Sequence[Sequence[T]], waiting: Sequence[int]) -> None:
    """What a worker does: makes parts, and hands them over when none is left, for until then nobody listens."""
    asked_by = os.getppid()
    try:
        answers = []
        for n in _taken(waiting):
            if os.getppid() != asked_by:
                # killed: nobody waits for this any more
                return
            answers.append(_packed((n, [work(item) for item in parts[n]])))
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


def check_hub(
    settings: Settings, executor: Executor | None = None, source: Source | None = None, watch: Watch | None = None
) -> Checked:
    """Checks a hub on the disk, on all processors; `source` has its files, where some are not as on the disk."""
    watch = watch or Watch()
    disk = Disk(settings.root, settings.content)
    with uncollected():
        return check(
            source or disk,
            settings.kinds,
            content=settings.content,
            exists=disk.has,
            mapped=each(executor or Forked(settings.options.workers), watch.around(spread, "reading")),
            begins=watch.begins,
            also=settings.issues,
        )
