"""Another executor than the hub's own may do the work: the site has the same bytes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from distributed import Client, LocalCluster

from benchmarks.generate import generate, hub_config
from hubgen.plugin import build_site
from hubgen.settings import load
from tests.hubs import tree

RECORDS = 60


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small hub of generated records, with a record type of its own."""
    root = generate(tmp_path_factory.mktemp("corpus"), RECORDS).hub
    (root / "own_kinds.py").write_text(
        "from hubgen.kinds import KINDS as BUILT_IN, Service\n"
        "class Course(Service):\n"
        '    folder, one, many, about = "courses", "Course", "Courses", "What one can learn."\n'
        "KINDS = (*BUILT_IN, Course)\n"
    )
    (root / "mkdocs.yml").write_text(hub_config(search=True) + "      kinds: own_kinds\n")
    return root


@pytest.fixture(scope="module")
def expected(hub: Path) -> dict[str, bytes]:
    """The site as the hub's own executor makes it."""
    return built(hub, None)


def built(hub: Path, executor: Executor | None) -> dict[str, bytes]:
    site = hub / "site"
    report, done = build_site(load(hub), site, lambda line: None, executor)
    assert done, report
    return tree(site)


@pytest.fixture
def dask(monkeypatch: pytest.MonkeyPatch) -> Iterator[Executor]:
    """The executor of a cluster of two worker processes on this machine."""
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        yield client.get_executor()


def test_a_dask_cluster_makes_the_same_site(hub: Path, expected: dict[str, bytes], dask: Executor) -> None:
    assert os.getpid() not in {*dask.map(_process, range(8))}
    assert built(hub, dask) == expected


def test_processes_that_share_nothing_make_the_same_site(hub: Path, expected: dict[str, bytes]) -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        assert built(hub, pool) == expected


def _process(number: int) -> int:
    return os.getpid()
