"""Files made to break parsers: each gives a Document or a ReadError of the closed list, in bounded time."""

from __future__ import annotations

import json
import random
import resource
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import get_args

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.config import ReadConfig
from pipeline.documents.sandbox import Sandbox
from pipeline.errors import FailureCode, ReadError

CONFIG = ReadConfig(cpu_s=5, wall_s=10, memory_mib=512, text_mib=4)
CODES = set(get_args(FailureCode))
LIMIT = {"too_large", "timeout", "memory"}
# What the manifest expects -> outcomes that fit it: a failure code, "document", or a flag it must carry.
FITS: dict[str, set[str]] = {
    "ok": {"document"},
    "ok-no-network": {"document"},
    "ok-suspicious": {"suspicious"},
    "ok-or-corrupt": {"document", "corrupt", "no_text"},
    "ok-or-limit": {"document", *LIMIT},
    "slow": {"document", *LIMIT},
    "corrupt": {"corrupt", "empty"},
    "corrupt-recoverable": {"partial", "corrupt", "no_text"},
    "corrupt-or-ok": {"document", "corrupt", "unsupported"},
    "corrupt-or-ok-unexpanded": {"document", "corrupt"},
    "corrupt-or-limit": {"corrupt", *LIMIT},
    "encrypted": {"encrypted"},
    "limit": LIMIT,
    # Its text may lie where the manifest's reader did not look: in tables, notes and headers.
    "no-text": {"no_text", "empty", "document"},
}
# Ends of the names of files whose expectation differs from what they are.
EXCEPTIONS = {
    "word-lib_hello_world.docm": "unsupported",  # an old binary Word file, not an encrypted one
    "60329.docx": "document",  # whole, as far as the format goes
    "bug_1308_1.pdf": "no_text",  # its only character is NUL
}


def _outcomes(sandbox: Sandbox, path: Path) -> set[str]:
    """ "document" and its flags, or the code of the failure."""
    failure: ReadError | None = None
    try:
        document = sandbox.read(path)
    except ReadError as exc:
        failure = exc
    if failure is None:
        return {"document", *document.flags}
    assert failure.code in CODES
    assert str(path) in str(failure)
    return {failure.code}


@pytest.mark.slow
def test_every_file_of_the_collection_ends_as_expected(shared: Path, tmp_path: Path) -> None:
    folder = shared / "corpus" / "hostile"
    rows = [json.loads(line) for line in (folder / "manifest.jsonl").read_text("utf-8").splitlines()]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    misfits = []
    with Sandbox(CONFIG) as sandbox:
        for row in rows:
            found = _outcomes(sandbox, folder / row["file"])
            fitting = FITS[row["expected"]] | {
                code for end, code in EXCEPTIONS.items() if row["file"].endswith(end)
            }
            if not found & fitting:
                misfits.append((row["file"], row["expected"], found))
    assert misfits == []
    assert len(rows) > 300
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200 * 1024  # KiB
    assert list(tmp_path.iterdir()) == []


