"""The ``pledgebook`` command: parse, one library call, format. Machine output on stdout, all else on stderr.

Exit status: 0 done, 1 failure or a significant drop in ``evaluate``, 2 usage, 3 some files quarantined.
Nothing heavy is imported before the command that needs it runs.
"""

from __future__ import annotations

from pipeline.cli import evaluation, questions, records, registry, review, workspace
from pipeline.cli.app import app, main

# Importing a module of commands adds them to the application, in the order in which help lists them.
COMMANDS = (workspace, records, registry, review, questions, evaluation)

__all__ = ["app", "main"]
