"""A file that somebody sends as rows of text, or a clear word why it cannot be read; and rows as a file.

A file is refused whole when it is too large, when its bytes are not what its name says, when a spreadsheet unpacks to more than it should (a "zip
bomb"), or when it has no table in it. Nothing is guessed: text is UTF-8, a table has one row of column names.
"""

import csv
import io
import json
import re
import zipfile
import zlib
from datetime import date, datetime
from pathlib import PurePath
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml.common import DefusedXmlException
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils.exceptions import InvalidFileException
from tablib import Dataset

from claims.admin.exchange.cells import as_written, harmless

MAX_BYTES = 10_000_000
MAX_UNPACKED = 100_000_000
MAX_ROWS = 20_000
MAX_CELL = 100_000
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")  # what no text in the database can hold
FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
"""The kinds of file, by the ending of their name, with their media types."""


class Unreadable(Exception):
    """The file cannot be read; the words say why, and what to do."""


def read(name: str, data: bytes) -> Dataset:
    """The rows of a file called `name`, every cell as text. Raises Unreadable."""
    kind = PurePath(name).suffix.lower().lstrip(".")
    if kind not in FORMATS:
        raise Unreadable(f"“{name}” is not a CSV, XLSX or JSON file: its name must end in .csv, .xlsx or .json.")
    if len(data) > MAX_BYTES:
        raise Unreadable(f"The file has {len(data):,} bytes; {MAX_BYTES:,} at most. Send it in parts.")
    headers, *rows = _READERS[kind](data)
    return _table(headers, rows)


def written(kind: str, table: Dataset) -> bytes:
    """The table as a file of that kind. In CSV and XLSX no cell is one that a spreadsheet runs."""
    rows = [[str(cell) for cell in row] for row in table]
    if kind == "json":
        return json.dumps([dict(zip(table.headers, row, strict=True)) for row in rows], ensure_ascii=False, indent=1).encode() + b"\n"
    rows = [table.headers, *([harmless(cell) for cell in row] for row in rows)]
    return _as_csv(rows) if kind == "csv" else _as_xlsx(rows)


def _table(headers: list, rows: list[list]) -> Dataset:
    names = [_text(header) for header in headers]
    while names and not names[-1]:  # a spreadsheet may carry empty columns at its right
        names.pop()
    if not names:
        raise Unreadable("There is no table in the file: its first row must hold the names of the columns.")
    if any(map(_NO_TEXT.search, names)):
        raise Unreadable("The name of a column holds a null byte, or half of a character.")
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise Unreadable(f"Two columns have the same name: {', '.join(twice) or '(empty)'}.")
    table = Dataset(headers=names)
    for number, row in enumerate(rows, start=1):
        cells = [_text(cell) for cell in row]
        if any(cells[len(names) :]):
            raise Unreadable(f"Row {number} has more cells than there are columns. Is a quotation mark missing?")
        if long := next((cell for cell in cells if len(cell) > MAX_CELL), None):
            raise Unreadable(f"Row {number} has a cell of {len(long):,} characters. Is a quotation mark missing?")
        if any(_NO_TEXT.search(cell) for cell in cells):
            raise Unreadable(f"Row {number} holds a null byte, or half of a character.")
        if any(cells):
            table.append([*cells, *[""] * len(names)][: len(names)])
        if len(table) > MAX_ROWS:
            raise Unreadable(f"There are more than {MAX_ROWS:,} rows. Send the file in parts.")
    return table


def _text(cell) -> str:
    """A cell as text: days as 2018-12-06, whole numbers without a point."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return (cell.date() if cell.time() == datetime.min.time() else cell).isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).replace("\r\n", "\n").strip()


def _utf8(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        words = f"The file is not UTF-8: byte {error.start + 1} ({data[error.start]:#04x}) does not belong there. Save it again as “CSV UTF-8”."
        raise Unreadable(words) from error


def _from_csv(data: bytes) -> list[list]:
    text = _utf8(data)
    first = text.split("\n", 1)[0]
    comma = max(",;\t", key=first.count)  # spreadsheets of some countries write semicolons
    csv.field_size_limit(MAX_BYTES)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=comma, strict=True))
    except csv.Error as error:
        raise Unreadable(f"The CSV is broken: {error}.") from error
    return [[as_written(cell) for cell in row] for row in rows] or [[]]


def _from_json(data: bytes) -> list[list]:
    try:
        found = json.loads(_utf8(data))
    except (ValueError, RecursionError) as error:  # a number of thousands of digits is a ValueError too
        raise Unreadable(f"The JSON is broken: {error}.") from error
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise Unreadable("The JSON is not a list of objects, one a row.")
    if any(isinstance(value, dict | list) for row in found for value in row.values()):
        raise Unreadable("A value in the JSON is a list or an object. Each value is text, as in an exported file.")
    names = list(dict.fromkeys(name for row in found for name in row))
    return [names, *([row.get(name) for name in names] for row in found)]


_BROKEN = (
    zipfile.BadZipFile, zlib.error, InvalidFileException, ParseError, DefusedXmlException, EOFError, OSError, RuntimeError, LookupError, ValueError,
    TypeError, AttributeError, OverflowError,
)  # fmt: skip
"""What the libraries raise over files that are cut off, encrypted, or made by hand."""


def _from_xlsx(data: bytes) -> list[list]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
        if unpacked > MAX_UNPACKED:
            raise Unreadable(f"The file unpacks to {unpacked:,} bytes; {MAX_UNPACKED:,} at most.")
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its size is not to be believed
        rows = []
        for row in sheet.iter_rows(max_row=MAX_ROWS + 2, max_col=200, values_only=True):
            rows.append([as_written(cell) if isinstance(cell, str) else cell for cell in row])
    except _BROKEN as error:
        raise Unreadable("This is not a whole XLSX file. Save it again from the spreadsheet program.") from error
    return rows or [[]]


_READERS = {"csv": _from_csv, "json": _from_json, "xlsx": _from_xlsx}


def _as_csv(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()  # with the mark by which spreadsheet programs know UTF-8


def _as_xlsx(rows: list[list[str]]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Rows")
    for row in rows:
        sheet.append([ILLEGAL_CHARACTERS_RE.sub("", cell) for cell in row])  # XML has no place for control characters
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