def _pdf(*objects: bytes) -> bytes:
    """A PDF of numbered objects, the first of them its catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def _stream(data: bytes, extra: bytes = b"", *, deflate: int = 0) -> bytes:
    for _ in range(deflate):
        data = zlib.compress(data, 9)
    filters = b"/Filter[%s]" % (b"/FlateDecode " * deflate) if deflate else b""
    return b"<</Length %d%s%s>>stream\n%s\nendstream" % (len(data), filters, extra, data)


def _page(content: bytes, *more: bytes, resources: bytes = b"") -> bytes:
    """A PDF with one page; ``content`` is object 4, the font object 5, ``more`` follow from 6 on."""
    return _pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>%s>>>>" % resources,
        content,
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *more,
    )


SHOW = b"BT /F 12 Tf 50 700 Td (We commit to forty bridges.) Tj ET\n"


def _forms(depth: int, fan: int) -> bytes:
    def form(number: int) -> bytes:
        draws, names = (b"/X Do " * fan, b"/XObject<</X %d 0 R>>" % (number + 1))
        last = number == 5 + depth
        body = SHOW if last else draws
        extra = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</Font<</F 5 0 R>>%s>>"
        return _stream(body, extra % (b"" if last else names))

    return _page(
        _stream(b"/X Do"),
        *(form(number) for number in range(6, 6 + depth)),
        resources=b"/XObject<</X 6 0 R>>",
    )


def _zip(name: str, data: bytes) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(name, data)
    return buffer.getvalue()


BOMBS: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "deflated page.pdf": (lambda: _page(_stream(b" " * (200 << 20), deflate=1)), LIMIT),
    "twice deflated page.pdf": (lambda: _page(_stream(b"\n" * (300 << 20), deflate=2)), LIMIT),
    "forms that draw forms.pdf": (lambda: _forms(30, 2), LIMIT),
    "a form drawn often.pdf": (lambda: _forms(2, 2_000), LIMIT | {"document"}),
    "nested arrays.pdf": (lambda: _page(_stream(b"[" * 100_000 + SHOW)), CODES | {"document"}),
    "many pages.pdf": (
        lambda: _pdf(
            b"<</Type/Catalog/Pages 2 0 R>>",
            *(b"<</Type/Pages/Kids[%s]/Count 9999>>" % (b"%d 0 R " % number * 100) for number in range(3, 8)),
            b"<</Type/Page/MediaBox[0 0 9 9]>>",
        ),
        LIMIT | {"corrupt"},
    ),
    "a long word.pdf": (
        lambda: _page(_stream(b"BT /F 9 Tf (%s) Tj ET" % (b"a" * (1 << 20)))),
        LIMIT | {"document"},
    ),
    "zip bomb.docx": (lambda: _zip("word/document.xml", b" " * (300 << 20)), {"too_large"}),
    "deep.html": (lambda: b"<div>" * 200_000 + b"We commit.", CODES | {"document"}),
    "one line.txt": (lambda: b"a" * (5 << 20), LIMIT),
    "many lines.txt": (lambda: b"a.\n\n" * (1 << 17), LIMIT | {"document"}),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", BOMBS)
def test_bombs_end_at_a_limit(tmp_path: Path, name: str) -> None:
    make, fitting = BOMBS[name]
    path = tmp_path / name
    path.write_bytes(make())
    started = time.monotonic()
    with Sandbox(CONFIG) as sandbox:
        assert _outcomes(sandbox, path) & fitting
    assert time.monotonic() - started < CONFIG.wall_s + 20  # the host's own start included
    assert [entry.name for entry in tmp_path.iterdir()] == [name]


def _sound_pdf() -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=1, pageCompression=0)
    for page in range(3):
        canvas.bookmarkPage(f"p{page}")
        canvas.addOutlineEntry(f"Part {page}", f"p{page}")
        canvas.drawString(60, 700, f"We commit to {page} bridges.")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _sound_docx() -> bytes:
    """A document whose main part is stored as it is, so that changes reach the XML."""
    buffer, stored = BytesIO(), BytesIO()
    document = docx.Document()
    document.add_paragraph("We commit to forty bridges.", style="List Number")
    document.save(buffer)
    with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(stored, "w") as target:
        for name in ("[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/numbering.xml"):
            target.writestr(name, source.read(name))
    return stored.getvalue()


def _mutations(data: bytes, count: int, seed: int) -> Iterator[bytes]:
    """``data`` with stretches cut, doubled, inserted or overwritten."""
    chance = random.Random(seed)
    for _ in range(count):
        mutant = bytearray(data)
        for _ in range(chance.randint(1, 8)):
            at, length = chance.randrange(len(mutant)), chance.randint(1, 64)
            stretch = bytes(mutant[at : at + length])
            mutant[at : at + chance.choice((0, length))] = chance.choice(
                (b"", stretch, chance.randbytes(length))
            )
        yield bytes(mutant)


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["pdf", "docx"])
def test_mutants_never_crash(tmp_path: Path, suffix: str) -> None:
    sound = _sound_pdf() if suffix == "pdf" else _sound_docx()
    path = tmp_path / f"mutant.{suffix}"
    with Sandbox(CONFIG) as sandbox:
        for mutant in _mutations(sound, 60, seed=2031):
            path.write_bytes(mutant)
            assert not _outcomes(sandbox, path) & {"parser_crash"}
