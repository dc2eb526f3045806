"""Form fields for lists: an editor writes plain lines, the record keeps a list.

    one a line          A law that sets up such a score.
    with commas         china, rongcheng
    parts by a bar      社会 | shèhuì | society
Every fault names its line.
"""

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.utils.text import slugify


def _lines(text: str) -> list[tuple[int, str]]:
    """The lines of `text` that hold something, each with its number."""
    return [(n, " ".join(line.split())) for n, line in enumerate(text.splitlines(), start=1) if line.strip()]


class Lines(forms.CharField):
    """One entry a line, each at most `longest` characters."""

    def __init__(self, *, longest: int, rows: int = 4, **kwargs):
        self.longest = longest
        super().__init__(widget=AdminTextareaWidget(attrs={"rows": rows}), **kwargs)

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value) -> list[str]:
        entries = _lines(super().to_python(value) or "")
        faults = [
            f"Line {n} has {len(text)} characters; {self.longest} at most. Shorten it, or make it two lines."
            for n, text in entries
            if len(text) > self.longest
        ]
        if faults:
            raise forms.ValidationError(faults)
        return [text for _, text in entries]


class Places(forms.CharField):
    """Places with commas between them, kept as they stand in addresses: “United States” becomes united-states."""

    def __init__(self, **kwargs):
        super().__init__(widget=AdminTextInputWidget(), **kwargs)

    def prepare_value(self, value):
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value) -> list[str]:
        names = [name.strip() for name in (super().to_python(value) or "").replace("\n", ",").split(",") if name.strip()]
        if faults := [f"“{name}” has no Latin letters. Write the name as in English or pinyin." for name in names if not slugify(name)]:
            raise forms.ValidationError(faults)
        if faults := [f"“{name}” is too long for a place; 80 characters at most." for name in names if len(slugify(name)) > 80]:
            raise forms.ValidationError(faults)
        return list(dict.fromkeys(slugify(name) for name in names))


class Rows(forms.CharField):
    """One row a line, its parts with a bar between them. `parts` names them, as {"minutes": "minutes", "text": "what happens"}."""

    def __init__(self, *, parts: dict[str, str], numbers: tuple[str, ...] = (), longest: int = 400, rows: int = 6, **kwargs):
        self.parts, self.numbers, self.longest = parts, numbers, longest
        super().__init__(widget=AdminTextareaWidget(attrs={"rows": rows}), **kwargs)

    def prepare_value(self, value):
        return "\n".join(" | ".join(str(row[part]) for part in self.parts) for row in value) if isinstance(value, list) else value

    def to_python(self, value) -> list[dict[str, str]]:
        found, faults = [], []
        for n, line in _lines(super().to_python(value) or ""):
            cells = [cell.strip() for cell in line.split("|")]
            if len(cells) != len(self.parts) or not all(cells):
                faults.append(f"Line {n}: write {' | '.join(self.parts.values())}, with a bar between them. It says “{line}”.")
                continue
            row = dict(zip(self.parts, cells, strict=True))
            faults += [f"Line {n}: {len(cell)} characters are too many; {self.longest} at most." for cell in cells if len(cell) > self.longest]
            faults += [f"Line {n}: “{row[part]}” is not a whole number of {part}." for part in self.numbers if not row[part].isdecimal()]
            found.append(row)
        if faults:
            raise forms.ValidationError(faults)
        return found
