"""What a parser process may use: CPU, address space, no files, no core, no network, no life of its own.

Applied inside the processes that :mod:`pipeline.documents.worker` runs; nothing here touches the caller's
process. Namespaces and the parent-death signal exist on Linux only and are left out elsewhere: the
resource limits and the refusing socket remain.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import socket
import sys
from pathlib import Path
from typing import Any, NoReturn

from pipeline.config import ReadConfig

CLONE_NEWUSER = 0x10000000  # linux/sched.h
CLONE_NEWNET = 0x40000000
PR_SET_PDEATHSIG = 1  # linux/prctl.h
MIB = 1 << 20


def _libc() -> Any:
    return ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


_LIBC = _libc()  # loaded once, before any fork and any limit


class RefusedSocket:
    """Stands in for socket.socket: parsing a file never needs a network."""

    def __init__(self, *_: object, **__: object) -> NoReturn:
        raise PermissionError("the parser process has no network")


def forbid_network() -> None:
    """Leave the network for good: an empty namespace where the system grants one, no sockets anywhere."""
    if _LIBC is not None:
        # Root needs no user namespace, and would lose its access to other users' files in one.
        _LIBC.unshare(CLONE_NEWNET if os.geteuid() == 0 else CLONE_NEWUSER | CLONE_NEWNET)
    socket.socket = RefusedSocket  # type: ignore[misc,assignment]
    socket.create_connection = RefusedSocket


def die_with_parent() -> None:
    """Have the kernel kill this process when the one that started it ends."""
    if _LIBC is not None:
        _LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def address_space() -> int:
    """Bytes of address space this process has now; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def apply(config: ReadConfig) -> None:
    """Bind this process to ``config``: soft CPU limit (SIGXCPU), address space, no file output, no core."""
    _lower(resource.RLIMIT_CPU, config.cpu_s, config.cpu_s + 1)
    _lower(resource.RLIMIT_FSIZE, 0, 0)
    _lower(resource.RLIMIT_CORE, 0, 0)
    present = address_space()
    if present:
        limit = present + config.memory_mib * MIB
        _lower(resource.RLIMIT_AS, limit, limit)


def _lower(kind: int, soft: int, hard: int) -> None:
    present = resource.getrlimit(kind)[1]
    if present != resource.RLIM_INFINITY:
        soft, hard = min(soft, present), min(hard, present)
    resource.setrlimit(kind, (soft, hard))
