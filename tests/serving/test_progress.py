from __future__ import annotations

import io

from rich.console import Console

from pipeline.ingest import Failed, Found, Indexed, Ingested, Unchanged
from pipeline.serving.progress import follow


def test_a_run_ends_in_its_totals_and_names_new_failures_only() -> None:
    out = io.StringIO()
    events = [
        Found(4),
        Ingested("/c/a.md", "a", passages=3, records=1),
        Unchanged("/c/b.md", "b"),
        Failed("/c/bad.pdf", "corrupt", "no pages.", "Download it again."),
        Failed("/c/old.pdf", "encrypted", "a password.", "Remove it.", known=True),
        Indexed(3, 0.1),
    ]
    summary = follow(events, Console(file=out, width=200))
    text = out.getvalue()
    assert summary.failed == 2
    assert "/c/bad.pdf: corrupt: no pages." in text
    assert "old.pdf" not in text
    assert "1 document ingested with 1 record and 3 passages, 1 unchanged, 2 failed." in text
    assert "pledgebook failures" in text
