"""Bytes to text: byte-order marks, UTF-16 without one, declared and undeclared legacy encodings."""

from __future__ import annotations

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_REFUSED = {"utf-7", "utf_7", "unicode-1-1-utf-7", "csutf7"}  # WHATWG: never decode UTF-7, it hides markup
_SAMPLE = 64 * 1024  # bytes that the statistical detector sees; it is slow and needs no more


def decode(data: bytes, *, declared: str | None = None) -> str:
    """The text of ``data``; never fails, undecodable bytes become U+FFFD.

    Order: byte-order mark, UTF-16 by its zero bytes, valid UTF-8 (hardly ever an accident), the declared
    encoding, UTF-8 with a few damaged bytes, statistical detection, Windows-1252.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    if wide := _utf16(data):
        return data.decode(wide, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode(_legacy(data, declared), errors="replace")


def _utf16(data: bytes) -> str | None:
    """UTF-16 of mostly Latin text has a zero in every second byte, and hardly any elsewhere."""
    sample = data[:_SAMPLE]
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if half >= 4 and odd > 0.6 * half and even < 0.1 * half:
        return "utf-16-le"
    if half >= 4 and even > 0.6 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def _legacy(data: bytes, declared: str | None) -> str:
    if declared and _decodes(data, declared):
        return declared
    if _nearly_utf8(data):
        return "utf-8"
    return _detected(data) or "cp1252"


def _decodes(data: bytes, name: str) -> bool:
    if name.strip().lower() in _REFUSED:
        return False
    try:
        data.decode(name)
    except (LookupError, UnicodeError, ValueError):
        return False
    return True


def _nearly_utf8(data: bytes) -> bool:
    """True when multi-byte sequences outnumber the damaged bytes."""
    text = data.decode("utf-8", errors="replace")
    damaged = text.count("�")
    return sum(character > "\x7f" for character in text) - damaged > damaged


def _detected(data: bytes) -> str | None:
    """Other scripts by statistics; the Latin ones, which statistics confuse, by their common letters."""
    sample = data[:_SAMPLE]
    best_latin, score = max(((name, _fit(sample, name)) for name in _LATIN), key=lambda pair: pair[1])
    if sum(byte > 0x7F for byte in sample) < _FEWEST_HIGH_BYTES:
        return best_latin if score > 0 else None
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    if best is None or (score > 0 and _is_latin(str(best))):
        return best_latin
    return best.encoding


# Single-byte encodings of Latin letters, the likelier first, with the letters and signs their languages use.
_LATIN = {
    "cp1252": "éèêëàâáäãåæçîïíìóòôöõøœúùûüñßÉÈÊÀÂÁÄÅÆÇÍÓÔÖØÚÜÑ«»“”‘’„–—…•€£§°ºª·",
    "iso8859-2": "ąćčďęěłńňóřśšťůúýźžżőűáéíöüôäŁŚŠČŘŽÁÉÍÓÖÜ§°",
    "cp1250": "ąćčďęěłńňóřśšťůúýźžżőűáéíöüôäŁŚŠČŘŽÁÉÍÓÖÜ“”„‘’–—…•€§°«»",
    "cp1254": "çğıöşüÇĞİÖŞÜâîû“”‘’–—…•€",
}
_FEWEST_HIGH_BYTES = 12  # below this statistics are guesses


def _fit(sample: bytes, name: str) -> int:
    """Non-ASCII characters that belong, less those that do not."""
    high = [c for c in sample.decode(name, errors="replace") if c > "\x7f" and c != "\xa0"]
    return sum(1 if c in _LATIN[name] else -1 for c in high)


def _is_latin(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return sum(c < "\u0250" for c in letters) > len(letters) / 2
