"""Every error Pledgebook raises on purpose.

PledgebookError              a message that names the thing, the place and the remedy
├── UsageError               the caller asked for something that cannot be (exit 2)
│   ├── ConfigError          an unknown or ill-typed key in pledgebook.toml
│   └── UnknownDocument      no document, or more than one, answers to a name
├── ReadError                a file that gave no document; carries a FailureCode
├── StoreError               the store cannot be opened or is of another version
├── ModelError               a model or lexicon is missing or does not fit
├── GenerationError          a language model gave no usable answer
└── GoldError                gold annotations or questions that break the format
"""

from __future__ import annotations

from typing import Literal

FailureCode = Literal[
    "encrypted",
    "corrupt",
    "no_text",
    "too_large",
    "timeout",
    "memory",
    "parser_crash",
    "unsupported",
    "empty",
]

REMEDIES: dict[FailureCode, str] = {
    "encrypted": "Remove the password in the program that made the file, then ingest it again.",
    "corrupt": "The file is damaged: download it again or save it anew from its source.",
    "no_text": "If the file shows pictures of text, run OCR on it; else ingest another version of it.",
    "too_large": "Split the file, or raise read.file_mib or read.text_mib in pledgebook.toml.",
    "timeout": "It took too long: split the file, or raise read.cpu_s and read.wall_s in pledgebook.toml.",
    "memory": "Reading needed too much memory: split the file, or raise read.memory_mib in pledgebook.toml.",
    "parser_crash": "The parser broke down on this file: save it anew from its source, and report the file.",
    "unsupported": "Convert the file to PDF, HTML, DOCX, Markdown or plain text.",
    "empty": "The file has no content: download it again.",
}


class PledgebookError(Exception):
    """Base of all errors raised on purpose; its text is fit to be shown to a user as it is."""


class UsageError(PledgebookError):
    """The caller asked for something that cannot be."""


class ConfigError(UsageError):
    """pledgebook.toml holds an unknown key or a value of the wrong type."""


class UnknownDocument(UsageError):
    """No document, or more than one, answers to the given id, prefix or file name."""


class ReadError(PledgebookError):
    """A file could not be read; ``code`` is one of the closed list, ``remedy`` what to do about it."""

    def __init__(self, code: FailureCode, detail: str, *, place: str = "") -> None:
        self.code: FailureCode = code
        self.detail = detail
        self.place = place
        where = f"{place}: " if place else ""
        super().__init__(f"{where}{code}: {detail} {self.remedy}")

    @property
    def remedy(self) -> str:
        """What the user can do about this kind of failure."""
        return REMEDIES[self.code]


class StoreError(PledgebookError):
    """The store cannot be opened, is of another version, or is in use."""


class ModelError(PledgebookError):
    """A model or a lexicon is missing, unreadable or of the wrong shape."""


class GenerationError(PledgebookError):
    """A language model could not be reached, or replied with what is no answer."""


class GoldError(PledgebookError):
    """Gold annotations or questions break the format described in eval/GUIDELINES.md."""
