"""Files as people send them, and as nobody should."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from tablib import Dataset

from claims.admin.exchange import files
from claims.admin.exchange.files import FORMATS, Unreadable, read, written

ROWS = [("=1+1", 'line\nbreak, “x”; "失信"'), ("2018", "'-x"), ("", "社會信用")]


def table(*rows, headers=("a", "b")) -> Dataset:
    return Dataset(*rows, headers=list(headers))


def workbook(*rows) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def locked(data: bytes) -> bytes:
    """The file with every part marked as encrypted."""
    for head, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(head)
        while at >= 0:
            data = data[: at + flags] + b"\x01" + data[at + flags + 1 :]
            at = data.find(head, at + 1)
    return data


@pytest.mark.parametrize("kind", FORMATS)
def test_what_is_written_is_read_back_the_same(kind):
    found = read(f"rows.{kind}", written(kind, table(*ROWS)))

    assert found.headers == ["a", "b"]
    assert list(found) == ROWS


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_cell_of_a_written_file_is_a_formula(kind):
    data = written(kind, table(("=cmd|' /C calc'!A0", "@SUM(1)")))

    if kind == "csv":
        assert b"\n'=cmd" in data
        assert b",'@SUM" in data
    else:
        cells = next(openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(min_row=2))
        assert [(cell.data_type, cell.value[:2]) for cell in cells] == [("s", "'="), ("s", "'@")]


def test_spreadsheets_of_other_countries_and_their_days_and_numbers_are_understood():
    moment = datetime(2018, 12, 6, 7)  # noqa: DTZ001 - a spreadsheet knows no time zones
    book = workbook(["key", "date", None], [2018.0, date(2018, 12, 6), None], [1.5, moment, None])

    assert list(read("a.csv", b"\xef\xbb\xbfkey;note\r\nx;1,5\r\n;\r\n")) == [("x", "1,5")]
    assert list(read("A.XLSX", book)) == [("2018", "2018-12-06"), ("1.5", "2018-12-06T07:00:00")]


def test_a_character_that_xml_cannot_hold_is_left_out_of_a_spreadsheet():
    assert list(read("a.xlsx", written("xlsx", table(("a\x0bb", "c"))))) == [("ab", "c")]


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("rows.xls", b"", "must end in .csv, .xlsx or .json"),
        ("rows.csv", "a,b\nä,1".encode("latin-1"), "not UTF-8: byte 5 (0xe4)"),
        ("rows.csv", "a,b\nx,y".encode("utf-16"), "not UTF-8"),
        ("rows.csv", b"", "no table"),
        ("rows.csv", b"\n", "no table"),
        ("rows.csv", b'a,b\n"open,1\n', "CSV is broken"),
        ("rows.csv", b"a,b\n1,2,3\n", "Row 1 has more cells"),
        ("rows.csv", b"a,a\n1,2\n", "Two columns have the same name: a"),
        ("rows.csv", b"a,b\n1,\x00\n", "null byte"),
        ("rows.csv", b"a,b\n1," + b"x" * 100_001, "100,001 characters"),
        ("rows.json", b"{", "JSON is broken"),
        ("rows.json", b"[" * 100_000, "JSON is broken"),
        ("rows.json", b'{"a": 1}', "not a list of objects"),
        ("rows.json", b'[{"a": [1]}]', "is a list or an object"),
        ("rows.json", b"[]", "no table"),
        ("rows.json", b'[{"a": ' + b"9" * 5_000 + b"}]", "JSON is broken"),
        ("rows.json", b'[{"a": "\\ud800"}]', "Row 1 holds a null byte, or half of a character"),
        ("rows.json", b'[{"\\ud800": "a"}]', "name of a column holds"),
        ("rows.xlsx", locked(workbook(["a"], ["b"])), "not a whole XLSX"),
        ("rows.xlsx", b"PK not a zip", "not a whole XLSX"),
        ("rows.xlsx", zipped(readme=b"no workbook"), "not a whole XLSX"),
        ("rows.xlsx", zipped(xl__bomb=b"0" * 150_000_000), "unpacks to 150,000,000 bytes"),
        ("rows.csv", b"a\n" + b"1\n" * 5_000_001, "bytes; 10,000,000 at most"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_what_to_do(name, data, words):
    with pytest.raises(Unreadable) as refused:
        read(name, data)

    assert words in str(refused.value)


def test_entities_in_a_spreadsheet_are_not_followed():
    good = zipfile.ZipFile(io.BytesIO(workbook(["a"], ["b"])))
    parts = {name.replace("/", "__"): good.read(name) for name in good.namelist()} | {"xl__worksheets__sheet1.xml": ENTITIES}

    with pytest.raises(Unreadable, match="not a whole XLSX"):
        list(read("a.xlsx", zipped(**parts)))


def test_too_many_rows_are_refused_before_they_are_tried(monkeypatch):
    monkeypatch.setattr(files, "MAX_ROWS", 3)

    assert len(read("a.csv", b"a\n1\n2\n3\n")) == 3
    with pytest.raises(Unreadable, match="more than 3 rows"):
        read("a.csv", b"a\n1\n2\n3\n4\n")
