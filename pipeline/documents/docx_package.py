"""The parts of a DOCX file, opened with suspicion.

A DOCX is a ZIP of XML parts tied together by relationships. python-docx inflates and parses every part,
pictures included, refuses macro files, templates and the strict dialect, and fails on one missing picture;
so the few parts that hold text are taken out here, each within :data:`MOST_XML` bytes in all, with entity
declarations refused and nothing fetched from outside the file.
"""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from io import BytesIO
from typing import Any, TypeAlias
from urllib.parse import unquote

from lxml import etree

from pipeline.errors import ReadError

Element: TypeAlias = Any  # an lxml element; lxml comes without types

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MOST_XML = 128 << 20  # inflated bytes of XML; 1,000 pages of plain text take about 30 MiB
MOST_ENTRIES = 20_000
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
# As far as text goes, the strict dialect differs in its namespaces only (ISO/IEC 29500-1).
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_ENTITY = tuple("<!ENTITY".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_CORRUPT = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, ValueError, OSError)


class Package:
    """The text-bearing parts of one file; ``lacks`` gathers what could not be read of it, for the notes."""

    def __init__(self, data: bytes) -> None:
        self.lacks: list[str] = []
        self._left = MOST_XML
        self._inflated: set[str] = set()
        self._related: dict[str, dict[str, tuple[str, str]]] = {}
        self._zip = _open(data)
        self._names = _names(self._zip)
        types = self.part("[Content_Types].xml")
        if types is None:
            raise ReadError("corrupt", "The list of content types is missing: this is no Word file.")
        self.main = self._main_part(types)

    def _main_part(self, types: Element) -> str:
        for kind, target in self._relationships("").values():
            if kind == "officeDocument" and target in self._names:
                stated = _content_type(types, target)
                if "wordprocessingml" not in stated and "ms-word" not in stated:
                    raise ReadError("corrupt", "The main part of the package is no Word document.")
                if stated != MAIN_TYPE:
                    self.lacks.append("Macros and template settings were left out.")
                return target
        raise ReadError("corrupt", "The main part of the document is missing.")

    def root(self) -> Element:
        """The main part's root element; ReadError "corrupt" when it cannot be parsed."""
        root = self._parse(self.main)
        if root is None:
            raise ReadError("corrupt", "The main part of the document cannot be read.")
        return root

    def related(self, kind: str, *, source: str | None = None) -> list[Element]:
        """Root elements of the readable parts of one kind ("styles", "header") that ``source`` refers to.

        ``source`` is the name of a part, "" for the package itself, None for the main part.
        """
        relationships = self._relationships(self.main if source is None else source)
        roots = (self.part(target) for own, target in relationships.values() if own == kind)
        return [root for root in roots if root is not None]

    def part(self, name: str) -> Element | None:
        """A secondary part's root element; None, and a word in ``lacks``, when it is damaged."""
        if name not in self._names:
            return None
        try:
            return self._parse(name)
        except ReadError as exc:
            if exc.code != "corrupt":
                raise
            self.lacks.append(f"The part {name} is damaged and was left out.")
            return None

    def check(self) -> None:
        """Note what the package lacks or holds damaged besides the parts that were read."""
        missing = [
            kind for kind, name in self._relationships(self.main).values() if name and name not in self._names
        ]
        if missing:
            self.lacks.append(f"A part of kind {missing[0]} is missing.")
        for name, entry in self._names.items():
            if name.endswith((".xml", ".rels")) and name not in self._inflated:
                try:
                    self._inflate(name, entry)
                except ReadError as exc:
                    self.lacks.append(exc.detail)
                    return

    def _relationships(self, source: str) -> dict[str, tuple[str, str]]:
        """Relationship id -> (last word of its type, target name); external targets are never followed."""
        if source in self._related:
            return self._related[source]
        folder, name = posixpath.split(source)
        root = self.part(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = self._related[source] = {}
        for element in () if root is None else root:
            if element.get("TargetMode") == "External" or not isinstance(element.tag, str):
                continue
            target = unquote(element.get("Target", "").split("#")[0])
            path = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/") if target else ""
            found[element.get("Id", "")] = (element.get("Type", "").rpartition("/")[2], path)
        return found

    def _parse(self, name: str) -> Element | None:
        data = self._inflate(name, self._names[name])
        for strict, transitional in _STRICT:
            if strict in data:
                data = data.replace(strict, transitional)
                self._lack_once("The file is in the strict dialect; read as the usual one.")
        if any(entity in data for entity in _ENTITY):
            raise ReadError("corrupt", "The file declares XML entities, which no Word file does.")
        try:
            return etree.fromstring(data, _parser())
        except etree.XMLSyntaxError as exc:
            raise ReadError("corrupt", f"The XML of {name} is not well-formed.") from exc

    def _inflate(self, name: str, entry: zipfile.ZipInfo) -> bytes:
        try:
            with self._zip.open(entry) as stream:
                data = stream.read(self._left + 1)
        except RuntimeError as exc:  # zipfile's word for an entry with a password
            raise ReadError("encrypted", "The package is locked by a password.") from exc
        except _CORRUPT as exc:
            raise ReadError("corrupt", f"The part {name} is damaged.") from exc
        self._inflated.add(name)
        self._left -= len(data)
        if self._left < 0:
            raise ReadError("too_large", f"The parts inflate to more than {MOST_XML >> 20} MiB.")
        return data

    def _lack_once(self, lack: str) -> None:
        if lack not in self.lacks:
            self.lacks.append(lack)


def _open(data: bytes) -> zipfile.ZipFile:
    if data.startswith(OLE_MAGIC):
        if ENCRYPTED_STREAM in data:
            raise ReadError("encrypted", "The document is locked by a password.")
        raise ReadError("unsupported", "This is a file of the old binary Word format.")
    try:
        return zipfile.ZipFile(BytesIO(data))
    except _CORRUPT as exc:
        raise ReadError("corrupt", "The ZIP container is damaged, or this is no DOCX file.") from exc


def _names(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Entry name -> entry; ReadError "too_large" when the XML declares more than may be inflated."""
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise ReadError("too_large", f"The package holds more than {MOST_ENTRIES} parts.")
    if sum(entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels"))) > MOST_XML:
        raise ReadError("too_large", f"The parts inflate to more than {MOST_XML >> 20} MiB.")
    return {entry.filename.replace("\\", "/").lstrip("/"): entry for entry in entries}


def _content_type(types: Element, name: str) -> str:
    """The stated type of a part: its own entry, or the default of its extension; "" for neither."""
    default = ""
    for element in types.iter():
        if element.get("PartName", "").lstrip("/").lower() == name.lower():
            return str(element.get("ContentType", ""))
        if element.get("Extension", "/").lower() == name.rpartition(".")[2].lower():
            default = str(element.get("ContentType", ""))
    return default


def _parser() -> etree.XMLParser:
    # huge_tree lifts the depth limit of 256, which nested tables reach; the size is bounded above.
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )
