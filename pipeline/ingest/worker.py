"""A process that makes one file after another: ``python -m pipeline.ingest.worker FD``.

The pool starts it with the descriptor of a socket, over which come the configuration and then files;
back goes an Outcome for each, or the PledgebookError that keeps all files from being read. It ends when
the socket closes, so no worker outlives the process it works for.
"""

from __future__ import annotations

import contextlib
import sys
from multiprocessing.connection import Connection

from pipeline.config import Config
from pipeline.documents import Sandbox
from pipeline.errors import PledgebookError
from pipeline.ingest.stages import make


def main(descriptor: int) -> int:
    """Serve files until the socket closes; always 0."""
    with Connection(descriptor) as connection, contextlib.suppress(EOFError, OSError):
        serve(connection)
    return 0


def serve(connection: Connection) -> None:
    """Answer each file with what was made of it; EOFError or OSError when the other side is gone."""
    config: Config = connection.recv()
    with Sandbox(config.read) as sandbox:
        while True:
            file = connection.recv()
            try:
                connection.send(make(file, sandbox, config))
            except PledgebookError as exc:
                connection.send(PledgebookError(str(exc)))


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1])))
