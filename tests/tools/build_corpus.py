"""Builds the PDF and DOCX files of corpus/ from its sources and brings the manifest up to date.

    python -m tests.tools.build_corpus [--output FOLDER]

Without ``--output`` it writes into corpus/ and puts the SHA-256 of every file into corpus/manifest.json;
with it, the built files go to FOLDER and the manifest stays as it is.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

from tests.tools.corpus_docx import build_docx
from tests.tools.corpus_pdf import build_pdf
from tests.tools.corpus_source import read_source

SOURCES = Path(__file__).parent / "corpus_sources"
CORPUS = Path(__file__).resolve().parents[2] / "corpus"
BUILDERS = {"pdf": build_pdf, "docx": build_docx}


def build(folder: Path) -> None:
    """Write every PDF and DOCX file of the corpus to ``folder``."""
    for path in sorted(SOURCES.glob("*.md")):
        source = read_source(path)
        extension = source.metadata["format"]
        (folder / f"{path.stem}.{extension}").write_bytes(BUILDERS[extension](source))


def update_manifest(corpus: Path) -> None:
    """Set ``sha256`` of every entry of the manifest to that of its file."""
    manifest = corpus / "manifest.json"
    entries = json.loads(manifest.read_text(encoding="utf-8"))
    for entry in entries:
        entry["sha256"] = hashlib.sha256((corpus / entry["file"]).read_bytes()).hexdigest()
    manifest.write_text(json.dumps(entries, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Build into corpus/ or into the folder given."""
    parser = argparse.ArgumentParser(
        description="Build the PDF and DOCX files of corpus/ from their sources."
    )
    parser.add_argument("--output", type=Path, help="write here and leave the manifest alone")
    output = parser.parse_args().output
    build(output or CORPUS)
    if output is None:
        update_manifest(CORPUS)


if __name__ == "__main__":
    main()
