"""Corpus files as text: YAML in, with the line of every field; YAML out, always in the same form.

Every value is text. The reader resolves no types, so `no` stays "no" and `2018-12` stays "2018-12"; the writer quotes what another YAML
reader would take for a number, a date or a truth value.
"""

from dataclasses import dataclass, field
from pathlib import Path

import yaml

FOLDERS = {"topics": "topic", "sources": "source", "claims": "claim", "glossary": "term", "collections": "collection"}
NAME_FIELD = {"source": "key", "claim": "reference"}  # the others are named by their slug
_WIDTH = 100


@dataclass(frozen=True, order=True)
class Problem:
    """One fault of the corpus: where it stands and what to do."""

    file: str
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}"
        return f"{place}: {self.field}: {self.message}" if self.field else f"{place}: {self.message}"


@dataclass
class Document:
    """One corpus file: its kind, its data, and the line on which each field stands."""

    kind: str
    file: str
    data: dict
    lines: dict[tuple, int] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.data.get(NAME_FIELD.get(self.kind, "slug"), "")

    def problem(self, path: tuple, message: str) -> Problem:
        """A Problem at `path` (keys and indexes from the root of the file)."""
        line = next((self.lines[path[:n]] for n in range(len(path), -1, -1) if path[:n] in self.lines), 1)
        return Problem(self.file, line, ".".join(str(part) for part in path), message)


def read(root: Path) -> tuple[list[Document], list[Problem]]:
    """All documents below `root` in a fixed order, and what could not be read. Files that are not `.yaml` are ignored."""
    documents, problems = [], []
    for folder, kind in FOLDERS.items():
        for path in sorted((root / folder).glob("*.yaml")):
            name = path.relative_to(root).as_posix()
            try:
                documents.append(_document(kind, name, path.read_text("utf-8")))
            except UnicodeDecodeError as error:
                problems.append(Problem(name, 1, "", f"is not UTF-8 text (byte {error.start}); save it as UTF-8."))
            except yaml.MarkedYAMLError as error:
                line = error.problem_mark.line + 1 if error.problem_mark else 1
                problems.append(Problem(name, line, "", f"is not valid YAML: {error.problem}. Check indentation, colons and quotes."))
            except yaml.reader.ReaderError as error:
                line = path.read_text("utf-8").count("\n", 0, error.position) + 1
                problems.append(Problem(name, line, "", f"holds an invisible character that YAML forbids (U+{error.character:04X}); remove it."))
    return documents, problems


def _document(kind: str, name: str, text: str) -> Document:
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    document = Document(kind, name, {})
    if not isinstance(node, yaml.MappingNode):
        raise yaml.MarkedYAMLError(problem="the file must hold fields, as `title: …`", problem_mark=node.start_mark if node else None)
    document.data = _value(node, (), document.lines)
    return document


def _value(node: yaml.Node, path: tuple, lines: dict[tuple, int]):
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        return node.value if node.style == "|" else node.value.strip()  # a folded text (>) ends with a line end that nobody means
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*path, i), lines) for i, item in enumerate(node.value)]
    fields = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise yaml.MarkedYAMLError(problem="the name of a field must be a word", problem_mark=key.start_mark)
        if key.value in fields:
            raise yaml.MarkedYAMLError(problem=f"the field “{key.value}” stands twice", problem_mark=key.start_mark)
        fields[key.value] = _value(value, (*path, key.value), lines)
        lines[(*path, key.value)] = key.start_mark.line + 1
    return fields


class _Dumper(yaml.SafeDumper):
    """Long lines fold, texts with line ends stand as they are, lists are indented below their field."""

    def increase_indent(self, flow=False, indentless=False):
        return super().increase_indent(flow, False)


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else ">" if len(text) > _WIDTH - 20 else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_multi_representer(str, _represent_text)  # partial dates, too, are text
_Dumper.add_representer(str, _represent_text)


def text_of(data: dict) -> str:
    """`data` as the text of its corpus file."""
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)


def write(root: Path, kind: str, data: dict) -> bool:
    """Write `data` to its file below `root`; True when the file changed."""
    folder = next(folder for folder, of in FOLDERS.items() if of == kind)
    path = root / folder / f"{data[NAME_FIELD.get(kind, 'slug')]}.yaml"
    text = text_of(data)
    if path.exists() and path.read_text("utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return True
