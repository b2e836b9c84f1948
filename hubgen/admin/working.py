"""decap-server for as long as a preview runs: it writes what is saved on the page /admin/ to the files of a hub."""

from __future__ import annotations

import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..publish import Refused
from .bringing import SERVER, brought, node, place

_HERE = "127.0.0.1"
_PATIENCE = 20.0
"""Seconds that it may take to start."""


@contextmanager
def decap_server(root: Path, content: Path, origin: str) -> Iterator[str]:
    """Runs it for `content` alone, on this machine alone; gives its address. Pages of `origin` alone may ask it.

    The port is another each time, so that nobody can know it beforehand.
    """
    brought(root)
    port = _free_port()
    surroundings = os.environ | {
        "PORT": str(port),
        "BIND_HOST": _HERE,
        "ORIGIN": origin,
        "GIT_REPO_DIRECTORY": str(content),
        "MODE": "fs",
        "LOG_LEVEL": "error",
    }
    # in a folder of its own: it would take settings from a file called .env
    with tempfile.TemporaryDirectory(prefix="hubgen-admin-") as folder:
        command = [*node(), str(place(root) / SERVER)]
        running = subprocess.Popen(  # noqa: S603 - the program that npm brought
            command, cwd=folder, env=surroundings, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        try:
            _wait(running, port)
            yield f"http://{_HERE}:{port}"
        finally:
            running.terminate()
            running.communicate()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind((_HERE, 0))
        return int(one.getsockname()[1])


def _wait(running: subprocess.Popen[bytes], port: int) -> None:
    """Waits until it answers; `Refused` where it ends instead."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and running.poll() is None:
        try:
            socket.create_connection((_HERE, port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
            continue
        return
    running.terminate()
    said = running.communicate()[1].decode(errors="replace").strip()[-500:]
    raise Refused(f"decap-server, which the page /admin/ needs, did not start: {said or 'it does not answer'}")
