import pytest
import yaml

from claims.corpus import files
from claims.corpus.files import Document, Problem
from sources.partial_dates import PartialDate


def read_one(tmp_path, content: str | bytes) -> tuple[list[Document], list[Problem]]:
    path = tmp_path / "sources" / "liu2018.yaml"
    path.parent.mkdir()
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return files.read(tmp_path)


def test_every_value_is_text(tmp_path):
    (document,), problems = read_one(tmp_path, "a: no\nb: 2018-12\nc: 007\nd: 1.0\ne:\nf: ~\ng: true\nh: [1, {i: null}]\n")

    assert problems == []
    assert document.data == {"a": "no", "b": "2018-12", "c": "007", "d": "1.0", "e": "", "f": "~", "g": "true", "h": ["1", {"i": "null"}]}


def test_only_a_text_that_stands_as_it_is_keeps_its_last_line_end(tmp_path):
    (document,), _ = read_one(tmp_path, "a: |\n  One line.\nb: >\n  One\n  line.\nc: ' One line.'\nd: |-\n  Two\n\n  parts.\n")

    assert document.data == {"a": "One line.\n", "b": "One line.", "c": "One line.", "d": "Two\n\nparts."}


def test_a_document_knows_the_line_of_each_field(tmp_path):
    (document,), _ = read_one(tmp_path, "title: A score?\nauthors:\n  - family: Liu\n    given: Jun\n\nsummary: >-\n  What\n  it says.\n")

    lines = {path: document.problem(path, "").line for path in [("title",), ("authors",), ("authors", 0, "given"), ("summary",)]}

    assert lines == {("title",): 1, ("authors",): 2, ("authors", 0, "given"): 4, ("summary",): 6}


def test_a_problem_about_what_is_missing_stands_at_the_nearest_line(tmp_path):
    (document,), _ = read_one(tmp_path, "title: A score?\nauthors:\n  - family: Liu\n")

    assert document.problem(("authors", 0, "given"), "is missing.") == Problem("sources/liu2018.yaml", 3, "authors.0.given", "is missing.")
    assert document.problem(("url",), "is missing.").line == 1


def test_a_problem_prints_its_place_first():
    assert str(Problem("sources/a.yaml", 3, "title", "is empty.")) == "sources/a.yaml:3: title: is empty."
    assert str(Problem("sources/a.yaml", 1, "", "is not UTF-8 text.")) == "sources/a.yaml:1: is not UTF-8 text."


@pytest.mark.parametrize(("kind", "field"), [("source", "key"), ("claim", "reference"), ("topic", "slug"), ("term", "slug"), ("collection", "slug")])
def test_a_document_is_named_by_its_natural_key(kind, field):
    assert Document(kind, "x.yaml", {field: "liu2018"}).name == "liu2018"
    assert Document(kind, "x.yaml", {}).name == ""


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"title: caf\xe9\n", 1, "is not UTF-8 text (byte 10); save it as UTF-8."),
        ("title: A\n  date: B\n", 2, "is not valid YAML: mapping values are not allowed in this context. Check indentation, colons and quotes."),
        ("a: 1\ntitle: 'A score?\n", 3, "is not valid YAML: found unexpected end of stream. Check indentation, colons and quotes."),
        ("a: 1\nb: 2\na: 3\n", 3, "is not valid YAML: the field “a” stands twice. Check indentation, colons and quotes."),
        ("a: {b: 1, b: 2}\n", 1, "is not valid YAML: the field “b” stands twice. Check indentation, colons and quotes."),
        ("- a\n- b\n", 1, "is not valid YAML: the file must hold fields, as `title: …`. Check indentation, colons and quotes."),
        ("", 1, "is not valid YAML: the file must hold fields, as `title: …`. Check indentation, colons and quotes."),
        ("a: 1\n---\nb: 2\n", 2, "is not valid YAML: but found another document. Check indentation, colons and quotes."),
        ("a: *b\n", 1, "is not valid YAML: found undefined alias. Check indentation, colons and quotes."),
        ("a: 1\n[b]: 2\n", 2, "is not valid YAML: the name of a field must be a word. Check indentation, colons and quotes."),
        ("a: 1\nb: \x07\n", 2, "holds an invisible character that YAML forbids (U+0007); remove it."),
    ],
)
def test_what_cannot_be_read_is_a_problem_with_its_line(tmp_path, content, line, message):
    documents, problems = read_one(tmp_path, content)

    assert documents == []
    assert problems == [Problem("sources/liu2018.yaml", line, "", message)]


