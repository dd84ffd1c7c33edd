from __future__ import annotations

import pytest

from pipeline.documents.encoding import decode

GERMAN = "Die Städte verpflichten sich, mehr Bäume zu pflanzen – für 30 € je Baum. "


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_western_encodings(encoding: str) -> None:
    assert decode((GERMAN * 5).encode(encoding)) == GERMAN * 5


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Obce se zavazují, že do roku 2031 vysadí čtyři sta stromů. ", "iso8859-2"),
        ("Города обязуются посадить четыреста деревьев к 2031 году. ", "cp1251"),
        ("Города обязуются посадить четыреста деревьев к 2031 году. ", "koi8-r"),
        ("تلتزم المدن بزراعة أربعمئة شجرة بحلول عام 2031 في جميع الأحياء. ", "cp1256"),
        ("各城市承诺到2031年种植四百棵树，并且清理所有河流。", "gb18030"),
        ("各城市承諾到2031年種植四百棵樹，並且清理所有河流。", "big5"),
        ("都市は2031年までに四百本の木を植えることを約束する。", "shift_jis"),
        ("도시들은 2031년까지 나무 사백 그루를 심기로 약속한다. ", "euc-kr"),
    ],
)
def test_undeclared_legacy_encodings(text: str, encoding: str) -> None:
    assert decode((text * 10).encode(encoding)) == text * 10


def test_a_handful_of_signs_is_taken_for_windows_1252() -> None:
    assert decode("“30 trees” – €5".encode("cp1252")) == "“30 trees” – €5"


def test_valid_utf8_goes_before_a_wrong_declaration() -> None:
    assert decode("Städte".encode(), declared="latin-1") == "Städte"


def test_a_declaration_is_believed_where_it_fits() -> None:
    assert decode("città".encode("iso8859-15"), declared="iso8859-15") == "città"
    assert decode("città".encode("cp1252"), declared="no-such-charset") == "città"


def test_utf7_is_never_honoured() -> None:
    assert decode(b"+ADw-b+AD4- \xe9", declared="utf-7").startswith("+ADw-b+AD4-")


def test_few_damaged_bytes_do_not_change_the_encoding() -> None:
    assert decode(GERMAN.encode() * 3 + b"\xff") == GERMAN * 3 + "�"
