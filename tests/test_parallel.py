"""Work spread over processes: the same outcome whoever did which part, and no failure that goes unsaid."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from hubgen import parallel
from hubgen.parallel import Forked, WorkerDied, beside

ITEMS = range(2500)
HERE = os.getpid()

pytestmark = pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="nothing can fork here")


@pytest.fixture(autouse=True)
def forking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "_may_fork", lambda: True)


def elsewhere(act: Callable[[int], int]) -> Callable[[int], int]:
    """Work that takes long enough for each process to have some; `act` is what it does in a worker."""

    def work(item: int) -> int:
        time.sleep(0.0002)
        return item if os.getpid() == HERE else act(item)

    return work


def spread(work: Callable[[int], int], items: Sequence[int], workers: int) -> list[int]:
    return list(Forked(workers).map(work, items))


@pytest.mark.parametrize("workers", [1, 2, 3, 5, 600])
def test_the_outcome_is_in_the_order_of_the_items(workers: int) -> None:
    assert spread(lambda item: item * item, ITEMS, workers) == [item * item for item in ITEMS]


def test_more_workers_than_a_small_pipe_has_room_for_parts_of_end_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "WORTH_IT", 1)
    assert sorted(spread(abs, range(100_000), 40)) == list(range(100_000))


def test_work_that_comes_alone_is_done_and_its_failure_kept_for_who_asks() -> None:
    with Forked() as executor:
        assert executor.submit(divmod, 7, 2).result() == (3, 1)
        with pytest.raises(ZeroDivisionError):
            executor.submit(divmod, 7, 0).result()


def test_workers_do_their_share() -> None:
    assert min(spread(elsewhere(lambda _: -os.getpid()), ITEMS, 3)) < 0


def test_what_a_worker_raises_is_raised() -> None:
    def fail(item: int) -> int:
        raise LookupError(f"{item} is not to be had")

    with pytest.raises(LookupError, match="is not to be had"):
        spread(elsewhere(fail), ITEMS, 3)
    assert multiprocessing.active_children() == []


def test_a_worker_that_dies_is_told_of() -> None:
    def die(item: int) -> int:
        os.kill(os.getpid(), signal.SIGKILL)
        return item

    with pytest.raises(WorkerDied, match="ended with code -9 and no answer"):
        spread(elsewhere(die), ITEMS, 2)


def test_workers_end_where_this_process_fails() -> None:
    def work(item: int) -> int:
        time.sleep(0.0002)
        if os.getpid() == HERE:
            raise KeyError(item)
        return item

    with pytest.raises(KeyError):
        spread(work, ITEMS, 2)
    assert multiprocessing.active_children() == []


def test_work_that_writes_files_goes_on_beside_and_is_waited_for(tmp_path: Path) -> None:
    def work() -> None:
        while not (tmp_path / "begun").exists():
            time.sleep(0.001)
        (tmp_path / "done").write_text(str(os.getpid()))

    with beside(workers=2) as begin:
        begin(work)
        (tmp_path / "begun").touch()

    assert int((tmp_path / "done").read_text()) != HERE


def test_with_one_processor_it_is_done_at_once(tmp_path: Path) -> None:
    with beside(workers=1) as begin:
        begin((tmp_path / "done").touch)

        assert (tmp_path / "done").exists()


def test_a_fork_that_dies_beside_takes_nothing_with_it() -> None:
    with beside(workers=2) as begin:
        begin(lambda: os.kill(os.getpid(), signal.SIGKILL))


def test_it_is_waited_for_where_this_process_fails(tmp_path: Path) -> None:
    def work() -> None:
        time.sleep(0.05)
        (tmp_path / "done").touch()

    def failing() -> None:
        with beside(workers=2) as begin:
            begin(work)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        failing()
    assert (tmp_path / "done").exists()