def test_all_folders_are_read_in_a_fixed_order(corpus):
    corpus.write("claims/notes.txt", "not a claim")
    corpus.write("other/note.yaml", "not: a claim")

    documents, problems = files.read(corpus.root)

    assert problems == []
    assert [(document.kind, document.file) for document in documents] == [
        ("topic", "topics/travel.yaml"), ("source", "sources/caixin2017.yaml"), ("source", "sources/liu2018.yaml"), ("claim", "claims/SC-0001.yaml"),
        ("claim", "claims/SC-0002.yaml"), ("term", "glossary/xinyong.yaml"), ("collection", "collections/first-lesson.yaml"),
    ]  # fmt: skip


def test_an_empty_folder_holds_nothing(tmp_path):
    assert files.read(tmp_path) == ([], [])


def test_long_texts_fold_and_texts_with_line_ends_stand_as_they_are():
    data = {"key": "a", "summary": "word " * 30 + "end", "rationale": "One.\n\nTwo.\n", "authors": [{"family": "刘"}]}

    assert files.text_of(data) == (
        "key: a\n"
        "summary: >-\n"
        "  word word word word word word word word word word word word word word word word word word word word\n"
        "  word word word word word word word word word word end\n"
        "rationale: |\n"
        "  One.\n"
        "\n"
        "  Two.\n"
        "authors:\n"
        "  - family: 刘\n"
    )


@pytest.mark.parametrize(
    "text", ["no", "true", "2018", "2018-12-06", "1.0", "null", "~", "# a", "a: b", "- a", "'a'", '"a"', "*a", "&a", "@a", "%a", "a #b"]
)
def test_another_yaml_reader_reads_the_same_text(text):
    written = files.text_of({"a": text})

    assert yaml.safe_load(written) == {"a": text}


@pytest.mark.parametrize(
    "text",
    ["x " * 60 + "\n\ny", "line\n  indented\n", "tab\there", "“quoted” — and — dashed, " * 6 + "end", "社会信用体系" * 30, "a\n", "a\n\nb\n", "😀"],
)
def test_a_written_text_reads_the_same(tmp_path, text):
    (document,), _ = read_one(tmp_path, files.text_of({"key": "a", "summary": text}))

    assert document.data["summary"] == text


def test_a_file_is_written_once(tmp_path):
    data = {"key": "liu2018", "title": "A score?"}

    assert files.write(tmp_path, "source", data) is True
    assert files.write(tmp_path, "source", data) is False
    assert files.write(tmp_path, "source", data | {"title": "No score"}) is True
    assert (tmp_path / "sources" / "liu2018.yaml").read_text() == "key: liu2018\ntitle: No score\n"


@pytest.mark.parametrize(
    ("kind", "name"), [("topic", "topics/a.yaml"), ("claim", "claims/a.yaml"), ("term", "glossary/a.yaml"), ("collection", "collections/a.yaml")]
)
def test_each_kind_has_its_folder(tmp_path, kind, name):
    files.write(tmp_path, kind, {"slug": "a", "reference": "a"})

    assert (tmp_path / name).exists()


def test_a_partial_date_is_written_as_its_text():
    assert files.text_of({"date": PartialDate("2018"), "to": PartialDate("2018-12")}) == "date: '2018'\nto: 2018-12\n"
